//! PDFs as pictures: a certificate usually is one.
//!
//! Each page becomes a drawing, so that its words stay sharp. A page whose drawing would be too
//! heavy, or that is no valid one, becomes pixels for print.

#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings};
use resvg::tiny_skia::{Pixmap, Transform};

use super::Format;
use super::assets::PictureLine;
use super::fault::Fault;
use super::svg;
use crate::bounded_pdf;
use crate::diag::{Code, Diagnostic};
use crate::tree::NaturalSize;

mod glyphs;
mod spread;
mod words;

pub(super) use spread::spread;

/// The heaviest drawing of a page, in bytes.
const HEAVIEST: usize = 8 * 1024 * 1024;
/// Pixels to a point where a page becomes pixels: 300 to an inch.
const SCALE: f32 = 300.0 / 72.0;
/// CSS pixels to a point.
const PX: f32 = 96.0 / 72.0;

/// A page as a picture.
pub(super) struct Shown {
    pub(super) format: Format,
    pub(super) size: NaturalSize,
    pub(super) bytes: Vec<u8>,
    pub(super) lines: Vec<PictureLine>,
    pub(super) way: Way,
}

/// The way a page was made a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// As a drawing.
    Drawn,
    /// As pixels, since its drawing was too heavy.
    TooHeavy,
    /// As pixels, since its drawing is none that outputs can show.
    Unreadable,
}

impl Way {
    /// What the user is told of it.
    pub(super) fn explain(self, written: &str) -> Diagnostic {
        let path = split(written).map_or(written, |(path, _)| path);
        let pixels = "in pictures of 300 pixels to an inch";
        let message = match self {
            Self::Drawn => format!("pages of `{path}` are shown as drawings"),
            Self::TooHeavy => {
                let limit = HEAVIEST / 1024 / 1024;
                format!("pages of `{path}` are shown {pixels}, since a drawing is over {limit} MB")
            }
            Self::Unreadable => {
                format!("pages of `{path}` are shown {pixels}, since they cannot be drawn")
            }
        };
        let help = "no PDF for archives or screen readers may hold the pages of another as they \
                    are; the original is attached";
        Diagnostic::note(Code::EmbeddedPdf, message).help(help)
    }
}

/// Shows a page, counted from 1.
pub(super) fn show(bytes: Vec<u8>, number: usize) -> Result<Shown, Fault> {
    let drawn = bounded_pdf::with(&bytes, |pdf| draw(pdf, number));
    let Drawn { text, size: (width, height), lines } = drawn.map_err(|fault| match fault {
        bounded_pdf::Fault::Locked => Fault::Locked,
        bounded_pdf::Fault::Broken => broken("it has no pages that can be read"),
        bounded_pdf::Fault::Costly => broken("drawing it takes more work than a file is given"),
    })??;
    let size = NaturalSize { width: width * PX, height: height * PX };
    let lines = lines.into_iter().map(in_pixels).collect();
    let clean = svg::clean(text.as_bytes());
    let way = match &clean {
        Ok(clean) if clean.text.len() <= HEAVIEST => Way::Drawn,
        Ok(_) => Way::TooHeavy,
        Err(_) => Way::Unreadable,
    };
    match clean {
        Ok(clean) if way == Way::Drawn => {
            Ok(Shown { format: Format::Svg, size, bytes: clean.text.into_bytes(), lines, way })
        }
        _ => Ok(Shown { format: Format::Png, size, bytes: pixels(&text)?, lines, way }),
    }
}

/// A page as SVG on white, with its size and its words in points.
struct Drawn {
    text: String,
    size: (f32, f32),
    lines: Vec<PictureLine>,
}

fn draw(pdf: &Pdf, number: usize) -> Result<Drawn, Fault> {
    let pages = pdf.pages();
    let page = number.checked_sub(1).and_then(|index| pages.get(index));
    let page = page.ok_or(Fault::NoPage { number, count: pages.len() })?;
    let settings = SvgRenderSettings { bg_color: [255; 4] };
    let text =
        hayro_svg::convert(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let size = page.render_dimensions();
    let text = edged(glyphs::shared(&text), size.0, size.1);
    Ok(Drawn { text, size, lines: words::lines(page) })
}

/// A line whose measures are in points.
fn in_pixels(line: PictureLine) -> PictureLine {
    let PictureLine { x, y, length, size, .. } = line;
    PictureLine { x: x * PX, y: y * PX, length: length * PX, size: size * PX, ..line }
}

/// The drawing of a page, whose size is in points, with a hairline at its edge, since white paper has
/// none on white paper.
fn edged(mut drawing: String, width: f32, height: f32) -> String {
    const HAIRLINE: f32 = 0.5;
    let (width, height) = (width - HAIRLINE, height - HAIRLINE);
    let edge = format!(
        "<rect x=\"0.25\" y=\"0.25\" width=\"{width}\" height=\"{height}\" fill=\"none\" \
         stroke=\"#8b949e\" stroke-width=\"{HAIRLINE}\"/>"
    );
    // A page with nothing on it is one element without an end tag.
    if let Some(empty) =
        drawing.trim_end().strip_suffix("/>").filter(|_| !drawing.contains("</svg>"))
    {
        return format!("{empty}>{edge}</svg>");
    }
    let end = drawing.rfind("</svg>").unwrap_or(drawing.len());
    drawing.insert_str(end, &edge);
    drawing
}

fn pixels(text: &str) -> Result<Vec<u8>, Fault> {
    let tree = usvg::Tree::from_str(text, &svg::closed_options())
        .map_err(|error| broken(&error.to_string()))?;
    let (width, height) = (tree.size().width() * SCALE, tree.size().height() * SCALE);
    let too_large = Fault::TooLarge { width: width as u32, height: height as u32 };
    let mut pixmap = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or(too_large)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| broken(&error.to_string()))
}

fn broken(words: &str) -> Fault {
    Fault::Broken { format: "PDF", words: words.to_owned() }
}

/// The page that the fragment of a reference names (`report.pdf#page=2`), else the first. None
/// where the reference is to no PDF.
pub(super) fn page_of(written: &str) -> Option<usize> {
    let (_, fragment) = split(written)?;
    Some(fragment.strip_prefix("page=").and_then(|page| page.parse().ok()).unwrap_or(1))
}

/// The path and the fragment of a reference to a PDF.
fn split(written: &str) -> Option<(&str, &str)> {
    let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
    path.to_ascii_lowercase().ends_with(".pdf").then_some((path, fragment))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn references_name_pages() {
        assert_eq!(page_of("a/report.PDF"), Some(1));
        assert_eq!(page_of("report.pdf#page=12"), Some(12));
        assert_eq!(page_of("report.pdf#chapter"), Some(1));
        assert_eq!(page_of("chart.svg#page=2"), None);
    }

    #[test]
    fn a_page_with_nothing_on_it_is_a_blank_page() {
        let mut pdf = String::from("%PDF-1.4\n");
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 60]>>",
        ];
        for (object, number) in objects.iter().zip(1..) {
            let _ = write!(pdf, "{number} 0 obj\n{object}\nendobj\n");
        }
        pdf += "trailer <</Size 4/Root 1 0 R>>\n%%EOF";
        let shown = show(pdf.into_bytes(), 1).unwrap();
        assert_eq!((shown.format, shown.way), (Format::Svg, Way::Drawn));
        assert_eq!(shown.size, NaturalSize { width: 120.0, height: 80.0 });
    }

    #[test]
    fn what_is_no_pdf_is_told() {
        assert!(matches!(
            show(b"%PDF-1.7 and nothing else".to_vec(), 1),
            Err(Fault::Broken { .. })
        ));
    }
}
