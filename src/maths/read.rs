//! From the events of the TeX library to the tree. With `fault`, `alphabet` and `words` the only
//! files that know it.

use std::iter::Peekable;

use pulldown_latex::event::{
    ArrayColumn, ColorTarget, ColumnAlignment, Content, DelimiterSize, DelimiterType, Dimension,
    DimensionUnit, EnvironmentFlow, Event, Font, Grouping, Line as EventLine, ScriptPosition,
    ScriptType, StateChange, Style, Visual,
};
use pulldown_latex::{Parser, ParserError, Storage};

use super::prepare::mark;
use super::tree::{
    Align, Atom, Class, Level, Line, Mark, Node, Place, Row, Symbol, Table, TableKind,
};
use super::{alphabet, fault, words};

/// How deep parts may nest.
const DEEPEST: usize = 64;

type Read<T> = Result<T, String>;

/// Reads a prepared source.
pub(super) fn read(source: &str) -> Read<Vec<Node>> {
    read_at(source, 0)
}

fn read_at(source: &str, depth: usize) -> Read<Vec<Node>> {
    let storage = Storage::new();
    let events = Parser::new(source, &storage).peekable();
    let mut reader = Reader { events, depth };
    let nodes = reader.row(State::default())?;
    match reader.events.next() {
        None => Ok(nodes),
        Some(Err(error)) => Err(fault::reason(&error)),
        Some(Ok(_)) => Err("a group or row ends that did not start".to_owned()),
    }
}

/// What commands before a part have changed.
#[derive(Clone, Copy, Default)]
struct State {
    font: Option<Font>,
}

struct Reader<'e> {
    events: Peekable<Parser<'e>>,
    depth: usize,
}

impl<'e> Reader<'e> {
    fn next(&mut self) -> Read<Option<Event<'e>>> {
        self.events.next().transpose().map_err(|error: ParserError| fault::reason(&error))
    }

    /// The next event, if there is one and it is no fault.
    fn peek(&mut self) -> Option<&Event<'e>> {
        self.events.peek()?.as_ref().ok()
    }

    fn take_if(&mut self, wanted: impl Fn(&Event<'e>) -> bool) -> Read<Option<Event<'e>>> {
        if self.peek().is_some_and(wanted) { self.next() } else { Ok(None) }
    }

    /// Runs `read` one level deeper.
    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err("its parts nest too deep".to_owned());
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// Parts up to the end of the group, row or cell, which is not taken.
    fn row(&mut self, mut state: State) -> Read<Vec<Node>> {
        let mut nodes = Vec::new();
        loop {
            match self.events.peek() {
                None | Some(Ok(Event::End | Event::EnvironmentFlow(_))) => return Ok(nodes),
                Some(Ok(Event::StateChange(change))) => {
                    let change = *change;
                    self.next()?;
                    match change {
                        StateChange::Font(font) => state.font = font,
                        StateChange::Style(style) => {
                            let rest = self.within(|reader| reader.row(state))?;
                            nodes.push(Node::Styled(level(style), rest));
                        }
                        StateChange::Color(color) if color.target == ColorTarget::Text => {
                            let rest = self.within(|reader| reader.row(state))?;
                            nodes.push(Node::Colored(color.color, rest));
                        }
                        StateChange::Color(_) => {
                            return Err("boxes in a colour are not supported".to_owned());
                        }
                    }
                }
                Some(_) => {
                    let node = self.within(|reader| reader.part(state))?;
                    push(&mut nodes, node);
                }
            }
        }
    }

    /// One part, whatever it is made of.
    fn part(&mut self, state: State) -> Read<Node> {
        match self.next()? {
            None => Err("something is missing at its end".to_owned()),
            Some(Event::Content(content)) => self.content(content, state),
            Some(Event::Begin(grouping)) => self.group(grouping, state),
            Some(Event::Visual(visual)) => self.visual(visual, state),
            Some(Event::Script { ty, position }) => self.scripts(ty, position, state),
            Some(Event::Space { width, height, depth }) => Ok(Node::Space {
                width: width.map_or(0.0, ems),
                height: height.map_or(0.0, ems),
                depth: depth.map_or(0.0, ems),
            }),
            // A change of state that nothing follows.
            Some(Event::StateChange(_)) => Ok(Node::Group(Vec::new())),
            Some(Event::End | Event::EnvironmentFlow(_)) => {
                Err("a part is missing where one must stand".to_owned())
            }
        }
    }

    /// A part as a list: the braces around it go.
    fn parts(&mut self, state: State) -> Read<Vec<Node>> {
        Ok(match self.within(|reader| reader.part(state))? {
            Node::Group(nodes) => nodes,
            node => vec![node],
        })
    }

    fn content(&mut self, content: Content<'e>, state: State) -> Read<Node> {
        Ok(match content {
            Content::Text(text) => return self.words(text, state),
            Content::Number(digits) => {
                Node::atom(Symbol::Number(alphabet::digits(digits, state.font)), Class::Ordinary)
            }
            Content::Function(name) => {
                Node::atom(Symbol::Name(words::plain(name, None)?), Class::Operator)
            }
            Content::Ordinary { content, .. } => letter(content, state.font),
            Content::LargeOp { content, small: true } => sign(content, Class::Operator),
            Content::LargeOp { content, small: false } => {
                Node::atom(Symbol::Large(content), Class::Operator)
            }
            Content::BinaryOp { content, .. } => sign(content, Class::Binary),
            Content::Relation { content, .. } => {
                let mut buffer = [0; 8];
                let text = String::from_utf8_lossy(content.encode_utf8_to_buf(&mut buffer));
                Node::atom(Symbol::Sign(text.into_owned()), Class::Relation)
            }
            Content::Delimiter { content, size, ty } => {
                let class = match ty {
                    DelimiterType::Open => Class::Open,
                    DelimiterType::Close => Class::Close,
                    DelimiterType::Fence => Class::Ordinary,
                };
                match size {
                    Some(size) => Node::atom(Symbol::Sized(content, height(size)), class),
                    None => sign(content, class),
                }
            }
            Content::Punctuation(content) => sign(content, Class::Punctuation),
        })
    }

    /// Words, in which `$…$` is a formula again.
    fn words(&mut self, text: &str, state: State) -> Read<Node> {
        if let Some(number) = text.strip_prefix(mark::TAG) {
            return Ok(Node::Tag(vec![self.words(number, State::default())?]));
        }
        let mut nodes = Vec::new();
        for (index, part) in text.split('$').enumerate() {
            if index % 2 == 1 {
                let depth = self.depth + 1;
                if depth >= DEEPEST {
                    return Err("its parts nest too deep".to_owned());
                }
                nodes.push(Node::Group(read_at(part, depth)?));
            } else if !part.is_empty() {
                // Another face than the text's own is found among the mathematical alphabets.
                nodes.push(Node::Words(words::plain(part, state.font)?));
            }
        }
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => Node::Group(nodes.into_iter().chain(last).collect()),
        })
    }

    fn group(&mut self, grouping: Grouping, state: State) -> Read<Node> {
        let node = match grouping {
            Grouping::Normal => marked(self.row(state)?),
            Grouping::LeftRight(open, close) => {
                let nodes = self.row(state)?.into_iter().map(middle).collect();
                Node::Fenced { open, nodes, close }
            }
            grouping => return self.environment(grouping),
        };
        self.end()?;
        Ok(node)
    }

    fn end(&mut self) -> Read<()> {
        match self.next()? {
            Some(Event::End) => Ok(()),
            _ => Err("a row or column stands outside of a table".to_owned()),
        }
    }

    fn visual(&mut self, visual: Visual, state: State) -> Read<Node> {
        Ok(match visual {
            Visual::SquareRoot => Node::Root { nodes: self.parts(state)?, degree: None },
            Visual::Root => {
                let nodes = self.parts(state)?;
                Node::Root { nodes, degree: Some(self.parts(state)?) }
            }
            Visual::Fraction(rule) => {
                let above = self.parts(state)?;
                Node::Fraction { above, below: self.parts(state)?, rule: rule.map(ems) }
            }
            Visual::Negation => {
                let mut nodes = self.parts(state)?;
                match (nodes.pop().and_then(negated), nodes.is_empty()) {
                    (Some(node), true) => node,
                    _ => return Err("more than one sign is struck through".to_owned()),
                }
            }
        })
    }

    fn scripts(&mut self, ty: ScriptType, position: ScriptPosition, state: State) -> Read<Node> {
        let base = Box::new(self.within(|reader| reader.part(state))?);
        let place = match position {
            ScriptPosition::Right => Place::Behind,
            ScriptPosition::AboveBelow => Place::Limits,
            ScriptPosition::Movable => Place::Movable,
        };
        if place == Place::Limits
            && ty != ScriptType::SubSuperscript
            && let Some(mark) = self.mark(ty == ScriptType::Subscript)?
        {
            return Ok(Node::Accent { base, mark });
        }
        let sub = match ty {
            ScriptType::Superscript => None,
            _ => Some(self.parts(state)?),
        };
        let sup = match ty {
            ScriptType::Subscript => None,
            _ => Some(self.parts(state)?),
        };
        Ok(Node::Scripts { base, sub, sup, place })
    }

    /// The sign of an accent, where one follows.
    fn mark(&mut self, below: bool) -> Read<Option<Mark>> {
        const ACCENTS: &str = "´‾˘ˇ˙¨`^~→˚←⇒↔↼⇀⏜⏠⏞⎴_⏡⏟⏝⎵";
        let accent = self.take_if(|event| {
            matches!(event, Event::Content(Content::Ordinary { content, .. })
                if ACCENTS.contains(*content))
        })?;
        Ok(match accent {
            Some(Event::Content(Content::Ordinary { content: sign, stretchy: wide })) => {
                Some(Mark { sign, wide, below })
            }
            _ => None,
        })
    }

    fn environment(&mut self, grouping: Grouping) -> Read<Node> {
        let form = Form::of(&grouping);
        let style =
            self.take_if(|event| matches!(event, Event::StateChange(StateChange::Style(_))))?;
        let start = self.take_if(|event| {
            matches!(event, Event::EnvironmentFlow(EnvironmentFlow::StartLines { .. }))
        })?;
        let mut line_above = match start {
            Some(Event::EnvironmentFlow(EnvironmentFlow::StartLines { lines })) => line(&lines),
            _ => None,
        };
        let mut rows = Vec::new();
        loop {
            let (row, next_line, is_last) = self.table_row(form.kind, line_above)?;
            rows.push(row);
            line_above = next_line;
            if is_last {
                break;
            }
        }
        // A line's end behind the last row starts no other.
        if rows.len() > 1 && rows.last().is_some_and(Row::is_blank) {
            line_above = rows.pop().and_then(|row| row.line_above);
        }
        let level = match style {
            Some(Event::StateChange(StateChange::Style(style))) => Some(level(style)),
            _ => None,
        };
        Ok(form.finish(rows, line_above, level))
    }

    /// One row, the line below it, and whether it is the last.
    fn table_row(
        &mut self,
        kind: TableKind,
        line_above: Option<Line>,
    ) -> Read<(Row, Option<Line>, bool)> {
        let mut row = Row { line_above, ..Row::default() };
        loop {
            let mut cell = Vec::new();
            // What stands left of a relation ends like an ordinary sign.
            if kind.is_aligned() && row.cells.len() % 2 == 1 {
                cell.push(Node::Group(Vec::new()));
            }
            cell.extend(self.within(|reader| reader.row(State::default()))?);
            row.cells.push(cell);
            match self.next()? {
                Some(Event::EnvironmentFlow(EnvironmentFlow::Alignment)) => {}
                Some(Event::EnvironmentFlow(EnvironmentFlow::NewLine {
                    spacing,
                    horizontal_lines,
                })) => {
                    row.space_below = spacing.map_or(0.0, ems);
                    return Ok((row, line(&horizontal_lines), false));
                }
                Some(Event::End) => return Ok((row, None, true)),
                _ => return Err("a row of a table does not end".to_owned()),
            }
        }
    }
}

/// What an environment makes of its rows.
struct Form {
    kind: TableKind,
    aligns: Vec<Align>,
    column_lines: Vec<Option<Line>>,
    /// How the columns beyond those are aligned, again and again.
    further: &'static [Align],
    fence: (Option<char>, Option<char>),
}

impl Form {
    fn of(grouping: &Grouping) -> Self {
        let plain = |kind, further| Self {
            kind,
            aligns: Vec::new(),
            column_lines: Vec::new(),
            further,
            fence: (None, None),
        };
        let all = |alignment: &ColumnAlignment| match alignment {
            ColumnAlignment::Left => &[Align::Left],
            ColumnAlignment::Center => &[Align::Center],
            ColumnAlignment::Right => &[Align::Right],
        };
        match grouping {
            Grouping::Array(columns) => Self::array(columns),
            Grouping::Matrix { alignment } => plain(TableKind::Matrix, all(alignment)),
            Grouping::SubArray { alignment } => plain(TableKind::Substack, all(alignment)),
            Grouping::Cases { left } => Self {
                fence: if *left { (Some('{'), None) } else { (None, Some('}')) },
                ..plain(TableKind::Cases, &[Align::Left])
            },
            Grouping::Multline => plain(TableKind::Multline, &[Align::Center]),
            Grouping::Align { .. } | Grouping::Aligned | Grouping::Split => {
                plain(TableKind::Aligned, &[Align::Right, Align::Left])
            }
            Grouping::Alignat { .. } | Grouping::Alignedat { .. } => {
                plain(TableKind::AlignedClose, &[Align::Right, Align::Left])
            }
            Grouping::Equation { .. }
            | Grouping::Gather { .. }
            | Grouping::Gathered
            | Grouping::Normal
            | Grouping::LeftRight(..) => plain(TableKind::Gathered, &[Align::Center]),
        }
    }

    fn array(columns: &[ArrayColumn]) -> Self {
        let mut aligns = Vec::new();
        let mut column_lines = vec![None];
        for column in columns {
            match column {
                ArrayColumn::Column(alignment) => {
                    aligns.push(match alignment {
                        ColumnAlignment::Left => Align::Left,
                        ColumnAlignment::Center => Align::Center,
                        ColumnAlignment::Right => Align::Right,
                    });
                    column_lines.push(None);
                }
                ArrayColumn::Separator(line) => {
                    column_lines.pop();
                    column_lines.push(Some(one_line(*line)));
                }
            }
        }
        let further = &[Align::Center];
        Self { kind: TableKind::Matrix, aligns, column_lines, further, fence: (None, None) }
    }

    fn finish(self, rows: Vec<Row>, line_below: Option<Line>, level: Option<Level>) -> Node {
        let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let count = count.max(self.aligns.len());
        let mut columns = self.aligns;
        let further = self.further.iter().cycle().skip(columns.len() % self.further.len());
        columns.extend(further.take(count - columns.len()));
        let mut column_lines = self.column_lines;
        column_lines.resize(count + 1, None);
        let kind = self.kind;
        let table = Node::Table(Table { kind, columns, column_lines, rows, line_below, level });
        match self.fence {
            (None, None) => table,
            (open, close) => Node::Fenced { open, nodes: vec![table], close },
        }
    }
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.len() == 1 && self.cells[0].is_empty()
    }
}

/// A group, or what the mark at its start makes of it.
fn marked(mut nodes: Vec<Node>) -> Node {
    let of_mark = |node: &Node| match node {
        Node::Words(words) => words.chars().next().filter(|c| mark::ALL.contains(c)),
        _ => None,
    };
    let Some(found) = nodes.first().and_then(of_mark) else { return Node::Group(nodes) };
    // The mark, and the empty group that keeps it apart.
    nodes.drain(..2.min(nodes.len()));
    match found {
        mark::BOXED => Node::Boxed(nodes),
        mark::WIDE => Node::Phantom { nodes, wide: true, high: false },
        mark::HIGH => Node::Phantom { nodes, wide: false, high: true },
        _ => Node::Phantom { nodes, wide: true, high: true },
    }
}

/// Adds a part behind others. Primes are scripts of what stands before them.
fn push(nodes: &mut Vec<Node>, node: Node) {
    let (primes, sub, sup) = match node {
        Node::Atom(_) if is_prime(&node) => (node, None, None),
        Node::Scripts { base, sub, sup, place: Place::Behind } if is_prime(&base) => {
            (*base, sub, sup)
        }
        node => return nodes.push(node),
    };
    let (base, known_sub, known_sup) = match nodes.pop() {
        Some(Node::Scripts { base, sub, sup, place: Place::Behind }) => (base, sub, sup),
        Some(base) => (Box::new(base), None, None),
        None => (Box::new(Node::Group(Vec::new())), None, None),
    };
    let mut raised = known_sup.unwrap_or_default();
    raised.push(primes);
    raised.extend(sup.unwrap_or_default());
    let sub = known_sub.or(sub);
    nodes.push(Node::Scripts { base, sub, sup: Some(raised), place: Place::Behind });
}

fn is_prime(node: &Node) -> bool {
    matches!(node, Node::Atom(Atom { symbol: Symbol::Letter { base: '′'..='‴' | '⁗', .. }, .. }))
}

/// Within delimiters that grow, `\middle` gives a delimiter of the smallest size.
fn middle(node: Node) -> Node {
    match node {
        Node::Atom(Atom { symbol: Symbol::Sized(sign, size), class: Class::Ordinary })
            if size <= height(DelimiterSize::Big) =>
        {
            Node::Middle(sign)
        }
        node => node,
    }
}

fn letter(sign: char, font: Option<Font>) -> Node {
    // The library gives the sign of units in place of the letter.
    let base = if sign == 'µ' { 'μ' } else { sign };
    let shown = alphabet::shown(base, font);
    Node::atom(Symbol::Letter { base, shown }, Class::Ordinary)
}

fn sign(sign: char, class: Class) -> Node {
    Node::atom(Symbol::Sign(sign.into()), class)
}

fn negated(node: Node) -> Option<Node> {
    let Node::Atom(Atom { symbol, class }) = node else { return None };
    let text = match symbol {
        Symbol::Sign(text) => text,
        Symbol::Letter { shown, .. } => shown.into(),
        _ => return None,
    };
    Some(Node::atom(Symbol::Sign(alphabet::negated(&text)), class))
}

fn level(style: Style) -> Level {
    match style {
        Style::Display => Level::Display,
        Style::Text => Level::Text,
        Style::Script => Level::Script,
        Style::ScriptScript => Level::ScriptScript,
    }
}

/// The heights that `amsmath` gives to `\big` and its kin, in ems.
fn height(size: DelimiterSize) -> f32 {
    match size {
        DelimiterSize::Big => 1.2,
        DelimiterSize::BIG => 1.8,
        DelimiterSize::Bigg => 2.4,
        DelimiterSize::BIGG => 3.0,
    }
}

fn line(lines: &[EventLine]) -> Option<Line> {
    lines.first().copied().map(one_line)
}

fn one_line(line: EventLine) -> Line {
    match line {
        EventLine::Solid => Line::Solid,
        EventLine::Dashed => Line::Dashed,
    }
}

/// The points of TeX (72.27 to the inch) that an em has where a formula stands in text of ten.
const POINTS_PER_EM: f32 = 10.0;

/// A length in ems. Absolute ones are taken to be meant for text of ten points, which is what
/// sources are written for.
fn ems(length: Dimension) -> f32 {
    let points = match length.unit {
        DimensionUnit::Em => return length.value,
        DimensionUnit::Mu => return length.value / 18.0,
        DimensionUnit::Ex => return length.value * 0.45,
        DimensionUnit::Pt => 1.0,
        DimensionUnit::Pc => 12.0,
        DimensionUnit::In => 72.27,
        DimensionUnit::Bp => 72.27 / 72.0,
        DimensionUnit::Cm => 72.27 / 2.54,
        DimensionUnit::Mm => 72.27 / 25.4,
        DimensionUnit::Dd => 1238.0 / 1157.0,
        DimensionUnit::Cc => 12.0 * 1238.0 / 1157.0,
        DimensionUnit::Sp => 1.0 / 65536.0,
    };
    length.value * points / POINTS_PER_EM
}
