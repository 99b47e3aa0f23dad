//! The looks that a theme chooses, as custom properties: one rule in a style sheet serves them all.

use super::Property;
use crate::theme::{
    CalloutLook, Color, Ink, Palette, TableHead, TableLines, TitleAlign, TitleMark, Tokens,
};

/// How many ranks of headings style sheets know.
const RANKS: usize = 6;

/// What style sheets know of titles, headings, tables, figures, links, callouts and quotations.
pub(super) fn looks(tokens: &Tokens) -> Vec<Property> {
    let mut properties: Vec<_> = (0..RANKS).flat_map(|rank| heading(tokens, rank)).collect();
    properties.extend(titles(tokens));
    properties.extend(tables(tokens));
    properties.extend(captions(tokens));
    properties.extend(panels(tokens));
    properties
}

fn heading(tokens: &Tokens, rank: usize) -> [Property; 6] {
    let look = tokens.headings.look(rank);
    let ink = look.color.unwrap_or(Ink::Heading);
    let name = |what: &str| format!("heading-{}-{what}", rank + 1);
    let weight = look.weight.unwrap_or(tokens.headings.weight);
    [
        Property::new(name("weight"), weight.to_string()),
        Property::new(name("style"), if look.italic { "italic" } else { "normal" }),
        Property::new(name("case"), if look.capitals { "uppercase" } else { "none" }),
        Property::new(name("tracking"), format!("{}em", look.tracking)),
        Property::color(name("color"), ink.color(&tokens.colors), ink.color(&tokens.dark)),
        in_books(
            name("ink"),
            look.color.map(|ink| (ink.color(&tokens.colors), ink.color(&tokens.dark))),
        ),
    ]
}

/// The colour of words in books: that of the page's words, which reading systems choose with the
/// page's own, unless the theme names another one.
fn in_books(name: impl Into<String>, color: Option<(Color, Color)>) -> Property {
    match color {
        Some((day, night)) => Property::color(name, day, night),
        None => Property::new(name, "inherit"),
    }
}

fn titles(tokens: &Tokens) -> [Property; 4] {
    let titles = &tokens.titles;
    let centred = titles.align == TitleAlign::Center;
    let rule = if titles.mark == TitleMark::Rule { "1px" } else { "0" };
    [
        Property::new("title-align", if centred { "center" } else { "start" }),
        Property::new("title-side", if centred { "auto" } else { "0" }),
        Property::new("title-bar", if titles.mark == TitleMark::Bar { "block" } else { "none" }),
        Property::new("title-rule", rule),
    ]
}

fn captions(tokens: &Tokens) -> [Property; 5] {
    let captions = &tokens.captions;
    let centred = captions.align == TitleAlign::Center;
    [
        Property::new("caption-align", if centred { "center" } else { "start" }),
        Property::new("caption-weight", captions.weight.to_string()),
        Property::new("caption-style", if captions.italic { "italic" } else { "normal" }),
        Property::new("figure-line", if tokens.figures.hairline { "1px" } else { "0" }),
        Property::new("link-line", if tokens.links.underline { "underline" } else { "none" }),
    ]
}

fn tables(tokens: &Tokens) -> Vec<Property> {
    let tables = &tokens.tables;
    let line = |drawn: bool| if drawn { "1px" } else { "0" };
    let head = |palette: &Palette| match tables.head {
        TableHead::Tinted => (palette.surface, palette.heading),
        TableHead::Plain => (palette.background, palette.heading),
        TableHead::Filled => (palette.accent, palette.background),
    };
    let (day, night) = (head(&tokens.colors), head(&tokens.dark));
    vec![
        Property::new("table-row-line", line(tables.lines != TableLines::Edges)),
        Property::new("table-side-line", line(tables.lines == TableLines::All)),
        Property::color("table-head-background", day.0, night.0),
        Property::color("table-head-text", day.1, night.1),
    ]
}

fn panels(tokens: &Tokens) -> Vec<Property> {
    let callout = tokens.panels.callout;
    let start = match callout {
        CalloutLook::Bar => "0.25em",
        CalloutLook::Frame => "1px",
        CalloutLook::Tinted => "0",
    };
    vec![
        Property::new("callout-bar", start),
        Property::new("callout-corner", if callout == CalloutLook::Bar { "0" } else { "0.4rem" }),
        Property::new("callout-line", if callout == CalloutLook::Frame { "1px" } else { "0" }),
    ]
}
