//! The files that pages can bring in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Code, Diagnostic};
use crate::files::{Files, PackPath};
use crate::limits;
use crate::parse::brought::Brought;
use crate::parse::mapped::Mapped;
use crate::parse::markings;
use crate::parse::reader::Reader;
use crate::source::markings::not_understood;
use crate::source::{
    LONGEST_VALUE, OutsideFiles, RawPack, RawPage, Reason, Vault, is_markdown, text_of,
    without_front_matter,
};
use crate::span::{Sources, Span};

/// The largest file that is brought into a page, in bytes.
pub(super) const MAX_SIZE: u64 = limits::BROUGHT_FILE.most;

/// What a file counts at least, in bytes: also the smallest has to be read.
const LEAST: usize = 4 << 10;

/// Every file that pages can include.
pub(in crate::parse) struct Library<'a> {
    files: &'a dyn Files,
    sources: &'a Sources,
    /// The pages by path; their text is known already, and has places.
    pages: Arc<BTreeMap<&'a str, usize>>,
    pack: &'a RawPack,
    /// How many bytes the page that is read has brought in.
    bytes: AtomicUsize,
    /// The files that it has brought in.
    brought: Mutex<BTreeSet<Brought>>,
    /// Whom the pack is made for; asked where a file or another page is, which not every reader gets.
    reader: Reader<'a>,
}

impl<'a> Library<'a> {
    /// The library of a pack.
    pub(in crate::parse) fn new(
        pack: &'a RawPack,
        files: &'a dyn Files,
        sources: &'a Sources,
    ) -> Self {
        let pages = pack.pages.iter().enumerate().filter(|(_, page)| !page.titled);
        let pages = pages.map(|(index, page)| (page.path.as_str(), index)).collect();
        Self::of(files, sources, Arc::new(pages), pack)
    }

    fn of(
        files: &'a dyn Files,
        sources: &'a Sources,
        pages: Arc<BTreeMap<&'a str, usize>>,
        pack: &'a RawPack,
    ) -> Self {
        let (bytes, brought) = (AtomicUsize::new(0), Mutex::default());
        let reader = Reader::new(&pack.audience);
        Self { files, sources, pages, pack, bytes, brought, reader }
    }

    /// Whom the pack is made for.
    pub(in crate::parse) fn reader(&self) -> &Reader<'a> {
        &self.reader
    }

    /// The files by their names, where the pack is a vault.
    pub(in crate::parse) fn vault(&self) -> Option<&'a Vault> {
        self.pack.vault.as_ref()
    }

    /// The files of the pack's folder, and of what that stands in.
    pub(super) fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// The pack.
    pub(super) fn pack(&self) -> &'a RawPack {
        self.pack
    }

    /// What becomes of files outside of the folder.
    pub(super) fn outside(&self) -> OutsideFiles {
        self.pack.config.links.outside.unwrap_or_default()
    }

    /// The folders that a slash at the start of an address may mean, beside the pack's own.
    pub(super) fn roots(&self) -> &[String] {
        &self.pack.config.links.roots
    }

    /// The same library for one page.
    pub(in crate::parse) fn for_page(&self) -> Self {
        Self::of(self.files, self.sources, self.pages.clone(), self.pack)
    }

    /// Remembers that a file is brought in at a place.
    pub(super) fn note(&self, path: &PackPath, span: Span, for_others: bool) {
        self.remember(Brought { path: path.clone(), span, for_others, around: false });
    }

    /// Remembers that a file of the repository around the folder is brought in at a place.
    pub(super) fn note_around(&self, path: &PackPath, span: Span, for_others: bool) {
        self.remember(Brought { path: path.clone(), span, for_others, around: true });
    }

    fn remember(&self, brought: Brought) {
        self.brought.lock().unwrap_or_else(PoisonError::into_inner).insert(brought);
    }

    /// The files that the page has brought in.
    pub(in crate::parse) fn brought(&self) -> BTreeSet<Brought> {
        self.brought.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The address of the page that `{{< ref "name" >}}` means: beside the page, else the only one
    /// of the pack with this path at its end, as Hugo looks for it. None where a link finds it.
    pub(super) fn reference(&self, from: &PackPath, written: &str) -> Option<String> {
        self.reader.ask();
        let (path, fragment) = written.split_at(written.find('#').unwrap_or(written.len()));
        let name = path.strip_suffix(".md").unwrap_or(path).trim_end_matches('/');
        if name.is_empty() || name.starts_with('/') {
            return None;
        }
        let here = if is_index(from) { from.folder() } else { from.as_str() };
        let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let pages = || self.pack.pages.iter().filter(|page| !page.titled);
        let ends = |page: &&RawPage| {
            let rest = path_of(page).strip_suffix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let mut same = pages().filter(ends);
        let only = same.next().filter(|_| same.next().is_none());
        let page = pages().find(|page| path_of(page) == beside).or(only)?;
        Some(format!("/{}{fragment}", page.path))
    }

    /// What `{{< param name >}}` stands for in a page: a value of its front matter, else one of the
    /// site. Names count in any case.
    pub(super) fn parameter(&self, from: &PackPath, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let page = self.pages.get(from.as_str()).map(|&index| &self.pack.pages[index].meta);
        let own = page.and_then(|meta| {
            meta.other.iter().find(|(key, _)| key.to_lowercase() == name).map(|(_, value)| value)
        });
        own.and_then(plain).or_else(|| self.pack.values.get(&name).cloned())
    }

    /// Whether `{{< ref "name" >}}` means a page, or an address of the web.
    pub(super) fn has_page(&self, from: &PackPath, written: &str) -> bool {
        let path = written.split('#').next().unwrap_or_default();
        let name = path.strip_suffix(".md").unwrap_or(path).trim_matches('/');
        let places = [from.sibling(name), PackPath::new(name)];
        let mut pages = self.pack.pages.iter().map(path_of);
        name.is_empty()
            || written.contains("://")
            || self.reference(from, written).is_some()
            || pages.any(|page| places.iter().flatten().any(|place| place.as_str() == page))
    }

    /// The text of a file. Where it is no page of the pack, its places are all at `span`. One that
    /// is not for this reader is not brought in, and nothing is wrong where that is `for_others`
    /// alone.
    pub(in crate::parse) fn text(
        &self,
        path: &PackPath,
        span: Span,
        for_others: bool,
    ) -> Result<Option<Mapped>, Diagnostic> {
        self.reader.ask();
        if let Some(&index) = self.pages.get(path.as_str()) {
            let page = &self.pack.pages[index];
            let body = self.sources.get(page.file).text.get(page.body.clone());
            self.count(page.body.len())?;
            return Ok(body.map(|body| Mapped::verbatim(body, page.file, page.body.start)));
        }
        if path.is_hidden() && self.files.size(path).is_ok() {
            let message = format!("`{path}` is hidden, and is not brought in");
            let help =
                "copy what it says into a page, or into a file whose name starts with no dot";
            return Err(Diagnostic::error(Code::OutsidePack, message).help(help));
        }
        let small = self.files.size(path).is_ok_and(|size| size <= MAX_SIZE);
        let Some(Ok(bytes)) = small.then(|| self.files.read(path)) else { return Ok(None) };
        self.note(path, span, for_others);
        let text = text_of(&bytes);
        // A file by another name is the same file.
        let target = self.files.link_target(path);
        let names = std::iter::once(path).chain(&target);
        let names: Vec<&PackPath> = names.collect();
        if let Some(held) = held(self.pack, &names, &text, span, for_others) {
            return held.map(Some);
        }
        self.unread_marking(path, &text, span)?;
        self.count(text.len())?;
        let mut mapped = Mapped::empty(span);
        mapped.push_generated(without_front_matter(&text), span);
        Ok(Some(mapped))
    }

    /// That a page which is brought in has no marking that nobody understands.
    pub(super) fn unread_marking(
        &self,
        path: &PackPath,
        text: &str,
        span: Span,
    ) -> Result<(), Diagnostic> {
        let marking =
            markings::unread(text, self.reader.profiles()).next().filter(|_| is_markdown(path));
        marking.map_or(Ok(()), |marking| Err(not_understood(&text[marking.word], span)))
    }

    /// Counts a file that is brought in.
    pub(super) fn count(&self, bytes: usize) -> Result<(), Diagnostic> {
        let bytes = bytes.max(LEAST);
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= limits::BROUGHT.size() {
            return Ok(());
        }
        let message = "what this page brings in is more than 16 MB, or than 4,096 files";
        Err(Diagnostic::warning(Code::TooDeep, message)
            .help("bring in less; this and what follows is left out"))
    }
}

/// What stands for a file that is held back from this reader, by any of its names; none where it is
/// not.
pub(super) fn held(
    pack: &RawPack,
    names: &[&PackPath],
    text: &str,
    span: Span,
    for_others: bool,
) -> Option<Result<Mapped, Diagnostic>> {
    let path = names.first()?;
    let reason = names.iter().find_map(|path| pack.held_from_pages(path, text))?;
    if for_others {
        return Some(Ok(Mapped::empty(span)));
    }
    let message = format!("`{path}` is brought in here, and held back: {reason}");
    let help = match reason {
        Reason::Excluded => {
            "remove what brings it in, or bring it in for those readers only who get the page: \
             `{{< only profile=\"…\" >}}`"
        }
        _ => "remove what brings it in, or what it says of itself",
    };
    Some(Err(Diagnostic::error(Code::Condition, message).help(help)))
}

fn is_index(path: &PackPath) -> bool {
    matches!(path.stem(), "index" | "_index")
}

/// The path that references name a page by: that of its folder, where it stands for one.
fn path_of(page: &RawPage) -> &str {
    if is_index(&page.path) { page.path.folder() } else { &page.key }
}

/// A value of front matter as words; none for a list, a group or a long text.
pub(in crate::parse) fn plain(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => {
            Some(text.clone()).filter(|it| it.len() <= LONGEST_VALUE)
        }
        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
