//! What becomes of the quotation marks, dashes and dots of a typewriter: what `pack.yaml` says, else
//! what the tool of the folder makes of them.
//!
//! * Hugo: <https://gohugo.io/configuration/markup/#typographer>
//! * kramdown: <https://kramdown.gettalong.org/options.html>, `smart_quotes`, `typographic_symbols`
//! * mdBook: <https://rust-lang.github.io/mdBook/format/configuration/renderers.html>
//! * Python-Markdown: <https://python-markdown.github.io/extensions/smarty/>

use crate::text::html;
use crate::yaml::Node;

/// What becomes of typewriter's punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Punctuation {
    /// It stays.
    #[default]
    AsWritten,
    /// That of the text's language.
    OfLanguage,
    /// That of the folder's tool, in whatever language.
    OfTool(Box<Signs>),
}

/// What a tool sets for each sign; one that it leaves alone stands for itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signs {
    /// The marks of a quotation.
    pub double: (String, String),
    /// Those of one within it.
    pub single: (String, String),
    /// An apostrophe.
    pub apostrophe: String,
    /// Two hyphens.
    pub en_dash: String,
    /// Three hyphens.
    pub em_dash: String,
    /// Three dots.
    pub ellipsis: String,
    /// Two angles to the left, and two to the right.
    pub angles: (String, String),
    /// Whether a double mark behind a word closes where none is open; else it stays.
    pub closes_alone: bool,
    /// What becomes of more hyphens, or dots, in a row than have a sign of their own.
    pub runs: Runs,
}

/// What becomes of four and more hyphens, or dots, in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Runs {
    /// Three by three they are signs, and so are two that are left: goldmark, kramdown.
    #[default]
    Cut,
    /// They stay: Python-Markdown.
    OfTwoAndThree,
    /// Hyphens are dashes of one length where their number is a multiple of it, else long ones first:
    /// mdBook.
    Shared,
}

impl Default for Signs {
    /// English marks, dashes and an ellipsis; angles stay.
    fn default() -> Self {
        let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
        Self {
            double: pair("“", "”"),
            single: pair("‘", "’"),
            apostrophe: "’".to_owned(),
            en_dash: "–".to_owned(),
            em_dash: "—".to_owned(),
            ellipsis: "…".to_owned(),
            angles: pair("<<", ">>"),
            closes_alone: true,
            runs: Runs::default(),
        }
    }
}

impl Signs {
    fn with_angles() -> Self {
        Self { angles: ("«".to_owned(), "»".to_owned()), ..Self::default() }
    }
}

impl From<Signs> for Punctuation {
    fn from(signs: Signs) -> Self {
        Self::OfTool(Box::new(signs))
    }
}

impl Punctuation {
    /// That of a tool which has English marks, dashes and an ellipsis, where it is asked for them.
    pub(super) fn english(asked: bool, runs: Runs) -> Self {
        if asked { Signs { runs, ..Signs::default() }.into() } else { Self::AsWritten }
    }

    /// Hugo's, whose settings have their keys in small letters.
    pub(super) fn of_hugo(settings: &Node) -> Self {
        let own = ["markup", "goldmark", "extensions"]
            .iter()
            .try_fold(settings, |node, key| node.get(key))
            .and_then(|extensions| extensions.get("typographer"));
        let is = |key: &str, word: &str| {
            own.and_then(|own| own.get(key)).and_then(Node::as_text) == Some(word)
        };
        if own.and_then(Node::as_text) == Some("false") || is("disable", "true") {
            return Self::AsWritten;
        }
        let mut signs = Signs { closes_alone: false, ..Signs::with_angles() };
        for (key, sign) in [
            ("leftdoublequote", &mut signs.double.0),
            ("rightdoublequote", &mut signs.double.1),
            ("leftsinglequote", &mut signs.single.0),
            ("rightsinglequote", &mut signs.single.1),
            ("apostrophe", &mut signs.apostrophe),
            ("endash", &mut signs.en_dash),
            ("emdash", &mut signs.em_dash),
            ("ellipsis", &mut signs.ellipsis),
            ("leftanglequote", &mut signs.angles.0),
            ("rightanglequote", &mut signs.angles.1),
        ] {
            let said = own.and_then(|own| own.get(key)).and_then(Node::as_text);
            if let Some(said) = said.filter(|said| !said.is_empty()) {
                *sign = html::decoded(said);
            }
        }
        signs.into()
    }

    /// That of kramdown, as the settings of a site of Jekyll's have it.
    pub(super) fn of_jekyll(settings: &Node) -> Self {
        let engine = settings.get("markdown").and_then(Node::as_text).unwrap_or("kramdown");
        if !engine.eq_ignore_ascii_case("kramdown") {
            return Self::AsWritten;
        }
        let own = settings.get("kramdown");
        let mut signs = Signs::with_angles();
        let marks = own.and_then(|own| own.get("smart_quotes"));
        let names: Option<Vec<String>> = marks.map(|marks| match marks.as_text() {
            Some(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
            None => marks.items().iter().filter_map(Node::as_text).map(str::to_owned).collect(),
        });
        if let Some([left, right, open, close]) = names.as_deref() {
            let sign = |name: &String| html::decoded(&format!("&{name};"));
            signs.single = (sign(left), sign(right));
            signs.double = (sign(open), sign(close));
            signs.apostrophe = sign(right);
        }
        let symbols = own.and_then(|own| own.get("typographic_symbols"));
        for (key, sign) in [
            ("hellip", &mut signs.ellipsis),
            ("mdash", &mut signs.em_dash),
            ("ndash", &mut signs.en_dash),
            ("laquo", &mut signs.angles.0),
            ("raquo", &mut signs.angles.1),
        ] {
            if let Some(said) = symbols.and_then(|node| node.get(key)).and_then(Node::as_text) {
                *sign = html::decoded(said);
            }
        }
        signs.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;
    use crate::yaml::{self, Excerpt};

    fn yaml(text: &str) -> Node {
        let mut sources = Sources::default();
        let file = sources.add("settings.yml", text.to_owned());
        yaml::parse(&Excerpt::whole(file, &sources)).unwrap()
    }

    #[test]
    fn settings_of_hugo_say_which_signs_there_are() {
        let of = |text: &str| Punctuation::of_hugo(&yaml(text));
        let typographer = "markup: {goldmark: {extensions: {typographer: ";
        assert_eq!(of("title: A"), Signs { closes_alone: false, ..Signs::with_angles() }.into());
        assert_eq!(of(&format!("{typographer}false}}}}}}")), Punctuation::AsWritten);
        assert_eq!(of(&format!("{typographer}{{disable: true}}}}}}}}")), Punctuation::AsWritten);
        let french = of(&format!("{typographer}{{leftdoublequote: '&laquo;&nbsp;'}}}}}}}}"));
        let Punctuation::OfTool(signs) = french else { panic!("there are signs") };
        assert_eq!(signs.double, ("«\u{a0}".to_owned(), "”".to_owned()));
    }

    #[test]
    fn settings_of_kramdown_say_which_signs_there_are() {
        let of = |text: &str| Punctuation::of_jekyll(&yaml(text));
        assert_eq!(of("title: A"), Signs::with_angles().into());
        assert_eq!(of("markdown: CommonMark"), Punctuation::AsWritten);
        let plain = of("kramdown:\n  smart_quotes: [apos, apos, quot, quot]\n  \
                        typographic_symbols: {ndash: --, hellip: ...}\n");
        let Punctuation::OfTool(signs) = plain else { panic!("there are signs") };
        assert_eq!(signs.double, ("\"".to_owned(), "\"".to_owned()));
        assert_eq!((&*signs.apostrophe, &*signs.en_dash, &*signs.ellipsis), ("'", "--", "..."));
        assert_eq!(signs.em_dash, "—");
    }
}
