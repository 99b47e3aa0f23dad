//! The words of HTML, XHTML, XML and SVG: text, attributes, and files in `data:` addresses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::file::{place, read_within};
use super::text::Text;

/// Elements in a line: a word may go on behind their tags.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u",
    "var", "wbr",
];

/// Attributes whose values are for programs alone.
const MUTE: &[&str] = &[
    "class",
    "style",
    "d",
    "points",
    "transform",
    "viewbox",
    "integrity",
    "media",
    "sizes",
    "type",
    "rel",
    "role",
    "property",
    "epub:type",
    "lang",
    "xml:lang",
    "dir",
    "http-equiv",
    "charset",
    "xmlns",
    "prefix",
    "scheme",
    "media-type",
    "properties",
    "width",
    "height",
    "fill",
    "stroke",
];

/// Every text of a document.
pub(super) fn read(name: &str, source: &str, depth: usize) -> Vec<Text> {
    let words = Text::new(place(name, "its text"));
    let mut reader = Reader { name, depth, words, others: Vec::new() };
    reader.read(source);
    reader.others.insert(0, reader.words);
    reader.others
}

struct Reader<'a> {
    name: &'a str,
    depth: usize,
    /// What stands between tags.
    words: Text,
    /// Attributes and files.
    others: Vec<Text>,
}

impl Reader<'_> {
    fn read(&mut self, source: &str) {
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            self.words.push(&decoded(&rest[..at]));
            rest = self.markup(&rest[at..]);
        }
        self.words.push(&decoded(rest));
    }

    /// Reads what starts with `<`, and gives what stands behind it.
    fn markup<'a>(&mut self, rest: &'a str) -> &'a str {
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
            if let Some(inner) = rest.strip_prefix(start) {
                let (inner, behind) = inner.split_once(end).unwrap_or((inner, ""));
                self.words.gap();
                self.words.push(inner);
                self.words.gap();
                return behind;
            }
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
        if INLINE.contains(&name.as_str()) {
            self.words.seam();
        } else {
            self.words.gap();
        }
        let behind = self.attributes(&name, rest);
        // Nothing in these is text, and a `<` in them is no tag.
        if matches!(name.as_str(), "script" | "style") && !rest.starts_with("</") {
            let end = format!("</{name}");
            let at = behind.find(&end).unwrap_or(behind.len());
            let (inner, behind) = behind.split_at(at);
            if name == "script" {
                self.json(inner);
            }
            self.files_in(inner);
            return behind;
        }
        behind
    }

    /// Reads the attributes of a tag, and gives what stands behind it.
    fn attributes<'a>(&mut self, element: &str, tag: &'a str) -> &'a str {
        let mut rest = &tag[1..];
        rest = &rest
            [rest.find(|char: char| char.is_whitespace() || char == '>').unwrap_or(rest.len())..];
        loop {
            rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == '/');
            if let Some(behind) = rest.strip_prefix(['>', '?']) {
                return behind.strip_prefix('>').unwrap_or(behind);
            }
            let end = rest.find(|char: char| char.is_whitespace() || matches!(char, '=' | '>'));
            let Some(end) = end else { return "" };
            let (name, behind) = rest.split_at(end.max(1).min(rest.len()));
            rest = behind;
            let Some(behind) = rest.trim_start().strip_prefix('=') else { continue };
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
            self.attribute(element, &name.to_ascii_lowercase(), &decoded(value));
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        self.files_in(value);
        if MUTE.contains(&name) || value.trim_start().starts_with("data:") {
            return;
        }
        // A policy is for browsers; it holds sums of scripts.
        if element == "meta" && value.contains("default-src") {
            return;
        }
        let value = percent_decode_str(value).decode_utf8_lossy();
        let place = place(self.name, &format!("`{name}` of `{element}`"));
        self.others.push(Text::whole(place, &value));
    }

    /// The values of structured metadata; a program is none.
    fn json(&mut self, source: &str) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(source) else { return };
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::String(text) => {
                    let place = place(self.name, "its structured metadata");
                    self.others.push(Text::whole(place, &text));
                }
                serde_json::Value::Array(items) => open.extend(items),
                serde_json::Value::Object(entries) => open.extend(entries.into_values()),
                _ => {}
            }
        }
    }

    /// The files in a value or style sheet: `data:image/svg+xml;base64,…`.
    fn files_in(&mut self, value: &str) {
        for address in value.split("data:").skip(1) {
            let end = address.find([')', '"', '\'', ' ']).unwrap_or(address.len());
            let Some((kind, data)) = address[..end].split_once(',') else { continue };
            if kind.starts_with("font/") {
                continue;
            }
            let bytes = if kind.ends_with(";base64") {
                STANDARD.decode(data).unwrap_or_default()
            } else {
                percent_decode_str(data).collect()
            };
            let name = place(self.name, "a file in it");
            self.others.extend(read_within(&name, &bytes, self.depth + 1));
        }
    }
}

/// A text with its character references replaced.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest[1..].split_once(';').filter(|(name, _)| name.len() <= 8);
        let read = reference.and_then(|(name, behind)| Some((character(name)?, behind)));
        let (char, behind) = read.unwrap_or(('&', &rest[1..]));
        out.push(char);
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_attributes_and_files_are_read() {
        let svg = STANDARD.encode("<svg><text>Drawn &amp; told</text></svg>");
        let source = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><style>p{{color:red}}</style>\
             <meta name=d content='Said &#x201C;so&quot;'><script>let x = 1 < 2</script>\
             <script type=\"application/ld+json\">{{\"name\":[\"Struct\"]}}</script></head>\
             <body id=top><p class=\"mute\">Con<b>fid</b>ential</p><td>one</td><td>two</td>\
             <!-- hidden --><img alt=Seen src=\"data:image/svg+xml;base64,{svg}\"/></body></html>"
        );
        let found = read("", &source, 0);
        let found: Vec<_> = found
            .iter()
            .map(|text| format!("{}: {}", text.place, text.readings()[0].join(" ")))
            .collect();
        assert_eq!(
            found,
            [
                "its text: confidential one two hidden",
                "`name` of `meta`: d",
                "`content` of `meta`: said so",
                "its structured metadata: struct",
                "`id` of `body`: top",
                "`alt` of `img`: seen",
                "a file in it, its text: drawn told",
            ]
        );
    }

    #[test]
    fn what_is_broken_ends() {
        for source in ["<", "<a", "<a b", "<a b=", "<a b=\"c", "<!--", "<script>", "a < b & c"] {
            let _ = read("", source, 0);
        }
    }
}
