//! Where links, pictures and sounds of a vault lead: to a file by its name, to a heading by its
//! words.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::files::PackPath;
use crate::source::Vault;
use crate::text::slug::Slugs;
use crate::tree::walk::{walk_blocks_mut, walk_images_mut};
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind};

/// What would end a path within an address, or the address within Markdown or HTML.
const SIGNS: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'<').add(b'>').add(b'\\').add(b'"');

/// A target as an address within Markdown; what stands behind the first `#` stays a place.
pub(super) fn written(target: &str) -> String {
    let (path, place) = target.split_once('#').unwrap_or((target, ""));
    let sign = if target.contains('#') { "#" } else { "" };
    let encoded = |text: &str| utf8_percent_encode(text.trim(), SIGNS).to_string();
    format!("{}{sign}{}", encoded(path), encoded(place))
}

/// Puts the addresses of files and headings in the place of their names.
pub(in crate::parse) fn rewrite_addresses(
    blocks: &mut [Block<Authored>],
    vault: &Vault,
    page: &PackPath,
) {
    let names = Names { vault, page };
    walk_images_mut(blocks, &mut |image| names.file(&mut image.picture));
    walk_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Media { media } = &mut block.kind {
            names.file(&mut media.source);
        }
        for content in block.kind.contents_mut() {
            names.links(content);
        }
    });
}

struct Names<'a> {
    vault: &'a Vault,
    /// The page that they stand in.
    page: &'a PackPath,
}

impl Names<'_> {
    fn links(&self, content: &mut [Inline<Authored>]) {
        for inline in content {
            if let InlineKind::Link { target, .. } = &mut inline.kind {
                self.link(target);
            }
            if let Some(inner) = inline.kind.content_mut() {
                self.links(inner);
            }
        }
    }

    /// The address of a link, with its heading by the name that links have for it.
    fn link(&self, target: &mut String) {
        if target.contains("://") || target.starts_with("mailto:") {
            return;
        }
        if let Some((path, place)) = target.split_once('#') {
            let place = percent_decode_str(place).decode_utf8_lossy();
            let last = place.rsplit('#').next().unwrap_or_default().trim();
            let name = if last.starts_with('^') { last.to_owned() } else { Slugs::GitHub.of(last) };
            *target = format!("{path}#{name}");
        }
        self.file(target);
    }

    /// The address of a file, where the vault has one of this name.
    fn file(&self, target: &mut String) {
        let end = target.find('#').unwrap_or(target.len());
        let path = percent_decode_str(&target[..end]).decode_utf8_lossy();
        if let Some(found) = self.vault.find(self.page, &path) {
            *target = format!("/{}{}", written(found.as_str()), &target[end..]);
        }
    }
}
