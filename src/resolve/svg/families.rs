//! Families of fonts that drawings ask for, with others of their kind where they are not there.

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
        out.push_str(&generic_names(list));
        rest = behind;
    }
    out.push_str(rest);
    out
}
