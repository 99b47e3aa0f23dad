//! Pictures inside the file: each stored once, and opened large on request.
//!
//! A picture that is shown once is an `img` with its data, which readers' modes, "save image" and
//! every other habit of browsers know. One that is shown more often is stored in one hidden `svg`
//! and referred to by `use`: CSS could also share it, but would lose it where styles are switched
//! off, and `img` cannot refer to anything inside its own file.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use rayon::prelude::*;

use super::compact::compact;
use super::drawings;
use super::set_page::SetPage;
use crate::backend::{Job, Weight};
use crate::markup::dom::{Element, Node};
use crate::resolve::{Asset, AssetStore, Format};
use crate::source::HtmlImages;
use crate::theme::{Label, Theme};
use crate::tree::AssetId;

/// Pictures narrower than this, in CSS pixels, show all they have in the text.
const LEAST_WIDTH_TO_ENLARGE: f32 = 400.0;

/// The widest that a picture is shown in the text, in CSS pixels: the style sheet's measure.
const MEASURE: f32 = 688.0;

/// What came of putting attachments into pages.
pub(super) struct Embedded {
    /// The store of pictures that are shown more than once, where there are some.
    pub(super) store: Option<Element>,
    /// What each attachment takes in the file.
    pub(super) weights: Vec<Weight>,
}

/// Puts the data of attachments into pages.
pub(super) fn embed(pages: &mut [SetPage<'_>], job: &Job<'_>) -> Embedded {
    let shown = count(pages);
    let mut embedder = Embedder {
        assets: &job.assets,
        other: other_forms(job, &shown),
        theme: job.theme,
        lang: &job.document.pack.meta.lang,
        shown,
        enlargeable: 0,
        taken: BTreeMap::new(),
    };
    for node in pages.iter_mut().flat_map(SetPage::nodes_mut) {
        if let Node::Element(element) = node {
            embedder.element(element);
        }
    }
    let store = embedder.store();
    Embedded { store, weights: embedder.weights() }
}

/// How a picture is shown.
#[derive(Clone, Copy, Default)]
struct Showings {
    times: usize,
    /// The widest it is shown in the text, in CSS pixels.
    width: f32,
}

fn count(pages: &[SetPage<'_>]) -> BTreeMap<AssetId, Showings> {
    let mut shown = BTreeMap::<_, Showings>::new();
    for node in pages.iter().flat_map(SetPage::nodes) {
        node.visit(&mut |element| {
            if let ("img", Some(asset)) = (&*element.name, element.asset) {
                let width = element.get("width").and_then(|width| width.parse().ok());
                let showings = shown.entry(asset).or_default();
                showings.times += 1;
                showings.width = showings.width.max(width.unwrap_or(MEASURE)).min(MEASURE);
            }
        });
    }
    shown
}

/// The pictures that are stored in another form than they came in: drawings with the fonts of their
/// words, and images that the pack wants compact, where that makes them smaller.
fn other_forms(
    job: &Job<'_>,
    shown: &BTreeMap<AssetId, Showings>,
) -> BTreeMap<AssetId, (Format, Vec<u8>)> {
    let mut other = small_forms(job, shown);
    let drawings = drawings::with_fonts(job, shown.keys().copied());
    other.extend(drawings.into_iter().map(|(id, bytes)| (id, (Format::Svg, bytes))));
    other
}

fn small_forms(
    job: &Job<'_>,
    shown: &BTreeMap<AssetId, Showings>,
) -> BTreeMap<AssetId, (Format, Vec<u8>)> {
    if job.options.html.images == HtmlImages::Original {
        return BTreeMap::new();
    }
    let small = shown
        .par_iter()
        .filter_map(|(&id, showings)| Some((id, compact(job.assets.get(id), showings.width)?)));
    small.collect()
}

struct Embedder<'a> {
    assets: &'a AssetStore,
    /// Pictures that are stored in another form than they came in.
    other: BTreeMap<AssetId, (Format, Vec<u8>)>,
    theme: &'a Theme,
    lang: &'a str,
    shown: BTreeMap<AssetId, Showings>,
    /// How many pictures can be enlarged so far, for their ids.
    enlargeable: usize,
    /// How many bytes of the file each attachment takes so far.
    taken: BTreeMap<AssetId, usize>,
}

impl Embedder<'_> {
    fn element(&mut self, element: &mut Element) {
        let picture = picture_of_figure(element);
        for child in &mut element.children {
            if let Node::Element(child) = child {
                self.element(child);
            }
        }
        match (&*element.name, picture) {
            ("img", _) => self.image(element),
            ("source", _) => self.fill(element, "src"),
            ("video", _) => self.fill(element, "poster"),
            ("figure", Some((at, asset))) => self.make_enlargeable(element, at, asset),
            _ => {}
        }
    }

    /// Puts data in the place of a reference.
    fn fill(&mut self, element: &mut Element, attribute: &'static str) {
        if let Some(asset) = element.asset {
            element.set(attribute, self.data_uri(asset));
        }
    }

    fn image(&mut self, image: &mut Element) {
        let Some(id) = image.asset else { return };
        if self.shown.get(&id).is_some_and(|shown| shown.times > 1) {
            *image = shared(image, id, self.assets.get(id));
        } else {
            image.set("src", self.data_uri(id));
        }
    }

    /// Puts the picture of a figure into a frame that a button opens over the whole window.
    ///
    /// The frame is a popover that the style sheet also shows while it is closed, so the picture
    /// is there once. An empty drawing of the same size keeps its place while it is away.
    fn make_enlargeable(&mut self, figure: &mut Element, at: usize, asset: AssetId) {
        let asset = self.assets.get(asset);
        let Node::Element(image) = &mut figure.children[at] else { return };
        if asset.format != Format::Svg && asset.width < LEAST_WIDTH_TO_ENLARGE {
            return;
        }
        self.enlargeable += 1;
        let frame_id = format!("_view-{}", self.enlargeable);
        let alt = image.get("alt").or(image.get("aria-label")).unwrap_or_default();
        let enlarge = match (alt, self.theme.label(self.lang, Label::Enlarge)) {
            ("", label) => label.to_owned(),
            (alt, label) => format!("{label}: {alt}"),
        };
        let mut picture = Element::new("div").class("picture");
        // The box of a picture, not the picture in it, has the width that the author asked for.
        if let Some(width) = image.take_own_class() {
            picture = picture.own_class(width);
        }
        let frame = Element::new("div").class("frame").attr("id", &*frame_id).attr("popover", "");
        let frame = if asset.format == Format::Svg { frame.class("vector") } else { frame };
        let spacer = Element::new("svg")
            .class("spacer")
            .maybe("width", image.get("width"))
            .maybe("height", image.get("height"))
            .attr("viewBox", view_box(asset))
            .attr("aria-hidden", "true");
        let close = Element::new("button")
            .class("close")
            .attr("type", "button")
            .attr("popovertarget", &*frame_id)
            .attr("popovertargetaction", "hide")
            .attr("aria-label", self.theme.label(self.lang, Label::Close))
            .child("×");
        let open = Element::new("button")
            .class("enlarge")
            .attr("type", "button")
            .attr("popovertarget", frame_id)
            .attr("aria-label", enlarge);
        let image = std::mem::replace(image, Element::new("div"));
        figure.children[at] =
            picture.child(frame.child(image).child(close)).child(spacer).child(open).into();
    }

    fn data_uri(&mut self, id: AssetId) -> String {
        let asset = self.assets.get(id);
        let (format, bytes) = match self.other.get(&id) {
            Some((format, bytes)) => (*format, &**bytes),
            None => (asset.format, &*asset.bytes),
        };
        let mut uri = format!("data:{};base64,", format.media_type());
        STANDARD.encode_string(bytes, &mut uri);
        *self.taken.entry(id).or_default() += uri.len();
        uri
    }

    fn weights(&self) -> Vec<Weight> {
        let weight = |(id, bytes): (&AssetId, &usize)| Weight {
            name: self.assets.get(*id).name.clone(),
            bytes: *bytes,
        };
        self.taken.iter().map(weight).collect()
    }

    /// The store of pictures that are shown more than once.
    fn store(&mut self) -> Option<Element> {
        let shared = self.shown.iter().filter(|(_, shown)| shown.times > 1);
        let shared: Vec<_> = shared.map(|(id, _)| *id).collect();
        let pictures: Vec<_> = shared
            .into_iter()
            .map(|id| {
                let asset = self.assets.get(id);
                Element::new("image")
                    .attr("id", shared_id(id))
                    .attr("width", asset.width.to_string())
                    .attr("height", asset.height.to_string())
                    .attr("href", self.data_uri(id))
            })
            .collect();
        if pictures.is_empty() {
            return None;
        }
        let store = Element::new("svg").class("store").attr("aria-hidden", "true");
        Some(store.child(Element::new("defs").children(pictures)))
    }
}

/// The picture that a figure shows, and which of its children it is.
fn picture_of_figure(figure: &Element) -> Option<(usize, AssetId)> {
    if figure.name != "figure" || figure.get("class").is_some_and(|it| it.contains("media")) {
        return None;
    }
    figure.children.iter().enumerate().find_map(|(at, child)| match child {
        Node::Element(child) if child.name == "img" => Some((at, child.asset?)),
        _ => None,
    })
}

/// A picture that is stored elsewhere in the file.
fn shared(image: &Element, id: AssetId, asset: &Asset) -> Element {
    let svg = Element::new("svg")
        .maybe("class", image.get("class"))
        .maybe("id", image.get("id"))
        .maybe("width", image.get("width"))
        .maybe("height", image.get("height"))
        .attr("viewBox", view_box(asset));
    let svg = match image.get("alt").filter(|alt| !alt.is_empty()) {
        Some(alt) => svg.attr("role", "img").attr("aria-label", alt),
        None => svg.attr("aria-hidden", "true"),
    };
    let svg = svg.child(Element::new("use").attr("href", format!("#{}", shared_id(id))));
    Element { own_class: image.own_class, ..svg }
}

fn shared_id(asset: AssetId) -> String {
    format!("_picture-{}", asset.0)
}

fn view_box(asset: &Asset) -> String {
    format!("0 0 {} {}", asset.width, asset.height)
}
