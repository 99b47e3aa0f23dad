//! From a folder to ordered raw pages: reads files and front matter, decides the order.

mod config;
mod date;
mod decode;
mod epub;
mod front_matter;
mod identity;
mod order;
mod pdf_standard;
mod select;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

pub use config::{ContentsEntry, ContentsGroup, LinksConfig, PackConfig, PdfConfig};
pub use epub::{AccessibilityConfig, Contributor, ContributorRole, EpubConfig, EpubMedia, Series};
pub use pdf_standard::{PdfArchival, PdfStandard};
pub use select::{LeftOut, Reason};

use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::files::{FileError, Files, PackPath};
use crate::span::{FileId, Sources, Span};
use crate::tree::{PackMeta, PageMeta};
use decode::{Decoded, decode};
use identity::Offer;
use order::{Candidate, Site};

/// What is exported: a folder, or one page of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The whole folder, as `pack.yaml` says or as its pages order themselves.
    Folder,
    /// One page alone.
    Page(PackPath),
}

/// A pack as read: nothing is parsed but front matter.
#[derive(Clone, Debug)]
pub struct RawPack {
    /// What is said about the pack.
    pub meta: PackMeta,
    /// What `pack.yaml` says.
    pub config: PackConfig,
    /// The pages in reading order.
    pub pages: Vec<RawPage>,
    /// The pages that stay out, and why, sorted by path.
    pub left_out: Vec<LeftOut>,
}

/// A page as read.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// Its file in [`Sources`].
    pub file: FileId,
    /// Where it lies.
    pub path: PackPath,
    /// Path below the pack without its ending; unique in the pack.
    pub key: String,
    /// What its front matter says.
    pub meta: PageMeta,
    /// The bytes of the body, behind the front matter.
    pub body: Range<usize>,
    /// How many pages stand above it.
    pub depth: u8,
    /// The title of the part that opens with this page.
    pub part: Option<String>,
}

/// The size in bytes above which a page is refused; a long book is a hundredth of it.
const LARGEST_PAGE: u64 = 64 << 20;

/// Reads a folder's pages and puts them in order.
///
/// A page that cannot be read, a key that is unknown or a parent that is missing is reported and
/// costs nothing else.
pub fn read(files: &dyn Files, selection: &Selection, sources: &mut Sources) -> Warned<RawPack> {
    let mut sink = Sink::default();
    let config = config::read(files, sources, &mut sink);
    let listing = list(files, selection, &mut sink);
    let site = match selection {
        Selection::Folder => order::recognize(files, &listing, sources, &mut sink),
        Selection::Page(_) => Site::default(),
    };
    let (paths, mut left_out) = match selection {
        Selection::Folder => select::select(listing, &config, &site, &mut sink),
        Selection::Page(_) => (listing, Vec::new()),
    };
    let mut pages = read_pages(files, paths, sources, &mut left_out, &mut sink);
    for page in &mut pages {
        page.place_below(&site.root);
    }
    if let Selection::Folder = selection {
        drop_drafts(&mut pages, &mut left_out);
    }
    let placed = match selection {
        Selection::Folder => order::order(&pages, &config, &site, &mut sink),
        Selection::Page(_) => order::alone(&pages),
    };
    let meta = identity::settle(&config, &offer(files, selection, &site, &pages));
    let pages = place(pages, placed, &mut left_out);
    if pages.is_empty() {
        sink.push(empty(&left_out));
    }
    left_out.sort_by(|left, right| left.path.cmp(&right.path));
    sink.finish(RawPack { meta, config, pages, left_out })
}

/// The files to choose from.
fn list(files: &dyn Files, selection: &Selection, sink: &mut Sink) -> Vec<PackPath> {
    match selection {
        Selection::Page(path) => vec![path.clone()],
        Selection::Folder => files.list().unwrap_or_else(|error| {
            let message = format!("the folder cannot be listed: {error}");
            sink.push(Diagnostic::error(Code::UnreadableFile, message));
            Vec::new()
        }),
    }
}

/// Reads pages and their front matter. Files are read at once and registered in order.
fn read_pages(
    files: &dyn Files,
    paths: Vec<PackPath>,
    sources: &mut Sources,
    left_out: &mut Vec<LeftOut>,
    sink: &mut Sink,
) -> Vec<Candidate> {
    let read: Vec<_> = paths.into_par_iter().map(|path| (read_text(files, &path), path)).collect();
    let mut keys = BTreeSet::new();
    let mut pages = Vec::with_capacity(read.len());
    for (text, path) in read {
        let text = match text {
            Ok(text) => text,
            Err(error) => {
                let message = format!("`{path}` cannot be read: {error}");
                sink.push(Diagnostic::error(Code::UnreadableFile, message));
                left_out.push(LeftOut { path, reason: Reason::Unreadable });
                continue;
            }
        };
        let key = match path.as_str().rsplit_once('.') {
            Some((key, _)) if path.extension().is_some() => key.to_owned(),
            _ => path.as_str().to_owned(),
        };
        if !keys.insert(key.clone()) {
            let message = format!("`{path}` and another page differ in their ending only");
            sink.push(
                Diagnostic::warning(Code::PageOrder, message).help("rename or remove one of them"),
            );
            left_out.push(LeftOut { path, reason: Reason::SameKey });
            continue;
        }
        pages.push(register(path, key, text, sources, sink));
    }
    pages
}

fn read_text(files: &dyn Files, path: &PackPath) -> Result<Decoded, FileError> {
    let size = files.size(path)?;
    if size > LARGEST_PAGE {
        return Err(FileError::Unreadable(format!("it is {} MB large", size >> 20)));
    }
    files.read(path).map(|bytes| decode(&bytes))
}

/// Registers a page's text, reads its front matter and finds its title.
fn register(
    path: PackPath,
    key: String,
    decoded: Decoded,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Candidate {
    let file = sources.add(path.as_str(), decoded.text);
    if let Some(guessed) = decoded.guessed {
        sink.push(
            Diagnostic::warning(
                Code::Encoding,
                "this file is not UTF-8; it is read as Windows-1252",
            )
            .at(Span::new(file, guessed))
            .help("save it as UTF-8"),
        );
    }
    let mut front = front_matter::read(file, sources, sink);
    if front.meta.title.is_empty() {
        let body = &sources.get(file).text[front.body.clone()];
        front.meta.title = words::first_heading(body).unwrap_or_else(|| select::name_of(&path));
    }
    Candidate { file, path, key, below: 0, front }
}

fn drop_drafts(pages: &mut Vec<Candidate>, left_out: &mut Vec<LeftOut>) {
    pages.retain(|page| {
        if page.front.meta.draft {
            left_out.push(LeftOut { path: page.path.clone(), reason: Reason::Draft });
        }
        !page.front.meta.draft
    });
}

/// What pages and folder offer where `pack.yaml` is silent.
fn offer<'a>(
    files: &'a dyn Files,
    selection: &'a Selection,
    site: &'a Site,
    pages: &'a [Candidate],
) -> Offer<'a> {
    let site = &site.identity;
    match selection {
        Selection::Page(path) => {
            Offer { pages, speaker: pages.first(), site, name: path.stem(), single: true }
        }
        Selection::Folder => {
            let speaker = pages.iter().find(|page| page.opens_pack());
            Offer { pages, speaker, site, name: files.name(), single: false }
        }
    }
}

/// Brings the pages into their places; those without one are left out.
fn place(
    pages: Vec<Candidate>,
    placed: Vec<order::Placed>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<RawPage> {
    let mut pages: Vec<Option<Candidate>> = pages.into_iter().map(Some).collect();
    let mut raw = Vec::with_capacity(placed.len());
    for place in placed {
        let Some(page) = pages[place.page].take() else { continue };
        raw.push(RawPage {
            file: page.file,
            path: page.path,
            key: page.key,
            meta: page.front.meta,
            body: page.front.body,
            depth: place.depth,
            part: place.part,
        });
    }
    let unplaced = pages.into_iter().flatten();
    left_out.extend(unplaced.map(|page| LeftOut { path: page.path, reason: Reason::NotListed }));
    raw
}

fn empty(left_out: &[LeftOut]) -> Diagnostic {
    let message = "there is no page to export";
    let help = match left_out {
        [] => "add a file that ends in `.md`".to_owned(),
        [first, ..] => {
            format!("pages were left out; the first is `{}`, because {}", first.path, first.reason)
        }
    };
    Diagnostic::error(Code::EmptyPack, message).help(help)
}
