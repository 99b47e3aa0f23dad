//! Folders of other tools in memory, and the order they are read in.

use insta::assert_snapshot;

use crate::files::MemoryFiles;
use crate::source::tests::{called, in_folder, meta};
use crate::source::{Selection, read};
use crate::span::Sources;

#[test]
fn an_mdbook_is_read_by_its_summary() {
    let book = [
        (
            "book.toml",
            "[book]\ntitle = \"The Book\"\nauthors = [\"Ada\", \"Grace\"]\nlanguage = \"de\"\nsrc = \"text\"\n",
        ),
        (
            "text/SUMMARY.md",
            "# Summary\n\n[Foreword](foreword.md)\n\n# Basics\n\n- [First](./a%20b.md)\n    - [Nested](nested/README.md)\n\
             \t- [Also nested](nested/two.md#here)\n- [Second](b.md)\n- [Later]()\n\n---\n\n# Annex\n\n* [Third](c.md)\n  * [Gone](gone.md)\n\n\
             [Index](index-of-words.md)\n",
        ),
        ("text/foreword.md", "# Foreword\n"),
        ("text/a b.md", "# One\n"),
        ("text/nested/README.md", "# Nested\n"),
        ("text/nested/two.md", "Two"),
        ("text/b.md", "# Two\n"),
        ("text/c.md", "# Three\n"),
        ("text/index-of-words.md", "# Index\n"),
        ("text/unlisted.md", ""),
        ("README.md", "# The repository\n"),
    ];
    assert_snapshot!(in_folder(&book), @r"
    text/foreword: Foreword
    = Basics
    text/a b: A b
      text/nested/README: Nested
      text/nested/two: Two
    text/b: B
    = Annex
    text/c: C
    text/index-of-words: Index of words
    - README.md: it lies outside the folder of pages
    - text/SUMMARY.md: it is the list of the others
    - text/unlisted.md: `text/SUMMARY.md` does not name it
    Note text/SUMMARY.md:11 `- [Later]()`: this chapter is still to be written (it is left out)
    Note: this folder is an mdBook, as `book.toml` shows (its `SUMMARY.md` gives the order)
    Warning text/SUMMARY.md:18 `* [Gone](gone.md)`: there is no page `text/gone.md` (write the page's path below the pack, such as `guide/security`)
    ");
    let meta = meta(&book);
    assert_eq!((meta.title.as_str(), meta.lang.as_str()), ("The Book", "de"));
    assert_eq!(meta.authors, ["Ada", "Grace"]);
}

#[test]
fn patterns_of_a_nav_take_what_no_entry_before_them_took() {
    let listed = in_folder(&[
        ("mkdocs.yml", "plugins: [awesome-nav]\n"),
        ("docs/.nav.yml", "nav:\n  - Cups: [\"cups/*\"]\n  - pots\n  - glob: \"*\"\n"),
        ("docs/c.md", "# C\n"),
        ("docs/cups/a.md", "# A\n"),
        ("docs/pots/b.md", "# B\n"),
    ]);
    let places = ["docs/cups/a: ", "docs/pots/b: ", "docs/c: "].map(|page| listed.find(page));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{listed}");
    assert!(!listed.contains("Warning") && !listed.contains("Error"), "{listed}");
}

#[test]
fn a_gitbook_opens_with_its_readme() {
    assert_snapshot!(in_folder(&[
        ("book.json", "{}"),
        ("SUMMARY.md", "# Summary\n\n* [B](b.md)\n"),
        ("README.md", "# Welcome\n"),
        ("b.md", "# B\n"),
    ]), @r"
    README: README
    b: B
    - SUMMARY.md: it is the list of the others
    Note: this folder is a GitBook, as `SUMMARY.md` shows (this list gives the order)
    ");
}

#[test]
fn a_jekyll_site_lies_in_docs_too() {
    assert_snapshot!(in_folder(&[
        ("README.md", "# The repository\n"),
        ("docs/_config.yml", "collections: {guides: {output: true}}\nexclude: [b.md]\n"),
        ("docs/_guides/a.md", "# A\n"),
        ("docs/b.md", "# B\n"),
        ("docs/index.md", "# Home\n"),
    ]), @r"
    docs/index: Docs
    docs/_guides/a: A
    - README.md: it lies outside the folder of pages
    - docs/b.md: Jekyll's `exclude` leaves it out
    Note: this folder is a Jekyll site, as `docs/_config.yml` shows (`nav_order` and `parent` give the order)
    ");
}

#[test]
fn a_summary_needs_no_settings_and_settings_no_summary() {
    assert_snapshot!(in_folder(&[
        ("SUMMARY.md", "- [B](b.md)\n- [A](a.md)\n"),
        ("a.md", ""),
        ("b.md", ""),
    ]), @r"
    b: B
    a: A
    - SUMMARY.md: it is the list of the others
    Note: this folder is an mdBook, as `SUMMARY.md` shows (this list gives the order)
    ");
    assert_snapshot!(in_folder(&[("book.toml", "[book\n"), ("src/b.md", ""), ("src/a.md", "")]), @r#"
    src/a: A
    src/b: B
    Error book.toml:1 `[book`: this is not valid TOML (write `key = "value"`, one a line, with every text in quotes)
    Error: this folder is an mdBook, but there is no `src/SUMMARY.md` (name the pages there that are to be published, or remove `book.toml`)
    Note: this folder is an mdBook, as `book.toml` shows (the folders give the order)
    "#);
}

#[test]
fn names_of_a_mkdocs_project_are_what_their_html_says() {
    let settings = "site_name: Tea <b>&amp; cups</b>\ncopyright: '&copy; <a href=x>Tea</a>'\n\
                    nav:\n  - Start <sup>new</sup>: index.md\n  - Q&amp;A:\n    - b.md\n";
    let site = [("mkdocs.yml", settings), ("docs/index.md", ""), ("docs/b.md", "")];
    let said = meta(&site);
    assert_eq!((&*said.title, said.copyright.as_deref()), ("Tea & cups", Some("© Tea")));
    let order = in_folder(&site);
    assert!(order.contains("= Q&A"), "{order}");
    assert_eq!(called(&site), [Some("Start new".to_owned()), None]);
}

#[test]
fn a_mkdocs_project_is_read_by_its_nav() {
    let project = [
        (
            "mkdocs.yml",
            "site_name: Handbook\nsite_author: Ada\ntheme:\n  name: material\n  language: fr\n\
             markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n\
             nav:\n  - index.md\n  - Guide:\n    - Start: guide/start.md\n    - Advanced:\n      - guide/advanced/index.md\n      \
             - guide/advanced/more.md\n    - Deep:\n      - guide/deep.md\n  - Web: https://acme.example/\n",
        ),
        ("docs/index.md", "# Home\n"),
        ("docs/guide/start.md", "# Start\n"),
        ("docs/guide/advanced/index.md", "# Advanced\n"),
        ("docs/guide/advanced/more.md", "# More\n"),
        ("docs/guide/deep.md", "# Deep\n"),
        ("docs/loose.md", ""),
    ];
    assert_snapshot!(in_folder(&project), @r"
    docs/index: Home
    = Guide
    docs/guide/start: Start
    docs/guide/advanced/index: Advanced
      docs/guide/advanced/more: More
    deep-2: Deep
      docs/guide/deep: Deep
    - docs/loose.md: `nav` in `mkdocs.yml` does not name it
    Note mkdocs.yml:18 `https://acme.example/`: this entry leads to the web and is left out (link to it from a page)
    Note: this folder is a MkDocs project, as `mkdocs.yml` shows (its `nav` gives the order)
    ");
    let meta = meta(&project);
    assert_eq!((meta.title.as_str(), meta.lang.as_str()), ("Handbook", "fr"));
    assert_snapshot!(in_folder(&[
        ("mkdocs.yml", "site_name: A\ndocs_dir: ./pages\n"),
        ("pages/b.md", ""),
        ("pages/index.md", "# Home\n"),
        ("pages/a/x.md", ""),
    ]), @r"
    pages/index: Home
    pages/b: B
    = A
    pages/a/x: X
    Note: this folder is a MkDocs project, as `mkdocs.yml` shows (its folders give the order)
    ");
}

#[test]
fn entries_of_a_nav_that_are_folders_take_their_pages() {
    let pages = [
        ("docs/index.md", "# Home\n"),
        (
            "docs/leaves/README.md",
            "# Leaves\n\n- [Wrong](no.md)\n\nWords.\n\n- [Green *tea*](green.md)\n- Dark ones\n    - [Black](dark/black.md)\n    - [Red](dark/red.md)\n- [Old](dark/old/)\n",
        ),
        ("docs/leaves/green.md", ""),
        ("docs/leaves/dark/black.md", ""),
        ("docs/leaves/dark/red.md", ""),
        ("docs/leaves/dark/old/aged.md", ""),
        ("docs/cups/b.md", ""),
        ("docs/cups/a.md", ""),
        ("docs/cups/small_ones/x.md", ""),
        ("docs/cups/small_ones/.pages", "title: Thimbles\n"),
        ("docs/pots/.pages", "nav:\n  - second.md\n  - ...\n  - First: first.md\n"),
        ("docs/pots/first.md", ""),
        ("docs/pots/second.md", ""),
        ("docs/pots/third.md", ""),
        ("docs/pots/hidden/.pages", "hide: true\n"),
        ("docs/pots/hidden/x.md", ""),
    ];
    let settings = "site_name: Tea\nplugins:\n  - literate-nav:\n      nav_file: README.md\n      \
                    implicit_index: true\nnav:\n  - Home: index.md\n  - All leaves: leaves/\n  - cups\n  - Pots: pots/\n";
    let project: Vec<_> = std::iter::once(("mkdocs.yml", settings)).chain(pages).collect();
    assert_snapshot!(in_folder(&project), @r"
    docs/index: Home
    = All leaves
    docs/leaves/README: Leaves
    docs/leaves/green: Green
    dark-ones: Dark ones
      docs/leaves/dark/black: Black
      docs/leaves/dark/red: Red
    old: Old
      docs/leaves/dark/old/aged: Aged
    = Cups
    docs/cups/a: A
    docs/cups/b: B
    thimbles: Thimbles
      docs/cups/small_ones/x: X
    = Pots
    docs/pots/second: Second
    docs/pots/third: Third
    docs/pots/first: First
    - docs/pots/hidden/x.md: `nav` in `mkdocs.yml` does not name it
    Note: this folder is a MkDocs project, as `mkdocs.yml` shows (its `nav` gives the order)
    ");
}

#[test]
fn a_list_names_pages_whatever_stands_behind_them() {
    assert_snapshot!(in_folder(&[
        (".gitbook.yaml", "root: ./text/\n"),
        ("text/SUMMARY.md", "* [Start [here]](/README.md)\n* [Cups (small)](cups(1).md) (soon more)\n* [Pots](<po ts.md> \"mention\")\n"),
        ("text/README.md", ""),
        ("text/cups(1).md", ""),
        ("text/po ts.md", ""),
    ]), @r"
    text/README: Text
    text/cups(1): Cups(1)
    text/po ts: Po ts
    - text/SUMMARY.md: it is the list of the others
    Note: this folder is a GitBook, as `text/SUMMARY.md` shows (this list gives the order)
    ");
}

#[test]
fn a_gitbook_names_its_list_and_leads_to_the_web() {
    let page =
        "* [Start](README.md)\n* [Where it runs](https://tea.example/runs)\n  * [Cups](cups.md)\n";
    assert_snapshot!(in_folder(&[
        (".gitbook.yaml", "root: ./text/\nstructure:\n  summary: TOC.md\n"),
        ("text/TOC.md", page),
        ("text/README.md", ""),
        ("text/cups.md", ""),
    ]), @r"
    text/README: Text
    where-it-runs: Where it runs
      text/cups: Cups
    - text/TOC.md: it is the list of the others
    Note: this folder is a GitBook, as `text/TOC.md` shows (this list gives the order)
    ");
    let list = |name| (name, page);
    // An mdBook has no such entries.
    let book = in_folder(&[
        ("book.toml", ""),
        list("src/SUMMARY.md"),
        ("src/README.md", ""),
        ("src/cups.md", ""),
    ]);
    assert!(book.contains("leads to the web and is left out"), "{book}");
}

#[test]
fn sidebars_are_read_as_far_as_they_are_said_outright() {
    assert_snapshot!(in_folder(&[
        ("website/docusaurus.config.js", "module.exports = { title: 'Tea', presets: [['classic', ({ docs: { path: '../docs' } })]] };\n"),
        (
            "website/sidebars.js",
            "/** @type {Sidebars} */\nconst sidebars = {\n  docs: [\n    'intro',\n    { type: 'category', label: 'Leaves', \
             items: ['leaves/green', { type: 'doc', id: 'leaves/named', label: 'By name' }, { Dark: ['leaves/black'] }] },\n    \
             { type: 'category', label: 'Cups', link: { type: 'doc', id: 'cups/index' }, items: [{ type: 'autogenerated', dirName: 'cups' }] },\n    \
             { type: 'link', label: 'Web', href: 'https://tea.example' },\n  ],\n};\nexport default sidebars;\n",
        ),
        ("SUMMARY.md", "* [Old](docs/01-intro.md)\n"),
        ("docs/01-intro.md", ""),
        ("docs/leaves/green.md", ""),
        ("docs/leaves/x.md", "---\nid: named\n---\n"),
        ("docs/leaves/black.md", ""),
        ("docs/cups/index.md", ""),
        ("docs/cups/a.md", "---\nsidebar_position: 2\n---\n"),
        ("docs/cups/b.md", "---\nsidebar_position: 1\n---\n"),
        ("docs/loose.md", ""),
    ]), @r"
    docs/01-intro: Intro
    leaves: Leaves
      docs/leaves/green: Green
      docs/leaves/x: X
      dark: Dark
        docs/leaves/black: Black
    docs/cups/index: Cups
      docs/cups/b: B
      docs/cups/a: A
    - SUMMARY.md: it lies outside the folder of pages
    - docs/loose.md: the list of sidebars does not name it
    Note website/sidebars.js:7 `https://tea.example`: this entry leads to the web and is left out (link to it from a page)
    Note: this folder is a Docusaurus project, as `website/docusaurus.config.js` shows (its sidebars give the order)
    ");
}

#[test]
fn sidebars_may_be_objects_of_categories_and_json() {
    let categories = r#"{"docs": {"Second": ["b", {"Deep": ["c"]}], "First": ["a", "index"]}}"#;
    let module = format!("module.exports = {categories};\n");
    for (name, text) in [
        ("sidebars.js", &*module),
        ("sidebars.json", categories),
        (
            "sidebars.json",
            r#"{"docs": [{"type": "category", "label": "Second", "items": ["b", {"Deep": ["c"]}]},
                {"First": ["a", "index"]}]}"#,
        ),
    ] {
        let read = in_folder(&[
            ("docusaurus.config.js", "export default {};\n"),
            (name, text),
            ("docs/a.md", "# A\n"),
            ("docs/b.md", "# B\n"),
            ("docs/c.md", "# C\n"),
            ("docs/index.md", "# Index\n"),
        ]);
        let listed: Vec<&str> = read.lines().take(7).map(str::trim).collect();
        let expected = [
            "= Second",
            "docs/b: B",
            "deep: Deep",
            "docs/c: C",
            "= First",
            "docs/a: A",
            "docs/index: Docs",
        ];
        assert_eq!(listed, expected, "{text}: {read}");
    }
}

#[test]
fn sidebars_that_the_settings_name_may_be_json() {
    let read = in_folder(&[
        (
            "website/docusaurus.config.js",
            "module.exports = {presets: [['classic', {docs: {path: '../docs', sidebarPath: require.resolve('./order.json')}}]]};\n",
        ),
        ("website/order.json", r#"{"some": {"Cups": ["mug", "bowl"]}}"#),
        ("docs/bowl.md", "# Bowl\n"),
        ("docs/mug.md", "# Mug\n"),
    ]);
    let listed: Vec<&str> = read.lines().take(3).map(str::trim).collect();
    assert_eq!(listed, ["= Cups", "docs/mug: Mug", "docs/bowl: Bowl"], "{read}");
}

#[test]
fn settings_of_docusaurus_are_read_off_functions_and_names() {
    let read = in_folder(&[
        (
            "docusaurus.config.ts",
            "const title = 'Tea';\nexport default async function config(): Promise<Config> {\n\
             return { title, presets: [['classic', { docs: { path: 'pages', sidebarPath: \
             require.resolve('./side/bars.ts') } }]], plugins: [['@docusaurus/plugin-content-docs', \
             { id: 'api', path: 'api' }]] } satisfies Config; }\n",
        ),
        (
            "side/bars.ts",
            "const cups = { type: 'category', label: 'Cups', link: { type: 'generated-index', \
             title: 'All cups', description: 'Small and *large*.', slug: '/cups' }, \
             items: ['cups/mug'] } as const;\n\
             export default { docs: ['intro', cups, { type: 'link', label: 'Shop', \
             href: 'https://shop.example' }, { type: 'html', value: '<hr>' }] };\n",
        ),
        ("pages/intro.md", "# Intro\n"),
        ("pages/cups/mug.md", "# Mug\n"),
        ("api/a.md", "# A\n"),
    ]);
    for said in [
        "pages/intro: Intro",
        "cups: All cups",
        "pages/cups/mug: Mug",
        "`https://shop.example`: this entry leads to the web",
        "  api/a: A",
        "its sidebars give the order",
    ] {
        assert!(read.contains(said), "{said} in {read}");
    }
}

#[test]
fn a_category_of_docusaurus_may_have_a_page_of_its_own() {
    let read = in_folder(&[
        ("docusaurus.config.js", "export default {};\n"),
        ("docs/intro.md", "# Intro\n"),
        (
            "docs/cups/_category_.json",
            "{ \"label\": \"Cups\", \"link\": { \"type\": \"generated-index\", \"description\": \"All.\" } }",
        ),
        ("docs/cups/mug.md", "# Mug\n"),
    ]);
    let lines: Vec<&str> = read.lines().map(str::trim).collect();
    let pages = ["docs/intro: Intro", "docs/cups/index: Cups", "docs/cups/mug: Mug"];
    assert!(pages.iter().all(|page| lines.contains(page)), "{read}");
}

#[test]
fn a_docusaurus_project_is_read_by_positions() {
    assert_snapshot!(in_folder(&[
        ("docusaurus.config.js", "module.exports = {};\n"),
        ("docs/intro.md", "---\nsidebar_position: 1\n---\n# Intro\n"),
        ("docs/advanced/_category_.json", "{ \"label\": \"Going further\", \"position\": 3 }\n"),
        ("docs/advanced/z.md", "---\nsidebar_position: 1\n---\n# First\n"),
        ("docs/advanced/a.md", "---\nsidebar_position: 2\n---\n# Second\n"),
        ("docs/basics/_category_.json", "{ \"label\": \"Basics\", \"position\": 2 }\n"),
        ("docs/basics/x.md", "---\nsidebar_position: 9\n---\n# Only\n"),
        ("docs/_snippet.md", ""),
        ("blog/2027-01-01-hello.md", ""),
    ]), @r"
    docs/intro: Intro
    = Basics
    docs/basics/x: X
    = Going further
    docs/advanced/z: Z
    docs/advanced/a: A
    - blog/2027-01-01-hello.md: it lies outside the folder of pages
    - docs/_snippet.md: its name starts with `_`
    Note: this folder is a Docusaurus project, as `docusaurus.config.js` shows (`sidebar_position` and `_category_.json` give the order)
    ");
}

#[test]
fn a_hugo_site_is_read_by_sections_and_weights() {
    let site = [
        ("hugo.toml", "title = \"Site\"\nlanguageCode = \"en-us\"\n"),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/guide/_index.md", "---\ntitle: Guide\nweight: 2\n---\n"),
        ("content/guide/bundle/index.md", "---\ntitle: Bundle\nweight: 1\n---\n"),
        ("content/guide/a.md", "{\n  \"title\": \"Last\",\n  \"weight\": 5\n}\n"),
        ("content/about.md", "---\ntitle: About\nweight: 1\n---\n"),
        ("layouts/x.md", ""),
    ];
    assert_snapshot!(in_folder(&site), @r"
    content/_index: Home
    content/about: About
    content/guide/_index: Guide
      content/guide/bundle/index: Bundle
      content/guide/a: Last
    - layouts/x.md: it lies outside the folder of pages
    Note: this folder is a Hugo site, as `hugo.toml` shows (its sections and weights give the order)
    ");
    assert_eq!(meta(&site).lang, "en-us");
}

#[test]
fn a_jekyll_site_is_read_by_nav_order_and_titles() {
    assert_snapshot!(in_folder(&[
        ("_config.yml", "title: Docs\ncollections:\n  guides:\n    output: true\n"),
        ("index.md", "---\ntitle: Home\n---\n"),
        ("setup.md", "---\ntitle: Setting up\nnav_order: 2\n---\n"),
        ("install.md", "---\ntitle: Install\nparent: Setting up\nnav_order: 1\n---\n"),
        ("about.md", "---\ntitle: About\nnav_order: 1\n---\n"),
        ("_guides/one.md", "---\ntitle: One\n---\n"),
        ("_includes/x.md", ""),
    ]), @r"
    index: Home
    about: About
    setup: Setting up
      install: Install
    _guides/one: One
    - _includes/x.md: its name starts with `_`
    Note: this folder is a Jekyll site, as `_config.yml` shows (`nav_order` and `parent` give the order)
    ");
}

#[test]
fn the_settings_of_the_pack_override_those_of_a_tool() {
    let book = [
        ("pack.yaml", "title: Mine\ncontents: [src/b, a]\n"),
        ("book.toml", "[book]\ntitle = \"Theirs\"\n"),
        ("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"),
        ("src/a.md", ""),
        ("src/b.md", ""),
    ];
    assert_snapshot!(in_folder(&book), @r"
    src/b: B
    src/a: A
    - src/SUMMARY.md: it is the list of the others
    Note: this folder is an mdBook, as `book.toml` shows (its `SUMMARY.md` gives the order)
    ");
    assert_eq!(meta(&book).title, "Mine");
}

#[test]
fn titles_without_a_page_stand_above_pages() {
    let pages = [("a.md", "# A\n"), ("b.md", "# B\n"), ("deep.md", "# Depth\n"), ("c.md", "# C\n")];
    let pack = "contents:\n  - title: Deep\n    pages:\n      - a\n      - title: 深い\n        pages: [b]\n  \
         - deep\n  - part: Rest\n    pages:\n      - title: Empty\n        pages: [gone]\n      - c\n  \
         - title: Both\n    page: c\n";
    let in_pack: Vec<_> = std::iter::once(("pack.yaml", pack)).chain(pages).collect();
    assert_snapshot!(in_folder(&in_pack), @r"
    deep-2: Deep
      a: A
      深い: 深い
        b: B
    deep: Deep
    = Rest
    c: C
    Error pack.yaml:14 `c`: this is more than one of part, page and title (keep `part:`, `page:` or `title:`)
    Error pack.yaml:11 `gone`: there is no page `gone` (write the page's path below the pack, such as `guide/security`)
    Note pack.yaml:10 `Empty`: no page of the title `Empty` is there: it is left out (remove it, or name a page that is taken)
    ");
    let summary = "- [A](a.md)\n- [Deep]()\n  - [B](b.md)\n  - [Later]()\n- [C](c.md)\n";
    let in_book: Vec<_> = std::iter::once(("SUMMARY.md", summary)).chain(pages).collect();
    assert_snapshot!(in_folder(&in_book), @r"
    a: A
    deep-2: Deep
      b: B
    c: C
    - SUMMARY.md: it is the list of the others
    - deep.md: `SUMMARY.md` does not name it
    Note SUMMARY.md:4 `- [Later]()`: this chapter is still to be written (it is left out)
    Note SUMMARY.md:2 `- [Deep]()`: this chapter is still to be written (its title stands above what is below it)
    Note: this folder is an mdBook, as `SUMMARY.md` shows (this list gives the order)
    ");
    assert_snapshot!(in_folder(&[
        ("docusaurus.config.js", ""),
        ("docs/intro.md", "# Intro\n"),
        ("docs/guide/_category_.json", "{ \"label\": \"The guide\" }\n"),
        ("docs/guide/first.md", "---\nsidebar_position: 1\n---\n# First\n"),
        ("docs/guide/deep/_category_.json", "{ \"label\": \"Going deep\", \"position\": 2 }\n"),
        ("docs/guide/deep/x.md", "# X\n"),
        ("docs/guide/deep/y.md", "# Y\n"),
        ("docs/guide/third.md", "---\nsidebar_position: 3\n---\n# Third\n"),
        ("docs/guide/own/_category_.json", "{ \"label\": \"Its label\", \"position\": 4 }\n"),
        ("docs/guide/own/index.md", "# Its own page\n"),
        ("docs/guide/bare/_category_.json", "{ \"label\": \"Without pages\" }\n"),
    ]), @r"
    docs/guide/index: The guide
      docs/guide/first: First
      docs/guide/deep/index: Going deep
        docs/guide/deep/x: X
        docs/guide/deep/y: Y
      docs/guide/third: Third
      docs/guide/own/index: Own
    docs/intro: Intro
    Note: this folder is a Docusaurus project, as `docusaurus.config.js` shows (`sidebar_position` and `_category_.json` give the order)
    ");
}

#[test]
fn a_part_keeps_its_title_without_its_first_page() {
    let listing = in_folder(&[
        ("_config.yml", "title: Tea\n"),
        ("cups/a.md", "---\nnav_exclude: true\n---\n"),
        ("cups/b.md", ""),
        ("pots/x.md", ""),
    ]);
    assert!(listing.contains("= Cups\ncups/b: B\n= Pots\npots/x: X\n"), "{listing}");
}

#[test]
fn posts_stand_by_date_and_pages_by_title_where_any_says_its_place() {
    let site = |order: &'static str| {
        let listing = in_folder(&[
            ("_config.yml", "title: Tea\nfuture: true\n"),
            ("_posts/2024-1-9-old.md", ""),
            ("_posts/2024-10-02-new.md", ""),
            ("_posts/2023-01-01-dated.md", "---\ndate: 2025-01-01\n---\n"),
            ("a.md", "---\ntitle: Zinc\n---\n"),
            ("b.md", "---\ntitle: Air\n---\n"),
            ("c.md", order),
        ]);
        let keys = listing.lines().filter_map(|line| line.split_once(": ")).map(|(key, _)| key);
        keys.take_while(|key| *key != "Note").map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let posts = "_posts/2023-01-01-dated _posts/2024-10-02-new _posts/2024-1-9-old";
    assert_eq!(site("---\nnav_order: 1\n---\n"), format!("c b a {posts}"));
    assert_eq!(site(""), format!("a b c {posts}"));
}

#[test]
fn languages_of_mkdocs_stand_in_names_or_folders() {
    let plugin = |structure: &str| {
        format!(
            "site_name: Tea\nplugins:\n  - i18n:\n      docs_structure: {structure}\n      languages:\n        - locale: fr\n        - locale: en\n          default: true\n          site_name: English tea\n          nav_translations: {{Cups: All cups}}\nnav:\n  - index.md\n  - Cups: cups.md\n"
        )
    };
    let suffix = plugin("suffix");
    let listing = in_folder(&[
        ("mkdocs.yml", suffix.as_str()),
        ("docs/index.md", ""),
        ("docs/cups.en.md", ""),
        ("docs/cups.fr.md", ""),
    ]);
    assert!(listing.contains("docs/index: Home\ndocs/cups.en: Cups\n"), "{listing}");
    assert!(listing.contains("docs/cups.fr.md: it is a translation, into `fr`"), "{listing}");
    let folder = plugin("folder");
    let listing = in_folder(&[
        ("mkdocs.yml", folder.as_str()),
        ("docs/en/index.md", ""),
        ("docs/en/cups.md", ""),
        ("docs/fr/index.md", ""),
    ]);
    assert!(listing.contains("docs/en/index: Home\ndocs/en/cups: Cups\n"), "{listing}");
    let found = meta(&[("mkdocs.yml", folder.as_str()), ("docs/en/index.md", "")]);
    assert_eq!((&*found.title, &*found.lang), ("English tea", "en"));
}

#[test]
fn a_vitepress_site_is_read_by_its_sidebars() {
    let config = "import { defineConfig } from 'vitepress'\n\
        export default defineConfig({ title: 'Tea', lang: 'nl', rewrites: { 'en/:rest*': ':rest*' },\n\
        locales: { root: { label: 'English' }, fr: { label: 'Francais' } } })\n";
    let sidebar = "export default defineAdditionalConfig({ themeConfig: { sidebar: {\n\
        '/cups/': { base: '/cups/', items: sidebarCups() },\n\
        '/pots/': [{ text: 'Pots', items: [{ text: 'All', link: '/pots/' },\n\
        { text: 'Cups', link: '/cups/big' }, { text: 'Web', link: 'https://tea.example' }] }] } } })\n\
        function sidebarCups(): Item[] {\n  return [{ text: 'Cups', collapsed: true, items: [\n\
        { text: 'Very big', link: 'big.html#top' }, { text: 'Small', link: 'small' }, more ] },\n\
        { text: 'Pots', link: '/pots/', base: '' }]\n}\n";
    assert_snapshot!(in_folder(&[
        (".vitepress/config.mts", config),
        ("config.ts", sidebar),
        ("en/index.md", "# Start\n"),
        ("en/cups/big.md", "# Big\n"),
        ("en/cups/small.md", "# Small\n"),
        ("en/pots/index.md", "# Pots\n"),
        ("fr/index.md", "# Debut\n"),
    ]));
    let meta = meta(&[(".vitepress/config.mts", config), ("en/index.md", "")]);
    assert_eq!((&*meta.title, &*meta.lang), ("Tea", "nl"));
}

#[test]
fn a_site_of_starlight_is_read_by_its_sidebar() {
    let config = "export const locales = { root: { label: 'English', lang: 'en' }, de: {} };\n\
        export default defineConfig({ integrations: [other(), starlight({ title: 'Tea', locales,\n\
        sidebar: ['start', { label: 'Cups', items: [{ slug: 'cups/big', label: 'Very big' },\n\
        { autogenerate: { directory: 'cups' } }, { label: 'Web', link: 'https://tea.example' }] },\n\
        { label: 'Pots', autogenerate: { directory: 'pots' } }] })] });\n";
    let site = [
        ("docs/astro.config.mjs", config),
        ("docs/src/content/docs/start.md", "---\ntitle: Start\n---\n"),
        ("docs/src/content/docs/cups/big.md", "---\ntitle: Big\n---\n"),
        ("docs/src/content/docs/cups/small.mdx", "---\ntitle: Small\n---\n"),
        ("docs/src/content/docs/pots/a.md", "---\ntitle: A\nsidebar: {order: 2}\n---\n"),
        (
            "docs/src/content/docs/pots/b.md",
            "---\ntitle: B\nsidebar: {order: 1, label: Bee}\n---\n",
        ),
        ("docs/src/content/docs/loose.md", ""),
        ("docs/src/content/docs/de/start.md", ""),
        ("README.md", ""),
    ];
    assert_snapshot!(in_folder(&site));
    assert_eq!(meta(&site).title, "Tea");
    assert_eq!(called(&site)[1].as_deref(), Some("Very big"));
    assert_eq!(called(&site)[3].as_deref(), Some("Bee"));
}

#[test]
fn header_pages_of_a_jekyll_site_come_first() {
    let order = in_folder(&[
        ("_config.yml", "title: Tea\nheader_pages: [pots.md, about.markdown, feed.xml, gone.md]\n"),
        ("about.markdown", ""),
        ("index.md", "---\ntitle: Home\n---\n"),
        ("cups.md", ""),
        ("pots.md", ""),
    ]);
    let place = |name: &str| order.find(name).unwrap_or_else(|| panic!("{name} in {order}"));
    let places = ["index: Home", "pots: ", "about: ", "cups: "].map(place);
    assert!(places.is_sorted(), "{order}");
}

#[test]
fn a_list_that_names_no_page_publishes_none() {
    for list in ["", "# Summary\n", "<!-- - [S](s.md) -->\n", "- [S]()\n", "[S](s.md\n"] {
        for (settings, folder) in [("book.toml", "src/"), ("book.json", "")] {
            let files = MemoryFiles::new()
                .with(settings, if folder.is_empty() { "{}" } else { "[book]\ntitle = \"S\"\n" })
                .with(&format!("{folder}SUMMARY.md"), list)
                .with(&format!("{folder}s.md"), "# S\n");
            let found = read(&files, &Selection::Folder.into(), &mut Sources::default());
            let said: Vec<_> = found.diagnostics.iter().map(|it| &*it.message).collect();
            assert!(said.iter().any(|it| it.contains("names none")), "{settings} {list}: {said:?}");
        }
    }
}
