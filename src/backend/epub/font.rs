//! Fonts inside the book: that of formulas where there are some, the theme's where the pack asks for
//! them, or does not say and they are small.

use std::collections::BTreeSet;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::parts::Document;
use crate::backend::Job;
use crate::backend::font_face::{AT_MOST, font_face};
use crate::fonts::{Container, Face, FontId, subset};
use crate::layout::{FrameItem, Layout};
use crate::markup::{FORMULAS, formula_characters};

/// A font file of the book.
pub(super) struct Font {
    /// Where it lies, seen from the package document.
    pub(super) path: String,
    /// Its IANA media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The rule that makes it known to the style sheet.
    rule: String,
}

/// The fonts of a book with these documents.
pub(super) fn embedded(job: &Job<'_>, documents: &[Document]) -> Vec<Font> {
    let wanted = job.wants_fonts(job.options.epub.fonts);
    let mut fonts = if wanted == Some(false) { Vec::new() } else { of_text(job) };
    if wanted.is_none() && packed_size(&fonts) >= AT_MOST {
        fonts.clear();
    }
    fonts.extend(of_formulas(job, documents));
    fonts
}

/// How many bytes of the archive fonts take.
fn packed_size(fonts: &[Font]) -> usize {
    let packed = |font: &Font| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let whole = font.bytes.len();
        encoder.write_all(&font.bytes).and_then(|()| encoder.finish()).map_or(whole, |it| it.len())
    };
    fonts.iter().map(packed).sum()
}

/// The faces that the printed edition is set in. Each has every character of the text that it can
/// show: a reading system may choose it for another part of the text.
fn of_text(job: &Job<'_>) -> Vec<Font> {
    let (faces, characters) = shown(&job.layout().value);
    let fonts = faces.into_iter().filter_map(|id| {
        let face = job.fonts.face(id);
        font(face, &face.family, &file_stem(face), &characters)
    });
    fonts.collect()
}

/// The face of formulas, since reading systems cannot set them in another one (some 100 kB).
fn of_formulas(job: &Job<'_>, documents: &[Document]) -> Option<Font> {
    let bodies = documents.iter().map(|document| formula_characters(&document.body));
    let characters: BTreeSet<char> = bodies.flatten().collect();
    let maths = job.fonts.maths().filter(|_| !characters.is_empty())?;
    font(job.fonts.face(maths.id), FORMULAS, FORMULAS, &characters)
}

/// The font that has these characters of a face, under a family's name and a file's stem.
fn font(face: &Face, family: &str, stem: &str, characters: &BTreeSet<char>) -> Option<Font> {
    let bytes = subset(face, characters, Container::Plain)?;
    let (ending, media_type) =
        if bytes.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
    let path = format!("fonts/{stem}.{ending}");
    let rule = font_face(face, family, &format!("src: url({path})"));
    Some(Font { path, media_type, bytes, rule })
}

/// The faces and the characters of the printed edition.
fn shown(layout: &Layout<'_>) -> (BTreeSet<FontId>, BTreeSet<char>) {
    let (mut faces, mut characters) = (BTreeSet::new(), BTreeSet::new());
    layout.for_each_frame(|_, frame| {
        for (_, item) in &frame.items {
            if let FrameItem::Text(run) = item {
                faces.insert(run.font);
                characters.extend(run.text.chars());
            }
        }
    });
    (faces, characters)
}

fn file_stem(face: &Face) -> String {
    let family: String = face.family.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{family}-{}{}", face.weight, if face.italic { "-italic" } else { "" })
}

/// What the style sheet starts with: the fonts.
pub(super) fn rules(fonts: &[Font]) -> String {
    fonts.iter().map(|font| &*font.rule).collect()
}
