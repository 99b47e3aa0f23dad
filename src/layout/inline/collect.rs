//! From inlines to the content of a paragraph.

use std::sync::Arc;

use super::content::{
    Content, Decoration, DecorationKind, FORMULA, FORMULA_GAP, GAPS, LINE_END, OBJECT, Object,
    Piece, Place, Scope, Source, TextStyle, Wrap,
};
use crate::fonts::{BOLD, Look};
use crate::layout::context::Context;
use crate::layout::frame::Destination;
use crate::layout::geom::Size;
use crate::layout::maths::{Formula, Setting, set_inline};
use crate::layout::page_numbers;
use crate::layout::paragraph_style::{Family, ParagraphStyle};
use crate::layout::shaper::{LangTag, Tracking};
use crate::layout::structure::{NodeId, Role};
use crate::span::Span;
use crate::text::emphasis::Emphasis;
use crate::text::language::Direction;
use crate::text::quotes;
use crate::theme::{Color, FontFeatures, Label};
use crate::tree::{
    self, Anchor, Attr, Image, Inline, InlineKind, Linked, NodeKey, NoteMark, Picture, Target,
};

/// A space that no line ends at.
const NO_BREAK: char = '\u{a0}';

/// Collects inlines. Nodes are added below `parent`.
pub(super) fn collect(
    inlines: &[Inline<Linked>],
    style: &ParagraphStyle,
    parent: NodeId,
    context: &mut Context<'_>,
) -> Content {
    let state = State {
        family: style.family,
        size: style.size,
        weight: style.weight,
        italic: style.italic,
        emphasised: false,
        color: style.color,
        ground: style.ground,
        rise: 0.0,
        features: style.features,
        tracking: Tracking::new(style.tracking),
        picture_room: style.picture_room,
        lang: context.lang.clone(),
        wrap: if style.hyphenate { Wrap::Hyphenate } else { Wrap::Words },
        scope: None,
        node: parent,
        quotes: 0,
    };
    let mut collector =
        Collector { content: Content::default(), context, seam: 0, mark_end: usize::MAX };
    collector.inlines(inlines, &state);
    collector.content.trim();
    collector.content
}

/// What surrounds an inline.
#[derive(Clone)]
pub(super) struct State {
    pub(super) family: Family,
    pub(super) size: f32,
    pub(super) weight: u16,
    italic: bool,
    /// Whether its words are emphasised, in the way of their script.
    emphasised: bool,
    pub(super) color: Color,
    pub(super) ground: Option<Color>,
    rise: f32,
    /// Features of fonts on top of those of the family.
    features: FontFeatures,
    tracking: Tracking,
    /// How large a picture may be.
    picture_room: Size,
    pub(super) lang: Arc<str>,
    wrap: Wrap,
    scope: Option<usize>,
    pub(super) node: NodeId,
    quotes: usize,
}

/// Stands for a page's number that no round of the layout knows yet: it keeps a place for two digits.
const UNKNOWN_PAGE: &str = "00";

pub(super) struct Collector<'c, 'a> {
    pub(super) content: Content,
    pub(super) context: &'c mut Context<'a>,
    /// The byte of the text that the last decoration starts or ends at: no piece reaches over it.
    seam: usize,
    /// The byte of the text that the last mark of a note ends at.
    mark_end: usize,
}

impl Collector<'_, '_> {
    /// Collects each inline in turn. The parser bounds how deep they nest.
    pub(super) fn inlines(&mut self, inlines: &[Inline<Linked>], state: &State) {
        for inline in inlines {
            let known = self.context.structure.len();
            self.inline(inline, state);
            self.context.structure.locate(known, inline.span);
        }
    }

    fn inline(&mut self, inline: &Inline<Linked>, state: &State) {
        let state = self.attributed(&inline.attr, state);
        let start = self.content.text.len();
        self.kind(inline, &state);
        if let Some(direction) = inline.attr.get("dir") {
            let range = start..self.content.text.len();
            self.content.isolates.push((range, Direction::named(direction)));
        }
    }

    fn kind(&mut self, inline: &Inline<Linked>, state: &State) {
        let at = self.content.text.len();
        self.content.sources.push(Source { at, node: NodeKey::of(inline), offset: 0 });
        match &inline.kind {
            InlineKind::Text { text } => self.words(text, state),
            InlineKind::SoftBreak => self.words(" ", state),
            InlineKind::HardBreak if self.content.text.is_empty() => {}
            InlineKind::HardBreak => {
                // Read aloud or copied, the lines would run into one word without it.
                self.words(" ", state);
                self.special(LINE_END, state, None);
            }
            InlineKind::Emphasis { content } => self.emphasis(content, state),
            InlineKind::Strong { content } => self.strong(content, state),
            InlineKind::Strike { content } => {
                self.decorated(content, DecorationKind::Strike, state.color, state);
            }
            InlineKind::Underline { content } => {
                self.decorated(content, DecorationKind::Underline, state.color, state);
            }
            InlineKind::Mark { content } => {
                let color = state.ground.unwrap_or(self.context.theme.tokens.colors.mark);
                self.decorated(content, DecorationKind::Highlight, color, state);
            }
            InlineKind::Subscript { content } => self.inlines(content, &state.shifted(-0.16)),
            InlineKind::Superscript { content } => self.inlines(content, &state.shifted(0.34)),
            InlineKind::Small { content } => {
                let size = state.size * self.context.theme.tokens.text.small;
                self.inlines(content, &State { size, ..state.clone() });
            }
            InlineKind::Keyboard { content } => self.keyboard(content, state),
            InlineKind::Quoted { content } => self.quoted(content, state),
            InlineKind::Ruby { content } => self.ruby(content, state),
            InlineKind::Reading { content } => self.bracketed(content, state),
            InlineKind::Code { text } => self.code(text, state),
            InlineKind::Math { tex } => self.math(tex, inline.span, state),
            // On paper the name of an attached file leads nowhere: viewers list the file itself.
            InlineKind::Link { target: Target::Attached { entry, .. }, content, .. }
                if inline.attr.id() == Some(entry.as_str()) =>
            {
                self.inlines(content, state);
            }
            InlineKind::Link { target, title, content } => {
                self.link(target, title.as_deref(), content, NodeKey::of(inline), state);
            }
            InlineKind::Image { image } => self.image(image, state),
            InlineKind::NoteMark { mark } => self.note_mark(mark, state),
            InlineKind::CrossReference { reference } => match *reference {},
            InlineKind::Span { content } => self.inlines(content, state),
        }
    }

    /// Takes note of an inline's id, language and classes.
    fn attributed(&mut self, attr: &Attr, state: &State) -> State {
        let mut state = state.clone();
        if let Some(id) = attr.id() {
            self.place(Place::Anchor(Anchor::new(id)));
        }
        if let Some(lang) = attr.get("lang").filter(|lang| **lang != *state.lang) {
            state.lang = lang.into();
            self.enter(Role::Span { alt: None }, &mut state);
            self.context.structure.get_mut(state.node).lang = Some(state.lang.clone());
        }
        state
    }

    fn emphasis(&mut self, content: &[Inline<Linked>], state: &State) {
        // Emphasis within emphasis is none again.
        let mut inner = State { emphasised: !state.emphasised, ..state.clone() };
        self.enter(Role::Emphasis, &mut inner);
        self.inlines(content, &inner);
    }

    fn strong(&mut self, content: &[Inline<Linked>], state: &State) {
        let mut inner = State { weight: state.weight.max(700), ..state.clone() };
        self.enter(Role::Strong, &mut inner);
        self.inlines(content, &inner);
    }

    fn decorated(
        &mut self,
        content: &[Inline<Linked>],
        kind: DecorationKind,
        color: Color,
        state: &State,
    ) {
        let start = self.seam();
        self.inlines(content, state);
        self.decorate(start, kind, color);
    }

    fn keyboard(&mut self, content: &[Inline<Linked>], state: &State) {
        let tokens = &self.context.theme.tokens;
        let (rule, padding) = (tokens.colors.rule, state.size * 0.28);
        let size = state.size * 0.82;
        let inner = State { family: Family::Heading, size, wrap: Wrap::Words, ..state.clone() };
        self.spaced(padding * 0.2, state, |collector| {
            let start = collector.seam();
            collector.spaced(padding, &inner, |collector| collector.inlines(content, &inner));
            collector.decorate(start, DecorationKind::Outline, rule);
        });
    }

    fn quoted(&mut self, content: &[Inline<Linked>], state: &State) {
        let (open, close) = quotes::marks(&state.lang, state.quotes);
        self.words(open, state);
        self.inlines(content, &State { quotes: state.quotes + 1, ..state.clone() });
        self.words(close, state);
    }

    fn code(&mut self, text: &str, state: &State) {
        let mut inner = state.clone();
        self.enter(Role::Code { block: false }, &mut inner);
        self.code_words(text, &inner);
    }

    fn code_words(&mut self, text: &str, state: &State) {
        let tokens = &self.context.theme.tokens;
        // A wider gap would be read as a space by those who copy the words.
        let background = state.ground.unwrap_or(tokens.colors.code_background);
        let padding = state.size * 0.05;
        // Monospaced faces look larger than text of the same size.
        let size = state.size * tokens.code.size / 0.92;
        let (wrap, italic) = (Wrap::Code, state.italic != state.emphasised);
        let inner = State { family: Family::Code, size, wrap, italic, ..state.clone() };
        let start = self.seam();
        self.spaced(padding, &inner, |collector| collector.verbatim(text, &inner));
        self.decorate(start, DecorationKind::Highlight, background);
    }

    fn math(&mut self, formula: &tree::Formula, span: Span, state: &State) {
        let tex = formula.as_ref();
        let mut inner = state.clone();
        self.enter(Role::Formula { alt: tex.into() }, &mut inner);
        let style = ParagraphStyle {
            family: state.family,
            size: state.size,
            weight: state.weight,
            italic: state.italic,
            color: state.color,
            ..ParagraphStyle::text(self.context.theme)
        };
        let setting = Setting { style: &style, node: inner.node, span };
        let nodes = formula.nodes.as_ref();
        match nodes.and_then(|nodes| set_inline(nodes, setting, self.context)) {
            Some(parts) => self.formula(parts, &inner),
            // What is not understood was reported when the pack was resolved.
            None => self.code_words(tex, &inner),
        }
    }

    fn formula(&mut self, parts: Vec<Formula>, state: &State) {
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.into_iter().enumerate() {
            let gap = part.gap;
            let part = Object::Formula(Arc::new(part.raised(state.rise)));
            self.special(FORMULA, state, Some(part));
            if index < last {
                self.special(FORMULA_GAP, state, Some(Object::Gap(gap)));
            }
        }
    }

    fn link(
        &mut self,
        target: &Target,
        title: Option<&str>,
        content: &[Inline<Linked>],
        node: NodeKey,
        state: &State,
    ) {
        let color = state.tinted(self.context.theme.tokens.colors.link);
        let words = crate::tree::plain_text(content);
        let mut inner = State { color, ..state.clone() };
        let (destination, description) = match target {
            Target::Internal { anchor, .. } | Target::Attached { entry: anchor, .. } => {
                (Destination::Anchor(anchor.clone()), words)
            }
            Target::External { url } => {
                // An address that is its own words is broken as addresses are.
                if url.ends_with(words.trim()) {
                    inner.wrap = Wrap::Words;
                }
                let address = || format!("{words} ({url})");
                let description = if *url == words { words.clone() } else { address() };
                (Destination::Url(url.as_str().into()), description)
            }
        };
        let description = title.map_or(description, str::to_owned).into();
        self.enter(Role::Link { description }, &mut inner);
        self.set_link(destination, &inner);
        let start = self.seam();
        self.inlines(content, &inner);
        if self.context.theme.tokens.links.underline {
            self.decorate(start, DecorationKind::LinkLine, color.mix(self.paper(), 0.5));
        }
        match target {
            Target::Internal { anchor, with_page: true } => self.citation(anchor, node, state),
            Target::Internal { anchor, .. } | Target::Attached { entry: anchor, .. }
                if self.context.theme.tokens.text.page_references =>
            {
                self.page_reference(anchor, state);
            }
            _ => {}
        }
    }

    /// The page of what a citation cites, unless the citation stands on that page itself.
    fn citation(&mut self, cited: &Anchor, link: NodeKey, state: &State) {
        let Some(numbers) = self.context.page_numbers.clone() else { return };
        let citation = page_numbers::citation(link, cited);
        if numbers.is_elsewhere(&citation) {
            let page = numbers.get(cited).unwrap_or(UNKNOWN_PAGE);
            let label = self.context.theme.label(&state.lang, Label::PageShort);
            self.words(&format!(" ({label}\u{a0}{page})"), state);
        }
        self.place(Place::Anchor(citation));
    }

    /// The page that a link leads to, where the theme wants it printed, and the number of the
    /// section, where it has one.
    fn page_reference(&mut self, anchor: &Anchor, state: &State) {
        let Some(numbers) = self.context.page_numbers.clone() else { return };
        let label = |label| self.context.theme.label(&state.lang, label);
        let page = numbers.get(anchor).unwrap_or(UNKNOWN_PAGE);
        let place = match self.context.heading_numbers.get(anchor) {
            Some(section) => {
                let pattern = label(Label::SectionOnPage);
                pattern.replace("{section}", section).replace("{page}", page)
            }
            None => format!("{}\u{a0}{page}", label(Label::PageShort)),
        };
        self.words(&format!(" ({place})"), state);
    }

    fn paper(&self) -> Color {
        self.context.theme.tokens.colors.background
    }

    fn set_link(&mut self, destination: Destination, state: &State) {
        if let Some(scope) = state.scope {
            self.content.scopes[scope].link = Some(destination);
        }
    }

    fn image(&mut self, image: &Image<Linked>, state: &State) {
        let mut inner = state.clone();
        // A box is described by the name that stands in it.
        let alt = match &image.picture {
            Picture::Missing { name } if image.alt.is_empty() => name,
            _ => &image.alt,
        };
        if image.decorative {
            self.enter_artifact(&mut inner);
        } else {
            self.enter(Role::Figure { alt: alt.as_str().into() }, &mut inner);
        }
        match &image.picture {
            Picture::Asset { asset } => {
                let picture = self.context.document.assets.get(*asset);
                let object = Object::Image {
                    asset: *asset,
                    width: picture.width * 0.75,
                    height: picture.height * 0.75,
                    wanted: image.width,
                    room: state.picture_room,
                };
                self.special(OBJECT, &inner, Some(object));
            }
            Picture::Missing { name } => self.missing(name, &inner),
        }
    }

    /// A box with the name of what is missing.
    fn missing(&mut self, name: &str, state: &State) {
        let colors = &self.context.theme.tokens.colors;
        let (muted, padding) = (state.tinted(colors.muted), state.size * 0.3);
        let size = state.size * 0.82;
        let wrap = Wrap::Words;
        let inner = State { family: Family::Heading, size, color: muted, wrap, ..state.clone() };
        let start = self.seam();
        self.spaced(padding, &inner, |collector| collector.words(name, &inner));
        self.decorate(start, DecorationKind::Outline, muted);
    }

    fn note_mark(&mut self, mark: &NoteMark, state: &State) {
        let mut inner = State {
            color: state.tinted(self.context.theme.tokens.colors.link),
            wrap: Wrap::Words,
            ..state.shifted(0.34)
        };
        // Two numbers side by side would read as one.
        if self.content.text.len() == self.mark_end {
            self.push(",", &State { color: state.color, ..inner.clone() }, None);
            self.content.glued.push(self.content.text.len());
        }
        self.enter(Role::NoteMark, &mut inner);
        self.context.structure.get_mut(inner.node).anchor = Some(mark.mark.clone());
        let word = self.context.theme.label(&state.lang, Label::Footnote);
        let description = format!("{word} {}", mark.number).into();
        self.enter(Role::Link { description }, &mut inner);
        self.set_link(Destination::Anchor(mark.note.clone()), &inner);
        self.content.glued.push(self.content.text.len());
        self.place(Place::Anchor(mark.mark.clone()));
        self.place(Place::Note(mark.note.clone()));
        self.push(&mark.number.to_string(), &inner, None);
        self.mark_end = self.content.text.len();
    }

    /// Adds words as HTML does: a run of spaces is one, control characters are none.
    pub(super) fn words(&mut self, text: &str, state: &State) {
        let mut clean = String::with_capacity(text.len());
        let mut last = self.content.text.chars().next_back().unwrap_or(LINE_END);
        for character in text.chars() {
            let is_space = matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0c');
            let character = if is_space { ' ' } else { character };
            // One that does not break is no wider space than one that does.
            let is_double = match character {
                ' ' => matches!(last, ' ' | NO_BREAK | LINE_END),
                NO_BREAK => last == ' ',
                other => is_dropped(other),
            };
            if !is_double {
                clean.push(character);
                last = character;
            }
        }
        if state.emphasised {
            self.emphasised(&clean, state);
        } else {
            self.push(&clean, state, None);
        }
    }

    /// Adds words with the emphasis of their script.
    fn emphasised(&mut self, text: &str, state: &State) {
        for (emphasis, part) in Emphasis::parts(text, &state.lang) {
            let weight = if state.weight < BOLD { 700 } else { 400 };
            match emphasis {
                Emphasis::Italic => {
                    self.push(part, &State { italic: !state.italic, ..state.clone() }, None);
                }
                Emphasis::Weight => self.push(part, &State { weight, ..state.clone() }, None),
                Emphasis::DotsAbove | Emphasis::DotsBelow => {
                    let below = emphasis == Emphasis::DotsBelow;
                    let start = self.seam();
                    self.push(part, state, None);
                    self.decorate(start, DecorationKind::Dots { below }, state.color);
                }
            }
        }
    }

    /// Adds code, whose spaces count.
    fn verbatim(&mut self, text: &str, state: &State) {
        let clean: String = text
            .chars()
            .map(|character| if character.is_ascii_whitespace() { ' ' } else { character })
            .filter(|&character| !is_dropped(character))
            .collect();
        self.push(&clean, state, None);
    }

    /// Adds words with a gap of a width before and behind them.
    fn spaced(&mut self, width: f32, state: &State, words: impl FnOnce(&mut Self)) {
        self.special(GAPS[0], state, Some(Object::Gap(width)));
        words(self);
        self.special(GAPS[1], state, Some(Object::Gap(width)));
    }

    pub(super) fn special(&mut self, stand_in: char, state: &State, object: Option<Object>) {
        self.push(stand_in.encode_utf8(&mut [0; 4]), state, object);
    }

    fn push(&mut self, text: &str, state: &State, object: Option<Object>) {
        if text.is_empty() {
            return;
        }
        let start = self.content.text.len();
        self.content.text.push_str(text);
        let range = start..self.content.text.len();
        let style = self.style(state);
        let last = self.content.pieces.last_mut();
        let joins = last.filter(|last| {
            object.is_none()
                && last.object.is_none()
                && start != self.seam
                && last.style == style
                && last.scope == state.scope
        });
        match joins {
            Some(last) => last.range.end = range.end,
            None => self.content.pieces.push(Piece { range, style, scope: state.scope, object }),
        }
    }

    /// The index of the style of a state.
    fn style(&mut self, state: &State) -> usize {
        let look = Look { weight: state.weight, italic: state.italic };
        let style = TextStyle {
            faces: self.context.chain(state.family, look, &state.lang),
            weight: state.weight,
            size: state.size,
            color: state.color,
            rise: state.rise,
            lang: state.lang.clone(),
            shaping_lang: LangTag::new(&state.lang),
            features: state.family.features(self.context.theme).with(state.features),
            tracking: state.tracking,
            wrap: state.wrap,
        };
        let styles = &mut self.content.styles;
        styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            styles.push(style);
            styles.len() - 1
        })
    }

    fn place(&mut self, place: Place) {
        self.content.places.push((self.content.text.len(), place));
    }

    /// Ends the piece at the text's end. Returns where that is.
    pub(super) fn seam(&mut self) -> usize {
        self.seam = self.content.text.len();
        self.seam
    }

    /// Decorates all that was added since a seam.
    fn decorate(&mut self, start: usize, kind: DecorationKind, color: Color) {
        let range = start..self.seam();
        if !range.is_empty() {
            self.content.decorations.push(Decoration { range, kind, color });
        }
    }

    /// Adds a node that what follows in this state belongs to.
    pub(super) fn enter(&mut self, role: Role, state: &mut State) {
        let node = self.context.structure.add(Some(state.node), role);
        self.content.scopes.push(Scope { node: Some(node), parent: state.scope, link: None });
        state.scope = Some(self.content.scopes.len() - 1);
        state.node = node;
    }

    /// What follows in this state is no part of the document.
    fn enter_artifact(&mut self, state: &mut State) {
        self.content.scopes.push(Scope { node: None, parent: state.scope, link: None });
        state.scope = Some(self.content.scopes.len() - 1);
    }
}

impl State {
    /// As [`ParagraphStyle::tinted`].
    fn tinted(&self, color: Color) -> Color {
        if self.ground.is_some() { self.color } else { color }
    }

    /// The same, smaller and with its baseline raised by a share of the size.
    fn shifted(&self, rise: f32) -> Self {
        let rise = self.rise + rise * self.size;
        Self { size: self.size * 0.68, rise, ..self.clone() }
    }
}

/// Whether a character has no business in running text.
fn is_dropped(character: char) -> bool {
    character.is_control() || matches!(character, OBJECT | '\u{feff}' | LINE_END | '\u{2029}')
}
