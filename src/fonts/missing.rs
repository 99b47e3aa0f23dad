//! Characters that no font has: told once for each script, with the families that have it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use unicode_properties::UnicodeEmoji as _;
use unicode_script::{Script, UnicodeScript as _};

use super::demand::Demanded;
use super::region::Region;
use crate::diag::{Code, Diagnostic, PLACES, Severity};
use crate::span::{Sources, Span};

/// How many of the characters a message shows.
const SAMPLE: usize = 8;

/// What characters have in common that one family has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    Script(Script),
    /// Signs that several scripts of India share.
    Indic,
    /// Signs of ASCII as wide as Chinese and Japanese characters. Elsewhere they are slips of a keyboard.
    FullWidth,
    Emoji,
    Symbols,
    PrivateUse,
}

/// Where a script's fonts are found.
struct Home {
    group: Group,
    /// A free family, to be put into a pack.
    family: &'static str,
    /// Its package in Debian and Ubuntu, and in Fedora.
    packages: [&'static str; 2],
    /// The families that come with Windows and macOS.
    shipped: [&'static str; 2],
}

const fn home(
    script: Script,
    family: &'static str,
    packages: [&'static str; 2],
    shipped: [&'static str; 2],
) -> Home {
    Home { group: Group::Script(script), family, packages, shipped }
}

const NOTO_CORE: &str = "fonts-noto-core";
const NOTO_CJK: [&str; 2] = ["fonts-noto-cjk", "google-noto-sans-cjk-fonts"];

/// Scripts of India that share signs.
const INDIC: [Script; 10] = [
    Script::Devanagari,
    Script::Bengali,
    Script::Gujarati,
    Script::Gurmukhi,
    Script::Kannada,
    Script::Malayalam,
    Script::Oriya,
    Script::Sinhala,
    Script::Tamil,
    Script::Telugu,
];

/// Scripts whose characters are as wide as full-width signs.
const WIDE: [Script; 5] =
    [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo];

static HOMES: [Home; 25] = [
    home(Script::Hiragana, "Noto Sans CJK JP", NOTO_CJK, ["Yu Gothic", "Hiragino Sans"]),
    home(Script::Katakana, "Noto Sans CJK JP", NOTO_CJK, ["Yu Gothic", "Hiragino Sans"]),
    home(Script::Hangul, "Noto Sans CJK KR", NOTO_CJK, ["Malgun Gothic", "Apple SD Gothic Neo"]),
    home(Script::Bopomofo, "Noto Sans CJK TC", NOTO_CJK, ["Microsoft JhengHei", "PingFang TC"]),
    home(
        Script::Arabic,
        "Noto Naskh Arabic",
        [NOTO_CORE, "google-noto-naskh-arabic-fonts"],
        ["Segoe UI", "Geeza Pro"],
    ),
    home(
        Script::Hebrew,
        "Noto Sans Hebrew",
        [NOTO_CORE, "google-noto-sans-hebrew-fonts"],
        ["Segoe UI", "Arial Hebrew"],
    ),
    home(
        Script::Thai,
        "Noto Sans Thai",
        [NOTO_CORE, "google-noto-sans-thai-fonts"],
        ["Leelawadee UI", "Thonburi"],
    ),
    home(
        Script::Lao,
        "Noto Sans Lao",
        [NOTO_CORE, "google-noto-sans-lao-fonts"],
        ["Leelawadee UI", "Lao Sangam MN"],
    ),
    home(
        Script::Khmer,
        "Noto Sans Khmer",
        [NOTO_CORE, "google-noto-sans-khmer-fonts"],
        ["Leelawadee UI", "Khmer Sangam MN"],
    ),
    home(
        Script::Myanmar,
        "Noto Sans Myanmar",
        [NOTO_CORE, "google-noto-sans-myanmar-fonts"],
        ["Myanmar Text", "Myanmar Sangam MN"],
    ),
    home(
        Script::Devanagari,
        "Noto Sans Devanagari",
        [NOTO_CORE, "google-noto-sans-devanagari-fonts"],
        ["Nirmala UI", "Kohinoor Devanagari"],
    ),
    home(
        Script::Bengali,
        "Noto Sans Bengali",
        [NOTO_CORE, "google-noto-sans-bengali-fonts"],
        ["Nirmala UI", "Kohinoor Bangla"],
    ),
    home(
        Script::Gujarati,
        "Noto Sans Gujarati",
        [NOTO_CORE, "google-noto-sans-gujarati-fonts"],
        ["Nirmala UI", "Kohinoor Gujarati"],
    ),
    home(
        Script::Gurmukhi,
        "Noto Sans Gurmukhi",
        [NOTO_CORE, "google-noto-sans-gurmukhi-fonts"],
        ["Nirmala UI", "Gurmukhi Sangam MN"],
    ),
    home(
        Script::Tamil,
        "Noto Sans Tamil",
        [NOTO_CORE, "google-noto-sans-tamil-fonts"],
        ["Nirmala UI", "Tamil Sangam MN"],
    ),
    home(
        Script::Telugu,
        "Noto Sans Telugu",
        [NOTO_CORE, "google-noto-sans-telugu-fonts"],
        ["Nirmala UI", "Kohinoor Telugu"],
    ),
    home(
        Script::Kannada,
        "Noto Sans Kannada",
        [NOTO_CORE, "google-noto-sans-kannada-fonts"],
        ["Nirmala UI", "Noto Sans Kannada"],
    ),
    home(
        Script::Malayalam,
        "Noto Sans Malayalam",
        [NOTO_CORE, "google-noto-sans-malayalam-fonts"],
        ["Nirmala UI", "Malayalam Sangam MN"],
    ),
    home(
        Script::Oriya,
        "Noto Sans Oriya",
        [NOTO_CORE, "google-noto-sans-oriya-fonts"],
        ["Nirmala UI", "Noto Sans Oriya"],
    ),
    home(
        Script::Sinhala,
        "Noto Sans Sinhala",
        [NOTO_CORE, "google-noto-sans-sinhala-fonts"],
        ["Nirmala UI", "Sinhala Sangam MN"],
    ),
    home(
        Script::Georgian,
        "Noto Sans Georgian",
        [NOTO_CORE, "google-noto-sans-georgian-fonts"],
        ["Sylfaen", "Helvetica Neue"],
    ),
    home(
        Script::Armenian,
        "Noto Sans Armenian",
        [NOTO_CORE, "google-noto-sans-armenian-fonts"],
        ["Sylfaen", "Mshtakan"],
    ),
    home(
        Script::Ethiopic,
        "Noto Sans Ethiopic",
        [NOTO_CORE, "google-noto-sans-ethiopic-fonts"],
        ["Ebrima", "Kefa"],
    ),
    Home {
        group: Group::Emoji,
        family: "Noto Emoji",
        packages: ["fonts-noto-color-emoji", "google-noto-color-emoji-fonts"],
        shipped: ["Segoe UI Emoji", "Apple Color Emoji"],
    },
    Home {
        group: Group::Symbols,
        family: "Noto Sans Symbols",
        packages: [NOTO_CORE, "google-noto-sans-symbols-fonts"],
        shipped: ["Segoe UI Symbol", "Apple Symbols"],
    },
];

/// The families for Han characters, by the region that the document is written for.
static HAN: [(Region, &str, [&str; 2]); 5] = [
    (Region::China, "Noto Sans CJK SC", ["Microsoft YaHei", "PingFang SC"]),
    (Region::Taiwan, "Noto Sans CJK TC", ["Microsoft JhengHei", "PingFang TC"]),
    (Region::HongKong, "Noto Sans CJK HK", ["Microsoft JhengHei", "PingFang HK"]),
    (Region::Japan, "Noto Sans CJK JP", ["Yu Gothic", "Hiragino Sans"]),
    (Region::Korea, "Noto Sans CJK KR", ["Malgun Gothic", "Apple SD Gothic Neo"]),
];

/// What is known of the text around characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'a> {
    /// Its language.
    pub(super) lang: &'a str,
    /// Whether it holds kana or Hangul, which tell whose Han characters stand beside them.
    pub(super) has_kana: bool,
    pub(super) has_hangul: bool,
    /// Whether the system's fonts may be used, so that it helps to install one.
    pub(super) may_borrow: bool,
}

impl Around<'_> {
    /// The region whose shapes Han characters are to have.
    fn region(self) -> Region {
        Region::of(self.lang).unwrap_or(match self {
            Self { has_kana: true, .. } => Region::Japan,
            Self { has_hangul: true, .. } => Region::Korea,
            _ => Region::China,
        })
    }
}

impl Group {
    fn of(character: char) -> Self {
        let extensions = character.script_extension();
        let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
        match character.script() {
            _ if is_private => Self::PrivateUse,
            Script::Common | Script::Inherited
                if extensions.contains_script(Script::Han) && !extensions.is_common() =>
            {
                Self::Script(Script::Han)
            }
            // A danda is written in many scripts of India, and belongs to none of them alone.
            Script::Common | Script::Inherited
                if INDIC.iter().any(|&script| extensions.contains_script(script))
                    && !extensions.is_common() =>
            {
                Self::Indic
            }
            _ if plain_form(character).is_some() => Self::FullWidth,
            // Full-width forms belong to no script, and stand in Chinese and Japanese fonts.
            Script::Common if matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}') => {
                Self::Script(Script::Han)
            }
            Script::Common | Script::Inherited | Script::Unknown if character.is_emoji_char() => {
                Self::Emoji
            }
            Script::Common | Script::Inherited | Script::Unknown => Self::Symbols,
            script => Self::Script(script),
        }
    }

    /// Words behind a number of them.
    fn words(self) -> (String, &'static str) {
        match self {
            Self::Script(script) => ("character".to_owned(), script.full_name()),
            Self::Indic => ("sign that the scripts of India share".to_owned(), ""),
            Self::FullWidth => ("sign of full width".to_owned(), ""),
            Self::Emoji => ("emoji".to_owned(), ""),
            Self::Symbols => ("symbol".to_owned(), ""),
            Self::PrivateUse => ("character for private use".to_owned(), ""),
        }
    }

    fn help(self, around: Around<'_>) -> String {
        let Some(home) = self.home(around) else {
            let reason = match self {
                Self::PrivateUse => "their meaning is private to one font: ",
                _ => "",
            };
            return format!("{reason}put a font that has them into the pack's folder `fonts`");
        };
        let (family, [debian, fedora], [windows, mac]) = home;
        let plain = match self {
            Self::FullWidth => "write them in their usual width, or ",
            _ => "",
        };
        let put = format!(
            "{plain}put a font that has them, such as {family}, into the pack's folder `fonts`"
        );
        if !around.may_borrow {
            return put;
        }
        format!(
            "{put}, or install one: `{debian}` on Debian and Ubuntu, `{fedora}` on Fedora; Windows \
             comes with {windows}, macOS with {mac}"
        )
    }
}

impl Group {
    /// The family that has a group, its packages, and those that systems come with.
    fn home(
        self,
        around: Around<'_>,
    ) -> Option<(&'static str, [&'static str; 2], [&'static str; 2])> {
        if matches!(self, Self::Script(Script::Han) | Self::FullWidth) {
            let of_region = HAN.iter().find(|(region, ..)| *region == around.region());
            return of_region.map(|&(_, family, shipped)| (family, NOTO_CJK, shipped));
        }
        let group = if self == Self::Indic { Self::Script(Script::Devanagari) } else { self };
        let home = HOMES.iter().find(|home| home.group == group)?;
        Some((home.family, home.packages, home.shipped))
    }
}

/// The sign of ASCII that a full-width one is.
fn plain_form(character: char) -> Option<char> {
    let offset = u32::from('\u{ff01}') - u32::from('!');
    let is_wide = matches!(character, '\u{ff01}'..='\u{ff5e}');
    is_wide.then(|| char::from_u32(u32::from(character) - offset)).flatten()
}

/// Where a font is found that has a character.
pub(super) fn help(character: char, lang: &str) -> String {
    Group::of(character).help(Around { lang, may_borrow: true, ..Around::default() })
}

/// One diagnostic for each script, in the order in which they first stand.
pub(super) fn diagnostics(
    lacking: impl IntoIterator<Item = (char, Demanded)>,
    severity: Severity,
    around: Around<'_>,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut groups: IndexMap<Group, Vec<(char, Demanded)>> = IndexMap::new();
    for (character, demanded) in lacking {
        groups.entry(Group::of(character)).or_default().push((character, demanded));
    }
    // Where one of those scripts is reported, what it shares is reported with it.
    let of_india = |group: &Group| matches!(group, Group::Script(script) if INDIC.contains(script));
    if let Some(&script) = groups.keys().find(|group| of_india(group))
        && let Some(shared) = groups.shift_remove(&Group::Indic)
    {
        groups.entry(script).or_default().extend(shared);
    }
    let is_wide = |group: &Group| matches!(group, Group::Script(script) if WIDE.contains(script));
    if let Some(&script) = groups.keys().find(|group| is_wide(group))
        && let Some(shared) = groups.shift_remove(&Group::FullWidth)
    {
        groups.entry(script).or_default().extend(shared);
    }
    let told = groups.into_iter().map(|(group, characters)| {
        let places = first_places(group, &characters, sources);
        let help = group.help(around);
        diagnostic(group, &characters, severity).help(help).at_first_of(places)
    });
    told.collect()
}

fn diagnostic(group: Group, characters: &[(char, Demanded)], severity: Severity) -> Diagnostic {
    let count: usize = characters.iter().map(|(_, demanded)| demanded.count).sum();
    let point = |character: char| format!("U+{:04X}", u32::from(character));
    let sample: String = characters.iter().map(|&(character, _)| character).take(SAMPLE).collect();
    let more = if characters.len() > SAMPLE { "…" } else { "" };
    let (noun, script) = group.words();
    let noun = if count == 1 || group == Group::Emoji { noun } else { plural(&noun) };
    let of = if script.is_empty() {
        String::new()
    } else {
        format!(" of the script {}", script.replace('_', " "))
    };
    let points = characters.iter().take(3).map(|&(character, _)| point(character));
    let points = points.collect::<Vec<_>>().join(", ");
    let (points_more, boxes) = (
        if characters.len() > 3 { ", …" } else { "" },
        if count == 1 { "a box is" } else { "boxes are" },
    );
    let message = format!(
        "no font has {count} {noun}{of}: `{sample}{more}` ({points}{points_more}); {boxes} printed instead"
    );
    let mut diagnostic = Diagnostic::warning(Code::MissingGlyph, message);
    diagnostic.severity = severity;
    diagnostic
}

/// The first texts in which characters of a group stand, each where its first of them does.
fn first_places(group: Group, characters: &[(char, Demanded)], sources: &Sources) -> Vec<Span> {
    let places = characters.iter().flat_map(|(_, demanded)| &demanded.places).copied();
    let places: BTreeMap<usize, Span> = places.collect();
    places.into_values().take(PLACES).map(|span| words_of(group, span, sources)).collect()
}

/// The first words in a place that are of a group; all of it where none is written there as it is.
/// A title that no heading says has the body's start for its place, and stands in the front matter.
fn words_of(group: Group, span: Span, sources: &Sources) -> Span {
    let sought = if span.range().is_empty() { Span { start: 0, ..span } } else { span };
    let source = sources.excerpt(sought);
    let is_of = |character: char| !character.is_ascii() && Group::of(character) == group;
    let Some(start) = source.find(is_of) else { return span };
    let words = &source[start..];
    let length = words.find(|character| !is_of(character)).unwrap_or(words.len());
    let start = sought.range().start + start;
    Span::new(span.file, start..start + length)
}

fn plural(noun: &str) -> String {
    match noun.split_once(' ') {
        Some((first, rest)) => format!("{first}s {rest}"),
        None => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let twice = |character| (character, Demanded { count: 2, places: Vec::new() });
        let lacking = text.chars().map(twice);
        let around = Around { may_borrow: true, ..Around::default() };
        let diagnostics = diagnostics(lacking, Severity::Warning, around, &Sources::default());
        diagnostics.into_iter().map(|it| format!("{} ({})", it.message, it.help.unwrap())).collect()
    }

    #[test]
    fn a_script_is_reported_once_with_the_fonts_that_have_it() {
        insta::assert_snapshot!(said("漢字。แอ한\u{e000}⌬🫠").join("\n"));
    }

    #[test]
    fn han_characters_are_of_the_language_around_them() {
        let family = |around: Around<'_>| Group::Script(Script::Han).home(around).unwrap().0;
        let lang = |lang| Around { lang, ..Around::default() };
        assert_eq!(family(lang("ja-JP")), "Noto Sans CJK JP");
        assert_eq!(family(lang("zh-Hant")), "Noto Sans CJK TC");
        assert_eq!(family(Around { has_kana: true, ..lang("en") }), "Noto Sans CJK JP");
        assert_eq!(family(Around { has_hangul: true, ..lang("") }), "Noto Sans CJK KR");
        assert_eq!(family(lang("de")), "Noto Sans CJK SC");
    }

    #[test]
    fn a_danda_is_of_the_script_that_it_stands_in() {
        let of = |text: &str| {
            said(text).iter().map(|it| it.split('`').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("\u{995}\u{964}"), ["no font has 4 characters of the script Bengali: "]);
        assert_eq!(of("\u{964}"), ["no font has 2 signs that the scripts of India share: "]);
    }

    #[test]
    fn full_width_signs_are_chinese_only_beside_chinese() {
        let alone = said("\u{ff08}\u{ff09}");
        assert!(alone[0].starts_with("no font has 4 signs of full width: "), "{alone:?}");
        assert!(alone[0].contains("write them in their usual width, or put"), "{alone:?}");
        let beside = said("\u{ff08}\u{6f22}");
        assert_eq!(beside.len(), 1);
        assert!(beside[0].starts_with("no font has 4 characters of the script Han"), "{beside:?}");
    }

    #[test]
    fn the_first_three_places_are_those_of_the_words() {
        let mut sources = Sources::default();
        let text = "# Of \u{6f22}\u{5b57}\n\n\u{5b57} one\n\n\u{6f22} two\n\n\u{5b57} three\n";
        let file = sources.add("a.md", text);
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(file, start..start + words.len())
        };
        let (title, one) = (place("\n\n").start, place("\u{5b57} one"));
        let title = Span { start: 0, end: title, ..one };
        let (two, three) = (place("\u{6f22} two"), place("\u{5b57} three"));
        let lacking = [
            ('\u{6f22}', Demanded { count: 2, places: vec![(1, title), (3, two)] }),
            ('\u{5b57}', Demanded { count: 3, places: vec![(1, title), (2, one), (4, three)] }),
        ];
        let told = diagnostics(lacking, Severity::Warning, Around::default(), &sources).remove(0);
        let places: Vec<_> = told.span.into_iter().chain(told.also).collect();
        let lines: Vec<_> = places.iter().map(|&span| sources.line_column(span).line).collect();
        let shown: Vec<_> = places.iter().map(|&span| sources.excerpt(span)).collect();
        assert_eq!(
            (shown, lines),
            (vec!["\u{6f22}\u{5b57}", "\u{5b57}", "\u{6f22}"], vec![1, 3, 5])
        );
    }

    #[test]
    fn a_title_is_shown_in_its_front_matter() {
        let mut sources = Sources::default();
        let text = "---\ntitle: \u{6f22}\u{5b57}\n---\n\nWords.\n";
        let file = sources.add("a.md", text);
        let body = text.find("\nWords").unwrap();
        let places = vec![(1, Span::new(file, body..body))];
        let lacking = [('\u{6f22}', Demanded { count: 1, places })];
        let told = diagnostics(lacking, Severity::Warning, Around::default(), &sources).remove(0);
        assert_eq!(told.span.map(|span| sources.excerpt(span)), Some("\u{6f22}\u{5b57}"));
    }

    #[test]
    fn every_row_says_where_to_look() {
        for home in &HOMES {
            let help = home.group.help(Around { may_borrow: true, ..Around::default() });
            for words in home.packages.iter().chain(&home.shipped).chain([&home.family]) {
                assert!(!words.is_empty() && help.contains(words), "{help}");
            }
        }
    }
}
