//! The system's fonts, for characters that no other has.

use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Style};
use skrifa::{FontRef, MetadataProvider};
use unicode_script::{Script, UnicodeScript};

use super::demand::Lacking;
use super::plain::{self, Plainness};
use super::{FontBook, FontData, Look, is_shared};

/// The looks that words may have beside the regular one.
const LOOKS: [Look; 3] = [
    Look { weight: 700, italic: false },
    Look { weight: 400, italic: true },
    Look { weight: 700, italic: true },
];

impl FontBook {
    /// Adds the faces that have characters which are lacking: for each script its text faces, with
    /// serifs and without, then what else has them, plain ones first; and with each one its bold
    /// and italic sisters.
    pub(super) fn add_from_database(&mut self, database: &Database, lacking: &mut Lacking) {
        let mut infos: Vec<&FaceInfo> = database.faces().collect();
        infos.sort_by_cached_key(|info| preference(info));
        let shelf = Shelf { database, infos };
        for script in scripts(lacking) {
            let is_of = |character: &char| script_of(*character) == script;
            // Another script's faces may have them by now.
            let wanted: Vec<char> =
                lacking.keys().copied().filter(|it| is_of(it) && !self.has(*it)).collect();
            shelf.give(self, script, wanted);
        }
        lacking.retain(|&character, _| !self.has(character));
    }
}

/// The system's faces, plain ones first.
struct Shelf<'d> {
    database: &'d Database,
    infos: Vec<&'d FaceInfo>,
}

impl<'d> Shelf<'d> {
    /// Gives a book the faces for characters of a script.
    fn give(&self, book: &mut FontBook, script: Script, mut wanted: Vec<char>) {
        if !is_shared(script) {
            let all = wanted.clone();
            for family in plain::text_families(script) {
                let is_text = |info: &&&FaceInfo| plain::is_text_family(name(info), &family);
                if let Some(info) = self.infos.iter().find(is_text) {
                    self.take(book, info, &all, &mut wanted);
                }
            }
        }
        for info in self.others(script) {
            if wanted.is_empty() {
                return;
            }
            let left = wanted.clone();
            self.take(book, info, &left, &mut wanted);
        }
    }

    /// The faces that are no text faces of a script, plain ones first.
    fn others(&self, script: Script) -> Vec<&'d FaceInfo> {
        if is_shared(script) {
            return self.infos.clone();
        }
        let ranked = self.infos.iter().map(|&info| (plain::plainness(name(info), script), info));
        let mut ranked: Vec<_> = ranked.filter(|(rank, _)| *rank > Plainness::Text).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, info)| info).collect()
    }

    /// Adds a face that has any of some characters, with its sisters that have the same ones, and
    /// strikes out what is wanted no longer.
    fn take(&self, book: &mut FontBook, of: &FaceInfo, some: &[char], wanted: &mut Vec<char>) {
        let (found, data) = characters_in(self.database, of, some);
        let Some(data) = data else { return };
        if !book.has_family(name(of)) {
            book.add(data);
            for look in LOOKS {
                self.add_sister(book, look, of, &found);
            }
        }
        wanted.retain(|character| !book.has(*character));
    }

    /// Adds the face of a family that comes nearest to a look, where it comes near enough, unless
    /// the book has it, and if it has all of some characters: of a family, only that face is looked
    /// into.
    fn add_sister(&self, book: &mut FontBook, look: Look, of: &FaceInfo, some: &[char]) {
        let is_near = |weight: u16| (look.weight >= 600) == (weight >= 600) && weight <= 800;
        let is_sister = |info: &&&FaceInfo| {
            name(info) == name(of)
                && info.stretch == of.stretch
                && is_near(info.weight.0)
                && (info.style != Style::Normal) == look.italic
        };
        let has = book.find(name(of), look).is_some_and(|id| {
            let face = book.face(id);
            face.italic == look.italic && is_near(face.weight)
        });
        let sisters = self.infos.iter().filter(is_sister);
        let sister = sisters.min_by_key(|info| info.weight.0.abs_diff(look.weight));
        if let Some(sister) = sister.filter(|_| !has)
            && let (found, Some(data)) = characters_in(self.database, sister, some)
            && found.len() == some.len()
        {
            book.add(data);
        }
    }
}

/// The scripts of characters that are lacking, those of letters before what scripts share.
fn scripts(lacking: &Lacking) -> Vec<Script> {
    let mut scripts: Vec<Script> = Vec::new();
    for script in lacking.keys().map(|character| script_of(*character)) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    scripts.sort_by_key(|script| is_shared(*script));
    scripts
}

/// The script of a character, all those that scripts share being one.
fn script_of(character: char) -> Script {
    let script = character.script();
    if is_shared(script) { Script::Common } else { script }
}

fn name(info: &FaceInfo) -> &str {
    info.families.first().map_or("", |(name, _)| name.as_str())
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
pub(super) fn system() -> &'static Database {
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
    let family = name(info);
    (
        info.style != Style::Normal,
        info.weight.0.abs_diff(400),
        info.monospaced,
        !family.starts_with("Noto"),
        format!("{family} {}", info.post_script_name),
        info.index,
    )
}

#[cfg(test)]
mod tests {
    use super::super::SHIPPED;
    use super::super::demand::Demanded;
    use super::*;

    #[test]
    fn of_the_systems_fonts_only_a_useful_one_is_taken() {
        let mut database = Database::new();
        database.load_font_data(SHIPPED[0].to_vec());
        database.load_font_data(SHIPPED[15].to_vec());
        let mut book = FontBook::default();
        let mut lacking = Lacking::from(['🎉', '\u{10fffd}'].map(|it| (it, Demanded::default())));
        book.add_from_database(&database, &mut lacking);
        assert_eq!(format!("{:?}", book.faces), "[Face(Noto Emoji 400)]");
        assert_eq!(lacking.len(), 1);
    }

    #[test]
    fn words_in_a_font_of_the_system_are_bold_and_italic_too() {
        let mut database = Database::new();
        for font in &SHIPPED[4..10] {
            database.load_font_data(font.to_vec());
        }
        let mut book = FontBook::default();
        book.add_from_database(&database, &mut Lacking::from([('a', Demanded::default())]));
        let faces = "[Face(Source Sans 3 400), Face(Source Sans 3 700), \
                     Face(Source Sans 3 400 italic), Face(Source Sans 3 700 italic)]";
        assert_eq!(format!("{:?}", book.faces), faces);
    }
}
