//! Small changes to a source before it is read, where what is written and what the library
//! understands differ only in form.

use super::Fault;
use super::scan::{argument, braced, commands, optional};
use super::words::are_words;

/// Commands whose reading would leave something out, or that could grow without bound.
const REFUSED: &[(&str, &str)] = &[
    ("\\sideset", "scripts before an operator"),
    ("\\char", "a letter by its number"),
    ("\\let", "definitions"),
    ("\\futurelet", "definitions"),
];
/// Signs for private use that mark, in words which the library hands on as they are, what it does
/// not know. A group that starts with one is not what it seems.
pub(super) mod mark {
    /// A formula's number.
    pub(in super::super) const TAG: char = '\u{F8F0}';
    /// A frame around a part.
    pub(in super::super) const BOXED: char = '\u{F8F1}';
    /// The room of a part without its ink,
    pub(in super::super) const PHANTOM: char = '\u{F8F2}';
    /// its width alone,
    pub(in super::super) const WIDE: char = '\u{F8F3}';
    /// and its height alone.
    pub(in super::super) const HIGH: char = '\u{F8F4}';
    /// All of them.
    pub(in super::super) const ALL: [char; 5] = [TAG, BOXED, PHANTOM, WIDE, HIGH];
}

/// Commands that print nothing here.
const SILENT: [&str; 2] = ["\\nonumber", "\\notag"];

/// The source with ASCII spaces alone, since the library takes every space for a single byte, and
/// without the signs that mark something here.
pub(super) fn plain_spaces(tex: &str) -> String {
    let tex = tex.replace(|letter: char| letter.is_whitespace() && !letter.is_ascii(), " ");
    tex.replace(mark::ALL, "\u{FFFD}")
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
            "\\operatorname" | "\\mathop" => operator(&mut source, command, after)?,
            "\\begin" => {
                counted_pairs(after)?;
                copy(&mut source, command, after)
            }
            "\\tag" => tag(&mut source, after)?,
            "\\boxed" => marked(&mut source, mark::BOXED, after)?,
            "\\phantom" => marked(&mut source, mark::PHANTOM, after)?,
            "\\hphantom" => marked(&mut source, mark::WIDE, after)?,
            "\\vphantom" => marked(&mut source, mark::HIGH, after)?,
            "\\mathstrut" => {
                source.extend(["{\\text{", &mark::HIGH.to_string(), "}{}(}"]);
                after
            }
            "\\label" => braced(after).map_or(after, |(_, after)| after),
            name if SILENT.contains(&name) => after,
            _ => copy(&mut source, command, after),
        };
    }
    source.push_str(rest);
    Ok(source)
}

/// An operator's name, which the library reads as words. One that holds a formula is a group.
fn operator<'t>(source: &mut String, command: &str, after: &'t str) -> Result<&'t str, Fault> {
    let starred = after.strip_prefix('*').filter(|_| command == "\\operatorname");
    let command = if starred.is_some() { "\\mathop" } else { command };
    let after = starred.unwrap_or(after);
    let formula = braced(after).filter(|(name, _)| !are_words(name));
    let Some((formula, after)) = formula else { return Ok(copy(source, command, after)) };
    let upright = if command == "\\operatorname" { "\\mathrm" } else { "" };
    source.extend(["{", upright, "{", &prepare(formula)?, "}}"]);
    Ok(after)
}

/// A formula's number: `\tag{1}` in brackets, `\tag*{1}` without. Its words hold no braces of their
/// own but around what is a formula again.
fn tag<'t>(source: &mut String, after: &'t str) -> Result<&'t str, Fault> {
    let star = after.starts_with('*');
    let (words, after) = braced(after.strip_prefix('*').unwrap_or(after))
        .ok_or_else(|| Fault::new("`\\tag` is not followed by words in braces"))?;
    let (open, close) = if star { ("", "") } else { ("(", ")") };
    source.extend(["\\text{", &mark::TAG.to_string(), open, words, close, "}"]);
    Ok(after)
}

/// A part with a mark before it, in one group. Where the part stands in braces its own end closes
/// the group.
fn marked<'t>(source: &mut String, mark: char, after: &'t str) -> Result<&'t str, Fault> {
    // Nothing may become a script of the mark itself.
    source.extend(["{\\text{", &mark.to_string(), "}{}"]);
    let after = after.trim_start();
    if let Some(inner) = after.strip_prefix('{') {
        return Ok(inner);
    }
    let (part, after) = argument(after).ok_or_else(|| Fault::new("an argument is missing"))?;
    source.extend([&prepare(part)?, "}"]);
    Ok(after)
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
