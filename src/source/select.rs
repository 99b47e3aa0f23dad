//! Which files are pages of the pack.

use globset::{GlobBuilder, GlobMatcher};

use super::config::{LabelRule, PackConfig, Rule, at};
use super::order::{Candidate, Site, within};
use super::words;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::yaml::{self, Located};

/// A page that stays out of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The page.
    pub path: PackPath,
    /// Why.
    pub reason: Reason,
    /// The pages of the pack that link to it, by their keys; known once they are parsed.
    pub linked_from: Vec<String>,
}

impl LeftOut {
    /// A page that nobody is known to link to.
    pub(super) fn new(path: PackPath, reason: Reason) -> Self {
        Self { path, reason, linked_from: Vec::new() }
    }
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
    /// `include` does not take it.
    NotIncluded,
    /// `exclude` leaves it out.
    Excluded,
    /// It says `draft: true`.
    Draft,
    /// The order of the pack does not name it.
    NotListed,
    /// Another page has the same path but for its ending.
    SameKey,
    /// It could not be read, for this reason.
    Unreadable(String),
}

impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::OutsideSite => "it lies outside the folder of pages",
            Self::ToolFolder => "it lies in a folder of a tool",
            Self::Partial => "its name starts with `_`",
            Self::ReadmeBesideIndex => "its folder has an index page",
            Self::NotIncluded => "`include` does not take it",
            Self::Excluded => "`exclude` leaves it out",
            Self::Draft => "it is a draft",
            Self::NotListed => "the contents do not name it",
            Self::SameKey => "another page has its name",
            Self::Unreadable(_) => "it could not be read",
        })
    }
}

/// `include`, `exclude` and `drafts`, ready to be asked.
pub(super) struct Rules {
    include: Vec<Matcher>,
    exclude: Vec<Matcher>,
    drafts: bool,
}

/// A rule with the place to report it at.
struct Matcher {
    test: Test,
    written: Located<String>,
}

enum Test {
    Path([GlobMatcher; 2]),
    Tag,
    Category,
}

impl Matcher {
    /// Whether the rule speaks of a path.
    fn takes_path(&self, path: &PackPath) -> bool {
        match &self.test {
            Test::Path(globs) => globs.iter().any(|glob| glob.is_match(path.as_str())),
            Test::Tag | Test::Category => false,
        }
    }

    /// Whether the rule speaks of a page.
    fn takes(&self, page: &Candidate) -> bool {
        let meta = &page.front.meta;
        match &self.test {
            Test::Path(_) => self.takes_path(&page.path),
            Test::Tag => meta.tags.contains(&self.written.value),
            Test::Category => meta.category.as_ref() == Some(&self.written.value),
        }
    }

    fn is_label(&self) -> bool {
        !matches!(self.test, Test::Path(_))
    }
}

impl Rules {
    /// Compiles the rules of a pack. A glob that is none is reported.
    pub(super) fn new(config: &PackConfig, sink: &mut Sink) -> Self {
        let mut compile = |rules: &[Rule]| {
            rules.iter().filter_map(|rule| compile(rule, sink)).collect::<Vec<_>>()
        };
        let (include, exclude) = (compile(&config.include), compile(&config.exclude));
        Self { include, exclude, drafts: config.drafts }
    }

    /// The files that may be pages, by their paths alone.
    pub(super) fn by_path(
        &self,
        files: Vec<PackPath>,
        site: &Site,
        left_out: &mut Vec<LeftOut>,
    ) -> Vec<PackPath> {
        let pages: Vec<PackPath> = files.into_iter().filter(is_page).collect();
        let labels = self.include.iter().any(Matcher::is_label);
        let reason = |path: &PackPath| {
            let named = self.include.iter().any(|rule| rule.takes_path(path));
            if self.exclude.iter().any(|rule| rule.takes_path(path)) {
                Some(Reason::Excluded)
            } else if named {
                None
            } else if self.include.is_empty() || labels {
                unasked(path, &pages, site)
            } else {
                Some(Reason::NotIncluded)
            }
        };
        let mut taken = Vec::with_capacity(pages.len());
        for path in &pages {
            match reason(path) {
                Some(reason) => left_out.push(LeftOut::new(path.clone(), reason)),
                None => taken.push(path.clone()),
            }
        }
        taken
    }

    /// The pages of the pack, by what they say about themselves.
    pub(super) fn by_label(
        &self,
        pages: Vec<Candidate>,
        left_out: &mut Vec<LeftOut>,
        sink: &mut Sink,
    ) -> Vec<Candidate> {
        for rule in self.include.iter().chain(&self.exclude) {
            let idle = match &rule.test {
                Test::Path(_) => {
                    !pages.iter().any(|page| rule.takes(page))
                        && !left_out.iter().any(|page| rule.takes_path(&page.path))
                }
                Test::Tag | Test::Category => !pages.iter().any(|page| rule.takes(page)),
            };
            if idle {
                sink.push(rule.idle(&pages));
            }
        }
        let mut taken = Vec::with_capacity(pages.len());
        for page in pages {
            let reason = if self.exclude.iter().any(|rule| rule.takes(&page)) {
                Reason::Excluded
            } else if !self.include.is_empty() && !self.include.iter().any(|rule| rule.takes(&page))
            {
                Reason::NotIncluded
            } else if page.front.meta.draft && !self.drafts {
                Reason::Draft
            } else {
                taken.push(page);
                continue;
            };
            left_out.push(LeftOut::new(page.path, reason));
        }
        taken
    }
}

/// Whether a file is a Markdown page that is not hidden.
fn is_page(path: &PackPath) -> bool {
    let markdown = path.extension().is_some_and(|extension| {
        ["md", "markdown", "mdx"].iter().any(|known| extension.eq_ignore_ascii_case(known))
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

impl Matcher {
    /// What is told about a rule that speaks of no page.
    fn idle(&self, pages: &[Candidate]) -> Diagnostic {
        let written = &self.written.value;
        let known: Vec<&str> = match &self.test {
            Test::Path(_) => Vec::new(),
            Test::Tag => {
                pages.iter().flat_map(|page| &page.front.meta.tags).map(String::as_str).collect()
            }
            Test::Category => {
                pages.iter().filter_map(|page| page.front.meta.category.as_deref()).collect()
            }
        };
        let (message, help) = match &self.test {
            Test::Path(_) => (
                format!("`{written}` matches no page"),
                "`*` stays within a folder; `guide` and `guide/**` take all below it".to_owned(),
            ),
            Test::Tag => (format!("no page has the tag `{written}`"), String::new()),
            Test::Category => (format!("no page is of the category `{written}`"), String::new()),
        };
        let near = yaml::nearest(written, known).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or(help);
        let diagnostic = Diagnostic::warning(Code::InvalidConfig, message);
        let diagnostic = if help.is_empty() { diagnostic } else { diagnostic.help(help) };
        at(diagnostic, self.written.span)
    }
}

/// A rule, where its glob is one.
fn compile(rule: &Rule, sink: &mut Sink) -> Option<Matcher> {
    let (test, written) = match rule {
        Rule::Label(LabelRule::Tag(tag)) => (Test::Tag, tag),
        Rule::Label(LabelRule::Category(category)) => (Test::Category, category),
        Rule::Path(pattern) => match globs(&pattern.value) {
            Ok(globs) => (Test::Path(globs), pattern),
            Err(error) => {
                let message = format!("`{}` is no glob: {}", pattern.value, error.kind());
                let diagnostic = Diagnostic::error(Code::InvalidConfig, message)
                    .help("put a character such as `[` between brackets to mean itself: `[[]`");
                sink.push(at(diagnostic, pattern.span));
                return None;
            }
        },
    };
    Some(Matcher { test, written: written.clone() })
}

/// The pattern itself, and all below it where it names a folder.
fn globs(pattern: &str) -> Result<[GlobMatcher; 2], globset::Error> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let build = |pattern: &str| {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build()?;
        Ok::<_, globset::Error>(glob.compile_matcher())
    };
    Ok([build(pattern)?, build(&format!("{pattern}/**"))?])
}
