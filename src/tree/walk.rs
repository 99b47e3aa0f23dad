//! Going through a tree from outside, in reading order.
//!
//! Depth is bounded: the parser follows no more than a hundred levels.

use super::{Block, BlockKind, Image, Inline, InlineKind, Media, Stage};

/// Visits every block, each before the blocks in it.
pub fn walk_blocks<'a, S: Stage>(blocks: &'a [Block<S>], visit: &mut impl FnMut(&'a Block<S>)) {
    for block in blocks {
        visit(block);
        for children in block.kind.children() {
            walk_blocks(children, visit);
        }
    }
}

/// Visits every inline of every block, each before the inlines in it.
pub fn walk_inlines<'a, S: Stage>(blocks: &'a [Block<S>], visit: &mut impl FnMut(&'a Inline<S>)) {
    walk_blocks(blocks, &mut |block| {
        for content in block.kind.contents() {
            walk_content(content, visit);
        }
    });
}

/// Visits every inline of a run, each before the inlines in it.
pub fn walk_content<'a, S: Stage>(content: &'a [Inline<S>], visit: &mut impl FnMut(&'a Inline<S>)) {
    for inline in content {
        visit(inline);
        walk_content(inline.kind.content().unwrap_or_default(), visit);
    }
}

/// Visits every block so that it can be changed, each before the blocks in it.
pub fn walk_blocks_mut<S: Stage>(blocks: &mut [Block<S>], visit: &mut impl FnMut(&mut Block<S>)) {
    for block in blocks {
        visit(block);
        for children in block.kind.children_mut() {
            walk_blocks_mut(children, visit);
        }
    }
}

/// Visits every run of inlines that stands directly in a block, so that it can be changed.
pub fn walk_contents_mut<S: Stage>(
    blocks: &mut [Block<S>],
    visit: &mut impl FnMut(&mut Vec<Inline<S>>),
) {
    walk_blocks_mut(blocks, &mut |block| {
        for content in block.kind.contents_mut() {
            visit(content);
        }
    });
}

/// Visits every image, in blocks and among words, so that it can be changed.
pub fn walk_images_mut<S: Stage>(blocks: &mut [Block<S>], visit: &mut impl FnMut(&mut Image<S>)) {
    walk_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Image { image } = &mut block.kind {
            visit(image);
        }
        for content in block.kind.contents_mut() {
            walk_content_images_mut(content, visit);
        }
    });
}

fn walk_content_images_mut<S: Stage>(
    content: &mut [Inline<S>],
    visit: &mut impl FnMut(&mut Image<S>),
) {
    for inline in content {
        if let InlineKind::Image { image } = &mut inline.kind {
            visit(image);
        }
        if let Some(inner) = inline.kind.content_mut() {
            walk_content_images_mut(inner, visit);
        }
    }
}

macro_rules! leaf {
    ($(#[$doc:meta])+ $name:ident, $($mutable:tt)?) => {
        $(#[$doc])+
        #[derive(Debug)]
        pub enum $name<'a, S: Stage> {
            /// The id of the block.
            Anchor(&'a $($mutable)? S::Anchor),
            /// Code.
            Code {
                /// Its language, where it has one.
                language: &'a $($mutable)? Option<String>,
                /// The code itself.
                text: &'a $($mutable)? S::Listing,
            },
            /// A formula.
            Math(&'a $($mutable)? S::Formula),
            /// An image.
            Image(&'a $($mutable)? Image<S>),
            /// A video or sound.
            Media(&'a $($mutable)? Media<S>),
        }
    };
}

leaf!(
    /// What a block says by itself, beside the inlines and blocks in it.
    Leaf,
);
leaf!(
    /// What a block says by itself, so that it can be changed.
    LeafMut,
    mut
);

macro_rules! parts {
    ($children:ident, $contents:ident, $leaf:ident, $Leaf:ident, $iter:ident, $($mutable:tt)?) => {
        /// The runs of blocks that stand directly in this block, in reading order.
        pub fn $children(&$($mutable)? self) -> Vec<&$($mutable)? Vec<Block<S>>> {
            match self {
                Self::Quote { blocks }
                | Self::Callout { blocks, .. }
                | Self::Figure { blocks, .. }
                | Self::Details { blocks, .. }
                | Self::Div { blocks } => vec![blocks],
                Self::List { items, .. } => {
                    items.$iter().map(|item| &$($mutable)? item.blocks).collect()
                }
                Self::Definitions { entries } => entries
                    .$iter()
                    .flat_map(|entry| entry.details.$iter())
                    .collect(),
                Self::Table { table } => {
                    let rows = table.head.$iter().chain(table.body.$iter());
                    let cells = rows.flat_map(|row| row.cells.$iter());
                    cells.map(|cell| &$($mutable)? cell.blocks).collect()
                }
                Self::Heading { .. }
                | Self::Paragraph { .. }
                | Self::Plain { .. }
                | Self::Code { .. }
                | Self::Math { .. }
                | Self::Image { .. }
                | Self::Media { .. }
                | Self::Rule
                | Self::PageBreak => Vec::new(),
            }
        }

        /// The runs of inlines that stand directly in this block, in reading order.
        pub fn $contents(&$($mutable)? self) -> Vec<&$($mutable)? Vec<Inline<S>>> {
            match self {
                Self::Heading { content, .. }
                | Self::Paragraph { content }
                | Self::Plain { content } => vec![content],
                Self::Callout { title, .. } => title.$iter().collect(),
                Self::Definitions { entries } => {
                    entries.$iter().map(|entry| &$($mutable)? entry.term).collect()
                }
                Self::Table { table } => vec![&$($mutable)? table.caption],
                Self::Figure { caption, .. } => vec![caption],
                Self::Details { summary, .. } => vec![summary],
                Self::List { .. }
                | Self::Quote { .. }
                | Self::Code { .. }
                | Self::Math { .. }
                | Self::Image { .. }
                | Self::Media { .. }
                | Self::Rule
                | Self::PageBreak
                | Self::Div { .. } => Vec::new(),
            }
        }

        /// What stands directly in this block and is neither: code, a formula, an image.
        pub fn $leaf(&$($mutable)? self) -> Option<$Leaf<'_, S>> {
            match self {
                Self::Heading { anchor, .. } => Some($Leaf::Anchor(anchor)),
                Self::Code { language, text, .. } => Some($Leaf::Code { language, text }),
                Self::Math { tex } => Some($Leaf::Math(tex)),
                Self::Image { image } => Some($Leaf::Image(image)),
                Self::Media { media } => Some($Leaf::Media(media)),
                Self::Paragraph { .. }
                | Self::Plain { .. }
                | Self::List { .. }
                | Self::Definitions { .. }
                | Self::Quote { .. }
                | Self::Callout { .. }
                | Self::Table { .. }
                | Self::Figure { .. }
                | Self::Details { .. }
                | Self::Rule
                | Self::PageBreak
                | Self::Div { .. } => None,
            }
        }
    };
}

impl<S: Stage> BlockKind<S> {
    parts!(children, contents, leaf, Leaf, iter,);
    parts!(children_mut, contents_mut, leaf_mut, LeafMut, iter_mut, mut);
}

/// The inlines in an inline, where it can hold some, borrowed as the inline is.
macro_rules! content {
    ($inline:expr) => {
        match $inline {
            Self::Emphasis { content }
            | Self::Strong { content }
            | Self::Strike { content }
            | Self::Underline { content }
            | Self::Mark { content }
            | Self::Subscript { content }
            | Self::Superscript { content }
            | Self::Small { content }
            | Self::Keyboard { content }
            | Self::Quoted { content }
            | Self::Ruby { content }
            | Self::Reading { content }
            | Self::Link { content, .. }
            | Self::Span { content } => Some(content),
            Self::Text { .. }
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Code { .. }
            | Self::Math { .. }
            | Self::Image { .. }
            | Self::NoteMark { .. }
            | Self::CrossReference { .. } => None,
        }
    };
}

impl<S: Stage> InlineKind<S> {
    /// The inlines inside, for the kinds that hold some.
    pub fn content(&self) -> Option<&[Inline<S>]> {
        content!(self).map(Vec::as_slice)
    }

    /// The inlines inside, for the kinds that hold some, so that they can be changed.
    pub fn content_mut(&mut self) -> Option<&mut Vec<Inline<S>>> {
        content!(self)
    }
}
