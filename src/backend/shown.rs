//! What a reader of finished markup sees of some words.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use crate::text::html::tokens;
use crate::text::single_spaced;

/// How often some words stand in the text of HTML or XHTML. Titles, scripts and styles are no text,
/// nor is what an element says is not to be shown.
pub(super) fn times_shown(markup: &str, words: &str) -> usize {
    let text = single_spaced(&tokens(markup, Reader::default()).state.into_inner().text);
    text.matches(words).count()
}

/// Elements that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

#[derive(Default)]
struct Reader {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    text: String,
    /// The element that is not shown, with how many of its name are open.
    hidden: Option<(String, usize)>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.open(&tag);
                return match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => state.close(&tag.name),
            Token::CharacterTokens(text) if state.hidden.is_none() => state.text.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn open(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if tag.self_closing || VOID.contains(&name) {
            return;
        }
        match &mut self.hidden {
            Some((hidden, open)) => *open += usize::from(hidden == name),
            None if is_hidden(tag) => self.hidden = Some((name.to_owned(), 1)),
            None => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, open)) = &mut self.hidden
            && hidden == name
        {
            *open -= 1;
            if *open == 0 {
                self.hidden = None;
            }
        }
    }
}

/// Whether an element says that nothing of it is shown.
fn is_hidden(tag: &Tag) -> bool {
    let not_text = ["head", "title", "script", "style", "template", "noscript"];
    let says_so = tag.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => true,
        "style" => {
            let style = attribute.value.replace(char::is_whitespace, "").to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    });
    not_text.contains(&&*tag.name) || says_so
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_counts() {
        let seen = |body: &str| {
            let page =
                format!("<html><head><title>For A &amp; B</title></head><body>{body}</body>");
            times_shown(&page, "For A & B")
        };
        assert_eq!(seen("<p>For A &amp; B</p><p>For\n<b>A</b> &amp; B.</p>"), 2);
        for body in [
            "",
            "<!-- For A &amp; B -->",
            "<p title='For A &amp; B'></p>",
            "<p hidden>For A &amp; B</p>",
            "<div style='Display : none'><div></div><p>For A &amp; B</p></div>",
            "<style>For A & B</style><script>For A & B</script>",
            "<template>For A &amp; B</template>",
        ] {
            assert_eq!(seen(body), 0, "{body}");
        }
        assert_eq!(seen("<img hidden><p>For A &amp; B</p>"), 1);
        assert_eq!(seen("<p hidden='hidden'/><p>For A &amp; B</p>"), 1);
    }
}
