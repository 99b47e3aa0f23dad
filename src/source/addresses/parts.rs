//! Parts of addresses and paths.

/// The path of an address of the web, without slashes around it: `docs` of `https://a.b/docs/`.
pub(super) fn path_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.trim_matches('/').to_owned()
}

/// The last name of a path, and the folder before it.
pub(super) fn last_of(local: &str) -> (&str, &str) {
    local.rsplit_once('/').unwrap_or(("", local))
}
