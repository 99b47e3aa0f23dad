//! Fonts beyond the shipped ones: those a pack brings, and the system's for what no other has.

use std::sync::Arc;

use indexmap::IndexMap;

use super::FontBook;
use super::demand::{Demanded, Lacking, demand};
use super::missing;
use super::system::system;
use crate::diag::{Code, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, PackPath};
use crate::resolve::Resolved;
use crate::span::Sources;

/// The folder of a pack where its fonts lie.
const FOLDER: &str = "fonts";
/// How many of the characters a note shows.
const SAMPLE: usize = 8;
/// Larger files are no fonts that anybody prints with.
const LARGEST: u64 = crate::limits::FONT.most;

/// Where the fonts of a document come from, beside the shipped ones.
#[derive(Clone, Copy)]
pub struct Supply<'a> {
    /// The pack, which may have a folder of them.
    pub files: &'a dyn Files,
    /// The pages that messages point into.
    pub sources: &'a Sources,
    /// Whether the system's may be used, for characters that none of the others has.
    pub system: bool,
    /// What a character weighs that no font has.
    pub missing: Severity,
}

impl FontBook {
    /// The fonts for a document: the shipped ones, those in the pack's folder `fonts`, and, where
    /// they may be used, of the system's only those that have a character which none of the others
    /// has, so that a document in Latin, Greek or Cyrillic letters looks the same on every machine.
    /// `added` are the words that outputs add to the document.
    pub fn for_document(document: &Resolved, added: &[&str], supply: Supply<'_>) -> Warned<Self> {
        let Supply { files, sources, system: may_borrow, missing } = supply;
        let mut sink = Sink::default();
        let mut book = Self::shipped();
        sink.absorb(book.add_from_pack(files));
        let mut lacking = demand(document, added);
        let has = |is_of: fn(char) -> bool| lacking.keys().any(|&character| is_of(character));
        let around = missing::Around {
            lang: &document.pack.meta.lang,
            has_kana: has(|it| matches!(it, '\u{3041}'..='\u{30ff}')),
            has_hangul: has(|it| matches!(it, '\u{ac00}'..='\u{d7a3}')),
            may_borrow,
        };
        book.brought = book.faces.len();
        lacking.retain(|&character, _| !book.has(character));
        if may_borrow && !lacking.is_empty() {
            let wanted = lacking.clone();
            book.add_from_database(system(), &mut lacking);
            sink.extend(book.borrowed(&wanted));
        }
        book.missing = missing::diagnostics(lacking, missing, around, sources);
        sink.finish(book)
    }

    /// One note for each family of the system's that characters are set in, since the documents
    /// then depend on the machine.
    fn borrowed(&self, wanted: &Lacking) -> Vec<Diagnostic> {
        let of_system = &self.faces[self.brought..];
        let mut families: IndexMap<&str, Vec<(char, &Demanded)>> = IndexMap::new();
        for (&character, demanded) in wanted {
            if let Some(face) = of_system.iter().find(|face| face.serves(character)) {
                families.entry(&face.family).or_default().push((character, demanded));
            }
        }
        families
            .into_iter()
            .map(|(family, characters)| borrowed_from(family, &characters))
            .collect()
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

fn borrowed_from(family: &str, characters: &[(char, &Demanded)]) -> Diagnostic {
    let count: usize = characters.iter().map(|(_, demanded)| demanded.count).sum();
    let noun = if count == 1 { "character is" } else { "characters are" };
    let sample: String = characters.iter().map(|&(character, _)| character).take(SAMPLE).collect();
    let more = if characters.len() > SAMPLE { "…" } else { "" };
    let message = format!(
        "{count} {noun} set in the font `{family}` of this machine: `{sample}{more}`; another \
         machine may set them in another font, or in none"
    );
    let places = characters.iter().flat_map(|(_, demanded)| &demanded.places);
    let first = places.min_by_key(|(number, _)| *number).map(|&(_, span)| span);
    let help = "put the font into the pack's folder `fonts`, or write `fonts: {system: false}` into \
                pack.yaml to use none of the system's";
    Diagnostic::note(Code::SystemFont, message).help(help).at_first_of(first)
}

fn is_font(path: &PackPath) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let inside = path.as_str().split('/').next() == Some(FOLDER);
    inside && matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

#[cfg(test)]
mod tests {
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

    fn loaded(document: &Resolved, files: &dyn Files) -> Warned<FontBook> {
        let sources = &Sources::default();
        let supply = Supply { files, sources, system: true, missing: Severity::Warning };
        FontBook::for_document(document, &[], supply)
    }

    #[test]
    fn what_the_system_lends_is_reported_and_can_be_forbidden() {
        // A book whose last face plays the system's.
        let mut book = FontBook::shipped();
        book.brought = book.faces.len();
        book.add(Arc::new(include_bytes!("../../tests/fonts/Blocks.ttf")));
        let face = book.faces.last().unwrap().clone();
        let character = ('A'..='z').find(|&it| face.serves(it)).unwrap();
        let wanted = Lacking::from_iter([(character, Demanded { count: 3, places: Vec::new() })]);
        let told = book.borrowed(&wanted);
        assert_eq!(told.len(), 1);
        let start = format!("3 characters are set in the font `{}` of this machine", face.family);
        assert!(told[0].message.starts_with(&start), "{}", told[0].message);
        assert_eq!(book.borrowed(&Lacking::new()), []);

        let (files, sources) = (&MemoryFiles::new(), &Sources::default());
        let supply = Supply { files, sources, system: false, missing: Severity::Warning };
        let forbidden = FontBook::for_document(&titled("\u{6f22}"), &[], supply);
        assert_eq!(forbidden.value.faces.len(), FontBook::shipped().faces.len());
        let help = forbidden.value.missing()[0].help.as_deref().unwrap();
        assert!(help.contains("folder `fonts`") && !help.contains("install"), "{help}");
    }

    #[test]
    fn a_character_that_no_font_has_is_named_once() {
        // A character for private use, which no font may claim to know.
        let document = titled("A \u{10fffd} and another \u{10fffd}");
        let book = loaded(&document, &MemoryFiles::new());
        let messages: Vec<&str> =
            book.value.missing().iter().map(|missing| missing.message.as_str()).collect();
        let message = "no font has 2 characters for private use: `\u{10fffd}` (U+10FFFD); boxes \
                       are printed instead";
        assert_eq!(messages, [message]);
    }

    #[test]
    fn what_the_shipped_fonts_have_needs_no_other() {
        let document = titled("Ünïcode, Ελληνικά, Кириллица, ✓ ★ 🎉");
        let book = loaded(&document, &MemoryFiles::new());
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
        let book = loaded(&titled(""), &files);
        assert_eq!(book.value.faces.len(), FontBook::shipped().faces.len() + 1);
        assert_eq!(
            book.diagnostics[0].message,
            "the font `fonts/broken.otf` cannot be used: it is no TrueType or OpenType font"
        );
        assert_eq!(book.diagnostics.len(), 1);
    }
}
