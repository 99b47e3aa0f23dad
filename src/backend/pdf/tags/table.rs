//! Which header cells a cell stands under, where their scope alone does not say it.

use krilla::tagging::{TagId, TagKind};
use rustc_hash::FxHashMap;

use crate::layout::structure::HeaderScope;
use crate::layout::{NodeId, Role, Structure};

/// The header cells of the cells of tables that need them named.
///
/// A reader finds a cell's headers by scope: up its column and to the start of its row. That fails
/// where a header covers several columns or rows or where headers stand in several rows, so such
/// tables name them cell by cell (ISO 32000-1, 14.8.5.7, `Headers`).
#[derive(Default)]
pub(super) struct Headers(FxHashMap<NodeId, Vec<NodeId>>);

/// Browsers read no wider cell either. Bounds the work for absurd spans.
const WIDEST: usize = 1000;

/// The headers of all tables of a document.
pub(super) fn headers(structure: &Structure) -> Headers {
    let mut headers = Headers::default();
    for id in structure.ids() {
        if matches!(structure.get(id).role, Role::Table { .. }) {
            let cells = cells(structure, id);
            if scope_is_not_enough(&cells) {
                headers.name(&cells);
            }
        }
    }
    headers
}

impl Headers {
    /// Gives a cell's tag its name, where others may refer to it, and the names of its headers.
    pub(super) fn apply(&self, id: NodeId, tag: &mut TagKind) {
        let Some(headers) = self.0.get(&id) else { return };
        let names = (!headers.is_empty()).then(|| headers.iter().map(|header| name(*header)));
        match tag {
            TagKind::TH(tag) => {
                tag.as_any_mut().set_id(Some(name(id)));
                tag.set_headers(names);
            }
            TagKind::TD(tag) => tag.set_headers(names),
            _ => {}
        }
    }

    fn name(&mut self, cells: &[Placed]) {
        let mut above: Vec<Vec<&Placed>> = Vec::new();
        let mut beside: Vec<&Placed> = Vec::new();
        for cell in cells {
            beside.retain(|header| header.last_row >= cell.row && header.row <= cell.row);
            let columns = cell.column..=cell.last_column;
            let over = above.iter().take(cell.last_column + 1).skip(cell.column).flatten();
            let mut own: Vec<NodeId> =
                over.filter(|header| header.row < cell.row).map(|header| header.id).collect();
            own.extend(
                beside.iter().filter(|header| !columns.contains(&header.column)).map(|h| h.id),
            );
            own.sort_unstable();
            own.dedup();
            self.0.insert(cell.id, own);
            if cell.heads_columns() {
                above.resize_with(above.len().max(cell.last_column + 1), Vec::new);
                above[columns].iter_mut().for_each(|column| column.push(cell));
            }
            if cell.heads_rows() {
                beside.push(cell);
            }
        }
    }
}

fn name(cell: NodeId) -> TagId {
    TagId::from(format!("h{}", cell.index()).into_bytes())
}

/// A cell and where it stands, counted from 0.
struct Placed {
    id: NodeId,
    scope: Option<HeaderScope>,
    row: usize,
    last_row: usize,
    column: usize,
    last_column: usize,
}

impl Placed {
    fn heads_columns(&self) -> bool {
        matches!(self.scope, Some(HeaderScope::Column | HeaderScope::Both))
    }

    fn heads_rows(&self) -> bool {
        matches!(self.scope, Some(HeaderScope::Row | HeaderScope::Both))
    }
}

fn scope_is_not_enough(cells: &[Placed]) -> bool {
    let mut head_row = None;
    cells.iter().any(|cell| {
        let spans = cell.last_row > cell.row || cell.last_column > cell.column;
        let second_row = cell.heads_columns() && *head_row.get_or_insert(cell.row) != cell.row;
        (cell.scope.is_some() && spans) || second_row
    })
}

/// A table's cells in reading order, each put into the first free column of its row.
fn cells(structure: &Structure, table: NodeId) -> Vec<Placed> {
    let mut cells = Vec::new();
    // For every column, the first row that no cell from above reaches into.
    let mut free_from: Vec<usize> = Vec::new();
    for (row, id) in rows(structure, table).into_iter().enumerate() {
        let mut column = 0;
        for &id in &structure.get(id).children {
            let Role::TableCell { header: scope, column_span, row_span } = structure.get(id).role
            else {
                continue;
            };
            while free_from.get(column).is_some_and(|free| *free > row) {
                column += 1;
            }
            let last_column = column + usize::from(column_span).clamp(1, WIDEST) - 1;
            let last_row = row + usize::from(row_span).max(1) - 1;
            free_from.resize(free_from.len().max(last_column + 1), 0);
            free_from[column..=last_column].fill(last_row + 1);
            cells.push(Placed { id, scope, row, last_row, column, last_column });
            column = last_column + 1;
        }
    }
    cells
}

fn rows(structure: &Structure, table: NodeId) -> Vec<NodeId> {
    let is_row = |id: &NodeId| structure.get(*id).role == Role::TableRow;
    let below = |id: NodeId| structure.get(id).children.iter().copied();
    below(table).flat_map(|part| below(part).chain([part])).filter(is_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a table from rows of cells written `th`, `tr` (row header) or `td`, with spans as in
    /// `th 2x1`, and says for each cell which of the cells before it, by number, head it.
    fn named(table: &[&[&str]]) -> Vec<Vec<usize>> {
        let mut structure = Structure::default();
        let root = structure.add(None, Role::Table { summary: None });
        let mut cells = Vec::new();
        for row in table {
            let row_id = structure.add(Some(root), Role::TableRow);
            for cell in *row {
                let (kind, span) = cell.split_once(' ').unwrap_or((cell, "1x1"));
                let (columns, rows) = span.split_once('x').unwrap();
                let header = match kind {
                    "th" => Some(HeaderScope::Column),
                    "tr" => Some(HeaderScope::Row),
                    _ => None,
                };
                let (column_span, row_span) = (columns.parse().unwrap(), rows.parse().unwrap());
                let role = Role::TableCell { header, column_span, row_span };
                cells.push(structure.add(Some(row_id), role));
            }
        }
        let headers = headers(&structure);
        let number = |id: &NodeId| cells.iter().position(|cell| cell == id).unwrap();
        let of = |cell| headers.0.get(cell).into_iter().flatten().map(number).collect();
        cells.iter().map(of).collect()
    }

    #[test]
    fn a_plain_table_is_left_to_scope() {
        assert!(named(&[&["th", "th"], &["td", "td"]]).iter().all(Vec::is_empty));
    }

    #[test]
    fn headers_over_headers_are_all_named() {
        let table: &[&[&str]] = &[
            &["th 1x2", "th 2x1"], //        0 | 1   1
            &["th", "th"],         //        0 | 2 | 3
            &["tr", "td", "td"],   //        4 | 5 | 6
        ];
        let none = Vec::<usize>::new();
        let expected =
            vec![none.clone(), none, vec![1], vec![1], vec![0], vec![1, 2, 4], vec![1, 3, 4]];
        assert_eq!(named(table), expected);
    }

    #[test]
    fn a_row_header_over_two_rows_heads_both() {
        let table: &[&[&str]] = &[&["tr 1x2", "td"], &["td"]];
        assert_eq!(named(table), [vec![], vec![0], vec![0]]);
    }

    #[test]
    fn absurd_spans_cost_little() {
        assert_eq!(named(&[&["th 65535x65535", "td"]]).len(), 2);
    }
}
