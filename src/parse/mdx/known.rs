//! What the components that everybody has stand for.

use super::tag::Tag;
use crate::parse::admonition::escaped;
use crate::parse::components::{Shown, lines};
use crate::parse::markdown;

/// Components that only say how a site lays their words out, and those that list pages of the site
/// or draw a sign.
const SILENT: &[&str] = &[
    "BrowserOnly",
    "CardGrid",
    "DocCardList",
    "FileTree",
    "Fragment",
    "Icon",
    "React.Fragment",
    "Steps",
    "TOCInline",
    "Translate",
];

/// The markup for a component of Docusaurus or Starlight, whose lines start with `prefix`. Tabs are
/// alternatives that a page shows one at a time; on paper they are a list of them, each under its
/// name.
pub(super) fn shown(tag: &Tag<'_>, labels: &[(String, String)], prefix: &str) -> Option<Shown> {
    if SILENT.contains(&tag.name) {
        return Some(Shown { opening: String::new(), closing: String::new() });
    }
    let attribute = |name| escaped(tag.get(name).unwrap_or_default());
    let (opening, closing) = match tag.name {
        "Tabs" => ("<dl>".to_owned(), "</dl>"),
        "TabItem" => {
            let value = tag.get("value").unwrap_or_default();
            let listed = labels.iter().find(|(own, _)| own == value).map(|(_, label)| &**label);
            let label = tag.get("label").or(listed).unwrap_or(value);
            (format!("<dt>{}</dt>\n{prefix}<dd>", escaped(label)), "</dd>")
        }
        "Admonition" | "Aside" => {
            let (kind, title) = (attribute("type"), attribute("title"));
            (format!("<callout kind=\"{kind}\" title=\"{title}\">"), "</callout>")
        }
        "Details" => {
            (format!("<details><summary>{}</summary>", attribute("summary")), "</details>")
        }
        _ => return None,
    };
    Some(Shown { opening: apart(&opening, prefix), closing: apart(closing, prefix) })
}

/// A block of code with its language and its title.
pub(super) fn fence(tag: &Tag<'_>, code: &str, prefix: &str) -> String {
    let fence = markdown::fence(code);
    let language = tag.get("language").or_else(|| tag.get("lang")).unwrap_or_default();
    let title = tag.get("title").filter(|title| !title.is_empty());
    let title = title.map(|title| format!(" title=\"{title}\"")).unwrap_or_default();
    let code = code.replace('\n', &format!("\n{prefix}"));
    apart(&format!("{fence}{language}{title}\n{prefix}{code}\n{prefix}{fence}"), prefix)
}

/// Markup apart from the lines around it.
fn apart(markup: &str, prefix: &str) -> String {
    lines(&["", "", markup, ""], prefix)
}
