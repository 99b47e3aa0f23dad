//! A made-up author: text from a seed, the same each time.

/// Numbers that look like chance and are the same each time (Knuth's MMIX generator).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % bound
    }
}

/// How many words the author knows.
const VOCABULARY: usize = 8_000;

/// Writes text with words as often as in natural text: the n-th most frequent one about 1/n times
/// as often as the first.
pub(crate) struct Author {
    seeded: Seeded,
    vocabulary: Vec<String>,
}

impl Author {
    /// An author with a vocabulary of made-up words.
    pub(crate) fn new() -> Self {
        let mut seeded = Seeded(1);
        let syllables =
            ["ta", "re", "con", "sti", "mo", "ver", "ing", "al", "per", "o", "lin", "es"];
        let word = |seeded: &mut Seeded, rank: usize| -> String {
            let length = 1 + rank.ilog10() as usize / 2 + seeded.below(3);
            (0..length).map(|_| syllables[seeded.below(syllables.len())]).collect()
        };
        let vocabulary = (1..=VOCABULARY).map(|rank| word(&mut seeded, rank)).collect();
        Self { seeded, vocabulary }
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.seeded.below(bound)
    }

    /// Words with a space between them.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            let share = self.below(1_000_000) as f64 / 1_000_000.0;
            let rank = (VOCABULARY as f64).powf(share) as usize;
            text.push_str(&self.vocabulary[rank.min(VOCABULARY) - 1]);
            text.push(' ');
        }
        text.pop();
        text
    }

    /// Sentences of about 14 words.
    pub(crate) fn sentences(&mut self, words: usize) -> String {
        let mut text = String::new();
        for start in (0..words).step_by(14) {
            text.push_str(&self.words(14.min(words - start)));
            text.push_str(". ");
        }
        text.pop();
        text
    }
}
