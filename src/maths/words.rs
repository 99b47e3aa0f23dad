//! Words within a formula: what `\text`, `\operatorname` and `\mathop` hold. The library hands them on
//! as they are written, with the commands in them.

use pulldown_latex::event::Font;

use super::alphabet;
use super::scan::{braced, commands};

/// How deep commands may nest in words.
const DEEPEST: usize = 16;

/// The face that a command gives to words: upright is that of the text around the formula. None
/// where it is no such command.
fn face(command: &str) -> Option<Font> {
    Some(match &command[1..] {
        "text" | "textrm" | "textnormal" | "textup" | "textmd" | "mbox" | "hbox" | "mathrm"
        | "mathup" | "mathnormal" | "rm" | "operatorname" | "mathop" => Font::UpRight,
        "textbf" | "mathbf" | "boldsymbol" | "bm" | "bf" => Font::Bold,
        "textit" | "mathit" | "emph" | "it" => Font::Italic,
        "textsf" | "mathsf" | "sf" => Font::SansSerif,
        "texttt" | "mathtt" | "tt" => Font::Monospace,
        "mathbb" | "Bbb" => Font::DoubleStruck,
        "mathcal" | "mathscr" | "cal" => Font::Script,
        "mathfrak" | "frak" => Font::Fraktur,
        _ => return None,
    })
}

/// The space that a command leaves between words.
fn space(command: &str) -> Option<&'static str> {
    Some(match &command[1..] {
        "," | ":" | ";" => "\u{2009}",
        "!" => "",
        "quad" => "\u{2003}",
        "qquad" => "\u{2003}\u{2003}",
        "space" => " ",
        _ => return None,
    })
}

/// Whether words hold nothing that only a formula can show.
pub(super) fn are_words(tex: &str) -> bool {
    commands(tex).all(|command| {
        let is_escape = !command.ends_with(|char: char| char.is_ascii_alphabetic());
        is_escape || face(command).is_some() || space(command).is_some()
    }) && !tex.replace("\\_", "").replace("\\^", "").contains(['_', '^'])
}

/// Words as they are meant, without the commands that TeX needs, in a face of their own where a
/// font is given.
///
/// # Errors
/// A command that words cannot hold.
pub(super) fn plain(text: &str, font: Option<Font>) -> Result<String, String> {
    let mut words = String::with_capacity(text.len());
    read(&text.replace("&nbsp;", "\u{a0}"), font, 0, &mut words)?;
    Ok(words)
}

fn read(text: &str, font: Option<Font>, depth: usize, out: &mut String) -> Result<(), String> {
    if depth > DEEPEST {
        return Err("its words nest too deep".to_owned());
    }
    let mut font = font;
    let mut rest = text;
    while let Some(start) = rest.find(['\\', '{']) {
        show(&rest[..start], font, out);
        rest = &rest[start..];
        if let Some((inner, after)) = braced(rest) {
            read(inner, font, depth + 1, out)?;
            rest = after;
            continue;
        }
        let Some(command) = commands(rest).next().filter(|command| rest.starts_with(command))
        else {
            // A brace or a backslash that nothing follows.
            rest = &rest[1..];
            continue;
        };
        rest = &rest[command.len()..];
        if let Some(space) = space(command) {
            out.push_str(space);
        } else if let Some(face) = face(command) {
            if let Some((inner, after)) = braced(rest) {
                read(inner, Some(face), depth + 1, out)?;
                rest = after;
            } else {
                // It holds for what follows, as `\rm` does.
                (font, rest) = (Some(face), rest.trim_start());
            }
        } else if command[1..].starts_with(|char: char| char.is_ascii_alphabetic()) {
            return Err(format!("`{command}` stands among words"));
        } else {
            show(&command[1..], font, out);
        }
    }
    show(rest, font, out);
    Ok(())
}

fn show(words: &str, font: Option<Font>, out: &mut String) {
    let words = words.replace('~', "\u{a0}").replace("---", "—").replace("--", "–");
    let shown = |char: char| font.map_or(char, |font| alphabet::shown(char, Some(font)));
    out.extend(words.chars().filter(|char| *char != '}').map(shown));
}
