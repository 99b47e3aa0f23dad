//! Formulas as `MathML`: the elements of `MathML` Core, with those attributes of `MathML` 3 that
//! older reading systems go by.

use std::collections::BTreeSet;

use super::Markup;
use super::Part;
use super::dom::{Element, Node};
use crate::maths::{
    self, Align, Atom, Class, Level, Line, Mark, Node as Formula, Place, Row, Symbol, Table,
    TableKind,
};
use crate::tree;

/// The room beside a function's name, in ems.
const THIN: f32 = 3.0 / 18.0;
/// The room before a formula's number, in ems.
const TAG_ROOM: f32 = 2.0;
/// Tells that what follows is what a function is applied to.
const APPLY: &str = "\u{2061}";

impl Markup<'_> {
    /// A formula on a line of its own; one that is not understood as its source.
    pub(super) fn display_formula(&self, formula: &tree::Formula) -> Element {
        let tex = formula.as_ref();
        let Some(nodes) = &formula.nodes else {
            return Element::new("pre")
                .class("math")
                .attr("tabindex", "0")
                .child(Element::new("code").child(tex));
        };
        let element = Element::new("math")
            .attr("display", "block")
            .attr("alttext", tex)
            .children(Writer { display: true }.row(nodes));
        let element = Element::new("div").class("formula").child(element);
        self.medium.decorate(Part::Formula, element)
    }
}

/// A formula in a line; one that is not understood as its source.
pub(super) fn inline_formula(formula: &tree::Formula) -> Element {
    let tex = formula.as_ref();
    match &formula.nodes {
        Some(nodes) => {
            let row = Writer { display: false }.row(nodes);
            Element::new("math").attr("alttext", tex).children(row)
        }
        None => Element::new("code").class("math").child(tex),
    }
}

/// The characters that the formulas among nodes are shown by: their own, those that single letters
/// turn into (`MathML` Core, 2.1.6.1), and the sign of roots, which is an element of its own.
pub(crate) fn formula_characters(nodes: &[Node]) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    let mut see = |element: &Element| match &*element.name {
        "msqrt" | "mroot" => drop(found.insert('√')),
        "mi" | "mo" | "mn" | "mtext" | "ms" => {
            let texts = element.children.iter().filter_map(|child| match child {
                Node::Text(text) => Some(text.chars()),
                Node::Element(_) => None,
            });
            for c in texts.flatten() {
                found.extend([c, maths::italic(c)]);
            }
        }
        _ => {}
    };
    for node in nodes {
        node.visit(&mut see);
    }
    found
}

/// Writes parts of formulas.
#[derive(Clone, Copy)]
struct Writer {
    /// Whether operators are large and their limits stand above and below.
    display: bool,
}

impl Writer {
    /// Parts side by side.
    fn row(self, nodes: &[Formula]) -> Vec<Node> {
        let mut out = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| nodes[before].class());
            if names_function(node) && before.is_some_and(is_quantity) {
                out.push(space(THIN, 0.0, 0.0).into());
            }
            out.push(self.part(node).into());
            if names_function(node) {
                let behind = nodes.get(index + 1).and_then(Formula::class);
                if let Some(behind) = behind {
                    out.push(Element::new("mo").child(APPLY).into());
                    if is_quantity(behind) && behind != Class::Close {
                        out.push(space(THIN, 0.0, 0.0).into());
                    }
                }
            }
        }
        out
    }

    /// Parts as one element.
    fn group(self, nodes: &[Formula]) -> Element {
        match nodes {
            [only] => self.part(only),
            nodes => Element::new("mrow").children(self.row(nodes)),
        }
    }

    fn part(self, node: &Formula) -> Element {
        match node {
            Formula::Atom(atom) => atom_element(atom),
            Formula::Words(words) => Element::new("mtext").child(kept_spaces(words)),
            Formula::Space { width, height, depth } => space(*width, *height, *depth),
            Formula::Group(nodes) => self.group(nodes),
            Formula::Fenced { open, nodes, close } => self.fenced(*open, nodes, *close),
            Formula::Middle(sign) => {
                let sign = Element::new("mo").child(sign.to_string());
                sign.attr("stretchy", "true").attr("symmetric", "true")
            }
            Formula::Fraction { above, below, rule } => {
                let inner = Self { display: false };
                let rule = rule.map(ems);
                Element::new("mfrac")
                    .maybe("linethickness", rule.as_deref())
                    .child(inner.group(above))
                    .child(inner.group(below))
            }
            Formula::Root { nodes, degree: None } => {
                Element::new("msqrt").children(self.row(nodes))
            }
            Formula::Root { nodes, degree: Some(degree) } => {
                let inner = Self { display: false };
                Element::new("mroot").child(self.group(nodes)).child(inner.group(degree))
            }
            Formula::Scripts { base, sub, sup, place } => {
                self.scripts(base, sub.as_deref(), sup.as_deref(), *place)
            }
            Formula::Accent { base, mark } => self.accent(base, *mark),
            Formula::Table(table) => table_element(table),
            Formula::Boxed(nodes) => Element::new("mrow").class("boxed").children(self.row(nodes)),
            Formula::Phantom { nodes, wide, high } => {
                let phantom = Element::new("mphantom").children(self.row(nodes));
                let (wide, high) = (*wide, *high);
                let padded = |name: &str| Element::new("mpadded").attr(name.to_owned(), "0");
                match (wide, high) {
                    (true, true) => phantom,
                    (false, _) => padded("width").child(phantom),
                    (true, false) => padded("height").attr("depth", "0").child(phantom),
                }
            }
            Formula::Tag(nodes) => Self::tag(nodes),
            Formula::Styled(level, nodes) => {
                let (display, script) = match level {
                    Level::Display => (true, "0"),
                    Level::Text => (false, "0"),
                    Level::Script => (false, "1"),
                    Level::ScriptScript => (false, "2"),
                };
                Element::new("mstyle")
                    .attr("displaystyle", display.to_string())
                    .attr("scriptlevel", script)
                    .children(Self { display }.row(nodes))
            }
            Formula::Colored((red, green, blue), nodes) => Element::new("mstyle")
                .attr("mathcolor", format!("#{red:02x}{green:02x}{blue:02x}"))
                .children(self.row(nodes)),
        }
    }

    fn fenced(self, open: Option<char>, nodes: &[Formula], close: Option<char>) -> Element {
        let fence = |sign: char, form: &str| {
            Element::new("mo")
                .attr("form", form)
                .attr("fence", "true")
                .attr("stretchy", "true")
                .child(sign.to_string())
        };
        Element::new("mrow")
            .children(open.map(|sign| fence(sign, "prefix")))
            .children(self.row(nodes))
            .children(close.map(|sign| fence(sign, "postfix")))
    }

    fn scripts(
        self,
        base: &Formula,
        sub: Option<&[Formula]>,
        sup: Option<&[Formula]>,
        place: Place,
    ) -> Element {
        let limits = match place {
            Place::Behind => false,
            Place::Limits => true,
            Place::Movable => self.display,
        };
        let name = match (limits, sub, sup) {
            (false, Some(_), Some(_)) => "msubsup",
            (false, Some(_), None) => "msub",
            (false, None, _) => "msup",
            (true, Some(_), Some(_)) => "munderover",
            (true, Some(_), None) => "munder",
            (true, None, _) => "mover",
        };
        let mut carrier = self.part(base);
        // What `\displaystyle` and the line decide is decided here, not by the operator.
        if limits && carrier.name == "mo" {
            carrier.set("movablelimits", "false");
        }
        let inner = Self { display: false };
        Element::new(name)
            .child(carrier)
            .children(sub.map(|sub| inner.group(sub)))
            .children(sup.map(|sup| inner.group(sup)))
    }

    fn accent(self, base: &Formula, mark: Mark) -> Element {
        let wide = mark.wide || matches!(mark.sign, '‾' | '_');
        let sign =
            Element::new("mo").attr("stretchy", wide.to_string()).child(mark.sign.to_string());
        let (name, kind) = if mark.below { ("munder", "accentunder") } else { ("mover", "accent") };
        // Lines and braces keep the distance of limits, small accents that of accents.
        let kind = (!wide).then_some(kind);
        let element =
            kind.map_or_else(|| Element::new(name), |it| Element::new(name).attr(it, "true"));
        element.child(self.part(base)).child(sign)
    }

    /// A formula's number, behind it.
    fn tag(nodes: &[Formula]) -> Element {
        let inner = Self { display: false };
        Element::new("mrow").child(space(TAG_ROOM, 0.0, 0.0)).children(inner.row(nodes))
    }

    fn table_row(self, table: &Table, row: &Row, index: usize, below: Option<Line>) -> Element {
        let last = table.rows.len().saturating_sub(1);
        let cells = table.columns.iter().enumerate().map(|(column, align)| {
            let align = match table.kind {
                TableKind::Multline if index == 0 => Align::Left,
                TableKind::Multline if index == last => Align::Right,
                _ => *align,
            };
            let lines = [
                ("line-above", row.line_above),
                ("line-below", below),
                ("line-before", table.column_lines[column]),
                (
                    "line-behind",
                    table.column_lines[column + 1].filter(|_| column + 1 == table.columns.len()),
                ),
            ];
            let mut cell = Element::new("mtd");
            if align != Align::Center {
                cell = cell.class(name(align));
            }
            for (class, line) in lines {
                cell = match line {
                    None => cell,
                    Some(Line::Solid) => cell.class(class),
                    Some(Line::Dashed) => cell.class(class).class("dashed"),
                };
            }
            let nodes = row.cells.get(column).map(|nodes| without_tags(nodes));
            cell.children(nodes.map(|nodes| self.row(&nodes)).unwrap_or_default())
        });
        let tag = tag_of(row).map(|tag| Element::new("mtd").class("left").child(Self::tag(tag)));
        Element::new("mtr").children(cells).children(tag)
    }
}

/// The number of a row.
fn tag_of(row: &Row) -> Option<&[Formula]> {
    row.cells.iter().flatten().find_map(|node| match node {
        Formula::Tag(nodes) => Some(&nodes[..]),
        _ => None,
    })
}

/// A cell without its row's number, which has a column of its own.
fn without_tags(nodes: &[Formula]) -> Vec<Formula> {
    nodes.iter().filter(|node| !matches!(node, Formula::Tag(_))).cloned().collect()
}

fn table_element(table: &Table) -> Element {
    let is_list =
        table.kind.is_aligned() || matches!(table.kind, TableKind::Gathered | TableKind::Multline);
    let display = table.level.map_or(is_list, |level| level == Level::Display);
    let tags = table.rows.iter().any(|row| tag_of(row).is_some()).then_some("left");
    let aligns: Vec<&str> = table.columns.iter().map(|align| name(*align)).chain(tags).collect();
    let mut element = Element::new("mtable").attr("columnalign", aligns.join(" "));
    if display {
        element = element.attr("displaystyle", "true");
    }
    element = match table.kind {
        TableKind::Aligned => element.class("aligned"),
        TableKind::AlignedClose => element.class("aligned").class("close"),
        TableKind::Substack => element.class("stack"),
        TableKind::Matrix | TableKind::Cases | TableKind::Gathered | TableKind::Multline => element,
    };
    let last = table.rows.len().saturating_sub(1);
    let writer = Writer { display };
    element.children(table.rows.iter().enumerate().map(|(index, row)| {
        let below = table.line_below.filter(|_| index == last);
        writer.table_row(table, row, index, below)
    }))
}

fn name(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn atom_element(atom: &Atom) -> Element {
    match &atom.symbol {
        Symbol::Letter { base, shown } => letter(*base, *shown),
        Symbol::Number(digits) => Element::new("mn").child(&**digits),
        Symbol::Name(name) => identifier(name),
        Symbol::Large(sign) => Element::new("mo").child(sign.to_string()),
        Symbol::Sized(sign, height) => Element::new("mo")
            .attr("stretchy", "true")
            .attr("symmetric", "true")
            .attr("minsize", ems(*height))
            .attr("maxsize", ems(*height))
            .child(sign.to_string()),
        Symbol::Sign(sign) => {
            let sign = Element::new("mo").child(&**sign);
            match atom.class {
                // Delimiters grow by themselves unless they are told not to.
                Class::Open => sign.attr("form", "prefix").attr("stretchy", "false"),
                Class::Close => sign.attr("form", "postfix").attr("stretchy", "false"),
                _ => sign,
            }
        }
    }
}

/// A letter or other ordinary sign. One alone in its element is italic unless told otherwise.
fn letter(base: char, shown: char) -> Element {
    if matches!(base, '′'..='‷' | '⁗') {
        return Element::new("mo").child(base.to_string());
    }
    if matches!(base, '|' | '‖' | '∥' | '/' | ':') {
        return Element::new("mo")
            .attr("stretchy", "false")
            .attr("lspace", "0")
            .attr("rspace", "0")
            .child(base.to_string());
    }
    if shown == base {
        return identifier(base.encode_utf8(&mut [0; 4]));
    }
    let letter = if shown == maths::italic(base) { base } else { shown };
    Element::new("mi").child(letter.to_string())
}

/// Upright letters.
fn identifier(name: &str) -> Element {
    let element = Element::new("mi").child(name);
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) if maths::italic(only) != only => element.attr("mathvariant", "normal"),
        _ => element,
    }
}

/// Words whose spaces at both ends are kept.
fn kept_spaces(words: &str) -> String {
    let inner = words.trim_matches(' ');
    let start = if words.starts_with(' ') { "\u{a0}" } else { "" };
    let end = if words.ends_with(' ') && !inner.is_empty() { "\u{a0}" } else { "" };
    format!("{start}{inner}{end}")
}

fn space(width: f32, height: f32, depth: f32) -> Element {
    let given = |length: f32| (length != 0.0).then(|| ems(length));
    Element::new("mspace")
        .attr("width", ems(width))
        .maybe("height", given(height).as_deref())
        .maybe("depth", given(depth).as_deref())
}

fn ems(length: f32) -> String {
    let length = (length * 1000.0).round() / 1000.0;
    if length == 0.0 { "0".to_owned() } else { format!("{length}em") }
}

fn names_function(node: &Formula) -> bool {
    match node {
        Formula::Atom(atom) => matches!(atom.symbol, Symbol::Name(_)),
        Formula::Scripts { base, .. } => names_function(base),
        _ => false,
    }
}

/// Whether what stands before or behind a function's name is kept apart from it.
fn is_quantity(class: Class) -> bool {
    matches!(class, Class::Ordinary | Class::Operator | Class::Inner | Class::Close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};
    use crate::tree::Listing;

    #[test]
    fn constructs_become_elements() {
        let sources = [
            r"a^2 + b_i = \frac{1}{2}",
            r"f'(x) = -\sin 2x",
            r"\sum_{i=1}^n i \quad \lim_{x \to 0} x",
            r"\sqrt[3]{x} \hat x \overline{AB} \mathbb{R} \mathrm{d} \mathbf{v}",
            r"\begin{aligned} a &= b \\ &= c \end{aligned}",
            r"\begin{alignat}{2} a &= b &\quad c &= d \end{alignat}",
            r"\left[ \begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array} \right]",
            r"|x| \text{ if } x \textcolor{red}{y} \big( \Bigg|",
            r"\boxed{x} \phantom{x} \hphantom{x} \vphantom{x} y \tag{1}",
            r"\begin{align} a &= b \tag{2} \\ c &= d \end{align}",
            r"\unknown",
        ];
        let text: Vec<String> = sources
            .iter()
            .map(|source| {
                let nodes = crate::maths::read(source).ok();
                let source = Listing { text: (*source).to_owned(), words: Vec::new() };
                inline_formula(&tree::Formula { source, nodes })
            })
            .map(|formula| write(&[formula.into()], Syntax::Html))
            .collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
