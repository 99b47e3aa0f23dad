//! Where lines may end, and how wide what lies between is.

use std::ops::{Add, Range, Sub};

use unicode_segmentation::UnicodeSegmentation;

use super::content::{FORMULA_GAP, LINE_END, Object, Wrap};
use super::hang;
use super::itemize::{Atom, AtomKind, part};
use super::paragraph::{EPSILON, Paragraph};
use super::wide::{self, Room};
use super::words;
use crate::layout::paragraph_style::Breaking;
use crate::layout::shaper::Shaping;

/// Widths in points. In double precision, since paragraphs may have thousands of words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) width: f64,
    pub(super) stretch: f64,
    pub(super) shrink: f64,
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            width: self.width + other.width,
            stretch: self.stretch + other.stretch,
            shrink: self.shrink + other.shrink,
        }
    }
}

impl Sub for Sums {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            width: self.width - other.width,
            stretch: self.stretch - other.stretch,
            shrink: self.shrink - other.shrink,
        }
    }
}

impl Sums {
    fn wide(width: f32) -> Self {
        Self { width: f64::from(width), ..Self::default() }
    }
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Break {
    /// The byte where the line's text ends, without the spaces that fall away.
    pub(super) end: usize,
    /// The byte where the next line's text starts.
    pub(super) start: usize,
    /// All that stands before it, its own hyphen included.
    pub(super) before: Sums,
    /// All that stands before the next line.
    pub(super) after: Sums,
    /// How unwelcome it is; a hyphenation usually has 50 (TeX's `\hyphenpenalty`).
    pub(super) penalty: f64,
    pub(super) need: Need,
    /// Whether a hyphen is added.
    pub(super) adds_hyphen: bool,
    /// Whether the line ends in a hyphen, added or not.
    pub(super) hyphen: bool,
    /// Whether the line must end here.
    pub(super) forced: bool,
    /// The atom it cuts, where it cuts one.
    pub(super) atom: Option<usize>,
}

/// From when on a break is considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Always.
    Natural,
    /// When natural breaks alone make poor lines.
    Divided,
    /// When those within common words do as well: within names, words that have a hyphen, and
    /// behind two letters.
    Rare,
    /// When a part would not fit into the measure otherwise.
    Emergency,
}

/// Penalties, ordered by how much a break disturbs. Those of hyphens are higher than TeX's 50,
/// which hyphenates more than a reader of plain prose on wide measures likes.
mod penalty {
    pub(super) const OWN_HYPHEN: f64 = 50.0;
    pub(super) const HYPHEN: f64 = 250.0;
    /// In a name, or in a word that has a hyphen elsewhere.
    pub(super) const NAME: f64 = 600.0;
    pub(super) const DASH: f64 = 20.0;
    /// Between a number and what it counts, in prose and in cells, whose lines are ragged.
    pub(super) const NUMBER: f64 = 120.0;
    pub(super) const NUMBER_IN_CELL: f64 = 300.0;
    pub(super) const SLASH: f64 = 40.0;
    pub(super) const STUB: f64 = 450.0;
    pub(super) const CODE: f64 = 150.0;
    pub(super) const LAST_WORD: f64 = 200.0;
    /// TeX's `\relpenalty`, for this breaker's scale.
    pub(super) const RELATION: f64 = 250.0;
    pub(super) const ANYWHERE: f64 = 5000.0;
}

/// The breaks of a paragraph, in order. The first one stands before the text, the last behind.
pub(super) fn find(paragraph: &Paragraph<'_>, need: Need, measure: Option<f32>) -> Vec<Break> {
    Finder::new(paragraph, measure).find(need)
}

/// Takes out the breaks that would divide a word or an address of mail although a line of its own can hold it: ragged
/// lines need not be full.
pub(super) fn keep_words_whole(paragraph: &Paragraph<'_>, breaks: &mut Vec<Break>, room: f64) {
    let mut kept: Vec<Break> = Vec::with_capacity(breaks.len());
    let mut from = 0;
    for to in (0..breaks.len()).filter(|&to| breaks[to].need == Need::Natural) {
        let is_wide = paragraph.between(&breaks[from], &breaks[to]).width > room + EPSILON;
        let inner = breaks[from..to].iter().skip(usize::from(to > 0));
        kept.extend(
            inner.filter(|each| is_wide || !(each.adds_hyphen || each.need == Need::Emergency)),
        );
        kept.push(breaks[to]);
        from = to;
    }
    *breaks = kept;
}

/// A paragraph of fewer bytes has few words.
const SHORT: usize = 60;

/// The parts of a word of more bytes are measured by the glyphs of the whole: to shape each of them
/// would take the square of its length.
const LONG: usize = 128;

/// A break before it is measured.
#[derive(Clone, Copy, Debug)]
struct Mark {
    end: usize,
    start: usize,
    need: Need,
    penalty: f64,
    adds_hyphen: bool,
    hyphen: bool,
    forced: bool,
}

impl Mark {
    /// A break that takes nothing away and adds nothing.
    fn at(at: usize, need: Need, penalty: f64) -> Self {
        let (adds_hyphen, hyphen, forced) = (false, false, false);
        Self { end: at, start: at, need, penalty, adds_hyphen, hyphen, forced }
    }
}

/// Finds the breaks of a paragraph, more of them each time it is asked.
pub(super) struct Finder<'p, 'a> {
    paragraph: &'p Paragraph<'a>,
    /// What lines are to fit into, where that is known.
    measure: Option<f32>,
    /// The widths before each atom, and behind the last.
    sums: Vec<Sums>,
    /// The breaks that need no word divided.
    natural: Vec<Mark>,
}

impl<'p, 'a> Finder<'p, 'a> {
    pub(super) fn new(paragraph: &'p Paragraph<'a>, measure: Option<f32>) -> Self {
        let mut sums = vec![Sums::default()];
        let mut sum = Sums::default();
        for atom in &paragraph.atoms {
            sum = sum + paragraph.atom_sums(atom, measure) + paragraph.room_behind(atom);
            sums.push(sum);
        }
        let finder = Self { paragraph, measure, sums, natural: Vec::new() };
        Self { natural: finder.natural(), ..finder }
    }

    /// The breaks up to a need, in order.
    pub(super) fn find(&self, need: Need) -> Vec<Break> {
        let mut marks = self.natural.clone();
        if need >= Need::Divided {
            self.divided(&mut marks, need);
        }
        in_order(&mut marks);
        let breaks = self.measured(&marks);
        let Some(measure) = self.measure.filter(|_| need == Need::Emergency) else { return breaks };
        let extra = self.anywhere(&breaks, measure);
        if extra.is_empty() {
            return breaks;
        }
        marks.extend(extra);
        in_order(&mut marks);
        self.measured(&marks)
    }

    fn text(&self) -> &'p str {
        &self.paragraph.content.text
    }

    /// The breaks that Unicode allows (UAX 14), but for those that tear off dashes, with those at
    /// both ends.
    fn natural(&self) -> Vec<Mark> {
        let text = self.text();
        let mut marks = vec![Mark::at(0, Need::Natural, 0.0)];
        let segmenter = self.paragraph.shaper.segmenter();
        let mut atom = 0;
        for at in segmenter.segment_str(text).filter(|&at| at > 0 && at < text.len()) {
            let is_glued = self.paragraph.content.glued.binary_search(&at).is_ok();
            if is_glued || self.tears_dash(at) {
                continue;
            }
            while self.paragraph.atoms[atom].range.end < at {
                atom += 1;
            }
            marks.push(self.natural_mark(at, self.paragraph.wrap(&self.paragraph.atoms[atom])));
        }
        let last = Mark::at(text.len(), Need::Natural, 0.0);
        let end = text.trim_end_matches([' ', LINE_END]).len();
        marks.push(Mark { end, forced: true, ..last });
        marks
    }

    /// The break at a byte where Unicode allows one. `wrap` is that of the text before it.
    fn natural_mark(&self, at: usize, wrap: Wrap) -> Mark {
        let before = &self.text()[..at];
        let mark = Mark::at(at, Need::Natural, 0.0);
        let words = before.trim_end_matches([' ', LINE_END]);
        if before.ends_with(LINE_END) {
            return Mark { end: words.len(), forced: true, ..mark };
        }
        if words.len() < before.len() {
            return Mark { end: words.len(), penalty: self.number_penalty(words, at), ..mark };
        }
        let hyphen = before.ends_with(['-', '\u{2010}', '\u{2011}', '\u{58a}']);
        if wrap == Wrap::Code {
            return Mark { need: Need::Divided, penalty: penalty::CODE, hyphen, ..mark };
        }
        match before.chars().next_back() {
            Some(soft @ '\u{ad}') => Mark {
                end: at - soft.len_utf8(),
                need: Need::Divided,
                penalty: penalty::HYPHEN,
                adds_hyphen: true,
                hyphen: true,
                ..mark
            },
            Some(gap @ FORMULA_GAP) => {
                Mark { end: at - gap.len_utf8(), penalty: penalty::RELATION, ..mark }
            }
            // `e-` at a line's end tells too little of `e-mail`.
            _ if hyphen && words::is_shorter_than(3, before) => {
                Mark { need: Need::Divided, penalty: penalty::STUB, hyphen, ..mark }
            }
            _ if hyphen => Mark { penalty: penalty::OWN_HYPHEN, hyphen, ..mark },
            Some('–' | '—') => Mark { penalty: penalty::DASH, ..mark },
            Some('/' | '\\') => Mark { penalty: penalty::SLASH, ..mark },
            _ => mark,
        }
    }

    /// What a break costs that tears a short number from the word behind it: a day from its month.
    fn number_penalty(&self, before: &str, at: usize) -> f64 {
        let number = if words::is_shorter_than(3, before) { words::last(before) } else { "" };
        let tears = !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && self.text()[at..].starts_with(char::is_alphabetic);
        match self.paragraph.style.breaking {
            Breaking::Fewest if tears => penalty::NUMBER_IN_CELL,
            Breaking::TotalFit if tears => penalty::NUMBER,
            _ => 0.0,
        }
    }

    /// Whether a break would tear a dash from what it belongs to: one between words from the end of
    /// its line, a minus sign or one that opens something from what follows it.
    fn tears_dash(&self, at: usize) -> bool {
        const DASHES: [char; 2] = ['–', '—'];
        let (before, rest) = self.text().split_at(at);
        let opens = |before: &str, behind: &str| {
            (before.is_empty() || before.ends_with([' ', LINE_END]))
                && behind.starts_with(|c: char| c != ' ' && c != LINE_END)
        };
        let behind = rest.trim_start_matches(DASHES);
        let ahead = before.trim_end_matches(DASHES);
        let precedes = behind.len() < rest.len() && !opens(before, behind);
        let follows = ahead.len() < before.len() && opens(ahead, rest);
        !before.ends_with(LINE_END) && (precedes || follows)
    }

    /// Adds the breaks within words: at syllables, and at the punctuation of addresses.
    fn divided(&self, marks: &mut Vec<Mark>, need: Need) {
        let last = self.last_word();
        for atom in &self.paragraph.atoms {
            if !matches!(atom.kind, AtomKind::Word(..)) {
                continue;
            }
            let style = self.paragraph.text_style(atom);
            let word = &self.text()[atom.range.clone()];
            if style.wrap == Wrap::Code || words::is_address(word) {
                let fits = self.paragraph.atom_sums(atom, None).width;
                let fits = self.measure.is_some_and(|measure| fits <= f64::from(measure));
                let is_mail = fits && style.wrap != Wrap::Code && words::is_mail(word);
                let at_least = if is_mail { Need::Emergency } else { Need::Divided };
                let breaks = words::address_breaks(word).filter(|_| at_least <= need);
                marks.extend(breaks.map(|(offset, penalty)| {
                    Mark::at(atom.range.start + offset, at_least, penalty)
                }));
            } else if style.wrap == Wrap::Hyphenate {
                // Half a word would stand alone on the last line.
                let is_last = last.is_some_and(|last| atom.range.start > last);
                if is_last && need < Need::Emergency {
                    continue;
                }
                let rare = words::has_own_hyphen(word) || self.is_name(atom.range.clone());
                let syllables = words::syllables(word, &style.lang).map(|offset| {
                    let (at_least, penalty) = match word[..offset].chars().take(3).count() {
                        _ if is_last => (Need::Rare, penalty::LAST_WORD),
                        0..3 => (Need::Rare, penalty::STUB),
                        _ if rare => (Need::Rare, penalty::NAME),
                        _ => (Need::Divided, penalty::HYPHEN),
                    };
                    let mark = Mark::at(atom.range.start + offset, at_least, penalty);
                    Mark { adds_hyphen: true, hyphen: true, ..mark }
                });
                marks.extend(syllables.filter(|mark| mark.need <= need));
            }
        }
    }

    /// Whether a word has a capital inside of a sentence, in a language that keeps
    /// capitals for names.
    fn is_name(&self, word: Range<usize>) -> bool {
        let (before, word) = (&self.text()[..word.start], &self.text()[word]);
        let opens = before.trim_end().ends_with(['.', '!', '?', ':', '…', '”', '»']);
        let is_capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        is_capital
            && !before.trim_end().is_empty()
            && !opens
            && !self.paragraph.lang.starts_with("de")
    }

    /// Where the last word starts; none in a paragraph of few words, which may need every break.
    fn last_word(&self) -> Option<usize> {
        let words = self.text().trim_end_matches(|c: char| !c.is_alphabetic());
        words.rfind(' ').filter(|&space| space > SHORT)
    }

    /// Breaks between any two letters of the parts that are wider than the measure.
    fn anywhere(&self, breaks: &[Break], measure: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for pair in breaks.windows(2) {
            let width = self.paragraph.between(&pair[0], &pair[1]).width;
            if width <= f64::from(measure) {
                continue;
            }
            let range = pair[0].start..pair[1].end.max(pair[0].start);
            let clusters = self.text()[range.clone()].grapheme_indices(true).skip(1);
            let inner = clusters.map(|(offset, _)| range.start + offset).filter(|at| {
                self.paragraph.content.glued.binary_search(at).is_err()
                    && !self.paragraph.content.within_gaps(*at)
            });
            marks.extend(inner.map(|at| Mark::at(at, Need::Emergency, penalty::ANYWHERE)));
        }
        marks
    }

    fn measured(&self, marks: &[Mark]) -> Vec<Break> {
        let mut atom = 0;
        marks.iter().map(|mark| self.measured_one(mark, &mut atom)).collect()
    }

    /// Measures a break; `atom` is an atom at or before its end.
    fn measured_one(&self, mark: &Mark, atom: &mut usize) -> Break {
        let atoms = &self.paragraph.atoms;
        while *atom < atoms.len() && atoms[*atom].range.end <= mark.end {
            *atom += 1;
        }
        let mut start_atom = *atom;
        while start_atom < atoms.len() && atoms[start_atom].range.end <= mark.start {
            start_atom += 1;
        }
        let cut = atoms.get(*atom).filter(|atom| atom.range.start < mark.end);
        let mut before = self.sums[*atom];
        if let Some(cut) = cut {
            let width = self.paragraph.part_width(cut, cut.range.start..mark.end);
            before = before + Sums::wide(width);
        } else if let Some(last) = atom.checked_sub(1) {
            // Where the line ends, nothing is to be set apart.
            before = before - self.paragraph.room_behind(&atoms[last]);
        }
        let mut after = self.sums[start_atom];
        if let Some(cut) = atoms.get(start_atom).filter(|atom| atom.range.start < mark.start) {
            let width = self.paragraph.part_width(cut, mark.start..cut.range.end);
            after = self.sums[start_atom + 1] - Sums::wide(width);
        }
        if mark.adds_hyphen {
            let bearer = if cut.is_some() { *atom } else { atom.saturating_sub(1) };
            before = before + Sums::wide(self.paragraph.hyphen_width(&atoms[bearer]));
        }
        before.width -= f64::from(self.paragraph.hang_at_end(mark.end, mark.adds_hyphen));
        after.width += f64::from(self.paragraph.hang_at_start(mark.start));
        Break {
            end: mark.end,
            start: mark.start,
            before,
            after,
            penalty: mark.penalty,
            need: mark.need,
            adds_hyphen: mark.adds_hyphen,
            hyphen: mark.hyphen,
            forced: mark.forced,
            atom: cut.map(|_| *atom),
        }
    }
}

/// Sorts breaks, and keeps of those at one place the one with the least need.
fn in_order(marks: &mut Vec<Mark>) {
    marks.sort_by_key(|mark| (mark.end, mark.need));
    marks.dedup_by_key(|mark| mark.end);
}

/// How much a space stretches and shrinks, as shares of its width. Those of TeX's Computer Modern
/// are 1/2 and 1/3; text faces of today have narrower spaces, which bear a little more.
const SPACE_STRETCH: f64 = 0.6;
const SPACE_SHRINK: f64 = 0.3;

impl Paragraph<'_> {
    /// The width of a line between two breaks, with what its spaces stretch and shrink by.
    pub(super) fn between(&self, from: &Break, to: &Break) -> Sums {
        if from.atom.is_none() || from.atom != to.atom {
            return to.before - from.after;
        }
        let Some(atom) = from.atom.map(|index| &self.atoms[index]) else {
            return to.before - from.after;
        };
        let hyphen = if to.adds_hyphen { self.hyphen_width(atom) } else { 0.0 };
        let hanging = self.hang_at_end(to.end, to.adds_hyphen) + self.hang_at_start(from.start);
        Sums::wide(self.part_width(atom, from.start..to.end) + hyphen - hanging)
    }

    /// What an atom takes by itself.
    pub(super) fn atom_sums(&self, atom: &Atom, measure: Option<f32>) -> Sums {
        let size = self.text_style(atom).size;
        match &atom.kind {
            AtomKind::Word(_, shaped) => Sums::wide(shaped.width * size),
            AtomKind::Space(_, shaped, rigid) => {
                let width = f64::from(shaped.width * size);
                let flexible = if *rigid { 0.0 } else { width };
                Sums { width, stretch: flexible * SPACE_STRETCH, shrink: flexible * SPACE_SHRINK }
            }
            AtomKind::Object(Object::Gap(width)) => Sums::wide(*width),
            AtomKind::Object(object) => Sums::wide(object.fitted(measure).width),
            AtomKind::LineEnd => Sums::default(),
        }
    }

    /// What stands between an atom and the next one on the same line.
    pub(super) fn room_behind(&self, atom: &Atom) -> Sums {
        if atom.behind == Room::default() {
            return Sums::default();
        }
        let points = |ems: f32| f64::from(ems * self.text_style(atom).size);
        let Room { width, stretch, shrink } = atom.behind;
        Sums { width: points(width), stretch: points(stretch), shrink: points(shrink) }
    }

    /// The width of the part of a word between two bytes of the text.
    fn part_width(&self, atom: &Atom, range: Range<usize>) -> f32 {
        let AtomKind::Word(how, shaped) = &atom.kind else { return 0.0 };
        let inside = range.start - atom.range.start..range.end - atom.range.start;
        let word = &self.content.text[atom.range.clone()];
        if word.len() > LONG {
            return shaped.width_between(inside) * self.text_style(atom).size;
        }
        part(*how, shaped, word, inside, self.fonts, self.shaper).width * self.text_style(atom).size
    }

    fn hyphen_width(&self, atom: &Atom) -> f32 {
        let AtomKind::Word(how, _) = &atom.kind else { return 0.0 };
        self.hyphen(*how).width * self.text_style(atom).size
    }

    /// The hyphen that a font has.
    pub(super) fn hyphen(&self, how: Shaping) -> std::sync::Arc<crate::layout::shaper::Shaped> {
        let real = self.fonts.face(how.font).has('\u{2010}');
        self.shaper.shape(self.fonts, if real { "\u{2010}" } else { "-" }, how)
    }

    /// By how much what stands before a byte hangs into the margin, in points.
    pub(super) fn hang_at_end(&self, end: usize, hyphen: bool) -> f32 {
        if !self.style.hanging {
            return 0.0;
        }
        let last = if hyphen { Some('-') } else { self.content.text[..end].chars().next_back() };
        let lang = &self.lang;
        last.map_or(0.0, |last| {
            hang::at_end(last).max(wide::hang_at_end(last, lang)) * self.style.size
        })
    }

    /// By how much what stands behind a byte hangs into the margin, in points.
    pub(super) fn hang_at_start(&self, start: usize) -> f32 {
        if !self.style.hanging || (start == 0 && self.style.indent > 0.0) {
            return 0.0;
        }
        let first = self.content.text[start..].chars().next();
        first.map_or(0.0, |first| {
            hang::at_start(first).max(wide::hang_at_start(first)) * self.style.size
        })
    }
}
