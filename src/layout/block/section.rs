//! A page of the pack: its title, and its body in nested sections.

use super::flow::Flow;
use super::heading::{Heading, set_heading_lines};
use super::notes::Notes;
use super::{asked, set_among};
use crate::layout::context::Context;
use crate::layout::facts::{facts, owner};
use crate::layout::frame::{Frame, Geometry, Shape, decoration};
use crate::layout::geom::{Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::pages::sheet::Sheet;
use crate::layout::paragraph_style::{Align, ParagraphStyle, Rank};
use crate::layout::source_position::SourcePosition;
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::Styles;
use crate::layout::vlist::{Break, Glue, Mark, Orientation, VBox, VList};
use crate::span::Span;
use crate::theme::{ChapterStart, Color, TitleAlign, TitleMark};
use crate::tree::{BlockKind, Linked, Matter, Page, PageRole};

/// Sets pages of the pack below each other: a chapter. Pages hang in the structure as they do in
/// the pack.
pub(crate) fn set_pages<'d>(
    context: &mut Context<'d>,
    styles: &Styles,
    pages: &'d [Page<Linked>],
    sheet: Sheet,
) -> VList {
    let pack_lang = context.lang.clone();
    let (width, measure) = (sheet.area_size(Orientation::Upright).width, sheet.text_width());
    let mut notes = Notes::new(measure);
    let Some(first) = pages.first() else { return VList::default() };
    let span = Span::new(first.file, 0..0);
    let (before, behind) = sheet.beside_text(Orientation::Upright);
    let mut flow = Flow::new(context, &mut notes, styles, width, span).with_room(before, behind);
    let mut above: Vec<NodeId> = Vec::new();
    for page in pages {
        above.truncate(usize::from(page.depth));
        let section = flow.context.structure.add(above.last().copied(), Role::Section);
        above.push(section);
        if let Some(lang) = &page.meta.lang {
            flow.speak(lang.as_str().into());
            flow.context.structure.get_mut(section).lang = Some(flow.context.lang.clone());
        }
        flow.span = Span::new(page.file, 0..0);
        flow.page_depth = page.depth;
        flow.notes.start(&page.notes, flow.context.lang.clone(), section);
        let text = text_style(&flow, page);
        flow.styled(text, |flow| {
            set_title(flow, page, section);
            set_body(flow, page, section);
        });
        flow.speak(pack_lang.clone());
    }
    flow.finish()
}

/// How the text of a page is set: a dedication in the middle and italic, an imprint small, as books
/// have them, and what stands on a part's page below its title.
fn text_style(flow: &Flow<'_, '_>, page: &Page<Linked>) -> ParagraphStyle {
    let tokens = &flow.context.theme.tokens;
    let text = flow.text.clone();
    match page.meta.role {
        Some(PageRole::Dedication) => {
            ParagraphStyle { align: Align::Center, italic: true, hyphenate: false, ..text }
        }
        Some(PageRole::Imprint) => {
            ParagraphStyle { align: Align::Start, ..flow.styles.note.clone() }
        }
        Some(PageRole::Part) if tokens.titles.align == TitleAlign::Center => {
            ParagraphStyle { align: Align::Center, hyphenate: false, ..text }
        }
        _ => text,
    }
}

/// Sets a page's title with a bar above it, in the colour of the page's background.
fn set_title(flow: &mut Flow<'_, '_>, page: &Page<Linked>, section: NodeId) {
    let level = page.depth.saturating_add(1);
    let is_small = Matter::of(page.meta.role) == Matter::Opening;
    // What stands before the contents is no chapter, and does not look like one.
    let rank = if is_small { Rank::Section(SMALL) } else { Rank::Title { depth: page.depth } };
    let size = ParagraphStyle::heading(flow.context.theme, rank).size;
    let name = Some(page.meta.title.as_str());
    let opens_part = page.meta.role == Some(PageRole::Part);
    let heading =
        Heading { level, rank, anchor: &page.anchor, content: &page.title, name, opens_part };
    let (above, thickness, below) =
        if page.depth == 0 { (2.0, 3.0, 0.75) } else { (1.9, 2.0, 0.5) };
    let first = flow.next_item();
    drop_title(flow, page);
    flow.space(Glue { natural: size * above, stretch: size, shrink: size * 0.3 });
    flow.section();
    let starts = flow.context.theme.tokens.page.chapters;
    if page.depth == 0 && starts == ChapterStart::WhereItFits {
        flow.chapter();
    }
    if let Some(part) = &page.part {
        set_part(flow, part, section);
        flow.bond(Break::Together);
        flow.space(Glue::fixed(size * 0.3));
    }
    let marked = Some(flow.context.theme.tokens.titles.mark).filter(|_| !is_small);
    if marked == Some(TitleMark::Bar) {
        set_bar(flow, Size::new(size * 1.8, thickness), accent(flow, page));
        flow.bond(Break::Together);
        flow.space(Glue::fixed(size * 0.3));
    }
    // Nobody has to be told that a dedication is one.
    if page.meta.role == Some(PageRole::Dedication) {
        flow.place(heading.anchor);
    } else {
        set_heading_lines(flow, heading, section);
    }
    if marked == Some(TitleMark::Rule) {
        flow.bond(Break::Together);
        flow.space(Glue::fixed(size * 0.35));
        let width = flow.column.width;
        set_bar(flow, Size::new(width, thickness * 0.4), accent(flow, page));
    }
    let start = if page.part.is_some() { SourcePosition::Part } else { SourcePosition::Title };
    flow.starts_at(first, start);
    flow.bond(Break::Heading);
    if flow.context.document.pack.pages.len() == 1 {
        set_facts(flow, page, section);
    }
    flow.space(Glue::fixed(size * below));
}

/// The rank of titles that are as small as a heading within a section.
const SMALL: u8 = 2;

/// How far down the page a dedication stands, as a share of the type area.
const LOWERED: f32 = 0.28;

/// Lowers the title of a chapter that opens a page, as far as the theme asks for, and that of what has
/// a page of its own in a book.
fn drop_title(flow: &mut Flow<'_, '_>, page: &Page<Linked>) {
    let tokens = &flow.context.theme.tokens;
    let starts_page =
        matches!(tokens.page.chapters, ChapterStart::NewPage | ChapterStart::RightPage);
    let share = match page.meta.role {
        Some(PageRole::Part) => tokens.titles.part_drop,
        Some(PageRole::Dedication) => tokens.titles.drop.max(LOWERED),
        Some(PageRole::Imprint) => 0.0,
        _ if starts_page => tokens.titles.drop,
        _ => 0.0,
    };
    if share > 0.0 && page.depth == 0 {
        let height = share * flow.styles.area_height;
        flow.push_frame(Frame::new(Size::new(flow.column.width, height)));
        flow.bond(Break::Together);
    }
}

/// What a page alone says of itself below its title, since it mostly has no cover: its authors,
/// its version, date, status and owner.
fn set_facts(flow: &mut Flow<'_, '_>, page: &Page<Linked>, section: NodeId) {
    let mut words = page.meta.authors.clone();
    words.extend(facts(flow.context));
    words.extend(owner(flow.context));
    if words.is_empty() {
        return;
    }
    let node = flow.context.structure.add(Some(section), Role::Paragraph);
    let style = ParagraphStyle { align: Align::Start, ..flow.styles.label.clone() };
    let words = [flow.words(&words.join("  ·  "))];
    let paragraph = Paragraph::prepare(&words, &style, node, flow.context);
    flow.space(Glue::fixed(style.size * 0.6));
    flow.lines(&paragraph);
    flow.bond(Break::Heading);
}

/// The colour that a page's background gives it, or the theme's own.
fn accent(flow: &Flow<'_, '_>, page: &Page<Linked>) -> Color {
    let tokens = &flow.context.theme.tokens;
    let named = page.meta.background.as_ref().and_then(|name| tokens.backgrounds.get(name));
    named.map_or(tokens.colors.accent, |background| background.accent)
}

/// A bar above a title, where the title stands, or below it.
fn set_bar(flow: &mut Flow<'_, '_>, size: Size, color: Color) {
    let geometry = Geometry::Rect { size, radius: 0.0 };
    let mut frame = Frame::new(size);
    frame.items.extend(decoration(Point::default(), Shape::filled(geometry, color)));
    let spare = flow.column.width - size.width;
    match flow.context.theme.tokens.titles.align {
        TitleAlign::Start => flow.push_frame(frame),
        TitleAlign::Center => {
            let x = flow.column.part(spare / 2.0, size.width).x;
            flow.push(VBox { frame, x, ..VBox::default() }, Vec::new());
        }
    }
}

/// The name of the part that a chapter opens, in small words above its title.
fn set_part(flow: &mut Flow<'_, '_>, part: &str, section: NodeId) {
    let node = flow.context.structure.add(Some(section), Role::Paragraph);
    let align = flow.context.theme.tokens.titles.align.into();
    let style = ParagraphStyle { weight: 600, align, ..flow.styles.label.clone() };
    let words = [flow.words(part)];
    flow.mark(Mark::Part(part.into()));
    let paragraph = Paragraph::prepare(&words, &style, node, flow.context);
    flow.lines(&paragraph);
}

/// Sets a page's blocks. Each heading opens a section in the structure.
fn set_body(flow: &mut Flow<'_, '_>, page: &Page<Linked>, section: NodeId) {
    let mut open: Vec<(u8, NodeId)> = Vec::new();
    // The level of the section that turned the pages.
    let mut turned: Option<u8> = None;
    for (index, block) in page.blocks.iter().enumerate() {
        if let BlockKind::Heading { level, .. } = &block.kind {
            open.retain(|(above, _)| above < level);
            let parent = open.last().map_or(section, |(_, node)| *node);
            let node = flow.context.structure.add(Some(parent), Role::Section);
            open.push((*level, node));
            if turned.is_some_and(|above| *level <= above) {
                flow.portrait();
                turned = None;
            }
            if asked(block) == Some(Orientation::Sideways) && flow.landscape() {
                turned = Some(*level);
            }
        }
        let parent = open.last().map_or(section, |(_, node)| *node);
        flow.notes.section = Some(parent);
        set_among(flow, &page.blocks, index, parent);
    }
    if turned.is_some() {
        flow.portrait();
    }
}
