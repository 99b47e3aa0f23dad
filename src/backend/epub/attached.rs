//! Files that the book carries along as they are.
//!
//! A file that text links to is part of the reading order in EPUB's sense, outside of its main
//! line, and where a reading system cannot show it the document that lists it stands in.

use super::parts::{Document, Resource};
use crate::backend::harmless::type_of_saved;
use crate::resolve::AssetStore;

/// Where an attached file lies in the book. The number keeps names apart that differ only in what
/// archives cannot hold.
pub(super) fn path(assets: &AssetStore, file: usize) -> String {
    let name = &assets.attached[file].name;
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
    format!("attached/{}-{}", file + 1, name.chars().map(safe).collect::<String>())
}

/// The attached files as the manifest lists them. None where no document lists them.
pub(super) fn resources(assets: &AssetStore, spine: &[Document]) -> Vec<Resource> {
    let resource = |file: usize| {
        let path = path(assets, file);
        let fallback = spine.iter().rposition(|document| links_to(document, &path))?;
        Some(Resource {
            id: format!("attached-{}", file + 1),
            media_type: media_type(&assets.attached[file].media_type),
            path,
            properties: None,
            fallback: Some(fallback),
        })
    };
    (0..assets.attached.len()).filter_map(resource).collect()
}

fn links_to(document: &Document, path: &str) -> bool {
    let mut found = false;
    for node in &document.body {
        node.visit(&mut |element| found |= element.get("href") == Some(path));
    }
    found
}

/// The media type to state. A file of a kind that books are made of would be held to be part of
/// the book, with all that is asked of its parts.
fn media_type(own: &str) -> String {
    const PARTS: [&str; 2] = ["text/css", "text/x-oeb1-document"];
    let stated = type_of_saved(own);
    if PARTS.contains(&&*stated) { "application/octet-stream".to_owned() } else { stated }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::PackPath;
    use crate::resolve::Attached;
    use crate::tree::Relationship;

    #[test]
    fn names_are_safe_in_archives_and_kept_apart() {
        let file = |name: &str| Attached {
            source: PackPath::new(name).unwrap(),
            name: name.to_owned(),
            description: String::new(),
            media_type: "text/csv".to_owned(),
            relationship: Relationship::Data,
            date: None,
            bytes: [].into(),
            asked: None,
        };
        let mut assets = AssetStore::default();
        assets.attached = vec![file("Maße & Ziele.csv"), file("soc2.pdf")];
        assert_eq!(path(&assets, 0), "attached/1-Ma-e---Ziele.csv");
        assert_eq!(path(&assets, 1), "attached/2-soc2.pdf");
    }
}
