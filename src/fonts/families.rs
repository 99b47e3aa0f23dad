//! Whether the families that a theme asks for are there.

use super::{BOLD, FontBook, Look};
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use crate::yaml::nearest;

/// A list of families, from the most wanted to the last resort.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What they are for, as the theme calls it.
    pub key: &'static str,
    /// Their names.
    pub families: &'a [String],
    /// Where the theme says it.
    pub at: Option<Span>,
}

/// The lists of families for running text and for code.
const TEXT: &str = "fonts.text";
const CODE: &str = "fonts.code";

/// Names that stand for a kind of family, with the shipped one of that kind (CSS Fonts 4, 2.1.3).
const GENERIC: [(&str, &str); 7] = [
    ("serif", "Source Serif 4"),
    ("ui-serif", "Source Serif 4"),
    ("sans-serif", "Source Sans 3"),
    ("ui-sans-serif", "Source Sans 3"),
    ("system-ui", "Source Sans 3"),
    ("monospace", "Source Code Pro"),
    ("ui-monospace", "Source Code Pro"),
];

/// The family that a name means.
pub(super) fn meant(name: &str) -> &str {
    let generic = GENERIC.iter().find(|(generic, _)| name.eq_ignore_ascii_case(generic));
    generic.map_or(name, |(_, family)| family)
}

impl FontBook {
    /// What there is to say of lists of families: an error where none of a list is there, since
    /// somebody decided on them; a warning where some are.
    pub fn missing_families(&self, wishes: &[Wish<'_>]) -> Vec<Diagnostic> {
        let told = wishes.iter().flat_map(|wish| {
            let faceless = wish.families.iter().filter_map(|family| self.faceless(wish, family));
            self.missing_of(wish).into_iter().chain(faceless)
        });
        told.collect()
    }

    /// What there is to say of a family whose bold or italic face is not there. Code needs neither,
    /// and only families of Latin letters have italics.
    fn faceless(&self, wish: &Wish<'_>, family: &str) -> Option<Diagnostic> {
        let look =
            |weight, italic| self.find(family, Look { weight, italic }).map(|id| self.face(id));
        let regular = look(400, false).filter(|_| wish.key != CODE)?;
        let is_bold = look(700, false).is_some_and(|face| face.weight >= BOLD);
        let needs_italic = wish.key == TEXT && wish.families.first().is_some_and(|it| it == family);
        let is_italic = look(400, true).is_some_and(|face| face.italic);
        let (face, fate) = match (is_bold, is_italic || !needs_italic || !regular.has_ascii()) {
            (true, true) => return None,
            (false, true) => ("bold face", "its letters are drawn thicker instead"),
            (true, false) => ("italic face", "its emphasised words look like all others"),
            (false, false) => (
                "bold and no italic face",
                "its letters are drawn thicker, and emphasised words look like all others",
            ),
        };
        let message = format!("`{family}` of `{}` has no {face}; {fate}", wish.key);
        let help = "put the file of that face into the pack's folder `fonts`, too, or name a family \
                    that has it";
        let told = Diagnostic::warning(Code::MissingFont, message).help(help);
        Some(Diagnostic { span: wish.at, ..told })
    }

    fn missing_of(&self, wish: &Wish<'_>) -> Option<Diagnostic> {
        let look = Look { weight: 400, italic: false };
        let (there, missing): (Vec<_>, Vec<_>) =
            wish.families.iter().partition(|name| self.find(name, look).is_some());
        let names = quoted(missing.iter().map(|name| name.as_str()));
        let (key, is) = (wish.key, if missing.len() == 1 { "is" } else { "are" });
        let diagnostic = match (there.first(), missing.is_empty()) {
            (Some(_), true) => return None,
            (Some(taken), false) => Diagnostic::warning(
                Code::MissingFont,
                format!("{names} of `{key}` {is} not there; `{taken}` is taken"),
            ),
            (None, true) => {
                Diagnostic::error(Code::MissingFont, format!("`{key}` names no family"))
            }
            (None, false) => Diagnostic::error(
                Code::MissingFont,
                format!("no family of `{key}` is there: {names}"),
            ),
        };
        let diagnostic = diagnostic.help(self.cure(missing.first().map(|name| name.as_str())));
        Some(Diagnostic { span: wish.at, ..diagnostic })
    }

    /// Where fonts are looked for, and what is there.
    fn cure(&self, name: Option<&str>) -> String {
        let mut families: Vec<&str> = Vec::new();
        for (_, face) in self.iter() {
            if !families.contains(&face.family.as_str()) {
                families.push(&face.family);
            }
        }
        let near = name.and_then(|name| nearest(name, families.iter().copied()));
        let near = near.map(|near| format!("did you mean `{near}`? "));
        format!(
            "{}put its files into the pack's folder `fonts` (fonts of the system are not taken, so \
             that a document looks the same everywhere), or name one that is there: {}",
            near.unwrap_or_default(),
            quoted(families.iter().copied()),
        )
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    fn told(families: &[&str]) -> Vec<Diagnostic> {
        let families: Vec<String> = families.iter().map(|name| (*name).to_owned()).collect();
        let wish = Wish { key: "fonts.text", families: &families, at: None };
        FontBook::shipped().missing_families(&[wish])
    }

    #[test]
    fn a_list_of_which_nothing_is_there_is_an_error() {
        let told = told(&["Garamond Premier", "Source Srif 4"]);
        assert_eq!(told[0].severity, Severity::Error);
        assert_eq!(
            told[0].message,
            "no family of `fonts.text` is there: `Garamond Premier`, `Source Srif 4`"
        );
        assert!(told[0].help.as_ref().unwrap().contains("`Source Sans 3`"));
    }

    #[test]
    fn of_a_list_that_is_there_in_part_it_is_said_what_is_taken() {
        let told = told(&["Garamond Premier", "source sans 3"]);
        assert_eq!((told.len(), told[0].severity), (1, Severity::Warning));
        assert_eq!(
            told[0].message,
            "`Garamond Premier` of `fonts.text` is not there; `source sans 3` is taken"
        );
    }

    #[test]
    fn a_family_without_bold_or_italic_is_told() {
        let mut book = FontBook::default();
        for font in [4, 5, 6] {
            book.add(std::sync::Arc::new(crate::fonts::SHIPPED[font]));
        }
        let families = ["Source Sans 3".to_owned()];
        let told = |book: &FontBook, key| {
            let told = book.missing_families(&[Wish { key, families: &families, at: None }]);
            told.into_iter().map(|it| it.message).collect::<Vec<_>>()
        };
        assert_eq!(told(&book, TEXT), [""; 0], "semibold is bold enough");
        let mut book = FontBook::default();
        book.add(std::sync::Arc::new(crate::fonts::SHIPPED[4]));
        assert_eq!(
            told(&book, TEXT),
            [
                "`Source Sans 3` of `fonts.text` has no bold and no italic face; its letters are drawn \
              thicker, and emphasised words look like all others"
            ]
        );
        assert_eq!(
            told(&book, "fonts.heading"),
            ["`Source Sans 3` of `fonts.heading` has no bold face; its letters are drawn thicker \
              instead"]
        );
        assert_eq!(told(&book, CODE), [""; 0]);
    }

    #[test]
    fn generic_names_are_always_there() {
        assert_eq!(told(&["sans-serif"]), []);
        let look = Look { weight: 400, italic: false };
        let book = FontBook::shipped();
        let id = book.find("monospace", look).unwrap();
        assert_eq!(book.face(id).family, "Source Code Pro");
    }
}
