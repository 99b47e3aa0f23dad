//! Names of languages, and what they tell of how a language is written.

/// Whether a text has the shape of a BCP 47 language tag. Its first part has two or three letters:
/// no longer one was ever given out, and `german` is the name of a language.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The first part of a tag, which names the language, in lower case.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The tag of a language by its name, in English or its own.
pub fn tag_of_name(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &[&str]); 24] = [
        ("ar", &["arabic", "العربية"]),
        ("cs", &["czech", "čeština"]),
        ("da", &["danish", "dansk"]),
        ("de", &["german", "deutsch"]),
        ("el", &["greek", "ελληνικά"]),
        ("en", &["english"]),
        ("es", &["spanish", "español"]),
        ("fi", &["finnish", "suomi"]),
        ("fr", &["french", "français"]),
        ("he", &["hebrew", "עברית"]),
        ("hi", &["hindi", "हिन्दी"]),
        ("hu", &["hungarian", "magyar"]),
        ("it", &["italian", "italiano"]),
        ("ja", &["japanese", "日本語"]),
        ("ko", &["korean", "한국어"]),
        ("nl", &["dutch", "nederlands"]),
        ("no", &["norwegian", "norsk"]),
        ("pl", &["polish", "polski"]),
        ("pt", &["portuguese", "português"]),
        ("ru", &["russian", "русский"]),
        ("sv", &["swedish", "svenska"]),
        ("tr", &["turkish", "türkçe"]),
        ("uk", &["ukrainian", "українська"]),
        ("zh", &["chinese", "中文"]),
    ];
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&&*name)).map(|(tag, _)| *tag)
}

/// Whether a language (a BCP 47 tag) is written from right to left: by its script where the tag
/// names one, else by what it is usually written in.
pub fn is_right_to_left(tag: &str) -> bool {
    const SCRIPTS: [&str; 8] = ["arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"];
    const LANGUAGES: [&str; 14] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    }
}

/// Which way texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As Latin is.
    #[default]
    LeftToRight,
    /// As Arabic and Hebrew are.
    RightToLeft,
}

impl Direction {
    /// The direction that a language (a BCP 47 tag) is written in.
    pub fn of_language(tag: &str) -> Self {
        if is_right_to_left(tag) { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// The direction that HTML's `dir` names; none for `auto`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ltr" => Some(Self::LeftToRight),
            "rtl" => Some(Self::RightToLeft),
            _ => None,
        }
    }

    /// What HTML's `dir` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// What `dir` says of a text in a language among texts in another one; nothing where both are
/// written the same way.
pub fn change_of_direction(around: &str, own: &str) -> Option<&'static str> {
    let [around, own] = [around, own].map(Direction::of_language);
    (around != own).then(|| own.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_the_direction() {
        assert!(["he", "az-Arab-IR", "FA"].into_iter().all(is_right_to_left));
        // A variant of four characters starts with a digit: `de-1996`.
        assert!(is_right_to_left("he-1996"));
        assert!(!["en-GB", "ks-Deva", "ku", "ar-Latn", ""].into_iter().any(is_right_to_left));
    }

    #[test]
    fn a_text_says_its_direction_where_that_changes() {
        assert_eq!(change_of_direction("en", "he"), Some("rtl"));
        assert_eq!(change_of_direction("fa", "de"), Some("ltr"));
        assert_eq!(change_of_direction("ar", "he"), None);
    }

    #[test]
    fn tags_have_a_shape() {
        assert!(["en", "de-AT", "zh-Hant-TW"].into_iter().all(is_language_tag));
        assert!(
            !["", "!!", "x y z", "not a language", "en-", "german"]
                .into_iter()
                .any(is_language_tag)
        );
    }
}
