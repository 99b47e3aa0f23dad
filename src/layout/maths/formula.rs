//! A formula that is set.

use crate::layout::frame::{Frame, FrameItem};
use crate::layout::geom::{Point, Size};

/// A formula, or a part of one that no line divides. Measures are in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formula {
    /// How wide it is.
    pub(crate) width: f32,
    /// How far it reaches above its baseline.
    pub(crate) ascent: f32,
    /// How far it reaches below.
    pub(crate) descent: f32,
    /// What it shows, with places from the start of its baseline.
    pub(crate) items: Vec<(Point, FrameItem)>,
    /// The room between it and the part behind it, which falls away where a line ends.
    pub(crate) gap: f32,
    /// Numbers that stand at the end of the column, each with how high its baseline lies above that
    /// of the formula.
    pub(crate) tags: Vec<(f32, Formula)>,
}

impl Formula {
    /// How high it is in all.
    pub(crate) fn height(&self) -> f32 {
        self.ascent + self.descent
    }

    /// The same with its baseline raised.
    pub(crate) fn raised(mut self, rise: f32) -> Self {
        self.ascent += rise;
        self.descent -= rise;
        self.items.iter_mut().for_each(|(at, _)| at.y -= rise);
        self
    }

    /// A frame as large as the formula.
    pub(crate) fn into_frame(self) -> Frame {
        let mut frame = Frame::new(Size::new(self.width, self.height()));
        let baseline = Point::new(0.0, self.ascent);
        frame.items.extend(self.items.into_iter().map(|(at, item)| (baseline + at, item)));
        frame
    }
}
