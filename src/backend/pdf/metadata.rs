//! What the document says of itself.

use krilla::metadata::{DateTime, Metadata, PageLayout, TextDirection};

use crate::backend::Job;
use crate::backend::date::Moment;
use crate::diag::{Code, Diagnostic, Sink};
use crate::text::language::is_right_to_left;
use crate::tree::PackMeta;

const PRODUCER: &str = concat!("Recto ", env!("CARGO_PKG_VERSION"));

/// The metadata of a pack, which krilla writes both as XMP and as document information.
pub(super) fn metadata(job: &Job<'_>) -> Metadata {
    let meta = &job.document.pack.meta;
    Metadata::new()
        .title(title(meta))
        .description(meta.description.clone().or_else(|| meta.subtitle.clone()).unwrap_or_default())
        .authors(meta.authors.clone())
        .keywords(meta.keywords.clone())
        .language(meta.lang.clone())
        .creator(PRODUCER.to_owned())
        .producer(PRODUCER.to_owned())
        .document_id(document_id(meta))
        .text_direction(direction(&meta.lang))
        .page_layout(PageLayout::OneColumn)
        .creation_date(made(job))
}

/// Tells which fields of the pack are not in the PDF: krilla writes those of [`Metadata`] alone,
/// and none of another name, neither as XMP nor as document information.
pub(super) fn report_lost(meta: &PackMeta, sink: &mut Sink) {
    if meta.metadata.is_empty() {
        return;
    }
    let names: Vec<_> = meta.metadata.keys().map(|name| format!("`{name}`")).collect();
    let message = format!("the PDF cannot hold {}, which EPUB and HTML do", names.join(", "));
    let help = "say what a reader of the PDF must find in `keywords`, `description` or on a page";
    sink.push(Diagnostic::note(Code::LostMetadata, message).help(help));
}

/// The title for a window's title bar.
fn title(meta: &PackMeta) -> String {
    meta.seo_title.clone().unwrap_or_else(|| meta.title.clone())
}

/// Stays the same from version to version of a document, as its XMP definition asks.
fn document_id(meta: &PackMeta) -> String {
    meta.identifier.clone().unwrap_or_else(|| format!("{}\n{}", meta.slug, meta.typed_title()))
}

fn direction(lang: &str) -> TextDirection {
    if is_right_to_left(lang) { TextDirection::RightToLeft } else { TextDirection::LeftToRight }
}

/// When the document was made.
pub(super) fn made(job: &Job<'_>) -> DateTime {
    date(Moment::of_output(&job.document.pack.meta, job.options.date))
}

fn date(moment: Moment) -> DateTime {
    let [year, month, day, hour, minute, second] = moment.parts();
    let date = DateTime::new(year as u16).month(month as u8).day(day as u8);
    date.hour(hour as u8).minute(minute as u8).second(second as u8).utc_offset_hour(0)
}
