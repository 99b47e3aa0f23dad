//! What the cells of a table need and want in width.

use super::columns::{Demand, Want};
use super::{Placed, Setting};
use crate::layout::block::flow::Flow;
use crate::layout::inline::{Paragraph, ParagraphStyle};
use crate::layout::structure::Role;
use crate::tree::{Block, BlockKind, Image, Inline, InlineKind, Linked};

/// The demands of all cells. Their structure is thrown away: cells are prepared again when the
/// widths are known.
pub(super) fn demands(flow: &mut Flow<'_, '_>, setting: &Setting<'_>) -> Vec<Demand> {
    let kept = std::mem::take(&mut flow.context.sink);
    let demands = flow.measured(|flow, _| {
        let cells = setting.head.iter().chain(&setting.body);
        cells.map(|placed| demand(flow, setting, placed)).collect()
    });
    flow.context.sink = kept;
    demands
}

fn demand(flow: &mut Flow<'_, '_>, setting: &Setting<'_>, placed: &Placed<'_>) -> Demand {
    let style = super::rows::cell_style(setting, placed);
    let mut want = of_blocks(flow, &style, &placed.cell.blocks, 0);
    want.least += 2.0 * setting.pad_x;
    want.most += 2.0 * setting.pad_x;
    Demand { column: placed.column, columns: placed.columns, want }
}

/// The widest of some blocks. Nesting beyond what a table's cell can sensibly show adds nothing.
fn of_blocks(
    flow: &mut Flow<'_, '_>,
    style: &ParagraphStyle,
    blocks: &[Block<Linked>],
    depth: usize,
) -> Want {
    let each =
        |block| if depth < 16 { of_block(flow, style, block, depth) } else { Want::default() };
    blocks.iter().map(each).fold(Want::default(), wider)
}

fn of_block(
    flow: &mut Flow<'_, '_>,
    style: &ParagraphStyle,
    block: &Block<Linked>,
    depth: usize,
) -> Want {
    let em = style.size;
    let next = depth + 1;
    match &block.kind {
        BlockKind::Paragraph { content }
        | BlockKind::Plain { content }
        | BlockKind::Heading { content, .. } => of_words(flow, style, content),
        BlockKind::List { items, .. } => {
            let each =
                |item: &crate::tree::ListItem<Linked>| of_blocks(flow, style, &item.blocks, next);
            indented(items.iter().map(each).fold(Want::default(), wider), em * 2.0)
        }
        BlockKind::Definitions { entries } => {
            let mut want = Want::default();
            for entry in entries {
                want = wider(want, of_words(flow, style, &entry.term));
                for detail in &entry.details {
                    want = wider(want, indented(of_blocks(flow, style, detail, next), em * 2.0));
                }
            }
            want
        }
        BlockKind::Quote { blocks }
        | BlockKind::Callout { blocks, .. }
        | BlockKind::Details { blocks, .. } => {
            indented(of_blocks(flow, style, blocks, next), em * 2.4)
        }
        BlockKind::Div { blocks } | BlockKind::Figure { blocks, .. } => {
            of_blocks(flow, style, blocks, next)
        }
        BlockKind::Code { text, .. } | BlockKind::Math { tex: text } => {
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            let most = longest as f32 * em * 0.6 + em * 1.6;
            Want { least: most.min(em * 14.0), most }
        }
        BlockKind::Table { table } => {
            let columns = table.columns.len().max(1) as f32;
            Want { least: columns * em * 4.0, most: columns * em * 10.0 }
        }
        BlockKind::Image { image } => of_image(flow, image, em),
        BlockKind::Media { .. } => Want { least: em * 8.0, most: em * 16.0 },
        BlockKind::Rule | BlockKind::PageBreak => Want::default(),
    }
}

fn of_words(flow: &mut Flow<'_, '_>, style: &ParagraphStyle, content: &[Inline<Linked>]) -> Want {
    let node = flow.context.structure.add(None, Role::Group);
    let paragraph = Paragraph::prepare(content, style, node, flow.context);
    let mut want = Want { least: paragraph.min_width(), most: paragraph.max_width() };
    for inline in content {
        if let InlineKind::Image { image } = &inline.kind {
            want = wider(want, of_image(flow, image, style.size));
        }
    }
    want
}

/// A picture would like its own width, but gives way to half a dozen ems.
fn of_image(flow: &Flow<'_, '_>, image: &Image<Linked>, em: f32) -> Want {
    let most = match &image.picture {
        crate::tree::Picture::Asset { asset } => {
            super::super::figure::image_size(flow, *asset, image.width).width
        }
        crate::tree::Picture::Missing { .. } => em * 12.0,
    };
    Want { least: most.min(em * 6.0), most }
}

fn wider(first: Want, second: Want) -> Want {
    Want { least: first.least.max(second.least), most: first.most.max(second.most) }
}

fn indented(want: Want, by: f32) -> Want {
    Want { least: want.least + by, most: want.most + by }
}
