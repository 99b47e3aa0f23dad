//! The front matter of a page: found, split off and read as it was meant.
//!
//! A page is never lost to its front matter. What is broken is reported at its line, and every
//! key that can still be understood is used.

use std::ops::Range;

use indexmap::IndexMap;

use super::{Variables, date, hygiene, publication};
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::{FileId, Sources, Span};
use crate::text::language::is_language_tag;
use crate::text::single_spaced;
use crate::tree::PageMeta;
use crate::yaml::{self, Entry, Excerpt, Node, Scalar, ScalarKind, Value};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub(super) struct FrontMatter {
    /// The typed values; `title` is empty where none is given.
    pub(super) meta: PageMeta,
    /// The title as it is written, before variables are filled.
    pub(super) written_title: Option<String>,
    /// Where `parent` stands.
    pub(super) parent_span: Option<Span>,
    /// What says whether the page is published, as it is written.
    pub(super) publication: Vec<Entry>,
    /// The bytes behind the front matter.
    pub(super) body: Range<usize>,
}

/// Every key with a meaning, synonyms included.
const KNOWN: &[&str] = &[
    "title",
    "seo_title",
    "seo_description",
    "description",
    "category",
    "parent",
    "menu_order",
    "weight",
    "nav_order",
    "sidebar_position",
    "notoc",
    "bg",
    "tags",
    "keywords",
    "draft",
    "date",
    "author",
    "authors",
    "lang",
    "satisfies",
];

/// Keys of site generators that look like a misspelt one of ours and are none.
const FOREIGN: &[&str] = &["toc", "tag", "categories", "data", "parents", "children", "long"];

/// Splits off and reads the front matter of a file.
pub(super) fn read(
    file: FileId,
    sources: &Sources,
    variables: &Variables,
    sink: &mut Sink,
) -> FrontMatter {
    let text: &str = &sources.get(file).text;
    let Some(fences) = split(text) else { return without(text) };
    let excerpt = Excerpt { file, text, range: fences.inside.clone() };
    let parsed = match fences.form {
        Form::Toml => yaml::parse_toml(&excerpt),
        Form::Yaml | Form::Json => yaml::parse(&excerpt),
    };
    let mut node = match (parsed, fences.form) {
        (Ok(node), _) if matches!(node.value, Value::Map(_)) => node,
        (Ok(node), _) if node.is_null() => Node::empty_map(node.span),
        // A rule at the head of a page looks the same, and so does a brace; then what follows is
        // no key.
        (Ok(_), _) | (Err(_), Form::Json) => return without(text),
        (Err(_), Form::Yaml) if !has_key(excerpt.yaml()) => return without(text),
        (Err(error), Form::Yaml) => salvage(&excerpt, error, sink),
        (Err(error), Form::Toml) => {
            sink.push(report(error, true));
            Node::empty_map(Span::new(file, fences.inside.clone()))
        }
    };
    if !fences.closed {
        sink.push(
            Diagnostic::warning(Code::InvalidFrontMatter, "the front matter is not closed")
                .at(Span::new(file, 0..3))
                .help("end it with a line `---`"),
        );
    }
    hygiene::repair(&mut node, sink);
    let written_title = node.get("title").and_then(Node::as_text).map(str::to_owned);
    variables.fill_node(&mut node, sources, sink);
    let written: Vec<&str> = node.entries().iter().map(|entry| &*entry.key).collect();
    let (found, order) = (FrontMatter::default(), Order::default());
    let mut reader = Reader { found, order, written: &written, sink };
    for entry in node.entries() {
        reader.entry(entry);
    }
    let mut found = reader.found;
    found.meta.menu_order = reader.order.decided();
    found.written_title = written_title;
    found.body = fences.body;
    found
}

fn without(text: &str) -> FrontMatter {
    FrontMatter { body: 0..text.len(), ..FrontMatter::default() }
}

/// The languages front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Between `---`, or closed by `...`.
    Yaml,
    /// Between `+++`.
    Toml,
    /// From `{` to `}`, each on a line of its own; JSON is YAML too.
    Json,
}

/// Where front matter and body lie.
struct Fences {
    form: Form,
    inside: Range<usize>,
    body: Range<usize>,
    closed: bool,
}

/// Finds the lines around the front matter. YAML that is not closed ends at a blank line.
fn split(text: &str) -> Option<Fences> {
    let first = text.split_inclusive('\n').next()?;
    let (form, closing): (Form, &[&str]) = match first.trim_end() {
        "---" => (Form::Yaml, &["---", "..."]),
        "+++" => (Form::Toml, &["+++"]),
        "{" if text[1..].trim_start().starts_with('"') => (Form::Json, &["}"]),
        _ => return None,
    };
    let start = if form == Form::Json { 0 } else { first.len() };
    let mut position = first.len();
    let mut blank = None;
    for line in text[position..].split_inclusive('\n') {
        let end = position + line.len();
        match line.trim_end() {
            fence if closing.contains(&fence) => {
                let inside = start..if form == Form::Json { end } else { position };
                return Some(Fences { form, inside, body: end..text.len(), closed: true });
            }
            "" if blank.is_none() => blank = Some(position),
            _ => {}
        }
        position = end;
    }
    let end = blank.unwrap_or(text.len()).max(start);
    let open = Fences { form, inside: start..end, body: end..text.len(), closed: false };
    Some(open).filter(|open| form == Form::Yaml && has_key(&text[open.inside.clone()]))
}

/// Whether any line starts as `key:` does.
fn has_key(yaml: &str) -> bool {
    yaml.lines().any(|line| key_of(line).is_some())
}

/// The key a line starts with, and what follows its colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = !key.is_empty()
        && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((key, value.trim()))
}

/// Reads broken front matter key by key, so that one mistake costs one key at most.
///
/// A line such as `title: Security: a view` is no YAML, and still says what it means.
fn salvage(excerpt: &Excerpt<'_>, error: yaml::SyntaxError, sink: &mut Sink) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    let mut told = false;
    for range in key_ranges(excerpt) {
        let part = Excerpt { range: range.clone(), ..excerpt.clone() };
        let (found, lost) = match yaml::parse(&part) {
            Ok(node) => (node.entries().to_vec(), None),
            Err(error) => (literal(&part).into_iter().collect(), Some(error)),
        };
        if let Some(error) = lost {
            sink.push(report(error, found.is_empty()));
            told = true;
        }
        for entry in found {
            if !entries.iter().any(|known| known.key == entry.key) {
                entries.push(entry);
            }
        }
    }
    if !told {
        sink.push(report(error, false));
    }
    let mut node = Node::empty_map(Span::new(excerpt.file, excerpt.range.clone()));
    node.value = Value::Map(entries);
    node
}

fn report(error: yaml::SyntaxError, lost: bool) -> Diagnostic {
    let new = if lost { Diagnostic::error } else { Diagnostic::warning };
    new(Code::InvalidFrontMatter, error.message).at(error.span).help(error.help)
}

/// The bytes of each top-level key with its value.
fn key_ranges(excerpt: &Excerpt<'_>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut position = excerpt.range.start;
    for line in excerpt.yaml().split_inclusive('\n') {
        let end = position + line.len();
        match ranges.last_mut() {
            Some(last) if key_of(line).is_none() => last.end = end,
            _ => ranges.push(position..end),
        }
        position = end;
    }
    ranges
}

/// `key: value` on one line with the value taken as it stands.
fn literal(excerpt: &Excerpt<'_>) -> Option<Entry> {
    let line = excerpt.yaml().trim_end();
    let (key, value) = key_of(line).filter(|_| !line.contains('\n'))?;
    let plain = value.starts_with("{{")
        || !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&']);
    let start = excerpt.range.start;
    let end = start + line.len();
    plain.then(|| Entry {
        key: key.to_owned(),
        key_span: Span::new(excerpt.file, start..start + key.len()),
        value: Node::text(
            value.trim_matches(['"', '\'']),
            Span::new(excerpt.file, end - value.len()..end),
        ),
    })
}

/// The place among siblings under its four names; `menu_order` counts most.
#[derive(Default)]
struct Order([Option<f64>; 4]);

impl Order {
    const NAMES: [&'static str; 4] = ["menu_order", "weight", "nav_order", "sidebar_position"];

    fn decided(&self) -> Option<f64> {
        self.0.iter().flatten().next().copied()
    }
}

/// Fills a page's meta from its entries.
struct Reader<'a> {
    found: FrontMatter,
    order: Order,
    /// Every key of the page.
    written: &'a [&'a str],
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn entry(&mut self, written: &Entry) {
        let key = self.meant(written);
        let entry = &Entry { key: key.to_owned(), ..written.clone() };
        let value = &entry.value;
        if publication::concerns(key) {
            self.found.publication.push(entry.clone());
        }
        match key {
            _ if value.is_null() && KNOWN.contains(&key) => {}
            "title" => self.found.meta.title = self.text(entry).unwrap_or_default(),
            "seo_title" => self.found.meta.seo_title = self.text(entry),
            "seo_description" => self.found.meta.description = self.text(entry),
            "description" => {
                let text = self.text(entry);
                self.found.meta.description = self.found.meta.description.take().or(text);
            }
            "category" => self.found.meta.category = self.text(entry),
            "parent" => {
                self.found.meta.parent = self.text(entry);
                self.found.parent_span = Some(value.span);
            }
            "notoc" => self.found.meta.notoc = self.flag(entry),
            "draft" => self.found.meta.draft = self.flag(entry),
            "bg" => self.found.meta.background = self.text(entry),
            "tags" | "keywords" => {
                let words = self.words(entry);
                extend_unique(&mut self.found.meta.tags, words);
            }
            "author" | "authors" => {
                let names = self.names(entry);
                extend_unique(&mut self.found.meta.authors, names);
            }
            "date" => self.found.meta.date = self.date(entry),
            "lang" => self.found.meta.lang = self.language(entry),
            "satisfies" => self.found.meta.satisfies = self.controls(entry),
            _ => match Order::NAMES.iter().position(|name| *name == key) {
                Some(index) => self.order.0[index] = self.number(entry),
                None => {
                    self.found.meta.other.insert(entry.key.clone(), value.to_json());
                }
            },
        }
    }

    /// The key that was meant: `menu-order` and `Menu_Order` are `menu_order`.
    fn meant<'k>(&mut self, entry: &'k Entry) -> &'k str {
        let key = entry.key.as_str();
        if KNOWN.contains(&key) || FOREIGN.contains(&key) {
            return key;
        }
        let Some(near) = yaml::nearest(key, KNOWN.iter().copied()) else { return key };
        let same = yaml::same_name(key, near);
        let (message, help) = if same {
            (format!("the key `{key}` is read as `{near}`"), format!("write `{near}`"))
        } else {
            (format!("nobody knows the key `{key}`"), format!("did you mean `{near}`?"))
        };
        let mut warning =
            Diagnostic::warning(Code::UnknownFrontMatter, message).at(entry.key_span).help(help);
        // What was meant is beyond doubt where nothing else is near and nobody has said it yet.
        let others = KNOWN.iter().copied().filter(|&known| known != near);
        if !self.written.contains(&near) && (same || yaml::nearest(key, others).is_none()) {
            warning = warning.fix(unquoted(entry.key_span, key), near);
        }
        self.sink.push(warning);
        if same { near } else { key }
    }

    /// Says that a value is not what its key wants, and is left out.
    fn refuse(&mut self, entry: &Entry, wanted: &str) {
        let message =
            format!("`{}` is {}, and should be {wanted}", entry.key, entry.value.describe());
        self.sink.push(
            Diagnostic::warning(Code::FrontMatterType, message)
                .at(entry.value.span)
                .help("it is left out until then"),
        );
    }

    /// Says that a value was read as it was meant.
    ///
    /// It is written in place of `written`.
    fn amend(&mut self, entry: &Entry, meant: &str, written: Span) {
        let key = &entry.key;
        let note = Diagnostic::note(Code::FrontMatterType, format!("`{key}` is read as {meant}"));
        let help = format!("write `{key}: {meant}`");
        self.sink.push(note.at(entry.value.span).help(help).fix(written, meant));
    }

    /// A text; numbers and the like are taken as written, since `title: 2027` is a title.
    fn text(&mut self, entry: &Entry) -> Option<String> {
        match &entry.value.value {
            Value::Scalar(scalar) => {
                Some(single_spaced(&scalar.text)).filter(|text| !text.is_empty())
            }
            Value::List(items) if items.len() == 1 => match &items[0].value {
                Value::Scalar(scalar) => Some(scalar.text.clone()),
                _ => None,
            },
            Value::List(_) | Value::Map(_) => {
                self.refuse(entry, "a text");
                None
            }
        }
    }

    fn flag(&mut self, entry: &Entry) -> bool {
        let scalar = match &entry.value.value {
            Value::Scalar(Scalar { kind: ScalarKind::Bool(value), .. }) => return *value,
            Value::Scalar(scalar) => scalar,
            Value::List(_) | Value::Map(_) => {
                self.refuse(entry, "`true` or `false`");
                return false;
            }
        };
        let value = match scalar.text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => true,
            "false" | "no" | "off" | "0" => false,
            _ => {
                self.refuse(entry, "`true` or `false`");
                return false;
            }
        };
        self.amend(entry, if value { "true" } else { "false" }, entry.value.span);
        value
    }

    fn number(&mut self, entry: &Entry) -> Option<f64> {
        let Value::Scalar(scalar) = &entry.value.value else {
            self.refuse(entry, "a number");
            return None;
        };
        let text = scalar.text.trim();
        let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) else {
            self.refuse(entry, "a number");
            return None;
        };
        let octal = text.len() > 1 && text.starts_with('0') && !text.contains('.');
        if octal || scalar.kind == ScalarKind::Text {
            self.amend(entry, &value.to_string(), entry.value.span);
        }
        Some(value)
    }

    /// Tags: a list, or a text with commas between.
    fn words(&mut self, entry: &Entry) -> Vec<String> {
        match &entry.value.value {
            Value::Scalar(scalar) => scalar.text.split(',').map(str::to_owned).collect(),
            Value::List(items) => {
                self.each(entry, items, "a list of texts", |item| match &item.value {
                    Value::Scalar(scalar) => Some(scalar.text.clone()),
                    Value::List(_) | Value::Map(_) => None,
                })
            }
            Value::Map(_) => {
                self.refuse(entry, "a list of texts");
                Vec::new()
            }
        }
    }

    /// The controls a page meets: the names of standards, each with a list as tags are.
    fn controls(&mut self, entry: &Entry) -> IndexMap<String, Vec<String>> {
        if !matches!(entry.value.value, Value::Map(_)) {
            self.refuse(entry, "standards with their controls: `ISO27001: [A.5.1]`");
        }
        let mut controls = IndexMap::new();
        for standard in entry.value.entries() {
            let mut listed = Vec::new();
            extend_unique(&mut listed, self.words(standard));
            controls.insert(standard.key.clone(), listed);
        }
        controls
    }

    /// Authors: a name, a list of names, or a list of people with a `name`.
    fn names(&mut self, entry: &Entry) -> Vec<String> {
        let name = |item: &Node| match &item.value {
            Value::Scalar(scalar) => Some(scalar.text.clone()),
            Value::Map(_) => match &item.get("name")?.value {
                Value::Scalar(scalar) => Some(scalar.text.clone()),
                Value::List(_) | Value::Map(_) => None,
            },
            Value::List(_) => None,
        };
        match &entry.value.value {
            Value::List(items) => self.each(entry, items, "a list of names", name),
            Value::Scalar(_) | Value::Map(_) => {
                self.each(entry, std::slice::from_ref(&entry.value), "a name", name)
            }
        }
    }

    fn each(
        &mut self,
        entry: &Entry,
        items: &[Node],
        wanted: &str,
        read: impl Fn(&Node) -> Option<String>,
    ) -> Vec<String> {
        let read: Vec<Option<String>> = items.iter().map(read).collect();
        if read.iter().any(Option::is_none) {
            self.refuse(entry, wanted);
        }
        read.into_iter().flatten().collect()
    }

    fn date(&mut self, entry: &Entry) -> Option<String> {
        let date = self.text(entry)?;
        let normalized = date::normalize(&date);
        if normalized.is_none() {
            self.refuse(entry, "a date such as `2027-03-01`");
        }
        normalized
    }

    fn language(&mut self, entry: &Entry) -> Option<String> {
        let written = self.text(entry)?;
        let tag = written.replace('_', "-");
        if !is_language_tag(&tag) {
            self.refuse(entry, "a language such as `en` or `de-AT`");
            return None;
        }
        if tag != written {
            self.amend(entry, &tag, unquoted(entry.value.span, &written));
        }
        Some(tag)
    }
}

/// The place of a text within its quotes, where it has some.
fn unquoted(span: Span, text: &str) -> Span {
    let quoted = (span.end - span.start) as usize == text.len() + 2;
    if quoted { Span { start: span.start + 1, end: span.end - 1, ..span } } else { span }
}

/// Adds words that are not there yet, trimmed and in order.
pub(super) fn extend_unique(known: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for word in more {
        let word = word.trim();
        if !word.is_empty() && !known.iter().any(|same| same == word) {
            known.push(word.to_owned());
        }
    }
}
