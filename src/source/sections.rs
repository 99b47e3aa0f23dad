//! Pages that stand for sections.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use super::left_out::LeftOut;
use super::order::Site;
use super::publication::opens_section;
use crate::files::{Files, PackPath};

/// Those among the pages that are left out.
pub(super) fn among(left_out: &[LeftOut]) -> Vec<PackPath> {
    let out = left_out.iter().map(|page| &page.path);
    out.filter(|path| opens_section(path)).cloned().collect()
}

/// Those of the folders that some pages lie in, on the disk and as the site sees them.
pub(super) fn above(files: &dyn Files, site: &Site, pages: &[Candidate]) -> Vec<PackPath> {
    let around = |path: &str| {
        let folders = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
        folders.chain([String::new()]).collect::<Vec<_>>()
    };
    let on_site = pages.iter().filter_map(|page| site.local(page.path.as_str()));
    let on_site = on_site.flat_map(|local| around(&local));
    let on_disk = pages.iter().flat_map(|page| around(page.path.as_str()));
    let folders: BTreeSet<String> =
        on_site.flat_map(|folder| site.places(&folder)).chain(on_disk).collect();
    let paths = folders.into_iter().flat_map(|folder| {
        let named = |ending| format!("{folder}/_index.{ending}");
        ["md", "markdown"].map(|ending| PackPath::new(named(ending).trim_start_matches('/')))
    });
    paths.flatten().filter(|path| files.size(path).is_ok()).collect()
}
