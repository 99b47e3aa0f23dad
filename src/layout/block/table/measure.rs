//! What the cells of a table need and want in width, and how high they are at widths between.

use super::demand::{ContentWidths, Demand};
use super::grid::Placed;
use super::lowest::{Cells, Text};
use super::setting::Setting;
use crate::layout::block::figure::{room_for_picture, shown_size};
use crate::layout::block::flow::Flow;
use crate::layout::inline::{Extents, LEAST_PICTURE, Paragraph};
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::Role;
use crate::tree::walk::walk_content;
use crate::tree::{
    Block, BlockKind, Formula, Image, Inline, InlineKind, Linked, Listing, plain_text,
};

/// What is known of a table's cells before the columns have their widths.
pub(super) struct Measured {
    pub(super) demands: Vec<Demand>,
    pub(super) cells: Cells,
}

/// Measures all cells. Their structure is thrown away: cells are prepared again when the widths are
/// known.
pub(super) fn measure(flow: &mut Flow<'_, '_>, setting: &Setting<'_>) -> Measured {
    let (heads, bodies) = setting.row_counts;
    let cells = Cells::new(setting.aligns.len(), heads + bodies);
    let mut measured = Measured { demands: Vec::new(), cells };
    let kept = std::mem::take(&mut flow.context.sink);
    flow.measured(|flow, _| {
        for placed in setting.head.iter().chain(&setting.body) {
            measure_cell(flow, setting, placed, &mut measured);
        }
    });
    flow.context.sink = kept;
    measured
}

fn measure_cell(
    flow: &mut Flow<'_, '_>,
    setting: &Setting<'_>,
    placed: &Placed<'_>,
    measured: &mut Measured,
) {
    let style = super::rows::cell_style(setting, placed);
    let Content { mut want, texts } = of_blocks(flow, &style, &placed.cell.blocks, 0);
    let padding = setting.padding(placed).sum();
    want.min_content += padding;
    want.max_content += padding;
    let in_head = placed.row < setting.row_counts.0;
    if in_head {
        want.words = 0.0;
    }
    let (column, columns) = (placed.column, placed.columns);
    measured.demands.push(Demand { column, columns, want });
    if columns == 1 {
        let em = (!in_head).then_some(style.size);
        let rows = placed.row..placed.row + placed.rows;
        measured.cells.add(rows, column, texts, padding, em);
    }
}

/// What is in a cell, measured.
#[derive(Default)]
struct Content {
    want: ContentWidths,
    texts: Vec<Text>,
}

impl Content {
    /// Something without words that could be set at several widths.
    fn solid(min_content: f32, max_content: f32) -> Self {
        let want = ContentWidths { min_content, max_content, ..ContentWidths::default() };
        Self { want, texts: Vec::new() }
    }

    /// What stands below each other.
    fn stacked(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.want.min_content = all.want.min_content.max(part.want.min_content);
            all.want.max_content = all.want.max_content.max(part.want.max_content);
            all.want.words = all.want.words.max(part.want.words);
            all.want.pictures |= part.want.pictures;
            all.texts.extend(part.texts);
        }
        all
    }

    fn indented(mut self, by: f32) -> Self {
        self.want.min_content += by;
        self.want.max_content += by;
        for text in &mut self.texts {
            text.indent += by;
        }
        self
    }
}

/// Some blocks below each other. Nesting beyond what a table's cell can sensibly show adds nothing.
fn of_blocks(
    flow: &mut Flow<'_, '_>,
    style: &ParagraphStyle,
    blocks: &[Block<Linked>],
    depth: usize,
) -> Content {
    let shown = blocks.iter().filter(|_| depth < 16);
    Content::stacked(shown.map(|block| of_block(flow, style, block, depth)))
}

fn of_block(
    flow: &mut Flow<'_, '_>,
    style: &ParagraphStyle,
    block: &Block<Linked>,
    depth: usize,
) -> Content {
    let em = style.size;
    let next = depth + 1;
    match &block.kind {
        BlockKind::Paragraph { content }
        | BlockKind::Plain { content }
        | BlockKind::Heading { content, .. } => of_words(flow, style, content),
        BlockKind::List { items, .. } => {
            let items = items.iter().map(|item| of_blocks(flow, style, &item.blocks, next));
            Content::stacked(items).indented(em * 2.0)
        }
        BlockKind::Definitions { entries } => {
            let mut parts = Vec::new();
            for entry in entries {
                parts.push(of_words(flow, style, &entry.term));
                let details = entry.details.iter();
                parts.extend(
                    details.map(|detail| of_blocks(flow, style, detail, next).indented(em * 2.0)),
                );
            }
            Content::stacked(parts)
        }
        BlockKind::Quote { blocks }
        | BlockKind::Callout { blocks, .. }
        | BlockKind::Details { blocks, .. } => {
            of_blocks(flow, style, blocks, next).indented(em * 2.4)
        }
        BlockKind::Div { blocks } | BlockKind::Figure { blocks, .. } => {
            of_blocks(flow, style, blocks, next)
        }
        BlockKind::Code { text: Listing { text, .. }, .. }
        | BlockKind::Math { tex: Formula { source: Listing { text, .. }, .. } } => {
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            let most = longest as f32 * em * 0.6 + em * 1.6;
            Content::solid(most.min(em * 14.0), most)
        }
        BlockKind::Table { table } => {
            let columns = table.columns.len().max(1) as f32;
            Content::solid(columns * em * 4.0, columns * em * 10.0)
        }
        BlockKind::Image { image } => of_image(flow, style, image),
        BlockKind::Media { .. } => Content::solid(em * 8.0, em * 16.0),
        BlockKind::Rule | BlockKind::PageBreak => Content::default(),
    }
}

fn of_words(
    flow: &mut Flow<'_, '_>,
    style: &ParagraphStyle,
    content: &[Inline<Linked>],
) -> Content {
    let node = flow.context.structure.add(None, Role::Group);
    let extents = Paragraph::prepare(content, style, node, flow.context).extents();
    let Extents { min_content, max_content, .. } = extents;
    let mut images = Vec::new();
    walk_content(content, &mut |inline| {
        if let InlineKind::Image { image } = &inline.kind {
            images.push(of_image(flow, style, image));
        }
    });
    let images = Content::stacked(images);
    if shows_pictures_alone(content) {
        return images;
    }
    let pictures = images.want.pictures;
    let words = max_content - min_content;
    let want = ContentWidths { min_content, max_content, words, pictures };
    let figures = plain_text(content).contains(|c: char| c.is_ascii_digit());
    Content { want, texts: vec![Text { indent: 0.0, extents, figures }] }
}

/// Whether there is a picture in some words, and nothing beside pictures.
fn shows_pictures_alone(content: &[Inline<Linked>]) -> bool {
    let mut has_picture = false;
    let mut has_words = false;
    walk_content(content, &mut |inline| match &inline.kind {
        InlineKind::Image { .. } => has_picture = true,
        InlineKind::Text { text } => has_words |= !text.trim().is_empty(),
        InlineKind::Code { .. } | InlineKind::Math { .. } | InlineKind::NoteMark { .. } => {
            has_words = true;
        }
        _ => {}
    });
    has_picture && !has_words
}

/// A picture would like its own width, as far as a table has room for it, but gives way.
fn of_image(flow: &Flow<'_, '_>, style: &ParagraphStyle, image: &Image<Linked>) -> Content {
    let em = style.size;
    let most = match &image.picture {
        crate::tree::Picture::Asset { asset } => {
            let room = room_for_picture(flow, f32::INFINITY, style.picture_room);
            shown_size(flow.context.document.assets.get(*asset), image.width, room.width, room)
                .width
        }
        crate::tree::Picture::Missing { .. } => em * 12.0,
    };
    let least = most.min(em * LEAST_PICTURE);
    let mut content = Content::solid(least, most);
    content.want.pictures = most > least;
    content
}
