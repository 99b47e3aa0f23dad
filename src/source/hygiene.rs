//! Letters in settings and front matter that were decoded wrongly upstream.

use crate::diag::{Code, Diagnostic, Sink};
use crate::text::mojibake;
use crate::yaml::{Node, Value};

/// Repairs every text of a tree. Each repair is reported.
pub(super) fn repair(node: &mut Node, sink: &mut Sink) {
    match &mut node.value {
        Value::Scalar(scalar) => {
            let Some(meant) = mojibake::repair(&scalar.text) else { return };
            let message = format!("letters here were decoded wrongly; they are read as `{meant}`");
            let diagnostic = Diagnostic::warning(Code::Mojibake, message).at(node.span);
            sink.push(diagnostic.help("correct them, and save the file as UTF-8"));
            scalar.text = meant;
        }
        Value::List(items) => {
            for item in items {
                repair(item, sink);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                repair(&mut entry.value, sink);
            }
        }
    }
}
