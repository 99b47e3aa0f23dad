//! MDX, the Markdown of Docusaurus: programs among words. Imports and comments go, tabs and
//! admonitions written as components become what they are, pages that are imported stand where
//! they are used, and of other components the words stay.
//!
//! Form: <https://mdxjs.com/docs/what-is-mdx/>. Nothing is run.

mod known;
pub(super) mod lines;
mod modules;
mod moved;
mod pictures;
mod program;
pub(super) mod tag;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::admonition::escaped;
use super::components::{self, is_alone};
use super::mapped::Mapped;
use super::shortcode::include::{find, within};
use super::shortcode::{Context, put_blocks, split_prefix};
use super::{drawings, fence};
use crate::diag::{Code, Diagnostic, Sink};
use lines::{Alone, WITHIN_WORDS};
use modules::{end_of_module, is_module};
use program::quoted;
use tag::Tag;

/// The text as Markdown with HTML.
pub(super) fn rewrite(text: &Mapped, context: Context<'_>, sink: &mut Sink) -> Mapped {
    let out = Mapped::empty(text.span(0..text.text().len()));
    let reader = Reader {
        text,
        context,
        out,
        at: 0,
        line: 0,
        base: 0,
        written: 0,
        alone: 0,
        last_ends: BTreeMap::new(),
        verbatim: 0,
        fence: None,
        root: Component { name: String::new(), indent: Some(0), base: 0, has_list: false },
        open: Vec::new(),
        among_words: BTreeMap::new(),
        ends: Vec::new(),
        labels: Vec::new(),
        files: BTreeMap::new(),
        texts: BTreeMap::new(),
        said: BTreeSet::new(),
        sink,
    };
    reader.run()
}

struct Reader<'a> {
    text: &'a Mapped,
    context: Context<'a>,
    out: Mapped,
    /// What stands before is read.
    at: usize,
    /// Where the words of the line start, behind the indent of components.
    line: usize,
    /// How far the words of the line are indented, behind that.
    base: usize,
    /// Where the line starts in what is written.
    written: usize,
    /// Where the tags end that have the line alone.
    alone: usize,
    /// Where the last of some end tags stand.
    last_ends: BTreeMap<&'static str, usize>,
    /// Where an element ends that holds no Markdown.
    verbatim: usize,
    /// The code that is open.
    fence: Option<Fence<'a>>,
    /// What stands in no component.
    root: Component,
    /// The open components that have lines of their own.
    open: Vec<Component>,
    /// How many elements of a name are open among the words of the paragraph.
    among_words: BTreeMap<&'a str, usize>,
    /// What stands for the end tag of each open component.
    ends: Vec<(&'a str, String)>,
    /// What open tabs call their parts, by their values.
    labels: Vec<Vec<(String, String)>>,
    /// The files that the page imports, by the names it has for them.
    files: BTreeMap<&'a str, &'a str>,
    /// The texts that it sets.
    texts: BTreeMap<&'a str, &'a str>,
    said: BTreeSet<String>,
    sink: &'a mut Sink,
}

/// A component that has a line of its own.
struct Component {
    name: String,
    /// How far its content is indented; unknown until its first words.
    indent: Option<usize>,
    /// How far it is indented itself once the indent of components around it is gone: in a list its
    /// content stays in the item.
    base: usize,
    /// Whether the last words in it that were not indented started a list.
    has_list: bool,
}

/// Code between fences.
struct Fence<'a> {
    /// The signs that close it.
    signs: &'a str,
    /// How much of its indent is left out.
    indent: usize,
    /// Whether its lines are read as if it was not there: what MDX alone understands.
    is_open: bool,
}

impl<'a> Reader<'a> {
    fn run(mut self) -> Mapped {
        let mut fresh = true;
        while self.at < self.source().len() {
            let start = self.at;
            let rest = &self.source()[start..];
            let end = start + rest.find('\n').map_or(rest.len(), |end| end + 1);
            let line = &self.source()[start..end];
            if line.trim().is_empty() {
                fresh = true;
                self.among_words.clear();
                self.copy(end);
                continue;
            }
            if fresh && self.fence.is_none() && is_module(rest) {
                self.at = end_of_module(self.source(), start);
                let module = &self.source()[start..self.at];
                self.files.extend(modules::imports(module));
                self.texts.extend(modules::constants(module));
                continue;
            }
            self.dedent(line, fresh);
            self.line = self.at;
            self.written = self.out.text().len();
            fresh = self.read_line(end) || is_comment(line.trim());
        }
        self.out
    }

    fn source(&self) -> &'a str {
        self.text.text()
    }

    fn copy(&mut self, end: usize) {
        self.out.push_slice(self.text, self.at..end);
        self.at = end;
    }

    fn generate(&mut self, markup: &str, end: usize) {
        let span = self.text.span(self.at..end);
        if let Some(line) = markup.rfind('\n') {
            self.written = self.out.text().len() + line + 1;
        }
        self.out.push_generated(markup, span);
        self.at = end;
    }

    /// Leaves out the indent that a line has because it stands in a component, and what would make
    /// code of it: MDX has no code by its indent.
    fn dedent(&mut self, line: &str, fresh: bool) {
        let words = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - words.len();
        if let Some(fence) = &self.fence {
            self.at += indent.min(fence.indent);
            return;
        }
        let component = self.open.last_mut().unwrap_or(&mut self.root);
        let closes = words.starts_with("</");
        let inner = if closes { indent } else { *component.indent.get_or_insert(indent) };
        let mut left_out = indent.min(inner).saturating_sub(component.base);
        let deeper = indent - left_out - component.base.min(indent - left_out);
        let starts_list =
            words.starts_with("[^") || !split_prefix(words).0.is_empty() && !words.starts_with('>');
        if fresh && deeper < 2 {
            component.has_list = false;
        }
        component.has_list |= starts_list;
        if fresh && deeper >= 4 && !component.has_list {
            left_out += deeper;
        }
        self.at += left_out;
    }

    /// Reads a line, and says whether what follows starts anew.
    fn read_line(&mut self, end: usize) -> bool {
        let (prefix, words) = split_prefix(&self.source()[self.at..end]);
        self.base = prefix.len();
        if self.at < self.verbatim {
            self.read_words(end);
            return false;
        }
        if let Some(is_code) = self.read_fence(words, end) {
            return !is_code;
        }
        let Some(alone) = lines::tags_alone(self.source(), self.at + prefix.len()) else {
            self.read_words(end);
            return false;
        };
        self.alone = alone.end;
        let rest = &self.source()[alone.end..];
        let end = alone.end + rest.find('\n').map_or(rest.len(), |end| end + 1);
        if alone.has_block {
            self.read_alone(&alone, &prefix);
        }
        self.read_words(end);
        true
    }

    /// Reads a line of a block of code, or one that starts such a block; whether it is one whose
    /// lines are code.
    fn read_fence(&mut self, words: &'a str, end: usize) -> Option<bool> {
        let words = words.trim_start_matches([' ', '\t', '>']);
        if let Some(fence) = &self.fence {
            let (closes, is_open) = (fence::closes(fence.signs, words), fence.is_open);
            if closes {
                self.fence = None;
            }
            match (is_open, closes) {
                (true, true) => self.at = end,
                (true, false) => return None,
                _ => self.copy(end),
            }
            return Some(!is_open);
        }
        let (signs, info) = fence::opening(words)?;
        // Docusaurus reads what stands in such a fence as if it was not there.
        let is_open = info.trim() == "mdx-code-block";
        let line = self.source()[..self.at].rfind('\n').map_or(0, |at| at + 1);
        self.fence = Some(Fence { signs, indent: self.at - line, is_open });
        if is_open {
            self.at = end;
        } else {
            self.copy(end);
        }
        Some(!is_open)
    }

    /// Puts empty lines around tags that have a line alone, so that what stands beside them is read
    /// as blocks.
    fn read_alone(&mut self, alone: &Alone, prefix: &str) {
        let start = self.at + prefix.len();
        let is_marked = !self.source()[self.at..start].chars().all(|sign| " \t>".contains(sign));
        self.copy(start);
        if !is_marked && !lines::is_apart(self.out.text()) {
            self.generate(&format!("\n{prefix}"), start);
        }
        self.read_words(alone.end);
        if self.source()[alone.end..].split('\n').nth(1).is_some_and(|line| !line.trim().is_empty())
        {
            self.generate(&format!("\n{prefix}"), alone.end);
        }
    }

    fn read_words(&mut self, end: usize) {
        while self.at < end {
            let stretch = &self.source()[self.at..end];
            let next = stretch.find(['`', '{', '<', '\\']).unwrap_or(stretch.len());
            self.copy(self.at + next);
            match self.source().as_bytes()[self.at..end].first() {
                Some(b'`') => self.code(),
                Some(b'{') => self.braces(),
                Some(b'<') => self.component(),
                Some(_) => {
                    let escaped = self.source()[self.at + 1..].chars().next();
                    self.copy(self.at + 1 + escaped.map_or(0, char::len_utf8));
                }
                None => {}
            }
        }
    }

    /// Code among words stays as it is.
    fn code(&mut self) {
        let rest = &self.source()[self.at..];
        let signs = rest.len() - rest.trim_start_matches('`').len();
        let paragraph = rest.find("\n\n").unwrap_or(rest.len());
        let close = rest[signs..paragraph].find(&rest[..signs]).map_or(signs, |at| at + 2 * signs);
        self.copy(self.at + close);
    }

    /// `{/* a comment */}` goes, `{'words'}` are words, and any other program stays as it is
    /// written.
    fn braces(&mut self) {
        let rest = &self.source()[self.at..];
        if let Some(comment) = rest.strip_prefix("{/*")
            && let Some(length) = comment.find("*/}")
        {
            let id = comment[..length].trim();
            let end = self.at + "{/**/}".len() + length;
            // The newer form of a heading's id.
            if id.starts_with('#') && !id.contains(char::is_whitespace) {
                return self.generate(&format!("{{{id}}}"), end);
            }
            self.at = end;
            return;
        }
        let Some(length) = tag::balanced(rest) else { return self.copy(self.at + 1) };
        let inner = rest[1..length - 1].trim();
        let end = self.at + length;
        if lines::within_address(&self.source()[self.line..self.at]) {
            return self.copy(end);
        }
        if let Some(words) = quoted(inner) {
            let lead = rest[1..].len() - rest[1..].trim_start().len();
            if self.at < self.verbatim {
                return self.generate(&escaped(words), end);
            }
            let start = self.at + "{'".len() + lead;
            self.out.push_slice(self.text, start..start + words.len());
            self.at = end;
            return;
        }
        if let Some(text) =
            self.texts.get(inner).map(|it| (*it).to_owned()).or_else(|| program::text(inner))
        {
            return self.generate(&escaped(&text), end);
        }
        // What names an id or a class is no program.
        if !inner.is_empty() && !inner.starts_with(['#', '.', ':']) && !inner.contains('=') {
            let message = format!("`{}` is a program, which is not run", &rest[..length]);
            let help = "it is shown as it is written; write what it would say";
            self.say(message, help, self.at..end);
        }
        self.copy(end);
    }

    fn component(&mut self) {
        let rest = &self.source()[self.at..];
        if rest.starts_with("<!--") {
            return self.copy(self.at + rest.find("-->").map_or(1, |end| end + "-->".len()));
        }
        let Some(tag) = Tag::read(rest) else {
            return self.copy(self.at + 1);
        };
        let end = self.at + tag.length;
        if tag.opens() && self.is_alone(&tag) {
            let (base, name) = (self.base, tag.name.to_owned());
            self.open.push(Component { name, indent: None, base, has_list: false });
        } else if tag.opens() {
            *self.among_words.entry(tag.name).or_default() += 1;
        } else if tag.closes {
            self.close_element(tag.name);
        }
        let is_program = tag.name.starts_with(|first: char| first.is_ascii_uppercase());
        match tag.name {
            "" => self.at = end,
            "CodeBlock" | "Code" if self.code_block(&tag) => {}
            // What browsers alone look at.
            "Head"
                if tag.opens()
                    && let Some(at) = self.next("</Head>", end) =>
            {
                self.open.pop_if(|open| open.name == "Head");
                self.at = at + "</Head>".len();
            }
            _ if is_program && tag.closes => self.close(&tag, end),
            _ if is_program && self.bring(&tag, end) => {}
            _ if is_program => self.start(&tag, end),
            "svg" if let Some(drawing) = self.drawing() => {
                self.generate(&drawing.markup, self.at + drawing.length);
            }
            _ => self.element(&tag, end),
        }
    }

    /// Closes the innermost element of a name.
    fn close_element(&mut self, name: &str) {
        if let Some(count) = self.among_words.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
        } else if let Some(index) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(index);
        }
    }

    fn is_alone(&self, tag: &Tag<'_>) -> bool {
        self.at < self.alone || is_alone(self.source(), &(self.at..self.at + tag.length))
    }

    /// Where the next of some end tags stands. What has none is not looked for again and again.
    fn next(&mut self, tag: &'static str, from: usize) -> Option<usize> {
        let text = self.text.text();
        let last = self.last_ends.entry(tag).or_insert_with(|| text.rfind(tag).unwrap_or_default());
        let rest = text.get(from..).filter(|_| from <= *last)?;
        rest.find(tag).map(|at| from + at)
    }

    fn drawing(&mut self) -> Option<drawings::Drawing> {
        self.next("</svg", self.at)?;
        let among_words =
            drawings::stands_among_words(&self.source()[self.line..], self.at - self.line);
        drawings::read(&self.source()[self.at..], among_words)
    }

    /// A tag of HTML. Where words stand in its line, all of them are Markdown.
    fn element(&mut self, tag: &Tag<'a>, end: usize) {
        let starts_line = self.at >= self.verbatim
            && !lines::is_verbatim(tag.name)
            && lines::at_start(&self.out.text()[self.written..]);
        let is_block = lines::is_block(tag.name);
        let goes_on = starts_line
            && is_block
            && self.at >= self.alone
            && lines::goes_on(tag, &self.source()[end..]);
        let is_among_words = if is_block {
            self.at >= self.alone && !goes_on
        } else {
            starts_line
                && !tag.closes
                && lines::words_stand_below(self.source(), end.max(self.alone))
        };
        if starts_line && is_among_words {
            self.generate(WITHIN_WORDS, self.at);
        }
        let is_within = tag.name == "pre" && self.at < self.verbatim;
        if tag.opens()
            && !is_within
            && let Some(close) = lines::end_of_verbatim(tag.name)
        {
            self.verbatim = self.next(close, end).unwrap_or(self.verbatim);
            if tag.name != "pre" {
                return self.copy(self.verbatim.max(end));
            }
        }
        if tag.is_script {
            let markup = tag.as_html(tag.name, |script| self.named(script));
            self.generate(&markup, end);
        } else {
            self.copy(end);
        }
        if goes_on {
            let (prefix, _) = split_prefix(&self.source()[self.line..end - tag.length]);
            self.generate(&format!("\n{prefix}\n{prefix}"), end);
        }
    }

    /// What stands for the start of a component, or for one that holds nothing.
    fn start(&mut self, tag: &Tag<'a>, end: usize) {
        let (prefix, _) = split_prefix(&self.source()[self.line..self.at]);
        let alone = is_alone(self.source(), &(self.at..end));
        if tag.name == "Tabs" && tag.opens() {
            let values = tag.script("values").unwrap_or_default();
            self.labels.push(program::pairs(values, ["value", "label"]));
        }
        let labels = self.labels.last().map(Vec::as_slice).unwrap_or_default();
        let picture = pictures::shown(tag, |script| self.named(script), alone, &prefix);
        let shown = match (picture, components::shown(tag, alone, &prefix)) {
            // A card with a picture has a name, too.
            (Some(picture), Some(named)) if tag.opens() || components::leads_somewhere(tag) => {
                let opening = picture.opening + &named.opening;
                Some(components::Shown { opening, ..named })
            }
            (Some(picture), _) => Some(picture),
            (None, named) => known::shown(tag, labels, &prefix).or(named),
        };
        if shown.is_none() {
            let message = format!("the component `<{}>` is a program, which is not run", tag.name);
            let help = "what it would show is missing; words in it are kept";
            self.say(message, help, self.at..end);
        }
        let (opening, closing) = shown.map(|it| (it.opening, it.closing)).unwrap_or_default();
        if tag.opens() {
            self.ends.push((tag.name, closing));
        }
        // Signs around nothing would be printed: `**<Version />**`.
        let is_marked = self.out.text().ends_with(['*', '_', '~']);
        let is_bare = opening.is_empty() && !tag.opens() && is_marked;
        self.generate(if is_bare { "<span></span>" } else { &opening }, end);
    }

    fn close(&mut self, tag: &Tag<'_>, end: usize) {
        let index = self.ends.iter().rposition(|(name, _)| *name == tag.name);
        let closing = index.map(|index| self.ends.drain(index..).next().unwrap_or_default().1);
        if tag.name == "Tabs" {
            self.labels.pop();
        }
        self.generate(&closing.unwrap_or_default(), end);
    }

    /// The file or text that a program is the name of.
    fn named(&self, script: &str) -> Option<&'a str> {
        let name = script.strip_suffix(".src").unwrap_or(script);
        self.files.get(name).or_else(|| self.texts.get(name)).copied()
    }

    /// `<Part />`: the words of a page that is imported.
    fn bring(&mut self, tag: &Tag<'_>, end: usize) -> bool {
        let ending = |file: &str| file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let is_page = |file: &&str| matches!(ending(file).as_deref(), Some("md" | "mdx"));
        let Some(file) = self.named(tag.name).filter(is_page) else { return false };
        let range = self.at..end;
        let span = self.text.span(range.clone());
        let found = match file.strip_prefix("@site/") {
            None => find(file, &[""], span, self.context),
            // The exported folder is the site's, or one in it.
            Some(below) => match find(below, &[""], span, self.context) {
                Ok(None) => {
                    let inner = below.split_once('/').map_or(below, |(_, inner)| inner);
                    find(inner, &[""], span, self.context)
                }
                found => found,
            },
        };
        let found = found.and_then(|found| {
            found.map(|(path, text)| within(&path, self.context).map(|()| (path, text))).transpose()
        });
        let (path, text) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return false,
            Err(fault) => {
                self.sink.push(fault.at(span));
                return false;
            }
        };
        let including = self.context.including(&path);
        let context = Context { path: &path, including: &including, ..self.context };
        let part = rewrite(&text, context, self.sink);
        let part = moved::moved(part, &path, self.context.path);
        put_blocks(self.text, range, &part, span, &mut self.out);
        self.at = end;
        true
    }

    /// `<CodeBlock language="js" title="a.js">{`…`}</CodeBlock>` and `<Code code="…" />`; whether
    /// it is one whose code stands there.
    fn code_block(&mut self, tag: &Tag<'_>) -> bool {
        let end = self.at + tag.length;
        let (code, end) = if let Some(code) = tag.get("code") {
            (code, end)
        } else {
            let close = if tag.name == "Code" { "</Code>" } else { "</CodeBlock>" };
            let at = if tag.opens() { self.next(close, end) } else { None };
            let Some(at) = at else { return false };
            let inner = self.source()[end..at].trim();
            let program = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
            let code = program.map_or(inner, |program| {
                program.trim().trim_start_matches('`').trim_end_matches('`')
            });
            (code.trim_matches('\n'), at + close.len())
        };
        if tag.opens() && self.is_alone(tag) {
            self.open.pop();
        }
        let (prefix, _) = split_prefix(&self.source()[self.line..self.at]);
        let markup = known::fence(tag, code, &prefix);
        self.generate(&markup, end);
        true
    }

    fn say(&mut self, message: String, help: &str, range: Range<usize>) {
        if self.said.insert(message.clone()) {
            let note = Diagnostic::note(Code::UnsupportedMarkup, message);
            self.sink.push(note.at(self.text.span(range)).help(help));
        }
    }
}

/// Whether a line is a comment and nothing else: what stands below it may be a program.
fn is_comment(line: &str) -> bool {
    let is_between = |start, end| line.starts_with(start) && line.ends_with(end);
    is_between("<!--", "-->") || is_between("{/*", "*/}")
}
