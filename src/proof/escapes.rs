//! Characters that a text writes with others: `\u00e9`, `%C3%A9`, `&eacute;`, base64.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html5ever::data::NAMED_ENTITIES;
use percent_encoding::percent_decode_str;

/// The shortest run that is taken for base64, in characters.
const SHORTEST_BASE64: usize = 40;
/// The longest name of a character.
const LONGEST_NAME: usize = 40;

/// Further readings of a text in which characters are escaped.
pub(super) fn readings(text: &str) -> Vec<String> {
    let mut readings = Vec::new();
    if text.contains('\\') {
        readings.push(backslashes(text));
    }
    if text.contains('%') {
        readings.push(percent(text).into_owned());
    }
    if text.contains('&') {
        readings.push(entities(text, &[]));
    }
    if text.contains("=\n") || text.contains("=\r\n") || text.contains("quoted-printable") {
        readings.push(quoted_printable(text));
    }
    readings
}

/// A text with its `%C3%A9` read.
pub(super) fn percent(text: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(text);
    decoded.decode_utf8_lossy()
}

/// A text with what programming languages, JSON, YAML, TOML and CSS write behind a backslash read:
/// `\n`, `\xe9`, `\u00e9`, `\u{e9}`, `\U000000e9`, `\0000e9`.
pub(super) fn backslashes(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        units.extend(before.encode_utf16());
        let mut chars = behind.chars();
        let (digits, most) = match chars.next() {
            None => break,
            Some('n' | 'r' | 't' | 'f' | 'v') => {
                units.push(u16::from(b' '));
                rest = chars.as_str();
                continue;
            }
            Some('x') => (chars.as_str(), 2),
            Some('u') => (chars.as_str(), 4),
            Some('U') => (chars.as_str(), 8),
            Some(char) if char.is_ascii_hexdigit() => (behind, 6),
            Some(char) => {
                units.extend_from_slice(char.encode_utf16(&mut [0; 2]));
                rest = chars.as_str();
                continue;
            }
        };
        let braces = digits.strip_prefix('{');
        let digits = braces.unwrap_or(digits);
        let length = digits.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&digits[..length], 16).unwrap_or(0xFFFD);
        match (u16::try_from(code), char::from_u32(code)) {
            // Half of a pair stands as it is until the other half comes.
            (Ok(unit), _) => units.push(unit),
            (_, Some(char)) => units.extend_from_slice(char.encode_utf16(&mut [0; 2])),
            _ => units.push(0xFFFD),
        }
        rest = &digits[length..];
        let end = if braces.is_some() { '}' } else { ' ' };
        if braces.is_some() || most == 6 {
            rest = rest.strip_prefix(end).unwrap_or(rest);
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

/// A text with its character references replaced, of those that HTML knows and of `own` ones.
pub(super) fn entities(text: &str, own: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b';');
        let name = end.map(|end| &rest[..end]).unwrap_or_default();
        let declared = own.iter().find(|(declared, _)| declared == name);
        if let Some((_, value)) = declared {
            out.push_str(value);
        } else if !push_character(name, &mut out) {
            out.push('&');
            continue;
        }
        rest = &rest[name.len() + 1..];
    }
    out.push_str(rest);
    out
}

/// Adds the character of a reference; says whether there is one.
fn push_character(name: &str, out: &mut String) -> bool {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        let char = code.ok().and_then(char::from_u32);
        out.extend(char);
        return char.is_some();
    }
    let key = format!("{name};");
    let codes = NAMED_ENTITIES.get(&key).filter(|codes| codes.0 != 0);
    let Some(&(first, second)) = codes else { return false };
    out.extend([first, second].into_iter().filter(|&code| code != 0).filter_map(char::from_u32));
    true
}

/// A text with the escapes of letters read: `M=FCller`, a soft end of line.
fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let escaped = joined.replace('%', "%25").replace('=', "%");
    let bytes: Vec<u8> = percent_decode_str(&escaped).collect();
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    }
}

/// What stands in a text as base64, over lines too.
pub(super) fn base64(text: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        for piece in line.split(|char: char| !is_base64(char)) {
            // A run goes on behind the end of a line that is nothing else.
            let whole = piece.len() == line.trim().len() && piece.len() >= SHORTEST_BASE64;
            if !(whole || !run.is_empty() && piece.len() == line.trim().len()) {
                end_base64(&mut run, &mut found);
            }
            run.push_str(piece);
            if !whole || lines.peek().is_none() {
                end_base64(&mut run, &mut found);
            }
        }
    }
    found
}

fn end_base64(run: &mut String, found: &mut Vec<Vec<u8>>) {
    if run.len() >= SHORTEST_BASE64 {
        let bare = run.trim_end_matches('=');
        let whole = bare.len() - usize::from(bare.len() % 4 == 1);
        let padded = format!("{}{}", &bare[..whole], "=".repeat((4 - whole % 4) % 4));
        found.extend(STANDARD.decode(padded).ok());
    }
    run.clear();
}

fn is_base64(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        assert_eq!(
            backslashes(r"M\u00fcller\nM\xfcller \U0001F600 \ud83d\ude00"),
            "Müller Müller 😀 😀"
        );
        assert_eq!(backslashes(r"\4b estrel \u{e9}t\/"), "Kestrel ét/");
        assert_eq!(percent("a%20M%C3%BCller%"), "a Müller%");
        assert_eq!(
            entities("M&uuml;ll&#101;r &k; & &no;", &[("k".into(), "Kes".into())]),
            "Müller Kes & &no;"
        );
        assert_eq!(quoted_printable("M=FCl=\nler"), "Müller");
        assert_eq!(quoted_printable("M=C3=BCller 5%"), "Müller 5%");
    }

    #[test]
    fn base64_is_found_over_lines() {
        let text = "A letter from Kestrelwing about vaults, and about their doors.".repeat(3);
        let packed = STANDARD.encode(&text);
        let lines: Vec<String> = packed
            .as_bytes()
            .chunks(76)
            .map(|it| String::from_utf8_lossy(it).into_owned())
            .collect();
        let found = base64(&format!("Body:\n\n{}\n\nEnd.\n", lines.join("\n")));
        assert_eq!(found, [text.as_bytes()]);
        assert_eq!(base64(&format!("{{\"data\": \"{packed}\"}}")), [text.as_bytes()]);
    }
}
