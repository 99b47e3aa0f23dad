//! What stands amid words and is no part of them: changes that are remembered, notes, readings of
//! ruby. A word that it cuts in two is seen as one.

/// Elements that are remembered as deleted, or as put in, in Word's documents and in HTML.
const DELETED: &[&str] = &["del", "w:del", "w:movefrom"];
const ADDED: &[&str] = &["ins", "w:ins", "w:moveto"];
/// Elements that say something beside the text around them: notes, remarks, how a word is read, what
/// a field asks for; and files, which are no words.
const BESIDE: &[&str] = &[
    "office:annotation",
    "office:binary-data",
    "rp",
    "rph",
    "rt",
    "text:note",
    "text:ruby-text",
    "w:instrtext",
    "w:rt",
];

/// The document as it is with all its changes, and as it was before them, both without what stands
/// beside the text; of the tags nothing but their names. None where nothing goes.
pub(super) fn readings(source: &str) -> Vec<String> {
    let [has_deleted, has_added, has_beside] = [DELETED, ADDED, BESIDE].map(|elements| {
        tags(source).any(|tag| tag.is_one_of(elements) && !tag.is_empty && !tag.closes)
    });
    let after = (has_deleted || has_beside).then(|| without(source, DELETED));
    let before = has_added.then(|| without(source, ADDED));
    after.into_iter().chain(before).collect()
}

/// The document without some elements and those beside the text.
fn without(source: &str, changed: &[&str]) -> String {
    let goes = |tag: &Tag<'_>| tag.is_one_of(changed) || tag.is_one_of(BESIDE);
    let mut out = String::with_capacity(source.len());
    let (mut depth, mut at) = (0_usize, 0);
    for tag in tags(source) {
        if depth == 0 {
            out.push_str(&source[at..tag.start]);
        }
        at = tag.end;
        if goes(&tag) {
            match (tag.closes, tag.is_empty) {
                (true, _) => depth = depth.saturating_sub(1),
                (false, false) => depth += 1,
                (false, true) => {}
            }
        } else if depth == 0 && !tag.name.is_empty() {
            let (before, behind) =
                (if tag.closes { "</" } else { "<" }, if tag.is_empty { "/>" } else { ">" });
            out.extend([before, tag.name, behind]);
        }
    }
    out.push_str(if depth == 0 { &source[at..] } else { "" });
    out
}

/// A tag, or a comment or declaration, which has no name.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    is_empty: bool,
    start: usize,
    end: usize,
}

impl Tag<'_> {
    fn is_one_of(&self, elements: &[&str]) -> bool {
        elements.iter().any(|element| self.name.eq_ignore_ascii_case(element))
    }
}

/// The tags of a document in their order.
fn tags(source: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + source[at..].find('<')?;
        let rest = &source[start..];
        let ending = if rest.starts_with("<!--") { "-->" } else { ">" };
        let end = rest.find(ending).map_or(source.len(), |end| start + end + ending.len());
        at = end;
        let tag = &source[start + 1..end];
        let inner = tag.strip_prefix('/').unwrap_or(tag);
        let named = |char: char| char.is_alphanumeric() || ":-_.".contains(char);
        let name = &inner[..inner.find(|char| !named(char)).unwrap_or(inner.len())];
        let (closes, is_empty) = (tag.starts_with('/'), tag.ends_with("/>"));
        Some(Tag { name, closes, is_empty, start, end })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_behind_what_is_no_part_of_them() {
        for (source, read) in [
            ("<p>Fjo<del>x</del>rd</p>", vec!["<p>Fjord</p>"]),
            (
                "<w:t a='1'>Fjo</w:t><w:ins>x</w:ins><w:del>y</w:del><w:rPr><w:del/></w:rPr>rd",
                vec![
                    "<w:t>Fjo</w:t><w:ins>x</w:ins><w:rPr></w:rPr>rd",
                    "<w:t>Fjo</w:t><w:del>y</w:del><w:rPr><w:del/></w:rPr>rd",
                ],
            ),
            (
                "Fjo<text:note><text:p>a <text:note>b</text:note></text:p></text:note>rd<br/>",
                vec!["Fjord<br/>"],
            ),
            ("<ruby>Fjo<rt>x</rt>rd</ruby>", vec!["<ruby>Fjord</ruby>"]),
            ("a <!-- <del> --> b < c", vec![]),
            ("Fjo<del>x", vec!["Fjo"]),
            ("<", vec![]),
        ] {
            assert_eq!(readings(source), read, "{source}");
        }
    }
}
