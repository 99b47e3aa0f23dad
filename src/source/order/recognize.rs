//! Folders of other tools: what they are, and the order they already have.
//!
//! Each reader knows one tool. It looks for that tool's settings and takes from them where the
//! pages lie, what the whole is called and in which order it stands. `pack.yaml` overrides all of
//! it, and the tool's own files are never changed.

use super::door::{Door, Found};
use super::site::Site;
use super::{azure, beside, docusaurus, hugo, jekyll, mdbook, mkdocs, starlight, vitepress, wiki};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::publication::{Publishing, templates};
use crate::span::Sources;

/// Settings say more than a list that may be a page, and such a list more than settings which every
/// site on GitHub may have.
const READERS: [fn(&mut Door<'_>) -> Option<Found>; 10] = [
    mdbook::read,
    mkdocs::read,
    docusaurus::read,
    hugo::read,
    vitepress::read,
    starlight::read,
    azure::read,
    wiki::read,
    mdbook::read_list,
    jekyll::read,
];

/// Files and folders that show a tool's site or a vault, and that no listing holds.
pub const HIDDEN_SETTINGS: [&str; 5] =
    [".obsidian", ".vitepress", ".eleventyignore", ".eleventy.js", ".bookignore"];

/// Whether the names in a folder may be those of a tool's site or vault: its settings are among them.
pub fn is_site(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|own| own == name);
    let hugo = names.iter().any(|name| name == "config" || name.starts_with("config."));
    let starts = |start: &str| names.iter().any(|name| name.starts_with(start));
    let started = ["mkdocs.y", "docusaurus.config.", "hugo.", "_config.", "eleventy.config."];
    has("book.toml")
        || HIDDEN_SETTINGS.into_iter().any(has)
        || has(".order")
        || has("SUMMARY.md")
        || started.into_iter().any(starts)
        || (hugo && has("content"))
}

/// Recognises the tool whose folder this is, and says so in one line.
pub(in crate::source) fn recognize(
    files: &dyn Files,
    listing: &[PackPath],
    sources: &mut Sources,
    sink: &mut Sink,
) -> Site {
    let mut door = Door { files, listing, sources, sink };
    let found = READERS.iter().find_map(|read| read(&mut door));
    // A vault of Obsidian's may be a folder of another tool, too, and so may others.
    let mut rules = templates(files, &mut |diagnostic| door.say(diagnostic));
    let beside = beside::read(&mut door);
    rules.extend(beside.rules);
    let Some(mut found) = found else {
        let publishing = Publishing { rules, ..Publishing::default() };
        return Site { publishing, roots: beside.roots, ..Site::default() };
    };
    found.site.publishing.rules.extend(rules);
    found.site.roots.extend(beside.roots);
    let (path, order) = found.shown_by;
    let message = format!("this folder is {}, as `{path}` shows", found.kind);
    sink.push(Diagnostic::note(Code::PageOrder, message).help(order));
    found.site
}
