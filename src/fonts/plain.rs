//! The plain text faces of each script, which come before their decorative sisters.

use unicode_script::Script;

/// The kind of a family, which those that help it out are to have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// With serifs, or the brush's and the reed's counterpart of them: Ming, Naskh.
    Serif,
    /// Without them.
    Sans,
    /// Neither, or nothing tells.
    Other,
}

/// Words in names of families that tell their kind.
const KINDS: [(&str, Kind); 12] = [
    ("Sans", Kind::Sans),
    ("Gothic", Kind::Sans),
    ("Kufi", Kind::Sans),
    ("Serif", Kind::Serif),
    ("Naskh", Kind::Serif),
    ("Mincho", Kind::Serif),
    ("Ming", Kind::Serif),
    ("Song", Kind::Serif),
    ("SimSun", Kind::Serif),
    ("Batang", Kind::Serif),
    ("Myungjo", Kind::Serif),
    ("Times", Kind::Serif),
];

/// Words in names of families that are not for running text, or not for all of it.
const DECORATIVE: [&str; 17] = [
    "Rashi",
    "Kufi",
    "Looped",
    "Nastaliq",
    "Display",
    "Hand",
    "Mono",
    "Condensed",
    "UI",
    "Math",
    "Unjoined",
    "Supplement",
    "Slanted",
    "Light",
    "Thin",
    "Black",
    "Narrow",
];

/// How plainly a family writes a script, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plainness {
    /// The face that its foundry made for running text in this script.
    Text,
    /// Any other.
    Other,
    /// One for titles, one of another tradition, or half of a typeface.
    Decorative,
}

impl Kind {
    /// The kind of a family by its name, else by what the font says of itself (PANOSE, "serif
    /// style" of Latin text).
    pub(super) fn of(family: &str, panose: Option<&[u8]>) -> Self {
        let named = KINDS.iter().find(|(word, _)| family.contains(word)).map(|(_, kind)| *kind);
        named.unwrap_or(match panose {
            Some([2, 2..=10, ..]) => Self::Serif,
            Some([2, 11..=15, ..]) => Self::Sans,
            _ => Self::Other,
        })
    }
}

/// The text faces of a script, one with serifs and one without: those of Noto, which names them
/// after the scripts.
pub(super) fn text_families(script: Script) -> [String; 2] {
    let name = match script {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
            "CJK".to_owned()
        }
        Script::Arabic => return ["Noto Naskh Arabic", "Noto Sans Arabic"].map(str::to_owned),
        Script::Syriac => {
            return ["Noto Sans Syriac", "Noto Sans Syriac Western"].map(str::to_owned);
        }
        script => script.full_name().replace('_', " "),
    };
    ["Serif", "Sans"].map(|kind| format!("Noto {kind} {name}"))
}

/// Whether a family is a text face of a script. Those for Chinese, Japanese and Korean have their
/// region behind their name.
pub(super) fn is_text_family(family: &str, wanted: &str) -> bool {
    let start = family.get(..wanted.len()).filter(|start| start.eq_ignore_ascii_case(wanted));
    start.is_some()
        && match &family[wanted.len()..] {
            "" => true,
            region => wanted.ends_with("CJK") && !region.contains("Mono"),
        }
}

/// How plainly a family writes a script.
pub(super) fn plainness(family: &str, script: Script) -> Plainness {
    if text_families(script).iter().any(|wanted| is_text_family(family, wanted)) {
        Plainness::Text
    } else if family.split(' ').any(|word| DECORATIVE.contains(&word)) {
        Plainness::Decorative
    } else {
        Plainness::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_faces_come_before_their_sisters() {
        for (script, best, worse) in [
            (Script::Hebrew, "Noto Serif Hebrew", "Noto Rashi Hebrew"),
            (Script::Arabic, "Noto Naskh Arabic", "Noto Kufi Arabic"),
            (Script::Thai, "Noto Sans Thai", "Noto Looped Thai"),
            (Script::Devanagari, "Noto Sans Devanagari", "Noto Sans Devanagari UI"),
            (Script::Hiragana, "Noto Serif CJK JP", "Noto Sans Mono CJK JP"),
            (Script::Hebrew, "DejaVu Sans", "Noto Rashi Hebrew"),
        ] {
            assert!(plainness(best, script) < plainness(worse, script), "{best}");
        }
    }

    #[test]
    fn a_name_or_the_font_tells_the_kind() {
        let kinds =
            ["Noto Sans Thai", "Noto Naskh Arabic", "MS Mincho"].map(|it| Kind::of(it, None));
        assert_eq!(kinds, [Kind::Sans, Kind::Serif, Kind::Serif]);
        assert_eq!(Kind::of("Lato", Some(&[2, 15, 5, 2])), Kind::Sans);
        assert_eq!(Kind::of("Lato", None), Kind::Other);
    }
}
