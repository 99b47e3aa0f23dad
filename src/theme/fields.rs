//! The fields that words of a theme name in braces, on covers, in running heads and in boxes.

use super::pattern::{Named, Pattern};

/// What stands for a name in words of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    Title,
    Subtitle,
    Description,
    Authors,
    Publisher,
    Version,
    Date,
    Status,
    Facts,
    Owner,
    Classification,
    Copyright,
    Watermark,
    Part,
    PartNumber,
    Number,
    Chapter,
    Section,
    PageTitle,
    Above,
    Page,
    Pages,
}

impl Field {
    /// Whether it says something of the page that it is printed on, and so nothing on a cover.
    pub fn is_of_page(self) -> bool {
        match self {
            Self::Part
            | Self::PartNumber
            | Self::Number
            | Self::Chapter
            | Self::Section
            | Self::PageTitle
            | Self::Above
            | Self::Page
            | Self::Pages => true,
            Self::Title
            | Self::Subtitle
            | Self::Description
            | Self::Authors
            | Self::Publisher
            | Self::Version
            | Self::Date
            | Self::Status
            | Self::Facts
            | Self::Owner
            | Self::Classification
            | Self::Copyright
            | Self::Watermark => false,
        }
    }
}

impl Named for Field {
    const PLACE: &'static str = "the words of a theme";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("title", Self::Title),
        ("subtitle", Self::Subtitle),
        ("description", Self::Description),
        ("authors", Self::Authors),
        ("publisher", Self::Publisher),
        ("version", Self::Version),
        ("date", Self::Date),
        ("status", Self::Status),
        ("facts", Self::Facts),
        ("owner", Self::Owner),
        ("classification", Self::Classification),
        ("copyright", Self::Copyright),
        ("watermark", Self::Watermark),
        ("part", Self::Part),
        ("part_number", Self::PartNumber),
        ("number", Self::Number),
        ("chapter", Self::Chapter),
        ("section", Self::Section),
        ("page_title", Self::PageTitle),
        ("above", Self::Above),
        ("page", Self::Page),
        ("pages", Self::Pages),
    ];
}

/// Words with names of fields.
pub type FieldText = Pattern<Field>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_unknown_ones_are_reported() {
        let text: FieldText = "Page {page} of { pages }".parse().unwrap();
        let filled = text.fill(|name| format!("{}", if name == Field::Page { 3 } else { 9 }));
        assert_eq!(filled, "Page 3 of 9");
        let fault = |text: &str| text.parse::<FieldText>().unwrap_err();
        assert!(fault("{book}").contains("`{book}`") && fault("{book}").contains("`{chapter}`"));
        assert!(fault("{chaptr}").contains("did you mean `{chapter}`?"), "{}", fault("{chaptr}"));
        assert!(fault("{page").contains("not closed"));
    }

    #[test]
    fn words_around_names_that_stand_for_nothing_go() {
        let text: FieldText = "Version {version}".parse().unwrap();
        assert_eq!(text.fill_any(|_| String::new()), "");
        assert_eq!(text.fill_any(|_| "4".to_owned()), "Version 4");
        assert_eq!("ACME".parse::<FieldText>().unwrap().fill_any(|_| String::new()), "ACME");
    }
}
