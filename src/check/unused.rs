//! Files that lie in the pack for nothing.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic};
use crate::files::{Files, PackPath};
use crate::source::{Dialect, RawPack, documents_beside};
use crate::span::Sources;
use crate::text::mentions::Mentions;
use crate::theme;

/// What pages show or hand on. Anything else in a folder may serve another program.
const ENDINGS: &[&str] = &[
    "apng", "avif", "bmp", "csv", "docx", "gif", "heic", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4",
    "ogg", "pdf", "png", "pptx", "svg", "tif", "tiff", "wav", "webm", "webp", "xlsx",
];

/// Folders of tools, at the top of the pack or anywhere, which pages are not taken from either.
const TOOLS: &[&str] = &["dist", "node_modules"];

/// Folders in which sites keep pictures and styles of their look beside what pages show.
const FOR_LOOK: &[&str] = &["assets", "public", "static", "stylesheets", "theme", "themes"];

/// Files that no page shows, includes or links to. `inputs` are those that reached the document.
///
/// A file whose name stands in any text of the pack, in a page that stays out too, counts as used.
pub fn unused(
    raw: &RawPack,
    sources: &Sources,
    files: &dyn Files,
    inputs: &BTreeSet<PackPath>,
) -> Vec<Diagnostic> {
    let candidates = candidates(raw, files, inputs);
    let named = named(&candidates, raw, sources, files);
    let unused = candidates.iter().zip(named).filter(|(_, named)| !named);
    let report = |(path, _): (&PackPath, bool)| {
        Diagnostic::note(Code::UnusedAttachment, format!("no page shows or links to `{path}`"))
            .help("remove the file, or show it")
    };
    unused.map(report).collect()
}

fn candidates(raw: &RawPack, files: &dyn Files, inputs: &BTreeSet<PackPath>) -> Vec<PackPath> {
    let root = root_of_pages(raw);
    // That a folder cannot be listed was said when its pages were read.
    let all = files.list().unwrap_or_default();
    let reported: BTreeSet<&PackPath> =
        documents_beside(&all, &raw.pages).map(|(_, path)| path).collect();
    // What lies in the folder of a theme is for looks, also of one that this document is not set in.
    let themes: BTreeSet<&str> =
        all.iter().filter(|path| path.file_name() == theme::FILE).map(PackPath::folder).collect();
    let is_shown = |path: &&PackPath| {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let of_theme = path.folders().any(|folder| themes.contains(folder));
        let of_tool = path.folder().split('/').any(|name| TOOLS.contains(&name));
        let beside_pages = root.is_none_or(|root| of_pages(path, root));
        ENDINGS.contains(&ending.as_str())
            && !of_tool
            && !of_theme
            && beside_pages
            && !inputs.contains(*path)
            && !reported.contains(path)
    };
    all.iter().filter(is_shown).cloned().collect()
}

/// The folder that all pages of a tool's folder lie in. What lies elsewhere serves the tool.
fn root_of_pages(raw: &RawPack) -> Option<&str> {
    if raw.dialect == Dialect::Plain {
        return None;
    }
    // A title without a page of its own lies nowhere.
    let pages = raw.pages.iter().filter(|page| !page.titled);
    let mut folders = pages.map(|page| page.path.folder());
    let first = folders.next()?;
    Some(folders.fold(first, |shared, folder| {
        let same = shared.split('/').zip(folder.split('/')).take_while(|(one, other)| one == other);
        let length: usize = same.map(|(name, _)| name.len() + 1).sum();
        shared[..length.min(shared.len())].trim_end_matches('/')
    }))
}

/// Whether a file lies among the pages: not where a site keeps what its look needs.
fn of_pages(path: &PackPath, root: &str) -> bool {
    let below = path.folder().strip_prefix(root);
    let below = below.filter(|rest| root.is_empty() || rest.is_empty() || rest.starts_with('/'));
    let for_look = |name: &str| name.starts_with('_') || FOR_LOOK.contains(&name);
    below.is_some_and(|below| !below.split('/').any(for_look))
}

/// For each file, whether some text of the pack names it.
fn named(
    candidates: &[PackPath],
    raw: &RawPack,
    sources: &Sources,
    files: &dyn Files,
) -> Vec<bool> {
    let mut mentions = Mentions::of(candidates.iter().map(PackPath::file_name));
    sources.iter().for_each(|(_, file)| mentions.look(file.text.as_bytes()));
    for page in raw.left_out.iter().filter(|_| !candidates.is_empty()) {
        mentions.look(&files.read(&page.path).unwrap_or_default());
    }
    mentions.into_found()
}
