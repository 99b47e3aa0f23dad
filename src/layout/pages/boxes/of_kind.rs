//! Which boxes stand on pages of a kind.

use indexmap::IndexMap;

use crate::theme::{PageBox, PageKind, Paints, Tokens};

/// The boxes of one kind of page, and what their words and colours stand for there.
#[derive(Clone, Copy)]
pub(in super::super) struct Boxes<'t> {
    /// The group of tokens that they stand in.
    pub(in super::super) group: &'static str,
    all: &'t IndexMap<String, PageBox>,
    kind: PageKind,
    /// What the names of colours stand for.
    pub(in super::super) paints: Paints,
    /// The size of a line with the title, as a multiple of the text's.
    pub(super) title_size: f32,
}

impl<'t> Boxes<'t> {
    /// Those of a cover of a kind.
    pub(in super::super) fn of_cover(tokens: &'t Tokens, kind: PageKind) -> Self {
        let (all, title_size) = (&tokens.cover.boxes, tokens.cover.title_size);
        Self { group: "cover", all, kind, paints: tokens.cover_paints(), title_size }
    }

    /// Those of pages of a kind.
    pub(in super::super) fn of_pages(tokens: &'t Tokens, kind: PageKind) -> Self {
        let (all, title_size) = (&tokens.page.boxes, 1.0);
        Self { group: "page", all, kind, paints: tokens.page_paints(), title_size }
    }

    /// Whether no box stands on such pages.
    pub(in super::super) fn is_empty(self) -> bool {
        self.shown().next().is_none()
    }

    /// Those that stand there, with their names.
    pub(super) fn shown(self) -> impl Iterator<Item = (&'t str, &'t PageBox)> {
        let shown = self.all.iter().filter(move |(_, it)| it.is_on(self.kind));
        shown.map(|(name, it)| (name.as_str(), it))
    }
}
