//! What kramdown writes and the Markdown library does not read: lists of attributes above a block,
//! its commands, names for attributes, and its place for a table of contents.

mod tables;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::parse::admonition::escaped;
use crate::parse::attributes;
use crate::parse::delimiters::doubled as doubled_dollars;
use crate::parse::fence::Fences;
use crate::parse::html::callout_kind;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::text::markup::without_marker;

/// Puts attributes that stand above their block where Markdown looks for them: a class that names
/// a callout, as in the theme "Just the Docs", becomes one; others go below the block. A list that
/// stands for the contents of the page goes, as the outputs have their own.
pub(super) fn rewrite(text: &Mapped) -> Mapped {
    let text = doubled_dollars::set_in_line(without_commands(text.clone()), true);
    let text = tables::rewrite(with_line_breaks(text));
    if !text.text().contains("{:") {
        return text;
    }
    written(&with_named_attributes(text), 0)
}

/// How many callouts may lie in one another.
const MAX_DEPTH: usize = 16;

/// The text with lists of attributes where Markdown looks for them.
fn written(text: &Mapped, depth: usize) -> Mapped {
    if depth > MAX_DEPTH {
        return text.clone();
    }
    let out = Mapped::empty(text.span(0..text.text().len()));
    let mut writer = Writer { text, out, depth, in_list: false };
    let lines = markdown::lines(text.text());
    let mut number = 0;
    let mut fences = Fences::default();
    while number < lines.len() {
        let line = text.text()[lines[number].clone()].trim();
        number = if fences.is_code(line) {
            writer.copy(lines[number].clone());
            number + 1
        } else {
            writer.block(&lines, number)
        };
    }
    writer.out
}

/// How the commands of kramdown start that say something to itself alone. What stands between two
/// of `nomarkdown` is HTML; comments are gone by now.
const COMMANDS: [&str; 4] = ["{::nomarkdown", "{::options", "{:/nomarkdown", "{:/options"];

/// The text without commands, and without the sign that ends a block.
fn without_commands(text: Mapped) -> Mapped {
    if !text.text().contains("{:") && !text.text().contains("^\n") {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let mut edits = Vec::new();
    let ends: Vec<usize> = text.text().match_indices("{:/").map(|(at, _)| at).collect();
    // What stands before is HTML of `nomarkdown`.
    let mut verbatim = 0;
    for line in markdown::lines(text.text()) {
        // What stands on both sides of the sign are two lists.
        let is_sign = line.start >= verbatim && text.text()[line.clone()].trim_end() == "^";
        if is_sign && !markdown::is_within(&code, line.start) {
            edits.push((line.start..line.start + 1, "<!-- -->"));
        }
        let mut at = line.start.max(verbatim);
        while let Some(found) = text.text().get(at..line.end).and_then(|line| line.find("{:")) {
            let start = at + found;
            at = start + 2;
            let rest = &text.text()[start..line.end];
            let is_command =
                rest.starts_with("{:/}") || COMMANDS.iter().any(|it| rest.starts_with(it));
            if markdown::is_within(&code, start) {
                continue;
            }
            if !is_command {
                let mark = of_mark(text.text(), line.clone(), start);
                edits.extend(mark.map(|range| (range, "")));
                continue;
            }
            let Some(length) = rest.find('}') else { break };
            at = start + length + 1;
            edits.push((start..at, ""));
            if !rest.starts_with("{::nomarkdown") {
                continue;
            }
            let next = ends.partition_point(|end| *end < at);
            if let Some(end) = ends.get(next) {
                edits.extend(as_words(&text.text()[at..*end], at));
                (at, verbatim) = (*end, *end);
            }
        }
    }
    text.replaced(edits)
}

/// Where a list of attributes stands that starts at a byte of a line and belongs to the mark of a
/// footnote, on which it shows nothing.
fn of_mark(text: &str, line: Range<usize>, start: usize) -> Option<Range<usize>> {
    let before = text[line.start..start].strip_suffix(']')?;
    // A name with other brackets in it is none, so that nobody has to look further back.
    let is_mark = before.rsplit(['[', ']']).next()?.starts_with('^');
    let (_, length) = attributes::braced(&text[start..line.end]).filter(|_| is_mark)?;
    Some(start..start + length)
}

/// The edits that keep what stands outside of tags from being read as Markdown.
fn as_words(html: &str, start: usize) -> Vec<(Range<usize>, &'static str)> {
    // Entities say the same in HTML and in Markdown.
    const ESCAPED: [(char, &str); 7] = [
        ('*', "&#42;"),
        ('_', "&#95;"),
        ('`', "&#96;"),
        ('[', "&#91;"),
        ('~', "&#126;"),
        ('$', "&#36;"),
        ('\\', "&#92;"),
    ];
    // What would open a block where a line starts.
    const OPENING: [(char, &str); 7] = [
        ('#', "&#35;"),
        ('-', "&#45;"),
        ('+', "&#43;"),
        ('=', "&#61;"),
        ('|', "&#124;"),
        (':', "&#58;"),
        ('>', "&gt;"),
    ];
    // What makes an item of a list of the number that it stands behind.
    const NUMBERING: [(char, &str); 2] = [('.', "&#46;"), (')', "&#41;")];
    let mut in_tag = false;
    // Whether nothing stands before in the line, or a number alone.
    let (mut starts_line, mut behind_number) = (false, false);
    let mut edits = Vec::new();
    for (at, char) in html.char_indices() {
        let was_in_tag = in_tag;
        match char {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => {}
        }
        let range = start + at..start + at + char.len_utf8();
        // No indent makes code there.
        if starts_line && matches!(char, ' ' | '\t') {
            edits.push((range, ""));
            continue;
        }
        let opening = OPENING.iter().filter(|_| starts_line);
        let numbering = NUMBERING.iter().filter(|_| behind_number);
        let mut escaped = ESCAPED.iter().chain(opening).chain(numbering);
        let escaped = escaped.find(|(sign, _)| *sign == char && !was_in_tag && !in_tag);
        edits.extend(escaped.map(|(_, escaped)| (range, *escaped)));
        behind_number = (starts_line || behind_number) && char.is_ascii_digit();
        starts_line = char == '\n';
    }
    edits
}

/// Two backslashes at the end of a line end it where they are no formula's; Markdown's library asks
/// for one.
fn with_line_breaks(text: Mapped) -> Mapped {
    if !text.text().contains("\\\\\n") {
        return text;
    }
    let code = markdown::verbatim_ranges(text.text());
    let formulas: Vec<_> =
        doubled_dollars::formulas(text.text()).into_iter().map(|it| it.range).collect();
    let breaks = text.text().match_indices("\\\\\n").map(|(at, _)| at);
    let is_meant = |at: &usize| {
        !text.text()[..*at].ends_with('\\')
            && !markdown::is_within(&code, *at)
            && !markdown::is_within(&formulas, *at)
    };
    let edits: Vec<_> = breaks.filter(is_meant).map(|at| (at..at + 1, "")).collect();
    text.replaced(edits)
}

/// `{:name: .class #id}` gives attributes a name, by which lists of attributes then bring them in.
fn with_named_attributes(text: Mapped) -> Mapped {
    let mut named = BTreeMap::new();
    let mut edits = Vec::new();
    let code = markdown::code_ranges(text.text());
    let lines = markdown::lines(text.text());
    for line in &lines {
        let words = text.text()[line.clone()].trim_end();
        if let Some((name, list)) = definition(words)
            && !markdown::is_within(&code, line.start)
        {
            named.insert(name, list);
            edits.push((line.start..line.start + words.len(), String::new()));
        }
    }
    if named.is_empty() {
        return text;
    }
    for (start, _) in text.text().match_indices("{:") {
        let rest = &text.text()[start + 2..];
        let Some(end) = rest.find(['}', '\n']).filter(|end| rest[*end..].starts_with('}')) else {
            continue;
        };
        let list = &rest[..end];
        let is_named = list.split(' ').any(|word| named.contains_key(word));
        if !is_named || markdown::is_within(&code, start) {
            continue;
        }
        let written = list.split(' ').map(|word| named.get(word).copied().unwrap_or(word));
        let written = written.collect::<Vec<_>>().join(" ");
        edits.push((start..start + 2 + end + 1, format!("{{: {written}}}")));
    }
    edits.sort_by_key(|(range, _)| range.start);
    text.clone().replaced(edits)
}

/// The name and the attributes of `{:name: .class #id}`, alone on its line.
fn definition(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_start().strip_prefix("{:")?.strip_suffix('}')?;
    let (name, list) = inner.split_once(": ")?;
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    (!name.is_empty() && name.chars().all(is_part)).then(|| (name, list.trim()))
}

type Line = Range<usize>;

struct Writer<'a> {
    text: &'a Mapped,
    out: Mapped,
    /// How many callouts this lies in.
    depth: usize,
    /// Whether the last line at the margin belongs to a list.
    in_list: bool,
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
        let is_item = without_marker(words(number)).1;
        let is_at_margin = self.text.text()[lines[number].clone()]
            .starts_with(|char: char| !char.is_whitespace() && char != '{');
        let follows_words = number.checked_sub(1).is_some_and(|above| !words(above).is_empty());
        self.in_list = is_item && is_at_margin || self.in_list && (!is_at_margin || follows_words);
        if is_item && is_toc(words(number + 1)) {
            return number + 2;
        }
        if is_item && let Some(list) = of_item(&self.text.text()[lines[number].clone()]) {
            let line = lines[number].clone();
            let list = line.start + list.start..line.start + list.end;
            let attr = attributes::braced(&self.text.text()[list.clone()]);
            self.copy(line.start..list.start);
            if let Some(id) = attr.as_ref().and_then(|(attr, _)| attr.id()) {
                let place = format!("<a id=\"{}\"></a>", escaped(id));
                self.out.push_generated(&place, self.text.span(list.clone()));
            }
            self.copy(list.end..line.end);
            return number + 1;
        }
        let above = number.checked_sub(1).map_or("", words);
        // In a quotation a list of attributes may stand above its first block.
        let quoted = |line: &str| line.trim_start_matches(['>', ' ']).to_owned();
        let list = quoted(words(number));
        let attributes = attributes::braced(&list).filter(|(_, length)| *length == list.len());
        let Some((attr, _)) = attributes.filter(|_| list.starts_with("{:")) else {
            self.copy(lines[number].clone());
            return number + 1;
        };
        // Behind the end of an element of HTML it speaks of that, which has its own.
        if above.starts_with("</") && above.ends_with('>') {
            return number + 1;
        }
        let is_quoted = words(number).starts_with('>');
        let opens = above.starts_with('<') && above.contains("markdown");
        // Below a list or a quotation it speaks of the whole, and not of the last words in it.
        let is_outside = !self.text.text()[lines[number].clone()].starts_with([' ', '>']);
        if is_outside && (self.in_list || above.starts_with('>')) && !above.is_empty() {
            self.out.push_generated("\n", self.text.span(lines[number].clone()));
            self.copy(lines[number].clone());
            return number + 1;
        }
        let starts = above.is_empty() || opens || is_quoted && quoted(above).is_empty();
        if !starts || quoted(words(number + 1)).is_empty() {
            self.copy(lines[number].clone());
            // The block ends here, also where words follow in the next line.
            let below = words(number + 1);
            if is_outside
                && !below.is_empty()
                && !below.starts_with("{:")
                && !below.starts_with("</")
            {
                self.out.push_generated("\n", self.text.span(lines[number].clone()));
            }
            return number + 1;
        }
        let ends = |line: &usize| words(*line).is_empty() || quoted(words(*line)).starts_with("</");
        let end = (number + 1..lines.len()).find(ends).unwrap_or(lines.len());
        let named = |class: &String| {
            let kind = class.strip_suffix("-title").unwrap_or(class);
            callout_kind(kind).map(|_| (kind.to_owned(), kind != class))
        };
        if let Some((kind, titled)) = attr.classes().iter().find_map(named) {
            self.callout(&kind, titled, lines, number..end);
            return end;
        }
        self.put_below(lines, number..end, is_quoted)
    }

    /// Puts the list of attributes that a block starts with below its words; gives the line behind.
    fn put_below(&mut self, lines: &[Line], block: Range<usize>, is_quoted: bool) -> usize {
        let words =
            |line: usize| self.text.text()[lines[line].clone()].trim_start_matches(['>', ' ']);
        let first = block.start + 1;
        // An element of HTML has attributes of its own.
        if words(first).starts_with('<') {
            return first;
        }
        let is_list = without_marker(words(first)).1;
        if is_list {
            return self.put_below_list(lines, block.start);
        }
        let end =
            (first..block.end).find(|&line| words(line).trim().is_empty()).unwrap_or(block.end);
        // The first line of a quotation alone may have its sign.
        let signed = self.text.text()[lines[first].clone()].trim_start().starts_with('>');
        if is_quoted && !signed {
            self.out.push_generated("> ", self.text.span(lines[block.start].clone()));
        }
        for line in &lines[first..end] {
            self.copy(line.clone());
        }
        self.end_line(lines[block.start].clone());
        if signed && !is_quoted {
            self.out.push_generated("\n", self.text.span(lines[block.start].clone()));
        }
        self.copy(lines[block.start].clone());
        end
    }

    /// Puts a list of attributes below the list that follows it, with an empty line between, so that
    /// it speaks of the whole; gives the line behind.
    fn put_below_list(&mut self, lines: &[Line], attributes: usize) -> usize {
        let text = self.text.text();
        let is_blank = |line: usize| text[lines[line].clone()].trim().is_empty();
        let goes_on = |line: &usize| {
            let words = &text[lines[*line].clone()];
            is_blank(*line) || words.starts_with([' ', '\t']) || without_marker(words).1
        };
        let first = attributes + 1;
        let end = (first..lines.len()).find(|line| is_blank(line - 1) && !goes_on(line));
        let mut end = end.unwrap_or(lines.len());
        while end > first && is_blank(end - 1) {
            end -= 1;
        }
        let mut number = first;
        while number < end {
            number = self.block(lines, number);
        }
        self.end_line(lines[attributes].clone());
        self.out.push_generated("\n", self.text.span(lines[attributes].clone()));
        self.copy(lines[attributes].clone());
        number
    }

    fn end_line(&mut self, place: Line) {
        if !self.out.text().ends_with('\n') {
            self.out.push_generated("\n", self.text.span(place));
        }
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
        let mut inner = Mapped::empty(span);
        for line in body {
            inner.push_slice(self.text, line);
        }
        let inner = written(&inner, self.depth + 1);
        self.out.push_slice(&inner, 0..inner.text().len());
        self.out.push_generated("\n\n</callout>\n\n", span);
    }
}

/// Whether an attribute line names the contents: `{:toc}`, `{: .x toc }`.
fn is_toc(line: &str) -> bool {
    let inner = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.split_whitespace().any(|word| word == "toc"))
}

/// Where the list of attributes stands that an item of a list starts with: `- {:.x} words`. Of what
/// it says only the id matters here, which a place in the item has.
fn of_item(line: &str) -> Option<Range<usize>> {
    let marker = line.trim_start();
    let digits = marker.len() - marker.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let words = marker[digits..].strip_prefix(['*', '-', '+', '.', ')'])?.trim_start_matches(' ');
    let start = line.len() - words.len();
    let (_, length) = words.starts_with("{:").then(|| attributes::braced(words)).flatten()?;
    let blank = words[length..].len() - words[length..].trim_start_matches(' ').len();
    Some(start..start + length + blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_end_the_block_that_they_stand_below() {
        let written = |text: &str| rewrite(&Mapped::of_page(text)).text().to_owned();
        let parts = written("Small\n{: .fs-1 }\nLarge\n{: .fs-9 }\n{: .wide }\nRest\n");
        assert_eq!(parts, "Small\n{: .fs-1 }\n\nLarge\n{: .fs-9 }\n{: .wide }\n\nRest\n");
        // Neither strong words nor a year are an item of a list.
        let parts = written("**a**\n{: .b }\n*c*\n{: .d }\n2027\n{: .e }\nRest\n");
        assert_eq!(parts, "**a**\n{: .b }\n\n*c*\n{: .d }\n\n2027\n{: .e }\n\nRest\n");
        for text in ["a\n{: .b }\n\nc\n", "<div markdown=\"1\">\na\n{: .b }\n</div>\n"] {
            assert_eq!(written(text), text);
        }
    }
}
