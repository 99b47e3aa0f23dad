//! Sizes of files in words.

/// A size as people say it, in powers of 1000 (`48 kB`, `1.3 MB`).
pub fn size(bytes: usize) -> String {
    let bytes = bytes as f64;
    match bytes {
        ..1e3 => format!("{bytes} B"),
        ..1e6 => format!("{:.0} kB", bytes / 1e3),
        _ => format!("{:.1} MB", bytes / 1e6),
    }
}

/// The same as a language (a BCP 47 tag) writes it, which is where the decimal sign differs.
pub fn in_words(bytes: usize, lang: &str) -> String {
    const POINT: [&str; 6] = ["en", "zh", "ja", "ko", "he", "th"];
    let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let words = size(bytes);
    if POINT.contains(&&*primary) { words } else { words.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_as_people_say_them() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(48_200), "48 kB");
        assert_eq!(size(1_260_000), "1.3 MB");
    }

    #[test]
    fn the_decimal_sign_is_the_languages_own() {
        assert_eq!(in_words(1_260_000, "en-GB"), "1.3 MB");
        assert_eq!(in_words(1_260_000, "de-AT"), "1,3 MB");
    }
}
