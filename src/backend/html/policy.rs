//! The content security policy that the file sets itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy: nothing is fetched from anywhere, and only the style sheet and the scripts whose
/// hashes are given take part (Content Security Policy Level 3, 2.3.1).
pub(super) fn policy(style: &str, scripts: &[&str]) -> String {
    let scripts: Vec<_> = scripts.iter().map(|script| format!("'{}'", hash(script))).collect();
    [
        "default-src 'none'",
        "img-src data:",
        "media-src data:",
        "font-src data:",
        &format!("style-src '{}'", hash(style)),
        &format!("script-src {}", scripts.join(" ")),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Text for inside a style or script element, which no text can end. A backslash before a slash
/// changes nothing in the strings of either language. Space at either end goes: some checkers
/// leave it out when they compute the hash.
pub(super) fn contained(text: &str) -> String {
    text.trim().replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // From `printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64`.
        let policy = policy("", &["alert('Hello, world.');"]);
        assert!(
            policy.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"),
            "{policy}"
        );
    }

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(contained("content: \"</style>\""), "content: \"<\\/style>\"");
    }
}
