//! Pages that `exclude` leaves out and other pages bring in: they are parts of these, and who wrote
//! the rule may have meant more.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::parse::Brought;
use crate::source::{LeftOut, RawPack, Reason};
use crate::span::FileId;

/// Says it once for the whole pack, at the first place; `recto list` says it of each page.
pub(super) fn report_excluded(brought: &BTreeSet<Brought>, raw: &RawPack) -> Option<Diagnostic> {
    let excluded: BTreeSet<&PackPath> =
        raw.left_out.iter().filter(|page| is_excluded(page)).map(|page| &page.path).collect();
    let mut parts = brought.iter().filter(|it| !it.around && excluded.contains(&it.path));
    let first = parts.next()?;
    let others: BTreeSet<_> =
        parts.map(|part| &part.path).filter(|path| **path != first.path).collect();
    let more = match others.len() {
        0 => String::new(),
        1 => " and one more page".to_owned(),
        count => format!(" and {count} more pages"),
    };
    let message = format!(
        "`exclude` leaves out `{}`{more}, and what is brought in here is shown all the same",
        first.path
    );
    let help = "remove what brings it in, where nobody is to read it; it is no page of its own, \
                and a part of this one";
    Some(Diagnostic::note(Code::HeldBack, message).at(first.span).help(help))
}

/// Notes into which pages each of them is brought, in reading order.
pub(super) fn note(brought: &BTreeSet<Brought>, raw: &mut RawPack) {
    let mut takers: BTreeMap<&PackPath, BTreeSet<FileId>> = BTreeMap::new();
    for part in brought.iter().filter(|part| !part.around) {
        takers.entry(&part.path).or_default().insert(part.span.file);
    }
    for page in raw.left_out.iter_mut().filter(|page| is_excluded(page)) {
        let Some(files) = takers.get(&page.path) else { continue };
        let takes = raw.pages.iter().filter(|taken| files.contains(&taken.file));
        page.brought_into = takes.map(|taken| taken.key.clone()).collect();
    }
}

fn is_excluded(page: &LeftOut) -> bool {
    page.reason == Reason::Excluded
}
