//! Blocks that are fenced as code or by signs of their own, and hold Markdown: callouts of
//! mdbook-admonish (```` ```admonish tip title="…" ````), and quotations of GitLab (`>>>`).
//!
//! <https://tommilligan.github.io/mdbook-admonish/>,
//! <https://docs.gitlab.com/user/markdown/#multiline-blockquote>

use std::ops::Range;

use super::admonition::escaped;
use super::mapped::Mapped;
use super::{fence, markdown};
use crate::text::names::capitalised;

/// How many such blocks may lie in one another.
const MAX_DEPTH: usize = 16;

/// The text with tags in place of both.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    rewrite_at(text, 0)
}

fn rewrite_at(text: Mapped, depth: usize) -> Mapped {
    let source = text.text();
    let may_occur = source.contains("admonish") || source.contains(">>>");
    if !may_occur || depth >= MAX_DEPTH {
        return text;
    }
    let code = markdown::code_ranges(source);
    let lines = markdown::lines(source);
    // What nothing closes is not looked for again and again.
    let ends_quotation = |line: &Range<usize>| source[line.clone()].trim() == ">>>";
    let last_end = lines.iter().rposition(ends_quotation).unwrap_or(0);
    let mut out = Mapped::empty(text.span(0..source.len()));
    let mut number = 0;
    while number < lines.len() {
        let found = Fenced::at(source, &lines, number, last_end, &code);
        let Some(Fenced { prefix, opening, end, closing }) = found else {
            out.push_slice(&text, lines[number].clone());
            number += 1;
            continue;
        };
        let apart = |markup: &str| format!("{prefix}\n{prefix}{markup}\n{prefix}\n");
        out.push_generated(&apart(&opening), text.span(lines[number].clone()));
        let body = lines[number].end..lines[end].start;
        let mut inner = Mapped::empty(text.span(body.clone()));
        inner.push_slice(&text, body);
        let inner = rewrite_at(inner, depth + 1);
        out.push_slice(&inner, 0..inner.text().len());
        out.push_generated(&apart(closing), text.span(lines[end].clone()));
        number = end + 1;
    }
    out
}

/// A block between two lines of signs.
struct Fenced {
    /// What its lines start with: blanks, signs of a quotation.
    prefix: String,
    /// The tags that open it.
    opening: String,
    /// The line that closes it.
    end: usize,
    closing: &'static str,
}

impl Fenced {
    /// The block that a line opens.
    fn at(
        text: &str,
        lines: &[Range<usize>],
        number: usize,
        last_end: usize,
        code: &[Range<usize>],
    ) -> Option<Self> {
        let line = text[lines[number].clone()].trim_end();
        let words = line.trim_start_matches([' ', '\t']);
        if words.starts_with(">>>")
            && number < last_end
            && !markdown::is_within(code, lines[number].start)
        {
            return Self::quotation(text, lines, number, line);
        }
        let words = line.trim_start_matches([' ', '\t', '>']);
        let info = words.trim_start_matches(['`', '~']);
        let signs = &words[..words.len() - info.len()];
        let rest = info.trim_start().strip_prefix("admonish")?;
        let at = lines[number].start + line.len() - words.len();
        let block = code.binary_search_by_key(&at, |range| range.start).ok()?;
        if signs.len() < 3 || rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let closes = |line: &Range<usize>| {
            let words = text[line.clone()].trim_matches([' ', '\t', '>', '\r', '\n']);
            words.starts_with(signs) && words.trim_start_matches(&signs[..1]).is_empty()
        };
        // What ends the block of code ends the callout, too, unless it is the end of what is around both.
        let behind = lines.partition_point(|line| line.start < code[block].end);
        let end = (number + 1..behind).rev().take(2).find(|end| closes(&lines[*end]))?;
        let prefix = line[..line.len() - words.len()].to_owned();
        let (opening, closing) = admonish(rest.trim(), &prefix);
        Some(Self { prefix, opening, end, closing })
    }

    /// `>>>`, and perhaps `[!note] Title`, up to the next `>>>`.
    fn quotation(text: &str, lines: &[Range<usize>], number: usize, line: &str) -> Option<Self> {
        let (prefix, title) = line.split_once(">>>")?;
        let title = title.trim();
        if !title.is_empty() && !title.starts_with("[!") {
            return None;
        }
        let closes = |line: &Range<usize>| text[line.clone()].trim() == ">>>";
        let end = (number + 1..lines.len()).find(|end| closes(&lines[*end]))?;
        let opening = format!("<blockquote>\n{prefix}\n{prefix}{title}");
        Some(Self { prefix: prefix.to_owned(), opening, end, closing: "</blockquote>" })
    }
}

/// The tags around a callout: `tip title="…" collapsible=true`, `tip "…"`, `tip.class`.
fn admonish(info: &str, prefix: &str) -> (String, &'static str) {
    let end = info.find([' ', '\t', '.', '=', '"', ',']).unwrap_or(info.len());
    // Without a kind it is a note.
    let (kind, rest) = if info[end..].starts_with('=') { ("", info) } else { info.split_at(end) };
    let options = fence::options(rest);
    let option = |name: &str| options.iter().find(|(own, _)| own == name).map(|(_, value)| value);
    let quoted = rest.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let title = option("title").map(String::as_str).or(quoted);
    let kind = if kind.is_empty() { "note" } else { kind };
    if option("collapsible").is_some_and(|value| value == "true") {
        let title = title.map_or_else(|| capitalised(kind), str::to_owned);
        let lines = ["<details>", "<summary>", "", &*title, "", "</summary>"];
        return (lines.join(&format!("\n{prefix}")), "</details>");
    }
    let tag = format!("<callout kind=\"{}\">", escaped(kind));
    let mut lines = vec![&*tag];
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        lines.extend(["", "<summary>", "", title, "", "</summary>"]);
    }
    (lines.join(&format!("\n{prefix}")), "</callout>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Vec<String> {
        let out = rewrite(Mapped::of_page(text));
        let lines = out.text().lines().filter(|line| !line.trim().is_empty());
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn callouts_of_admonish_hold_markdown() {
        assert_eq!(
            rewritten("````admonish tip title=\"Own *words*\"\nA\n```admonish\nB\n```\n````\n"),
            [
                "<callout kind=\"tip\">",
                "<summary>",
                "Own *words*",
                "</summary>",
                "A",
                "<callout kind=\"note\">",
                "B",
                "</callout>",
                "</callout>"
            ]
        );
        assert_eq!(
            rewritten("- a\n  ```admonish bug collapsible=true\n  b\n  ```\n"),
            ["- a", "  <details>", "  <summary>", "  Bug", "  </summary>", "  b", "  </details>"]
        );
        for code in ["````\n```admonish\n```\n````", "```admonished\na\n```", "```admonish"] {
            assert_eq!(rewritten(code), code.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn quotations_of_gitlab_run_over_paragraphs() {
        assert_eq!(
            rewritten(">>> [!note] Mind\nA\n\nB\n>>>\n"),
            ["<blockquote>", "[!note] Mind", "A", "B", "</blockquote>"]
        );
        for meant in [">>> three deep", ">>>\nno end", "```\n>>>\nx\n>>>\n```"] {
            assert_eq!(rewritten(meant), meant.lines().collect::<Vec<_>>());
        }
    }
}
