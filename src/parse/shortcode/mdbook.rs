//! mdBook's `{{#include file:lines}}`, which stands in code more often than not.
//!
//! Form: <https://rust-lang.github.io/mdBook/format/mdbook.html>.

use std::collections::BTreeMap;

use super::around::{self, Place};
use super::include::{cut_lines, find, within};
use super::{Context, reach};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::parse::mapped::Mapped;
use crate::parse::{fence, markdown};
use crate::span::Span;
use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Authored, Block, BlockKind};

const START: &str = "{{#";
const END: &str = "}}";

/// Expands what mdBook's own preprocessor would. What cannot be brought in stays as it is written.
pub(in crate::parse) fn expand(text: Mapped, context: Context<'_>, sink: &mut Sink) -> Mapped {
    if !text.text().contains(START) {
        return text;
    }
    let mut out = Mapped::empty(text.span(0..text.text().len()));
    let mut written = 0;
    while let Some(found) = text.text()[written..].find(START) {
        let start = written + found;
        let inner = start + START.len();
        let Some(length) = text.text()[inner..].find(END) else { break };
        let end = inner + length + END.len();
        let span = text.span(start..end);
        if text.text()[..start].ends_with('\\') {
            out.push_slice(&text, written..start - 1);
            out.push_slice(&text, start..end);
        } else {
            out.push_slice(&text, written..start);
            match meaning(&text.text()[inner..inner + length], span, context, sink) {
                Ok(Some(brought)) => out.push_slice(&brought, 0..brought.text().len()),
                Ok(None) => out.push_slice(&text, start..end),
                Err(fault) => {
                    sink.push(fault.at(span));
                    out.push_slice(&text, start..end);
                }
            }
        }
        written = end;
    }
    out.push_slice(&text, written..text.text().len());
    out
}

/// What a directive stands for; none where mdBook has no such directive.
fn meaning(
    directive: &str,
    span: Span,
    context: Context<'_>,
    sink: &mut Sink,
) -> Result<Option<Mapped>, Diagnostic> {
    // mdBook reads a directive only with something behind its name.
    let Some((name, argument)) = directive.split_once(char::is_whitespace) else { return Ok(None) };
    match name {
        // The part of a title that only a browser's window shows.
        "title" => Ok(Some(Mapped::empty(span))),
        "include" | "rustdoc_include" => include(argument.trim(), span, context, sink).map(Some),
        // A program to play with in a browser; elsewhere it is to read.
        "playground" | "playpen" => {
            let file = argument.split_whitespace().next().unwrap_or_default();
            let code = include(file, span, context, sink)?;
            let fence = markdown::fence(code.text());
            let mut block = Mapped::empty(span);
            block.push_generated(&format!("{fence}rust\n"), span);
            block.push_slice(&code, 0..code.text().len());
            block.push_generated(&format!("\n{fence}"), span);
            Ok(Some(block))
        }
        _ => Ok(None),
    }
}

/// Takes the lines out of code that mdBook does not show: in Rust those that start with `# `, in
/// any language those that start with what `hidelines` says, or the settings for the language.
///
/// Form: <https://rust-lang.github.io/mdBook/format/mdbook.html#hiding-code-lines>.
pub(in crate::parse) fn hide_lines(
    blocks: &mut [Block<Authored>],
    by_language: &BTreeMap<String, String>,
) {
    walk_blocks_mut(blocks, &mut |block| {
        let BlockKind::Code { language, text, .. } = &mut block.kind else { return };
        let of_language = || by_language.get(language.as_deref()?).cloned();
        let hidden = block.attr.take(fence::HIDDEN).or_else(of_language);
        let hidden = hidden.filter(|start| !start.is_empty());
        if let Some(start) = hidden {
            keep_lines(text, |line| {
                (!line.trim_start().starts_with(&start)).then(|| line.to_owned())
            });
        }
        if language.as_deref() == Some("rust") {
            keep_lines(text, shown_rust);
        }
    });
}

/// A line of Rust as it is shown.
fn shown_rust(line: &str) -> Option<String> {
    let words = line.trim_start();
    if words.trim_end() == "#" || words.starts_with("# ") {
        return None;
    }
    // `##` stands for a sign that is shown.
    Some(match words.strip_prefix("##") {
        Some(rest) => format!("{}#{rest}", &line[..line.len() - words.len()]),
        None => line.to_owned(),
    })
}

fn keep_lines(text: &mut String, shown: impl Fn(&str) -> Option<String>) {
    *text = text.split('\n').filter_map(shown).collect::<Vec<_>>().join("\n");
}

fn include(
    argument: &str,
    span: Span,
    context: Context<'_>,
    sink: &mut Sink,
) -> Result<Mapped, Diagnostic> {
    let (file, part) = argument.split_once(':').unwrap_or((argument, ""));
    let found = match around::place(file, context)? {
        Some(Place::Around(path)) => return include_around(&path, part, span, context, sink),
        Some(Place::InPack(path)) => {
            let text = context.library.text(&path, span, context.for_others)?;
            text.map(|text| (path, text))
        }
        None => find(file, &[""], span, context)?,
    };
    let Some((path, text)) = found else {
        let message = format!("`{file}` is to be brought in and is not in the pack");
        return Err(Diagnostic::warning(Code::MissingAttachment, message)
            .help("add the file, or write a `\\` before the braces"));
    };
    within(&path, context)?;
    let text = cut(&text, part, span, context)?;
    let including = context.including(&path);
    let context = Context { path: &path, including: &including, around: &[], ..context };
    Ok(expand(text, context, sink))
}

/// Brings in a file of the repository around the folder. A note says so, since whoever exports it may
/// not expect that.
fn include_around(
    path: &PackPath,
    part: &str,
    span: Span,
    context: Context<'_>,
    sink: &mut Sink,
) -> Result<Mapped, Diagnostic> {
    around::within(path, context)?;
    let text = around::text(path, span, context)?;
    if !context.for_others {
        let message =
            format!("`{path}` is brought in from the book or repository that the folder stands in");
        let help = "a `pack.yaml` in the folder refuses that, unless it says \
                    `links: {outside: repository}`";
        sink.push(Diagnostic::note(Code::OutsidePack, message).at(span).help(help));
    }
    let text = cut(&text, part, span, context)?;
    let around = [context.around, std::slice::from_ref(path)].concat();
    Ok(expand(text, Context { around: &around, ..context }, sink))
}

/// The lines `2`, `2:`, `:10` or `2:10` of a text, or those of an anchor; all but the marks of
/// anchors, without the last line's end.
fn cut(text: &Mapped, part: &str, span: Span, context: Context<'_>) -> Result<Mapped, Diagnostic> {
    let is_range = part.chars().all(|sign| sign.is_ascii_digit() || sign == ':');
    let cut = match part {
        "" => text.clone(),
        lines if is_range => cut_lines(text, &lines.replace(':', "-"), span, context)?,
        anchor => cut_anchor(text, anchor, span, context)?,
    };
    let lines = lines(&cut).filter(|(_, line)| mark(line).is_none());
    let mut kept = Mapped::empty(span);
    for (start, line) in lines {
        kept.push_slice(&cut, start..start + line.len());
    }
    let length = kept.text().trim_end_matches(['\n', '\r']).len();
    let mut trimmed = Mapped::empty(span);
    trimmed.push_slice(&kept, 0..length);
    Ok(trimmed)
}

/// The lines between `ANCHOR: name` and `ANCHOR_END: name`.
fn cut_anchor(
    text: &Mapped,
    anchor: &str,
    span: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    let mut cut = Vec::new();
    let mut inside = false;
    let mut found = false;
    for (start, line) in lines(text) {
        match mark(line) {
            Some((is_start, name)) if name == anchor => {
                inside = is_start;
                found = true;
            }
            _ if inside => cut.push(start..start + line.len()),
            _ => {}
        }
    }
    if found {
        return reach::take(text, &cut, span, context);
    }
    let message = format!("no line says `ANCHOR: {anchor}`");
    Err(Diagnostic::warning(Code::BrokenLink, message)
        .help("put the anchor's marks into the file, or name lines"))
}

/// Whether a line starts or ends an anchor, and its name.
fn mark(line: &str) -> Option<(bool, &str)> {
    let (is_start, rest) = match line.split_once("ANCHOR_END:") {
        Some((_, rest)) => (false, rest),
        None => (true, line.split_once("ANCHOR:")?.1),
    };
    rest.split_whitespace().next().map(|name| (is_start, name))
}

fn lines(text: &Mapped) -> impl Iterator<Item = (usize, &str)> {
    text.text().split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some((start, line))
    })
}
