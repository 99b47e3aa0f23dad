//! Settings that are read and change nothing: folders that are not there, levels that no page has, rules
//! that nothing silences.

use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::tree::TocDepth;
use crate::yaml::{Located, Node, Scalar, ScalarKind, Value};

/// Reports what changes nothing in the settings of a pack, or of one of its profiles.
pub(super) fn report(settings: &Node, files: &dyn Files, sink: &mut Sink) {
    for root in texts(settings, "links", "roots") {
        if !root.value.contains("{{") && !is_folder(&root.value, files) {
            let message = format!("there is no folder `{}` in the pack", root.value);
            let error = Diagnostic::error(Code::InvalidConfig, message);
            let help = "name a folder as seen from pack.yaml, or remove the entry";
            sink.push(error.help(help).at(root.span));
        }
    }
    if let Some(node) = settings.get("toc")
        && let Value::Scalar(Scalar { kind: ScalarKind::Int(levels), .. }) = node.value
        && levels > TocDepth::MOST.into()
    {
        let error = Diagnostic::error(Code::InvalidConfig, format!("`toc` cannot be {levels}"));
        let help = format!("write a value from 0 to {}", TocDepth::MOST);
        sink.push(error.at(node.span).help(help));
    }
    for rule in texts(settings, "check", "allow") {
        if let Some(told) = Code::named(&rule.value).and_then(Code::unsilenced) {
            sink.push(told.at(rule.span));
        }
    }
}

/// The texts that a list of settings holds.
pub(super) fn texts(settings: &Node, group: &str, key: &str) -> Vec<Located<String>> {
    let Some(node) = settings.get(group).and_then(|group| group.get(key)) else {
        return Vec::new();
    };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let text = |item: &Node| match &item.value {
        Value::Scalar(Scalar { text, .. }) => {
            Some(Located { value: text.clone(), span: Some(item.span) })
        }
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

/// Whether a folder lies in the pack, hidden ones and those without a file included.
fn is_folder(path: &str, files: &dyn Files) -> bool {
    let path = path.trim_matches('/').trim_start_matches("./");
    if matches!(path, "" | ".") {
        return true;
    }
    let below = |file: &PackPath| {
        file.as_str().strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    };
    // Not every kind of files has a size for a folder; to list them all takes longer.
    PackPath::new(path).is_ok_and(|path| files.size(&path).is_ok())
        || files.list().unwrap_or_default().iter().any(below)
}
