//! Pages through the whole parser, as text that can be read.

mod dialects;
mod robust;

use crate::diag::Warned;
use crate::files::{Files, MemoryFiles};
use crate::parse::{Cache, parse};
use crate::source::{self, Selection, Wanted};
use crate::span::Sources;
use crate::theme::Theme;
use crate::tree::dump::dump_blocks;
use crate::tree::{Authored, Pack, Page};

/// Parses the files of a pack.
fn pack(files: &[(&str, &str)]) -> (Warned<Pack<Authored>>, Sources) {
    let memory = files
        .iter()
        .fold(MemoryFiles::new(), |memory, (path, text)| memory.with(path, text.as_bytes()));
    let files: &dyn Files = &memory;
    let mut sources = Sources::default();
    let raw = source::read(files, &Selection::Folder.into(), &mut sources).value;
    let parsed = parse(&raw, &Theme::shipped(), files, &sources, &Cache::default());
    (Warned { value: parsed.value.pack, diagnostics: parsed.diagnostics }, sources)
}

/// Parses one page.
fn page(text: &str) -> (Page<Authored>, Vec<String>) {
    let (mut parsed, sources) = pack(&[("page.md", text)]);
    let said = parsed.diagnostics.iter().map(|diagnostic| {
        let words = diagnostic.span.map_or("", |span| sources.excerpt(span));
        format!("{}: {} [{words}]", diagnostic.code, diagnostic.message)
    });
    (parsed.value.pages.remove(0), said.collect())
}

/// Parses a pack for each of its profiles with one cache; returns how many bodies that holds then,
/// and the pages of each.
fn shared(files: &[(&str, &str)], profiles: &[&str]) -> (usize, Vec<Vec<Page<Authored>>>) {
    let memory = files
        .iter()
        .fold(MemoryFiles::new(), |memory, (path, text)| memory.with(path, text.as_bytes()));
    let (mut sources, cache) = (Sources::default(), Cache::default());
    let pages = profiles.iter().map(|&profile| {
        let wanted = Wanted { profile: Some(profile.to_owned()), ..Selection::Folder.into() };
        let raw = source::read(&memory, &wanted, &mut sources).value;
        parse(&raw, &Theme::shipped(), &memory, &sources, &cache).value.pack.pages
    });
    let pages = pages.collect();
    (cache.len(), pages)
}

#[test]
fn pages_are_parsed_once_for_all_readers_whom_they_tell_the_same() {
    let settings = "title: T\nprofiles: {auditor: {}, guest: {title: T}}\n";
    let conditions = "Words\n\n{{< only profile=\"auditor\" >}}\nMore\n{{< /only >}}\n";
    let part = "{{< include \"parts/p.txt\" lines=\"2\" >}}\n";
    let text = "# P\n{.x only=auditor}\nLine\n";
    let files = [
        ("pack.yaml", settings),
        ("a.md", "Only words\n"),
        ("b.md", conditions),
        ("c.md", part),
        ("parts/p.txt", text),
    ];
    let (bodies, pages) = shared(&files, &["auditor", "guest"]);
    assert_eq!(bodies, 2, "conditions are met later; what is brought in is another for each");
    assert_eq!(pages[0][..2], pages[1][..2]);
}

fn blocks(text: &str) -> String {
    dump_blocks(&page(text).0.blocks)
}

#[test]
fn markdown_and_html_share_one_tree() {
    insta::assert_snapshot!(blocks(
        r#"
<details open>
<summary>More <b>bold</b></summary>

Text *in* it, H<sub>2</sub>O and <kbd>Ctrl</kbd>

* a
* b
</details>

| Feature | Here |
|---------|:----:|
| Signing | <center>&#10004;</center> |
| Two<br>lines | |

<table><caption>Spans</caption><tr><th>A<th>B<tr><td rowspan=2>1<td>2<tr><td>3</table>

<video controls src="film.mp4">VIDEO</video>

<p align="center"><img src="a.png" alt="A" width="60%"></p>

<a name="old"></a>Text with a place.

<figure>

![One](one.png)

<figcaption>Of *one*</figcaption>
</figure>

<dl><dt>Term<dd>Meaning</dl>
"#
    ));
}

#[test]
fn badly_nested_tags_lose_no_words() {
    insta::assert_snapshot!(blocks(
        "<b>one <i>two</b> three</i> four\n\n<div>five\n\nsix </div> seven\n\n</p></td><li>eight\n\n\
         * <b>nine\n* ten</b>\n\n<table>eleven<tr>twelve<td>thirteen</table>\n\n<div title=\"fourteen"
    ));
}

#[test]
fn items_without_a_list_are_a_list() {
    insta::assert_snapshot!(blocks("<div>\nBefore <li>one</li>\n<li>two <li>three</li> between <li>four</div>\n"), @r#"
    paragraph
      "Before"
    list
      item
        plain
          "one"
      item
        plain
          "two"
      item
        plain
          "three"
    paragraph
      "between"
    list
      item
        plain
          "four"
    "#);
    insta::assert_snapshot!(blocks("<table><tr><td><li>one<li>two</table>\n"), @r#"
    table start
      row
        cell
          list
            item
              plain
                "one"
            item
              plain
                "two"
    "#);
}

#[test]
fn what_cannot_pass_is_left_out_and_reported() {
    let (page, said) = page(
        "a <script>alert(1)</script> b <b onclick=\"x()\" onload=y>c</b>\n\n\
         <style>\np { color: red }\n</style>\n\n<script>x</script>\n\n\
         <iframe src=\"https://www.youtube-nocookie.com/embed/abc?x=1\"></iframe>\n\n\
         <iframe src=\"https://example.com/\"></iframe>\n\n<form><label>Name <input></label></form>\n\n\
         Use Vec<String> <!-- gone --> here.",
    );
    insta::assert_snapshot!(format!("{}\n{}", dump_blocks(&page.blocks), said.join("\n")));
}

#[test]
fn shortcodes_become_what_their_templates_give() {
    insta::assert_snapshot!(blocks(
        r#"
{{% image_container width="600" %}}
![alt](a.png)
{{% /image_container %}}

text before
{{< youtube yR5WA6qHByw >}}

1. Step

   {{% note "Hey" %}}
   Inner **text**

   * list
   {{% /note %}}

2. A [link]({{< ref "other.md#x" >}}), {{</* raw "x" */>}} and `{{< code >}}`.

> {{% tip %}}
> quoted
> {{% /tip %}}

{{< highlight go "linenos=true" >}}
func main() {{< not >}}
{{< /highlight >}}

{{< figure src="b.png" caption="A *cap*" width="50%" >}}
"#
    ));
}

#[test]
fn what_stands_for_a_name_is_no_element() {
    let (shown, said) = page("Run on <cluster-id>, **<host-name>** and <b-c>this</b-c> <d-e/>.");
    let dump = dump_blocks(&shown.blocks);
    assert!(dump.contains("<cluster-id>") && dump.contains("<host-name>"), "{dump}");
    assert!(dump.contains("this") && !dump.contains("<b-c>") && !dump.contains("<d-e"), "{dump}");
    assert_eq!(said.len(), 4, "{said:?}");
}

#[test]
fn a_picture_has_its_caption_in_braces() {
    for text in ["![A](a.png){caption=\"So it is\"}", "![A](a.png)\n{caption=\"So it is\"}"] {
        let (page, said) = page(text);
        let dump = dump_blocks(&page.blocks);
        assert!(
            dump.ends_with("  caption\n    \"So it is\"\n") && said.is_empty(),
            "{dump}{said:?}"
        );
    }
}

#[test]
fn unknown_shortcodes_are_named_and_their_content_is_kept() {
    let (page, said) = page(
        "{{< notee >}}kept *so*{{< /notee >}} {{< odd 1 >}} {{< /note >}}\n\n\
         {{< partial \"cards/x.html\" >}}\n\n{{< broken \"x >}}",
    );
    insta::assert_snapshot!(format!("{}\n{}", dump_blocks(&page.blocks), said.join("\n")));
}

#[test]
fn what_an_unknown_shortcode_names_the_language_of_is_code() {
    let (page, said) = page(
        "{{< listing lang=\"sh\" >}}\ncat <<EOF > *a*\nEOF\n{{< /listing >}}\n\n\
         {{< listing lang=\"sh\" >}}{{< only profile=\"x\" >}}in{{< /only >}}{{< /listing >}}\n",
    );
    let shown = dump_blocks(&page.blocks);
    assert!(shown.contains("cat <<EOF > *a*"), "{shown}");
    assert_eq!(shown.matches("code").count(), 1, "{shown}");
    assert!(said.iter().any(|it| it.contains("no template is known")), "{said:?}");
}

#[test]
fn files_are_brought_in_but_not_into_themselves() {
    let (parsed, sources) = pack(&[
        ("a.md", "{{< include \"b.md#two\" >}}\n\n{{< csv \"t.csv\" >}}"),
        (
            "b.md",
            "# B\n\n## One\n\none\n\n## Two\n\ntwo {{< unknown >}}\n\n{{< include a.md >}}\n\n## Three",
        ),
        ("t.csv", "x,y\n1,*2*\n"),
    ]);
    let said: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|it| {
            let span = it.span.unwrap();
            let path = &sources.get(span.file).path;
            format!("{} in {path}: {}", it.message, sources.excerpt(span))
        })
        .collect();
    let dump = dump_blocks(&parsed.value.pages[0].blocks);
    insta::assert_snapshot!(format!("{dump}\n{}", said.join("\n")));
}

#[test]
fn mdbooks_own_includes_are_followed_in_code_too() {
    let code = "use a;\n// ANCHOR: one\nfn one() {}\n// ANCHOR_END: one\nfn two() {}\n";
    let (parsed, _) = pack(&[
        (
            "a.md",
            "{{#title Window}}```rust\n{{#include a.rs:one}}\n```\n\n{{#include part.md}}\n\n\
             ```rust\n{{#rustdoc_include a.rs:5:}}\n```\n\n`\\{{#include a.rs}}`\n\n\
             `{{#include none.rs}}` `{{#include a.rs:three}}` {{#if}}",
        ),
        ("part.md", "Part\n\n{{#include a.md}}"),
        ("a.rs", code),
    ]);
    let said: Vec<&str> = parsed.diagnostics.iter().map(|it| it.message.as_str()).collect();
    let dump = dump_blocks(&parsed.value.pages[0].blocks);
    insta::assert_snapshot!(format!("{dump}\n{}", said.join("\n")));
}

#[test]
fn the_first_heading_is_the_title_where_it_says_the_same() {
    let (page, _) = page("---\ntitle: A `b` c\n---\n\nIntro\n\n# A `b`  c {#top}\n\nText");
    assert_eq!(page.anchor, None);
    let (page, _) = self::page("# A *b* {#top}\n\nText");
    assert_eq!((page.anchor.as_deref(), page.title.len()), (Some("top"), 2));
    assert_eq!(dump_blocks(&page.blocks), "paragraph\n  \"Text\"\n");
}

#[test]
fn spans_point_at_the_words_they_came_from() {
    let text = "---\ntitle: T\n---\n\nOne &amp; *two* {{% note %}}three{{% /note %}}\n\n## Four\n";
    let (parsed, sources) = pack(&[("page.md", text)]);
    let mut seen = Vec::new();
    crate::tree::walk::walk_blocks(&parsed.value.pages[0].blocks, &mut |block| {
        seen.push(sources.excerpt(block.span).to_owned());
    });
    crate::tree::walk::walk_inlines(&parsed.value.pages[0].blocks, &mut |inline| {
        seen.push(sources.excerpt(inline.span).to_owned());
    });
    insta::assert_debug_snapshot!(seen);
}

#[test]
fn wrongly_decoded_letters_are_repaired_outside_of_code() {
    let (page, said) = page("Seriously.Â\u{A0} `Ã©` itâ€™s");
    insta::assert_snapshot!(format!("{}\n{}", dump_blocks(&page.blocks), said.join("\n")));
}

#[test]
fn dialects_of_markdown_are_read() {
    insta::assert_snapshot!(blocks(
        r#"
==marked *well*== a == b == c, x==y==z, H~2~O and x^2^, 2^10 and 3^5 ~struck~ :tada: 10:30:45 :none:

::: warning Mind [this]
fenced *words*
:::

:::{.wide #here}

![a](a.png "Title")
{width=50%}

:::

!!! danger "Do not"
    one

        code

    ??? tip
        two

after

* item

    !!! note
        in it

Paragraph
{.lead}

Table: How *many*

| a | b |
|---|--:|
| 1 | 2 |
{#counts}

\newpage

```rust {.numbered title="x"}
::: no
```

```{.yaml}
a: b
```

$$
a
$$
"#
    ));
}

#[test]
fn addresses_are_links_without_any_sign() {
    insta::assert_snapshot!(blocks(
        "See https://a.example/x_(y)?z=1. (http://b.example), [https://c.example](d), <e@f.example>, \
         xhttps://no, https:// and `https://code`. Or www.a.example/x&amp;y; ftp://no, xwww.no, \
         me@mail.example@other.example, b_@c.example. and d@e."
    ));
}

#[test]
fn quotes_are_curved_on_request() {
    let page = "\"a\" -- it's...";
    let plain = pack(&[("a.md", page)]).0.value;
    let smart = pack(&[("a.md", page), ("pack.yaml", "markdown:\n  smart_punctuation: true\n")]);
    assert_eq!(dump_blocks(&plain.pages[0].blocks), "paragraph\n  \"\\\"a\\\" -- it's...\"\n");
    assert_eq!(dump_blocks(&smart.0.value.pages[0].blocks), "paragraph\n  \"“a” – it’s…\"\n");
}

#[test]
fn a_video_that_is_never_closed_hides_no_words() {
    let dump = blocks(
        "<video src=\"a.mp4\">\n\nWords *behind* it.\n\n<video src=b.mp4>Old browser</video>\n",
    );
    assert!(dump.contains("\"Words \"") && !dump.contains("Old"), "{dump}");
    assert_eq!(dump.matches("video").count(), 2, "{dump}");
}

#[test]
fn a_place_that_is_never_closed_is_one_place() {
    let (page, said) = page("First.\n\n<a name=\"old\">\n\n## Heading\n\nWords.\n\nMore words.\n");
    let dump = dump_blocks(&page.blocks);
    assert_eq!(dump.matches("#old").count(), 1, "{dump}");
    assert_eq!(said, [""; 0]);
}

#[test]
fn readings_stand_right_behind_their_words() {
    let dump = blocks(
        "<ruby>東京<rt>とうきょう</rt></ruby>に <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>\n",
    );
    let words: String = dump.chars().filter(|char| !char.is_ascii()).collect();
    assert_eq!(words, "東京とうきょうに漢かん");
    assert_eq!((dump.matches("ruby").count(), dump.matches("reading").count()), (2, 2), "{dump}");
    let (page, said) = page("<ruby>base<rp>(<rt>reading</ruby>\n");
    assert_eq!(crate::tree::plain_text(page.blocks[0].kind.contents()[0]), "base (reading)");
    assert_eq!(said, [""; 0]);
    // Outside of ruby, in brackets.
    let dump = blocks("漢<rt>かん</rt> and <ruby>bare</ruby>\n");
    assert!(dump.contains("（") && !dump.contains("ruby"), "{dump}");
}

#[test]
fn lines_of_chinese_end_without_a_space() {
    for (text, expected) in [
        ("这是\n一个。", ["\"这是一个。\""].as_slice()),
        ("これは*長い*\n段落、\n改行。", &["これは", "長い", "段落、改行。"]),
        ("한국어 줄\n바꿈", &["한국어 줄", "soft-break", "바꿈"]),
        ("English\n中文\nEnglish", &["English", "soft-break", "中文", "soft-break"]),
    ] {
        let dump = blocks(text);
        assert!(expected.iter().all(|part| dump.contains(part)), "{dump}");
        let breaks = expected.iter().filter(|part| **part == "soft-break").count();
        assert_eq!(dump.matches("soft-break").count(), breaks, "{dump}");
    }
    assert!(blocks("one\u{2028}two").contains("hard-break"));
}
