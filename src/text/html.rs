//! Words that settings of a site write as HTML.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::single_spaced;

/// What a line of HTML says: without tags, and with its entities as the signs they stand for.
pub fn said(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    single_spaced(&tokenizer.sink.0.into_inner())
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

#[cfg(test)]
mod tests {
    use super::*;

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
