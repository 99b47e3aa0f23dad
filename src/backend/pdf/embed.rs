//! Files inside of the PDF.

use std::sync::Arc;

use krilla::Document;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::DateTime;

use crate::diag::{Code, Diagnostic, Sink};
use crate::resolve::Attached;
use crate::source::PdfStandard;
use crate::tree::Relationship;

/// The standard to claim: the one asked for, else one that allows attached files, where there are
/// some, which is then reported. None where the one asked for forbids them.
pub(super) fn standard(
    asked: Option<PdfStandard>,
    attached: &[Attached],
    sink: &mut Sink,
) -> Option<PdfStandard> {
    let wanted = asked.unwrap_or_default();
    let raised = wanted.with_attachments();
    if attached.is_empty() || raised == wanted {
        return Some(wanted);
    }
    let names: Vec<_> = attached.iter().map(|file| format!("`{}`", file.name)).collect();
    let names = names.join(", ");
    if asked.is_some() {
        let message = format!("the PDF cannot claim {wanted} and carry {names}");
        let help = format!("ask for {raised}, or leave the attached files out");
        sink.push(Diagnostic::error(Code::PdfStandard, message).help(help));
        return None;
    }
    let message = format!("the PDF claims {raised} rather than {wanted}, since it carries {names}");
    sink.push(Diagnostic::note(Code::PdfStandard, message));
    Some(raised)
}

/// Puts the files into the document, dated as the document is.
pub(super) fn embed(document: &mut Document, attached: &[Attached], date: DateTime) {
    for file in attached {
        let bytes = Arc::new(file.bytes.clone()) as Arc<dyn AsRef<[u8]> + Send + Sync>;
        let embedded = EmbeddedFile {
            path: file.name.clone(),
            mime_type: MimeType::new(&file.media_type),
            description: Some(file.description.clone()),
            association_kind: kind(file.relationship),
            data: bytes.into(),
            modification_date: Some(date),
            compress: None,
            location: None,
        };
        // Refused only where two files have one name, and theirs are told apart.
        let _ = document.embed_file(embedded);
    }
}

fn kind(relationship: Relationship) -> AssociationKind {
    match relationship {
        Relationship::Source => AssociationKind::Source,
        Relationship::Data => AssociationKind::Data,
        Relationship::Alternative => AssociationKind::Alternative,
        Relationship::Supplement => AssociationKind::Supplement,
    }
}
