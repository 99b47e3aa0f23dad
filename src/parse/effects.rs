//! Attributes that are read and change nothing: which of them are reported, and how.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Extensions;
use crate::span::Span;
use crate::text::language::tag_of_name;
use crate::text::names::nearest;
use crate::tree::walk::{walk_blocks, walk_inlines};
use crate::tree::{Attr, Authored, Block, BlockKind, Bounds, InlineKind};

use super::attributes::{UNKNOWN_DIRECTION, UNKNOWN_LANGUAGE};
use super::fence;

/// What outputs or later stages make something of, wherever it stands.
const USED: &[&str] =
    &["lang", "dir", "title", "width", "alt", "caption", "pages", "break-after", "tbl-colwidths"];

/// What only a browser, a program or an old page has use for: nobody misses it in a document.
const HARMLESS: &[&str] = &[
    "allow",
    "allowfullscreen",
    "autoplay",
    "border",
    "cellpadding",
    "cellspacing",
    "char",
    "charset",
    "colspan",
    "controls",
    "coords",
    "crossorigin",
    "datetime",
    "decoding",
    "download",
    "fetchpriority",
    "frame",
    "frameborder",
    "headers",
    "hreflang",
    "href",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "loading",
    "loop",
    "markdown",
    "media",
    "muted",
    "nowrap",
    "playsinline",
    "poster",
    "preload",
    "referrerpolicy",
    "rel",
    "role",
    "rowspan",
    "rules",
    "scope",
    "scrolling",
    "shape",
    "sizes",
    "spellcheck",
    "src",
    "srcset",
    "tabindex",
    "target",
    "translate",
    "type",
    "usemap",
    "valign",
    "xmlns",
];

/// What says how large something is.
const SIZES: &[&str] = &["width", "height", "max-width", "max-height", "zoom"];

/// What holds words for readers, or for some of them, that are in no output.
const SPOKEN: &[&str] = &[
    "abbr",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "summary",
];

/// The properties of a style that are read.
const STYLES: &[&str] = &[
    "text-align",
    "width",
    "break-before",
    "break-after",
    "page-break-before",
    "page-break-after",
];

/// What there is to tell of an attribute that nothing has taken.
pub(super) fn of(name: &str, value: &str) -> Vec<Diagnostic> {
    let told = match name {
        "style" => return value.split(';').filter_map(of_declaration).collect(),
        "bgcolor" | "color" => Some(colour(name)),
        "hidden" => Some(shown("hidden")),
        "cite" if !value.trim().is_empty() => Some(unshown_source()),
        name if SPOKEN.contains(&name) => of_words(name, value),
        "align" if is_alignment(value) => None,
        _ if SIZES.contains(&name) => (!is_size(value)).then(|| unread_size(name, value)),
        UNKNOWN_LANGUAGE => Some(unread_language(value)),
        UNKNOWN_DIRECTION => Some(unread_direction(value)),
        _ if USED.contains(&name) || Attr::is_condition(name) => None,
        _ if is_harmless(name) => of_phrase(name, value),
        _ => {
            let message = format!("the attribute `{name}` has no effect");
            let help = match nearest(name, USED.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or say it in words".to_owned(),
            };
            Some(Diagnostic::note(Code::NoEffect, message).help(help))
        }
    };
    told.into_iter().collect()
}

/// What there is to tell of an attribute of raw HTML that nothing has taken.
pub(super) fn of_html(name: &str, value: &str) -> Vec<Diagnostic> {
    if WORDS.contains(&name) {
        of_words(name, value).into_iter().collect()
    } else {
        of(name, value)
    }
}

/// What there is to tell of an attribute that nothing has taken, as far as it holds words: all else
/// goes with its element, which is reported.
pub(super) fn of_words(name: &str, value: &str) -> Option<Diagnostic> {
    let spoken = SPOKEN.contains(&name) || WORDS.contains(&name) || name == "title";
    (spoken && value.contains(char::is_alphanumeric)).then(|| unread_words(name))
}

/// The same of an attribute of an element that nobody knows, whose names are its own.
pub(super) fn of_unknown(name: &str, value: &str) -> Option<Diagnostic> {
    let known = USED.contains(&name) || matches!(name, "class" | "id" | "style");
    let own = || (!known && !is_harmless(name) && is_phrase(value)).then(|| unread_words(name));
    of_words(name, value).or_else(|| of_phrase(name, value)).or_else(own)
}

/// What there is to tell of an attribute of a program's own, `data-…`: a phrase in it is for people.
fn of_phrase(name: &str, value: &str) -> Option<Diagnostic> {
    (name.starts_with("data-") && is_phrase(value)).then(|| unread_words(name))
}

/// Whether a value is several words and nothing that a program reads.
fn is_phrase(value: &str) -> bool {
    let sign = |char: char| "{}[]<>=;|\\/".contains(char);
    let words = value.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    words.count() > 1 && !value.contains(sign)
}

fn unread_words(name: &str) -> Diagnostic {
    let message = format!("the words of `{name}` are in no output");
    let help = "write them where readers see them, or remove the attribute";
    Diagnostic::note(Code::NoEffect, message).help(help)
}

/// What there is to tell of the attributes of a part of a list or table, which has none in the tree.
pub(super) fn of_part(attr: &Attr) -> impl Iterator<Item = Diagnostic> {
    attr.keys().filter_map(|(name, value)| match name {
        "lang" | "dir" => {
            let message =
                format!("the attribute `{name}` has no effect on a part of a list or table");
            let help = "write it around the words, as `<span lang=\"…\">`, or on the whole";
            Some(Diagnostic::warning(Code::NoEffect, message).help(help))
        }
        UNKNOWN_LANGUAGE | UNKNOWN_DIRECTION => of(name, value).pop(),
        _ => of_words(name, value),
    })
}

fn unshown_source() -> Diagnostic {
    let message = "the source that `cite` names is in no output";
    Diagnostic::note(Code::NoEffect, message).help("name it in the text, or remove the attribute")
}

/// Whether nobody misses an attribute in a document: it is for a browser or a program, or for an
/// assistive one.
pub(super) fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&name)
        || name.starts_with(['@', ':', '_'])
        || ["v-", "data-", "aria-"].iter().any(|start| name.starts_with(start))
}

fn of_declaration(declaration: &str) -> Option<Diagnostic> {
    let (name, value) = declaration.split_once(':')?;
    let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
    match &*name {
        "background" | "background-color" | "color" if is_no_colour(value) => None,
        "background" | "background-color" | "color" => Some(colour(&name)),
        "display" if value == "none" => Some(shown("display: none")),
        "visibility" if value == "hidden" => Some(shown("visibility: hidden")),
        "width" if !is_size(value) => Some(unread_size(&name, value)),
        name if STYLES.contains(&name) => None,
        _ => {
            let message = "a `style` has no effect beyond widths, alignment and new pages";
            let help = "the look of a document comes from its theme";
            Some(Diagnostic::note(Code::NoEffect, message).help(help))
        }
    }
}

/// Whether a value leaves the colour to what is around.
fn is_no_colour(value: &str) -> bool {
    let none = ["", "none", "transparent", "inherit", "initial", "unset", "currentcolor"];
    none.iter().any(|it| value.eq_ignore_ascii_case(it))
}

fn colour(name: &str) -> Diagnostic {
    let message = format!("the colour that `{name}` gives is not kept");
    let help = "say in words or with a sign what the colour means";
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

/// Words of a cell that have a colour and no background of their own.
pub(super) fn colour_alone() -> Diagnostic {
    let message = "the colour of these words is not kept, since the cell has no background";
    let help = "give the cell a background too, or say in words what the colour means";
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

/// Words of a cell that stand out too little from its background.
pub(super) fn unreadable() -> Diagnostic {
    let message = "the colour of these words cannot be read on their cell; they are black or white";
    let help = "choose colours with a contrast of 4.5 to 1 or more, or leave out that of the words";
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

fn shown(what: &str) -> Diagnostic {
    let message = format!("what `{what}` hides on a site is shown here");
    let help = "remove it, put it into a comment, or say with `{only=\"profile\"}` for whom it is";
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

/// Whether a size is one, or leaves it open.
fn is_size(value: &str) -> bool {
    let value = value.trim().trim_end_matches(';');
    matches!(value, "*" | "0") || Bounds::default().read(&mut None, "height", value)
}

fn unread_size(name: &str, value: &str) -> Diagnostic {
    let message = format!("the {name} `{value}` is not understood, and has no effect");
    let help = "write a length or a share of the line: `300px`, `8cm`, `60%`";
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

fn unread_language(value: &str) -> Diagnostic {
    let message = format!("the language `{value}` is none, and has no effect");
    let tag = tag_of_name(value).unwrap_or("de-AT");
    Diagnostic::warning(Code::NoEffect, message)
        .help(format!("write its code, as `lang=\"{tag}\"`"))
}

fn unread_direction(value: &str) -> Diagnostic {
    let message = format!("the direction `{value}` is none, and has no effect");
    Diagnostic::warning(Code::NoEffect, message).help("write `ltr`, `rtl` or `auto`")
}

/// Words about something that shows none of them.
fn unshown_words(name: &str) -> Diagnostic {
    let message = format!("the words of `{name}` are not shown here");
    let help = format!("write them in the text; `{name}` belongs to a picture, a table or code");
    Diagnostic::warning(Code::NoEffect, message).help(help)
}

fn is_alignment(value: &str) -> bool {
    let known = ["left", "right", "center", "middle", "start", "end", "justify"];
    known.iter().any(|it| value.eq_ignore_ascii_case(it))
}

/// What only some things make anything of, beside words that are shown with them.
const LAYOUT: [&str; 4] = ["width", "pages", "break-after", "tbl-colwidths"];

/// Words that are shown with some things, and read aloud with others.
const WORDS: [&str; 2] = ["caption", "alt"];

/// Tells of the attributes between braces that change nothing. Those of code in a language that the
/// folder's tool draws, as it is told in its settings, are for that.
pub(super) fn tell(blocks: &[Block<Authored>], extensions: &Extensions, sink: &mut Sink) {
    let mut tell = |attr: &Attr, place: Place<'_>, span: Span| {
        for (name, value) in attr.keys() {
            let told = of(name, value);
            let told = match place {
                Place::Code(language) if !told.is_empty() => {
                    fence::idle_attribute(name, language, extensions).into_iter().collect()
                }
                place if told.is_empty() => place.idle(name).into_iter().collect(),
                _ => told,
            };
            sink.extend(told.into_iter().map(|it| it.at(span)));
        }
    };
    walk_blocks(blocks, &mut |block| tell(&block.attr, Place::of_block(&block.kind), block.span));
    walk_inlines(blocks, &mut |inline| {
        let is_image = matches!(inline.kind, InlineKind::Image { .. });
        tell(&inline.attr, if is_image { Place::Image } else { Place::Words }, inline.span);
    });
    walk_blocks(blocks, &mut |block| match &block.kind {
        BlockKind::Code { text, lines, .. } => {
            sink.extend(fence::beyond(lines, text).map(|it| it.at(block.span)));
        }
        BlockKind::Table { table } => {
            sink.extend(
                unread_widths(&block.attr, table.columns.len()).map(|it| it.at(block.span)),
            );
        }
        _ => {}
    });
}

/// What there is to say of widths of columns that are not as many as these.
fn unread_widths(attr: &Attr, columns: usize) -> Option<Diagnostic> {
    let value = attr.get("tbl-colwidths").filter(|_| attr.column_widths(columns).is_none())?;
    let message = format!("`{value}` does not give widths to {columns} columns");
    let help = "write a number for each, in percent, as `tbl-colwidths=\"[20,30,50]\"`";
    Some(Diagnostic::note(Code::NoEffect, message).help(help))
}

/// What attributes are given to, by which of them have an effect there.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// Code in a language, of which a drawing may be made.
    Code(Option<&'a str>),
    /// A picture in a line.
    Image,
    /// A block of pictures or cells, or one that holds blocks: its caption has been taken.
    Shown,
    /// Words: a paragraph, a heading, a link.
    Words,
}

impl<'a> Place<'a> {
    fn of_block(kind: &'a BlockKind<Authored>) -> Self {
        match kind {
            BlockKind::Code { language, .. } => Self::Code(language.as_deref()),
            BlockKind::Table { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Image { .. }
            | BlockKind::Media { .. }
            | BlockKind::Div { .. } => Self::Shown,
            _ => Self::Words,
        }
    }

    /// What there is to tell of an attribute that has an effect elsewhere and none here.
    fn idle(self, name: &str) -> Option<Diagnostic> {
        let (words, layout) = (WORDS.contains(&name), LAYOUT.contains(&name));
        match self {
            Self::Code(_) => None,
            Self::Image | Self::Shown => words.then(|| unshown_words(name)),
            Self::Words if words => Some(unshown_words(name)),
            Self::Words => layout.then(|| {
                let message = format!("the attribute `{name}` has no effect on words");
                Diagnostic::note(Code::NoEffect, message).help("remove it, or say it in words")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_meaning_weighs_more_than_looks() {
        let said = |name, value| {
            let told = of(name, value).into_iter();
            told.map(|it| format!("{}: {}", it.severity.as_str(), it.message)).collect::<Vec<_>>()
        };
        assert_eq!(
            said("bgcolor", "#f88"),
            ["warning: the colour that `bgcolor` gives is not kept"]
        );
        assert_eq!(
            said("style", "width: 10%; Background:#f88; margin: 0"),
            [
                "warning: the colour that `background` gives is not kept",
                "note: a `style` has no effect beyond widths, alignment and new pages"
            ]
        );
        assert_eq!(said("hidden", "").len(), 1);
        let unread = "warning: the height `12zz` is not understood, and has no effect";
        assert_eq!(said("height", "12zz"), [unread]);
        let unread = "warning: the width `wide` is not understood, and has no effect";
        assert_eq!([said("width", "wide"), said("style", "width: wide")], [[unread], [unread]]);
        let unread = "note: the words of `data-tip` are in no output";
        assert_eq!(said("data-tip", "Keep it cold"), [unread]);
        let unknown = |name, value| of_unknown(name, value).is_some();
        assert!(unknown("hint", "Keep it cold") && !unknown("style", "margin: 0 auto"));
        assert!(!unknown("columns", "3") && !unknown("items", "{[a, b]}"));
        assert!(said("width", "60%").is_empty() && said("width", "auto").is_empty());
        assert_eq!(said("widht", "50"), ["note: the attribute `widht` has no effect"]);
        assert_eq!(said("align", "centre"), ["note: the attribute `align` has no effect"]);
        for (name, value) in
            [("align", "right"), ("height", "40"), ("data-x", "a-b"), ("lang", "de")]
        {
            assert!(said(name, value).is_empty(), "{name}");
        }
    }
}
