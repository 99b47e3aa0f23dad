//! Blocks of code: coloured by the kinds of their words, and in lines where the theme or the author
//! wants them numbered, or some of them set off.

use super::dom::{Element, Node};
use super::{Markup, Part};
use crate::theme::css::OwnClass;
use crate::tree::{CodeLines, Listing};

impl Markup<'_> {
    /// A block of code. `breaks` are marks with the bytes of the code before them.
    pub(super) fn code(
        &self,
        language: Option<&str>,
        listing: &Listing,
        shown: &CodeLines,
        breaks: Vec<(usize, Element)>,
    ) -> Element {
        let mut code = Element::new("code");
        if let Some(language) = language {
            code = code.class(&format!("language-{language}"));
        }
        let words = colored(listing, breaks);
        let numbered = self.theme.tokens.code.line_numbers || shown.first.is_some();
        let mut block = Element::new("pre");
        if numbered {
            block = block.class("numbered");
        }
        if let Some(first) = shown.first.filter(|&first| first != 1) {
            block = block.own_class(OwnClass::FirstLine(first));
        }
        let block = if numbered || shown.marks_any() {
            block.child(code.children(lines(words, shown)))
        } else {
            block.child(code.children(words).child("\n"))
        };
        self.medium.decorate(Part::Code { language }, block)
    }
}

/// Code with each word that is of a kind in a `<span class="code-kind">`, and with marks before the
/// lines that hold their bytes.
fn colored(listing: &Listing, breaks: Vec<(usize, Element)>) -> Vec<Node> {
    let Listing { text, words } = listing;
    let line_start = |at: usize| {
        let before = &text[..text.floor_char_boundary(at)];
        before.rfind('\n').map_or(0, |end| end + 1)
    };
    let breaks = breaks.into_iter().map(|(at, mark)| (line_start(at), mark)).peekable();
    let mut colored = Colored { text, written: 0, breaks, nodes: Vec::new() };
    for word in words {
        colored.plain(word.range.start);
        let class = format!("code-{}", word.kind.name());
        let span = Element::new("span").class(&class).child(&text[word.range.clone()]);
        colored.nodes.push(span.into());
        colored.written = word.range.end;
    }
    colored.plain(text.len());
    // One that would stand within the last word.
    colored.nodes.extend(colored.breaks.map(|(_, mark)| Node::from(mark)));
    colored.nodes
}

struct Colored<'t, B: Iterator<Item = (usize, Element)>> {
    text: &'t str,
    /// How many bytes of the text are in `nodes`.
    written: usize,
    breaks: std::iter::Peekable<B>,
    nodes: Vec<Node>,
}

impl<B: Iterator<Item = (usize, Element)>> Colored<'_, B> {
    /// Writes what is plain up to `end`, with the marks that stand there. One that would stand
    /// within the word before stands behind it.
    fn plain(&mut self, end: usize) {
        while let Some((at, mark)) = self.breaks.next_if(|(at, _)| *at <= end) {
            self.words(at);
            self.nodes.push(mark.into());
        }
        self.words(end);
    }

    fn words(&mut self, end: usize) {
        if self.written < end {
            self.nodes.push(self.text[self.written..end].into());
            self.written = end;
        }
    }
}

/// The same words with each line in a `<span class="line">`, which the style sheet counts: numbers
/// that are no text are neither copied nor read out.
fn lines(words: Vec<Node>, shown: &CodeLines) -> Vec<Node> {
    let mut lines = vec![Vec::new()];
    for word in words {
        for (at, piece) in pieces(&word).into_iter().enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let line = lines.last_mut().expect("there is always a line to fill");
            line.extend(piece);
        }
    }
    // A line that is set off is as wide as the block, and holds its own end.
    let spans = lines.into_iter().enumerate().flat_map(|(index, line)| {
        let end = Node::from("\n");
        let span = Element::new("span").class("line");
        if shown.is_marked(index + 1) {
            vec![span.class("marked").children(line).child(end).into()]
        } else {
            vec![span.children(line).into(), end]
        }
    });
    spans.collect()
}

/// A word, which may be a comment of several lines, cut at the ends of lines.
fn pieces(word: &Node) -> Vec<Option<Node>> {
    let (text, around) = match word {
        Node::Text(text) => (text, None),
        Node::Element(element) => match element.children.first() {
            Some(Node::Text(text)) => (text, Some(element)),
            _ => return vec![Some(word.clone())],
        },
    };
    let piece = |line: &str| match around {
        _ if line.is_empty() => None,
        None => Some(Node::from(line)),
        Some(element) => Some(Element { children: vec![line.into()], ..element.clone() }.into()),
    };
    text.split('\n').map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::listing;
    use crate::markup::{Syntax, write};

    #[test]
    fn a_comment_of_several_lines_is_a_part_of_each() {
        let listing = listing("a /* b\n\nc */ = 1;".to_owned(), Some("c"));
        let words = colored(&listing, Vec::new());
        insta::assert_snapshot!(write(&lines(words, &CodeLines::default()), Syntax::Html));
    }
}
