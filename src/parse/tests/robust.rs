//! Whatever a page holds: no panic, no lost word, no more than linear time.

use std::fmt::Write;

use proptest::prelude::*;

use super::{pack, page};
use crate::text::pace::assert_linear;
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
    "\n    - ",
    "\n> - ",
    "\n   > ",
    "\n\t",
    " | ",
    "\n|",
    "{#id .x key=\"v\"}",
    "{width=50%}",
    "\n{.y}\n",
    "\n: : ",
    "\n!!! note \"",
    "\n??? tip \"",
    "\n=== \"",
    "\"\n    ",
    "\n::: own ",
    "\n:::: {.x}\n",
    "\n::::\n",
    "\n:::tip[",
    "]\n",
    "\n> [!TIP] ",
    "\n> [!WARNING]-\n> ",
    "{{< tip >}}",
    "{{< /tip >}}",
    "{{% details \"x\" %}}\n",
    "\n{{% /details %}}",
    "<span title=\"x\">",
    "</span>",
    "<video src=\"x\">",
    "<ruby>",
    "<rt>",
    "<p align=\"center\">",
    "<conditional only=\"x\">",
    "\n~~~ x\n",
    "Table: ",
    "\\newpage",
    "\n***\n",
];

/// What MDX adds.
const MDX: &[&str] = &[
    "<Tabs>",
    "\n<Tabs>\n",
    "\n  <TabItem label=\"x\">\n",
    "\n  </TabItem>\n",
    "</Tabs>",
    "<Odd>",
    "\n<Odd a={1} />\n",
    "</Odd>",
    "<>",
    "</>",
    "{",
    "}",
    "{' '}",
    "{\"",
    "\"}",
    "<Admonition type=\"tip\">",
    "</Admonition>",
];

/// What Jekyll adds. No filter with its `|`: in the row of a table it would start a cell, and GFM
/// (4.10) leaves out those that are too many.
const JEKYLL: &[&str] = &[
    "{% raw %}",
    "{% endraw %}",
    "{% highlight x %}\n",
    "{% endhighlight %}",
    "{% if x %}",
    "{%- endif -%}",
    "{{ x }}",
    "{% include x %}",
    "\n\n{: .note }\n",
    "\n\n{: .tip-title }\n> ",
    "\n\n{: .x #y }\n",
    "{: .z}",
];

/// Words by their numbers, and markup of two lists, one behind the other, by its place.
fn document(more: &[&str]) -> impl Strategy<Value = Vec<Result<u16, usize>>> + use<> {
    let pieces = MARKUP.len() + more.len();
    let part = prop_oneof![
        (0..1000_u16).prop_map(Ok),
        (0..pieces).prop_map(Err),
        (0..pieces).prop_map(Err),
        (MARKUP.len().min(pieces - 1)..pieces).prop_map(Err),
    ];
    prop::collection::vec(part, 0..40)
}

/// The first word that a page loses, and what it is made of.
fn lost(parts: &[Result<u16, usize>], more: &[&str], settings: &str) -> Option<String> {
    let mut text = "start\n\n".to_owned();
    for part in parts {
        match part {
            Ok(word) => {
                let _ = write!(text, "w{word:03}");
            }
            Err(index) => {
                let piece = MARKUP.get(*index).unwrap_or_else(|| &more[*index - MARKUP.len()]);
                // Three of them would fence code, and what follows would name its language.
                if text.ends_with('~') && piece.starts_with('~') {
                    text.push(' ');
                }
                // What stands behind a percent sign in a formula is its comment.
                if !(text.contains('$') && piece.starts_with("{%")) {
                    text.push_str(piece);
                }
            }
        }
    }
    let (parsed, _) = pack(&[(settings, ""), ("docs/page.md", &text)]);
    let words = words_of(&parsed.value.pages[0]);
    let word = parts.iter().flatten().map(|word| format!("w{word:03}"));
    let lost = word.into_iter().find(|word| !words.contains(word))?;
    Some(format!("{lost} of {text:?} is lost: {words:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(parts in document(&[])) {
        prop_assert_eq!(lost(&parts, &[], "pack.yaml"), None);
    }

    #[test]
    fn words_among_components_are_kept(parts in document(MDX)) {
        prop_assert_eq!(lost(&parts, MDX, "docusaurus.config.js"), None);
    }

    #[test]
    fn words_among_liquid_are_kept(parts in document(JEKYLL)) {
        prop_assert_eq!(lost(&parts, JEKYLL, "_config.yml"), None);
    }

    #[test]
    fn no_input_panics(text in "(?s).{0,200}") {
        page(&text);
    }
}

#[test]
fn long_repeats_take_linear_time() {
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
        "<!-- a -->",
        "<!-- a | b -->",
        "a <!-- a\n\nb --> ",
        "[//]: # (a\n",
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
        "=== \"a\"\n    ",
        "> [!TIP] a\n\n",
        "[^a]\n\n[^a]: [^a]\n\n",
        "<A b=\"c\">",
        "<A b=\"c\">\n",
        ">>> [!a]\n",
    ] {
        assert_linear(pattern, 2_000, |times| _ = pack(&[("page.md", &pattern.repeat(times))]));
    }
}

#[test]
fn a_table_ends_where_it_has_more_places_than_it_may() {
    let row = "<tr><td rowspan=\"1000\">a</td><td>b</td></tr>";
    let (page, said) = page(&format!("<table>{}</table>", row.repeat(1_500)));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("rows of this table are left out: it has more than 1,000,000 places"));
    let is_table = |block: &&Block<Authored>| matches!(block.kind, BlockKind::Table { .. });
    let BlockKind::Table { table } = &page.blocks.iter().find(is_table).unwrap().kind else {
        unreachable!("it was looked for");
    };
    assert!((990..=1_010).contains(&table.body.len()), "{}", table.body.len());
}

#[test]
fn long_tags_and_addresses_take_linear_time() {
    let tags = ["{% ", "%}", "{%}", "{% hint %}", "{% code title=\"a\" %} "].map(|tag| ("", tag));
    let addresses = [("https://a.example/*", ")"), ("", "https://a.example/b*c* ")];
    for (start, unit) in tags.into_iter().chain(addresses) {
        assert_linear(unit, 2_000, |times| {
            let text = format!("{start}{}", unit.repeat(times));
            pack(&[(".gitbook.yaml", ""), ("SUMMARY.md", "* [A](page.md)\n"), ("page.md", &text)]);
        });
    }
}

#[test]
fn blocks_without_an_end_take_linear_time() {
    for (settings, unit) in [
        ("pack.yaml", "> ```admonish\n> x\n\n"),
        ("docusaurus.config.js", "<Head>\n\nx\n\n"),
        ("docusaurus.config.js", "<CodeBlock language=\"js\">\n\nx\n\n"),
        ("docusaurus.config.js", "x <Code>y\n\n"),
        ("docusaurus.config.js", "<pre>\n\nx\n\n"),
        ("mkdocs.yml", "/// note | A\nx\n\n"),
    ] {
        let read = |times| pack(&[(settings, ""), ("docs/a.md", &unit.repeat(times))]);
        assert_linear(unit, 2_000, |times| _ = read(times));
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

#[test]
fn a_paragraph_of_megabytes_is_several_that_say_the_same() {
    let most = crate::limits::PARAGRAPH.size();
    for (words, count) in [
        ("words of a line ".repeat(most / 10), 2),
        ("a".repeat(3 * most), 3),
        ("é *b* ".repeat(most / 4), 2),
        ("word ".repeat(most / 10), 1),
    ] {
        let (page, told) = page(&words);
        assert_eq!(told.len(), usize::from(count > 1), "{told:?}");
        assert_eq!(page.blocks.len(), count, "{words:.20}");
        let mut said = String::new();
        push_words(&page.blocks, &mut said);
        said.retain(|it| it != ' ');
        assert!(said == words.replace([' ', '*'], ""), "{words:.20}");
    }
}
