//! Folders of other tools: what they are, and the order they already have.
//!
//! Each reader knows one tool. It looks for that tool's settings and takes from them where the
//! pages lie, what the whole is called and in which order it stands. `pack.yaml` overrides all of
//! it, and the tool's own files are never changed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{azure, beside, docusaurus, hugo, jekyll, mdbook, mkdocs, starlight, vitepress, wiki};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::addresses::Addressing;
use crate::source::config::{ContentsEntry, GeneratedIndex, at};
use crate::source::decode::{Decoded, decode};
use crate::source::dialect::Dialect;
use crate::source::extensions::Extensions;
use crate::source::maths::Formulas;
use crate::source::menus::Menus;
use crate::source::program::{Unknown, texts_under};
use crate::source::publication::{self, Publishing};
use crate::source::punctuation::Punctuation;
use crate::span::{FileId, Sources, Span};
use crate::text::slug::Slugs;
use crate::yaml::{self, Excerpt, Located, Node, SyntaxError, Value};

/// What a folder of a tool says about its pages. The default is a plain folder.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Site {
    /// The tool whose site it is.
    pub(in crate::source) dialect: Dialect,
    /// The formulas that the tool's settings ask for.
    pub(in crate::source) formulas: Option<Formulas>,
    /// What the tool makes of typewriter's punctuation.
    pub(in crate::source) punctuation: Punctuation,
    /// How it makes ids of headings, where its settings change that.
    pub(in crate::source) slugs: Option<Slugs>,
    /// The menus of a Hugo site.
    pub(in crate::source) menus: Option<Menus>,
    /// The extensions of Python-Markdown that read the pages.
    pub(in crate::source) extensions: Extensions,
    /// What lines of code start with that an mdBook does not show, by the code's language.
    pub(in crate::source) hidden_lines: BTreeMap<String, String>,
    /// The folders that a slash at the start of an address may mean.
    pub(in crate::source) roots: Vec<String>,
    /// The folder that holds the pages; empty for the exported one.
    pub(in crate::source) root: String,
    /// The folders of pages where there are several, each with the folder that it stands for below
    /// the pages; what lies in one stands there.
    pub(in crate::source) mounts: Vec<(String, String)>,
    /// What the whole is called, and the like.
    pub(in crate::source) identity: Identity,
    /// The order, where it is written down; paths below the exported folder.
    pub(in crate::source) contents: Vec<ContentsEntry>,
    /// What is said about folders, by their path below `root`.
    pub(in crate::source) folders: BTreeMap<String, Folder>,
    /// Names of folders that start with `_` and hold pages all the same.
    pub(in crate::source) collections: Vec<String>,
    /// What the tool publishes.
    pub(in crate::source) publishing: Publishing,
    /// The language that names of files may end in: `en` in `index.en.md`.
    pub(in crate::source) suffix: Option<String>,
    /// How the tool makes the addresses of its pages.
    pub(in crate::source) addressing: Addressing,
    /// What gives `contents`: "`nav` in `mkdocs.yml`".
    pub(in crate::source) listed_by: Option<String>,
    /// The values that its settings give pages, by the names that pages call them by.
    pub(in crate::source) values: BTreeMap<String, String>,
}

impl Site {
    /// What names of files may end in to say their language: `.en`; empty where they do not.
    pub(in crate::source) fn suffix(&self) -> &str {
        self.suffix.as_deref().unwrap_or_default()
    }

    /// A path as seen from the folder of pages; none where it lies in no such folder.
    pub(in crate::source) fn local<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        if self.mounts.is_empty() {
            return within(&self.root, path).map(Cow::Borrowed);
        }
        let below = |(source, target): &(String, String)| {
            let rest = within(source, path)?;
            Some((source.len(), join(target, rest)))
        };
        let nearest = self.mounts.iter().filter_map(below).max_by_key(|(length, _)| *length);
        nearest.map(|(_, local)| Cow::Owned(local))
    }

    /// The paths that `contents` names.
    pub(in crate::source) fn named(&self) -> BTreeSet<&str> {
        let mut named = BTreeSet::new();
        let mut open: Vec<&ContentsEntry> = self.contents.iter().collect();
        while let Some(entry) = open.pop() {
            match entry {
                ContentsEntry::Page(page) => {
                    named.insert(page.value.as_str());
                }
                ContentsEntry::Group(group) => {
                    named.extend(group.page.as_ref().map(|page| page.value.as_str()));
                    open.extend(&group.pages);
                }
            }
        }
        named
    }
}

/// What a tool's settings say about the whole.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Identity {
    pub(in crate::source) title: Option<String>,
    pub(in crate::source) description: Option<String>,
    pub(in crate::source) authors: Vec<String>,
    pub(in crate::source) lang: Option<String>,
    pub(in crate::source) copyright: Option<String>,
}

/// What is said about a folder that no page stands for.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Folder {
    /// Its title.
    pub(in crate::source) label: Option<Located<String>>,
    /// Its place among its siblings.
    pub(in crate::source) position: Option<f64>,
    /// What a page says that the tool makes for it.
    pub(in crate::source) index: Option<GeneratedIndex>,
}

/// How deep the entries of a tool's list, or the folders that make one, may nest. What is deeper in a
/// list stands at this level; what lies deeper is not listed.
pub(super) const DEEPEST: usize = 20;

/// A site that was recognised: what it is called, and what it says.
pub(super) struct Found {
    /// The kind with its article: `an mdBook`.
    pub(super) kind: &'static str,
    /// The file that showed it, and where the order comes from, as half a sentence.
    pub(super) shown_by: (PackPath, &'static str),
    /// What it says.
    pub(super) site: Site,
}

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
    let mut rules = publication::templates(files, &mut |diagnostic| door.say(diagnostic));
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

/// What a reader may look at.
pub(super) struct Door<'a> {
    files: &'a dyn Files,
    listing: &'a [PackPath],
    sources: &'a mut Sources,
    sink: &'a mut Sink,
}

impl Door<'_> {
    /// The first of some files that is there.
    pub(super) fn first(&self, names: &[&str]) -> Option<PackPath> {
        names.iter().find_map(|name| {
            let path = PackPath::new(name).ok()?;
            // Names that start with a dot are in no listing.
            let is_hidden = path.as_str().split('/').any(|name| name.starts_with('.'));
            let hidden = || is_hidden && self.files.size(&path).is_ok();
            (self.listing.binary_search(&path).is_ok() || hidden()).then_some(path)
        })
    }

    /// The name of the exported folder.
    pub(super) fn folder_name(&self) -> &str {
        self.files.name()
    }

    /// The same, of names that are made.
    pub(super) fn first_of(&self, names: &[String]) -> Option<PackPath> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.first(&names)
    }

    /// A program of this name, in whatever of JavaScript's endings.
    pub(super) fn program(&self, stem: &str) -> Option<PackPath> {
        let endings = ["js", "ts", "mjs", "mts", "cjs", "cts"];
        self.first_of(&endings.map(|ending| format!("{stem}.{ending}")))
    }

    /// The files of a name, wherever they lie below a folder.
    pub(super) fn named(&self, root: &str, names: &[&str]) -> Vec<PackPath> {
        let below = |path: &&PackPath| within(root, path.as_str()).is_some();
        let called = |path: &&PackPath| names.contains(&path.file_name());
        self.listing.iter().filter(below).filter(called).cloned().collect()
    }

    /// Every file of the folder.
    pub(super) fn listing(&self) -> &[PackPath] {
        self.listing
    }

    /// Whether a folder holds anything.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        !self.below(folder).is_empty()
    }

    /// The files below a folder.
    pub(super) fn below(&self, folder: &str) -> &[PackPath] {
        if folder.is_empty() {
            return self.listing;
        }
        // They stand together, since the listing is sorted.
        let start =
            self.listing.partition_point(|path| path.as_str() < format!("{folder}/").as_str());
        let rest = &self.listing[start..];
        &rest[..rest.partition_point(|path| within(folder, path.as_str()).is_some())]
    }

    /// Reads a text file that says which pages are published. One that cannot be read refuses.
    pub(super) fn open(&mut self, path: &PackPath) -> Option<FileId> {
        let Decoded { text, guessed } = match self.files.read(path) {
            Ok(bytes) => decode(&bytes),
            Err(error) => {
                let message = format!("`{path}` cannot be read: {error}");
                self.refuse(message, None);
                return None;
            }
        };
        let file = self.sources.add(path.as_str(), text);
        if let Some(guessed) = guessed {
            let message = "this file is not UTF-8, so that its words are not known";
            self.refuse(message.to_owned(), Some(Span::new(file, guessed)));
        }
        Some(file)
    }

    /// Says that settings which decide what is published cannot be honoured.
    pub(super) fn refuse(&mut self, message: String, span: Option<Span>) {
        let error = Diagnostic::error(Code::InvalidConfig, message);
        self.sink.push(at(error.help(publication::NOT_KNOWN), span));
    }

    /// The texts that a program of settings lists under a key. What it computes is not known, and
    /// refuses.
    pub(super) fn texts_under(&mut self, file: FileId, key: &str) -> Option<Vec<String>> {
        let Unknown { at, key: written } = match texts_under(self.text(file), key) {
            Ok(texts) => return Some(texts),
            Err(unknown) => unknown,
        };
        let message = if written == key {
            format!("`{key}` is computed here, so that what it leaves out is not known")
        } else {
            format!("`{written}` may be meant as `{key}`")
        };
        let error = Diagnostic::error(Code::InvalidConfig, message).at(Span::new(file, at));
        self.say(error.help(
            "write its patterns as a list of texts, or export the folder of pages with a pack.yaml \
             of its own",
        ));
        None
    }

    /// The text of a file.
    pub(super) fn text(&self, file: FileId) -> &str {
        &self.sources.get(file).text
    }

    /// Reads settings that say what is published: TOML by the file's ending, else YAML, of which
    /// JSON is a part. What they keep back is not known where they cannot be read, and then nothing
    /// is to be written.
    pub(super) fn settings(&mut self, path: &PackPath) -> Option<Node> {
        let file = self.open(path)?;
        match self.parse(path, file) {
            Ok(node) if matches!(node.value, Value::Map(_)) => return Some(node),
            Ok(node) if node.is_null() => {}
            Ok(node) => self.refuse("these settings have no keys".to_owned(), Some(node.span)),
            Err(error) => {
                let diagnostic = Diagnostic::error(Code::InvalidConfig, error.message);
                self.sink.push(diagnostic.at(error.span).help(error.help));
            }
        }
        Some(Node::empty_map(Span::new(file, 0..0)))
    }

    /// Reads settings that say how pages are called and ordered, and nothing else. Broken ones are
    /// reported and count as empty.
    pub(super) fn names(&mut self, path: &PackPath) -> Option<Node> {
        let bytes = self.files.read(path).ok()?;
        let file = self.sources.add(path.as_str(), decode(&bytes).text);
        let read = self.parse(path, file);
        let warn = |SyntaxError { span, message, help }| {
            Diagnostic::warning(Code::InvalidConfig, message).at(span).help(help)
        };
        read.map_err(|error| self.sink.push(warn(error))).ok()
    }

    fn parse(&self, path: &PackPath, file: FileId) -> Result<Node, SyntaxError> {
        let excerpt = Excerpt::whole(file, self.sources);
        let toml = path.extension() == Some("toml");
        if toml { yaml::parse_toml(&excerpt) } else { yaml::parse(&excerpt) }
    }

    /// The folder that a setting names, as the paths of a pack are written: `./docs/` is `docs`.
    pub(super) fn folder_of(&mut self, node: &Node, key: &str, default: &str) -> String {
        let Some(named) = node.get(key).filter(|named| !named.is_null()) else {
            return default.to_owned();
        };
        let Some(written) = named.as_text() else {
            self.say(publication::misshapen(key, named, "the path of a folder"));
            return default.to_owned();
        };
        let folder = PackPath::new(written).map(|path| path.as_str().to_owned());
        folder.unwrap_or_else(|_| {
            let message = format!("`{key}` names a folder outside of the one that is exported");
            let help = "export the folder that holds both";
            self.say(Diagnostic::error(Code::InvalidConfig, message).at(named.span).help(help));
            default.to_owned()
        })
    }

    /// Says something.
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }
}

/// What is told of an entry of a list of pages that leads to the web.
pub(super) fn leads_away(place: Option<Span>) -> Diagnostic {
    let note = Diagnostic::note(Code::PageOrder, "this entry leads to the web and is left out");
    at(note.help("link to it from a page"), place)
}

/// What a site publishes that has translations in folders of these names below its pages, as a program
/// says: they are none of it.
pub(super) fn without_translations<'a>(
    pages: &str,
    names: impl Iterator<Item = &'a str>,
    program: FileId,
    door: &mut Door<'_>,
) -> Publishing {
    let (span, say) = (Span::new(program, 0..0), &mut |it| door.say(it));
    let rules = names.map(|name| {
        let (below, cause) = (format!("{name}/**"), format!("it is a translation, into `{name}`"));
        publication::by_globs(pages, [&*below], (false, cause), (span, say))
    });
    Publishing { rules: rules.collect(), ..Publishing::default() }
}

/// What gives the order of a site whose settings may have a sidebar, which gives `contents`.
pub(super) fn sidebar_or_folders(contents: &[ContentsEntry]) -> &'static str {
    if contents.is_empty() { "its folders give the order" } else { "its `sidebar` gives the order" }
}

/// Whether sections at the top are parts of the whole: what follows a part seems to belong to it, so
/// that nothing may follow but others.
pub(super) fn are_parts<T>(items: &[T], is_section: impl Fn(&T) -> bool) -> bool {
    items.iter().skip_while(|item| !is_section(item)).all(&is_section)
}

/// The rest of a path below a folder; all of it below the exported folder.
pub(in crate::source) fn within<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// A path below the exported folder from one below `root`.
pub(in crate::source) fn join(root: &str, path: &str) -> String {
    let path = path.trim_start_matches("./");
    if root.is_empty() { path.to_owned() } else { format!("{root}/{path}") }
}

/// The most bytes of a value that pages call by name: a few letters there become all of it.
pub const LONGEST_VALUE: usize = 1_000;

/// Adds the plain values among settings by their paths behind a name: `name.group.key`. One that is
/// known stays.
pub(super) fn add_values(name: &str, node: &Node, found: &mut BTreeMap<String, String>) {
    let mut open = vec![(name.to_owned(), node)];
    while let Some((name, node)) = open.pop() {
        if let Some(text) = node.as_text().filter(|text| text.len() <= LONGEST_VALUE) {
            found.entry(name.clone()).or_insert_with(|| text.to_owned());
        }
        let below = |key: &str| match &*name {
            "" => key.to_owned(),
            name => format!("{name}.{key}"),
        };
        open.extend(node.entries().iter().map(|entry| (below(&entry.key), &entry.value)));
    }
}

/// A text among settings.
pub(super) fn text_of(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_text).map(str::to_owned)
}
