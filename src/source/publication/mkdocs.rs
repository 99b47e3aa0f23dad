//! `MkDocs`: what it builds, and what its menu holds.
//!
//! <https://www.mkdocs.org/user-guide/configuration/#exclude_docs>: patterns in the form of a
//! `.gitignore`, seen from the folder of pages. Hidden files and a folder `templates` at the top
//! are excluded without being named, and a pattern with `!` takes them back.

use ignore::gitignore::GitignoreBuilder;

use super::{Force, Matches, PathRule, Publishing};
use crate::diag::{Code, Diagnostic};
use crate::source::left_out::Reason;
use crate::yaml::Node;

/// What a `MkDocs` project publishes, by the settings in `file`. What cannot be read of them is
/// handed to `say`.
pub(in crate::source) fn publishing(
    settings: &Node,
    file: &str,
    root: &str,
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let mut rule = |key: &str, first: &[&str], force, reason| {
        let node = settings.get(key);
        let mut builder = GitignoreBuilder::new("");
        let lines = node.and_then(Node::as_text).unwrap_or_default().lines();
        for line in first.iter().copied().chain(lines) {
            // Braces are letters in this form.
            let literal = line.replace('{', r"\{").replace('}', r"\}");
            if builder.add_line(None, &literal).is_err()
                && let Some(node) = node
            {
                say(unreadable(node, key, line.trim()));
            }
        }
        let patterns = builder.build().ok()?;
        let matches = Matches::Patterns(root.to_owned(), Box::new(patterns));
        Some(PathRule { matches, force, reason })
    };
    let excluded = Reason::Tool("MkDocs' `exclude_docs` leaves it out".to_owned());
    let unlisted = Reason::Tool(format!("`not_in_nav` in `{file}` keeps it out of the menu"));
    let rules = [
        rule("exclude_docs", &["/templates/"], Force::Held, excluded),
        rule("draft_docs", &[], Force::Held, Reason::Draft),
        rule("not_in_nav", &[], Force::Unlisted, unlisted),
    ];
    Publishing { rules: rules.into_iter().flatten().collect(), ..Publishing::default() }
}

fn unreadable(node: &Node, key: &str, line: &str) -> Diagnostic {
    Diagnostic::error(Code::InvalidConfig, format!("`{line}` in `{key}` is no pattern"))
        .at(node.span)
        .help("which pages it keeps back is not known; mend it")
}
