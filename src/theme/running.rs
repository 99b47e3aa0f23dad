//! Running heads and feet as themes write them.

use super::pattern::{Named, Pattern};

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
    Publisher,
    Status,
}

impl Named for RunningName {
    const PLACE: &'static str = "a running head";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("title", Self::Title),
        ("chapter", Self::Chapter),
        ("section", Self::Section),
        ("page_title", Self::PageTitle),
        ("above", Self::Above),
        ("page", Self::Page),
        ("pages", Self::Pages),
        ("date", Self::Date),
        ("version", Self::Version),
        ("classification", Self::Classification),
        ("publisher", Self::Publisher),
        ("status", Self::Status),
    ];
}

/// A running head or foot.
pub type RunningText = Pattern<RunningName>;

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

    #[test]
    fn words_around_names_that_stand_for_nothing_go() {
        let text: RunningText = "Version {version}".parse().unwrap();
        assert_eq!(text.fill_any(|_| String::new()), "");
        assert_eq!(text.fill_any(|_| "4".to_owned()), "Version 4");
        assert_eq!("ACME".parse::<RunningText>().unwrap().fill_any(|_| String::new()), "ACME");
    }
}
