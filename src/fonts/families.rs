//! Whether the families that a theme asks for are there.

use super::{FontBook, Look};
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
        wishes.iter().filter_map(|wish| self.missing_of(wish)).collect()
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
    fn generic_names_are_always_there() {
        assert_eq!(told(&["sans-serif"]), []);
        let look = Look { weight: 400, italic: false };
        let book = FontBook::shipped();
        let id = book.find("monospace", look).unwrap();
        assert_eq!(book.face(id).family, "Source Code Pro");
    }
}
