//! Images.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attr, Bounds, Dimension, Readable, Stage};

/// An image and how it is described.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Image<S: Stage> {
    /// What it shows.
    pub picture: S::Picture,
    /// What it says to somebody who does not see it.
    pub alt: String,
    /// Whether it is an ornament that readers are not told of.
    pub decorative: bool,
    /// The title; a figure makes it its caption.
    pub title: Option<String>,
    /// The width the author asked for; in the linked tree the one that comes of all that is said of
    /// the size.
    pub width: Option<Dimension>,
    /// What else the author says of its size.
    #[serde(default, skip_serializing_if = "Bounds::is_none")]
    pub bounds: Bounds,
}

impl<S: Stage> Image<S> {
    /// Its words: the alternative text and the title.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.alt).chain(self.title.as_deref())
    }

    /// Takes what is meant for the image itself out of its attributes: its size, `alt`
    /// (`fig-alt` with Quarto), `.decorative`.
    pub fn describe(&mut self, attr: &mut Attr) {
        self.bounds.take_from(&mut self.width, attr);
        self.decorative |= attr.take_class("decorative");
        if let Some(alt) = attr.take("alt").or_else(|| attr.take("fig-alt")) {
            self.alt = alt;
        }
    }
}
