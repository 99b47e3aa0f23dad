//! What a drawing takes to read and to draw, counted before anything is drawn: a few hundred bytes can
//! ask for hours.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use usvg::filter::{Kind, Primitive};
use usvg::roxmltree::{Document, Node, NodeId};
use usvg::{Group, Tree};

use super::vocabulary::{SVG, XLINK};
use crate::limits::{self, Limit, Meter};

/// How many pixels there are to a unit where a filter is drawn for print, and how many of them along
/// its region at most.
const SCALE: f32 = 4.0;
const LONGEST: f32 = 5_000.0;
/// How many entities may be referred to from one: what the reader of XML allows.
const NESTED: u64 = 255;
/// The references that need no declaration (XML 1.0, 4.6).
const PREDEFINED: [&str; 6] = ["amp;", "lt;", "gt;", "quot;", "apos;", "#"];

/// Refuses a text whose entities come to more than they may, before any is put in its place.
pub(super) fn weigh_entities(text: &str) -> Result<(), &'static Limit> {
    let Some((_, entities)) = text.split_once("<!ENTITY") else { return Ok(()) };
    let (declared, body) = entities.split_once("]>").unwrap_or((entities, ""));
    let values = || declared.split(['"', '\'']).skip(1).step_by(2);
    let longest = values().map(str::len).max().unwrap_or_default() as u64;
    let nested = if values().any(|value| value.contains('&')) { NESTED } else { 1 };
    let own = |rest: &&str| !PREDEFINED.iter().any(|name| rest.starts_with(name));
    let referred = body.split('&').skip(1).filter(own).count() as u64;
    let come_to = referred.saturating_mul(longest).saturating_mul(nested);
    Meter::of(limits::DRAWING_ENTITIES).count(come_to)
}

/// Refuses a document with more elements, each counted as often as it is drawn, or more words than
/// there may be.
pub(super) fn weigh(document: &Document<'_>) -> Result<(), &'static Limit> {
    let mut words = Meter::of(limits::DRAWING_WORDS);
    for text in document.descendants().filter(|node| node.has_tag_name((SVG, "text"))) {
        let inner = text.descendants().filter(Node::is_text).filter_map(|node| node.text());
        let count = inner.map(|text| text.chars().count() as u64).sum();
        Meter::of(limits::DRAWING_TEXT).count(count)?;
        words.count(count)?;
    }
    let elements = Elements::of(document).drawn(document.root_element());
    Meter::of(limits::DRAWING_ELEMENTS).count(elements)
}

/// The elements of a document, to be counted with all that they refer to.
struct Elements<'a, 'input> {
    named: FxHashMap<&'a str, Node<'a, 'input>>,
    /// How many elements each comes to; nothing while that is found out, and for circles, which are
    /// not drawn.
    sizes: FxHashMap<NodeId, Option<u64>>,
}

impl<'a, 'input> Elements<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let mut named = FxHashMap::default();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                named.entry(id).or_insert(node);
            }
        }
        Self { named, sizes: FxHashMap::default() }
    }

    /// How many elements one comes to. References may lead further than a stack holds.
    fn drawn(mut self, root: Node<'a, 'input>) -> u64 {
        let mut open = vec![(root, false)];
        while let Some((node, is_known)) = open.pop() {
            let parts = self.parts(node);
            if is_known {
                let size = |(part, times): &(Node<'_, '_>, u64)| {
                    self.sizes
                        .get(&part.id())
                        .copied()
                        .flatten()
                        .unwrap_or(0)
                        .saturating_mul(*times)
                };
                let inner = parts.iter().map(size).fold(1, u64::saturating_add);
                self.sizes.insert(node.id(), Some(inner));
            } else if let Entry::Vacant(size) = self.sizes.entry(node.id()) {
                size.insert(None);
                open.push((node, true));
                open.extend(parts.into_iter().map(|(part, _)| (part, false)));
            }
        }
        self.sizes.get(&root.id()).copied().flatten().unwrap_or(u64::MAX)
    }

    /// What an element is made of: those in it, and those that it shows, each with how often.
    fn parts(&self, node: Node<'a, 'input>) -> Vec<(Node<'a, 'input>, u64)> {
        let mut parts: Vec<_> =
            node.children().filter(Node::is_element).map(|child| (child, 1)).collect();
        let name = node.tag_name().name();
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            let is_reference = key == "href" && matches!(attribute.namespace(), None | Some(XLINK));
            if is_reference && !matches!(name, "use" | "feImage") {
                // Gradients take what they lack from one another, and links lead nowhere.
                continue;
            }
            let times = if value.contains("marker") || key.starts_with("marker") {
                points(node)
            } else {
                1
            };
            for id in value.split('#').skip(1) {
                let id = id.split([')', '"', '\'', ';']).next().unwrap_or_default().trim_end();
                if let Some(part) =
                    self.named.get(id).filter(|_| is_reference || value.contains("url"))
                {
                    parts.push((*part, times));
                }
            }
        }
        parts
    }
}

/// How many points a line has at most, each of which may get a marker.
fn points(node: Node<'_, '_>) -> u64 {
    let list = node.attribute("d").or_else(|| node.attribute("points")).unwrap_or_default();
    // A point takes at least one letter or two numbers.
    list.len() as u64 / 2 + 1
}

/// Refuses a drawing whose filters take more steps than they may.
pub(super) fn weigh_filters(tree: &Tree) -> Result<(), &'static Limit> {
    let mut steps = Meter::of(limits::DRAWING_FILTERS);
    if tree.filters().is_empty() { Ok(()) } else { count_filters(tree.root(), &mut steps) }
}

fn count_filters(group: &Group, steps: &mut Meter) -> Result<(), &'static Limit> {
    if !group.filters().is_empty() {
        let (region, place) = (group.layer_bounding_box(), group.abs_transform());
        let (across, down) = place.get_scale();
        let side = |length: f32, scale: f32| (length * scale * SCALE).clamp(1.0, LONGEST);
        let pixels = side(region.width(), across) * side(region.height(), down);
        let primitives = group.filters().iter().flat_map(|filter| filter.primitives());
        let each: u64 = primitives.map(steps_of).sum();
        steps.count((pixels as u64).saturating_mul(each + 1))?;
    }
    for child in group.children() {
        if let usvg::Node::Group(inner) = child {
            count_filters(inner, steps)?;
        }
    }
    Ok(())
}

/// How many steps a part of a filter takes for each pixel, compared with one that copies it.
fn steps_of(primitive: &Primitive) -> u64 {
    let reach = |radius: f32| (2.0 * radius * SCALE).clamp(1.0, LONGEST) as u64;
    match primitive.kind() {
        // Four channels of noise, octave by octave.
        Kind::Turbulence(turbulence) => 4 * u64::from(turbulence.num_octaves()),
        Kind::ConvolveMatrix(convolution) => {
            u64::from(convolution.matrix().columns()) * u64::from(convolution.matrix().rows())
        }
        Kind::Morphology(morphology) => {
            reach(morphology.radius_x().get()).saturating_mul(reach(morphology.radius_y().get()))
        }
        // Three boxes along, and three down.
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 6,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 8,
        Kind::Merge(merge) => merge.inputs().len() as u64,
        Kind::Blend(_)
        | Kind::ColorMatrix(_)
        | Kind::ComponentTransfer(_)
        | Kind::Composite(_)
        | Kind::DisplacementMap(_)
        | Kind::Flood(_)
        | Kind::Image(_)
        | Kind::Offset(_)
        | Kind::Tile(_) => 1,
    }
}
