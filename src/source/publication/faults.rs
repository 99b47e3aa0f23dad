//! What is wrong with settings that may keep pages back.

use crate::diag::{Code, Diagnostic};
use crate::text::names::is_slip_of;
use crate::yaml::{Node, Value};

/// What to do about settings that cannot be understood.
pub(in crate::source) const NOT_KNOWN: &str = "which pages it keeps back is not known; mend it";

/// Says that a setting which may keep pages back is not what its tool reads.
pub(in crate::source) fn misshapen(key: &str, node: &Node, wanted: &str) -> Diagnostic {
    let message = format!("`{key}` is {}, and should be {wanted}", node.describe());
    Diagnostic::error(Code::InvalidConfig, message).at(node.span).help(NOT_KNOWN)
}

/// Says where a key of settings is a slip away from one that keeps pages back.
pub(super) fn report_slips(
    settings: &Node,
    keys: &[&str],
    known: &[&str],
    say: &mut dyn FnMut(Diagnostic),
) {
    for entry in settings.entries() {
        let own = keys.iter().chain(known).any(|key| entry.key == *key);
        let meant = keys.iter().find(|key| is_slip_of(&entry.key, key)).filter(|_| !own);
        if let Some(meant) = meant {
            let message = format!("`{}` may be meant as `{meant}`", entry.key);
            let error = Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span);
            say(error.help("correct the key, or remove it"));
        }
    }
}

/// The texts of a setting that is a list of them; where `one` is allowed, also a text alone.
pub(super) fn texts<'a>(
    key: &str,
    node: Option<&'a Node>,
    one: bool,
    say: &mut dyn FnMut(Diagnostic),
) -> Vec<&'a str> {
    let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
    let texts: Option<Vec<&str>> = match &node.value {
        Value::List(items) => items.iter().map(Node::as_text).collect(),
        Value::Scalar(_) if one => node.as_text().map(|text| vec![text]),
        Value::Scalar(_) | Value::Map(_) => None,
    };
    texts.unwrap_or_else(|| {
        say(misshapen(key, node, "a list of texts"));
        Vec::new()
    })
}
