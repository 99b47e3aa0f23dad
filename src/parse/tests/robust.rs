//! Whatever a page holds: no panic, no lost word, no more than linear time.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{pack, page};
use crate::tree::walk::walk_inlines;
use crate::tree::{Authored, Block, BlockKind, InlineKind, Page, plain_text};

/// Everything a reader of the page can read.
fn words_of(page: &Page<Authored>) -> String {
    let mut text = plain_text(&page.title);
    push_words(&page.blocks, &mut text);
    for note in &page.notes {
        push_words(&note.blocks, &mut text);
    }
    text
}

fn push_words(blocks: &[Block<Authored>], text: &mut String) {
    walk_inlines(blocks, &mut |inline| {
        let words = match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text } => text,
            InlineKind::Math { tex } => tex,
            InlineKind::Image { image } => &image.alt,
            _ => return,
        };
        let _ = write!(text, " {words}");
    });
    crate::tree::walk::walk_blocks(blocks, &mut |block| {
        let words = match &block.kind {
            BlockKind::Code { text, .. } | BlockKind::Math { tex: text } => text,
            BlockKind::Image { image } => &image.alt,
            _ => return,
        };
        let _ = write!(text, " {words}");
    });
}

/// Markup that holds no words itself.
const MARKUP: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "    ",
    "> ",
    "* ",
    "1. ",
    "- [x] ",
    "# ",
    "\n---\n",
    "\n===\n",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "==",
    "^",
    " `",
    "$",
    "$$",
    "[",
    "](x)",
    "![",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<center>",
    "</center>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
    "</tr>",
    "</table>",
    "<ul>",
    "<ol>",
    "<li>",
    "</li>",
    "</ul>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<br>",
    "<hr>",
    "<a name=\"x\">",
    "</a>",
    "<a href=\"x\">",
    "<h2>",
    "</h2>",
    "<caption>",
    "<sub>",
    "[^1]",
    "\n\n[^1]: ",
    "\n: ",
    "\n```\n",
    "\n| | |\n|---|---|\n",
    "{{% note %}}",
    "{{% /note %}}",
    "{{< odd >}}",
    "{{< /odd >}}",
    "{{< ",
    "\n::: note\n",
    "\n:::\n",
    "\n!!! note\n",
    "&amp;",
    "\\",
    "\u{C2}\u{A0}",
    "{.x}",
    "\n> [!NOTE]\n> ",
    "\n<!-- -->\n",
    ":smile:",
    "<odd>",
    "</odd>",
    "< ",
];

fn document() -> impl Strategy<Value = Vec<Result<u16, usize>>> {
    let part = prop_oneof![
        (0..1000_u16).prop_map(Ok),
        (0..MARKUP.len()).prop_map(Err),
        (0..MARKUP.len()).prop_map(Err),
    ];
    prop::collection::vec(part, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(parts in document()) {
        let mut text = "start\n\n".to_owned();
        for part in &parts {
            match part {
                Ok(word) => { let _ = write!(text, "w{word:03}"); }
                // Three of them would fence code, and what follows would name its language.
                Err(markup) if text.ends_with('~') && MARKUP[*markup].starts_with('~') => {
                    let _ = write!(text, " {}", MARKUP[*markup]);
                }
                Err(markup) => text.push_str(MARKUP[*markup]),
            }
        }
        let (page, _) = page(&text);
        let words = words_of(&page);
        for word in parts.iter().filter_map(|part| part.as_ref().ok()) {
            let word = format!("w{word:03}");
            prop_assert!(words.contains(&word), "{word} of {text:?} is lost: {words:?}");
        }
    }

    #[test]
    fn no_input_panics(text in "(?s).{0,200}") {
        page(&text);
    }
}

#[test]
fn long_repeats_take_linear_time() {
    const REPEATS: usize = 50_000;
    for pattern in [
        "> ",
        "* ",
        "1) ",
        "[",
        "![",
        "](",
        "[a](",
        "*a ",
        "**a **",
        "_",
        "`",
        "<b>",
        "</b>",
        "<div>",
        "<div>\n\n",
        "<table><tr><td>",
        "<a href=x>",
        "<p>",
        "<script>",
        "<!--",
        "<x ",
        "&",
        "{{< ",
        "{{< x >}}",
        "{{% note %}}",
        "{{% note %}}\n",
        "{{< /x >}}",
        "{{< x \"",
        "$",
        "$$a",
        "^a^",
        "~",
        "==",
        "| a ",
        "[^1]",
        "\n[^1]: a\n",
        "{",
        "{.",
        "![a](b){",
        "::: a\n",
        "!!! a\n    ",
        ":a",
        "â€™",
        "\n\n* a",
        "a\n: b\n\n",
    ] {
        let text = pattern.repeat(REPEATS);
        let start = Instant::now();
        pack(&[("page.md", &text)]);
        let time = start.elapsed();
        assert!(time < Duration::from_secs(20), "{pattern:?} takes {time:?}");
    }
}

#[test]
fn deep_nesting_is_reported_and_keeps_its_words() {
    let text = format!("{}deep", "> ".repeat(500));
    let (page, said) = page(&text);
    assert!(words_of(&page).contains("deep"));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("too-deep"));
}
