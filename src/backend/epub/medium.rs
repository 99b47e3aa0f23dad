//! What markup is like in a book.

use std::cell::Cell;

use super::accessibility::UNDESCRIBED;
use super::table::boxed;
use crate::markup::dom::Element;
use crate::markup::{Medium, Part};
use crate::resolve::{AssetId, AssetStore};
use crate::theme::{Label, Theme};
use crate::tree::{Anchor, Linked, Media, plain_text};

/// The folder of pictures, videos and sounds.
pub(super) const MEDIA_FOLDER: &str = "media/";

/// Markup for books: content documents that lie side by side, in the same folder.
pub(super) struct Book<'a> {
    /// The attachments.
    pub(super) assets: &'a AssetStore,
    /// Gives the words of the interface.
    pub(super) theme: &'a Theme,
    /// The language of the page at hand.
    pub(super) lang: Cell<&'a str>,
    /// Whether videos and sounds are played in the book.
    pub(super) embeds_media: bool,
}

impl Medium for Book<'_> {
    /// Until all documents are cut, nobody knows which one a place is in: see
    /// [`settle`](super::links::settle).
    fn href(&self, anchor: &Anchor) -> String {
        format!("#{anchor}")
    }

    fn asset(&self, asset: AssetId) -> String {
        media_path(self.assets, asset)
    }

    fn plays(&self, media: &Media<Linked>) -> bool {
        self.embeds_media && media.source.asset.is_some()
    }

    fn dress(&self, part: Part<'_>, element: Element) -> Element {
        match part {
            Part::Table(table) => {
                let caption = plain_text(&table.caption);
                let name = match caption.trim() {
                    "" => self.theme.label(self.lang.get(), Label::Table),
                    caption => caption,
                };
                boxed(table, element, name)
            }
            // Not every reading system can open a fold, so none is closed.
            Part::Details => element.attr("open", ""),
            Part::NoteMark(_) => element.attr("epub:type", "noteref"),
            Part::Note(_) => element.attr("epub:type", "footnote"),
            Part::Notes => element.attr("epub:type", "footnotes"),
            Part::Image(image) if !image.decorative && image.alt.trim().is_empty() => {
                element.class(UNDESCRIBED)
            }
            Part::Heading { .. }
            | Part::Code { .. }
            | Part::Figure { .. }
            | Part::Image(_)
            | Part::Media(_) => element,
        }
    }
}

/// Where an attachment lies in the book. Its ending is its format's: reading systems go by it.
pub(super) fn media_path(assets: &AssetStore, id: AssetId) -> String {
    let asset = assets.get(id);
    let ending = asset.format.extension();
    match asset.name.rsplit_once('.') {
        Some((_, own)) if own == ending => format!("{MEDIA_FOLDER}{}", asset.name),
        _ => format!("{MEDIA_FOLDER}{}.{ending}", asset.name),
    }
}
