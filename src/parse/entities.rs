//! Entities of HTML in texts that are no Markdown: values of attributes, words of drawings.

use std::borrow::Cow;

use super::markdown;

/// How long the name of an entity may be, with its signs.
const LONGEST: usize = 33;

/// A text with its entities as the signs they stand for.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';').map(|end| end + 1);
        // Behind a letter, a sign that is a blank stays.
        let read = end.map(|end| markdown::words(&format!("a{}", &rest[..end])).split_off(1));
        if let (Some(end), Some(sign)) =
            (end, read.filter(|sign| !sign.starts_with('&') || rest.starts_with("&amp;")))
        {
            out.push_str(&sign);
            rest = &rest[end..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    (out + rest).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_signs_and_other_ands_stay() {
        let text = "a &amp; b &lt;c&gt; &nbsp;&#65;&eacute; & &no; R&D; &amp;lt;";
        assert_eq!(decoded(text), "a & b <c> \u{a0}Aé & &no; R&D; &lt;");
        assert_eq!(decoded("plain"), "plain");
    }
}
