//! Feeds the tags and words of a stretch of HTML to the builder.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::attributes::Attributes;
use super::meaning::{Meaning, is_known, meaning};
use crate::diag::{Code, Diagnostic};
use crate::parse::builder::{Builder, Element};
use crate::parse::mapped::Mapped;
use crate::span::Span;
use crate::tree::{Attr, BlockKind, Inline, InlineKind};

/// Reads one stretch of HTML: a block, or a single tag in a line.
///
/// A block comes in lines, without the prefix of a list or quotation, each with its place in
/// `text`.
pub(in crate::parse) fn read(
    lines: &[(String, Range<usize>)],
    text: &Mapped,
    builder: &mut Builder,
) {
    let (Some((start, first)), Some((end, _))) = (lines.first(), lines.last()) else { return };
    if start.trim_start().starts_with("<?") && end.trim_end().ends_with("?>") {
        // Instructions for a program, as `<?php … ?>`, are no words.
        return report("?", "it is left out", text.span(first.clone()), builder);
    }
    let reader = Reader {
        piece: Cell::new(text.span(first.clone())),
        builder: RefCell::new(builder),
        unread: RefCell::new(None),
    };
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let input = BufferQueue::default();
    for (line, range) in lines {
        for piece in pieces(line) {
            let words = &line[piece.clone()];
            let place = range.start + piece.start..range.start + piece.end;
            tokenizer.sink.enter(words, text.span(place));
            input.push_back(StrTendril::from_slice(words));
            // A script makes the tokenizer stop; nobody runs it, so reading goes on.
            while !input.is_empty() {
                let _ = tokenizer.feed(&input);
            }
        }
    }
    tokenizer.end();
    tokenizer.sink.keep_unread();
}

/// Cuts before `<` and behind `>`, so that every tag is made of whole pieces.
fn pieces(line: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, byte) in line.bytes().enumerate() {
        let cut = match byte {
            b'<' => at,
            b'>' => at + 1,
            _ => continue,
        };
        if cut > start {
            pieces.push(start..cut);
            start = cut;
        }
    }
    if start < line.len() {
        pieces.push(start..line.len());
    }
    pieces
}

struct Reader<'a> {
    builder: RefCell<&'a mut Builder>,
    /// Where the piece is written that is fed now.
    piece: Cell<Span>,
    /// What has been fed of a tag that is not complete yet.
    unread: RefCell<Option<(String, Span)>>,
}

impl Reader<'_> {
    fn enter(&self, text: &str, span: Span) {
        self.piece.set(span);
        let mut unread = self.unread.borrow_mut();
        match unread.as_mut() {
            Some((before, start)) => {
                before.push_str(text);
                *start = start.join(span);
            }
            None if text.starts_with('<') => *unread = Some((text.to_owned(), span)),
            None => {}
        }
    }

    /// A tag that never ends is no tag: its words stay.
    fn keep_unread(&self) {
        if let Some((text, span)) = self.unread.take() {
            self.builder.borrow_mut().text(text.trim_end(), span);
        }
    }
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if matches!(token, Token::ParseError(_) | Token::EOFToken) {
            return TokenSinkResult::Continue;
        }
        let written = self.unread.take();
        let span = written.as_ref().map_or(self.piece.get(), |(_, span)| *span);
        let mut builder = self.builder.borrow_mut();
        match token {
            Token::TagToken(tag) if is_literal(&tag, &builder) => {
                let written = written.map_or_else(String::new, |(text, _)| text);
                literal(&tag, &written, span, &mut builder);
            }
            Token::TagToken(tag) => return apply(&tag, span, &mut builder),
            Token::CharacterTokens(text) => words(&text, span, &mut builder),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Words between tags. Space is kept where it matters; elsewhere a run of it is one space.
fn words(text: &str, span: Span, builder: &mut Builder) {
    if builder.keeps_space() {
        return builder.text(text, span);
    }
    let space = |builder: &mut Builder| {
        builder.inline(Inline::new(InlineKind::SoftBreak, span));
    };
    if text.starts_with(is_space) {
        space(builder);
    }
    let words: Vec<_> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    builder.text(&words.join(" "), span);
    if !words.is_empty() && text.ends_with(is_space) {
        space(builder);
    }
}

fn is_space(char: char) -> bool {
    char.is_ascii_whitespace()
}

fn apply(tag: &Tag, span: Span, builder: &mut Builder) -> TokenSinkResult<()> {
    let name = &*tag.name;
    if name == "picture" {
        builder.picture_for_light(None);
    }
    // Its end may be left out.
    if builder.dropping() == Some("rp") && matches!(name, "rt" | "rtc" | "rb" | "ruby") {
        builder.close_tag("rp", span);
    }
    if builder.dropping().is_some_and(|dropped| dropped != name) {
        return TokenSinkResult::Continue;
    }
    if tag.kind == TagKind::EndTag {
        match name {
            "br" => builder.inline(Inline::new(InlineKind::HardBreak, span)),
            _ => builder.close_tag(name, span),
        }
        return TokenSinkResult::Continue;
    }
    let attributes = Attributes::read(tag, span, builder);
    open(name, tag.self_closing, attributes, span, builder);
    raw_text(name)
}

/// How the tokenizer has to read what stands in an element.
fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// `<picture>` names another picture for some screens, such as narrow ones.
fn unshown_source() -> Diagnostic {
    let message = "the picture that `<source media=…>` has for some screens is not shown";
    let help = "remove it, or show both pictures; the `<img>` beside it is shown";
    Diagnostic::note(Code::NoEffect, message).help(help)
}

fn open(
    name: &str,
    self_closing: bool,
    mut attributes: Attributes,
    span: Span,
    builder: &mut Builder,
) {
    if name == "source"
        && let Some(scheme) = attributes.color_scheme()
    {
        // Paper is light; the picture for dark screens has its like in that for light ones.
        if scheme == "light" {
            builder.picture_for_light(attributes.first_source());
        }
        return;
    }
    let element = match meaning(name, &mut attributes) {
        Meaning::Element(element) => element,
        Meaning::Inline(kind) => {
            builder.inline(Inline { kind, attr: attributes.rest(), span });
            return attributes.report_idle(span, builder);
        }
        Meaning::Block(kind) => {
            builder.block(kind, attributes.rest(), span);
            return attributes.report_idle(span, builder);
        }
        Meaning::Source(source) => return builder.media_source(source),
        Meaning::Nothing => {
            if name == "source" && attributes.has("media") {
                builder.say(unshown_source().at(span));
            }
            attributes.report_condition(name, span, builder);
            return attributes.report_idle(span, builder);
        }
        Meaning::Through => {
            report(name, "its words are kept", span, builder);
            attributes.report_condition(name, span, builder);
            return attributes.report_words(span, builder);
        }
        Meaning::Void => return report(name, "it is left out", span, builder),
        Meaning::Dropped => {
            report(name, "it is left out", span, builder);
            Element::Dropped
        }
        Meaning::Replaced => Element::Dropped,
        Meaning::Link { target, words } => {
            report(name, "a link leads to what it shows", span, builder);
            let content = vec![Inline::text(words, span)];
            builder.inline(Inline::new(InlineKind::Link { target, title: None, content }, span));
            Element::Dropped
        }
    };
    if attributes.breaks_page("before") {
        builder.block(BlockKind::PageBreak, Attr::none(), span);
    }
    let break_after = attributes.breaks_page("after");
    let mut attr = match element {
        // A cell knows itself how it is aligned.
        Element::Cell(_) => attributes.rest(),
        _ => attributes.aligned(),
    };
    if name == "center" {
        attr.add_class("center");
    }
    if break_after && matches!(element, Element::Div) {
        attr.set("break-after", "page");
    }
    if !matches!(element, Element::Dropped) {
        attributes.report_idle(span, builder);
    }
    builder.open_tag(name, element, attr, span);
    if self_closing {
        builder.close_tag(name, span);
    }
}

/// Whether a tag is most likely meant as it stands there, as in `Vec<String>` or `<cluster-id>`, which
/// nothing closes.
fn is_literal(tag: &Tag, builder: &Builder) -> bool {
    let name = &*tag.name;
    tag.attrs.iter().all(|attribute| attribute.value.is_empty())
        && !is_known(name)
        && !(name.contains('-') && (builder.is_closed(name) || tag.self_closing))
        && builder.dropping().is_none()
        && !builder.is_within(name)
}

fn literal(tag: &Tag, written: &str, span: Span, builder: &mut Builder) {
    builder.text(written, span);
    if tag.kind == TagKind::EndTag {
        return;
    }
    let name = &*tag.name;
    let message = format!("`{written}` is no HTML element and is shown as it is written");
    builder.say_once(
        &format!("<{name}>"),
        Diagnostic::note(Code::UnsupportedMarkup, message)
            .at(span)
            .help(format!("write `\\{written}` to say that this is meant")),
    );
}

fn report(name: &str, fate: &str, span: Span, builder: &mut Builder) {
    if Attr::condition_meant(name).is_some() {
        let message =
            format!("`<{name}>` is no condition, and what is in it would be for everybody");
        return builder.say_once(
            &format!("<{name}>"),
            Diagnostic::error(Code::Condition, message).at(span).help(
                "write `<div only=\"…\">`, or put it between `{{< only … >}}` and `{{< /only >}}`",
            ),
        );
    }
    let message = format!("`<{name}>` cannot pass into a document; {fate}");
    builder.say(
        Diagnostic::warning(Code::DroppedHtml, message)
            .at(span)
            .help("say the same in Markdown, or remove the element"),
    );
}
