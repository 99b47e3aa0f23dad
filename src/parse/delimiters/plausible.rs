//! Whether what stands between two signs reads as a formula, or as prose with prices, variables of a
//! shell or escaped brackets in it.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript as _};

/// Functions that are written as words among the signs of a formula.
const FUNCTIONS: &str = " arccos arcsin arctan arg argmax argmin card cos cosh cot coth cov csc \
    curl deg det diag dim div else erf exp for gcd grad hom if inf ker lcm lim liminf limsup ln log \
    max min mod not or rank sec sgn sign sin sinh span std sup tan tanh tr var ";

/// Words of two letters that stand between prices: "$5 or 6$".
const SHORT_WORDS: &str = " an as at by da de do du el en es et go if in is it la le my no of on or \
    so to um un up us we ";

/// Whether a formula may start at a sign: no letter or digit touches it, as in `US$5`, and its words
/// follow at once.
pub(super) fn opens(text: &str, sign: &Range<usize>) -> bool {
    let before = text[..sign.start].chars().next_back();
    let behind = text[sign.end..].chars().next();
    !before.is_some_and(is_of_word) && behind.is_some_and(|char| !char.is_whitespace())
}

/// Whether a formula stands between two dollar signs, `behind` which the text goes on.
pub(super) fn in_dollars(tex: &str, behind: &str) -> bool {
    let Some(last) = tex.chars().next_back() else { return false };
    let ends = !last.is_whitespace() || tex.ends_with("\\ ");
    ends && goes_on(tex, behind) && !is_cut(tex, last) && !is_prose(tex)
}

/// Whether the text may go on like this behind a formula: no second price, no name of a variable and
/// no call of a program follow.
fn goes_on(tex: &str, behind: &str) -> bool {
    let Some(next) = behind.chars().next() else { return true };
    match next {
        '0'..='9' => false,
        '(' | '{' => !tex.starts_with(['(', '{']),
        _ if is_of_word(next) => {
            // The n-th of something: `$n$th`, and `$x$s` for several.
            let word: String = behind.chars().take_while(|&char| is_of_word(char)).collect();
            tex.chars().count() == 1 && matches!(&*word, "th" | "st" | "nd" | "rd" | "s" | "te")
        }
        _ => true,
    }
}

/// Whether more must follow: `f($a, "$` ends within a call.
fn is_cut(tex: &str, last: char) -> bool {
    tex.len() > 1 && matches!(last, '(' | '"' | '\'' | ':' | '/') && !is_primed(tex)
}

/// Whether a formula ends in a derivative: `f'`.
fn is_primed(tex: &str) -> bool {
    tex.ends_with('\'') && !tex.trim_end_matches('\'').contains(['\'', '"', '$'])
}

/// Whether a bracket that has a backslash opens a formula, and is not merely escaped: words stand
/// in formulas only where a command says so.
pub(super) fn in_brackets(tex: &str) -> bool {
    has_command(tex) || !has_names(tex)
}

/// Whether only a formula can read so.
pub(super) fn has_command(tex: &str) -> bool {
    let bytes = tex.as_bytes();
    tex.contains('^')
        || tex.contains("_{")
        || bytes.windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic())
}

/// Whether a word stands in a formula that is no function, and no number alone stands there.
fn has_names(tex: &str) -> bool {
    let words = tex.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    words.peek().is_none()
        || words.any(|word| word.chars().count() > 1 && !is_one_of(FUNCTIONS, word))
}

/// Whether words of prose stand between blanks. Within braces and behind a backslash is TeX.
fn is_prose(tex: &str) -> bool {
    let has_command = has_command(tex);
    let mut depth = 0i32;
    let mut words = tex.split(char::is_whitespace).peekable();
    // What touches a sign may be the name of a variable.
    let mut is_first = true;
    while let Some(word) = words.next() {
        let is_inner = !std::mem::take(&mut is_first) && words.peek().is_some() && depth == 0;
        if is_inner && !has_command && is_word_of_prose(word) {
            return true;
        }
        depth += braces(word);
    }
    false
}

fn is_word_of_prose(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';', ':']);
    if word.is_empty() || !word.chars().all(char::is_alphabetic) {
        return false;
    }
    match word.chars().count() {
        1 => false,
        2 => is_one_of(SHORT_WORDS, word),
        _ => !is_one_of(FUNCTIONS, word),
    }
}

fn braces(word: &str) -> i32 {
    word.bytes().map(|byte| i32::from(byte == b'{') - i32::from(byte == b'}')).sum()
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// A letter or digit of a script that puts spaces between words. Chinese and Japanese touch their
/// formulas.
fn is_of_word(char: char) -> bool {
    let spaceless = matches!(
        char.script(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Thai | Script::Hangul
    );
    char.is_alphanumeric() && !spaceless
}
