//! Projects of MkDocs.

use insta::assert_snapshot;

use crate::source::tests::{called, in_folder, meta};

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
