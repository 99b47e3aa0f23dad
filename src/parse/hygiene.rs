//! Repairs text that was decoded wrongly before Recto got to see it.

use super::mapped::Mapped;
use super::markdown;
use crate::diag::{Code, Diagnostic, Sink};
use crate::text::mojibake::{self, Repair};

/// The text as it was meant. Every repair is reported; code stays as it is.
pub(super) fn repair(text: Mapped, sink: &mut Sink) -> Mapped {
    let repairs = mojibake::repairs(text.text());
    if repairs.is_empty() {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let outside_code = |Repair { range, .. }: &Repair| {
        let next = code.partition_point(|code| code.end <= range.start);
        code.get(next).is_none_or(|code| code.start >= range.end)
    };
    let repairs: Vec<_> = repairs.into_iter().filter(outside_code).collect();
    for Repair { range, meant } in &repairs {
        let span = text.span(range.clone());
        let message =
            format!("these letters were decoded wrongly; they are read as {}", named(meant));
        sink.push(
            Diagnostic::warning(Code::Mojibake, message)
                .at(span)
                .help("correct them in the page, and save it as UTF-8")
                .fix(span, &**meant),
        );
    }
    text.replaced(repairs.into_iter().map(|Repair { range, meant }| (range, meant)))
}

/// Characters as a message shows them; those that cannot be seen by their names.
fn named(text: &str) -> String {
    match text {
        "\u{A0}" => "a no-break space".to_owned(),
        "\u{FEFF}" => "a byte order mark".to_owned(),
        "\u{200B}" => "a zero-width space".to_owned(),
        "\u{AD}" => "a soft hyphen".to_owned(),
        text => format!("`{text}`"),
    }
}
