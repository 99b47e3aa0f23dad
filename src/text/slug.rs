//! The ids that headings have without an author's own.

/// The id GitHub gives a heading with these words.
pub fn of_heading(words: &str) -> String {
    words
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' | '/' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() || is_mark(c) => Some(c),
            _ => None,
        })
        .collect()
}

/// Whether a character is a mark that stands on the one before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}
