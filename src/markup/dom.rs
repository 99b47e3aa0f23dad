//! Elements, attributes and text. Escaping is the serializer's: nothing else writes markup.

use std::borrow::Cow;

use crate::theme::css::OwnClass;
use crate::tree::AssetId;

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
    /// The attachment that it shows or plays.
    pub asset: Option<AssetId>,
    /// The one of its classes that asks for a rule of its own.
    pub own_class: Option<OwnClass>,
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        Self { name, attributes: Vec::new(), children: Vec::new(), asset: None, own_class: None }
    }

    /// The same element with an attribute, which takes the place of one of the same name.
    pub fn attr(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// The same element with an attribute where there is a value for it.
    pub fn maybe(self, name: impl Into<Cow<'static, str>>, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// The same element with one more class.
    pub fn class(mut self, class: &str) -> Self {
        match self.attributes.iter_mut().find(|(name, _)| name == "class") {
            Some((_, classes)) => {
                if !classes.split(' ').any(|own| own == class) {
                    classes.push(' ');
                    classes.push_str(class);
                }
            }
            None => self.set("class", class),
        }
        self
    }

    /// The same element with a class that asks for a rule of its own.
    pub fn own_class(self, class: OwnClass) -> Self {
        let element = self.class(&class.name());
        Self { own_class: Some(class), ..element }
    }

    /// Takes a class that asks for a rule of its own away from the element.
    pub fn take_own_class(&mut self) -> Option<OwnClass> {
        let class = self.own_class.take()?;
        let name = class.name();
        let classes = self.get("class").unwrap_or_default();
        let others: Vec<_> = classes.split(' ').filter(|other| *other != name).collect();
        match others.join(" ") {
            none if none.is_empty() => self.attributes.retain(|(name, _)| name != "class"),
            others => self.set("class", others),
        }
        Some(class)
    }

    /// The same element with one more child at its end.
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// The same element with more children at its end.
    pub fn children<N: Into<Node>>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// Sets an attribute, in the place of one of the same name.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.attributes.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = value,
            None => self.attributes.push((name, value)),
        }
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    /// Its words, in order.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for child in &self.children {
            match child {
                Node::Text(text) => words.push_str(text),
                Node::Element(element) => words.push_str(&element.words()),
            }
        }
        words
    }

    /// Calls `visit` with this element and every element below it, outer ones first.
    pub fn visit(&self, visit: &mut dyn FnMut(&Element)) {
        visit(self);
        for child in &self.children {
            child.visit(visit);
        }
    }

    /// Calls `visit` with every element below this one and then with this one, so that what
    /// `visit` puts into an element is not visited again.
    pub fn visit_mut(&mut self, visit: &mut dyn FnMut(&mut Element)) {
        for child in &mut self.children {
            child.visit_mut(visit);
        }
        visit(self);
    }
}

impl Node {
    /// As [`Element::visit`].
    pub fn visit(&self, visit: &mut dyn FnMut(&Element)) {
        if let Self::Element(element) = self {
            element.visit(visit);
        }
    }

    /// As [`Element::visit_mut`].
    pub fn visit_mut(&mut self, visit: &mut dyn FnMut(&mut Element)) {
        if let Self::Element(element) = self {
            element.visit_mut(visit);
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
