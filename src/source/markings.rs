//! Markup that says for whom something is, in whatever tool's way it is written.
//!
//! What marks words for some readers and is not understood would show them to everybody. So every
//! place is found where a word for it, `only` or `except` or a slip of one, is the name of some
//! markup or a key in it; whoever reads a text says which of them it understands.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::tree::Attr;
use crate::yaml::{Node, Value};

/// A place in a text that says for whom something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marking {
    /// The word that says it.
    pub(crate) word: Range<usize>,
    /// How it is written.
    pub(crate) form: Form,
}

/// How a marking is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `{{< only … >}}`, `{{% only … %}}`.
    Shortcode,
    /// A key in braces, which start at this byte.
    Braces(usize),
    /// A key in a tag of HTML, which starts at this byte.
    Attribute(usize),
    /// Any other.
    Foreign,
}

/// How far around a word is looked, in bytes.
const SIGHT: usize = 400;

/// Every marking in a text, in order.
pub(crate) fn markings<'a>(
    text: &'a str,
    profiles: &'a [String],
) -> impl Iterator<Item = Marking> + 'a {
    words(text).filter(|word| may_mark(text, word)).filter_map(move |word| {
        let place = Place::of(text, word.clone(), profiles);
        let form = place.form()?;
        Some(Marking { word, form })
    })
}

/// What is told of a marking that nothing understands.
pub(crate) fn not_understood(word: &str, span: Span) -> Diagnostic {
    let message = format!("`{word}` says for whom something is, in a way that is not understood");
    Diagnostic::error(Code::Condition, message).at(span).help(
        "put the words between `{{< only profile=\"…\" >}}` and `{{< /only >}}`; an example of how \
         it is written stands in code",
    )
}

/// Tells of the texts of settings or front matter that say for whom something in them is. Trees of
/// YAML do not nest deeply.
pub(super) fn report_in_values(node: &Node, profiles: &[String], sink: &mut Sink) {
    match &node.value {
        Value::Scalar(scalar) => {
            let Some(found) = markings(&scalar.text, profiles).next() else { return };
            let word = &scalar.text[found.word];
            let message = format!("`{word}` says for whom this is, and this is for everybody");
            let help = "set the key under each profile of pack.yaml that gets other words";
            sink.push(Diagnostic::error(Code::Condition, message).at(node.span).help(help));
        }
        Value::List(items) => items.iter().for_each(|item| report_in_values(item, profiles, sink)),
        Value::Map(entries) => {
            for entry in entries {
                report_in_values(&entry.value, profiles, sink);
            }
        }
    }
}

/// Whether a word may say for whom something is: nearly all are told by their letters, and by the signs
/// beside them that markup is made of.
fn may_mark(text: &str, word: &Range<usize>) -> bool {
    let letters = &text[word.clone()];
    holds_condition(letters)
        || (is_beside_signs(text, word) && Attr::is_condition(letters))
        || (CHOOSING.contains(&letters) && opens_comment(text[..word.start].trim_end()))
}

/// Words that a comment starts with that lets what follows be there for some.
const CHOOSING: [&str; 16] = [
    "audience",
    "audiences",
    "begin",
    "for",
    "hide",
    "if",
    "ifdef",
    "ifndef",
    "reader",
    "readers",
    "role",
    "show",
    "start",
    "unless",
    "visible",
    "when",
];

/// Whether a comment starts where a text ends.
fn opens_comment(before: &str) -> bool {
    ["<!--", "/*", "%%"].iter().any(|sign| before.ends_with(sign))
}

fn is_beside_signs(text: &str, word: &Range<usize>) -> bool {
    let signs = ['=', '!', '%', '-', ':', '/', '>', '}', ']', ')', '[', '{', '(', '"', '\''];
    let before = &text[text.floor_char_boundary(word.start.saturating_sub(SIGHT))..word.start];
    !before.trim_end().ends_with(char::is_alphanumeric)
        || text[word.end..].trim_start_matches(' ').starts_with(signs)
}

/// Whether a condition is a part of a word.
fn holds_condition(word: &str) -> bool {
    Attr::CONDITIONS.iter().any(|condition| {
        let mut parts = word.as_bytes().windows(condition.len());
        parts.any(|part| part.eq_ignore_ascii_case(condition.as_bytes()))
    })
}

/// The words of a text: letters, digits, and signs that join them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let end = start + rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        at = end;
        Some(start..end)
    })
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

/// A word and what stands around it.
struct Place<'a> {
    text: &'a str,
    start: usize,
    word: &'a str,
    /// What stands before, on its line, without signs and words that start or end a marking.
    lead: &'a str,
    /// What stands before, near it.
    before: &'a str,
    /// What stands behind, near it.
    after: &'a str,
    profiles: &'a [String],
}

/// What may stand between the sign that opens some markup and its name.
const BETWEEN: [&str; 11] = ["/", "#", "^", "-", ".", "*", "begin", "start", "end", "if", "recto:"];

/// What opens markup that is named by the word behind it, whatever that says.
const OPENERS: [&str; 9] = [":::", "[!", "{%", "{{", "{::", "<%", "<?", "\\begin{", "\\end{"];

/// Signs that open such markup where they start a line.
const AT_LINES: [&str; 5] = ["!!!", "???", "???+", "///", "::"];

/// What may open such markup, where it names profiles and says nothing else.
const PLAIN: [&str; 7] = ["<!--", "/*", "%%", "[", "# (", "> (", "comment %}"];

impl<'a> Place<'a> {
    fn of(text: &'a str, word: Range<usize>, profiles: &'a [String]) -> Self {
        let from = text.floor_char_boundary(word.start.saturating_sub(SIGHT));
        let to = text.ceil_char_boundary(word.end.saturating_add(SIGHT).min(text.len()));
        let before = &text[from..word.start];
        let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        let word_is = &text[word.clone()];
        let after = &text[word.end..to];
        Self { text, start: word.start, word: word_is, lead: lead(line), before, after, profiles }
    }

    fn form(&self) -> Option<Form> {
        if CHOOSING.contains(&self.word) {
            let chooses = self.names_profiles(self.after.trim_start());
            return (chooses && opens_comment(self.before.trim_end())).then_some(Form::Foreign);
        }
        let joined = self.joins_profile();
        if Attr::is_condition(self.word) || joined || self.is_compound() {
            return self.form_of_name().or_else(|| self.form_of_key()).or_else(|| {
                let sign = self.before.ends_with(['#', '^', '.', '@', '!', '"', '\'', '=']);
                (joined && sign).then_some(Form::Foreign)
            });
        }
        None
    }

    /// What is named by the word.
    fn form_of_name(&self) -> Option<Form> {
        let is_exact = Attr::condition_meant(self.word).is_some();
        if ["{{<", "{{%"].iter().any(|sign| self.lead.ends_with(sign)) {
            return is_exact.then_some(Form::Shortcode);
        }
        let is_name = is_exact || self.is_compound();
        let is_meant = (is_name && (self.opens_markup() || self.opens_for_profiles()))
            || self.opens_comment(is_name)
            || (is_exact && self.names_block())
            || self.is_asked_for();
        is_meant.then_some(Form::Foreign)
    }

    /// Whether the word is the name of some markup, whatever that says.
    fn opens_markup(&self) -> bool {
        let Self { lead, before, after, .. } = self;
        let next = after.chars().next();
        let fenced = lead.trim_end_matches(['{', '.', ' ']);
        let is_variable = before.trim_end().ends_with("{{") && after.trim_start().starts_with("}}");
        (OPENERS.iter().any(|sign| lead.ends_with(sign)) && !is_variable)
            || [":::", "```", "~~~"].iter().any(|sign| fenced.ends_with(sign))
            || AT_LINES.contains(&without_marks(lead))
            || (without_marks(lead) == ".." && after.starts_with("::"))
            || self.is_tag_name()
            || (before.ends_with('\\') && matches!(next, Some('{' | '[' | '<')))
            || (before.ends_with('@') && next == Some('('))
            || (before.ends_with(':') && matches!(next, Some('{' | '[')))
            || (self.is_class() && !self.profiles.is_empty())
    }

    /// Whether the word opens what names profiles and says nothing else, or closes it: `[/only]`.
    fn opens_for_profiles(&self) -> bool {
        let behind = self.after.trim_start();
        let says = behind.starts_with([':', '=']);
        let plain = without_marks(self.lead);
        let at_line = plain.is_empty() || plain == ":";
        let is_plain = at_line || PLAIN.iter().any(|sign| plain.ends_with(sign));
        let closes = behind.starts_with(']') && plain.ends_with('[');
        let is_end = closes && self.before.trim_end().len() > self.lead.len();
        let in_braces = plain.ends_with('{') && !says;
        is_end
            || ((in_braces || (is_plain && (says || !at_line)))
                && self.names_profiles(behind)
                && !self.is_link())
    }

    /// Whether the word ends the line that opens a block of a tool's, written as code: it is named
    /// by the word before, or profiles follow.
    fn names_block(&self) -> bool {
        let line = without_marks(self.before.rsplit('\n').next().unwrap_or_default());
        let Some(name) = ["```", "~~~"].iter().find_map(|sign| line.strip_prefix(sign)) else {
            return false;
        };
        let name = name.trim_start_matches(['`', '~', '{', ' ']);
        let is_block = ["ad-", "admon", "callout"].iter().any(|block| name.starts_with(block));
        is_block && self.after.trim_start_matches([' ', '}']).starts_with(['\n', '\r'])
            || (self.after.starts_with([' ', '\t']) && self.names_profiles(self.after))
    }

    /// Whether a tag of a template asks for the profile: `{% if profile == "guest" %}`.
    fn is_asked_for(&self) -> bool {
        const ASKING: [&str; 8] = ["case", "elif", "elsif", "else", "if", "not", "unless", "when"];
        let Some(at) = self.before.rfind("{%").filter(|_| !self.profiles.is_empty()) else {
            return false;
        };
        let inside = &self.before[at + 2..];
        let mut asking = words(inside).map(|word| &inside[word]).peekable();
        asking.peek().is_some()
            && asking.all(|word| ASKING.contains(&word))
            && matches!(&*self.word.to_lowercase(), "profile" | "profiles")
    }

    /// Whether a comment starts with the word and says for whom something is.
    fn opens_comment(&self, is_name: bool) -> bool {
        let behind = self.after.trim_start();
        let says = behind.starts_with([':', '=']);
        let closes = ["-->", "*/", "%%"].iter().any(|sign| behind.starts_with(sign));
        let is_meant = if is_name { says || closes } else { says && self.names_profiles(behind) };
        is_meant && ["<!--", "/*"].iter().any(|sign| self.lead.ends_with(sign))
    }

    /// What has the word as a key.
    fn form_of_key(&self) -> Option<Form> {
        let behind = self.after.trim_start_matches([' ', '\t']);
        let is_key = behind.starts_with('=') && !behind.starts_with("=>");
        let tag = self.tag();
        if let Some(start) = tag
            && (is_key || behind.starts_with(['>', '/', '\n']) || self.is_bare_attribute())
        {
            let name = &self.text[start + 1..];
            let known = name.starts_with(|first: char| first.is_ascii_lowercase());
            let twice = is_twice(&self.text[start..self.start], self.word);
            let is_exact = Attr::condition_meant(self.word).is_some();
            let names = is_key && self.names_profiles(behind);
            let is_meant = is_exact || names;
            let form = if known && !twice && Attr::is_condition(self.word) {
                Form::Attribute(start)
            } else {
                Form::Foreign
            };
            return is_meant.then_some(form);
        }
        if !is_key {
            return None;
        }
        let value = behind.trim_start_matches('=').trim_start();
        let is_quoted = value.starts_with(['"', '\'', '“', '‘']) && !behind.starts_with("==");
        let is_exact = Attr::condition_meant(self.word).is_some();
        let in_braces = self.before.rfind('{').filter(|at| !self.before[*at..].contains('}'));
        let is_meant = self.names_first(value)
            || (is_exact && (is_quoted || in_braces.is_some()) && !behind.starts_with("=="));
        let offset = self.start - self.before.len();
        let form = match in_braces {
            Some(at) if self.is_in_shortcode(at) => Form::Shortcode,
            Some(at) => Form::Braces(offset + at),
            None => Form::Foreign,
        };
        is_meant.then_some(form)
    }

    /// Whether the braces nearest before the word, at an offset, are those of a shortcode.
    fn is_in_shortcode(&self, at: usize) -> bool {
        self.before[..at].ends_with('{') && self.before[at + 1..].starts_with(['<', '%'])
    }

    /// Where the tag starts that the word stands in, and not within quotes.
    fn tag(&self) -> Option<usize> {
        let at = self.before.rfind('<')?;
        let inside = &self.before[at + 1..];
        let quoted = |quote| inside.matches(quote).count() % 2 == 1;
        let is_tag = inside.starts_with(|first: char| first.is_ascii_alphabetic())
            && !inside.contains('>')
            && !self.before[..at].ends_with("{{")
            && !quoted('"')
            && !quoted('\'')
            && inside.ends_with(char::is_whitespace)
            && self.after.contains('>');
        is_tag.then_some(self.start - self.before.len() + at)
    }

    /// Whether it stands in a tag as an attribute without a value.
    fn is_bare_attribute(&self) -> bool {
        let next = self.after.trim_start();
        self.after.starts_with(' ') && next.starts_with(|it: char| it.is_alphabetic() || it == '/')
    }

    /// Whether it is the name of a tag, and no type's as in `Vec<Only>`.
    fn is_tag_name(&self) -> bool {
        let opening = self.before.trim_end_matches('/');
        let apart = |before: &str| !before.ends_with(|it: char| it.is_alphanumeric() || it == '\\');
        let ends = self.after.is_empty() || self.after.starts_with(['>', '/', ' ', '\n', '\t']);
        opening.strip_suffix('<').is_some_and(apart) && ends
    }

    /// Whether it is a class in braces, `{.only}`, or in a tag, `class="only"`.
    fn is_class(&self) -> bool {
        let is_whole = self.after.starts_with(['}', ' ', '"', '\'', '>']);
        let named = self.before.trim_end_matches(['"', '\'', '=', '{']);
        let in_tag = named.len() < self.before.len()
            && (named.ends_with("class") || named.ends_with("className"));
        let in_braces = self.before.ends_with('.')
            && self.before.rfind('{').is_some_and(|at| !self.before[at..].contains('}'));
        is_whole && (in_tag || in_braces)
    }

    /// Whether it starts the words of a link: `[only guests](guests.md)`.
    fn is_link(&self) -> bool {
        self.before.ends_with('[')
            && self.after.find(']').is_some_and(|end| self.after[end + 1..].starts_with('('))
    }

    /// Whether the word joins one for a condition with a profile: `only-auditor`.
    fn joins_profile(&self) -> bool {
        let mut parts = self.word.split(['-', '_']);
        let has_condition =
            parts.clone().any(|part| Attr::CONDITIONS.contains(&&*part.to_lowercase()));
        let behind = self.after.strip_prefix('/').unwrap_or_default();
        has_condition && (parts.any(|part| self.is_profile(part)) || self.names_first(behind))
    }

    /// Whether the word is made of one for a condition and of such that go along with it:
    /// `only-for`, `endonly`, `data-only`.
    fn is_compound(&self) -> bool {
        let mut word = &*self.word.to_lowercase();
        for around in ["end", "begin", "start", "data", "x", "v"] {
            word = word.strip_prefix(around).unwrap_or(word).trim_start_matches(['-', '_', ':']);
        }
        for around in ["for", "if", "start", "end", "begin"] {
            word = word.strip_suffix(around).unwrap_or(word).trim_end_matches(['-', '_']);
        }
        word.len() < self.word.len() && Attr::CONDITIONS.contains(&word)
    }

    fn is_profile(&self, name: &str) -> bool {
        self.profiles.iter().any(|profile| profile.eq_ignore_ascii_case(name))
    }

    /// Whether a text starts with a profile, in quotes or not.
    fn names_first(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['"', '\'', '“', '‘', '[', '{', ' ']);
        let end = text.find(|letter| !is_part(letter)).unwrap_or(text.len());
        self.is_profile(&text[..end])
    }

    /// Whether what stands up to the end of the markup names profiles, and says nothing else.
    fn names_profiles(&self, behind: &str) -> bool {
        let end =
            behind.find(['>', '}', ']', ')', '\n', '<', '%', '*', '|']).unwrap_or(behind.len());
        let names = behind[..end].trim_end_matches(['-', '/']);
        let beside = ["profile", "profiles", "for", "and", "or", "to"];
        let mut named = false;
        let all = words(names).map(|word| &names[word]).all(|name| {
            let is_profile = self.is_profile(name);
            named |= is_profile;
            is_profile || beside.contains(&name)
        });
        named && all
    }
}

/// A line before a word without what may stand between it and the sign that opens its markup.
fn lead(line: &str) -> &str {
    let mut lead = line;
    loop {
        lead = lead.trim_end();
        // `???` and `..` are signs of their own.
        let shorter = BETWEEN.iter().find_map(|part| {
            let rest = lead.strip_suffix(part)?;
            let is_sign = rest.ends_with(|it: char| "/#^-.*".contains(it) && part.contains(it));
            let in_word = part.len() > 1 && rest.ends_with(char::is_alphanumeric);
            let is_comment =
                *part == "-" && rest.ends_with('-') || *part == "*" && rest.ends_with('/');
            (!is_sign && !in_word && !is_comment && !rest.is_empty()).then_some(rest)
        });
        match shorter {
            Some(rest) => lead = rest,
            None => return lead,
        }
    }
}

/// A line before a word without the marks of the lists and quotations that it stands in.
fn without_marks(lead: &str) -> &str {
    let mut rest = lead;
    loop {
        let inner = rest.trim_start_matches([' ', '\t', '>']);
        let inner =
            ["- ", "* ", "+ "].iter().find_map(|it| inner.strip_prefix(it)).unwrap_or(inner);
        if inner.len() == rest.len() {
            return rest;
        }
        rest = inner;
    }
}

/// Whether a key stands in what comes before it, too.
fn is_twice(before: &str, key: &str) -> bool {
    words(before).any(|word| {
        before[word.clone()].eq_ignore_ascii_case(key)
            && before[word.end..].trim_start().starts_with('=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    fn forms(text: &str) -> Vec<Form> {
        let profiles = ["auditor".to_owned(), "guest".to_owned()];
        markings(text, &profiles).map(|found| found.form).collect()
    }

    #[test]
    fn markings_of_every_tool_are_found() {
        for text in [
            "<Only profile=\"auditor\">",
            "</only>",
            "word <Exept>x",
            "<Card title=\"x\" only=\"auditor\">",
            "<Card only>",
            "<div data-only='auditor'>",
            "<div class=\"only\">",
            "<div only=\"auditor\" only=\"guest\">",
            ":::only auditor",
            "::: {.only}",
            ":::{only} auditor",
            "!!! only \"Auditor\"",
            "> [!ONLY]",
            "/// only | auditor",
            "{% only auditor %}",
            "{{#only}}",
            "{::only}",
            "```{only} auditor",
            "```rust only=auditor",
            "\\only{x}",
            "\\begin{only}",
            "@only(auditor)",
            ".. only:: auditor",
            "[only auditor]",
            "[/only]",
            "only: auditor",
            ":only: auditor",
            "(only=auditor)",
            "<!-- only: staff -->",
            "<!-- end only -->",
            "<!-- profile: auditor -->",
            "{/* only: auditor */}",
            "[//]: # (only: auditor)",
            "%%only auditor%%",
            "words #only-auditor",
            "words #only/auditor",
            "{.only}",
            "<!-- if auditor -->",
            "<!-- for: auditor, guest -->",
            "{/* unless auditor */}",
            "%% show guest %%",
            "{% if profile == \"auditor\" %}",
            "{%- unless profile -%}",
            "```admonish only\n",
            "> ~~~ad-note only\n",
            "```text only auditor\n",
        ] {
            assert!(forms(text).contains(&Form::Foreign), "{text}: {:?}", forms(text));
        }
    }

    #[test]
    fn what_is_read_is_told_from_the_rest() {
        assert_eq!(forms("{{< only profile=\"auditor\" >}}x{{< /only >}}"), [Form::Shortcode; 3]);
        assert_eq!(forms("{{%only auditor%}}"), [Form::Shortcode]);
        assert_eq!(forms("words {.x only=\"auditor\"}"), [Form::Braces(6)]);
        assert_eq!(forms("a <div only='auditor'>"), [Form::Attribute(2)]);
    }

    #[test]
    fn words_and_programs_mark_nothing() {
        for text in [
            "Only: the best. The only one, and only then; except: never.",
            "only guest users may sign in (only on Sundays) [only guests](guest.md)",
            "## Only {#only}",
            "<!-- only until the release -->",
            "<!-- profile: x -->",
            "<ClientOnly> <BrowserOnly> <Tabs groupId=\"a\">",
            "Vec<only> and Only<T>",
            "![a](a.png#only-light)",
            "try: x except: y",
            "a == only, {x: only} and `only`",
            "{{ only }} {{ profile.name }} {% set profile = 1 %}",
            "<!-- if this is too long, cut it --> <!-- for later --> <!-- begin snippet -->",
            "```sh only\n```",
            "the auditor, if guest, /* if (a) */",
            "profile = \"default\"",
            "[profile.release]",
            "read-only: yes, `readonly=true`, only=1",
            "Roles: guest, auditor. For the auditor only: see below.",
        ] {
            assert_eq!(forms(text), [], "{text}");
        }
    }

    /// Signs by the hundred thousand: what is looked at around each word is bounded.
    #[test]
    fn long_texts_are_read_on_one_way() {
        for part in ["<a only ", "{only", "only=", "[only ", "<!-- only ", ": only "] {
            assert_linear(part, 6_000, |times| assert!(forms(&part.repeat(times)).len() <= times));
        }
    }
}
