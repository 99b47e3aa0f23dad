//! The tags of shortcodes: `{{< name "argument" key=value >}}`, as Hugo writes them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::comments::without_html;

/// A tag in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag {
    /// The bytes it takes.
    pub(super) range: Range<usize>,
    pub(super) kind: TagKind,
}

/// What a tag says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TagKind {
    /// `{{< name … >}}`.
    Open {
        name: String,
        arguments: Arguments,
        /// Whether it ends in `/`, and so is a pair with nothing in it.
        closed: bool,
    },
    /// `{{< /name >}}`.
    Close { name: String },
    /// `{{</* … */>}}`: shows the tag within, at this range, and does nothing.
    Escaped { shown: Range<usize> },
    /// It starts like a tag and is none.
    Broken,
}

/// What a shortcode is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arguments {
    pub(super) positional: Vec<String>,
    pub(super) named: Vec<(String, String)>,
}

impl Arguments {
    /// The page that `{{< ref "page" >}}` or `{{< ref path="page" lang="en" >}}` names.
    pub(super) fn reference(&self) -> Option<&str> {
        self.positional.first().map(String::as_str).or_else(|| self.named("path"))
    }

    /// The value of a named argument.
    pub(super) fn named(&self, key: &str) -> Option<&str> {
        self.named.iter().find(|(name, _)| name == key).map(|(_, value)| &**value)
    }
}

/// Finds every tag.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    // Where a search for the end has found nothing, later ones will not either.
    let mut ends = [true, true];
    while let Some(found) = text[at..].find("{{") {
        let start = at + found;
        at = start + 2;
        let (form, end) = match text.as_bytes().get(at) {
            Some(b'<') => (0, ">}}"),
            Some(b'%') => (1, "%}}"),
            _ => continue,
        };
        if !ends[form] {
            continue;
        }
        let Some(length) = end_of_tag(&text[at + 1..], end) else {
            ends[form] = text[at + 1..].contains(end);
            tags.push(Tag { range: start..at + 1, kind: TagKind::Broken });
            continue;
        };
        let inner = at + 1..at + 1 + length;
        let kind = read(text, inner.clone());
        at = if kind == TagKind::Broken { at + 1 } else { inner.end + end.len() };
        tags.push(Tag { range: start..at, kind });
    }
    tags
}

/// The longest a tag may be; what runs on for longer was not meant as one.
const LONGEST: usize = 4096;

/// How many bytes stand before the end of the tag, which may not be within quotes.
fn end_of_tag(text: &str, end: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match quote {
            Some(b'"') if byte == b'\\' && !escaped => {
                escaped = true;
                continue;
            }
            Some(open) if byte == open && !escaped => quote = None,
            None if matches!(byte, b'"' | b'`') => quote = Some(byte),
            None if text.as_bytes()[at..].starts_with(end.as_bytes()) => return Some(at),
            None if text.as_bytes()[at..].starts_with(b"{{") => return None,
            _ => {}
        }
        escaped = false;
    }
    None
}

fn read(text: &str, inner: Range<usize>) -> TagKind {
    let words = text[inner.clone()].trim();
    if text[inner.clone()].starts_with("/*") && text[inner.clone()].ends_with("*/") {
        return match inner.len() {
            0..4 => TagKind::Broken,
            _ => TagKind::Escaped { shown: inner.start + 2..inner.end - 2 },
        };
    }
    if let Some(name) = words.strip_prefix('/') {
        let name = name.trim();
        return if is_name(name) {
            TagKind::Close { name: name.to_owned() }
        } else {
            TagKind::Broken
        };
    }
    let (words, closed) = match words.strip_suffix('/') {
        Some(words) if words.ends_with([' ', '\t', '"', '`', '\n']) || is_name(words) => {
            (words.trim_end(), true)
        }
        _ => (words, false),
    };
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    match arguments(rest) {
        Some(arguments) if is_name(name) => {
            TagKind::Open { name: name.to_owned(), arguments, closed }
        }
        _ => TagKind::Broken,
    }
}

/// Options that say how a page of a site is built, and change nothing that is seen of code.
const OF_PAGES: &[&str] =
    &["anchorlinenos", "guesssyntax", "lineanchors", "linenumbersintable", "noclasses"];

/// The options of Hugo's `highlight`, `linenos=inline, hl_lines=3 6-8`, as a fence has them:
/// `{linenos="inline" hl_lines="3 6-8"}`. Hugo reads their names in any case.
///
/// <https://gohugo.io/shortcodes/highlight/>
pub(super) fn options_of_fence(options: &str) -> String {
    let option = |option: &str| {
        let (name, value) = option.split_once('=')?;
        let name = name.trim().to_lowercase();
        let value = value.trim().trim_matches(['"', '\'']).replace('"', "");
        (!OF_PAGES.contains(&&*name)).then(|| format!("{name}=\"{value}\""))
    };
    let options: Vec<String> = options.split(',').filter_map(option).collect();
    if options.is_empty() { String::new() } else { format!("{{{}}}", options.join(" ")) }
}

fn is_name(name: &str) -> bool {
    let is_part =
        |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '/' | '.');
    let starts = |first: char| first.is_ascii_alphabetic() || first == '_';
    name.starts_with(starts) && name.chars().all(is_part)
}

fn arguments(text: &str) -> Option<Arguments> {
    let mut arguments = Arguments::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (value, after) = value(rest)?;
        let value = without_html(&value).into_owned();
        match after.trim_start().strip_prefix('=') {
            Some(after) if !rest.starts_with(['"', '`']) => {
                let (meant, after) = self::value(after.trim_start())?;
                arguments.named.push((value, without_html(&meant).into_owned()));
                rest = after.trim_start();
            }
            _ => {
                arguments.positional.push(value);
                rest = after.trim_start();
            }
        }
    }
    Some(arguments)
}

/// One value and what follows: `"quoted \"so\""`, `` `so` ``, or a bare word.
fn value(text: &str) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('`') {
        let (value, after) = inner.split_once('`')?;
        return Some((value.to_owned(), after));
    }
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(|char: char| char.is_whitespace() || char == '=').unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((value, &inner[at + 1..])),
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

/// For every opening tag, the index of the tag that closes it.
pub(super) fn pair(tags: &[Tag]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut counts = BTreeMap::<&str, usize>::new();
    for (index, tag) in tags.iter().enumerate() {
        match &tag.kind {
            TagKind::Open { name, closed: false, .. } => {
                open.push((index, name));
                *counts.entry(name).or_default() += 1;
            }
            TagKind::Close { name } if counts.get(&**name).is_some_and(|&count| count > 0) => {
                while let Some((start, opened)) = open.pop() {
                    *counts.entry(opened).or_default() -= 1;
                    if opened == name {
                        ends[start] = Some(index);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> (String, Arguments, bool) {
        match tags(text).remove(0).kind {
            TagKind::Open { name, arguments, closed } => (name, arguments, closed),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn arguments_are_bare_quoted_or_backquoted() {
        let (name, arguments, closed) =
            open(r#"{{< figure a.png title="A \"b\" >}}" alt=`c "d"` width=60% >}}"#);
        assert_eq!((&*name, closed), ("figure", false));
        assert_eq!(arguments.positional, ["a.png"]);
        assert_eq!(arguments.named("title"), Some("A \"b\" >}}"));
        assert_eq!(arguments.named("alt"), Some("c \"d\""));
        assert_eq!(arguments.named("width"), Some("60%"));
        assert!(open("{{<br/>}}").2);
        let (_, spaced, _) = open("{{< part path = \"a.md\" on >}}");
        assert_eq!((spaced.named("path"), &*spaced.positional[0]), (Some("a.md"), "on"));
        assert_eq!(open("{{% ref https://a/b/ %}}").1.positional, ["https://a/b/"]);
    }

    #[test]
    fn what_is_no_tag_is_broken() {
        for text in ["{{< >}}", "{{< x", "{{< x %}}", "{{< \"x\" >}}", "{{< x \"y >}}", "{{</**/>}"]
        {
            assert_eq!(tags(text)[0].kind, TagKind::Broken, "{text}");
        }
        assert_eq!(tags("{{ x }} {x} {{#x}}"), []);
    }

    #[test]
    fn an_unended_tag_does_not_swallow_the_next() {
        let tags = tags("{{< a {{< b >}}");
        assert_eq!(tags[0].kind, TagKind::Broken);
        assert!(matches!(&tags[1].kind, TagKind::Open { name, .. } if name == "b"));
    }

    #[test]
    fn options_of_highlight_are_those_of_a_fence() {
        for (options, fence) in [
            ("linenos=inline, hl_Lines=3 6-8", "{linenos=\"inline\" hl_lines=\"3 6-8\"}"),
            ("hl_lines=\"1\", noClasses=true", "{hl_lines=\"1\"}"),
            ("", ""),
            ("what", ""),
        ] {
            assert_eq!(options_of_fence(options), fence);
        }
    }
}
