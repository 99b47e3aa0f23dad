//! Words as names: the ids that headings have without an author's own, and names for files.
//!
//! Every tool makes ids of headings in its own way. A folder's own tool decides how its headings
//! are called; the others' ways are known so that a link written for them is understood.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

/// How a tool makes ids of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slugs {
    /// GitHub's way, which Docusaurus, GitBook's old command and kramdown's reader of GFM share.
    #[default]
    GitHub,
    /// mdBook's.
    MdBook,
    /// That of Python-Markdown's `toc`, which MkDocs uses: ASCII alone.
    PythonMarkdown,
    /// Hugo's, which knows no marks.
    Hugo,
    /// That of Hugo's `github-ascii`: letters without their accents, and ASCII alone.
    HugoAscii,
    /// That of Hugo's `blackfriday`: one hyphen for whatever is no letter or number.
    Blackfriday,
    /// kramdown's own, which keeps ASCII behind the first letter.
    Kramdown,
    /// That of GitBook as it is hosted: dots stay, and `id-` stands before a digit.
    GitBook,
}

impl Slugs {
    /// Every way there is.
    pub const ALL: [Self; 8] = [
        Self::GitHub,
        Self::MdBook,
        Self::PythonMarkdown,
        Self::Hugo,
        Self::Kramdown,
        Self::GitBook,
        Self::HugoAscii,
        Self::Blackfriday,
    ];

    /// Whether it is one of Hugo's ways.
    pub fn is_hugos(self) -> bool {
        matches!(self, Self::Hugo | Self::HugoAscii | Self::Blackfriday)
    }

    /// The id of a heading with these words, where no heading before it has the same.
    pub fn of(self, words: &str) -> String {
        match self {
            Self::GitHub => github(words.trim()),
            Self::MdBook => or("section", mdbook(words.trim())),
            Self::PythonMarkdown => python_markdown(words),
            Self::Hugo => or("heading", hugo(words.trim())),
            Self::HugoAscii => or("heading", hugo(&without_accents(words.trim()))),
            Self::Blackfriday => or("heading", blackfriday(words)),
            Self::Kramdown => or("section", kramdown(words.trim())),
            Self::GitBook => gitbook(words.trim()),
        }
    }

    /// The base of an id and the number that it has, and what joins the two for the repeats.
    fn parts(self, id: &str) -> (&str, usize, char) {
        if self != Self::PythonMarkdown {
            return (id, 0, '-');
        }
        let numbered = id.rsplit_once('_').and_then(|(base, number)| {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            Some((base, number.parse().ok().filter(|_| digits)?))
        });
        let (base, number) = numbered.unwrap_or((id, 0));
        (base, number, '_')
    }
}

/// The ids of one page's headings, each of which is given once.
#[derive(Debug, Default)]
pub struct Numbered {
    slugs: Slugs,
    /// The ids that are taken, each with the last number that was given behind it.
    taken: FxHashMap<String, usize>,
}

impl Numbered {
    /// No heading yet; these ids are the author's.
    pub fn new<'a>(slugs: Slugs, given: impl IntoIterator<Item = &'a str>) -> Self {
        let taken = given.into_iter().map(|id| (id.to_owned(), 0)).collect();
        Self { slugs, taken }
    }

    /// The way they are made.
    pub fn slugs(&self) -> Slugs {
        self.slugs
    }

    /// The id of the next heading.
    pub fn next(&mut self, words: &str) -> String {
        let id = self.slugs.of(words);
        let nameless = id.is_empty() && self.slugs == Slugs::PythonMarkdown;
        if !nameless && !self.taken.contains_key(&id) {
            self.taken.insert(id.clone(), 0);
            return id;
        }
        let (base, own, joint) = self.slugs.parts(&id);
        let mut number = self.taken.get(base).copied().unwrap_or_default().max(own);
        let next = loop {
            number += 1;
            let next = format!("{base}{joint}{number}");
            if !self.taken.contains_key(&next) {
                break next;
            }
        };
        self.taken.insert(base.to_owned(), number);
        self.taken.insert(next.clone(), 0);
        next
    }
}

/// Words with their emoji as GitHub calls them: `🚀 Launch` was perhaps written `:rocket: Launch`,
/// and then its id holds that name. Of an emoji with several names each makes a form of its own.
pub fn with_names_of_emoji(words: &str) -> Vec<String> {
    /// More names than any emoji that people write has.
    const FORMS: usize = 3;
    let named = |form: usize| {
        let mut found = false;
        let pieces = words.graphemes(true).map(|piece| {
            let name = emojis::get(piece).and_then(|emoji| {
                let names: Vec<_> = emoji.shortcodes().collect();
                names.get(form.min(names.len().saturating_sub(1))).copied()
            });
            let name = name.filter(|_| !piece.is_ascii());
            found |= name.is_some();
            name.unwrap_or(piece)
        });
        let text: String = pieces.collect();
        found.then_some(text)
    };
    let mut forms: Vec<String> = (0..FORMS).map_while(named).collect();
    forms.dedup();
    forms
}

/// A name for files: lower case, letters and digits with single hyphens between.
///
/// Empty where the text has no letter or digit.
pub fn of_file(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether a character is a mark that stands on or around another.
pub fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

fn or(otherwise: &str, id: String) -> String {
    if id.is_empty() { otherwise.to_owned() } else { id }
}

/// Ruby's class of word characters, hyphens and spaces stay.
fn github(words: &str) -> String {
    let is_word = |c: char| {
        let category = c.general_category();
        let joins = category == GeneralCategory::ConnectorPunctuation;
        c.is_alphabetic() || is_mark(c) || joins || category == GeneralCategory::DecimalNumber
    };
    let lower = words.to_lowercase();
    let kept = lower.chars().filter(|&c| c == '-' || c == ' ' || is_word(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn gitbook(words: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || is_mark(c) || matches!(c, '_' | '-' | '.') => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    let id: String = words.to_lowercase().chars().filter_map(kept).collect();
    if id.starts_with(|c: char| c.is_ascii_digit()) { format!("id-{id}") } else { id }
}

fn mdbook(words: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    words.to_lowercase().chars().filter_map(kept).collect()
}

/// What is left of the letters in ASCII; runs of spaces and hyphens are one hyphen.
fn python_markdown(words: &str) -> String {
    let ascii = words.nfkd().filter(char::is_ascii);
    let kept =
        ascii.filter(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "_-".contains(*c));
    let kept: String = kept.collect();
    let mut id = String::new();
    for c in kept.trim().chars() {
        if c == '-' || c.is_ascii_whitespace() {
            if !id.ends_with('-') {
                id.push('-');
            }
        } else {
            id.push(c.to_ascii_lowercase());
        }
    }
    id
}

fn hugo(words: &str) -> String {
    let kept = |c: char| match c {
        '-' | ' ' => Some('-'),
        '_' => Some('_'),
        c if c.general_category_group() == GeneralCategoryGroup::Letter
            || c.general_category() == GeneralCategory::DecimalNumber =>
        {
            // Each letter has one in lower case, whatever stands around it.
            Some(c.to_lowercase().next().unwrap_or(c))
        }
        _ => None,
    };
    words.chars().filter_map(kept).collect()
}

/// What is left of the letters in ASCII, whose marks go.
fn without_accents(words: &str) -> String {
    let bare: String = words.nfd().filter(|&c| !is_mark(c)).nfc().collect();
    bare.chars().filter(char::is_ascii).collect()
}

fn blackfriday(words: &str) -> String {
    use GeneralCategoryGroup::{Letter, Number};
    let mut id = String::new();
    for c in words.chars() {
        if matches!(c.general_category_group(), Letter | Number) {
            // Each letter has one in lower case, whatever stands around it.
            id.push(c.to_lowercase().next().unwrap_or(c));
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

fn kramdown(words: &str) -> String {
    let from_letter = words.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let kept = from_letter.chars().filter(|&c| c.is_ascii_alphanumeric() || c == ' ' || c == '-');
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_makes_ids_in_its_own_way() {
        use Slugs::{
            Blackfriday, GitBook, GitHub, Hugo, HugoAscii, Kramdown, MdBook, PythonMarkdown,
        };
        for (slugs, words, id) in [
            (GitHub, "On/Off & more", "onoff--more"),
            (GitHub, "1 + 1 = 2!", "1--1--2"),
            (GitHub, "C++ snake_case", "c-snake_case"),
            (GitHub, "सुरक्षा नीति", "सुरक्षा-नीति"),
            (GitHub, "ความปลอดภัย", "ความปลอดภัย"),
            (GitHub, "ΟΔΟΣ", "οδος"),
            (GitHub, "½ m² Ⅷ", "-m-ⅷ"),
            (GitHub, "🐌 Slow", "-slow"),
            (GitHub, "!?", ""),
            (MdBook, "On/Off\tnow", "onoff-now"),
            (MdBook, "½ m²", "½-m²"),
            (MdBook, "!?", "section"),
            (PythonMarkdown, "Straße & Öl - 2 m²", "strae-ol-2-m2"),
            (PythonMarkdown, "目次", ""),
            (Hugo, "सुरक्षा", "सरकष"),
            (Hugo, "!?", "heading"),
            (HugoAscii, "Über die Höhe & mehr", "uber-die-hohe--mehr"),
            (HugoAscii, "Łódź, Grüße: ½ m²", "odz-grue--m"),
            (HugoAscii, "目次", "heading"),
            (Blackfriday, "--flag & it's A/B — c", "flag-it-s-a-b-c"),
            (Blackfriday, "½ m² Ⅷ, सुरक्षा", "½-m²-ⅷ-स-रक-ष"),
            (Kramdown, "3. Fünf Äpfel", "fnf-pfel"),
            (GitBook, "Release 4.9", "release-4.9"),
            (GitBook, "1. Why so?", "id-1.-why-so"),
        ] {
            assert_eq!(slugs.of(words), id, "{slugs:?} {words}");
        }
    }

    #[test]
    fn repeats_are_numbered_as_the_tool_does() {
        let ids = |slugs, words: &[&str]| {
            let mut numbered = Numbered::new(slugs, ["given"]);
            words.iter().map(|words| numbered.next(words)).collect::<Vec<_>>()
        };
        let github = ids(Slugs::GitHub, &["A", "A 1", "A", "Given", "A"]);
        assert_eq!(github, ["a", "a-1", "a-2", "given-1", "a-3"]);
        let python = ids(Slugs::PythonMarkdown, &["A", "A", "A_1", "目", "次", "Given"]);
        assert_eq!(python, ["a", "a_1", "a_2", "_1", "_2", "given_1"]);
    }

    #[test]
    fn emoji_have_names() {
        assert_eq!(with_names_of_emoji("🐌 Slow"), ["snail Slow"]);
        let names = with_names_of_emoji("👍 Yes #1");
        assert!(names.contains(&"+1 Yes #1".to_owned()), "{names:?}");
        assert!(names.contains(&"thumbsup Yes #1".to_owned()), "{names:?}");
        assert_eq!(with_names_of_emoji("None * here 1"), [""; 0]);
    }

    #[test]
    fn names_for_files_have_letters_digits_and_hyphens() {
        assert_eq!(of_file("Enterprise  Capabilities (2027)!"), "enterprise-capabilities-2027");
        assert_eq!(of_file("Über uns"), "über-uns");
        assert_eq!(of_file("../../etc"), "etc");
        assert_eq!(of_file("***"), "");
    }
}
