//! The values of front matter, read as they are meant.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::keys::{KNOWN, Key};
use super::values::FrontMatter;
use super::{foreign, holding, labels};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::date;
use crate::source::dialect::Dialect;
use crate::source::publication::{concerns, may_name_day};
use crate::source::words::extend_unique;
use crate::span::Span;
use crate::text::language::{is_language_tag, tag_of_name};
use crate::text::names::is_slip_of;
use crate::text::single_spaced;
use crate::tree::PageRole;
use crate::yaml::{self, Entry, Located, Node, Scalar, ScalarKind, Value};

/// Keys of site generators that say what menus call a page.
const LABELS: &[&str] = &["sidebar_label", "linkTitle", "linktitle"];

/// Keys that look like a misspelt one of ours by chance.
const BY_CHANCE: &[&str] = &["data", "parents", "children", "long"];

/// The place among siblings by the names that it is given under, from the one that counts most, and
/// last as Starlight has it.
#[derive(Default)]
pub(super) struct Order(BTreeMap<usize, f64>);

impl Order {
    pub(super) fn decided(&self) -> Option<f64> {
        self.0.values().next().copied()
    }
}

/// Fills a page's meta from its entries.
pub(super) struct Reader<'a> {
    pub(super) found: FrontMatter,
    pub(super) order: Order,
    /// Every key of the page.
    pub(super) written: &'a [&'a str],
    /// The tool of the folder.
    pub(super) dialect: Dialect,
    pub(super) sink: &'a mut Sink,
}

impl Reader<'_> {
    pub(super) fn entry(&mut self, written: &Entry) {
        let key = self.meant(written);
        let mut entry = Entry { key: key.to_owned(), ..written.clone() };
        // The plugin `blog` of MkDocs tells several days of a page apart.
        if let Some(created) = entry.value.get("created").filter(|_| key == "date") {
            entry.value = created.clone();
        }
        let entry = &entry;
        let value = &entry.value;
        if concerns(key) {
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

    /// Takes in the value of a key, which is not empty.
    fn known(&mut self, key: Key, entry: &Entry) {
        match key {
            Key::Title => self.found.meta.title = self.text(entry).unwrap_or_default(),
            Key::SeoTitle => self.found.meta.seo_title = self.text(entry),
            Key::SeoDescription => self.found.meta.description = self.text(entry),
            Key::Description => {
                let text = self.text(entry);
                self.found.meta.description = self.found.meta.description.take().or(text);
            }
            Key::Category => self.found.meta.category = self.text(entry),
            Key::Parent => {
                self.found.meta.parent = self.text(entry);
                self.found.parent_span = Some(entry.value.span);
            }
            Key::Role => self.role(entry),
            Key::Order => {
                let place = key.names().iter().position(|name| *name == entry.key);
                self.place(place.unwrap_or_default(), entry);
            }
            Key::NoContents => self.found.meta.notoc = self.flag(entry),
            Key::Draft => self.found.meta.draft = self.flag(entry),
            Key::Background => self.found.meta.background = self.text(entry),
            Key::Tags => {
                let words = self.words(entry);
                extend_unique(&mut self.found.meta.tags, words);
            }
            Key::Authors => {
                let names = self.names(entry);
                extend_unique(&mut self.found.meta.authors, names);
            }
            Key::Date => self.found.meta.date = self.date(entry),
            Key::Language => self.found.meta.lang = self.language(entry),
            Key::Satisfies => self.found.meta.satisfies = self.controls(entry),
            // It is read where files are.
            Key::Attach => self.keep(entry),
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
        } else if !may_name_day(key) && !is_read(key, value) {
            let (value, span) = (key.to_owned(), Some(entry.key_span));
            self.found.unread.push(Located { value, span });
        }
        self.keep(entry);
    }

    /// What the page is in a book. Others use the key for roles of their own, which stay for templates.
    fn role(&mut self, entry: &Entry) {
        let Some(text) = entry.value.as_text() else { return self.keep(entry) };
        self.found.meta.role = PageRole::named(text.trim());
        if self.found.meta.role.is_some() {
            return;
        }
        self.keep(entry);
        let known = PageRole::ALL.iter().map(|role| role.name());
        if let Some(near) = yaml::nearest(text, known).filter(|near| is_slip_of(text, near)) {
            let message = format!("nobody knows the role `{text}`");
            let warning = Diagnostic::warning(Code::FrontMatterType, message);
            let help = format!("did you mean `{near}`?");
            self.sink.push(warning.at(entry.value.span).help(help).fix(entry.value.span, near));
        }
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
        || holding::holds(key)
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

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
