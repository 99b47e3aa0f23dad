//! Private comments: what an author writes for authors, and no reader gets to see.
//!
//! A comment in HTML is told from words by Markdown itself only where it may stand: one that holds
//! an empty line, the bar of a table or the end of a heading's line is printed. Here all of them
//! are found by one rule, as are those of the tools whose folder it is. In code none of them is one.

mod forms;
mod scan;

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::yaml::{Node, Value};
pub use forms::CommentForms;
pub(crate) use scan::Comment;
use scan::Scanner;

/// The comments of a text that are to be left out, in order.
#[must_use]
pub(crate) fn comments(text: &str, forms: CommentForms) -> Vec<Comment> {
    Scanner::new(text, forms, false).run()
}

/// How long the comment is that a text starts with, whatever tool reads it; none where nothing
/// closes it.
#[must_use]
pub(super) fn leading(text: &str) -> Option<usize> {
    scan::leading(text)
}

/// What there is to tell of a comment that nothing closes.
#[must_use]
pub(crate) fn unclosed(sign: &str, span: Span) -> Diagnostic {
    let message = "this comment is not closed, and what follows is left out";
    Diagnostic::error(Code::UnsupportedMarkup, message)
        .at(span)
        .help(format!("end it with `{sign}`"))
}

fn without(text: &str, comments: &[Comment]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for comment in comments {
        left.push_str(&text[at..comment.range.start]);
        left.push_str(comment.instead);
        at = comment.range.end;
    }
    left.push_str(&text[at..]);
    left
}

/// A text that is no Markdown without its comments of HTML: the title of a link, an alternative text,
/// the fields of a table. One that is not closed takes the rest along.
#[must_use]
pub(crate) fn without_html(text: &str) -> Cow<'_, str> {
    let found = scan::in_plain(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut left = without(text, &found);
    left.truncate(left.trim_end_matches(' ').len());
    Cow::Owned(left)
}

/// Takes the comments out of every text of a tree.
pub(super) fn leave_out(node: &mut Node, forms: CommentForms, sink: &mut Sink) {
    match &mut node.value {
        Value::Scalar(scalar) => {
            let found = Scanner::new(&scalar.text, forms, true).run();
            if let Some(sign) = found.iter().find_map(|comment| comment.unclosed) {
                sink.push(unclosed(sign, node.span));
            }
            if !found.is_empty() {
                let rest = without(&scalar.text, &found);
                rest.trim().clone_into(&mut scalar.text);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| leave_out(item, forms, sink)),
        Value::Map(entries) => {
            for entry in entries {
                leave_out(&mut entry.value, forms, sink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    const ALL: CommentForms = CommentForms {
        mdx: true,
        liquid: true,
        kramdown: true,
        obsidian: true,
        hugo: true,
        jinja: true,
    };

    /// What Markdown is read from.
    fn left(text: &str, forms: CommentForms) -> String {
        without(text, &comments(text, forms))
    }

    #[test]
    fn comments_go_and_words_stay() {
        for (text, expected) in [
            ("a <!-- one line --> b\n", "a <!-- one line --> b\n"),
            ("# A <!-- x\ny --> B\n", "# A <!----> B\n"),
            ("| a <!-- x | y --> | b |\n", "| a <!----> | b |\n"),
            ("a <!-- x\n\ny\n\n", "a <!---->"),
            ("<!-- x\n\ny\n", "<!---->"),
            ("a %%x%% b\n%%\nx\n\ny\n%%\nc\n", "a b\n\nc\n"),
            ("a {%- comment -%}x\n\ny{%- endcomment -%} b {% # z %}\n", "a b\n"),
            ("{::comment}\nx\n\n{:/comment}\na {::comment /}b {::comment}x{:/} c\n", "\na b c\n"),
            ("# A {/* x */}\n\n## B {/* #own */}\n", "# A\n\n## B {/* #own */}\n"),
            ("a {{/* x */}} b {{</* x */>}} c {{- /* x */ -}} d\n", "a b {{</* x */>}} c d\n"),
            (
                "# A { /* x */ }\n\nb {\n/* x */\n}\n{// x\n}\nc { / x }\n",
                "# A\n\nb\n\nc { / x }\n",
            ),
            ("a {% comment %}x{% comment %}y{% endcomment %}z{% endcomment %} b\n", "a b\n"),
            ("a {{< comment >}}x{{< /comment >}} {{%comment%}}y{{%/comment%}} b\n", "a b\n"),
            ("words\n[//]: # (x)\n[comment]: <> (y\nz)\nmore\n", "words\n\n\nmore\n"),
            ("- [//]: # \"x\"\n> [comment]: # 'y'\n", "- \n> \n"),
            ("a {# x #} b {#- y -#} c\n{#\nz\n\n#}\n# A {#id}\n", "a b c\n\n# A {#id}\n"),
            ("\\<!-- a\n\nb -->\n", "\\<!-- a\n\nb -->\n"),
        ] {
            assert_eq!(left(text, ALL), expected, "{text:?}");
        }
    }

    #[test]
    fn in_code_they_are_none() {
        for text in [
            "`<!-- a | b -->` and ``%%`%%``, `{/* x */}`\n",
            "```\n<!-- a\n\nb -->\n%%x%%\n```\n",
            "- item\n  ~~~ md\n  {% comment %}x{% endcomment %}\n  ~~~\n",
            "> ```\n> {::comment}x{:/comment}\n> ```\n",
            "Words\n\n    <!-- a\n    b -->\n\n    %%x%%\n",
            "`a\n%%b%%`\n",
        ] {
            assert_eq!(left(text, ALL), text);
        }
        assert_eq!(left("`` `a` %%x%% b\n", ALL), "`` `a` b\n");
        assert_eq!(left("- a\n\n    b %%x%%\n", ALL), "- a\n\n    b\n");
    }

    #[test]
    fn what_a_tool_does_not_know_is_no_comment_there() {
        let text =
            "{# x #} %%x%% {/* x */} {% comment %}x{% endcomment %} {::comment}x{:/} {{/* x */}}\n";
        assert_eq!(left(text, CommentForms::default()), text);
    }

    #[test]
    fn values_are_shown_without_them() {
        for (text, expected) in [
            ("a <!-- x --> b", "a b"),
            ("<!-- x --> a", "a"),
            ("a<!-- x -->b <!-- y --><!-- z -->", "ab"),
            ("a <!-- x", "a"),
            ("a,\"<!-- x, y\n --> b\",c", "a,\"b\",c"),
            ("a -> b <- c --> d", "a -> b <- c --> d"),
        ] {
            assert_eq!(without_html(text), expected, "{text}");
        }
    }

    #[test]
    fn one_that_is_not_closed_is_told() {
        for (text, sign) in [
            ("a <!-- x\n\ny\n", "-->"),
            ("a {% comment %} x\n\ny\n", "{% endcomment %}"),
            ("a\n\n%%\nx\n\ny", "%%"),
            ("# A {::comment} x\n\ny\n", "{:/comment}"),
        ] {
            let found = comments(text, ALL);
            assert_eq!(found.len(), 1, "{text:?}");
            assert_eq!(found[0].unclosed, Some(sign));
            assert_eq!(found[0].range.end, text.len());
        }
    }

    /// Forms by the hundred thousand, which take minutes where a search starts again at each.
    #[test]
    fn many_are_found_on_one_way() {
        for part in [
            "{",
            "%% ",
            "%%a%% ",
            "{/*a*/} ",
            "{::comment a",
            "{::comment}a{:/} ",
            "{% # a",
            "`a ",
            "{% comment %}a{% endcomment %}",
            "{{/* a */}} ",
            "{# a ",
            "{# a #} ",
            "[//]: # (a\n",
            "\\",
        ] {
            let text = |times| format!("{}\n\n{{:/comment}} %}} }}", part.repeat(times));
            assert_linear(part, 25_000, |times| _ = left(&text(times), ALL));
        }
    }
}
