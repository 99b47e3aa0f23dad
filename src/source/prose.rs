//! The plain words of Markdown, and whether they are sentences or names of things.

/// The plain words that a text starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose<'a> {
    /// The words, without code, tags, addresses and names of things.
    pub(super) words: Vec<&'a str>,
    /// How many of them stand in sentences.
    in_sentences: usize,
}

impl<'a> Prose<'a> {
    /// As many words of a text as are looked at.
    pub(super) fn of(body: &'a str, most: usize) -> Self {
        let mut prose = Self::default();
        let mut run = Run::default();
        for line in lines(body) {
            if starts_block(line) {
                run = Run::default();
            }
            let tokens = without_markup(line).into_iter().flat_map(str::split_whitespace);
            for token in tokens {
                if token.contains('|') {
                    run = Run::default();
                }
                let word = plain_word(token);
                prose.words.extend(word);
                run.take(word);
                if ends_sentence(token) {
                    prose.in_sentences += std::mem::take(&mut run).of_sentence(token);
                }
                if prose.words.len() >= most {
                    return prose;
                }
            }
        }
        prose
    }

    /// Adds what another text says.
    pub(super) fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
        self.in_sentences += other.in_sentences;
    }

    /// Whether more than next to nothing of it is said in sentences: names of things, labels and lists
    /// of people have none.
    pub(super) fn has_sentences(&self) -> bool {
        const SHARE: usize = 10;
        self.in_sentences > 0 && self.in_sentences * SHARE >= self.words.len()
    }
}

/// Words one after the other that may become a sentence.
#[derive(Default)]
struct Run {
    words: usize,
    /// Whether one behind the first is no name.
    has_small: bool,
}

impl Run {
    fn take(&mut self, word: Option<&str>) {
        let Some(word) = word else { return };
        self.has_small |= self.words > 0 && !word.starts_with(char::is_uppercase);
        self.words += 1;
    }

    /// How many words the sentence has that ends with a token; none where it is no sentence, as
    /// `Acme Inc.` is none.
    fn of_sentence(self, last: &str) -> usize {
        let says = self.words > 1 && self.has_small || last.contains(WIDE_STOPS);
        let ends_in_word = plain_word(last).is_some() || !last.contains(char::is_alphanumeric);
        if says && ends_in_word { self.words } else { 0 }
    }
}

/// What ends a sentence, in any script, and what that may stand in.
const STOPS: [char; 13] = ['.', '!', '?', '…', '。', '！', '？', '।', '॥', '؟', '۔', '։', '።'];
/// What ends one where no blanks part words.
const WIDE_STOPS: [char; 3] = ['。', '！', '？'];

fn ends_sentence(token: &str) -> bool {
    let is_closing = |char: char| !char.is_alphanumeric() && !STOPS.contains(&char);
    token.trim_end_matches(is_closing).ends_with(STOPS) || token.contains(WIDE_STOPS)
}

/// Whether a line starts anew, whatever stood above it.
fn starts_block(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with(['#', '-', '*', '+', '|'])
}

/// The lines of Markdown but for those of code and of definitions of links.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    body.lines().filter(move |line| {
        let line = line.trim_start_matches([' ', '>', '-', '*']);
        let marks = line.len() - line.trim_start_matches(['`', '~']).len();
        match fence {
            Some(open) if line.starts_with(open) => fence = None,
            Some(_) => {}
            None if marks >= 3 => fence = Some(&line[..marks]),
            None => return !line.starts_with('[') || !line.contains("]:"),
        }
        false
    })
}

/// The pieces of a line that are neither code nor in a tag, braces or the address of a link.
fn without_markup(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let starts = |rest: &str| {
        let found = rest.find(['`', '<', '{', ']'])?;
        Some((found, rest[found..].chars().next()?))
    };
    // What is not closed once is not closed further behind.
    let mut unclosed: Vec<char> = Vec::new();
    while let Some((start, sign)) = starts(rest) {
        pieces.push(&rest[..start]);
        let behind = &rest[start + 1..];
        let closing = match sign {
            '`' => Some('`'),
            '<' => Some('>'),
            '{' => Some('}'),
            _ => behind.starts_with('(').then_some(')'),
        };
        let closing = closing.filter(|closing| !unclosed.contains(closing));
        let end = closing.and_then(|closing| behind.find(closing));
        if let (Some(closing), None) = (closing, end) {
            unclosed.push(closing);
        }
        rest = end.map_or(behind, |end| &behind[end + 1..]);
    }
    pieces.push(rest);
    pieces
}

/// A word without the punctuation around it; none for what is no plain word: numbers, names of
/// programs and files, abbreviations.
fn plain_word(word: &str) -> Option<&str> {
    let word = word.trim_matches(|char: char| !char.is_alphanumeric());
    let mut letters = word.chars();
    let first = letters.next()?;
    let is_plain = |char: char| char.is_alphabetic() && !char.is_uppercase() || is_within(char);
    (first.is_alphabetic() && letters.all(is_plain)).then_some(word)
}

/// Whether a character may stand within a word: an apostrophe, a hyphen, the marks on letters, and
/// what stands between words that no blank parts.
fn is_within(char: char) -> bool {
    matches!(char, '\'' | '’' | '-') || !char.is_ascii() && !char.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_are_looked_at() {
        let text = "Use `der code` in <b title=\"die\">Füße</b>, see [Wörter](der/die.md) {.das}\n\
                    > ~~~\n> die\n> ~~~\n\n[x]: der\n- NASA and fooBar's l'eau x2";
        let words = Prose::of(text, usize::MAX).words;
        assert_eq!(words, ["Use", "in", "Füße", "see", "Wörter", "and", "l'eau"]);
        assert_eq!(Prose::of(text, 2).words, ["Use", "in"]);
    }

    #[test]
    fn sentences_are_told_from_labels_and_names() {
        let has = |text: &str| Prose::of(text, usize::MAX).has_sentences();
        for text in [
            "Wasser kocht.",
            "# Water\n\nIt boils at\n100 degrees in most\nplaces!",
            "| Pump | Wie laut ist das? |",
            "- L'eau bout « vite. »",
            "Set it to `x`.",
            "Вода кипит.",
            "水壶可以装两升水。请只加冷水。",
            "पानी उबल रहा है।",
            "هل الماء ساخن؟",
            "Ջուրը եռում է։",
        ] {
            assert!(has(text), "{text}");
        }
        for text in [
            "",
            "# Kettle",
            "- Pump\n- Valve\n- water meter",
            "Насос\n\nКлапан большой",
            "- Acme Inc.\n- Anna Berg\n- Smith, J.",
            "Version 1.2.\n\n1. Pump\n2. Valve",
            "```\nprint this. now this.\n```\n\n`and that is.`",
            "| Key | Value |\n| --- | --- |\n| pump assy | 2 pcs. |",
            // One abbreviation among many labels.
            "- pump a b c d e f g h i j\n- k l m n o p q r s t\n- u v w x\n- pump assy.",
        ] {
            assert!(!has(text), "{text}");
        }
    }
}
