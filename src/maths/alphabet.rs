//! The mathematical alphabets of Unicode (block U+1D400, and those letters that were there first).

use pulldown_latex::event::Font;

/// Where an alphabet starts for each kind of letter; none where it has none of that kind.
struct Alphabet {
    latin: u32,
    greek: Option<u32>,
    digits: Option<u32>,
    /// Letters that stand elsewhere in Unicode.
    elsewhere: &'static [(char, char)],
}

const ITALIC: Alphabet = Alphabet {
    latin: 0x1D434,
    greek: Some(0x1D6E2),
    digits: None,
    elsewhere: &[('h', 'ℎ'), ('ı', '𝚤'), ('ȷ', '𝚥')],
};
const SCRIPT: Alphabet = Alphabet {
    latin: 0x1D49C,
    greek: None,
    digits: None,
    elsewhere: &[
        ('B', 'ℬ'),
        ('E', 'ℰ'),
        ('F', 'ℱ'),
        ('H', 'ℋ'),
        ('I', 'ℐ'),
        ('L', 'ℒ'),
        ('M', 'ℳ'),
        ('R', 'ℛ'),
        ('e', 'ℯ'),
        ('g', 'ℊ'),
        ('o', 'ℴ'),
    ],
};
const FRAKTUR: Alphabet = Alphabet {
    latin: 0x1D504,
    greek: None,
    digits: None,
    elsewhere: &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')],
};
const DOUBLE: Alphabet = Alphabet {
    latin: 0x1D538,
    greek: None,
    digits: Some(0x1D7D8),
    elsewhere: &[
        ('C', 'ℂ'),
        ('H', 'ℍ'),
        ('N', 'ℕ'),
        ('P', 'ℙ'),
        ('Q', 'ℚ'),
        ('R', 'ℝ'),
        ('Z', 'ℤ'),
    ],
};

/// An alphabet without gaps.
const fn whole(latin: u32, greek: Option<u32>, digits: Option<u32>) -> Alphabet {
    Alphabet { latin, greek, digits, elsewhere: &[] }
}

fn alphabet(font: Font) -> Option<Alphabet> {
    Some(match font {
        Font::UpRight => return None,
        Font::Italic => ITALIC,
        Font::Script => SCRIPT,
        Font::Fraktur => FRAKTUR,
        Font::DoubleStruck | Font::DoubleStruckItalic => DOUBLE,
        Font::Bold => whole(0x1D400, Some(0x1D6A8), Some(0x1D7CE)),
        Font::BoldItalic | Font::BoldSymbol => whole(0x1D468, Some(0x1D71C), Some(0x1D7CE)),
        Font::BoldScript => whole(0x1D4D0, None, None),
        Font::BoldFraktur => whole(0x1D56C, None, None),
        Font::SansSerif => whole(0x1D5A0, None, Some(0x1D7E2)),
        Font::BoldSansSerif => whole(0x1D5D4, Some(0x1D756), Some(0x1D7EC)),
        Font::SansSerifItalic => whole(0x1D608, None, Some(0x1D7E2)),
        Font::SansSerifBoldItalic => whole(0x1D63C, Some(0x1D790), Some(0x1D7EC)),
        Font::Monospace => whole(0x1D670, None, Some(0x1D7F6)),
    })
}

/// A letter in a font; without one as `TeX` has it: italic but for Greek capitals.
pub(super) fn shown(letter: char, font: Option<Font>) -> char {
    match font {
        None if letter == '∇' || ('Α'..='Ω').contains(&letter) => letter,
        None => italic(letter),
        // Greek capitals are upright, so bold ones are too.
        Some(Font::BoldSymbol) if ('Α'..='Ω').contains(&letter) => {
            shown(letter, Some(Font::Bold))
        }
        Some(font) => alphabet(font).map_or(letter, |alphabet| alphabet.letter(letter)),
    }
}

/// The italic form of a letter, which is how a letter alone is shown in a formula.
pub fn italic(letter: char) -> char {
    ITALIC.letter(letter)
}

/// The digits of a number in a font.
pub(super) fn digits(number: &str, font: Option<Font>) -> String {
    let alphabet = font.and_then(alphabet);
    let start = alphabet.and_then(|alphabet| alphabet.digits);
    let digit = |digit: char| match (start, digit.to_digit(10)) {
        (Some(start), Some(value)) => char::from_u32(start + value).unwrap_or(digit),
        _ => digit,
    };
    number.chars().map(digit).collect()
}

impl Alphabet {
    fn letter(&self, letter: char) -> char {
        if let Some((_, shown)) = self.elsewhere.iter().find(|(known, _)| *known == letter) {
            return *shown;
        }
        let point = match letter {
            'A'..='Z' => Some(self.latin + (letter as u32 - 'A' as u32)),
            'a'..='z' => Some(self.latin + 26 + (letter as u32 - 'a' as u32)),
            _ => self.greek.zip(greek_index(letter)).map(|(start, index)| start + index),
        };
        point.and_then(char::from_u32).unwrap_or(letter)
    }
}

/// The place of a letter in each Greek alphabet of the block.
fn greek_index(letter: char) -> Option<u32> {
    Some(match letter {
        'Α'..='Ω' => letter as u32 - 'Α' as u32,
        'ϴ' => 17,
        '∇' => 25,
        'α'..='ω' => 26 + (letter as u32 - 'α' as u32),
        '∂' => 51,
        'ϵ' => 52,
        'ϑ' => 53,
        'ϰ' => 54,
        'ϕ' => 55,
        'ϱ' => 56,
        'ϖ' => 57,
        _ => return None,
    })
}

/// A sign struck through: the letter of its own where Unicode has one, else with a stroke over it.
pub(super) fn negated(sign: &str) -> String {
    const OWN: [(&str, &str); 25] = [
        ("=", "≠"),
        ("∈", "∉"),
        ("∋", "∌"),
        ("<", "≮"),
        (">", "≯"),
        ("≤", "≰"),
        ("≥", "≱"),
        ("⊂", "⊄"),
        ("⊃", "⊅"),
        ("⊆", "⊈"),
        ("⊇", "⊉"),
        ("≡", "≢"),
        ("∼", "≁"),
        ("≃", "≄"),
        ("≅", "≇"),
        ("≈", "≉"),
        ("∃", "∄"),
        ("∣", "∤"),
        ("∥", "∦"),
        ("⊢", "⊬"),
        ("⊨", "⊭"),
        ("←", "↚"),
        ("→", "↛"),
        ("↔", "↮"),
        ("⇒", "⇏"),
    ];
    let own = OWN.iter().find(|(plain, _)| *plain == sign);
    own.map_or_else(|| format!("{sign}\u{338}"), |(_, own)| (*own).to_owned())
}
