//! What Markdown's many dialects write among words: `==marked==`, `x^2^`, `H~2~O`, `:smile:`,
//! `@fig-x`, and addresses without any sign (GFM's extended autolinks).

use std::ops::Range;

use super::content::span_of;
use super::element::{Node, Wrapper};
use super::references::{self, reference_at};
use crate::parse::{attributes, icons};
use crate::span::Span;
use crate::tree::{Authored, Inline, InlineKind};

/// Where words stand, as far as it says which forms are read.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Within a link an address is no other link.
    pub(super) in_link: bool,
    /// What becomes of the icons of a site.
    pub(super) icons: Icons,
}

/// What becomes of the icons of a site.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Icons {
    /// The tool knows none.
    Unknown,
    /// They adorn what stands beside them.
    Adorning,
    /// One that stands alone is all that is said.
    Alone,
}

/// The nodes with these forms read, and where the first icon stood that has been left out.
pub(super) fn read(nodes: Vec<Node>, mut place: Place) -> (Vec<Node>, Option<Span>) {
    let has_sign = |node: &Node| text_of(node).is_some_and(|(text, _)| text.contains(SIGNS));
    if !nodes.iter().any(has_sign) {
        return (nodes, None);
    }
    if place.icons == Icons::Alone && nodes.iter().filter(|node| !node.is_blank()).count() > 1 {
        place.icons = Icons::Adorning;
    }
    let mut out = Vec::new();
    let mut left_out = None;
    for node in with_brackets_joined(nodes) {
        match text_of(&node) {
            Some((text, span)) if text.contains(SIGNS) => {
                let gone = Run { text, span, place }.read(&mut out);
                left_out = left_out.or(gone);
            }
            _ => out.push(node),
        }
    }
    (mark(out), left_out)
}

/// The nodes with brackets around references in one run where they go on in the next line.
fn with_brackets_joined(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let joins = match &mut out[..] {
            [.., before, between] if is_line_end(between) => join(before, &node),
            _ => false,
        };
        if joins {
            out.pop();
        } else {
            out.push(node);
        }
    }
    out
}

fn is_line_end(node: &Node) -> bool {
    matches!(node, Node::Inline(Inline { kind: InlineKind::SoftBreak, .. }))
}

/// Adds a run of words to the one in the line before where brackets around references reach from that
/// into it.
fn join(before: &mut Node, after: &Node) -> bool {
    let (Some((line, _)), Some((next, end))) = (text_of(before), text_of(after)) else {
        return false;
    };
    if !references::reach_over(line, next) {
        return false;
    }
    if let Node::Inline(Inline { kind: InlineKind::Text { text }, span, .. }) = before {
        text.push(' ');
        text.push_str(next);
        *span = span.join(end);
    }
    true
}

const SIGNS: [char; 6] = ['^', '~', ':', '=', '@', 'w'];

/// What stands on both sides of marked words.
const MARK: &str = "==";

/// The longest that a script or the name of an emoji may be, in bytes.
const LONGEST: usize = 64;

/// The longest that an address without signs may be, in bytes.
const LONGEST_ADDRESS: usize = 2048;

fn text_of(node: &Node) -> Option<(&str, Span)> {
    match node {
        Node::Inline(Inline { kind: InlineKind::Text { text }, attr, span }) if attr.is_none() => {
            Some((text, *span))
        }
        _ => None,
    }
}

/// A run of words and where it was written.
#[derive(Clone, Copy)]
struct Run<'a> {
    text: &'a str,
    span: Span,
    place: Place,
}

impl<'a> Run<'a> {
    /// Splits the run at scripts, emoji and the signs of marks. Gives the place of the first icon
    /// that it leaves out.
    fn read(self, out: &mut Vec<Node>) -> Option<Span> {
        let mut start = 0;
        let mut at = 0;
        let mut left_out = None;
        while let Some(found) = self.text[at..].find(SIGNS) {
            let sign = at + found;
            // What belongs to one form is not the start of another: `a@b.example@c.example`.
            let form = self.form(sign).filter(|(range, _)| start <= range.start);
            let Some((range, kind)) = form else {
                at = sign + 1;
                continue;
            };
            self.push(start..range.start, out);
            let place = self.span_of(range.clone());
            if matches!(&kind, InlineKind::Text { text } if text.is_empty()) {
                left_out.get_or_insert(place);
            } else {
                out.push(Node::Inline(Inline::new(kind, place)));
            }
            (start, at) = (range.end, range.end);
        }
        self.push(start..self.text.len(), out);
        left_out
    }

    /// The form that starts with the sign at an offset, and the bytes it takes.
    fn form(self, sign: usize) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let rest = &self.text[sign..];
        let after_word = self.text[..sign].ends_with(char::is_alphanumeric);
        if rest.starts_with(MARK) {
            let text = rest[..2].to_owned();
            return Some((sign..sign + 2, InlineKind::Text { text }));
        }
        if rest.starts_with("://") {
            return self.web_address(sign);
        }
        match &rest[..1] {
            "@" => return self.cross_reference(sign).or_else(|| self.mail_address(sign)),
            "w" => return self.www_address(sign),
            _ => {}
        }
        let (inner, _) = rest[1..].split_once(&rest[..1])?;
        let end = sign + inner.len() + 2;
        if inner.is_empty() || inner.len() > LONGEST || inner.contains(char::is_whitespace) {
            return None;
        }
        let words = || vec![Inline::text(inner, self.span_of(sign + 1..end - 1))];
        let kind = match &rest[..1] {
            "^" => Wrapper::Superscript.around(words()),
            "~" if after_word => Wrapper::Subscript.around(words()),
            ":" if !after_word => return self.drawing(sign..end),
            _ => return None,
        };
        Some((sign..end, kind))
    }

    /// The emoji or icon that is named between two colons, and attributes that say how it looks.
    fn drawing(self, range: Range<usize>) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let name = &self.text[range.start + 1..range.end - 1];
        let behind = &self.text[range.end..];
        let reads_icons = self.place.icons != Icons::Unknown;
        let look =
            attributes::braced(behind).filter(|_| reads_icons).map_or(0, |(_, length)| length);
        let mut end = range.end + look;
        if let Some(emoji) = emoji(name) {
            return Some((range.start..end, InlineKind::Text { text: emoji.to_owned() }));
        }
        let icon = icons::Icon::named(name).filter(|_| reads_icons)?;
        let (before, after) = (&self.text[..range.start], &self.text[end..]);
        let is_alone = before.trim().is_empty() && after.trim().is_empty();
        let text = match icon.sign {
            Some(sign) => sign.to_owned(),
            None if is_alone && self.place.icons == Icons::Alone => icon.words(),
            None => {
                // Nor is there a second blank, or one at the start.
                let doubled = before.is_empty() || before.ends_with(' ');
                end += usize::from(doubled && after.starts_with(' '));
                String::new()
            }
        };
        Some((range.start..end, InlineKind::Text { text }))
    }

    /// The web address whose `://` stands at an offset.
    fn web_address(self, sign: usize) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let before = &self.text[..sign];
        let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme))?;
        let start = sign - scheme.len();
        let path =
            self.address_from(sign + 3).filter(|path| path.starts_with(char::is_alphanumeric));
        self.link(start..sign + 3 + path?.len(), "")
    }

    /// The web address whose `www.` stands at an offset.
    fn www_address(self, start: usize) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let address = self.address_from(start)?;
        let domain = address.split(['/', '?', '#']).next().unwrap_or_default();
        let after = domain.strip_prefix("www.").filter(|name| !name.is_empty())?;
        // No underscore in the last two parts of the name, which are those that are registered.
        let registered = after.rsplit('.').take(2).all(|part| !part.contains('_'));
        let range = start..start + address.len();
        registered.then(|| self.link(range, "http://")).flatten()
    }

    /// The reference whose `@` stands at an offset. In a link it would be another link.
    fn cross_reference(self, sign: usize) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let (range, reference) = reference_at(self.text, sign).filter(|_| !self.place.in_link)?;
        Some((range, InlineKind::CrossReference { reference }))
    }

    /// The mail address whose `@` stands at an offset.
    fn mail_address(self, sign: usize) -> Option<(Range<usize>, InlineKind<Authored>)> {
        let in_name = |char: char| char.is_ascii_alphanumeric() || "-_.+".contains(char);
        let in_domain = |char: char| char.is_ascii_alphanumeric() || "-_.".contains(char);
        let name = self.text[..sign].trim_end_matches(in_name);
        let rest = &self.text[sign + 1..];
        let end = rest.find(|char| !in_domain(char)).unwrap_or(rest.len());
        let domain = rest[..end].trim_end_matches('.');
        let whole = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
        if name.len() == sign || !whole || domain.ends_with(['-', '_']) {
            return None;
        }
        self.link(name.len()..sign + 1 + domain.len(), "mailto:")
    }

    /// What may be an address from an offset on, up to the end of its word.
    fn address_from(self, start: usize) -> Option<&'a str> {
        address_in(&self.text[start..], |char| char == '<')
    }

    /// A link with its own address as its words, unless it stands in a link or within a word.
    fn link(
        self,
        range: Range<usize>,
        scheme: &str,
    ) -> Option<(Range<usize>, InlineKind<Authored>)> {
        if self.place.in_link || self.text[..range.start].ends_with(char::is_alphanumeric) {
            return None;
        }
        let words = &self.text[range.clone()];
        let content = vec![Inline::text(words, self.span_of(range.clone()))];
        let target = format!("{scheme}{words}");
        Some((range, InlineKind::Link { target, title: None, content }))
    }

    fn push(self, range: Range<usize>, out: &mut Vec<Node>) {
        if !range.is_empty() {
            let text = &self.text[range.clone()];
            out.push(Node::Inline(Inline::text(text, self.span_of(range))));
        }
    }

    /// Where a part was written; all of the run where it does not stand in the source as it is.
    fn span_of(self, range: Range<usize>) -> Span {
        if self.span.range().len() != self.text.len() {
            return self.span;
        }
        let start = self.span.start as usize;
        Span::new(self.span.file, start + range.start..start + range.end)
    }
}

/// The emoji of a name: GitHub's, and those that start with who is shown, `man_raising_hand`.
fn emoji(name: &str) -> Option<&'static str> {
    let turned = || {
        let (who, what) =
            name.split_once('_').filter(|(who, _)| matches!(*who, "man" | "woman"))?;
        let what = what.strip_prefix("in_").unwrap_or(what);
        emojis::get_by_shortcode(&format!("{what}_{who}"))
    };
    emojis::get_by_shortcode(name).or_else(turned).map(emojis::Emoji::as_str)
}

/// The address that a text starts with, which ends with a word, or before a sign; none where that is
/// too long for one.
pub(in crate::parse) fn address_in(text: &str, ends: impl Fn(char) -> bool) -> Option<&str> {
    let length = text.find(|char: char| char.is_whitespace() || ends(char)).unwrap_or(text.len());
    (length <= LONGEST_ADDRESS).then(|| address_end(&text[..length]))
}

/// An address without the punctuation of the sentence around it: GFM, "autolinks (extension)".
fn address_end(mut address: &str) -> &str {
    loop {
        if let Some((before, name)) = address.rsplit_once('&')
            && let Some(name) = name.strip_suffix(';')
            && name.chars().all(|char| char.is_ascii_alphanumeric())
        {
            // What looks like a character's name in HTML is none of the address.
            address = before;
        }
        let shorter =
            address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '"', '\'']);
        let closing = shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = shorter.strip_suffix(')').filter(|_| closing).unwrap_or(shorter);
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// Puts marks around what stands between two signs, and joins words that have been split.
fn mark(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    // Where the marked words start in `out`, behind their sign.
    let mut open = None;
    let mut nodes = nodes.into_iter().peekable();
    while let Some(node) = nodes.next() {
        let is_sign = text_of(&node).is_some_and(|(text, _)| text == MARK);
        if !is_sign {
            if matches!(node, Node::Inline(_)) {
                push(node, &mut out);
            } else {
                open = None;
                out.push(node);
            }
            continue;
        }
        let before = out.last().map(|node| edge(node, |text| text.chars().next_back()));
        let after = nodes.peek().map(|node| edge(node, |text| text.chars().next()));
        match open {
            Some(start) if start < out.len() && touches(before) && !joins(after) => {
                let content: Vec<_> = out.drain(start..).filter_map(Node::inline).collect();
                let sign = out.pop();
                let span = span_of(&content).into_iter().chain(text_of(&node).map(|it| it.1));
                let span = sign.as_ref().and_then(text_of).map(|it| it.1).into_iter().chain(span);
                if let Some(span) = span.reduce(Span::join) {
                    let kind = Wrapper::Mark.around(content);
                    out.push(Node::Inline(Inline::new(kind, span)));
                }
                open = None;
            }
            _ if touches(after) && !joins(before) => {
                out.push(node);
                open = Some(out.len());
            }
            _ => push(node, &mut out),
        }
    }
    out
}

/// The character at the edge of a neighbour; what is no words counts as an object.
fn edge(node: &Node, char_of: impl Fn(&str) -> Option<char>) -> char {
    text_of(node).and_then(|(text, _)| char_of(text)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a neighbour stands close: it is there, and no space.
fn touches(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|char| !char.is_whitespace())
}

/// Whether a neighbour makes one word with the sign.
fn joins(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|char| char.is_alphanumeric() || char == '=')
}

/// Adds a node; words that follow words join them, unless those are a sign that still waits.
fn push(node: Node, out: &mut Vec<Node>) {
    if let Some((text, span)) = text_of(&node)
        && let Some(Node::Inline(last)) = out.last_mut()
        && last.attr.is_none()
        && let InlineKind::Text { text: before } = &mut last.kind
        && before != MARK
    {
        before.push_str(text);
        last.span = last.span.join(span);
        return;
    }
    out.push(node);
}
