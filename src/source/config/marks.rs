//! What is printed on every page, and has to be seen there; and what the title is made of.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::variables::{Variables, mentioned};
use crate::text::visible::is_blank;
use crate::yaml::{Node, Value};

use super::PackConfig;

/// The most letters of a mark: more are no mark, and could not be read where they are printed.
const LONGEST: usize = 200;

/// The most letters of a word in a mark, which stands on one line.
const LONGEST_WORD: usize = 40;

/// The keys of which readers are sure that they say all that was meant.
const COMPLETE: [&str; 6] =
    ["title", "subtitle", "seo_title", "slug", "classification", "watermark"];

/// Reports variables without a value in what names and marks the document, before they are filled
/// in: `For {{ customer }}` is not to become `For `.
pub(super) fn report_unset(settings: &Node, variables: &Variables, sink: &mut Sink) {
    for key in COMPLETE {
        let Some(node) = settings.get(key) else { continue };
        let Value::Scalar(scalar) = &node.value else { continue };
        let unset = mentioned(&scalar.text).find(|name| variables.is_unset(name));
        if let Some(name) = unset {
            let message = format!("`{key}` cannot be honoured: the variable `{name}` has no value");
            let help = format!("give it one under `variables:`, or with `--set {name}=…`");
            let error = Diagnostic::error(Code::UnknownVariable, message).at(node.span);
            sink.push(error.help(help));
        }
    }
}

/// Reports marks that would not be seen, or not as they are written. Nothing between quotation
/// marks takes a mark away, as a profile may.
pub(super) fn report(config: &PackConfig, sink: &mut Sink) {
    let PackConfig { classification, watermark, .. } = config;
    for (key, mark) in [("classification", classification), ("watermark", watermark)] {
        let Some(mark) = mark.as_ref().filter(|mark| !mark.value.is_empty()) else { continue };
        let letters = mark.value.chars().count();
        let word = mark.value.split_whitespace().map(|word| word.chars().count()).max();
        let (what, help) = if is_blank(&mark.value) {
            ("it shows nothing".to_owned(), "write words, or `''` for no mark")
        } else if letters > LONGEST {
            let what = format!("it has {letters} letters, and a mark has at most {LONGEST}");
            (what, "say it in fewer words; the rest may stand on a page")
        } else if let Some(word) = word.filter(|&word| word > LONGEST_WORD) {
            let what = format!("one of its words has {word} letters, and may have {LONGEST_WORD}");
            (what, "write shorter words, or blanks between them: a word stands on one line")
        } else {
            continue;
        };
        let message = format!("`{key}` cannot be honoured: {what}");
        sink.push(Diagnostic::error(Code::Marking, message).help(help).at(mark.span));
    }
}
