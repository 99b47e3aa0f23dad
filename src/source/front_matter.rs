//! The front matter of a page: found, split off and read as it was meant.
//!
//! A page is never lost to its front matter. What is broken is reported at its line, and every
//! key that can still be understood is used.

mod ambiguous;
mod foreign;
mod holding;
mod intent;
mod keys;
mod labels;
mod misplaced;
mod reader;
mod recover;
mod split;
mod values;

use super::context::Words;
use super::publication::Unclear;
use super::{comments, hygiene, markings};
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::{FileId, Sources, Span};
use crate::yaml::{self, Entry, Excerpt, Node, Value};
pub(super) use ambiguous::ambiguity;
use labels::Labels;
pub(super) use labels::{LabelKind, folded_label, is_label_key};
use reader::{Order, Reader};
use recover::{Read, recover};
pub(crate) use split::without_front_matter;
use split::{Fences, Form, split};
pub(super) use values::FrontMatter;

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
        doubt_misplaced(&mut found, file, text, false);
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
    found.unclear =
        doubt.or_else(|| ambiguity(node.entries(), words.readers().map(|it| (it, &mut *sink))));
    let mut lost_label = lost_label.as_ref().map(|(key, span)| (key.as_str(), *span));
    // What was cut off as words may have been meant as a key.
    if !fences.closed {
        let lines = text[fences.body.clone()].lines();
        let keys = || lines.clone().filter_map(|line| fences.form.key_of(line)).map(|(key, _)| key);
        let opening = Span::new(file, fences.opening);
        let held = || keys().find(|key| holding::holds(key));
        found.unclear = found.unclear.or_else(|| Some(Unclear::unread(held()?, opening)));
        let label = || keys().find(|key| labels::kind_of(key).is_some());
        lost_label = lost_label.or_else(|| Some((label()?, opening)));
    }
    // A second one is printed, and may have been meant all the same.
    if let Some(second) = split(&text[fences.body.clone()]).filter(|second| second.closed) {
        let range = second.inside.start + fences.body.start..second.inside.end + fences.body.start;
        let held = || holding::mentioned(&text[range.clone()]);
        let span = || Span::new(file, range.clone());
        found.unclear = found.unclear.or_else(|| Some(Unclear::unread(held()?, span())));
    }
    found.labels = Labels::of(&node, lost_label);
    found.body = fences.body;
    doubt_misplaced(&mut found, file, text, true);
    found
}

/// Doubts a page at whose top settings stand that are not read.
fn doubt_misplaced(found: &mut FrontMatter, file: FileId, text: &str, has_front_matter: bool) {
    let start = found.body.start;
    let Some(stray) = misplaced::find(&text[start..], has_front_matter) else { return };
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
    recover(&Excerpt { range, ..excerpt.clone() }, form, error, sink)
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
