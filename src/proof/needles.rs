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
    ///
    /// An ordinary word that also stands in a description, among the keywords or in a drawing is
    /// looked for with its neighbours only: every description would be one of leaks otherwise.
    pub fn new(removed: &Words, kept: &Words, allowed: &[String]) -> Self {
        let mut needles = Self::default();
        if removed.is_empty() {
            return needles;
        }
        let kept_words: Vec<String> =
            kept.passages().chain(kept.addresses()).flat_map(words).collect();
        let allowed: Vec<String> = allowed.iter().flat_map(|text| words(text)).collect();
        let known = kept_words.iter().chain(&allowed).map(String::as_str).collect();
        let names: HashSet<String> =
            removed.passages().chain(kept.beside()).flat_map(names).collect();
        let ordinary = kept.beside().flat_map(words).filter(|word| !names.contains(word));
        let mut haystack = Haystack {
            known,
            ordinary: ordinary.collect(),
            runs: Runs { kept: &kept_words, known: BTreeMap::new() },
        };
        for passage in &removed.passages {
            needles.add_passage(passage, &mut haystack);
        }
        needles
    }

    fn add_passage(&mut self, passage: &Passage, kept: &mut Haystack<'_>) {
        let found = words(&passage.text);
        let is_own = |word: &&String| is_telling(word) && !kept.known.contains(word.as_str());
        let (ordinary, own): (Vec<&String>, Vec<&String>) =
            found.iter().filter(is_own).partition(|word| kept.ordinary.contains(*word));
        for word in &own {
            self.add((*word).clone(), 1, passage.span);
        }
        if !ordinary.is_empty() {
            let telling = |run: &&[String]| run.iter().any(|word| ordinary.contains(&word));
            self.add_runs(found.windows(SHORTEST_RUN).filter(telling), passage, &mut kept.runs);
        } else if own.is_empty() && found.len() >= SHORTEST_RUN {
            self.add_runs(found.windows(found.len().min(RUN)), passage, &mut kept.runs);
        }
    }

    fn add_runs<'a>(
        &mut self,
        found: impl Iterator<Item = &'a [String]>,
        passage: &Passage,
        kept: &mut Runs<'_>,
    ) {
        for run in found {
            let words = run.join(" ");
            if !kept.hold(&words, run.len()) {
                self.add(words, run.len(), passage.span);
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

/// The words that are capitalised within a sentence, or have digits or several capitals in them.
fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut starts = true;
    for word in text.split_inclusive(|char: char| !char.is_alphanumeric()) {
        let bare = word.trim_end_matches(|char: char| !char.is_alphanumeric());
        let capitals = bare.chars().filter(|char| char.is_uppercase()).count();
        let capitalised = !starts && bare.starts_with(char::is_uppercase);
        if capitalised || capitals > 1 || bare.contains(|char: char| char.is_ascii_digit()) {
            names.extend(words(bare));
        }
        if !bare.is_empty() || word.contains(['.', '!', '?', ':']) {
            starts = word.ends_with(['.', '!', '?', ':']);
        }
    }
    names
}

/// What was kept, as needles are told from it.
struct Haystack<'a> {
    known: HashSet<&'a str>,
    /// Words of descriptions, keywords and drawings that are no names in what was removed.
    ordinary: HashSet<String>,
    runs: Runs<'a>,
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

    #[test]
    fn names_stand_out() {
        assert_eq!(
            names("Tested by Whitehat Ltd. Each of the PDFs, with 3DES."),
            ["whitehat", "ltd", "pdfs", "3des"]
        );
    }
}
