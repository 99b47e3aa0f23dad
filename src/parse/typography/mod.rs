//! What a typesetter does to words as they were typed: no space where a line of Chinese or Japanese
//! ends, none that a line may end at behind words of one letter, and, on request, the quotation marks, apostrophes, dashes and primes of print.

mod bound;
mod line_ends;
mod punctuation;
mod run;

use crate::source::Punctuation;
use crate::tree::{Authored, Block, Inline, PackMeta, Typed};

use punctuation::SignsOf;
pub(super) use punctuation::{LITERAL, SIGNS};

/// Sets the words of a page, or of a note of it, whose language is given as a BCP 47 tag.
pub(super) fn set_punctuation(
    title: Option<&mut Vec<Inline<Authored>>>,
    blocks: &mut [Block<Authored>],
    lang: &str,
    punctuation: &Punctuation,
) {
    let typesetter = Typesetter { punctuation };
    if let Some(title) = title {
        typesetter.words(title, lang);
    }
    typesetter.blocks(blocks, lang);
}

/// Sets what is printed of a pack beside its pages. A tool sets what is Markdown, and so none of it;
/// a version says what it is by its signs.
pub(super) fn set_meta(meta: &mut PackMeta, punctuation: &Punctuation) {
    let PackMeta { title, subtitle, description, authors, publisher, .. } = meta;
    let typed = Typed { title: Some(title.clone()), publisher: publisher.clone() };
    let optional = [
        subtitle,
        description,
        publisher,
        &mut meta.copyright,
        &mut meta.status,
        &mut meta.owner,
        &mut meta.classification,
        &mut meta.watermark,
    ];
    let words = [title].into_iter().chain(authors).chain(optional.into_iter().flatten());
    set_names(words, &meta.lang, punctuation);
    meta.typed = typed;
}

/// Sets names, which are words without markup.
pub(super) fn set_names<'a>(
    names: impl IntoIterator<Item = &'a mut String>,
    lang: &str,
    punctuation: &Punctuation,
) {
    if *punctuation == Punctuation::OfLanguage {
        for name in names {
            *name = punctuation::curled(name, SignsOf::Language(lang));
        }
    }
}

struct Typesetter<'a> {
    punctuation: &'a Punctuation,
}

impl Typesetter<'_> {
    fn blocks(&self, blocks: &mut [Block<Authored>], lang: &str) {
        for block in blocks {
            let own = block.attr.get("lang").map(str::to_owned);
            let lang = own.as_deref().unwrap_or(lang);
            for content in block.kind.contents_mut() {
                self.words(content, lang);
            }
            if let Some(signs) = self.signs(lang) {
                punctuation::in_leaf(&mut block.kind, signs);
            }
            for children in block.kind.children_mut() {
                self.blocks(children, lang);
            }
        }
    }

    fn words(&self, content: &mut Vec<Inline<Authored>>, lang: &str) {
        line_ends::join(content);
        if let Some(signs) = self.signs(lang) {
            punctuation::curl(content, signs);
        }
        bound::bind(content, lang);
    }

    /// The signs for words in a language.
    fn signs<'s>(&'s self, lang: &'s str) -> Option<SignsOf<'s>> {
        match self.punctuation {
            Punctuation::AsWritten => None,
            Punctuation::OfLanguage => Some(SignsOf::Language(lang)),
            Punctuation::OfTool(signs) => Some(SignsOf::Tool(signs)),
        }
    }
}
