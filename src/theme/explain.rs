//! What a theme says, token by token, and which file says it.

use super::Theme;
use crate::span::Sources;
use crate::yaml::{Node, Value};

/// A token of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its keys, with dots between them.
    pub key: String,
    /// Its value, as JSON writes it.
    pub value: String,
    /// The file that gives it, with the line.
    pub source: String,
}

impl Theme {
    /// Every token of a theme that was read, in the order of the base, with the file that gives it.
    pub fn explain(&self, sources: &Sources) -> Vec<Explained> {
        let mut found = Vec::new();
        walk("", &self.node, sources, &mut found);
        found
    }
}

fn walk(key: &str, node: &Node, sources: &Sources, found: &mut Vec<Explained>) {
    let is_group = matches!(&node.value, Value::Map(entries) if !entries.is_empty());
    if !is_group {
        let place = sources.line_column(node.span);
        let path = &sources.get(node.span.file).path;
        let source = format!("{path}:{}", place.line);
        found.push(Explained { key: key.to_owned(), value: node.to_json().to_string(), source });
        return;
    }
    for entry in node.entries() {
        let below = if key.is_empty() { entry.key.clone() } else { format!("{key}.{}", entry.key) };
        walk(&below, &entry.value, sources, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn each_token_names_the_file_that_gives_it() {
        let files =
            MemoryFiles::new().with("mine/theme.yaml", "extends: corporate\ntext:\n  size: 12pt\n");
        let mut sources = Sources::default();
        let theme = Theme::load("mine", &files, &mut sources, false).value;
        let explained = theme.explain(&sources);
        let of = |key: &str| {
            let token = explained.iter().find(|token| token.key == key).unwrap();
            (token.value.clone(), token.source.rsplit_once(':').unwrap().0.to_owned())
        };
        assert_eq!(of("text.size"), ("\"12pt\"".to_owned(), "mine/theme.yaml".to_owned()));
        assert_eq!(of("text.justified").1, "themes/corporate/theme.yaml");
        assert_eq!(of("text.indent").1, "themes/default/theme.yaml");
        assert_eq!(of("headings.scale").0, "[2.5,1.5,1.2,1.05,1.0]");
    }
}
