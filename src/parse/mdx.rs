//! MDX, the Markdown of Docusaurus: programs among words. Imports and comments go, tabs and
//! admonitions written as components become what they are, pages that are imported stand where
//! they are used, and of other components the words stay.
//!
//! Form: <https://mdxjs.com/docs/what-is-mdx/>. Nothing is run.

mod known;
pub(super) mod tag;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::components::{self, is_alone};
use super::mapped::Mapped;
use super::shortcode::include::{find, within};
use super::shortcode::{Context, put_blocks, split_prefix};
use crate::diag::{Code, Diagnostic, Sink};
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
        fence: None,
        open: Vec::new(),
        ends: Vec::new(),
        imports: BTreeMap::new(),
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
    /// The signs that close the code that is open.
    fence: Option<&'a str>,
    /// The open components that have lines of their own.
    open: Vec<Component>,
    /// What stands for the end tag of each open component.
    ends: Vec<(&'a str, String)>,
    /// The files that the page imports, by the names it has for them.
    imports: BTreeMap<&'a str, &'a str>,
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
                self.imports.extend(imports(&self.source()[start..self.at]));
                continue;
            }
            fresh = false;
            self.dedent(line);
            self.line = self.at;
            self.read_line(end);
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
        let inner = if closes { indent } else { *component.indent.get_or_insert(indent) };
        self.at += indent.min(inner).saturating_sub(component.base);
    }

    fn read_line(&mut self, end: usize) {
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
        if tag.opens() && is_alone(self.source(), &(self.at..end)) {
            let base = self.at - self.line;
            self.open.push(Component { name: tag.name.to_owned(), indent: None, base });
        } else if tag.closes
            && let Some(index) = self.open.iter().rposition(|open| open.name == tag.name)
        {
            self.open.truncate(index);
        }
        let is_program = tag.name.starts_with(|first: char| first.is_ascii_uppercase());
        match tag.name {
            "" => self.at = end,
            "Image" | "Img" if !tag.closes => {
                let markup = tag.as_html("img", |script| self.imported(script));
                self.generate(&markup, end);
            }
            "CodeBlock" | "Code" if self.code_block(&tag) => {}
            _ if is_program && tag.closes => self.close(&tag, end),
            _ if is_program && self.bring(&tag, end) => {}
            _ if is_program => self.start(&tag, end),
            name if tag.is_script => {
                let markup = tag.as_html(name, |script| self.imported(script));
                self.generate(&markup, end);
            }
            _ => self.copy(end),
        }
    }

    /// What stands for the start of a component, or for one that holds nothing.
    fn start(&mut self, tag: &Tag<'a>, end: usize) {
        let (prefix, _) = split_prefix(&self.source()[self.line..self.at]);
        let alone = is_alone(self.source(), &(self.at..end));
        let shown = known::shown(tag, &prefix).or_else(|| components::shown(tag, alone, &prefix));
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
        self.generate(&closing.unwrap_or_default(), end);
    }

    /// The file that a program is the name of.
    fn imported(&self, script: &str) -> Option<&'a str> {
        self.imports.get(script.strip_suffix(".src").unwrap_or(script)).copied()
    }

    /// `<Part />`: the words of a page that is imported.
    fn bring(&mut self, tag: &Tag<'_>, end: usize) -> bool {
        let ending = |file: &str| file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let is_page = |file: &&str| matches!(ending(file).as_deref(), Some("md" | "mdx"));
        let Some(file) = self.imported(tag.name).filter(is_page) else { return false };
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
        put_blocks(self.text, range, &part, span, &mut self.out);
        self.at = end;
        true
    }

    /// `<CodeBlock language="js" title="a.js">{`…`}</CodeBlock>` and `<Code code="…" />`; whether
    /// it is one whose code stands there.
    fn code_block(&mut self, tag: &Tag<'_>) -> bool {
        let (start, end) = (self.at, self.at + tag.length);
        let (code, end) = if let Some(code) = tag.get("code") {
            (code, end)
        } else {
            let close = format!("</{}>", tag.name);
            let Some(length) = self.source()[end..].find(&close).filter(|_| tag.opens()) else {
                return false;
            };
            let inner = self.source()[end..end + length].trim();
            let program = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
            let code = program.map_or(inner, |program| {
                program.trim().trim_start_matches('`').trim_end_matches('`')
            });
            (code.trim_matches('\n'), end + length + close.len())
        };
        if tag.opens() && is_alone(self.source(), &(start..start + tag.length)) {
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

/// The names and files of lines like `import Part from './_part.mdx'`.
fn imports(module: &str) -> impl Iterator<Item = (&str, &str)> {
    module.lines().filter_map(|line| {
        let (name, file) = line.trim().strip_prefix("import ")?.split_once(" from ")?;
        Some((name.trim(), quoted(file.trim().trim_end_matches(';').trim_end())?))
    })
}

/// What a program says that is a text, or the address of a file:
/// `require('./a.png').default`, `useBaseUrl('/img/a.png')`.
fn literal(program: &str) -> Option<&str> {
    let called = |name: &str| program.strip_prefix(name)?.strip_prefix('(')?.rsplit_once(')');
    let (file, _) = called("require").or_else(|| called("useBaseUrl")).unwrap_or((program, ""));
    quoted(file.trim())
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
    use crate::files::{MemoryFiles, PackPath};
    use crate::parse::shortcode::{Library, Templates};
    use crate::source::RawPack;
    use crate::span::Sources;
    use crate::theme::Theme;

    fn rewritten(text: &str) -> (String, Vec<String>) {
        let mut sink = Sink::default();
        let mut sources = Sources::default();
        let file = sources.add("a.mdx", text.to_owned());
        let mapped = Mapped::verbatim(text, file, 0);
        let files = MemoryFiles::new().with("part/_part.mdx", "---\na: b\n---\nA *part*.\n");
        let pack = RawPack::default();
        let path = PackPath::new("a.mdx").unwrap();
        let context = Context {
            templates: &Templates::load(&Theme::shipped(), &files, &mut sink),
            library: &Library::new(&pack, &files, &sources),
            path: &path,
            including: std::slice::from_ref(&path),
            for_others: false,
        };
        let out = rewrite(&mapped, context, &mut sink).text().to_owned();
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

    #[test]
    fn imported_parts_and_pictures_stand_where_they_are_used() {
        let (text, said) = rewritten(
            "import Part from './part/_part.mdx';\nimport boat from './boat.png';\n\n\
             1. <Part />\n\n<img src={boat} alt=\"A\"/> <Image src={require('./b.png').default} />\n",
        );
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let pictures = "<img src=\"./boat.png\" alt=\"A\" /> <img src=\"./b.png\" />";
        assert_eq!(lines, ["1. A *part*.", pictures]);
        assert!(said.is_empty(), "{said:?}");
    }

    #[test]
    fn components_in_a_list_stay_in_it() {
        let (text, _) = rewritten(
            "1. One\n\n   <Tabs>\n     <TabItem value=\"a\">\n       - in\n         - it\n\
             \n     </TabItem>\n   </Tabs>\n\n2. Two **<Version />**\n",
        );
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(
            lines,
            [
                "1. One",
                "   <dl>",
                "   <dt>a</dt>",
                "   <dd>",
                "   - in",
                "     - it",
                "   </dd>",
                "   </dl>",
                "2. Two **<span></span>**"
            ]
        );
    }

    #[test]
    fn code_in_components_is_code() {
        let (text, _) = rewritten(
            "<CodeBlock language=\"js\" title=\"a.js\">\n{`let a = <B>;\n`}\n</CodeBlock>\n\n\
             <Code code=\"x = 1\" lang=\"py\" />\n",
        );
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let code = ["```js title=\"a.js\"", "let a = <B>;", "```", "```py", "x = 1", "```"];
        assert_eq!(lines, code);
    }
}
