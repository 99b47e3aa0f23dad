//! The settings of a MkDocs project: those that they inherit, and what the environment would fill in.
//!
//! Form: <https://www.mkdocs.org/user-guide/configuration/#environment-variables>.

use crate::files::PackPath;
use crate::source::order::door::Door;
use crate::yaml::{Node, Scalar, ScalarKind, Value};

/// The key that names the settings below.
const INHERIT: &str = "INHERIT";

/// Keys that hold pages back: what the environment would say there is not guessed.
const DECIDING: [&str; 3] = ["exclude_docs", "draft_docs", "not_in_nav"];

/// How many settings may lie below one another.
const DEEPEST: usize = 10;

/// The settings in a file, laid over those that they inherit. Where these lie outside of the exported
/// folder the key stays, by which it is known that something is missing.
pub(super) fn read(path: &PackPath, door: &mut Door<'_>) -> Option<Node> {
    let mut settings = settings_in(path, door)?;
    let mut path = path.clone();
    for _ in 0..DEEPEST {
        let above = settings.get(INHERIT).and_then(Node::as_text);
        let above = above.and_then(|above| path.sibling(above).ok());
        let Some(above) = above.filter(|above| door.first(&[above.as_str()]).is_some()) else {
            break;
        };
        let Some(mut whole) = settings_in(&above, door) else { break };
        if let Value::Map(entries) = &mut settings.value {
            entries.retain(|entry| entry.key != INHERIT);
        }
        whole.merge(settings);
        settings = whole;
        path = above;
    }
    Some(settings)
}

fn settings_in(path: &PackPath, door: &mut Door<'_>) -> Option<Node> {
    let mut settings = door.settings(path)?;
    fill_in(&mut settings, door);
    Some(settings)
}

/// Puts what `!ENV [NAME, default]` says for want of the variable in its place, nothing where it says
/// nothing: the environment is not asked. Nesting is bounded by the parser.
fn fill_in(node: &mut Node, door: &Door<'_>) {
    let before = &door.text(node.span.file)[..node.span.start as usize];
    if before.trim_end().ends_with("!ENV") {
        let items = node.items();
        let default = items.last().filter(|_| items.len() > 1).cloned();
        node.value = default.map_or_else(nothing, |default| default.value);
        return;
    }
    match &mut node.value {
        Value::Map(entries) => {
            let open = entries.iter_mut().filter(|it| !DECIDING.contains(&&*it.key));
            open.for_each(|it| fill_in(&mut it.value, door));
        }
        Value::List(items) => items.iter_mut().for_each(|it| fill_in(it, door)),
        Value::Scalar(_) => {}
    }
}

fn nothing() -> Value {
    Value::Scalar(Scalar { text: String::new(), kind: ScalarKind::Null })
}
