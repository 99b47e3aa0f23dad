//! Pages of which the contents take one section alone: `security.md#third`.

use std::collections::BTreeSet;

use super::words::{Words, marks_in};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::RawPage;
use crate::text::slug::Slugs;
use crate::tree::{Authored, Block, BlockKind, Page, plain_text};
use crate::yaml::{self, Located};

/// Cuts pages to the sections that are asked for. Returns the words that went.
///
/// The heading of a section becomes the title of its page, and what else is said of the page as a
/// whole goes. A section that is not there is an error, and nothing of its page is taken.
pub(super) fn cut(
    pages: &mut [Page<Authored>],
    raw: &[RawPage],
    slugs: Slugs,
    sink: &mut Sink,
) -> Words {
    let mut removed = Words::default();
    for (page, raw) in pages.iter_mut().zip(raw) {
        if let Some(section) = &raw.section
            && !is_whole(page, &section.value, slugs)
        {
            sink.extend(cut_page(page, section, slugs, &mut removed));
        }
    }
    removed
}

/// Whether the name is that of the page's own title.
fn is_whole(page: &Page<Authored>, name: &str, slugs: Slugs) -> bool {
    page.anchor.as_deref() == Some(name) || slugs.of(&plain_text(&page.title)) == name
}

fn cut_page(
    page: &mut Page<Authored>,
    section: &Located<String>,
    slugs: Slugs,
    removed: &mut Words,
) -> Option<Diagnostic> {
    let name_of = |block: &Block<Authored>| name_of(block, slugs);
    let mut before = std::mem::take(&mut page.blocks);
    let start = before.iter().position(|block| name_of(block).as_ref() == Some(&section.value));
    let mut fault = None;
    if let Some(start) = start {
        let mut own = before.split_off(start);
        let level = level_of(&own[0]);
        let end =
            own.iter().skip(1).position(|block| level_of(block) <= level && is_heading(block));
        let after = end.map(|end| own.split_off(end + 1)).unwrap_or_default();
        removed.add_blocks(&after);
        let heading = own.remove(0);
        if let BlockKind::Heading { anchor, content, .. } = heading.kind {
            (page.anchor, page.title) = (anchor, content);
            (page.headed, page.named) = (true, false);
            page.take_name_from_title();
        }
        (page.meta.seo_title, page.meta.description) = (None, None);
        page.blocks = own;
    } else {
        let names: Vec<String> = before.iter().filter_map(name_of).collect();
        fault = Some(missing(page, section, &names));
    }
    removed.add_blocks(&before);
    keep_notes(page, removed);
    fault
}

/// Keeps the footnotes that the section refers to, and those that they refer to.
fn keep_notes(page: &mut Page<Authored>, removed: &mut Words) {
    let mut wanted: BTreeSet<String> = marks_in(&page.blocks).into_iter().collect();
    let mut known = 0;
    while known < wanted.len() {
        known = wanted.len();
        let notes = page.notes.iter().filter(|note| wanted.contains(&note.label));
        let further: Vec<_> = notes.flat_map(|note| marks_in(&note.blocks)).collect();
        wanted.extend(further);
    }
    page.notes.retain(|note| {
        let keep = wanted.contains(&note.label);
        if !keep {
            removed.add_blocks(&note.blocks);
        }
        keep
    });
}

/// The id of a heading: the author's, else that of its words.
fn name_of(block: &Block<Authored>, slugs: Slugs) -> Option<String> {
    let BlockKind::Heading { anchor, content, .. } = &block.kind else { return None };
    Some(anchor.clone().unwrap_or_else(|| slugs.of(&plain_text(content))))
}

fn is_heading(block: &Block<Authored>) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

fn level_of(block: &Block<Authored>) -> u8 {
    match block.kind {
        BlockKind::Heading { level, .. } => level,
        _ => u8::MAX,
    }
}

fn missing(page: &Page<Authored>, section: &Located<String>, names: &[String]) -> Diagnostic {
    let message = format!("the page `{}` has no section `{}`", page.key, section.value);
    let help = match yaml::nearest(&section.value, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a heading of the page by its id".to_owned(),
    };
    let fault = Diagnostic::error(Code::PageOrder, message).help(help);
    Diagnostic { span: section.span, ..fault }
}
