//! Small changes to a source before it is read, where what is written and what the library
//! understands differ only in form.

use super::Fault;
use super::fault::commands;

/// Commands whose reading would leave something out, or that could grow without bound.
const REFUSED: &[(&str, &str)] = &[
    ("\\sideset", "scripts before an operator"),
    ("\\char", "a letter by its number"),
    ("\\def", "definitions"),
    ("\\let", "definitions"),
    ("\\futurelet", "definitions"),
    ("\\newcommand", "definitions"),
    ("\\renewcommand", "definitions"),
    ("\\providecommand", "definitions"),
];
/// Commands that print nothing here.
const SILENT: [&str; 2] = ["\\nonumber", "\\notag"];

/// The source with ASCII spaces alone: the library takes every space for a single byte.
pub(super) fn plain_spaces(tex: &str) -> String {
    tex.replace(|letter: char| letter.is_whitespace() && !letter.is_ascii(), " ")
}

/// The source as it is read.
pub(super) fn prepare(tex: &str) -> Result<String, Fault> {
    for command in commands(tex) {
        if let Some((_, what)) = REFUSED.iter().find(|(name, _)| *name == command) {
            return Err(Fault::new(format!("`{command}` ({what}) is not supported")));
        }
    }
    let mut source = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(start) = rest.find('\\') {
        source.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(command) = commands(rest).next() else { break };
        let after = &rest[command.len()..];
        rest = match command {
            // A root's degree is read as one part only where it stands in braces.
            "\\sqrt" => match optional(after) {
                Some((degree, after)) => {
                    source.extend(["\\sqrt[{", &prepare(degree)?, "}]"]);
                    after
                }
                None => copy(&mut source, command, after),
            },
            "\\operatorname" if after.starts_with('*') => {
                source.push_str("\\mathop");
                &after[1..]
            }
            "\\begin" => {
                counted_pairs(after)?;
                copy(&mut source, command, after)
            }
            "\\label" => braced(after).map_or(after, |(_, after)| after),
            name if SILENT.contains(&name) => after,
            _ => copy(&mut source, command, after),
        };
    }
    source.push_str(rest);
    Ok(source)
}

/// Whether an alignment that is given the number of its column pairs is given a small number: the
/// library reads any other letter there as one byte.
fn counted_pairs(after: &str) -> Result<(), Fault> {
    let Some((name, after)) = braced(after) else { return Ok(()) };
    if !matches!(name.trim(), "alignat" | "alignat*" | "alignedat") {
        return Ok(());
    }
    let pairs = braced(after).map(|(pairs, _)| pairs.trim());
    if pairs.is_some_and(|pairs| pairs.len() < 3 && pairs.parse::<u8>().is_ok()) {
        return Ok(());
    }
    Err(Fault::new(format!("`{name}` is not followed by the number of its column pairs in braces")))
}

fn copy<'t>(source: &mut String, command: &str, after: &'t str) -> &'t str {
    source.push_str(command);
    after
}

/// What stands in brackets at the start, and what follows.
fn optional(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start().strip_prefix('[')?;
    let mut depth = 0_usize;
    for (at, sign) in inner.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            ']' if depth == 0 => return Some((&inner[..at], &inner[at + 1..])),
            _ => {}
        }
    }
    None
}

/// What stands in braces at the start, and what follows.
fn braced(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start().strip_prefix('{')?;
    inner.split_once('}')
}
