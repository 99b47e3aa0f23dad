//! The logo and the picture on the cover, which `pack.yaml` names.

use super::AssetStore;
use super::attachments::{Cache, Names, store_named};
use super::folder::Folder;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::PackConfig;
use crate::tree::AssetId;
use crate::yaml::Located;

/// Loads both into the store. One that cannot be used is reported and left out.
pub(super) fn load(
    config: &PackConfig,
    files: &dyn Files,
    cache: &Cache,
    store: &mut AssetStore,
    sink: &mut Sink,
) {
    let folder = Folder::new(files, &[])
        .with_outside(config.links.outside.unwrap_or_default())
        .with_metadata(config.images.metadata);
    store.logo = load_one(config.logo.as_ref(), &folder, cache, store, sink);
    store.cover = load_one(config.cover.as_ref(), &folder, cache, store, sink);
}

fn load_one(
    setting: Option<&Located<String>>,
    folder: &Folder<'_>,
    cache: &Cache,
    store: &mut AssetStore,
    sink: &mut Sink,
) -> Option<AssetId> {
    let Located { value: written, span } = setting?;
    // Seen from the folder of the pack, as every path in its settings.
    let beside = PackPath::new("pack.yaml").ok()?;
    let found = folder.locate(&beside, written);
    let loaded = found.and_then(|found| {
        store.files.extend(found.location.path().cloned());
        store.files_in_repository.extend(found.location.path_in_repository().cloned());
        cache.load(folder, &found.location)
    });
    let fault = match loaded {
        Ok(loaded) if loaded.asset.format.is_picture() => {
            let mut names = Names::of(store);
            return Some(store_named(store, &mut names, &loaded));
        }
        Ok(_) => Diagnostic::error(Code::BrokenAttachment, format!("`{written}` is no picture"))
            .help("name a PNG, JPEG, GIF, WebP or SVG file"),
        Err(fault) => fault.explain(written),
    };
    sink.push(Diagnostic { span: *span, ..fault });
    None
}
