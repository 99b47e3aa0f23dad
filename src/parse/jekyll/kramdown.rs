//! kramdown's attribute lines above a block, and its place for a table of contents.

use std::ops::Range;

use crate::parse::attributes;
use crate::parse::html::callout_kind;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;

/// Puts attributes that stand above their block where Markdown looks for them: a class that names
/// a callout, as in the theme "Just the Docs", becomes one; others go below the block. A list that
/// stands for the contents of the page goes, as the outputs have their own.
pub(super) fn rewrite(text: &Mapped) -> Mapped {
    if !text.text().contains("{:") {
        return text.clone();
    }
    let mut writer = Writer { text, out: Mapped::empty(text.span(0..text.text().len())) };
    let lines = markdown::lines(text.text());
    let mut number = 0;
    let mut fence = None;
    while number < lines.len() {
        let line = text.text()[lines[number].clone()].trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        number = if fence.is_some() || mark.is_some() {
            writer.copy(lines[number].clone());
            number + 1
        } else {
            writer.block(&lines, number)
        };
    }
    writer.out
}

type Line = Range<usize>;

struct Writer<'a> {
    text: &'a Mapped,
    out: Mapped,
}

impl Writer<'_> {
    fn copy(&mut self, line: Line) {
        self.out.push_slice(self.text, line);
    }

    /// Copies a line, with the block below it where it speaks of that; gives the line behind.
    fn block(&mut self, lines: &[Line], number: usize) -> usize {
        let words = |number: usize| {
            lines.get(number).map_or("", |line| self.text.text()[line.clone()].trim())
        };
        let is_item = words(number).starts_with(['*', '-', '+'])
            || words(number).starts_with(|first: char| first.is_ascii_digit());
        if is_item && is_toc(words(number + 1)) {
            return number + 2;
        }
        let above = number.checked_sub(1).map_or("", words);
        let is_above =
            words(number).starts_with("{:") && above.is_empty() && !words(number + 1).is_empty();
        let attributes = attributes::braced(words(number));
        let whole = attributes.filter(|(_, length)| is_above && *length == words(number).len());
        let Some((attr, _)) = whole else {
            self.copy(lines[number].clone());
            return number + 1;
        };
        let end =
            (number + 1..lines.len()).find(|&line| words(line).is_empty()).unwrap_or(lines.len());
        let named = |class: &String| {
            let kind = class.strip_suffix("-title").unwrap_or(class);
            callout_kind(kind).map(|_| (kind.to_owned(), kind != class))
        };
        if let Some((kind, titled)) = attr.classes().iter().find_map(named) {
            self.callout(&kind, titled, lines, number..end);
        } else {
            for line in &lines[number + 1..end] {
                self.copy(line.clone());
            }
            self.copy(lines[number].clone());
        }
        end
    }

    /// A block as a callout: the attributes' line, then its words, which may be a quotation, of
    /// which the first line may be the title.
    fn callout(&mut self, kind: &str, titled: bool, lines: &[Line], block: Range<usize>) {
        let span = self.text.span(lines[block.start].clone());
        let unquoted = |line: &Line| {
            let words = &self.text.text()[line.clone()];
            let inner = words.strip_prefix("> ").or_else(|| words.strip_prefix('>'));
            line.end - inner.unwrap_or(words).len()..line.end
        };
        let mut body: Vec<Line> = lines[block.start + 1..block.end].iter().map(unquoted).collect();
        self.out.push_generated(&format!("\n<callout kind=\"{kind}\">\n\n"), span);
        if titled && body.len() > 1 {
            self.out.push_generated("<summary>\n\n", span);
            self.copy(body.remove(0));
            self.out.push_generated("\n\n</summary>\n\n", span);
        }
        for line in body {
            self.copy(line);
        }
        self.out.push_generated("\n\n</callout>\n\n", span);
    }
}

/// Whether an attribute line names the contents: `{:toc}`, `{: .x toc }`.
fn is_toc(line: &str) -> bool {
    let inner = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.split_whitespace().any(|word| word == "toc"))
}
