//! What Obsidian adds to Markdown: links, pictures and parts of other notes by name, names of
//! blocks, and notes within words.
//!
//! Forms: <https://help.obsidian.md/links>, <https://help.obsidian.md/embeds>. Only a vault is read
//! so: elsewhere `[[…]]` may be anything.

mod addresses;

use std::ops::Range;

pub(super) use addresses::rewrite_addresses;

use super::mapped::Mapped;
use super::markdown::{self, is_within};
use super::shortcode::include::into_itself;
use super::shortcode::{Context, put_blocks, reach, section};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::source::Vault;
use crate::span::Span;
use crate::text::markup::without_marker;
use crate::text::slug::Slugs;

/// How deep notes may show parts of one another, as in Obsidian itself.
const MAX_DEPTH: usize = 5;

/// The endings of what is shown as a picture.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "pdf"];
const VIDEOS: &[&str] = &["mp4", "webm", "ogv", "mov", "mkv"];
const SOUNDS: &[&str] = &["mp3", "ogg", "wav", "m4a", "flac", "3gp"];

/// The text of a note of a vault as Markdown with HTML.
pub(super) fn rewrite(
    text: Mapped,
    vault: &Vault,
    context: Context<'_>,
    sink: &mut Sink,
) -> Mapped {
    let mut page = Page { vault, showing: Vec::new(), notes: Vec::new(), sink };
    let mut text = page.rewrite(text, context);
    for (number, note) in page.notes.iter().enumerate() {
        let span = note.span(0..note.text().len());
        text.push_generated(&format!("\n\n[^{}]: ", label(number)), span);
        text.push_slice(note, 0..note.text().len());
    }
    text
}

/// What the notes within words are called; a name that nobody gives to one of his own.
fn label(number: usize) -> String {
    format!("in-words-{}", number + 1)
}

/// A page that is being read.
struct Page<'a> {
    vault: &'a Vault,
    /// The parts of notes that are being shown, each in the one before.
    showing: Vec<(PackPath, String)>,
    /// The notes that stand within its words.
    notes: Vec<Mapped>,
    sink: &'a mut Sink,
}

/// A form of Obsidian's.
struct Form<'a> {
    range: Range<usize>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// `[[target|words]]`, with an exclamation mark before it where it is shown here.
    Link { shown: bool, target: &'a str, words: Option<&'a str> },
    /// `^[words]`; the bytes of the words.
    Note(Range<usize>),
    /// ` ^id` at the end of a line, or alone on it.
    Id { id: &'a str, alone: bool },
}

impl Page<'_> {
    fn rewrite(&mut self, text: Mapped, context: Context<'_>) -> Mapped {
        let source = text.text();
        if !source.contains("[[") && !source.contains('^') {
            return text;
        }
        let code = markdown::code_ranges(source);
        let mut out = Mapped::empty(text.span(0..source.len()));
        let mut at = 0;
        for form in self.forms(source, context) {
            if is_within(&code, form.range.start) {
                continue;
            }
            if form.range.start < at {
                continue;
            }
            let span = text.span(form.range.clone());
            out.push_slice(&text, at..form.range.start);
            at = form.range.end;
            match form.kind {
                Kind::Note(words) => {
                    out.push_generated(&format!("[^{}]", label(self.notes.len())), span);
                    let mut note = Mapped::empty(span);
                    note.push_slice(&text, words);
                    let note = self.rewrite(note, context);
                    self.notes.push(note);
                }
                // The block is called so where it was written, and not where it is shown.
                Kind::Id { .. } if !self.showing.is_empty() => {}
                Kind::Id { id, alone: true } => out.push_generated(&format!("{{#^{id}}}"), span),
                Kind::Id { id, alone: false } => {
                    out.push_generated(&format!("<a id=\"^{id}\"></a>"), span);
                }
                Kind::Link { shown: false, target, words } => {
                    out.push_generated(&link(target, words), span);
                }
                Kind::Link { shown: true, target, words } => {
                    let ending = path_of(target).rsplit_once('.').map(|(_, ending)| ending);
                    let ending = ending.unwrap_or_default().to_lowercase();
                    match &*ending {
                        ending if PICTURES.contains(&ending) => {
                            out.push_generated(&picture(target, words), span);
                        }
                        ending if VIDEOS.contains(&ending) => {
                            out.push_generated(&media("video", target), span);
                        }
                        ending if SOUNDS.contains(&ending) => {
                            out.push_generated(&media("audio", target), span);
                        }
                        _ => match self.part(target, span, context) {
                            Some(part) => put_blocks(&text, form.range, &part, span, &mut out),
                            None => out.push_generated(&link(target, words), span),
                        },
                    }
                }
            }
        }
        out.push_slice(&text, at..source.len());
        out
    }

    /// The forms of a text. A wiki has links alone, in which GitHub has the words first, and pictures
    /// that no sign tells from them.
    fn forms<'t>(&self, text: &'t str, context: Context<'_>) -> Vec<Form<'t>> {
        let mut forms = forms(text);
        if !self.vault.is_wiki() {
            return forms;
        }
        forms.retain(|form| matches!(form.kind, Kind::Link { .. }));
        let is_page = |name: &str| self.vault.find(context.path, path_of(name)).is_some();
        for form in &mut forms {
            let Kind::Link { shown, target, words } = &mut form.kind else { continue };
            *shown |= is_picture(target);
            let swapped = words.filter(|words| !*shown && (is_page(words) || !is_page(target)));
            if let Some(name) = swapped {
                (*target, *words) = (name, Some(*target));
            } else if let Some(options) = words.filter(|_| *shown) {
                let alt = options.split('|').find_map(|it| it.trim().strip_prefix("alt="));
                *words = Some(alt.unwrap_or(options));
            }
        }
        forms
    }

    /// The part of another note that is shown here; none where it cannot be, and a link is shown.
    fn part(&mut self, target: &str, span: Span, context: Context<'_>) -> Option<Mapped> {
        let (name, place) = target.split_once('#').unwrap_or((target, ""));
        let path = match name {
            "" => context.path,
            _ => self.vault.find(context.path, name)?,
        };
        if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) {
            return None;
        }
        match self.read(path, place, span, context) {
            Ok(text) => text,
            Err(fault) => {
                self.sink.push(fault.at(span));
                None
            }
        }
    }

    fn read(
        &mut self,
        path: &PackPath,
        place: &str,
        span: Span,
        context: Context<'_>,
    ) -> Result<Option<Mapped>, Diagnostic> {
        let shown = (path.clone(), place.to_owned());
        // A note may show another part of itself, and no part that it is a part of.
        let is_whole = place.is_empty() && context.including.contains(path);
        if is_whole || self.showing.contains(&shown) {
            return Err(into_itself(path));
        }
        if self.showing.len() >= MAX_DEPTH {
            let message = "notes show one another more than five deep";
            let help = "a link stands here; write `[[…]]` for one, or show less";
            return Err(Diagnostic::warning(Code::TooDeep, message).help(help));
        }
        let Some(text) = context.library.text(path, span, context.for_others)? else {
            return Ok(None);
        };
        let Some(range) = part_of(text.text(), place) else { return Ok(None) };
        let part = reach::take(&text, &[range], span, context)?;
        let including = context.including(path);
        self.showing.push(shown);
        let part = self.rewrite(part, Context { path, including: &including, ..context });
        self.showing.pop();
        Ok(Some(part))
    }
}

/// The part of a note that a heading or a block's id names; all of it where none is named.
fn part_of(text: &str, place: &str) -> Option<Range<usize>> {
    let place = place.rsplit('#').next().unwrap_or_default().trim();
    match place.strip_prefix('^') {
        Some(id) => block(text, id),
        None if place.is_empty() => Some(0..text.len()),
        None => section::find(text, &Slugs::GitHub.of(place)),
    }
}

/// The block with this id: an item of a list with what is below it, else the block of which it
/// stands in the last line, or which it stands below.
fn block(text: &str, id: &str) -> Option<Range<usize>> {
    let is_it = |form: &Form<'_>| matches!(form.kind, Kind::Id { id: own, .. } if own == id);
    let at = forms(text).into_iter().find(is_it)?.range.start;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let words = text[start..at].trim_start();
    if without_marker(words).1 {
        return Some(at - words.len()..end_of_item(text, start));
    }
    let (around, above) = markdown::blocks_at(text, at);
    if words.is_empty() { above } else { around }
}

/// Where an item of a list ends, whose first line starts at a place: at a line that is indented no
/// further than it.
fn end_of_item(text: &str, start: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let below = lines.take_while(|line| line.trim().is_empty() || indent(line) > indent(first));
    start + first.len() + below.map(str::len).sum::<usize>()
}

/// The forms of a text, by where they start.
fn forms(text: &str) -> Vec<Form<'_>> {
    let mut forms = Vec::new();
    for (at, sign) in text.match_indices(['[', '^']) {
        let form = if sign == "[" { link_at(text, at) } else { note_or_id(text, at) };
        forms.extend(form);
    }
    forms
}

/// The link whose first bracket stands at a place.
fn link_at(text: &str, at: usize) -> Option<Form<'_>> {
    let inner = text[at..].strip_prefix("[[")?;
    let inner = &inner[..inner.find(['[', ']', '\n'])?];
    let end = at + 2 + inner.len();
    let before = &text[..at];
    let is_meant = text[end..].starts_with("]]") && !before.ends_with(['\\', '[']);
    // In a table the bar is escaped.
    let (target, words) = match inner.split_once('|') {
        Some((target, words)) => (target.strip_suffix('\\').unwrap_or(target), Some(words.trim())),
        None => (inner, None),
    };
    let shown = before.ends_with('!') && !before.ends_with("\\!");
    let kind = Kind::Link { shown, target: target.trim(), words };
    let range = at - usize::from(shown)..end + 2;
    (is_meant && !target.trim().is_empty()).then_some(Form { range, kind })
}

/// What a `^` at a place starts.
fn note_or_id(text: &str, at: usize) -> Option<Form<'_>> {
    let before = &text[..at];
    if text[at + 1..].starts_with('[') {
        if before.ends_with(['\\', '[']) {
            return None;
        }
        let length = balanced(&text[at + 1..])?;
        let words = at + 2..at + length;
        return Some(Form { range: at..at + 1 + length, kind: Kind::Note(words) });
    }
    let line = text[at + 1..].split('\n').next().unwrap_or_default();
    let id = line.trim_end();
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '-';
    let words = before.rsplit('\n').next().unwrap_or_default();
    let alone = words.trim_start_matches([' ', '\t', '>']).is_empty();
    if id.is_empty() || !id.chars().all(is_part) || !(alone || words.ends_with([' ', '\t'])) {
        return None;
    }
    let start = if alone { at } else { before.trim_end().len() };
    Some(Form { range: start..at + 1 + id.len(), kind: Kind::Id { id, alone } })
}

/// The bytes that brackets and what is between them take, within a paragraph.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.match_indices(['[', ']', '\n']) {
        match sign {
            "[" => depth += 1,
            "]" => depth -= 1,
            _ if text[at + 1..].trim_start_matches([' ', '\t']).starts_with('\n') => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Whether a target is shown as a picture.
fn is_picture(target: &str) -> bool {
    let ending = path_of(target).rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&&*ending))
}

/// What a target says before the place in it.
fn path_of(target: &str) -> &str {
    target.split('#').next().unwrap_or_default()
}

/// A link with its words, else with those that Obsidian shows: `Note > Heading`.
fn link(target: &str, words: Option<&str>) -> String {
    let shown = || {
        let names = target.split('#').map(str::trim).filter(|name| !name.is_empty());
        literal(&names.collect::<Vec<_>>().join(" > "))
    };
    let words = words.filter(|words| !words.is_empty()).map_or_else(shown, str::to_owned);
    format!("[{words}](<{}>)", addresses::written(target))
}

/// A picture, whose words may be a size or end in one.
fn picture(target: &str, words: Option<&str>) -> String {
    let words = words.unwrap_or_default();
    let (alt, size) = match words.rsplit_once('|') {
        Some((alt, size)) => (alt.strip_suffix('\\').unwrap_or(alt), size),
        None => ("", words),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (alt, attributes) = match size.split_once('x') {
        Some((width, height)) if is_number(width) && is_number(height) => {
            (alt, format!("{{width={width} height={height}}}"))
        }
        None if is_number(size) => (alt, format!("{{width={size}}}")),
        _ => (words, String::new()),
    };
    format!("![{alt}](<{}>){attributes}", addresses::written(target))
}

fn media(element: &str, target: &str) -> String {
    format!("<{element} src=\"{}\"></{element}>", addresses::written(path_of(target)))
}

/// Words as they are, in Markdown.
fn literal(words: &str) -> String {
    let is_sign = |char: char| "\\`*_{}[]<#~|&$".contains(char);
    words.chars().flat_map(|char| is_sign(char).then_some('\\').into_iter().chain([char])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let shown = forms(text).into_iter().map(|form| match form.kind {
            Kind::Link { shown: true, target, words } => picture(target, words),
            Kind::Link { shown: false, target, words } => link(target, words),
            Kind::Note(words) => format!("note: {}", &text[words]),
            Kind::Id { id, alone } => format!("id: {id} {alone}"),
        });
        shown.collect()
    }

    #[test]
    fn forms_are_told_from_brackets_of_other_kinds() {
        let case = |text, expected: &[&str]| assert_eq!(links(text), expected, "{text}");
        case("[[Tea]] [[a/b c|the *c*]]", &["[Tea](<Tea>)", "[the *c*](<a/b c>)"]);
        case("[[Tea#How to#Pour it]]", &["[Tea > How to > Pour it](<Tea#How to#Pour it>)"]);
        case("[[#^x]] [[my_note]]", &["[^x](<#^x>)", "[my\\_note](<my_note>)"]);
        case("|[[Tea\\|cup]]|", &["[cup](<Tea>)"]);
        case("![[a b.png|120x80]]", &["![](<a b.png>){width=120 height=80}"]);
        case("![[a.png|A cup|90]]", &["![A cup](<a.png>){width=90}"]);
        case("![[a.png|A cup]]", &["![A cup](<a.png>)"]);
        case("![[a.pdf#page=2]]", &["![](<a.pdf#page=2>)"]);
        case("words^[a [b](c) note] ^i-1\n", &["note: a [b](c) note", "id: i-1 false"]);
        case("> | t |\n>\n> ^t\n", &["id: t true"]);
        case("\\[[Tea]] [[[Tea]]] [[]] [[a]b]] [[a\nb]] x^2^ a^2 ^[x\n\ny]", &[]);
    }

    #[test]
    fn parts_are_blocks_and_sections() {
        let text = "Words.\n\n- one\n- two ^b\n  - below\n\nA line\nof words. ^c\n\n\
            | a |\n|---|\n| 1 |\n\n^d\n\n## How to\n\nPour.\n\n## End\n";
        let part = |place| part_of(text, place).map(|range| text[range].trim_end());
        assert_eq!(part("^b"), Some("- two ^b\n  - below"));
        assert_eq!(part("^c"), Some("A line\nof words. ^c"));
        assert_eq!(part("^d"), Some("| a |\n|---|\n| 1 |"));
        assert_eq!(part("How to"), Some("## How to\n\nPour."));
        assert_eq!((part("^x"), part("Nowhere")), (None, None));
    }
}
