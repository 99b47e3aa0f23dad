//! Elements of a tool's own, as `<Listing number="1-1" caption="…">` or `<Card title="…">`: the
//! program that draws them is not run, but what their attributes say is words of the page.

use std::ops::Range;

use super::admonition::escaped;
use super::mapped::Mapped;
use super::mdx::tag::Tag;
use super::{html, markdown, shortcode};

/// The attributes that name what an element holds, and those that say where it leads.
const TITLES: &[&str] = &["title", "label", "heading", "text"];
const TARGETS: &[&str] = &["href", "to", "link"];
const FILES: &[&str] = &["file-name", "fileName", "filename"];

/// What stands for the tags of an element.
pub(super) struct Shown {
    pub(super) opening: String,
    /// What stands for its end tag.
    pub(super) closing: String,
}

/// What an element says, as Markdown; none where its attributes say nothing. One that stands alone
/// on its line is a block, whose lines start with `prefix`.
pub(super) fn shown(tag: &Tag<'_>, alone: bool, prefix: &str) -> Option<Shown> {
    if alone && let Some(shown) = listing(tag, prefix) {
        return Some(shown);
    }
    let title = first(tag, TITLES);
    let target = first(tag, TARGETS);
    let words = match (title, target) {
        (Some(title), Some(target)) => format!("[{title}](<{target}>)"),
        (None, Some(target)) if tag.opens() => {
            let opening = format!("<a href=\"{}\">", escaped(target));
            return Some(Shown { opening, closing: "</a>".to_owned() });
        }
        (Some(title), None) => title.to_owned(),
        _ => return None,
    };
    let about = tag.get("description").filter(|about| !about.is_empty());
    let about = about.map(|about| lines(&["", about], prefix)).filter(|_| alone);
    let opening = match (alone, tag.opens()) {
        (true, true) => lines(&["", &format!("**{words}**"), ""], prefix),
        (true, false) => lines(&["", &words, ""], prefix),
        (false, true) => format!("**{words}** "),
        (false, false) => words,
    };
    Some(Shown { opening: opening + &about.unwrap_or_default(), closing: String::new() })
}

/// Whether an element is a link.
pub(super) fn leads_somewhere(tag: &Tag<'_>) -> bool {
    first(tag, TARGETS).is_some()
}

/// Code with its file's name above, and its number and caption below, as the books on Rust have it.
///
/// <https://github.com/rust-lang/book/tree/main/packages/mdbook-trpl>
fn listing(tag: &Tag<'_>, prefix: &str) -> Option<Shown> {
    let file = first(tag, FILES);
    let number = first(tag, &["number"]);
    let caption = first(tag, &["caption"]);
    if !tag.opens() || (file, number, caption) == (None, None, None) {
        return None;
    }
    let mut opening = vec![String::new(), "<figure>".to_owned(), String::new()];
    if let Some(file) = file {
        opening.extend([format!("Filename: {file}"), String::new()]);
    }
    let numbered = number.map(|number| format!("{} {number}", tag.name));
    let caption: Vec<&str> = numbered.as_deref().into_iter().chain(caption).collect();
    let mut closing = vec![String::new()];
    if !caption.is_empty() {
        let caption = caption.join(": ");
        closing.extend(["<figcaption>", "", &caption, "", "</figcaption>"].map(str::to_owned));
    }
    closing.extend(["</figure>".to_owned(), String::new()]);
    Some(Shown { opening: lines(&opening, prefix), closing: lines(&closing, prefix) })
}

fn first<'a>(tag: &Tag<'a>, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| tag.get(name).filter(|value| !value.is_empty()))
}

/// Lines of which each but the first starts with a prefix.
pub(super) fn lines<S: AsRef<str>>(lines: &[S], prefix: &str) -> String {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    lines.join(&format!("\n{prefix}")) + &format!("\n{prefix}")
}

/// The text with Markdown in the place of such elements. In Markdown that is no MDX one is known by
/// a name with a capital, which HTML does not have, and by an attribute with a value.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    let edits = edits(text.text());
    text.replaced(edits)
}

fn edits(text: &str) -> Vec<(Range<usize>, String)> {
    let starts = text.match_indices('<').map(|(at, _)| at);
    let is_capital = |at: &usize| {
        let name = text[at + 1..].trim_start_matches('/');
        name.starts_with(|first: char| first.is_ascii_uppercase())
    };
    let starts: Vec<usize> = starts.filter(is_capital).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let code = markdown::code_ranges(text);
    let mut edits = Vec::new();
    let mut open: Vec<(&str, String)> = Vec::new();
    for at in starts.into_iter().filter(|at| !markdown::is_within(&code, *at)) {
        let Some(tag) = Tag::read(&text[at..]) else { continue };
        let range = at..at + tag.length;
        if tag.closes {
            if let Some(index) = open.iter().rposition(|(name, _)| *name == tag.name) {
                edits.push((range, open.swap_remove(index).1));
                open.truncate(index);
            }
            continue;
        }
        if tag.is_script || !tag.says_something() || is_of_html(&tag) {
            continue;
        }
        let alone = is_alone(text, &range);
        let shown = shown(&tag, alone, &shortcode::prefix_at(text, at));
        let Shown { opening, closing } =
            shown.unwrap_or(Shown { opening: String::new(), closing: String::new() });
        if tag.opens() {
            open.push((tag.name, closing));
        }
        edits.push((range, opening));
    }
    edits
}

/// Whether HTML has an element of this name. What it once had as `<listing>` had no attributes.
fn is_of_html(tag: &Tag<'_>) -> bool {
    let name = tag.name.to_ascii_lowercase();
    name != "listing" && html::is_known(&name)
}

/// Whether nothing else stands on the lines of a tag.
pub(super) fn is_alone(text: &str, tag: &Range<usize>) -> bool {
    let before = text[..tag.start].trim_end_matches([' ', '\t', '>']);
    let after = text[tag.end..].trim_start_matches([' ', '\t', '\r']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(Mapped::of_page(text)).text().to_owned()
    }

    #[test]
    fn attributes_that_are_words_are_kept() {
        let text = "> <Recipe number=\"2\" file-name=\"tea.txt\" caption=\"Tea with `milk`\">\n>\n\
                    > ```\n> <A b=\"c\">\n> ```\n>\n> </Recipe>\n";
        let words: Vec<String> = rewritten(text)
            .lines()
            .map(|line| line.trim_start_matches(['>', ' ']).to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(
            words,
            [
                "<figure>",
                "Filename: tea.txt",
                "```",
                "<A b=\"c\">",
                "```",
                "<figcaption>",
                "Recipe 2: Tea with `milk`",
                "</figcaption>",
                "</figure>"
            ]
        );
        assert_eq!(rewritten("New <Badge type=\"tip\" text=\"beta\" /> here"), "New beta here");
        assert_eq!(
            rewritten("<Go href=\"a.md\">on</Go> <Odd kind=\"x\">words</Odd>"),
            "<a href=\"a.md\">on</a> words"
        );
    }

    #[test]
    fn types_and_elements_of_html_stay() {
        for text in
            ["Vec<String>", "<T>", "<IMG SRC=\"a.png\">", "`<A b=\"c\">`", "<B x>", "</Odd>"]
        {
            assert_eq!(rewritten(text), text);
        }
    }
}
