//! Elements, attributes and text. Escaping is the serializer's: nothing else writes markup.

use std::borrow::Cow;

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Words, unescaped.
    Text(String),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its name, in lower case but for foreign content (`viewBox` and the like are attributes).
    pub name: Cow<'static, str>,
    /// Its attributes with unescaped values, in the order they are written.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}
