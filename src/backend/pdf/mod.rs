//! PDF: paints the frames of the laid-out document and turns its structure into tags.

mod embed;
mod error;
mod font;
mod image;
mod links;
mod metadata;
mod outline;
mod page;
mod place;
mod shape;
mod standard;
mod tags;
mod text;
mod words;

use std::collections::BTreeSet;

use krilla::error::{KrillaError, KrillaResult};
use krilla::{Document, SerializeSettings};

use super::{Artifact, Job, Row};
use crate::diag::{Sink, Warned};
use crate::layout::Layout;
use crate::source::PdfStandard;
use crate::tree::AssetId;
use page::Painter;

/// The row of this output in the table of backends.
pub(super) const ROW: Row = Row {
    name: "pdf",
    about: "a tagged PDF for print, archive and screen reader",
    size_limit: |config| config.pdf.max_size.as_ref(),
    claims_standards: true,
    needs_fonts: true,
    brings_fonts_unasked: |_| false,
    render,
};

/// Makes a PDF of a document. None where the document cannot be one, which an error then explains.
fn render(job: &Job<'_>) -> Warned<Option<Artifact>> {
    let mut sink = Sink::default();
    let Warned { value: layout, diagnostics } = job.layout();
    diagnostics.iter().cloned().for_each(|diagnostic| sink.push(diagnostic));
    metadata::report_lost(&job.document.pack.meta, &mut sink);
    let bytes = write_at_best(job, layout, &mut sink);
    let extent = Some((layout.paged.pages.len(), "pages"));
    sink.finish(bytes.map(|bytes| Artifact { bytes, extent, weights: Vec::new() }))
}

/// Writes the PDF to the standard that somebody asked for, or not at all. Where nobody did, it
/// claims as much of Recto's own aim as its content bears, and one error says what breaks the rest.
fn write_at_best<'d>(job: &Job<'d>, layout: &Layout<'d>, sink: &mut Sink) -> Option<Vec<u8>> {
    let asked = job.options.pdf_standard;
    let standard = embed::standard(asked, &job.assets.attached, sink)?;
    let mut writer = Writer { job, layout, standard, refused: BTreeSet::new() };
    let error = match writer.write(sink)? {
        Ok(bytes) => return Some(bytes),
        Err(error) => error,
    };
    let left = if asked.is_none() { standard::left_by(&error, standard) } else { Vec::new() };
    for rest in left {
        writer.standard = rest;
        if let Ok(bytes) = writer.write(&mut Sink::default())? {
            let reasons = error::report_less(&error, &layout.paged, sink);
            sink.push(standard::claims_less(standard, rest, &reasons));
            return Some(bytes);
        }
    }
    error::report(&error, &layout.paged, sink);
    None
}

/// Writes a document, as often as it takes.
struct Writer<'a, 'd> {
    job: &'a Job<'d>,
    layout: &'a Layout<'d>,
    standard: PdfStandard,
    /// Pictures that turned out to be broken.
    refused: BTreeSet<AssetId>,
}

impl Writer<'_, '_> {
    /// Writes the document, again without each picture that proves to be broken: krilla decodes
    /// pictures when all pages are painted, and stops at the first that it cannot decode. None
    /// where a step has said why there can be no PDF.
    fn write(&mut self, sink: &mut Sink) -> Option<KrillaResult<Vec<u8>>> {
        loop {
            let mut said = Sink::default();
            let outcome = self.write_once(&mut said);
            if let Some(Err(Stopped { picture: Some(picture), .. })) = &outcome
                && self.refused.insert(*picture)
            {
                continue;
            }
            sink.absorb(said.finish(()));
            return Some(outcome?.map_err(|stopped| stopped.error));
        }
    }

    /// Paints, tags and describes the document, and lets krilla check it.
    fn write_once(&self, sink: &mut Sink) -> Option<Result<Vec<u8>, Stopped>> {
        let Self { job, layout, .. } = *self;
        let paged = &layout.paged;
        let configuration = standard::configure(self.standard, sink)?;
        let mut document =
            Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        let mut painter = Painter::new(job, paged, &self.refused);
        layout.for_each_frame(|index, frame| painter.paint(&mut document, index, frame, sink));
        let (tags, images) = painter.finish();
        document.set_tag_tree(tags.finish(&job.document.pack.meta.lang, sink)?);
        let tokens = &job.theme.tokens.outline;
        document.set_outline(outline::outline(&job.document.outline, paged, tokens));
        document.set_metadata(metadata::metadata(job));
        links::register_places(&mut document, paged);
        embed::embed(&mut document, &job.assets.attached, metadata::made(job));
        let stopped = |error| Stopped { picture: images.refused_by(&error), error };
        Some(document.finish().map_err(stopped))
    }
}

/// Why krilla wrote nothing.
struct Stopped {
    error: KrillaError,
    /// The picture it could not decode, where it was one.
    picture: Option<AssetId>,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use indexmap::IndexMap;

    use super::*;
    use crate::backend::Options;
    use crate::fonts::{FontBook, FontId, Look};
    use crate::layout::frame::{
        Artifact as Ornament, Destination, Glyph, ImageItem, LinkArea, Tag, TextRun,
    };
    use crate::layout::{
        Frame, FrameItem, NodeId, PagePlace, PageQuality, Paged, PagedPage, Point, Rect, Role,
        Size, Structure,
    };
    use crate::resolve::{Asset, AssetStore, Format, OutlineEntry, Resolved};
    use crate::theme::{Color, Theme};
    use crate::tree::{Anchor, Pack, PackMeta};

    /// A page that is set by hand, so that painting is tested apart from layout.
    struct Sheet<'a> {
        fonts: &'a FontBook,
        font: FontId,
        frame: Frame,
    }

    impl Sheet<'_> {
        fn words(&mut self, tag: Tag, y: f32, text: &str) {
            self.frame.push(Point::default(), FrameItem::TagStart(tag));
            let run = self.run(text);
            self.frame.push(Point::new(50.0, y), FrameItem::Text(run));
            self.frame.push(Point::default(), FrameItem::TagEnd);
        }

        fn run(&self, text: &str) -> TextRun {
            use skrifa::MetadataProvider;
            let charmap = self.fonts.face(self.font).tables();
            let charmap = charmap.charmap();
            let glyph = |(at, char): (usize, char)| Glyph {
                id: charmap.map(char).map_or(0, |glyph| glyph.to_u32() as u16),
                advance: 0.5,
                x_offset: 0.0,
                y_offset: 0.0,
                text: at as u32..(at + char.len_utf8()) as u32,
            };
            TextRun {
                font: self.font,
                size: 12.0,
                fill: Color::default(),
                embolden: 0.0,
                glyphs: text.char_indices().map(glyph).collect(),
                text: text.into(),
                lang: None,
                rtl: false,
            }
        }
    }

    fn document(title: &str) -> Resolved {
        let meta = PackMeta {
            title: title.to_owned(),
            lang: "en".to_owned(),
            date: Some("2026-03-09".to_owned()),
            ..PackMeta::default()
        };
        let entry = OutlineEntry {
            title: "Security".to_owned(),
            anchor: Some(Anchor::new("security")),
            level: 1,
            rank: 0,
            role: None,
            listed: true,
            children: Vec::new(),
        };
        Resolved {
            pack: Pack { meta, pages: Vec::new() },
            assets: AssetStore::default(),
            places: IndexMap::new(),
            outline: vec![entry],
            captioned: Vec::new(),
            cites_pages: false,
            drawn_by: crate::resolve::DrawnBy::new(),
        }
    }

    /// A page with a heading, a paragraph with a link, and a running foot.
    fn layout(
        fonts: &FontBook,
        structure: Structure,
        [link, figure]: [NodeId; 2],
        [head, text]: [NodeId; 2],
    ) -> Layout<'static> {
        let font = fonts.find("Source Serif 4", Look { weight: 400, italic: false }).unwrap();
        let mut sheet = Sheet { fonts, font, frame: Frame::new(Size::new(400.0, 600.0)) };
        sheet.words(Tag::Node(head), 60.0, "Security");
        sheet.words(Tag::Node(text), 90.0, "See the ");
        let area = LinkArea {
            size: Size::new(40.0, 12.0),
            to: Destination::Anchor(Anchor::new("security")),
            node: Some(link),
        };
        sheet.frame.push(Point::new(80.0, 80.0), FrameItem::Link(area));
        sheet.words(Tag::Node(link), 90.0, "heading");
        sheet.words(Tag::Node(text), 90.0, " above.");
        sheet.words(Tag::Artifact(Ornament::Footer), 580.0, "iv");
        sheet.frame.push(Point::default(), FrameItem::TagStart(Tag::Node(figure)));
        let image = ImageItem { asset: AssetId(0), size: Size::new(20.0, 20.0), window: None };
        sheet.frame.push(Point::new(50.0, 200.0), FrameItem::Image(image));
        sheet.frame.push(Point::default(), FrameItem::TagEnd);
        let place = PagePlace { page: 0, point: Point::new(50.0, 40.0) };
        let size = sheet.frame.size;
        let paged = Paged {
            pages: vec![PagedPage {
                start: None,
                trim: Rect { origin: Point::default(), size },
                size,
                label: "iv".to_owned(),
                bleed: 0.0,
                quality: PageQuality::default(),
            }],
            structure,
            places: IndexMap::from_iter([(Anchor::new("security"), place)]),
        };
        Layout::of_frames(paged, vec![sheet.frame])
    }

    /// A picture of 40 by 40 pixels.
    fn png() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = ::image::DynamicImage::new_rgb8(40, 40);
        picture.write_to(&mut bytes, ::image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn written(title: &str, picture: &[u8]) -> (Option<Vec<u8>>, Vec<crate::diag::Diagnostic>) {
        let mut structure = Structure::default();
        let section = structure.add(None, Role::Section);
        let title_words: Arc<str> = "Security".into();
        let head = structure.add(Some(section), Role::Heading { level: 1, title: title_words });
        let text = structure.add(Some(section), Role::Paragraph);
        let link = structure.add(Some(text), Role::Link { description: "Security".into() });
        let figure = structure.add(Some(section), Role::Figure { alt: "A square".into() });
        let fonts = FontBook::shipped();
        let (mut document, theme) = (document(title), Theme::shipped());
        document.assets.insert(Asset {
            name: "square.png".to_owned(),
            format: Format::Png,
            hash: String::new(),
            width: 40.0,
            height: 40.0,
            light_edge: false,
            lines: std::sync::Arc::default(),
            bytes: picture.into(),
        });
        let options = Options::default();
        let job = Job::new(&document, &theme, &fonts, &options);
        let mut sink = Sink::default();
        let layout = layout(&fonts, structure, [link, figure], [head, text]);
        let bytes = write_at_best(&job, &layout, &mut sink);
        let Warned { value, diagnostics } = sink.finish(bytes);
        (value, diagnostics)
    }

    #[test]
    fn a_page_passes_the_default_standards_twice_with_the_same_bytes() {
        let (bytes, diagnostics) = written("Handbook", &png());
        assert_eq!(diagnostics, []);
        assert!(bytes.as_ref().is_some_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
        assert_eq!(bytes, written("Handbook", &png()).0);
    }

    #[test]
    fn what_breaks_a_standard_is_told_in_our_words() {
        let (bytes, diagnostics) = written("", &png());
        let text = String::from_utf8_lossy(bytes.as_ref().unwrap());
        assert!(text.contains("pdfaid:part") && !text.contains("pdfuaid:part"));
        let messages: Vec<_> = diagnostics.iter().map(|told| &*told.message).collect();
        assert_eq!(
            messages,
            [
                "the document has no title, which PDF/UA-1 forbids",
                "the PDF claims a-2a rather than a-2a, ua-1, since the document has no title"
            ]
        );
    }

    /// The header of a picture says that it is one; that it is torn shows when it is decoded.
    #[test]
    fn a_picture_that_proves_broken_late_costs_no_more_than_itself() {
        let mut torn = png();
        torn.truncate(50);
        let (bytes, diagnostics) = written("Handbook", &torn);
        assert!(bytes.is_some_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
        let messages: Vec<_> = diagnostics.iter().map(|told| &*told.message).collect();
        assert_eq!(messages, ["`square.png` cannot be shown in a PDF"]);
    }
}
