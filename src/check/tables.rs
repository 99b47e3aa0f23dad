//! Tables that do not say what is in them.

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
