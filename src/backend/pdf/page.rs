//! One page after the other, item by item.

use std::collections::BTreeSet;

use krilla::Document;
use krilla::geom::Transform;
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::FillRule;
use krilla::surface::Surface;

use super::font::Fonts;
use super::image::Images;
use super::links::PageLinks;
use super::tags::{Marker, Tags};
use super::words::Words;
use super::{error, place, shape, text};
use crate::backend::Job;
use crate::diag::{Code, Diagnostic, Sink};
use crate::fonts::FontBook;
use crate::layout::frame::{Geometry, ImageItem, Shape, TextRun};
use crate::layout::{Frame, FrameItem, Paged, PagedPage, Point, Rect, Size, Structure};
use crate::resolve::AssetStore;
use crate::theme::Theme;
use crate::tree::AssetId;

/// What frames refer to.
#[derive(Clone, Copy)]
struct Source<'a> {
    fonts: &'a FontBook,
    assets: &'a AssetStore,
    theme: &'a Theme,
    structure: &'a Structure,
}

/// What all pages of a document share.
pub(super) struct Painter<'a> {
    source: Source<'a>,
    paged: &'a Paged,
    fonts: Fonts<'a>,
    images: Images<'a>,
    words: Words<'a>,
    tags: Tags<'a>,
}

/// One page while it is painted.
struct Canvas<'c, 'p, 'a, 'f> {
    surface: Surface<'c>,
    marker: Marker<'p, 'a>,
    links: PageLinks<'f>,
    index: usize,
}

impl<'a> Painter<'a> {
    /// Paints none of the pictures that were refused.
    pub(super) fn new(job: &'a Job<'_>, paged: &'a Paged, refused: &'a BTreeSet<AssetId>) -> Self {
        let (fonts, assets, theme) = (job.fonts, &job.assets, job.theme);
        Self {
            source: Source { fonts, assets, theme, structure: &paged.structure },
            paged,
            fonts: Fonts::new(fonts),
            images: Images::new(assets, fonts, refused),
            words: Words::new(fonts, &theme.tokens.fonts.text.value),
            tags: Tags::new(&paged.structure),
        }
    }

    /// The structure with all content that was painted, and the pictures that were.
    pub(super) fn finish(self) -> (Tags<'a>, Images<'a>) {
        (self.tags, self.images)
    }

    /// Paints a page and adds it to the document.
    pub(super) fn paint(
        &mut self,
        document: &mut Document,
        index: usize,
        frame: &Frame,
        sink: &mut Sink,
    ) {
        let mut pdf_page = document.start_page_with(settings(&self.paged.pages[index]));
        let links = self.items(pdf_page.surface(), index, frame, sink);
        links.annotate(&mut pdf_page, index, self.paged, &mut self.tags);
        pdf_page.finish();
    }

    /// Paints a page's items. Returns its links, which PDF keeps beside what is painted.
    fn items<'f>(
        &mut self,
        surface: Surface<'_>,
        index: usize,
        frame: &'f Frame,
        sink: &mut Sink,
    ) -> PageLinks<'f> {
        let marker = Marker::new(&mut self.tags, index);
        let mut canvas = Canvas { surface, marker, links: PageLinks::default(), index };
        let (source, fonts, images) = (self.source, &mut self.fonts, &mut self.images);
        let mut tools = Tools { source, fonts, images, words: &self.words };
        for (at, item) in &frame.items {
            canvas.paint(*at, item, &mut tools, sink);
        }
        let Canvas { mut surface, marker, links, .. } = canvas;
        marker.finish(&mut surface);
        surface.finish();
        links
    }
}

/// What painting draws on besides the page.
struct Tools<'t, 'a> {
    source: Source<'a>,
    fonts: &'t mut Fonts<'a>,
    images: &'t mut Images<'a>,
    words: &'t Words<'a>,
}

impl<'f> Canvas<'_, '_, '_, 'f> {
    fn paint(
        &mut self,
        at: Point,
        item: &'f FrameItem,
        tools: &mut Tools<'_, '_>,
        sink: &mut Sink,
    ) {
        match item {
            FrameItem::TagStart(tag) => self.marker.start(*tag),
            FrameItem::TagEnd => self.marker.end(),
            FrameItem::Link(area) => self.links.add(at, area, self.marker.node()),
            FrameItem::Text(run) => self.text(at, run, tools, sink),
            FrameItem::Turned(run, degrees) => {
                let turn = Transform::from_rotate_at(-degrees, at.x, at.y);
                self.surface.push_transform(&turn);
                self.text(at, run, tools, sink);
                self.surface.pop();
            }
            FrameItem::Shape(shape) => self.shape(at, shape),
            FrameItem::Image(image) => self.image(at, image, tools, sink),
        }
    }

    fn text(&mut self, at: Point, run: &TextRun, tools: &mut Tools<'_, '_>, sink: &mut Sink) {
        if run.glyphs.is_empty() {
            return;
        }
        let Some(font) = tools.fonts.get(run.font) else {
            let family = &tools.source.fonts.face(run.font).family;
            let message = format!("the font `{family}` cannot be put into a PDF");
            sink.push(
                Diagnostic::error(Code::Output, message).help("name another font in the theme"),
            );
            return;
        };
        let metrics = &tools.source.fonts.face(run.font).metrics;
        let height = (metrics.ascent + metrics.descent) * run.size;
        let area = Rect {
            origin: at + Point::new(0.0, -metrics.ascent * run.size),
            size: Size::new(run.width(), height),
        };
        self.marker.mark(&mut self.surface, run.lang.as_ref(), Some(area));
        let location = error::location(Some(self.index), self.marker.node());
        text::paint(&mut self.surface, place::point(at), run, font, location);
    }

    fn shape(&mut self, at: Point, shape: &Shape) {
        self.marker.mark(&mut self.surface, None, None);
        shape::paint(&mut self.surface, at, shape);
    }

    fn image(&mut self, at: Point, image: &ImageItem, tools: &mut Tools<'_, '_>, sink: &mut Sink) {
        let area = Rect { origin: at, size: image.size };
        let Some(size) = place::size(image.size) else { return };
        self.marker.mark(&mut self.surface, None, Some(area));
        if let Some(location) = error::location(Some(self.index), self.marker.node()) {
            self.surface.set_location(location);
        }
        self.surface.push_transform(&Transform::from_translate(at.x, at.y));
        let window = image.window.and_then(shape::outline);
        if let Some(window) = &window {
            self.surface.push_clip_path(window, &FillRule::NonZero);
        }
        let painted = tools.images.paint(&mut self.surface, image.asset, size);
        let asset = tools.source.assets.get(image.asset);
        tools.words.paint(&mut self.surface, asset, size, tools.fonts);
        if window.is_some() {
            self.surface.pop();
        }
        self.surface.pop();
        if !painted {
            self.placeholder(at, image, tools, sink);
            return;
        }
        self.surface.reset_location();
    }

    /// An empty box in place of a picture that turned out to be broken.
    fn placeholder(
        &mut self,
        at: Point,
        image: &ImageItem,
        tools: &Tools<'_, '_>,
        sink: &mut Sink,
    ) {
        let geometry = Geometry::Rect { size: image.size, radius: 0.0 };
        let fill = Some(tools.source.theme.tokens.colors.surface);
        shape::paint(&mut self.surface, at, &Shape { geometry, fill, stroke: None });
        let name = &tools.source.assets.get(image.asset).name;
        let message = format!("`{name}` cannot be shown in a PDF");
        let error = Diagnostic::error(Code::BrokenAttachment, message)
            .help("save the picture anew as PNG, JPEG or SVG, with 8 bits to a colour");
        let span = self.marker.node().and_then(|node| error::span(tools.source.structure, node));
        sink.push(match span {
            Some(span) => error.at(span),
            None => error,
        });
    }
}

/// The sheet with its label. Where it is cut is said only where that is not its edge.
fn settings(page: &PagedPage) -> PageSettings {
    let Size { width, height } = page.size;
    let settings = PageSettings::from_wh(width, height).unwrap_or_default();
    let settings = settings.with_page_label(label(&page.label));
    if page.trim == (Rect { origin: Point::default(), size: page.size }) {
        return settings;
    }
    let bleed = page.bleed;
    let printed = Rect {
        origin: page.trim.origin + Point::new(-bleed, -bleed),
        size: Size::new(page.trim.size.width + 2.0 * bleed, page.trim.size.height + 2.0 * bleed),
    };
    settings.with_trim_box(place::rect(page.trim)).with_bleed_box(place::rect(printed))
}

/// The label that a viewer shows for a page: the printed number, counted on in its own style.
fn label(printed: &str) -> PageLabel {
    let styled =
        |style, number| PageLabel::new(Some(style), None, std::num::NonZeroU32::new(number));
    if let Ok(number) = printed.parse() {
        return styled(NumberingStyle::Arabic, number);
    }
    let style = match printed.chars().next() {
        Some(first) if first.is_ascii_lowercase() => NumberingStyle::LowerRoman,
        _ => NumberingStyle::UpperRoman,
    };
    match from_roman(printed) {
        Some(number) => styled(style, number),
        None => PageLabel::new(None, (!printed.is_empty()).then(|| printed.to_owned()), None),
    }
}

/// The value of a roman numeral in letters of one case.
fn from_roman(numeral: &str) -> Option<u32> {
    let value = |digit: char| {
        Some(match digit {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            'd' => 500,
            'm' => 1000,
            _ => return None,
        })
    };
    let one_case =
        numeral == numeral.to_ascii_lowercase() || numeral == numeral.to_ascii_uppercase();
    if numeral.is_empty() || !one_case {
        return None;
    }
    let digits: Vec<u32> =
        numeral.to_ascii_lowercase().chars().map(value).collect::<Option<_>>()?;
    let next = digits.iter().copied().skip(1).chain([0]);
    let sum: i64 = digits
        .iter()
        .zip(next)
        .map(|(&digit, next)| if digit < next { -i64::from(digit) } else { i64::from(digit) })
        .sum();
    u32::try_from(sum).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count_in_the_style_they_are_printed_in() {
        let number = std::num::NonZeroU32::new;
        assert_eq!(label("12"), PageLabel::new(Some(NumberingStyle::Arabic), None, number(12)));
        assert_eq!(
            label("xiv"),
            PageLabel::new(Some(NumberingStyle::LowerRoman), None, number(14))
        );
        assert_eq!(label("IX"), PageLabel::new(Some(NumberingStyle::UpperRoman), None, number(9)));
        assert_eq!(label("A-3"), PageLabel::new(None, Some("A-3".to_owned()), None));
        assert_eq!(label(""), PageLabel::default());
    }
}
