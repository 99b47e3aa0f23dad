//! The faces of the font book as krilla takes them, each read when first used.

use krilla::text::Font;
use rustc_hash::FxHashMap;

use crate::fonts::{FontBook, FontId};

/// Faces that were used so far.
pub(super) struct Fonts<'a> {
    book: &'a FontBook,
    read: FxHashMap<FontId, Option<Font>>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(book: &'a FontBook) -> Self {
        Self { book, read: FxHashMap::default() }
    }

    /// The face; none where krilla cannot read it, though the font book could.
    pub(super) fn get(&mut self, id: FontId) -> Option<Font> {
        let face = self.book.face(id);
        self.read
            .entry(id)
            .or_insert_with(|| Font::new(face.data.clone().into(), face.index))
            .clone()
    }
}
