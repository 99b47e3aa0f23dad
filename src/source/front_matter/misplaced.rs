//! Settings at the top of a page that are no front matter, since their frame has a slip: a fence is
//! missing, indented, of other signs, or behind the title.
//!
//! They would be printed, and what they say of the page would be lost.

use std::ops::Range;

use super::keys::KNOWN;
use super::{holding, labels};

/// How many lines are looked at.
const TOP: usize = 40;

/// How many letters of a line are looked at.
const LONGEST: usize = 1000;
/// What opens a shortcode, a tag of Liquid, or a list of attributes.
const TAGS: [&str; 3] = ["{{", "{%", "{:"];

/// Settings that are not read.
#[derive(Debug, PartialEq)]
pub(super) struct Misplaced<'a> {
    /// The bytes of their lines.
    pub(super) range: Range<usize>,
    /// The first key that may hold the page back.
    pub(super) holding: Option<&'a str>,
    /// The first key of labels.
    pub(super) label: Option<&'a str>,
    /// Whether they are surely meant as front matter: they stand in a frame.
    pub(super) framed: bool,
}

/// Finds them in the words of a page: those that come after its front matter where it has some.
pub(super) fn find(text: &str, has_front_matter: bool) -> Option<Misplaced<'_>> {
    let chunks = chunks(text);
    let mut chunks = chunks.iter().filter(|chunk| chunk.top || !has_front_matter);
    chunks.find_map(|chunk| chunk.misplaced(has_front_matter))
}

/// Lines between two that look like fences.
#[derive(Debug, Default)]
struct Chunk<'a> {
    start: usize,
    lines: Vec<&'a str>,
    /// Whether no words stand before it.
    top: bool,
    opened: Option<Sign>,
    closed: Option<Sign>,
}

/// What a line that looks like a fence is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    /// Signs that stand around front matter, or are taken for them.
    Fence,
    /// Those of a block of code.
    Code,
    /// Those of a comment, whose words are not printed.
    Comment,
}

fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut done = Vec::new();
    let mut last = Chunk { top: true, ..Chunk::default() };
    let mut at = 0;
    for line in text.split_inclusive('\n').take(TOP) {
        let end = at + line.len();
        let fence = fence(line);
        let next = match (last.opened.filter(|_| last.closed.is_none()), fence) {
            (Some(Sign::Code), Some((Sign::Code, _))) => Some((Some(Sign::Code), None, "")),
            (Some(Sign::Comment), _) if line.contains("-->") => {
                Some((Some(Sign::Comment), None, ""))
            }
            (Some(Sign::Code | Sign::Comment), _) | (_, None) => None,
            (_, Some((Sign::Comment, rest))) if rest.contains("-->") => {
                let words = rest.split("-->").next().unwrap_or_default();
                let lines = vec![words];
                let (opened, closed) = (Some(Sign::Comment), Some(Sign::Comment));
                done.push(Chunk { start: at, lines, top: is_top(&last), opened, closed });
                None
            }
            (_, Some((Sign::Comment, rest))) => Some((None, Some(Sign::Comment), rest)),
            (_, Some((Sign::Code, _))) => Some((Some(Sign::Code), Some(Sign::Code), "")),
            (_, Some((Sign::Fence, rest))) => Some((Some(Sign::Fence), Some(Sign::Fence), rest)),
        };
        match next {
            Some((closed, opened, rest)) => {
                let top = is_top(&last);
                last.closed = closed;
                done.push(last);
                let lines = Vec::from_iter((!rest.trim().is_empty()).then_some(rest));
                last = Chunk { start: end - rest.len(), lines, top, opened, closed: None };
            }
            // What a comment holds is no line of its own.
            None if fence.is_none_or(|(sign, _)| sign != Sign::Comment) => last.lines.push(line),
            None => {}
        }
        at = end;
    }
    done.push(last);
    done
}

/// Whether no words stand before what follows these lines.
fn is_top(last: &Chunk<'_>) -> bool {
    let silent =
        last.opened == Some(Sign::Comment) || last.lines.iter().all(|line| line.trim().is_empty());
    last.top && silent
}

/// The sign that a line starts with where it may be meant as a fence, and what follows it.
fn fence(line: &str) -> Option<(Sign, &str)> {
    let hidden =
        |letter: char| letter.is_whitespace() || "\u{feff}\u{200b}\u{2060}\\>".contains(letter);
    let mut words = line.trim_start_matches(hidden);
    for tag in ["<hr>", "<hr/>", "<hr />"] {
        if let Some(rest) = words.strip_prefix(tag) {
            return rest.trim().is_empty().then_some((Sign::Fence, ""));
        }
    }
    for tag in ["<p>", "<pre>", "</pre>"] {
        words = words.strip_prefix(tag).unwrap_or(words);
    }
    if let Some(rest) = words.strip_prefix("<!--").or_else(|| words.strip_prefix("-->")) {
        return Some((Sign::Comment, rest));
    }
    let code = ["```", "~~~"].iter().any(|sign| words.starts_with(sign));
    let signs = if code { "`~" } else { "-–—−‐‒―─－_*=+;." };
    let is_sign = |letter: char| signs.contains(letter);
    let rest = words.trim_start_matches(|letter| is_sign(letter) || (!code && letter == ' '));
    let mark = words[..words.len() - rest.len()].trim_end();
    let count = mark.chars().filter(|letter| is_sign(*letter)).count();
    let alone = rest.trim().is_empty() || rest.trim_start().starts_with('<');
    // A list, an emphasis or a dash opens words with fewer of them, or with signs of its own.
    let opens = mark.chars().all(|letter| "-+;".contains(letter)) && count >= 3;
    let is_fence = code || opens || (alone && (count >= 2 || mark == "—"));
    let sign = if code { Sign::Code } else { Sign::Fence };
    // A word behind it names a language, or is a remark.
    let says = key_of(rest).is_some() || rest.trim_start().starts_with(['{', '"']);
    is_fence.then_some((sign, if alone || !says { "" } else { rest }))
}

impl<'a> Chunk<'a> {
    fn misplaced(&self, has_front_matter: bool) -> Option<Misplaced<'a>> {
        let apart = matches!(self.opened, Some(Sign::Code | Sign::Comment));
        if apart && (has_front_matter || !self.top) {
            return None;
        }
        let lines = self.settings(has_front_matter);
        let first = lines.first()?;
        let fenced = self.opened == Some(Sign::Fence) && self.closed == Some(Sign::Fence);
        let framed = self.is_framed();
        let loosely = framed && !has_front_matter;
        let known = key_of(first).is_some_and(|(key, _)| is_known(key));
        let find = |of: &dyn Fn(&'a str) -> Option<&'a str>| lines.iter().find_map(|line| of(line));
        let handed = find(&hands_down).filter(|_| framed);
        let holding = handed
            .or_else(|| find(&|line| flag(line, loosely)))
            .or_else(|| find(&bare_flag).filter(|_| fenced))
            .or_else(|| find(&inner_flag).filter(|_| (framed && known) || self.opens_code()))
            .or_else(|| find(&decides).filter(|_| known && (framed || lines.len() > 1)));
        let holding = holding.filter(|_| self.top || self.opened.is_some());
        let whole = key_of(first).is_some_and(|(key, _)| KNOWN.contains(&key))
            && self.lines.iter().all(|line| line.trim().is_empty() || continues(line));
        let framed = framed && whole && !apart && !has_front_matter;
        let label = find(&label).filter(|_| self.top);
        let end = self.start + self.lines.iter().map(|line| line.len()).sum::<usize>();
        (holding.is_some() || framed || label.is_some()).then_some(Misplaced {
            range: self.start..end,
            holding,
            label,
            framed,
        })
    }

    /// Whether the lines stand between two fences, or between one and the start of the page.
    fn is_framed(&self) -> bool {
        let fence = Some(Sign::Fence);
        match self.opened {
            Some(Sign::Fence) => self.top || self.closed == fence,
            Some(Sign::Code | Sign::Comment) => self.top,
            None => self.top && self.closed == fence,
        }
    }

    /// Whether the page starts with what is code, or JSON, without a fence.
    fn opens_code(&self) -> bool {
        let first = self.lines.iter().find(|line| !line.trim().is_empty());
        let first = first.map_or("", |line| line.trim_start());
        let other = TAGS.iter().any(|sign| first.starts_with(sign));
        let signs = ["export ", "<%", "{", "[{", "//", "\""];
        self.top && !other && signs.iter().any(|sign| first.starts_with(sign))
    }

    /// The lines that may be settings: those with keys before any others, in a frame all of it, else
    /// in the first paragraph.
    fn settings(&self, has_front_matter: bool) -> Vec<&'a str> {
        let framed = self.is_framed() && self.closed.is_some();
        let code = self.opens_code() && !has_front_matter;
        let lines = self.lines.iter().copied().skip_while(|line| line.trim().is_empty());
        // What a shortcode or a tag of Liquid opens is the page's own.
        let opens_tag = |line: &&str| TAGS.iter().any(|sign| line.trim_start().starts_with(sign));
        if lines.clone().next().as_ref().is_some_and(opens_tag) {
            return Vec::new();
        }
        let lines = lines.take_while(|line| framed || !line.trim().is_empty());
        let lines = lines.filter(|line| !line.trim().is_empty() && fence(line).is_none());
        lines.take_while(|line| code || continues(line) || bare_flag(line).is_some()).collect()
    }
}

/// A line's key and value, whatever list, quote or emphasis it stands in.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, sign, value) = parts(line)?;
    sign.then_some((key, value))
}

/// A line's first word, whether a sign of a key follows, and the rest.
fn parts(line: &str) -> Option<(&str, bool, &str)> {
    let words = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let ends = |letter: char| letter.is_whitespace() || ":=;：,\"'>*]()[".contains(letter);
    let (key, rest) = words.split_at(words.find(ends).unwrap_or(words.len()));
    let value = rest.trim_matches(|letter: char| !letter.is_alphanumeric());
    let before = &rest[..if value.is_empty() { rest.len() } else { rest.find(value)? }];
    let sign = before.contains([':', '=', '：', ';']);
    (!key.is_empty()).then_some((key, sign, value))
}

fn is_known(key: &str) -> bool {
    KNOWN.contains(&&*key.to_lowercase()) || holding::holds(key)
}

/// The key of a line that says that its page is held back; `loosely` also where its value is none that
/// is known.
fn flag(line: &str, loosely: bool) -> Option<&str> {
    let (key, sign, value) = parts(line)?;
    let value = value.split(" #").next().unwrap_or_default().trim();
    let word = !value.contains(char::is_whitespace);
    (word && sign && holding::flags(key, value, loosely)).then_some(key)
}

/// The same of a line that lacks the sign, or is nothing but the key.
fn bare_flag(line: &str) -> Option<&str> {
    let (key, _, value) = parts(line)?;
    let exact = line.trim_start().starts_with(key) && holding::is_flag(key);
    (exact && holding::flags(key, value, value.is_empty())).then_some(key)
}

/// The key of such a flag that stands further within a line.
fn inner_flag(line: &str) -> Option<&str> {
    let starts = line.char_indices().take(LONGEST).filter(|(at, letter)| {
        letter.is_alphanumeric() && !line[..*at].ends_with(|before: char| before.is_alphanumeric())
    });
    starts.into_iter().find_map(|(at, _)| {
        let (key, sign, value) = parts(&line[at..])?;
        let word = value.split(|letter: char| !letter.is_alphanumeric()).next()?;
        (sign && holding::flags(key, word, false)).then_some(key)
    })
}

/// The key of such a flag that a text ends with.
pub(super) fn last_flag(text: &str) -> Option<&str> {
    let words = text.trim_end();
    let start = words.rfind([':', '='])?;
    let before = words[..start].trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let key = before.rfind(|letter: char| letter.is_whitespace() || ",;{\"'".contains(letter));
    // YAML has a colon with a blank among words in quotes alone, where they are what they say.
    let sign = &words[start..];
    let above = before[..key.unwrap_or(0)].trim_end();
    if sign.starts_with(": ") && above.ends_with(char::is_alphanumeric) {
        return None;
    }
    flag(&text[key.unwrap_or(0)..], false)
}

/// The key of a line by which its page may be kept for some readers, or for some days.
fn decides(line: &str) -> Option<&str> {
    let (key, value) = key_of(line)?;
    (!value.is_empty() && holding::limits(key, value)).then_some(key)
}

/// `cascade` at the start of a line, which speaks of other pages, too.
fn hands_down(line: &str) -> Option<&str> {
    key_of(line).map(|(key, _)| key).filter(|key| *key == "cascade")
}

fn label(line: &str) -> Option<&str> {
    let (key, _) = key_of(line)?;
    labels::kind_of(key).is_some().then_some(key)
}

/// Whether a line is a key with its value, or goes on with one.
fn continues(line: &str) -> bool {
    key_of(line).is_some() || line.trim_start().starts_with(['-', '#', '[', ']', '{', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_in_every_broken_frame() {
        for page in [
            "title: A\ndraft: true\n---\n\nWords\n",
            "  ---\n  title: A\n  draft: true\n  ---\n",
            "# Head\n\n---\ndraft: true\n---\n",
            "Head\n====\n\n---\nunlisted: true\n---\n",
            "Some words.\n\n---\ntitle: A\npublished: false\n---\n",
            "–––\ntitle: A\ndraft: true\n–––\n",
            "—\ndraft: true\n—\n",
            ";;;\n\"title\": \"A\",\n\"draft\": true\n;;;\n",
            "--- title: A, draft: true ---\n",
            "```yaml\ntitle: A\ndraft: true\n```\n",
            "- title: A\n- draft: true\n\nWords\n",
            "> ---\n> draft: true\n> ---\n",
            "**draft: true**\n\nWords\n",
            "{title: 'A', draft: true}\n\nWords\n",
            "export const meta = { title: 'A', draft: true };\n",
            "<!--\n---\ntitle: A\ndraft: true\n---\n-->\n",
            "--\ndraft\n--\n",
            "***\npublishDate: 2099-01-01\n***\n",
            "---\u{2028}title: A\u{2028}draft: true\u{2028}---\n",
            "title: A\nexcept: public\n---\n",
        ] {
            let found = find(page, false);
            assert!(found.is_some_and(|it| it.holding.is_some()), "{page:?}");
        }
        let found = find("# Head\n\n---\ntitle: A\ntags: [b]\n---\n", false).unwrap();
        assert!(found.framed && found.holding.is_none());
        assert_eq!(find("tags: [a]\n\nWords\n", false).unwrap().label, Some("tags"));
    }

    #[test]
    fn words_are_no_settings() {
        for page in [
            "Note: these are words.\n\nMore.\n",
            "# Head\n\nDate: 2016-02-12\n\n## Status\n",
            "Heading\n-------\n\nWords: a, b.\n",
            "Author: Ann\n\n---\n\nWords\n",
            "# Head\n\n---\n\nTo hide a page, write `draft: true` at its top.\n\n---\n",
            "# Head\n\n```yaml\ntitle: A\ndraft: true\n```\n",
            "# Head\n\n---\nAuthor: Ann\nDate: March\n---\n",
            "Term\n: its meaning\n\nDraft\n: true words\n",
            "* One\n* Two: draft\n",
            "Private: for members only.\n",
            "# Trait\n---\n\nWords\n",
            "# Private\n\n```\ndraft: true\n```\n",
            "- [Draft]()\n- [Other](a.md)\n",
            "<!--\nCopyright: Ann\n-->\n\n# Trait\n",
            "Words of a page.\n\n``` yaml\n---\ntitle: A # (1)!\n---\n\n# Page\n```\n",
            "{{< code >}}\ntitle = 'A'\ndraft = true\n{{< /code >}}\n",
            "***\n\nWords\n\n***\n",
            "",
        ] {
            assert_eq!(find(page, false), None, "{page:?}");
        }
        assert_eq!(find("```yaml\ndraft: true\n```\n", true), None, "a page with front matter");
    }
}
