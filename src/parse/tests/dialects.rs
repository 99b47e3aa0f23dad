//! Folders of other tools, by what their pages come to.

use super::pack;
use crate::tree::dump::dump_blocks;

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
