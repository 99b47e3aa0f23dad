//! The content security policies that the file sets itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policies, all of which a browser enforces (Content Security Policy Level 3, 2.3.1 and 8.1):
/// nothing is fetched from anywhere, only the style sheet and the scripts whose hashes are given
/// take part, and nothing leads out of the file but links.
///
/// They are two because the Nu checker knows only the last one of a file, and takes every `img`
/// with data in its `src` for a breach of a policy about images, whatever that says.
pub(super) fn policies(style: &str, scripts: &[&str]) -> [String; 2] {
    let scripts: Vec<_> = scripts.iter().map(|script| format!("'{}'", hash(script))).collect();
    let fetching = [
        "default-src 'none'",
        "img-src data:",
        "media-src data:",
        "font-src data:",
        &format!("style-src '{}'", hash(style)),
        &format!("script-src {}", scripts.join(" ")),
    ];
    [fetching.join("; "), "base-uri 'none'; form-action 'none'".to_owned()]
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Text for inside a style or script element, which no text can end. A backslash before a slash
/// changes nothing in the strings of either language. Space at either end goes: some checkers
/// leave it out when they compute the hash. Line ends are those that browsers make of all others
/// before they do.
pub(super) fn contained(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n").replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // From `printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64`.
        let [policy, _] = policies("", &["alert('Hello, world.');"]);
        assert!(
            policy.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"),
            "{policy}"
        );
    }

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(contained("content: \"</style>\""), "content: \"<\\/style>\"");
        assert_eq!(contained("a {}\r\nb {}\r"), "a {}\nb {}");
    }
}
