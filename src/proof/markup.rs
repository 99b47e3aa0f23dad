//! The words of HTML, XHTML, SVG and all XML: text, comments, attributes, styles, scripts, and files
//! in `data:` addresses.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::changes;
use super::drawn::Letters;
use super::escapes::{self, entities};
use super::file::{self, place};
use super::formulas;
use super::reader::{Reader, Why};
use super::text::{Nature, Text};

/// Elements in a line: a word may go on behind their tags. Those of HTML and SVG, and those that
/// stand within a cell's text of a spreadsheet.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "charset",
    "cite",
    "code",
    "color",
    "data",
    "del",
    "dfn",
    "em",
    "family",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "r",
    "rfont",
    "rpr",
    "s",
    "samp",
    "scheme",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "sz",
    "t",
    "textpath",
    "time",
    "tref",
    "tspan",
    "tt",
    "u",
    "var",
    "vertalign",
    "wbr",
];

/// Elements with a prefix that end a word; all others are runs of a line (ISO/IEC 29500,
/// ISO/IEC 26300).
const BREAKS: &[&str] = &[
    "annotation",
    "body",
    "br",
    "c",
    "cell",
    "comment",
    "cr",
    "creator",
    "description",
    "docpr",
    "endnote",
    "footnote",
    "h",
    "header",
    "footer",
    "keyword",
    "keywords",
    "lastmodifiedby",
    "line-break",
    "list-item",
    "lpstr",
    "note",
    "p",
    "row",
    "s",
    "subject",
    "tab",
    "table",
    "table-cell",
    "table-row",
    "tbl",
    "tc",
    "title",
    "tr",
    "user-defined",
];

/// Attributes that people write.
const WRITTEN: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "author",
    "content",
    "descr",
    "description",
    "display",
    "download",
    "href",
    "initials",
    "label",
    "name",
    "placeholder",
    "src",
    "srcset",
    "summary",
    "target",
    "title",
    "tooltip",
    "value",
];

/// What turns the order of letters, whatever they are, in style sheets, HTML and Word's documents.
const TURNING: [&str; 4] = ["bidi-override", "isolate-override", "<bdo", "<w:bdo"];

/// What a file is called that lies in another and is shown there, not saved.
const SHOWN: &str = "a file in it";

/// How many entities that a document declares are put in where it refers to them.
const MOST_DECLARED: usize = 100;
/// How long their values may be, in bytes: a longer one is read where it is declared.
const LONGEST_DECLARED: usize = 64;

/// Hands on every text of a document, also as it is read without what stands amid its words.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, source: &str, depth: usize) {
    read_whole(reader, name, source, depth);
    for source in changes::readings(source) {
        read_whole(reader, name, &source, depth);
    }
}

fn read_whole(reader: &mut Reader<'_>, name: &str, source: &str, depth: usize) {
    let words = Text::new(place(name, "its text"));
    let mut document = Document {
        reader,
        name,
        depth,
        words,
        turns: turns(source),
        outer: None,
        drawings: 0,
        letters: Letters::default(),
        last: String::new(),
        declared: Vec::new(),
        names: BTreeSet::new(),
    };
    document.read(source);
    document.end_drawing();
    let words = std::mem::take(&mut document.words);
    document.say(words);
    let Document { reader, names, .. } = document;
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    reader.say_formal(place(name, "its tags"), &names);
}

struct Document<'r, 'e, 's> {
    reader: &'r mut Reader<'e>,
    name: &'s str,
    depth: usize,
    /// What stands between tags.
    words: Text,
    /// Whether letters may be seen in another order than they are written in.
    turns: bool,
    /// The words around a drawing.
    outer: Option<Text>,
    /// How many drawings are open.
    drawings: usize,
    /// The letters of a drawing, by where they stand.
    letters: Letters,
    /// The element whose tag was read last.
    last: String,
    /// The entities that it declares.
    declared: Vec<(String, String)>,
    /// The names of its elements and attributes.
    names: BTreeSet<String>,
}

/// Whether a document turns the order of letters, however that is spelt.
fn turns(source: &str) -> bool {
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        TURNING.iter().any(|turning| text.contains(turning))
    };
    says(source)
        || (source.contains('&') && says(&entities(source, &[])))
        || (source.contains('\\') && says(&escapes::backslashes(source)))
}

impl Document<'_, '_, '_> {
    /// Hands on words between tags, also as they are seen where their order is turned.
    fn say(&mut self, words: Text) {
        if self.turns {
            self.reader.say(words.turned());
        }
        self.reader.say(words);
    }

    fn read(&mut self, source: &str) {
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            rest = self.markup(&rest[at..]);
        }
        self.text(rest);
    }

    fn text(&mut self, text: &str) {
        // Where texts are put by their places, and between the runs of a line, space is none.
        let blank = text.trim().is_empty();
        let local = self.last.rsplit(':').next().unwrap_or_default().to_owned();
        let prefixed = self.last.contains(':') && !matches!(&*local, "t" | "span");
        if blank && (self.drawings > 0 || prefixed) {
            self.words.seam();
        } else {
            let text = entities(text, &self.declared);
            // What a drawing is called is not shown, and is often what its program wrote.
            if self.drawings > 0 && matches!(&*local, "title" | "desc") {
                return self.aside(&format!("a {local} of a drawing"), &text);
            }
            if self.drawings > 0 {
                self.letters.take(&text);
            }
            if !text.trim().contains(' ') {
                file::packed(self.reader, self.name, &text, self.depth);
            }
            if let Some(joined) = formulas::reading(&local, &text) {
                self.aside("a formula", &joined);
            }
            self.words.push(&text);
        }
    }

    /// Reads what starts with `<`, and gives what stands behind it.
    fn markup<'a>(&mut self, rest: &'a str) -> &'a str {
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
            if let Some(inner) = rest.strip_prefix(start) {
                let (inner, behind) = inner.split_once(end).unwrap_or((inner, ""));
                if start == "<!--" {
                    self.aside("a comment", inner);
                    self.words.seam();
                } else {
                    self.words.push(inner);
                }
                return behind;
            }
        }
        if rest.starts_with("<!") {
            return self.declaration(rest);
        }
        let name = rest[1..].trim_start_matches('/');
        let length = name
            .find(|char: char| char.is_whitespace() || matches!(char, '>' | '/'))
            .unwrap_or(name.len());
        let name = name[..length].to_ascii_lowercase();
        if name.is_empty() {
            self.words.push("<");
            return &rest[1..];
        }
        self.border(&name, rest.starts_with("</"));
        let behind = self.attributes(&name, rest);
        let closed = rest[..rest.len() - behind.len()].ends_with("/>");
        self.last.clone_from(&name);
        self.names.insert(name.clone());
        // Nothing in these is text, and a `<` in them is no tag.
        if matches!(name.as_str(), "script" | "style") && !rest.starts_with("</") && !closed {
            let end = format!("</{name}");
            let at = behind.find(&end).unwrap_or(behind.len());
            let (inner, behind) = behind.split_at(at);
            self.program(&format!("a {name}"), inner);
            self.files_in(inner, None);
            return behind;
        }
        if name == "svg" && !rest.starts_with("</") && !closed {
            self.start_drawing();
        }
        behind
    }

    /// Puts what a tag means for words that stand around it.
    fn border(&mut self, name: &str, ends: bool) {
        let inline = match name.rsplit_once(':') {
            Some((_, local)) => !BREAKS.contains(&local),
            None => INLINE.contains(&name),
        };
        if inline {
            self.words.seam();
        } else {
            self.words.gap();
        }
        if name == "svg" && ends {
            self.drawings = self.drawings.saturating_sub(1);
            if self.drawings == 0 {
                self.end_drawing();
            }
        }
    }

    fn start_drawing(&mut self) {
        self.drawings += 1;
        if self.drawings == 1 {
            let drawing = Text::new(place(self.name, "a drawing")).of(Nature::Scattered);
            self.outer = Some(std::mem::replace(&mut self.words, drawing));
        }
    }

    fn end_drawing(&mut self) {
        if let Some(outer) = self.outer.take() {
            let drawing = std::mem::replace(&mut self.words, outer);
            self.say(drawing);
        }
        if let Some(read) = std::mem::take(&mut self.letters).read() {
            self.reader.say(read.at(place(self.name, "a drawing")));
        }
        self.drawings = 0;
    }

    /// Reads a document type with the entities that it declares, and gives what stands behind it.
    fn declaration<'a>(&mut self, rest: &'a str) -> &'a str {
        let plain = rest.find('>').unwrap_or(rest.len());
        let within = rest.find('[').filter(|&at| at < plain);
        let end = match within {
            Some(at) => rest[at..].find(']').map_or(rest.len(), |end| at + end),
            None => plain,
        };
        let subset = &rest[within.unwrap_or(end)..end];
        for declared in subset.split("<!ENTITY").skip(1).take(MOST_DECLARED) {
            let mut parts = declared.splitn(3, ['"', '\'']);
            let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
            let value = entities(value, &self.declared);
            if value.len() <= LONGEST_DECLARED && !name.trim().is_empty() {
                self.declared.push((name.trim().to_owned(), value));
            }
        }
        self.aside("its declarations", subset);
        let behind = &rest[end..];
        behind.find('>').map_or("", |at| &behind[at + 1..])
    }

    /// Reads the attributes of a tag, and gives what stands behind it.
    fn attributes<'a>(&mut self, element: &str, tag: &'a str) -> &'a str {
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut rest = &tag[1..];
        rest = &rest
            [rest.find(|char: char| char.is_whitespace() || char == '>').unwrap_or(rest.len())..];
        loop {
            rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == '/');
            if let Some(behind) = rest.strip_prefix(['>', '?']) {
                rest = behind.strip_prefix('>').filter(|_| rest.starts_with('?')).unwrap_or(behind);
                break;
            }
            let end = rest.find(|char: char| char.is_whitespace() || matches!(char, '=' | '>'));
            let Some(end) = end else {
                rest = "";
                break;
            };
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let (name, behind) = rest.split_at(end.max(first));
            rest = behind;
            let Some(behind) = rest.trim_start().strip_prefix('=') else {
                attributes.push((name.to_ascii_lowercase(), String::new()));
                continue;
            };
            let behind = behind.trim_start();
            let quoted = behind.strip_prefix(['"', '\'']);
            let (value, behind) = match quoted {
                Some(inner) => inner.split_once(&behind[..1]).unwrap_or((inner, "")),
                None => behind.split_at(
                    behind
                        .find(|char: char| char.is_whitespace() || char == '>')
                        .unwrap_or(behind.len()),
                ),
            };
            rest = behind;
            attributes.push((name.to_ascii_lowercase(), entities(value, &self.declared)));
        }
        if self.drawings > 0 {
            self.letters.go(element, tag.starts_with("</"), &attributes);
        }
        let download = attributes.iter().find(|(name, _)| name == "download");
        let download = download.map(|(_, value)| value.clone()).unwrap_or_default();
        for (name, value) in attributes {
            self.attribute(element, &name, &value, &download);
            self.names.insert(name);
        }
        rest
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str, download: &str) {
        self.files_in(value, Some(download));
        if value.contains("</") {
            self.document_in(name, value);
        }
        // Names of vocabularies, and of the kinds of things, are the same in every document.
        let local = name.rsplit(':').next().unwrap_or_default();
        let kind = matches!(local, "contenttype") || local == "type" && value.contains("://");
        let own = self.name.rsplit('.').next() == Some("rels");
        if name.starts_with("xmlns") || kind && (own || local == "contenttype") {
            return;
        }
        let place = place(self.name, &format!("`{name}` of `{element}`"));
        let value = &without_files(value);
        // Parts of a package refer to one another.
        let written = WRITTEN.contains(&local) && !own;
        let nature = if written { Nature::Written } else { Nature::Formal };
        let say = |text: &str| Text::whole(place.clone(), text).of(nature);
        self.reader.say(say(value));
        if let Some(joined) = formulas::reading(local, value) {
            self.reader.say(say(&joined));
        }
        if value.contains('%') {
            self.reader.say(say(&escapes::percent(value)));
        }
        if value.contains('\\') {
            self.reader.say(say(&escapes::backslashes(value)));
        }
    }

    /// Hands on what stands beside the text, as it is and without its escapes.
    fn aside(&mut self, what: &str, text: &str) {
        self.beside(what, text, Nature::Written);
    }

    /// Hands on a style sheet or a script, which has words of its language.
    fn program(&mut self, what: &str, text: &str) {
        self.beside(what, text, Nature::Formal);
    }

    fn beside(&mut self, what: &str, text: &str, nature: Nature) {
        let place = place(self.name, what);
        for text in escapes::readings(text) {
            self.reader.say(Text::whole(place.clone(), &text).of(nature));
        }
        self.reader.say(Text::whole(place, text).of(nature));
    }

    /// Reads a document that an attribute holds, as `srcdoc` does.
    fn document_in(&mut self, name: &str, value: &str) {
        let place = place(self.name, &format!("`{name}`"));
        file::read(self.reader, &place, value.as_bytes(), self.depth + 1);
    }

    /// The files in a value, with the name under which they are saved, or in a style sheet:
    /// `data:image/svg+xml;base64,…`.
    fn files_in(&mut self, value: &str, download: Option<&str>) {
        for address in addresses(value).skip(1) {
            let Some(File { kind, data, behind }) = file_of(address) else { continue };
            // The fonts of a file's own style sheet are the theme's, and so are those of the drawings
            // that it shows: a drawing of the pack keeps none.
            let is_own = self.depth == 0 || self.depth == 1 && self.name == SHOWN;
            if kind.starts_with("font/") && is_own && download.is_none() {
                continue;
            }
            let named = download.filter(|name| !name.is_empty()).unwrap_or(SHOWN);
            let place = place(self.name, named);
            let bytes: Option<Vec<u8>> = if kind.ends_with(";base64") {
                escapes::from_base64(&escapes::percent(data))
            } else {
                // An unescaped drawing has quotes and spaces of its own.
                Some(percent_decode_str(data).chain(percent_decode_str(behind)).collect())
            };
            match bytes {
                Some(bytes) => file::read(self.reader, &place, &bytes, self.depth + 1),
                None => file::strings(self.reader, &place, data.as_bytes(), Why::Broken),
            }
        }
    }
}

/// A file in an address.
struct File<'a> {
    /// What it is, in lower case.
    kind: String,
    data: &'a str,
    /// What stands behind the address.
    behind: &'a str,
}

/// What stands before the first `data:`, and behind each.
fn addresses(value: &str) -> impl Iterator<Item = &str> {
    const SCHEME: &[u8] = b"data:";
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let own = rest?;
        let starts = |window: &[u8]| window.eq_ignore_ascii_case(SCHEME);
        let end = own.as_bytes().windows(SCHEME.len()).position(starts);
        rest = end.map(|end| &own[end + SCHEME.len()..]);
        Some(&own[..end.unwrap_or(own.len())])
    })
}

/// The file in what stands behind `data:`, if that is an address (RFC 2397) and not a sentence.
fn file_of(address: &str) -> Option<File<'_>> {
    let (kind, data) = address.split_once(',')?;
    let sign = |char: char| char.is_ascii_alphanumeric() || "/;=+-._\"'".contains(char);
    let is_kind = kind.is_empty() || kind.starts_with(';') || kind.contains('/');
    let kind = kind.trim().to_ascii_lowercase();
    if !is_kind || !kind.chars().all(sign) {
        return None;
    }
    let end = data.find([')', '"', '\'', ' ']).unwrap_or(data.len());
    let (data, behind) = data.split_at(end);
    Some(File { kind, data, behind })
}

/// A value without the files in it.
fn without_files(value: &str) -> String {
    let mut parts = addresses(value);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for address in parts {
        text.push(' ');
        match file_of(address) {
            Some(file) if file.kind.ends_with(";base64") => text.push_str(file.behind),
            Some(_) => {}
            None => text.push_str(address),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    fn said(source: &str) -> Vec<String> {
        let mut said = Vec::new();
        let mut take = |text: Text| {
            let place = text.place.clone();
            said.push(format!(
                "{place}: {}",
                text.into_words().split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        };
        let mut reader = Reader::new(&[], source.len(), &mut take);
        read(&mut reader, "", source, 0);
        said
    }

    #[test]
    fn texts_attributes_and_files_are_read() {
        let svg = STANDARD.encode("<svg><text>Drawn &amp; told</text></svg>");
        let source = format!(
            "<!DOCTYPE html><html><head><style>p{{color:red}}</style>\
             <meta content='Said &#x201C;so&quot;'><script>let x = 1 < 2</script></head>\
             <body id=top><p>Con<b>fid</b>ential</p><td>one</td><td>two</td>\
             <!-- hidden --><img src=\"data:image/svg+xml;base64,{svg}\"/></body></html>"
        );
        assert_eq!(
            said(&source),
            [
                "its declarations: ",
                "a style: p{color:red}",
                "`content` of `meta`: Said “so\"",
                "a script: let x = 1 < 2",
                "`id` of `body`: top",
                "a comment: hidden",
                "a file in it, a drawing: Drawn & told",
                "a file in it, its text: ",
                "a file in it, its tags: svg text",
                "`src` of `img`: ",
                "its text: Confidential one two",
                "its tags: b body content head html id img meta p script src style td",
            ]
        );
    }

    #[test]
    fn what_is_broken_ends() {
        for source in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b=\"c",
            "<!--",
            "<script>",
            "a < b & c",
            "<!D [",
            "<a é",
        ] {
            let _ = said(source);
        }
    }
}
