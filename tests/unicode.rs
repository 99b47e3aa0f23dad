//! Every character that Unicode can number goes through all three formats: those that no font has, those
//! that nobody has assigned yet, those that are none, and those that act.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::Path;

use recto::backend::BACKENDS;
use recto::files::MemoryFiles;
use recto::{Export, Request, Unwatched};
use usvg::roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;

/// How many stand on a page.
const PAGE: usize = 4096;
/// How many stand in a paragraph, with a space behind every eighth.
const PARAGRAPH: usize = 256;

/// The characters of a part of the code space: all of them, or every so many.
fn characters(codes: std::ops::Range<u32>, step: usize) -> Vec<char> {
    codes.step_by(step).filter_map(char::from_u32).collect()
}

/// A pack that shows characters in running text, in code, in an id and in what a link leads to.
fn pack(characters: &[char]) -> MemoryFiles {
    let files = MemoryFiles::new().with("pack.yaml", "title: Characters\nlang: en\n");
    characters.chunks(PAGE).enumerate().fold(files, |files, (number, characters)| {
        let mut page = format!("# Page {number}\n");
        for paragraph in characters.chunks(PARAGRAPH) {
            page.push_str("\nText: ");
            words(paragraph, &mut page);
            let _ = write!(page, "\n\n## Heading {}\n\n```text\n", paragraph[0]);
            let shown = paragraph.iter().filter(|it| !matches!(it, '\n' | '\r' | '`' | '~'));
            page.extend(shown);
            let address = format!("{:?}", paragraph[1]).replace(['<', '>', '\''], "");
            let _ = write!(page, "\n```\n\n[A link](<#{address}>){{#a{address}}}\n");
        }
        files.with(&format!("page-{number:04}.md"), page)
    })
}

/// Characters as running text: those of ASCII that could be markup mean themselves.
fn words(characters: &[char], page: &mut String) {
    for (at, &character) in characters.iter().enumerate() {
        if character.is_ascii_punctuation() {
            page.push('\\');
        }
        page.push(character);
        if at % 8 == 7 {
            page.push(' ');
        }
    }
}

fn export(files: &MemoryFiles) -> Export {
    let export = recto::export(
        &Request { formats: BACKENDS.to_vec(), ..Request::default() },
        files,
        &Unwatched,
    );
    assert_eq!(export.refusal.as_ref().map(ToString::to_string), None);
    export
}

/// The file of a format.
fn made<'e>(export: &'e Export, format: &str) -> &'e [u8] {
    let made = export.made.iter().find(|made| made.backend.name() == format);
    &made.unwrap_or_else(|| panic!("no {format}: {:?}", export.diagnostics)).artifact.bytes
}

/// The words of all documents of a book, each read as XML.
fn words_of_book(book: &[u8]) -> String {
    let mut book = ZipArchive::new(Cursor::new(book)).expect("a container");
    let mut words = String::new();
    for at in 0..book.len() {
        let mut file = book.by_index(at).expect("a file");
        let name = file.name().expect("UTF-8").into_owned();
        if Path::new(&name).extension().is_some_and(|ending| ending == "xhtml") {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("UTF-8");
            let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
            let document = Document::parse_with_options(&text, options).expect(&name);
            words.extend(document.descendants().filter_map(|node| node.text()));
        }
    }
    words
}

/// Whether a document of HTML and XML can hold a character as it is (XML 1.0, 2.2), and Markdown
/// leaves it one. A byte order mark at the start of a word is none of it.
fn can_be_shown(character: char) -> bool {
    let code = u32::from(character);
    let is_none = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    !is_none && !character.is_control() && !character.is_whitespace()
}

/// Takes characters through all formats, and finds them again.
fn go_through(characters: &[char]) {
    let export = export(&pack(characters));
    assert!(made(&export, "pdf").starts_with(b"%PDF-"));
    let html = String::from_utf8(made(&export, "html").to_vec()).expect("UTF-8");
    let book = words_of_book(made(&export, "epub"));
    for (format, text) in [("html", html), ("epub", book)] {
        let found: std::collections::HashSet<char> = text.chars().collect();
        let lost = characters.iter().filter(|&&it| can_be_shown(it) && !found.contains(&it));
        let lost: Vec<String> = lost.map(|it| format!("U+{:04X}", u32::from(*it))).collect();
        assert_eq!(lost, Vec::<String>::new(), "{format}");
    }
}

/// The first characters, in which all that act are, and of the others every so many: another one of
/// each row of 256.
#[test]
fn characters_of_every_block_go_through() {
    go_through(&characters(0..0x3100, 1));
    let mut others = characters(0x3100..0x11_0000, 257);
    others.extend(characters(0xfe00..0x1_0000, 1));
    others.extend(characters(0xe_0000..0xe_0200, 1));
    go_through(&others);
}

#[test]
#[ignore = "takes minutes: tests/long/unicode"]
fn every_character_goes_through() {
    for start in (0..0x11_0000).step_by(0x4000) {
        go_through(&characters(start..start + 0x4000, 1));
    }
}
