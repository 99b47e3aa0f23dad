//! A few words on lines that are about as long as one another.

/// Words on as few lines as have at most so many letters each, and these as even as they get. A word
/// stays whole, however long it is.
pub fn balanced(words: &str, most: usize) -> Vec<String> {
    let letters = words.chars().count();
    let count = letters.div_ceil(most.max(1));
    let even = letters.checked_div(count).unwrap_or_default();
    let lines = (even..letters).map(|limit| filled(words, limit));
    lines.into_iter().find(|lines| lines.len() <= count).unwrap_or_else(|| filled(words, letters))
}

/// Each line with as many words as it has room for.
fn filled(words: &str, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_few_and_even() {
        let words = "For the board of Fernwick and its auditors alone";
        assert_eq!(balanced(words, 60), [words]);
        assert_eq!(balanced(words, 30), ["For the board of Fernwick", "and its auditors alone"]);
        assert_eq!(balanced(words, 17), ["For the board of", "Fernwick and its", "auditors alone"]);
        assert_eq!(balanced("unbreakable", 4), ["unbreakable"]);
        assert_eq!(balanced(" ", 9), [""; 0]);
        assert_eq!(balanced("", 9), [""; 0]);
    }
}
