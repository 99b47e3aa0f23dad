//! From a piece of the vertical list to what stands in the type area of a page.

use std::ops::Range;

use super::breaking::PageCut;
use super::pictures::pictures_outside;
use crate::layout::frame::{Frame, Geometry, Shape, Stroke, decoration};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::source_position::SourcePosition;
use crate::layout::vlist::stack::{PageRecord, SetPage, Setter};
use crate::layout::vlist::{Container, NoteBody, VBox, VItem, VList};
use crate::theme::Color;

/// The measures of the type area that a page is set in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    /// How large it is.
    pub(crate) size: Size,
    /// The room before and behind the lines of its text.
    pub(crate) beside_text: (f32, f32),
    /// Space above footnotes.
    pub(crate) note_gap: f32,
    /// The colour of the rule above footnotes.
    pub(crate) rule: Color,
}

/// Sets the page that a cut describes. Takes the frames out of the list.
pub(crate) fn set_page(
    list: &mut VList,
    cut: &PageCut,
    open: &mut Vec<Container>,
    area: Area,
) -> SetPage {
    let record = PageRecord {
        turn: cut.turn,
        ending: cut.ending,
        must_end: cut.must_end,
        overfull: cut.overfull,
        start: start(list, cut),
        ..PageRecord::default()
    };
    let mut page = SetPage { frame: Frame::new(area.size), record };
    let mut setter = Setter::new(&mut page, cut.ratio, cut.scale);
    for figure in &cut.head {
        setter.set_items(&mut list.items[figure.clone()]);
    }
    for container in open.drain(..) {
        setter.resume(container);
    }
    let mut next = cut.items.start;
    for (gone, space) in &cut.moved_on {
        setter.set_items(&mut list.items[next..gone.start]);
        setter.set_items(&mut [VItem::Glue(*space)]);
        next = gone.end;
    }
    setter.set_items(&mut list.items[next..cut.items.end]);
    *open = setter.suspend();
    page.record.filled = page.record.filled.max(0.0);
    set_notes(list, cut, area, &mut page);
    page.record.outside = pictures_outside(&page.frame);
    page
}

/// Where the first thing on a page was written that has not moved on from an earlier one.
fn start(list: &VList, cut: &PageCut) -> Option<SourcePosition> {
    let gone = cut.moved_on.iter().map(|(gone, _)| gone);
    let starts = std::iter::once(cut.items.start).chain(gone.clone().map(|gone| gone.end));
    let ends = gone.map(|gone| gone.start).chain([cut.items.end]);
    starts.zip(ends).find_map(|(from, to)| VList::source_of(&list.items[from..to]))
}

/// Puts the page's footnotes at the foot of the type area.
fn set_notes(list: &mut VList, cut: &PageCut, area: Area, page: &mut SetPage) {
    let height = |(note, lines): &(usize, Range<usize>)| {
        list.notes[*note].lines[lines.clone()].iter().map(VBox::height).sum::<f32>()
    };
    let total: f32 = cut.notes.iter().map(height).sum();
    if cut.notes.is_empty() {
        return;
    }
    let mut y = area.size.height - total;
    page.record.filled += total + area.note_gap;
    let across = |body: &NoteBody| {
        let whole = Column::new(area.size.width, body.column.direction);
        whole.inset(area.beside_text.0, area.beside_text.1)
    };
    let above = across(&list.notes[cut.notes[0].0]).at_start(area.size.width * 0.2);
    let rule = Shape {
        geometry: Geometry::Line(Point::new(above.width, 0.0)),
        fill: None,
        stroke: Some(Stroke { color: area.rule, width: 0.5, dash: None }),
    };
    page.frame.items.extend(decoration(Point::new(above.x, y - area.note_gap * 0.4), rule));
    for (note, lines) in &cut.notes {
        let body = &mut list.notes[*note];
        let left = across(body).at_start(body.column.width).x;
        for line in lines.clone() {
            let places = body.places.iter().filter(|(at, _)| *at == line);
            page.record
                .places
                .extend(places.map(|(_, anchor)| (anchor.clone(), Point::new(0.0, y))));
            let content = std::mem::take(&mut body.lines[line]);
            let height = content.height();
            page.record.lines.extend(content.lines);
            page.frame.place(Point::new(left + content.x, y), content.frame);
            y += height;
        }
    }
}
