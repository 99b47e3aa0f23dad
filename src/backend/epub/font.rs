//! The theme's fonts inside the book, where the pack asks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::subset::{glyph_of, subset};
use crate::backend::Job;
use crate::fonts::{Face, FontId};
use crate::layout::{FrameItem, Layout};

/// A font file of the book.
pub(super) struct Font {
    /// Where it lies, seen from the package document.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The rule that makes it known to the style sheet.
    rule: String,
}

/// The IANA media type of the files.
pub(super) const MEDIA_TYPE: &str = "font/ttf";

/// The faces that the printed edition is set in, with the glyphs that it shows and those of every
/// character that it has: a reading system may break lines and choose ligatures otherwise.
pub(super) fn embedded(job: &Job<'_>) -> Vec<Font> {
    if !job.options.epub.fonts {
        return Vec::new();
    }
    let (shown, characters) = shown(&job.layout().value);
    let fonts = shown.into_iter().filter_map(|(id, mut glyphs)| {
        let face = job.fonts.face(id);
        let tables = face.tables();
        glyphs.extend(characters.iter().filter_map(|c| glyph_of(&tables, *c)));
        let path = format!("fonts/{}.ttf", file_stem(face));
        let rule = rule(face, &path);
        Some(Font { bytes: subset(&tables, &glyphs)?, path, rule })
    });
    fonts.collect()
}

/// The glyphs of each face, and all characters.
fn shown(layout: &Layout<'_>) -> (BTreeMap<FontId, BTreeSet<u16>>, BTreeSet<char>) {
    let (mut glyphs, mut characters) = (BTreeMap::<_, BTreeSet<u16>>::new(), BTreeSet::new());
    layout.for_each_frame(|_, frame| {
        for (_, item) in &frame.items {
            if let FrameItem::Text(run) = item {
                glyphs.entry(run.font).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
                characters.extend(run.text.chars());
            }
        }
    });
    (glyphs, characters)
}

fn file_stem(face: &Face) -> String {
    let family: String = face.family.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{family}-{}{}", face.weight, if face.italic { "-italic" } else { "" })
}

fn rule(face: &Face, path: &str) -> String {
    let style = if face.italic { "italic" } else { "normal" };
    let family: String = face.family.chars().filter(|c| !matches!(c, '"' | '\\' | '\n')).collect();
    format!(
        "@font-face {{ font-family: \"{family}\"; font-weight: {}; font-style: {style}; \
         src: url({path}); }}\n",
        face.weight
    )
}

/// What the style sheet starts with: the fonts, and that the text is set in them.
pub(super) fn rules(fonts: &[Font]) -> String {
    let mut css = String::new();
    for font in fonts {
        css.push_str(&font.rule);
    }
    if !fonts.is_empty() {
        let _ = writeln!(css, "body {{ font-family: var(--font-text); }}\n");
    }
    css
}
