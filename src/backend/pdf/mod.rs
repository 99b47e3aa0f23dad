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

use krilla::error::{KrillaError, KrillaResult};
use krilla::{Document, SerializeSettings};

use super::{Artifact, Backend, Job};
use crate::diag::{Sink, Warned};
use crate::layout::Paged;
use crate::source::PdfStandard;
use page::Painter;

/// The row of this output in the table of backends.
pub const BACKEND: Backend =
    Backend { name: "pdf", about: "a tagged PDF for print, archive and screen reader", render };

/// Makes a PDF of a document. None where the document cannot be one, which an error then explains.
fn render(job: &Job<'_>) -> Warned<Option<Artifact>> {
    let mut sink = Sink::default();
    let Warned { value: paged, diagnostics } = job.paged();
    diagnostics.iter().cloned().for_each(|diagnostic| sink.push(diagnostic));
    let bytes = write_at_best(job, paged, &mut sink);
    let extent = Some((paged.pages.len(), "pages"));
    sink.finish(bytes.map(|bytes| Artifact { bytes, extent, weights: Vec::new() }))
}

/// Writes the PDF to its standard. Where the document breaks it, the reasons are errors, and the
/// PDF is written all the same but claims nothing that is not so.
fn write_at_best(job: &Job<'_>, paged: &Paged, sink: &mut Sink) -> Option<Vec<u8>> {
    let attached = &job.document.assets.attached;
    let standard = embed::standard(job.options.pdf_standard, attached, sink);
    match write(job, paged, standard, sink)? {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            error::report(&error, paged, sink);
            let broken =
                matches!(error, KrillaError::Validation(_)) && standard != PdfStandard::NONE;
            let bytes = broken.then(|| write(job, paged, PdfStandard::NONE, &mut Sink::default()));
            bytes??.ok()
        }
    }
}

/// Paints, tags and describes the document, and lets krilla check it. None where a step has said
/// why there can be no PDF.
fn write(
    job: &Job<'_>,
    paged: &Paged,
    standard: PdfStandard,
    sink: &mut Sink,
) -> Option<KrillaResult<Vec<u8>>> {
    let configuration = standard::configure(standard, sink)?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut painter = Painter::new(job, paged);
    for (index, page) in paged.pages.iter().enumerate() {
        painter.paint(&mut document, index, page, sink);
    }
    document.set_tag_tree(painter.into_tags().finish(&job.document.pack.meta.lang, sink)?);
    document.set_outline(outline::outline(&job.document.outline, paged));
    document.set_metadata(metadata::metadata(job));
    links::register_places(&mut document, paged);
    embed::embed(&mut document, &job.document.assets.attached, metadata::made(job));
    Some(document.finish())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use indexmap::IndexMap;

    use super::*;
    use crate::backend::Options;
    use crate::fonts::{FontBook, FontId, Look};
    use crate::layout::frame::{Artifact as Ornament, Destination, Glyph, LinkArea, Tag, TextRun};
    use crate::layout::{
        Frame, FrameItem, NodeId, PagePlace, PageQuality, PagedPage, Point, Rect, Role, Size,
        Structure,
    };
    use crate::resolve::{AssetStore, OutlineEntry, Resolved};
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
            listed: true,
            children: Vec::new(),
        };
        Resolved {
            pack: Pack { meta, pages: Vec::new() },
            assets: AssetStore::default(),
            places: IndexMap::new(),
            outline: vec![entry],
        }
    }

    /// A page with a heading, a paragraph with a link, and a running foot.
    fn paged(
        fonts: &FontBook,
        structure: Structure,
        link: NodeId,
        [head, text]: [NodeId; 2],
    ) -> Paged {
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
        let place = PagePlace { page: 0, point: Point::new(50.0, 40.0) };
        Paged {
            pages: vec![PagedPage {
                trim: Rect { origin: Point::default(), size: sheet.frame.size },
                frame: sheet.frame,
                label: "iv".to_owned(),
                bleed: 0.0,
                quality: PageQuality::default(),
            }],
            structure,
            places: IndexMap::from_iter([(Anchor::new("security"), place)]),
        }
    }

    fn written(title: &str) -> (Option<Vec<u8>>, Vec<crate::diag::Diagnostic>) {
        let mut structure = Structure::default();
        let section = structure.add(None, Role::Section);
        let title_words: Arc<str> = "Security".into();
        let head = structure.add(Some(section), Role::Heading { level: 1, title: title_words });
        let text = structure.add(Some(section), Role::Paragraph);
        let link = structure.add(Some(text), Role::Link { description: "Security".into() });
        let fonts = FontBook::shipped();
        let (document, theme) = (document(title), Theme::shipped());
        let options = Options::default();
        let job = Job::new(&document, &theme, &fonts, &options);
        let mut sink = Sink::default();
        let paged = paged(&fonts, structure, link, [head, text]);
        let bytes = write_at_best(&job, &paged, &mut sink);
        let Warned { value, diagnostics } = sink.finish(bytes);
        (value, diagnostics)
    }

    #[test]
    fn a_page_passes_the_default_standards_twice_with_the_same_bytes() {
        let (bytes, diagnostics) = written("Handbook");
        assert_eq!(diagnostics, []);
        assert!(bytes.as_ref().is_some_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
        assert_eq!(bytes, written("Handbook").0);
    }

    #[test]
    fn what_breaks_a_standard_is_told_in_our_words() {
        let (bytes, diagnostics) = written("");
        let text = String::from_utf8_lossy(bytes.as_ref().unwrap());
        assert!(!text.contains("pdfaid:part") && !text.contains("pdfuaid:part"));
        let messages: Vec<_> = diagnostics.iter().map(|told| &*told.message).collect();
        assert_eq!(messages, ["the document has no title, which PDF/UA-1 forbids"]);
    }
}
