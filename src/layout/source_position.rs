//! Where what stands on paper was written.

use crate::tree::NodeKey;

/// Where a line, picture or row was written. Pages carry the one that they start with, so that
/// other outputs can say where printed pages start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourcePosition {
    /// The name of the part that a page of the pack opens.
    Part,
    /// The title of a page of the pack.
    Title,
    /// A block or an inline of a page of the pack.
    Node {
        /// Which one.
        node: NodeKey,
        /// How many bytes of its words stand before. Spaces that are printed as one are counted as
        /// one, so it can be a few too low.
        offset: usize,
    },
}

impl SourcePosition {
    /// The start of a block or inline.
    pub(crate) fn start_of<T>(node: &T) -> Self {
        Self::Node { node: NodeKey::of(node), offset: 0 }
    }
}
