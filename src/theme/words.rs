//! Words of the interface, a file for each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files by language, of which the first serves all others: a name, its words, and where they are taken from, on each line.
const FILES: [(&str, &str); 14] = [
    ("en", include_str!("words/en.txt")),
    ("de", include_str!("words/de.txt")),
    ("fr", include_str!("words/fr.txt")),
    ("nl", include_str!("words/nl.txt")),
    ("es", include_str!("words/es.txt")),
    ("it", include_str!("words/it.txt")),
    ("pt", include_str!("words/pt.txt")),
    ("pl", include_str!("words/pl.txt")),
    ("sv", include_str!("words/sv.txt")),
    ("ja", include_str!("words/ja.txt")),
    ("zh", include_str!("words/zh.txt")),
    ("ko", include_str!("words/ko.txt")),
    ("ar", include_str!("words/ar.txt")),
    ("he", include_str!("words/he.txt")),
];

type Words = BTreeMap<&'static str, &'static str>;

static WORDS: LazyLock<BTreeMap<&'static str, Words>> =
    LazyLock::new(|| FILES.into_iter().map(|(lang, file)| (lang, read(file))).collect());

/// The languages.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(lang, _)| lang)
}

/// The words of a name in a language.
pub(super) fn find(lang: &str, name: &str) -> Option<&'static str> {
    WORDS.get(&*lang.to_ascii_lowercase())?.get(name).copied()
}

fn read(file: &'static str) -> Words {
    file.lines().filter_map(parts).map(|(name, words, _)| (name, words)).collect()
}

/// The name, the words and the source of a line.
fn parts(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (name, rest) = line.split_once(" = ")?;
    let (words, source) = rest.rsplit_once(" # ")?;
    Some((name, words, source))
}

#[cfg(test)]
mod tests {
    use super::super::Label;
    use super::*;

    /// The tools that words are taken from, or that nobody had them.
    const SOURCES: [&str; 4] = ["Quarto", "Material for MkDocs", "Sphinx", "own"];

    #[test]
    fn every_language_has_words_for_every_label_and_says_whose() {
        let names: Vec<_> = Label::ALL.iter().map(|label| label.as_str()).collect();
        for (lang, file) in FILES {
            let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let rows: Vec<_> = lines.map(|line| parts(line).expect(line)).collect();
            let own: Vec<_> = rows.iter().map(|(name, ..)| *name).collect();
            assert_eq!(own, names, "{lang}");
            assert!(rows.iter().all(|(_, words, source)| {
                !words.trim().is_empty() && SOURCES.contains(source)
            }));
        }
    }

    #[test]
    fn what_stands_for_something_is_in_every_language() {
        for lang in languages() {
            for (name, holds) in [
                ("caption-start", "{name}"),
                ("search-results", "{count}"),
                ("section-on-page", "{section}"),
                ("section-on-page", "{page}"),
            ] {
                assert!(find(lang, name).unwrap().contains(holds), "{lang} {name}");
            }
        }
    }
}
