//! PDFs as pictures: a certificate usually is one.
//!
//! Each page becomes a drawing, so that its words stay sharp. A page whose drawing would be too
//! heavy, or that is no valid one, becomes pixels for print.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::{LoadPdfError, Pdf};
use hayro_svg::{RenderCache, SvgRenderSettings};
use resvg::tiny_skia::{Pixmap, Transform};

use super::Format;
use super::fault::Fault;
use super::svg;
use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Authored, Block, BlockKind, Image, Pack};

/// The heaviest drawing of a page, in bytes.
const HEAVIEST: usize = 8 * 1024 * 1024;
/// How many pages of one PDF a figure shows at most.
const MOST_PAGES: usize = 200;
/// Pixels to a point where a page becomes pixels: 300 to an inch.
const SCALE: f32 = 300.0 / 72.0;
/// CSS pixels to a point.
const PX: f32 = 96.0 / 72.0;

/// A page as a picture.
pub(super) struct Shown {
    pub(super) format: Format,
    /// Width and height in CSS pixels.
    pub(super) size: (f32, f32),
    pub(super) bytes: Vec<u8>,
}

/// Shows a page, counted from 1.
pub(super) fn show(bytes: Vec<u8>, number: usize) -> Result<Shown, Fault> {
    // The interpreter is fed with whatever lies in the folder; a fault of its own must not end
    // the export.
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(bytes, number)));
    let (text, (width, height)) = drawn.map_err(|_| broken("it cannot be drawn"))??;
    let size = (width * PX, height * PX);
    match svg::clean(text.as_bytes()) {
        Ok(clean) if clean.text.len() <= HEAVIEST => {
            Ok(Shown { format: Format::Svg, size, bytes: clean.text.into_bytes() })
        }
        _ => Ok(Shown { format: Format::Png, size, bytes: pixels(&text)? }),
    }
}

/// The page as SVG on white, and its size in points.
fn draw(bytes: Vec<u8>, number: usize) -> Result<(String, (f32, f32)), Fault> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::Locked,
        LoadPdfError::Invalid => broken("it has no pages that can be read"),
    })?;
    let pages = pdf.pages();
    let page = number.checked_sub(1).and_then(|index| pages.get(index));
    let page = page.ok_or(Fault::NoPage { number, count: pages.len() })?;
    let settings = SvgRenderSettings { bg_color: [255; 4] };
    let text =
        hayro_svg::convert(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    Ok((text, page.render_dimensions()))
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

fn split(written: &str) -> Option<(&str, &str)> {
    let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
    path.to_ascii_lowercase().ends_with(".pdf").then_some((path, fragment))
}

/// Makes a picture of every page that a figure asks for: `![…](report.pdf){pages="1-3,5"}`.
pub(super) fn spread(pack: &mut Pack<Authored>) {
    for page in &mut pack.pages {
        walk_blocks_mut(&mut page.blocks, &mut |block| {
            let BlockKind::Figure { blocks, .. } = &mut block.kind else { return };
            let Some(pages) = block.attr.get("pages").map(numbers) else { return };
            *blocks = blocks.iter().flat_map(|shown| apart(shown, &pages)).collect();
        });
    }
}

/// The same picture once for each page; one picture where it is no PDF.
fn apart(shown: &Block<Authored>, pages: &[usize]) -> Vec<Block<Authored>> {
    let BlockKind::Image { image } = &shown.kind else { return vec![shown.clone()] };
    let Some((path, _)) = split(&image.picture).filter(|_| !pages.is_empty()) else {
        return vec![shown.clone()];
    };
    let one = |(index, number): (usize, &usize)| {
        let alt = match (index, image.alt.is_empty()) {
            (0, _) | (_, true) => image.alt.clone(),
            _ => format!("{} ({})", image.alt, index + 1),
        };
        let image = Image { picture: format!("{path}#page={number}"), alt, ..image.clone() };
        Block { kind: BlockKind::Image { image }, ..shown.clone() }
    };
    pages.iter().enumerate().map(one).collect()
}

/// The numbers of `1-3, 5`. What is no number is passed over.
fn numbers(list: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first: usize = first.trim().parse().ok()?;
        let last: usize = last.trim().parse().ok()?;
        Some(first..=last.min(first.saturating_add(MOST_PAGES)))
    };
    list.split(',').filter_map(range).flatten().take(MOST_PAGES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_pages_are_bounded() {
        assert_eq!(numbers("1-3, 5"), [1, 2, 3, 5]);
        assert_eq!(numbers("2"), [2]);
        assert_eq!(numbers("3-1, x"), [0_usize; 0]);
        assert_eq!(numbers("1-99999999999").len(), MOST_PAGES);
    }

    #[test]
    fn references_name_pages() {
        assert_eq!(page_of("a/report.PDF"), Some(1));
        assert_eq!(page_of("report.pdf#page=12"), Some(12));
        assert_eq!(page_of("report.pdf#chapter"), Some(1));
        assert_eq!(page_of("chart.svg#page=2"), None);
    }

    #[test]
    fn what_is_no_pdf_is_told() {
        assert!(matches!(
            show(b"%PDF-1.7 and nothing else".to_vec(), 1),
            Err(Fault::Broken { .. })
        ));
    }
}
