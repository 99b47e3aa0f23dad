//! The theme's tokens as settings in points, worked out once.

use std::sync::Arc;

use super::paragraph_style::{Align, Family, ParagraphStyle};
use super::vlist::Glue;
use crate::resolve::{HeadingNumbers, Resolved};
use crate::theme::{CaptionTokens, Color, Theme};

/// How each kind of text is set, and the space around blocks.
#[derive(Clone, Debug)]
pub(crate) struct Styles {
    /// Running text.
    pub(crate) text: ParagraphStyle,
    /// Captions.
    pub(crate) caption: ParagraphStyle,
    /// Footnotes.
    pub(crate) note: ParagraphStyle,
    /// Running heads, labels.
    pub(crate) label: ParagraphStyle,
    /// Space between paragraphs.
    pub(crate) paragraph_gap: Glue,
    /// Space around lists, and between their paragraphs.
    pub(crate) list_gap: Glue,
    /// Space around quotations, figures, tables, code and callouts.
    pub(crate) block_gap: Glue,
    /// Space between a tight list's items.
    pub(crate) item_gap: Glue,
    /// The height of the type area of an upright page.
    pub(crate) area_height: f32,
    /// The numbers printed before headings; empty where the theme asks for none.
    pub(crate) numbers: Arc<HeadingNumbers>,
}

/// The share of the type area's height that a picture among words takes at most.
const TALLEST_PICTURE: f32 = 0.8;

impl Styles {
    /// Works out a theme's settings for a type area of a height and the headings of a document.
    pub(crate) fn new(theme: &Theme, area_height: f32, document: &Resolved) -> Self {
        let tokens = &theme.tokens;
        let mut text = ParagraphStyle::text(theme);
        // One that is taller than its page would be cut off.
        text.picture_room.height = area_height * TALLEST_PICTURE;
        let small = text.size * tokens.text.small;
        let caption = ParagraphStyle {
            family: Family::Heading,
            size: small,
            leading: small * 1.35,
            color: tokens.colors.muted,
            align: Align::Start,
            hanging: false,
            ..text.clone()
        };
        let CaptionTokens { weight, italic, .. } = tokens.captions;
        Self {
            note: ParagraphStyle { size: small, leading: small * 1.36, ..text.clone() },
            label: ParagraphStyle { hyphenate: false, ..caption.clone() },
            caption: ParagraphStyle { weight, italic, ..caption },
            paragraph_gap: Glue::soft(text.size * tokens.text.paragraph_spacing),
            list_gap: Glue::soft(text.size * tokens.text.list_spacing),
            block_gap: Glue::soft(text.size * tokens.text.block_spacing),
            item_gap: Glue::soft(text.leading * 0.12),
            text,
            area_height,
            numbers: document.heading_numbers(theme).into(),
        }
    }
}

/// A colour between two others: 0 gives the first, 1 the second.
pub(crate) fn mix(first: Color, second: Color, share: f32) -> Color {
    let between =
        |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color::rgb(
        between(first.red, second.red),
        between(first.green, second.green),
        between(first.blue, second.blue),
    )
}
