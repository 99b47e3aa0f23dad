//! What markup is like in a book.

use std::cell::{Cell, RefCell};

use super::attached;
use super::pagination::PageStarts;
use super::parts::UNDESCRIBED;
use super::table::{boxed, reachable};
use crate::markup::dom::{Element, Node};
use crate::markup::{Medium, Part};
use crate::resolve::AssetStore;
use crate::text::language::is_right_to_left;
use crate::theme::{Label, Theme};
use crate::tree::{Anchor, AssetId, Linked, Media, NodeKey, plain_text};

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
    /// The printed pages that start within the page at hand.
    pub(super) starts: RefCell<PageStarts>,
}

impl Medium for Book<'_> {
    /// Until all documents are cut, nobody knows which one a place is in: see
    /// [`rewrite_hrefs`](super::links::rewrite_hrefs).
    fn href(&self, anchor: &Anchor) -> String {
        format!("#{anchor}")
    }

    fn asset(&self, asset: AssetId) -> String {
        media_path(self.assets, asset)
    }

    fn attached(&self, file: usize, _listed: bool) -> Option<String> {
        Some(attached::path(self.assets, file))
    }

    fn page_breaks(&self, node: NodeKey) -> Vec<(usize, Element)> {
        self.starts.borrow_mut().take_within(node)
    }

    /// Every reading system of EPUB 3 knows ruby, and epubcheck advises against brackets (`HTM_055`).
    fn brackets_readings(&self) -> bool {
        false
    }

    fn plays(&self, media: &Media<Linked>) -> bool {
        self.embeds_media && media.source.asset.is_some()
    }

    fn decorate(&self, part: Part<'_>, element: Element) -> Element {
        match part {
            Part::Table(table) => {
                let caption = plain_text(&table.caption);
                let name = match caption.trim() {
                    "" => self.theme.label(self.lang.get(), Label::Table),
                    caption => caption,
                };
                boxed(table, element, name)
            }
            Part::Formula => reachable(element, self.theme.label(self.lang.get(), Label::Formula)),
            // Code is read from left to right everywhere; no style sheet of a book may say so.
            Part::Code { .. } if is_right_to_left(self.lang.get()) => element.attr("dir", "ltr"),
            // Not every reading system can open a fold, so none is closed.
            Part::Details => element.attr("open", ""),
            Part::NoteMark(_) => element.attr("epub:type", "noteref"),
            Part::Note(label) => footnote(element, label.number),
            Part::Notes => footnotes(element),
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

/// A footnote in the form that reading systems pop up: an aside, led by its number.
fn footnote(item: Element, number: u32) -> Element {
    let mut aside = Element { name: "aside".into(), ..item }
        .attr("epub:type", "footnote")
        .attr("role", "doc-footnote");
    let lead = Element::new("span").class("note-number").child(number.to_string());
    let lead = [Node::from(lead), Node::from(" ")];
    match aside.children.first_mut() {
        Some(Node::Element(first)) if first.name == "p" => drop(first.children.splice(0..0, lead)),
        _ => drop(aside.children.splice(0..0, lead)),
    }
    aside
}

/// The footnotes of a page: asides are no items of a list.
fn footnotes(section: Element) -> Element {
    let children = section.children.into_iter().flat_map(|list| match list {
        Node::Element(list) => list.children,
        text @ Node::Text(_) => vec![text],
    });
    let children = children.collect();
    let mut section = Element { children, ..section }.attr("epub:type", "footnotes");
    section.attributes.retain(|(name, _)| name != "role");
    section
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    #[test]
    fn footnotes_have_the_form_that_pops_up() {
        let item = Element::new("li").attr("id", "n").child(Element::new("p").child("Words."));
        let list = Element::new("ol").child(footnote(item, 3));
        let section = Element::new("section").class("notes").attr("role", "doc-endnotes");
        insta::assert_snapshot!(write(&[footnotes(section.child(list)).into()], Syntax::Xhtml));
    }
}
