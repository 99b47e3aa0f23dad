//! Characters that no font has: told once for each script, with the families that have it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use unicode_properties::UnicodeEmoji as _;
use unicode_script::{Script, UnicodeScript as _};

use super::demand::Demanded;
use crate::diag::{Code, Diagnostic, PLACES, Severity};
use crate::span::{Sources, Span};

/// How many of the characters a message shows.
const SAMPLE: usize = 8;

/// What characters have in common that one family has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    Script(Script),
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

static HOMES: [Home; 22] = [
    home(Script::Han, "Noto Sans CJK SC", NOTO_CJK, ["Microsoft YaHei", "PingFang SC"]),
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
            Self::Emoji => ("emoji".to_owned(), ""),
            Self::Symbols => ("symbol".to_owned(), ""),
            Self::PrivateUse => ("character for private use".to_owned(), ""),
        }
    }

    fn help(self) -> String {
        let Some(home) = HOMES.iter().find(|home| home.group == self) else {
            let reason = match self {
                Self::PrivateUse => "their meaning is private to one font: ",
                _ => "",
            };
            return format!("{reason}put a font that has them into the pack's folder `fonts`");
        };
        let Home { family, packages: [debian, fedora], shipped: [windows, mac], .. } = home;
        format!(
            "put a font that has them, such as {family}, into the pack's folder `fonts`, or install \
             one: `{debian}` on Debian and Ubuntu, `{fedora}` on Fedora; Windows comes with \
             {windows}, macOS with {mac}"
        )
    }
}

/// One diagnostic for each script, in the order in which they first stand.
pub(super) fn diagnostics(
    lacking: impl IntoIterator<Item = (char, Demanded)>,
    severity: Severity,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut groups: IndexMap<Group, Vec<(char, Demanded)>> = IndexMap::new();
    for (character, demanded) in lacking {
        groups.entry(Group::of(character)).or_default().push((character, demanded));
    }
    let told = groups.into_iter().map(|(group, characters)| {
        let places = first_places(group, &characters, sources);
        diagnostic(group, &characters, severity).at_first_of(places)
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
    let mut diagnostic = Diagnostic::warning(Code::MissingGlyph, message).help(group.help());
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
        let diagnostics = diagnostics(lacking, Severity::Warning, &Sources::default());
        diagnostics.into_iter().map(|it| format!("{} ({})", it.message, it.help.unwrap())).collect()
    }

    #[test]
    fn a_script_is_told_once_with_the_fonts_that_have_it() {
        insta::assert_snapshot!(said("漢字。แอ한\u{e000}⌬🫠").join("\n"));
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
        let told = diagnostics(lacking, Severity::Warning, &sources).remove(0);
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
        let told = diagnostics(lacking, Severity::Warning, &sources).remove(0);
        assert_eq!(told.span.map(|span| sources.excerpt(span)), Some("\u{6f22}\u{5b57}"));
    }

    #[test]
    fn every_row_says_where_to_look() {
        for home in &HOMES {
            let help = home.group.help();
            for words in home.packages.iter().chain(&home.shipped).chain([&home.family]) {
                assert!(!words.is_empty() && help.contains(words), "{help}");
            }
        }
    }
}
