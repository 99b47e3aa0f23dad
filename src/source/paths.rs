//! Paths that are seen from a folder.

/// The rest of a path below a folder; all of it below the exported folder.
pub(super) fn within<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// A path below the exported folder from one below `root`.
pub(super) fn join(root: &str, path: &str) -> String {
    let path = path.trim_start_matches("./");
    if root.is_empty() { path.to_owned() } else { format!("{root}/{path}") }
}
