//! Reading a theme: a shipped one, or a folder laid over the theme it extends.

use indexmap::IndexMap;

use super::shipped::{self, SHIPPED, Shipped};
use super::{Theme, Tokens, bounds, unread};
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
    /// The files of its templates by their names.
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
    /// in no pack.
    pub fn load_outside(
        path: &str,
        files: &dyn Files,
        sources: &mut Sources,
        may_run: bool,
    ) -> Warned<Self> {
        Self::read(".", Some(path), files, sources, may_run)
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
        let nothing = crate::files::MemoryFiles::new();
        Self::load(SHIPPED[0].name, &nothing, &mut Sources::default(), false).value
    }
}

/// The tokens of themes that lie over one another.
struct Overlaid {
    /// As they are written, all of them.
    node: Node,
    /// As they are read from that.
    tokens: Tokens,
}

/// Lays themes over one another, the last one at the bottom.
fn combine(layers: Vec<Layer>, sink: &mut Sink) -> Theme {
    let name = layers.first().map_or(SHIPPED[0].name, |layer| &layer.name).to_owned();
    let (mut templates, mut files, mut unread) = (IndexMap::new(), IndexMap::new(), Vec::new());
    let mut below: Option<Overlaid> = None;
    for layer in layers.into_iter().rev() {
        templates.extend(layer.templates);
        files.extend(layer.files);
        unread.extend(layer.unread);
        below = Some(match below {
            None => {
                let tokens = yaml::read(&layer.tokens)
                    .expect("the shipped theme is valid, as a test checks");
                Overlaid { node: layer.tokens, tokens }
            }
            Some(below) => lay_over(below, layer.tokens, sink),
        });
    }
    let Overlaid { tokens, .. } = below.expect("a chain ends with a shipped theme");
    let idle = files.into_iter().filter(|(name, _)| !unread::is_used(name, &templates));
    unread.extend(idle.map(|(_, path)| path));
    unread.sort();
    sink.extend(unread::told(&unread));
    Theme { name, tokens, templates }
}

/// Lays tokens over those below. A key at fault is left out, so that it does not cost the others.
fn lay_over(below: Overlaid, mut over: Node, sink: &mut Sink) -> Overlaid {
    const MOST_FAULTS: usize = 50;
    for _ in 0..MOST_FAULTS {
        let mut merged = below.node.clone();
        merged.merge(over.clone());
        let fault = match read(&merged) {
            Ok(tokens) => return Overlaid { node: merged, tokens },
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
fn read(merged: &Node) -> Result<Tokens, Diagnostic> {
    let tokens = yaml::read(merged).map_err(|fault| with_example(fault.diagnostic()))?;
    match bounds::check(&tokens, merged) {
        Some(fault) => Err(fault),
        None => Ok(tokens),
    }
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
                layers.push(self.shipped(theme));
                if theme.name == SHIPPED[0].name {
                    return layers;
                }
                wanted = Wanted::default_theme();
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

    fn shipped(&mut self, theme: &Shipped) -> Layer {
        let file = self.sources.add(theme.path, theme.tokens);
        let tokens = yaml::parse(&Excerpt::whole(file, self.sources))
            .expect("shipped themes are valid, as a test checks");
        let templates = theme.templates.iter();
        let templates = templates.map(|&(path, text)| (path.to_owned(), text.to_owned())).collect();
        let (files, unread) = (IndexMap::new(), Vec::new());
        let mut layer = Layer { name: theme.name.to_owned(), tokens, templates, files, unread };
        layer.tokens.remove("extends");
        layer
    }

    /// A theme in a folder, and the theme it extends.
    fn folder(&mut self, folder: &PackPath, wanted: &Wanted) -> Option<(Layer, Wanted)> {
        let path = in_folder(folder, "theme.yaml")?;
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
        let (templates, files) = (IndexMap::new(), IndexMap::new());
        let mut layer =
            Layer { name: name.to_owned(), tokens, templates, files, unread: Vec::new() };
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
            |path: &&PackPath| path.file_name() == "theme.yaml" && path.folder() != folder.as_str();
        let nested: Vec<String> =
            listing.iter().filter(nested).map(|path| format!("{}/", path.folder())).collect();
        for path in listing {
            let Some(name) = below(folder, &path) else { continue };
            let top = name.split_once('/').map_or("", |(top, _)| top);
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
        if self.files.size(path)? > LARGEST_FILE {
            return Err(FileError::Unreadable("it is larger than 4 MB".to_owned()));
        }
        String::from_utf8(self.files.read(path)?)
            .map_err(|_| FileError::Unreadable("it is not UTF-8".to_owned()))
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
         you trust the theme, say `--allow-scripts`",
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
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::theme::Color;

    fn load(wanted: &str, files: &MemoryFiles) -> (Theme, Vec<String>) {
        let mut sources = Sources::default();
        let warned = Theme::load(wanted, files, &mut sources, false);
        let told = warned.diagnostics.into_iter().map(|diagnostic| {
            let place = diagnostic.span.map(|span| {
                format!("{}:{} ", sources.get(span.file).path, sources.line_column(span).line)
            });
            let help = diagnostic.help.unwrap_or_default();
            format!("{}{} ({help})", place.unwrap_or_default(), diagnostic.message)
        });
        (warned.value, told.collect())
    }

    #[test]
    fn every_shipped_theme_is_valid() {
        for theme in SHIPPED {
            let (loaded, told) = load(theme.name, &MemoryFiles::new());
            assert_eq!((&*loaded.name, told), (theme.name, Vec::new()));
        }
    }

    #[test]
    fn a_folder_lies_over_what_it_extends() {
        let files = MemoryFiles::new()
            .with("house/theme.yaml", "colors: { link: \"#111111\", accent: \"#222222\" }")
            .with("house/html/document.hbs", "house")
            .with("house/html/notes.txt", "no template")
            .with("mine/theme.yaml", "extends: ../house\ncolors:\n  link: \"#333333\"\n")
            .with("mine/shortcodes/x.hbs", "x");
        let (theme, told) = load("mine", &files);
        assert_eq!(told, Vec::<String>::new());
        let colors = &theme.tokens.colors;
        assert_eq!((colors.link, colors.accent), (Color::rgb(51, 51, 51), Color::rgb(34, 34, 34)));
        assert_eq!(colors.text, Theme::shipped().tokens.colors.text);
        assert_eq!(theme.templates["html/document.hbs"], "house");
        assert_eq!(theme.templates["shortcodes/x.hbs"], "x");
        assert!(theme.templates.contains_key("html/style.css"));
        assert!(!theme.templates.contains_key("html/notes.txt"));
    }

    #[test]
    fn what_is_wrong_is_named_and_costs_only_itself() {
        let yaml = "colors:\n  lnik: \"#111111\"\n  accent: red\n  rule: \"#444\"\n";
        let (theme, told) = load("t", &MemoryFiles::new().with("t/theme.yaml", yaml));
        insta::assert_snapshot!(told.join("\n"), @r"
        t/theme.yaml:3 `red` is no colour: write it as #rrggbb (docs/themes.md says what each key of a theme takes)
        t/theme.yaml:2 nobody knows the key `lnik` here (did you mean `link`?)
        ");
        assert_eq!(theme.tokens.colors.rule, Color::rgb(0x44, 0x44, 0x44));
        assert_eq!(theme.tokens.colors.accent, Theme::shipped().tokens.colors.accent);
    }

    #[test]
    fn what_nobody_can_print_with_is_told_with_a_cure() {
        let told =
            |yaml: &str| load("t", &MemoryFiles::new().with("t/theme.yaml", yaml)).1.concat();
        for (yaml, words) in [
            ("page: { margin_inner: 180mm }", "no room for text"),
            ("page: { size: 2in x 2in }", "no room for text"),
            ("page: { margin_top: -3mm }", "cannot be -"),
            ("text: { size: 900pt }", "from 3 to 72 pt"),
            ("page: { size: leter }", "did you mean `letter`?"),
            ("page: { size: { width: 3in } }", "`height`"),
            ("running: { head_inner: '{book}' }", "`{classification}`"),
            ("headings: { scale: [] }", "`headings.scale`"),
            ("labels: { en: { contnts: A } }", "did you mean `contents`?"),
            ("contents: { depth: 9 }", "from 0 to 8"),
            ("outline: { depth: 40 }", "from 1 to 32"),
            ("outline: { open: 40 }", "from 0 to 32"),
            ("page: { bleed: 80mm }", "cannot be 80 mm (write a value from 0 to 50.8 mm)"),
            (
                "page: { size: 0.5in x 9in }",
                "cannot be 0.5 in wide (write a value from 1 to 200 in)",
            ),
            ("page: { size: { width: 9in, height: 2mm } }", "cannot be 2 mm high"),
            ("page: { margin_inner: 8in }", "margins of 9.1 in leave no room"),
        ] {
            let told = told(yaml);
            assert!(told.starts_with("t/theme.yaml:1 ") && told.contains(words), "{yaml}: {told}");
            assert!(!told.ends_with("()"), "{yaml}: {told}");
        }
    }

    #[test]
    fn files_that_nothing_reads_are_reported_once() {
        let files = MemoryFiles::new()
            .with("t/theme.yaml", "")
            .with("t/README.md", "About")
            .with("t/logo.png", "")
            .with("t/html/page.hbs", "{{> card}}{{#each pages}}{{>\"note\"}}{{/each}}")
            .with("t/html/card.hbs", "")
            .with("t/html/note.hbs", "")
            .with("t/html/extra.css", "")
            .with("t/shortcodes/own.hbs", "");
        assert_eq!(load("t", &files).1, Vec::<String>::new());
        let more = files
            .with("t/html/pages.hbs", "")
            .with("t/style.css", "")
            .with("t/fonts/Own.woff2", "")
            .with("t/other/theme.yaml", "")
            .with("t/other/html/page.hbs", "");
        let told = load("t", &more).1.concat();
        assert!(
            told.starts_with("nothing reads 3 files of the theme, such as `t/fonts/"),
            "{told}"
        );
    }

    #[test]
    fn a_theme_brings_no_script() {
        for name in SCRIPTS {
            let script = |words: &str| {
                let files = MemoryFiles::new().with("t/theme.yaml", "extends: default");
                load("t", &files.with(&format!("t/{name}"), words))
            };
            let (theme, told) = script("alert(1)");
            assert!(told[0].contains(&format!("`t/{name}`")), "{told:?}");
            assert!(!theme.templates[name].contains("alert"));
            let (theme, told) = script("\n");
            assert_eq!((theme.templates[name].as_str(), told.len()), ("\n", 0));
        }
    }

    #[test]
    fn themes_that_are_not_there_or_go_in_circles_leave_the_default() {
        let files = MemoryFiles::new()
            .with("a/theme.yaml", "extends: ../b")
            .with("b/theme.yaml", "extends: ../a")
            .with("c/theme.yaml", "extends: ../../c");
        let told: Vec<_> =
            ["defualt", "a", "c", "/etc"].iter().flat_map(|name| load(name, &files).1).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        there is no theme `defualt` (did you mean `default`?)
        b/theme.yaml:1 the theme `../a` extends itself, or too many others (let `extends` name a theme that stands on its own)
        c/theme.yaml:1 the theme `../../c` cannot be read: it lies outside the pack (write the name of a shipped theme (default) or the path of a folder with a `theme.yaml`)
        the theme `/etc` cannot be read: it lies outside the pack (write the name of a shipped theme (default) or the path of a folder with a `theme.yaml`)
        ");
    }

    #[test]
    fn style_sheets_fetch_nothing() {
        let files = MemoryFiles::new()
            .with("t/theme.yaml", "")
            .with("t/epub/style.css", "p { color: red }")
            .with("t/html/extra.css", "@\\69mport '//e.example';\np { background: url(\n a.png) }")
            .with("t/shared/code.css", "/* url(a) */ p { background: url(data:,a) }");
        let (theme, told) = load("t", &files);
        insta::assert_snapshot!(told.join("\n"), @r"t/html/extra.css:1 `@\69mport '//e.example';` and 1 more of the theme's style sheets are left out: a document fetches nothing (write rules into the style sheet itself, pictures as `data:` addresses, and put fonts into the pack's `fonts/` folder)");
        assert_eq!(theme.templates["html/extra.css"], "/**/\np { background: none }");
        assert!(theme.templates["shared/code.css"].ends_with("url(data:,a) }"));
    }

    #[test]
    fn a_script_runs_where_somebody_said_so() {
        let files = MemoryFiles::new().with("t/theme.yaml", "").with("t/html/comforts.js", "own()");
        let (theme, told) = load("t", &files);
        assert!(
            theme.templates[SCRIPTS[0]] != "own()" && told.concat().contains("--allow-scripts")
        );
        let trusted = Theme::load("t", &files, &mut Sources::default(), true);
        assert_eq!(
            (&*trusted.value.templates[SCRIPTS[0]], trusted.diagnostics.len()),
            ("own()", 0)
        );
    }
}
