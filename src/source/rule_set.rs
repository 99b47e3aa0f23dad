//! The rules that a key of the settings lists, asked all at once: a folder may have thousands of files,
//! and a pack as many rules.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use super::config::{DescribedRule, EXCLUDE, Rule as WrittenRule};
use super::front_matter::{FrontMatter, LabelKind, folded_label};
use super::page_files::key_of;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::limits;
use crate::text::composed;
use crate::text::nearest::NameIndex;
use crate::yaml::Located;

/// How many patterns are looked for at a time: more of them would be too large an automaton.
const AT_A_TIME: usize = 256;

/// How much of a pattern is shown that is too long, in characters.
const LONGEST_SHOWN: usize = 60;

/// The signs that make a pattern of a path.
const SIGNS: [char; 6] = ['*', '?', '[', '{', '}', '\\'];

/// The rules of a key, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSet {
    /// Whether it keeps pages from readers: then it takes all that it may be meant for.
    strict: bool,
    rules: Vec<Rule>,
    /// The rules that are paths without signs, by these paths.
    plain: FxHashMap<String, Vec<usize>>,
    /// All other rules of paths, some at a time, each set with the rules of its patterns.
    globs: Vec<(GlobSet, Vec<usize>)>,
    /// The rules of labels.
    labels: FxHashMap<(LabelKind, String), Vec<usize>>,
}

/// A rule with the place to report it at.
#[derive(Clone, Debug)]
struct Rule {
    kind: Kind,
    written: Located<String>,
    /// Whether it may speak of no page.
    optional: bool,
}

/// What a rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Path,
    Label(LabelKind),
}

impl RuleSet {
    /// Compiles the rules of a key. A pattern that is none is reported.
    pub(super) fn new(key: &str, written: &[WrittenRule], sink: &mut Sink) -> Self {
        let mut set = Self { strict: key == EXCLUDE, ..Self::default() };
        let mut patterns = Vec::new();
        for rule in written {
            set.add(rule, &mut patterns, sink);
        }
        for some in patterns.chunks(AT_A_TIME) {
            for (rule, error) in add_globs(some, &mut set.globs) {
                sink.push(fault(&set.rules[rule].written, &error));
            }
        }
        set
    }

    fn add(&mut self, rule: &WrittenRule, patterns: &mut Vec<Pattern>, sink: &mut Sink) {
        let described = match rule {
            WrittenRule::Path(path) => {
                &DescribedRule { path: Some(path.clone()), ..DescribedRule::default() }
            }
            WrittenRule::Described(rule) => &rule.value,
        };
        let DescribedRule { path, tag, category, optional } = described;
        let number = self.rules.len();
        let (kind, written) = match (path, tag, category) {
            (Some(path), ..) => (Kind::Path, path),
            (_, Some(tag), _) => (Kind::Label(LabelKind::Tag), tag),
            (.., Some(category)) => (Kind::Label(LabelKind::Category), category),
            // Reading the settings has reported a rule that says nothing.
            (None, None, None) => return,
        };
        match kind {
            Kind::Label(label) => {
                let name = self.label(&written.value);
                self.labels.entry((label, name)).or_default().push(number);
            }
            Kind::Path => {
                let path = composed(&written.value);
                let path = path.trim_start_matches("./").trim_end_matches('/');
                if path.len() > limits::PATTERN.size() {
                    return sink.push(too_long(written));
                }
                if path.is_empty() || path.contains(SIGNS) {
                    match Pattern::new(path, self.strict, number) {
                        Ok(pattern) => patterns.push(pattern),
                        Err(error) => return sink.push(fault(written, &error)),
                    }
                } else {
                    self.plain.entry(self.path(path)).or_default().push(number);
                }
            }
        }
        self.rules.push(Rule { kind, written: written.clone(), optional: *optional });
    }

    /// A path as it is looked for: in any case where the rules are strict.
    fn path(&self, path: &str) -> String {
        if !self.strict {
            return path.to_owned();
        }
        path.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
    }

    /// A label as it is looked for.
    fn label(&self, name: &str) -> String {
        if self.strict { folded_label(name) } else { name.to_owned() }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The kinds of labels that rules ask for, in their order.
    pub(super) fn label_kinds(&self) -> impl Iterator<Item = LabelKind> {
        self.rules.iter().filter_map(|rule| match rule.kind {
            Kind::Path => None,
            Kind::Label(kind) => Some(kind),
        })
    }

    /// Whether a rule speaks of a path.
    pub(super) fn takes_path(&self, path: &PackPath) -> bool {
        self.names(path).iter().any(|name| {
            !self.plain_rules(name).is_empty()
                || self.globs.iter().any(|(globs, _)| globs.is_match(name))
        })
    }

    /// Whether a rule speaks of a page.
    pub(super) fn takes(&self, page: &Candidate) -> bool {
        self.takes_file(&page.path, &page.front)
    }

    /// Whether a rule speaks of a file that says this about itself.
    pub(super) fn takes_file(&self, path: &PackPath, front: &FrontMatter) -> bool {
        self.takes_path(path) || self.label_rules(front).next().is_some()
    }

    /// The names of a file: that of a page without its ending is one too, wherever one is named.
    fn names(&self, path: &PackPath) -> Vec<String> {
        let mut names = vec![composed(path.as_str())];
        if self.strict {
            names.push(composed(&key_of(path)));
        }
        names
    }

    /// The rules without signs that name a path, or a folder that it lies in.
    fn plain_rules(&self, name: &str) -> Vec<usize> {
        let name = if self.plain.is_empty() { String::new() } else { self.path(name) };
        let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
        ends.filter_map(|end| self.plain.get(&name[..end])).flatten().copied().collect()
    }

    /// The rules that ask for a label which a file has, or may be meant to have.
    fn label_rules<'a>(&'a self, front: &'a FrontMatter) -> impl Iterator<Item = usize> + 'a {
        let possible =
            LabelKind::ALL.into_iter().filter(|_| self.strict && !self.labels.is_empty());
        let possible = possible
            .flat_map(|kind| front.labels.possible(kind).map(move |name| (kind, name.to_owned())));
        let exact = !self.strict && !self.labels.is_empty();
        let tags = front.meta.tags.iter().map(|tag| (LabelKind::Tag, tag.clone()));
        let category = front.meta.category.iter().map(|name| (LabelKind::Category, name.clone()));
        let exact = tags.chain(category).filter(move |_| exact);
        possible.chain(exact).filter_map(|label| self.labels.get(&label)).flatten().copied()
    }
}

/// Which rules have spoken of a page so far.
pub(super) struct Spoken<'a> {
    set: &'a RuleSet,
    spoken: Vec<bool>,
}

impl<'a> Spoken<'a> {
    /// None has.
    pub(super) fn new(set: &'a RuleSet) -> Self {
        Self { set, spoken: vec![false; set.rules.len()] }
    }

    /// Takes note of the rules that speak of a path.
    pub(super) fn of_path(&mut self, path: &PackPath) {
        for name in self.set.names(path) {
            for rule in self.set.plain_rules(&name) {
                self.spoken[rule] = true;
            }
            for (globs, rules) in &self.set.globs {
                for found in globs.matches(&name) {
                    self.spoken[rules[found]] = true;
                }
            }
        }
    }

    /// Takes note of the rules that speak of a page.
    pub(super) fn of_page(&mut self, page: &Candidate) {
        self.of_path(&page.path);
        for rule in self.set.label_rules(&page.front) {
            self.spoken[rule] = true;
        }
    }

    /// Whether a rule of labels has spoken of no page.
    pub(super) fn lacks_labels(&self) -> bool {
        self.idle().any(|rule| rule.kind != Kind::Path)
    }

    fn idle(&self) -> impl Iterator<Item = &'a Rule> {
        let rules = self.set.rules.iter().zip(&self.spoken);
        rules.filter(|(_, spoken)| !**spoken).map(|(rule, _)| rule)
    }

    /// Reports the rules that have spoken of no page.
    pub(super) fn report_idle(&self, key: &str, known: &mut Known<'_>, sink: &mut Sink) {
        let mut of_files = Spoken::new(self.set);
        if self.idle().next().is_some() {
            known.folder.iter().for_each(|path| of_files.of_path(path));
        }
        for (number, rule) in self.set.rules.iter().enumerate() {
            if !self.spoken[number] {
                let is_file = of_files.spoken[number];
                sink.push(rule.idle(key, is_file, known));
            }
        }
    }
}

/// What a rule that speaks of no page may have been meant for.
pub(super) struct Known<'a> {
    folder: &'a [PackPath],
    paths: Names<'a>,
    tags: Names<'a>,
    categories: Names<'a>,
}

/// Names, and where one of them is looked for among them.
struct Names<'a> {
    names: Vec<&'a str>,
    index: Option<NameIndex>,
}

impl<'a> Names<'a> {
    fn new(names: Vec<&'a str>) -> Self {
        Self { names, index: None }
    }

    fn nearest(&mut self, name: &str) -> Option<&'a str> {
        let names = &self.names;
        let index = self.index.get_or_insert_with(|| NameIndex::new(names.iter().copied()));
        index.nearest(name, |_| true).map(|at| names[at])
    }
}

impl<'a> Known<'a> {
    /// The files of a folder, its pages among them, and those of which is known what they say.
    pub(super) fn new(
        folder: &'a [PackPath],
        files: impl Iterator<Item = &'a PackPath>,
        pages: impl Iterator<Item = &'a Candidate> + Clone,
    ) -> Self {
        let tags = pages.clone().flat_map(|page| &page.front.meta.tags).map(String::as_str);
        let categories = pages.filter_map(|page| page.front.meta.category.as_deref());
        Self {
            folder,
            paths: Names::new(files.map(PackPath::as_str).collect()),
            tags: Names::new(tags.collect()),
            categories: Names::new(categories.collect()),
        }
    }
}

impl Rule {
    /// What is reported of a rule that speaks of no page; it may speak of another file.
    fn idle(&self, key: &str, is_file: bool, known: &mut Known<'_>) -> Diagnostic {
        let Located { value: written, span } = &self.written;
        let (what, near) = match self.kind {
            Kind::Path => {
                let what = format!("`{written}` matches no page of the folder");
                (what, known.paths.nearest(written))
            }
            Kind::Label(LabelKind::Tag) => {
                let what = format!("no page of the folder has the tag `{written}`");
                (what, known.tags.nearest(written))
            }
            Kind::Label(LabelKind::Category) => {
                let what = format!("no page of the folder is of the category `{written}`");
                (what, known.categories.nearest(written))
            }
        };
        let label = written.split_once(':').filter(|(key, _)| ["tag", "category"].contains(key));
        let help = match (near, label) {
            (_, Some((name, label))) => {
                format!("write it as a key with its value: `- {name}: {}`", label.trim())
            }
            _ if is_file => {
                format!("`{key}` speaks of pages; other files go where a page shows them")
            }
            (Some(near), _) => format!("did you mean `{near}`?"),
            _ if self.optional => "it may be so, since the entry is `optional`".to_owned(),
            _ if self.kind != Kind::Path => {
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

/// A pattern of paths, and all below what it names, with the number of its rule.
struct Pattern {
    globs: [globset::Glob; 2],
    rule: usize,
}

impl Pattern {
    fn new(pattern: &str, any_case: bool, rule: usize) -> Result<Self, globset::Error> {
        let build = |pattern: &str| {
            GlobBuilder::new(pattern).literal_separator(true).case_insensitive(any_case).build()
        };
        Ok(Self { globs: [build(pattern)?, build(&format!("{pattern}/**"))?], rule })
    }
}

/// Adds a set that looks for some patterns at once; several smaller ones where that is too much.
/// Returns the rules of which even a single one is.
fn add_globs(
    patterns: &[Pattern],
    sets: &mut Vec<(GlobSet, Vec<usize>)>,
) -> Vec<(usize, globset::Error)> {
    let mut builder = GlobSetBuilder::new();
    let mut rules = Vec::with_capacity(2 * patterns.len());
    for pattern in patterns {
        for glob in &pattern.globs {
            builder.add(glob.clone());
            rules.push(pattern.rule);
        }
    }
    match builder.build() {
        Ok(set) => {
            sets.push((set, rules));
            Vec::new()
        }
        Err(_) if patterns.len() > 1 => {
            let (some, others) = patterns.split_at(patterns.len() / 2);
            let mut failed = add_globs(some, sets);
            failed.extend(add_globs(others, sets));
            failed
        }
        Err(error) => patterns.iter().map(|pattern| (pattern.rule, error.clone())).collect(),
    }
}

/// Reports a pattern that says more than anybody looks for.
fn too_long(pattern: &Located<String>) -> Diagnostic {
    let start: String = pattern.value.chars().take(LONGEST_SHOWN).collect();
    let message = format!("`{start}…` is no pattern of paths: it has {}", limits::PATTERN);
    Diagnostic::error(Code::InvalidConfig, message).help(limits::PATTERN.cure).at(pattern.span)
}

/// Reports a pattern that is none.
fn fault(pattern: &Located<String>, error: &globset::Error) -> Diagnostic {
    let (why, help) = fault_of_glob(error.kind());
    let message = format!("`{}` is no pattern of paths: {why}", pattern.value);
    Diagnostic::error(Code::InvalidConfig, message).help(help).at(pattern.span)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    fn rules(key: &str, paths: impl IntoIterator<Item = String>) -> RuleSet {
        let located = |value| WrittenRule::Path(Located { value, span: None });
        let written: Vec<_> = paths.into_iter().map(located).collect();
        let mut sink = Sink::default();
        let set = RuleSet::new(key, &written, &mut sink);
        assert_eq!(sink.finish(()).diagnostics, []);
        set
    }

    fn takes(key: &str, rule: &str, path: &str) -> bool {
        rules(key, [rule.to_owned()]).takes_path(&PackPath::new(path).unwrap())
    }

    #[test]
    fn a_path_takes_itself_and_all_below_it_with_signs_and_without() {
        for rule in ["guide", "./guide/", "guid?", "guide/**", "{guide,more}"] {
            assert!(takes("include", rule, "guide/deep/a.md"), "{rule}");
            assert!(!takes("include", rule, "guides/a.md"), "{rule}");
            assert!(!takes("include", rule, "Guide/a.md"), "{rule}");
            assert!(takes(EXCLUDE, rule, "Guide/a.md"), "{rule}");
        }
        // What keeps pages from readers takes a page by its name without the ending.
        assert!(
            takes(EXCLUDE, "guide/A", "guide/a.md") && !takes("include", "guide/a", "guide/a.md")
        );
        assert!(takes(EXCLUDE, "MASSE", "maße/a.md") && takes(EXCLUDE, "ünï", "ÜNÏ/a.md"));
    }

    #[test]
    fn a_pattern_that_says_too_much_is_reported_and_costs_no_other() {
        let huge = "?".repeat(2_001);
        let located =
            |value: &str| WrittenRule::Path(Located { value: value.to_owned(), span: None });
        let mut sink = Sink::default();
        let set = RuleSet::new(EXCLUDE, &[located("a*"), located(&huge), located("b*")], &mut sink);
        let said = sink.finish(()).diagnostics;
        let said: Vec<&str> = said.iter().map(|it| &*it.message).collect();
        assert_eq!(said.len(), 1, "{said:.80?}");
        assert!(
            said[0].ends_with(
                "…` is no pattern of paths: it has more than 2,000 bytes in a rule of paths"
            ),
            "{said:?}"
        );
        for path in ["a.md", "b.md"] {
            assert!(set.takes_path(&PackPath::new(path).unwrap()), "{path}");
        }
    }

    #[test]
    fn time_grows_as_rules_and_files_do() {
        for sign in ["", "*"] {
            assert_linear(sign, 250, |size| {
                let set =
                    rules(EXCLUDE, (0..size).map(|at| format!("folder-{at}/{sign}page-{at}.md")));
                let mut spoken = Spoken::new(&set);
                for at in 0..size {
                    let path = PackPath::new(&format!("folder-{at}/page-{at}.md")).unwrap();
                    assert!(set.takes_path(&path));
                    spoken.of_path(&path);
                }
                assert_eq!(spoken.idle().count(), 0);
            });
        }
    }
}
