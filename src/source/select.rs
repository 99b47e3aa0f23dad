//! Which files are pages of the pack.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::config::{PackConfig, at};
use super::order::{Site, within};
use super::words;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::yaml::Located;

/// A page that stays out of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The page.
    pub path: PackPath,
    /// Why.
    pub reason: Reason,
}

/// Why a page stays out of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It lies outside the folder where the tool of this site keeps its pages.
    OutsideSite,
    /// It lies in a folder of a tool, such as `node_modules`.
    ToolFolder,
    /// Its name starts with `_`: a part of other pages.
    Partial,
    /// It is a `README` beside an index page.
    ReadmeBesideIndex,
    /// No glob of `include` takes it.
    NotIncluded,
    /// A glob of `exclude` leaves it out.
    Excluded,
    /// It says `draft: true`.
    Draft,
    /// The order of the pack does not name it.
    NotListed,
    /// Another page has the same path but for its ending.
    SameKey,
    /// It could not be read.
    Unreadable,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::OutsideSite => "it lies outside the folder of pages",
            Self::ToolFolder => "it lies in a folder of a tool",
            Self::Partial => "its name starts with `_`",
            Self::ReadmeBesideIndex => "its folder has an index page",
            Self::NotIncluded => "no glob of `include` takes it",
            Self::Excluded => "`exclude` leaves it out",
            Self::Draft => "it is a draft",
            Self::NotListed => "the contents do not name it",
            Self::SameKey => "another page has its name",
            Self::Unreadable => "it could not be read",
        })
    }
}

/// Sorts the files of a folder into pages and those left out.
pub(super) fn select(
    files: Vec<PackPath>,
    config: &PackConfig,
    site: &Site,
    sink: &mut Sink,
) -> (Vec<PackPath>, Vec<LeftOut>) {
    let pages: Vec<PackPath> = files.into_iter().filter(is_page).collect();
    let include = globs(&config.include, &pages, sink);
    let exclude = globs(&config.exclude, &pages, sink);
    let reason = |path: &PackPath| {
        if let Some(include) = include.as_ref().filter(|_| !config.include.is_empty()) {
            if !include.is_match(path.as_str()) {
                return Some(Reason::NotIncluded);
            }
        } else if let Some(reason) = unasked(path, &pages, site) {
            return Some(reason);
        }
        exclude
            .as_ref()
            .is_some_and(|globs| globs.is_match(path.as_str()))
            .then_some(Reason::Excluded)
    };
    let mut left_out = Vec::new();
    let mut selected = Vec::new();
    for path in &pages {
        match reason(path) {
            Some(reason) => left_out.push(LeftOut { path: path.clone(), reason }),
            None => selected.push(path.clone()),
        }
    }
    (selected, left_out)
}

/// Whether a file is a Markdown page that is not hidden.
fn is_page(path: &PackPath) -> bool {
    let markdown = path.extension().is_some_and(|extension| {
        ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    markdown && !path.as_str().split('/').any(|name| name.starts_with('.'))
}

/// Why a page stays out that nobody has asked for by name.
fn unasked(path: &PackPath, pages: &[PackPath], site: &Site) -> Option<Reason> {
    let Some(local) = within(&site.root, path.as_str()) else { return Some(Reason::OutsideSite) };
    let folder = local.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = folder.split('/');
    // Packages of a tool, and what an earlier build has put beside its input.
    if folders.clone().any(|folder| folder == "node_modules") || folders.next() == Some("dist") {
        return Some(Reason::ToolFolder);
    }
    let partial = |name: &str| {
        name.starts_with('_')
            && !name.eq_ignore_ascii_case("_index")
            && !site.collections.iter().any(|collection| collection == name)
    };
    if folder.split('/').any(partial) || partial(path.stem()) {
        return Some(Reason::Partial);
    }
    let beside = |other: &PackPath| {
        other.folder() == path.folder() && IndexKind::of(other) == Some(IndexKind::Index)
    };
    let readme = IndexKind::of(path) == Some(IndexKind::Readme);
    (readme && pages.iter().any(beside)).then_some(Reason::ReadmeBesideIndex)
}

/// A page that stands for its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexKind {
    /// `index` or `_index`.
    Index,
    /// `README`, where there is no index.
    Readme,
}

impl IndexKind {
    /// Whether a page stands for its folder, by its name.
    pub(super) fn of(path: &PackPath) -> Option<Self> {
        match path.stem().to_ascii_lowercase().as_str() {
            "index" | "_index" => Some(Self::Index),
            "readme" => Some(Self::Readme),
            _ => None,
        }
    }
}

/// A title from a page's name, or from its folder's where it stands for one.
pub(super) fn name_of(path: &PackPath) -> String {
    let folder = path.folder().rsplit('/').next().filter(|folder| !folder.is_empty());
    let name = folder.filter(|_| IndexKind::of(path).is_some()).unwrap_or(path.stem());
    words::readable(name)
}

/// The globs as one set. A glob that is none, or that matches no page, is reported.
fn globs(written: &[Located<String>], pages: &[PackPath], sink: &mut Sink) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in written {
        let diagnostic = match compile(&pattern.value) {
            Ok(globs) if globs.iter().any(|glob| matches_any(glob, pages)) => {
                set.add(globs[0].clone()).add(globs[1].clone());
                continue;
            }
            Ok(_) => {
                let message = format!("`{}` matches no page", pattern.value);
                Diagnostic::warning(Code::InvalidConfig, message)
                    .help("`*` stays within a folder; `guide` and `guide/**` take all below it")
            }
            Err(error) => {
                let message = format!("`{}` is no glob: {}", pattern.value, error.kind());
                Diagnostic::error(Code::InvalidConfig, message)
                    .help("put a character such as `[` between brackets to mean itself: `[[]`")
            }
        };
        sink.push(at(diagnostic, pattern.span));
    }
    set.build().ok()
}

/// The pattern itself, and all below it where it names a folder.
fn compile(pattern: &str) -> Result<[Glob; 2], globset::Error> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let build = |pattern: &str| GlobBuilder::new(pattern).literal_separator(true).build();
    Ok([build(pattern)?, build(&format!("{pattern}/**"))?])
}

fn matches_any(glob: &Glob, pages: &[PackPath]) -> bool {
    let matcher = glob.compile_matcher();
    pages.iter().any(|page| matcher.is_match(page.as_str()))
}
