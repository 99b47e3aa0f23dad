//! Shortcodes: Hugo's `{{< x >}}` and `{{% x %}}`, each expanded to the Markdown its template
//! gives. What stands between a pair of tags is Markdown in both forms.

mod condition;
pub(super) mod include;
pub(super) mod mdbook;
pub(super) mod reach;
pub(super) mod section;
mod tag;
mod templates;
mod usage;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use condition::{conditions, report_unopened};
pub(super) use include::Library;
use tag::{Arguments, Tag, TagKind};
pub(super) use templates::Templates;
pub use usage::{Usage, usage};

use super::mapped::Mapped;
use super::markdown;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::span::Span;
use crate::text::names::nearest;

/// How many shortcodes may lie in one another, files that include files among them.
const MAX_DEPTH: usize = 32;

/// Whether a text can hold shortcodes at all.
pub(super) fn may_occur(text: &str) -> bool {
    text.contains("{{<") || text.contains("{{%")
}

/// What shortcodes are expanded with.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) templates: &'a Templates,
    pub(super) library: &'a Library<'a>,
    /// The page or included file that the text comes from.
    pub(super) path: &'a PackPath,
    /// The files that are being read: the page, and what is included within.
    pub(super) including: &'a [PackPath],
    /// Whether it stands within a condition that takes it away from this reader.
    pub(super) for_others: bool,
}

impl Context<'_> {
    /// The files that are being read once another one is brought in.
    pub(super) fn including(&self, path: &PackPath) -> Vec<PackPath> {
        [self.including, std::slice::from_ref(path)].concat()
    }
}

/// Expands every shortcode of a text.
pub(super) fn expand(text: &Mapped, context: Context<'_>, sink: &mut Sink) -> Mapped {
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

/// For every opening tag, the index of the tag that closes it.
fn pair(tags: &[Tag]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for (index, tag) in tags.iter().enumerate() {
        match &tag.kind {
            TagKind::Open { name, closed: false, .. } => {
                open.push((index, name));
                *counts.entry(name).or_default() += 1;
            }
            TagKind::Close { name } if counts.get(&**name).is_some_and(|&count| count > 0) => {
                while let Some((start, opened)) = open.pop() {
                    *counts.entry(opened).or_default() -= 1;
                    if opened == name {
                        ends[start] = Some(index);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    ends
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
        setting.put(&format!("{0}\n", templates::INNER), Some(text), span, target);
    }
}

/// What the lines behind the one of a place start with to stay in the same list or quotation.
pub(super) fn prefix_at(text: &str, at: usize) -> String {
    Setting::of(text, &(at..at)).prefix
}

/// How far the lines around a shortcode are looked at, in bytes.
const SIGHT: usize = 1000;

/// Puts the blocks of another text in the place of a stretch of `text`.
pub(super) fn put_blocks(
    text: &Mapped,
    range: Range<usize>,
    blocks: &Mapped,
    span: Span,
    target: &mut Mapped,
) {
    let setting = Setting::of(text.text(), &range);
    let blocks = setting.led(blocks);
    setting.put(&format!("{0}\n", templates::INNER), Some(&blocks), span, target);
}

/// How the lines around a shortcode look, so that what takes its place fits in.
struct Setting {
    /// What every further line has to start with to stay in the same list or quotation.
    prefix: String,
    /// Whether a paragraph runs on in front of it.
    joined_before: bool,
    /// Whether a paragraph runs on behind it.
    joined_after: bool,
}

impl Setting {
    fn of(text: &str, range: &Range<usize>) -> Self {
        let from = text.floor_char_boundary(range.start.saturating_sub(SIGHT));
        let to = text.ceil_char_boundary(range.end.saturating_add(SIGHT).min(text.len()));
        let mut lines_before = text[from..range.start].rsplit('\n');
        let mut lines_after = text[range.end..to].split('\n');
        let before = lines_before.next().unwrap_or_default();
        let above = lines_before.next().unwrap_or_default();
        let after = lines_after.next().unwrap_or_default();
        let below = lines_after.next().unwrap_or_default();
        let is_lead = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        let (prefix, words) = split_prefix(before);
        Self {
            joined_before: !words.is_empty() || (is_lead(before) && !is_lead(above)),
            joined_after: !is_lead(after) || !is_lead(below),
            prefix,
        }
    }

    /// Appends Markdown to `target`, with the content of a shortcode where it belongs. Several
    /// lines are blocks of their own; one line joins the words around it.
    fn put(&self, markdown: &str, inner: Option<&Mapped>, span: Span, target: &mut Mapped) {
        let is_block = markdown.contains('\n');
        let new_line = format!("\n{}", self.prefix);
        if is_block && self.joined_before && !target.text().is_empty() {
            target.push_generated(&new_line, span);
            target.push_generated(&new_line, span);
        }
        for (number, line) in markdown.split('\n').enumerate() {
            if number > 0 {
                target.push_generated(&new_line, span);
            }
            for (part_number, part) in line.split(templates::INNER).enumerate() {
                if let (Some(inner), true) = (inner, part_number > 0) {
                    let range = self.content_of(inner.text());
                    target.push_slice(inner, range);
                }
                target.push_generated(part, span);
            }
        }
        if is_block && self.joined_after {
            target.push_generated(&new_line, span);
            target.push_generated(&new_line, span);
        }
    }

    /// A text whose lines behind the first start as those around it do.
    fn led(&self, blocks: &Mapped) -> Mapped {
        if self.prefix.is_empty() {
            return blocks.clone();
        }
        let ends = blocks.text().trim_end().match_indices('\n').map(|(at, _)| at + 1);
        let edits: Vec<_> = ends.map(|end| (end..end, self.prefix.as_str())).collect();
        blocks.clone().replaced(edits)
    }

    /// The content of a shortcode without the blank lines at its ends. Where the first line is
    /// put, the prefix stands already.
    fn content_of(&self, inner: &str) -> Range<usize> {
        let quoted = self.prefix.contains('>');
        let is_space = |char: char| char.is_ascii_whitespace() || (quoted && char == '>');
        let end = inner.trim_end_matches(is_space).len();
        let lead = end - inner[..end].trim_start_matches(is_space).len();
        let line = inner[..lead].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &inner[line..lead];
        line + indent.len().min(self.prefix.len())
            ..end.max(line + indent.len().min(self.prefix.len()))
    }
}

/// Splits what stands before a shortcode on its line into the prefix that continues the same list
/// or quotation on the next line, and words.
pub(super) fn split_prefix(before: &str) -> (String, &str) {
    let mut prefix = String::new();
    let mut rest = before;
    loop {
        let marker = rest.trim_start_matches([' ', '\t', '>']);
        prefix.push_str(&rest[..rest.len() - marker.len()]);
        let digits = marker.len() - marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let sign = if digits == 0 { &["-", "*", "+"][..] } else { &[".", ")"][..] };
        let length = digits + 1;
        let is_marker = sign.iter().any(|sign| marker[digits..].starts_with(sign))
            && marker[length..].starts_with([' ', '\t']);
        if !is_marker {
            return (prefix, marker);
        }
        prefix.push_str(&" ".repeat(length));
        rest = &marker[length..];
    }
}

/// Whether a shortcode is one of Hugo's that name a page.
fn is_reference(name: &str) -> bool {
    matches!(name, "ref" | "relref")
}
