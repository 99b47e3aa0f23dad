//! Lists of pages: mdBook, GitBook.

use insta::assert_snapshot;

use crate::files::MemoryFiles;
use crate::source::tests::{in_folder, meta};
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
