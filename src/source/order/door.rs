//! What the reader of a tool's folder may look at, and what it finds.

use super::site::Site;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::decode::{Decoded, decode};
use crate::source::paths::within;
use crate::source::program::{Unknown, texts_under};
use crate::source::publication::{NOT_KNOWN, misshapen};
use crate::span::{FileId, Sources, Span};
use crate::yaml::{self, Excerpt, Node, SyntaxError, Value};

/// A site that was recognised: what it is called, and what it says.
pub(super) struct Found {
    /// The kind with its article: `an mdBook`.
    pub(super) kind: &'static str,
    /// The file that showed it, and where the order comes from, as half a sentence.
    pub(super) shown_by: (PackPath, &'static str),
    /// What it says.
    pub(super) site: Site,
}

/// What a reader may look at.
pub(super) struct Door<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) listing: &'a [PackPath],
    pub(super) sources: &'a mut Sources,
    pub(super) sink: &'a mut Sink,
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
        self.sink.push(error.help(NOT_KNOWN).at(span));
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
            self.say(misshapen(key, named, "the path of a folder"));
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
