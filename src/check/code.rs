//! Code that does not fit.

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::resolve;
use crate::tree::BlockKind;

/// The most characters of a line of code. The widest page of the shipped theme holds some eighty;
/// a line that is broken once can still be read.
const MOST: usize = 120;

/// Lines of code that no page holds; the first one of each block. The source of a diagram that a
/// program draws is not printed.
pub(super) fn long_lines(view: &View<'_>, sink: &mut Sink) {
    view.blocks(&mut |block| {
        let BlockKind::Code { language, text, .. } = &block.kind else { return };
        let renderer = |language| resolve::renderer(&view.config.diagrams, language);
        if language.as_deref().and_then(renderer).is_some() {
            return;
        }
        if let Some(line) = text.lines().find(|line| line.chars().count() > MOST) {
            let message = format!("a line of this code has more than {MOST} characters");
            let help = "break it where its reader would; on paper it is broken where the page ends";
            let at = view.sources.find(block.span, line);
            sink.push(Diagnostic::note(Code::LongCodeLine, message).at(at).help(help));
        }
    });
}
