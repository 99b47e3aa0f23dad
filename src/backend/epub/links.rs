//! Addresses: which document each place came to stand in.

use std::collections::BTreeMap;

use super::parts::Document;
use crate::markup::dom::Node;

/// Where every id of the book is.
pub(super) struct Addresses {
    /// For each id, the index of its document.
    homes: BTreeMap<String, usize>,
    /// For each document, its file and the id at its start.
    files: Vec<(String, Option<String>)>,
}

impl Addresses {
    /// Looks through all documents.
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut homes = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            for node in &document.body {
                node.visit(&mut |element| {
                    if let Some(id) = element.get("id") {
                        homes.entry(id.to_owned()).or_insert(index);
                    }
                });
            }
        }
        let files = documents.iter().map(|it| (it.file.clone(), it.start.clone())).collect();
        Self { homes, files }
    }

    /// The address of an id; none where the book has no such place. A document's start needs no
    /// fragment.
    pub(super) fn find(&self, id: &str) -> Option<String> {
        let (file, start) = &self.files[*self.homes.get(id)?];
        Some(if start.as_deref() == Some(id) { file.clone() } else { format!("{file}#{id}") })
    }

    fn seen_from(&self, document: usize, id: &str) -> Option<String> {
        let home = *self.homes.get(id)?;
        if home == document { Some(format!("#{id}")) } else { self.find(id) }
    }
}

/// Turns every `#id` into the address it has from its document. A link that leads nowhere or whose
/// address is none would make the book invalid, so it loses its address and keeps its words.
pub(super) fn rewrite_hrefs(documents: &mut [Document], addresses: &Addresses) {
    for (index, document) in documents.iter_mut().enumerate() {
        document.body.iter_mut().for_each(|node| rewrite_hrefs_of(node, index, addresses));
    }
}

fn rewrite_hrefs_of(node: &mut Node, document: usize, addresses: &Addresses) {
    node.visit_mut(&mut |element| {
        let Some(href) = element.get("href") else { return };
        let address = match href.strip_prefix('#') {
            Some(id) => addresses.seen_from(document, id),
            None => is_uri(href).then(|| href.to_owned()),
        };
        match address {
            Some(address) => element.set("href", address),
            None => element.attributes.retain(|(name, _)| name != "href"),
        }
    });
}

/// Whether an address has only characters that a URI may have (RFC 3986, 2). Brackets may only be
/// around the number of a host, which no document of a pack needs.
fn is_uri(address: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"[]\\^`{|}".contains(c);
    !address.contains(forbidden)
}
