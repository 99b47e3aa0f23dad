//! What a page opens with, and what it is called.
//!
//! A page opens with a heading of its own where it has one, else with its name. Its name is what a
//! navigation calls it, else what its front matter says, else what its heading says, else its
//! file's. None of them is shown twice.

use super::markdown;
use crate::source::{Dialect, RawPage};
use crate::span::Span;
use crate::tree::walk::walk_blocks;
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind, plain_text};

/// The title of a page.
#[derive(Debug)]
pub(super) struct Title {
    /// The id that the author gave the heading.
    pub(super) anchor: Option<String>,
    /// The heading.
    pub(super) content: Vec<Inline<Authored>>,
    /// Whether it is one of the page's own text.
    pub(super) headed: bool,
    /// What the page is called.
    pub(super) name: String,
    /// Whether a navigation or the front matter says so.
    pub(super) named: bool,
}

/// Settles the title of a page. A heading that becomes it leaves the blocks.
pub(super) fn take_title(
    raw: &RawPage,
    dialect: Dialect,
    blocks: &mut Vec<Block<Authored>>,
) -> Title {
    let called = raw.called.as_ref().map(|name| in_words(name, dialect));
    let called = called.filter(|name| !name.is_empty());
    let stated = raw.written_title.as_ref();
    let named = called.is_some() || stated.is_some() || raw.titled;
    // Without a name the heading gives one, once it is set.
    let name = called.clone().unwrap_or_else(|| raw.meta.title.clone());
    let own = own_heading(raw, called.as_deref(), dialect, blocks);
    let headed = own.is_some();
    let (anchor, content) = own.unwrap_or_else(|| {
        // The title of the front matter is shown; a name for menus only where there is none.
        let words = called.filter(|_| stated.is_none()).unwrap_or_else(|| raw.meta.title.clone());
        let place = Span::new(raw.file, raw.body.start..raw.body.start);
        (None, vec![Inline::text(words, place)])
    });
    Title { anchor, content, headed, name, named }
}

/// The words of a name as a tool's list of pages writes it; in a summary they are Markdown.
pub(super) fn in_words(name: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::MdBook | Dialect::GitBook => markdown::words(name).trim_end().to_owned(),
        _ => name.to_owned(),
    }
}

/// The heading that the page opens with, taken out of its blocks.
fn own_heading(
    raw: &RawPage,
    called: Option<&str>,
    dialect: Dialect,
    blocks: &mut Vec<Block<Authored>>,
) -> Option<(Option<String>, Vec<Inline<Authored>>)> {
    let place = find(blocks)?;
    let Block { kind: BlockKind::Heading { level, content, .. }, attr, .. } = at(blocks, &place)?
    else {
        return None;
    };
    let says = |name: &str| same_words(&plain_text(content), name);
    // Shown by their tools in place of what the front matter says.
    let opens = matches!(dialect, Dialect::Docusaurus | Dialect::MkDocs) && *level == 1;
    let taken = match (&raw.written_title, place.opens) {
        (Some(title), opening) => says(title) || (opens && opening),
        (None, true) => *level == 1 || called.is_some_and(says) || is_alone(blocks, *level),
        (None, false) => called.is_some_and(says),
    };
    // What is for some readers alone cannot be the title of what all get.
    if !taken || attr.has_condition() {
        return None;
    }
    match remove(blocks, &place)?.kind {
        BlockKind::Heading { anchor, content, .. } => Some((anchor, content)),
        _ => None,
    }
}

/// Where the first heading of a page stands.
#[derive(Debug)]
struct Place {
    /// The indices of the divisions that it stands in, from the outside, and its own.
    path: Vec<usize>,
    /// Whether nothing but pictures, badges and anchors stands before it.
    opens: bool,
}

fn find(blocks: &[Block<Authored>]) -> Option<Place> {
    let mut opens = true;
    for (index, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Heading { .. } => return Some(Place { path: vec![index], opens }),
            BlockKind::Div { blocks } if !block.attr.has_condition() => {
                if let Some(mut place) = find(blocks) {
                    place.path.insert(0, index);
                    place.opens &= opens;
                    return Some(place);
                }
            }
            _ => {}
        }
        opens &= is_ornament(block);
    }
    None
}

fn at<'b>(blocks: &'b [Block<Authored>], place: &Place) -> Option<&'b Block<Authored>> {
    let (own, around) = place.path.split_last()?;
    let mut blocks = blocks;
    for index in around {
        let BlockKind::Div { blocks: inner } = &blocks.get(*index)?.kind else { return None };
        blocks = inner;
    }
    blocks.get(*own)
}

fn remove(blocks: &mut Vec<Block<Authored>>, place: &Place) -> Option<Block<Authored>> {
    let (own, around) = place.path.split_last()?;
    let mut blocks = blocks;
    for index in around {
        let BlockKind::Div { blocks: inner } = &mut blocks.get_mut(*index)?.kind else {
            return None;
        };
        blocks = inner;
    }
    (*own < blocks.len()).then(|| blocks.remove(*own))
}

/// Whether a page has no second heading of this rank or a higher one.
fn is_alone(blocks: &[Block<Authored>], rank: u8) -> bool {
    let mut count = 0;
    walk_blocks(blocks, &mut |block| {
        count +=
            usize::from(matches!(block.kind, BlockKind::Heading { level, .. } if level <= rank));
    });
    count == 1
}

/// Whether a block is nothing but pictures, badges and anchors.
fn is_ornament(block: &Block<Authored>) -> bool {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Plain { content } => {
            content.iter().all(is_wordless)
        }
        BlockKind::Image { .. } => true,
        BlockKind::Figure { blocks, .. } | BlockKind::Div { blocks } => {
            blocks.iter().all(is_ornament)
        }
        _ => false,
    }
}

fn is_wordless(inline: &Inline<Authored>) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::Image { .. } => true,
        kind => kind.content().is_some_and(|content| content.iter().all(is_wordless)),
    }
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
