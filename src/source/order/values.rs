//! Values among the settings of tools.

use std::collections::BTreeMap;

use crate::yaml::Node;

/// The most bytes of a value that pages call by name: a few letters there become all of it.
pub const LONGEST_VALUE: usize = 1_000;

/// Adds the plain values among settings by their paths behind a name: `name.group.key`. One that is
/// known stays.
pub(super) fn add_values(name: &str, node: &Node, found: &mut BTreeMap<String, String>) {
    let mut open = vec![(name.to_owned(), node)];
    while let Some((name, node)) = open.pop() {
        if let Some(text) = node.as_text().filter(|text| text.len() <= LONGEST_VALUE) {
            found.entry(name.clone()).or_insert_with(|| text.to_owned());
        }
        let below = |key: &str| match &*name {
            "" => key.to_owned(),
            name => format!("{name}.{key}"),
        };
        open.extend(node.entries().iter().map(|entry| (below(&entry.key), &entry.value)));
    }
}

/// A text among settings.
pub(super) fn text_of(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_text).map(str::to_owned)
}
