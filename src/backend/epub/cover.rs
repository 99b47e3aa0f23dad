//! The cover's picture: the same cover that the printed edition has, on a page of a book's shape.

use super::parts::Document;
use crate::backend::Job;
use crate::diag::Sink;
use crate::layout;
use crate::markup::dom::Element;
use crate::theme::{Length, PaperSize};

/// The file of the picture.
pub(super) const FILE: &str = "cover.png";

/// Width and height in pixels, as stores ask for them.
const PIXELS_WIDE: u32 = 1600;
const PIXELS_HIGH: u32 = 2560;

/// The width of the page that the cover is set on, in points: narrow, so that the words are still
/// to be read on a shelf of small pictures.
const WIDTH: f32 = 360.0;

/// Draws the cover.
pub(super) fn draw(job: &Job<'_>, sink: &mut Sink) -> Option<Vec<u8>> {
    let mut theme = job.theme.clone();
    let height = WIDTH * PIXELS_HIGH as f32 / PIXELS_WIDE as f32;
    let page = &mut theme.tokens.page;
    page.size = PaperSize { width: Length::pt(WIDTH), height: Length::pt(height) };
    let margin = Length::pt(WIDTH * 0.09);
    page.margin_inner = margin;
    page.margin_outer = margin;
    page.margin_top = margin;
    page.margin_bottom = margin;
    let frame = sink.absorb(layout::lay_out_cover(job.document, &theme, job.fonts))?;
    super::raster::draw(&frame, &job.assets, job.fonts, PIXELS_WIDE, PIXELS_HIGH)
}

/// The document that shows the picture; `front` is what it has in common with others.
pub(super) fn document(front: Document) -> Document {
    let picture = Element::new("img")
        .attr("src", FILE)
        .attr("alt", &*front.title)
        .attr("role", "doc-cover")
        .attr("width", PIXELS_WIDE.to_string())
        .attr("height", PIXELS_HIGH.to_string());
    let section = Element::new("section")
        .attr("epub:type", "cover")
        .attr("aria-label", &*front.title)
        .child(Element::new("figure").child(picture));
    Document { body: vec![section.into()], ..front }
}
