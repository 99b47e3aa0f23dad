//! Variables: `{{ customer }}` in pages, in their front matter and in `pack.yaml`.
//!
//! A value is text and never markup: front matter is filled after it was parsed, pages after they
//! became a tree. A pack without variables is left alone, since double braces mean something else
//! to other tools.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{SetVariable, VariableFile};
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::{Sources, Span};
use crate::text::visible::is_blank;
use crate::yaml::{self, Entry, Excerpt, Located, Node, Value};

/// The variables of a pack with their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    values: IndexMap<String, String>,
    /// Whether some of them stand in a file that could not be read.
    in_part: bool,
}

impl Variables {
    /// Whether the pack has none, and double braces stay what they are.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether double braces may be meant as variables: there are some, or there would be, had all
    /// files been read that give them values.
    pub(crate) fn are_meant(&self) -> bool {
        self.in_part || !self.is_empty()
    }

    /// Whether a variable is known, and its value shows nothing.
    pub(super) fn is_unset(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|value| is_blank(value))
    }

    /// The text with the values in place of the names.
    ///
    /// A name nobody knows stays as it is and is an error at its place in `span`, where the text
    /// was written.
    pub fn fill(&self, text: &str, span: Span, sources: &Sources, sink: &mut Sink) -> String {
        if self.is_empty() {
            return text.to_owned();
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("{{") {
            let (before, from) = rest.split_at(start);
            filled.push_str(before);
            let Some((name, length)) = name_at(from) else {
                filled.push_str("{{");
                rest = &from[2..];
                continue;
            };
            if let Some(value) = self.values.get(name) {
                filled.push_str(value);
            } else {
                let written = &from[..length];
                sink.push(self.unknown(name, sources.find(span, written)));
                filled.push_str(written);
            }
            rest = &from[length..];
        }
        filled.push_str(rest);
        filled
    }

    fn unknown(&self, name: &str, span: Span) -> Diagnostic {
        let help = match yaml::nearest(name, self.values.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("give it a value under `variables:`, or with `--set {name}=…`"),
        };
        let message = format!("there is no variable `{name}`");
        Diagnostic::error(Code::UnknownVariable, message).at(span).help(help)
    }

    /// Fills every text of the settings. Braces mean nothing else there: where the pack has no
    /// variables, what would be filled in is reported.
    pub(super) fn fill_settings(&self, node: &mut Node, sources: &Sources, sink: &mut Sink) {
        self.fill_node(node, sources, sink);
        if self.is_empty() {
            self.report_unfilled(node, sources, sink);
        }
    }

    fn report_unfilled(&self, node: &Node, sources: &Sources, sink: &mut Sink) {
        match &node.value {
            Value::Scalar(scalar) => {
                for name in mentioned(&scalar.text) {
                    sink.push(self.unknown(name, sources.find(node.span, name)));
                }
            }
            Value::List(items) => {
                for item in items {
                    self.report_unfilled(item, sources, sink);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.report_unfilled(&entry.value, sources, sink);
                }
            }
        }
    }

    /// Fills every text of a tree. Trees of YAML do not nest deeply.
    pub(super) fn fill_node(&self, node: &mut Node, sources: &Sources, sink: &mut Sink) {
        match &mut node.value {
            Value::Scalar(scalar) if scalar.text.contains("{{") => {
                scalar.text = self.fill(&scalar.text, node.span, sources, sink);
            }
            Value::Scalar(_) => {}
            Value::List(items) => {
                for item in items {
                    self.fill_node(item, sources, sink);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.fill_node(&mut entry.value, sources, sink);
                }
            }
        }
    }
}

/// Whether a text holds `{{ name }}`.
pub fn mentions_variable(text: &str) -> bool {
    mentioned(text).next().is_some()
}

/// The names that a text mentions, as often as it does.
pub(crate) fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("{{").filter_map(|(start, _)| name_at(&text[start..]).map(|(name, _)| name))
}

/// What is reported of a value that nobody has a use for: a name was misspelt, and what was to be
/// filled in is not.
pub(super) fn useless(name: &str, used: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`--set {name}=…` cannot be honoured: nothing uses a variable `{name}`");
    let help = match yaml::nearest(name, used.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if used.is_empty() => format!("write `{{{{ {name} }}}}` where its value is to stand"),
        None => {
            let names: Vec<_> = used.iter().map(|name| format!("`{name}`")).collect();
            format!("the pack uses {}", names.join(", "))
        }
    };
    Diagnostic::error(Code::UnknownVariable, message).help(help)
}

/// The name in `{{ name }}` at the start of a text, and the length of the whole.
fn name_at(text: &str) -> Option<(&str, usize)> {
    let words = text.strip_prefix("{{")?.trim_start();
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    // Only as far as a name goes: where nothing closes them, each pair would be sought to the end.
    let (name, behind) = words.split_at(words.find(|letter| !is_part(letter))?);
    let rest = behind.trim_start().strip_prefix("}}")?;
    let named = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    named.then_some((name, text.len() - rest.len()))
}

/// The name that an entry gives a value, with its place.
pub(super) fn name_of(entry: &Entry) -> Located<String> {
    Located { value: entry.key.clone(), span: Some(entry.key_span) }
}

/// Gathers the variables: those of `pack.yaml`, over them those of files, over them single ones. Beside
/// them stand the names that files give a value.
pub(super) fn gather(
    of_pack: Option<&Node>,
    files: &[VariableFile],
    set: &[SetVariable],
    sources: &mut Sources,
    sink: &mut Sink,
) -> (Variables, Vec<Located<String>>) {
    let (mut variables, mut given) = (Variables::default(), Vec::new());
    if let Some(node) = of_pack {
        variables.add(node, sink);
    }
    for VariableFile { path, text } in files {
        let file = sources.add_outside(path.as_str(), text.as_str());
        match yaml::parse(&Excerpt::whole(file, sources)) {
            Ok(node) => {
                variables.add(&node, sink);
                given.extend(node.entries().iter().map(name_of));
            }
            Err(error) => {
                variables.in_part = true;
                let fault = Diagnostic::error(Code::InvalidConfig, error.message);
                sink.push(fault.at(error.span).help(error.help));
            }
        }
    }
    for SetVariable { name, value } in set {
        variables.values.insert(name.clone(), value.clone());
    }
    (variables, given)
}

impl Variables {
    fn add(&mut self, node: &Node, sink: &mut Sink) {
        if !node.is_null() && !matches!(node.value, Value::Map(_)) {
            self.in_part = true;
            let message = format!("this is {}, and should be names with values", node.describe());
            sink.push(
                Diagnostic::error(Code::InvalidConfig, message)
                    .at(node.span)
                    .help("write one `name: value` a line"),
            );
        }
        for entry in node.entries() {
            match &entry.value.value {
                Value::Scalar(scalar) => {
                    // A value that is left open is no word, however YAML writes it.
                    let open = entry.value.is_null();
                    let value = if open { String::new() } else { scalar.text.clone() };
                    self.values.insert(entry.key.clone(), value);
                }
                Value::List(_) | Value::Map(_) => {
                    self.in_part = true;
                    let what = entry.value.describe();
                    let message =
                        format!("the variable `{}` is {what}, and should be a text", entry.key);
                    let help = "write it as words, without brackets or braces";
                    let error = Diagnostic::error(Code::InvalidConfig, message).help(help);
                    sink.push(error.at(entry.value.span));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_unknown_ones_are_told() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "Dear {{ custmer }},");
        let set = |name: &str, value: &str| SetVariable { name: name.into(), value: value.into() };
        let set = [set("customer", "ACME {{ x }} *GmbH*"), set("a-b.c", "1")];
        let mut sink = Sink::default();
        let (variables, _) = gather(None, &[], &set, &mut sources, &mut sink);
        let span = Span::new(file, 0..19);
        let mut fill = |text: &str| variables.fill(text, span, &sources, &mut sink);
        assert_eq!(fill("For {{customer}} and {{ a-b.c }}."), "For ACME {{ x }} *GmbH* and 1.");
        assert_eq!(fill("{{ }} {{ 1 }} {{{ {{#x}} }} {{"), "{{ }} {{ 1 }} {{{ {{#x}} }} {{");
        assert_eq!(fill("{{ custmer }}"), "{{ custmer }}");
        let said = sink.finish(()).diagnostics;
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].span, Some(Span::new(file, 5..18)));
        assert_eq!(said[0].help.as_deref(), Some("did you mean `customer`?"));
    }

    #[test]
    fn a_pack_without_variables_is_left_alone() {
        let mut sources = Sources::default();
        let span = Span::new(sources.add("a.md", ""), 0..0);
        let mut sink = Sink::default();
        assert_eq!(
            Variables::default().fill("{{ page.title }}", span, &sources, &mut sink),
            "{{ page.title }}"
        );
        assert_eq!(sink.finish(()).diagnostics, []);
    }
}
