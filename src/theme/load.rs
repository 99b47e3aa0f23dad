//! Reading a theme: a shipped one, or a folder laid over the theme it extends.

use std::sync::Arc;

use indexmap::IndexMap;

use super::media::{self, Sets};
use super::shipped::{self, SHIPPED, Shipped};
use super::{FILE, Theme, bounds, pictures as brought, unread};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::files::{FileError, Files, OutsidePack, PackPath};
use crate::span::{FileId, Sources, Span};
use crate::text::{css, single_spaced};
use crate::yaml::{self, Excerpt, Node};

/// How many themes may stand on one another.
const LONGEST_CHAIN: usize = 8;

/// The largest file of a theme that is read, in bytes.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// How much of what a style sheet fetches is shown, in characters.
const LONGEST_SHOWN: usize = 60;

/// The parts of the HTML file's script, in their order.
pub(crate) const SCRIPTS: [&str; 3] = ["html/comforts.js", "html/search.js", "html/pictures.js"];

/// The folders of a theme that hold templates.
const TEMPLATE_FOLDERS: [&str; 4] = ["html", "epub", "shared", "shortcodes"];

/// What templates are: everything in their folders that is text.
const TEMPLATE_ENDINGS: [&str; 4] = ["hbs", "css", "js", "svg"];

/// One theme of a chain, as it stands in its own files.
struct Layer {
    name: String,
    tokens: Node,
    templates: IndexMap<String, String>,
    pictures: IndexMap<String, Arc<[u8]>>,
    /// The files of its templates and pictures by their names.
    files: IndexMap<String, PackPath>,
    /// Files of its folder that are no templates, and for nothing else than a theme.
    unread: Vec<PackPath>,
}

impl Theme {
    /// Reads the theme `wanted`: the name of a shipped one, or the path of a folder with a
    /// `theme.yaml`.
    ///
    /// What is wrong with a theme is said and left out: there is always a theme to go on with.
    /// Its script is left out unless somebody who trusts the theme said that it `may_run`.
    pub fn load(
        wanted: &str,
        files: &dyn Files,
        sources: &mut Sources,
        may_run: bool,
    ) -> Warned<Self> {
        Self::read(wanted, None, files, sources, may_run)
    }

    /// Reads the theme in a folder of its own, which lies at `path` as the user would write it, and
    /// in no pack. Its script may run: whoever names such a folder has it from elsewhere than from
    /// the pack.
    pub fn load_outside(path: &str, files: &dyn Files, sources: &mut Sources) -> Warned<Self> {
        Self::read(".", Some(path), files, sources, true)
    }

    fn read(
        wanted: &str,
        outside: Option<&str>,
        files: &dyn Files,
        sources: &mut Sources,
        may_run: bool,
    ) -> Warned<Self> {
        let mut sink = Sink::default();
        let reader = Reader { files, outside, sources, sink: &mut sink, may_run };
        let theme = combine(reader.chain(wanted), &mut sink);
        sink.finish(theme)
    }

    /// The shipped theme that every other one starts from.
    pub fn shipped() -> Self {
        Self::shipped_as(SHIPPED[0].name)
    }

    /// The shipped theme of a name, or the one that every other one starts from.
    pub fn shipped_as(name: &str) -> Self {
        let nothing = crate::files::MemoryFiles::new();
        Self::load(name, &nothing, &mut Sources::default(), false).value
    }

    /// What a shipped theme is for: the words that its file starts with.
    pub fn about_shipped(name: &str) -> Option<String> {
        let lines = shipped::find(name)?.tokens.lines();
        let lead = lines.map_while(|line| line.strip_prefix('#')).map(str::trim);
        Some(lead.collect::<Vec<_>>().join(" "))
    }

    /// The names of all shipped themes, that of the base first.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> + Clone {
        SHIPPED.iter().map(|theme| theme.name)
    }
}

/// The tokens of themes that lie over one another.
struct Overlaid {
    /// As they are written, all of them.
    node: Node,
    /// As they are read from that, for each output.
    sets: Sets,
}

/// Lays themes over one another, the last one at the bottom.
fn combine(layers: Vec<Layer>, sink: &mut Sink) -> Theme {
    let name = layers.first().map_or(SHIPPED[0].name, |layer| &layer.name).to_owned();
    let (mut templates, mut pictures) = (IndexMap::new(), IndexMap::new());
    let (mut files, mut unread) = (IndexMap::new(), Vec::new());
    let mut below: Option<Overlaid> = None;
    for layer in layers.into_iter().rev() {
        templates.extend(layer.templates);
        pictures.extend(layer.pictures);
        files.extend(layer.files);
        unread.extend(layer.unread);
        below = Some(match below {
            None => {
                let sets = read(&layer.tokens).expect("the base is valid, as a test checks");
                Overlaid { node: layer.tokens, sets }
            }
            Some(below) => lay_over(below, layer.tokens, sink),
        });
    }
    let Overlaid { node, sets } = below.expect("a chain ends with a shipped theme");
    let theme = media::theme(name, node, sets, templates, pictures);
    sink.extend(brought::missing(&theme));
    let shown = brought::used(&theme.tokens);
    let idle = files
        .into_iter()
        .filter(|(name, _)| !shown.contains(name) && !unread::is_used(name, &theme.templates));
    unread.extend(idle.map(|(_, path)| path));
    unread.sort();
    sink.extend(unread::told(&unread));
    theme
}

/// Lays tokens over those below. A key at fault is left out, so that it does not cost the others.
fn lay_over(below: Overlaid, mut over: Node, sink: &mut Sink) -> Overlaid {
    const MOST_FAULTS: usize = 50;
    for _ in 0..MOST_FAULTS {
        let mut merged = below.node.clone();
        merged.merge(over.clone());
        let fault = match read(&merged) {
            Ok(sets) => return Overlaid { node: merged, sets },
            Err(fault) => fault,
        };
        let at = fault.span;
        sink.push(fault);
        if !at.is_some_and(|span| yaml::drop_smallest(&mut over, span)) {
            break;
        }
    }
    below
}

/// Reads tokens, and holds them to what can be printed.
fn read(merged: &Node) -> Result<Sets, Diagnostic> {
    media::split(merged, &|node| {
        let tokens = yaml::read(node).map_err(|fault| with_example(fault.diagnostic()))?;
        match bounds::check(&tokens, node) {
            Some(fault) => Err(fault),
            None => Ok(tokens),
        }
    })
}

/// A cure for every fault: where nothing better is known, the place that says what is right.
fn with_example(fault: Diagnostic) -> Diagnostic {
    match fault.help {
        Some(_) => fault,
        None => fault.help("docs/themes.md says what each key of a theme takes"),
    }
}

/// Reads the files of themes.
struct Reader<'a> {
    files: &'a dyn Files,
    /// Where the files lie, if in no pack.
    outside: Option<&'a str>,
    sources: &'a mut Sources,
    sink: &'a mut Sink,
    /// Whether a script of the theme is taken.
    may_run: bool,
}

impl Reader<'_> {
    /// The theme `wanted` and those it stands on; the last one is always shipped.
    fn chain(mut self, wanted: &str) -> Vec<Layer> {
        let mut layers = Vec::new();
        let mut wanted = Wanted { name: wanted.to_owned(), from: None, span: None };
        let mut seen = Vec::new();
        loop {
            if let Some(theme) = shipped::find(&wanted.name) {
                let (layer, base) = self.shipped(theme);
                layers.push(layer);
                if theme.name == SHIPPED[0].name {
                    return layers;
                }
                wanted = base;
                continue;
            }
            let extended = match wanted.folder() {
                Ok(folder) if seen.contains(&folder) || seen.len() == LONGEST_CHAIN => {
                    self.sink.push(wanted.circular());
                    None
                }
                Ok(folder) => {
                    let read = self.folder(&folder, &wanted);
                    seen.push(folder);
                    read
                }
                Err(OutsidePack) => {
                    self.sink.push(wanted.unknown(&FileError::Outside));
                    None
                }
            };
            wanted = match extended {
                Some((layer, base)) => {
                    layers.push(layer);
                    base
                }
                None => Wanted::default_theme(),
            };
        }
    }

    /// A shipped theme, and the shipped one that it extends.
    fn shipped(&mut self, theme: &Shipped) -> (Layer, Wanted) {
        let file = self.sources.add(theme.path, theme.tokens);
        let mut tokens = yaml::parse(&Excerpt::whole(file, self.sources))
            .expect("shipped themes are valid, as a test checks");
        let base = tokens.remove("extends");
        let base = base.as_ref().and_then(|entry| entry.value.as_text());
        let base = base.map_or_else(Wanted::default_theme, |name| Wanted {
            name: name.to_owned(),
            ..Wanted::default_theme()
        });
        let templates = theme.templates.iter();
        let pictures = theme.pictures.iter();
        let layer = Layer {
            name: theme.name.to_owned(),
            tokens,
            templates: templates.map(|&(path, text)| (path.to_owned(), text.to_owned())).collect(),
            pictures: pictures.map(|&(path, bytes)| (path.to_owned(), bytes.into())).collect(),
            files: IndexMap::new(),
            unread: Vec::new(),
        };
        (layer, base)
    }

    /// A theme in a folder, and the theme it extends.
    fn folder(&mut self, folder: &PackPath, wanted: &Wanted) -> Option<(Layer, Wanted)> {
        let path = in_folder(folder, FILE)?;
        let text = match self.text(&path) {
            Ok(text) => text,
            Err(error) => {
                self.sink.push(wanted.unknown(&error));
                return None;
            }
        };
        let file = self.add(&path, text);
        let mut tokens = match yaml::parse(&Excerpt::whole(file, self.sources)) {
            Ok(tokens) => tokens,
            Err(error) => {
                let diagnostic = Diagnostic::error(Code::InvalidConfig, error.message);
                self.sink.push(diagnostic.at(error.span).help(error.help));
                return None;
            }
        };
        let base = self.base(&mut tokens, path);
        let name = if folder.as_str().is_empty() { "theme" } else { folder.file_name() };
        let mut layer = Layer {
            name: name.to_owned(),
            tokens,
            templates: IndexMap::new(),
            pictures: IndexMap::new(),
            files: IndexMap::new(),
            unread: Vec::new(),
        };
        self.templates(folder, &mut layer);
        Some((layer, base))
    }

    /// What `extends` says, taken out of the tokens.
    fn base(&mut self, tokens: &mut Node, path: PackPath) -> Wanted {
        let Some(entry) = tokens.remove("extends") else { return Wanted::default_theme() };
        match yaml::read::<String>(&entry.value) {
            Ok(name) => Wanted { name, from: Some(path), span: Some(entry.value.span) },
            Err(fault) => {
                self.sink.push(fault.diagnostic());
                Wanted::default_theme()
            }
        }
    }

    /// Reads the templates of a folder, and finds what nothing reads.
    fn templates(&mut self, folder: &PackPath, layer: &mut Layer) {
        let mut fetches = Vec::new();
        let listing = self.files.list().unwrap_or_default();
        // A theme in the folder of another one has files of its own.
        let nested =
            |path: &&PackPath| path.file_name() == FILE && path.folder() != folder.as_str();
        let nested: Vec<String> =
            listing.iter().filter(nested).map(|path| format!("{}/", path.folder())).collect();
        for path in listing {
            let Some(name) = below(folder, &path) else { continue };
            let top = name.split_once('/').map_or("", |(top, _)| top);
            if brought::is_picture(name) {
                self.picture(name, &path, layer);
                continue;
            }
            let is_template = TEMPLATE_FOLDERS.contains(&top);
            let is_text = path.extension().is_some_and(|it| TEMPLATE_ENDINGS.contains(&it));
            if !is_template || !is_text {
                let of_other = nested.iter().any(|folder| path.as_str().starts_with(folder));
                if !of_other && unread::may_be_meant(name, is_template, folder.as_str().is_empty())
                {
                    layer.unread.push(path);
                }
                continue;
            }
            layer.files.insert(name.to_owned(), path.clone());
            match self.text(&path) {
                Ok(text) if SCRIPTS.contains(&name) && !self.may_run && !text.trim().is_empty() => {
                    self.sink.push(script(&path));
                }
                Ok(text) if path.extension() == Some("css") => {
                    let sheet = self.without_fetches(&path, text, &mut fetches);
                    layer.templates.insert(name.to_owned(), sheet);
                }
                Ok(text) => drop(layer.templates.insert(name.to_owned(), text)),
                Err(error) => {
                    let message = format!("the template `{path}` cannot be read: {error}");
                    self.sink.push(Diagnostic::error(Code::Template, message));
                }
            }
        }
        self.sink.extend(fetching(&fetches, self.sources));
    }

    /// Reads a picture.
    fn picture(&mut self, name: &str, path: &PackPath, layer: &mut Layer) {
        match self.bytes(path) {
            Ok(bytes) => drop(layer.pictures.insert(name.to_owned(), bytes.into())),
            Err(error) => {
                let message = format!("the picture `{path}` cannot be read: {error}");
                self.sink.push(Diagnostic::error(Code::Template, message));
            }
        }
        layer.files.insert(name.to_owned(), path.clone());
    }

    /// A style sheet without what it fetches, the places of which are added to `found`.
    fn without_fetches(&mut self, path: &PackPath, text: String, found: &mut Vec<Span>) -> String {
        let fetches = css::fetches(&text, css::stays_inside);
        if fetches.is_empty() {
            return text;
        }
        let sheet = css::without(&text, &fetches);
        let file = self.add(path, text);
        found.extend(fetches.iter().map(|fetch| Span::new(file, fetch.range.clone())));
        sheet
    }

    /// Makes the places in a file known.
    fn add(&mut self, path: &PackPath, text: String) -> FileId {
        match self.outside {
            Some(folder) => {
                let folder = folder.trim_end_matches('/');
                self.sources.add_outside(format!("{folder}/{path}"), text)
            }
            None => self.sources.add(path.as_str(), text),
        }
    }

    fn text(&self, path: &PackPath) -> Result<String, FileError> {
        String::from_utf8(self.bytes(path)?)
            .map_err(|_| FileError::Unreadable("it is not UTF-8".to_owned()))
    }

    fn bytes(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        if self.files.size(path)? > LARGEST_FILE {
            return Err(FileError::Unreadable("it is larger than 4 MB".to_owned()));
        }
        self.files.read(path)
    }
}

/// A theme whose style sheets fetch something, at some places.
fn fetching(places: &[Span], sources: &Sources) -> Option<Diagnostic> {
    let first = *places.first()?;
    let written: String =
        single_spaced(sources.excerpt(first)).chars().take(LONGEST_SHOWN).collect();
    let message = match places.len() {
        1 => format!(
            "`{written}` of the theme's style sheets is left out: a document fetches nothing"
        ),
        many => format!(
            "`{written}` and {} more of the theme's style sheets are left out: a document fetches \
             nothing",
            many - 1
        ),
    };
    let help = "write rules into the style sheet itself, pictures as `data:` addresses, and put \
                fonts into the pack's `fonts/` folder";
    Some(Diagnostic::warning(Code::Template, message).at(first).help(help))
}

/// A theme that brings a script: what runs in a file that is handed on is Recto's own.
fn script(path: &PackPath) -> Diagnostic {
    let message = format!("the theme brings a script of its own, `{path}`, and none may run");
    Diagnostic::error(Code::Template, message).help(
        "take the file out of the theme, or leave it empty for an HTML file without a script; where \
         you trust the theme, say `--trust-theme`",
    )
}

/// The path of a file in a folder of the pack, which may be the pack itself.
fn in_folder(folder: &PackPath, name: &str) -> Option<PackPath> {
    let path =
        if folder.as_str().is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    PackPath::new(&path).ok()
}

/// The path as seen from a folder, where it lies below it.
fn below<'a>(folder: &PackPath, path: &'a PackPath) -> Option<&'a str> {
    match folder.as_str() {
        "" => Some(path.as_str()),
        folder => path.as_str().strip_prefix(folder)?.strip_prefix('/'),
    }
}

/// A theme that is asked for, and by whom.
struct Wanted {
    name: String,
    /// The `theme.yaml` that extends it; none for the pack's own wish.
    from: Option<PackPath>,
    span: Option<Span>,
}

impl Wanted {
    fn default_theme() -> Self {
        Self { name: SHIPPED[0].name.to_owned(), from: None, span: None }
    }

    fn folder(&self) -> Result<PackPath, OutsidePack> {
        match &self.from {
            Some(path) => path.sibling(&self.name),
            None => PackPath::new(&self.name),
        }
    }

    fn unknown(&self, error: &FileError) -> Diagnostic {
        let message = match error {
            FileError::NotFound => format!("there is no theme `{}`", self.name),
            error => format!("the theme `{}` cannot be read: {error}", self.name),
        };
        let names = SHIPPED.iter().map(|theme| theme.name);
        let help = match yaml::nearest(&self.name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write the name of a shipped theme ({}) or the path of a folder with a `theme.yaml`",
                names.collect::<Vec<_>>().join(", ")
            ),
        };
        self.located(Diagnostic::error(Code::UnknownTheme, message).help(help))
    }

    fn circular(&self) -> Diagnostic {
        let message = format!("the theme `{}` extends itself, or too many others", self.name);
        let help = "let `extends` name a theme that stands on its own";
        self.located(Diagnostic::error(Code::UnknownTheme, message).help(help))
    }

    fn located(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        }
    }
}

#[cfg(test)]
mod tests;
