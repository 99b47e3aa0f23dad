//! A part that a page of another folder brings in: its addresses are seen from where it lies.

use crate::files::PackPath;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::text::page_path::{relative, walk};

/// The text of a part with its addresses as the page writes them that brings it in.
pub(super) fn moved(part: Mapped, from: &PackPath, to: &PackPath) -> Mapped {
    if from.folder() == to.folder() {
        return part;
    }
    let edits: Vec<_> = markdown::addresses(part.text())
        .into_iter()
        .filter_map(|range| {
            let written = &part.text()[range.clone()];
            Some((range, seen_from(written, from.folder(), to.folder())?))
        })
        .collect();
    part.replaced(edits)
}

/// An address of one folder as another writes it; none where it is not seen from its folder.
fn seen_from(written: &str, from: &str, to: &str) -> Option<String> {
    let path = &written[..written.find(['?', '#']).unwrap_or(written.len())];
    let is_seen_from_folder = !path.is_empty()
        && !path.starts_with(['/', '@'])
        && !path.split('/').next().unwrap_or_default().contains(':');
    let walked = walk(from, path);
    if !is_seen_from_folder || walked.climbed > 0 || walked.names.is_empty() {
        return None;
    }
    let slash = if path.ends_with('/') { "/" } else { "" };
    let place = &written[path.len()..];
    Some(format!("{}{slash}{place}", relative(to, &walked.names.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_from_the_folder_of_the_part() {
        let (from, to) = (PackPath::new("a/b/_part.mdx"), PackPath::new("a/c/page.mdx"));
        let part = "[1](./x.md#y) [2](../c/z.md) ![3](<img/w v.png>) [4](/u.md) [5](#t)\n\
                    [6](https://s.example/r.md) [7](mailto:q@p.example) [8](o/) `[9](n.md)` \
                    [10](../../../m.md) [11](@site/l.md) <a href='k.md#i'>12</a>\n";
        let part = moved(Mapped::of_page(part), &from.unwrap(), &to.unwrap());
        assert_eq!(
            part.text(),
            "[1](../b/x.md#y) [2](z.md) ![3](<../b/img/w v.png>) [4](/u.md) [5](#t)\n\
             [6](https://s.example/r.md) [7](mailto:q@p.example) [8](../b/o/) `[9](n.md)` \
             [10](../../../m.md) [11](@site/l.md) <a href='../b/k.md#i'>12</a>\n"
        );
    }
}
