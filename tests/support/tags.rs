//! Reads a PDF's tag tree back, with the words its content shows, as a screen reader would find it.

use std::collections::HashMap;
use std::fmt::Write;

use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::content::ops::TypedInstruction;
use hayro_svg::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString,
};
use hayro_svg::hayro_syntax::page::Page;

/// A structure element with what is below it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its type: `P`, `TH`.
    pub(crate) kind: String,
    /// What else it says of itself, in the order of the table in [`attributes`].
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// What is below it, in reading order.
    pub(crate) children: Vec<Child>,
}

/// What is below a structure element.
#[derive(Debug)]
pub(crate) enum Child {
    Element(Element),
    /// Words on a page. Empty for content without words, such as lines and pictures.
    Words(String),
    /// A clickable area, with its description.
    Annotation(String),
}

/// The whole tree, from its `Document` element.
pub(crate) fn read(bytes: &[u8]) -> Element {
    let pdf = Pdf::new(bytes.to_vec()).expect("the PDF can be read");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let tree: Dict<'_> = root.get("StructTreeRoot").expect("a tag tree");
    let words: HashMap<_, _> = pdf
        .pages()
        .iter()
        .flat_map(|page| {
            let id = page.raw().obj_id().expect("pages are objects");
            words_by_mark(page).into_iter().map(move |(mark, words)| ((id, mark), words))
        })
        .collect();
    let reader = Reader { words };
    let mut roots = reader.children(&tree, None);
    assert_eq!(roots.len(), 1, "one document");
    match roots.remove(0) {
        Child::Element(document) => document,
        other => panic!("no element at the root: {other:?}"),
    }
}

/// The outline, a line for each entry, indented by its depth.
pub(crate) fn bookmarks(bytes: &[u8]) -> String {
    let pdf = Pdf::new(bytes.to_vec()).expect("the PDF can be read");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let mut out = String::new();
    entries(&root.get("Outlines").expect("an outline"), 0, &mut out);
    out
}

fn entries(above: &Dict<'_>, depth: usize, out: &mut String) {
    let mut next = above.get::<Dict<'_>>("First");
    while let Some(entry) = next {
        assert!(entry.contains_key("Dest"), "an entry leads somewhere");
        let title = text_of(&entry, "Title").expect("an entry has words");
        let _ = writeln!(out, "{}{title}", "  ".repeat(depth));
        entries(&entry, depth + 1, out);
        next = entry.get("Next");
    }
}

/// The labels of the pages, as style, prefix and number.
pub(crate) fn page_labels(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the PDF can be read");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let labels: Dict<'_> = root.get("PageLabels").expect("labels");
    let numbers: Array<'_> = labels.get("Nums").expect("a number tree of one node");
    let labels = numbers.iter::<Object<'_>>().filter_map(|part| match part {
        Object::Dict(label) => {
            let style = label.get::<Name<'_>>("S").map(|name| name.as_str().to_owned());
            let prefix = text_of(&label, "P").unwrap_or_default();
            let number = label.get::<i32>("St").map_or(String::new(), |number| number.to_string());
            Some(format!("{} {prefix}{number}", style.unwrap_or_default()).trim().to_owned())
        }
        _ => None,
    });
    labels.collect()
}

/// The names of places, in the order of the file, which is that of their bytes.
pub(crate) fn destinations(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the PDF can be read");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let names: Dict<'_> = root.get("Names").expect("names");
    let tree: Dict<'_> = names.get("Dests").expect("named places");
    let names: Array<'_> = tree.get("Names").expect("a name tree of one node");
    let names = names.iter::<Object<'_>>().filter_map(|part| match part {
        Object::String(name) => Some(decode(name.as_bytes())),
        _ => None,
    });
    names.collect()
}

/// The files inside of the PDF: name, media type, relationship and description.
pub(crate) fn attached(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the PDF can be read");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
    let files: Array<'_> = root.get("AF").expect("associated files");
    let line = |file: Dict<'_>| {
        let name = text_of(&file, "UF").expect("a name");
        let description = text_of(&file, "Desc").expect("a description");
        let relationship: Name<'_> = file.get("AFRelationship").expect("a relationship");
        let content: Dict<'_> = file.get("EF").expect("content");
        let content: Stream<'_> = content.get("F").expect("content");
        let media: Name<'_> = content.dict().get("Subtype").expect("a media type");
        format!("{name} {} {} {description:?}", media.as_str(), relationship.as_str())
    };
    files.iter::<Dict<'_>>().map(line).collect()
}

impl Child {
    fn is_a(&self, kind: &str) -> bool {
        matches!(self, Self::Element(element) if element.kind == kind)
    }
}

impl Element {
    /// The tree as indented text.
    pub(crate) fn dump(&self) -> String {
        let mut out = String::new();
        self.dump_into(0, &mut out);
        out
    }

    fn dump_into(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let _ = write!(out, "{indent}{}", self.kind);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}={value}");
        }
        out.push('\n');
        for child in &self.children {
            match child {
                Child::Element(element) => element.dump_into(depth + 1, out),
                Child::Words(words) if words.is_empty() => {
                    let _ = writeln!(out, "{indent}  (drawn)");
                }
                Child::Words(words) => {
                    let _ = writeln!(out, "{indent}  {words:?}");
                }
                Child::Annotation(description) => {
                    let _ = writeln!(out, "{indent}  (link to {description:?})");
                }
            }
        }
    }

    /// The headings and the kinds between them, in order, which is what a reader walks through.
    pub(crate) fn outline(&self) -> String {
        let mut out = String::new();
        self.outline_into(&mut out);
        out
    }

    fn outline_into(&self, out: &mut String) {
        if self.kind.starts_with('H') {
            let _ = writeln!(out, "{} {}", self.kind, self.spoken());
        }
        for child in &self.children {
            if let Child::Element(element) = child {
                element.outline_into(out);
            }
        }
    }

    /// The document without what stands before its pages, which is all down to the contents, and
    /// without the marks of lists and notes.
    pub(crate) fn body(mut self) -> Self {
        let is_front = |child: &Child| match child {
            Child::Element(element) => element.holds("TOC"),
            Child::Words(_) | Child::Annotation(_) => false,
        };
        let front = self.children.iter().rposition(is_front).map_or(0, |last| last + 1);
        self.children.drain(..front);
        self.drop_marks();
        self
    }

    fn holds(&self, kind: &str) -> bool {
        self.kind == kind
            || self
                .children
                .iter()
                .any(|child| matches!(child, Child::Element(element) if element.holds(kind)))
    }

    fn drop_marks(&mut self) {
        let marked = self.attribute("ListNumbering").is_some_and(|kind| kind != "None");
        for child in &mut self.children {
            let Child::Element(element) = child else { continue };
            if marked || element.kind == "Note" {
                element.children.retain(|child| !child.is_a("Lbl"));
            }
            element.drop_marks();
        }
    }

    /// What is read aloud: the words in order, with alternative texts in place of what they stand
    /// for, and a space where one element ends and the next begins.
    pub(crate) fn spoken(&self) -> String {
        let mut out = String::new();
        self.speak_into(&mut out);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn speak_into(&self, out: &mut String) {
        let inline =
            matches!(&*self.kind, "Span" | "Em" | "Strong" | "Link" | "Code" | "Reference");
        if !inline {
            out.push(' ');
        }
        match self.attribute("alt") {
            Some(alt) => out.push_str(alt.trim_matches('"')),
            None => self.children.iter().for_each(|child| match child {
                Child::Element(element) => element.speak_into(out),
                Child::Words(words) => out.push_str(words),
                Child::Annotation(_) => {}
            }),
        }
        if !inline {
            out.push(' ');
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| &**value)
    }
}

struct Reader {
    words: HashMap<(ObjectIdentifier, i32), String>,
}

impl Reader {
    fn element(&self, dict: &Dict<'_>, page: Option<ObjectIdentifier>) -> Element {
        let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(page);
        let kind = dict.get::<Name<'_>>("S").map(|name| name.as_str().to_owned());
        Element {
            kind: kind.expect("an element has a type"),
            attributes: attributes(dict),
            children: self.children(dict, page),
        }
    }

    fn children(&self, dict: &Dict<'_>, page: Option<ObjectIdentifier>) -> Vec<Child> {
        match dict.get::<Object<'_>>("K") {
            Some(Object::Array(array)) => {
                array.iter::<Object<'_>>().filter_map(|kid| self.child(&kid, page)).collect()
            }
            Some(kid) => self.child(&kid, page).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn child(&self, kid: &Object<'_>, page: Option<ObjectIdentifier>) -> Option<Child> {
        match kid {
            Object::Number(mark) => Some(self.marked(page, mark.as_i64() as i32)),
            Object::Dict(dict) if dict.contains_key("S") => {
                Some(Child::Element(self.element(dict, page)))
            }
            Object::Dict(dict) if dict.contains_key("MCID") => {
                let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(page);
                Some(self.marked(page, dict.get("MCID").expect("a number")))
            }
            Object::Dict(dict) => {
                let object: Dict<'_> = dict.get("Obj").expect("a reference to an object");
                Some(Child::Annotation(text_of(&object, "Contents").unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn marked(&self, page: Option<ObjectIdentifier>, mark: i32) -> Child {
        let page = page.expect("marked content is on a page");
        let words = self.words.get(&(page, mark)).expect("marked content is on its page");
        Child::Words(words.clone())
    }
}

fn attributes(dict: &Dict<'_>) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (key, name) in [("T", "title"), ("Lang", "lang"), ("Alt", "alt"), ("ActualText", "actual")]
    {
        if let Some(text) = text_of(dict, key) {
            found.push((name, format!("{text:?}")));
        }
    }
    if let Some(id) = text_of(dict, "ID") {
        found.push(("id", id));
    }
    let owners: Vec<Dict<'_>> = match dict.get::<Object<'_>>("A") {
        Some(Object::Array(array)) => array.iter().collect(),
        Some(Object::Dict(own)) => vec![own],
        _ => Vec::new(),
    };
    for owner in &owners {
        for key in ["ListNumbering", "Scope", "RowSpan", "ColSpan", "Headers", "Placement", "BBox"]
        {
            if let Some(value) = owner.get::<Object<'_>>(key) {
                found.push((key, shown(key, &value)));
            }
        }
        if let Some(summary) = text_of(owner, "Summary") {
            found.push(("summary", format!("{summary:?}")));
        }
    }
    found
}

fn shown(key: &str, value: &Object<'_>) -> String {
    match value {
        Object::Name(name) => name.as_str().to_owned(),
        Object::Number(number) => number.as_i64().to_string(),
        Object::Array(_) if key == "BBox" => "…".to_owned(),
        Object::Array(ids) => {
            let ids: Vec<_> = ids.iter::<PdfString<'_>>().map(|id| decode(id.as_bytes())).collect();
            ids.join(",")
        }
        other => format!("{other:?}"),
    }
}

fn text_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<PdfString<'_>>(key).map(|text| decode(text.as_bytes()))
}

/// A text string: UTF-16 behind a byte order mark, else near enough to Latin-1.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The words of each piece of marked content on a page.
fn words_by_mark(page: &Page<'_>) -> HashMap<i32, String> {
    let mut marks: HashMap<i32, String> = HashMap::new();
    // Open brackets: the number, and whether its words are replaced.
    let mut open: Vec<(Option<i32>, bool)> = Vec::new();
    let mut fonts: HashMap<String, Font> = HashMap::new();
    let mut font = String::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        let current = open.iter().rev().find_map(|(mark, _)| *mark);
        let replaced = open.iter().any(|(_, replaced)| *replaced);
        let mut show = |bytes: &[u8]| {
            if let (Some(mark), false) = (current, replaced) {
                let words = fonts.get(&font).expect("a font is set").decode(bytes);
                marks.entry(mark).or_default().push_str(&words);
            }
        };
        match operation {
            TypedInstruction::BeginMarkedContent(_) => open.push((None, false)),
            TypedInstruction::BeginMarkedContentWithProperties(tag) => {
                let Object::Dict(properties) = tag.1 else { panic!("properties in place") };
                let mark = properties.get::<i32>("MCID");
                let actual = text_of(properties, "ActualText");
                if let Some(mark) = mark {
                    marks.entry(mark).or_default();
                }
                if let (Some(actual), Some(current)) = (&actual, mark.or(current)) {
                    marks.entry(current).or_default().push_str(actual);
                }
                open.push((mark, actual.is_some()));
            }
            TypedInstruction::EndMarkedContent(_) => {
                open.pop().expect("brackets match");
            }
            TypedInstruction::TextFont(set) => {
                set.0.as_str().clone_into(&mut font);
                let dict = page.resources().get_font(set.0).expect("the font is a resource");
                fonts.entry(font.clone()).or_insert_with(|| Font::read(&dict));
            }
            TypedInstruction::ShowText(text) => show(text.0.as_bytes()),
            TypedInstruction::ShowTexts(texts) => {
                texts.0.iter::<Object<'_>>().for_each(|part| {
                    if let Object::String(text) = part {
                        show(text.as_bytes());
                    }
                });
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "brackets match");
    marks
}

/// What a font's codes mean.
struct Font {
    bytes_per_code: usize,
    words: HashMap<u32, String>,
}

impl Font {
    fn read(dict: &Dict<'_>) -> Self {
        let subtype = dict.get::<Name<'_>>("Subtype").map(|name| name.as_str().to_owned());
        let bytes_per_code = if subtype.as_deref() == Some("Type0") { 2 } else { 1 };
        let map: Stream<'_> = dict.get("ToUnicode").expect("every font says what its glyphs mean");
        let map = map.decoded().expect("the map can be read");
        let words = read_map(std::str::from_utf8(&map).expect("the map is text"));
        Self { bytes_per_code, words }
    }

    fn decode(&self, bytes: &[u8]) -> String {
        bytes
            .chunks(self.bytes_per_code)
            .map(|code| code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
            .map(|code| self.words.get(&code).map_or("\u{fffd}", |words| words))
            .collect()
    }
}

/// Reads the `bfchar` and `bfrange` sections of a `ToUnicode` map.
fn read_map(map: &str) -> HashMap<u32, String> {
    let hex = |token: &str| token.trim_matches(['<', '>']).to_owned();
    let code = |token: &str| u32::from_str_radix(&hex(token), 16).expect("a code");
    let words = |token: &str| {
        let digits = hex(token);
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("a byte");
        utf16(&(0..digits.len()).step_by(2).map(byte).collect::<Vec<_>>())
    };
    let mut found = HashMap::new();
    let mut section = "";
    for line in map.lines() {
        let tokens: Vec<&str> = line.split_whitespace().collect();
        match (section, &*tokens) {
            (_, [_, start @ ("beginbfchar" | "beginbfrange")]) => section = start,
            (_, ["endbfchar" | "endbfrange"]) => section = "",
            ("beginbfchar", [from, to]) => {
                found.insert(code(from), words(to));
            }
            ("beginbfrange", [first, last, to]) => {
                for (step, code) in (code(first)..=code(last)).enumerate() {
                    let mut word: Vec<char> = words(to).chars().collect();
                    let end = word.last_mut().expect("a character");
                    *end = char::from_u32(u32::from(*end) + step as u32).expect("a character");
                    found.insert(code, word.into_iter().collect());
                }
            }
            _ => {}
        }
    }
    found
}
