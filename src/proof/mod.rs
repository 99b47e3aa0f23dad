//! The proof that what a reader does not get is in no output.
//!
//! Finished files are read back as a stranger would read them: archives are unpacked, text is
//! taken out of the PDF's pages, its metadata, outline, tags and attached files, out of every
//! text and attribute of the HTML. What is looked for are the words that stand only in what was
//! left out and, where a passage has none of its own, its runs of five words. Nothing of the
//! document tree is trusted, nor how an output was made.
//!
//! What cannot be read is named, so that nobody takes it for proved. Pixels are the exception, and
//! letters that are drawn as outlines.

mod archive;
mod changes;
mod decode;
mod drawn;
mod escapes;
mod file;
mod formulas;
mod markup;
mod needles;
mod pdf;
mod picture;
mod profile;
mod reader;
#[cfg(test)]
mod tests;
mod text;
mod vocabulary;

use std::collections::BTreeSet;

pub use needles::Needles;
pub use reader::{Unread, Why};
pub use text::words;

use crate::backend::Artifact;
use crate::diag::{Code, Diagnostic};
use needles::Needle;
use reader::Reader;
use text::{Nature, Text};

/// How many words are told of one file; the rest are counted.
const MOST_TOLD: usize = 10;

/// The words a file consists of: none of them is a secret where it is made without any content.
pub fn words_of(artifact: &Artifact) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    read(&artifact.bytes, &[], &mut |text: Text| {
        text.readings(|token| {
            words.insert(token.word.to_owned());
            words.extend(text::parts(token.written).into_iter().flat_map(text::words));
        });
    });
    words
}

/// The texts of a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The words that it shows.
    pub shown: Vec<String>,
    /// Its title and description, its ids, classes, styles, comments and all else.
    pub hidden: Vec<String>,
}

/// The texts that a drawing holds.
pub fn drawn_in(bytes: &[u8]) -> Drawn {
    let mut drawn = Drawn::default();
    read(bytes, &[], &mut |text: Text| match text.nature {
        Nature::Scattered => drawn.shown.push(text.into_words()),
        Nature::Written | Nature::Formal | Nature::Raw => drawn.hidden.push(text.into_words()),
    });
    drawn
}

fn read(
    bytes: &[u8],
    encodings: &[&'static encoding_rs::Encoding],
    take: &mut dyn FnMut(Text),
) -> Vec<Unread> {
    let mut reader = Reader::new(encodings, bytes.len(), take);
    file::read(&mut reader, "", bytes, 0);
    reader.into_unread()
}

/// What came of reading a finished file.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// An error for every word that its reader should not get.
    pub leaks: Vec<Diagnostic>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// Reads a finished file and reports every word in it that its reader should not get.
pub fn check(needles: &Needles, format: &str, artifact: &Artifact) -> Proof {
    let mut found = Found::default();
    let unread = read(&artifact.bytes, needles.encodings(), &mut |text: Text| {
        found.look(needles, &text);
    });
    Proof { leaks: found.leaks(format), unread }
}

/// Reports every word in texts beside a format's own files that a reader of them should not get:
/// `place` says where they stand.
pub fn check_texts(
    needles: &Needles,
    format: &str,
    place: &'static str,
    texts: &[String],
) -> Vec<Diagnostic> {
    let mut found = Found::default();
    for text in texts {
        found.look(needles, &Text::whole(place, text));
    }
    found.leaks(format)
}

/// What was found, with the first place of each.
#[derive(Default)]
struct Found<'a> {
    needles: Vec<(&'a Needle, String)>,
    seen: BTreeSet<&'a str>,
}

impl<'a> Found<'a> {
    fn look(&mut self, needles: &'a Needles, text: &Text) {
        needles.find(text, &mut |needle| {
            if self.seen.insert(&needle.shown) {
                self.needles.push((needle, text.place.clone()));
            }
        });
    }

    fn leaks(self, format: &str) -> Vec<Diagnostic> {
        let told = self.needles.iter().take(MOST_TOLD);
        let mut leaks: Vec<_> = told.map(|(needle, place)| leak(needle, format, place)).collect();
        if let Some(more) = self.needles.len().checked_sub(MOST_TOLD).filter(|&more| more > 0) {
            let message = format!("the {format} file holds {more} more such words");
            leaks.push(Diagnostic::error(Code::Leak, message));
        }
        leaks
    }
}

fn leak(needle: &Needle, format: &str, place: &str) -> Diagnostic {
    let message = format!(
        "`{}` is in the {format} file ({place}), but stands only in what this reader does not get",
        needle.shown
    );
    Diagnostic::error(Code::Leak, message).at(needle.span).help(
        "nothing is written; take the words out of there, or name them under `proof.allow` \
         in pack.yaml where they give nothing away",
    )
}

/// How many files are named that could not be read; the rest are counted.
const MOST_UNREAD: usize = 20;

/// A warning for each file that could not be read in some formats.
pub fn unread(proofs: &[(String, Vec<Unread>)]) -> Vec<Diagnostic> {
    let mut files: Vec<(&Unread, Vec<&str>)> = Vec::new();
    let mut known = rustc_hash::FxHashMap::default();
    for (format, unread) in proofs {
        for file in unread {
            let at = *known.entry((file.sum, &file.why)).or_insert(files.len());
            if at == files.len() {
                files.push((file, Vec::new()));
            }
            let (named, formats) = &mut files[at];
            if file.name.len() < named.name.len() && !file.name.is_empty() || named.name.is_empty()
            {
                *named = file;
            }
            if formats.last() != Some(&&**format) {
                formats.push(format);
            }
        }
    }
    let mut told: Vec<_> =
        files.iter().take(MOST_UNREAD).map(|(file, formats)| miss(file, formats)).collect();
    if let Some(more) = files.len().checked_sub(MOST_UNREAD).filter(|&more| more > 0) {
        let message = format!("{more} more files could not be searched for what was left out");
        told.push(Diagnostic::warning(Code::UnreadAttachment, message));
    }
    told
}

fn miss(file: &Unread, formats: &[&str]) -> Diagnostic {
    let what = match &*file.name {
        "" => "this file".to_owned(),
        name => format!("`{name}`"),
    };
    let formats = formats.join(", ");
    let message =
        format!("{what} could not be searched for what was left out ({formats}): {}", file.why);
    Diagnostic::warning(Code::UnreadAttachment, message).help(
        "look through it yourself, or attach it in a form that can be read, such as text, PDF, \
         docx or xlsx; `--strict` writes nothing as it is",
    )
}
