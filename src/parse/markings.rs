//! What a page says of its readers in a way that nobody understands: an error, since the words would
//! be for everybody.

use super::mapped::Mapped;
use super::{attributes, markdown};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::markings::{Form, Marking, markings, not_understood};
use crate::text::markup::without_marker;

/// Tells of the markings of a text that are not understood. In code they are examples.
pub(super) fn tell(text: &Mapped, profiles: &[String], sink: &mut Sink) {
    for marking in unread(text.text(), profiles) {
        let word = &text.text()[marking.word.clone()];
        sink.push(not_understood(word, text.span(marking.word.clone())));
    }
    for line in below_lists(text.text()) {
        let message = "this condition may be the list's or its last item's";
        sink.push(Diagnostic::error(Code::Condition, message).at(text.span(line)).help(
            "put it at the end of the item's words, or the list between `{{< only … >}}` and \
             `{{< /only >}}`",
        ));
    }
}

/// The markings of a text that are not understood.
pub(super) fn unread<'a>(
    text: &'a str,
    profiles: &'a [String],
) -> impl Iterator<Item = Marking> + 'a {
    let may_be_unread = |it: &Marking| it.form == Form::Shortcode || !is_understood(text, it);
    let mut found = markings(text, profiles).filter(move |it| may_be_unread(it)).peekable();
    let code = if found.peek().is_some() { markdown::code_ranges(text) } else { Vec::new() };
    found.filter(move |marking| {
        let at = marking.word.start;
        // Shortcodes are expanded but in code, also in the line that opens it.
        if markdown::is_within(&code, at) {
            markdown::opens_code(text, &code, at)
        } else {
            marking.form != Form::Shortcode
        }
    })
}

/// Whether Markdown, HTML or a shortcode is read with what marks it; each tells what is wrong with it.
fn is_understood(text: &str, marking: &Marking) -> bool {
    match marking.form {
        Form::Shortcode | Form::Attribute(_) => true,
        Form::Braces(start) => {
            let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
            let words = text[line..start].trim_start_matches([' ', '\t', '>']);
            // In the line that opens a block of MkDocs' it would be the title's alone.
            let opens = ["!!!", "???", "==="].iter().any(|sign| words.starts_with(sign));
            let in_comment = text[..start].trim_end().ends_with("<!--");
            let list = attributes::braced(&text[start..]);
            // What an item starts with is the item's to kramdown, and nobody's elsewhere.
            let starts_item =
                text[start..].starts_with("{:") && without_marker(words) == ("", true);
            !opens
                && !in_comment
                && !starts_item
                && list.is_some_and(|(_, length)| start + length > marking.word.end)
        }
        Form::Foreign => false,
    }
}

/// The lines below a list that hold a condition and nothing else, and are not indented as its last
/// item is.
fn below_lists(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    if !text.contains('{') {
        return found;
    }
    let code = markdown::code_ranges(text);
    let mut item = None;
    for range in markdown::lines(text) {
        let line = &text[range.clone()];
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        if words.is_empty() || markdown::is_within(&code, range.start) {
            item = None;
        } else if let (item_words, true) = without_marker(words) {
            item = Some(indent + words.len() - item_words.len());
        } else if item.is_some_and(|column| indent < column)
            && attributes::braced(words)
                .is_some_and(|(list, length)| length == words.len() && list.has_condition())
        {
            found.push(range.start + indent..range.start + indent + words.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> usize {
        let mut sink = Sink::default();
        let profiles = ["auditor".to_owned(), "guest".to_owned()];
        tell(&Mapped::of_page(text), &profiles, &mut sink);
        sink.finish(()).diagnostics.len()
    }

    #[test]
    fn what_markdown_reads_is_understood_and_all_else_is_told() {
        for text in [
            "words {only=auditor}\n",
            "::: note {only=\"auditor\"}\nx\n:::\n",
            "```rust {only=auditor}\nx\n```\n",
            "<p only='auditor'>x</p>\n",
            "* a\n* b {only=auditor}\n",
            "* a\n  {only=auditor}\n",
            "```\n<Only>\n:::only\n{% only %}\n```\n",
            "Write `<Only>` or `<!-- only: auditor -->`.\n",
        ] {
            assert_eq!(told(text), 0, "{text}");
        }
        for text in [
            "!!! note \"x {only=auditor}\"\n    y\n",
            "<!-- {only=auditor} -->\n",
            "```only\nx\n```\n",
            "> ~~~{only} auditor\n> x\n> ~~~\n",
            "* a\n* b\n{only=auditor}\n",
            "1. a\n{: only=\"auditor\"}\n",
            "- {: only=\"auditor\"} a\n",
            "1. {:.x only=auditor} a\n   b\n",
            "```admonish only\nx\n```\n",
            "~~~ ad-note only auditor\nx\n~~~\n",
        ] {
            assert_eq!(told(text), 1, "{text}");
        }
    }
}
