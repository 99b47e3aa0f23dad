//! What a book is called by machines: the same for every edition of the same pack.

use uuid::{Uuid, uuid};

use crate::text::identifier::{Identifier, read};
use crate::tree::PackMeta;

/// The namespace of Recto's own identifiers.
const NAMESPACE: Uuid = uuid!("e4f56117-ecb9-4708-8cfc-be09626c4383");

/// The identifier the pack gives, else one made from what the pack is. One that is not what it
/// claims to be is told where the settings are read.
pub(super) fn identify(meta: &PackMeta) -> Identifier {
    let given = meta.identifier.as_deref().map(str::trim).filter(|given| !given.is_empty());
    given.and_then(|given| read(given).ok()).unwrap_or_else(|| made_from(meta))
}

/// A name-based UUID (RFC 9562, 5.5) of the slug, the title and the publisher.
fn made_from(meta: &PackMeta) -> Identifier {
    let publisher = meta.typed_publisher().unwrap_or_default();
    // Lengths keep `ab` + `c` and `a` + `bc` apart.
    let named = |part: &str| format!("{}:{part}", part.len());
    let name = [&*meta.slug, meta.typed_title(), publisher].map(named).concat();
    let uuid = Uuid::new_v5(&NAMESPACE, name.as_bytes());
    Identifier { text: uuid.urn().to_string(), onix: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_keeps_its_identifier() {
        let meta = |title: &str| PackMeta { title: title.to_owned(), ..PackMeta::default() };
        let of = |meta: &PackMeta| identify(meta).text;
        assert_eq!(of(&meta("A")), of(&meta("A")));
        assert_ne!(of(&meta("A")), of(&meta("B")));
        let wrong = PackMeta { identifier: Some("ISBN 1".to_owned()), ..meta("A") };
        assert_eq!(of(&wrong), of(&meta("A")));
    }
}
