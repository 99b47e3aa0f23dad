//! Reads the finished file back: whatever the theme's templates bring, the policies stand first, no
//! script runs but Recto's own, and nothing comes from outside.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use crate::backend::harmless::harm;
use crate::text::html::tokens;

/// What may take part in the file.
#[derive(Clone, Copy)]
pub(super) struct Allowed<'a> {
    /// The policies, in their order.
    pub(super) policies: &'a [String],
    /// What script elements may hold.
    pub(super) scripts: &'a [&'a str],
    /// What style elements may hold.
    pub(super) style: &'a str,
}

/// What stands in the file that must not, in words.
pub(super) fn fault(html: &str, allowed: Allowed<'_>) -> Option<String> {
    // What is a comment or an element hangs on the elements around it, which tokens alone do not
    // tell: it is read both ways, and sections that only one of them knows are refused.
    if html.contains("<![CDATA[") {
        return Some("a `CDATA` section".to_owned());
    }
    [false, true].into_iter().find_map(|titles| read(html, allowed, titles))
}

/// Reads the file, with the content of titles as words or as markup.
fn read(html: &str, allowed: Allowed<'_>, titles: bool) -> Option<String> {
    let reader = Reader { allowed, titles, state: RefCell::default() };
    let state = tokens(html, reader).state.into_inner();
    let missing = || "no content security policy at its head".to_owned();
    state.fault.or_else(|| (state.policies < allowed.policies.len()).then(missing))
}

struct Reader<'a> {
    allowed: Allowed<'a>,
    /// Whether titles hold words alone.
    titles: bool,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    fault: Option<String>,
    /// How many of the policies were met.
    policies: usize,
    /// The script or style element that is open, with what it holds so far.
    held: Option<(String, String)>,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let fault = self.start(&tag, &mut state);
                state.fault = state.fault.take().or(fault);
                return self.content(&tag.name);
            }
            Token::TagToken(tag) => {
                if let Some((_, text)) = state.held.take_if(|(name, _)| **name == *tag.name) {
                    let fault = self.held(&tag.name, &text);
                    state.fault = state.fault.take().or(fault);
                }
            }
            Token::CharacterTokens(text) => {
                if let Some((_, held)) = &mut state.held {
                    held.push_str(&text);
                }
            }
            Token::NullCharacterToken => {
                state.fault.get_or_insert_with(|| "a NUL character".to_owned());
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader<'_> {
    fn start(&self, tag: &Tag, state: &mut State) -> Option<String> {
        let name = &*tag.name;
        let value = |wanted: &str| {
            let attribute = tag.attrs.iter().find(|it| &*it.name.local == wanted);
            attribute.map(|attribute| &*attribute.value)
        };
        if matches!(name, "script" | "style") {
            state.held = Some((name.to_owned(), String::new()));
        }
        let kind = value("http-equiv");
        if state.policies < self.allowed.policies.len() {
            let is_policy = name == "meta"
                && kind == Some("Content-Security-Policy")
                && value("content") == Some(&*self.allowed.policies[state.policies]);
            let before = matches!(name, "html" | "head") || value("charset").is_some();
            state.policies += usize::from(is_policy);
            if !is_policy && !(before && (name != "meta" || tag.attrs.len() == 1)) {
                return Some(format!("`<{name}>` before the content security policies"));
            }
        } else if name == "meta" && kind.is_some() {
            return Some("a `<meta http-equiv>` of its own".to_owned());
        }
        let attributes = tag.attrs.iter().map(|it| (&*it.name.local, &*it.value));
        harm(name, attributes, false)
    }

    /// How the tokenizer has to read what stands in an element.
    fn content(&self, name: &str) -> TokenSinkResult<()> {
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" if self.titles => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn held(&self, name: &str, text: &str) -> Option<String> {
        let known = match name {
            "script" => self.allowed.scripts.contains(&text),
            _ => text == self.allowed.style,
        };
        (!known).then(|| format!("a `<{name}>` of its own"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &str, body: &str) -> Option<String> {
        let policies = ["default-src 'none'".to_owned()];
        let html = format!(
            "<!DOCTYPE html><html><head><meta charset=utf-8>{head}<title>A</title>\
             <style>p {{}}</style></head><body>{body}<script>own()</script></body></html>"
        );
        fault(&html, Allowed { policies: &policies, scripts: &["own()"], style: "p {}" })
    }

    const POLICY: &str =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";

    #[test]
    fn the_policies_stand_before_all_else() {
        assert_eq!(found(POLICY, "<p>words</p>"), None);
        assert!(found("", "").is_some());
        assert!(found(&format!("<link rel=icon href='data:,'>{POLICY}"), "").is_some());
        assert!(found(&format!("<!-- {POLICY} -->"), "").is_some());
        let loose = POLICY.replace("'none'", "*");
        assert!(found(&loose, "").is_some());
    }

    #[test]
    fn nothing_runs_but_what_is_known() {
        for body in [
            "<script>other()</script>",
            "<script src='data:,x'>own()</script>",
            "<style>p{}</style>",
            "<img src=x onerror=own()>",
            "<svg><title><img src=x onerror=own()></title></svg>",
            "<title><!--</title><img src=x onerror=own()>-->",
            "<svg><![CDATA[><!--]]><img onerror=own()>--></svg>",
            "<meta http-equiv=refresh content='0; url=https://e.example'>",
            "<iframe srcdoc='<script>own()</script>'></iframe>",
        ] {
            assert!(found(POLICY, body).is_some(), "{body}");
        }
    }
}
