//! Footnotes at the foot of pages, and on pages of their own where they are left over.

use std::ops::Range;

use super::breakpoints::Breakpoint;
use super::cut::{NoteCursor, PageCut, PageHeights, TOLERANCE};
use super::page::Page;
use crate::layout::vlist::{Break, NoteBody, Orientation, VBox, VList};

/// What a page has of footnotes.
impl Page<'_> {
    /// Behind the last footnote that is referred to on the page.
    pub(super) fn end_of_notes(self) -> NoteCursor {
        NoteCursor { note: self.to.notes, line: 0 }
    }

    /// The height of footnotes from one line to another, with the space above them.
    pub(super) fn notes_height(self, from: NoteCursor, to: NoteCursor) -> f64 {
        if from >= to {
            return 0.0;
        }
        let notes = &self.list.notes[from.note..to.note];
        let all: f32 = notes.iter().map(NoteBody::height).sum();
        let done: f32 = notes[0].lines.iter().take(from.line).map(VBox::height).sum();
        f64::from(all - done + self.heights.note_gap)
    }

    /// Sets as many lines of footnotes as fit into `room`. Returns their height with the space
    /// above them, and the first line that is left.
    fn fill_notes(self, rest: NoteCursor, room: f64) -> (f64, NoteCursor) {
        let mut height = f64::from(self.heights.note_gap);
        let mut next = rest;
        let referred = self.list.notes.iter().enumerate().take(self.to.notes).skip(rest.note);
        for (note, body) in referred {
            let done = if note == rest.note { rest.line } else { 0 };
            for (line, content) in body.lines.iter().enumerate().skip(done) {
                let with = height + f64::from(content.height());
                if with > room + TOLERANCE {
                    return (height, next);
                }
                height = with;
                next = NoteCursor { note, line: line + 1 };
            }
            next = NoteCursor { note: note + 1, line: 0 };
        }
        (height, next)
    }

    /// As [`fill_notes`](Self::fill_notes), if every footnote that is referred to on the page
    /// starts there, or one from an earlier page takes all the room there is, and what stands of the
    /// last one is worth it.
    pub(super) fn split_notes(self, rest: NoteCursor, room: f64) -> Option<(f64, NoteCursor)> {
        let (height, next) = self.fill_notes(rest, room);
        let goes_on = rest.note < self.from.notes && next.note == rest.note;
        let begun = next > rest && (goes_on || self.late_notes(next) == 0);
        let piece = height - f64::from(self.heights.note_gap + self.heights.note_piece);
        (begun && piece >= -TOLERANCE).then_some((height, next))
    }

    /// How many of the footnotes that are referred to on the page start behind it, where those up to
    /// `next` stand on it.
    pub(super) fn late_notes(self, next: NoteCursor) -> usize {
        let begun = next.note + usize::from(next.line > 0);
        self.to.notes.saturating_sub(begun.max(self.from.notes))
    }
}

/// The lines between two cursors, note by note.
pub(super) fn note_pieces(
    list: &VList,
    from: NoteCursor,
    to: NoteCursor,
) -> Vec<(usize, Range<usize>)> {
    let last = (to.note + usize::from(to.line > 0)).min(list.notes.len());
    (from.note..last)
        .map(|note| {
            let start = if note == from.note { from.line } else { 0 };
            let end = if note == to.note { to.line } else { list.notes[note].lines.len() };
            (note, start..end)
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

/// Adds pages for the footnotes that are still left behind the last one.
pub(super) fn finish_notes(list: &VList, cuts: &mut Vec<PageCut>, heights: PageHeights) {
    let placed = cuts.iter().flat_map(|cut| &cut.notes).last();
    let mut rest = placed.map_or(NoteCursor { note: 0, line: 0 }, |(note, lines)| {
        let whole = lines.end == list.notes[*note].lines.len();
        if whole {
            NoteCursor { note: note + 1, line: 0 }
        } else {
            NoteCursor { note: *note, line: lines.end }
        }
    });
    while rest.note < list.notes.len() {
        let end = Breakpoint {
            notes: list.notes.len(),
            ..Breakpoint::new(
                list.items.len(),
                Break::Forced(Orientation::Upright),
                Orientation::Upright,
            )
        };
        let page = Page {
            list,
            heights,
            turn: Orientation::Upright,
            from: &end,
            to: &end,
            head: &[],
            moved_on: &[],
            last: true,
        };
        let (_, mut next) = page.fill_notes(rest, page.room());
        if next == rest {
            next.line += 1;
        }
        let left = list.notes.get(next.note).map_or(0, |note| note.lines.len() - next.line);
        if left == 1 && next.line > rest.line + 1 {
            // The last line of a footnote is not to stand alone either.
            next.line -= 1;
        }
        cuts.push(PageCut {
            items: list.items.len()..list.items.len(),
            notes: note_pieces(list, rest, next),
            ..PageCut::whole()
        });
        rest = next;
    }
}
