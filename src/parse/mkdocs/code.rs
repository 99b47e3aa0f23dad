//! Code with remarks on it, and code among words that names its language.

use std::sync::LazyLock;

use regex::Regex;

use crate::tree::walk::{walk_blocks_mut, walk_contents_mut};
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind};

/// The number of a remark in a comment: `# (1)!`. With the sign behind it only the number is shown.
///
/// <https://squidfunk.github.io/mkdocs-material/reference/code-blocks/#stripping-comments>
static REMARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)(?:#|//|--|;|%|<!--|/\*)[ \t]*(\(\d+\))![ \t]*(?:-->|\*/)?[ \t]*$")
        .expect("the form of a remark is a regular expression")
});

/// Writes the numbers of remarks as they are shown, and takes the name of its language from code
/// among words, which only colours it: `` `#!python print(1)` ``.
pub(in crate::parse) fn read_code(blocks: &mut [Block<Authored>], names_language: bool) {
    walk_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Code { text, .. } = &mut block.kind
            && text.contains(")!")
        {
            *text = REMARK.replace_all(text, "$1").into_owned();
        }
    });
    if names_language {
        walk_contents_mut(blocks, &mut |content| unname(content));
    }
}

fn unname(content: &mut [Inline<Authored>]) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Code { text } => {
                if let Some(code) = behind_language(text) {
                    *text = code.to_owned();
                }
            }
            kind => kind.content_mut().into_iter().for_each(|inner| unname(inner)),
        }
    }
}

/// What stands behind `#!python ` or `:::python `.
fn behind_language(code: &str) -> Option<&str> {
    let rest = code.strip_prefix("#!").or_else(|| code.strip_prefix(":::"))?;
    let (language, code) = rest.split_once(' ')?;
    let is_name = |char: char| char.is_ascii_alphanumeric() || "+-_.#".contains(char);
    (!language.is_empty() && language.chars().all(is_name) && !code.trim().is_empty())
        .then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_keep_their_number() {
        let shown = |code| REMARK.replace_all(code, "$1").into_owned();
        assert_eq!(shown("a = 1  # (1)!\nb = 2 # (2)\n"), "a = 1  (1)\nb = 2 # (2)\n");
        assert_eq!(shown("<p> <!-- (12)! -->\nx; /* (3)! */\n"), "<p> (12)\nx; (3)\n");
        assert_eq!(shown("f(1)! # no (1)! more\n"), "f(1)! # no (1)! more\n");
    }

    #[test]
    fn code_among_words_may_name_its_language() {
        assert_eq!(behind_language("#!python print(1)"), Some("print(1)"));
        assert_eq!(behind_language(":::js let a"), Some("let a"));
        for code in ["#!/bin/sh -e", "#!python", "# !x y", "a #!b c"] {
            assert_eq!(behind_language(code), None, "{code}");
        }
    }
}
