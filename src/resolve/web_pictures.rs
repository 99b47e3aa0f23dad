//! Pictures that lie on the web. Nothing is fetched from there, so words stand in their place: a
//! badge's own, and a link with those of every other picture.

use std::mem::take;

use percent_encoding::percent_decode_str;

use super::url;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::WebPictures;
use crate::span::{Sources, Span};
use crate::tree::{Authored, Block, BlockKind, Image, Inline, InlineKind, Media, Pack, plain_text};

/// Hosts whose pictures are badges. Elsewhere the address of one says that it is: `…/badge.svg`.
const BADGE_HOSTS: [&str; 19] = [
    "appveyor.com",
    "badge.fury.io",
    "badgen.net",
    "circleci.com",
    "codacy.com",
    "codeclimate.com",
    "codecov.io",
    "coveralls.io",
    "dev.azure.com",
    "goreportcard.com",
    "nodei.co",
    "opencollective.com",
    "pepy.tech",
    "pugx.org",
    "readthedocs.org",
    "shields.io",
    "snyk.io",
    "travis-ci.com",
    "travis-ci.org",
];

/// Puts words in the place of every picture on the web, or nothing where `wanted` says so.
pub(super) fn replace(
    pack: &mut Pack<Authored>,
    wanted: WebPictures,
    sources: &Sources,
    sink: &mut Sink,
) {
    let mut settling = Settling { wanted, sources, sink };
    for page in &mut pack.pages {
        settling.run(&mut page.title, Around::Words);
        settling.blocks(&mut page.blocks);
        for note in &mut page.notes {
            settling.blocks(&mut note.blocks);
        }
    }
}

/// What a picture stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// In words that lead nowhere.
    Words,
    /// In a link with other things, which cannot hold a second link.
    Link,
    /// In a link that holds pictures alone: a badge, wherever it lies.
    Badge,
}

struct Settling<'a> {
    wanted: WebPictures,
    sources: &'a Sources,
    sink: &'a mut Sink,
}

impl Settling<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block<Authored>>) {
        *blocks = take(blocks).into_iter().filter_map(|block| self.block(block)).collect();
    }

    /// What stands for a block; nothing for one that held no more than pictures that are left out.
    fn block(&mut self, mut block: Block<Authored>) -> Option<Block<Authored>> {
        match &mut block.kind {
            BlockKind::Image { image } if url::is_web(&image.picture) => {
                let content = self.picture(image, block.span, Around::Words)?;
                block.kind = BlockKind::Paragraph { content: vec![content] };
                return Some(block);
            }
            BlockKind::Media { media } => self.poster(media, block.span),
            _ => {}
        }
        let was_empty = is_empty(&block.kind);
        for children in block.kind.children_mut() {
            self.blocks(children);
        }
        for content in block.kind.contents_mut() {
            self.run(content, Around::Words);
        }
        (was_empty || !is_empty(&block.kind)).then_some(block)
    }

    fn run(&mut self, content: &mut Vec<Inline<Authored>>, around: Around) {
        let mut settled: Vec<Inline<Authored>> = Vec::with_capacity(content.len());
        let mut behind_picture = false;
        for inline in take(content) {
            let span = inline.span;
            let is_picture = shows_pictures_alone(std::slice::from_ref(&inline));
            let Some(inline) = self.inline(inline, around) else { continue };
            // Pictures stand side by side, and their words do not.
            if is_picture && behind_picture {
                settled.push(Inline::text(" ", span));
            }
            behind_picture = is_picture;
            settled.push(inline);
        }
        *content = settled;
    }

    /// What stands for an inline; nothing for a picture that is left out, and for a link of such.
    fn inline(&mut self, mut inline: Inline<Authored>, around: Around) -> Option<Inline<Authored>> {
        let is_link = matches!(inline.kind, InlineKind::Link { .. });
        let around = match is_link {
            true if shows_pictures_alone(std::slice::from_ref(&inline)) => Around::Badge,
            true => Around::Link,
            false => around,
        };
        match &mut inline.kind {
            InlineKind::Image { image } if url::is_web(&image.picture) => {
                let shown = self.picture(image, inline.span, around)?;
                Some(Inline { kind: shown.kind, ..inline })
            }
            kind => {
                if let Some(content) = kind.content_mut() {
                    let was_empty = content.is_empty();
                    self.run(content, around);
                    let is_emptied = !was_empty && is_blank_run(content);
                    return (!is_emptied || inline.attr.id().is_some()).then_some(inline);
                }
                Some(inline)
            }
        }
    }

    /// What stands for a picture on the web, which is reported.
    fn picture(
        &mut self,
        image: &mut Image<Authored>,
        span: Span,
        around: Around,
    ) -> Option<Inline<Authored>> {
        let is_badge = around == Around::Badge || is_badge(&image.picture);
        let at = self.sources.find(span, &image.picture);
        self.sink.push(told(self.wanted, is_badge).at(at));
        if self.wanted == WebPictures::Drop {
            return None;
        }
        let address = take(&mut image.picture);
        let words = [take(&mut image.alt), image.title.clone().unwrap_or_default()];
        let words = words.into_iter().find(|words| !words.trim().is_empty());
        let content = Inline::text(words.unwrap_or_else(|| name(&address)), span);
        if is_badge || around != Around::Words {
            return Some(content);
        }
        let target = match address.trim() {
            open if open.starts_with("//") => format!("https:{open}"),
            whole => whole.to_owned(),
        };
        let title = image.title.take();
        Some(Inline::new(InlineKind::Link { target, title, content: vec![content] }, span))
    }

    /// A video without its picture is shown as one that has none.
    fn poster(&mut self, media: &mut Media<Authored>, span: Span) {
        if let Some(poster) = media.poster.take_if(|poster| url::is_web(poster)) {
            let message = "the picture of a video lies on the web, from where nothing is fetched";
            let help = "save it in the pack's folder and write its path from the page";
            let warning = Diagnostic::warning(Code::WebPicture, message).help(help);
            self.sink.push(warning.at(self.sources.find(span, &poster)));
        }
    }
}

/// What is said of a picture. The same words for each, so that they are reported once.
fn told(wanted: WebPictures, is_badge: bool) -> Diagnostic {
    match (wanted, is_badge) {
        (WebPictures::Drop, _) => {
            let message = "a picture on the web is left out, as `links.images` says";
            Diagnostic::note(Code::WebPicture, message)
        }
        (WebPictures::Link, true) => {
            let message = "a badge on the web is shown as its words";
            let help = "`links: {images: drop}` in pack.yaml leaves badges out";
            Diagnostic::note(Code::WebPicture, message).help(help)
        }
        (WebPictures::Link, false) => {
            let message =
                "a picture lies on the web, from where nothing is fetched; a link leads to it";
            let help = "save it in the pack's folder and write its path from the page, or leave such \
                        pictures out with `links: {images: drop}` in pack.yaml";
            Diagnostic::warning(Code::WebPicture, message).help(help)
        }
    }
}

/// Whether a picture is a badge by its address.
fn is_badge(address: &str) -> bool {
    let host = url::web_host(address).to_ascii_lowercase();
    let is_of = |known: &str| host.strip_suffix(known).is_some_and(is_subdomain);
    let path = url::path(address).to_ascii_lowercase();
    BADGE_HOSTS.into_iter().any(is_of) || path.contains("badge")
}

/// Whether what stands before the name of a host is nothing, or names one below it.
fn is_subdomain(before: &str) -> bool {
    before.is_empty() || before.ends_with('.')
}

/// Whether a run is pictures, at least one of them on the web, and nothing else that is seen.
fn shows_pictures_alone(content: &[Inline<Authored>]) -> bool {
    fn look(content: &[Inline<Authored>], on_web: &mut bool) -> bool {
        content.iter().all(|inline| match &inline.kind {
            InlineKind::Image { image } => {
                *on_web |= url::is_web(&image.picture);
                true
            }
            InlineKind::Text { text } => text.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => true,
            kind => kind.content().is_some_and(|content| look(content, on_web)),
        })
    }
    let mut on_web = false;
    look(content, &mut on_web) && on_web
}

/// Whether a block that can hold something holds nothing.
fn is_empty(kind: &BlockKind<Authored>) -> bool {
    match kind {
        BlockKind::Paragraph { content } | BlockKind::Plain { content } => is_blank_run(content),
        BlockKind::Figure { blocks, .. } | BlockKind::Div { blocks } => blocks.is_empty(),
        _ => false,
    }
}

/// Whether a run shows nothing and is no place to link to.
fn is_blank_run(content: &[Inline<Authored>]) -> bool {
    let shows_nothing = |inline: &Inline<Authored>| match &inline.kind {
        InlineKind::Image { .. }
        | InlineKind::NoteMark { .. }
        | InlineKind::CrossReference { .. } => false,
        _ => inline.attr.id().is_none(),
    };
    content.iter().all(shows_nothing) && plain_text(content).trim().is_empty()
}

/// What a picture without words is called: its file's name, else its host.
fn name(address: &str) -> String {
    let file = url::path(address).rsplit('/').next().unwrap_or_default();
    let file = percent_decode_str(file).decode_utf8_lossy();
    let stem = file.rsplit_once('.').map_or(&*file, |(stem, _)| stem).replace(['-', '_'], " ");
    if stem.trim().is_empty() { url::web_host(address).to_owned() } else { stem.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Draft, image, paragraph};
    use super::*;

    #[test]
    fn dropped_pictures_take_along_what_held_nothing_else() {
        let shown = |address: &str| match image(address, "words").kind {
            BlockKind::Image { image } => InlineKind::Image { image },
            _ => unreachable!("an image is one"),
        };
        let span = paragraph(InlineKind::SoftBreak).span;
        let link = |content| InlineKind::Link {
            target: "a.md".to_owned(),
            title: None,
            content: vec![Inline::new(content, span)],
        };
        let figure = |address| {
            let caption = vec![Inline::text("A caption", span)];
            Block::new(BlockKind::Figure { blocks: vec![image(address, "")], caption }, span)
        };
        let web = "https://example.com/a.png";
        let kept = vec![paragraph(link(shown("a.png"))), figure("a.png")];
        let gone = vec![paragraph(shown(web)), paragraph(link(shown(web))), figure(web)];
        let draft = Draft::new().page("a", [gone, kept.clone()].concat());
        let (mut pack, mut sink) = (draft.pack(), Sink::default());
        replace(&mut pack, WebPictures::Drop, &draft.sources, &mut sink);
        assert_eq!(pack.pages[0].blocks, kept);
        let said = sink.finish(()).diagnostics;
        assert_eq!(said.len(), 3);
        assert!(said.iter().all(|it| it.severity == crate::diag::Severity::Note));
    }

    #[test]
    fn badges_are_known_by_host_or_path() {
        for address in [
            "https://img.shields.io/npm/v/kettle.svg",
            "https://shields.io/x",
            "//codecov.io/gh/x/y/graph.svg",
            "https://github.com/x/y/actions/workflows/ci.yml/badge.svg?branch=main",
            "https://gitlab.example/x/y/Badges/main/pipeline.svg",
        ] {
            assert!(is_badge(address), "{address}");
        }
        for address in [
            "https://example.org/kettle.png",
            "https://notshields.io/a.png",
            "https://example.org/a.png?of=badge",
        ] {
            assert!(!is_badge(address), "{address}");
        }
    }

    #[test]
    fn a_picture_without_words_has_the_name_of_its_file() {
        assert_eq!(name("https://a.example/img/boiling_%C3%BC.b.png?raw=1"), "boiling ü.b");
        assert_eq!(name("https://a.example/"), "a.example");
        assert_eq!(name("//a.example"), "a.example");
    }
}
