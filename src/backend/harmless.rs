//! What no document may hold, whatever a theme's templates bring: script, frames, and addresses
//! that are fetched from outside. Finished documents are read back element by element.

use crate::text::css;
use crate::text::html::is_program;

/// Elements that run, frame or send something, or change what other elements mean.
const REFUSED: [&str; 22] = [
    "animate",
    "animatemotion",
    "animatetransform",
    "applet",
    "base",
    "embed",
    "fencedframe",
    "form",
    "frame",
    "frameset",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "param",
    "plaintext",
    "portal",
    "set",
    "template",
    "textarea",
    "xmp",
];

/// Attributes that send something, or hold a document of their own.
const REFUSED_ATTRIBUTES: [&str; 5] = ["action", "formaction", "ping", "srcdoc", "manifest"];

/// Attributes whose address is fetched; `href` is for some elements alone.
const FETCHED: [&str; 6] = ["src", "srcset", "poster", "data", "background", "imagesrcset"];

/// Attributes that hold words, which may speak of JavaScript, and no address.
const WORDS: [&str; 10] =
    ["abbr", "alt", "class", "content", "download", "headers", "id", "label", "name", "title"];

/// Kinds of files that a browser shows as pages, and runs the scripts of.
const SHOWN_AS_PAGES: [&str; 6] =
    ["application/xml", "message/rfc822", "multipart/related", "text/html", "text/xml", "text/xsl"];

/// The media type to state for a file that goes along to be saved: its own, or that of any bytes where
/// a browser would take the file for a page or a script, or where it is none.
pub(super) fn type_of_saved(own: &str) -> String {
    let kind = own.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_kind = kind.split('/').count() == 2
        && kind.chars().all(|c| c.is_ascii_alphanumeric() || "/.+-_".contains(c));
    let acts =
        SHOWN_AS_PAGES.contains(&&*kind) || kind.ends_with("+xml") || kind.contains("script");
    if is_kind && !acts { kind } else { "application/octet-stream".to_owned() }
}

/// What an element brings that it must not, in words. `beside` says whether a document may refer to
/// files beside it, as those of a book do.
pub(super) fn harm<'a>(
    name: &str,
    attributes: impl Iterator<Item = (&'a str, &'a str)>,
    beside: bool,
) -> Option<String> {
    let name = name.to_ascii_lowercase();
    if REFUSED.contains(&&*name) {
        return Some(format!("`<{name}>`"));
    }
    attributes.into_iter().find_map(|(attribute, value)| {
        let attribute = attribute.to_ascii_lowercase();
        let own = attribute.rsplit(':').next().unwrap_or_default();
        let address = plain(value);
        let is_fetched = FETCHED.contains(&own) || (own == "href" && name != "a" && name != "area");
        let harmful = (name == "script" && matches!(own, "src" | "href"))
            || own.starts_with("on")
            || REFUSED_ATTRIBUTES.contains(&own)
            || (!holds_words(&attribute) && is_program(value))
            || (own == "style" && (!beside || !css::fetches(value, |_| false).is_empty()))
            || (is_fetched && !stays_inside(&address, beside));
        harmful.then(|| format!("`{attribute}` on `<{name}>`"))
    })
}

/// What a style sheet of a theme brings that it must not, in words: parts that fetch nothing each
/// could do so together.
pub(super) fn fetching_style(sheet: &str) -> Option<String> {
    let fetches = !css::fetches(sheet, css::stays_inside).is_empty();
    fetches.then(|| "style sheets that fetch something when they are put together".to_owned())
}

/// Whether no browser takes what an attribute holds for an address.
fn holds_words(attribute: &str) -> bool {
    attribute.starts_with("aria-") || attribute.starts_with("data-") || WORDS.contains(&attribute)
}

/// An address as a browser takes it: without the characters that it passes over.
fn plain(value: &str) -> String {
    value.chars().filter(|c| *c > ' ').collect::<String>().to_lowercase()
}

fn stays_inside(address: &str, beside: bool) -> bool {
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    let relative = !scheme && !address.starts_with("//") && !address.contains('\\');
    address.is_empty()
        || address.starts_with('#')
        || address.starts_with("data:")
        || (beside && relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_fetches_is_found() {
        let html = |name: &str, attribute, value| {
            harm(name, std::iter::once((attribute, value)), false).is_some()
        };
        assert!(
            html("p", "onclick", "x()") && html("iframe", "title", "") && html("BASE", "x", "")
        );
        assert!(html("a", "href", " java\nscript:x()") && html("a", "ping", "https://e.example"));
        assert!(html("img", "src", "https://e.example/a.png") && html("img", "src", "//e.example"));
        assert!(html("use", "xlink:href", "a.svg#b") && html("link", "href", "a.css"));
        assert!(!html("a", "href", "https://e.example") && !html("use", "href", "#a"));
        assert!(!html("img", "src", "data:image/png;base64,AA=="));
    }

    #[test]
    fn words_may_speak_of_script() {
        let harmful = |name: &str, attribute, value| {
            harm(name, std::iter::once((attribute, value)), false).is_some()
        };
        for attribute in ["title", "aria-label", "data-address", "alt", "id", "class"] {
            assert!(!harmful("p", attribute, "JavaScript: a primer"), "{attribute}");
        }
        assert!(!harmful("meta", "content", "JavaScript: a primer"));
        for attribute in ["href", "xlink:href", "cite", "to", "values", "x"] {
            assert!(harmful("a", attribute, "javascript:x()"), "{attribute}");
        }
    }

    #[test]
    fn no_file_that_goes_along_is_a_page() {
        for acts in [
            "text/html",
            "Text/HTML; charset=utf-8",
            "image/svg+xml",
            "text/javascript",
            "text/html,<b>",
            "text",
            "",
        ] {
            assert_eq!(type_of_saved(acts), "application/octet-stream");
        }
        for other in ["text/csv", "application/pdf", "image/png", "application/vnd.ms-excel"] {
            assert_eq!(type_of_saved(other), other);
        }
        assert_eq!(type_of_saved("text/plain; charset=utf-8"), "text/plain");
    }

    #[test]
    fn a_document_of_a_book_has_files_beside_it() {
        let book =
            |name: &str, attribute, value| harm(name, std::iter::once((attribute, value)), true);
        assert_eq!(book("link", "href", "style.css"), None);
        assert_eq!(book("p", "style", "text-align: right"), None);
        assert!(book("link", "href", "https://e.example/a.css").is_some());
        assert!(book("p", "style", "background: u\\rl(a)").is_some());
    }
}
