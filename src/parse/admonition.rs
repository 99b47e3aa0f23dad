//! Fenced divisions (`::: note`), admonitions (`!!! note "Title"` with an indented body) and blocks
//! between slashes (`/// note | Title`), as Docusaurus, Pandoc and MkDocs write them.
//!
//! All are rewritten as tags, which the builder puts around the Markdown between them.

mod blocks;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use super::html::callout_kind;
use super::mapped::Mapped;
use super::{attributes, markdown};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::source::Extensions;
use crate::text::names::capitalised;
use crate::text::slug::Slugs;
use crate::tree::Attr;

/// How many admonitions may lie in one another.
const MAX_DEPTH: usize = 16;

/// The text with tags in place of all forms; of blocks between slashes, and of admonitions without
/// a blank, only where the extensions of
/// a folder of `MkDocs` are given, which also say whether a link can lead to a tab.
pub(super) fn rewrite(text: Mapped, extensions: Option<&Extensions>, sink: &mut Sink) -> Mapped {
    let tabs_have_ids = extensions.is_some_and(|extensions| extensions.tabs_have_ids);
    let ids = TabIds::new(tabs_have_ids, text.text());
    let mut page = Page { ids, extensions, captions: [0; 2] };
    rewrite_at(text, 0, &mut page, sink)
}

/// What is known of a page, however deep its blocks lie.
struct Page<'a> {
    ids: TabIds,
    /// The extensions that read blocks between slashes; none where nothing does.
    extensions: Option<&'a Extensions>,
    /// How many captions of figures and of tables have had a number.
    captions: [usize; 2],
}

fn rewrite_at(text: Mapped, depth: usize, page: &mut Page<'_>, sink: &mut Sink) -> Mapped {
    let signs = [":::", "!!!", "???", "=== \"", "///"];
    let may_occur = signs.iter().any(|sign| text.text().contains(sign));
    if !may_occur || depth >= MAX_DEPTH {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let out = Mapped::empty(text.span(0..text.text().len()));
    let lines = markdown::lines(text.text());
    let open = Vec::new();
    let mut rewriter =
        Rewriter { text: &text, lines, code, out, open, depth, in_tabs: false, page, sink };
    rewriter.run();
    rewriter.out
}

struct Rewriter<'a, 'p> {
    text: &'a Mapped,
    lines: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
    out: Mapped,
    /// The fences that are open: the tag to close each with, and its line.
    open: Vec<(&'a str, usize)>,
    depth: usize,
    /// Whether a list of tabs is open.
    in_tabs: bool,
    page: &'a mut Page<'p>,
    sink: &'a mut Sink,
}

/// The ids of tabs, made of their labels as `pymdownx.slugs` makes them.
struct TabIds {
    /// Whether tabs have any.
    wanted: bool,
    /// What headings and earlier tabs of the page are called.
    taken: BTreeSet<String>,
}

impl TabIds {
    fn new(wanted: bool, text: &str) -> Self {
        let wanted = wanted && text.contains("=== \"");
        let headings = if wanted { markdown::headings(text) } else { Vec::new() };
        Self { wanted, taken: headings.iter().flat_map(markdown::Heading::names).collect() }
    }

    /// The start tag of the label of a tab.
    fn tag(&mut self, label: &str) -> String {
        let id =
            if self.wanted { Slugs::GitHub.of(&markdown::words(label)) } else { String::new() };
        if !id.is_empty() && self.taken.insert(id.clone()) {
            format!("<dt id=\"{}\">", escaped(&id))
        } else {
            "<dt>".to_owned()
        }
    }
}

impl<'a> Rewriter<'a, '_> {
    fn run(&mut self) {
        let mut number = 0;
        while number < self.lines.len() {
            let range = self.lines[number].clone();
            let (prefix, words) = split_prefix(self.text.text()[range.clone()].trim_end());
            let in_code = self.is_code(range.start + prefix.len());
            number = match words.as_bytes().first() {
                Some(b':') if !in_code => self.fence(number, prefix, words),
                Some(b'!' | b'?') if !in_code => self.admonition(number, prefix, words),
                Some(b'=') if !in_code => self.tab(number, prefix, words),
                Some(b'/') if !in_code => self.slashes(number, prefix, words),
                _ => None,
            }
            .unwrap_or_else(|| {
                self.out.push_slice(self.text, range);
                number + 1
            });
        }
        for (_, line) in std::mem::take(&mut self.open) {
            self.sink.push(
                Diagnostic::warning(Code::UnsupportedMarkup, "this division is not closed")
                    .at(self.text.span(self.trimmed(line)))
                    .help("write `:::` on a line of its own where it ends"),
            );
        }
    }

    fn is_code(&self, at: usize) -> bool {
        markdown::is_within(&self.code, at)
    }

    fn trimmed(&self, line: usize) -> Range<usize> {
        let range = &self.lines[line];
        range.start..range.start + self.text.text()[range.clone()].trim_end().len()
    }

    /// `::: name Title` opens a division, `:::` closes it.
    fn fence(&mut self, line: usize, prefix: &str, words: &'a str) -> Option<usize> {
        let name = words.trim_start_matches(':');
        if words.len() - name.len() < 3 {
            return None;
        }
        let name = name.trim_end_matches(':').trim();
        if name.is_empty() {
            let (tag, _) = self.open.pop()?;
            self.tag(line, prefix, &format!("</{tag}>"));
            return Some(line + 1);
        }
        if name == "mermaid" {
            return self.diagram(line, prefix, name);
        }
        let options = (line + 1..self.lines.len()).take_while(|line| self.is_option(*line, prefix));
        let options = options.count();
        if self.page.extensions.is_some() && options > 0 {
            // What is left of it is reported; its options say nothing to a reader.
            self.out.push_slice(self.text, self.lines[line].clone());
            return Some(line + 1 + options);
        }
        let opening = opening(name)?;
        if let Some(unknown) = opening.unknown {
            // What an extension of Python-Markdown takes from code, and no division.
            if self.page.extensions.is_some() {
                return None;
            }
            self.sink.push(unframed(unknown).at(self.text.span(self.trimmed(line))));
        }
        self.open.push((opening.name, line));
        self.start(line, prefix, &opening);
        Some(line + 1)
    }

    /// Whether a line is an option, indented below `:::` and the name of a program that writes the words
    /// in a folder of `MkDocs`: that is then no division, and nothing closes it.
    fn is_option(&self, line: usize, prefix: &str) -> bool {
        let words = self.text.text()[self.lines[line].clone()].strip_prefix(prefix);
        let indented = words.and_then(|words| words.strip_prefix("    "));
        indented.and_then(|words| words.trim().strip_prefix(':')).is_some_and(|option| {
            let name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
            option.trim_start_matches(name).starts_with(':') && option.starts_with(name)
        })
    }

    /// `::: mermaid`, as Azure writes a diagram: a block of code up to the next `:::`.
    fn diagram(&mut self, line: usize, prefix: &str, language: &str) -> Option<usize> {
        let text = self.text.text();
        let words = |number: &usize| split_prefix(text[self.lines[*number].clone()].trim_end()).1;
        let ends = |number: &usize| words(number).starts_with(":::");
        let end = (line + 1..self.lines.len()).find(ends).filter(|end| words(end) == ":::")?;
        let body = self.lines[line + 1].start..self.lines[end].start;
        let fence = markdown::fence(&text[body.clone()]);
        let (first, last) = (self.text.span(self.trimmed(line)), self.text.span(self.trimmed(end)));
        self.out.push_generated(&format!("{prefix}\n{prefix}{fence}{language}\n"), first);
        self.out.push_slice(self.text, body);
        self.out.push_generated(&format!("{prefix}{fence}\n{prefix}\n"), last);
        Some(end + 1)
    }

    /// `!!! kind "Title"`; `???` can be folded, and starts out so unless it is `???+`.
    fn admonition(&mut self, line: usize, prefix: &str, words: &str) -> Option<usize> {
        let (fold, rest) = match words.strip_prefix("!!!") {
            Some(rest) => (None, rest),
            None => match words.strip_prefix("???")? {
                rest if rest.starts_with('+') => (Some(true), &rest[1..]),
                rest => (Some(false), rest),
            },
        };
        // Python-Markdown asks for no blank before the kind.
        let is_apart = rest.starts_with([' ', '\t']);
        let is_named =
            self.page.extensions.is_some() && rest.starts_with(|char: char| char.is_alphanumeric());
        let rest = Some(rest.trim()).filter(|_| is_apart || is_named)?;
        let (kind, title) = match rest.split_once('"') {
            Some((kind, title)) => (kind.trim(), Some(title.strip_suffix('"')?)),
            None => (rest, None),
        };
        let (kind, more) = kind.split_once(char::is_whitespace).unwrap_or((kind, ""));
        let title = title.or(self.unquoted(line, more.trim())?);
        if !kind.chars().all(|char| char.is_alphanumeric() || char == '-') {
            return None;
        }
        if callout_kind(kind).is_none() && !kind.is_empty() {
            let span = self.text.span(self.trimmed(line));
            // MkDocs takes any name, and a style sheet of the site may know it.
            let unknown = unknown_callout(&format!("{} {kind}", &words[..3])).at(span);
            self.sink.push(Diagnostic { severity: Severity::Note, ..unknown });
        }
        let opening = match fold {
            None => callout(kind, title, &Attr::none()),
            Some(open) => {
                let title = title.map_or_else(|| capitalised(kind), str::to_owned);
                details(&title, open, &Attr::none())
            }
        };
        self.start(line, prefix, &opening);
        let end = self.body(line + 1, prefix);
        self.close(line, prefix, &format!("</{}>", opening.name));
        Some(end)
    }

    /// The title that words without quotation marks behind the kind are: none where they are names of
    /// classes. In a folder of MkDocs they are nothing else, and what cannot be one is no admonition.
    ///
    /// <https://python-markdown.github.io/extensions/admonition/#syntax>
    #[expect(clippy::option_option, reason = "no title and no admonition are two things")]
    fn unquoted<'w>(&mut self, line: usize, words: &'w str) -> Option<Option<&'w str>> {
        let is_place = |word: &str| matches!(word, "inline" | "end" | "annotate");
        let others = || words.split_whitespace().filter(|word| !is_place(word));
        if others().next().is_none() {
            return Some(None);
        }
        if self.page.extensions.is_none() {
            return Some(Some(words));
        }
        let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ');
        words.chars().all(is_part).then_some(())?;
        let is_class = |word: &str| !word.chars().any(char::is_uppercase);
        if others().count() > 1 || !others().all(is_class) {
            let message = format!(
                "`{words}` names classes, as there are no quotation marks around it; no title shows it"
            );
            let warning = Diagnostic::warning(Code::UnsupportedMarkup, message);
            let warning = warning.at(self.text.span(self.trimmed(line)));
            self.sink.push(warning.help(format!("write `\"{words}\"`")));
        }
        Some(None)
    }

    /// `=== "Title"`, as `MkDocs` writes alternatives that a page shows one at a time: a list of
    /// them, each under its name, which is Markdown.
    fn tab(&mut self, line: usize, prefix: &str, words: &str) -> Option<usize> {
        let title = tab_title(words)?.replace("\\\"", "\"");
        self.open_tab(line, prefix, &title);
        let end = self.body(line + 1, prefix);
        let goes_on = self
            .next_words(end, prefix)
            .is_some_and(|(_, words)| tab_title(words).is_some() && !words.starts_with("===!"));
        self.close_tab(line, prefix, goes_on);
        Some(end)
    }

    /// Opens a tab, in the list that is open or in a new one.
    fn open_tab(&mut self, line: usize, prefix: &str, title: &str) {
        if !std::mem::replace(&mut self.in_tabs, true) {
            self.tag(line, prefix, "<dl>");
        }
        let tag = self.page.ids.tag(title);
        self.tag(line, prefix, &tag);
        self.tag(line, prefix, &one_line(title));
        self.tag(line, prefix, &format!("</dt>\n{prefix}<dd>"));
    }

    /// Closes a tab, and the list unless that goes on.
    fn close_tab(&mut self, line: usize, prefix: &str, goes_on: bool) {
        self.in_tabs = goes_on;
        self.close(line, prefix, "</dd>");
        if !goes_on {
            self.close(line, prefix, "</dl>");
        }
    }

    /// The next line with words from one on, and its words, where it stands within the same prefix.
    fn next_words(&self, from: usize, prefix: &str) -> Option<(usize, &'a str)> {
        let words = |line: usize| self.text.text()[self.lines[line].clone()].trim_end();
        let next = (from..self.lines.len()).find(|&line| !words(line).trim().is_empty())?;
        let (before, words) = split_prefix(words(next));
        (before == prefix).then_some((next, words))
    }

    /// Copies the body of an admonition without its indent, and gives the line behind it.
    ///
    /// What stands in the body is read as a text of its own, which starts at the start of a line:
    /// the indent of a list around it would be one of code there.
    fn body(&mut self, first: usize, prefix: &str) -> usize {
        let text = self.text.text();
        let indent_of = |line: &str| {
            let rest = line.strip_prefix(prefix)?;
            let indented = rest.strip_prefix("    ").or_else(|| rest.strip_prefix('\t'))?;
            Some(line.len() - indented.len())
        };
        let mut body = Mapped::empty(self.text.span(self.trimmed(first - 1)));
        let mut end = first;
        let mut blank = 0;
        for number in first..self.lines.len() {
            let range = self.lines[number].clone();
            let line = &text[range.clone()];
            if line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty() {
                blank += 1;
                continue;
            }
            let Some(indent) = indent_of(line) else { break };
            let place = self.text.span(range.start..range.start + indent);
            body.push_generated(&"\n".repeat(std::mem::take(&mut blank)), place);
            body.push_slice(self.text, range.start + indent..range.end);
            end = number + 1;
        }
        self.put_inner(body, prefix);
        end
    }

    /// Puts what stands in a block, read as a text of its own, behind its prefix.
    fn put_inner(&mut self, body: Mapped, prefix: &str) {
        let body = rewrite_at(body, self.depth + 1, self.page, self.sink);
        for line in markdown::lines(body.text()) {
            self.out.push_generated(prefix, body.span(line.start..line.start));
            self.out.push_slice(&body, line);
        }
    }

    /// Puts what opens a division in the place of a line, with its title, which is Markdown.
    fn start(&mut self, line: usize, prefix: &str, opening: &Opening<'_>) {
        self.tag(line, prefix, &opening.tag);
        if opening.title.is_empty() {
            return;
        }
        self.tag(line, prefix, "<summary>");
        self.tag(line, prefix, &one_line(&opening.title));
        self.tag(line, prefix, "</summary>");
    }

    /// Puts an end tag behind the body of what starts at a line.
    fn close(&mut self, line: usize, prefix: &str, tag: &str) {
        let span = self.text.span(self.trimmed(line));
        let end = if self.out.text().ends_with('\n') { "" } else { "\n" };
        self.out.push_generated(&format!("{end}{prefix}\n{prefix}{tag}\n{prefix}\n"), span);
    }

    /// Puts a tag in the place of a line, apart from the paragraphs around it.
    fn tag(&mut self, line: usize, prefix: &str, tag: &str) {
        let span = self.text.span(self.trimmed(line));
        self.out.push_generated(&format!("{prefix}\n{prefix}{tag}\n{prefix}\n"), span);
    }
}

/// The title of a tab, from the line that starts it: `=== "Title"`, `===! "Title"`, `===+ "Title"`.
fn tab_title(words: &str) -> Option<&str> {
    let rest = words.strip_prefix("===")?.trim_start_matches(['!', '+']);
    rest.strip_prefix(' ')?.trim().strip_prefix('"')?.strip_suffix('"')
}

/// Splits the indent and quotation marks of a line from its words.
pub(super) fn split_prefix(line: &str) -> (&str, &str) {
    let words = line.trim_start_matches([' ', '\t', '>']);
    line.split_at(line.len() - words.len())
}

/// What opens a division.
struct Opening<'a> {
    /// Its start tag.
    tag: String,
    /// The name of its tags.
    name: &'a str,
    /// Its title, as Markdown; may be empty.
    title: String,
    /// Its name, where that changes nothing.
    unknown: Option<&'a str>,
}

/// Words as a paragraph, whatever they start with.
fn one_line(words: &str) -> String {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let block =
        words.starts_with(['#', '-', '+', '>', '=', '[', ':', '|', '~']) || words.starts_with("* ");
    match digits {
        1.. if words[digits..].starts_with(['.', ')']) => {
            format!("{}\\{}", &words[..digits], &words[digits..])
        }
        _ if block => format!("\\{words}"),
        _ => words.to_owned(),
    }
}

/// What opens a fenced division.
///
/// `note`, `note Title`, `note[Title]`, `{.note #id}`, `note {#id}`, `details Title {open}`.
fn opening(words: &str) -> Option<Opening<'_>> {
    let (attr, words, behind) = match words.find('{') {
        Some(at) => match attributes::braced(&words[at..]) {
            Some((attr, length)) => (attr, words[..at].trim(), words[at + length..].trim()),
            // VitePress has words in braces that say how it starts.
            None => (Attr::none(), words[..at].trim(), &words[at..]),
        },
        None => (Attr::none(), words, ""),
    };
    let flag = match behind {
        "{open}" | "{no-title}" => Some(behind),
        _ if behind.starts_with('{') => return None,
        _ => None,
    };
    let behind = if flag.is_some() { "" } else { behind };
    let end = words.find([' ', '[']).unwrap_or(words.len());
    let (name, title) = words.split_at(end);
    let title = title.trim();
    let title = title.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(title);
    let title = [title, behind].join(" ");
    let title = title.trim();
    if !name.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_')) {
        return None;
    }
    let kinds = std::iter::once(name).chain(attr.classes().iter().map(String::as_str));
    if let Some(kind) = kinds.clone().find(|kind| callout_kind(kind).is_some()) {
        let title = Some(title).filter(|title| !title.is_empty() || flag == Some("{no-title}"));
        return Some(callout(kind, title, &attr));
    }
    if name == "details" {
        return Some(details(title, flag == Some("{open}"), &attr));
    }
    let mut tag = "<div".to_owned();
    let classes: Vec<_> = kinds.filter(|class| !class.is_empty()).collect();
    push_attribute(&mut tag, "class", &classes.join(" "));
    push_id_and_keys(&mut tag, &attr);
    let unknown = Some(name).filter(|name| !name.is_empty() && !PLAIN.contains(name));
    Some(Opening { tag: tag + ">", name: "div", title: title.to_owned(), unknown })
}

/// The names of divisions that frame nothing where they are known.
const PLAIN: &[&str] = &[
    "center",
    "code-group",
    "column",
    "columns",
    "div",
    "raw",
    "row",
    "section",
    "tab",
    "tabs",
    "tab-set",
    "tab-item",
    "v-pre",
];

/// Says that the name of a division changes nothing.
fn unframed(name: &str) -> Diagnostic {
    let message =
        format!("`::: {name}` names nothing that is known; its words stand without a frame");
    let help = "for a callout write `::: note`, or tip, important, warning or caution";
    Diagnostic::note(Code::NoEffect, message).help(help)
}

/// Says that a callout has no kind that is known.
pub(super) fn unknown_callout(written: &str) -> Diagnostic {
    let message = format!("`{written}` names no kind of callout; it is shown as a note");
    let help = "the kinds are note, tip, important, warning and caution, by these and their usual \
                other names";
    Diagnostic::warning(Code::UnsupportedMarkup, message).help(help)
}

/// A callout; an empty title says that none is shown.
fn callout(kind: &str, title: Option<&str>, attr: &Attr) -> Opening<'static> {
    let mut tag = "<callout".to_owned();
    push_attribute(&mut tag, "kind", kind);
    push_id_and_keys(&mut tag, attr);
    tag.push_str(if title == Some("") { " untitled>" } else { ">" });
    let title = title.unwrap_or_default().to_owned();
    Opening { tag, name: "callout", title, unknown: None }
}

fn details(title: &str, open: bool, attr: &Attr) -> Opening<'static> {
    let mut tag = format!("<details{}", if open { " open" } else { "" });
    push_id_and_keys(&mut tag, attr);
    Opening { tag: tag + ">", name: "details", title: title.to_owned(), unknown: None }
}

fn push_id_and_keys(tag: &mut String, attr: &Attr) {
    push_attribute(tag, "id", attr.id().unwrap_or_default());
    for (key, value) in attr.keys() {
        push_attribute(tag, key, value);
    }
}

fn push_attribute(tag: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = write!(tag, " {name}=\"{}\"", escaped(value));
    }
}

/// A text as HTML holds it, in an attribute or between tags.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
