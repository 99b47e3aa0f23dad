//! Shortcodes that bring another file into a page: `include`, `partial`, `csv`.

use std::ops::Range;

use super::context::{Context, MAX_DEPTH};
use super::tag::Arguments;
use super::{reach, section};
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::parse::mapped::Mapped;
use crate::parse::{csv, markdown};
use crate::span::Span;

/// Where a shortcode that brings in a file looks for it beside the page; none where it brings in none.
pub(super) fn folders(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "partial" => Some(&["", "partials/", "layouts/partials/"]),
        "include" | "readfile" | "include-md" | "csv" => Some(&[""]),
        _ => None,
    }
}

/// What `name` brings in, and from where; none where it is no such shortcode.
pub(super) fn include(
    name: &str,
    arguments: &Arguments,
    span: Span,
    context: Context<'_>,
) -> Option<Result<(Mapped, PackPath), Diagnostic>> {
    let folders = folders(name)?;
    let given = arguments.positional.first().map(String::as_str);
    let given = given.or_else(|| arguments.named("file")).or_else(|| arguments.named("path"));
    Some(match given {
        Some(given) => bring(name, given, folders, arguments, span, context),
        None => Err(Diagnostic::warning(
            Code::UnknownShortcode,
            format!("the shortcode `{name}` names no file"),
        )
        .help(format!("write `{{{{< {name} \"file\" >}}}}`"))),
    })
}

fn bring(
    name: &str,
    given: &str,
    folders: &[&str],
    arguments: &Arguments,
    span: Span,
    context: Context<'_>,
) -> Result<(Mapped, PackPath), Diagnostic> {
    let (file, section) = given.split_once('#').unwrap_or((given, ""));
    let Some((path, text)) = find(file, folders, span, context)? else {
        let message = format!("`{name}` brings in `{file}`, which is not in the pack");
        return Err(Diagnostic::warning(Code::MissingAttachment, message)
            .help("it is left out; add the file, or remove the shortcode"));
    };
    within(&path, context)?;
    if name == "csv" {
        let mut table = Mapped::empty(span);
        table.push_generated(&csv::to_markdown(text.text()), span);
        return Ok((table, path));
    }
    let text =
        if section.is_empty() { text } else { cut_section(&text, file, section, span, context)? };
    let text = match arguments.named("lines") {
        Some(lines) => cut_lines(&text, lines, span, context)?,
        None => text,
    };
    Ok((text, path))
}

/// Looks beside the page, in the pack, then in the folders that a site's addresses start from.
pub(in crate::parse) fn find(
    file: &str,
    folders: &[&str],
    span: Span,
    context: Context<'_>,
) -> Result<Option<(PackPath, Mapped)>, Diagnostic> {
    let mut outside = true;
    let roots = context.library.roots();
    let file = file.trim_start_matches('/');
    for folder in folders {
        let file = format!("{folder}{file}");
        let in_roots = roots.iter().map(|root| PackPath::new(&format!("{root}/{file}")));
        let places = [context.path.sibling(&file), PackPath::new(&file)].into_iter();
        for path in places.chain(in_roots).flatten() {
            outside = false;
            if let Some(text) = context.library.text(&path, span, context.for_others)? {
                return Ok(Some((path, text)));
            }
        }
    }
    if outside {
        let message = format!("`{file}` lies outside the pack and is not read");
        return Err(Diagnostic::error(Code::OutsidePack, message).help("copy it into the pack"));
    }
    Ok(None)
}

/// Looks below some folders of the pack, or for one of some files.
pub(in crate::parse) fn find_below(
    file: &str,
    bases: &[String],
    span: Span,
    context: Context<'_>,
) -> Result<Option<(PackPath, Mapped)>, Diagnostic> {
    for base in bases {
        let is_file = base == file || base.ends_with(&format!("/{file}"));
        let place = if is_file { base.clone() } else { format!("{base}/{file}") };
        let Ok(path) = PackPath::new(place.trim_start_matches('/')) else { continue };
        let below = base.is_empty() || path.as_str().starts_with(&format!("{base}/"));
        if (is_file || below)
            && let Some(text) = context.library.text(&path, span, context.for_others)?
        {
            return Ok(Some((path, text)));
        }
    }
    Ok(None)
}

/// A file must not be brought into itself, nor files into one another for ever.
pub(in crate::parse) fn within(path: &PackPath, context: Context<'_>) -> Result<(), Diagnostic> {
    if context.including.contains(path) {
        return Err(into_itself(path));
    }
    not_too_deep(context)
}

/// That files do not bring in one another without end.
pub(super) fn not_too_deep(context: Context<'_>) -> Result<(), Diagnostic> {
    if context.including.len() + context.around.len() >= MAX_DEPTH {
        let message = "files bring in one another too deep";
        return Err(Diagnostic::warning(Code::TooDeep, message).help("include them here directly"));
    }
    Ok(())
}

/// Says that a file brings in itself.
pub(in crate::parse) fn into_itself(path: &PackPath) -> Diagnostic {
    let message = format!("`{}` is brought into itself", path.as_str());
    Diagnostic::warning(Code::UnsupportedMarkup, message)
        .help("remove what brings it in, here or in that file")
}

/// The part of a text with this id.
fn cut_section(
    text: &Mapped,
    file: &str,
    section: &str,
    span: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    let Some(range) = section::find(text.text(), section) else {
        let message = format!("`{file}` has no section `{section}`");
        return Err(Diagnostic::warning(Code::BrokenLink, message)
            .help("name the id of a heading or of another block, or leave out what follows `#`"));
    };
    reach::take(text, &[range], span, context)
}

/// Lines `3-9`, `3-`, `-9` or `3` of a text, counted from 1.
pub(super) fn cut_lines(
    text: &Mapped,
    lines: &str,
    span: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    let bounds = lines.split_once('-').unwrap_or((lines, lines));
    let number = |text: &str, default: usize| match text.trim() {
        "" => Some(default),
        digits => digits.parse::<usize>().ok(),
    };
    let (Some(first), Some(last)) = (number(bounds.0, 1), number(bounds.1, usize::MAX)) else {
        let message = format!("`{lines}` is no range of lines");
        return Err(Diagnostic::warning(Code::UnsupportedMarkup, message)
            .help("write it as `lines=\"3-9\"`"));
    };
    let within = |(index, _): &(usize, Range<usize>)| (first..=last).contains(&(index + 1));
    let lines = markdown::lines(text.text()).into_iter().enumerate().filter(within);
    let lines: Vec<_> = lines.map(|(_, line)| line).collect();
    reach::take(text, &lines, span, context)
}
