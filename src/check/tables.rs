//! Tables that do not say in words what is in them.

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::tree::{Authored, Block, BlockKind, Cell, Row, Table, plain_text};

/// Tables whose columns have no heads, nor their rows.
pub(super) fn headless(view: &View<'_>, sink: &mut Sink) {
    view.blocks(&mut |block| {
        let BlockKind::Table { table } = &block.kind else { return };
        // One row or column is a line or a list, whatever it was written as.
        let small = table.columns.len() < 2 || table.body.len() < 2;
        if !small && !has_heads(table) {
            let message = "the columns of this table have no heads";
            let help = "say in its first row what each column holds; it is repeated on every page \
                        and read aloud with every cell";
            sink.push(Diagnostic::warning(Code::HeadlessTable, message).at(block.span).help(help));
        }
    });
}

/// Cells that say something by their colour alone (WCAG 2.2, 1.4.1). A row that has one colour all
/// along says nothing by it.
pub(super) fn color_alone(view: &View<'_>, sink: &mut Sink) {
    view.blocks(&mut |block| {
        let BlockKind::Table { table } = &block.kind else { return };
        let speaks =
            |row: &&Row<Authored>| row.cells.windows(2).any(|it| it[0].colors != it[1].colors);
        let is_mute = |cell: &&Cell<Authored>| {
            cell.colors.is_some() && !cell.blocks.iter().any(says_something)
        };
        let rows = table.head.iter().chain(&table.body).filter(speaks);
        let mut mute = rows.flat_map(|row| &row.cells).filter(is_mute);
        if let Some(cell) = mute.next() {
            let message = match mute.count() {
                0 => "this cell says something by its colour alone".to_owned(),
                more => format!("this cell and {more} more say something by their colour alone"),
            };
            let help = "write a word into each, such as `high`: in grey, or read aloud, nothing of \
                        the colour is left";
            sink.push(Diagnostic::warning(Code::ColorAlone, message).at(cell.span).help(help));
        }
    });
}

fn has_heads(table: &Table<Authored>) -> bool {
    let says = |cell: &Cell<Authored>| cell.blocks.iter().any(says_something);
    let starts_with_head =
        |row: &Row<Authored>| row.cells.first().is_some_and(|cell| cell.header && says(cell));
    table.head.iter().flat_map(|row| &row.cells).any(says)
        || table.body.iter().all(starts_with_head)
}

fn says_something(block: &Block<Authored>) -> bool {
    let words = block.kind.contents().into_iter().any(|run| !plain_text(run).trim().is_empty());
    words
        || matches!(block.kind, BlockKind::Image { .. } | BlockKind::Code { .. })
        || block.kind.children().into_iter().flatten().any(says_something)
}
