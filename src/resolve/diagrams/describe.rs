//! What a diagram says of itself.

use crate::text::single_spaced;

/// The words a source has for those who do not see its drawing: Mermaid's `accTitle` and
/// `accDescr`.
pub(super) fn own_words(language: &str, source: &str) -> Option<String> {
    if language != "mermaid" {
        return None;
    }
    let title = line(source, "accTitle");
    let words = line(source, "accDescr").or_else(|| braced(source));
    let parts: Vec<_> = title.into_iter().chain(words).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// What stands behind `key:` on a line.
fn line(source: &str, key: &str) -> Option<String> {
    let value = |line: &str| {
        let rest = line.trim_start().strip_prefix(key)?.trim_start().strip_prefix(':')?;
        words(rest)
    };
    source.lines().find_map(value)
}

/// What stands in `accDescr { … }`, over any number of lines.
fn braced(source: &str) -> Option<String> {
    let mut rest = source;
    while let Some(at) = rest.find("accDescr") {
        rest = &rest[at + "accDescr".len()..];
        if let Some((inner, _)) =
            rest.trim_start().strip_prefix('{').and_then(|inner| inner.split_once('}'))
        {
            return words(inner);
        }
    }
    None
}

/// A text on one line; none where there is nothing in it.
fn words(text: &str) -> Option<String> {
    Some(single_spaced(text)).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mermaid_describes_itself_in_one_line_or_several() {
        let says = |source| own_words("mermaid", source);
        let short = "graph LR\n    accTitle: Sign in\n  accDescr : A key, then  a code\n  A-->B\n";
        assert_eq!(says(short).unwrap(), "Sign in: A key, then a code");
        let long = "graph LR\naccDescr {\n  A key,\n  then a code\n}\nA-->B\n";
        assert_eq!(says(long).unwrap(), "A key, then a code");
        assert_eq!(says("graph LR\naccTitle: Sign in\n").unwrap(), "Sign in");
        for source in ["graph LR\nA-->B\n", "accDescr:\n", "accDescr {\n", "accDescr {}", ""] {
            assert_eq!(says(source), None, "{source}");
        }
        assert_eq!(own_words("dot", short), None);
    }
}
