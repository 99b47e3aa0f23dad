//! The language that pages are written in, told by their words where nothing names it.

use whatlang::{Detector, Lang, Script};

use super::candidate::Candidate;
use crate::diag::{Code, Diagnostic};
use crate::span::Sources;
use crate::text::language::{is_language_tag, is_right_to_left, primary};

/// What the words of pages tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// Nothing, since they are next to none: English has to do.
    Silent,
    /// Nothing that is to be acted on: they are English, or names and labels.
    English,
    /// A language, as a BCP 47 tag. It is sure.
    Other(&'static str),
    /// They are of a language that is not sure; the tag names no more than their script.
    Unsure(&'static str),
}

impl Spoken {
    /// Whether a folder's name is the tag of the language, as far as the words tell it.
    pub(super) fn may_be(self, tag: &str) -> bool {
        let language = primary(tag);
        let is_word = TAGS_AND_WORDS.contains(&&*language);
        // Shorts of anything are tags of languages, too: `lg`, `ts`, `os`.
        let is_common = LANGUAGES.iter().any(|(_, known)| *known == language);
        let same = match self {
            Self::Silent | Self::Unsure("und") => !is_word && (is_common || tag.contains('-')),
            Self::English => primary(tag) == "en",
            Self::Other(own) => primary(own) == primary(tag),
            // Of some scripts it is known that the language is written in them.
            Self::Unsure(script) => is_right_to_left(script) == is_right_to_left(tag),
        };
        is_language_tag(tag) && has_shape(tag) && same
    }

    /// The tag that outputs state.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Silent | Self::English => "en",
            Self::Other(tag) | Self::Unsure(tag) => tag,
        }
    }
}

/// Tags of languages that are words of English, by which folders are called, too.
const TAGS_AND_WORDS: [&str; 14] =
    ["am", "as", "be", "he", "hi", "id", "in", "is", "it", "my", "no", "or", "so", "to"];

/// Whether a tag has the shape of those that folders are called by: `de`, `pt-BR`, `zh-Hans`.
pub(super) fn has_shape(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|part| part.len() == 2);
    let is_script = |part: &str| part.len() == 4 && part.starts_with(char::is_uppercase);
    is_language && parts.all(|part| part.len() == 2 || is_script(part))
}

/// How many words of a page, and of all, are looked at, and how many pages. More would tell no more.
const OF_PAGE: usize = 1_000;
const OF_ALL: usize = 10_000;
const PAGES: usize = 200;
/// Fewer words than these say nothing, and have next to nothing to be hyphenated.
const FEWEST: usize = 3;
/// Fewer words than these are sure only where their script has one language.
const ENOUGH: usize = 20;

/// The languages that are told apart, with their tags. Left out are those that hardly anybody writes
/// handbooks in and that short English texts are mistaken for.
const LANGUAGES: [(Lang, &str); 50] = [
    (Lang::Afr, "af"),
    (Lang::Ara, "ar"),
    (Lang::Aze, "az"),
    (Lang::Bel, "be"),
    (Lang::Ben, "bn"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Guj, "gu"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kan, "kn"),
    (Lang::Kat, "ka"),
    (Lang::Khm, "km"),
    (Lang::Kor, "ko"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Mar, "mr"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tam, "ta"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Urd, "ur"),
    (Lang::Vie, "vi"),
];

/// Small words of English that no other language here has.
const ENGLISH: [&str; 24] = [
    "and", "are", "by", "can", "each", "every", "from", "has", "have", "how", "it", "its", "of",
    "that", "the", "their", "there", "they", "this", "to", "what", "which", "with", "you",
];

/// Small words of other languages in Latin letters that stand in no English text as often.
const FOREIGN: [&str; 45] = [
    "bir", "che", "con", "das", "dei", "del", "della", "den", "der", "det", "die", "dla", "du",
    "een", "ein", "eine", "el", "est", "et", "gli", "het", "ist", "jest", "la", "las", "le", "les",
    "los", "mit", "nicht", "nie", "och", "og", "para", "pour", "que", "som", "um", "uma", "un",
    "una", "und", "une", "van", "ve",
];

/// From how much confidence on a language is likely, though it is not sure.
const LIKELY: f64 = 0.7;

/// The language of the pages, by those from all over the folder. Each speaks for as many words as are
/// looked at, in the language that it names, else in the one that they are of; where no language has
/// most of them, the pages that name none decide, whose language it will be. Code, addresses and
/// markup are left out.
pub(super) fn language(pages: &[&Candidate], sources: &Sources) -> Spoken {
    let sample: Vec<_> = pages.iter().step_by(pages.len().div_ceil(PAGES).max(1)).collect();
    let share = (OF_ALL / sample.len().max(1)).min(OF_PAGE);
    let (mut unnamed, mut silent, mut votes) = (Vec::new(), Vec::new(), Vec::new());
    for page in sample {
        let body = sources.get(page.file).text.get(page.front.body.clone()).unwrap_or_default();
        let words: Vec<&str> = prose(body).take(share).collect();
        if let Some(lang) = page.front.meta.lang.as_deref() {
            votes.push((named(lang), words.len()));
            continue;
        }
        let spoken = if words.len() >= ENOUGH { of_words(&words) } else { Spoken::Silent };
        silent.push((spoken, words.len()));
        unnamed.extend(words);
    }
    let is_sure =
        |(spoken, _): &(Spoken, usize)| matches!(spoken, Spoken::English | Spoken::Other(_));
    let is_named = !votes.is_empty() && unnamed.is_empty();
    votes.extend(&silent);
    silent.retain(is_sure);
    match elected(&votes).or_else(|| elected(&silent)) {
        Some(spoken @ (Spoken::English | Spoken::Other(_))) => spoken,
        None if is_named || !silent.is_empty() => Spoken::Unsure("und"),
        // Pages that say little each may say enough together.
        _ => of_words(&unnamed),
    }
}

/// What has more than half of the votes.
fn elected(votes: &[(Spoken, usize)]) -> Option<Spoken> {
    let all: usize = votes.iter().map(|(_, words)| words).sum();
    let has_most = |spoken: &Spoken| {
        let own = votes.iter().filter(|(other, _)| other == spoken).map(|(_, words)| words);
        own.sum::<usize>() * 2 > all
    };
    let mut candidates: Vec<Spoken> = Vec::new();
    for (spoken, _) in votes {
        if !candidates.contains(spoken) {
            candidates.push(*spoken);
        }
    }
    candidates.into_iter().find(has_most)
}

/// The language that a page names.
fn named(tag: &str) -> Spoken {
    let tag = primary(tag);
    let known = LANGUAGES.iter().find(|(_, known)| *known == tag).map(|(_, known)| *known);
    match known {
        Some("en") => Spoken::English,
        Some(known) => Spoken::Other(known),
        None => Spoken::Unsure("und"),
    }
}

/// The language of some words.
fn of_words(words: &[&str]) -> Spoken {
    let letters = words.iter().flat_map(|word| word.chars());
    let has_words = words.len() >= FEWEST || letters.clone().any(|letter| !letter.is_ascii());
    let allowed = LANGUAGES.iter().map(|(lang, _)| *lang).collect();
    let detector = Detector::with_allowlist(allowed);
    let Some(found) = detector.detect(&words.join(" ")).filter(|_| has_words) else {
        return Spoken::Silent;
    };
    let is_enough = words.len() >= ENOUGH || !shares_script(found.script());
    let is_likely = found.confidence() >= LIKELY || found.script() != Script::Latin;
    let in_english = has_small_words(words, &ENGLISH);
    if in_english && has_small_words(words, &FOREIGN) {
        // Two languages at once.
        Spoken::Unsure("und")
    } else if found.lang() == Lang::Eng || in_english {
        Spoken::English
    } else if !is_likely
        && !has_small_words(words, &FOREIGN)
        && words.iter().all(|it| it.is_ascii())
    {
        // Names of things and short labels look like any language.
        Spoken::English
    } else if is_enough && found.is_reliable() {
        let tag = LANGUAGES.iter().find(|(lang, _)| *lang == found.lang()).map(|(_, tag)| *tag);
        tag.map_or(Spoken::Unsure("und"), Spoken::Other)
    } else {
        Spoken::Unsure(match found.script() {
            Script::Arabic => "und-Arab",
            Script::Hebrew => "und-Hebr",
            _ => "und",
        })
    }
}

/// Whether several of the languages are written in a script, so that it takes words to tell them
/// apart.
fn shares_script(script: Script) -> bool {
    matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew
    )
}

/// Whether so many of the words are small words of a language as only a text in it has.
fn has_small_words(words: &[&str], small: &[&str]) -> bool {
    const SHARE: usize = 10;
    let is_small = |word: &&&str| small.iter().any(|own| word.eq_ignore_ascii_case(own));
    words.iter().filter(is_small).count() * SHARE >= words.len()
}

/// The words of Markdown that are plain ones, without code, tags, addresses and names of things.
fn prose(body: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    let lines = body.lines().filter(move |line| {
        let line = line.trim_start_matches([' ', '>', '-', '*']);
        let marks = line.len() - line.trim_start_matches(['`', '~']).len();
        match fence {
            Some(open) if line.starts_with(open) => fence = None,
            Some(_) => {}
            None if marks >= 3 => fence = Some(&line[..marks]),
            None => return !line.starts_with('[') || !line.contains("]:"),
        }
        false
    });
    lines
        .flat_map(|line| without_markup(line))
        .flat_map(str::split_whitespace)
        .filter_map(plain_word)
}

/// The pieces of a line that are neither code nor in a tag, braces or the address of a link.
fn without_markup(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let starts = |rest: &str| {
        let found = rest.find(['`', '<', '{', ']'])?;
        Some((found, rest[found..].chars().next()?))
    };
    while let Some((start, sign)) = starts(rest) {
        pieces.push(&rest[..start]);
        let behind = &rest[start + 1..];
        let end = match sign {
            '`' => behind.find('`'),
            '<' => behind.find('>'),
            '{' => behind.find('}'),
            _ if behind.starts_with('(') => behind.find(')'),
            _ => None,
        };
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

/// What is said of a language that words told.
pub(super) fn told(spoken: Spoken, single: bool) -> Option<Diagnostic> {
    let place = if single { "in the page's front matter" } else { "in pack.yaml" };
    match spoken {
        Spoken::Silent | Spoken::English => None,
        Spoken::Other(tag) => {
            let message =
                format!("nothing names the language; by their words the pages are `{tag}`");
            let help = format!("write `lang: {tag}` {place}, or the language that it is");
            Some(Diagnostic::note(Code::Language, message).help(help))
        }
        Spoken::Unsure(_) => {
            let message = "nothing names the language, and the words do not tell it for sure";
            let help = format!(
                "write `lang: en` or another language {place}; without it no word is hyphenated"
            );
            Some(Diagnostic::warning(Code::Language, message).help(help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Spoken {
        of_words(&prose(text).collect::<Vec<_>>())
    }

    #[test]
    fn words_tell_the_language() {
        for (tag, text) in [
            (
                "de",
                "Der Kessel fasst zwei Liter. Füllen Sie ihn nur mit kaltem Wasser, und schalten \
                    Sie ihn erst ein, wenn der Deckel geschlossen ist. Danach dauert es wenige \
                    Minuten, bis das Wasser kocht.",
            ),
            (
                "fr",
                "La bouilloire contient deux litres. Ne la remplissez que d'eau froide et ne \
                    l'allumez que lorsque le couvercle est fermé. Il faut ensuite quelques minutes \
                    pour que l'eau se mette à bouillir.",
            ),
            (
                "es",
                "El hervidor tiene una capacidad de dos litros. Llénelo solo con agua fría y no \
                    lo encienda hasta que la tapa esté cerrada. Después el agua tarda unos minutos \
                    en hervir.",
            ),
            (
                "pt",
                "A chaleira tem capacidade para dois litros. Encha apenas com água fria e ligue \
                    somente quando a tampa estiver fechada. Depois disso a água leva alguns minutos \
                    para ferver, não mais.",
            ),
            (
                "ru",
                "Чайник вмещает два литра. Наливайте только холодную воду и включайте его, когда \
                    крышка закрыта. После этого вода закипит через несколько минут, и чайник \
                    выключится сам, если вода кончится.",
            ),
            ("ja", "やかんには水を二リットル入れることができます。"),
            ("zh", "水壶可以装两升水。请只加冷水。"),
            ("ko", "주전자는 물 두 리터를 담을 수 있습니다."),
            ("el", "Ο βραστήρας χωράει δύο λίτρα."),
        ] {
            assert_eq!(of(text), Spoken::Other(tag), "{text}");
        }
    }

    #[test]
    fn more_than_half_of_the_words_decide() {
        let (german, english) = (Spoken::Other("de"), Spoken::English);
        assert_eq!(elected(&[(german, 11), (english, 40), (german, 11)]), Some(english));
        assert_eq!(
            elected(&[(german, 40), (named("en-GB"), 30), (named("de-AT"), 1)]),
            Some(german)
        );
        assert_eq!(elected(&[(german, 30), (english, 30), (named("tlh"), 30)]), None);
        assert_eq!(elected(&[]), None);
    }

    #[test]
    fn english_and_next_to_nothing_are_left_alone() {
        for text in [
            "",
            "# Kettle",
            "Fill the kettle with cold water and close the lid.",
            "Fuse vent fan motor; pump valve.",
            "# API\n\nReturns the id of a widget.\n\n```de\nDas ist ein sehr langer Text auf Deutsch\n```",
            "| Key | Value |\n| - | - |\n| `x` | See [the docs](https://example.org/der/die/das) |",
        ] {
            assert_eq!(of(text).tag(), "en", "{text}");
        }
    }

    #[test]
    fn few_words_are_not_sure() {
        let few = of("Der Wasserkocher ist kaputt gegangen.");
        assert_eq!(few, Spoken::Unsure("und"));
        assert_eq!(of("# Eins\n\nDie Rohrleitungsinstandhaltung beginnt."), Spoken::Unsure("und"));
        let mixed =
            of("Der Kessel fasst zwei Liter. Füllen Sie ihn mit kaltem Wasser, das ist alles. \
                        The kettle holds two litres. Fill it with cold water, and that is all.");
        assert_eq!(mixed, Spoken::Unsure("und"));
        assert!(matches!(of("שלום לכם"), Spoken::Other("he") | Spoken::Unsure("und-Hebr")));
    }

    #[test]
    fn shorts_of_anything_are_no_languages() {
        for (spoken, tag, is_one) in [
            (Spoken::Silent, "de", true),
            (Spoken::Silent, "lg", false),
            (Spoken::Unsure("und"), "ts", false),
            (Spoken::Unsure("und"), "lg-UG", true),
            (Spoken::Silent, "it", false),
            (Spoken::Other("de"), "de-AT", true),
        ] {
            assert_eq!(spoken.may_be(tag), is_one, "{tag}");
        }
    }

    #[test]
    fn only_plain_words_are_looked_at() {
        let text = "Use `der code` in <b title=\"die\">Füße</b>, see [Wörter](der/die.md) {.das}\n\
                    > ~~~\n> die\n> ~~~\n\n[x]: der\n- NASA and fooBar's l'eau x2";
        let words: Vec<_> = prose(text).collect();
        assert_eq!(words, ["Use", "in", "Füße", "see", "Wörter", "and", "l'eau"]);
    }
}
