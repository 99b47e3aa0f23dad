//! Where a word may be divided: at syllables, and at the punctuation of addresses and code.

use hypher::Lang;

use crate::text::language::primary;

/// The characters since the last space.
pub(super) fn last(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// Whether there are fewer characters since the last space.
pub(super) fn is_shorter_than(count: usize, text: &str) -> bool {
    let characters = text.chars().rev().take(count);
    characters.take_while(|character| !character.is_whitespace()).count() < count
}

/// The bytes of a word before which it may be hyphenated in a language.
///
/// Abbreviations, names of hosts and files, identifiers, and words with a soft hyphen of their own
/// are left alone: their author knows.
pub(super) fn syllables<'w>(word: &'w str, lang: &str) -> impl Iterator<Item = usize> + use<'w> {
    let lang = language(lang).filter(|_| !word.contains('\u{ad}'));
    let runs = lang
        .into_iter()
        .flat_map(move |lang| letters(word).map(move |(start, letters)| (start, letters, lang)));
    runs.filter(|(_, letters, _)| letters.chars().skip(1).any(char::is_lowercase)).flat_map(
        |(start, letters, lang)| {
            let (left, right) = lang.bounds();
            let parts = hypher::hyphenate_bounded(letters, lang, left.max(2), right.max(3));
            let ends = parts.scan(start, |end, part| {
                *end += part.len();
                Some(*end)
            });
            ends.filter(move |&end| end < start + letters.len())
        },
    )
}

/// The language of a BCP 47 tag, if there are patterns for it.
fn language(tag: &str) -> Option<Lang> {
    match &*primary(tag) {
        "no" => Some(Lang::Norwegian),
        primary => Lang::from_iso(primary.as_bytes().try_into().ok()?),
    }
}

/// The runs of letters in a word, with the bytes where they start. Hyphenation patterns know
/// nothing else, and a run that is not whole (`can’t`) would be misread.
fn letters(word: &str) -> impl Iterator<Item = (usize, &str)> {
    fn is_other(c: char) -> bool {
        !c.is_alphabetic() && !('\u{300}'..'\u{370}').contains(&c)
    }
    let has_inner_stop = word.match_indices('.').any(|(at, stop)| {
        let (before, after) = (&word[..at], &word[at + stop.len()..]);
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    });
    let is_whole = !word.contains(|c: char| matches!(c, '\'' | '’') || c.is_ascii_digit())
        && !has_inner_stop
        && camel_humps(word).next().is_none();
    let runs = word.split_inclusive(is_other).scan(0, |end, run| {
        let start = *end;
        *end += run.len();
        Some((start, run.trim_end_matches(is_other)))
    });
    runs.filter(move |(_, run)| is_whole && !run.is_empty())
}

/// Whether a word has a hyphen of its own, which is where its readers expect it to be divided.
pub(super) fn has_own_hyphen(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    inner.contains(['-', '\u{2010}'])
}

/// Whether a word is an address, a path or an identifier rather than a word of a language.
pub(super) fn is_address(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    inner.contains("://")
        || inner.starts_with("www.")
        || inner.contains(['@', '\\', '_'])
        || inner.matches('/').count() > 1
        || (inner.contains('.') && inner.len() > 12)
        || (inner.len() > 24 && camel_humps(inner).next().is_some())
}

/// Whether a word is an address of mail, which is kept whole where the next line has room for it.
pub(super) fn is_mail(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    inner.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !inner.contains(['/', ':'])
    })
}

/// What an address breaks before rather than behind.
const OPENERS: [char; 6] = ['.', '?', '&', '#', '~', '%'];

/// Addresses of no more characters are read at a glance, and are not broken.
const GLANCE: usize = 14;

/// The bytes of an address before which it may be broken, with their penalties.
///
/// Marks that a sentence could end with are taken to the next line, as The Chicago Manual of Style
/// has it (7.46 of the 17th edition): no reader takes a line that starts with `.org` for a new
/// sentence, nor one that ends in `example.` for the whole of an address.
pub(super) fn address_breaks(word: &str) -> impl Iterator<Item = (usize, f64)> + '_ {
    let at_marks = word.char_indices().filter_map(move |(at, mark)| {
        let behind = at + mark.len_utf8();
        match mark {
            '/' | '\\' => Some((behind, 40.0)),
            '=' | ',' | ';' | '@' | ':' => Some((behind, 80.0)),
            '?' | '&' | '#' => Some((at, 80.0)),
            '_' | '-' | '+' | ')' | ']' | '>' | '|' => Some((behind, 100.0)),
            '.' | '~' | '%' => Some((at, 100.0)),
            _ => None,
        }
    });
    let is_inner = |at: usize| {
        let next = word[at..].trim_start_matches(OPENERS).chars().next();
        next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '{' | '$' | '<'))
            && !word[..at].ends_with(OPENERS)
    };
    let at_marks = at_marks.filter(move |&(at, _)| is_inner(at));
    let humps = camel_humps(word).map(|at| (at, 300.0));
    let is_long = word.chars().count() > GLANCE;
    let breaks = at_marks.chain(humps).filter(move |_| is_long);
    let several = |part: &str| part.chars().nth(1).is_some();
    breaks.filter(move |&(at, _)| several(&word[..at]) && several(&word[at..]))
}

/// The bytes of an identifier where a capital follows a small letter.
fn camel_humps(word: &str) -> impl Iterator<Item = usize> + '_ {
    let pairs = word.char_indices().zip(word.char_indices().skip(1));
    pairs
        .filter(|((_, first), (_, second))| first.is_lowercase() && second.is_uppercase())
        .map(|(_, (at, _))| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, lang: &str) -> String {
        cut(word, syllables(word, lang).collect())
    }

    fn cut(word: &str, mut at: Vec<usize>) -> String {
        at.sort_unstable();
        let mut out = word.to_owned();
        at.iter().rev().for_each(|&at| out.insert(at, '|'));
        out
    }

    #[test]
    fn words_are_hyphenated_in_their_language() {
        assert_eq!(divided("typesetting", "en-GB"), "type|set|ting");
        assert_eq!(divided("well-documented", "en"), "well-doc|u|mented");
        assert_eq!(divided("„Datenschutzerklärung“", "de"), "„Da|ten|schutz|er|klä|rung“");
    }

    #[test]
    fn what_is_no_word_is_not_hyphenated() {
        let names = ["example.com", "getParagraph", "README.markdown"];
        let others = ["UNESCO", "SHA256sums", "shouldn’t", "co\u{ad}operative", "a"];
        for word in names.into_iter().chain(others) {
            assert_eq!(divided(word, "en"), word);
        }
        assert_eq!(divided("typesetting", "tlh"), "typesetting");
    }

    #[test]
    fn addresses_break_at_their_marks() {
        let broken = |word: &str| cut(word, address_breaks(word).map(|(at, _)| at).collect());
        assert_eq!(
            broken("https://example.com/a_path/file.html?key=value"),
            "https://|example|.com/|a_|path/|file|.html|?key=|value"
        );
        assert_eq!(broken("../attachments/seal.png"), "../|attachments/|seal|.png");
        assert_eq!(broken("(www.example.com)."), "(www|.example|.com).");
        assert_eq!(broken("fetchUserByNameOrId"), "fetch|User|By|Name|Or|Id");
        assert_eq!(broken("--with-long-flags"), "--|with-|long-|flags");
        assert_eq!(broken("me@example.com"), "me@example.com");
    }

    #[test]
    fn an_address_is_told_from_a_word() {
        for word in ["https://x.org", "me@example.org", "snake_case", "/usr/local/bin"] {
            assert!(is_address(word), "{word}");
        }
        for word in ["and/or", "e.g.", "word.", "(see", "well-known"] {
            assert!(!is_address(word), "{word}");
        }
    }
}
