//! The blocks of GitBook: `{% hint %}`, `{% tabs %}`, `{% code %}` and their like become markup that
//! every page may have.
//!
//! Form: <https://gitbook.com/docs/creating-content/blocks>.

use std::collections::BTreeMap;
use std::ops::Range;

use super::admonition::escaped;
use super::components::lines;
use super::mapped::Mapped;
use super::{markdown, shortcode};

/// `{% name key="value" %}` in a text.
struct Tag<'a> {
    range: Range<usize>,
    name: &'a str,
    rest: &'a str,
}

/// The text with markup in the place of GitBook's tags, and what the book's settings say in that of
/// their names. What is neither a block of GitBook's nor a value stays.
pub(super) fn rewrite(text: Mapped, values: &BTreeMap<String, String>) -> Mapped {
    let filled = filled(text.text(), values);
    let text = text.replaced(filled);
    if !text.text().contains("{%") {
        return text;
    }
    let edits = edits(text.text());
    text.replaced(edits)
}

/// The values that stand in a text, also in code: `{{ book.name }}`.
fn filled(text: &str, values: &BTreeMap<String, String>) -> Vec<(Range<usize>, String)> {
    if values.is_empty() {
        return Vec::new();
    }
    let marks = in_lines(text, "{{", "}}").into_iter();
    let known = marks.filter_map(|(range, words)| Some((range, values.get(words)?.clone())));
    known.collect()
}

fn edits(text: &str) -> Vec<(Range<usize>, String)> {
    let code = markdown::code_ranges(text);
    let mut edits = Vec::new();
    let tags = tags(text).into_iter();
    for tag in tags.filter(|tag| !markdown::is_within(&code, tag.range.start)) {
        let prefix = shortcode::prefix_at(text, tag.range.start);
        if tag.name == "code" {
            let (options, info) = (options(&tag), info_end(text, tag.range.end));
            edits.push((tag.range, String::new()));
            edits.extend(info.filter(|_| !options.is_empty()).map(|at| (at..at, options)));
        } else if let Some(shown) = shown(&tag, &prefix) {
            edits.push((tag.range, shown));
        }
    }
    edits
}

/// The tags of a text.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let tags = in_lines(text, "{%", "%}").into_iter().map(|(range, words)| {
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        Tag { range, name, rest }
    });
    tags.collect()
}

/// What stands between two signs and the words there, each in a line and none within another: the
/// sign that opens one is the last before its end.
pub(super) fn in_lines<'a>(text: &'a str, open: &str, close: &str) -> Vec<(Range<usize>, &'a str)> {
    let mut found = Vec::new();
    let mut read = 0;
    for (end, _) in text.match_indices(close) {
        if let Some((before, words)) = text[read..end].rsplit_once(open)
            && !words.contains('\n')
        {
            found.push((read + before.len()..end + close.len(), words.trim()));
        }
        read = end + close.len();
    }
    found
}

impl<'a> Tag<'a> {
    /// What an attribute says.
    fn get(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.rest;
        while let Some((key, behind)) = rest.split_once("=\"") {
            let (value, behind) = behind.split_once('"')?;
            if key.trim() == name {
                return Some(value);
            }
            rest = behind;
        }
        None
    }
}

/// The markup that stands for a tag, whose line starts with `prefix`.
fn shown(tag: &Tag<'_>, prefix: &str) -> Option<String> {
    let markup = match tag.name {
        "hint" => format!("<callout kind=\"{}\">", kind(tag.get("style").unwrap_or_default())),
        "endhint" => "</callout>".to_owned(),
        // Of tabs a page shows one at a time; on paper they are a list, each under its name.
        "tabs" => "<dl>".to_owned(),
        "tab" => {
            let title = escaped(tag.get("title").unwrap_or_default());
            format!("<dt>{title}</dt>\n{prefix}<dd>")
        }
        "endtab" => "</dd>".to_owned(),
        "endtabs" => "</dl>".to_owned(),
        "embed" => format!("<{}>", tag.get("url")?),
        "file" => {
            let path = tag.get("src")?;
            let name = path.rsplit('/').next().unwrap_or(path);
            format!("[{name}](<{path}>)")
        }
        "include" => format!("{{{{< include {} >}}}}", tag.rest),
        // What they hold says it.
        "endcode" | "content-ref" | "endcontent-ref" | "endembed" | "endfile" | "stepper"
        | "endstepper" | "step" | "endstep" | "columns" | "endcolumns" | "column" | "endcolumn" => {
            String::new()
        }
        _ => return None,
    };
    Some(lines(&["", "", &markup, ""], prefix))
}

/// The kind of callout that a style of hints means.
fn kind(style: &str) -> &'static str {
    match style {
        "success" => "tip",
        "warning" => "warning",
        "danger" => "caution",
        _ => "note",
    }
}

/// What the fence in a block of code is told: its title, and whether its lines have numbers.
fn options(tag: &Tag<'_>) -> String {
    let title = tag.get("title").filter(|title| !title.is_empty());
    let numbered = tag.get("lineNumbers") == Some("true");
    let title = title.map(|title| format!(" title=\"{title}\"")).unwrap_or_default();
    title + if numbered { " showLineNumbers" } else { "" }
}

/// Where the first line of the fence ends that follows a tag.
fn info_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let start = rest.len() - rest.trim_start().len();
    let fence = Some(&rest[start..]).filter(|behind| behind.starts_with("```"))?;
    Some(at + start + fence.lines().next()?.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        let values = BTreeMap::from([("book.url".to_owned(), "https://a.example".to_owned())]);
        rewrite(Mapped::of_page(text), &values).text().to_owned()
    }

    #[test]
    fn values_of_the_book_are_filled_in() {
        assert_eq!(
            rewritten("[x]({{ book.url }}/a) `{{book.url}}` {{ book.other }} {{ {{ book.url }} }}"),
            "[x](https://a.example/a) `https://a.example` {{ book.other }} {{ https://a.example }}"
        );
    }

    #[test]
    fn code_is_told_its_title_and_other_tags_stay() {
        assert_eq!(
            rewritten(
                "{% code title=\"a b.js\" lineNumbers=\"true\" %}\n```js\nx\n```\n{% endcode %}"
            ),
            "\n```js title=\"a b.js\" showLineNumbers\nx\n```\n\n\n\n\n"
        );
        assert_eq!(
            rewritten("{% hint {% endcode %}").split_once('\n').map(|it| it.0),
            Some("{% hint ")
        );
        for text in ["{% for x in y %}", "`{% hint %}`", "{% hint", "{% embed %}", "{%}", "{%\n%}"]
        {
            assert_eq!(rewritten(text), text);
        }
    }
}
