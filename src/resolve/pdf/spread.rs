//! Figures of PDFs in the tree: one picture for each page, and the way to the original.

use percent_encoding::percent_decode_str;

use super::split;
use crate::span::Span;
use crate::theme::{Label, Theme};
use crate::tree::walk::{walk_blocks_mut, walk_contents_mut};
use crate::tree::{Attr, Authored, Block, BlockKind, Image, Inline, InlineKind, Pack};

/// How many pages of one PDF a figure shows at most.
const MOST_PAGES: usize = crate::limits::PDF_PAGES.size();

/// Makes a picture of every page that a figure asks for, `![…](report.pdf){pages="1-3,5"}`, and
/// links every figure and every picture in a line to its original.
pub(in super::super) fn spread(pack: &mut Pack<Authored>, theme: &Theme) {
    for page in &mut pack.pages {
        let lang = page.meta.lang.as_deref().unwrap_or(&pack.meta.lang);
        let label = theme.label(lang, Label::Original);
        let notes = page.notes.iter_mut().map(|note| &mut note.blocks);
        for blocks in std::iter::once(&mut page.blocks).chain(notes) {
            walk_contents_mut(blocks, &mut |content| link_pictures(content));
            walk_blocks_mut(blocks, &mut |block| figure(block, label));
        }
    }
}

fn figure(block: &mut Block<Authored>, label: &str) {
    let BlockKind::Figure { blocks, caption } = &mut block.kind else { return };
    let mut originals: Vec<String> = Vec::new();
    for shown in &*blocks {
        if let BlockKind::Image { image } = &shown.kind
            && let Some((path, _)) = split(&image.picture)
            && !originals.iter().any(|known| known == path)
        {
            originals.push(path.to_owned());
        }
    }
    for path in &originals {
        cite(caption, path, label, block.span);
    }
    if let Some(pages) = block.attr.get("pages").map(numbers) {
        *blocks = blocks.iter().flat_map(|shown| apart(shown, &pages)).collect();
    }
}

/// Adds the way to the original to a caption: `Original: letter.pdf`, in brackets behind words.
fn cite(caption: &mut Vec<Inline<Authored>>, path: &str, label: &str, span: Span) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    let content = vec![Inline::text(name, span)];
    let link = InlineKind::Link { target: path.to_owned(), title: None, content };
    let (before, behind) = if caption.is_empty() { ("", "") } else { (" (", ")") };
    caption.push(Inline::text(format!("{before}{label}: "), span));
    caption.push(Inline::new(link, span));
    if !behind.is_empty() {
        caption.push(Inline::text(behind, span));
    }
}

/// Makes links of the pictures of PDFs that stand in a line, but for those in a link.
fn link_pictures(content: &mut [Inline<Authored>]) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Link { .. } => {}
            InlineKind::Image { image } => {
                let Some((path, _)) = split(&image.picture) else { continue };
                let (target, span) = (path.to_owned(), inline.span);
                let picture = Inline { attr: std::mem::take(&mut inline.attr), ..inline.clone() };
                let content = vec![picture];
                let kind = InlineKind::Link { target, title: None, content };
                *inline = Inline { kind, attr: Attr::none(), span };
            }
            kind => kind.content_mut().into_iter().for_each(|content| link_pictures(content)),
        }
    }
}

/// The same picture once for each page; one picture where it is no PDF.
fn apart(shown: &Block<Authored>, pages: &[usize]) -> Vec<Block<Authored>> {
    let BlockKind::Image { image } = &shown.kind else { return vec![shown.clone()] };
    let Some((path, _)) = split(&image.picture).filter(|_| !pages.is_empty()) else {
        return vec![shown.clone()];
    };
    let one = |(index, number): (usize, &usize)| {
        let alt = match (index, image.alt.is_empty()) {
            (0, _) | (_, true) => image.alt.clone(),
            _ => format!("{} ({})", image.alt, index + 1),
        };
        let image = Image { picture: format!("{path}#page={number}"), alt, ..image.clone() };
        Block { kind: BlockKind::Image { image }, ..shown.clone() }
    };
    pages.iter().enumerate().map(one).collect()
}

/// The numbers of `1-3, 5`. What is no number is passed over.
fn numbers(list: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first: usize = first.trim().parse().ok()?;
        let last: usize = last.trim().parse().ok()?;
        Some(first..=last.min(first.saturating_add(MOST_PAGES)))
    };
    list.split(',').filter_map(range).flatten().take(MOST_PAGES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_pages_are_bounded() {
        assert_eq!(numbers("1-3, 5"), [1, 2, 3, 5]);
        assert_eq!(numbers("2"), [2]);
        assert_eq!(numbers("3-1, x"), [0_usize; 0]);
        assert_eq!(numbers("1-99999999999").len(), MOST_PAGES);
    }
}
