//! Pictures, videos and sounds.

use super::dom::{Element, Node};
use super::{Markup, Part};
use crate::theme::Label;
use crate::theme::css::OwnClass;
use crate::tree::{AssetId, Bounds, Dimension, Image, Linked, Media, MediaKind, Picture};

/// How wide a picture is at least that gets a line around it where its edges are light, in CSS
/// pixels: icons among words have none.
const LEAST_FRAMED: f32 = 160.0;

impl Markup<'_> {
    /// An image, or a labelled box where it could not be used.
    pub(super) fn image(&self, image: &Image<Linked>) -> Element {
        let asset = match &image.picture {
            Picture::Asset { asset } => *asset,
            Picture::Missing { name } => return self.missing(name, &image.alt),
        };
        let loaded = self.document.assets.get(asset);
        let mut element = self
            .showing("img", "src", asset)
            .attr("alt", if image.decorative { "" } else { &*image.alt })
            .maybe("title", image.title.as_deref());
        if loaded.light_edge && loaded.width >= LEAST_FRAMED {
            element = element.class("light-edge");
        }
        if loaded.width >= 0.5 && loaded.height >= 0.5 {
            let width = match image.width {
                Some(Dimension::Px(width)) => width,
                Some(Dimension::Pt(width)) => width / 0.75,
                Some(Dimension::Percent(_)) | None => loaded.width,
            };
            let height = width * loaded.height / loaded.width;
            element.set("width", whole_pixels(width));
            element.set("height", whole_pixels(height));
        }
        if let Some(Dimension::Percent(percent)) = image.width {
            element = element.own_class(OwnClass::Width(percent.clamp(1.0, 100.0).round() as u8));
        }
        self.medium.decorate(Part::Image(image), element)
    }

    /// An element that shows or plays an attachment, whose address is an attribute of it.
    fn showing(&self, name: &'static str, attribute: &'static str, asset: AssetId) -> Element {
        let element = Element::new(name).attr(attribute, self.medium.asset(asset));
        Element { asset: Some(asset), ..element }
    }

    fn missing(&self, name: &str, alt: &str) -> Element {
        let label = format!("{}: {name}", self.label(Label::MissingImage));
        let mut element =
            Element::new("span").class("missing-image").child(Element::new("strong").child(label));
        if !alt.is_empty() {
            element = element.child(" ").child(Element::new("span").child(alt));
        }
        element
    }

    /// A video or sound: played here where the medium does that, else its poster and the way to
    /// it.
    pub(super) fn media(&self, media: &Media<Linked>) -> Element {
        let kind = match media.kind {
            MediaKind::Video => "video",
            MediaKind::Audio => "audio",
        };
        let figure = Element::new("figure").class("media").class(kind);
        let figure = match self.player(media, kind) {
            Some(player) => figure.child(player),
            None => figure.children(self.poster(media).map(Node::from)),
        };
        let figure = figure.child(Element::new("figcaption").child(self.way_to(media)));
        self.medium.decorate(Part::Media(media), figure)
    }

    fn player(&self, media: &Media<Linked>, kind: &'static str) -> Option<Element> {
        let asset = media.source.asset.filter(|_| self.medium.plays(media))?;
        let source = self
            .showing("source", "src", asset)
            .attr("type", self.document.assets.get(asset).format.media_type());
        let mut player = Element::new(kind)
            .child(source)
            .attr("controls", "")
            .attr("preload", "metadata")
            .attr("aria-label", media_name(media));
        if let (MediaKind::Video, Some(Picture::Asset { asset })) = (media.kind, &media.poster) {
            player.set("poster", self.medium.asset(*asset));
            player.asset = Some(*asset);
        }
        Some(player)
    }

    fn poster(&self, media: &Media<Linked>) -> Option<Element> {
        let picture = media.poster.clone()?;
        let image = Image {
            picture,
            alt: String::new(),
            decorative: true,
            title: None,
            width: None,
            bounds: Bounds::default(),
        };
        Some(self.image(&image))
    }

    /// "Video: Opening an account", as a link where there is an address.
    fn way_to(&self, media: &Media<Linked>) -> Element {
        let label = self.label(match media.kind {
            MediaKind::Video => Label::Video,
            MediaKind::Audio => Label::Audio,
        });
        let words = [
            Node::from(Element::new("span").class("media-kind").child(format!("{label}: "))),
            Node::from(media_name(media)),
        ];
        match &media.source.url {
            Some(url) => Element::new("a").attr("href", &**url).children(words),
            None => Element::new("span").children(words),
        }
    }
}

fn media_name(media: &Media<Linked>) -> &str {
    media.title.as_deref().unwrap_or(&media.source.name)
}

fn whole_pixels(length: f32) -> String {
    length.round().max(1.0).to_string()
}
