//! What is looked for: words, and runs of words, that stand only in what was left out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::text::words;
use crate::compose::{Passage, Words};
use crate::span::Span;

/// How many words a run has that is looked for where no word of it is its own.
const RUN: usize = 5;
/// The shortest run that says anything.
const SHORTEST_RUN: usize = 3;
/// The shortest word that is looked for by itself, in characters.
const SHORTEST_WORD: usize = 4;

/// What no output may hold.
#[derive(Clone, Debug, Default)]
pub struct Needles {
    /// By their words with a space between them.
    needles: BTreeMap<String, Needle>,
    /// How many words they have.
    lengths: BTreeSet<usize>,
}

/// A word or a run of words that no output may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    /// The words.
    pub(super) shown: String,
    /// Where they were written.
    pub(super) span: Span,
}

impl Needles {
    /// The words of what was removed that stand nowhere in what was kept, and runs of words where
    /// a passage has no such word.
    pub fn new(removed: &Words, kept: &Words, allowed: &[String]) -> Self {
        let mut needles = Self::default();
        if removed.is_empty() {
            return needles;
        }
        let kept: Vec<String> = kept.passages().chain(kept.addresses()).flat_map(words).collect();
        let mut known: HashSet<&str> = kept.iter().map(String::as_str).collect();
        let allowed: Vec<String> = allowed.iter().flat_map(|text| words(text)).collect();
        known.extend(allowed.iter().map(String::as_str));
        let mut runs = Runs { kept: &kept, known: BTreeMap::new() };
        for passage in &removed.passages {
            needles.add_passage(passage, &known, &mut runs);
        }
        needles
    }

    fn add_passage(&mut self, passage: &Passage, known: &HashSet<&str>, runs: &mut Runs<'_>) {
        let found = words(&passage.text);
        let mut own = found.iter().filter(|word| is_telling(word) && !known.contains(&***word));
        if let Some(first) = own.next() {
            for word in std::iter::once(first).chain(own) {
                self.add(word.clone(), 1, passage.span);
            }
            return;
        }
        let length = found.len().min(RUN);
        if length < SHORTEST_RUN {
            return;
        }
        for run in found.windows(length).map(|run| run.join(" ")) {
            if !runs.hold(&run, length) {
                self.add(run, length, passage.span);
            }
        }
    }

    fn add(&mut self, words: String, length: usize, span: Span) {
        self.lengths.insert(length);
        self.needles.entry(words).or_insert_with_key(|words| Needle { shown: words.clone(), span });
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Takes back the single words that are said in any case.
    pub fn forget(&mut self, said: &BTreeSet<String>) {
        self.needles.retain(|words, _| !said.contains(words));
    }

    /// What of it stands among some words, in their order.
    pub(super) fn find<'a>(&'a self, words: &[String]) -> Vec<&'a Needle> {
        let mut found = Vec::new();
        for &length in &self.lengths {
            for run in words.windows(length) {
                let needle = match run {
                    [word] => self.needles.get(word),
                    run => self.needles.get(&run.join(" ")),
                };
                found.extend(needle);
            }
        }
        found
    }
}

/// Whether a word says something by itself: a bare number is on every page.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= SHORTEST_WORD && word.chars().any(char::is_alphabetic)
}

/// The runs of what was kept, gathered by their length when first asked for.
struct Runs<'a> {
    kept: &'a [String],
    known: BTreeMap<usize, HashSet<String>>,
}

impl Runs<'_> {
    fn hold(&mut self, run: &str, length: usize) -> bool {
        let all = || self.kept.windows(length).map(|run| run.join(" ")).collect();
        self.known.entry(length).or_insert_with(all).contains(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    fn looked_for(removed: &[&str], kept: &[&str], allowed: &[&str]) -> Vec<String> {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let words = |texts: &[&str]| Words::of_texts(texts, span);
        let allowed: Vec<String> = allowed.iter().map(|&word| word.to_owned()).collect();
        let needles = Needles::new(&words(removed), &words(kept), &allowed);
        needles.needles.into_keys().collect()
    }

    #[test]
    fn words_of_their_own_come_first_then_runs() {
        let kept = ["We test the service every year, and so do others.", "A report is kept."];
        assert_eq!(
            looked_for(&["Whitehat tests the service: 12 days."], &kept, &[]),
            ["days", "tests", "whitehat"]
        );
        assert_eq!(
            looked_for(&["The report others kept and so do we"], &kept, &[]),
            [
                "kept and so do we",
                "others kept and so do",
                "report others kept and so",
                "the report others kept and"
            ]
        );
        assert_eq!(looked_for(&["so do others", "A report"], &kept, &[]), [""; 0]);
        assert_eq!(looked_for(&["every report, others"], &kept, &[]), ["every report others"]);
        assert_eq!(looked_for(&["Whitehat"], &kept, &["Whitehat Ltd."]), [""; 0]);
    }
}
