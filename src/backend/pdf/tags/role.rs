//! What each role of the structure is called in PDF (ISO 32000-1, 14.8.4).

use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;

use krilla::tagging::{BBox, ListNumbering, Placement, TableHeaderScope, Tag, TagKind};

use super::Area;
use crate::backend::pdf::place;
use crate::layout::structure::{HeaderScope, ListMarks, Node};
use crate::layout::{Rect, Role};

/// What painting found out about a node that its tag depends on.
pub(super) struct Shown {
    pub(super) area: Area,
    /// Whether a clickable area belongs to it.
    pub(super) is_link: bool,
    /// What its pictures show, where it has nothing but pictures.
    pub(super) pictured: Option<String>,
}

/// The tag of a node, with all its attributes but the language.
pub(super) fn tag(node: &Node, shown: &Shown) -> TagKind {
    match &node.role {
        Role::Section => Tag::Section.into(),
        Role::Heading { level, title } => heading(*level, title),
        Role::Paragraph => Tag::P.into(),
        Role::List { marks } => Tag::L(numbering(*marks)).into(),
        Role::ListItem => Tag::LI.into(),
        Role::ListLabel => Tag::Lbl.into(),
        Role::ListBody => Tag::LBody.into(),
        Role::Table { summary } => {
            Tag::Table.with_summary(summary.as_deref().map(str::to_owned)).into()
        }
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::TableRow => Tag::TR.into(),
        Role::TableCell { header, column_span, row_span } => cell(*header, *column_span, *row_span),
        Role::Figure { alt } => Tag::Figure(words(alt)).with_bbox(bbox(shown.area)).into(),
        Role::Formula { alt } => Tag::Formula(words(alt)).with_bbox(bbox(shown.area)).into(),
        Role::Caption => Tag::Caption.into(),
        Role::Code { block: true } => Tag::Code.with_placement(Some(Placement::Block)).into(),
        Role::Code { block: false } => Tag::Code.into(),
        Role::BlockQuote => Tag::BlockQuote.into(),
        Role::Callout(_) | Role::Group => Tag::Div.into(),
        Role::Note => Tag::Note.into(),
        Role::NoteMark => Tag::Reference.into(),
        // Readers that look for the words of a link find none in a picture.
        Role::Link { .. } if shown.is_link => {
            Tag::Link.with_alt_text(shown.pictured.clone()).into()
        }
        // A link whose place is on no page is words and no link.
        Role::Link { .. } => Tag::Span.into(),
        Role::Toc => Tag::TOC.into(),
        Role::TocEntry => Tag::TOCI.into(),
        Role::Emphasis => Tag::Em.into(),
        Role::Strong => Tag::Strong.into(),
        Role::Span { alt } => Tag::Span.with_alt_text(alt.as_ref().and_then(words)).into(),
        Role::Title => Tag::Title.into(),
    }
}

/// Levels below the sixth have tags of their own, which krilla maps to paragraphs for readers that
/// do not know them.
fn heading(level: u8, title: &Arc<str>) -> TagKind {
    let level = NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, words(title)).into()
}

fn numbering(marks: ListMarks) -> ListNumbering {
    match marks {
        ListMarks::Numbers => ListNumbering::Decimal,
        ListMarks::Bullets => ListNumbering::Disc,
        ListMarks::Own => ListNumbering::None,
    }
}

fn cell(header: Option<HeaderScope>, columns: u16, rows: u16) -> TagKind {
    let span = |count: u16| (count > 1).then(|| NonZeroU32::new(count.into())).flatten();
    match header {
        Some(scope) => {
            Tag::TH(to_krilla(scope)).with_col_span(span(columns)).with_row_span(span(rows)).into()
        }
        None => Tag::TD.with_col_span(span(columns)).with_row_span(span(rows)).into(),
    }
}

fn to_krilla(scope: HeaderScope) -> TableHeaderScope {
    match scope {
        HeaderScope::Row => TableHeaderScope::Row,
        HeaderScope::Column => TableHeaderScope::Column,
        HeaderScope::Both => TableHeaderScope::Both,
    }
}

fn words(text: &Arc<str>) -> Option<String> {
    (!text.is_empty()).then(|| text.as_ref().to_owned())
}

/// Illustrations say where they stand, unless they are spread over pages (14.8.5.4.3).
fn bbox(area: Area) -> Option<BBox> {
    let rect = |rect: Rect| place::rect(rect);
    match area {
        Area::OnPage(page, area) => rect(area).map(|rect| BBox::new(page, rect)),
        Area::Nowhere | Area::Scattered => None,
    }
}
