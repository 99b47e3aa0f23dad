//! Elements that open and close, for the builder.

use std::ops::Range;

use pulldown_cmark::{
    Alignment as Align, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser,
    Tag, TagEnd,
};

use super::headings::level_number;
use super::structure::options;
use crate::diag::{Code, Diagnostic};
use crate::maths::without_comments;
use crate::parse::builder::{Builder, CellShape, Element, Paint, Wrapper};
use crate::parse::mapped::Mapped;
use crate::parse::typography::{LITERAL, SIGNS};
use crate::parse::{attributes, fence, html, pictures};
use crate::source::comments::without_html;
use crate::source::{Formulas, MathDelimiters};
use crate::span::Span;
use crate::tree::{
    Alignment, Attr, Authored, BlockKind, Bounds, CalloutKind, CodeLines, Image, Inline, InlineKind,
};

/// What is read in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::parse) struct Reading {
    /// Whether signs that somebody escaped are marked, since others become those of print.
    pub(in crate::parse) marks_escapes: bool,
    /// Which formulas.
    pub(in crate::parse) maths: Formulas,
    /// Whether lines end where they end in the source.
    pub(in crate::parse) keeps_line_ends: bool,
}

/// Reads Markdown, whose formulas all stand between dollar signs, and feeds the builder.
pub(in crate::parse) fn read(text: &Mapped, reading: Reading, builder: &mut Builder) {
    let mut reader = Reader {
        text,
        reads_maths: reading.maths.delimiters != MathDelimiters::Off,
        marks_escapes: reading.marks_escapes,
        keeps_line_ends: reading.keeps_line_ends,
        builder,
        behind: 0,
        attributes: 0..0,
        in_head: false,
        html: Vec::new(),
        cell_end: 0,
        lost_cells: (0, 0, None),
    };
    reader.builder.expect_elements(text.text());
    if pictures::shows_light(text.text()) {
        reader.builder.leave_out_dark();
    }
    let parser = Parser::new_ext(text.text(), options() | Options::ENABLE_MATH);
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
}

#[expect(clippy::struct_excessive_bools, reason = "each is a way of reading, or a place")]
struct Reader<'a> {
    text: &'a Mapped,
    /// Whether fences of `math` are formulas.
    reads_maths: bool,
    /// Whether signs will be set as print has them, but for those that are escaped.
    marks_escapes: bool,
    /// Whether lines end where they end in the source.
    keeps_line_ends: bool,
    builder: &'a mut Builder,
    /// Bytes before this offset are read already, as attributes.
    behind: usize,
    /// The attributes at the end of the last heading, which are none of its words.
    attributes: Range<usize>,
    /// Whether cells belong to a table's head.
    in_head: bool,
    /// The lines of the HTML block that is being read.
    html: Vec<(String, Range<usize>)>,
    /// Where the last cell of a table ends.
    cell_end: usize,
    /// Of the table that is being read: its columns, the cells beyond them, and the first place.
    lost_cells: (usize, usize, Option<Span>),
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.attributes.contains(&range.start) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, range),
            Event::Text(text) => self.words(&text, range),
            Event::Code(text) => {
                self.leaf(InlineKind::Code { text: text.into_string() }, range.clone());
                self.amend(range.end);
            }
            Event::InlineMath(tex) => {
                self.leaf(InlineKind::Math { tex: without_comments(&tex).into_owned() }, range);
            }
            Event::DisplayMath(tex) => {
                let span = self.span(&range);
                let tex = without_comments(&tex).trim().to_owned();
                self.builder.block(BlockKind::Math { tex }, Attr::none(), span);
            }
            Event::Html(html) => self.html.push((html.into_string(), range)),
            Event::InlineHtml(html) => {
                let ends = html.starts_with("</");
                self.html.push((html.into_string(), range.clone()));
                self.html();
                if ends {
                    self.amend(range.end);
                }
            }
            Event::FootnoteReference(label) => {
                self.leaf(InlineKind::NoteMark { mark: label.into_string() }, range);
            }
            Event::SoftBreak if !self.keeps_line_ends => self.leaf(InlineKind::SoftBreak, range),
            Event::SoftBreak | Event::HardBreak => self.leaf(InlineKind::HardBreak, range),
            Event::Rule => {
                let span = self.span(&range);
                self.builder.block(BlockKind::Rule, Attr::none(), span);
            }
            Event::TaskListMarker(is_done) => self.builder.amend_open(|element| {
                let Element::Item { done } = element else { return false };
                *done = Some(is_done);
                true
            }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let mut attr = Attr::none();
        let element = match tag {
            Tag::HtmlBlock | Tag::MetadataBlock(_) => return,
            Tag::Superscript => Element::Words(Wrapper::Superscript),
            Tag::Subscript => Element::Words(Wrapper::Subscript),
            Tag::Paragraph => Element::Paragraph,
            Tag::Heading { level, .. } => {
                if let Some((own, words)) = attributes::of_heading(&self.text.text()[range.clone()])
                {
                    attr = own;
                    self.attributes = range.start + words..range.end;
                }
                Element::Heading { level: level_number(level) }
            }
            Tag::BlockQuote(kind) => quote(kind),
            Tag::CodeBlock(kind) => self.code_block(kind, &mut attr, &range),
            Tag::List(start) => Element::List { start },
            Tag::Item => Element::Item { done: None },
            Tag::FootnoteDefinition(label) => Element::Note { label: label.into_string() },
            Tag::DefinitionList => Element::Definitions,
            Tag::DefinitionListTitle => Element::Term,
            Tag::DefinitionListDefinition => Element::Meaning,
            Tag::Table(columns) => {
                self.lost_cells = (columns.len(), 0, None);
                Element::Table { columns: columns.into_iter().map(alignment).collect() }
            }
            Tag::TableHead => {
                self.in_head = true;
                Element::TableRows { head: true }
            }
            Tag::TableRow => {
                attr = self.condition_behind_row(&range);
                Element::Row { paint: Paint::default() }
            }
            Tag::TableCell => {
                Element::Cell(CellShape { header: self.in_head, ..CellShape::default() })
            }
            Tag::Emphasis => Element::Words(Wrapper::Emphasis),
            Tag::Strong => Element::Words(Wrapper::Strong),
            Tag::Strikethrough => Element::Words(Wrapper::Strike),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                Element::Link { target: format!("{scheme}{dest_url}"), title: given(title) }
            }
            Tag::Image { dest_url, title, .. } => Element::Image(Image {
                picture: dest_url.into_string(),
                alt: String::new(),
                decorative: false,
                title: given(title),
                width: None,
                bounds: Bounds::default(),
            }),
        };
        let span = self.span(&range);
        self.builder.open(element, attr, span);
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::HtmlBlock => return self.html(),
            TagEnd::MetadataBlock(_) => return,
            TagEnd::TableHead => self.in_head = false,
            _ => {}
        }
        self.builder.close();
        match end {
            TagEnd::Image
            | TagEnd::Link
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough => self.amend(range.end),
            TagEnd::TableCell => self.cell_end = range.end,
            TagEnd::TableHead | TagEnd::TableRow => self.count_lost_cells(&range),
            TagEnd::Table => self.report_lost_cells(),
            _ => {}
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        if range.end <= self.behind {
            return;
        }
        // Attributes end inside of a run of words only where the run stands as it is written.
        let read = self.behind.saturating_sub(range.start);
        let mut text = text.get(read..).unwrap_or(text);
        let mut end = range.end;
        if range.start < self.attributes.start && end > self.attributes.start {
            end = self.attributes.start;
            text = text.get(..end - range.start - read).unwrap_or(text).trim_end();
        }
        let span = self.span(&(range.start + read..end));
        let source = self.text.text();
        // What is written as an entity is meant as it is, too.
        let is_escaped = source[..range.start].ends_with('\\') || source[range].starts_with('&');
        if self.marks_escapes && is_escaped && text.starts_with(SIGNS) {
            self.builder.text(LITERAL.encode_utf8(&mut [0; 4]), span);
        }
        if is_escaped && self.builder.literal(text, span) {
            return;
        }
        self.builder.text(text, span);
    }

    fn html(&mut self) {
        let lines = std::mem::take(&mut self.html);
        html::read(&lines, self.text, self.builder);
    }

    fn leaf(&mut self, kind: InlineKind<Authored>, range: Range<usize>) {
        let span = self.span(&range);
        self.builder.inline(Inline::new(kind, span));
    }

    /// Reads attributes that follow an inline without a space.
    fn amend(&mut self, end: usize) {
        let of_heading = self.attributes.contains(&end);
        let read = attributes::braced(&self.text.text()[end..]).filter(|_| !of_heading);
        let Some((mut attr, length)) = read else { return };
        self.behind = end + length;
        self.builder.amend_inline(|inline| {
            if let InlineKind::Image { image } = &mut inline.kind {
                image.describe(&mut attr);
            }
            inline.attr.merge(attr);
        });
    }

    /// A condition behind the last `|` of a row, where the library sees a cell too many.
    fn condition_behind_row(&self, range: &Range<usize>) -> Attr {
        let row = self.text.text()[range.clone()].trim_end();
        let row = row.strip_suffix('|').unwrap_or(row);
        let condition = attributes::trailing_condition(row);
        let behind = condition.filter(|(_, start)| row[..*start].trim_end().ends_with('|'));
        behind.map_or_else(Attr::none, |(condition, _)| condition)
    }

    /// A code block: ```` ```rust {#id .class key=value} ````.
    fn code_block(
        &mut self,
        kind: CodeBlockKind<'_>,
        attr: &mut Attr,
        range: &Range<usize>,
    ) -> Element {
        let CodeBlockKind::Fenced(info) = kind else {
            return Element::Code { language: None, lines: CodeLines::default() };
        };
        let read = fence::read(&info);
        let source = &self.text.text()[range.clone()];
        let line = range.start..range.start + source.lines().next().map_or(0, str::len);
        for option in read.idle {
            let span = self.span(&line);
            self.builder.say(fence::without_effect(&option).at(span));
        }
        *attr = read.attr;
        if self.reads_maths && read.language.as_deref() == Some("math") {
            return Element::Formula;
        }
        Element::Code { language: read.language, lines: read.lines }
    }

    /// Counts the cells with words that a row has beyond those that the library hands out.
    fn count_lost_cells(&mut self, row: &Range<usize>) {
        let Some(mut rest) = self.text.text().get(self.cell_end..row.end) else { return };
        rest = rest.trim_end().trim_start_matches('|').trim_end_matches('|');
        if let Some((_, start)) = attributes::trailing_condition(rest) {
            rest = &rest[..start];
        }
        let lost = unescaped_bars(rest).filter(|cell| !cell.trim().is_empty()).count();
        if lost > 0 {
            let start = self.cell_end;
            let place = self.span(&(start..row.end));
            let (_, count, first) = &mut self.lost_cells;
            *count += lost;
            first.get_or_insert(place);
        }
    }

    /// Tells of the cells that a table has lost.
    fn report_lost_cells(&mut self) {
        let (columns, count, Some(first)) = self.lost_cells else { return };
        let (cells, stand) = if count == 1 { ("cell", "stands") } else { ("cells", "stand") };
        let of = if columns == 1 { "only column".to_owned() } else { format!("{columns} columns") };
        let message =
            format!("{count} {cells} of this table {stand} beyond its {of} and cannot be shown");
        self.builder.say(
            Diagnostic::warning(Code::LostCells, message).at(first).help(
                "add a head for each column; write `\\|` for a bar within a cell, in code too",
            ),
        );
    }

    /// The place of a stretch of the text, without the line ends behind it.
    fn span(&self, range: &Range<usize>) -> Span {
        let covered = self.text.text()[range.clone()].trim_end_matches(['\n', '\r']);
        self.text.span(range.start..range.start + covered.len())
    }
}

/// The cells of a part of a row.
fn unescaped_bars(row: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    row.split(move |char| {
        let is_bar = char == '|' && !escaped;
        escaped = char == '\\' && !escaped;
        is_bar
    })
}

fn quote(kind: Option<BlockQuoteKind>) -> Element {
    let kind = match kind {
        None => return Element::Quote,
        Some(BlockQuoteKind::Note) => CalloutKind::Note,
        Some(BlockQuoteKind::Tip) => CalloutKind::Tip,
        Some(BlockQuoteKind::Important) => CalloutKind::Important,
        Some(BlockQuoteKind::Warning) => CalloutKind::Warning,
        Some(BlockQuoteKind::Caution) => CalloutKind::Caution,
    };
    Element::Callout { kind, title: None }
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::None | Align::Left => Alignment::Start,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::End,
    }
}

fn given(text: CowStr<'_>) -> Option<String> {
    Some(without_html(&text).into_owned()).filter(|text| !text.is_empty())
}
