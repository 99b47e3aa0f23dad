//! Families of fonts that drawings ask for, with others of their kind where they are not there.

use usvg::roxmltree::{Document, ParsingOptions};

use super::vocabulary::escape;

/// The generic names (CSS Fonts 4, 2.1.3).
const GENERIC: [&str; 5] = ["serif", "sans-serif", "monospace", "cursive", "fantasy"];

/// Words in names of well-known families, with their kind; the first that is found counts.
const KINDS: [(&str, &str); 30] = [
    ("mono", "monospace"),
    ("courier", "monospace"),
    ("consolas", "monospace"),
    ("menlo", "monospace"),
    ("monaco", "monospace"),
    (" code", "monospace"),
    ("arial", "sans-serif"),
    ("helvetica", "sans-serif"),
    ("verdana", "sans-serif"),
    ("tahoma", "sans-serif"),
    ("trebuchet", "sans-serif"),
    ("segoe", "sans-serif"),
    ("calibri", "sans-serif"),
    ("roboto", "sans-serif"),
    ("inter", "sans-serif"),
    ("lato", "sans-serif"),
    ("ubuntu", "sans-serif"),
    ("system-ui", "sans-serif"),
    ("gothic", "sans-serif"),
    ("yahei", "sans-serif"),
    ("pingfang", "sans-serif"),
    ("sans", "sans-serif"),
    ("times", "serif"),
    ("georgia", "serif"),
    ("garamond", "serif"),
    ("cambria", "serif"),
    ("palatino", "serif"),
    ("mincho", "serif"),
    ("song", "serif"),
    ("serif", "serif"),
];

/// A list of families whose generic names are in lower case, as the PDF's drawer wants them (Graphviz
/// writes `sans-Serif`, which is as good), and which ends in one where it has none and its first
/// family's kind is known.
pub(super) fn generic_names(families: &str) -> String {
    let generic =
        |family: &str| GENERIC.into_iter().find(|name| family.trim().eq_ignore_ascii_case(name));
    let lower = |family: &str| generic(family).unwrap_or(family.trim()).to_owned();
    let mut list: Vec<String> = families.split(',').map(lower).collect();
    if !families.split(',').any(|family| generic(family).is_some()) {
        let kinds = families.split(',').filter_map(kind);
        list.extend(kinds.take(1).map(str::to_owned));
    }
    list.join(", ")
}

fn kind(family: &str) -> Option<&'static str> {
    let family = family.to_ascii_lowercase();
    KINDS.iter().find(|(word, _)| family.contains(word)).map(|(_, kind)| *kind)
}

/// Declarations with the lists of families in them as [`generic_names`] has them.
pub(super) fn with_kinds(css: &str) -> String {
    with_lists(css, &generic_names)
}

/// Declarations with other lists of families in place of those in them.
fn with_lists(css: &str, list_for: &dyn Fn(&str) -> String) -> String {
    const PROPERTY: &str = "font-family";
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(PROPERTY) {
        let (before, from) = rest.split_at(at + PROPERTY.len());
        out.push_str(before);
        rest = from;
        let Some(list) = from.trim_start().strip_prefix(':') else { continue };
        let end = list.find([';', '}', '!', '\n']).unwrap_or(list.len());
        let (list, behind) = list.split_at(end);
        // A function or an escape is no list of names.
        if list.contains(['(', '\\', '{', '/']) {
            continue;
        }
        out.push_str(": ");
        out.push_str(&list_for(list));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A drawing that was cleaned, with rules at its start, and with a family before each generic name in
/// the lists of families in it; texts that ask for none ask for a family with serifs. None where it is
/// no drawing.
pub(crate) fn with_families(
    drawing: &str,
    rules: &str,
    family_of: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(drawing, options).ok()?;
    let name = |family: &str| match family_of(family) {
        Some(own) => format!("'{own}', {family}"),
        None => family.to_owned(),
    };
    let named = |list: &str| {
        let mut families: Vec<&str> = list.split(',').map(str::trim).collect();
        // What nobody knows is set in letters with serifs, as the PDF's drawer sets it.
        if !families.iter().any(|family| GENERIC.contains(family)) {
            families.push("serif");
        }
        families.into_iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let root = document.root_element();
    let start = root.first_child()?.range().start;
    let mut parts = vec![(start..start, format!("<style>{rules}</style>"))];
    if root.attribute("font-family").is_none() {
        let at = root.range().start + "<svg".len();
        parts.push((at..at, format!(" font-family=\"{}\"", named("serif"))));
    }
    for node in document.descendants() {
        let attributes = node.attributes().filter_map(|it| match it.name() {
            "font-family" => Some((it.range_value(), escape(&named(it.value())))),
            "style" => Some((it.range_value(), escape(&with_lists(it.value(), &named)))),
            _ => None,
        });
        parts.extend(attributes);
        if node.is_text() && node.parent().is_some_and(|it| it.has_tag_name("style")) {
            let sheet = with_lists(node.text().unwrap_or_default(), &named);
            parts.push((node.range(), escape(&sheet)));
        }
    }
    parts.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(drawing.len() + rules.len()), 0);
    for (range, text) in parts {
        out.push_str(drawing.get(at..range.start)?);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(drawing.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_stands_before_each_generic_name() {
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>text { font-family: Arial, \
            sans-serif; }</style><text style=\"font-family: monospace\">font-family: serif;</text>\
            <text font-family=\"&quot;My Sans&quot;, sans-serif\">a</text>\
            <text font-family=\"Fancy\"/></svg>";
        let family = |generic: &str| (generic == "sans-serif").then(|| "Own".to_owned());
        assert_eq!(
            with_families(drawing, "@font-face { }", &family).unwrap(),
            "<svg font-family=\"serif\" xmlns=\"http://www.w3.org/2000/svg\"><style>@font-face { }</style>\
             <style>text { font-family: Arial, 'Own', sans-serif; }</style>\
             <text style=\"font-family: monospace\">font-family: serif;</text>\
             <text font-family=\"&quot;My Sans&quot;, 'Own', sans-serif\">a</text>\
             <text font-family=\"Fancy, serif\"/></svg>"
        );
        assert_eq!(with_families("<svg", "", &family), None);
    }
}
