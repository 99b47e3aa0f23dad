//! Tags, each replaced by what its template gives.

use std::borrow::Cow;
use std::ops::Range;

use super::context::{Context, MAX_DEPTH};
use super::setting::Setting;
use super::tag::{self, Arguments, Tag, TagKind, pair};
use super::templates::INNER;
use super::{condition, include};
use crate::diag::{Code, Diagnostic, Sink};
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::span::Span;
use crate::text::names::nearest;

/// Whether a text can hold shortcodes at all.
fn may_occur(text: &str) -> bool {
    text.contains("{{<") || text.contains("{{%")
}

/// Expands every shortcode of a text.
pub(in crate::parse) fn expand(text: &Mapped, context: Context<'_>, sink: &mut Sink) -> Mapped {
    if !may_occur(text.text()) {
        return text.clone();
    }
    let code = markdown::code_ranges(text.text());
    let mut tags = tag::tags(text.text());
    // Within code only the marks that keep a tag from being one are taken away.
    tags.retain(|tag| {
        matches!(tag.kind, TagKind::Escaped { .. }) || !is_within(&code, tag.range.start)
    });
    let expander = Expander { text, context, code, ends: pair(&tags), sink };
    expander.run(&tags)
}

/// Whether a place lies within one of some ranges, which are in order. Where a range starts, it
/// has not begun yet.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start < at)
}

struct Expander<'a> {
    text: &'a Mapped,
    context: Context<'a>,
    code: Vec<Range<usize>>,
    /// For every opening tag, the index of the tag that closes it.
    ends: Vec<Option<usize>>,
    sink: &'a mut Sink,
}

/// A pair of tags whose content is being expanded.
struct Pair<'a> {
    open: &'a Tag,
    close: usize,
    inner: Mapped,
    /// Whether it, or a pair around it, takes what is in it away from this reader.
    hidden: bool,
    /// What the next tabs in it are called, where its tags say it for all.
    labels: Option<std::str::Split<'a, char>>,
}

/// What the tabs in a pair are called: `{{< tabs items="A,B" >}}`.
fn labels(open: &Tag) -> Option<std::str::Split<'_, char>> {
    let TagKind::Open { arguments, .. } = &open.kind else { return None };
    arguments.named("items").map(|labels| labels.split(','))
}

impl Pair<'_> {
    /// The tag of a tab with the name that the pair around gives it; none where it has its own.
    fn name_tab(&mut self, around: &mut Pair<'_>) -> Option<Tag> {
        let mut open = self.open.clone();
        let TagKind::Open { name, arguments, .. } = &mut open.kind else { return None };
        if name != "tab" {
            return None;
        }
        let label = around.labels.as_mut()?.next()?.trim().to_owned();
        let has_own = arguments.named("name").is_some();
        arguments.named.push(("name".to_owned(), label));
        (!has_own).then_some(open)
    }
}

impl Expander<'_> {
    fn run(mut self, tags: &[Tag]) -> Mapped {
        let mut out = Mapped::empty(self.text.span(0..self.text.text().len()));
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        let mut at = 0;
        let mut index = 0;
        while let Some(tag) = tags.get(index) {
            let close = self.ends[index];
            let depth = pairs.len();
            let hidden = pairs.last().is_some_and(|pair| pair.hidden);
            let is_end = pairs.last().is_some_and(|pair| pair.close == index);
            let target = pairs.last_mut().map_or(&mut out, |pair| &mut pair.inner);
            target.push_slice(self.text, at..tag.range.start);
            at = tag.range.end;
            match (&tag.kind, close) {
                (TagKind::Open { name, .. }, Some(close)) if self.pairs(name) => {
                    let inner = Mapped::empty(self.text.span(tag.range.clone()));
                    // Who the reader is matters only to what a tag within brings in.
                    let holds_tags = close > index + 1;
                    let hidden = hidden || holds_tags && self.is_for_others(tag);
                    let pair = Pair { open: tag, close, inner, hidden, labels: labels(tag) };
                    if self.context.templates.holds_code(name) {
                        at = self.code(pair, &tags[close], target);
                        index = close;
                    } else if depth >= MAX_DEPTH && self.is_condition(name) {
                        let span = self.text.span(tag.range.clone());
                        let what = format!("this condition lies more than {MAX_DEPTH} deep");
                        self.sink.push(condition::unread(&what).at(span));
                    } else if depth >= MAX_DEPTH {
                        self.too_deep(&tag.range);
                    } else {
                        pairs.push(pair);
                    }
                }
                (_, Some(close))
                    if close == index + 1
                        && let Some(code) = self.as_code(tag) =>
                {
                    self.single(tag, true, hidden, target);
                    let mut inner = Mapped::empty(self.text.span(tag.range.clone()));
                    inner.push_slice(self.text, at..tags[close].range.start);
                    at = tags[close].range.end;
                    self.place(&code, at, Some(&inner), target);
                    index = close;
                }
                _ if is_end => {
                    if let Some(mut pair) = pairs.pop() {
                        let named = pairs.last_mut().and_then(|around| pair.name_tab(around));
                        let open = named.as_ref().unwrap_or(pair.open);
                        let target = pairs.last_mut().map_or(&mut out, |pair| &mut pair.inner);
                        self.place(open, tag.range.end, Some(&pair.inner), target);
                    }
                }
                _ => self.single(tag, close.is_some(), hidden, target),
            }
            index += 1;
        }
        out.push_slice(self.text, at..self.text.text().len());
        out
    }

    /// Whether something is known to do with what stands between tags of this name.
    fn pairs(&self, name: &str) -> bool {
        self.is_condition(name) || self.knows(name)
    }

    /// Whether a shortcode says for whom something is, or was meant to and is no other.
    fn is_condition(&self, name: &str) -> bool {
        condition::is_condition(name) && !self.knows(name)
    }

    /// Whether what stands behind a tag is taken away from this reader.
    fn is_for_others(&self, tag: &Tag) -> bool {
        let TagKind::Open { name, arguments, .. } = &tag.kind else { return false };
        let audience = || self.context.library.reader().audience();
        self.is_condition(name) && condition::is_for_others(name, arguments, audience())
    }

    /// The tag of code for one that nobody knows and that names a language of code.
    fn as_code(&self, tag: &Tag) -> Option<Tag> {
        let TagKind::Open { name, arguments, closed: false } = &tag.kind else { return None };
        let is_known = self.pairs(name) || include::folders(name).is_some();
        if is_known || condition::speaks_in_name(name) {
            return None;
        }
        let named = vec![("lang".to_owned(), arguments.named("lang")?.to_owned())];
        let arguments = Arguments { positional: Vec::new(), named };
        let kind = TagKind::Open { name: "highlight".to_owned(), arguments, closed: false };
        Some(Tag { kind, ..tag.clone() })
    }

    fn knows(&self, name: &str) -> bool {
        self.context.templates.knows(name)
    }

    /// A pair whose content is code, in which no tag is one.
    fn code(&mut self, mut pair: Pair<'_>, close: &Tag, target: &mut Mapped) -> usize {
        pair.inner.push_slice(self.text, pair.open.range.end..close.range.start);
        self.place(pair.open, close.range.end, Some(&pair.inner), target);
        close.range.end
    }

    /// A pair that lies too deep: its tags are left out, what is in it stays.
    fn too_deep(&mut self, range: &Range<usize>) {
        let message = format!("shortcodes lie in one another more than {MAX_DEPTH} deep");
        self.sink.push(
            Diagnostic::warning(Code::TooDeep, message)
                .at(self.text.span(range.clone()))
                .help("flatten this part of the page; what is in it is kept"),
        );
    }

    /// A tag that stands for itself: no pair, or one that nobody knows.
    /// `hidden` says whether a pair around it takes it away from this reader.
    fn single(&mut self, tag: &Tag, has_end: bool, hidden: bool, target: &mut Mapped) {
        let span = self.text.span(tag.range.clone());
        match &tag.kind {
            TagKind::Open { name, arguments, .. } => {
                if self.is_condition(name) {
                    target.push_generated(&condition::opening(name, arguments), span);
                } else if let Some(included) = self.include(name, arguments, span, hidden) {
                    self.report_condition(name, arguments, span);
                    self.insert(tag, &included, target);
                } else if self.knows(name) {
                    self.place(tag, tag.range.end, None, target);
                } else if let Some(value) = self.parameter(name, arguments) {
                    target.push_generated(&value, span);
                } else {
                    self.unknown(name, arguments, has_end, span);
                }
            }
            TagKind::Close { name } if self.is_condition(name) => {
                let what = format!("the condition `{name}` is closed here but was not opened");
                self.sink.push(condition::unread(&what).at(span));
            }
            TagKind::Close { name } if self.pairs(name) => {
                let message = format!("the shortcode `{name}` is closed here but was not opened");
                self.sink.push(
                    Diagnostic::warning(Code::UnknownShortcode, message)
                        .at(span)
                        .help("remove the tag, or open the shortcode before it"),
                );
            }
            // The opening tag of an unknown shortcode has been reported.
            TagKind::Close { .. } => {}
            TagKind::Escaped { shown } => {
                // A backslash keeps Markdown from taking the rest for a tag of HTML.
                let in_code = is_within(&self.code, tag.range.start);
                let form = &self.text.text()[tag.range.start + 2..tag.range.start + 3];
                target.push_generated(if in_code { "{{" } else { "{{\\" }, span);
                target.push_generated(form, span);
                target.push_slice(self.text, shown.clone());
                target.push_slice(self.text, tag.range.end - 3..tag.range.end);
            }
            TagKind::Broken => {
                target.push_slice(self.text, tag.range.clone());
                if condition::is_condition(condition::name_in(&self.text.text()[tag.range.clone()]))
                {
                    self.sink.push(condition::unread("this condition cannot be read").at(span));
                    return;
                }
                self.sink.push(
                    Diagnostic::warning(Code::UnknownShortcode, "this shortcode cannot be read")
                        .at(span)
                        .help(
                            "write `{{< name argument key=\"value\" >}}`, or `{{</* … */>}}` \
                               to show it as it is",
                        ),
                );
            }
        }
    }

    fn unknown(&mut self, name: &str, arguments: &Arguments, has_end: bool, span: Span) {
        let profiles = self.context.library.reader().profiles();
        let speaks = condition::among(arguments, profiles, |_| false).is_some();
        let asks = !profiles.is_empty() && condition::names_profiles(arguments);
        if speaks || asks || condition::speaks_in_name(name) {
            let what = format!("nobody knows the shortcode `{name}`, and it speaks of profiles");
            return self.sink.push(condition::unread(&what).at(span));
        }
        let kept = if has_end { "; what is in it is kept" } else { "" };
        let message = format!("no template is known for the shortcode `{name}`{kept}");
        let help = match self.context.templates.nearest(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write a template `shortcodes/{name}.hbs` in the pack or its theme"),
        };
        self.sink.push(Diagnostic::warning(Code::UnknownShortcode, message).at(span).help(help));
    }

    /// Puts what the template of a shortcode gives in the place of its tags.
    fn place(&mut self, open: &Tag, end: usize, inner: Option<&Mapped>, target: &mut Mapped) {
        let TagKind::Open { name, arguments, .. } = &open.kind else { return };
        let span = self.text.span(open.range.clone());
        if self.is_condition(name) {
            if let Some(what) = condition::fault(name, arguments) {
                self.sink.push(condition::unread(&what).at(span));
            }
            let inner_text = inner.map_or("", Mapped::text);
            let markdown = condition::around(name, arguments, inner_text);
            let setting = Setting::of(self.text.text(), &(open.range.start..end));
            return setting.put(&markdown, inner, span, target);
        }
        if let Some(path) = self.context.templates.own(name) {
            self.context.library.note(path, span, false);
        }
        self.report_condition(name, arguments, span);
        self.report_idle(name, arguments, span);
        self.report_missing_page(name, arguments, &open.range);
        let arguments = self.as_meant(name, arguments);
        match self.context.templates.render(name, &arguments, inner.map(Mapped::text)) {
            Ok(markdown) => {
                let range = open.range.start..end;
                let setting = Setting::of(self.text.text(), &range);
                setting.put(markdown.trim_matches('\n'), inner, span, target);
            }
            Err(reason) => {
                let message = format!("the template of the shortcode `{name}` fails: {reason}");
                self.sink.push(
                    Diagnostic::error(Code::Template, message)
                        .at(span)
                        .help(format!("correct `shortcodes/{name}.hbs`")),
                );
                if let Some(inner) = inner {
                    target.push_slice(inner, 0..inner.text().len());
                }
            }
        }
    }

    /// The value that Hugo's own `{{< param name >}}` stands for.
    fn parameter(&self, name: &str, arguments: &Arguments) -> Option<String> {
        let Context { library, path, .. } = self.context;
        let asked = arguments.positional.first().filter(|_| name == "param")?;
        library.parameter(path, asked)
    }

    /// The arguments of a shortcode as its template takes them: those of `ref` and `relref` name a
    /// page as links do, and the options of `highlight` are written as those of a fence.
    fn as_meant<'b>(&self, name: &str, arguments: &'b Arguments) -> Cow<'b, Arguments> {
        let Context { library, path, .. } = self.context;
        if let Some(options) = arguments.positional.get(1).filter(|_| name == "highlight") {
            let mut arguments = arguments.clone();
            arguments.positional[1] = tag::options_of_fence(options);
            return Cow::Owned(arguments);
        }
        let Some(written) = arguments.reference().filter(|_| is_reference(name)) else {
            return Cow::Borrowed(arguments);
        };
        let found = library.reference(path, written);
        // What stands beside the path names a language or a format, of which there is one here.
        let positional = vec![found.unwrap_or_else(|| written.to_owned())];
        Cow::Owned(Arguments { positional, named: Vec::new() })
    }

    /// Tells of an argument that says for whom a shortcode is that is no condition.
    fn report_condition(&mut self, name: &str, arguments: &Arguments, span: Span) {
        let asked = |key: &str| self.context.templates.asked(name).any(|asked| asked == key);
        let profiles = self.context.library.reader().profiles();
        if let Some(key) = condition::among(arguments, profiles, asked) {
            let what = format!("`{key}` says nothing in the shortcode `{name}`");
            self.sink.push(condition::unread(&what).at(span));
        }
    }

    /// Tells of arguments that the template of a shortcode does not ask for.
    fn report_idle(&mut self, name: &str, arguments: &Arguments, span: Span) {
        let templates = self.context.templates;
        for (argument, value) in templates.idle(name, arguments) {
            let known: Vec<String> = templates.asked(name).map(|it| format!("`{it}`")).collect();
            let help = match nearest(argument, templates.asked(name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => {
                    "remove it; the shortcode takes none by name".to_owned()
                }
                None => format!("remove it; the shortcode takes {}", known.join(", ")),
            };
            let message =
                format!("the argument `{argument}` of the shortcode `{name}` has no effect");
            // Words are missed, looks are not.
            let told = if value.contains(char::is_whitespace) {
                Diagnostic::warning(Code::NoEffect, message)
            } else {
                Diagnostic::note(Code::NoEffect, message)
            };
            self.sink.push(told.at(span).help(help));
        }
    }

    /// Tells of a reference to no page that stands among words; that of a link is reported with the link.
    fn report_missing_page(&mut self, name: &str, arguments: &Arguments, range: &Range<usize>) {
        let Some(written) = arguments.reference() else { return };
        let before = &self.text.text()[..range.start];
        let in_link =
            ["](", "](<", "]: ", "]: <", "=\"", "='"].iter().any(|it| before.ends_with(it));
        let Context { library, path, .. } = self.context;
        if in_link || !is_reference(name) || library.has_page(path, written) {
            return;
        }
        let message = format!("`{written}` leads to no page of the pack, and is printed as it is");
        let help = format!("write a link to a page: `[words]({{{{< {name} \"page.md\" >}}}})`");
        let told = Diagnostic::warning(Code::BrokenLink, message).help(help);
        self.sink.push(told.at(self.text.span(range.clone())));
    }

    /// What a shortcode takes from another file; none where it is no such shortcode.
    fn include(
        &mut self,
        name: &str,
        arguments: &Arguments,
        span: Span,
        hidden: bool,
    ) -> Option<Mapped> {
        let for_others = self.context.for_others || hidden;
        let context = Context { for_others, ..self.context };
        let included = include::include(name, arguments, span, context)?;
        let (text, path) = match included {
            Ok(found) => found,
            Err(diagnostic) => {
                self.sink.push(diagnostic.at(span));
                return Some(Mapped::empty(span));
            }
        };
        let including = context.including(&path);
        let context = Context { path: &path, including: &including, ..context };
        Some(expand(&text, context, self.sink))
    }

    /// Puts a text in the place of a tag.
    fn insert(&mut self, tag: &Tag, text: &Mapped, target: &mut Mapped) {
        let setting = Setting::of(self.text.text(), &tag.range);
        let span = self.text.span(tag.range.clone());
        setting.put(&format!("{INNER}\n"), Some(text), span, target);
    }
}

/// Whether a shortcode is one of Hugo's that name a page.
fn is_reference(name: &str) -> bool {
    matches!(name, "ref" | "relref")
}
