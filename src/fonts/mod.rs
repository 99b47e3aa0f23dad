//! The fonts a document can be set in, with their metrics and coverage.

/// A face in the [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub(crate) u16);

/// Families, faces and fallbacks.
#[derive(Debug, Default)]
pub struct FontBook {}
