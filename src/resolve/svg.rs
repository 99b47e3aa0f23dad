//! SVG: written anew from its parsed form with nothing in it that acts or reaches outside.
//!
//! HTML and EPUB embed the result, the PDF draws it; so all three show the same, and no browser
//! gets to see what the author's tool wrote. What is kept is listed, not what is left out; and what
//! is never seen goes.

#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod cost;
mod families;
mod labels;
mod seen;
mod variables;
mod vocabulary;

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use usvg::roxmltree::{Document, Node, ParsingOptions};

use super::fault::Fault;
use super::ids::{is_name_char, is_name_start};
use super::raster;
use super::sniff::{self, data};
use crate::limits::{self, Meter};
use crate::source::PictureMetadata;
use crate::text::{composed, css, style};
use crate::tree::NaturalSize;
pub(crate) use families::with_families;
use families::{generic_names, with_kinds};
use seen::Seen;
use variables::Variables;
use vocabulary::{CHAFF, DEEPEST, ELEMENTS, SVG, XLINK, XML, escape};

/// How many nodes there may be, with those that are no elements.
const MOST_NODES: u32 = 1_000_000;
/// The largest size in CSS pixels.
const LARGEST: f32 = 32_768.0;
/// What reading all styles may cost. For each sign that may be none of its own, the reader of styles
/// goes through all that stands before it.
const MOST_STYLING: u64 = 5_000_000_000;

/// An SVG that is safe to embed.
#[derive(Debug)]
pub(super) struct Clean {
    /// The document, without an XML declaration.
    pub(super) text: String,
    pub(super) size: NaturalSize,
    /// What was taken out that may be missed, in words.
    pub(super) losses: Vec<String>,
}

/// Parses an SVG and writes it anew.
pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Fault> {
    let broken = |words: String| Fault::Broken { format: "SVG", words };
    let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".to_owned()))?;
    let document = read(text)?;
    cost::weigh(&document)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(broken("its root is no `svg` of the SVG namespace".to_owned()));
    }
    let mut writer = Writer {
        seen: Seen::of(&document),
        variables: Variables::of(&document),
        styling: MOST_STYLING,
        pictures: Meter::of(limits::DRAWING_PICTURES),
        text: String::new(),
        losses: Vec::new(),
    };
    writer.element(root, 0).map_err(|TooDeep| limits::DRAWING_DEPTH)?;
    let (text, losses) = (writer.text, writer.losses);
    let tree = usvg::Tree::from_str(&text, &closed_options())
        .map_err(|error| broken(error.to_string()))?;
    cost::weigh_filters(&tree)?;
    let size = NaturalSize { width: tree.size().width(), height: tree.size().height() };
    if size.width > LARGEST || size.height > LARGEST {
        return Err(Fault::TooLarge { width: size.width as u32, height: size.height as u32 });
    }
    Ok(Clean { text, size, losses })
}

/// What a drawing says in words, text by text; nothing where it cannot be read.
pub(crate) fn words_of(bytes: &[u8]) -> Vec<String> {
    texts_of(bytes, &["desc", "text", "title"])
}

/// The words that a drawing draws, text by text; nothing where it cannot be read.
pub(crate) fn labels_of(bytes: &[u8]) -> Vec<String> {
    let has_text = bytes.windows(5).any(|window| window == b"<text");
    if has_text { texts_of(bytes, &["text"]) } else { Vec::new() }
}

/// The words of elements of some names.
fn texts_of(bytes: &[u8], names: &[&str]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let Ok(document) = read(&text) else { return Vec::new() };
    let speaks = |node: &Node<'_, '_>| names.contains(&node.tag_name().name());
    let texts = document.descendants().filter(speaks).map(|node| {
        let words = node.descendants().filter(Node::is_text).filter_map(|it| it.text());
        words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    });
    texts.collect()
}

/// Reads the XML of a drawing.
fn read(text: &str) -> Result<Document<'_>, Fault> {
    cost::weigh_entities(text)?;
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options)
        .map_err(|error| Fault::Broken { format: "SVG", words: error.to_string() })
}

/// How drawings are read: what lies outside of them stays there.
pub(super) fn closed_options() -> usvg::Options<'static> {
    usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

struct TooDeep;

struct Writer {
    seen: Seen,
    variables: Variables,
    /// What reading further styles may cost.
    styling: u64,
    /// The pictures of pixels that may still stand in it.
    pictures: Meter,
    text: String,
    losses: Vec<String>,
}

impl Writer {
    fn element(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), TooDeep> {
        if depth > DEEPEST {
            return Err(TooDeep);
        }
        let name = node.tag_name().name();
        // Writing to a string does not fail, here and below.
        let _ = write!(self.text, "<{name}");
        if depth == 0 {
            let _ = write!(self.text, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        for attribute in node.attributes() {
            let name = match attribute.namespace() {
                None => attribute.name(),
                Some(XLINK) if attribute.name() == "href" => "xlink:href",
                Some(XML) if attribute.name() == "space" => "xml:space",
                Some(XML) if attribute.name() == "lang" => "xml:lang",
                Some(_) => continue,
            };
            if let Some(value) = self.value(node, name, attribute.value()) {
                let _ = write!(self.text, " {name}=\"{}\"", escape(&value));
            }
        }
        let start = self.text.len();
        self.text.push('>');
        if name == "style" {
            let sheet: String = node.children().filter_map(|child| child.text()).collect();
            let sheet = self.style(&sheet);
            self.text.push_str(&escape(&sheet.unwrap_or_default()));
        } else {
            self.children(node, depth)?;
        }
        if self.text.len() == start + 1 {
            self.text.truncate(start);
            self.text.push_str("/>");
        } else {
            let _ = write!(self.text, "</{name}>");
        }
        Ok(())
    }

    fn children(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), TooDeep> {
        for child in node.children() {
            if child.is_text() && self.seen.shows(node) {
                // The PDF's drawer sets marks beside the letters that they belong to.
                self.text.push_str(&escape(&composed(child.text().unwrap_or_default())));
            } else if child.tag_name().namespace() == Some(SVG) && self.seen.has(child) {
                let name = child.tag_name().name();
                if ELEMENTS.contains(&name) {
                    self.element(child, depth + 1)?;
                } else if name == "foreignObject" && node.tag_name().name() == "switch" {
                    // What stands beside it is shown in its place.
                } else if name == "foreignObject"
                    && let Some(label) = labels::label(child)
                {
                    self.text.push_str(&label);
                } else if !CHAFF.contains(&name) {
                    self.lose(format!("`<{name}>`"));
                }
            }
        }
        Ok(())
    }

    /// An attribute's value as it may be kept.
    fn value(&mut self, node: Node<'_, '_>, name: &str, value: &str) -> Option<String> {
        if name.len() > 2 && name[..2].eq_ignore_ascii_case("on") {
            self.lose(format!("`{name}`"));
            return None;
        }
        if matches!(name, "href" | "xlink:href") {
            let value = value.trim();
            let picture = matches!(node.tag_name().name(), "image" | "feImage");
            if let Some(id) = value.strip_prefix('#') {
                return Some(format!("#{}", name_of(id)));
            }
            if picture && is_picture(value) {
                return self.picture(value);
            }
            // The words of a link stay; that they lead nowhere in a picture is no loss.
            if node.tag_name().name() != "a" {
                self.lose("a reference to another file".to_owned());
            }
            return None;
        }
        if name == "font-family" {
            return Some(generic_names(value));
        }
        if name == "style" {
            return self.style(value);
        }
        if name == "id" {
            return Some(name_of(value).into_owned());
        }
        // What tools note down for themselves draws nothing.
        if name.starts_with("data-") {
            return None;
        }
        if matches!(name, "src" | "action" | "formaction" | "base" | "data" | "ping") {
            return None;
        }
        Some(if value.contains(['(', '@', '\\']) { self.css(value) } else { value.to_owned() })
    }

    /// The address of a picture of pixels that can be shown, without what it says beside that. It is
    /// decoded here, so that none that is broken costs the drawing.
    fn picture(&mut self, address: &str) -> Option<String> {
        if let Err(limit) = self.pictures.count(1) {
            self.lose(format!("the pictures behind the first {}", limit.figure()));
            return None;
        }
        let whole = data(address).and_then(|bytes| {
            let format = sniff::format(&bytes)?;
            raster::check(bytes, format, PictureMetadata::Strip).ok()
        });
        let Some(whole) = whole else {
            self.lose("a picture that is broken".to_owned());
            return None;
        };
        let (media_type, bytes) = (whole.format.media_type(), STANDARD.encode(whole.bytes));
        Some(format!("data:{media_type};base64,{bytes}"))
    }

    /// A style sheet or value without what reaches outside.
    fn css(&mut self, text: &str) -> String {
        let text = &with_kinds(&self.variables.fill(text));
        let fetches = css::fetches(text, |address| address.trim_start().starts_with('#'));
        if !fetches.is_empty() {
            self.lose("a reference to another file".to_owned());
        }
        style::renamed(&css::without(text, &fetches), name_of)
    }

    /// The same; one that costs too much to read is lost.
    fn style(&mut self, text: &str) -> Option<String> {
        let signs = text.bytes().filter(|it| !it.is_ascii_alphanumeric()).count();
        let cost = (signs as u64).saturating_mul(text.len() as u64);
        let Some(rest) = self.styling.checked_sub(cost) else {
            self.lose("a style that is too long to be read".to_owned());
            return None;
        };
        self.styling = rest;
        Some(self.css(text))
    }

    fn lose(&mut self, what: String) {
        if !self.losses.contains(&what) {
            self.losses.push(what);
        }
    }
}

/// An id as a valid name: one with spaces, or that starts with a digit, is none in an EPUB.
fn name_of(id: &str) -> Cow<'_, str> {
    let starts = id.starts_with(is_name_start);
    if starts && id.chars().all(is_name_char) {
        return Cow::Borrowed(id);
    }
    let name: String = id.chars().map(|c| if is_name_char(c) { c } else { '_' }).collect();
    Cow::Owned(if starts { name } else { format!("_{name}") })
}

/// Whether an address holds a picture of pixels in itself.
fn is_picture(address: &str) -> bool {
    let address = address.get(..32.min(address.len())).unwrap_or_default().to_ascii_lowercase();
    ["png", "jpeg", "jpg", "gif", "webp"].iter().any(|format| {
        address.strip_prefix("data:image/").is_some_and(|rest| rest.starts_with(format))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(body: &str) -> Clean {
        let svg =
            format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' width='40' height='20'>{body}</svg>");
        clean(svg.as_bytes()).unwrap()
    }

    #[test]
    fn what_acts_or_reaches_outside_is_gone() {
        let clean = cleaned(
            "<script>alert(1)</script>\
             <rect width='9' height='9' onclick='alert(2)' fill='url(#a)' stroke='url(http://e.x/)'/>\
             <style>@import 'e.css'; rect { fill: URL( e.svg ); mask: u\\rl(#b) }</style>\
             <image href='e.png'/><image xlink:href='data:image/png;base64,AA=='/>\
             <use href='e.svg#x'/><use href='#x'/>\
             <a href='javascript:alert(3)'><text>words</text></a>\
             <foreignObject><p>html</p></foreignObject>\
             <set attributeName='href' to='javascript:alert(4)'/>",
        );
        insta::assert_snapshot!(format!("{}\n{:#?}", clean.text, clean.losses));
    }

    #[test]
    fn a_drawing_keeps_its_size_words_and_entities() {
        let text = format!(
            "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY red '#f00'>]><!-- made by hand -->\
             <svg xmlns='{SVG}' viewBox='0 0 30 10'><title>a &lt; b</title>\
             <rect width='3' height='3' fill='&red;'/></svg>"
        );
        assert!(sniff::is_drawing(text.as_bytes()));
        let clean = clean(text.as_bytes()).unwrap();
        assert_eq!(clean.size, NaturalSize { width: 30.0, height: 10.0 });
        assert!(clean.losses.is_empty());
        assert!(clean.text.contains("a &lt; b") && clean.text.contains("fill=\"#f00\""));
        assert!(!clean.text.contains("DOCTYPE"));
    }

    #[test]
    fn styles_that_take_too_long_are_lost_and_told() {
        let long = "fill:url(#x);".repeat(40_000);
        for body in [
            format!("<rect width='9' height='9' style='{long}'/>"),
            format!("<style>rect {{ {long} }}</style><rect width='9' height='9'/>"),
        ] {
            let Clean { text, losses, .. } = cleaned(&body);
            assert!(text.contains("<rect") && !text.contains("#x"), "{}", text.len());
            assert_eq!(losses, ["a style that is too long to be read"]);
        }
        let many = "<rect width='9' height='9' style='fill:#123;stroke-width:.5'/>".repeat(1_000);
        assert!(cleaned(&many).losses.is_empty());
    }

    #[test]
    fn what_is_never_seen_is_gone() {
        let gone = [
            "<g style='display:none'><text>gone</text></g>",
            "<g display='none'><g><text>gone</text></g></g>",
            "<text><tspan style='fill: red; DISPLAY : none ;'>gone</tspan></text>",
            "<g visibility='hidden'><text><tspan>gone</tspan></text><title>gone</title></g>",
            "<defs><text id='a'>gone</text></defs><symbol id='b'><text>gone</text></symbol>",
            "<style>.x, #y { display: none }</style><g class='w x'><text>gone</text></g>",
            "<style>.x, #y { display: none }</style><g id='y'><text>gone</text></g>",
            "<g display='none'><text>gone</text><path id='a' d='M0 0h9'/></g><use href='#a'/>",
            "<style>/* one } */ .x { display/**/: n\\6fne; fill: red }</style><g class='x'>gone</g>",
            "<style>.y { content: '} .z { display: inline }' } .x { display: none }</style>\
             <g class='x'><text>gone</text></g>",
            "<g style='font-family: \"a;display:inline\"; d\\69splay: none'><text>gone</text></g>",
        ];
        for body in gone {
            let text = cleaned(body).text;
            assert!(!text.contains("gone"), "{text}");
        }
        assert!(cleaned(gone[7]).text.contains("d=\"M0 0h9\""));
        for body in [
            "<g style='display:none' display='none'><text id='a'>shown</text></g><use href='#a'/>",
            "<g style='display:inline' display='none'><text>shown</text></g>",
            "<g visibility='hidden'><g id='a'><text>shown</text></g></g><use href='#a'/>",
            "<g visibility='hidden'><text><tspan visibility='visible'>shown</tspan></text></g>",
            "<defs><symbol id='a'><text>shown</text></symbol></defs><use xlink:href='#a'/>",
            "<pattern id='a'><text>shown</text></pattern><rect style='fill: url( \"#a\" )'/>",
            "<style>rect { fill: url(#a) }</style><pattern id='a'><text>shown</text></pattern>",
            "<style>g { display: inline }</style><g display='none'><text>shown</text></g>",
            "<style>@media print { .x { display: none } }</style><text class='x'>shown</text>",
            "<style>.x { display: none } .x:hover { display: none }</style><g class='x'>\
             <text>shown</text></g>",
            "<style>.x { display: none !important }</style><g class='x' display='inline'>\
             <text>shown</text></g>",
            "<style>.y { .x &amp; { display: none } }</style><text class='y'>shown</text>",
            "<style>.x { visibility: visible }</style><g visibility='hidden'><text>shown</text></g>",
            "<text opacity='0' y='-500'>shown</text>",
            "<g display='none'><style>.shown { fill: red }</style></g>",
        ] {
            let text = cleaned(body).text;
            assert!(text.contains("shown"), "{text}");
        }
    }

    #[test]
    fn ids_are_valid_names_and_found_by_them() {
        let body = "<g id='a b'/><g id='1x'/><g id='fine-1.x'/><use href='#1x'/>\
                    <rect fill='url(#1x)' style='stroke: url(&quot;#a b&quot;); color: #123'/>";
        let text = cleaned(body).text;
        for part in ["id=\"a_b\"", "id=\"_1x\"", "id=\"fine-1.x\"", "href=\"#_1x\"", "url(#_1x)"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.contains("url(&quot;#a_b&quot;); color: #123"), "{text}");
        let body = "<style>#a\\ b, .c { fill: u\\72l( '#1x' ); stroke: #abc } /* url(#1x) */</style>\
                    <linearGradient id='1x'/><rect id='a b' width='9' height='9'/>";
        let text = cleaned(body).text;
        for part in ["#a_b, .c {", "'#_1x' ); stroke: #abc }", "/* url(#1x) */"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn generic_families_are_known_in_any_case() {
        let clean = cleaned("<text font-family='Helvetica,sans-Serif'>words</text>");
        assert!(clean.text.contains("font-family=\"Helvetica, sans-serif\""), "{}", clean.text);
    }

    /// Each asks for more than it is given in a few hundred bytes, or in as many as a drawing may have.
    #[test]
    fn what_asks_for_too_much_is_told_by_its_limit() {
        let refused = |body: &str| {
            let svg = format!("<svg xmlns='{SVG}' width='400' height='400'>{body}</svg>");
            match clean(svg.as_bytes()) {
                Err(Fault::Limit(limit)) => limit,
                other => panic!("{body:.80} is {other:?}"),
            }
        };
        let box_of = |filter: &str| {
            format!(
                "<filter id='f' x='-9' y='-9' width='19' height='19'>{filter}</filter>\
                     <rect width='99' height='99' filter='url(#f)'/>"
            )
        };
        for filter in [
            "<feTurbulence baseFrequency='.1' numOctaves='8'/>",
            "<feMorphology operator='dilate' radius='40'/>",
            &"<feGaussianBlur stdDeviation='3'/>".repeat(40),
        ] {
            assert_eq!(refused(&box_of(filter)), limits::DRAWING_FILTERS, "{filter}");
        }
        let twice = |at: usize| {
            let (own, inner) = (at + 1, format!("<use href='#g{at}'/>").repeat(2));
            format!("<g id='g{own}'>{inner}</g>")
        };
        let doubled: String = (0..30).map(twice).collect();
        let shown = format!("<g id='g0'><path d='M0 0h9'/></g>{doubled}");
        assert_eq!(refused(&shown), limits::DRAWING_ELEMENTS);
        let dotted = format!(
            "<marker id='m'>{}</marker><path d='M0 0{}' style='marker-mid: url(#m)'/>",
            "<path d='M0 0h1'/>".repeat(500),
            "h1".repeat(500)
        );
        assert_eq!(refused(&dotted), limits::DRAWING_ELEMENTS);
        let long = format!("<text>{}</text>", "a".repeat(limits::DRAWING_TEXT.size() + 1));
        assert_eq!(refused(&long), limits::DRAWING_TEXT);
        assert_eq!(
            refused(
                &"<g>"
                    .repeat(300)
                    .replace("<g>", "<g><path d='M0 0h9'/>")
                    .chars()
                    .chain("</g>".repeat(300).chars())
                    .collect::<String>()
            ),
            limits::DRAWING_DEPTH
        );
        let entities = format!(
            "<!DOCTYPE svg [<!ENTITY a '{}'>]><svg xmlns='{SVG}'><text>{}</text></svg>",
            "x".repeat(10_000),
            "&a;".repeat(10_000)
        );
        assert_eq!(clean(entities.as_bytes()).unwrap_err(), limits::DRAWING_ENTITIES.into());
    }

    #[test]
    fn what_drawings_usually_ask_for_is_given() {
        let shadow = "<filter id='f'><feDropShadow dx='2' dy='2' stdDeviation='3'/></filter>";
        let boxes = "<rect width='60' height='40' filter='url(#f)'/>".repeat(60);
        assert!(cleaned(&format!("{shadow}{boxes}")).losses.is_empty());
        let arrows = "<path d='M0 0h9v9h9' marker-end='url(#m)'/>".repeat(900);
        assert!(
            cleaned(&format!("<marker id='m'><path d='M0 0h9'/></marker>{arrows}"))
                .losses
                .is_empty()
        );
        assert!(cleaned("<use id='a' href='#b'/><use id='b' href='#a'/>").losses.is_empty());
    }

    #[test]
    fn a_broken_picture_costs_itself() {
        let broken = "<image width='9' height='9' href='data:image/png;base64,iVBORw0KGgoAAAA='/>";
        let Clean { text, losses, .. } = cleaned(&format!("{broken}<rect width='9' height='9'/>"));
        assert!(text.contains("<rect") && !text.contains("data:"), "{text}");
        assert_eq!(losses, ["a picture that is broken"]);
    }

    #[test]
    fn variables_of_style_sheets_have_their_values() {
        let body = "<style>:root{--c:#06c;--d:var(--c)} .b{fill:var(--d)}</style>\
                    <rect class='b' stroke='var(--none, red)' style='fill: var(--c)'/>";
        let text = cleaned(body).text;
        for part in [".b{fill:#06c}", "stroke=\"red\"", "style=\"fill: #06c\""] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let twice = |at: usize| format!("--v{at}:var(--v{}) var(--v{});", at + 1, at + 1);
        let bomb: String = (0..40).map(twice).collect();
        let text = cleaned(&format!("<style>a{{{bomb}}} b{{fill:var(--v0)}}</style>")).text;
        assert!(text.len() < 200_000, "{}", text.len());
    }

    #[test]
    fn families_that_are_not_there_have_others_of_their_kind() {
        let body = "<text font-family='Arial'>e\u{301}</text>\
                    <text style='font-family: Courier New; fill: red'>b</text>\
                    <style>text { font-family: Georgia }</style>";
        let text = cleaned(body).text;
        for part in
            ["\"Arial, sans-serif\">é<", "font-family: Courier New, monospace;", "Georgia, serif"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn labels_of_plain_words_are_text() {
        let label = |inner: &str| {
            cleaned(&format!(
                "<foreignObject x='2' width='30' height='18'><div xmlns='http://www.w3.org/1999/xhtml'>\
                 {inner}</div></foreignObject>"
            ))
        };
        let plain = label("<p>Read &lt;<b>it</b></p><p>in</p>");
        assert!(plain.losses.is_empty());
        assert!(
            plain.text.contains("<tspan x=\"17\"") && plain.text.contains(">Read &lt;it</tspan>")
        );
        assert_eq!(plain.text.matches("<tspan").count(), 2, "{}", plain.text);
        for other in ["<img src='a'/>", "", &"long ".repeat(200)] {
            assert_eq!(label(other).losses, ["`<foreignObject>`"], "{other}");
        }
        let beside =
            "<switch><foreignObject width='9' height='9'>a</foreignObject><text>b</text></switch>";
        let beside = cleaned(beside);
        assert!(beside.losses.is_empty() && beside.text.contains(">b</text>"));
    }

    #[test]
    fn bombs_do_not_go_off() {
        let deep =
            format!("<svg xmlns='{SVG}'>{}{}</svg>", "<g>".repeat(5000), "</g>".repeat(5000));
        assert!(clean(deep.as_bytes()).is_err());
        let ten = |c: u8| format!("&{};", char::from(c - 1)).repeat(10);
        let entities: Vec<_> =
            (b'b'..=b'z').map(|c| format!("<!ENTITY {} '{}'>", char::from(c), ten(c))).collect();
        let laughs = format!(
            "<!DOCTYPE svg [<!ENTITY a 'ha'>{}]><svg xmlns='{SVG}'><text>&z;</text></svg>",
            entities.concat()
        );
        assert!(clean(laughs.as_bytes()).is_err());
        assert!(clean(b"<svg>").is_err() && clean(b"<svg/>").is_err() && clean(b"").is_err());
    }
}
