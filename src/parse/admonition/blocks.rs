//! Blocks between slashes: `/// note | Title` up to `///`, with options in lines that are indented.
//!
//! Form: <https://facelessuser.github.io/pymdown-extensions/extensions/blocks/>.

use std::ops::Range;

use super::{Opening, Rewriter, callout, details, push_attribute, push_id_and_keys, split_prefix};
use crate::parse::html::callout_kind;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::parse::markdown_in_html::is_in_line;
use crate::text::names::capitalised;
use crate::tree::Attr;

/// A block as its first lines say it.
struct Head<'a> {
    /// How many slashes start it; as many end it.
    slashes: usize,
    name: &'a str,
    /// What stands behind the bar; none without one.
    argument: Option<&'a str>,
    options: Vec<(&'a str, &'a str)>,
    /// The first line behind its options.
    body: usize,
}

/// What a block becomes.
enum Kind<'a> {
    Division(Opening<'a>),
    /// A tag of HTML in a line, and its name.
    Words(String, &'a str),
    Tab,
    /// A caption, and what its site puts before it.
    Caption(String),
    /// Terms, and lists of what each means.
    Definitions,
}

impl<'a> Head<'a> {
    fn option(&self, name: &str) -> Option<&'a str> {
        self.options.iter().find(|(own, _)| *own == name).map(|(_, value)| bare(value))
    }

    fn has(&self, name: &str) -> bool {
        self.option(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The id and the classes of its element: `attrs: {id: a, class: b c}`, or a line of each.
    fn attributes(&self) -> Attr {
        let mut attr = Attr::none();
        let in_braces = self.option("attrs").unwrap_or_default().trim_matches(['{', '}']);
        let in_braces = in_braces.split(',').filter_map(|part| part.split_once(':'));
        for (name, value) in in_braces.chain(self.options.iter().copied()) {
            match name.trim() {
                "id" => attr.set_id(Some(bare(value).to_owned())),
                "class" => bare(value).split_whitespace().for_each(|class| attr.add_class(class)),
                _ => {}
            }
        }
        attr
    }
}

/// A value without quotation marks.
fn bare(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

impl<'a> Rewriter<'a, '_> {
    /// `/// name | argument` opens a block, and as many slashes close it; so does the end of what is
    /// around it. Gives the line behind.
    pub(super) fn slashes(&mut self, line: usize, prefix: &str, words: &'a str) -> Option<usize> {
        let head = self.head(line, prefix, words)?;
        let kind = self.kind(&head)?;
        let closes = |&number: &usize| {
            let range = self.lines[number].clone();
            let (before, words) = split_prefix(self.text.text()[range.clone()].trim_end());
            words.len() == head.slashes
                && words.bytes().all(|byte| byte == b'/')
                && !self.is_code(range.start + before.len())
        };
        let end = (head.body..self.lines.len()).find(closes).unwrap_or(self.lines.len());
        self.put(line, prefix, &head, kind, end);
        Some((end + 1).min(self.lines.len()))
    }

    /// The first lines of a block; none where a line opens none.
    fn head(&self, line: usize, prefix: &str, words: &'a str) -> Option<Head<'a>> {
        let rest = words.trim_start_matches('/');
        let slashes = words.len() - rest.len();
        let (name, argument) = match rest.split_once('|') {
            Some((name, argument)) => (name.trim(), Some(argument.trim())),
            None => (rest.trim(), None),
        };
        let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
        if slashes < 3 || name.is_empty() || !name.chars().all(is_part) {
            return None;
        }
        let mut head = Head { slashes, name, argument, options: Vec::new(), body: line + 1 };
        for range in &self.lines[line + 1..] {
            let words = self.text.text()[range.clone()].strip_prefix(prefix);
            let option = words.and_then(|words| words.strip_prefix("    "));
            let Some(option) = option.filter(|words| !words.trim().is_empty()) else { break };
            head.options.extend(option.split_once(':').map(|(name, value)| (name.trim(), value)));
            head.body += 1;
        }
        Some(head)
    }

    /// What a block becomes; none where the pages are read without blocks of its name.
    fn kind(&mut self, head: &Head<'a>) -> Option<Kind<'a>> {
        let extensions = self.page.extensions?;
        let has = |name: &str| extensions.has(&format!("pymdownx.blocks.{name}"));
        let attr = head.attributes();
        Some(match head.name {
            "details" if has("details") => {
                let named = || head.option("type").map(capitalised).unwrap_or_default();
                let title = head.argument.map_or_else(named, str::to_owned);
                Kind::Division(details(&title, head.has("open"), &attr))
            }
            "tab" if has("tab") => Kind::Tab,
            "caption" if has("caption") => Kind::Caption(String::new()),
            "figure-caption" if has("caption") => Kind::Caption(self.number("Figure", 0, head)),
            "table-caption" if has("caption") => Kind::Caption(self.number("Table", 1, head)),
            "html" if has("html") => html(head.argument?, attr)?,
            "define" if has("definition") => Kind::Definitions,
            name if has("admonition") => {
                let known = name == "admonition"
                    || callout_kind(name).is_some()
                    || extensions.callouts.contains(name);
                let kind = head.option("type").filter(|_| name == "admonition").unwrap_or(name);
                let kind = if kind == "admonition" { "note" } else { kind };
                known.then(|| Kind::Division(callout(kind, head.argument, &attr)))?
            }
            _ => return None,
        })
    }

    /// What stands before the caption of a figure or table: the next number, or the one that is given.
    fn number(&mut self, label: &str, index: usize, head: &Head<'_>) -> String {
        let given = head.argument.filter(|it| it.starts_with(|sign: char| sign.is_ascii_digit()));
        if let Some(given) = given {
            return format!("{label} {given}. ");
        }
        self.page.captions[index] += 1;
        format!("{label} {}. ", self.page.captions[index])
    }

    /// Puts a block, which the line `end` closes, in the place of its lines.
    fn put(&mut self, line: usize, prefix: &str, head: &Head<'_>, kind: Kind<'_>, end: usize) {
        let span = self.text.span(self.trimmed(line));
        let body = self.within(head.body..end, prefix);
        match kind {
            Kind::Division(opening) => {
                self.start(line, prefix, &opening);
                self.put_inner(body, prefix);
                self.close(line, prefix, &format!("</{}>", opening.name));
            }
            Kind::Words(tag, name) => {
                let words = body.text().trim();
                let start = body.text().len() - body.text().trim_start().len();
                self.out.push_generated(&format!("{prefix}\n{prefix}{tag}"), span);
                self.out.push_slice(&body, start..start + words.len());
                self.out.push_generated(&format!("</{name}>\n{prefix}\n"), span);
            }
            Kind::Tab => {
                self.open_tab(line, prefix, head.argument.unwrap_or_default());
                self.put_inner(body, prefix);
                let next = self.next_words(end + 1, prefix);
                let next = next.and_then(|(line, words)| self.head(line, prefix, words));
                let goes_on = next.is_some_and(|next| next.name == "tab" && !next.has("new"));
                self.close_tab(line, prefix, goes_on);
            }
            Kind::Caption(number) => {
                let mut tag = "<caption-of-block".to_owned();
                push_id_and_keys(&mut tag, &head.attributes());
                self.tag(line, prefix, &(tag + ">"));
                let mut numbered = Mapped::empty(span);
                numbered.push_generated(&number, span);
                let start = body.text().len() - body.text().trim_start().len();
                numbered.push_slice(&body, start..body.text().len());
                self.put_inner(numbered, prefix);
                self.close(line, prefix, "</caption-of-block>");
            }
            Kind::Definitions => {
                self.out.push_generated(&format!("{prefix}\n"), span);
                self.put_inner(with_meanings(body), prefix);
                self.out.push_generated(&format!("{prefix}\n"), span);
            }
        }
    }

    /// Some lines without their prefix, as a text of their own.
    fn within(&self, lines: Range<usize>, prefix: &str) -> Mapped {
        let mut body = Mapped::empty(self.text.span(0..0));
        for range in &self.lines[lines] {
            let line = &self.text.text()[range.clone()];
            let blank = line.len() - line.trim_start_matches([' ', '>']).len();
            let start = if line.starts_with(prefix) { prefix.len() } else { blank };
            body.push_slice(self.text, range.start + start..range.end);
        }
        body
    }
}

/// A text in which the items of lists are what the terms above them mean.
fn with_meanings(body: Mapped) -> Mapped {
    let starts = |line: &Range<usize>| {
        let words = &body.text()[line.clone()];
        ["- ", "* ", "+ "].iter().any(|mark| words.starts_with(mark))
    };
    let lines = markdown::lines(body.text());
    let marks = lines.into_iter().filter(starts).map(|line| (line.start..line.start + 1, ":"));
    let marks: Vec<_> = marks.collect();
    body.replaced(marks)
}

/// `div.class#id[name="value"]`, as a selector of CSS has it.
fn html(selector: &str, mut attr: Attr) -> Option<Kind<'_>> {
    let end = selector.find(['.', '#', '[']).unwrap_or(selector.len());
    let (name, rest) = selector.split_at(end);
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    let (signs, pairs) = rest.split_at(rest.find('[').unwrap_or(rest.len()));
    let mut signs = signs;
    while let Some(sign) = signs.chars().next() {
        let end = signs[1..].find(['.', '#']).map_or(signs.len(), |end| end + 1);
        match sign {
            '#' => attr.set_id(Some(signs[1..end].to_owned())),
            _ => attr.add_class(&signs[1..end]),
        }
        signs = &signs[end..];
    }
    for pair in pairs.split('[').filter_map(|pair| pair.trim_end().strip_suffix(']')) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        attr.set(name.trim(), bare(value));
    }
    let mut tag = format!("<{name}");
    push_attribute(&mut tag, "class", &attr.classes().join(" "));
    push_id_and_keys(&mut tag, &attr);
    tag.push('>');
    if is_in_line(name) {
        return Some(Kind::Words(tag, name));
    }
    Some(Kind::Division(Opening { tag, name, title: String::new(), unknown: None }))
}
