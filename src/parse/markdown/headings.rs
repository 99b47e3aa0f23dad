//! The headings of a text.

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::structure::events;
use crate::parse::attributes;
use crate::text::slug::Slugs;
use crate::tree::Attr;

/// A heading of a text.
#[derive(Debug)]
pub(in crate::parse) struct Heading {
    pub(in crate::parse) level: u8,
    /// Where it starts.
    pub(in crate::parse) start: usize,
    id: Option<String>,
    words: String,
}

impl Heading {
    /// What links may call it: the author's id, else its words as each tool makes an id of them.
    pub(in crate::parse) fn names(&self) -> Vec<String> {
        let made = || Slugs::ALL.iter().map(|slugs| slugs.of(&self.words)).collect();
        self.id.clone().map_or_else(made, |own| vec![own])
    }

    /// Whether a link to `id` leads here.
    pub(in crate::parse) fn is_called(&self, id: &str) -> bool {
        self.names().iter().any(|name| name == id)
    }
}

/// The headings of a text, in order.
pub(in crate::parse) fn headings(text: &str) -> Vec<Heading> {
    let mut headings = Vec::<Heading>::new();
    // Where the words of the open heading are.
    let mut words = 0..0;
    for (event, range) in events(text) {
        match (event, headings.last_mut()) {
            (Event::Start(Tag::Heading { level, .. }), _) => {
                let own = attributes::of_heading(&text[range.clone()]);
                let (attr, length) = own.unwrap_or((Attr::none(), range.len()));
                words = range.start..range.start + length;
                headings.push(Heading {
                    level: level_number(level),
                    start: range.start,
                    id: attr.id().map(str::to_owned),
                    words: String::new(),
                });
            }
            (Event::Text(part) | Event::Code(part), Some(heading))
                if words.contains(&range.start) =>
            {
                let cut = part.get(..words.end - range.start).filter(|_| range.end > words.end);
                heading.words.push_str(cut.map_or(&part, str::trim_end));
            }
            _ => {}
        }
    }
    headings
}

pub(super) fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
