//! `{#id .class key="value"}`.

use crate::source::comments::without_html;
use crate::text::language::is_language_tag;
use crate::tree::Attr;

/// Reads an attribute list that `text` starts with, and says how many bytes it takes.
///
/// `{: …}` is read the same way. Anything that is no attribute list gives none.
pub(super) fn braced(text: &str) -> Option<(Attr, usize)> {
    let inner = text.strip_prefix('{')?;
    let mut rest = inner.strip_prefix(':').unwrap_or(inner);
    let mut attr = Attr::none();
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(after) = rest.strip_prefix('}') {
            return (!attr.is_none()).then(|| (attr, text.len() - after.len()));
        }
        rest = item(rest, &mut attr)?;
    }
}

/// Reads one item and gives what stands behind it.
fn item<'a>(rest: &'a str, attr: &mut Attr) -> Option<&'a str> {
    if let Some(after) = rest.strip_prefix('#') {
        // An id may hold anything but what ends it: `#users/{id}` is none, `#users/all` is one.
        let end = after.find([' ', '\t', '{', '}']).filter(|&end| end > 0)?;
        attr.set_id(Some(after[..end].to_owned()));
        return Some(&after[end..]);
    }
    // Pandoc's short form of a class.
    if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with([' ', '}'])) {
        attr.add_class("unnumbered");
        return Some(after);
    }
    if let Some(after) = rest.strip_prefix('.') {
        let (class, after) = name(after)?;
        attr.add_class(class);
        return Some(after);
    }
    let (key, after) = name(rest)?;
    let after = after.strip_prefix('=')?;
    let (value, after) = match after.chars().next()? {
        quote @ ('"' | '\'') => after[1..].split_once(quote)?,
        // Smart punctuation has been here before.
        quote @ ('“' | '‘') => after[quote.len_utf8()..].split_once(['”', '’'])?,
        _ => {
            let (value, after) = after.split_at(after.find([' ', '\t', '}'])?);
            // A quote within it shows a program; what says for whom something is stays, to be reported.
            let is_value = !value.contains('"') || Attr::is_condition(key);
            is_value.then_some((value, after))?
        }
    };
    match key {
        "id" => attr.set_id(Some(value.to_owned())),
        "class" => value.split_ascii_whitespace().for_each(|class| attr.add_class(class)),
        _ => set_known(attr, key, &without_html(value)),
    }
    Some(after)
}

/// Sets a key. Where outputs rely on its value and this is none that they know, it is kept under a
/// name that none of them reads and nobody can write, to be reported.
pub(super) fn set_known(attr: &mut Attr, key: &str, value: &str) {
    match key {
        "lang" if !is_language_tag(value) => attr.set(UNKNOWN_LANGUAGE, value),
        "dir" if !matches!(value, "ltr" | "rtl" | "auto") => attr.set(UNKNOWN_DIRECTION, value),
        _ => attr.restrict(key, value),
    }
}

/// The name of a language that is none.
pub(super) const UNKNOWN_LANGUAGE: &str = "unknown lang";

/// The name of a direction that is none.
pub(super) const UNKNOWN_DIRECTION: &str = "unknown dir";

fn name(text: &str) -> Option<(&str, &str)> {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ':' | '.');
    let end = text.find(|char| !is_part(char)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The attributes at the end of a heading, and where its words end before them. Braces that hold
/// none are words, as in `GET /users/{id}`, unless they were meant to say for whom it is: what
/// looks like a condition is never shown to all.
pub(super) fn of_heading(source: &str) -> Option<(Attr, usize)> {
    let words = heading_words(source);
    let start = words.rfind('{').filter(|&start| !words[..start].ends_with('\\'))?;
    let braces = &words[start..];
    let read = braced(braces).filter(|(_, length)| *length == braces.len());
    let apart = words[..start].ends_with([' ', '\t']);
    let attr = read.map(|(attr, _)| attr).or_else(|| failed_condition(braces).filter(|_| apart))?;
    Some((attr, words[..start].trim_end().len()))
}

/// The source of a heading up to the signs behind its words: a line below them, hashes.
fn heading_words(source: &str) -> &str {
    let source = source.trim_end();
    if !source.trim_start().starts_with('#') {
        return source.trim_end_matches(['=', '-']).trim_end();
    }
    let open = source.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { source }
}

/// What braces say that start as a condition and cannot be read as one.
fn failed_condition(braces: &str) -> Option<Attr> {
    let inner = braces.strip_prefix('{')?.strip_suffix('}')?.trim_start_matches([':', ' ']);
    let (key, rest) = name(inner)?;
    let key = key.trim_end_matches(':');
    Attr::condition_meant(key)?;
    let mut attr = Attr::none();
    attr.set(key, rest.trim_matches([' ', '=', ':', '"']));
    Some(attr)
}

/// The condition that ends a text, and where it starts: `words {only="auditor"}`.
pub(super) fn trailing_condition(text: &str) -> Option<(Attr, usize)> {
    let text = text.trim_end();
    let start = text.rfind('{')?;
    let (mut attr, length) = braced(&text[start..])?;
    let condition = attr.take_condition()?;
    (start + length == text.len() && attr.is_none()).then_some((condition, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_lists_are_read_whole_or_not_at_all() {
        let (attr, length) = braced("{#a .b .c width=60% title=\"x y\"} rest").unwrap();
        assert_eq!(attr.id(), Some("a"));
        assert_eq!(attr.classes(), ["b", "c"]);
        assert_eq!((attr.get("width"), attr.get("title")), (Some("60%"), Some("x y")));
        assert_eq!(length, "{#a .b .c width=60% title=\"x y\"}".len());
        assert!(braced("{: .b }").is_some());
        assert_eq!(braced("{only=“a, b”}").unwrap().0.get("only"), Some("a, b"));
        assert_eq!(braced("{#a/b -}").unwrap().0.classes(), ["unnumbered"]);
        assert_eq!(braced("{only=a\"}").unwrap().0.get("only"), Some("a\""));
        for text in
            ["{}", "{-a}", "{a}", "{a b c}", "{#}", "{.b", "{k=\"v}", "{{x}}", "{ä=ö", "{a=b\"=\"}"]
        {
            assert_eq!(braced(text), None, "{text}");
        }
    }

    #[test]
    fn braces_of_a_heading_are_attributes_or_words() {
        for (source, words) in [
            ("## Pour {#pour .hot}\n", "## Pour"),
            ("## Pour {#pour} ##\n", "## Pour"),
            ("Pour {: #pour}\n----\n", "Pour"),
            ("## DELETE /cups/{id} {#delete}", "## DELETE /cups/{id}"),
            ("# Secret {only: chef}", "# Secret"),
        ] {
            let end = of_heading(source).map(|(_, end)| &source[..end]);
            assert_eq!(end, Some(words), "{source}");
        }
        for source in [
            "## DELETE /cups/{id}",
            "## GET /{only}",
            "## The set {1, 2}",
            "## {\"a\": 1}",
            "## `{#a}`",
            "## Escaped \\{#a}",
            "## A {#a} b",
            "## C {} #",
        ] {
            assert!(of_heading(source).is_none(), "{source}");
        }
    }

    #[test]
    fn conditions_end_a_text() {
        let (condition, at) = trailing_condition("words {only=\"a, b\"} ").unwrap();
        assert_eq!((condition.get("only"), at), (Some("a, b"), 6));
        for text in ["words", "{only=a} words", "words {.x only=a}", "words {#x}", "a}", "{only=a"]
        {
            assert_eq!(trailing_condition(text), None, "{text}");
        }
    }
}
