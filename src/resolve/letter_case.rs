//! Names that differ from what they mean in upper and lower case alone.

use crate::diag::{Code, Diagnostic};
use crate::span::Span;

/// What is said of a target written as `written`, at `span`, that means `meant`: a path with or
/// without the ending that `written` has.
pub(super) fn differs(written: &str, meant: &str, span: Span) -> Diagnostic {
    let path = written.split(['?', '#']).next().unwrap_or_default();
    let message = format!("`{path}` is written `{meant}`");
    let warning = Diagnostic::warning(Code::LetterCase, message)
        .at(span)
        .help("names differ in upper and lower case on most systems");
    let length = (span.end - span.start) as usize;
    match recased(path, meant) {
        // Only where the words stand in the source as they are.
        Some(path_meant) if length == written.len() => {
            warning.fix(span, path_meant + &written[path.len()..])
        }
        _ => warning,
    }
}

/// The path with the letters of what it means, name by name from the end; none where a name has
/// other letters, as an encoded one has.
fn recased(path: &str, meant: &str) -> Option<String> {
    let mut names: Vec<String> = path.split('/').map(str::to_owned).collect();
    let mut meant = meant.rsplit('/');
    let mut last = true;
    for name in names.iter_mut().rev() {
        if matches!(name.as_str(), "" | "." | "..") && !last {
            break;
        }
        let Some(meant) = meant.next() else { break };
        // A page's name may be written with its ending or without.
        let (stem, ending) = name.split_at_checked(meant.len())?;
        if stem.to_lowercase() != meant.to_lowercase() || !(last || ending.is_empty()) {
            return None;
        }
        *name = format!("{meant}{ending}");
        last = false;
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_takes_the_letters_of_what_it_means() {
        let recased = |path, meant| recased(path, meant).unwrap_or_default();
        assert_eq!(recased("../IMG/Seal.PNG", "guide/img/seal.png"), "../img/seal.png");
        assert_eq!(recased("Access-Control.md", "guide/access-control"), "access-control.md");
        assert_eq!(recased("/Docs/Guide/Page", "guide/page"), "/Docs/guide/page");
        assert_eq!(recased("IMG/a%20b.png", "img/A b.png"), "");
    }
}
