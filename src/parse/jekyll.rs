//! What Jekyll adds to Markdown: Liquid's tags and values, and kramdown's attribute lines that
//! stand above the block they are meant for.
//!
//! Forms: <https://jekyllrb.com/docs/liquid/>, <https://kramdown.gettalong.org/syntax.html#block-ials>.
//! Of Liquid, what says something without a program is followed. The rest is shown as it is
//! written, and reported.

mod kramdown;
mod signs;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::mapped::Mapped;
use super::markdown;
use super::shortcode::Context;
use super::shortcode::include::{find, within};
use super::shortcode::plain;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::comments::unclosed;
use crate::span::Span;
use crate::tree::PageMeta;
use signs::{Mark, Signs};

/// What pages ask for by name.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    /// `site.title`.
    pub(super) site: &'a str,
    /// What the settings say, as `site.name`.
    pub(super) values: &'a BTreeMap<String, String>,
    /// What the page's front matter says.
    pub(super) page: &'a PageMeta,
    /// What stands in the tag by which a file is brought in: `file name="value"`.
    pub(super) included: &'a str,
}

impl<'a> Names<'a> {
    /// What a name stands for that is no text in quotes.
    fn value(&self, name: &str) -> Option<String> {
        match name {
            "site.baseurl" | "site.url" => Some(String::new()),
            "site.title" => Some(self.site.to_owned()),
            name => {
                let of_page = || self.of_page(name.strip_prefix("page.")?);
                let of_tag = || Some(self.parameter(name.strip_prefix("include.")?)?.to_owned());
                of_page().or_else(of_tag).or_else(|| self.values.get(name).cloned())
            }
        }
    }

    /// What the page says of itself under a name.
    fn of_page(&self, name: &str) -> Option<String> {
        match (name, self.page.authors.as_slice()) {
            ("title", _) => Some(self.page.title.clone()),
            ("description", _) => self.page.description.clone(),
            ("category", _) => self.page.category.clone(),
            ("lang", _) => self.page.lang.clone(),
            ("author", [author]) => Some(author.clone()),
            _ => {
                let mut keys = name.split('.');
                let first = self.page.other.get(keys.next()?)?;
                plain(keys.try_fold(first, |value, key| value.get(key))?)
            }
        }
    }

    /// The value that a file was brought in with.
    fn parameter(&self, name: &str) -> Option<&'a str> {
        let at = self.included.find(&format!(" {name}="))?;
        let value = &self.included[at + name.len() + 2..];
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    }
}

/// The text without what Jekyll would have replaced.
pub(super) fn rewrite(
    text: &Mapped,
    names: Names<'_>,
    context: Context<'_>,
    sink: &mut Sink,
) -> Mapped {
    let text = liquid(text, names, context, sink);
    kramdown::rewrite(&text)
}

fn liquid(text: &Mapped, names: Names<'_>, context: Context<'_>, sink: &mut Sink) -> Mapped {
    if !text.text().contains("{%") && !text.text().contains("{{") {
        return text.clone();
    }
    let code = markdown::code_ranges(text.text());
    let out = Mapped::empty(text.span(0..text.text().len()));
    let said = BTreeSet::new();
    let signs = Signs::of(text.text());
    let mut reader = Reader { text, names, context, code, signs, out, at: 0, said, sink };
    while let Some(mark) = reader.next_mark() {
        reader.mark(&mark);
    }
    let end = text.text().len();
    reader.out.push_slice(text, reader.at..end);
    reader.out
}

struct Reader<'a> {
    text: &'a Mapped,
    names: Names<'a>,
    context: Context<'a>,
    code: Vec<Range<usize>>,
    signs: Signs<'a>,
    out: Mapped,
    /// What stands before is read.
    at: usize,
    said: BTreeSet<String>,
    sink: &'a mut Sink,
}

impl<'a> Reader<'a> {
    fn next_mark(&mut self) -> Option<Mark<'a>> {
        self.signs.next_mark(self.text.text(), self.at)
    }

    /// Copies what stands before a mark and puts something in the place of the mark.
    fn put(&mut self, mark: &Mark<'_>, words: &str) {
        self.out.push_slice(self.text, self.at..mark.range.start);
        self.out.push_generated(words, self.text.span(mark.range.clone()));
        self.at = mark.range.end;
    }

    fn mark(&mut self, mark: &Mark<'_>) {
        if !mark.is_tag {
            return match self.value(mark.words) {
                Some(value) => self.put(mark, &value),
                None => self.keep(mark),
            };
        }
        let (name, rest) = mark.words.split_once(char::is_whitespace).unwrap_or((mark.words, ""));
        match name {
            "raw" => self.pair(mark, "raw", |_| (String::new(), String::new())),
            "comment" => self.comment(mark),
            "if" if rest.trim_end_matches('-').trim() == "false" => self.never(mark),
            remark if remark.starts_with('#') => self.put(mark, ""),
            "highlight" => self.pair(mark, "highlight", |code| {
                let language = rest.split_whitespace().next().unwrap_or_default();
                let fence = markdown::fence(code);
                (format!("{fence}{language}\n"), format!("\n{fence}\n"))
            }),
            "link" => self.put(mark, &format!("/{}", rest.trim_start_matches('/'))),
            "post_url" => {
                let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
                let folder = if folder.is_empty() { String::new() } else { format!("/{folder}") };
                self.put(mark, &format!("{}/_posts/{name}.md", folder.replace("//", "/")));
            }
            "include" | "include_relative" if !rest.is_empty() => self.include(mark, rest),
            _ => self.keep(mark),
        }
    }

    /// What stands between a tag and the one that ends it, between what `around` gives. No tag in
    /// it is one.
    fn pair(&mut self, mark: &Mark<'_>, name: &str, around: impl Fn(&str) -> (String, String)) {
        let source = self.text.text();
        let start = mark.range.end;
        let Some((inner_end, end)) = self.end_of(mark, name) else { return self.keep(mark) };
        self.out.push_slice(self.text, self.at..mark.range.start);
        let inner = &source[start..inner_end];
        let (before, after) = around(inner);
        let span = self.text.span(mark.range.clone());
        let lead =
            if before.is_empty() { 0 } else { inner.len() - inner.trim_start_matches('\n').len() };
        let tail = if after.is_empty() { inner.len() } else { inner.trim_end().len().max(lead) };
        self.out.push_generated(&before, span);
        self.out.push_slice(self.text, start + lead..start + tail);
        self.out.push_generated(&after, span);
        self.at = end;
    }

    /// Where the tag starts and ends that ends another one.
    fn end_of(&self, mark: &Mark<'_>, name: &str) -> Option<(usize, usize)> {
        self.signs.end_tag(name, mark.range.end)
    }

    /// `{% if false %}` hides what it holds: up to its `{% endif %}` or `{% else %}`, or to the end.
    fn never(&mut self, mark: &Mark<'_>) {
        let text = self.text.text();
        let (mut at, mut depth, mut end) = (mark.range.end, 0, None);
        while let Some(next) = self.signs.next_mark(text, at).filter(|_| end.is_none()) {
            let name = next.words.split(|it: char| !it.is_alphanumeric()).next();
            match name.filter(|_| next.is_tag) {
                Some("if") => depth += 1,
                Some("endif") if depth > 0 => depth -= 1,
                Some("endif" | "else") if depth == 0 => end = Some(next.range.end),
                _ => {}
            }
            at = next.range.end;
        }
        if end.is_none() {
            self.sink.push(unclosed("{% endif %}", self.text.span(mark.range.clone())));
        }
        self.out.push_slice(self.text, self.at..mark.range.start);
        self.at = end.unwrap_or(text.len());
    }

    /// A comment takes all that follows along where nothing ends it, since that may be private.
    fn comment(&mut self, mark: &Mark<'_>) {
        let end = self.end_of(mark, "comment").map(|(_, end)| end);
        if end.is_none() {
            self.sink.push(unclosed("{% endcomment %}", self.text.span(mark.range.clone())));
        }
        self.out.push_slice(self.text, self.at..mark.range.start);
        self.at = end.unwrap_or(self.text.text().len());
    }

    /// `{% include file %}` brings in what lies in `_includes`, or beside the page.
    fn include(&mut self, mark: &Mark<'_>, rest: &str) {
        let file = rest.split_whitespace().next().unwrap_or_default();
        let span = self.text.span(mark.range.clone());
        let found = find(file, &["_includes/", ""], span, self.context);
        let brought = match found {
            Ok(Some((path, text))) => within(&path, self.context).map(|()| Some((path, text))),
            other => other,
        };
        match brought {
            Ok(Some((path, text))) => {
                let including = self.context.including(&path);
                let context = Context { path: &path, including: &including, ..self.context };
                let names = Names { included: rest, ..self.names };
                let text = liquid(&text, names, context, self.sink);
                self.out.push_slice(self.text, self.at..mark.range.start);
                self.out.push_slice(&text, 0..text.text().trim_end().len());
                self.at = mark.range.end;
            }
            Ok(None) => {
                let message = format!("`{file}` is to be brought in and is not in the pack");
                self.tell(Code::MissingAttachment, message, "add it to `_includes`", span);
                self.leave(mark);
            }
            Err(fault) => {
                self.sink.push(fault.at(span));
                self.leave(mark);
            }
        }
    }

    /// What a value is, where it is known without running the site.
    fn value(&self, words: &str) -> Option<String> {
        let mut steps = words.split('|').map(str::trim);
        let first = self.term(steps.next()?)?;
        steps.try_fold(first, |value, step| self.filtered(value, step))
    }

    /// A text in quotes, or what a name stands for.
    fn term(&self, words: &str) -> Option<String> {
        let quoted = |quote: char| words.strip_prefix(quote)?.strip_suffix(quote);
        let text = quoted('"').or_else(|| quoted('\'')).map(str::to_owned);
        text.or_else(|| self.names.value(words))
    }

    /// What a filter makes of a value.
    fn filtered(&self, value: String, step: &str) -> Option<String> {
        match step.split_once(':').map(|(name, other)| (name.trim_end(), other.trim())) {
            Some(("append", other)) => Some(value + &self.term(other)?),
            Some(("prepend", other)) => Some(self.term(other)? + &value),
            Some(_) => None,
            None => {
                matches!(step, "relative_url" | "absolute_url" | "escape" | "strip" | "xml_escape")
                    .then_some(value)
            }
        }
    }

    /// Leaves a mark as it is written.
    fn leave(&mut self, mark: &Mark<'_>) {
        self.out.push_slice(self.text, self.at..mark.range.end);
        self.at = mark.range.end;
    }

    /// Leaves a mark as it is written, and says so once for each kind.
    fn keep(&mut self, mark: &Mark<'_>) {
        let in_code = markdown::is_within(&self.code, mark.range.start);
        self.leave(mark);
        let written = self.text.text();
        let kind = if mark.is_tag {
            mark.words.split_whitespace().next().unwrap_or_default()
        } else {
            mark.words
        };
        // What ends has been told where it starts.
        let is_end = mark.is_tag && (kind.starts_with("end") || kind.starts_with("els"));
        // Of the target of a link nothing is shown, and links are reported on their own.
        let in_target = written[..mark.range.start].ends_with("](");
        if in_code || is_end || in_target || !self.said.insert(kind.to_owned()) {
            return;
        }
        let message = format!("`{}` is for Jekyll, which is not run", &written[mark.range.clone()]);
        let help = "it is shown as it is written; write what it would say, or put it between \
                    `{% raw %}` and `{% endraw %}` where it is meant so";
        self.tell(Code::UnsupportedMarkup, message, help, self.text.span(mark.range.clone()));
    }

    fn tell(&mut self, code: Code, message: String, help: &str, span: Span) {
        self.sink.push(Diagnostic::warning(code, message).at(span).help(help));
    }
}
