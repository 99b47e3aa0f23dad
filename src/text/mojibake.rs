//! UTF-8 that somebody upstream read as Windows-1252: `â€™` for `’`, `Ã©` for `é`, `Â` before a
//! no-break space.
//!
//! The mistake leaves a letter from `Â` to `ô`, which is the first byte of a UTF-8 sequence, and
//! behind it one to three characters that stand for the other bytes (0x80 to 0xBF). Such
//! sequences are read again as UTF-8. Real words hold some of them too: `CAFÉ »`, `MAÇÃ”`. So only
//! those are taken that decode to what the mistake is common for, and that no writer puts
//! together.

use std::ops::Range;

/// A stretch of a text that was decoded wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The bytes of the text it takes.
    pub range: Range<usize>,
    /// What it was meant to be.
    pub meant: String,
}

/// How many times a text may have gone through the mistake.
const MAX_ROUNDS: usize = 3;

/// Every stretch that was decoded wrongly and can only have meant one thing, in order.
pub fn repairs(text: &str) -> Vec<Repair> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut repairs: Vec<Repair> = Vec::new();
    let mut before = None;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let Some((meant, length)) = sequence(&text[at..], before) else {
            before = Some(first);
            at += first.len_utf8();
            continue;
        };
        let range = at..at + length;
        at = range.end;
        // Two in a row are no accident.
        before = None;
        match repairs.last_mut() {
            Some(last) if last.range.end == range.start => {
                last.range.end = range.end;
                last.meant.push(meant);
            }
            _ => repairs.push(Repair { range, meant: meant.to_string() }),
        }
    }
    for repair in &mut repairs {
        again(&mut repair.meant);
    }
    // Control characters are only a step on the way to what was meant.
    repairs.retain(|repair| !repair.meant.contains(char::is_control));
    repairs
}

/// The text as it was meant, where something in it was decoded wrongly.
pub fn repair(text: &str) -> Option<String> {
    let repairs = repairs(text);
    let mut meant = String::with_capacity(text.len());
    let mut at = 0;
    for repair in &repairs {
        meant.push_str(&text[at..repair.range.start]);
        meant.push_str(&repair.meant);
        at = repair.range.end;
    }
    meant.push_str(&text[at..]);
    (!repairs.is_empty()).then_some(meant)
}

/// Reads what was repaired once more: the mistake may have been made twice.
fn again(text: &mut String) {
    for _ in 1..MAX_ROUNDS {
        let Some(meant) = repair_once(text) else { return };
        *text = meant;
    }
}

fn repair_once(text: &str) -> Option<String> {
    let mut meant = String::new();
    let mut found = false;
    let mut before = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let sequence = sequence(rest, before);
        found |= sequence.is_some();
        before = if sequence.is_some() { None } else { Some(first) };
        let (char, length) = sequence.unwrap_or((first, first.len_utf8()));
        meant.push(char);
        rest = &rest[length..];
    }
    found.then_some(meant)
}

/// The character that a sequence at the start of `text` was meant to be, and its length in bytes.
fn sequence(text: &str, before: Option<char>) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next().filter(|char| ('\u{C2}'..='\u{F4}').contains(char))?;
    let count = match first {
        '\u{C2}'..='\u{C5}' => 1,
        '\u{E2}' | '\u{EF}' => 2,
        '\u{F0}' => 3,
        _ => return None,
    };
    let mut bytes = vec![first as u8];
    let mut length = first.len_utf8();
    let mut second = None;
    for char in chars.take(count) {
        bytes.push(byte_of(char).filter(|byte| (0x80..0xC0).contains(byte))?);
        length += char.len_utf8();
        second.get_or_insert(char);
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    is_certain(meant, before, second?).then_some((meant, length))
}

/// Whether nobody would have written the sequence that decodes to `meant`.
fn is_certain(meant: char, before: Option<char>, second: char) -> bool {
    // `MAÇÃ”`, `«Â»`: a capital letter, and what may follow any word.
    let ends_a_word = matches!(
        second,
        '\u{A0}'
            | '»'
            | '«'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '‚'
            | '„'
            | '–'
            | '—'
            | '…'
            | '‹'
            | '›'
            | '·'
    );
    let after_capital = before.is_some_and(char::is_uppercase);
    match meant {
        '\u{A0}'..='\u{FF}' => !(ends_a_word && (after_capital || before == Some('«'))),
        '\u{80}'..='\u{9F}' | '\u{100}'..='\u{17F}' => !ends_a_word,
        '\u{2000}'..='\u{27BF}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FEFF}'
        | '\u{1F000}'..='\u{1FAFF}' => true,
        _ => false,
    }
}

/// The byte that Windows-1252 shows as this character; its undefined bytes are taken for those
/// of Latin-1.
fn byte_of(char: char) -> Option<u8> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    if let Some(index) = UPPER.iter().position(|&upper| upper == char) {
        return Some(0x80 + index as u8);
    }
    u8::try_from(char).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_wrongly_is_read_again() {
        for (broken, meant) in [
            ("seriously.Â\u{A0} To", "seriously.\u{A0} To"),
            ("itâ€™s â€œsoâ€\u{9D} â€“ yesâ€¦", "it’s “so” – yes…"),
            ("CafÃ© Ã\u{A0} la crÃ¨me, Ãœber CAFÃ‰", "Café à la crème, Über CAFÉ"),
            ("20Â°C Â© 5â‚¬ â„¢", "20°C © 5€ ™"),
            ("itÃ¢â‚¬â„¢s CafÃƒÂ©", "it’s Café"),
            ("Å¡koda ðŸ˜€", "škoda 😀"),
        ] {
            assert_eq!(repair(broken).as_deref(), Some(meant), "{broken}");
        }
    }

    #[test]
    fn real_words_stay() {
        for text in [
            "Âge, CAFÉ\u{A0}!, «\u{A0}été\u{A0}», MAÇÃ”, „Ä“, É»",
            "São Paulo não, ÃO, irmã, INFÂNCIA",
            "Việt Nam: Âu Cơ, ân, ĐÃ, đã “được”",
            "château–fort, Noël…, naïve’s, à la “carte”",
            "日本語 Ελληνικά Русский",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
