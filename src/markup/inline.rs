//! What stands in a line.

use unicode_segmentation::UnicodeSegmentation;

use super::dom::{Element, Node};
use super::maths::inline_formula;
use super::{Markup, Part, with_attr};
use crate::text::emphasis::Emphasis;
use crate::tree::{
    Attr, Inline, InlineKind, Linked, NodeKey, Target, plain_text, reading_brackets,
};

impl Markup<'_> {
    /// One inline, with the marks of pages that start with it or among its words.
    pub(super) fn inline(&self, inline: &Inline<Linked>, out: &mut Vec<Node>) {
        let breaks = self.medium.page_breaks(NodeKey::of(inline));
        match &inline.kind {
            InlineKind::Text { text } if inline.attr.is_none() && !breaks.is_empty() => {
                push_divided(text, breaks, out);
            }
            _ => {
                out.extend(breaks.into_iter().map(|(_, mark)| Node::from(mark)));
                out.push(self.node(inline));
            }
        }
    }

    fn node(&self, inline: &Inline<Linked>) -> Node {
        let element = match &inline.kind {
            InlineKind::Text { text } => return spanned(text, &inline.attr),
            InlineKind::SoftBreak => return Node::from("\n"),
            InlineKind::HardBreak => Element::new("br"),
            InlineKind::Emphasis { content } => {
                self.around("em", content).maybe("class", emphasis_class(content))
            }
            InlineKind::Strong { content } => self.around("strong", content),
            InlineKind::Strike { content } => self.around("del", content),
            InlineKind::Underline { content } => self.around("u", content),
            InlineKind::Mark { content } => self.around("mark", content),
            InlineKind::Subscript { content } => self.around("sub", content),
            InlineKind::Superscript { content } => self.around("sup", content),
            InlineKind::Small { content } => self.around("small", content),
            InlineKind::Keyboard { content } => self.around("kbd", content),
            InlineKind::Quoted { content } => self.around("q", content),
            // Outside of ruby a reading is none.
            InlineKind::Span { content } | InlineKind::Reading { content } => {
                self.around("span", content)
            }
            InlineKind::Ruby { content } => self.ruby(content),
            InlineKind::Code { text } => Element::new("code").child(&**text),
            InlineKind::Math { tex } => inline_formula(tex),
            InlineKind::Link { target, title, content } => self
                .link(target, self.around("a", content), inline.attr.id())
                .maybe("title", title.as_deref()),
            InlineKind::Image { image } => self.image(image),
            InlineKind::CrossReference { reference } => match *reference {},
            InlineKind::NoteMark { mark } => {
                let link = Element::new("a")
                    .attr("id", mark.mark.as_str())
                    .attr("href", self.medium.href(&mark.note))
                    .attr("role", "doc-noteref")
                    .child(mark.number.to_string());
                let link = self.medium.decorate(Part::NoteMark(mark), link);
                Element::new("sup").class("note-mark").child(link)
            }
        };
        with_attr(element, &inline.attr).into()
    }

    fn around(&self, name: &'static str, content: &[Inline<Linked>]) -> Element {
        Element::new(name).children(self.inlines(content))
    }

    /// Words with their readings, which browsers without ruby show in brackets.
    fn ruby(&self, content: &[Inline<Linked>]) -> Element {
        let mut nodes = Vec::new();
        for inline in content {
            if let InlineKind::Reading { content } = &inline.kind {
                let reading = Node::from(with_attr(self.around("rt", content), &inline.attr));
                if self.medium.brackets_readings() {
                    let brackets = reading_brackets(content);
                    let [open, close] = brackets.map(|sign| Element::new("rp").child(sign).into());
                    nodes.extend([open, reading, close]);
                } else {
                    nodes.push(reading);
                }
            } else {
                self.inline(inline, &mut nodes);
            }
        }
        Element::new("ruby").children(nodes)
    }

    /// Lets an `a` lead to its target. `own` is its id.
    fn link(&self, target: &Target, link: Element, own: Option<&str>) -> Element {
        match target {
            Target::Internal { anchor, .. } => link.attr("href", self.medium.href(anchor)),
            Target::External { url } => link.attr("href", &**url),
            Target::Attached { file, entry } => {
                let listed = own == Some(entry.as_str());
                match self.medium.attached(*file, listed) {
                    Some(address) => {
                        let name = &self.document.assets.attached[*file].name;
                        link.attr("href", address).attr("download", &**name)
                    }
                    None if listed => Element { name: "span".into(), ..link },
                    None => link.attr("href", self.medium.href(entry)),
                }
            }
        }
    }
}

/// The class of words that are emphasised in another way than by italics. Whether dots stand above or
/// below, style sheets tell by the language.
fn emphasis_class(content: &[Inline<Linked>]) -> Option<&'static str> {
    match Emphasis::of_words(&plain_text(content), "") {
        Emphasis::Italic => None,
        Emphasis::DotsAbove | Emphasis::DotsBelow => Some("dotted"),
        Emphasis::Weight => Some("weighted"),
    }
}

/// Words with marks among them. One within a word stands before the word.
fn push_divided(text: &str, breaks: Vec<(usize, Element)>, out: &mut Vec<Node>) {
    let (mut from, mut word) = (0, 0);
    // Marks stand in the order of the words, which are gone through once: a page may be one line.
    let mut words = text.split_word_bound_indices().map(|(start, _)| start).peekable();
    for (at, mark) in breaks {
        let at = text.floor_char_boundary(at);
        while let Some(start) = words.next_if(|start| *start <= at) {
            word = start;
        }
        let cut = if at == text.len() { at } else { word };
        if from < cut {
            out.push(text[from..cut].into());
            from = cut;
        }
        out.push(mark.into());
    }
    out.push(text[from..].into());
}

/// Words that carry attributes need an element to carry them.
fn spanned(text: &str, attr: &Attr) -> Node {
    if attr.is_none() {
        Node::from(text)
    } else {
        with_attr(Element::new("span").child(text), attr).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    #[test]
    fn many_marks_in_one_line_take_no_longer_than_the_line() {
        crate::text::pace::assert_linear("words of a line", 500, |count| {
            let text = "word ".repeat(10 * count);
            let marks = (0..count).map(|at| (50 * at + 2, Element::new("br"))).collect();
            let mut nodes = Vec::new();
            push_divided(&text, marks, &mut nodes);
            assert_eq!(nodes.len(), 2 * count);
        });
    }

    #[test]
    fn marks_stand_before_words_and_between_signs_that_are_words() {
        let divided = |text: &str, at: usize| {
            let mut nodes = Vec::new();
            push_divided(text, vec![(at, Element::new("br"))], &mut nodes);
            write(&nodes, Syntax::Html)
        };
        assert_eq!(divided("one second", 7), "one <br>second");
        assert_eq!(divided("one second", 0), "<br>one second");
        assert_eq!(divided("one", 3), "one<br>");
        assert_eq!(divided("one—two", 7), "one—<br>two");
        assert_eq!(divided("安全文件", 6), "安全<br>文件");
        // Within a letter, or beyond the end.
        assert_eq!(divided("安全文件", 7), "安全<br>文件");
        assert_eq!(divided("one", 30), "one<br>");
    }
}
