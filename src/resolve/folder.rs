//! The pack's folder as attachments see it: what a reference means, and what it may have meant.

use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::{pdf, url};
use crate::files::{FileError, Files, OutsidePack, PackPath};
use crate::source::{Dialect, LinksConfig, OutsideFiles, PictureMetadata, SiteAddresses};
use crate::text::composed;
use crate::text::nearest::NameIndex;
use crate::text::page_path::{IndexKind, walk};

/// The files of a pack.
pub(super) struct Folder<'a> {
    files: &'a dyn Files,
    /// The folders that a slash at the start of an address may mean, beside this one.
    roots: &'a [String],
    /// Whether pictures are taken from the repository that the folder stands in.
    outside: OutsideFiles,
    /// Whether a site shows each page as a folder, so that what a page writes in HTML is seen from
    /// one step below.
    as_folders: bool,
    /// The addresses of that site.
    site: Option<&'a SiteAddresses>,
    /// What becomes of what pictures say beside what they show.
    pub(super) metadata: PictureMetadata,
    /// All files, listed when first needed.
    list: OnceLock<Vec<PackPath>>,
    /// Its places in that list, by paths in lower case.
    by_folded: OnceLock<FxHashMap<String, usize>>,
    /// The names of its files.
    names: OnceLock<NameIndex>,
}

/// Where an attachment's reference leads.
#[derive(Clone, Debug)]
pub(super) struct LocatedFile {
    pub(super) location: Location,
    /// The path of the file, where the reference differs from it in upper and lower case.
    pub(super) recased: Option<String>,
}

/// What an attachment's reference turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Location {
    /// A file of the pack.
    File(PackPath),
    /// A page of a PDF of the pack, counted from 1.
    PdfPage(PackPath, usize),
    /// A picture of the repository that the folder stands in, by its path there.
    Repository(PackPath),
    /// The bytes themselves, as a `data:` address.
    Inline(String),
}

impl Location {
    /// The file of the pack.
    pub(super) fn path(&self) -> Option<&PackPath> {
        match self {
            Self::File(path) | Self::PdfPage(path, _) => Some(path),
            Self::Repository(_) | Self::Inline(_) => None,
        }
    }

    /// The file of the repository around the pack.
    pub(super) fn path_in_repository(&self) -> Option<&PackPath> {
        match self {
            Self::Repository(path) => Some(path),
            Self::File(_) | Self::PdfPage(..) | Self::Inline(_) => None,
        }
    }
}

impl<'a> Folder<'a> {
    /// The folder of a pack, in which a slash at the start of an address may mean some folders.
    pub(super) fn new(files: &'a dyn Files, roots: &'a [String]) -> Self {
        Self {
            files,
            roots,
            outside: OutsideFiles::Refuse,
            as_folders: false,
            site: None,
            metadata: PictureMetadata::default(),
            list: OnceLock::new(),
            by_folded: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// The same folder, whose pages show pictures from around it, or none.
    pub(super) fn with_outside(self, outside: OutsideFiles) -> Self {
        Self { outside, ..self }
    }

    /// The same folder, of the site of a tool.
    pub(super) fn of_site(self, links: &'a LinksConfig) -> Self {
        let as_folders = match links.dialect {
            Dialect::MkDocs | Dialect::Docusaurus | Dialect::Hugo | Dialect::Jekyll => true,
            Dialect::Plain
            | Dialect::MdBook
            | Dialect::GitBook
            | Dialect::Azure
            | Dialect::Wiki => false,
        };
        Self { as_folders, site: Some(&links.site), ..self }
    }

    /// The same folder, whose pictures keep their metadata or lose it.
    pub(super) fn with_metadata(self, metadata: PictureMetadata) -> Self {
        Self { metadata, ..self }
    }

    /// Where an attachment lies: seen from its page, else from the pack's folder, which is also what
    /// a slash at the start means, as on a site.
    pub(super) fn locate(&self, page: &PackPath, written: &str) -> Result<LocatedFile, Fault> {
        let exact = |location| LocatedFile { location, recased: None };
        let shown = |file: PackPath| match pdf::page_of(written) {
            Some(number) => Location::PdfPage(file, number),
            None => Location::File(file),
        };
        match url::scheme(written).as_deref() {
            Some("data") => return Ok(exact(Location::Inline(written.trim().to_owned()))),
            Some("http" | "https") => return Err(Fault::Remote),
            None if written.starts_with("//") => return Err(Fault::Remote),
            None if url::is_computed(written) => return Err(Fault::Computed),
            _ => {}
        }
        let written = url::from_site(written);
        let path = written.split(['?', '#']).next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy();
        let absolute = path.starts_with('/');
        let (path, written) = (path.trim_start_matches('/'), written.trim_start_matches('/'));
        let beside = if absolute { PackPath::new(path) } else { page.sibling(path) };
        let outside = beside.is_err();
        // A site that shows a page as a folder sees what is written in HTML from there. Anywhere else
        // a path that climbs out of the pack means no file in it.
        let below = PackPath::new(&format!("{page}/_")).and_then(|page| page.sibling(path));
        let opens = IndexKind::of(page.stem()).is_some();
        let on_site = self.on_site(page, path, absolute);
        let may_climb = !outside || (self.as_folders && !opens);
        let below = below.ok().filter(|_| path.starts_with("..") && may_climb);
        if outside {
            match self.locate_around(page, path) {
                Err(fault) if below.is_none() && on_site.is_empty() => return Err(fault),
                Err(_) => {}
                Ok(found) => return Ok(exact(found)),
            }
        }
        // A name may hold the very characters that an address keeps for itself.
        let others = [PackPath::new(path), page.sibling(written), PackPath::new(written)];
        let others = others.into_iter().skip(if absolute { 2 } else { 0 });
        let in_root = |root: &String| PackPath::new(&format!("{root}/{path}")).ok();
        let in_roots = self.roots.iter().filter(|_| absolute).filter_map(in_root);
        let below = below.filter(|_| !absolute);
        let seen_from_file = beside.into_iter().chain(others.flatten()).chain(in_roots);
        let candidates: Vec<_> = seen_from_file.chain(below).chain(on_site).collect();
        for candidate in &candidates {
            match self.files.size(candidate) {
                Ok(_) => return Ok(exact(shown(candidate.clone()))),
                Err(FileError::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let Some(file) = candidates.iter().find_map(|candidate| self.in_other_case(candidate))
        else {
            if let Some(found) = self.locate_below_root(path).filter(|_| absolute) {
                return Ok(exact(found));
            }
            if outside {
                return Err(Fault::Outside);
            }
            if candidates.iter().any(|candidate| self.is_folder(candidate)) {
                return Err(Fault::IsFolder);
            }
            return Err(Fault::Missing { nearest: self.nearest(page, path) });
        };
        let composed_alike = |path: &PackPath| composed(path.as_str()) == composed(file.as_str());
        let differs = !candidates.iter().any(composed_alike);
        Ok(LocatedFile {
            recased: differs.then(|| file.as_str().to_owned()),
            location: shown(file.clone()),
        })
    }

    /// The files that a path means to a browser that has a page open on its site.
    fn on_site(&self, page: &PackPath, path: &str, absolute: bool) -> Vec<PackPath> {
        let Some(site) = self.site else { return Vec::new() };
        let here = site.pages.get(page.as_str()).and_then(|addresses| addresses.first());
        let here = here.and_then(|here| here.rsplit_once('/')).map(|(folder, _)| folder);
        let folder = if absolute { Some("") } else { here };
        let walked = folder.map(|folder| walk(folder, path));
        let Some(walked) = walked.filter(|walked| walked.climbed == 0) else {
            return Vec::new();
        };
        let address = walked.names.join("/");
        let address = if absolute { site.without_base(&address) } else { &*address };
        let roots = self.roots.iter().map(|root| ("", root.as_str())).chain([("", "")]);
        let moved = site.folders.iter().map(|(shown, own)| (shown.as_str(), own.as_str()));
        let below = roots.chain(moved).filter_map(|(shown, own)| {
            let rest = if shown.is_empty() {
                address
            } else {
                address.strip_prefix(shown)?.strip_prefix('/')?
            };
            let path = if own.is_empty() { rest.to_owned() } else { format!("{own}/{rest}") };
            PackPath::new(&path).ok()
        });
        below.collect()
    }

    /// Where a picture lies that a page means by a path out of the folder: in the repository around
    /// it, where its pictures are taken.
    fn locate_around(&self, page: &PackPath, path: &str) -> Result<Location, Fault> {
        let way = self.way_in_repository().ok_or(Fault::Outside)?;
        let page = PackPath::new(&format!("{way}/{page}")).map_err(|OutsidePack| Fault::Outside)?;
        let path = page.sibling(path).map_err(|OutsidePack| Fault::Outside)?;
        match self.files.size_in_repository(&path) {
            Ok(_) => Ok(Location::Repository(path)),
            Err(FileError::NotFound) => Err(Fault::Outside),
            Err(error) => Err(error.into()),
        }
    }

    /// The picture that a slash at the start of an address means in the repository: in the folder from
    /// which a site around this one serves files as they are, `static` of Hugo and Docusaurus, `public`
    /// of `VitePress` and Starlight, or in a folder around this one itself. The nearest comes first.
    fn locate_below_root(&self, path: &str) -> Option<Location> {
        let way = self.way_in_repository()?;
        let around = std::iter::successors(Some(way), |folder| match folder.rsplit_once('/') {
            Some((above, _)) => Some(above),
            None => Some("").filter(|_| !folder.is_empty()),
        });
        let places = around.skip(1).flat_map(|folder| {
            ["static", "public", ""].map(|served| format!("{folder}/{served}/{path}"))
        });
        let paths = places.filter_map(|path| PackPath::new(path.trim_start_matches('/')).ok());
        let mut found = paths.filter(|path| self.files.size_in_repository(path).is_ok());
        found.next().map(Location::Repository)
    }

    /// The way to the folder in the repository around it, where pictures are taken from there.
    fn way_in_repository(&self) -> Option<&str> {
        let taken = self.outside == OutsideFiles::Repository;
        self.files.way_in_repository().filter(|_| taken)
    }

    /// The file whose path differs from this one in upper and lower case alone, or in how its
    /// letters are composed.
    fn in_other_case(&self, path: &PackPath) -> Option<&PackPath> {
        let fold = |path: &PackPath| composed(path.as_str()).to_lowercase();
        let by_folded = self.by_folded.get_or_init(|| {
            let mut by_folded = FxHashMap::default();
            for (at, file) in self.list().iter().enumerate() {
                by_folded.entry(fold(file)).or_insert(at);
            }
            by_folded
        });
        by_folded.get(&fold(path)).map(|&at| &self.list()[at])
    }

    /// Whether files lie below a path.
    fn is_folder(&self, path: &PackPath) -> bool {
        let start = format!("{path}/");
        let at = self.list().partition_point(|file| *file.as_str() < *start);
        self.list().get(at).is_some_and(|file| file.as_str().starts_with(&start))
    }

    fn list(&self) -> &[PackPath] {
        self.list.get_or_init(|| self.files.list().unwrap_or_default())
    }

    /// The bytes of a file that is no larger than `limit`.
    pub(super) fn read(&self, path: &PackPath, limit: u64) -> Result<Vec<u8>, Fault> {
        let size = self.files.size(path)?;
        if size > limit {
            return Err(Fault::TooHeavy { size, limit });
        }
        Ok(self.files.read(path)?)
    }

    /// The bytes of a file of the repository around the folder that is no larger than `limit`.
    pub(super) fn read_in_repository(&self, path: &PackPath, limit: u64) -> Result<Vec<u8>, Fault> {
        let size = self.files.size_in_repository(path)?;
        if size > limit {
            return Err(Fault::TooHeavy { size, limit });
        }
        Ok(self.files.read_in_repository(path)?)
    }

    /// The file that was probably meant, as the page would write it.
    fn nearest(&self, page: &PackPath, written: &str) -> Option<String> {
        let list = self.list();
        let name = written.rsplit(['/', '\\']).next().unwrap_or_default();
        let names = self.names.get_or_init(|| NameIndex::new(list.iter().map(PackPath::file_name)));
        let file = &list[names.nearest(name, |_| true)?];
        let folder = page.folder();
        let beside = file.as_str().strip_prefix(folder).and_then(|rest| match folder {
            "" => Some(rest),
            _ => rest.strip_prefix('/'),
        });
        Some(beside.unwrap_or(file.as_str()).to_owned())
    }
}
