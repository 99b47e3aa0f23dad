//! How wide a paragraph must be, would like to be, and how high it is at widths between.

use super::breaks::{Break, Finder, Need};
use super::content::Object;
use super::itemize::{Atom, AtomKind};
use super::paragraph::{EPSILON, Paragraph};

/// The least width, in ems, that a larger picture among words gives way to.
pub(crate) const LEAST_PICTURE: f32 = 6.0;

/// What is known of a paragraph before its measure is. Made once, asked as often as needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extents {
    /// The width in points of the widest part that no line divides without need.
    pub(crate) min_content: f32,
    /// The width in points that it takes when no line ends but where the author ends it.
    pub(crate) max_content: f32,
    /// Where lines end by themselves, the paragraph's start and end included.
    stops: Vec<Stop>,
    /// Indent of the first line and of all others.
    indents: (f32, f32),
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
struct Stop {
    /// How much stands before it.
    before: f32,
    /// How much stands before the next line.
    after: f32,
    /// Whether the line must end there.
    forced: bool,
}

impl Paragraph<'_> {
    /// Measures it for all widths at once.
    pub(crate) fn extents(&self) -> Extents {
        let finder = Finder::new(self, None);
        let breaks = finder.find(Need::Natural);
        // Pictures give way before words do.
        let least = self.style.size * LEAST_PICTURE;
        let narrow = self.holds_images().then(|| Finder::new(self, Some(least)));
        let stop = |stop: &Break| Stop {
            before: stop.before.width as f32,
            after: stop.after.width as f32,
            forced: stop.forced,
        };
        Extents {
            min_content: self.widest_part(&narrow.as_ref().unwrap_or(&finder).find(Need::Rare)),
            max_content: self.longest(&breaks),
            stops: breaks.iter().map(stop).collect(),
            indents: (self.indent(true), self.indent(false)),
        }
    }

    fn holds_images(&self) -> bool {
        let is_image = |atom: &Atom| matches!(&atom.kind, AtomKind::Object(Object::Image { .. }));
        self.atoms.iter().any(is_image)
    }

    /// The width of the widest part between two breaks.
    fn widest_part(&self, breaks: &[Break]) -> f32 {
        let parts = breaks.windows(2).enumerate().map(|(index, pair)| {
            self.between(&pair[0], &pair[1]).width as f32 + self.indent(index == 0)
        });
        parts.fold(0.0, f32::max)
    }
}

impl Extents {
    /// Words of some widths, with spaces between them.
    #[cfg(test)]
    pub(crate) fn of_words(widths: &[f32], space: f32) -> Self {
        let mut extents = Self::default();
        extents.stops.push(Stop { before: 0.0, after: 0.0, forced: false });
        for (index, width) in widths.iter().enumerate() {
            let before = extents.stops[index].after + width;
            let forced = index + 1 == widths.len();
            extents.stops.push(Stop { before, after: before + space, forced });
            extents.min_content = extents.min_content.max(*width);
            extents.max_content = before;
        }
        extents
    }

    /// How many lines it takes at a measure in points, where each takes what it can. A word that is
    /// wider than the measure counts for as many lines as it fills.
    pub(crate) fn lines(&self, measure: f32) -> usize {
        let Some((first, rest)) = self.stops.split_first() else { return 0 };
        let room = |width: f32| width.max(1.0) + EPSILON as f32;
        let next = room(measure - self.indents.1);
        let mut open = Open { from: first.after, room: room(measure - self.indents.0), lines: 0 };
        let mut last: Option<&Stop> = None;
        for stop in rest {
            if let Some(last) = last.filter(|_| stop.before - open.from > open.room) {
                open = open.ended(last, next);
            }
            last = Some(stop);
            if stop.forced {
                open = open.ended(stop, next);
                last = None;
            }
        }
        open.lines
    }
}

/// A line that is being filled.
#[derive(Clone, Copy)]
struct Open {
    /// How much of the paragraph stands before it.
    from: f32,
    room: f32,
    /// How many lines there are before it.
    lines: usize,
}

impl Open {
    /// The next line, after one that ends at a stop.
    fn ended(self, stop: &Stop, room: f32) -> Self {
        let filled = ((stop.before - self.from) / self.room).ceil().max(1.0);
        Self { from: stop.after, room, lines: self.lines + filled as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_many_as_words_fill() {
        let words = Extents::of_words(&[20.0, 30.0, 20.0, 10.0], 5.0);
        let lines = |measure| words.lines(measure);
        assert_eq!([95.0, 94.0, 60.0, 54.0, 30.0].map(lines), [1, 2, 2, 3, 4]);
        // A word of 30 points fills three lines of 12.
        assert_eq!(lines(12.0), 2 + 3 + 2 + 1);
        assert_eq!(Extents::default().lines(10.0), 0);
    }
}
