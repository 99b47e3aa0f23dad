//! The examples of the `CommonMark` specification, from Markdown to HTML.
//!
//! `COMMONMARK_SPEC` names the specification's `spec.txt`, which the npm package
//! `commonmark-spec` ships; without it there is nothing to hold against. Both sides are brought to
//! one form first: only what a reader sees counts, so classes, ids and heading levels do not.
//! Examples that differ are listed in `tests/conformance/commonmark/`, each with its reason.

use std::collections::BTreeMap;
use std::fmt::Write;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use recto::files::{Files, MemoryFiles};
use recto::markup::{Markup, Medium, Syntax, write};
use recto::resolve::{AssetId, resolve};
use recto::source::{self, Selection};
use recto::span::Sources;
use recto::theme::Theme;
use recto::tree::Anchor;
use std::cell::RefCell;

const DIFFERENCES: &str = include_str!("conformance/commonmark/differences.txt");

/// Where links lead that leave the pack.
const BASE: &str = "https://base.invalid";

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Reads the examples: fences of 32 backticks, with a line `.` between Markdown and HTML.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut rest = spec;
    while let Some((_, after)) = rest.split_once(&format!("{fence} example")) {
        let (_, after) = after.split_once('\n').expect("an example has lines");
        let (body, after) = after.split_once(&format!("{fence}\n")).expect("an example ends");
        let (markdown, html) = match body.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => body.split_once("\n.\n").expect("an example has two parts"),
        };
        examples.push(Example {
            number: examples.len() + 1,
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

fn render(markdown: &str, theme: &Theme) -> String {
    let page = format!("---\ntitle: The title of the page\n---\n{markdown}");
    let files = MemoryFiles::new()
        .with("page.md", page.into_bytes())
        .with("pack.yaml", format!("links:\n  base: {BASE}\n").into_bytes());
    let files: &dyn Files = &files;
    let mut sources = Sources::default();
    let raw = source::read(files, &Selection::Folder.into(), &mut sources).value;
    let authored =
        recto::parse::parse(&raw, theme, files, &sources, &recto::parse::Kept::default())
            .value
            .pack;
    let kept = recto::resolve::Kept::default();
    let resolved = resolve(authored, &raw.config, theme, (files, &sources), &kept).value;
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
    fn tag(&mut self, tag: &html5ever::tokenizer::Tag) {
        let name = match &*tag.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
            "figure" => "p",
            "figcaption" | "span" | "div" | "tbody" => return,
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
            for key in ["title", "start"] {
                if let Some(value) = value(key) {
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

#[test]
fn examples_of_the_specification_give_its_html() {
    let Some(path) = std::env::var_os("COMMONMARK_SPEC") else { return };
    let spec = std::fs::read_to_string(path).expect("the specification can be read");
    let differences: BTreeMap<usize, &str> = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(' ').expect("a number and a reason"))
        .map(|(number, reason)| (number.parse().expect("a number"), reason))
        .collect();
    let theme = Theme::shipped();
    let mut report = String::new();
    let examples = examples(&spec);
    assert!(examples.len() > 600, "only {} examples were found", examples.len());
    for Example { number, markdown, html } in examples {
        let (ours, theirs) = (normal(&render(&markdown, &theme)), normal(&html));
        if (ours == theirs) == differences.contains_key(&number) {
            let _ = writeln!(
                report,
                "== example {number}: {}\n{markdown}-- expected\n{theirs}\n-- made\n{ours}",
                if ours == theirs { "is listed as different, but is not" } else { "differs" },
            );
        }
    }
    assert!(report.is_empty(), "{report}");
}
