//! Where front matter ends and the words of a page begin. Pages and the files that they bring in
//! are cut by the same rule, so that what is no part of the text is printed by neither.

use std::ops::Range;

use super::keys::KNOWN;
use super::{holding, labels};
use crate::source::comments;
use crate::source::publication::{concerns, is_flag};

/// The languages front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Between `---`, or closed by `...`; also without fences, as `MultiMarkdown` has it.
    Yaml,
    /// Between `+++`.
    Toml,
    /// From `{` to its `}`.
    Json,
    /// Up to three lines that start with `%`: pandoc's title, authors and date.
    Percent,
}

/// Where front matter and body lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fences {
    pub(super) form: Form,
    /// The bytes of the first line.
    pub(super) opening: Range<usize>,
    pub(super) inside: Range<usize>,
    pub(super) body: Range<usize>,
    pub(super) closed: bool,
    /// Whether other tools may not see it: it is not at the start, or its fence is longer.
    pub(super) odd: bool,
}

/// The words of a text, behind its front matter.
pub(crate) fn without_front_matter(text: &str) -> &str {
    split(text).map_or(text, |fences| &text[fences.body])
}

/// Finds front matter: at the start of a text, or behind blank lines and comments, where a key
/// must follow its fence at once and the fence must be closed. A rule at the head of a page looks
/// the same and is none, since no key stands in the first paragraph below it.
pub(super) fn split(text: &str) -> Option<Fences> {
    let start = lead(text);
    let first = text[start..].split_inclusive('\n').next()?;
    let opening = start..start + first.trim_end().len();
    let (mark, named) = fence(first.trim());
    let form = match mark.bytes().next()? {
        _ if named.is_some() => named?,
        b'-' if is_fence(mark, b'-') => Form::Yaml,
        b'+' if is_fence(mark, b'+') => Form::Toml,
        b'{' => return json(text, opening),
        b'%' if start == 0 => return percent(text),
        _ if start == 0 => return unfenced(text),
        _ => return None,
    };
    let odd = start > 0 || mark.len() > 3 || named.is_some() || first.trim_end() != mark;
    let fences = between(text, form, mark, opening.start + first.len());
    let inside = &text[fences.inside.clone()];
    let direct = inside.lines().next().is_some_and(|line| form.key_of(line).is_some());
    let meant = if named.is_some() {
        fences.closed
    } else if odd {
        direct && fences.closed
    } else {
        form.speaks(inside, fences.closed)
    };
    meant.then_some(Fences { opening, odd, ..fences })
}

/// The signs that a first line opens front matter with, and the language that it names beside
/// them: `---`, `--- # words`, `--- yaml`, `-- ---`.
fn fence(line: &str) -> (&str, Option<Form>) {
    let signs = line.split(['#', ' ']).next().unwrap_or_default();
    let dashes = line.contains("---") && line.chars().all(|sign| matches!(sign, '-' | ' '));
    match line.strip_prefix("---").map(str::trim_start) {
        Some("yaml" | "yml") => ("---", Some(Form::Yaml)),
        Some("toml") => ("---", Some(Form::Toml)),
        Some("json") => ("---", Some(Form::Json)),
        Some(words) if words.starts_with('#') && is_fence(signs, b'-') => (signs, None),
        _ if dashes && !is_fence(line, b'-') => ("---", None),
        _ => (line, None),
    }
}

/// What lines start with that say nothing to readers: directives of YAML, and what MDX imports.
const MUTE: [&str; 2] = ["%YAML ", "import "];

/// How many bytes of blank lines, comments and other mute lines stand at the start.
fn lead(text: &str) -> usize {
    let blank =
        |letter: char| letter.is_whitespace() || "\u{feff}\u{200b}\u{2060}\0".contains(letter);
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let words = rest.trim_start_matches(blank);
        let from = at + rest.len() - words.len();
        let mute = || {
            let line = words.lines().next().unwrap_or_default();
            MUTE.iter().any(|start| line.starts_with(start)).then_some(line.len())
        };
        match comments::leading(words).or_else(mute) {
            Some(length) => at = from + length,
            None => return from - indent(&text[..from]),
        }
    }
}

/// How many blanks stand before the end of a text on its last line.
fn indent(text: &str) -> usize {
    text.len() - text.trim_end_matches([' ', '\t']).len()
}

fn is_fence(mark: &str, sign: u8) -> bool {
    mark.len() >= 3 && mark.bytes().all(|byte| byte == sign)
}

/// What lies between a fence and the one that closes it. Without one, or where words come first
/// that are no key, it ends at the blank line before them.
fn between(text: &str, form: Form, mark: &str, start: usize) -> Fences {
    let whole = |inside: usize, end: usize, closed| Fences {
        form,
        opening: 0..0,
        inside: start..inside,
        body: end..text.len(),
        closed,
        odd: false,
    };
    let mut position = start;
    let mut blank = None;
    let quoted =
        form == Form::Toml && [r#"""""#, "'''"].iter().any(|it| text[start..].contains(it));
    for line in text[start..].split_inclusive('\n') {
        let end = position + line.len();
        let words = line.trim_end();
        // Hugo looks for no more than the signs that a line starts with.
        let longer =
            (mark.len() > 3 || words.len() > mark.len()) && is_fence(words, mark.as_bytes()[0]);
        if words == mark || longer || (form == Form::Yaml && words == "...") {
            return whole(position, end, true);
        }
        if words.is_empty() {
            blank = blank.or(Some(position));
        } else if !words.starts_with('#') {
            if let Some(blank) = blank.filter(|_| !quoted && form.is_text(words)) {
                return whole(blank, blank, false);
            }
            blank = None;
        }
        position = end;
    }
    let end = unclosed_end(&text[start..], form);
    whole(start + end, start + end, false)
}

/// Where front matter ends that nothing closes: at the first blank line that no known key follows.
fn unclosed_end(text: &str, form: Form) -> usize {
    let mut position = 0;
    let mut blank = None;
    for line in text.split_inclusive('\n') {
        match blank {
            _ if line.trim().is_empty() => blank = blank.or(Some(position)),
            Some(end) if !form.key_of(line).is_some_and(|(key, _)| is_known(key)) => return end,
            _ => blank = None,
        }
        position += line.len();
    }
    blank.unwrap_or(text.len())
}

fn is_known(key: &str) -> bool {
    KNOWN.contains(&key) || concerns(key)
}

impl Form {
    /// The key that a line starts with, and what follows its sign.
    pub(super) fn key_of(self, line: &str) -> Option<(&str, &str)> {
        let line = if self == Form::Json { line.trim_start() } else { line };
        let (key, value) = line.split_once(if self == Self::Toml { '=' } else { ':' })?;
        let key = key.trim_end();
        let bare = key.trim_matches(['"', '\'']);
        let named = !bare.is_empty()
            && bare.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
        let apart = self != Self::Yaml || value.is_empty() || value.starts_with([' ', '\t', '\n']);
        (named && apart && (self != Self::Json || bare.len() < key.len()))
            .then_some((bare, value.trim()))
    }

    /// Whether a line starts a paragraph of words: no key, item, bracket or continued value.
    fn is_text(self, line: &str) -> bool {
        !line.starts_with([' ', '\t', '-', '[', ']', '{', '}', '"', '\''])
            && self.key_of(line).is_none()
    }

    /// Whether keys stand in the first paragraph, or nothing at all between two fences.
    fn speaks(self, inside: &str, closed: bool) -> bool {
        let mut lines = inside.lines().skip_while(|line| line.trim().is_empty()).peekable();
        let first = lines.peek().is_some_and(|line| line.starts_with('{') && self == Self::Yaml);
        let mut paragraph = lines.take_while(|line| !line.trim().is_empty());
        let only =
            closed && inside.lines().all(|line| line.trim().is_empty() || line.starts_with('#'));
        let keyed = |line: &str| {
            self.key_of(line).is_some() || is_table(self, line) || (closed && decides(line))
        };
        first || only || paragraph.any(keyed)
    }
}

/// Whether a line holds a key, however it is written, by which its page may be left out.
fn decides(line: &str) -> bool {
    let key = |word: &str| holding::holds(word) || labels::kind_of(word).is_some();
    let asked = line.starts_with('?');
    holding::word(line, |word, sign| (sign || asked) && key(word)).is_some()
}

fn is_table(form: Form, line: &str) -> bool {
    form == Form::Toml && line.starts_with('[')
}

/// JSON: to the brace that closes the first one, else to a line that is one, else to a blank line.
/// What other braces hold is front matter only where it may hold the page back.
fn json(text: &str, opening: Range<usize>) -> Option<Fences> {
    let start = opening.start + indent(&text[..opening.start]);
    let from = start + text[start..].find('{')?;
    // Tags of templates, and attributes in braces, open a page and are no JSON.
    if text[from + 1..].starts_with(['{', '<', '%', '#', ':', '.']) {
        return None;
    }
    let words = text[from + 1..].trim_start();
    let alone = |end: &usize| text[*end..].lines().next().is_none_or(|line| line.trim().is_empty());
    let balanced = balanced(&text[from..]).map(|length| from + length).filter(alone);
    let line = || text[from..].find("\n}\n").map(|at| from + at + 2);
    let closed = balanced.or_else(line);
    let blank = || text[from..].find("\n\n").map_or(text.len(), |at| from + at + 1);
    let end = closed.unwrap_or_else(blank);
    let is_json = words.starts_with('"') && Form::Json.key_of(words).is_some();
    let decides = || closed.is_some() && text[from..end].lines().any(decides);
    if !is_json && !decides() {
        return None;
    }
    let behind = text[end..].find('\n').map_or(text.len(), |line| end + line + 1);
    let body = if closed.is_some() { behind } else { end };
    Some(Fences {
        form: Form::Json,
        odd: opening.start > 0,
        opening,
        inside: from..end,
        body: body..text.len(),
        closed: closed.is_some(),
    })
}

/// How long a text in braces is. A quote that is not closed ends with its line.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => quoted = false,
            b'"' if !escaped => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// Pandoc's title block.
fn percent(text: &str) -> Option<Fences> {
    let lines = text
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("% ") || line.trim_end() == "%");
    let lengths: Vec<usize> = lines.map(str::len).collect();
    let end = lengths.iter().sum();
    (1..=3).contains(&lengths.len()).then(|| Fences {
        form: Form::Percent,
        opening: 0..lengths[0],
        inside: 0..end,
        body: end..text.len(),
        closed: true,
        odd: false,
    })
}

/// `MultiMarkdown`'s keys without fences: two lines at least, and nothing but known keys.
fn unfenced(text: &str) -> Option<Fences> {
    let end = text.find("\n\n").map_or(text.len(), |blank| blank + 1);
    let known = |line: &str| {
        let key = Form::Yaml.key_of(line).filter(|(_, value)| !value.is_empty());
        key.is_some_and(|(key, _)| is_known(&key.to_lowercase()))
    };
    let lines = text[..end].lines();
    let flag = |line: &str| {
        Form::Yaml.key_of(line).is_some_and(|(key, value)| {
            is_flag(key) && ["true", "false", "yes", "no"].contains(&value)
        })
    };
    let several = lines.clone().count() >= 2 && lines.clone().all(known);
    (several || (end > 0 && lines.clone().all(flag))).then(|| Fences {
        form: Form::Yaml,
        opening: 0..text.find('\n').unwrap_or(0),
        inside: 0..end,
        body: end..text.len(),
        closed: true,
        odd: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    #[test]
    fn front_matter_is_found_in_every_coat() {
        for page in [
            "---\ntitle: A\n---\nBody",
            "--- \ntitle: A\n---  \nBody",
            "\n \n---\ntitle: A\n---\nBody",
            "\u{feff}\n<!-- a\n\nremark -->\n<!-- two -->\n---\ntitle: A\n---\nBody",
            "{%comment%}a{%endcomment%}\n{%- comment %}b{%- endcomment %}\n---\ntitle: A\n---\nBody",
            "{{< comment >}}a{{< /comment >}}\n[Comment]: # (b)\n---\ntitle: A\n---\nBody",
            "---\ntitle: A\n...\nBody",
            "-----\ntitle: A\n-----\nBody",
            "---\ntitle: A\n----------\nBody",
            "+++\ntitle = \"A\"\n\n[params]\nx = 1\n+++\nBody",
            "{\"title\": \"A\"}\nBody",
            "{\n  \"title\": \"A {\",\n  \"params\": {\n}\n}\nBody",
            "---\n# a remark\n---\nBody",
            "% A\n% Ann\nBody",
        ] {
            assert_eq!(without_front_matter(page), "Body", "{page:?}");
        }
        for page in
            ["---\ntitle: A\n---", "---\ntitle: A\n...", "+++\ntitle = 1\n+++", "---\n---\n"]
        {
            assert_eq!(without_front_matter(page), "", "{page:?}");
        }
    }

    #[test]
    fn words_are_no_front_matter() {
        for page in [
            "---\n\nA rule above, a rule below.\n\n---\n",
            "\n---\n\nWords\n\n---\n",
            "\n\n----\nwords\n----\n",
            "{braces} here\n",
            "{{< include \"a\" >}}\n",
            "Note: words\n\nMore\n",
            "%matplotlib inline\n",
            "# A\n\n---\ntitle: A\n---\n",
            "",
        ] {
            assert_eq!(without_front_matter(page), page);
        }
    }

    #[test]
    fn what_is_not_closed_ends_before_the_words() {
        let body = "\n# Head\n\nWords\n\n---\n\nMore\n";
        let page = format!("---\ntitle: A\n\ndraft: true\n{body}");
        assert_eq!(without_front_matter(&page), body);
        assert!(!split(&page).unwrap().closed);
        assert_eq!(without_front_matter("+++\ntitle = \"A\"\n\nWords\n"), "\nWords\n");
        assert_eq!(without_front_matter("{\n\"title\": \"A\"\n\nWords\n"), "\nWords\n");
    }

    /// Lines by the hundred thousand, which take minutes where a search starts again at each.
    #[test]
    fn time_grows_as_the_length() {
        for part in [
            "<!-- a -->\n",
            "{%comment%}a{%endcomment%}\n",
            "---\na: b\n",
            "{\"a\": {\n",
            "key: value\n\n",
            "+++\n",
        ] {
            assert_linear(part, 12_500, |times| _ = split(&part.repeat(times)));
        }
    }
}
