//! The table of contents: titles, leaders, page numbers.

use super::assemble::set_page;
use super::breaking::break_pages;
use super::sheet::Sheet;
use crate::layout::block::flow::{Flow, line_box};
use crate::layout::block::notes::Notes;
use crate::layout::context::Context;
use crate::layout::frame::{
    Destination, Frame, FrameItem, Geometry, LinkArea, Shape, Stroke, decoration,
};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle, Rank};
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::Styles;
use crate::layout::vlist::stack::SetPage;
use crate::layout::vlist::{Break, Glue, Orientation, VBox};
use crate::resolve::OutlineEntry;
use crate::span::Span;
use crate::theme::Label;
use crate::tree::{Anchor, Matter};

/// A list before the chapters: the contents, the figures, the tables.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// Its title.
    pub(crate) title: Label,
    /// Its lines.
    pub(crate) entries: Vec<Entry>,
}

/// A line of a listing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// Its words.
    pub(crate) title: String,
    /// Its place; none for a part.
    pub(crate) anchor: Option<Anchor>,
    /// 0 for a part, 1 for a chapter, 2 for what is in one.
    pub(crate) level: u8,
    /// Whether it stands behind a part and not in it.
    pub(crate) ends_part: bool,
}

/// The lines of contents that show so many levels of each page.
pub(crate) fn entries(outline: &[OutlineEntry], levels: u8) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut was_part = false;
    // What stands before the contents is behind whoever reads them.
    for root in outline.iter().filter(|root| Matter::of(root.role) != Matter::Opening) {
        let mut ends_part = was_part && !root.is_part();
        was_part = root.is_part();
        let mut left = vec![root];
        while let Some(entry) = left.pop() {
            if entry.is_within(levels) {
                let (title, anchor) = (entry.title.clone(), entry.anchor.clone());
                entries.push(Entry { title, anchor, level: entry.level, ends_part });
            }
            ends_part = false;
            left.extend(entry.children.iter().rev());
        }
    }
    entries
}

/// Gives the printed number of the page that holds a place.
pub(crate) type Number<'n> = &'n dyn Fn(&Anchor) -> String;

/// Sets the contents. `number` gives the printed page of a place.
pub(crate) fn set_contents(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    listings: &[Listing],
    number: Number<'_>,
    span: Span,
) -> Vec<SetPage> {
    let width = sheet.area_size(Orientation::Upright).width;
    let measure = sheet.text_width();
    let mut notes = Notes::new(measure);
    let (before, behind) = sheet.beside_text(Orientation::Upright);
    let mut flow = Flow::new(context, &mut notes, styles, width, span).with_room(before, behind);
    for listing in listings {
        flow.space(Glue::soft(styles.text.leading * 3.0));
        set_listing(&mut flow, listing, number);
    }
    let mut list = flow.finish();
    let heights = sheet.heights(styles.note.leading);
    let area = sheet.content_area(Orientation::Upright, heights, context.theme);
    let cuts = break_pages(&list, heights);
    cuts.iter().map(|cut| set_page(&mut list, cut, &mut Vec::new(), area)).collect()
}

fn set_listing(flow: &mut Flow<'_, '_>, listing: &Listing, number: Number<'_>) {
    let section = flow.context.structure.add(None, Role::Section);
    set_title(flow, flow.label(listing.title), section);
    let toc = flow.context.structure.add(Some(section), Role::Toc);
    let levels = listing.entries.iter().map(|entry| entry.level);
    let look = Look {
        widest: number_width(flow, &listing.entries, number),
        outermost: levels.clone().filter(|level| *level > 0).min().unwrap_or(1),
        has_parts: levels.clone().any(|level| level == 0),
    };
    for entry in &listing.entries {
        set_entry(flow, entry, number, look, toc);
    }
}

fn set_title(flow: &mut Flow<'_, '_>, title: &str, section: NodeId) {
    let role = Role::Heading { level: 1, title: title.into() };
    let node = flow.context.structure.add(Some(section), role);
    let style = ParagraphStyle::heading(flow.context.theme, Rank::Title { depth: 0 });
    let words = [flow.words(title)];
    let paragraph = Paragraph::prepare(&words, &style, node, flow.context);
    flow.lines(&paragraph);
    flow.space(Glue::fixed(style.size * 0.8));
    flow.bond(Break::Heading);
}

/// What the entries of a listing share.
#[derive(Clone, Copy)]
struct Look {
    /// How wide the widest number is.
    widest: f32,
    /// The level that is not indented.
    outermost: u8,
    /// Whether chapters stand in parts, which are then what is seen first.
    has_parts: bool,
}

/// How an entry of a level is set: parts above chapters, chapters above what is in them.
fn style(flow: &Flow<'_, '_>, level: u8, has_parts: bool) -> ParagraphStyle {
    let text = &flow.styles.text;
    let plain = ParagraphStyle {
        family: Family::Heading,
        align: Align::Start,
        hyphenate: false,
        hanging: false,
        leading: text.size * 1.35,
        ..text.clone()
    };
    let colors = &flow.context.theme.tokens.colors;
    match level {
        0 => ParagraphStyle { weight: 700, size: text.size * 1.1, color: colors.heading, ..plain },
        1 if has_parts => ParagraphStyle { color: colors.heading, ..plain },
        1 => ParagraphStyle { weight: 600, color: colors.heading, ..plain },
        _ => plain,
    }
}

fn number_width(flow: &mut Flow<'_, '_>, entries: &[Entry], number: Number<'_>) -> f32 {
    let style = style(flow, 1, false);
    let longest = entries
        .iter()
        .filter_map(|entry| entry.anchor.as_ref())
        .map(|anchor| number(anchor).chars().count());
    let digits = "0".repeat(longest.max().unwrap_or(1));
    let words = [flow.words(&digits)];
    flow.measured(|flow, node| Paragraph::prepare(&words, &style, node, flow.context).max_width())
}

fn set_entry(flow: &mut Flow<'_, '_>, entry: &Entry, number: Number<'_>, look: Look, toc: NodeId) {
    let style = style(flow, entry.level, look.has_parts);
    let em = flow.styles.text.size;
    let above = match entry.level {
        _ if entry.level == 0 || entry.ends_part => em * 1.6,
        1 if look.has_parts => em * 0.3,
        1 => em * 0.75,
        _ if look.outermost > 1 => em * 0.3,
        _ => em * 0.12,
    };
    flow.space(Glue::soft(above));
    let item = flow.context.structure.add(Some(toc), Role::TocEntry);
    let indent = em * 1.3 * f32::from(entry.level.saturating_sub(look.outermost).min(6));
    let Some(anchor) = &entry.anchor else {
        let words = [flow.words(&entry.title)];
        let paragraph = Paragraph::prepare(&words, &style, item, flow.context);
        flow.lines(&paragraph.starting(flow.column.direction));
        flow.bond(Break::Heading);
        return;
    };
    let role = Role::Link { description: entry.title.as_str().into() };
    let link = flow.context.structure.add(Some(item), role);
    let gutter = look.widest + em * 1.5;
    let numbers = flow.styles.numbers.get(anchor);
    let title = numbers
        .map_or_else(|| entry.title.clone(), |number| format!("{number}\u{2002}{}", entry.title));
    let mut words = [flow.words(&title)];
    if let Some(lang) = flow.context.document.other_lang(anchor) {
        words[0].attr.set("lang", lang);
    }
    let direction = flow.column.direction;
    let title = Paragraph::prepare(&words, &style, link, flow.context).starting(direction);
    let number = [flow.words(&number(anchor))];
    let number_style = ParagraphStyle { align: Align::End, ..style.clone() };
    let number = Paragraph::prepare(&number, &number_style, link, flow.context);
    let number = number.starting(direction);
    let whole = Column::new(flow.column.width, direction);
    let inner = whole.inset(indent, gutter);
    let lines = title.lines(inner.width);
    let count = lines.len();
    for (index, line) in lines.into_iter().enumerate() {
        let last = index + 1 == count;
        let end = indent + line.width;
        let content = line_box(line, index, count);
        let (size, baseline) = (Size::new(whole.width, content.height()), content.baseline);
        let mut frame = Frame::new(size);
        frame.place(Point::new(inner.x, 0.0), content.frame);
        if last {
            let number = number.lines(whole.width).into_iter().next();
            let start = number.as_ref().map_or(whole.width, |line| whole.width - line.width);
            let leader = leader(flow, whole, end, start, baseline.unwrap_or(0.0));
            frame.place(Point::default(), leader);
            if let Some(number) = number {
                frame.place(Point::default(), number.frame);
            }
        }
        let area = LinkArea { size, to: Destination::Anchor(anchor.clone()), node: Some(link) };
        frame.push(Point::default(), FrameItem::Link(area));
        if index > 0 {
            flow.bond(Break::Together);
        }
        flow.push(VBox { frame, x: flow.column.x, baseline, ..VBox::default() }, Vec::new());
    }
    if entry.level == 1 {
        flow.bond(Break::Line);
    }
}

/// Dots between a title and its page number, which end and start so far behind the line's start.
fn leader(flow: &Flow<'_, '_>, line: Column, start: f32, end: f32, baseline: f32) -> Frame {
    let em = flow.styles.text.size;
    let step = em * 0.42;
    let dots = ((end - start - em) / step).floor();
    let mut frame = Frame::new(Size::default());
    if dots < 2.0 || !flow.context.theme.tokens.contents.leaders {
        return frame;
    }
    // Counted from the number, so that the dots of all lines stand below each other.
    let place = line.part(end - em * 0.5 - (dots * step), dots * step);
    let shape = Shape {
        geometry: Geometry::Line(Point::new(place.width, 0.0)),
        fill: None,
        stroke: Some(Stroke {
            color: flow.context.theme.tokens.colors.muted,
            width: em * 0.07,
            dash: Some((em * 0.07, step - em * 0.07)),
        }),
    };
    frame.items.extend(decoration(Point::new(place.x, baseline - em * 0.05), shape));
    frame
}
