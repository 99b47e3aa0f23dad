//! Files that are attached to a document as they are: those that the pack and its pages name, and
//! the originals of PDFs that are shown as pictures.

mod active;
mod list;
mod media_type;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::folder::{Folder, Location};
use super::{Attached, pdf};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::{AttachEntry, AttachedFile, PackConfig, SETTINGS, normalize_date};
use crate::span::Span;
use crate::tree::walk::{walk_blocks, walk_inlines};
use crate::tree::{Authored, Block, BlockKind, Image, InlineKind, Pack, Page, Relationship};
use crate::yaml::Located;

pub(super) use list::list;
pub(super) use target::Targets;

/// The largest file that is attached.
const HEAVIEST: u64 = 256 * 1024 * 1024;

/// A file that is to be attached.
struct Wish {
    /// The page whose folder its path is seen from first.
    page: PackPath,
    path: String,
    file: AttachedFile,
    span: Option<Span>,
    /// Whether somebody asked for it by name; a picture's original has been reported already.
    named: bool,
}

/// A file that is attached, with the place that asked for it.
pub(super) struct Loaded {
    pub(super) file: Attached,
    pub(super) span: Option<Span>,
}

/// Loads every file that is to be attached, each once, in the order they are named.
pub(super) fn load(
    pack: &Pack<Authored>,
    config: &PackConfig,
    files: &dyn Files,
    sink: &mut Sink,
) -> IndexMap<PackPath, Loaded> {
    let folder = Folder::new(files, &[]);
    let mut loaded: IndexMap<PackPath, Loaded> = IndexMap::new();
    for wish in wishes(pack, config, sink) {
        let path = match folder.locate(&wish.page, &wish.path).map(|found| found.location) {
            Ok(Location::File(path) | Location::PdfPage(path, _)) => Ok(path),
            Ok(Location::Repository(_) | Location::Inline(_)) => continue,
            Err(fault) => Err(fault),
        };
        let read = path.and_then(|path| Ok((folder.read(&path, HEAVIEST)?, path)));
        match read {
            Ok((bytes, path)) => {
                let asked = wish.span.filter(|_| wish.named);
                let is_new = !loaded.contains_key(&path);
                if is_new {
                    sink.extend(contents(&path, &wish, &bytes));
                }
                let loaded = loaded.entry(path.clone()).or_insert_with(|| Loaded {
                    span: wish.span,
                    file: attached(&path, wish.file, bytes, pack.meta.date.as_deref()),
                });
                loaded.file.asked = loaded.file.asked.or(asked);
            }
            Err(fault) if wish.named => {
                let diagnostic = fault.explain(&wish.path);
                // A page's own wish counts as much as the pack's, whose place says so.
                let of_pack = wish.page.as_str() == SETTINGS;
                let code = if of_pack { diagnostic.code } else { Code::InvalidConfig };
                let diagnostic = Diagnostic { code, ..diagnostic };
                sink.push(match wish.span {
                    Some(span) => diagnostic.at(span),
                    None => diagnostic,
                });
            }
            Err(_) => {}
        }
    }
    named_apart(loaded.values_mut().map(|loaded| &mut loaded.file).collect());
    loaded
}

/// What there is to say of what a file holds: that something acts in it, and that it is not what
/// `type` says.
fn contents(path: &PackPath, wish: &Wish, bytes: &[u8]) -> Vec<Diagnostic> {
    let stated = wish.file.media_type.as_deref();
    let wrong = stated.and_then(|stated| media_type::fault(stated, bytes)).map(|fault| {
        let error = Diagnostic::error(Code::InvalidConfig, format!("`{path}`: {fault}"));
        error.help("write its IANA media type, such as `application/pdf`, or leave `type` out")
    });
    let active = || {
        let mut found = active::found_in(path.file_name(), bytes);
        if !wish.named {
            // Whoever shows its pages says why they cannot be read.
            found.remove(&active::Active::Unknown);
        }
        let found = active::in_words(&found)?;
        let message = format!("`{path}` is carried along as it is: {found}");
        let help = "see that its readers may have it, and say so with `allow: true` beside its path \
                    under `attach`; or take it out";
        Some(Diagnostic::note(Code::ActiveAttachment, message).help(help))
    };
    let active = if wish.file.allow { None } else { active() };
    wrong.into_iter().chain(active).map(|it| it.at(wish.span)).collect()
}

fn wishes(pack: &Pack<Authored>, config: &PackConfig, sink: &mut Sink) -> Vec<Wish> {
    let mut wishes = Vec::new();
    if let Ok(root) = PackPath::new(SETTINGS) {
        wishes.extend(config.attach.iter().cloned().map(|entry| wish(&root, entry, None)));
    }
    for page in &pack.pages {
        let Ok(path) = PackPath::new(&page.key) else { continue };
        let span = Span::new(page.file, 0..0);
        let entries = of_front_matter(page, span, sink).into_iter();
        wishes.extend(entries.map(|entry| wish(&path, entry, Some(span))));
        originals(page, &path, &mut wishes);
    }
    wishes
}

fn wish(page: &PackPath, entry: AttachEntry, span: Option<Span>) -> Wish {
    let file = match entry {
        AttachEntry::Path(path) => AttachedFile { path, ..AttachedFile::default() },
        AttachEntry::File(file) => file,
    };
    let Located { value: path, span: own } = file.path.clone();
    Wish { page: page.clone(), path, file, span: own.or(span), named: true }
}

/// What a page's front matter attaches.
fn of_front_matter(page: &Page<Authored>, span: Span, sink: &mut Sink) -> Vec<AttachEntry> {
    let Some(value) = page.meta.other.get("attach") else { return Vec::new() };
    let list = match value {
        serde_json::Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    let mut entries = Vec::new();
    for entry in list {
        if let Ok(mut entry) = serde_json::from_value(entry) {
            default_date(&mut entry, span, sink);
            entries.push(entry);
        } else {
            let message = "an entry of `attach` is neither a path nor a file with its keys";
            let help = "write paths, or `path:` with `description:`, `relationship:` or `date:`";
            sink.push(Diagnostic::error(Code::InvalidConfig, message).at(span).help(help));
        }
    }
    entries
}

/// Brings the date of an entry into its form, as reading `pack.yaml` has done for the entries there.
fn default_date(entry: &mut AttachEntry, span: Span, sink: &mut Sink) {
    let AttachEntry::File(AttachedFile { date: date @ Some(_), .. }) = entry else { return };
    let written = date.take().map(|date| date.value).unwrap_or_default();
    *date = normalize_date(&written).map(|value| Located { value, span: None });
    if date.is_none() {
        let message = format!("`{written}` is no date");
        let error = Diagnostic::error(Code::FrontMatterType, message).at(span);
        sink.push(error.help("write it as `2027-03-01`"));
    }
}

/// The files behind a page's pictures that are pages of PDFs.
fn originals(page: &Page<Authored>, path: &PackPath, wishes: &mut Vec<Wish>) {
    let mut add = |image: &Image<Authored>, span: Span| {
        if pdf::page_of(&image.picture).is_some() {
            let file = AttachedFile {
                description: Some(image.alt.clone()).filter(|alt| !alt.is_empty()),
                relationship: Relationship::Source,
                ..AttachedFile::default()
            };
            let (page, path) = (path.clone(), image.picture.clone());
            wishes.push(Wish { page, path, file, span: Some(span), named: false });
        }
    };
    let notes = page.notes.iter().map(|note| &*note.blocks);
    std::iter::once(&*page.blocks).chain(notes).for_each(|blocks: &[Block<Authored>]| {
        walk_blocks(blocks, &mut |block| {
            if let BlockKind::Image { image } = &block.kind {
                add(image, block.span);
            }
        });
        walk_inlines(blocks, &mut |inline| {
            if let InlineKind::Image { image } = &inline.kind {
                add(image, inline.span);
            }
        });
    });
}

/// The day of a date, which may have a time.
fn day(date: &str) -> String {
    date.chars().take_while(|char| *char != 'T').collect()
}

fn attached(path: &PackPath, file: AttachedFile, bytes: Vec<u8>, date: Option<&str>) -> Attached {
    let name = path.file_name().to_owned();
    Attached {
        source: path.clone(),
        description: file.description.unwrap_or_else(|| name.clone()),
        media_type: file.media_type.unwrap_or_else(|| media_type::of_name(&name).to_owned()),
        relationship: file.relationship,
        date: file.date.as_ref().map(|date| &*date.value).or(date).map(day),
        bytes: bytes.into(),
        name,
        asked: None,
    }
}

/// Files of one name from different folders are told apart by a number.
fn named_apart(files: Vec<&mut Attached>) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // The next number of each name, since hundreds of files may share one.
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    for file in files {
        let own = file.name.clone();
        let (stem, ending) = own.rsplit_once('.').unwrap_or((&own, ""));
        let number = next.entry(own.clone()).or_insert(2);
        while !taken.insert(file.name.clone()) {
            file.name = format!("{stem}-{number}.{ending}");
            *number += 1;
        }
    }
}
