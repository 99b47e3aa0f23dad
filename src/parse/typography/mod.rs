//! What a typesetter does to words as they were typed: no space where a line of Chinese or Japanese
//! ends, and, on request, the quotation marks, apostrophes, dashes and primes of print.

mod line_ends;
mod punctuation;
mod run;

use super::Body;
use crate::tree::{Authored, Block, Inline};

pub(super) use punctuation::LITERAL;

/// Sets the words of a page, whose language is given as a BCP 47 tag.
pub(super) fn settle(title: &mut Vec<Inline<Authored>>, body: &mut Body, lang: &str, smart: bool) {
    let typesetter = Typesetter { smart };
    typesetter.words(title, lang);
    typesetter.blocks(&mut body.blocks, lang);
    for note in &mut body.notes {
        typesetter.blocks(&mut note.blocks, lang);
    }
}

struct Typesetter {
    smart: bool,
}

impl Typesetter {
    fn blocks(&self, blocks: &mut [Block<Authored>], lang: &str) {
        for block in blocks {
            let own = block.attr.get("lang").map(str::to_owned);
            let lang = own.as_deref().unwrap_or(lang);
            for content in block.kind.contents_mut() {
                self.words(content, lang);
            }
            if self.smart {
                punctuation::in_leaf(&mut block.kind, lang);
            }
            for children in block.kind.children_mut() {
                self.blocks(children, lang);
            }
        }
    }

    fn words(&self, content: &mut Vec<Inline<Authored>>, lang: &str) {
        line_ends::join(content);
        if self.smart {
            punctuation::curl(content, lang);
        }
    }
}
