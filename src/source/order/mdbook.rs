//! mdBook and GitBook: `SUMMARY.md` is the order, `book.toml` the identity of an mdBook.
//!
//! Forms: <https://rust-lang.github.io/mdBook/format/summary.html>,
//! <https://gitbook.com/docs/getting-started/git-sync/content-configuration>.

use std::collections::BTreeMap;

use super::contents::{DEEPEST, leads_away};
use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::values::{add_values, text_of};
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::dialect::Dialect;
use crate::source::left_out::Reason;
use crate::source::maths::MathDelimiters;
use crate::source::paths;
use crate::source::publication::{Force, Matches, PathRule, Publishing};
use crate::source::punctuation::{Punctuation, Runs};
use crate::span::{FileId, Span};
use crate::yaml::{Entry, Located, Node};

/// Where the order comes from.
const ORDER: &str = "its `SUMMARY.md` gives the order";

/// Reads an mdBook, which has settings.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let book = door.first(&["book.toml"])?;
    let settings = door.settings(&book);
    let html = settings.as_ref().and_then(|settings| settings.get("output")?.get("html"));
    // MathJax knows no single dollar sign.
    let formulas = html.filter(|html| runs_mathjax(html)).map(|_| MathDelimiters::Brackets.into());
    let hidden_lines = html.map(hidden_lines).unwrap_or_default();
    let asked = |key: &str| html.and_then(|html| html.get(key)).and_then(Node::as_text);
    let asked = asked("smart-punctuation").or_else(|| asked("curly-quotes"));
    let punctuation = Punctuation::english(asked != Some("false"), Runs::Shared);
    let settings = settings.as_ref().and_then(|settings| settings.get("book"));
    let root = match settings {
        Some(settings) => door.folder_of(settings, "src", "src"),
        None => "src".to_owned(),
    };
    let identity = identity(settings);
    let site = Site { formulas, punctuation, hidden_lines, identity, ..Site::default() };
    let names = [paths::join(&root, "SUMMARY.md"), "src/SUMMARY.md".to_owned()];
    let Some(summary) = door.first(&names.each_ref().map(String::as_str)) else {
        let message = format!("this folder is an mdBook, but there is no `{}`", names[0]);
        let help = "name the pages there that are to be published, or remove `book.toml`";
        door.say(Diagnostic::error(Code::InvalidConfig, message).help(help));
        let (dialect, roots) = (Dialect::MdBook, vec![root.clone()]);
        let shown_by = (book, "the folders give the order");
        let site = Site { dialect, roots, root, ..site };
        return Some(Found { kind: "an mdBook", shown_by, site });
    };
    let file = door.open(&summary)?;
    let site = listed(door, &summary, file, Dialect::MdBook, site);
    if site.named().is_empty() {
        door.say(names_none(file));
    }
    Some(Found { kind: "an mdBook", shown_by: (book, ORDER), site })
}

/// Reads a folder that has such a list and no settings of mdBook's: a GitBook, or an mdBook to be.
pub(super) fn read_list(door: &mut Door<'_>) -> Option<Found> {
    let settings = door.first(&[".gitbook.yaml", ".gitbook.yml", "book.json"]);
    let said = settings.as_ref().and_then(|path| door.settings(path));
    let named = |key: &str, usual: &str| {
        let named = said.as_ref().and_then(|said| said.get("structure")?.get(key)?.as_text());
        named.unwrap_or(usual).to_owned()
    };
    let (list, opening) = (named("summary", "SUMMARY.md"), named("readme", "README.md"));
    let values = said.as_ref().map(values).unwrap_or_default();
    let root = said.map_or_else(String::new, |said| door.folder_of(&said, "root", ""));
    let names = [paths::join(&root, &list), "src/SUMMARY.md".to_owned()];
    let summary = door.first(&names.each_ref().map(String::as_str))?;
    let file = door.open(&summary)?;
    let is_gitbook = settings.is_some() || is_gitbook(door.text(file));
    let dialect = if is_gitbook { Dialect::GitBook } else { Dialect::MdBook };
    let mut site = listed(door, &summary, file, dialect, Site { values, ..Site::default() });
    // A page that is called so and lists nothing is a page.
    if site.named().is_empty() {
        if settings.is_some() {
            door.say(names_none(file));
        }
        return None;
    }
    if is_gitbook {
        open_with(&opening, &mut site, door);
    }
    let kind = if is_gitbook { "a GitBook" } else { "an mdBook" };
    Some(Found { kind, shown_by: (summary, "this list gives the order"), site })
}

/// Says that a list names no page: the book would be empty, and no reader is to get all pages for it.
fn names_none(list: FileId) -> Diagnostic {
    let message = "this list of pages names none, so no page is published";
    let help = "name each as `- [Title](page.md)`, or remove the settings of the book beside it";
    Diagnostic::error(Code::InvalidConfig, message).at(Span::new(list, 0..0)).help(help)
}

/// What the settings of a GitBook let pages call by name.
fn values(settings: &Node) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    if let Some(variables) = settings.get("variables") {
        add_values("book", variables, &mut values);
    }
    values
}

/// Puts the page first that GitBook opens a book with, where the list does not name it.
fn open_with(page: &str, site: &mut Site, door: &Door<'_>) {
    let path = paths::join(&site.root, page);
    let Some(path) =
        door.first(&[path.as_str()]).filter(|path| !site.named().contains(path.as_str()))
    else {
        return;
    };
    let page = Located { value: path.as_str().to_owned(), span: None };
    site.contents.insert(0, ContentsEntry::Page(page));
}

/// The site whose pages a list names, which lie in its folder.
fn listed(
    door: &mut Door<'_>,
    summary: &PackPath,
    file: FileId,
    dialect: Dialect,
    site: Site,
) -> Site {
    let root = summary.folder().to_owned();
    let contents = contents(door, file, &root, dialect);
    let rule = PathRule {
        matches: Matches::File(summary.clone()),
        force: Force::Elsewhere,
        reason: Reason::Tool("it is the list of the others".to_owned()),
    };
    let publishing = Publishing { rules: vec![rule], ..Publishing::default() };
    let (roots, listed_by) = (vec![root.clone()], Some(format!("`{summary}`")));
    Site { dialect, roots, root, contents, publishing, listed_by, ..site }
}

/// Whether a list is GitBook's: it groups its pages under headings of the second level, or is called
/// as GitBook calls it.
fn is_gitbook(summary: &str) -> bool {
    let mut lines = summary.lines();
    lines.any(|line| line.starts_with("## ") || line.trim() == "# Table of contents")
}

/// Whether a book's pages show formulas: its renderer leaves that to `MathJax`, which has to be asked
/// for.
fn runs_mathjax(html: &Node) -> bool {
    html.get("mathjax-support").and_then(Node::as_text) == Some("true")
}

/// What hidden lines of code start with, by the code's language.
fn hidden_lines(html: &Node) -> BTreeMap<String, String> {
    let said = html.get("code").and_then(|code| code.get("hidelines"));
    let entries = said.map(Node::entries).unwrap_or_default().iter();
    let start = |entry: &Entry| Some((entry.key.clone(), entry.value.as_text()?.to_owned()));
    entries.filter_map(start).collect()
}

fn identity(book: Option<&Node>) -> Identity {
    let Some(book) = book else { return Identity::default() };
    let authors = book.get("authors").map(Node::items).unwrap_or_default();
    Identity {
        title: text_of(book, "title"),
        description: text_of(book, "description"),
        authors: authors.iter().filter_map(Node::as_text).map(str::to_owned).collect(),
        lang: text_of(book, "language"),
        copyright: None,
    }
}

/// A line of the summary that matters.
enum Line {
    /// `# Title` of a part.
    Part(Located<String>),
    /// A chapter with the columns it is indented by; a prefix or suffix chapter has no bullet.
    Chapter { indent: Option<usize>, chapter: Chapter },
}

enum Chapter {
    /// One that has a page, at this path, and is called so.
    Written { path: Located<String>, title: String },
    /// `[Title]()`: one that is still to be written.
    Draft(Located<String>),
    /// One that leads to the web: what it is called, at its link.
    Web(Located<String>),
}

/// A part with its chapters and how deep each stands; what comes before the first has no title.
#[derive(Default)]
struct Part {
    title: Option<Located<String>>,
    chapters: Vec<(usize, Chapter)>,
}

fn contents(door: &mut Door<'_>, file: FileId, root: &str, dialect: Dialect) -> Vec<ContentsEntry> {
    let lines = lines(door.text(file), file, root, dialect);
    let mut parts = vec![Part::default()];
    let mut indents: Vec<usize> = Vec::new();
    for line in lines {
        match line {
            Line::Part(title) => {
                parts.push(Part { title: Some(title), chapters: Vec::new() });
                indents.clear();
            }
            // Chapters without a bullet stand before or behind the numbered ones, at the top.
            Line::Chapter { indent, chapter } => {
                indents.retain(|&above| indent.is_some_and(|indent| above < indent));
                let depth = indents.len().min(DEEPEST);
                indents.extend(indent);
                if let Some(part) = parts.last_mut() {
                    part.chapters.push((depth, chapter));
                }
            }
        }
    }
    let mut entries = Vec::new();
    for Part { title, chapters } in parts {
        let pages = nest(&mut chapters.into_iter().peekable(), 0, dialect, door);
        if title.is_some() {
            let group = ContentsGroup { part: title, pages, ..ContentsGroup::default() };
            entries.push(ContentsEntry::Group(group));
        } else {
            entries.extend(pages);
        }
    }
    entries
}

type Chapters = std::iter::Peekable<std::vec::IntoIter<(usize, Chapter)>>;

/// The chapters at a depth, each with those below it. Of one that is still to be written the title
/// stands above those below it.
fn nest(
    chapters: &mut Chapters,
    depth: usize,
    dialect: Dialect,
    door: &mut Door<'_>,
) -> Vec<ContentsEntry> {
    let mut entries = Vec::new();
    while let Some((_, chapter)) = chapters.next_if(|(at, _)| *at >= depth) {
        let pages = nest(chapters, depth + 1, dialect, door);
        let group = ContentsGroup { pages, ..ContentsGroup::default() };
        let empty = group.pages.is_empty();
        entries.push(match chapter {
            Chapter::Written { path, title } => {
                let name = Some(title).filter(|title| !title.trim().is_empty());
                ContentsEntry::Group(ContentsGroup { page: Some(path), name, ..group })
            }
            Chapter::Web(title) if dialect == Dialect::GitBook => {
                let title = Some(title);
                ContentsEntry::Group(ContentsGroup { title, leads_away: true, ..group })
            }
            Chapter::Web(title) => {
                door.say(leads_away(title.span));
                entries.extend(group.pages);
                continue;
            }
            Chapter::Draft(title) => {
                door.say(unwritten(&title, empty));
                if empty {
                    continue;
                }
                ContentsEntry::Group(ContentsGroup { title: Some(title), ..group })
            }
        });
    }
    entries
}

fn unwritten(title: &Located<String>, empty: bool) -> Diagnostic {
    let note = Diagnostic::note(Code::PageOrder, "this chapter is still to be written");
    let fate = if empty { "it is left out" } else { "its title stands above what is below it" };
    note.help(fate).at(title.span)
}

fn lines(text: &str, file: FileId, root: &str, dialect: Dialect) -> Vec<Line> {
    // In a GitBook the list has a title, and its groups are one level below.
    let marks: &[&str] = if dialect == Dialect::GitBook { &["## ", "# "] } else { &["# "] };
    let mut opens = true;
    let mut lines = Vec::new();
    let mut position = 0;
    let (mut in_comment, mut fence) = (false, None);
    for line in text.split_inclusive('\n') {
        let start = position;
        position += line.len();
        let words = line.trim();
        // Neither comments nor code name chapters.
        let was_comment = in_comment;
        let (opened, closed) = (line.rfind("<!--"), line.rfind("-->"));
        in_comment = opened > closed || (in_comment && closed.is_none());
        if was_comment || in_comment && words.starts_with("<!--") {
            continue;
        }
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        if let Some(mark) = mark.filter(|mark| fence.is_none_or(|open| open == *mark)) {
            fence = if fence.is_some() { None } else { Some(mark) };
        }
        if fence.is_some() {
            continue;
        }
        let at = start + (line.len() - line.trim_start().len());
        let span = Span::new(file, at..at + words.len());
        if let Some(title) = marks.iter().find_map(|mark| words.strip_prefix(mark)) {
            let title = title.trim();
            // The first heading, before all else, is the list's own title, not a part's.
            let own = std::mem::take(&mut opens) && words.starts_with("# ");
            if !own {
                lines.push(Line::Part(Located { value: title.to_owned(), span: Some(span) }));
            }
            continue;
        }
        // Numbers are given by the tool; whoever writes them means a list all the same.
        let numbered = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let numbered = Some(numbered).filter(|rest| rest.len() < words.len());
        let bulleted = words
            .strip_prefix(['-', '*', '+'])
            .or_else(|| numbered?.strip_prefix(['.', ')']))
            .filter(|rest| rest.starts_with([' ', '\t']));
        let indent = bulleted.map(|_| columns(line));
        let rest = bulleted.unwrap_or(words).trim();
        let Some((title, target)) = link(rest) else { continue };
        opens = false;
        if target.is_empty() {
            let title = Located { value: title.to_owned(), span: Some(span) };
            lines.push(Line::Chapter { indent, chapter: Chapter::Draft(title) });
            continue;
        }
        if target.contains("://") {
            // Words end where the line does.
            let span = Span::new(file, span.range().end - rest.len()..span.range().end);
            let title = Located { value: title.to_owned(), span: Some(span) };
            lines.push(Line::Chapter { indent, chapter: Chapter::Web(title) });
            continue;
        }
        let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy().into_owned();
        // A slash in front means the folder of the list.
        let path = PackPath::new(&paths::join(root, target.trim_start_matches('/')));
        let value = path.map_or(target, |path| path.as_str().to_owned());
        let path = Located { value, span: Some(span) };
        let title = title.to_owned();
        lines.push(Line::Chapter { indent, chapter: Chapter::Written { path, title } });
    }
    lines
}

/// The columns a line is indented by; a tab goes to the next multiple of four.
pub(super) fn columns(line: &str) -> usize {
    line.chars()
        .take_while(|letter| letter.is_whitespace())
        .fold(0, |column, letter| if letter == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

/// The words and the target of a link that a line opens with, without its fragment. What stands
/// behind the link is no part of the list.
pub(super) fn link(line: &str) -> Option<(&str, &str)> {
    let (words, rest) = enclosed(line, '[', ']')?;
    let (inner, _) = enclosed(rest, '(', ')')?;
    let inner = inner.trim();
    let target = match inner.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((target, _)) => target,
        // GitBook writes behind the target how the link is shown.
        None => inner.split_once(" \"").map_or(inner, |(target, _)| target.trim_end()),
    };
    Some((words, target.split('#').next().unwrap_or_default()))
}

/// What stands between a sign that a text opens with and the one that closes it, and what follows.
fn enclosed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if at == 0 && letter != open => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == open => depth += 1,
            _ if letter == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[1..at], &text[at + 1..]));
        }
    }
    None
}
