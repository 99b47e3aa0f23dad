//! Blocks that another tool reads as something else: code, by the word that opens it, and rules.

use super::kinds::Markup;
use crate::span::Sources;
use crate::tree::{Authored, Block, BlockKind};

/// What a block is to another tool, where it is meant as something else.
pub(super) fn leftover(block: &Block<Authored>, sources: &Sources) -> Option<Markup> {
    let language = match &block.kind {
        BlockKind::Code { language, .. } => language,
        BlockKind::Rule => return is_dashes(sources.excerpt(block.span)).then_some(DASHES),
        _ => return None,
    };
    let named = language.as_deref().and_then(|language| match language {
        "dataview" | "dataviewjs" | "tasks" | "query" => Some(DATAVIEW),
        name if name.starts_with("ad-") => Some(ADMONITION),
        _ => None,
    });
    named.or_else(|| is_directive(sources.excerpt(block.span)).then_some(DIRECTIVE))
}

const DATAVIEW: Markup = Markup {
    sign: "dataview",
    is: "a question that Obsidian answers",
    instead: "write what it would show, or remove it",
};

const ADMONITION: Markup = Markup {
    sign: "ad-note",
    is: "a callout of an extension of Obsidian",
    instead: "write `> [!NOTE]` and its words behind `>`",
};

/// Markdown takes the line between its head and its rows for a rule.
const DASHES: Markup = Markup {
    sign: "---- ----",
    is: "a table of Pandoc, drawn with dashes",
    instead: "write `| … | … |` with `| --- | --- |` below its first row",
};

/// Two groups of dashes or more.
fn is_dashes(rule: &str) -> bool {
    let groups: Vec<&str> = rule.split_whitespace().collect();
    let is_group = |group: &&str| group.len() >= 3 && group.bytes().all(|byte| byte == b'-');
    groups.len() >= 2 && groups.iter().all(is_group)
}

const DIRECTIVE: Markup = Markup {
    sign: "{name}",
    is: "a directive of MyST or Sphinx",
    instead: "write it in Markdown: `> [!NOTE]`, a picture, a link",
};

/// The directives of Sphinx that people write most.
const DIRECTIVES: &[&str] = &[
    "note",
    "warning",
    "tip",
    "hint",
    "important",
    "caution",
    "danger",
    "attention",
    "error",
    "admonition",
    "seealso",
    "versionadded",
    "versionchanged",
    "deprecated",
    "figure",
    "image",
    "toctree",
    "contents",
    "include",
    "literalinclude",
    "list-table",
    "csv-table",
    "dropdown",
    "tab-set",
    "grid",
    "card",
    "glossary",
    "bibliography",
];

/// Whether a block of code starts with `{name}`, and no `{r}` or `{python}` whose code is shown.
fn is_directive(code: &str) -> bool {
    let line = code.lines().next().unwrap_or_default();
    let info = line.trim_start_matches(['`', '~', ':']);
    let name = info.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    name.is_some_and(|(name, _)| DIRECTIVES.contains(&name))
}
