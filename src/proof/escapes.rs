//! Characters that a text writes with others: `\u00e9`, `%C3%A9`, `&eacute;`, base64.

use std::borrow::Cow;

use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use html5ever::data::NAMED_ENTITIES;
use percent_encoding::percent_decode_str;

use super::decode;

/// The shortest run that is taken for base64, in characters.
const SHORTEST_BASE64: usize = 16;
/// The shortest line of it that goes on in the next one.
const SHORTEST_LINE: usize = 40;
/// The longest name of a character.
const LONGEST_NAME: usize = 40;
/// The longest of the names that need no `;`.
const LONGEST_OPEN: usize = 6;

/// Further readings of a text in which characters are escaped or lines folded.
pub(super) fn readings(text: &str) -> Vec<String> {
    let mut readings = Vec::new();
    if let Some(text) = unfolded(text) {
        if text.contains('\\') {
            readings.push(backslashes(&text));
        }
        readings.push(text);
    }
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
    if text.contains("-\n") || text.contains("-\r\n") {
        readings.push(text.replace("-\r\n", "").replace("-\n", ""));
    }
    readings.extend(adjacent(text));
    readings
}

/// A text with lines that go on behind a blank in the next one, as calendars and address books have
/// them (RFC 5545, 3.1; RFC 6350, 3.2); none where it has no such lines.
fn unfolded(text: &str) -> Option<String> {
    if !text.contains("\n ") && !text.contains("\n\t") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n');
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        if let Some(rest) = line.strip_prefix([' ', '\t']) {
            out.truncate(out.trim_end_matches('\r').len());
            out.push_str(rest);
        } else {
            out.push('\n');
            out.push_str(line);
        }
    }
    Some(out)
}

/// What may stand between two strings that become one, or that a list of lines is made of.
const JOINS: [&str; 8] = ["+", ".", ",", "&", "..", "||", "<>", "~"];

/// A text with strings that stand side by side as one, which style sheets and programs make of them,
/// also where a sign joins them: `"a" "b"`, `"a" + "b"`, `["a", "b"]`.
pub(super) fn adjacent(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        rest = next_string(&behind[1..]).unwrap_or_else(|| {
            out.push_str(&behind[..1]);
            &behind[1..]
        });
    }
    out.push_str(rest);
    Some(out).filter(|out| out.len() < text.len())
}

/// What the string holds that goes on with the one that has just ended.
fn next_string(behind: &str) -> Option<&str> {
    let next = behind.trim_start();
    let sign = next.find(|char: char| char.is_alphanumeric() || " \t\r\n\"'`".contains(char))?;
    let (sign, further) = next.split_at(sign);
    let beside = sign.is_empty() || sign == "\\";
    let joined = JOINS.contains(&sign) || beside && next.len() < behind.len();
    // A line goes on behind these.
    let further = further.trim_start().trim_start_matches(['_', '\\']).trim_start();
    further.strip_prefix(['"', '\'', '`']).filter(|_| joined)
}

/// A text with its `%C3%A9` read.
pub(super) fn percent(text: &str) -> Cow<'_, str> {
    let decoded: Cow<'_, [u8]> = percent_decode_str(text).into();
    match decoded {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(decode::mixed(&bytes)),
    }
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
            // A string goes on in the next line, behind what that is indented by.
            Some('\n') => {
                rest = chars.as_str().trim_start_matches([' ', '\t']);
                continue;
            }
            Some('\r') if chars.as_str().starts_with('\n') => {
                rest = chars.as_str()[1..].trim_start_matches([' ', '\t']);
                continue;
            }
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
        let length = match declared {
            Some((_, value)) => {
                out.push_str(value);
                name.len() + 1
            }
            None if push_character(name, &mut out) => name.len() + 1,
            None => push_open(rest, &mut out),
        };
        if length == 0 {
            out.push('&');
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Adds the character of a reference without its `;`, and says how long that is. Browsers read
/// numbers so, and the names that were there first.
fn push_open(rest: &str, out: &mut String) -> usize {
    if let Some(number) = rest.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let digit = |byte: &u8| if hex { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() };
        let first = 1 + usize::from(hex);
        let end = first + rest.bytes().skip(first).take_while(digit).count();
        let name = &rest[..end];
        let closed = usize::from(rest[end..].starts_with(';'));
        return if push_character(name, out) { end + closed } else { 0 };
    }
    let name = rest.bytes().take(LONGEST_OPEN).take_while(u8::is_ascii_alphanumeric).count();
    let code = |end: &usize| NAMED_ENTITIES.get(&rest[..*end]).filter(|codes| codes.0 != 0);
    let Some(end) = (2..=name).rev().find(|end| code(end).is_some()) else { return 0 };
    out.extend(code(&end).and_then(|codes| char::from_u32(codes.0)));
    end
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
            let whole = piece.len() == line.trim().len() && piece.len() >= SHORTEST_LINE;
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
        found.extend(from_base64(run));
    }
    run.clear();
}

/// The bytes of base64, with its padding or without, over lines, in the alphabet of addresses too.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone);
    let sixth = |byte: u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        byte => Some(byte).filter(|byte| *byte != b'=' && !byte.is_ascii_whitespace()),
    };
    let bare: Vec<u8> = text.bytes().filter_map(sixth).collect();
    let whole = bare.len() - usize::from(bare.len() % 4 == 1);
    GeneralPurpose::new(&STANDARD, lenient).decode(&bare[..whole]).ok()
}

fn is_base64(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    use base64::engine::general_purpose::STANDARD;

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
        assert_eq!(
            entities("K&#101strel M&uumlller &#x0000000000000000000000000000000000000000041;", &[]),
            "Kestrel Müller A"
        );
        assert_eq!(percent("M%FCller"), "Müller");
        assert_eq!(backslashes("Kes\\\ntrel"), "Kestrel");
        assert_eq!(backslashes("\"Kes\\\r\n  trel\""), "\"Kestrel\"");
        for (source, read) in [
            ("let a = \"Kes\" + 'trel';", "let a = \"Kestrel';"),
            ("[\"Kes\",\n \"trel\"]", "[\"Kestrel\"]"),
            ("'Kes' .\n\t'trel' || `wing`", "'Kestrelwing`"),
            ("\"Kes\" & _\n \"trel\" \\\n \"wing\"", "\"Kestrelwing\""),
        ] {
            assert_eq!(adjacent(source).as_deref(), Some(read));
        }
        assert_eq!(adjacent("\"a\": \"b\"; c 'd'"), None);
        assert_eq!(readings("Kes-\ntrel"), ["Kestrel"]);
        assert_eq!(
            readings("content: 'Kes' \"trel\"; quotes: '' ''"),
            ["content: 'Kestrel\"; quotes: ''"]
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
