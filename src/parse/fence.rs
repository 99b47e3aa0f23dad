//! The signs around a block of code, and what stands behind those that open it: its language, and
//! what various tools say beside it.

use crate::diag::{Code, Diagnostic};
use crate::source::Extensions;
use crate::source::comments::without_html;
use crate::tree::{Attr, CodeLines};

use super::attributes;

/// The signs that open a block of code, and what stands behind them; none where a line opens none
/// (`CommonMark` 4.5).
pub(super) fn opening(line: &str) -> Option<(&str, &str)> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let (signs, info) = line.split_at(line.len() - line.trim_start_matches(sign).len());
    (signs.len() >= 3 && (sign == '~' || !info.contains('`'))).then_some((signs, info))
}

/// Whether a line closes the block of code that some signs have opened.
pub(super) fn closes(signs: &str, line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with(signs) && line.trim_start_matches(&signs[..1]).is_empty()
}

/// Follows the fences of a text, line by line.
#[derive(Default)]
pub(super) struct Fences<'a> {
    /// The signs that close the code that is open.
    open: Option<&'a str>,
}

impl<'a> Fences<'a> {
    /// Whether the next line, without its indent, belongs to a block of code.
    pub(super) fn is_code(&mut self, line: &'a str) -> bool {
        let was_open = self.open.is_some();
        self.open = match self.open {
            Some(signs) => Some(signs).filter(|signs| !closes(signs, line)),
            None => opening(line).map(|(signs, _)| signs),
        };
        was_open || self.open.is_some()
    }
}

/// What a line says that opens a block of code.
#[derive(Debug, Default)]
pub(super) struct Info {
    pub(super) language: Option<String>,
    pub(super) attr: Attr,
    pub(super) lines: CodeLines,
    /// The options that change nothing here, each as it is called.
    pub(super) idle: Vec<String>,
}

/// The options that name the code: they become its caption.
const TITLES: &[&str] = &["title", "caption", "lst-cap", "filename", "file", "name"];

/// The options that set lines off: Python-Markdown's, Hugo's, Sphinx' and those of Expressive Code
/// and Shiki.
const MARKED: &[&str] =
    &["hl_lines", "highlight", "highlightLines", "emphasize-lines", "mark", "hl"];

/// The options that number lines, alone, or with the first number or whether to.
const NUMBERED: &[&str] =
    &["showLineNumbers", "lineNumbers", "linenos", "linenums", "numberLines", "line-numbers"];

/// The options that give the first number.
const FIRST: &[&str] = &["start", "startFrom", "startLine", "startLineNumber", "linenostart"];

/// The options that some tool reads: rustdoc's and mdBook's, Hugo's, those of Docusaurus, `VitePress`,
/// Expressive Code and Starlight, and of programs that run or test the code of a page. What they ask
/// for is of no use in a document, or is so already.
const FOR_TOOLS: &[&str] = &[
    "active",
    "annotate",
    "async",
    "collapse",
    "collapsed",
    "collapsible",
    "compile",
    "compile_fail",
    "copy",
    "custom",
    "data-toc-label",
    "diff",
    "does_not_compile",
    "echo",
    "editable",
    "eval",
    "exec",
    "expandable",
    "fold",
    "frame",
    "group",
    "hangingindent",
    "hidden",
    "hide_code",
    "idprefix",
    "ignore",
    "inline",
    "interactive",
    "lang",
    "lint",
    "live",
    "mdbook-runnable",
    "mdtest",
    "no-copy",
    "no-emit",
    "no-line-numbers",
    "no-lint",
    "no-run",
    "no-transpile",
    "no_run",
    "no_test",
    "nocopy",
    "noinline",
    "noline",
    "nolineno",
    "nolinenos",
    "nolint",
    "noplayground",
    "noplaypen",
    "norun",
    "not_desired_behavior",
    "notest",
    "nowrap",
    "npm2yarn",
    "output",
    "panics",
    "playground",
    "preserveindent",
    "preview",
    "requires",
    "result",
    "returncode",
    "rewrite_assert",
    "run",
    "runnable",
    "scroll",
    "session",
    "should_fail",
    "should_panic",
    "skip",
    "source",
    "standalone",
    "static",
    "tab",
    "test",
    "test_harness",
    "trim",
    "twoslash",
    "updatetoc",
    "upgrade",
    "usetabs",
    "warn_unused",
    "warnunused",
    "workdir",
    "wrap",
];

/// The language of diagrams that Hugo draws itself.
const GOAT: &str = "goat";

/// What lines start with that are not shown, as mdBook has it.
pub(super) const HIDDEN: &str = "hidelines";

/// Reads ```` rust {#id .class key=value} ````, ```` js title="a.js" {1,3} ````,
/// ```` ts:line-numbers [a.ts] ````.
pub(super) fn read(info: &str) -> Info {
    let info = without_html(info);
    let info = info.trim();
    let mut read = Info::default();
    let end = info.find([' ', '\t', ',', '{']).unwrap_or(info.len());
    let (word, mut rest) = info.split_at(end);
    let (language, behind) = word.split_once(':').unwrap_or((word, ""));
    // VitePress says it with the language, `ts:line-numbers=2`; others name the file there.
    let is_file = behind.contains(['.', '/']);
    let numbers = behind.strip_prefix("line-numbers");
    if let Some(first) = numbers {
        number(first.strip_prefix('=').unwrap_or_default(), &mut read.lines);
    }
    let is_said = is_file || behind.ends_with("line-numbers") || numbers.is_some();
    let word = if is_said { language } else { word };
    read.language = (!word.is_empty()).then(|| word.to_lowercase());
    let mut title = is_file.then(|| behind.to_owned());
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            break;
        }
        rest = option(rest, &mut read, &mut title);
    }
    if read.language.is_none() && info.starts_with('{') {
        // `{.rust}` names the language by a class.
        read.language = read.attr.classes().first().map(|class| class.to_lowercase());
    }
    if let (Some(title), None) = (title, read.attr.get("caption")) {
        read.attr.set("caption", title);
    }
    read
}

/// Reads one option and gives what stands behind it.
fn option<'a>(rest: &'a str, read: &mut Info, title: &mut Option<String>) -> &'a str {
    if rest.starts_with('{') {
        if let Some(length) = list_of_options(rest, read) {
            return &rest[length..];
        }
        if let Some((attr, length)) = attributes::braced(rest) {
            read.attr.merge(attr);
            take_lines(read);
            for name in TITLES {
                let named = read.attr.take(name);
                *title = title.take().or(named);
            }
            return &rest[length..];
        }
        let length = rest.find('}').map_or(rest.len(), |end| end + 1);
        mark(rest[..length].trim_matches(['{', '}']), &mut read.lines);
        return &rest[length..];
    }
    if let Some((name, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        title.get_or_insert_with(|| name.to_owned());
        return behind;
    }
    let end = rest.find([' ', '\t', ',', '=', '{']).unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    let Some(behind) = behind.strip_prefix('=') else {
        if NUMBERED.contains(&name) {
            number("", &mut read.lines);
        } else if is_unread(name) {
            read.idle.push(name.to_owned());
        }
        // Something always is taken, so that reading ends.
        return if end == 0 {
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        } else {
            behind
        };
    };
    let (value, behind) = value(behind);
    if TITLES.contains(&name) && !value.is_empty() {
        title.get_or_insert_with(|| value.to_owned());
    } else if name == HIDDEN {
        read.attr.set(HIDDEN, value);
    } else if of_lines(name, value, &mut read.lines) {
        // It is done.
    } else if name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !is_for_tools(&name.to_ascii_lowercase())
    {
        read.idle.push(name.to_owned());
    }
    behind
}

/// Whether a word behind the language is one that no tool reads. Signs around it are those of a tool,
/// and `key: value` is one's own.
fn is_unread(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_part = |char: char| char.is_alphanumeric() || "-_.".contains(char);
    // The error that the code is to give, as rustdoc has it: `E0382`.
    let number = word.strip_prefix('E').filter(|digits| digits.len() == 4);
    let is_error = number.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    !is_error
        && word.starts_with(char::is_alphabetic)
        && word.chars().all(is_part)
        && !is_for_tools(&lower)
}

/// Whether an option is one that only a tool has use for.
fn is_for_tools(option: &str) -> bool {
    FOR_TOOLS.contains(&option)
        || ["edition20", "ignore-", "data-"].iter().any(|start| option.starts_with(start))
}

/// The options that Hugo knows.
///
/// <https://gohugo.io/content-management/syntax-highlighting/#options>
const HUGO: [&str; 12] = [
    "anchorlinenos",
    "guesssyntax",
    "hl_inline",
    "hl_lines",
    "lineanchors",
    "linenos",
    "linenostart",
    "linenumbersintable",
    "nobackground",
    "noclasses",
    "style",
    "tabwidth",
];

/// Reads Hugo's list, `{linenos=table,hl_lines=["2-3",5]}`, and says how long it is. None where
/// something else stands in it.
fn list_of_options(rest: &str, read: &mut Info) -> Option<usize> {
    let end = rest.find('}')?;
    let (mut options, mut start, mut in_list) = (Vec::new(), 1, false);
    for (at, sign) in rest[..end].char_indices() {
        match sign {
            '[' => in_list = true,
            ']' => in_list = false,
            ',' | ' ' if !in_list => {
                options.push(&rest[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    options.push(&rest[start..end]);
    let options = options.into_iter().filter(|option| !option.is_empty());
    let known = |option: &str| HUGO.contains(&&*option.to_lowercase());
    let options = options.map(|option| option.split_once('=').filter(|(name, _)| known(name)));
    for (name, value) in options.collect::<Option<Vec<_>>>()? {
        if !of_lines(name, value.trim_matches(['"', '\'']), &mut read.lines) {
            read.idle.push(name.to_owned());
        }
    }
    Some(end + 1)
}

/// Takes what attributes between braces say of lines: `{.numberLines startFrom="10"}`.
fn take_lines(read: &mut Info) {
    let numbered = read.attr.classes().iter().any(|class| NUMBERED.contains(&&**class));
    if numbered {
        number("", &mut read.lines);
    }
    let keys: Vec<_> =
        read.attr.keys().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    for (key, value) in keys {
        if of_lines(&key, &value, &mut read.lines) {
            read.attr.take(&key);
        }
    }
}

/// Reads an option that says something of lines; whether it does, and can be read.
fn of_lines(name: &str, value: &str, lines: &mut CodeLines) -> bool {
    if MARKED.contains(&name) {
        mark(value, lines)
    } else if NUMBERED.contains(&name) || FIRST.contains(&name) {
        number(value, lines)
    } else {
        false
    }
}

/// Sets off lines: `1`, `3-5`, `1,3-5`, `1 3-5`, `["1", "3-5"]`. Says whether that is what it is.
fn mark(written: &str, lines: &mut CodeLines) -> bool {
    let parts = written.split(|char: char| char.is_whitespace() || ",[]\"'".contains(char));
    let run = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let line = |digits: &str| digits.parse::<u32>().ok().filter(|&line| line > 0);
        Some((line(first)?, line(last)?))
    };
    let runs: Option<Vec<_>> = parts.filter(|part| !part.is_empty()).map(run).collect();
    let runs = runs.filter(|runs| !runs.is_empty());
    for (first, last) in runs.iter().flatten() {
        lines.mark(*first, *last);
    }
    runs.is_some()
}

/// Numbers the lines, from a number on where one is given. Says whether that is what it is.
fn number(written: &str, lines: &mut CodeLines) -> bool {
    match written {
        "" | "true" | "table" | "inline" => {
            lines.first.get_or_insert(1);
        }
        "false" => lines.first = None,
        digits => match digits.parse::<u32>() {
            Ok(first) => lines.first = Some(first),
            Err(_) => return false,
        },
    }
    true
}

/// The options that have a value, in the order they stand: `title="…" collapsible=true`.
pub(super) fn options(text: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('=') {
        let name = before.rsplit([' ', '\t', ',']).next().unwrap_or_default();
        let (value, behind) = value(behind);
        options.push((name.to_owned(), value.to_owned()));
        rest = behind;
    }
    options
}

/// A value, which may be quoted, and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '{')) {
        Some(quote) => {
            let close = if quote == '{' { '}' } else { quote };
            text[1..].split_once(close).unwrap_or((&text[1..], ""))
        }
        None => text.split_at(text.find([' ', '\t', ',']).unwrap_or(text.len())),
    }
}

/// What lines of code start with that bring in a file in some tool.
const BRINGS_IN: [&str; 6] = ["--8<--", "-8<-", "{{#", "{{<", "{%", "<<<"];

/// Says that a line is to be set off which the code does not have.
pub(super) fn beyond(lines: &CodeLines, text: &str) -> Option<Diagnostic> {
    let last = lines.last_marked()?;
    let count = text.lines().count();
    // How long a file is that could not be brought in is not known; that is told where it is.
    if text.lines().any(|line| BRINGS_IN.iter().any(|sign| line.trim_start().starts_with(sign))) {
        return None;
    }
    if usize::try_from(last).is_ok_and(|last| last <= count) {
        return None;
    }
    let has = if count == 1 { "only one line".to_owned() } else { format!("{count} lines") };
    let message = format!("line {last} of this code is to be set off, and it has {has}");
    let help = "count from its first line as 1, whatever number is shown beside it";
    Some(Diagnostic::note(Code::NoEffect, message).help(help))
}

/// What there is to tell of an attribute of code in some language that nothing has taken. Those of a
/// drawing are for what draws it.
pub(super) fn idle_attribute(
    name: &str,
    language: Option<&str>,
    extensions: &Extensions,
) -> Option<Diagnostic> {
    let is_drawn = language.is_some_and(|it| it == GOAT || extensions.may_draw(it));
    (!is_drawn && !is_for_tools(&name.to_ascii_lowercase())).then(|| without_effect(name))
}

/// Says that an option of code changes nothing.
pub(super) fn without_effect(option: &str) -> Diagnostic {
    let message = format!("the option `{option}` of a block of code has no effect");
    let of_lines = [MARKED, NUMBERED, FIRST].concat().contains(&option);
    let help = match option {
        _ if of_lines => "write lines as numbers: `{2,4-6}`, `start=10`".to_owned(),
        file if file.contains('.') => format!("write `title=\"{file}\"`, or remove it"),
        _ => "remove it".to_owned(),
    };
    Diagnostic::note(Code::NoEffect, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_followed_as_commonmark_has_them() {
        let text = "a\n```` x\n```\n~~~~\n````y\n`````\n``` `a`\n~~~ `a`\n~~~ b\n~~~\nz\n";
        let mut fences = Fences::default();
        let code: Vec<&str> = text.lines().filter(|line| fences.is_code(line)).collect();
        assert_eq!(code, ["```` x", "```", "~~~~", "````y", "`````", "~~~ `a`", "~~~ b", "~~~"]);
    }

    fn said(info: &str) -> (Option<String>, Option<String>, String) {
        let read = read(info);
        (read.language, read.attr.get("caption").map(str::to_owned), read.idle.join(" "))
    }

    #[test]
    fn titles_become_captions_and_what_is_not_known_is_told() {
        let case = |info, language: &str, caption: Option<&str>, idle: &str| {
            let language = (!language.is_empty()).then(|| language.to_owned());
            assert_eq!(
                said(info),
                (language, caption.map(str::to_owned), idle.to_owned()),
                "{info}"
            );
        };
        case("rust title=\"main.rs\" linenums=\"1\"", "rust", Some("main.rs"), "");
        case("js {1,3-4} showLineNumbers", "js", None, "");
        case("ts{1}:line-numbers=2 [config.ts]", "ts", Some("config.ts"), "");
        case("ts:line-numbers {1}", "ts", None, "");
        case("js title='a b.js' ins={2} \"mark\"", "js", Some("a b.js"), "ins");
        case("js hl_lines=\"first\" start=x", "js", None, "hl_lines start");
        case("js:src/app.js", "js", Some("src/app.js"), "");
        case("c++:no-line-numbers", "c++", None, "");
        case("csv {#c caption=\"Own\"}", "csv", Some("Own"), "");
        case("{.python .numberLines}", "python", None, "");
        case("yaml settings.yaml", "yaml", None, "settings.yaml");
        case("rust,edition2021,No_Run foo", "rust", None, "foo");
        case("js /words/ \"other words\" !x {a}", "js", None, "");
        case("", "", None, "");
    }

    #[test]
    fn lines_are_marked_and_numbered_as_each_tool_writes_it() {
        let case = |info, first: Option<u32>, marked: &[usize]| {
            let lines = read(info).lines;
            let found: Vec<usize> = (1..20).filter(|&line| lines.is_marked(line)).collect();
            assert_eq!((lines.first, &*found), (first, marked), "{info}");
        };
        case("js {1,3-4} showLineNumbers", Some(1), &[1, 3, 4]);
        case("js{2}", None, &[2]);
        case("python hl_lines=\"2 4-5\" linenums=\"7\"", Some(7), &[2, 4, 5]);
        case("go {linenos=table,hl_lines=[\"2-3\",5],linenostart=199}", Some(199), &[2, 3, 5]);
        case("go {linenos=false}", None, &[]);
        case("ts:line-numbers=2 {1}", Some(2), &[1]);
        case("{.python .numberLines startFrom=\"10\"}", Some(10), &[]);
        case("js mark={3} lineNumbers=true", Some(1), &[3]);
        case("js {0} {a} {9999999999999}", None, &[]);
    }

    #[test]
    fn a_line_that_code_does_not_have_is_told() {
        let told = |info: &str, text| beyond(&read(info).lines, text).map(|it| it.message);
        assert_eq!(told("js {1,3}", "a\nb\nc\n"), None);
        assert_eq!(told("js", ""), None);
        assert_eq!(told("js {9}", "--8<-- \"gone.js\"\n"), None);
        let message = "line 99 of this code is to be set off, and it has only one line";
        assert_eq!(told("js {1,98-99}", "a\n").as_deref(), Some(message));
    }

    #[test]
    fn attributes_of_what_a_tool_draws_are_for_that() {
        let mut extensions = Extensions::default();
        extensions.drawn.insert("shot".to_owned());
        let told = |name, language| idle_attribute(name, language, &extensions).is_some();
        assert!(told("path", Some("js")) && told("path", None));
        assert!(!told("path", Some("shot")) && !told("color", Some("goat")));
        assert!(!told("exec", Some("sh")) && !told("data-toc-label", None));
    }

    #[test]
    fn what_other_tools_run_is_no_option() {
        for info in [
            "rust,ignore",
            "rust,compile_fail,E0382",
            "rust,editable,should_panic",
            "js live",
            "rust,hidelines=!!",
            "rust,editable,warnunused",
            "python test=\"skip\" lint=\"skip\" data-toc-label=\"Run\"",
            "js tab={\"span\":3}",
            "= =",
        ] {
            assert_eq!(said(info).2, "", "{info}");
        }
    }
}
