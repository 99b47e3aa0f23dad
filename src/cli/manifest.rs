//! What went into a run, for manifests.

use recto::files::{Fingerprint, PackPath, Recorded};
use recto::manifest::{Origin, Resource};
use recto::{Request, WantedTheme};

/// The files that a run has read: those of the pack, and all of a theme outside of it.
pub(super) fn inputs(files: &Recorded<'_, Fingerprint>, request: &Request) -> Vec<Resource> {
    let of_pack = files.read_files().into_iter();
    let of_pack = of_pack.map(|(path, print)| Resource::new(path.as_str(), print));
    of_pack.chain(theme_files(request)).collect()
}

/// All files of a theme outside of the pack. One that cannot be read was told of when the theme was
/// loaded.
pub(super) fn theme_files(request: &Request) -> Vec<Resource> {
    let Some(WantedTheme::Folder(theme)) = &request.theme else { return Vec::new() };
    let resource = |path: PackPath| {
        let print = Fingerprint::of(&theme.read(&path).ok()?);
        Some(Resource::new(path.as_str(), print).of(Origin::Theme))
    };
    theme.list().unwrap_or_default().into_iter().filter_map(resource).collect()
}
