//! Folders of other tools in memory, and the order they are read in.

mod docusaurus;
mod lists;
mod mkdocs;

use insta::assert_snapshot;

use crate::source::tests::{called, in_folder, meta};

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
fn lists_in_the_data_of_a_jekyll_site_give_the_order() {
    let list = "- title: Start\n  docs:\n  - link: /guide/\n  - {link: /guide/install.html, title: Set up}\n\
         - title: Away\n  docs: [{title: Forum, url: 'https://example.org/'}]\n- title: Tips\n  tips: [kettle, gone]\n";
    let site = [
        (
            "_config.yml",
            "title: Tea\nbaseurl: /tea\ncollections: {guide: {output: true, permalink: /guide/:path}}\n",
        ),
        ("_data/guide_nav.yml", list),
        (
            "_data/navigation.yml",
            "main:\n- {title: Install, url: /tea/guide/install}\n- {title: Us, url: /about-us/}\n",
        ),
        ("_data/prices.yml", "- {name: kettle, url: /guide/}\n- {name: water, url: /about-us/}\n"),
        ("_guide/index.md", "---\ntitle: Guide\npermalink: /guide/\n---\n"),
        ("_guide/install.md", "---\ntitle: Install\n---\n"),
        ("_guide/kettle.md", "---\ntitle: Kettles\n---\n"),
        ("_guide/alpha.md", "---\ntitle: Alpha\n---\n"),
        ("about.md", "---\ntitle: About\npermalink: /about-us/\n---\n"),
        ("index.md", "---\ntitle: Home\n---\n"),
    ];
    assert_snapshot!(in_folder(&site), @r"
    index: Home
    start: Start
      _guide/index: Guide
      _guide/install: Install
    tips: Tips
      _guide/kettle: Kettles
    about: About
    _guide/alpha: Alpha
    Note: this folder is a Jekyll site, as `_config.yml` shows (`nav_order` and `parent` give the order, else the lists in its data)
    ");
    let names = called(&site);
    assert!(names.contains(&Some("Set up".to_owned())), "{names:?}");
    let some = site.iter().filter(|(path, _)| !path.contains("alpha") && *path != "about.md");
    assert_snapshot!(in_folder(&some.copied().collect::<Vec<_>>()), @r"
    index: Home
    = Start
    _guide/index: Guide
    _guide/install: Install
    = Tips
    _guide/kettle: Kettles
    Note: this folder is a Jekyll site, as `_config.yml` shows (`nav_order` and `parent` give the order, else the lists in its data)
    ");
    let placed = ("last.md", "---\ntitle: Last\nnav_order: 9\n---\n");
    let placed: Vec<_> = site.into_iter().chain([placed]).collect();
    let order = in_folder(&placed);
    assert!(order.find("Guide") < order.find("Alpha") && !order.contains("Start"), "{order}");
}
