//! Pages that stand for sections.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use super::left_out::LeftOut;
use super::publication::opens_section;
use crate::files::{Files, PackPath};

/// Those among the pages that are left out.
pub(super) fn among(left_out: &[LeftOut]) -> Vec<PackPath> {
    let out = left_out.iter().map(|page| &page.path);
    out.filter(|path| opens_section(path)).cloned().collect()
}

/// Those of the folders that some pages lie in.
pub(super) fn above(files: &dyn Files, pages: &[Candidate]) -> Vec<PackPath> {
    let folders = pages.iter().flat_map(|page| {
        let folder = page.path.folder();
        folder.match_indices('/').map(|(end, _)| &folder[..end]).chain(["", folder])
    });
    let folders: BTreeSet<&str> = folders.collect();
    let paths = folders.into_iter().flat_map(|folder| {
        let named = |ending| format!("{folder}/_index.{ending}");
        ["md", "markdown"].map(|ending| PackPath::new(named(ending).trim_start_matches('/')))
    });
    paths.flatten().filter(|path| files.size(path).is_ok()).collect()
}
