//! What a quotation says, and who said it.

use super::walk::walk_content;
use super::{Block, BlockKind, Inline, InlineKind, Stage, plain_text};

/// How many characters a quotation has at most that can be taken in at a glance.
const MOST_CHARACTERS: usize = 240;
/// How many paragraphs it has at most.
const MOST_PARAGRAPHS: usize = 2;
/// What the line that says who said it starts with.
const DASHES: [&str; 4] = ["—", "–", "―", "--"];

/// A quotation in its parts.
#[derive(Debug)]
pub struct Quotation<'t, S: Stage> {
    /// What is quoted.
    pub said: &'t [Block<S>],
    /// Who said it, or where it stands: a last paragraph that starts with a dash.
    pub source: Option<&'t Block<S>>,
}

impl<'t, S: Stage> Quotation<'t, S> {
    /// That of a block which holds these.
    pub fn of(blocks: &'t [Block<S>]) -> Self {
        match blocks.split_last() {
            Some((last, said)) if !said.is_empty() && starts_with_dash(last) => {
                Self { said, source: Some(last) }
            }
            _ => Self { said: blocks, source: None },
        }
    }

    /// Whether it is short, and words alone: then a theme may set it large.
    pub fn is_short(&self) -> bool {
        let count = |block| {
            let content = words(block).filter(|content| !shows_picture(content))?;
            Some(plain_text(content).chars().count())
        };
        let lengths: Option<Vec<usize>> = self.said.iter().map(count).collect();
        let fits = |lengths: Vec<usize>| lengths.iter().sum::<usize>() <= MOST_CHARACTERS;
        (1..=MOST_PARAGRAPHS).contains(&self.said.len()) && lengths.is_some_and(fits)
    }
}

fn starts_with_dash<S: Stage>(block: &Block<S>) -> bool {
    let text = words(block).map(plain_text);
    text.is_some_and(|text| DASHES.iter().any(|dash| text.trim_start().starts_with(dash)))
}

/// The words of a block that is nothing else.
fn words<S: Stage>(block: &Block<S>) -> Option<&[Inline<S>]> {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Plain { content } => Some(content),
        _ => None,
    }
}

fn shows_picture<S: Stage>(content: &[Inline<S>]) -> bool {
    let mut shows = false;
    walk_content(content, &mut |inline| {
        shows |= matches!(inline.kind, InlineKind::Image { .. });
    });
    shows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};
    use crate::tree::Authored;

    fn place() -> Span {
        Span::new(Sources::default().add("a.md", String::new()), 0..0)
    }

    fn paragraph(text: &str) -> Block<Authored> {
        let content = vec![Inline::text(text, place())];
        Block::new(BlockKind::Paragraph { content }, place())
    }

    #[test]
    fn a_last_paragraph_behind_a_dash_says_who_said_it() {
        for dash in DASHES {
            let blocks = [paragraph("Words."), paragraph(&format!("{dash} Ada"))];
            let quotation = Quotation::of(&blocks);
            assert_eq!((quotation.said.len(), quotation.source.is_some()), (1, true), "{dash}");
        }
        let alone = [paragraph("— Ada")];
        assert!(Quotation::of(&alone).source.is_none());
        let list = [paragraph("Words."), paragraph("- not a dash")];
        assert!(Quotation::of(&list).source.is_none());
    }

    #[test]
    fn few_words_alone_are_short() {
        let short = |blocks: &[Block<Authored>]| Quotation::of(blocks).is_short();
        assert!(short(&[paragraph("Words."), paragraph("More."), paragraph("— Ada")]));
        assert!(!short(&[paragraph("Words."), paragraph("More."), paragraph("Still more.")]));
        assert!(!short(&[paragraph(&"word ".repeat(50))]));
        assert!(!short(&[paragraph("Words."), Block::new(BlockKind::Rule, place())]));
        assert!(!short(&[]));
    }
}
