//! Which node something is about.

/// A node of a tree, by where it is kept: good for as long as the tree is neither moved nor changed.
///
/// Its place in a source would not do: what is generated has one place for many nodes, and what is
/// included twice has its place twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeKey(usize);

impl NodeKey {
    /// The key of a block or an inline.
    pub fn of<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr())
    }
}

impl std::fmt::LowerHex for NodeKey {
    /// A name for it that is good in this run alone.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::LowerHex::fmt(&self.0, formatter)
    }
}

impl std::fmt::Debug for NodeKey {
    /// Where a node is kept is another place on every run.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NodeKey")
    }
}
