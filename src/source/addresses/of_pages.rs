//! The addresses that the tool of a site gives the pages of a pack.

use super::hugo::sections;
use super::{Addressing, Hugo, Jekyll, MkDocs, SiteAddresses};
use crate::source::order::Site;
use crate::source::paths::join;
use crate::source::raw_page::RawPage;

/// The addresses of pages in their places.
pub(in crate::source) fn of_pages(pages: &[RawPage], site: &Site) -> SiteAddresses {
    let locals: Vec<_> = pages.iter().filter_map(|page| site.local(&page.key)).collect();
    let sections = sections(locals.iter().map(|local| &**local));
    let own = |page: &RawPage| {
        let local = site.local(&page.key)?;
        let local = local.strip_suffix(site.suffix()).unwrap_or(&local);
        let found = match &site.addressing {
            Addressing::None | Addressing::Below(_) => return None,
            Addressing::Hugo(hugo) => vec![hugo.address(page, local, &sections)],
            Addressing::Jekyll(jekyll) => {
                jekyll.addresses(&page.meta, &page.path, local, &site.publishing.above)
            }
            Addressing::MkDocs(mkdocs) => mkdocs.addresses(local),
        };
        Some((page.key.clone(), found))
    };
    let pages = pages.iter().filter(|page| !page.titled && page.section.is_none());
    let before = match &site.addressing {
        Addressing::None => Vec::new(),
        Addressing::Below(path) => vec![path.clone()],
        Addressing::Hugo(Hugo { before, .. })
        | Addressing::Jekyll(Jekyll { before, .. })
        | Addressing::MkDocs(MkDocs { before, .. }) => before.clone(),
    };
    let before = before.into_iter().filter(|before| !before.is_empty()).collect();
    let folders = match &site.addressing {
        Addressing::Jekyll(Jekyll { folders, .. }) => folders.as_slice(),
        Addressing::None | Addressing::Below(_) | Addressing::Hugo(_) | Addressing::MkDocs(_) => {
            &[]
        }
    };
    let folders = folders.iter().map(|(shown, own)| (shown.clone(), join(&site.root, own)));
    SiteAddresses { before, pages: pages.filter_map(own).collect(), folders: folders.collect() }
}
