//! What cells ask of the columns that they cover.

/// What a cell needs and wants, padding included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ContentWidths {
    /// The least width: of its longest word.
    pub(super) min_content: f32,
    /// The width at which nothing of it wraps.
    pub(super) max_content: f32,
    /// By how much its words together are wider than the longest of them; none in a head, whose
    /// words are no measure of what stands below it.
    pub(super) words: f32,
    /// Whether it shows a picture that gives way: its width is settled before that of words is.
    pub(super) pictures: bool,
}

/// A cell's demand on the columns it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) want: ContentWidths,
}
