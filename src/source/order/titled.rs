//! Titles that stand above pages and have no page of their own.
//!
//! A section of a MkDocs `nav`, a Docusaurus category or a draft chapter of an mdBook with chapters
//! below it is a title alone. It becomes a page without words, so that every output has it where a
//! reader looks for it.

use serde_json::Value;

use super::site::Site;
use crate::files::PackPath;
use crate::source::candidate::Candidate;
use crate::source::config::GeneratedIndex;
use crate::source::dialect::Dialect;
use crate::source::front_matter::FrontMatter;
use crate::source::paths;
use crate::span::{FileId, Span};
use crate::text::page_path::IndexKind;
use crate::text::slug;
use crate::tree::PageMeta;
use crate::yaml::Located;

/// A page that is nothing but a title, of a name that no other page has.
///
/// None where there are no pages it could stand above.
pub(super) fn of_title(title: &Located<String>, pages: &[Candidate]) -> Option<Candidate> {
    let name = match slug::of_file(&title.value) {
        name if name.is_empty() => "section".to_owned(),
        name => name,
    };
    // A page of the same name keeps its anchor, which is made of that name.
    let taken = |page: &Candidate, key: &str| page.key == key || page.path.stem() == key;
    let free = |key: &String| !pages.iter().any(|page| taken(page, key));
    let numbered = (2_usize..).map(|number| format!("{name}-{number}"));
    let mut paths = std::iter::once(name.clone())
        .chain(numbered)
        .filter(free)
        .filter_map(|key| PackPath::new(&format!("{key}.md")).ok());
    // The name of an index would make it stand for the pack.
    let path = paths.find(|path| IndexKind::of(path.stem()).is_none())?;
    let place = title.span.or_else(|| pages.first().map(|page| start_of(page.file)))?;
    Some(candidate(&title.value, path, place))
}

/// Adds a page for every folder within another that has a label, and pages, but no page that
/// stands for it. Folders at the top are parts, but for those of Docusaurus, which stand among pages.
pub(super) fn add_folders(pages: &mut Vec<Candidate>, site: &Site) {
    for (folder, note) in &site.folders {
        let nested = folder.contains('/') || site.dialect == Dialect::Docusaurus;
        let Some(label) = note.label.as_ref().filter(|_| nested) else { continue };
        let stands_for_it = |page: &Candidate| {
            page.local_key() == folder || (page.is_index() && page.folder() == folder)
        };
        let mut below =
            pages.iter().filter(|page| paths::within(folder, page.local_key()).is_some());
        let (Some(first), false) = (below.next(), pages.iter().any(stands_for_it)) else {
            continue;
        };
        let path = PackPath::new(&paths::join(&site.root, &format!("{folder}/index.md")));
        let place = label.span.unwrap_or_else(|| start_of(first.file));
        if let Ok(path) = path {
            let mut page = candidate(&label.value, path, place);
            page.local = Some(site.local_key(&page.key));
            if let Some(says) = &note.index {
                page.describe(says);
            }
            pages.push(page);
        }
    }
}

impl Candidate {
    /// Lets the page of a title say what a tool's own would; menus call it as they did.
    pub(super) fn describe(&mut self, index: &GeneratedIndex) {
        if let Some(title) = &index.title {
            let called = std::mem::replace(&mut self.front.meta.title, title.clone());
            self.front.label = Some(called);
            self.front.written_title = Some(title.clone());
        }
        if let Some(words) = index.description {
            self.file = words.file;
            self.front.body = words.range();
        }
        let slug = Value::String(index.slug.clone());
        self.front.meta.other.insert("slug".to_owned(), slug);
    }

    /// Whether it is a title and nothing else.
    pub(super) fn is_bare_title(&self) -> bool {
        self.titled && self.front.body.is_empty() && !self.front.meta.other.contains_key("slug")
    }
}

fn start_of(file: FileId) -> Span {
    Span::new(file, 0..0)
}

fn candidate(title: &str, path: PackPath, place: Span) -> Candidate {
    let end = place.range().end;
    let meta = PageMeta { title: title.to_owned(), ..PageMeta::default() };
    let key = path.as_str().trim_end_matches(".md").to_owned();
    Candidate {
        file: place.file,
        path,
        key,
        local: None,
        front: FrontMatter { meta, body: end..end, ..FrontMatter::default() },
        said: Vec::new(),
        titled: true,
        template: false,
        unlisted: None,
    }
}
