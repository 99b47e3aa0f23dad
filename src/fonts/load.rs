//! Fonts beyond the shipped ones: those a pack brings, and the system's for what no other has.

use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Style};
use indexmap::IndexMap;
use skrifa::{FontRef, MetadataProvider};

use super::demand::{Demanded, demand};
use super::missing;
use super::{FontBook, FontData, Look};
use crate::diag::{Code, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, PackPath};
use crate::resolve::Resolved;
use crate::span::Sources;

/// The folder of a pack where its fonts lie.
const FOLDER: &str = "fonts";
/// Larger files are no fonts that anybody prints with.
const LARGEST: u64 = 64 << 20;

/// Characters that no font has so far, with how they are shown.
type Lacking = IndexMap<char, Demanded>;

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

    fn has(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.has(character))
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

    /// Adds the faces that have characters which are lacking, plain ones first, and with each one
    /// the bold face of its family, for headings.
    fn add_from_database(&mut self, database: &Database, lacking: &mut Lacking) {
        let mut infos: Vec<&FaceInfo> = database.faces().collect();
        infos.sort_by_cached_key(|info| preference(info));
        for &info in &infos {
            if lacking.is_empty() {
                return;
            }
            let lacked: Vec<char> = lacking.keys().copied().collect();
            let (found, data) = characters_in(database, info, &lacked);
            let Some(data) = data else { continue };
            self.add(data);
            lacking.retain(|&character, _| !self.has(character));
            self.add_bold(database, &infos, info, &found);
        }
    }

    /// Adds the bold face of a family that a plain one was taken of for some characters, if it has
    /// all of them: of a family, only the face that is nearest to what is wanted is looked into.
    fn add_bold(
        &mut self,
        database: &Database,
        infos: &[&FaceInfo],
        of: &FaceInfo,
        wanted: &[char],
    ) {
        let family = |info: &FaceInfo| info.families.first().map(|(name, _)| name.clone());
        let is_bold = |info: &&&FaceInfo| {
            (600..=800).contains(&info.weight.0)
                && (info.style, info.stretch) == (of.style, of.stretch)
                && family(info) == family(of)
        };
        let Some(name) = family(of) else { return };
        let look = Look { weight: 700, italic: false };
        let has_bold = self.find(&name, look).is_some_and(|id| self.face(id).weight >= 600);
        let bold = infos.iter().filter(is_bold).min_by_key(|info| info.weight.0.abs_diff(700));
        if let Some(bold) = bold.filter(|_| !has_bold)
            && let (found, Some(data)) = characters_in(database, bold, wanted)
            && found.len() == wanted.len()
        {
            self.add(data);
        }
    }
}

/// Those of some characters that a face has, and its file where there is any.
fn characters_in(
    database: &Database,
    info: &FaceInfo,
    wanted: &[char],
) -> (Vec<char>, Option<FontData>) {
    let found = database.with_face_data(info.id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let charmap = font.charmap();
        let has = |character: &char| charmap.map(*character).is_some();
        let found: Vec<char> = wanted.iter().copied().filter(has).collect();
        let data = (!found.is_empty()).then(|| Arc::new(data.to_vec()) as FontData);
        Some((found, data))
    });
    found.flatten().unwrap_or_default()
}

/// The system's fonts, which are listed once.
fn system() -> &'static Database {
    static SYSTEM: OnceLock<Database> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        database
    })
}

/// The order in which a system's faces are tried: by how plain they are, then by name, so that
/// the order in which the system lists them does not matter.
fn preference(info: &FaceInfo) -> (bool, u16, bool, bool, String, u32) {
    let family = info.families.first().map_or("", |(name, _)| name.as_str());
    (
        info.style != Style::Normal,
        info.weight.0.abs_diff(400),
        info.monospaced,
        !family.starts_with("Noto"),
        format!("{family} {}", info.post_script_name),
        info.index,
    )
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

    #[test]
    fn of_the_systems_fonts_only_a_useful_one_is_taken() {
        let mut database = Database::new();
        database.load_font_data(super::super::SHIPPED[0].to_vec());
        database.load_font_data(super::super::SHIPPED[15].to_vec());
        let mut book = FontBook::default();
        let mut lacking = Lacking::from(['🎉', '\u{10fffd}'].map(|it| (it, Demanded::default())));
        book.add_from_database(&database, &mut lacking);
        assert_eq!(format!("{:?}", book.faces), "[Face(Noto Emoji 400)]");
        assert_eq!(lacking.len(), 1);
    }

    #[test]
    fn headings_in_a_font_of_the_system_are_bold_too() {
        let mut database = Database::new();
        for font in &super::super::SHIPPED[4..10] {
            database.load_font_data(font.to_vec());
        }
        let mut book = FontBook::default();
        book.add_from_database(&database, &mut Lacking::from([('a', Demanded::default())]));
        let faces = "[Face(Source Sans 3 400), Face(Source Sans 3 700)]";
        assert_eq!(format!("{:?}", book.faces), faces);
    }
}
