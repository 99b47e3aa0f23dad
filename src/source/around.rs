//! What a folder says for those that lie in it and are exported alone.

use std::collections::BTreeMap;

use super::comments::CommentForms;
use super::folder::list;
use super::left_out::Reason;
use super::wanted::{Selection, Unread, Wanted};
use super::{order, paths, read};
use crate::diag::{Code, Concern, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, PackPath};
use crate::span::Sources;
use crate::text::day::Day;

/// The pages below a folder of a pack or site that it keeps back, seen from that folder, or a fault of
/// its settings by which that is not known.
///
/// # Errors
/// The fault, with the path of its file in that folder.
pub fn kept_below(
    files: &dyn Files,
    below: &PackPath,
    on: Option<Day>,
) -> Result<BTreeMap<PackPath, Reason>, Unread> {
    let wanted = Wanted { on, ..Selection::Folder.into() };
    let mut sources = Sources::default();
    let Warned { value, diagnostics } = read(files, &wanted, &mut sources);
    let refuses = |it: &&Diagnostic| {
        let decides = it.code.concern() == Concern::Decision && it.code != Code::EmptyPack;
        it.severity == Severity::Error && decides
    };
    if let Some(fault) = diagnostics.into_iter().find(|it| refuses(&it)) {
        let place = fault.span.map(|span| {
            let file = sources.get(span.file);
            (file.path.clone(), file.text.clone(), span.range())
        });
        let help = fault.help.unwrap_or_default();
        return Err(Unread { message: fault.message, help, place });
    }
    let kept = value.left_out.into_iter().filter(|page| page.reason.is_settled());
    let local = kept.filter_map(|page| {
        let path = paths::within(below.as_str(), page.path.as_str())?;
        Some((PackPath::new(path).ok()?, page.reason))
    });
    Ok(local.collect())
}

/// The private comments that the tool knows whose site a folder is, and the title of the site.
pub fn comments_and_title(files: &dyn Files) -> (CommentForms, Option<String>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let folder = list(files, &mut sink);
    let site = order::recognize(files, &folder, &mut sources, &mut sink);
    (CommentForms::of(site.dialect, files), site.identity.title)
}
