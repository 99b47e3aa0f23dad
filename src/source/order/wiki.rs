//! A wiki of GitHub or GitLab: a folder of pages that call each other by name, `Home` first, with
//! `_Sidebar` as their menu.
//!
//! Forms: <https://docs.github.com/communities/documenting-your-project-with-wikis>,
//! <https://docs.gitlab.com/user/project/wiki/>.

use std::collections::BTreeMap;
use std::path::Path;

use super::contents::{DEEPEST, leads_away};
use super::door::{Door, Found};
use super::mdbook::{columns, link};
use super::mkdocs::bulleted;
use super::site::Site;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::dialect::Dialect;
use crate::source::page_files::is_page;
use crate::source::vault::wiki_name;
use crate::span::{FileId, Span};
use crate::yaml::Located;

/// Names of the page that opens a wiki, and of its menu.
const HOME: [&str; 3] = ["Home.md", "home.md", "Home.markdown"];
const SIDEBAR: [&str; 3] = ["_Sidebar.md", "_sidebar.md", "_Sidebar.markdown"];

/// Reads a wiki: a folder of that name, or one that has both pages.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let home = door.first(&HOME)?;
    let sidebar = door.first(&SIDEBAR);
    if sidebar.is_none() && Path::new(door.folder_name()).extension().is_none_or(|it| it != "wiki")
    {
        return None;
    }
    let is_shown = |path: &&PackPath| is_page(path) && !path.file_name().starts_with('_');
    let pages: Vec<String> =
        door.listing().iter().filter(is_shown).map(PackPath::to_string).collect();
    // A page is known by its name alone, wherever it lies.
    let names = pages.iter().rev().flat_map(|path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        [name, path].map(|name| (wiki_name(name), path.clone()))
    });
    let by_name = names.collect();
    let file = sidebar.as_ref().and_then(|path| door.open(path));
    let mut contents = file.map_or_else(Vec::new, |file| Menu { by_name, file, door }.read());
    let listed = Site { contents: contents.clone(), ..Site::default() };
    let (home_first, rest): (Vec<&String>, Vec<&String>) = pages
        .iter()
        .filter(|path| !listed.named().contains(path.as_str()))
        .partition(|path| path.as_str() == home.as_str());
    let entry = |path: &String| ContentsEntry::Group(page(path, None, None));
    contents.splice(0..0, home_first.into_iter().map(entry));
    contents.extend(rest.into_iter().map(entry));
    let (dialect, listed_by) = (Dialect::Wiki, Some("the menu of the wiki".to_owned()));
    let site = Site { dialect, contents, listed_by, ..Site::default() };
    let order = "`Home` opens it, and `_Sidebar` gives the order";
    Some(Found { kind: "a wiki", shown_by: (sidebar.unwrap_or(home), order), site })
}

/// The page in which the menu is written.
struct Menu<'d, 'f> {
    /// The pages by what links call them.
    by_name: BTreeMap<String, String>,
    file: FileId,
    door: &'d mut Door<'f>,
}

impl Menu<'_, '_> {
    /// Its entries. A heading is the title of what stands below it, as is an item without a link of
    /// those that are indented further.
    fn read(&mut self) -> Vec<ContentsEntry> {
        let text = self.door.text(self.file).to_owned();
        let (mut top, mut open) = (Vec::new(), Vec::new());
        let mut position = 0;
        for line in text.split_inclusive('\n') {
            let start = position + (line.len() - line.trim_start().len());
            position += line.len();
            let span = Span::new(self.file, start..start + line.trim().len());
            let Some((indent, group)) = self.entry(line, span) else { continue };
            while open.last().is_some_and(|(above, _)| *above >= indent) || open.len() > DEEPEST {
                close(&mut open, &mut top);
            }
            open.push((indent, group));
        }
        while !open.is_empty() {
            close(&mut open, &mut top);
        }
        top
    }

    /// What a line names, and how far it is indented: headings stand above all items.
    fn entry(&mut self, line: &str, span: Span) -> Option<(usize, ContentsGroup)> {
        let words = line.trim();
        let heading = words.trim_start_matches('#');
        let level = words.len() - heading.len();
        let item = bulleted(words);
        let is_bold = words.starts_with("**") || words.starts_with("__");
        let indent = match (level, item) {
            (1.., _) => level,
            (0, Some(_)) => 8 + columns(line),
            (0, None) => 7,
        };
        let words = item.unwrap_or(heading).trim().trim_matches(['*', '_']).trim();
        if let Some((name, target)) = named(words) {
            return Some((indent, self.linked(name, target, span)?));
        }
        let is_title = !words.is_empty() && (level > 0 || item.is_some() || is_bold);
        let title = Some(Located { value: words.to_owned(), span: Some(span) });
        is_title.then(|| (indent, ContentsGroup { title, ..ContentsGroup::default() }))
    }

    /// The page that a link of the menu leads to.
    fn linked(&mut self, name: &str, target: &str, span: Span) -> Option<ContentsGroup> {
        // The whole address of a page of the wiki ends in its name.
        let local = target.rsplit_once("/wiki/").map_or(target, |(_, name)| name);
        // GitLab has them the other way round.
        let mut pages = [local, name].into_iter().map(|it| self.by_name.get(&wiki_name(it)));
        if let Some(path) = pages.find_map(|path| path) {
            return Some(page(path, Some(name), Some(span)));
        }
        self.door.say(if local.contains("://") {
            leads_away(Some(span))
        } else {
            let message = format!("there is no page `{local}`");
            Diagnostic::warning(Code::PageOrder, message).at(span).help("correct the menu")
        });
        None
    }
}

/// Puts the last of the open entries below the one before it.
fn close(open: &mut Vec<(usize, ContentsGroup)>, top: &mut Vec<ContentsEntry>) {
    let Some((_, group)) = open.pop() else { return };
    let group = ContentsEntry::Group(group);
    open.last_mut().map_or(top, |(_, above)| &mut above.pages).push(group);
}

/// An entry for a page, which is called as its file is where the menu has no name for it.
fn page(path: &str, name: Option<&str>, span: Option<Span>) -> ContentsGroup {
    let file = path.rsplit('/').next().unwrap_or_default();
    let of_file = || file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('-', " ");
    let name = Some(name.map_or_else(of_file, str::to_owned));
    let page = Some(Located { value: path.to_owned(), span });
    ContentsGroup { page, name, ..ContentsGroup::default() }
}

/// What the link that a line opens with is called, and where it leads.
fn named(words: &str) -> Option<(&str, &str)> {
    let Some(inner) = words.strip_prefix("[[") else { return link(words) };
    let (inner, _) = inner.split_once("]]")?;
    let (name, target) = inner.split_once('|').unwrap_or((inner, inner));
    Some((name.trim(), target.split('#').next().unwrap_or_default().trim()))
}
