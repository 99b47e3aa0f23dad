//! Names of languages, and what they tell of how a language is written.

/// Whether a text is a BCP 47 language tag: of the shape that RFC 5646, 2.1 gives it, with a language
/// that there is. Its first part has two or three letters: no longer one was ever given out, and
/// `german` is the name of a language.
pub fn is_language_tag(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let parts: Vec<&str> = tag.split('-').collect();
    let is_part = |part: &&str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let known = match parts[0].len() {
        2 => CODES.split_whitespace().any(|code| code == parts[0]),
        3 => is_alphabetic(parts[0]),
        _ => false,
    };
    known && parts.iter().all(is_part) && are_subtags(&parts[1..])
}

/// The languages of two letters, by the IANA registry of subtags, with those that were replaced.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr \
    ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn \
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so \
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi \
    yo za zh zu";

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether the parts behind a language are those of a tag, in their order: up to three languages that
/// extend it, a script, a region, variants, extensions by a single letter, and what is private.
fn are_subtags(parts: &[&str]) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut left = parts.iter().copied().peekable();
    let extends = |part: &&str| part.len() == 3 && is_alphabetic(part);
    for _ in 0..3 {
        left.next_if(extends);
    }
    left.next_if(|part| part.len() == 4 && is_alphabetic(part));
    left.next_if(|part| match part.len() {
        2 => is_alphabetic(part),
        3 => digits(part),
        _ => false,
    });
    let varies = |part: &&str| part.len() >= 5 || (part.len() == 4 && digits(&part[..1]));
    while left.next_if(varies).is_some() {}
    while left.next_if(|part| part.len() == 1 && *part != "x").is_some() {
        let mut said = false;
        while left.next_if(|part| part.len() > 1).is_some() {
            said = true;
        }
        if !said {
            return false;
        }
    }
    let private = left.next_if_eq(&"x").is_some();
    // What is private has any shape, and is there.
    private == left.peek().is_some()
}

/// Whether a tag has the shape of those that folders are called by: `de`, `pt-BR`, `zh-Hans`.
pub fn has_usual_shape(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|part| part.len() == 2);
    let is_script = |part: &str| part.len() == 4 && part.starts_with(char::is_uppercase);
    is_language && parts.all(|part| part.len() == 2 || is_script(part))
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

    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::LeftToRight => Self::RightToLeft,
            Self::RightToLeft => Self::LeftToRight,
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
        for tag in [
            "en",
            "de-AT",
            "zh-Hant-TW",
            "es-419",
            "de-CH-1996",
            "sl-rozaj-biske",
            "zh-yue-HK",
            "FR",
            "de-u-co-phonebk",
            "en-x-our",
            "grc",
            "sr-Latn-RS",
            "en-US-u-islamcal-x-a-b",
            "iw",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in
            ["xx", "xx-YYYY-Z", "de-Z", "de-AT-Latn", "de-u-x", "de-x", "de--AT", "d1", "de-ab-1"]
        {
            assert!(!is_language_tag(tag), "{tag}");
        }
        assert!(
            !["", "!!", "x y z", "not a language", "en-", "german"]
                .into_iter()
                .any(is_language_tag)
        );
    }
}
