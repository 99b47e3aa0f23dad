//! What sites say within code of its lines: `// highlight-next-line`, `// [!code ++]`. These are no
//! part of the code.
//!
//! Forms: <https://docusaurus.io/docs/markdown-features/code-blocks#highlighting-with-comments>,
//! <https://vitepress.dev/guide/markdown#colored-diffs-in-code-blocks>.

use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Authored, Block, BlockKind};

/// The signs around a comment of some language.
const COMMENTS: [(&str, &str); 8] = [
    ("{/*", "*/}"),
    ("/*", "*/"),
    ("<!--", "-->"),
    ("//", ""),
    ("--", ""),
    ("#", ""),
    ("%", ""),
    (";", ""),
];

/// Takes such comments out of every block of code, and sets off the lines that they speak of. Those
/// that come and go keep their signs, as a comparison of two texts has them.
pub(super) fn take_markers(blocks: &mut [Block<Authored>]) {
    walk_blocks_mut(blocks, &mut |block| {
        let BlockKind::Code { text, lines, .. } = &mut block.kind else { return };
        if !text.contains("highlight-") && !text.contains("[!code ") {
            return;
        }
        let read: Vec<_> = text.split('\n').map(Line::read).collect();
        let compares = read.iter().any(|line| line.change.is_some());
        let mut shown = Vec::new();
        // Whether the next line is set off, and all up to the end of a run.
        let (mut next, mut run) = (false, false);
        for line in read {
            match line.mark {
                Some("highlight-next-line") => next = true,
                Some("highlight-start") => run = true,
                Some("highlight-end") => run = false,
                _ => {}
            }
            let Some(words) = line.words else { continue };
            let change = line.change.unwrap_or(' ');
            let compared = || format!("{change} {words}").trim_end().to_owned();
            shown.push(if compares { compared() } else { words.to_owned() });
            if std::mem::take(&mut next) || run || line.mark.is_some() {
                let number = u32::try_from(shown.len()).unwrap_or(u32::MAX);
                lines.mark(number, number);
            }
        }
        *text = shown.join("\n");
    });
}

/// A line of code without what is said of it.
struct Line<'a> {
    /// The code; none where nothing but what is said of it stands there.
    words: Option<&'a str>,
    /// How the line is set off.
    mark: Option<&'a str>,
    /// Whether it comes, `+`, or goes, `-`.
    change: Option<char>,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Self {
        for (open, close) in COMMENTS {
            let Some(at) = line.rfind(open) else { continue };
            let inner = line[at + open.len()..].trim_end();
            let Some(inner) = inner.strip_suffix(close).map(str::trim) else { continue };
            let before = line[..at].trim_end();
            let alone = before.is_empty();
            if alone && matches!(inner, "highlight-next-line" | "highlight-start" | "highlight-end")
            {
                return Self { words: None, mark: Some(inner), change: None };
            }
            if let Some(said) = inner.strip_prefix("[!code ").and_then(|it| it.strip_suffix(']')) {
                let words = Some(before).filter(|_| !alone);
                let change = match said {
                    "++" => Some('+'),
                    "--" => Some('-'),
                    _ => None,
                };
                let mark = Some(said).filter(|_| change.is_none());
                return Self { words, mark, change };
            }
        }
        Self { words: Some(line), mark: None, change: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};
    use crate::tree::CodeLines;

    /// The code that is left, and which of its lines are set off.
    fn taken(text: &str) -> (String, Vec<usize>) {
        let (text, lines) = (text.to_owned(), CodeLines::default());
        let kind = BlockKind::Code { language: None, text, lines };
        let file = Sources::default().add("a.md", "");
        let mut blocks = [Block::new(kind, Span::new(file, 0..0))];
        take_markers(&mut blocks);
        let [Block { kind: BlockKind::Code { text, lines, .. }, .. }] = blocks else { panic!() };
        (text, (1..9).filter(|&line| lines.is_marked(line)).collect())
    }

    #[test]
    fn comments_that_speak_of_lines_go() {
        let case = |text: &str, shown: &str, marked: &[usize]| {
            assert_eq!(taken(text), (shown.to_owned(), marked.to_vec()), "{text}");
        };
        case("a\n  // highlight-next-line\n  b", "a\n  b", &[2]);
        case("# highlight-start\nb\n# highlight-end", "b", &[1]);
        case("<a> {/* highlight-next-line */}", "<a> {/* highlight-next-line */}", &[]);
        case("<!-- highlight-next-line -->\n<b>", "<b>", &[1]);
        case("a // [!code focus]\nb", "a\nb", &[1]);
        case("a // [!code --]\nb # [!code ++]\n  c", "- a\n+ b\n    c", &[]);
        case("a // [!!code ++]\nb", "a // [!!code ++]\nb", &[]);
        case("highlight-me\n// words", "highlight-me\n// words", &[]);
    }
}
