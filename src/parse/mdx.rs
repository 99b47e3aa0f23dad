//! MDX, the Markdown of Docusaurus: programs among words. Imports and comments go, tabs and
//! admonitions written as components become what they are, and of other components the words stay.
//!
//! Form: <https://mdxjs.com/docs/what-is-mdx/>. Nothing is run.

pub(super) mod tag;

use std::collections::BTreeSet;
use std::ops::Range;

use super::admonition::escaped;
use super::mapped::Mapped;
use crate::diag::{Code, Diagnostic, Sink};
use tag::Tag;

/// The text as Markdown with HTML.
pub(super) fn rewrite(text: &Mapped, sink: &mut Sink) -> Mapped {
    let out = Mapped::empty(text.span(0..text.text().len()));
    let reader = Reader {
        text,
        out,
        at: 0,
        fence: None,
        open: Vec::new(),
        tabs: Vec::new(),
        said: BTreeSet::new(),
        sink,
    };
    reader.run()
}

struct Reader<'a> {
    text: &'a Mapped,
    out: Mapped,
    /// What stands before is read.
    at: usize,
    /// The signs that close the code that is open.
    fence: Option<&'a str>,
    /// How far the content of each open component is indented; unknown until its first words.
    open: Vec<Component>,
    /// Whether each open `<Tabs>` has a tab yet.
    tabs: Vec<bool>,
    said: BTreeSet<String>,
    sink: &'a mut Sink,
}

/// A component that has a line of its own.
struct Component {
    name: String,
    indent: Option<usize>,
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
                self.copy(end);
                continue;
            }
            if fresh && self.fence.is_none() && is_module(rest) {
                self.at = end_of_module(self.source(), start);
                continue;
            }
            fresh = false;
            self.dedent(line);
            self.line(end);
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
        self.out.push_generated(markup, span);
        self.at = end;
    }

    /// Leaves out the indent that a line has because it stands in a component.
    fn dedent(&mut self, line: &str) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let closes = line.trim_start().starts_with("</");
        let Some(component) = self.open.last_mut() else { return };
        if !closes {
            component.indent.get_or_insert(indent);
        }
        self.at += indent.min(component.indent.unwrap_or(indent));
    }

    fn line(&mut self, end: usize) {
        let words = self.source()[self.at..end].trim_start_matches([' ', '\t', '>']);
        if let Some(fence) = self.fence {
            let closing = words.trim_end();
            if closing.starts_with(fence) && closing.trim_start_matches(&fence[..1]).is_empty() {
                self.fence = None;
            }
            return self.copy(end);
        }
        let signs = words.len() - words.trim_start_matches(['`', '~']).len();
        if signs >= 3 {
            self.fence = Some(&words[..signs]);
            return self.copy(end);
        }
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
        if let Some(words) = quoted(inner) {
            let lead = rest[1..].len() - rest[1..].trim_start().len();
            let start = self.at + "{'".len() + lead;
            self.out.push_slice(self.text, start..start + words.len());
            self.at = end;
            return;
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
        let Some(tag) = Tag::read(&self.source()[self.at..]) else {
            return self.copy(self.at + 1);
        };
        let end = self.at + tag.length;
        let alone = self.is_alone(end);
        if alone && tag.opens() {
            self.open.push(Component { name: tag.name.to_owned(), indent: None });
        } else if tag.closes
            && let Some(index) = self.open.iter().rposition(|open| open.name == tag.name)
        {
            self.open.truncate(index);
        }
        match tag.name {
            "" => self.at = end,
            "Tabs" | "TabItem" | "Admonition" | "Details" => {
                let markup = self.meaning(&tag);
                self.generate(&markup, end);
            }
            name if name.starts_with(|first: char| first.is_ascii_uppercase()) => {
                let message = format!("the component `<{name}>` is a program, which is not run");
                let help = "what it would show is missing; words in it are kept";
                self.say(message, help, self.at..end);
                self.at = end;
            }
            _ if tag.is_script => self.generate(&tag.as_html(), end),
            _ => self.copy(end),
        }
    }

    /// Whether nothing else stands on the lines of a tag that ends here.
    fn is_alone(&self, end: usize) -> bool {
        let before = self.source()[..self.at].rsplit('\n').next().unwrap_or_default();
        let after = self.source()[end..].split('\n').next().unwrap_or_default();
        before.trim().is_empty() && after.trim().is_empty()
    }

    /// What the components that everybody has stand for. Tabs are alternatives that a page shows
    /// one at a time; on paper they are a list of them, each under its name.
    fn meaning(&mut self, tag: &Tag<'_>) -> String {
        let attribute = |name| escaped(tag.get(name).unwrap_or_default());
        match (tag.name, tag.closes) {
            ("Tabs", false) => {
                self.tabs.push(false);
                "\n\n<dl>\n\n".to_owned()
            }
            ("Tabs", true) => {
                self.tabs.pop();
                "\n\n</dl>\n\n".to_owned()
            }
            ("TabItem", false) => {
                let label = tag.get("label").or_else(|| tag.get("value")).unwrap_or_default();
                format!("\n\n<dt>{}</dt>\n<dd>\n\n", escaped(label))
            }
            ("TabItem", true) => "\n\n</dd>\n\n".to_owned(),
            ("Admonition", false) => {
                format!(
                    "\n\n<callout kind=\"{}\" title=\"{}\">\n\n",
                    attribute("type"),
                    attribute("title")
                )
            }
            ("Admonition", true) => "\n\n</callout>\n\n".to_owned(),
            ("Details", false) => {
                format!("\n\n<details><summary>{}</summary>\n\n", attribute("summary"))
            }
            _ => "\n\n</details>\n\n".to_owned(),
        }
    }

    fn say(&mut self, message: String, help: &str, range: Range<usize>) {
        if self.said.insert(message.clone()) {
            let note = Diagnostic::note(Code::UnsupportedMarkup, message);
            self.sink.push(note.at(self.text.span(range)).help(help));
        }
    }
}

/// Whether a paragraph is part of a program: what it takes from elsewhere, or hands out.
fn is_module(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim();
        let from = [" from '", " from \"", "\nfrom '", "} from"].iter();
        return rest.starts_with(['\'', '"']) || from.clone().any(|it| paragraph.contains(it));
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let words = ["const ", "let ", "var ", "function ", "async ", "class ", "default ", "{", "* "];
    words.iter().any(|word| rest.starts_with(word))
}

/// Where a part of a program ends: at an empty line with no bracket open.
fn end_of_module(text: &str, start: usize) -> usize {
    let mut depth = 0_i64;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim().is_empty() && depth <= 0 {
            break;
        }
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        end += line.len();
    }
    end
}

/// The words between quotes that are all of a program.
fn quoted(inner: &str) -> Option<&str> {
    let quote = inner.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let words = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!words.contains([quote, '\\']) && !words.contains("${")).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    fn rewritten(text: &str) -> (String, Vec<String>) {
        let mut sink = Sink::default();
        let file = Sources::default().add("a.mdx", text.to_owned());
        let mapped = Mapped::verbatim(text, file, 0);
        let out = rewrite(&mapped, &mut sink).text().to_owned();
        (out, sink.finish(()).diagnostics.into_iter().map(|it| it.message).collect())
    }

    #[test]
    fn programs_go_and_words_stay() {
        let (text, said) = rewritten(
            "import A from '@site/a';\nimport 'b';\n\nimport duties rise.\n\n\
             export const C = ({x}) => (\n  <b>\n\n  {x}\n  </b>\n);\n\n\
             ## Head {/* #own-id */}\n\na {/* gone\n\nfor good */}b{' '}c {1 + 1} `{/* code */}` \\{x}\n",
        );
        assert_eq!(
            text,
            "\nimport duties rise.\n\n\n## Head {#own-id}\n\na b c {1 + 1} `{/* code */}` \\{x}\n"
        );
        assert_eq!(said, ["`{1 + 1}` is a program, which is not run"]);
    }

    #[test]
    fn components_leave_their_words() {
        let (text, said) = rewritten(
            "<Highlight color=\"#fff\" on={() => go('>')}>Green</Highlight> words <Card />\n\n\
             <div className=\"wide\" style={{ color: 'red' }}>\n\nIn it\n\n</div>\n\n<>Fragment</>\n",
        );
        assert_eq!(text, "Green words \n\n<div class=\"wide\">\n\nIn it\n\n</div>\n\nFragment\n");
        assert_eq!(
            said,
            [
                "the component `<Highlight>` is a program, which is not run",
                "the component `<Card>` is a program, which is not run"
            ]
        );
    }

    #[test]
    fn content_of_components_is_no_code() {
        let (text, _) = rewritten(
            "<Tabs>\n  <TabItem value=\"a\" label=\"A & B\">\n    one\n\n    ```\n      <Code>\n    ```\n  \
             </TabItem>\n  <TabItem value=\"b\">two</TabItem>\n</Tabs>\n",
        );
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(
            lines,
            [
                "<dl>",
                "<dt>A &amp; B</dt>",
                "<dd>",
                "one",
                "```",
                "  <Code>",
                "```",
                "</dd>",
                "<dt>b</dt>",
                "<dd>",
                "two",
                "</dd>",
                "</dl>"
            ]
        );
    }
}
