//! What went into a run, for manifests.

use std::collections::BTreeMap;

use recto::files::{Fingerprint, PackPath, Recorded};
use recto::manifest::{Origin, Resource};
use recto::{Export, Request, WantedTheme};

/// The files that an export was made of: those of the pack, those of the repository around it, and
/// all of a theme outside of it. What the run has read for others, or to leave it out, is none of
/// them.
pub(super) fn inputs(
    files: &Recorded<'_, Fingerprint>,
    request: &Request,
    export: &Export,
) -> Vec<Resource> {
    let of_pack = of_pack(files, export).into_iter();
    let of_pack = of_pack.map(|(path, print)| {
        if export.in_part.of_pack.contains(&path) {
            Resource::in_part(path.as_str())
        } else {
            Resource::new(path.as_str(), print)
        }
    });
    let of_repository = of_repository(files, export).into_iter();
    let of_repository = of_repository.map(|(path, print)| {
        let resource = if export.in_part.of_repository.contains(&path) {
            Resource::in_part(path.as_str())
        } else {
            Resource::new(path.as_str(), print)
        };
        resource.of(Origin::Repository)
    });
    of_pack.chain(of_repository).chain(theme_files(request)).collect()
}

/// The files of the pack that an export was made of.
pub(super) fn of_pack(
    files: &Recorded<'_, Fingerprint>,
    export: &Export,
) -> BTreeMap<PackPath, Fingerprint> {
    let mut read = files.read_files();
    read.retain(|path, _| export.inputs.contains(path));
    read
}

/// The files of the repository around the pack that an export was made of, by their paths there.
pub(super) fn of_repository(
    files: &Recorded<'_, Fingerprint>,
    export: &Export,
) -> BTreeMap<PackPath, Fingerprint> {
    let mut read = files.read_files_in_repository();
    read.retain(|path, _| export.inputs_in_repository.contains(path));
    read
}

/// All files of a theme outside of the pack. One that cannot be read was told of when the theme was
/// loaded.
pub(super) fn theme_files(request: &Request) -> Vec<Resource> {
    let Some(WantedTheme::Folder { files: theme, .. }) = &request.theme else { return Vec::new() };
    let resource = |path: PackPath| {
        let print = Fingerprint::of(&theme.read(&path).ok()?);
        Some(Resource::new(path.as_str(), print).of(Origin::Theme))
    };
    theme.list().unwrap_or_default().into_iter().filter_map(resource).collect()
}
