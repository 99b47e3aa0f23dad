//! What is in a book: its container, read back from the file.

use std::io::{Cursor, Read};

use recto::backend::BACKENDS;
use recto::diag::Severity;
use recto::files::MemoryFiles;
use recto::{Request, Unwatched};
use zip::{CompressionMethod, ZipArchive};

type Book = ZipArchive<Cursor<Vec<u8>>>;

fn names(book: &Book) -> Vec<String> {
    book.file_names().map(|name| name.expect("UTF-8").into_owned()).collect()
}

/// The content document of a page.
fn page(book: &mut Book, stem: &str) -> String {
    let ending = format!("-{stem}.xhtml");
    let name = names(book).into_iter().find(|name| name.ends_with(&ending));
    text(book, &name.expect(stem))
}

/// Makes the EPUB of a folder and insists that nothing was wrong with it.
fn bytes_of(files: &MemoryFiles) -> Vec<u8> {
    let request = Request {
        formats: BACKENDS.iter().filter(|backend| backend.name() == "epub").cloned().collect(),
        ..Request::default()
    };
    let mut export = recto::export(&request, files, &Unwatched);
    assert!(export.worst() < Some(Severity::Warning), "{:?}", export.diagnostics);
    export.made.pop().expect("a book").artifact.bytes
}

fn book(files: &MemoryFiles) -> Book {
    ZipArchive::new(Cursor::new(bytes_of(files))).expect("a container")
}

fn text(book: &mut Book, name: &str) -> String {
    let mut text = String::new();
    book.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

fn pack(settings: &str) -> MemoryFiles {
    let files = MemoryFiles::new().with("pack.yaml", format!("title: Handbook\n{settings}"));
    files.with("one.md", "# One\n\nWords.\n").with("two.md", "# Two\n\nTo [one](one.md).\n")
}

#[test]
fn the_type_stands_first_and_uncompressed() {
    let mut book = book(&pack(""));
    let first = book.by_index(0).expect("a file");
    assert_eq!(first.name().unwrap(), "mimetype");
    assert_eq!(first.compression(), CompressionMethod::Stored);
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    assert_eq!(bytes_of(&pack("")), bytes_of(&pack("")));
}

#[test]
fn a_link_to_another_page_leads_into_its_file() {
    let mut book = book(&pack(""));
    assert!(page(&mut book, "two").contains("href=\"001-one.xhtml"));
}

#[test]
fn own_fields_are_in_a_vocabulary_that_is_declared_where_there_are_some() {
    let package = |settings: &str| {
        let mut book = book(&pack(settings));
        text(&mut book, "EPUB/package.opf")
    };
    let with = package("metadata: { zone: Graz, record-id: FW & 7 }\n");
    let fields = "<meta property=\"pack:zone\">Graz</meta>\
                  <meta property=\"pack:record-id\">FW &amp; 7</meta>";
    assert!(with.replace(">\n", ">").contains(fields), "{with}");
    assert!(with.contains(" prefix=\"pack: urn:uuid:"), "{with}");
    assert!(!package("").contains("prefix="));
}

#[test]
fn a_theme_without_a_cover_makes_a_book_without_one() {
    let theme = |show: bool| {
        let tokens = format!("extends: default\ncover:\n  show: {show}\n");
        book(&pack("theme: look\n").with("look/theme.yaml", tokens))
    };
    for show in [true, false] {
        let mut book = theme(show);
        let has_picture = names(&book).iter().any(|name| name.ends_with("cover.png"));
        let package = text(&mut book, "EPUB/package.opf");
        assert_eq!((has_picture, package.contains("cover")), (show, show));
    }
}

#[test]
fn attached_files_stand_outside_of_the_reading_order_with_their_list_in_their_stead() {
    let files = pack("attach: [data/controls.csv, data/notes.html]\n")
        .with("data/controls.csv", "a,b\n")
        .with("data/notes.html", "<p>Not a part of the book")
        .with("three.md", "# Three\n\nAll [controls](data/controls.csv).\n");
    let mut book = book(&files);
    let package = text(&mut book, "EPUB/package.opf");
    for part in [
        "href=\"attached/1-controls.csv\" media-type=\"text/csv\" fallback=\"document-",
        "href=\"attached/2-notes.html\" media-type=\"application/octet-stream\" fallback=",
        "<itemref idref=\"attached-1\" linear=\"no\"/>",
    ] {
        assert!(package.contains(part), "{part}: {package}");
    }
    assert!(page(&mut book, "three").contains("<a href=\"attached/1-controls.csv\""));
    assert_eq!(text(&mut book, "EPUB/attached/1-controls.csv"), "a,b\n");
}

#[test]
fn every_printed_page_with_a_number_is_in_the_page_list() {
    let theme = "extends: default\npage: { front_matter: roman }\n";
    let mut book = book(&pack("theme: look\n").with("look/theme.yaml", theme));
    let nav = text(&mut book, "EPUB/nav.xhtml");
    let pages = nav.split("epub:type=\"page-list\"").nth(1).expect("a list of pages");
    let pages = pages.split("</nav>").next().unwrap_or_default();
    for line in ["nav.xhtml#_front-1\">ii<", "001-one.xhtml#_page-3\">1<"] {
        assert!(pages.contains(line), "{line}: {pages}");
    }
}

#[test]
fn further_languages_follow_the_pack_s() {
    let files = pack("lang: en\n").with("drei.md", "---\nlang: de\n---\n# Drei\n");
    let package = text(&mut book(&files), "EPUB/package.opf");
    let languages = "<dc:language>en</dc:language><dc:language>de</dc:language>";
    assert!(package.replace(">\n", ">").contains(languages), "{package}");
}

#[test]
fn code_is_read_from_left_to_right_in_every_language() {
    let code = "# Page\n\n```\na = b\n```\n";
    let files = pack("").with("he.md", format!("---\nlang: he\n---\n{code}")).with("en.md", code);
    let mut book = book(&files);
    assert!(page(&mut book, "he").contains("<pre dir=\"ltr\">"));
    assert!(page(&mut book, "en").contains("<pre>"));
}

#[test]
fn the_font_of_formulas_comes_along_where_there_are_some() {
    let has_font = |text: &str| {
        let book = book(&pack("").with("three.md", format!("# Three\n\n{text}\n")));
        names(&book).iter().any(|name| name == "EPUB/fonts/formulas.ttf")
    };
    assert!(has_font("$a^2$") && !has_font("$5 and $6"));
}

#[test]
fn fonts_are_embedded_while_they_are_small_or_asked_for() {
    let fonts = |settings: &str| {
        let mut book = book(&pack(settings));
        let style = text(&mut book, "EPUB/style.css");
        let files = names(&book).iter().filter(|name| name.starts_with("EPUB/fonts/")).count();
        (files > 1, style.contains("@font-face"))
    };
    assert_eq!(fonts("epub: { fonts: true }\n"), (true, true));
    assert_eq!(fonts(""), (true, true));
    assert_eq!(fonts("epub: { fonts: false }\n"), (false, false));
}

#[test]
fn the_style_of_a_theme_arrives_in_the_book() {
    let style = |theme: &str| {
        let mut book = book(&pack(&format!("theme: {theme}\nepub: {{ fonts: false }}\n")));
        text(&mut book, "EPUB/style.css")
    };
    let rule = |style: &str, selector: &str| {
        let rules = style.lines().find(|line| line.starts_with(selector));
        rules.unwrap_or_else(|| panic!("{selector} has no rule: {style}")).to_owned()
    };
    for theme in ["default", "corporate", "audit", "ebook", "proposal"] {
        let style = style(theme);
        assert!(!style.contains("var(--"), "{theme}");
        let body = rule(&style, "body {");
        let generic =
            if matches!(theme, "corporate" | "proposal") { " sans-serif;" } else { " serif;" };
        assert!(body.contains("font-family: \"") && body.contains(generic), "{theme}: {body}");
        assert!(rule(&style, "figcaption { margin").contains("text-align: center"), "{theme}");
        assert!(style.contains("font-weight: 400; font-style: normal; }"), "{theme}");
        // No logo has a ground that it does not bring.
        assert!(!rule(&style, ".logo img").contains("background"), "{theme}");
    }
    assert!(
        !style("default").contains("sup + sup"),
        "marks with words between them are no neighbours"
    );
    assert!(rule(&style("ebook"), "p + p").contains("text-indent: 1.3em"));
    assert!(rule(&style("default"), "p + p").contains("text-indent: 0em"));
    assert!(style("proposal").contains("h2:not(.rank-1), .rank-2 { color: #b83a1c; }"));
    assert!(style("default").contains("h2:not(.rank-1), .rank-2 { color: inherit; }"));
}

#[test]
fn callouts_have_a_sign_that_says_nothing() {
    let files = pack("theme: look\n")
        .with("look/theme.yaml", "extends: default\ncover: { show: false }\n")
        .with("three.md", "# Three\n\n> [!TIP]\n> Words.\n");
    let mut book = book(&files);
    let page = page(&mut book, "three");
    assert!(page.contains("<p class=\"callout-title\"><svg class=\"callout-sign\""), "{page}");
    assert!(page.contains("aria-hidden=\"true\""), "{page}");
    let package = text(&mut book, "EPUB/package.opf");
    assert!(package.contains("properties=\"svg\""), "{package}");
    assert!(!package.contains("visual"), "a sign is no picture: {package}");
}

#[test]
fn a_title_that_is_curled_identifies_the_pack_as_before() {
    let identifier = |settings: &str| {
        let mut book = book(
            &MemoryFiles::new()
                .with(
                    "pack.yaml",
                    format!("title: The harbour's plan\ndate: 2027-01-01\n{settings}"),
                )
                .with("one.md", "# One\n")
                .with("two.md", "# Two\n"),
        );
        let package = text(&mut book, "EPUB/package.opf");
        let id = package.split("urn:uuid:").nth(1).unwrap().split('<').next().unwrap().to_owned();
        (id, package.contains("harbour’s"))
    };
    let (straight, curled) =
        (identifier(""), identifier("markdown: { smart_punctuation: true }\n"));
    assert_eq!(straight.0, curled.0);
    assert_eq!((straight.1, curled.1), (false, true));
}
