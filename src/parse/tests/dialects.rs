//! Folders of other tools, by what their pages come to.

use super::pack;
use crate::tree::BlockKind;
use crate::tree::dump::dump_blocks;
use crate::tree::plain_text;

/// The blocks of the first page and what is said.
fn read(files: &[(&str, &str)]) -> String {
    let (parsed, sources) = pack(files);
    let said = parsed.diagnostics.iter().map(|it| {
        let words = it.span.map_or("", |span| sources.excerpt(span));
        format!("{}: {} [{words}]\n", it.code, it.message)
    });
    let said: String = said.collect();
    dump_blocks(&parsed.value.pages[0].blocks) + &said
}

#[test]
fn jekyll_pages_are_read_without_running_them() {
    insta::assert_snapshot!(read(&[
        ("_config.yml", "title: Kettles\n"),
        (
            "index.md",
            r#"---
title: Home
---
# {{ site.title }}: {{ page.title | escape }}
{: .no_toc #top }

1. TOC
{:toc}

{% include banner.html title="x" %} {% include gone.html %}

Hello {{ "now" | date: "%Y" }}{% if page.x %} shown {% endif %}{{ "now" | date: "%Y" }}.

{: .warning }
A hot lid.

{: .note-title }
> Mind
>
> The *steam*.

{: .lead }
A paragraph.

{% highlight ruby linenos %}
puts '{{ kept }}'
{% endhighlight %}

`{% raw %}{{ raw }}{% endraw %}`, {% comment %}gone{% endcomment %}[a]({% link docs/a.md %}),
[b]({{ site.baseurl }}/docs/a), [c]({{ "/docs/a" | relative_url }}){: .btn }
"#
        ),
        ("_includes/banner.html", "<b>Banner</b>, {{ site.title }}\n"),
        ("docs/a.md", ""),
    ]));
}

#[test]
fn tabs_are_alternatives_under_their_names() {
    insta::assert_snapshot!(read(&[(
        "a.md",
        "=== \"Rust\"\n\n    ``` rust\n    fn a() {}\n    ```\n\n=== \"C & D\"\n    Two *words*.\n\nafter\n\n\
         * item\n\n    ===! \"In it\"\n\n        words\n",
    )]));
}

#[test]
fn tabs_with_a_language_hold_code_once() {
    let tabs = "{{< tabpane text=true >}}\n{{% tab header=\"A\" lang=\"toml\" %}}\n\n```toml\na = 1\n```\n\n{{% /tab %}} \
                {{% tab header=\"B\" lang=\"yaml\" %}}\n\n~~~yaml\na: 1\n~~~\n\n{{% /tab %}} {{< /tabpane >}}\n\n## After\n\n\
                {{< tabpane >}}{{< tab \"C\" lang=\"js\" >}}\nc()\n{{< /tab >}}{{< /tabpane >}}\n";
    insta::assert_snapshot!(read(&[("hugo.toml", ""), ("content/a.md", tabs)]));
}

#[test]
fn callouts_may_have_titles_of_their_own() {
    insta::assert_snapshot!(read(&[(
        "a.md",
        "> [!NOTE] Own *title*\n> Words.\n\n> [!tip]-\n> Folded.\n\n> [!WARNING]\n> As GitHub has it.\n\n> [!x] No.\n",
    )]));
}

#[test]
fn titles_of_admonitions_are_markdown() {
    insta::assert_snapshot!(read(&[(
        "a.md",
        "::: note With `code`\none\n:::\n\n::: own Some words\ntwo\n:::\n\n* x\n\n    !!! danger \"1. The *lid*\"\n        three\n\n\
         ??? tip \"# Sharp\"\n    four\n",
    )]));
}

#[test]
fn mdbooks_hidden_lines_stay_hidden() {
    insta::assert_snapshot!(read(&[
        ("SUMMARY.md", "- [A](a.md)\n"),
        (
            "a.md",
            "```rust,ignore\n# fn main() {\n#\nshown();\n ## a\n#[attribute]\n# }\n```\n\n{{#playground b.rs editable}}\n"
        ),
        ("b.rs", "fn b() {}\n"),
    ]));
}

#[test]
fn an_mdbook_hides_lines_as_its_settings_say() {
    let tree = read(&[
        ("book.toml", "[book]\n[output.html.code.hidelines]\npython = \"~\"\n"),
        ("src/SUMMARY.md", "- [A](a.md)\n"),
        (
            "src/a.md",
            "```python\n~hidden()\nshown()\n```\n\n```python,hidelines=!\n~shown\n!hidden\n```\n\n~~~go\n~shown\n~~~\n",
        ),
    ]);
    assert!(!tree.contains("hidden"), "{tree}");
    assert_eq!(tree.matches("shown").count(), 3, "{tree}");
}

#[test]
fn references_name_pages_as_hugo_finds_them() {
    insta::assert_snapshot!(read(&[
        (
            "content/a/x/index.md",
            "[1]({{< ref \"y\" >}}) [2]({{< relref \"only.md#s\" >}}) [3]({{% ref \"b/twin\" %}}) \
             [4]({{< ref \"twin\" >}}) [5]({{< ref \"#own\" >}}) [6]({{< ref \"/a/y\" >}})"
        ),
        ("content/a/y.md", ""),
        ("content/b/only.md", ""),
        ("content/b/twin.md", ""),
        ("content/c/twin.md", ""),
    ]));
}

#[test]
fn values_of_hugo_come_from_the_page_and_the_site() {
    let tree = read(&[
        ("hugo.toml", "title = \"Site\"\n[params]\nFirst = \"one\"\n[params.a]\nb = 2\n"),
        (
            "content/p.md",
            "---\nown: mine\n---\n{{< param first >}} {{< param \"a.b\" >}} {{% param Own %}}\n",
        ),
    ]);
    assert!(tree.contains("one 2 mine"), "{tree}");
}

#[test]
fn values_of_jekyll_come_from_the_page_and_the_settings() {
    let page = "---\ntitle: T\nauthor: Pat\nown: {a: 1}\n---\n{{ page.author }} {{ page.own.a }} \
                {{ site.nav.x }} {{ \"/b\" | prepend: site.baseurl | append: \".c\" }} {{ site.list }}\n\n\
                [here]({{ site.repository }}/issues/7) [there]({{ site.none }}/x)\n";
    let settings = "repository: https://a.example/r\nnav: {x: up}\nlist: [1]\n";
    let tree = read(&[("_config.yml", settings), ("p.md", page)]);
    for wanted in ["Pat 1 up /b.c {{ site.list }}", "https://a.example/r/issues/7"] {
        assert!(tree.contains(wanted), "{tree}");
    }
    assert!(!tree.contains("[there]") && !tree.contains("[here]"), "{tree}");
}

#[test]
fn variables_of_a_gitbook_are_filled_in() {
    let tree = read(&[
        ("book.json", "{\"variables\": {\"url\": \"https://a.example\", \"v\": 3}}"),
        ("SUMMARY.md", "# Summary\n\n* [A](a.md)\n"),
        ("a.md", "Version {{ book.v }}, [here]({{ book.url }}/x).\n"),
    ]);
    assert!(tree.contains("Version 3,") && tree.contains("https://a.example/x"), "{tree}");
}

#[test]
fn a_directive_of_mdbook_says_what_it_means() {
    let page = "Lines that are `{{#include}}`d.\n";
    let files =
        [("book.toml", "[book]\n"), ("src/SUMMARY.md", "- [A](a.md)\n"), ("src/a.md", page)];
    let tree = read(&files);
    assert!(tree.contains("{{#include}}"), "{tree}");
}

#[test]
fn an_mdbook_has_formulas_where_its_settings_ask_for_them() {
    let page = "It costs $5x$ or \\\\(y^2\\\\).\n\n```math\nz\n```\n";
    let book = |settings| {
        let files = [
            ("book.toml", settings),
            ("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n"),
            ("src/a.md", page),
        ];
        read(&files)
    };
    let plain = book("[book]\n");
    assert!(plain.contains("$5x$") && plain.contains("code math"), "{plain}");
    let mathjax = book("[book]\n[output.html]\nmathjax-support = true\n");
    assert!(mathjax.contains("$5x$") && mathjax.contains("math"), "{mathjax}");
    assert!(mathjax.contains("y^2") && !mathjax.contains("code"), "{mathjax}");
}

/// An MkDocs folder with one page, whose settings do not say which extensions read it.
fn mkdocs(page: &str) -> String {
    read(&[("mkdocs.yml", "site_name: Boats\n"), ("docs/index.md", page)])
}

#[test]
fn lists_tabs_admonitions_and_code_lie_in_one_another() {
    insta::assert_snapshot!(mkdocs(
        r#"# Boats

1. Moor

    - Fore

        ??? warning "The *bow* line"

            Twice.

            === "Rope :material-check:"

                - Coil

                    ```sh
                    coil --left

                    done
                    ```

            === "Chain \"`x`\""

                !!! tip inline end
                    Slow.

                    1. Wait

                        !!! note
                            Deep.

> !!! danger "Quoted"
>
>     - one
>
>         !!! note
>             two
>
> after
"#
    ));
}

#[test]
fn markdown_within_html_is_read_where_an_attribute_says_so() {
    let page = r#"# Boats

<figure markdown="span">
    ![A boat](a.png){ width="100" }
    <figcaption markdown>Cap **one**</figcaption>
</figure>

<div class="grid cards" markdown>
- :material-clock-fast:{ .lg } __Fast__

    ---

    [:octicons-arrow-right-24: More](#boats)
- :simple-python: *Slow*
</div>

<details markdown="1"><summary>More</summary>
*In it*
- no list
</details>

<table><tr><td markdown="span">**cell**</td><td>**raw**</td></tr></table>

- item

    <div markdown>
    **deep**
    </div>
"#;
    insta::assert_snapshot!(mkdocs(page));
    let off = read(&[
        ("mkdocs.yml", "site_name: A\nmarkdown_extensions: [abbr]\n"),
        ("docs/index.md", "<div markdown>\n*raw*\n</div>\n"),
    ]);
    assert!(off.contains("*raw*"), "{off}");
}

#[test]
fn marks_of_python_markdown_are_read() {
    insta::assert_snapshot!(mkdocs(
        r#"# Boats

Press ++ctrl+arrow-up++, ++"Any key"+enter++; c++ or d++. ^^New^^, {++more++}{--less--},
{~~old~>new~~} and {==here==}{>>why<<}. `++a++`, \++b++ and `#!python print(1)`.

:tada: Done :man_raising_hand: [:fontawesome-brands-github:](#boats) :material-close: no

| A | B |
|---|---|
| `a|b` | :octicons-x-16: |
| :material-account: | :material-account: You |

The VHF is on; VHFs are not.

*[VHF]: Very high *frequency*

```py
boat = 1  # (1)!
```

1. A remark.

[](){ #place }

[There](#place){ .md-button }
"#
    ));
}

#[test]
fn changes_are_made_or_not_as_the_settings_say() {
    let with = |mode| {
        let settings = format!("markdown_extensions:\n  - pymdownx.critic:\n      mode: {mode}\n");
        let page = "a{++b++}{--c--}{~~d~>e~~}{==f==}{>>g<<} ++h++";
        read(&[("mkdocs.yml", &settings), ("docs/index.md", page)])
    };
    assert_eq!(with("accept"), "paragraph\n  \"abef ++h++\"\n");
    assert_eq!(with("reject"), "paragraph\n  \"acdf ++h++\"\n");
}

#[test]
fn snippets_bring_in_files_parts_and_lines() {
    let settings = "markdown_extensions:\n  - abbr\n  - pymdownx.snippets:\n      \
                    base_path: [parts]\n      auto_append: [terms.md]\n";
    insta::assert_snapshot!(read(&[
        ("mkdocs.yml", settings),
        (
            "docs/index.md",
            r#"# Boats

--8<-- "rope.md"

```py
--8<-- "sail.py:hoist"
```

- item

    --8<-- "lines.md:2:3"

--8<--
lines.md:-1
; rope.md
gone.md
--8<--

;--8<-- "rope.md" and

;--8<-- "rope.md"

--8<-- "../docs/index.md"

--8<-- "rope.md:none"

--8<-- "https://a.example/b.md"
"#
        ),
        (
            "parts/rope.md",
            "<!-- --8<-- [start:a] -->\nRope of VHF.\n<!-- --8<-- [end:a] -->\n--8<-- \"rope.md\"\n"
        ),
        (
            "parts/sail.py",
            "import a\n# --8<-- [start:hoist]\ndef hoist():\n    pass\n# --8<-- [end:hoist]\n"
        ),
        ("parts/lines.md", "one\n*two*\nthree\nfour\n"),
        ("parts/terms.md", "*[VHF]: Very high frequency\n"),
    ]));
}

#[test]
fn kramdown_says_things_of_blocks_and_of_itself() {
    insta::assert_snapshot!(read(&[
        ("_config.yml", "title: Kettles\n"),
        (
            "index.md",
            r#"{:hot: .red #hot}

> {: .tip }
> Quoted tip.

> Before
>
> {: .wide }
> Quoted words
{: .tall }

- {:.x} one
- *two*{:hot}
^
- three

> {: .plain }
  Lazy words

{: .important }
> {: .warning }
> Within

{::nomarkdown}
<b>raw</b>
{:/nomarkdown}

{::options toc_levels="2" /}A {::comment}gone{:/}word and $$x^2$$ in it.

$$
y
$$

<details markdown="block">
  <summary>
    Contents
  </summary>
  {: .text-delta }
1. TOC
{:toc}
</details>

<div class="example" markdown="1">
[Link](https://x.example){: .btn }, `<code>`.
</div>
```md
{: .btn }
```
{: .x }

~~~
puts
~~~
{: .language-ruby}

| `a|b` | c |
|-------|---|
| d     | e |

*[HTML]: Hypertext
HTML {% include word.html a="One" %} [p]({% post_url 2026-01-02-p %})
"#
        ),
        ("_includes/word.html", "**{{ include.a }}**"),
    ]));
}

#[test]
fn blocks_between_slashes_are_read_where_their_extension_is_on() {
    let page = "/// note | A *title*\n- one\n///\n\n/// warning |\nuntitled\n///\n\n\
                ///// details | More\n    type: tip\n    open: true\n\n//// tip\n/// html | div#place.x\n\
                deep\n///\n////\n/////\n\n/// tab | One\n1\n///\n\n/// tab | Two\n2\n///\n\n\
                | a |\n|---|\n| b |\n/// table-caption\nWords\n///\n\n```\nc\n```\n/// figure-caption\n\
\x20   attrs: {id: fig}\nOther *words*\n///\n\n- item\n\n    /// html | em\n    in it\n    ///\n\n\
                /// define\nTerm\n\n- Meaning\n///\n\n/// unknown\nstays\n///\n";
    let all = mkdocs(page);
    insta::assert_snapshot!(all);
    let settings = "site_name: Boats\nmarkdown_extensions: [pymdownx.blocks.html]\n";
    let few = read(&[("mkdocs.yml", settings), ("docs/index.md", page)]);
    assert!(few.contains("/// note | A") && few.contains("#place"), "{few}");
}

#[test]
fn words_behind_the_kind_of_an_admonition_are_classes_in_mkdocs_alone() {
    let page = "!!! tip Warm the pot\n    first\n\n!!! note inline end\n    x\n\n\
                !!! note wide\n    y\n\n!!! note Why so?\n    z\n";
    let mkdocs = read(&[("mkdocs.yml", "site_name: Tea\n"), ("docs/index.md", page)]);
    assert!(!mkdocs.contains("title=") && mkdocs.contains("!!! note Why so?"), "{mkdocs}");
    assert_eq!(mkdocs.matches("names classes").count(), 1, "{mkdocs}");
    let plain = read(&[("index.md", page)]);
    assert!(plain.contains("Warm the pot") && plain.contains("Why so?"), "{plain}");
    assert!(!plain.contains("names classes") && !plain.contains("!!!"), "{plain}");
}

#[test]
fn what_a_program_of_mkdocs_writes_is_no_open_division() {
    let page = "::: boats-cli\n    :module: boats\n    :depth: 2\n\nMore.\n";
    let mkdocs = read(&[("mkdocs.yml", "site_name: Boats\n"), ("docs/index.md", page)]);
    assert!(mkdocs.contains("::: boats-cli") && mkdocs.contains("More."), "{mkdocs}");
    assert!(!mkdocs.contains("not closed") && !mkdocs.contains("module"), "{mkdocs}");
    assert!(read(&[("index.md", page)]).contains("not closed"));
}

#[test]
fn stars_beside_marks_are_emphasis_where_the_tool_of_the_folder_says_so() {
    let page = "**茶：**水\n";
    for settings in [("mkdocs.yml", "site_name: Tea\n"), ("_config.yml", "title: Tea\n")] {
        let name = if settings.0 == "mkdocs.yml" { "docs/index.md" } else { "index.md" };
        assert!(!read(&[settings, (name, page)]).contains('*'));
    }
    assert!(read(&[("index.md", page)]).contains("**茶：**水"));
}

#[test]
fn a_callout_of_no_kind_is_told_however_short_its_name_is() {
    let read = read(&[("a.md", "> [!NB] *Mind* the lid\n> It is hot.\n\n> [!x] is a mark\n")]);
    assert!(read.contains("`[!NB]` names no kind of callout") && read.contains("It is hot."));
    assert!(read.contains("[!x] is a mark"), "{read}");
}

#[test]
fn what_stands_behind_colons_in_mkdocs_is_for_a_program() {
    let page = "::: some-click\n    :module: tea\n\nWords.\n";
    let mkdocs = read(&[("mkdocs.yml", "site_name: Tea\n"), ("docs/index.md", page)]);
    assert!(mkdocs.contains("::: some-click") && !mkdocs.contains("not closed"), "{mkdocs}");
    let plain = read(&[("index.md", page)]);
    assert!(plain.contains("this division is not closed"), "{plain}");
}

#[test]
fn words_in_braces_say_how_a_container_of_vitepress_starts() {
    let read = read(&[(
        "a.md",
        "::: details More {open}\nx\n:::\n\n::: tip {no-title}\ny\n:::\n\n::: tip {odd}\nz\n:::\n",
    )]);
    assert!(read.contains("open") && !read.contains("{open}") && !read.contains("no-title"));
    assert!(read.contains("::: tip {odd}"), "{read}");
}

#[test]
fn an_untitled_admonition_shows_no_title() {
    let (parsed, _) = pack(&[
        ("mkdocs.yml", "site_name: Boats\n"),
        ("docs/index.md", "!!! tip \"\"\n    words\n\n!!! tip\n    more\n"),
    ]);
    let titles = parsed.value.pages[0].blocks.iter().map(|block| match &block.kind {
        BlockKind::Callout { title, .. } => title.as_ref().map(Vec::len),
        _ => panic!("{block:?}"),
    });
    assert_eq!(titles.collect::<Vec<_>>(), [Some(0), None]);
}

#[test]
fn signs_and_formulas_are_read_where_mkdocs_settings_name_their_extensions() {
    let page = "(c) 1/2 of \\(a+b\\), and $5\n";
    let read_with = |settings| read(&[("mkdocs.yml", settings), ("docs/index.md", page)]);
    let without = read_with("site_name: Boats\nmarkdown_extensions: [abbr]\n");
    assert!(without.contains("(c) 1/2 of (a+b), and $5"), "{without}");
    let with = read_with(
        "site_name: Boats\nmarkdown_extensions: [pymdownx.smartsymbols, pymdownx.arithmatex]\n",
    );
    assert!(with.contains("© ½ of ") && with.contains("a+b"), "{with}");
    assert!(!with.contains("(a+b)") && with.contains("and $5"), "{with}");
}

#[test]
fn what_liquid_never_shows_is_gone() {
    let page = "Shown.\n\n{% if false %}\nGone. {% if x %}Gone.{% endif %} Gone.\n{% endif %}\n\n\
                {%- if false -%}Gone.{% else %}Else.{% endif %}\n\nLast.\n\n{% if false %}\nGone.\n";
    let tree = jekyll(page);
    assert!(!tree.contains("Gone"), "{tree}");
    assert!(["Shown", "Else", "Last"].iter().all(|word| tree.contains(word)), "{tree}");
}

/// A page of Jekyll's.
fn jekyll(page: &str) -> String {
    read(&[("_config.yml", "title: Kettles\n"), ("index.md", page)])
}

#[test]
fn kramdowns_tables_lists_and_line_ends_are_read() {
    insta::assert_snapshot!(jekyll(
        "|---|---|\n| a | b |\n|---+---|\n| c | d |\n|===|===|\n| e | f |\n\n\
         {: start=\"5\"}\n1. five\n\n2. six\n\nwords\n\n1. nine\n2. ten\n{: start=\"9\" #nine}\n\n\
         > said\n{: .x #said}\n\n* {: #own} item\n^\n* other list\n\nends\\\\\nhere $$\\begin{matrix}a \\\\\nb\\end{matrix}$$\n",
    ));
}

#[test]
fn gitbook_has_formulas_in_lines_between_two_dollar_signs() {
    let files = [
        ("SUMMARY.md", "# Table of contents\n\n* [A](a.md)\n"),
        ("a.md", "It is $$x^2$$ for $5.\n\n$$\ny\n$$\n"),
    ];
    insta::assert_snapshot!(read(&files));
}

#[test]
fn hugo_and_docusaurus_have_the_formulas_that_their_settings_ask_for() {
    let page = "---\ntitle: A\n---\n\\(a+b\\) and $c$\n";
    let hugo = |more: &str| {
        let settings = format!("title = \"A\"\n{more}");
        read(&[("hugo.toml", &settings), ("content/a.md", page)])
    };
    let asked = hugo(
        "[markup.goldmark.extensions.passthrough]\nenable = true\n\
         [markup.goldmark.extensions.passthrough.delimiters]\ninline = [['\\(', '\\)']]\n",
    );
    assert!(asked.contains("a+b") && !asked.contains("(a+b)") && asked.contains("$c$"), "{asked}");
    let docusaurus = |config| read(&[("docusaurus.config.js", config), ("docs/a.md", page)]);
    let without = docusaurus("export default { title: 'A' };\n");
    assert!(without.contains("$c$"), "{without}");
    let with = docusaurus("import math from 'remark-math';\nexport default { title: 'A' };\n");
    assert!(!with.contains("$c$"), "{with}");
}

#[test]
fn kramdowns_html_keeps_its_words() {
    let page = "A {::nomarkdown}<b class=\"a_b\">raw *x* `y`</b>{:/} and *z*.\n";
    let read = read(&[("_config.yml", "title: Kettles\n"), ("index.md", page)]);
    assert!(read.contains("raw *x* `y`"), "{read}");
    assert!(!read.contains("z*"), "{read}");
}

#[test]
fn a_category_of_docusaurus_opens_with_its_title_and_is_called_by_its_label() {
    let category =
        r#"{ "label": "Cups", "link": { "type": "generated-index", "title": "All our cups" } }"#;
    let (parsed, _) = pack(&[
        ("docusaurus.config.js", "export default {};\n"),
        ("docs/intro.md", "# Intro\n"),
        ("docs/cups/_category_.json", category),
        ("docs/cups/mug.md", "# Mug\n"),
    ]);
    let titles = parsed.value.pages.iter().map(|page| (plain_text(&page.title), &*page.meta.title));
    let titles: Vec<_> = titles.collect();
    assert!(titles.contains(&("All our cups".to_owned(), "Cups")), "{titles:?}");
}

#[test]
fn what_kramdown_takes_as_html_may_have_lines_and_its_marks_may_have_attributes() {
    let page = "{::nomarkdown}\n<p>Some *stars*</p>\n^\n\n  - no item <b>`b`</b>\n{:/nomarkdown}\n\n*z*[^a]{: .m}\n\n[^a]: Note\n";
    let read = jekyll(page);
    for words in ["\"*stars*\"", "- no item ", "`b`"] {
        assert!(read.contains(words), "{words} in {read}");
    }
    let lines = "{::nomarkdown}\nWords\n1. no item\n\n2) nor this\n\n  3. or that\n\n> no quotation\n\n: no meaning\n{:/}\n\n4. An item\n";
    let raw = jekyll(lines);
    for words in ["1. no item", "2) nor this", "3. or that", "> no quotation", ": no meaning"] {
        assert!(raw.contains(words), "{words} in {raw}");
    }
    assert!(raw.contains("\"An item\""), "{raw}");
    assert!(!read.contains("{: .m}") && !read.contains("item\n  "), "{read}");
}

#[test]
fn labels_of_tabs_in_mdx_are_plain_words() {
    let page = "<Tabs>\n<TabItem value=\"x\" label=\"**x**\">\n\nWords {\"a \\\"b\\\"\"}.\n\n</TabItem>\n</Tabs>\n";
    let read = read(&[("docusaurus.config.js", "module.exports = {}"), ("docs/a.mdx", page)]);
    assert!(read.contains("**x**") && read.contains("Words a \\\"b\\\"."), "{read}");
}
