//! The proof that what a reader does not get is in no output.
//!
//! Finished files are read back as a stranger would read them: archives are unpacked, text is
//! taken out of the PDF's pages, its metadata, outline, tags and attached files, out of every
//! text and attribute of the HTML. What is looked for are the words that stand only in what was
//! left out and, where a passage has none of its own, its runs of five words. Nothing of the
//! document tree is trusted, nor how an output was made.
//!
//! What is not read: pixels, and the text of attached files whose form is unknown.

mod file;
mod markup;
mod needles;
mod pdf;
mod text;

use std::collections::BTreeSet;

pub use needles::Needles;
pub use text::words;

use crate::backend::Artifact;
use crate::diag::{Code, Diagnostic, Sink, Warned};
use needles::Needle;
use text::Text;

/// How many words are told of one file; the rest are counted.
const MOST_TOLD: usize = 10;

/// The words a file consists of: none of them is a secret where it is made without any content.
pub fn words_of(artifact: &Artifact) -> BTreeSet<String> {
    let texts = file::read("", &artifact.bytes);
    texts.iter().flat_map(|text| text.readings().into_iter().flatten()).collect()
}

/// The texts that a file holds.
pub fn texts_of(bytes: &[u8]) -> Vec<String> {
    file::read("", bytes).into_iter().map(Text::into_words).collect()
}

/// Reads a finished file and reports every word in it that its reader should not get. Says whether
/// there was none.
pub fn check(needles: &Needles, format: &str, artifact: &Artifact) -> Warned<bool> {
    let mut sink = Sink::default();
    let texts = file::read("", &artifact.bytes);
    let mut found: Vec<(&Needle, &Text)> = Vec::new();
    let mut seen = BTreeSet::new();
    for text in &texts {
        for needle in text.readings().iter().flat_map(|words| needles.find(words)) {
            if seen.insert(&needle.shown) {
                found.push((needle, text));
            }
        }
    }
    for (needle, text) in found.iter().take(MOST_TOLD) {
        sink.push(leak(needle, format, &text.place));
    }
    if let Some(more) = found.len().checked_sub(MOST_TOLD).filter(|&more| more > 0) {
        let message = format!("the {format} file holds {more} more such words");
        sink.push(Diagnostic::error(Code::Leak, message));
    }
    sink.finish(found.is_empty())
}

fn leak(needle: &Needle, format: &str, place: &str) -> Diagnostic {
    let message = format!(
        "`{}` is in the {format} file ({place}), but stands only in what this reader does not get",
        needle.shown
    );
    Diagnostic::error(Code::Leak, message).at(needle.span).help(
        "the file is not written; take the words out of there, or name them under `proof.allow` \
         in pack.yaml where they give nothing away",
    )
}
