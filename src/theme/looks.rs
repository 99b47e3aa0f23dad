//! Tokens that choose a look among several: of titles, tables, callouts, quotations.

use schemars::JsonSchema;
use serde::Deserialize;

/// How a title or heading of one rank differs from the others. What it does not say is as usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HeadingLook {
    /// The weight, from 100 to 900.
    pub weight: Option<u16>,
    /// The colour, by its name in the palette.
    pub color: Option<Ink>,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether all letters are capitals.
    pub capitals: bool,
    /// Space between letters, as a share of the size.
    pub tracking: f32,
}

/// A colour of the palette that words can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the palette's own")]
pub enum Ink {
    Text,
    Muted,
    Heading,
    Link,
    Accent,
}

impl Ink {
    /// Its name in the palette.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::Accent => "accent",
        }
    }
}

/// How the titles of pages open them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TitleTokens {
    /// What marks them.
    pub mark: TitleMark,
    /// Where they stand.
    pub align: TitleAlign,
    /// Space above the title of a chapter that starts a page, as a share of the type area's height.
    pub drop: f32,
    /// The same above the title of a part, which has a page of its own.
    pub part_drop: f32,
}

/// What marks a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TitleMark {
    /// A short bar above it.
    Bar,
    /// A line below it, across the text.
    Rule,
    /// Nothing.
    None,
}

/// Where titles stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TitleAlign {
    /// Where the writing starts.
    Start,
    /// In the middle.
    Center,
}

/// Which lines a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableLines {
    /// One below each row.
    Rows,
    /// One below the head and below the last row.
    Edges,
    /// Around every cell.
    All,
}

/// How a table's head is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableHead {
    /// On the colour of areas that are set off.
    Tinted,
    /// By its line alone.
    Plain,
    /// On the accent, in the colour of the page.
    Filled,
}

/// What holds callouts and quotations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelTokens {
    /// What is around a callout.
    pub callout: CalloutLook,
    /// How a quotation is set.
    pub quote: QuoteLook,
}

/// What is around a callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CalloutLook {
    /// A colour, with a bar at its start.
    Bar,
    /// A colour alone.
    Tinted,
    /// A line around it.
    Frame,
}

/// How a quotation is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteLook {
    /// Indented, with a bar.
    Bar,
    /// Large, in the accent, as what a reader is to remember, where it is short; else with a bar.
    Pull,
}

/// Pictures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureTokens {
    /// Whether a thin line is drawn around pictures that are light at their edges, such as those of
    /// screens: on light paper they would have none.
    pub hairline: bool,
}

/// Captions of figures, tables and listings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaptionTokens {
    /// Whether they have numbers where pack.yaml does not say it (`numbering`).
    pub numbering: CaptionNumbering,
    /// Where those below figures and listings stand; those above tables start with them.
    pub align: TitleAlign,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// Whether they are italic.
    pub italic: bool,
}

/// Whether captions have numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaptionNumbering {
    /// Where an id is there by which the text refers to one of them.
    AsReferred,
    /// All through the pack.
    Pack,
    /// Anew in each chapter.
    Chapter,
}

/// Links.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkTokens {
    /// Whether they are underlined. Where they are not, they are known by their colour alone, which
    /// not everybody can tell (WCAG 2.2, 1.4.1).
    pub underline: bool,
}
