//! The scripts of characters that several scripts share: spaces, punctuation, quotation marks.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::content::GAPS;
use super::wide;
use crate::fonts::{Region, is_shared};

/// How many characters are looked through for one that tells.
const NEAR: usize = 8;

/// The script of a cluster at a byte of a text. One that several scripts share goes with what stands
/// before it, as does the `last` script of its piece; what opens something, or starts a piece, with
/// what follows.
pub(super) fn script_of(
    text: &str,
    at: usize,
    cluster: &str,
    last: Option<Script>,
    lang: &str,
) -> Script {
    let own = cluster.chars().map(script).find(|script| !is_shared(*script));
    let Some(first) = cluster.chars().next().filter(|_| own.is_none()) else {
        return own.unwrap_or(Script::Common);
    };
    if wide::is_wide(first) || is_mark_of_wide(text, at, cluster, lang) {
        return Script::Han;
    }
    if first.is_ascii() && last.is_some() && !opens(first) {
        return last.unwrap_or(Script::Common);
    }
    let known = |script: &Script| !is_shared(*script);
    let behind = || text[at + cluster.len()..].chars().take(NEAR).map(script).find(known);
    let before = || text[..at].chars().rev().take(NEAR).map(script).find(known);
    let found = if opens(first) { behind().or(last) } else { last.or_else(behind) };
    found.or_else(before).unwrap_or(Script::Common)
}

/// Whether a mark that Latin text has as well stands in a Chinese or Japanese one, beside a
/// character of it or at an end of the text.
fn is_mark_of_wide(text: &str, at: usize, mark: &str, lang: &str) -> bool {
    let is_wanted = || Region::of(lang).is_some_and(Region::has_wide_marks);
    if !mark.chars().all(wide::is_wide_mark) || !is_wanted() {
        return false;
    }
    let tells = |character: &char| !wide::is_wide_mark(*character) && !GAPS.contains(character);
    let before = text[..at].chars().rev().take(NEAR).find(tells);
    let behind = text[at + mark.len()..].chars().take(NEAR).find(tells);
    let is_wide = |beside: Option<char>| beside.is_none_or(wide::is_wide);
    match (before, behind) {
        (None, None) => false,
        beside => is_wide(beside.0) || is_wide(beside.1),
    }
}

/// Whether a character opens a bracket or a quotation.
fn opens(character: char) -> bool {
    use GeneralCategory::{InitialPunctuation, OpenPunctuation};
    matches!(character.general_category(), OpenPunctuation | InitialPunctuation)
}

/// The script of a character, without a look at the tables where it is ASCII.
fn script(character: char) -> Script {
    match character {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '\0'..='\x7f' => Script::Common,
        _ => character.script(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scripts of the characters of a text's part from a byte on.
    fn scripts(text: &str, from: usize, lang: &str) -> Vec<Script> {
        let mut last = None;
        let each = text[from..].char_indices().map(|(offset, character)| {
            let cluster = character.to_string();
            let script = script_of(text, from + offset, &cluster, last, lang);
            last = Some(script);
            script
        });
        each.collect()
    }

    #[test]
    fn punctuation_goes_with_the_letters_that_it_belongs_to() {
        use Script::{Arabic, Han, Hebrew, Latin};
        assert_eq!(scripts("ab, c", 0, "en"), [Latin; 5]);
        assert_eq!(scripts("אב (c)", 0, "he"), [Hebrew, Hebrew, Hebrew, Latin, Latin, Latin]);
        assert_eq!(scripts("c، ا", 1, "ar"), [Arabic; 3]);
        assert_eq!(scripts("x，字", 0, "zh-TW"), [Latin, Han, Han]);
        assert_eq!(scripts("字，字", 3, "zh-TW"), [Han; 2]);
    }

    #[test]
    fn marks_of_chinese_text_are_chinese() {
        use Script::{Han, Latin};
        let zh = |text| scripts(text, 0, "zh");
        assert_eq!(zh("他说：“好。”——完…"), [Han; 11]);
        assert_eq!(zh("“API”字"), [Han, Latin, Latin, Latin, Han, Han]);
        assert_eq!(zh("字 it’s")[4], Latin);
        assert_eq!(scripts("字—a", 0, "en")[1], Han);
        assert_eq!(scripts("a—字", 0, "en")[1], Latin);
        assert_eq!(scripts("“글”", 0, "ko")[0], Script::Hangul);
    }
}
