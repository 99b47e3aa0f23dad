//! Names of languages.

/// Whether a text has the shape of a BCP 47 language tag.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_a_shape() {
        assert!(["en", "de-AT", "zh-Hant-TW"].into_iter().all(is_language_tag));
        assert!(!["", "!!", "x y z", "not a language", "en-"].into_iter().any(is_language_tag));
    }
}
