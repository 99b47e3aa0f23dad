//! Fonts beyond the shipped ones: those a pack brings, and the system's for what no other has.

use std::sync::Arc;

use super::FontBook;
use super::demand::demand;
use super::missing;
use super::system::system;
use crate::diag::{Code, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, PackPath};
use crate::resolve::Resolved;
use crate::span::Sources;

/// The folder of a pack where its fonts lie.
const FOLDER: &str = "fonts";
/// Larger files are no fonts that anybody prints with.
const LARGEST: u64 = crate::limits::FONT.most;

impl FontBook {
    /// The fonts for a document: the shipped ones, those in the pack's folder `fonts`, and of the
    /// system's only those that have a character which none of the others has, so that a
    /// document in Latin, Greek or Cyrillic letters looks the same on every machine. That a
    /// character is in no font weighs as much as `missing` says. `added` are the words that outputs
    /// add to the document.
    pub fn for_document(
        document: &Resolved,
        added: &[&str],
        files: &dyn Files,
        sources: &Sources,
        missing: Severity,
    ) -> Warned<Self> {
        let mut sink = Sink::default();
        let mut book = Self::shipped();
        sink.absorb(book.add_from_pack(files));
        let mut lacking = demand(document, added);
        let has = |is_of: fn(char) -> bool| lacking.keys().any(|&character| is_of(character));
        let around = missing::Around {
            lang: &document.pack.meta.lang,
            has_kana: has(|it| matches!(it, '\u{3041}'..='\u{30ff}')),
            has_hangul: has(|it| matches!(it, '\u{ac00}'..='\u{d7a3}')),
        };
        book.brought = book.faces.len();
        lacking.retain(|&character, _| !book.has(character));
        if !lacking.is_empty() {
            book.add_from_database(system(), &mut lacking);
        }
        book.missing = missing::diagnostics(lacking, missing, around, sources);
        sink.finish(book)
    }

    /// What there is to say of characters that no font has: for those who draw with these fonts.
    pub fn missing(&self) -> &[Diagnostic] {
        &self.missing
    }

    pub(super) fn has(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.serves(character))
    }

    fn add_from_pack(&mut self, files: &dyn Files) -> Warned<()> {
        let mut sink = Sink::default();
        let shipped = self.faces.len();
        // That a folder cannot be listed was said when its pages were read.
        for path in files.list().unwrap_or_default().iter().filter(|path| is_font(path)) {
            let bytes = match files.size(path) {
                Ok(size) if size > LARGEST => Err("it is larger than 64 MiB".to_owned()),
                Ok(_) => files.read(path).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let added = bytes.map(|bytes| self.add(Arc::new(bytes)));
            let reason = match added {
                Ok(0) => "it is no TrueType or OpenType font".to_owned(),
                Ok(_) => continue,
                Err(reason) => reason,
            };
            sink.push(
                Diagnostic::error(
                    Code::BrokenAttachment,
                    format!("the font `{}` cannot be used: {reason}", path.as_str()),
                )
                .help("replace it, or take it out of the folder `fonts`"),
            );
        }
        self.choose_maths(shipped);
        sink.finish(())
    }
}

fn is_font(path: &PackPath) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let inside = path.as_str().split('/').next() == Some(FOLDER);
    inside && matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use crate::files::MemoryFiles;

    /// A document whose title shows some characters.
    fn titled(title: &str) -> Resolved {
        let meta = crate::tree::PackMeta { title: title.to_owned(), ..Default::default() };
        let pack = crate::tree::Pack { meta, pages: Vec::new() };
        let (assets, places) = (crate::resolve::AssetStore::default(), IndexMap::new());
        let drawn_by = crate::resolve::DrawnBy::new();
        Resolved {
            pack,
            assets,
            places,
            outline: Vec::new(),
            captioned: Vec::new(),
            cites_pages: false,
            drawn_by,
        }
    }

    #[test]
    fn a_character_that_no_font_has_is_named_once() {
        // A character for private use, which no font may claim to know.
        let document = titled("A \u{10fffd} and another \u{10fffd}");
        let book = FontBook::for_document(
            &document,
            &[],
            &MemoryFiles::new(),
            &Sources::default(),
            Severity::Warning,
        );
        let messages: Vec<&str> =
            book.value.missing().iter().map(|missing| missing.message.as_str()).collect();
        let message = "no font has 2 characters for private use: `\u{10fffd}` (U+10FFFD); boxes \
                       are printed instead";
        assert_eq!(messages, [message]);
    }

    #[test]
    fn what_the_shipped_fonts_have_needs_no_other() {
        let document = titled("Ünïcode, Ελληνικά, Кириллица, ✓ ★ 🎉");
        let book = FontBook::for_document(
            &document,
            &[],
            &MemoryFiles::new(),
            &Sources::default(),
            Severity::Warning,
        );
        assert_eq!(book.value.faces.len(), FontBook::shipped().faces.len());
        assert_eq!(book.value.missing(), []);
    }

    #[test]
    fn a_pack_brings_its_own_fonts() {
        let font: &[u8] = include_bytes!("../../tests/fonts/Blocks.ttf");
        let files = MemoryFiles::new()
            .with("fonts/Blocks.ttf", font)
            .with("fonts/broken.otf", "no font")
            .with("elsewhere/Blocks.ttf", font);
        let book = FontBook::for_document(
            &titled(""),
            &[],
            &files,
            &Sources::default(),
            Severity::Warning,
        );
        assert_eq!(book.value.faces.len(), FontBook::shipped().faces.len() + 1);
        assert_eq!(
            book.diagnostics[0].message,
            "the font `fonts/broken.otf` cannot be used: it is no TrueType or OpenType font"
        );
        assert_eq!(book.diagnostics.len(), 1);
    }
}
