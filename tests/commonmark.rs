//! The examples of the `CommonMark` specification and those that GitHub's adds to it, from
//! Markdown to HTML.
//!
//! `COMMONMARK_SPEC` and `GFM_SPEC` name the specifications' text, which the npm package
//! `commonmark-spec` and the source of the Python package `marko` ship; without them there is
//! nothing to hold against. Both sides are brought to one form first: only what a reader sees
//! counts, so classes, ids and heading levels do not. Examples that differ are listed in
//! `tests/conformance/commonmark/`, each with its reason.

use std::collections::BTreeMap;
use std::fmt::Write;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use recto::files::{Files, MemoryFiles};
use recto::markup::{Markup, Medium, Syntax, write};
use recto::resolve::{Inputs, resolve};
use recto::source::{self, Selection};
use recto::span::Sources;
use recto::theme::Theme;
use recto::tree::{Anchor, AssetId};
use std::cell::RefCell;

const COMMONMARK: &str = include_str!("conformance/commonmark/commonmark.txt");
const GFM: &str = include_str!("conformance/commonmark/gfm.txt");

/// What lies where an example shows an image.
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// Where links lead that leave the pack.
const BASE: &str = "https://base.invalid";

struct Example {
    number: usize,
    /// What the specification says of it beside its number: the extension it belongs to.
    label: String,
    markdown: String,
    html: String,
}

/// Reads the examples: fences of 32 backticks, with a line `.` between Markdown and HTML.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut rest = spec;
    while let Some((_, after)) = rest.split_once(&format!("{fence} example")) {
        let (label, after) = after.split_once('\n').expect("an example has lines");
        let (body, after) = after.split_once(&format!("{fence}\n")).expect("an example ends");
        let (markdown, html) = match body.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => body.split_once("\n.\n").expect("an example has two parts"),
        };
        examples.push(Example {
            number: examples.len() + 1,
            label: label.trim().to_owned(),
            markdown: markdown.replace('→', "\t") + "\n",
            html: html.replace('→', "\t"),
        });
        rest = after;
    }
    examples
}

/// A medium that adds nothing.
struct Plain;

impl Medium for Plain {
    fn href(&self, anchor: &Anchor) -> String {
        format!("#{anchor}")
    }

    fn asset(&self, _: AssetId) -> String {
        String::new()
    }
}

fn render(example: &Example, theme: &Theme) -> String {
    let page = format!("---\ntitle: The title of the page\n---\n{}", example.markdown);
    let mut files = MemoryFiles::new()
        .with("page.md", page.into_bytes())
        .with("pack.yaml", format!("links:\n  base: {BASE}\n").into_bytes());
    for image in example.html.split("<img src=\"").skip(1) {
        let path = image.split('"').next().expect("an address ends").trim_start_matches('/');
        files = files.with(path, PICTURE);
    }
    let files: &dyn Files = &files;
    let mut sources = Sources::default();
    let raw = source::read(files, &Selection::Folder.into(), &mut sources).value;
    let authored =
        recto::parse::parse(&raw, theme, files, &sources, &recto::parse::Cache::default())
            .value
            .pack;
    let cache = recto::resolve::Cache::default();
    let inputs = Inputs { files, programs: None, sources: &sources };
    let resolved = resolve(authored, &raw.config, theme, inputs, &cache).value;
    let markup = Markup::new(&resolved, theme, &Plain);
    let nodes = markup.body(&resolved.pack.pages[0]);
    write(&nodes, Syntax::Html)
}

/// HTML in the form that is compared.
fn normal(html: &str) -> String {
    let form = Form::default();
    let tokenizer = Tokenizer::new(form, html5ever::tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let text = tokenizer.sink.0.into_inner().text;
    let mut lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.by_ref().collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Form(RefCell<State>);

#[derive(Default)]
struct State {
    text: String,
    in_code: bool,
    /// Where the text of a caption starts: it is the title of an image once more.
    caption: Option<usize>,
}

const BLOCKS: [&str; 14] = [
    "p",
    "h",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
];

impl TokenSink for Form {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.in_code => {
                let lines = text.replace('\n', "⏎");
                state.text.push_str(&lines);
            }
            Token::CharacterTokens(text) => {
                for char in text.chars() {
                    let space = char.is_ascii_whitespace();
                    if !(space && state.text.ends_with(char::is_whitespace)) {
                        state.text.push(if space { ' ' } else { char });
                    }
                }
            }
            Token::TagToken(tag) => state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn caption(&mut self, starts: bool) {
        if starts {
            self.caption = Some(self.text.len());
        } else if let Some(start) = self.caption.take() {
            let title = self.text.split_off(start);
            let image = self.text.rfind('>').expect("a caption stands behind its image");
            self.text.insert_str(image, &format!(" title={}", title.trim()));
        }
    }

    fn tag(&mut self, tag: &html5ever::tokenizer::Tag) {
        let name = match &*tag.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
            "figure" => "p",
            "figcaption" => return self.caption(tag.kind == TagKind::StartTag),
            "span" | "div" | "tbody" => return,
            "i" => "em",
            "b" => "strong",
            name => name,
        };
        let start = tag.kind == TagKind::StartTag;
        if name == "pre" {
            self.in_code = start;
        }
        if name == "code" && !start && self.in_code {
            // The last line's end.
            self.text.truncate(self.text.trim_end_matches('⏎').len());
        }
        if name == "br" {
            return self.text.push_str("<br>\n");
        }
        if name == "input" {
            let done = tag.attrs.iter().any(|attribute| &*attribute.name.local == "checked");
            return self.text.push(if done { '☑' } else { '☐' });
        }
        let value = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.to_string())
        };
        let block = BLOCKS.contains(&name);
        if block {
            self.text.push('\n');
        }
        let _ = write!(self.text, "<{}{name}", if start { "" } else { "/" });
        if start {
            if let Some(href) = value("href") {
                let href = percent_encoding::percent_decode_str(&href).decode_utf8_lossy();
                let href = href.strip_prefix(BASE).unwrap_or(&href);
                let _ = write!(self.text, " href={}", href.trim_start_matches('/'));
            }
            if let Some(side) = value("align").or(value("class")).as_deref().and_then(side) {
                let _ = write!(self.text, " {side}");
            }
            for key in ["alt", "title", "start"] {
                if let Some(value) = value(key).filter(|value| !value.is_empty()) {
                    let _ = write!(self.text, " {key}={value}");
                }
            }
        }
        self.text.push('>');
        if block {
            self.text.push('\n');
        }
    }
}

/// The side that a column's words stand at, by either name; none for the usual one.
fn side(name: &str) -> Option<&'static str> {
    match name {
        "center" => Some("center"),
        "right" | "end" => Some("end"),
        _ => None,
    }
}

/// The numbers of examples that differ, from a list of them with reasons.
fn listed(differences: &str) -> BTreeMap<usize, &str> {
    let lines = differences.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let pairs = lines.map(|line| line.split_once(' ').expect("a number and a reason"));
    pairs.map(|(number, reason)| (number.parse().expect("a number"), reason)).collect()
}

/// Holds examples against what the specification says; returns what is not as it is listed.
fn compare(examples: &[Example], differences: &str) -> String {
    let differences = listed(differences);
    let theme = Theme::shipped();
    let mut report = String::new();
    for example in examples {
        let (ours, theirs) = (normal(&render(example, &theme)), normal(&example.html));
        if (ours == theirs) == differences.contains_key(&example.number) {
            let _ = writeln!(
                report,
                "== example {}: {}\n{}-- expected\n{theirs}\n-- made\n{ours}",
                example.number,
                if ours == theirs { "is listed as different, but is not" } else { "differs" },
                example.markdown,
            );
        }
    }
    report
}

/// The examples of the specification that an environment variable names.
fn specification(variable: &str) -> Option<Vec<Example>> {
    let path = std::env::var_os(variable)?;
    Some(examples(&std::fs::read_to_string(path).expect("the specification can be read")))
}

#[test]
fn examples_of_commonmark_give_its_html() {
    let Some(examples) = specification("COMMONMARK_SPEC") else { return };
    assert!(examples.len() > 600, "only {} examples were found", examples.len());
    let report = compare(&examples, COMMONMARK);
    assert!(report.is_empty(), "{report}");
}

/// GitHub's specification repeats an older `CommonMark`; what it adds is labelled.
#[test]
fn examples_that_github_adds_give_its_html() {
    let Some(mut examples) = specification("GFM_SPEC") else { return };
    examples.retain(|example| !example.label.is_empty());
    assert!(examples.len() > 20, "only {} examples were found", examples.len());
    let report = compare(&examples, GFM);
    assert!(report.is_empty(), "{report}");
}
