//! The tokens of HTML, and what they say.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::single_spaced;

/// What a line of HTML says: without tags, and with its entities as the signs they stand for.
pub fn said(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    single_spaced(&decoded(html))
}

/// The same with its spaces as they are.
pub fn decoded(html: &str) -> String {
    tokens(html, Words::default()).0.into_inner()
}

/// Whether some HTML or SVG runs something where it is opened: script, handlers of events, or
/// addresses that are programs.
pub fn runs_script(html: &str) -> bool {
    tokens(html, Runs::default()).0.get()
}

/// Whether an address is a program, as a browser takes it: without the characters that it passes over.
pub(crate) fn is_program(address: &str) -> bool {
    const LONGEST: usize = "javascript:".len();
    let start: String = address.chars().filter(|c| *c > ' ').take(LONGEST).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("javascript:") || start.starts_with("vbscript:")
}

/// Hands every token of some HTML to `sink`, and gives it back.
pub(crate) fn tokens<S: TokenSink>(html: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // A script makes the tokenizer stop; it is only read here, so reading goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink
}

#[derive(Default)]
struct Words(RefCell<String>);

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut words = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => words.push_str(&text),
            Token::TagToken(tag) if &*tag.name == "br" => words.push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Runs(Cell<bool>);

impl TokenSink for Runs {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        let mut attributes = tag.attrs.iter();
        let acts = attributes.any(|it| it.name.local.starts_with("on") || is_program(&it.value));
        let is_script = tag.name.rsplit(':').next() == Some("script");
        self.0.set(self.0.get() || is_script || acts);
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_is_found_in_all_its_forms() {
        for html in [
            "<p>a<script>x()</script>",
            "<svg:script/>",
            "<img src=x onerror=x()>",
            "<a href=' java\nscript:x()'>a</a>",
            "<a xlink:href='JavaScript:x()'>a</a>",
        ] {
            assert!(runs_script(html), "{html}");
        }
        assert!(!runs_script("<p class=x>a &lt;script> <a href='https://a.example/javascript:'>"));
    }

    #[test]
    fn names_are_what_their_html_says() {
        for (html, expected) in [
            ("Tea <sup>new</sup> &amp; cups", "Tea new & cups"),
            ("&copy; 2024 <a href=\"https://x.example\">House</a><br>All", "© 2024 House All"),
            ("<i class='x'></i> Group", "Group"),
            ("R&D  in 1 < 2", "R&D in 1 < 2"),
            ("Plain  words", "Plain  words"),
            ("<!-- no --><b", ""),
        ] {
            assert_eq!(said(html), expected, "{html}");
        }
    }
}
