//! Looking through a source: commands, and what stands in brackets and braces behind them.

/// The commands of a source with their backslashes.
pub(super) fn commands(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let start = rest.find('\\')?;
        let after = &rest[start + 1..];
        let letters =
            after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let length = if letters > 0 { letters } else { after.chars().next()?.len_utf8() };
        let command = &rest[start..start + 1 + length];
        rest = &after[length..];
        Some(command)
    })
}

/// What stands in brackets at the start, and what follows.
pub(super) fn optional(text: &str) -> Option<(&str, &str)> {
    enclosed(text.trim_start().strip_prefix('[')?, ']')
}

/// What stands in braces at the start, and what follows.
pub(super) fn braced(text: &str) -> Option<(&str, &str)> {
    enclosed(text.trim_start().strip_prefix('{')?, '}')
}

/// What a command takes as its argument: what stands in braces, or one command, or one sign.
pub(super) fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if text.starts_with('{') {
        return braced(text);
    }
    let length = match commands(text).next() {
        Some(command) if text.starts_with('\\') => command.len(),
        _ => text.chars().next()?.len_utf8(),
    };
    Some(text.split_at(length))
}

/// What stands before a closing sign that belongs to an opening one before, and what follows.
fn enclosed(inner: &str, close: char) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, sign) in inner.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == close && depth == 0 => return Some((&inner[..at], &inner[at + 1..])),
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_braced_or_single() {
        assert_eq!(argument(r" {a{b}\}} c"), Some((r"a{b}\}", " c")));
        assert_eq!(argument(r"\alpha b"), Some((r"\alpha", " b")));
        assert_eq!(argument("éb"), Some(("é", "b")));
        assert_eq!(optional(r"[a{]}]b"), Some(("a{]}", "b")));
        for text in ["", "{a", r"{a\}", " "] {
            assert_eq!(argument(text), None, "{text}");
        }
    }
}
