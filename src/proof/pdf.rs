//! The words of a PDF: its pages as they are painted, and every text in its objects, which are the
//! metadata, the outline, the tags, notes and fields, names of places, scripts and attached files.

mod painted;

use std::collections::BTreeSet;

use hayro_svg::hayro_interpret::InterpreterCache;
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::content::TypedIter;
use hayro_svg::hayro_syntax::content::ops::TypedInstruction;
use hayro_svg::hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier, Stream};

use super::file::{self, place};
use super::reader::{Reader, Why};
use super::text::{Nature, Text};
use super::{decode, escapes, picture, profile};
use crate::bounded_pdf::{self, Fault};
use painted::painted;

/// How deep objects may lie in one another.
const MAX_DEPTH: usize = 64;
/// How many earlier states of a file are read.
const MOST_STATES: usize = 16;
/// How many letters without a meaning may be ornaments.
const ORNAMENTS: usize = 3;

/// Dictionaries whose keys are names that people or programs have given.
const NAMING: &[&str] =
    &["ClassMap", "ColorSpace", "Colorants", "Dests", "Properties", "RoleMap", "XObject"];

/// Keys whose values are such names: of fonts, of places, of fields.
const NAMED: &[&str] = &["BaseFont", "D", "FontFamily", "FontName", "Name", "NM"];

/// What ends a PDF (ISO 32000-2, 7.5.5).
const END: &[u8] = b"%%EOF";
/// How far from its start and its end a PDF is looked for, in bytes: programs put up with a few
/// others there.
const MARGIN: usize = 1 << 10;

/// Whether a file is a PDF, also one with other bytes before it.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|it| it == what);
    let (head, tail) = (bytes.len().min(MARGIN), bytes.len().saturating_sub(MARGIN));
    bytes.starts_with(b"%PDF-")
        || holds(&bytes[..head], b"%PDF-") && holds(&bytes[tail..], b"startxref")
}

/// Every text of a PDF, with what it was before it was changed and what stands around it.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    // Our own outputs are written in one go.
    let states = if depth > 0 { earlier_states(bytes) } else { Vec::new() };
    for (number, state) in states.iter().enumerate() {
        if number == MOST_STATES || !reader.enter(name, state, depth) {
            reader.miss(name, bytes, Why::TooLarge);
            break;
        }
        let name = format!("{name}, as it was before");
        read_state(reader, &name, state, depth);
    }
    read_state(reader, name, bytes, depth);
    trailers(reader, name, bytes);
    let end = bytes.windows(END.len()).rposition(|window| window == END);
    let behind = end.map_or(&[][..], |end| bytes[end + END.len()..].trim_ascii());
    if behind.iter().any(|&byte| byte != 0) {
        file::read(reader, &place(name, "behind its end"), behind, depth + 1);
    }
    let start = bytes.windows(5).position(|window| window == b"%PDF-").unwrap_or_default();
    if start > 0 {
        file::read(reader, &place(name, "before its start"), &bytes[..start], depth + 1);
    }
}

/// Reads the texts that stand in trailers themselves (ISO 32000-2, 7.5.5): programs put there what
/// a document says of itself.
fn trailers(reader: &mut Reader<'_>, name: &str, bytes: &[u8]) {
    let (start, end) = (&b"trailer"[..], &b"startxref"[..]);
    let mut rest = bytes;
    while let Some(at) = rest.windows(start.len()).position(|window| window == start) {
        rest = &rest[at + start.len()..];
        let length = rest.windows(end.len()).position(|window| window == end);
        let (trailer, behind) = rest.split_at(length.unwrap_or(rest.len()));
        for text in literals(trailer) {
            reader.say_whole(place(name, "its trailer"), &text_string(&text));
        }
        rest = behind;
    }
}

/// The literal strings among some objects (ISO 32000-2, 7.3.4.2).
fn literals(objects: &[u8]) -> Vec<Vec<u8>> {
    let (mut found, mut open, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    let mut bytes = objects.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'(' if depth == 0 => depth = 1,
            b')' if depth == 1 => {
                depth = 0;
                found.push(std::mem::take(&mut open));
            }
            _ if depth == 0 => {}
            b'\\' => open.extend(bytes.next()),
            _ => {
                depth = depth + usize::from(byte == b'(') - usize::from(byte == b')');
                open.push(byte);
            }
        }
    }
    found
}

/// What a file was before somebody added changes at its end (ISO 32000-2, 7.5.6).
fn earlier_states(bytes: &[u8]) -> Vec<&[u8]> {
    let is_end = |(at, window): (usize, &[u8])| (window == END).then_some(at + END.len());
    let mut ends: Vec<usize> = bytes.windows(END.len()).enumerate().filter_map(is_end).collect();
    ends.pop();
    let head = &bytes[..bytes.len().min(MARGIN)];
    // The first part of a file that is made for the web ends so too, and is no file.
    if head.windows(11).any(|window| window == b"/Linearized") && !ends.is_empty() {
        ends.remove(0);
    }
    ends.into_iter().map(|end| &bytes[..end]).collect()
}

fn read_state(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let read = bounded_pdf::with(bytes, |pdf| read_all(reader, name, pdf, bytes, depth));
    if let Err(fault) = read {
        let why = match fault {
            Fault::Locked => Why::Encrypted,
            Fault::Broken => Why::Broken,
            Fault::Costly => Why::Costly,
        };
        file::strings(reader, name, bytes, why);
    }
}

fn read_all(reader: &mut Reader<'_>, name: &str, pdf: &Pdf, bytes: &[u8], depth: usize) {
    let cache = InterpreterCache::new();
    let (mut scanned, mut unknown) = (Vec::new(), 0);
    for (index, page) in pdf.pages().iter().enumerate() {
        let place = place(name, &format!("page {}", index + 1));
        let painted = painted(page, &cache, place.clone());
        let is_picture = painted.is_picture && depth > 0;
        scanned.extend(is_picture.then_some(index + 1));
        unknown += painted.unknown;
        reader.say(painted.text);
        for text in spoken(page.typed_operations()) {
            reader.say_whole(place.clone(), &text);
        }
    }
    if !scanned.is_empty() {
        reader.miss(name, bytes, Why::Scanned(scanned));
    }
    if unknown > ORNAMENTS && depth > 0 {
        reader.miss(name, bytes, Why::Letters);
    }
    let mut objects = Objects {
        reader,
        name,
        depth,
        pages: 0,
        attached: BTreeSet::new(),
        missed: BTreeSet::new(),
    };
    let attachments = pdf.objects().into_iter().filter_map(Object::into_dict);
    attachments.for_each(|dict| objects.attachment(&dict, 0));
    pdf.objects().into_iter().for_each(|object| objects.read("an object", object, 0));
    if objects.pages > pdf.pages().len() {
        objects.missed.insert(Why::Pages);
    }
    let Objects { reader, missed, .. } = objects;
    for why in missed {
        reader.miss(name, bytes, why);
    }
}

/// What marked content says in place of what is painted: `ActualText`, `Alt`, `E`.
fn spoken(mut operations: TypedIter<'_>) -> Vec<String> {
    let mut spoken = Vec::new();
    while let Some(operation) = operations.next() {
        let TypedInstruction::BeginMarkedContentWithProperties(marked) = operation else {
            continue;
        };
        let Some(properties) = marked.1.clone().into_dict() else { continue };
        for (_, value) in properties.entries() {
            if let MaybeRef::NotRef(Object::String(text)) = value {
                spoken.push(text_string(text.as_bytes()));
            }
        }
    }
    spoken
}

/// Reads the texts of objects.
struct Objects<'r, 'e, 'n> {
    reader: &'r mut Reader<'e>,
    name: &'n str,
    depth: usize,
    /// How many pages there are, also such as no list of pages names.
    pages: usize,
    /// The attached files that were read under their names.
    attached: BTreeSet<ObjectIdentifier>,
    /// What of the file as a whole is not read.
    missed: BTreeSet<Why>,
}

impl Objects<'_, '_, '_> {
    /// `key` is the name that the dictionary around gives the object.
    fn read(&mut self, key: &str, object: Object<'_>, depth: usize) {
        if depth > MAX_DEPTH {
            self.missed.insert(Why::TooDeep);
            return;
        }
        match object {
            // A file's identifier and its language are no words.
            Object::String(text) if !matches!(key, "ID" | "Lang" | "CheckSum") => {
                let text = text_string(text.as_bytes());
                let place = place(self.name, &format!("`{key}`"));
                let program = matches!(key, "Producer" | "Creator");
                let nature = if program { Nature::Formal } else { Nature::Written };
                if text.contains('%') {
                    self.reader.say_whole(place.clone(), &escapes::percent(&text));
                }
                self.reader.say(Text::whole(place, &text).of(nature));
            }
            Object::Name(name) if NAMED.contains(&key) => self.name_of(key, &name),
            Object::Array(array) => self.array(key, &array, depth),
            Object::Dict(dict) => self.dict(key, &dict, depth),
            Object::Stream(stream) => self.stream(&stream, depth),
            _ => {}
        }
    }

    fn name_of(&mut self, key: &str, name: &[u8]) {
        let place = place(self.name, &format!("a name in `{key}`"));
        self.reader.say_formal(place, &text_string(name));
    }

    fn array(&mut self, key: &str, array: &Array<'_>, depth: usize) {
        let mut items = array.raw_iter();
        let inks = matches!(items.next(), Some(MaybeRef::NotRef(Object::Name(kind)))
            if matches!(&*kind, b"Separation" | b"DeviceN"));
        for item in array.raw_iter() {
            match item {
                MaybeRef::NotRef(Object::Name(name)) if inks => self.name_of("ColorSpace", &name),
                MaybeRef::NotRef(object) => self.read(key, object, depth + 1),
                MaybeRef::Ref(_) => {}
            }
        }
    }

    /// What a dictionary refers to is an object of its own, and is read as such.
    fn dict(&mut self, own: &str, dict: &Dict<'_>, depth: usize) {
        self.unseen(dict);
        for (key, value) in dict.entries() {
            if NAMING.contains(&own) {
                self.name_of(own, &key);
            }
            let key = String::from_utf8_lossy(&key).into_owned();
            match value {
                MaybeRef::NotRef(object) => self.read(&key, object, depth + 1),
                // Scripts, forms in XML and rich texts may be streams, which do not say so.
                MaybeRef::Ref(_) if matches!(&*key, "JS" | "RV" | "XFA") => {
                    self.script(dict.get::<Object<'_>>(&key));
                }
                MaybeRef::Ref(_) if NAMING.contains(&&*key) => {
                    let named = dict.get::<Dict<'_>>(&key);
                    let names = named.iter().flat_map(|named| named.keys().collect::<Vec<_>>());
                    names.for_each(|name| self.name_of(&key, &name));
                }
                MaybeRef::Ref(_) => {}
            }
            if key == "XFA" {
                let parts = dict.get::<Array<'_>>("XFA");
                let parts = parts.iter().flat_map(Array::iter::<Object<'_>>);
                parts.for_each(|part| self.script(Some(part)));
            }
        }
    }

    /// Remembers what is in the file and not on its pages: hidden layers, sounds, films, models.
    fn unseen(&mut self, dict: &Dict<'_>) {
        let name = |key: &str| dict.get::<Object<'_>>(key).and_then(Object::into_name);
        let hides = dict.get::<Array<'_>>("OFF").is_some_and(|off| off.raw_iter().next().is_some());
        if hides || name("BaseState").as_deref() == Some(b"OFF") {
            self.missed.insert(Why::Layers);
        }
        let kinds = [name("Subtype"), name("Type"), name("S")];
        self.pages += usize::from(kinds[1].as_deref() == Some(b"Page"));
        let medium = |kind: &[u8]| {
            matches!(kind, b"Sound" | b"Movie" | b"RichMedia" | b"3D" | b"U3D" | b"PRC" | b"Screen")
        };
        if kinds.iter().flatten().any(|kind| medium(kind)) {
            self.missed.insert(Why::Medium);
        }
    }

    /// Reads the files that a file specification attaches, under their name (ISO 32000-2, 7.11.3).
    fn attachment(&mut self, dict: &Dict<'_>, depth: usize) {
        for (_, value) in dict.entries().filter(|_| depth < MAX_DEPTH) {
            if let MaybeRef::NotRef(Object::Dict(inner)) = value {
                self.attachment(&inner, depth + 1);
            }
        }
        let Some(files) = dict.get::<Dict<'_>>("EF") else { return };
        let said = |key: &str| dict.get::<Object<'_>>(key).and_then(Object::into_string);
        let said = said("UF").or_else(|| said("F"));
        let said = said.map_or("an attached file".to_owned(), |name| text_string(name.as_bytes()));
        for key in files.keys() {
            let Some(stream) = files.get::<Stream<'_>>(&*key) else { continue };
            if self.attached.insert(stream.obj_id()) {
                self.file(&said, &stream);
            }
        }
    }

    /// Reads a stream that is a file of its own.
    fn file(&mut self, said: &str, stream: &Stream<'_>) {
        let name =
            if self.name.is_empty() { said.to_owned() } else { format!("{}, {said}", self.name) };
        match stream.decoded() {
            Ok(bytes) => file::read(self.reader, &name, &bytes, self.depth + 1),
            Err(_) => self.reader.miss(&name, &stream.raw_data(), Why::Broken),
        }
    }

    fn script(&mut self, object: Option<Object<'_>>) {
        if let Some(Object::Stream(stream)) = object {
            self.file("a script or form", &stream);
        }
    }

    fn stream(&mut self, stream: &Stream<'_>, depth: usize) {
        self.dict("a stream", stream.dict(), depth);
        let name = |key: &str| stream.dict().get::<Object<'_>>(key).and_then(Object::into_name);
        let (kind, subtype) = (name("Type"), name("Subtype"));
        match (kind.as_deref(), subtype.as_deref()) {
            // Others were read under their names.
            (Some(b"EmbeddedFile"), _) if self.attached.insert(stream.obj_id()) => {
                self.file("an attached file", stream);
            }
            (Some(b"Metadata"), _) => self.file("its metadata", stream),
            (_, Some(b"Form")) => {
                let content = stream.decoded().unwrap_or_default();
                for text in spoken(TypedIter::new(&content)) {
                    self.reader.say_whole(place(self.name, "a form"), &text);
                }
            }
            (_, Some(b"Image")) => {
                let bytes = stream.raw_data();
                if picture::is_picture(&bytes) {
                    picture::read(self.reader, &place(self.name, "a picture"), &bytes, self.depth);
                }
            }
            // A colour profile says how many components its colours have (ISO 32000-2, 8.6.5.5).
            (None, None) if stream.dict().contains_key("N") => {
                let bytes = stream.decoded().unwrap_or_default();
                profile::read(self.reader, self.name, &bytes);
            }
            _ => {}
        }
    }
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with their marks, else nearly Latin 1.
fn text_string(bytes: &[u8]) -> String {
    let texts = decode::texts(bytes, &[]).unwrap_or_default();
    texts.into_iter().next().unwrap_or_else(|| bytes.iter().copied().map(char::from).collect())
}
