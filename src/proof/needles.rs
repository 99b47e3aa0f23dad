//! What is looked for: words, and runs of words, that stand only in what was left out.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use rustc_hash::{FxHashMap, FxHashSet};

use super::decode::encodings_of;
use super::text::{Border, Nature, Text, Token, parts, tokens, words};
use super::vocabulary::is_formal;
use crate::compose::{Passage, PassageKind, Words};
use crate::span::{FileId, Span};

/// How many words a run has that is looked for where no word of it is its own.
const RUN: usize = 5;
/// The shortest run that says anything.
const SHORTEST_RUN: usize = 3;
/// How many characters of a script without spaces make a word that says something.
const SHORTEST_SINGLES: usize = 2;
/// The shortest word that is looked for by itself, in characters.
const SHORTEST_WORD: usize = 4;
/// The shortest word that does not stand by chance among bytes that are no text, in characters.
const SHORTEST_RAW: usize = 6;
/// The longest word that is put together of pieces, in bytes.
const LONGEST_PIECED: usize = 64;

/// What no output may hold.
#[derive(Clone, Debug, Default)]
pub struct Needles {
    /// The words that stand in needles, by number.
    numbers: FxHashMap<String, u32>,
    /// Needles, by the numbers of their words.
    known: FxHashMap<Box<[u32]>, Needle>,
    /// How many words they have.
    lengths: BTreeSet<usize>,
    /// The encodings, beside UTF-8, in which they may be written.
    encodings: Vec<&'static Encoding>,
}

/// A word or a run of words that no output may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    /// The words, as they are written.
    pub(super) shown: String,
    /// Where they were written.
    pub(super) span: Span,
    /// Whether it is looked for within words that are put together of several.
    within: bool,
}

impl Needles {
    /// The words of what was removed that stand nowhere in what was kept, and runs of words where
    /// a passage has no such word.
    ///
    /// An ordinary word that also stands in a description, among the keywords, in an address or in
    /// a drawing is looked for with its neighbours only: every description would be one of leaks
    /// otherwise. A name is no ordinary word: it is never written in lower case.
    pub fn new(removed: &Words, kept: &Words, allowed: &[String]) -> Self {
        let mut needles = Self::default();
        if removed.is_empty() {
            return needles;
        }
        let mut kept = Haystack::new(removed, kept, allowed);
        for passage in removed.passages() {
            needles.add_passage(passage, &mut kept);
        }
        let shown = needles.known.values().map(|needle| needle.shown.as_str());
        needles.encodings = encodings_of(shown);
        needles
    }

    fn add_passage(&mut self, passage: &Passage, kept: &mut Haystack) {
        let found = FoundNeedle::of(&passage.text);
        let known = |word: &str| kept.knows(word, passage.kind);
        let own = |at: &usize| is_telling(&found.words[*at]) && !known(&found.words[*at]);
        let own: Vec<usize> = (0..found.words.len()).filter(own).collect();
        let (ordinary, names): (Vec<usize>, Vec<usize>) =
            own.into_iter().partition(|&at| kept.is_ordinary(&found.words[at]));
        for &at in &names {
            let within = !kept.parts.contains(&found.words[at]);
            self.add(&found, at, 1, passage.span, within);
        }
        let singles = self.add_singles(&found, passage, kept);
        let count = found.words.len();
        if !ordinary.is_empty() {
            let last = |at: usize| (at + 1).saturating_sub(SHORTEST_RUN);
            let starts: BTreeSet<usize> = ordinary.iter().flat_map(|&at| last(at)..=at).collect();
            let starts = starts.into_iter().filter(|start| start + SHORTEST_RUN <= count);
            self.add_runs(&found, starts, SHORTEST_RUN, passage, kept);
        } else if names.is_empty() && !singles && count >= SHORTEST_RUN {
            let length = count.min(RUN);
            self.add_runs(&found, 0..=count - length, length, passage, kept);
        }
    }

    /// Adds what says something in a script without spaces: two characters of Chinese in a row, or
    /// three of any other. Says whether there was something.
    fn add_singles(&mut self, found: &FoundNeedle, passage: &Passage, kept: &mut Haystack) -> bool {
        let mut added = false;
        for start in 0..found.words.len() {
            let telling = |length: usize| {
                let end = start + length;
                end <= found.words.len()
                    && (start..end).all(|at| is_single(&found.words[at]))
                    && (start + 1..end).all(|at| found.borders[at] == Border::None)
            };
            let han = |at: usize| found.words[at].starts_with(is_han);
            let short = telling(SHORTEST_SINGLES) && han(start) && han(start + 1);
            let length = if short { SHORTEST_SINGLES } else { SHORTEST_RUN };
            if telling(length) {
                added |= self.add_runs(found, [start], length, passage, kept);
            }
        }
        added
    }

    /// Adds the runs that start at some words and stand nowhere in what was kept.
    fn add_runs(
        &mut self,
        found: &FoundNeedle,
        starts: impl IntoIterator<Item = usize>,
        length: usize,
        passage: &Passage,
        kept: &mut Haystack,
    ) -> bool {
        let mut added = false;
        for start in starts {
            if !kept.holds(&found.words[start..start + length], passage) {
                self.add(found, start, length, passage.span, false);
                added = true;
            }
        }
        added
    }

    fn add(&mut self, found: &FoundNeedle, start: usize, length: usize, span: Span, within: bool) {
        let mut numbers = Vec::with_capacity(length);
        for word in &found.words[start..start + length] {
            let next = self.numbers.len() as u32;
            numbers.push(*self.numbers.entry(word.clone()).or_insert(next));
        }
        self.lengths.insert(length);
        let shown = || found.shown(start, length);
        let needle = || Needle { shown: shown(), span, within };
        self.known.entry(numbers.into()).or_insert_with(needle);
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes back the single words that are said in any case.
    pub fn forget(&mut self, said: &BTreeSet<String>) {
        for word in said {
            if let Some(&number) = self.numbers.get(word) {
                self.known.remove([number].as_slice());
            }
        }
    }

    /// The encodings, beside UTF-8, in which they may be written.
    pub(super) fn encodings(&self) -> &[&'static Encoding] {
        &self.encodings
    }

    /// Visits what of it stands in a text.
    pub(super) fn find<'a>(&'a self, text: &Text, found: &mut impl FnMut(&'a Needle)) {
        let mut search = Search::new(self, text);
        text.readings(|token| search.take(token, found));
    }

    fn word(&self, word: &str) -> Option<&Needle> {
        self.known.get([*self.numbers.get(word)?].as_slice())
    }
}

/// Words with what stands between them.
struct FoundNeedle {
    words: Vec<String>,
    written: Vec<String>,
    borders: Vec<Border>,
}

impl FoundNeedle {
    fn of(text: &str) -> Self {
        let mut found = Self { words: Vec::new(), written: Vec::new(), borders: Vec::new() };
        tokens(text, false, &mut |token| {
            found.words.push(token.word.to_owned());
            found.written.push(token.written.to_owned());
            found.borders.push(token.border);
        });
        found
    }

    /// Some words as they are written.
    fn shown(&self, start: usize, length: usize) -> String {
        let mut shown = String::new();
        for at in start..start + length {
            if at > start && self.borders[at] != Border::None {
                shown.push(' ');
            }
            shown.push_str(&self.written[at]);
        }
        shown
    }
}

/// Goes through a text word by word.
struct Search<'a> {
    needles: &'a Needles,
    nature: Nature,
    /// The numbers of the last words, as far back as they stand in needles.
    run: Vec<u32>,
    /// The last words, without what stands between them, as far back as they may be pieces of one.
    pieces: String,
    /// Where each of them starts.
    starts: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(needles: &'a Needles, text: &Text) -> Self {
        let (run, pieces, starts) = (Vec::new(), String::new(), Vec::new());
        Self { needles, nature: text.nature, run, pieces, starts }
    }

    fn take(&mut self, token: Token<'_>, found: &mut impl FnMut(&'a Needle)) {
        self.runs(token.word, found);
        self.put_together(token, found);
        for part in parts(token.written) {
            for word in words(part) {
                let needle = self.needles.word(&word).filter(|needle| needle.within);
                found_all(needle.filter(|_| self.counts(&word)), found);
            }
        }
    }

    /// Whether a word tells something at this place.
    fn counts(&self, word: &str) -> bool {
        match self.nature {
            Nature::Written | Nature::Scattered => true,
            Nature::Formal => !is_formal(word),
            Nature::Raw => word.chars().count() >= SHORTEST_RAW && !is_formal(word),
        }
    }

    /// The needles that end with a word.
    fn runs(&mut self, word: &str, found: &mut impl FnMut(&'a Needle)) {
        let Some(&number) = self.needles.numbers.get(word) else { return self.run.clear() };
        let longest = self.needles.lengths.last().copied().unwrap_or_default();
        if self.run.len() >= longest.max(1) {
            self.run.remove(0);
        }
        self.run.push(number);
        for &length in &self.needles.lengths {
            let Some(start) = self.run.len().checked_sub(length) else { break };
            let needle = self.needles.known.get(&self.run[start..]);
            found_all(needle.filter(|_| length > 1 || self.counts(word)), found);
        }
    }

    /// The words that end with a piece and start with an earlier one.
    fn put_together(&mut self, piece: Token<'_>, found: &mut impl FnMut(&'a Needle)) {
        let is_letter = |word: &str| word.chars().nth(1).is_none();
        let last = self.starts.last().map(|&start| &self.pieces[start..]);
        let letters = last.is_some_and(is_letter) && is_letter(piece.word);
        let goes_on = match piece.border {
            Border::None | Border::Mark => false,
            Border::Seam => true,
            Border::Gap => self.nature == Nature::Scattered || letters,
            Border::Space => letters,
        };
        if !goes_on {
            self.pieces.clear();
            self.starts.clear();
        } else if self.pieces.len() > 2 * LONGEST_PIECED {
            let near = self.pieces.len() - LONGEST_PIECED;
            let dropped = self.starts.partition_point(|&start| start < near);
            let cut = self.starts.get(dropped).copied().unwrap_or(self.pieces.len());
            self.pieces.drain(..cut);
            self.starts.drain(..dropped);
            self.starts.iter_mut().for_each(|start| *start -= cut);
        }
        self.pieces.push_str(piece.word);
        for &start in self.starts.iter().rev() {
            if self.pieces.len() - start > LONGEST_PIECED {
                break;
            }
            found_all(self.needles.word(&self.pieces[start..]), found);
        }
        self.starts.push(self.pieces.len() - piece.word.len());
    }
}

fn found_all<'a>(needle: Option<&'a Needle>, found: &mut impl FnMut(&'a Needle)) {
    if let Some(needle) = needle {
        found(needle);
    }
}

/// Whether a word says something by itself: a bare number is on every page.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= SHORTEST_WORD && word.chars().any(char::is_alphabetic)
}

/// Whether a word is a character of a script without spaces.
fn is_single(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|char| !char.is_ascii() && char.is_alphabetic())
        && chars.all(unicode_normalization::char::is_combining_mark)
}

fn is_han(char: char) -> bool {
    unicode_script::UnicodeScript::script(&char) == unicode_script::Script::Han
}

/// What was kept, as needles are told from it.
struct Haystack {
    /// Its words, and those that are allowed.
    known: FxHashSet<String>,
    /// Parts of its words.
    parts: FxHashSet<String>,
    /// The words of descriptions, keywords, drawings, addresses and the like that are no names.
    ordinary: FxHashSet<String>,
    /// The words of its addresses, ids and names of files. An address that is left out tells
    /// nothing by what also stands in one that is kept.
    addresses: FxHashSet<String>,
    /// Its words in their order, by number; behind them those of what its pages say of themselves,
    /// and of its addresses, ids and the like.
    order: Vec<u32>,
    /// Where what its pages say of themselves starts.
    about: usize,
    /// Where addresses, ids and the like start.
    labels: usize,
    /// The files that its words stand in.
    files: FxHashSet<FileId>,
    numbers: FxHashMap<String, u32>,
    /// The runs of its words, gathered by their length when first asked for.
    runs: BTreeMap<(usize, usize), FxHashSet<Box<[u32]>>>,
}

impl Haystack {
    fn new(removed: &Words, kept: &Words, allowed: &[String]) -> Self {
        let mut haystack = Self {
            known: FxHashSet::default(),
            parts: FxHashSet::default(),
            ordinary: FxHashSet::default(),
            addresses: kept.labels().flat_map(words).collect(),
            order: Vec::new(),
            about: 0,
            labels: 0,
            files: kept.passages().map(|passage| passage.span.file).collect(),
            numbers: FxHashMap::default(),
            runs: BTreeMap::new(),
        };
        for passage in kept.passages() {
            tokens(&passage.text, false, &mut |token| haystack.take(token));
        }
        haystack.about = haystack.order.len();
        kept.about().for_each(|text| haystack.put_in_order(text));
        haystack.labels = haystack.order.len();
        kept.labels().for_each(|label| haystack.put_in_order(label));
        haystack.known.extend(allowed.iter().flat_map(|text| words(text)));
        let prose = removed
            .passages()
            .chain(kept.passages())
            .filter(|passage| passage.kind == PassageKind::Prose);
        let prose = prose.map(|passage| passage.text.as_str()).chain(kept.beside());
        let mut lower = FxHashSet::default();
        for text in prose {
            tokens(text, false, &mut |token| {
                let named = |char: char| char.is_uppercase() || char.is_numeric();
                if !token.written.contains(named) {
                    lower.insert(token.word.to_owned());
                }
            });
        }
        let beside = kept.beside().chain(kept.labels()).chain(kept.drawn()).flat_map(words);
        haystack.ordinary = beside.filter(|word| lower.contains(word)).collect();
        haystack
    }

    fn take(&mut self, token: Token<'_>) {
        let next = self.numbers.len() as u32;
        let number = self.number(token.word);
        if number == next {
            self.known.insert(token.word.to_owned());
            self.parts.extend(parts(token.written).into_iter().flat_map(words));
        }
        self.order.push(number);
    }

    /// Takes words of which only the order counts.
    fn put_in_order(&mut self, text: &str) {
        tokens(text, false, &mut |token| {
            let number = self.number(token.word);
            self.order.push(number);
        });
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = self.numbers.len() as u32;
        match self.numbers.get(word) {
            Some(&number) => number,
            None => *self.numbers.entry(word.to_owned()).or_insert(next),
        }
    }

    fn knows(&self, word: &str, kind: PassageKind) -> bool {
        let is_address = kind == PassageKind::Address;
        self.known.contains(word) || is_address && self.addresses.contains(word)
    }

    fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word)
    }

    /// Whether it holds a run of words of a passage. What a page says of itself it says to all its
    /// readers; but of what is cut out of a page whose rest is kept, it may tell something.
    fn holds(&mut self, run: &[String], passage: &Passage) -> bool {
        let numbers = run.iter().map(|word| self.numbers.get(word).copied());
        let Some(numbers) = numbers.collect::<Option<Vec<u32>>>() else { return false };
        let end = match passage.kind {
            PassageKind::Address => self.order.len(),
            _ if self.files.contains(&passage.span.file) => self.about,
            _ => self.labels,
        };
        let order = &self.order[..end];
        let all = || order.windows(run.len()).map(Into::into).collect();
        let runs = self.runs.entry((run.len(), end)).or_insert_with(all);
        runs.contains(numbers.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    fn needles(removed: &[&str], kept: &[&str], beside: &[&str], allowed: &[&str]) -> Needles {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let words = |texts: &[&str]| Words::of_texts(texts, span);
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let mut kept = words(kept);
        kept.add_beside(owned(beside));
        Needles::new(&words(removed), &kept, &owned(allowed))
    }

    fn looked_for(
        removed: &[&str],
        kept: &[&str],
        beside: &[&str],
        allowed: &[&str],
    ) -> Vec<String> {
        let needles = needles(removed, kept, beside, allowed);
        let mut shown: Vec<String> =
            needles.known.values().map(|needle| needle.shown.clone()).collect();
        shown.sort_unstable();
        shown
    }

    #[test]
    fn words_of_their_own_come_first_then_runs() {
        let kept = ["We test the service every year, and so do others.", "A report is kept."];
        assert_eq!(
            looked_for(&["Whitehat tests the service: 12 days."], &kept, &[], &[]),
            ["Whitehat", "days", "tests"]
        );
        assert_eq!(
            looked_for(&["The report others kept and so do we"], &kept, &[], &[]),
            [
                "The report others kept and",
                "kept and so do we",
                "others kept and so do",
                "report others kept and so",
            ]
        );
        assert_eq!(looked_for(&["so do others", "A report"], &kept, &[], &[]), [""; 0]);
        assert_eq!(looked_for(&["every report, others"], &kept, &[], &[]), ["every report others"]);
        assert_eq!(looked_for(&["Whitehat"], &kept, &[], &["Whitehat Ltd."]), [""; 0]);
    }

    #[test]
    fn an_ordinary_word_beside_the_text_is_looked_for_with_its_neighbours() {
        let removed = ["Whitehat found a weakness in the vault. A vault is a room."];
        assert_eq!(
            looked_for(&removed, &["We found the room: it is in a"], &["No vault"], &[]),
            [
                "A vault is",
                "Whitehat",
                "in the vault",
                "the vault A",
                "vault A vault",
                "vault is a",
                "weakness"
            ]
        );
        // A name is never written in lower case.
        assert_eq!(looked_for(&["Vault"], &[], &["no vault"], &[]), [""; 0]);
        assert_eq!(looked_for(&["Vault"], &[], &["The Vault"], &[]), ["Vault"]);
    }

    #[test]
    fn a_name_is_one_whatever_a_drawing_makes_of_it_in_its_ids() {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let mut kept = Words::of_texts(&["We keep a vault."], span);
        kept.add_drawn(vec!["kestrel-logo".to_owned(), "weakness".to_owned()]);
        let removed = Words::of_texts(&["KESTREL has a weakness.", "A weakness is a risk."], span);
        let needles = Needles::new(&removed, &kept, &[]);
        let mut shown: Vec<_> = needles.known.values().map(|needle| &*needle.shown).collect();
        shown.sort_unstable();
        assert_eq!(shown[0], "A weakness is");
        assert!(shown.contains(&"KESTREL") && !shown.contains(&"weakness"), "{shown:?}");
    }

    #[test]
    fn scripts_without_spaces_are_looked_for_by_few_characters() {
        assert_eq!(
            looked_for(&["与红隼合并"], &["我们与他们合并"], &[], &[]),
            ["与红", "红隼", "隼合"]
        );
    }

    #[test]
    fn words_are_put_together_of_pieces() {
        let needles = needles(&["Kestrelwing"], &["Kept"], &[], &[]);
        let finds = |text: &Text| {
            let mut found = 0;
            needles.find(text, &mut |_| found += 1);
            found > 0
        };
        let cut = |pieces: &[&str], end: fn(&mut Text), nature: Nature| {
            let mut text = Text::new("x").of(nature);
            for piece in pieces {
                text.push(piece);
                end(&mut text);
            }
            finds(&text)
        };
        assert!(cut(&["Kes", "trel", "wing", "Ltd"], Text::seam, Nature::Written));
        assert!(cut(
            &["k", "e", "s", "t", "r", "e", "l", "w", "i", "n", "g"],
            Text::gap,
            Nature::Written
        ));
        assert!(cut(&["Risk", "Kestrel", "wing", "Bank"], Text::gap, Nature::Scattered));
        assert!(!cut(&["Kestrel", "wing"], Text::gap, Nature::Written));
        assert!(finds(&Text::whole("x", "K e s t r e l w i n g")));
        assert!(finds(&Text::whole("x", "img/KestrelwingLogo.png")));
        assert!(finds(&Text::whole("x", "kestrelwing2027")));
        assert!(!finds(&Text::whole("x", "Kestrel wing")));
    }
}
