//! What authors write for authors alone is in no output.

use recto::backend::BACKENDS;
use recto::diag::render::plain_lines;
use recto::files::MemoryFiles;
use recto::source::Selection;
use recto::{Export, Request, Unwatched, proof};

/// A word that stands in comments alone.
const PRIVATE: &str = "pianoforte";

/// A tool that reads a comment: its name, and the file that shows whose folder it is.
type Tool = (&'static str, &'static str, &'static str);

const PLAIN: Tool = ("no tool", "note.txt", "");
const HUGO: Tool = ("Hugo", "hugo.toml", "title = 'Site'\n");
const JEKYLL: Tool = ("Jekyll", "_config.yml", "title: Site\n");
const DOCUSAURUS: Tool = ("Docusaurus", "docusaurus.config.js", "module.exports = {};\n");
const VAULT: Tool = ("Obsidian", ".obsidian/app.json", "{}");

/// The comments among words, with their tool. `W` is the private word.
const AMONG_WORDS: [(Tool, &str); 16] = [
    (PLAIN, "<!-- W -->"),
    (PLAIN, "<!-- one | W -->"),
    (PLAIN, "<!--W-->"),
    (HUGO, "<!-- W -->"),
    (JEKYLL, "<!-- W | two -->"),
    (DOCUSAURUS, "{/* W */}"),
    (DOCUSAURUS, "{/* one | W */}"),
    (JEKYLL, "{% comment %}W{% endcomment %}"),
    (JEKYLL, "{%- comment -%} one | W {%- endcomment -%}"),
    (JEKYLL, "{% # W %}"),
    (JEKYLL, "{::comment}W{:/comment}"),
    (JEKYLL, "{::comment}one | W{:/}"),
    (VAULT, "%%W%%"),
    (VAULT, "%% one | W %%"),
    (HUGO, "{{/* W */}}"),
    (HUGO, "{{- /* one | W */ -}}"),
];

/// Those over lines, which stand in blocks of their own or go on where a line has ended.
const OVER_LINES: [(Tool, &str); 12] = [
    (PLAIN, "<!--\nW\n\nW\n-->"),
    (PLAIN, "<!-- one\n\n- W\n\n    W -->"),
    (PLAIN, "<!-- W\n\nW"),
    (DOCUSAURUS, "{/*\nW\n\nW\n*/}"),
    (JEKYLL, "{% comment %}\nW\n\nW\n{% endcomment %}"),
    (JEKYLL, "{::comment}\nW\n\n# W\n{:/comment}"),
    (VAULT, "%%\nW\n\nW\n%%"),
    (VAULT, "%%\nW\n\nW"),
    (HUGO, "{{/*\nW\n\nW\n*/}}"),
    (PLAIN, "[//]: # (W)"),
    (PLAIN, "[comment]: <> (W\nW)"),
    (PLAIN, "[//]: # \"W\""),
];

/// Where a comment among words may stand.
const PLACES: [&str; 8] = [
    "# Page\n\nWords C words, {open}C\n",
    "# Page C\n\nWords.\n",
    "# Page\n\n## Head C\n\nWords.\n\nHead C\n------\n",
    "# Page\n\n| A C | B |\n| --- | --- |\n| a C | b C |\n",
    "# Page\n\n- one C\n  - two C\n\n1. C\n\n> C words\n",
    "---\ntitle: 'Title C'\nseo_description: 'About C'\n---\n\nWords.\n",
    "# Page\n\n![A picture C](a.svg)\n\n[A link C](https://a.example/)\n",
    "# Page\n\n<div>Words C</div>\n\nTerm C\n: meaning C\n\nA note[^1].\n\n[^1]: C noted\n",
];

/// Where a comment over lines may stand.
const BLOCKS: [&str; 5] = [
    "# Page\n\nWords.\n\nC\n",
    "# Page\n\nWords.\nC\n",
    "C\n\n# Page\n\nWords.\n",
    "# Page\n\n- one\n\n  C\n",
    "# Page\n\nWords {open}C\n",
];

fn built((_, path, text): Tool, page: &str, formats: &[&str]) -> Export {
    let files = MemoryFiles::new()
        .with("pack.yaml", "title: Pack\nlang: en\n")
        .with(path, text)
        .with("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .with("docs/b.md", page)
        .with("content/b.md", page)
        .with("b.md", page);
    let formats = BACKENDS.iter().filter(|backend| formats.contains(&backend.name()));
    let request = Request { formats: formats.cloned().collect(), ..Selection::Folder.into() };
    recto::export(&request, &files, &Unwatched)
}

fn html(tool: Tool, page: &str) -> String {
    let made = built(tool, page, &["html"]).made;
    let first = made.into_iter().next().unwrap_or_else(|| panic!("{}: {page}", tool.0));
    String::from_utf8(first.artifact.bytes).unwrap()
}

fn page(place: &str, comment: &str) -> String {
    place.replace("{open}", "").replace('C', &comment.replace('W', PRIVATE))
}

#[test]
fn a_comment_is_in_no_place_of_the_html() {
    let mut shown = Vec::new();
    let among = AMONG_WORDS.iter().flat_map(|form| PLACES.iter().map(move |place| (form, place)));
    let over = OVER_LINES.iter().flat_map(|form| BLOCKS.iter().map(move |place| (form, place)));
    for ((tool, comment), place) in among.chain(over) {
        // A definition has a line of its own.
        if comment.starts_with('[') && place.contains("{open}") {
            continue;
        }
        let page = page(place, comment);
        let file = html(*tool, &page);
        if let Some(at) = file.find(PRIVATE) {
            let line = file[..at].rsplit('\n').next().unwrap_or_default();
            shown.push(format!("{}: {page:?}: {line}", tool.0));
        }
    }
    assert!(shown.is_empty(), "{}\n{}", shown.len(), shown.join("\n"));
}

/// Where a comment may stand in what is words and no Markdown.
const VALUES: [&str; 9] = [
    "[a](https://a.example/ \"Title C\") and [b]\n\n[b]: https://b.example/ \"Title C\"\n",
    "![A picture](a.svg \"Title C\")\n",
    "![A picture](a.svg){caption=\"Caption C\" title=\"Title C\"}\n",
    "<img src=\"a.svg\" alt=\"A picture C\" title=\"Title C\">\n",
    "<a href=\"https://a.example/\" title='Title C'>words</a>\n",
    "{{< figure src=\"a.svg\" alt=\"A picture C\" caption=\"Caption C\" >}}\n",
    "```csv\nname,value\n\"one C\",two C\n```\n",
    "```rust title=\"main C.rs\"\nlet a = 1;\n```\n",
    "{{< csv \"c.csv\" >}}\n",
];

#[test]
fn a_comment_is_in_no_value() {
    for comment in ["<!-- W -->", "<!--W-->", "<!-- one, W -->"] {
        let comment = comment.replace('W', PRIVATE);
        let pages = VALUES.map(|place| format!("# Page\n\n{}", place.replace('C', &comment)));
        for page in pages {
            let settings = format!("title: Pack {comment}\nsubtitle: '{comment} All'\nlang: en\n");
            let files = MemoryFiles::new()
                .with("pack.yaml", settings)
                .with(
                    "a.svg",
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                )
                .with("c.csv", format!("a {comment},b\n{comment}\n\"c {comment}\",d\n"))
                .with("b.md", &*page);
            let formats =
                BACKENDS.iter().filter(|backend| backend.name() == "html").cloned().collect();
            let request = Request { formats, ..Selection::Folder.into() };
            let made = recto::export(&request, &files, &Unwatched).made;
            let file = String::from_utf8(made[0].artifact.bytes.clone()).unwrap();
            assert!(!file.contains(PRIVATE), "{page}");
            assert!(file.contains("<title>Pack</title>"), "{page}");
        }
    }
}

/// Code shows what it says, and Liquid alone reads it before there is any.
#[test]
fn in_code_a_comment_is_shown_as_it_is_written() {
    for (tool, comment) in AMONG_WORDS.iter().chain(&OVER_LINES) {
        if comment.starts_with("{%") {
            continue;
        }
        let file = html(*tool, &page("# Page\n\n```text\nC\n```\n", comment));
        let before_word = comment.split('W').next().unwrap_or_default();
        let shown = format!("{before_word}{PRIVATE}").replace('<', "&lt;").replace('>', "&gt;");
        assert!(file.contains(&shown), "{}: {comment}", tool.0);
    }
    for (tool, comment) in AMONG_WORDS.iter().filter(|(_, comment)| !comment.starts_with("{%")) {
        let file = html(*tool, &page("# Page\n\nWords `C` words.\n", comment));
        assert!(file.contains(PRIVATE), "{}: {comment}", tool.0);
    }
}

#[test]
fn a_comment_is_in_no_words_of_the_other_formats() {
    for tool in [PLAIN, HUGO, JEKYLL, DOCUSAURUS, VAULT] {
        let own = AMONG_WORDS.iter().filter(|(by, _)| by.0 == tool.0);
        let among = own.flat_map(|(_, comment)| PLACES[..5].iter().map(|it| page(it, comment)));
        let over = OVER_LINES.iter().filter(|(by, _)| by.0 == tool.0);
        let over = over.map(|(_, comment)| page("Words.\n\nC\n", comment));
        let text = among.chain(over).collect::<Vec<_>>().join("\n");
        let made = built(tool, &text, &["pdf", "epub", "html"]).made;
        assert_eq!(made.len(), 3, "{}", tool.0);
        for made in made {
            let words = proof::words_of(&made.artifact);
            assert!(words.contains("noted") || words.contains("words"), "{}", tool.0);
            assert!(!words.contains(PRIVATE), "{}: {}", tool.0, made.backend.name());
        }
    }
}

/// Where no tool reads a comment, it is printed, and told.
#[test]
fn a_comment_of_another_tool_is_told() {
    for comment in [
        "{/* W */}",
        "{% comment %}W{% endcomment %}",
        "{::comment}W{:/comment}",
        "%%W%%",
        "%%\nW\n%%",
        "%%\n\nW\n\n%%",
        "{{/* W */}}",
    ] {
        let export = built(PLAIN, &page("# Page\n\nC\n", comment), &["html"]);
        let said = plain_lines(&export.diagnostics, &export.sources);
        assert!(said.contains("[leftover-markup]"), "{comment}: {said}");
    }
}

#[test]
fn a_comment_that_is_not_closed_is_an_error() {
    for (tool, comment) in [
        (PLAIN, "<!-- W"),
        (JEKYLL, "{% comment %} W"),
        (VAULT, "%% W"),
        (HUGO, "{{/* W"),
        (DOCUSAURUS, "{/* W"),
    ] {
        let export = built(tool, &page("# Page\n\nWords.\n\nMore C\n", comment), &["html"]);
        let said = plain_lines(&export.diagnostics, &export.sources);
        assert!(said.contains("b.md:5:6: error[unsupported-markup]"), "{}: {said}", tool.0);
    }
}
