//! Attachments: every picture, video and sound a pack refers to, loaded once.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::folder::{Folder, LocatedFile, Location};
use super::load::{Loaded, load};
use super::{Asset, AssetStore, Format, letter_case, pdf, url};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::files::PackPath;
use crate::limits::{self, Meter};
use crate::source::PictureMetadata;
use crate::span::{Sources, Span};
use crate::tree::walk::{Leaf, walk_blocks, walk_content, walk_inlines};
use crate::tree::{AssetId, Authored, Block, InlineKind, Pack};

/// Attachments that were loaded before, for exports of one folder.
#[derive(Debug, Default)]
pub(super) struct Cache {
    loaded: Mutex<FxHashMap<(Location, PictureMetadata), Result<Loaded, Fault>>>,
}

impl Cache {
    /// Loads an attachment unless it was before.
    pub(super) fn load(&self, folder: &Folder<'_>, location: &Location) -> Result<Loaded, Fault> {
        // A panic elsewhere leaves the map as it is, which is whole at any time.
        let loaded = || self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (location.clone(), folder.metadata);
        if let Some(known) = loaded().get(&key) {
            return known.clone();
        }
        let outcome = load(folder, location);
        loaded().insert(key, outcome.clone());
        outcome
    }
}

/// The attachments of a pack, by the page that refers to them and the path it writes.
#[derive(Debug)]
pub(super) struct Attachments {
    found: FxHashMap<(usize, String), AssetId>,
}

impl Attachments {
    /// The asset that a page means by a path; none for one that cannot be used, which has been
    /// reported.
    pub(super) fn get(&self, page: usize, written: &str) -> Option<AssetId> {
        self.found.get(&(page, written.to_owned())).copied()
    }
}

/// How many attachments are loaded side by side before their pixels are counted.
const AT_A_TIME: usize = 64;

/// A place where an attachment is referred to.
#[derive(Debug)]
struct Reference<'a> {
    page: usize,
    written: &'a str,
    span: Span,
    /// Whether a component of the page's own names it.
    by_component: bool,
}

impl Reference<'_> {
    /// What the user is told of a fault. Where a component's file lies, its program alone may know.
    fn explain(&self, fault: &Fault) -> Diagnostic {
        let mut told = fault.explain(self.written).at(self.span);
        if self.by_component && matches!(fault, Fault::Missing { .. } | Fault::Outside) {
            told.severity = Severity::Warning;
        }
        told
    }
}

/// Loads all attachments side by side, and stores them in reading order.
pub(super) fn load_all(
    pack: &Pack<Authored>,
    folder: &Folder<'_>,
    sources: &Sources,
    cache: &Cache,
    sink: &mut Sink,
) -> (Attachments, AssetStore) {
    let references = references(pack, sources);
    let located: Vec<_> = references
        .iter()
        .map(|reference| {
            let found = locate(pack, folder, reference)?;
            if let Some(file) = found.recased {
                sink.push(letter_case::differs(reference.written, &file, reference.span));
            }
            Ok(found.location)
        })
        .collect();
    let loaded = load_each(folder, cache, located.iter().flatten());

    let mut store = AssetStore::default();
    let locations = || located.iter().flatten();
    store.files.extend(locations().filter_map(Location::path).cloned());
    let around = locations().filter_map(Location::path_in_repository);
    store.files_in_repository.extend(around.cloned());
    let mut names = Names::default();
    let mut ids: FxHashMap<&Location, AssetId> = FxHashMap::default();
    let mut ways = HashSet::new();
    let mut attachments = Attachments { found: FxHashMap::default() };
    for (reference, location) in references.iter().zip(&located) {
        let outcome = location.as_ref().map_err(Clone::clone).and_then(|location| {
            loaded[location].as_ref().map(|loaded| (location, loaded)).map_err(Clone::clone)
        });
        match outcome {
            Ok((location, loaded)) => {
                let id = *ids.entry(location).or_insert_with(|| {
                    report_losses(reference, loaded, sink);
                    report_way(reference, location, loaded, &mut ways, sink);
                    report_outside(reference, location, sink);
                    store_named(&mut store, &mut names, loaded)
                });
                attachments.found.insert((reference.page, reference.written.to_owned()), id);
            }
            Err(fault) => sink.push(reference.explain(&fault)),
        }
    }
    (attachments, store)
}

fn locate(
    pack: &Pack<Authored>,
    folder: &Folder<'_>,
    reference: &Reference<'_>,
) -> Result<LocatedFile, Fault> {
    let key = &pack.pages[reference.page].key;
    // A page's key is its path, so it lies in the pack; one made up elsewhere may not.
    let page = PackPath::new(key).map_err(|_| Fault::Outside)?;
    folder.locate(&page, reference.written)
}

/// Loads each location once, side by side.
fn load_each<'a>(
    folder: &Folder<'_>,
    cache: &Cache,
    locations: impl Iterator<Item = &'a Location>,
) -> IndexMap<&'a Location, Result<Loaded, Fault>> {
    let unique: IndexSet<_> = locations.collect();
    let unique: Vec<_> = unique.into_iter().collect();
    let mut meter = Meter::of(limits::PICTURES);
    let mut loaded = IndexMap::with_capacity(unique.len());
    for some in unique.chunks(AT_A_TIME) {
        // What is behind the limit is not even decoded.
        if meter.is_spent() {
            let beyond = |&location| (location, Err(Fault::Limit(limits::PICTURES)));
            loaded.extend(some.iter().map(beyond));
            continue;
        }
        let outcomes: Vec<_> =
            some.par_iter().map(|location| cache.load(folder, location)).collect();
        let counted = outcomes.into_iter().map(|outcome| {
            outcome.and_then(|it| meter.count(pixels(&it.asset)).map(|()| it).map_err(Fault::Limit))
        });
        loaded.extend(some.iter().copied().zip(counted));
    }
    loaded
}

/// How many pixels a picture is made of; none where it is drawn, or no picture.
fn pixels(asset: &Asset) -> u64 {
    let is_made_of_pixels = asset.format.is_picture() && asset.format != Format::Svg;
    let pixels = f64::from(asset.width) * f64::from(asset.height);
    if is_made_of_pixels { pixels as u64 } else { 0 }
}

/// The names that attachments have, in lower case, each with the last number that was put behind it.
#[derive(Debug, Default)]
pub(super) struct Names(FxHashMap<String, u32>);

impl Names {
    /// The names of what is stored already.
    pub(super) fn of(store: &AssetStore) -> Self {
        let names = store.iter().map(|(_, asset)| (asset.name.to_ascii_lowercase(), 1));
        Self(names.collect())
    }

    fn is_taken(&self, name: &str) -> bool {
        self.0.contains_key(&name.to_ascii_lowercase())
    }

    /// The last number that some name got: all up to it are taken.
    fn last(&self, name: &str) -> u32 {
        self.0.get(&name.to_ascii_lowercase()).copied().unwrap_or(1)
    }

    /// Takes a name in the place of a wanted one, with a number behind it.
    fn take(&mut self, wanted: &str, name: &str, number: u32) {
        self.0.insert(wanted.to_ascii_lowercase(), number);
        self.0.entry(name.to_ascii_lowercase()).or_insert(1);
    }
}

/// Stores an attachment under a name that no other one has, in whatever case.
pub(super) fn store_named(store: &mut AssetStore, names: &mut Names, loaded: &Loaded) -> AssetId {
    let mut asset = loaded.asset.clone();
    let known = store.len();
    let (stem, ending) = asset.name.rsplit_once('.').unwrap_or((&asset.name, ""));
    let (mut number, mut name) = (names.last(&asset.name), asset.name.clone());
    while names.is_taken(&name) {
        number += 1;
        name = format!("{stem}-{number}.{ending}");
    }
    let wanted = std::mem::replace(&mut asset.name, name.clone());
    let id = store.insert(asset);
    if store.len() > known {
        names.take(&wanted, &name, number);
    }
    id
}

fn report_losses(reference: &Reference<'_>, loaded: &Loaded, sink: &mut Sink) {
    if !loaded.losses.is_empty() {
        let losses = loaded.losses.join(", ");
        let message = format!("`{}` is shown without {losses}", reference.written);
        let help = "a picture neither acts nor reaches outside itself";
        let warning = Diagnostic::warning(Code::BrokenAttachment, message);
        sink.push(warning.at(reference.span).help(help));
    }
}

/// Says how the pages of a PDF are shown, once for each way that some are.
fn report_way<'a>(
    reference: &Reference<'_>,
    location: &'a Location,
    loaded: &Loaded,
    known: &mut HashSet<(&'a PackPath, pdf::Way)>,
    sink: &mut Sink,
) {
    if let (Location::PdfPage(path, _), Some(way)) = (location, loaded.way)
        && known.insert((path, way))
    {
        sink.push(way.explain(reference.written).at(reference.span));
    }
}

/// Says that a picture comes from around the folder, since whoever exports it may not expect that.
fn report_outside(reference: &Reference<'_>, location: &Location, sink: &mut Sink) {
    if location.path_in_repository().is_some() {
        let message = "a picture is taken from the book or repository that the folder stands in";
        let help = "a `pack.yaml` in the folder refuses that, unless it says \
                    `links: {outside: repository}`";
        let note = Diagnostic::note(Code::OutsidePack, message).help(help);
        sink.push(note.at(reference.span));
    }
}

/// Every reference to an attachment, in reading order. Videos and sounds on the web are none.
fn references<'a>(pack: &'a Pack<Authored>, sources: &Sources) -> Vec<Reference<'a>> {
    let mut found = Vec::new();
    for (page, content) in pack.pages.iter().enumerate() {
        let mut add = |written: &'a str, span: Span| {
            let by_component = is_component(sources.excerpt(span));
            let span = sources.find(span, written);
            found.push(Reference { page, written, span, by_component });
        };
        walk_content(&content.title, &mut |inline| {
            if let InlineKind::Image { image } = &inline.kind {
                add(&image.picture, inline.span);
            }
        });
        blocks_references(&content.blocks, &mut add);
        for note in &content.notes {
            blocks_references(&note.blocks, &mut add);
        }
    }
    found
}

/// Whether a text starts with the tag of a component: its name starts with a capital, and it is none of
/// those that HTML has for pictures, videos and sounds.
fn is_component(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let of_html = ["img", "video", "audio", "source"];
    rest.starts_with(|first: char| first.is_ascii_uppercase())
        && !of_html.iter().any(|name| rest[..end].eq_ignore_ascii_case(name))
}

fn blocks_references<'a>(blocks: &'a [Block<Authored>], add: &mut impl FnMut(&'a str, Span)) {
    walk_blocks(blocks, &mut |block| match block.kind.leaf() {
        Some(Leaf::Image(image)) => add(&image.picture, block.span),
        Some(Leaf::Media(media)) => {
            if !url::is_web(&media.source) {
                add(&media.source, block.span);
            }
            if let Some(poster) = &media.poster {
                add(poster, block.span);
            }
        }
        Some(Leaf::Anchor(_) | Leaf::Code { .. } | Leaf::Math(_)) | None => {}
    });
    walk_inlines(blocks, &mut |inline| {
        if let InlineKind::Image { image } = &inline.kind {
            add(&image.picture, inline.span);
        }
    });
}
