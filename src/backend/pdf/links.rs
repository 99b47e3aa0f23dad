//! Clickable areas and the places they lead to.

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::{Destination, NamedDestination, XyzDestination};
use krilla::geom::Quadrilateral;
use krilla::page::Page;

use super::tags::Tags;
use super::{error, place};
use crate::layout::frame::{self, LinkArea};
use crate::layout::{NodeId, Paged, Point};
use crate::tree::Anchor;

/// The links of one page. Areas of one link, which a line break parts, make one annotation.
#[derive(Default)]
pub(super) struct PageLinks<'a> {
    links: Vec<PageLink<'a>>,
}

struct PageLink<'a> {
    node: Option<NodeId>,
    to: &'a frame::Destination,
    areas: Vec<Quadrilateral>,
}

impl<'a> PageLinks<'a> {
    /// Adds an area that was found inside of `node`. Areas without extent cannot be clicked.
    pub(super) fn add(&mut self, at: Point, area: &'a LinkArea, node: Option<NodeId>) {
        let Some(rect) = place::rect(area.rect(at)) else { return };
        let node = area.node.or(node);
        let known = self.links.iter_mut().find(|link| link.node == node && *link.to == area.to);
        match known {
            Some(link) if node.is_some() => link.areas.push(rect.into()),
            _ => self.links.push(PageLink { node, to: &area.to, areas: vec![rect.into()] }),
        }
    }

    /// Puts the links on their page and into the tag tree.
    pub(super) fn annotate(
        self,
        page: &mut Page<'_>,
        index: usize,
        paged: &Paged,
        tags: &mut Tags<'_>,
    ) {
        for link in self.links {
            // A link in a running head is no part of the document, and no reader is to meet it.
            let Some(node) = link.node else { continue };
            let Some(target) = target(link.to, paged) else { continue };
            let description = tags.link_description(node).map(str::to_owned);
            let annotation = LinkAnnotation::new_with_quad_points(link.areas, target);
            let annotation = Annotation::new_link(annotation, description)
                .with_location(error::location(Some(index), Some(node)));
            tags.add_annotation(node, page.add_tagged_annotation(annotation));
        }
    }
}

fn target(to: &frame::Destination, paged: &Paged) -> Option<Target> {
    match to {
        frame::Destination::Anchor(anchor) => {
            let to = NamedDestination::new(anchor.to_string(), destination(anchor, paged)?);
            Some(Target::Destination(Destination::Named(to)))
        }
        frame::Destination::Url(url) => {
            Some(Target::Action(Action::Link(LinkAction::new(url.to_string()))))
        }
    }
}

/// The place of an anchor; none where it is on no page.
pub(super) fn destination(anchor: &Anchor, paged: &Paged) -> Option<XyzDestination> {
    let place = paged.places.get(anchor).filter(|place| place.page < paged.pages.len())?;
    Some(XyzDestination::new(place.page, place::point(place.point)))
}

/// Gives every place its name, so that `pack.pdf#security` opens there.
pub(super) fn register_places(document: &mut Document, paged: &Paged) {
    for anchor in paged.places.keys() {
        let Some(place) = destination(anchor, paged) else { continue };
        let named = NamedDestination::new(anchor.to_string(), place);
        // Refused only where a name has two places, and the keys of a map differ.
        let _ = document.register_named_destination(named);
    }
}
