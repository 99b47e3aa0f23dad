//! Stars that `CommonMark` takes for words, since a mark touches them, and other tools take for
//! emphasis: `**注意：**请看`, `**Note:**text`.
//!
//! kramdown and Python-Markdown ask of a star no more than that no blank stands within it
//! (<https://kramdown.gettalong.org/syntax.html#emphasis>,
//! <https://github.com/Python-Markdown/markdown/blob/master/markdown/inlinepatterns.py>). `CommonMark`
//! asks on which sides letters stand (<https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run>).

use std::ops::Range;

use super::mapped::Mapped;
use super::markdown::{self, Stretch};

/// The text with tags in the place of stars, in blocks in which the two would differ.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    if !text.text().contains('*') {
        return text;
    }
    let mut reader = Reader { text: text.text(), ..Reader::default() };
    for (stretch, range) in markdown::stretches(text.text()) {
        match stretch {
            Stretch::Words | Stretch::Sign => reader.stars(range),
            Stretch::Code => {}
            Stretch::LinkStart => {
                reader.end_run();
                reader.open.push(Vec::new());
            }
            Stretch::LinkEnd => {
                reader.end_run();
                reader.open.pop();
            }
            Stretch::Border => reader.end_block(),
        }
    }
    reader.end_block();
    let mut edits = reader.edits;
    edits.sort_by_key(|(range, _)| range.start);
    text.replaced(edits)
}

/// Stars of which none stands beside another.
type Run = Range<usize>;

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    /// The stars that were read last.
    run: Option<Run>,
    /// The stars that are open: at most one of each length around a link, and in each link.
    open: Vec<Vec<Run>>,
    /// The pairs of the block.
    pairs: Vec<(Run, Run)>,
    edits: Vec<(Range<usize>, &'static str)>,
}

impl Reader<'_> {
    /// Takes in the stars of a stretch.
    fn stars(&mut self, range: Range<usize>) {
        let found = self.text[range.clone()].match_indices('*').map(|(at, _)| range.start + at);
        for at in found {
            let backslashes = self.text[..at].bytes().rev().take_while(|&byte| byte == b'\\');
            if backslashes.count() % 2 == 1 {
                continue;
            }
            match &mut self.run {
                Some(run) if run.end == at => run.end += 1,
                _ => {
                    self.end_run();
                    self.run = Some(at..at + 1);
                }
            }
        }
    }

    /// Closes what stars close, else opens what they open.
    fn end_run(&mut self) {
        let Some(run) = self.run.take().filter(|run| run.len() <= 2) else { return };
        let (before, behind) = self.beside(&run);
        if self.open.is_empty() {
            self.open.push(Vec::new());
        }
        let Some(open) = self.open.last_mut() else { return };
        let same = open.iter().position(|other| other.len() == run.len());
        match same {
            Some(index) if before.is_some_and(|char| !char.is_whitespace()) => {
                let opening = open[index].clone();
                open.truncate(index);
                self.pairs.push((opening, run));
            }
            None if behind.is_some_and(|char| !char.is_whitespace()) => open.push(run),
            _ => {}
        }
    }

    /// Writes the pairs of a block as tags where `CommonMark` sees another emphasis.
    fn end_block(&mut self) {
        self.end_run();
        self.open.clear();
        let pairs = std::mem::take(&mut self.pairs);
        if pairs.iter().all(|(open, close)| self.is_left(open) && self.is_right(close)) {
            return;
        }
        for (open, close) in pairs {
            let tags = if open.len() == 2 { ("<strong>", "</strong>") } else { ("<em>", "</em>") };
            self.edits.push((open, tags.0));
            self.edits.push((close, tags.1));
        }
    }

    /// The characters on both sides of some stars.
    fn beside(&self, run: &Run) -> (Option<char>, Option<char>) {
        (self.text[..run.start].chars().next_back(), self.text[run.end..].chars().next())
    }

    /// Whether stars open something for `CommonMark`.
    fn is_left(&self, run: &Run) -> bool {
        let (before, behind) = self.beside(run);
        !behind.is_some_and(is_mark) || before.is_none_or(is_blank_or_mark)
    }

    /// Whether stars close something for `CommonMark`.
    fn is_right(&self, run: &Run) -> bool {
        let (before, behind) = self.beside(run);
        !before.is_some_and(is_mark) || behind.is_none_or(is_blank_or_mark)
    }
}

fn is_mark(char: char) -> bool {
    !char.is_alphanumeric() && !char.is_whitespace()
}

fn is_blank_or_mark(char: char) -> bool {
    !char.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(Mapped::of_page(text)).text().to_owned()
    }

    #[test]
    fn stars_beside_marks_are_emphasis() {
        for (text, expected) in [
            ("**茶：**水 x", "<strong>茶：</strong>水 x"),
            ("一**「茶」**二", "一<strong>「茶」</strong>二"),
            ("*“tea”*s", "<em>“tea”</em>s"),
            ("**Note:**text", "<strong>Note:</strong>text"),
            // Markdown's library would see `**水**` alone, within the rest.
            ("**茶（绿）**水**杯**", "<strong>茶（绿）</strong>水<strong>杯</strong>"),
            ("**茶*绿：*水**杯", "<strong>茶<em>绿：</em>水</strong>杯"),
            ("> - **茶：**\n>   水", "> - **茶：**\n>   水"),
            ("> - **茶：**水", "> - <strong>茶：</strong>水"),
            ("[**茶：**水](a**b.md)", "[<strong>茶：</strong>水](a**b.md)"),
            ("**[茶](a.md)：**水", "<strong>[茶](a.md)：</strong>水"),
            (
                "| **茶：**水 | `**a：**b` |\n|---|---|\n",
                "| <strong>茶：</strong>水 | `**a：**b` |\n|---|---|\n",
            ),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
    }

    #[test]
    fn stars_that_all_tools_read_alike_stay() {
        for text in [
            "**tea** and *water*, ***both***",
            "2 ** 3：** 4",
            "\\**茶：**水",
            "`**茶：**水`",
            "    **茶：**水",
            "**茶：\n\n**水",
            "**茶 [：**水](a.md)",
            "<b title=\"**茶：**水\">x</b>",
            "***茶：***水",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }
}
