//! The language that pages are written in, told by their words where nothing names it.

use whatlang::{Detector, Lang, Script};

use super::candidate::Candidate;
use super::prose::Prose;
use crate::diag::{Code, Diagnostic};
use crate::span::Sources;
use crate::text::language::{has_usual_shape, is_language_tag, is_right_to_left, primary};

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
    /// They are of a language that is not sure, as [`Spoken::Unsure`], but names of things and labels,
    /// no sentences: nobody is asked for their language.
    Labels(&'static str),
    /// They are of several languages, of which none has most of them; these two have more than others.
    Several(&'static str, &'static str),
}

impl Spoken {
    /// Whether a folder's name is the tag of the language, as far as the words tell it.
    pub(super) fn may_be(self, tag: &str) -> bool {
        let language = primary(tag);
        let is_word = TAGS_AND_WORDS.contains(&&*language);
        // Shorts of anything are tags of languages, too: `lg`, `ts`, `os`.
        let is_common = LANGUAGES.iter().any(|(_, known)| *known == language);
        let same = match self {
            Self::Silent | Self::Unsure("und") | Self::Labels("und") => {
                !is_word && (is_common || tag.contains('-'))
            }
            Self::English => primary(tag) == "en",
            Self::Other(own) => primary(own) == primary(tag),
            // Of some scripts it is known that the language is written in them.
            Self::Unsure(script) | Self::Labels(script) => {
                is_right_to_left(script) == is_right_to_left(tag)
            }
            Self::Several(one, other) => [one, other].contains(&&*language),
        };
        is_language_tag(tag) && has_usual_shape(tag) && same
    }

    /// The tag that outputs state.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Silent | Self::English => "en",
            Self::Other(tag) | Self::Unsure(tag) | Self::Labels(tag) => tag,
            Self::Several(..) => "und",
        }
    }

    /// The tag of the language, where it is sure.
    fn sure(self) -> Option<&'static str> {
        match self {
            Self::English => Some("en"),
            Self::Other(tag) => Some(tag),
            _ => None,
        }
    }
}

/// Tags of languages that are words of English, by which folders are called, too.
const TAGS_AND_WORDS: [&str; 14] =
    ["am", "as", "be", "he", "hi", "id", "in", "is", "it", "my", "no", "or", "so", "to"];

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

/// Small words of English that no other language here has, or hardly.
const ENGLISH: [&str; 59] = [
    "about", "and", "any", "are", "because", "been", "before", "below", "by", "can", "could",
    "does", "each", "every", "from", "has", "have", "here", "how", "into", "it", "its", "itself",
    "just", "most", "only", "other", "others", "our", "says", "should", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "what", "when", "where", "which", "while", "who", "whose", "with", "within", "without",
    "would", "yes", "you", "your",
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
    let (mut unnamed, mut silent, mut votes) = (Prose::default(), Vec::new(), Vec::new());
    for page in sample {
        let body = sources.get(page.file).text.get(page.front.body.clone()).unwrap_or_default();
        let prose = Prose::of(body, share);
        let words = prose.words.len();
        if let Some(lang) = page.front.meta.lang.as_deref() {
            votes.push((named(lang), words));
            continue;
        }
        let spoken = if words >= ENOUGH { of_prose(&prose) } else { Spoken::Silent };
        silent.push((spoken, words));
        unnamed.extend(prose);
    }
    let is_named = !votes.is_empty() && unnamed.words.is_empty();
    votes.extend(&silent);
    silent.retain(|(spoken, _)| spoken.sure().is_some());
    let elected = elected(&votes).or_else(|| elected(&silent));
    match elected.filter(|spoken| spoken.sure().is_some()) {
        Some(spoken) => spoken,
        None => several(&votes).unwrap_or_else(|| {
            if is_named || !silent.is_empty() {
                return Spoken::Unsure("und");
            }
            // Pages that say little each may say enough together.
            of_prose(&unnamed)
        }),
    }
}

/// The two languages that most of the votes are for, where there are several.
fn several(votes: &[(Spoken, usize)]) -> Option<Spoken> {
    let mut sums: Vec<(&'static str, usize)> = Vec::new();
    for (tag, words) in votes.iter().filter_map(|(spoken, words)| Some((spoken.sure()?, words))) {
        match sums.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, sum)) => *sum += words,
            None => sums.push((tag, *words)),
        }
    }
    sums.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
    match sums[..] {
        [(one, _), (other, _), ..] => Some(Spoken::Several(one, other)),
        _ => None,
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
fn of_prose(prose: &Prose<'_>) -> Spoken {
    let words = &*prose.words;
    let letters = words.iter().flat_map(|word| word.chars());
    let says = prose.has_sentences();
    let has_words =
        words.len() >= FEWEST || says || letters.clone().any(|letter| !letter.is_ascii());
    let allowed = LANGUAGES.iter().map(|(lang, _)| *lang).collect();
    let detector = Detector::with_allowlist(allowed);
    let Some(found) = detector.detect(&words.join(" ")).filter(|_| has_words) else {
        return Spoken::Silent;
    };
    let unsure = |tag| if says { Spoken::Unsure(tag) } else { Spoken::Labels(tag) };
    let is_enough = words.len() >= ENOUGH || !shares_script(found.script());
    let is_likely = found.confidence() >= LIKELY || found.script() != Script::Latin;
    let [in_english, in_another] =
        [&ENGLISH[..], &FOREIGN].map(|small| has_small_words(words, small));
    if in_english && in_another {
        // Two languages at once.
        unsure("und")
    } else if in_english || (found.lang() == Lang::Eng && (is_enough || found.is_reliable())) {
        Spoken::English
    } else if !is_likely && !in_another && words.iter().all(|it| it.is_ascii()) {
        // Names of things and short labels look like any language.
        unsure("und")
    } else if is_enough && found.is_reliable() {
        let tag = LANGUAGES.iter().find(|(lang, _)| *lang == found.lang()).map(|(_, tag)| *tag);
        tag.map_or(unsure("und"), Spoken::Other)
    } else {
        unsure(match found.script() {
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

/// What is said of a language that words told.
pub(super) fn told(spoken: Spoken, single: bool) -> Option<Diagnostic> {
    let place = if single { "in the page's front matter" } else { "in pack.yaml" };
    match spoken {
        Spoken::Silent | Spoken::English | Spoken::Labels(_) => None,
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
        Spoken::Several(one, other) => {
            let message = format!(
                "the pages are in several languages, `{one}` and `{other}` more than others, and \
                 none has more than half of the words"
            );
            let help = format!(
                "write `lang: {one}` in pack.yaml, and `lang` in the front matter of the pages in \
                 another language; without it no word is hyphenated"
            );
            Some(Diagnostic::warning(Code::Language, message).help(help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Spoken {
        of_prose(&Prose::of(text, OF_PAGE))
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
        assert!(matches!(of("שלום לכם."), Spoken::Other("he") | Spoken::Unsure("und-Hebr")));
    }

    #[test]
    fn two_words_are_no_english_by_themselves() {
        for text in [
            "Wasser kocht.",
            "# Kessel\n\nWasser kocht.",
            "L'eau bout.",
            "El agua hierve.",
            "Fervem as panelas.",
            "Vatten kokar.",
            "Woda wrze.",
            "Вода кипит.",
            "Водата ври.",
            "पानी उबल रहा है।",
            "Pump hums.",
        ] {
            let spoken = of(text);
            assert!(
                matches!(spoken, Spoken::Unsure("und") | Spoken::Other(_)),
                "{text}: {spoken:?}"
            );
        }
        assert!(matches!(of("الماء يغلي."), Spoken::Unsure("und-Arab") | Spoken::Other("ar")));
        assert!(matches!(of("המים רותחים."), Spoken::Unsure("und-Hebr") | Spoken::Other("he")));
        for text in ["The water boils.", "Some words.", "It boils here.", "# A\n\nThese are words."]
        {
            assert_eq!(of(text), Spoken::English, "{text}");
        }
        // Nobody is asked for the language of what holds no sentences.
        for text in [
            "",
            "# Kessel",
            "- Pumpe\n- Ventil\n- Filter",
            "- Kühlwasser\n- Ölfilter\n- große Pumpe",
            "Насос\n\nКлапан",
            "- Anna Berg\n- José Müller\n- Acme Inc.",
            "```\nprint this. now that.\n```",
            "| Pumpe | Ventil |\n| --- | --- |\n| gross | klein |",
            "- 温水\n- 冷水",
        ] {
            let told = told(of(text), false);
            let warns = told.is_some_and(|it| it.severity == crate::diag::Severity::Warning);
            assert!(!warns, "{text}");
        }
    }

    #[test]
    fn pages_half_in_one_language_and_half_in_another_are_told() {
        let (german, english) = (Spoken::Other("de"), Spoken::English);
        let votes = [(german, 30), (english, 30), (Spoken::Silent, 3)];
        assert_eq!(several(&votes), Some(Spoken::Several("de", "en")));
        assert_eq!(several(&[(german, 30), (german, 4), (Spoken::Unsure("und"), 40)]), None);
        let told = told(Spoken::Several("de", "en"), false).unwrap();
        assert!(told.message.contains("`de` and `en`"), "{}", told.message);
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
}
