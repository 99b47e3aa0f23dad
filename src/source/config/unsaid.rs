//! Decisions that `pack.yaml` names and does not make: whoever wrote the key meant something by it.

use super::EXCLUDE;
use crate::diag::{Code, Diagnostic, Sink};
use crate::text::visible::is_blank;
use crate::yaml::{Entry, Node, Scalar, ScalarKind, Value};

/// The keys that decide who gets what and what is marked how, in groups or alone.
const DECIDING: [&str; 12] = [
    "exclude",
    "include",
    "contents",
    "classification",
    "watermark",
    "theme",
    "attach",
    "certificates",
    "pdf.standard",
    "pdf.max-size",
    "epub.max-size",
    "html.max-size",
];

/// Those whose words are printed on every page.
const PRINTED: [&str; 2] = ["classification", "watermark"];

/// Words that switch something on or off in other settings.
const SWITCHES: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "none", "null", "y", "n"];

/// Reports each decision in the settings of a pack, or of one of its profiles, that says nothing, or
/// a switch where words are printed.
pub(super) fn report(settings: &Node, sink: &mut Sink) {
    for (name, entry) in DECIDING.iter().filter_map(|name| Some((*name, find(settings, name)?))) {
        let fault = if entry.value.is_null() {
            Some((format!("`{name}` is empty"), help_of_empty(name)))
        } else if PRINTED.contains(&name) && is_switch(&entry.value) {
            let message = format!("`{name}` is printed on every page, and this is a switch");
            Some((message, "write the words that are to be printed, or remove the key"))
        } else {
            None
        };
        if let Some((message, help)) = fault {
            let error = Diagnostic::error(Code::InvalidConfig, message);
            sink.push(error.at(entry.key_span).help(help));
        }
    }
}

/// Notes a title that says nothing: the pack is called as if there were none.
pub(super) fn report_untitled(settings: &Node, sink: &mut Sink) {
    let Some(entry) = find(settings, "title") else { return };
    if entry.value.is_null() || entry.value.as_text().is_some_and(is_blank) {
        let message = "`title` is empty";
        let help =
            "write a title, or remove the key: the pack is called by its pages or its folder";
        let note = Diagnostic::note(Code::InvalidConfig, message).at(entry.key_span);
        sink.push(note.help(help));
    }
}

/// Reports `profiles` that are no settings under names.
pub(super) fn report_profiles(profiles: &Node, sink: &mut Sink) {
    let nested = profiles.entries().iter().filter_map(|entry| find(&entry.value, "profiles"));
    for entry in nested {
        let message = "a profile has no profiles of its own";
        let help = "write it beside the others, under `profiles` at the start of a line";
        sink.push(Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span).help(help));
    }
    if !matches!(profiles.value, Value::Map(_)) {
        let message =
            format!("`profiles` is {}, and holds settings under names", profiles.describe());
        let help = "write each as a key with its settings: `public: {}`";
        sink.push(Diagnostic::error(Code::InvalidConfig, message).at(profiles.span).help(help));
    }
}

/// Says that what a profile leaves out stands in place of what the pack does, where a rule of the
/// pack is no longer among them: some expect both to count.
pub(super) fn report_replaced(of_pack: &Node, profile: &Node, sink: &mut Sink) {
    let (Some(own), Some(entry)) = (of_pack.get(EXCLUDE), find(profile, EXCLUDE)) else { return };
    let items = |node: &Node| match &node.value {
        Value::List(items) => items.clone(),
        _ => Vec::new(),
    };
    let kept = items(&entry.value);
    // An empty list says plainly that nothing is left out.
    if kept.is_empty() {
        return;
    }
    let dropped = items(own).into_iter().filter(|rule| !kept.iter().any(|it| it.says(rule)));
    let dropped = dropped.count();
    if dropped > 0 {
        let rules = if dropped == 1 { "one rule" } else { "rules" };
        let message = format!(
            "`exclude` of the profile replaces that of the pack, and leaves {rules} of it out"
        );
        let help = "repeat there what is to count for the profile too";
        sink.push(Diagnostic::note(Code::InvalidConfig, message).at(entry.key_span).help(help));
    }
}

fn find<'a>(settings: &'a Node, name: &str) -> Option<&'a Entry> {
    let (group, key) = name.split_once('.').map_or((None, name), |(group, key)| (Some(group), key));
    let settings = group.map_or(Some(settings), |group| settings.get(group))?;
    settings.entries().iter().find(|entry| entry.key == key)
}

fn help_of_empty(name: &str) -> &'static str {
    match name {
        "exclude" | "include" | "contents" | "attach" | "certificates" => {
            "write `[]` where nothing is meant, else remove the key"
        }
        _ => "write what is meant, else remove the key",
    }
}

fn is_switch(node: &Node) -> bool {
    let Value::Scalar(Scalar { text, kind }) = &node.value else { return false };
    matches!(kind, ScalarKind::Bool(_)) || SWITCHES.contains(&&*text.to_lowercase())
}
