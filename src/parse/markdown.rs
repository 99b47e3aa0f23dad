//! From Markdown to elements that open and close. It and what lies below it alone know the Markdown library.

mod addresses;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment as Align, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType,
    Options, Parser, Tag, TagEnd,
};

use super::builder::{Builder, CellShape, Element, Paint, Wrapper};
use super::mapped::Mapped;
use super::typography::{self, LITERAL};
use super::{attributes, fence, html, pictures};
use crate::diag::{Code, Diagnostic};
use crate::maths::without_comments;
use crate::source::comments::without_html;
use crate::source::{Formulas, MathDelimiters};
use crate::span::Span;
use crate::text::slug::Slugs;
use crate::tree::{
    Alignment, Attr, Authored, BlockKind, Bounds, CalloutKind, CodeLines, Image, Inline, InlineKind,
};

pub(super) use addresses::addresses;

/// What is read beyond `CommonMark`.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// What is read in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reading {
    /// Whether signs that somebody escaped are marked, since others become those of print.
    pub(super) marks_escapes: bool,
    /// Which formulas.
    pub(super) maths: Formulas,
    /// Whether lines end where they end in the source.
    pub(super) keeps_line_ends: bool,
}

/// Reads Markdown, whose formulas all stand between dollar signs, and feeds the builder.
pub(super) fn read(text: &Mapped, reading: Reading, builder: &mut Builder) {
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

/// What a line of Markdown says, without markup.
pub(super) fn words(line: &str) -> String {
    // What would open a block at the start of a line stands within one: `1. One`, `# of cups`.
    const WITHIN: &str = "x ";
    let mut words = String::new();
    for (event, _) in events(&format!("{WITHIN}{line}")) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words.split_off(WITHIN.len().min(words.len())).trim_start().to_owned()
}

/// What a text consists of, as far as words and their borders go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Words, but for those of code and of addresses.
    Words,
    /// Code among words.
    Code,
    /// A link or picture starts.
    LinkStart,
    /// A link or picture ends.
    LinkEnd,
    /// The signs at one end of what is emphasised.
    Sign,
    /// A block starts or ends.
    Border,
}

/// The stretches of a text, in order. Dollar signs are words.
pub(super) fn stretches(text: &str) -> impl Iterator<Item = (Stretch, Range<usize>)> {
    let first = |range: &Range<usize>, length| range.start..range.start + length;
    let last = |range: &Range<usize>, length| range.end - length..range.end;
    let mut is_verbatim = false;
    events(text).filter_map(move |(event, range)| {
        let stretch = match event {
            Event::Text(_) if is_verbatim => return None,
            Event::Text(_) => Stretch::Words,
            Event::Code(_) => Stretch::Code,
            Event::Start(Tag::Link { link_type, .. }) => {
                is_verbatim = matches!(link_type, LinkType::Autolink | LinkType::Email);
                Stretch::LinkStart
            }
            Event::Start(Tag::Image { .. }) => Stretch::LinkStart,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                is_verbatim = false;
                Stretch::LinkEnd
            }
            Event::Start(Tag::Emphasis) => return Some((Stretch::Sign, first(&range, 1))),
            Event::End(TagEnd::Emphasis) => return Some((Stretch::Sign, last(&range, 1))),
            Event::Start(Tag::Strong) => return Some((Stretch::Sign, first(&range, 2))),
            Event::End(TagEnd::Strong) => return Some((Stretch::Sign, last(&range, 2))),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => return None,
            Event::Start(tag) => {
                is_verbatim = matches!(tag, Tag::CodeBlock(_));
                Stretch::Border
            }
            Event::End(_) => {
                is_verbatim = false;
                Stretch::Border
            }
            _ => return None,
        };
        Some((stretch, range))
    })
}

/// What a text consists of, with its places. Dollar signs stay words.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, options()).into_offset_iter()
}

/// Where blocks of code and of HTML stand in a text, in order.
pub(super) fn verbatim_ranges(text: &str) -> Vec<Range<usize>> {
    let is_verbatim =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
    events(text).filter(|(event, _)| is_verbatim(event)).map(|(_, range)| range).collect()
}

/// Where code stands in a text, in order: blocks of it, and code among words.
pub(super) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let events = events(text);
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// How many bytes code among words takes that a text starts with; the signs alone where nothing
/// closes it.
pub(super) fn code_length(text: &str) -> usize {
    let signs = text.len() - text.trim_start_matches('`').len();
    let mut at = signs;
    while let Some(found) = text[at..].find('`') {
        let run = &text[at + found..];
        let length = run.len() - run.trim_start_matches('`').len();
        at += found + length;
        if length == signs {
            return at;
        }
    }
    signs
}

/// Whether a place lies in one of some ranges, which are in order.
pub(super) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// The lines of a text, each with its end.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        range
    });
    lines.collect()
}

/// A code fence longer than any in the code.
pub(super) fn fence(code: &str) -> String {
    let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// The links, pictures and marks of footnotes of a text that are defined at another place of it,
/// and where each definition starts.
pub(super) fn defined_elsewhere(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut events = Parser::new_ext(text, options()).into_offset_iter();
    let (mut links, mut marks, mut notes) = (Vec::new(), Vec::new(), BTreeMap::new());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => {
                let defined = events.reference_definitions().get(&id);
                links.extend(defined.map(|defined| (range, defined.span.start)));
            }
            Event::FootnoteReference(label) => marks.push((range, label.into_string())),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                notes.entry(label.into_string()).or_insert(range.start);
            }
            _ => {}
        }
    }
    let marks = marks.into_iter();
    links.extend(marks.filter_map(|(range, label)| Some((range, *notes.get(&label)?))));
    links
}

/// Whether a place in code stands in the line that opens a block of it.
pub(super) fn opens_code(text: &str, code: &[Range<usize>], at: usize) -> bool {
    let next = code.partition_point(|range| range.end <= at);
    let Some(range) = code.get(next).filter(|range| range.start <= at) else { return false };
    let code = &text[range.clone()];
    let first = code.find('\n').unwrap_or(0);
    at < range.start + first && (code.starts_with("```") || code.starts_with("~~~"))
}

/// Where blocks, items of lists and rows of tables stand in a text, by where they start, each
/// before what it holds.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    events(text).filter_map(|(event, range)| match event {
        Event::Start(
            Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. },
        ) => None,
        Event::Start(_) => Some(range),
        _ => None,
    })
}

/// The innermost block that stands at a place, and the one that ends before it.
pub(super) fn blocks_at(text: &str, at: usize) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let (mut around, mut above) = (None, None::<Range<usize>>);
    for (event, range) in events(text) {
        let Event::Start(tag) = event else { continue };
        let is_block = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::List(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        );
        if !is_block {
            continue;
        }
        if range.contains(&at) {
            around = Some(range);
        } else if range.end <= at && above.as_ref().is_none_or(|above| above.end <= range.start) {
            above = Some(range);
        }
    }
    (around, above)
}

/// A heading of a text.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) level: u8,
    /// Where it starts.
    pub(super) start: usize,
    id: Option<String>,
    words: String,
}

impl Heading {
    /// What links may call it: the author's id, else its words as each tool makes an id of them.
    pub(super) fn names(&self) -> Vec<String> {
        let made = || Slugs::ALL.iter().map(|slugs| slugs.of(&self.words)).collect();
        self.id.clone().map_or_else(made, |own| vec![own])
    }

    /// Whether a link to `id` leads here.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.names().iter().any(|name| name == id)
    }
}

/// The headings of a text, in order.
pub(super) fn headings(text: &str) -> Vec<Heading> {
    let mut headings = Vec::<Heading>::new();
    // Where the words of the open heading are.
    let mut words = 0..0;
    for (event, range) in events(text) {
        match (event, headings.last_mut()) {
            (Event::Start(Tag::Heading { level, .. }), _) => {
                let own = attributes::of_heading(&text[range.clone()]);
                let (attr, length) = own.unwrap_or((Attr::none(), range.len()));
                words = range.start..range.start + length;
                headings.push(Heading {
                    level: level_number(level),
                    start: range.start,
                    id: attr.id().map(str::to_owned),
                    words: String::new(),
                });
            }
            (Event::Text(part) | Event::Code(part), Some(heading))
                if words.contains(&range.start) =>
            {
                let cut = part.get(..words.end - range.start).filter(|_| range.end > words.end);
                heading.words.push_str(cut.map_or(&part, str::trim_end));
            }
            _ => {}
        }
    }
    headings
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
        if self.marks_escapes && is_escaped && text.starts_with(typography::SIGNS) {
            self.builder.text(LITERAL.encode_utf8(&mut [0; 4]), span);
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

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
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
