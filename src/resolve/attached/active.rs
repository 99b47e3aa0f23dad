//! What acts in a file that is carried along: script, macros, programs, actions that start something,
//! and files within it. The outputs hand the file on as it is, so that its sender has to know.

use std::collections::BTreeSet;
use std::io::Cursor;

use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::object::{Array, Dict, MaybeRef, Object};
use zip::ZipArchive;

use crate::bounded_pdf;
use crate::source::text_of;
use crate::text::html::runs_script;

/// How deep the objects of a PDF may lie in one another to be looked at; no writer nests a tenth of it.
const DEEPEST: usize = 64;

/// Endings of files that a system runs when they are opened.
const PROGRAMS: [&str; 30] = [
    "app", "appimage", "bash", "bat", "chm", "cmd", "com", "command", "cpl", "dll", "exe", "hta",
    "jar", "js", "jse", "lnk", "msi", "msp", "pif", "ps1", "psm1", "reg", "scr", "sct", "sh",
    "url", "vbe", "vbs", "wsf", "wsh",
];

/// How the programs of systems start: Windows, Linux, macOS and scripts of Unix.
const PROGRAM_STARTS: [&[u8]; 7] = [
    b"MZ",
    b"\x7FELF",
    b"\xFE\xED\xFA\xCE",
    b"\xFE\xED\xFA\xCF",
    b"\xCF\xFA\xED\xFE",
    b"\xCE\xFA\xED\xFE",
    b"#!",
];

/// How files of older office programs start, which are folders of streams ([MS-CFB], 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Something in a file that acts, in the order in which it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Active {
    Program,
    Script,
    Macros,
    Launch,
    Files,
    /// It may hold any of these: it cannot be looked into.
    Unknown,
}

impl Active {
    fn words(self) -> &'static str {
        match self {
            Self::Program => "it is a program, or holds one",
            Self::Script => "it holds script",
            Self::Macros => "it holds macros",
            Self::Launch => "it holds an action that starts a program or sends something",
            Self::Files => "it holds files",
            Self::Unknown => "it cannot be looked into",
        }
    }
}

/// What is found, in words; none where it is nothing.
pub(super) fn in_words(found: &BTreeSet<Active>) -> Option<String> {
    let words: Vec<_> = found.iter().map(|active| active.words()).collect();
    (!words.is_empty()).then(|| words.join(", and "))
}

/// What acts in a file.
pub(super) fn found_in(name: &str, bytes: &[u8]) -> BTreeSet<Active> {
    let mut found = BTreeSet::new();
    if is_program(name) || PROGRAM_STARTS.iter().any(|start| bytes.starts_with(start)) {
        found.insert(Active::Program);
    }
    if bytes.starts_with(b"%PDF-") {
        of_pdf(bytes, &mut found);
    } else if bytes.starts_with(b"PK") {
        of_archive(bytes, &mut found);
    } else if bytes.starts_with(COMPOUND) {
        of_compound(bytes, &mut found);
    } else {
        let text = text_of(bytes);
        if (is_markup(&text) || is_page(name)) && runs_script(&text) {
            found.insert(Active::Script);
        }
    }
    found
}

fn is_program(name: &str) -> bool {
    PROGRAMS.contains(&&*ending(name))
}

/// Whether a file is opened by a browser, by its name.
fn is_page(name: &str) -> bool {
    ["htm", "html", "mht", "mhtml", "shtml", "svg", "xht", "xhtml", "xml"].contains(&&*ending(name))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a browser may read a text as markup: its first sign is that of a tag.
fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// A ZIP archive, which files of office programs and books are too: what its names say.
fn of_archive(bytes: &[u8], found: &mut BTreeSet<Active>) {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        found.insert(Active::Unknown);
        return;
    };
    let names: Vec<String> =
        archive.file_names().map(|name| name.unwrap_or_default().to_lowercase()).collect();
    let is_office = names.iter().any(|name| name == "[content_types].xml" || name == "mimetype");
    // Office Open XML keeps macros in `vbaProject.bin`, OpenDocument in folders of their own.
    let has_macros = |name: &String| {
        name.ends_with("vbaproject.bin")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
    };
    if is_office && names.iter().any(has_macros) {
        found.insert(Active::Macros);
    }
    let embedded = |name: &String| name.contains("/embeddings/");
    if is_office && names.iter().any(embedded) {
        found.insert(Active::Files);
    }
    if !is_office && names.iter().any(|name| is_program(name)) {
        found.insert(Active::Program);
    }
}

/// A file of an older office program: its macros lie in a storage of this name ([MS-OVBA], 2.2.1).
fn of_compound(bytes: &[u8], found: &mut BTreeSet<Active>) {
    let name: Vec<u8> = "_VBA_PROJECT".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        found.insert(Active::Macros);
    }
}

/// A PDF: its actions (ISO 32000-2, 12.6), scripts and embedded files (7.11.4).
fn of_pdf(bytes: &[u8], found: &mut BTreeSet<Active>) {
    let read = bounded_pdf::with(bytes, |pdf: &Pdf| {
        for object in pdf.objects() {
            of_object(&object, found, 0);
        }
    });
    if read.is_err() {
        found.insert(Active::Unknown);
    }
}

/// An object with those that lie in it directly; what it refers to is an object of its own.
fn of_object(object: &Object<'_>, found: &mut BTreeSet<Active>, depth: usize) {
    if depth == DEEPEST {
        found.insert(Active::Unknown);
        return;
    }
    match object {
        Object::Dict(dict) => of_dict(dict, found, depth),
        Object::Stream(stream) => of_dict(stream.dict(), found, depth),
        Object::Array(array) => of_array(array, found, depth),
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::String(_)
        | Object::Name(_) => {}
    }
}

fn of_array(array: &Array<'_>, found: &mut BTreeSet<Active>, depth: usize) {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(item) = item {
            of_object(&item, found, depth + 1);
        }
    }
}

fn of_dict(dict: &Dict<'_>, found: &mut BTreeSet<Active>, depth: usize) {
    for (key, value) in dict.entries() {
        match &*key {
            b"JS" | b"XFA" => drop(found.insert(Active::Script)),
            b"EF" => drop(found.insert(Active::Files)),
            _ => {}
        }
        let MaybeRef::NotRef(value) = value else { continue };
        if let (b"S" | b"Subtype", Object::Name(kind)) = (&*key, &value) {
            found.extend(of_kind(kind));
        }
        of_object(&value, found, depth + 1);
    }
}

/// What an action or annotation of a kind does.
fn of_kind(kind: &[u8]) -> Option<Active> {
    match kind {
        b"JavaScript" | b"Rendition" => Some(Active::Script),
        b"Launch" | b"SubmitForm" | b"ImportData" => Some(Active::Launch),
        b"RichMedia" | b"FileAttachment" => Some(Active::Files),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A PDF of one page with more objects beside it.
    fn pdf(objects: &[&str]) -> Vec<u8> {
        let head = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ];
        let objects = head.iter().chain(objects).enumerate();
        let objects = objects.map(|(at, object)| format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        let body: String = objects.collect();
        // Without a table of objects a reader looks for them.
        format!("%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n%%EOF\n").into_bytes()
    }

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"words").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_found_is_said_once_and_in_order() {
        let found = BTreeSet::from([Active::Files, Active::Script, Active::Files]);
        assert_eq!(in_words(&found).unwrap(), "it holds script, and it holds files");
        assert_eq!(in_words(&BTreeSet::new()), None);
    }

    #[test]
    fn what_acts_is_found_in_each_kind_of_file() {
        let compound = [COMPOUND, b"\0\0_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"].concat();
        for (name, bytes, expected) in [
            ("a.csv", b"a,b\n<script>,c".to_vec(), None),
            ("a.html", b"words <script>x()</script>".to_vec(), Some(Active::Script)),
            ("a.txt", b"\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0".to_vec(), Some(Active::Script)),
            ("a.svg", b"<svg onload='x()'/>".to_vec(), Some(Active::Script)),
            ("a.html", b"<p>words</p>".to_vec(), None),
            ("a.exe", b"words".to_vec(), Some(Active::Program)),
            ("words", b"#!/bin/sh\n".to_vec(), Some(Active::Program)),
            ("a.pdf", pdf(&[]), None),
            ("a.pdf", pdf(&["<< /S /JavaScript /JS (x) >>"]), Some(Active::Script)),
            ("a.pdf", pdf(&["<< /A [ << /S /Launch /F (x) >> ] >>"]), Some(Active::Launch)),
            ("a.pdf", pdf(&["<< /Type /Filespec /EF << >> >>"]), Some(Active::Files)),
            ("a.pdf", b"%PDF-1.7 and no more".to_vec(), Some(Active::Unknown)),
            ("a.docx", archive(&["[Content_Types].xml", "word/document.xml"]), None),
            (
                "a.docm",
                archive(&["[Content_Types].xml", "word/vbaProject.bin"]),
                Some(Active::Macros),
            ),
            ("a.ods", archive(&["mimetype", "Basic/script-lc.xml"]), Some(Active::Macros)),
            ("a.zip", archive(&["a.csv"]), None),
            ("a.zip", archive(&["a.csv", "tools/RUN.BAT"]), Some(Active::Program)),
            ("a.zip", b"PK\x03\x04".to_vec(), Some(Active::Unknown)),
            ("a.xls", compound, Some(Active::Macros)),
        ] {
            let found = found_in(name, &bytes);
            assert_eq!(found, expected.into_iter().collect(), "{name} {bytes:?}");
        }
    }
}
