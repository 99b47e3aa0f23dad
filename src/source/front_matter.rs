//! The front matter of a page: found, split off and read as it was meant.
//!
//! A page is never lost to its front matter. What is broken is reported at its line, and every
//! key that can still be understood is used.

pub(super) mod doubt;
mod foreign;
mod intent;
mod keys;
mod labels;
mod salvage;
mod split;
mod stray;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use indexmap::IndexMap;

use super::dialect::Dialect;
use super::publication::{self, Unclear};
use super::{Words, comments, date, hygiene, markings};
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::{FileId, Sources, Span};
use crate::text::language::{is_language_tag, tag_of_name};
use crate::text::names::is_slip_of;
use crate::text::single_spaced;
use crate::tree::PageMeta;
use crate::yaml::{self, Entry, Excerpt, Located, Node, Scalar, ScalarKind, Value};
use keys::{KNOWN, Key};
pub(super) use labels::{LabelKind, Labels, is_label_key};
use salvage::salvage;
pub(crate) use split::without_front_matter;
use split::{Fences, Form, split};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub(super) struct FrontMatter {
    /// The typed values; `title` is empty where none is given.
    pub(super) meta: PageMeta,
    /// The title as it is written, before variables are filled.
    pub(super) written_title: Option<String>,
    /// What menus call the page.
    pub(super) label: Option<String>,
    /// Where `parent` stands.
    pub(super) parent_span: Option<Span>,
    /// What says whether the page is published, as it is written.
    pub(super) publication: Vec<Entry>,
    /// What may be meant to hold the page back, and cannot be understood.
    pub(super) unclear: Option<Unclear>,
    /// Its labels, as the rules of a pack ask for them.
    pub(super) labels: Labels,
    /// The keys that nothing reads but the templates of a theme, and that are no other tool's.
    pub(super) unread: Vec<Located<String>>,
    /// The bytes behind the front matter.
    pub(super) body: Range<usize>,
}

/// Keys of site generators that say what menus call a page.
const LABELS: &[&str] = &["sidebar_label", "linkTitle", "linktitle"];

/// Keys that look like a misspelt one of ours by chance.
const BY_CHANCE: &[&str] = &["data", "parents", "children", "long"];

/// Splits off and reads the front matter of a file.
pub(super) fn read(
    file: FileId,
    sources: &Sources,
    words: Words<'_>,
    sink: &mut Sink,
) -> FrontMatter {
    let text: &str = &sources.get(file).text;
    let Some(fences) = split(text) else {
        let mut found = FrontMatter { body: 0..text.len(), ..FrontMatter::default() };
        doubt_stray(&mut found, file, text, false);
        return found;
    };
    let excerpt = Excerpt { file, text, range: fences.inside.clone() };
    let Read { mut node, doubt, lost_label } = tree(&excerpt, fences.form, sink);
    report_fences(&fences, Span::new(file, fences.opening.clone()), sink);
    hygiene::repair(&mut node, sink);
    comments::leave_out(&mut node, words.forms, sink);
    let written_title = node.get("title").and_then(Node::as_text).map(str::to_owned);
    words.variables.fill_node(&mut node, sources, sink);
    markings::report_in_values(&node, words.profiles, sink);
    let written: Vec<&str> = node.entries().iter().map(|entry| &*entry.key).collect();
    let (found, order) = (FrontMatter::default(), Order::default());
    let dialect = words.dialect;
    let mut reader = Reader { found, order, written: &written, dialect, sink };
    for entry in node.entries() {
        reader.entry(entry);
    }
    let mut found = reader.found;
    found.meta.menu_order = reader.order.decided();
    found.written_title = written_title;
    found.unclear = doubt
        .or_else(|| doubt::of_entries(node.entries(), words.readers().map(|it| (it, &mut *sink))));
    let mut lost_label = lost_label.as_ref().map(|(key, span)| (key.as_str(), *span));
    // What was cut off as words may have been meant as a key.
    if !fences.closed {
        let lines = text[fences.body.clone()].lines();
        let keys = || lines.clone().filter_map(|line| fences.form.key_of(line)).map(|(key, _)| key);
        let opening = Span::new(file, fences.opening);
        let held = || keys().find(|key| doubt::holds(key));
        found.unclear = found.unclear.or_else(|| Some(Unclear::unread(held()?, opening)));
        let label = || keys().find(|key| labels::kind_of(key).is_some());
        lost_label = lost_label.or_else(|| Some((label()?, opening)));
    }
    // A second one is printed, and may have been meant all the same.
    if let Some(second) = split(&text[fences.body.clone()]).filter(|second| second.closed) {
        let range = second.inside.start + fences.body.start..second.inside.end + fences.body.start;
        let held = || doubt::mentioned(&text[range.clone()]);
        let span = || Span::new(file, range.clone());
        found.unclear = found.unclear.or_else(|| Some(Unclear::unread(held()?, span())));
    }
    found.labels = Labels::of(&node, lost_label);
    found.body = fences.body;
    doubt_stray(&mut found, file, text, true);
    found
}

/// Doubts a page at whose top settings stand that are not read.
fn doubt_stray(found: &mut FrontMatter, file: FileId, text: &str, has_front_matter: bool) {
    let start = found.body.start;
    let Some(stray) = stray::find(&text[start..], has_front_matter) else { return };
    let span = Span::new(file, start + stray.range.start..start + stray.range.end);
    if let Some(key) = stray.label {
        found.labels.lose(key, span);
    }
    let unclear = match stray.holding {
        Some(key) => Some(Unclear::unframed(key, span)),
        None => stray.framed.then(|| Unclear::printed(span)),
    };
    found.unclear = found.unclear.take().or(unclear);
}

/// The keys of front matter with their values, and what may have stood in the part that cannot be
/// read.
struct Read {
    node: Node,
    /// What may hold the page back.
    doubt: Option<Unclear>,
    /// A key of labels, with its place.
    lost_label: Option<(String, Span)>,
}

impl From<Node> for Read {
    fn from(node: Node) -> Self {
        Self { node, doubt: None, lost_label: None }
    }
}

fn tree(excerpt: &Excerpt<'_>, form: Form, sink: &mut Sink) -> Read {
    let parsed = match form {
        Form::Toml => yaml::parse_toml(excerpt),
        Form::Yaml | Form::Json => yaml::parse(excerpt),
        Form::Percent => return title_block(excerpt).into(),
    };
    let error = match parsed {
        // YAML takes a remark, which JSON has none of, for a part of the key below it.
        Ok(node) if form == Form::Json && node.entries().iter().any(is_remark) => {
            yaml::SyntaxError {
                span: node.span,
                message: "there are no remarks in JSON".to_owned(),
                help: "remove what is no key with its value".to_owned(),
            }
        }
        Ok(node) if matches!(node.value, Value::Map(_)) => return node.into(),
        Ok(node) if node.is_null() => return Node::empty_map(node.span).into(),
        Ok(node) => yaml::SyntaxError {
            span: node.span,
            message: "this is no front matter".to_owned(),
            help: "write `key: value`, one a line".to_owned(),
        },
        Err(error) => error,
    };
    let mut range = excerpt.range.clone();
    if form == Form::Json {
        let written = excerpt.yaml();
        let inner = written.trim_end().strip_suffix('}').unwrap_or(written);
        range =
            range.start + written.find('{').map_or(0, |brace| brace + 1)..range.start + inner.len();
        range.start += usize::from(excerpt.text[range.clone()].starts_with('\n'));
    }
    salvage(&Excerpt { range, ..excerpt.clone() }, form, error, sink)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether a key of JSON holds more than its name.
fn is_remark(entry: &Entry) -> bool {
    entry.key.contains(['"', '\n']) || entry.key.starts_with(['/', '#'])
}

/// Pandoc's lines: the title, the authors, the date.
fn title_block(excerpt: &Excerpt<'_>) -> Node {
    let mut node = Node::empty_map(Span::new(excerpt.file, excerpt.range.clone()));
    let mut entries = Vec::new();
    let mut start = excerpt.range.start;
    for (key, line) in
        ["title", "author", "date"].into_iter().zip(excerpt.yaml().split_inclusive('\n'))
    {
        let span = Span::new(excerpt.file, start..start + line.trim_end().len());
        let words = line.trim_start_matches('%').trim();
        if !words.is_empty() {
            let value = Node::text(words, span);
            entries.push(Entry { key: key.to_owned(), key_span: span, value });
        }
        start += line.len();
    }
    node.value = Value::Map(entries);
    node
}

/// Says where front matter is written so that not every tool finds it.
fn report_fences(fences: &Fences, opening: Span, sink: &mut Sink) {
    if !fences.closed {
        let closing = match fences.form {
            Form::Toml => "+++",
            Form::Json => "}",
            Form::Yaml | Form::Percent => "---",
        };
        sink.push(
            Diagnostic::warning(Code::InvalidFrontMatter, "the front matter is not closed")
                .at(opening)
                .help(format!("end it with a line `{closing}`")),
        );
    }
    if fences.odd {
        let message = "this is read as front matter, though other tools may print it";
        let note = Diagnostic::note(Code::InvalidFrontMatter, message).at(opening);
        sink.push(note.help("start it in the first line of the file, with a fence of three signs"));
    }
}

fn report(error: yaml::SyntaxError, lost: bool) -> Diagnostic {
    let new = if lost { Diagnostic::error } else { Diagnostic::warning };
    new(Code::InvalidFrontMatter, error.message).at(error.span).help(error.help)
}

/// The place among siblings by the names that it is given under, from the one that counts most, and
/// last as Starlight has it.
#[derive(Default)]
struct Order(BTreeMap<usize, f64>);

impl Order {
    fn decided(&self) -> Option<f64> {
        self.0.values().next().copied()
    }
}

/// Fills a page's meta from its entries.
struct Reader<'a> {
    found: FrontMatter,
    order: Order,
    /// Every key of the page.
    written: &'a [&'a str],
    /// The tool of the folder.
    dialect: Dialect,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn entry(&mut self, written: &Entry) {
        let key = self.meant(written);
        let mut entry = Entry { key: key.to_owned(), ..written.clone() };
        // The plugin `blog` of MkDocs tells several days of a page apart.
        if let Some(created) = entry.value.get("created").filter(|_| key == "date") {
            entry.value = created.clone();
        }
        let entry = &entry;
        let value = &entry.value;
        if publication::concerns(key) {
            self.found.publication.push(entry.clone());
        }
        match Key::named(key) {
            None => self.other(entry),
            Some(Key::Title) if value.is_null() || value.as_text().is_some_and(is_blank) => {
                self.report_untitled(entry);
            }
            Some(_) if value.is_null() => {}
            Some(key) => self.known(key, entry),
        }
    }

    /// A key that means nothing to Recto, or nothing but a name for the page.
    fn other(&mut self, entry: &Entry) {
        let (key, value) = (&*entry.key, &entry.value);
        if key == "sidebar" {
            self.sidebar(value);
        }
        if LABELS.contains(&key) {
            self.found.label = self.text(entry);
        } else if !publication::may_name_day(key) && !is_read(key, value) {
            let (value, span) = (key.to_owned(), Some(entry.key_span));
            self.found.unread.push(Located { value, span });
        }
        self.keep(entry);
    }

    /// Keeps a value as it is, for templates.
    fn keep(&mut self, entry: &Entry) {
        self.found.meta.other.insert(entry.key.clone(), entry.value.to_json());
    }

    fn place(&mut self, place: usize, entry: &Entry) {
        if let Some(number) = self.number(entry) {
            self.order.0.insert(place, number);
        }
    }

    /// `sidebar: { order: 1, label: … }`
    ///
    /// <https://starlight.astro.build/reference/frontmatter/#sidebarconfig>
    fn sidebar(&mut self, value: &Node) {
        for entry in value.entries() {
            match &*entry.key {
                "order" => self.place(usize::MAX, entry),
                "label" => self.found.label = self.text(entry),
                _ => {}
            }
        }
    }

    /// The key that was meant: `menu-order` and `Menu_Order` are `menu_order`.
    fn meant<'k>(&mut self, entry: &'k Entry) -> &'k str {
        let key = entry.key.as_str();
        if is_taken(key) {
            return key;
        }
        if let Some(known) = known_in_any_case(key).filter(|_| self.dialect == Dialect::Hugo) {
            return known;
        }
        let Some(near) = yaml::nearest(key, KNOWN.iter().copied()) else { return key };
        let same = yaml::same_name(key, near);
        // A short word is as near to many others.
        let lets_own = self.dialect != Dialect::Plain;
        if lets_own && !same && (key.len() < 5 || !is_slip_of(key, near)) {
            return key;
        }
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

    /// Says that a title is none.
    fn report_untitled(&mut self, entry: &Entry) {
        let note = Diagnostic::note(Code::FrontMatterType, "`title` is empty").at(entry.key_span);
        let help = "write a title, or remove the key: the page is called by its heading";
        self.sink.push(note.help(help));
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
            Value::List(items) => {
                if let [Node { value: Value::Scalar(scalar), .. }] = items.as_slice() {
                    return Some(scalar.text.clone());
                }
                self.refuse(entry, "a text");
                None
            }
            Value::Map(_) => {
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
            match tag_of_name(&written) {
                Some(tag) => self.refuse(entry, &format!("the tag of a language, `{tag}`")),
                None => self.refuse(entry, "a language such as `en` or `de-AT`"),
            }
            return None;
        }
        if tag != written {
            self.amend(entry, &tag, unquoted(entry.value.span, &written));
        }
        Some(tag)
    }
}

/// Whether a key is read by somebody, or was reported as a misspelt one.
fn is_read(key: &str, value: &Node) -> bool {
    KNOWN.contains(&key)
        || foreign::is_read(key, value)
        || doubt::holds(key)
        || labels::kind_of(key).is_some()
        || (!is_taken(key) && yaml::nearest(key, KNOWN.iter().copied()).is_some())
}

/// Whether a key has a meaning of its own, to us or to another tool, so that none else was meant.
fn is_taken(key: &str) -> bool {
    KNOWN.contains(&key) || BY_CHANCE.contains(&key) || foreign::is_of_a_tool(key)
}

/// The key that one is in other letters: Hugo reads keys in any.
fn known_in_any_case(key: &str) -> Option<&'static str> {
    let known = KNOWN.iter().chain(LABELS).copied().chain(foreign::keys());
    known.into_iter().find(|known| known.eq_ignore_ascii_case(key))
}

/// The place of a text within its quotes, where it has some.
fn unquoted(span: Span, text: &str) -> Span {
    let quoted = (span.end - span.start) as usize == text.len() + 2;
    if quoted { Span { start: span.start + 1, end: span.end - 1, ..span } } else { span }
}

/// Adds words that are not there yet, trimmed and in order.
pub(super) fn extend_unique(known: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    let mut seen: HashSet<String> = known.iter().cloned().collect();
    for word in more {
        let word = word.trim();
        if !word.is_empty() && seen.insert(word.to_owned()) {
            known.push(word.to_owned());
        }
    }
}
