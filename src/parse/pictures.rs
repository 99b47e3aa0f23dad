//! What various tools say of a picture in its address or its alternative text: that it is for light
//! or for dark pages, and how large it is.

use std::ops::Range;

use super::mapped::Mapped;
use super::markdown;
use crate::tree::Dimension;

/// How an address ends that is for one of the two: GitHub's marks, and those of `MkDocs`.
const LIGHT: [&str; 2] = ["#gh-light-mode-only", "#only-light"];
const DARK: [&str; 2] = ["#gh-dark-mode-only", "#only-dark"];

/// Whether a text shows pictures for light pages, which are those of paper.
pub(super) fn shows_light(text: &str) -> bool {
    LIGHT.iter().any(|mark| text.contains(mark))
}

/// The address without its mark, and whether it is for dark pages.
pub(super) fn unmarked(address: &str) -> (&str, bool) {
    let cut = |marks: [&str; 2]| marks.into_iter().find_map(|mark| address.strip_suffix(mark));
    match (cut(LIGHT), cut(DARK)) {
        (Some(address), _) => (address, false),
        (None, Some(address)) => (address, true),
        (None, None) => (address, false),
    }
}

/// `words|120` or `words|120x80`, as Obsidian says how wide and high a picture is.
pub(super) fn sized(alt: &str) -> Option<(&str, Dimension, Option<Dimension>)> {
    let (words, size) = alt.rsplit_once('|')?;
    let (width, height) = match size.trim().split_once('x').filter(|(_, rest)| !rest.is_empty()) {
        Some((width, height)) => (width, Some(height)),
        None => (size.trim(), None),
    };
    let height = height.map(length);
    if height.is_some_and(|height| height.is_none()) {
        return None;
    }
    Some((words, length(width)?, height.flatten()))
}

/// A length as these short forms have it: a number, with `px` or `%` at most.
fn length(text: &str) -> Option<Dimension> {
    let number = text.strip_suffix("px").or(text.strip_suffix('%')).unwrap_or(text);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Dimension::parse(text)).flatten()
}

/// `![alt](a.png =100x50)`, as Azure and `HackMD` have it and Markdown has not, with the size as
/// attributes.
pub(super) fn rewrite_sizes(text: Mapped) -> Mapped {
    let sizes = sizes(text.text());
    if sizes.is_empty() {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let shown = sizes.into_iter().filter(|size| !markdown::is_within(&code, size.range.start));
    text.replaced(shown.map(|Size { range, width, height, title }| {
        let said = [("width", width), ("height", height)];
        let said = said.iter().filter(|(_, length)| !length.is_empty());
        let said: Vec<_> = said.map(|(name, length)| format!("{name}={length}")).collect();
        (range, format!("{title}){{{}}}", said.join(" ")))
    }))
}

/// The bytes from the blank before a size up to the bracket behind it.
struct Size {
    range: Range<usize>,
    width: String,
    height: String,
    /// What stands between the size and the bracket: a blank and a title.
    title: String,
}

fn sizes(text: &str) -> Vec<Size> {
    let mut sizes = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Where the picture's address starts; each size needs one of its own.
        let mut from = 0;
        for (at, _) in line.match_indices(" =") {
            let Some(address) = line.get(from..at).and_then(|line| line.rfind("](")) else {
                continue;
            };
            let rest = &line[at + 2..];
            let Some(size) = rest.find(')').map(|end| &rest[..end]) else { break };
            let is_picture = line[from..from + address].rfind("![").is_some();
            let in_address = !line[from + address..at].contains(')');
            let (size, title) = size.split_at(size.find(" \"").unwrap_or(size.len()));
            let (width, height) = size.split_once('x').unwrap_or((size, ""));
            let is_length = |text: &str| text.is_empty() || length(text).is_some();
            if is_picture && in_address && is_length(width) && is_length(height) && size.len() > 1 {
                let end = at + 2 + size.len() + title.len() + 1;
                let [width, height, title] = [width, height, title].map(str::to_owned);
                sizes.push(Size { range: start + at..start + end, width, height, title });
                from = end;
            }
        }
        start += line.len();
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_alternative_texts_are_numbers() {
        let px = Dimension::Px;
        assert_eq!(sized("A boat|120"), Some(("A boat", px(120.0), None)));
        assert_eq!(sized("A|b|120x80"), Some(("A|b", px(120.0), Some(px(80.0)))));
        assert_eq!(sized("A boat| 50%"), Some(("A boat", Dimension::Percent(50.0), None)));
        for alt in ["A boat", "A|b", "A|120x", "A|", "x|1 2", "A|0", "A|80em", "A|1x2x3"] {
            assert_eq!(sized(alt), None, "{alt}");
        }
    }

    #[test]
    fn pictures_for_dark_pages_are_known_by_their_address() {
        assert_eq!(unmarked("a.png#only-dark"), ("a.png", true));
        assert_eq!(unmarked("a.png#gh-light-mode-only"), ("a.png", false));
        assert_eq!(unmarked("a.svg#part"), ("a.svg#part", false));
    }

    #[test]
    fn sizes_of_azure_become_attributes() {
        let rewritten = |text: &str| rewrite_sizes(Mapped::of_page(text)).text().to_owned();
        assert_eq!(
            rewritten("![a](x.png =100x50) ![b](y.png =x50) and ![c](z.png =80x)"),
            "![a](x.png){width=100 height=50} ![b](y.png){height=50} and ![c](z.png){width=80}"
        );
        assert_eq!(
            rewritten("![a](x.png =50%x \"A b\") ![a](y \"c\" =300)"),
            "![a](x.png \"A b\"){width=50%} ![a](y \"c\"){width=300}"
        );
        for meant in
            ["`![a](x.png =1x2)`", "[a](x.png =1x2)", "![a](x) b =1x2)", "![a](x =axb)", " =1x2)"]
        {
            assert_eq!(rewritten(meant), meant);
        }
    }
}
