//! `--8<-- "file"`: lines of another file, as `pymdownx.snippets` brings them in before anything
//! else is read, code too.
//!
//! Form: <https://facelessuser.github.io/pymdown-extensions/extensions/snippets/>.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::parse::shortcode::Context;
use crate::parse::shortcode::include::{find_below, within};
use crate::parse::shortcode::reach;
use crate::source::Snippets;
use crate::span::Span;

/// The sign of a snippet, between dashes.
const SIGN: &str = "8<-";

/// The text with its snippets, and with those behind it that every page has.
pub(in crate::parse) fn expand(
    text: Mapped,
    snippets: &Snippets,
    context: Context<'_>,
    sink: &mut Sink,
) -> Mapped {
    let end = text.text().len();
    let place = text.span(end..end);
    let mut expander = Expander { bases: &snippets.bases, sink };
    let text = expander.expand(text, context);
    if snippets.appended.is_empty() {
        return text;
    }
    let mut out = Mapped::empty(text.span(0..text.text().len()));
    out.push_slice(&text, 0..text.text().len());
    for name in &snippets.appended {
        out.push_generated("\n\n", place);
        if let Some(snippet) = expander.bring(name, place, context) {
            out.push_slice(&snippet, 0..snippet.text().len());
        }
    }
    out
}

struct Expander<'a> {
    bases: &'a [String],
    sink: &'a mut Sink,
}

/// What a line says of snippets.
enum Mark<'a> {
    /// It shows the mark itself, without the semicolon at an offset.
    Escaped(usize),
    /// It brings in a file, or a part of it.
    File(&'a str),
    /// It starts or ends a list of files, one a line.
    List,
    /// It starts or ends a part that has a name.
    Part { name: &'a str, starts: bool },
}

impl Expander<'_> {
    fn expand(&mut self, text: Mapped, context: Context<'_>) -> Mapped {
        if !text.text().contains(SIGN) {
            return text;
        }
        let mut out = Mapped::empty(text.span(0..text.text().len()));
        let mut in_list = false;
        for line in markdown::lines(text.text()) {
            let words = &text.text()[line.clone()];
            let named = match mark(words) {
                Some(Mark::Escaped(at)) => {
                    out.push_slice(&text, line.start..line.start + at);
                    out.push_slice(&text, line.start + at + 1..line.end);
                    continue;
                }
                Some(Mark::List) => {
                    in_list = !in_list;
                    continue;
                }
                Some(Mark::File(name)) if !in_list => name,
                Some(Mark::File(_) | Mark::Part { .. }) => continue,
                None if !in_list => {
                    out.push_slice(&text, line);
                    continue;
                }
                None if words.trim().is_empty() => {
                    out.push_slice(&text, line);
                    continue;
                }
                None => words.trim(),
            };
            // A semicolon leaves out one of a list.
            if named.starts_with(';') {
                continue;
            }
            let place = text.span(line.start..line.start + words.trim_end().len());
            let indent = line.start..line.end - words.trim_start_matches([' ', '\t']).len();
            if let Some(brought) = self.bring(named, place, context) {
                put(&brought, &text, indent, place, &mut out);
            }
        }
        out
    }

    /// The lines that a snippet names; none where they cannot be brought in, which is reported.
    fn bring(&mut self, named: &str, place: Span, context: Context<'_>) -> Option<Mapped> {
        let (file, part) = target(named);
        let brought = find(file, self.bases, place, context).and_then(|(path, text)| {
            within(&path, context)?;
            Ok((select(text, file, part, place, context)?, path))
        });
        match brought {
            Ok((text, path)) => {
                let including = context.including(&path);
                let context = Context { path: &path, including: &including, ..context };
                Some(self.expand(text, context))
            }
            Err(fault) => {
                self.sink.push(fault.at(place));
                None
            }
        }
    }
}

/// Adds the lines of a snippet, each behind the indent of the line that names it.
fn put(brought: &Mapped, text: &Mapped, indent: Range<usize>, place: Span, out: &mut Mapped) {
    for line in markdown::lines(brought.text()) {
        out.push_slice(text, indent.clone());
        out.push_slice(brought, line);
    }
    if !brought.text().ends_with('\n') {
        out.push_generated("\n", place);
    }
}

/// The file of a snippet, from the first folder that has it.
fn find(
    file: &str,
    bases: &[String],
    place: Span,
    context: Context<'_>,
) -> Result<(PackPath, Mapped), Diagnostic> {
    if file.contains("://") {
        let message = format!("the snippet `{file}` lies on the web, which is not read");
        return Err(Diagnostic::warning(Code::MissingAttachment, message)
            .help("it is left out; put a copy of the file into the folder"));
    }
    find_below(file, bases, place, context)?.ok_or_else(|| {
        let message = format!("the snippet `{file}` is in none of the folders for snippets");
        Diagnostic::warning(Code::MissingAttachment, message)
            .help("it is left out; add the file, or name its folder under `base_path`")
    })
}

/// What a line says of snippets; none where it speaks of none.
fn mark(line: &str) -> Option<Mark<'_>> {
    let at = line.find(SIGN)?;
    let before = line[..at].trim_end_matches('-');
    let after = line[at + SIGN.len()..].trim_start_matches('-');
    if before.len() == at {
        return None;
    }
    let semicolons = before.trim_end_matches(';');
    let escaped = (semicolons.len() < before.len()).then_some(Mark::Escaped(semicolons.len()));
    let behind = after.trim_end();
    if let Some(part) = part(behind.trim_start()) {
        return escaped.or(Some(part));
    }
    // Words before or behind it make it none.
    if !semicolons.trim().is_empty() {
        return None;
    }
    if behind.is_empty() && after.trim_end_matches(['\r', '\n']).is_empty() {
        return escaped.or(Some(Mark::List));
    }
    let quoted = behind.trim_start();
    let quote = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    let fits = quoted.len() < behind.len() && !name.is_empty();
    fits.then(|| escaped.unwrap_or(Mark::File(name.trim())))
}

/// `[start: name]` or `[end: name]`, with which words behind the sign start.
fn part(words: &str) -> Option<Mark<'_>> {
    let (inner, _) = words.strip_prefix('[')?.split_once(']')?;
    let (which, name) = inner.split_once(':')?;
    let starts = match which.trim() {
        "start" => true,
        "end" => false,
        _ => return None,
    };
    Some(Mark::Part { name: name.trim(), starts })
}

/// The file of a snippet, and the lines or the part of it that are wanted: `file:3:5`, `file:name`.
fn target(named: &str) -> (&str, &str) {
    let name = named.rfind('/').map_or(0, |slash| slash + 1);
    match named[name..].find(':') {
        Some(colon) => (&named[..name + colon], &named[name + colon + 1..]),
        None => (named, ""),
    }
}

/// The wanted lines of a file.
fn select(
    text: Mapped,
    file: &str,
    part: &str,
    place: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    if part.is_empty() {
        return Ok(text);
    }
    let lines = markdown::lines(text.text());
    let is_range = part.chars().all(|sign| sign.is_ascii_digit() || ":,-".contains(sign));
    let wanted: Vec<_> = if is_range {
        let ranges = part.split(',').map(|range| bounds(range, lines.len()));
        ranges.filter_map(|range| lines.get(range)).flatten().cloned().collect()
    } else {
        section(&text, lines, part).ok_or_else(|| {
            let message = format!("`{file}` has no part `{part}`");
            Diagnostic::warning(Code::BrokenLink, message)
                .help(format!("put `--8<-- [start:{part}]` and `--8<-- [end:{part}]` around it"))
        })?
    };
    reach::take(&text, &wanted, place, context)
}

/// The lines that `3`, `3:5`, `:5` or `-2:` mean of so many: a single number is where they start,
/// and one below nothing counts from the end.
fn bounds(range: &str, count: usize) -> Range<usize> {
    let (first, last) = range.split_once(':').unwrap_or((range, ""));
    let from_end = |number: &str| number.strip_prefix('-').and_then(|it| it.parse::<usize>().ok());
    let start = match from_end(first) {
        Some(back) => count.saturating_sub(back),
        None => first.parse::<usize>().unwrap_or(1).saturating_sub(1),
    };
    let end = match from_end(last) {
        Some(back) => (count + 1).saturating_sub(back),
        None => last.parse().unwrap_or(count),
    };
    let end = end.min(count);
    start.min(end)..end
}

/// The lines between the marks of a part; none where nothing starts it.
fn section(text: &Mapped, lines: Vec<Range<usize>>, wanted: &str) -> Option<Vec<Range<usize>>> {
    let mut found = None;
    for line in lines {
        match (mark(&text.text()[line.clone()]), &mut found) {
            (Some(Mark::Part { name, starts: true }), None) if name == wanted => {
                found = Some(Vec::new());
            }
            (Some(Mark::Part { name, starts: false }), Some(_)) if name == wanted => break,
            (Some(Mark::Part { .. }), _) | (_, None) => {}
            (_, Some(part)) => part.push(line),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_alone_on_its_line() {
        let said = |line| match mark(line) {
            Some(Mark::File(name)) => name.to_owned(),
            Some(Mark::List) => "list".to_owned(),
            Some(Mark::Escaped(at)) => format!("escaped at {at}"),
            Some(Mark::Part { name, starts }) => format!("{name} {starts}"),
            None => "none".to_owned(),
        };
        for (line, expected) in [
            ("--8<-- \"a b.md\"\n", "a b.md"),
            ("    -8<- 'a.md:3:5'\r\n", "a.md:3:5"),
            ("--8<--\n", "list"),
            ("  ;--8<-- \"a.md\"", "escaped at 2"),
            ("# --8<-- [start:one]\n", "one true"),
            ("<!-- --8<-- [end: one] -->\n", "one false"),
            ("# ;--8<-- [end:one]\n", "escaped at 2"),
            ("words --8<-- \"a.md\"", "none"),
            ("--8<-- \"a.md\" words", "none"),
            ("--8<--\"a.md\"", "none"),
            ("1 8<- 2", "none"),
        ] {
            assert_eq!(said(line), expected, "{line:?}");
        }
    }

    #[test]
    fn ranges_of_lines_are_read() {
        for (range, expected) in [
            ("3", 2..9),
            ("3:5", 2..5),
            (":2", 0..2),
            ("-2:", 7..9),
            ("2:-3", 1..7),
            ("7:90", 6..9),
            ("8:2", 2..2),
        ] {
            assert_eq!(bounds(range, 9), expected, "{range}");
        }
        assert_eq!(target("../a/b.md:3:5"), ("../a/b.md", "3:5"));
        assert_eq!(target("https://a.example/b"), ("https://a.example/b", ""));
    }
}
