//! Running heads and feet as themes write them: words with names in braces.

use std::str::FromStr;

use crate::yaml::nearest;

/// What stands for a name in a running head or foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum RunningName {
    Title,
    Chapter,
    Section,
    PageTitle,
    Above,
    Page,
    Pages,
    Date,
    Version,
    Classification,
}

/// Every name, as it is written between braces.
const NAMES: [(&str, RunningName); 10] = [
    ("title", RunningName::Title),
    ("chapter", RunningName::Chapter),
    ("section", RunningName::Section),
    ("page_title", RunningName::PageTitle),
    ("above", RunningName::Above),
    ("page", RunningName::Page),
    ("pages", RunningName::Pages),
    ("date", RunningName::Date),
    ("version", RunningName::Version),
    ("classification", RunningName::Classification),
];

/// A part of a running head or foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunningPart {
    /// Words as they are.
    Words(String),
    /// What a name stands for.
    Name(RunningName),
}

/// A running head or foot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningText(pub Vec<RunningPart>);

impl RunningText {
    /// The words, with what `value` says of each name.
    pub fn fill(&self, value: impl Fn(RunningName) -> String) -> String {
        let filled = self.0.iter().map(|part| match part {
            RunningPart::Words(words) => words.clone(),
            RunningPart::Name(name) => value(*name),
        });
        filled.collect::<String>().trim().to_owned()
    }
}

impl FromStr for RunningText {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else {
                return Err(format!("a brace is not closed in `{text}`: write {}", all_names()));
            };
            if !before.is_empty() {
                parts.push(RunningPart::Words(before.to_owned()));
            }
            let known = NAMES.iter().find(|(known, _)| *known == name.trim());
            parts.push(RunningPart::Name(known.ok_or_else(|| unknown(name))?.1));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(RunningPart::Words(rest.to_owned()));
        }
        Ok(Self(parts))
    }
}

fn unknown(name: &str) -> String {
    let near = nearest(name, NAMES.iter().map(|(name, _)| *name));
    let near = near.map(|near| format!("did you mean `{{{near}}}`? "));
    format!(
        "nothing in a running head is called `{{{name}}}`: {}write {}",
        near.unwrap_or_default(),
        all_names()
    )
}

fn all_names() -> String {
    let names: Vec<_> = NAMES.iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
    format!("one of {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_unknown_ones_are_told() {
        let text: RunningText = "Page {page} of { pages }".parse().unwrap();
        let filled = text.fill(|name| format!("{}", if name == RunningName::Page { 3 } else { 9 }));
        assert_eq!(filled, "Page 3 of 9");
        let told = |text: &str| text.parse::<RunningText>().unwrap_err();
        assert!(told("{book}").contains("`{book}`") && told("{book}").contains("`{chapter}`"));
        assert!(told("{chaptr}").contains("did you mean `{chapter}`?"), "{}", told("{chaptr}"));
        assert!(told("{page").contains("not closed"));
    }
}
