//! What every element of HTML means in the tree.

use super::attributes::Attributes;
use crate::parse::builder::{CellShape, Element, Wrapper};
use crate::text::names::capitalised;
use crate::tree::{
    Authored, BlockKind, CalloutKind, CodeLines, Image, InlineKind, Media, MediaKind,
};

/// What a start tag means.
pub(super) enum Meaning {
    /// It opens an element.
    Element(Element),
    /// It is an inline by itself.
    Inline(InlineKind<Authored>),
    /// It is a block by itself.
    Block(BlockKind<Authored>),
    /// It says where the video or sound around it is found.
    Source(String),
    /// It says nothing, and its words stay.
    Nothing,
    /// It cannot pass, but its words can.
    Through,
    /// It cannot pass and holds no words.
    Void,
    /// It cannot pass, with all that is in it.
    Dropped,
    /// What it stands for is shown in another way.
    Replaced,
    /// It cannot pass; a link leads to what it shows.
    Link { target: String, words: String },
}

/// Whether HTML has, or once had, an element of this name.
pub(in crate::parse) fn is_known(name: &str) -> bool {
    meaning_of(name, &mut Attributes::default()).is_some()
}

/// What a start tag means; elements that HTML does not have let their words through.
pub(super) fn meaning(name: &str, attributes: &mut Attributes) -> Meaning {
    meaning_of(name, attributes).unwrap_or(Meaning::Through)
}

fn meaning_of(name: &str, attributes: &mut Attributes) -> Option<Meaning> {
    if let Some(wrapper) = wrapper(name) {
        if name == "bdi" {
            attributes.add("dir", "auto");
        }
        return Some(Meaning::Element(Element::Words(wrapper)));
    }
    Some(match name {
        "a" => link(attributes),
        "code" | "tt" | "samp" => Meaning::Element(Element::InlineCode),
        "rt" => Meaning::Element(Element::Reading),
        // The brackets around a reading are there where it needs them.
        "rp" => Meaning::Replaced,
        "br" => Meaning::Inline(InlineKind::HardBreak),
        "wbr" => Meaning::Inline(InlineKind::Text { text: "\u{200B}".to_owned() }),
        "img" => image(attributes),
        "source" => attributes.take("src").map_or(Meaning::Nothing, Meaning::Source),
        "video" => media(MediaKind::Video, attributes),
        "audio" => media(MediaKind::Audio, attributes),
        "iframe" => frame(attributes),
        "hr" => Meaning::Block(BlockKind::Rule),
        "script" | "style" | "template" | "title" | "svg" | "select" | "textarea" | "datalist"
        | "noframes" | "noembed" | "frameset" => Meaning::Dropped,
        "input" | "embed" | "meta" | "link" | "base" | "frame" => Meaning::Void,
        "form" | "button" | "object" | "canvas" | "math" | "marquee" | "dialog" | "applet" => {
            Meaning::Through
        }
        "html" | "head" | "body" | "picture" | "param" | "track" | "area" | "map" | "col"
        | "colgroup" | "noscript" | "font" | "nobr" | "big" | "blink" | "rb" | "rtc" | "label"
        | "output" | "meter" | "progress" | "legend" | "slot" | "optgroup" | "option"
        | "basefont" | "strike-through" => Meaning::Nothing,
        name => Meaning::Element(block(name, attributes)?),
    })
}

fn wrapper(name: &str) -> Option<Wrapper> {
    Some(match name {
        "em" | "i" | "cite" | "dfn" | "var" => Wrapper::Emphasis,
        "strong" | "b" => Wrapper::Strong,
        "s" | "del" | "strike" => Wrapper::Strike,
        "u" | "ins" => Wrapper::Underline,
        "mark" => Wrapper::Mark,
        "sub" => Wrapper::Subscript,
        "sup" => Wrapper::Superscript,
        "small" => Wrapper::Small,
        "kbd" => Wrapper::Keyboard,
        "q" => Wrapper::Quoted,
        "ruby" => Wrapper::Ruby,
        "span" | "abbr" | "acronym" | "time" | "data" | "bdi" | "bdo" | "conditional-words" => {
            Wrapper::Span
        }
        _ => return None,
    })
}

/// The elements that hold blocks, or are blocks that hold words.
fn block(name: &str, attributes: &mut Attributes) -> Option<Element> {
    Some(match name {
        "p" => Element::Paragraph,
        "h1" => Element::Heading { level: 1 },
        "h2" => Element::Heading { level: 2 },
        "h3" => Element::Heading { level: 3 },
        "h4" => Element::Heading { level: 4 },
        "h5" => Element::Heading { level: 5 },
        "h6" => Element::Heading { level: 6 },
        "blockquote" => Element::Quote,
        "callout" => callout(attributes),
        "caption-of-block" => Element::CaptionOfBlock,
        "pre" | "xmp" | "listing" | "plaintext" => {
            Element::Code { language: None, lines: CodeLines::default() }
        }
        "ul" | "menu" | "dir" => Element::List { start: None },
        "ol" => Element::List { start: Some(attributes.number("start").unwrap_or(1)) },
        "li" => Element::Item { done: None },
        "dl" => Element::Definitions,
        "dt" => Element::Term,
        "dd" => Element::Meaning,
        "table" => Element::Table { columns: Vec::new() },
        "thead" => Element::TableRows { head: true },
        "tbody" | "tfoot" => Element::TableRows { head: false },
        "tr" => Element::Row { paint: attributes.paint() },
        "td" => Element::Cell(cell(false, attributes)),
        "th" => Element::Cell(cell(true, attributes)),
        "caption" | "figcaption" => Element::Caption,
        "figure" => Element::Figure,
        "details" => Element::Details { open: attributes.has("open") },
        "summary" => Element::Summary,
        "div" | "center" | "section" | "article" | "aside" | "main" | "header" | "footer"
        | "nav" | "address" | "hgroup" | "fieldset" | "search" | "conditional" => Element::Div,
        _ => return None,
    })
}

/// `<a href>` is a link, `<a name>` a place to link to.
fn link(attributes: &mut Attributes) -> Meaning {
    Meaning::Element(match attributes.take("href") {
        Some(target) => Element::Link { target, title: attributes.given("title") },
        None => Element::Words(Wrapper::Span),
    })
}

/// `<img>`. An `alt` that is there and empty says that the image is an ornament.
fn image(attributes: &mut Attributes) -> Meaning {
    let alt = attributes.take("alt");
    let hidden = attributes.take("role").is_some_and(|role| role == "presentation")
        || attributes.take("aria-hidden").is_some_and(|value| value == "true");
    let Some(picture) = attributes.given("src") else {
        return alt.map_or(Meaning::Nothing, |text| Meaning::Inline(InlineKind::Text { text }));
    };
    let (width, bounds) = attributes.size();
    let image = Image {
        picture,
        decorative: hidden || alt.as_deref() == Some(""),
        alt: alt.unwrap_or_default(),
        title: attributes.given("title"),
        width,
        bounds,
    };
    Meaning::Inline(InlineKind::Image { image })
}

fn media(kind: MediaKind, attributes: &mut Attributes) -> Meaning {
    let source = attributes.given("src");
    Meaning::Element(Element::Media {
        found: source.is_some(),
        media: Media {
            kind,
            source: source.unwrap_or_default(),
            title: attributes.given("title").or_else(|| attributes.given("aria-label")),
            poster: attributes.given("poster"),
        },
    })
}

/// A frame cannot pass; that of a known video site becomes a video with its address to watch.
fn frame(attributes: &mut Attributes) -> Meaning {
    let source = attributes.take("src").unwrap_or_default();
    let Some(watch) = watch_address(&source) else {
        let on_web = source.starts_with("https://") || source.starts_with("http://");
        return if on_web { link_to_frame(source, attributes) } else { Meaning::Dropped };
    };
    let media = Media {
        kind: MediaKind::Video,
        source: watch,
        title: attributes.given("title"),
        poster: None,
    };
    Meaning::Element(Element::Media { media, found: true })
}

/// A link to what a frame shows, with its title or its address.
fn link_to_frame(source: String, attributes: &mut Attributes) -> Meaning {
    let title = attributes.given("title").or_else(|| attributes.given("aria-label"));
    let address = source.split(['?', '#']).next().unwrap_or_default();
    let words = title.unwrap_or_else(|| address.to_owned());
    Meaning::Link { target: source, words }
}

/// Where a person watches what a frame of `YouTube` or Vimeo embeds.
fn watch_address(embed: &str) -> Option<String> {
    let address = embed.trim_start_matches("https:").trim_start_matches("http:");
    let address = address.strip_prefix("//")?.trim_start_matches("www.");
    let id = |path: &str| {
        let end = path.find(['?', '&', '#', '/']).unwrap_or(path.len());
        (end > 0).then(|| path[..end].to_owned())
    };
    for host in ["youtube.com/embed/", "youtube-nocookie.com/embed/"] {
        if let Some(path) = address.strip_prefix(host) {
            return Some(format!("https://www.youtube.com/watch?v={}", id(path)?));
        }
    }
    Some(format!("https://vimeo.com/{}", id(address.strip_prefix("player.vimeo.com/video/")?)?))
}

/// `<callout kind title>` is not HTML's: shortcodes and admonitions are written with it.
///
/// A name that is not the kind's own is the title where there is no other; `untitled` says that none
/// is shown.
fn callout(attributes: &mut Attributes) -> Element {
    let name = attributes.take("kind").unwrap_or_default();
    let untitled = attributes.take("untitled").map(|_| String::new());
    let title = || attributes.given("title").or_else(|| callout_title(&name));
    Element::Callout {
        kind: callout_kind(&name).unwrap_or(CalloutKind::Note),
        title: untitled.or_else(title),
    }
}

/// The title of a callout that has none, by its name; none where that is the kind's own.
pub(in crate::parse) fn callout_title(name: &str) -> Option<String> {
    let own = ["", "note", "tip", "important", "warning", "caution"];
    let name = name.to_lowercase();
    (!own.contains(&&*name)).then(|| capitalised(&name))
}

/// The kind of callout that the many names for admonitions mean.
pub(crate) fn callout_kind(name: &str) -> Option<CalloutKind> {
    Some(match &*name.to_ascii_lowercase() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "seealso" | "quote"
        | "cite" | "example" | "question" | "help" | "faq" => CalloutKind::Note,
        "tip" | "hint" | "success" | "check" | "done" => CalloutKind::Tip,
        "important" => CalloutKind::Important,
        "warning" | "attention" => CalloutKind::Warning,
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => {
            CalloutKind::Caution
        }
        _ => return None,
    })
}

fn cell(header: bool, attributes: &mut Attributes) -> CellShape {
    let mut span = |name: &str| attributes.number(name).unwrap_or(1_u16).clamp(1, 1000);
    let (column_span, row_span) = (span("colspan"), span("rowspan"));
    let (alignment, paint) = (attributes.alignment(), attributes.paint());
    CellShape { header, alignment, column_span, row_span, paint }
}
