//! Which files are pages of the pack.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use super::audience::Audience;
use super::candidate::Candidate;
use super::config::{DescribedRule, EXCLUDE, Rule, Settings};
use super::dialect::Dialect;
use super::front_matter::{FrontMatter, LabelKind};
use super::left_out::{LeftOut, Reason};
use super::order::Site;
use super::page_files::{is_error_page, is_page, key_of};
use super::publication::Force;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::text::composed;
use crate::text::language::has_usual_shape;
use crate::text::names::capitalised;
use crate::text::page_path::IndexKind;
use crate::yaml::{self, Located};

/// `include` and `exclude`, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    include: Vec<Matcher>,
    exclude: Vec<Matcher>,
    /// `exclude` as it stands for each other reader.
    excluded_elsewhere: Vec<Vec<Matcher>>,
}

/// A rule with the place to report it at.
#[derive(Clone, Debug)]
struct Matcher {
    /// The key it stands under.
    key: &'static str,
    test: Test,
    written: Located<String>,
    /// Whether it may speak of no page.
    optional: bool,
}

#[derive(Clone, Debug)]
enum Test {
    Path([GlobMatcher; 2]),
    Label(LabelKind),
}

impl Matcher {
    /// Whether the rule speaks of a path.
    fn takes_path(&self, path: &PackPath) -> bool {
        match &self.test {
            Test::Path(globs) => {
                let written = composed(path.as_str());
                let takes = |path: &str| globs.iter().any(|glob| glob.is_match(path));
                // The name of a page without its ending is its name too, wherever one is named.
                takes(&written) || (self.is_strict() && takes(&composed(&key_of(path))))
            }
            Test::Label(_) => false,
        }
    }

    /// Whether the rule speaks of a page.
    fn takes(&self, page: &Candidate) -> bool {
        self.takes_file(&page.path, &page.front)
    }

    /// Whether the rule speaks of a file that says this about itself.
    fn takes_file(&self, path: &PackPath, front: &FrontMatter) -> bool {
        let name = &self.written.value;
        match self.test {
            Test::Path(_) => self.takes_path(path),
            Test::Label(kind) if self.is_strict() => front.labels.may_hold(kind, name),
            Test::Label(LabelKind::Tag) => front.meta.tags.contains(name),
            Test::Label(LabelKind::Category) => front.meta.category.as_ref() == Some(name),
        }
    }

    /// Whether the rule keeps pages from readers: then it takes all that it may be meant for.
    fn is_strict(&self) -> bool {
        self.key == EXCLUDE
    }

    /// The kind of label that the rule asks for.
    fn label(&self) -> Option<LabelKind> {
        match self.test {
            Test::Path(_) => None,
            Test::Label(kind) => Some(kind),
        }
    }
}

impl Rules {
    /// Compiles the rules of a pack. A glob that is none is reported.
    pub(super) fn new(settings: &Settings, sink: &mut Sink) -> Self {
        let compile = |key, rules: &[Rule], sink: &mut Sink| {
            rules.iter().filter_map(|rule| compile(key, rule, sink)).collect::<Vec<_>>()
        };
        let Settings { config, excluded_elsewhere, .. } = settings;
        let elsewhere = excluded_elsewhere.iter();
        Self {
            include: compile("include", &config.include, sink),
            exclude: compile(EXCLUDE, &config.exclude, sink),
            excluded_elsewhere: elsewhere
                .map(|rules| compile(EXCLUDE, rules, &mut Sink::default()))
                .collect(),
        }
    }

    /// Whether `exclude` speaks of a file by where it lies.
    pub(super) fn exclude_path(&self, path: &PackPath) -> bool {
        self.exclude.iter().any(|rule| rule.takes_path(path))
    }

    /// Whether a file that a page brings in is for other readers only: `exclude` leaves it out
    /// here, and not for each of them. What it leaves out for everybody is a part of pages.
    pub(super) fn keep_for_others(&self, path: &PackPath, front: &FrontMatter) -> bool {
        let takes = |rule: &Matcher| rule.takes_file(path, front);
        let may_take = |rule: &Matcher| {
            takes(rule) || rule.label().is_some_and(|kind| front.labels.unread(kind).is_some())
        };
        self.exclude.iter().any(may_take)
            && self.excluded_elsewhere.iter().any(|rules| !rules.iter().any(takes))
    }

    /// The files that may be pages, by their paths alone.
    pub(super) fn by_path(
        &self,
        folder: &[PackPath],
        files: &dyn Files,
        site: &Site,
        left_out: &mut Vec<LeftOut>,
    ) -> Vec<PackPath> {
        let pages: Vec<PackPath> = folder.iter().filter(|path| is_page(path)).cloned().collect();
        let in_order = site.named();
        let mut taken = Vec::with_capacity(pages.len());
        for path in &pages {
            // A page by another name is the same page.
            let by_target = || {
                let target = files.link_target(path)?;
                let reason = self.by_place_of(&target, &pages, site, &in_order)?;
                Some(reason).filter(Reason::is_settled)
            };
            match self.by_place_of(path, &pages, site, &in_order).or_else(by_target) {
                Some(reason) => left_out.push(LeftOut::new(path.clone(), reason)),
                None => taken.push(path.clone()),
            }
        }
        taken
    }

    /// The only page that is asked for, if `exclude` does not speak of the file that its name is a link
    /// to. Of what it says itself, the rules are asked once it is read.
    pub(super) fn alone(
        &self,
        path: &PackPath,
        files: &dyn Files,
        left_out: &mut Vec<LeftOut>,
    ) -> Option<PackPath> {
        if files.link_target(path).is_some_and(|target| self.exclude_path(&target)) {
            left_out.push(LeftOut::new(path.clone(), Reason::Excluded));
            return None;
        }
        Some(path.clone())
    }

    /// Why the only one of some pages is left out of its folder by where it lies, for a cause that the
    /// pack's own choice is not.
    pub(super) fn by_place(
        &self,
        alone: &[Candidate],
        folder: &[PackPath],
        site: &Site,
    ) -> Option<Reason> {
        let pages: Vec<PackPath> = folder.iter().filter(|path| is_page(path)).cloned().collect();
        let in_order = site.named();
        let page = &alone.first()?.path;
        let reason = self.by_place_of(page, &pages, site, &in_order).filter(Reason::holds_back);
        // An mdBook publishes what its list names and nothing else.
        let listed = site.dialect != Dialect::MdBook || in_order.is_empty();
        let unlisted = !listed && !in_order.contains(page.as_str());
        let list = || site.listed_by.as_deref().unwrap_or("its list");
        reason.or_else(|| unlisted.then(|| Reason::Tool(format!("{} does not name it", list()))))
    }

    /// Why a page is left out by where it lies.
    fn by_place_of(
        &self,
        path: &PackPath,
        pages: &[PackPath],
        site: &Site,
        in_order: &BTreeSet<&str>,
    ) -> Option<Reason> {
        let labels = self.include.iter().any(|rule| rule.label().is_some());
        let by_tool = |force| site.publishing.rule(path, force).map(|rule| rule.reason.clone());
        let named = self.include.iter().any(|rule| rule.takes_path(path));
        if self.exclude.iter().any(|rule| rule.takes_path(path)) {
            Some(Reason::Excluded)
        } else if let Some(reason) = by_tool(Force::Held) {
            Some(reason)
        } else if named {
            None
        } else if self.include.is_empty() || labels {
            let elsewhere = by_tool(Force::Elsewhere);
            let unasked = || unasked(path, pages, site);
            elsewhere.or_else(|| unasked().filter(|_| !in_order.contains(path.as_str())))
        } else {
            Some(Reason::NotIncluded)
        }
    }

    /// Notes that nobody in particular is asked for, where a page is in that a profile keeps from its
    /// readers: whoever hands the document on should know.
    pub(super) fn report_everybody(
        &self,
        audience: &Audience,
        pages: &[Candidate],
        sink: &mut Sink,
    ) {
        if audience.profile.is_some() {
            return;
        }
        let kept =
            self.excluded_elsewhere.iter().zip(&audience.profiles).find_map(|(rules, name)| {
                let page = pages.iter().find(|page| rules.iter().any(|rule| rule.takes(page)))?;
                Some((page, name))
            });
        if let Some((page, name)) = kept {
            let path = &page.path;
            let message = format!(
                "no profile is asked for, so `{path}` is in, which `exclude` keeps from `{name}`"
            );
            let help = format!("for those readers: `--profile {name}`; for all: `--all-profiles`");
            sink.push(Diagnostic::note(Code::HeldBack, message).help(help));
        }
    }

    /// The pages of the pack, by what they say about themselves.
    pub(super) fn by_label(
        &self,
        pages: Vec<Candidate>,
        left_out: &mut Vec<LeftOut>,
        sink: &mut Sink,
    ) -> Vec<Candidate> {
        let mut taken = Vec::with_capacity(pages.len());
        for page in pages {
            match self.unwanted(&page, sink) {
                Some(reason) => left_out.push(LeftOut::new(page.path, reason)),
                None => taken.push(page),
            }
        }
        taken
    }

    /// Why the rules leave a page out.
    fn unwanted(&self, page: &Candidate, sink: &mut Sink) -> Option<Reason> {
        if self.exclude.iter().any(|rule| rule.takes(page)) {
            return Some(Reason::Excluded);
        }
        let included = self.include.is_empty() || self.include.iter().any(|rule| rule.takes(page));
        let asking = self.exclude.iter().chain(self.include.iter().filter(|_| !included));
        let mut unread = asking.filter_map(Matcher::label);
        if let Some(unclear) = unread.find_map(|kind| page.front.labels.unread(kind)) {
            sink.push(unclear.diagnostic());
            return Some(Reason::Unclear(unclear.key.clone()));
        }
        (!included).then_some(Reason::NotIncluded)
    }

    /// Whether there are none but that of drafts.
    pub(super) fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Reports each rule that speaks of no page of the folder, whatever else may leave that page
    /// out: the page that was meant is taken or left out against its author's will.
    ///
    /// `read` are pages whose front matter is known; `read_rest` reads all others.
    pub(super) fn report_idle(
        &self,
        folder: &[PackPath],
        read: &[Candidate],
        read_rest: impl FnOnce() -> Vec<Candidate>,
        sink: &mut Sink,
    ) {
        let files: Vec<&PackPath> = folder.iter().filter(|path| is_page(path)).collect();
        let speaks = |rule: &&Matcher| {
            files.iter().any(|path| rule.takes_path(path))
                || read.iter().any(|page| rule.takes(page))
        };
        let rules = self.include.iter().chain(&self.exclude);
        let idle: Vec<&Matcher> = rules.filter(|rule| !speaks(rule)).collect();
        let rest =
            if idle.iter().any(|rule| rule.label().is_some()) { read_rest() } else { Vec::new() };
        for rule in idle {
            if !rest.iter().any(|page| rule.takes(page)) {
                sink.push(rule.idle(folder, &files, read.iter().chain(&rest)));
            }
        }
    }
}

/// Why a page stays out that nobody has asked for by name.
fn unasked(path: &PackPath, pages: &[PackPath], site: &Site) -> Option<Reason> {
    let Some(local) = site.local(path.as_str()) else { return Some(Reason::OutsideSite) };
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
    let name = path.stem();
    if folder.split('/').any(partial) || partial(name.strip_suffix(site.suffix()).unwrap_or(name)) {
        return Some(Reason::Partial);
    }
    // That of a language lies in its folder; in any other it is a page like all others.
    let at_top = folder.is_empty() || has_usual_shape(folder);
    if site.dialect != Dialect::Plain && at_top && is_error_page(path) {
        return Some(Reason::ErrorPage);
    }
    let beside = |other: &PackPath| {
        other.folder() == path.folder() && IndexKind::of(other.stem()) == Some(IndexKind::Index)
    };
    let readme = IndexKind::of(path.stem()) == Some(IndexKind::Readme);
    (readme && pages.iter().any(beside)).then_some(Reason::ReadmeBesideIndex)
}

/// Names pages without a title as the tool of their folder does.
pub(super) fn take_names(pages: &mut [Candidate], site: &Site) {
    if site.dialect != Dialect::MkDocs {
        return;
    }
    for page in pages.iter_mut().filter(|page| page.front.written_title.is_none()) {
        let title = &mut page.front.meta.title;
        let named = name_in_mkdocs(&page.path, site);
        *title = named.unwrap_or_else(|| std::mem::take(title));
    }
}

/// A title from a page's name as `MkDocs` makes it, which takes no numbers away; none for a page that
/// stands for a folder within another.
///
/// <https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data>
fn name_in_mkdocs(path: &PackPath, site: &Site) -> Option<String> {
    let name = path.stem();
    let name = name.strip_suffix(site.suffix()).unwrap_or(name);
    if IndexKind::of(name).is_some() {
        return (path.folder() == site.root).then(|| "Home".to_owned());
    }
    let title = name.replace(['-', '_'], " ");
    let is_lower = title.to_lowercase() == title;
    Some(if is_lower { capitalised(&title) } else { title })
}

impl Matcher {
    /// What is reported of a rule that speaks of no page.
    fn idle<'a>(
        &self,
        folder: &[PackPath],
        files: &'a [&PackPath],
        pages: impl Iterator<Item = &'a Candidate>,
    ) -> Diagnostic {
        let Self { key, written: Located { value: written, span }, .. } = self;
        let mut known: Vec<&str> = Vec::new();
        let what = match &self.test {
            Test::Path(_) => {
                known.extend(files.iter().map(|path| path.as_str()));
                format!("`{written}` matches no page of the folder")
            }
            Test::Label(LabelKind::Tag) => {
                known.extend(pages.flat_map(|page| &page.front.meta.tags).map(String::as_str));
                format!("no page of the folder has the tag `{written}`")
            }
            Test::Label(LabelKind::Category) => {
                known.extend(pages.filter_map(|page| page.front.meta.category.as_deref()));
                format!("no page of the folder is of the category `{written}`")
            }
        };
        let is_file = folder.iter().any(|path| self.takes_path(path));
        let label = written.split_once(':').filter(|(key, _)| ["tag", "category"].contains(key));
        let help = match (yaml::nearest(written, known), label) {
            (_, Some((name, label))) => {
                format!("write it as a key with its value: `- {name}: {}`", label.trim())
            }
            _ if is_file => {
                format!("`{key}` speaks of pages; other files go where a page shows them")
            }
            (Some(near), _) => format!("did you mean `{near}`?"),
            _ if self.optional => "it may be so, since the entry is `optional`".to_owned(),
            _ if self.label().is_some() => {
                "correct it, or add `optional: true` where there may be none".to_owned()
            }
            _ => "`*` stays within a folder; `guide` and `guide/**` take all below it; where \
                     there may be none, write `path:` with `optional: true`"
                .to_owned(),
        };
        let found = if self.optional {
            Diagnostic::note(Code::InvalidConfig, format!("`{key}` leaves nothing to do: {what}"))
        } else {
            let message = format!("`{key}` cannot be honoured: {what}");
            Diagnostic::error(Code::InvalidConfig, message)
        };
        found.help(help).at(*span)
    }
}

/// A rule, where its glob is one.
fn compile(key: &'static str, rule: &Rule, sink: &mut Sink) -> Option<Matcher> {
    let described = match rule {
        Rule::Path(pattern) => &DescribedRule { path: Some(pattern.clone()), ..Default::default() },
        Rule::Described(rule) => &rule.value,
    };
    let DescribedRule { path, tag, category, optional } = described;
    let (test, written) = match (path, tag, category) {
        (Some(pattern), ..) => (path_test(key, pattern, sink)?, pattern),
        (_, Some(tag), _) => (Test::Label(LabelKind::Tag), tag),
        (.., Some(category)) => (Test::Label(LabelKind::Category), category),
        // Reading the settings has reported a rule that says nothing.
        (None, None, None) => return None,
    };
    let optional = *optional;
    Some(Matcher { key, test, written: written.clone(), optional })
}

fn path_test(key: &str, pattern: &Located<String>, sink: &mut Sink) -> Option<Test> {
    match globs(&composed(&pattern.value), key == EXCLUDE) {
        Ok(globs) => Some(Test::Path(globs)),
        Err(error) => {
            let (why, help) = fault_of_glob(error.kind());
            let message = format!("`{}` is no pattern of paths: {why}", pattern.value);
            sink.push(Diagnostic::error(Code::InvalidConfig, message).help(help).at(pattern.span));
            None
        }
    }
}

/// What is wrong with a pattern, and what to do.
fn fault_of_glob(fault: &globset::ErrorKind) -> (&'static str, &'static str) {
    use globset::ErrorKind as Fault;

    match fault {
        Fault::UnclosedClass => (
            "the bracket that opens there is not closed",
            "close it, or write `[[]` where it is meant as a letter of the name",
        ),
        Fault::InvalidRange(..) => {
            ("the letters between its brackets run backwards", "write the first one first: `[a-z]`")
        }
        Fault::UnclosedAlternates | Fault::NestedAlternates => (
            "the brace that opens there is not closed",
            "close it, or write `[{]` where it is meant as a letter of the name",
        ),
        Fault::UnopenedAlternates => (
            "the brace that closes there was not opened",
            "open it, or write `[}]` where it is meant as a letter of the name",
        ),
        Fault::DanglingEscape => {
            ("a backslash at its end says nothing", "remove it; folders are parted by `/`")
        }
        _ => ("it says more than can be looked for", "write it in several entries"),
    }
}

/// The pattern itself, and all below it where it names a folder.
fn globs(pattern: &str, any_case: bool) -> Result<[GlobMatcher; 2], globset::Error> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let build = |pattern: &str| {
        let mut glob = GlobBuilder::new(pattern);
        let glob = glob.literal_separator(true).case_insensitive(any_case).build()?;
        Ok::<_, globset::Error>(glob.compile_matcher())
    };
    Ok([build(pattern)?, build(&format!("{pattern}/**"))?])
}
