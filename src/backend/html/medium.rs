//! What HTML in one file does with the elements of the shared markup.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::crowded;
use crate::backend::Job;
use crate::backend::harmless::type_of_saved;
use crate::diag::{Code, Diagnostic};
use crate::markup::dom::{Element, Node};
use crate::markup::{Medium, Part};
use crate::resolve::AssetStore;
use crate::source::{HtmlConfig, MediaPlace};
use crate::theme::{Label, Theme};
use crate::tree::{Anchor, AssetId, Inline, Linked, Media, plain_text};

/// One file for a screen of any size.
pub(super) struct Web<'a> {
    theme: &'a Theme,
    lang: &'a str,
    /// How many levels lie above a page's title: the pack's own, where there are several pages.
    levels_above: u8,
    config: &'a HtmlConfig,
    assets: &'a AssetStore,
    /// Videos and sounds that are played, and which of them each one is: their bytes stand in the
    /// file once, so those that come again lead to where they were first.
    played: RefCell<BTreeMap<AssetId, usize>>,
    /// Videos and sounds that are larger than the pack lets them be.
    too_large: RefCell<BTreeSet<AssetId>>,
    /// Attached files that are, by their numbers.
    files_too_large: RefCell<BTreeSet<usize>>,
}

impl<'a> Web<'a> {
    pub(super) fn new(job: &'a Job<'_>) -> Self {
        let pack = &job.document.pack;
        Self {
            theme: job.theme,
            lang: &pack.meta.lang,
            levels_above: u8::from(pack.pages.len() > 1),
            config: &job.options.html,
            assets: &job.assets,
            played: RefCell::default(),
            too_large: RefCell::default(),
            files_too_large: RefCell::default(),
        }
    }

    /// A note for each video, sound or attached file that was to be in the file and is too large
    /// for it.
    pub(super) fn notes(&self) -> Vec<Diagnostic> {
        let note = |name: &str, outcome: &str| {
            let limit = self.config.media_limit;
            let message = format!("`{name}` is larger than {limit} MB and {outcome}");
            Diagnostic::note(Code::LargeAttachment, message)
                .help("raise `html.media_limit` in pack.yaml to put it in")
        };
        let media = self.too_large.borrow();
        let media = media
            .iter()
            .map(|id| note(&self.assets.get(*id).name, "is not put into the HTML file"));
        let files = self.files_too_large.borrow();
        let files = files.iter().map(|file| {
            note(
                &self.assets.attached[*file].name,
                "is listed in the HTML file without its content",
            )
        });
        media.chain(files).collect()
    }

    fn fits(&self, bytes: usize) -> bool {
        bytes as u64 <= u64::from(self.config.media_limit) * 1_000_000
    }

    fn label(&self, label: Label) -> &'a str {
        self.theme.label(self.lang, label)
    }

    /// A video's or sound's figure as the place of its player, or with the way to the player.
    fn with_way_to_player(&self, media: &Media<Linked>, mut figure: Element) -> Element {
        let played = self.played.borrow();
        let Some(number) = media.source.asset.and_then(|asset| played.get(&asset)) else {
            return figure;
        };
        // Ids from the text start with a letter, so these are never among them.
        let id = format!("_media-{number}");
        let mut plays = false;
        figure.visit(&mut |element| plays |= element.name == "source");
        if plays {
            return figure.attr("id", id);
        }
        figure.visit_mut(&mut |element| {
            let Some(Node::Element(way)) = element.children.first_mut() else { return };
            if element.name == "figcaption" && way.name == "span" {
                way.name = "a".into();
                way.set("href", format!("#{id}"));
            }
        });
        figure
    }

    /// The heading with a link to itself. The link stands beside the heading, so that it is no
    /// part of its name.
    fn with_link(&self, anchor: &Anchor, content: &[Inline<Linked>], heading: Element) -> Element {
        let name = format!("{}: {}", self.label(Label::LinkToSection), plain_text(content));
        let link = Element::new("a")
            .class("to-section")
            .attr("href", self.href(anchor))
            .attr("aria-label", name)
            .child("#");
        Element::new("div").class("heading").child(heading).child(link)
    }
}

impl Medium for Web<'_> {
    fn href(&self, anchor: &Anchor) -> String {
        format!("#{anchor}")
    }

    /// The data comes into its place when all pages are there, since then it is known what is shown
    /// more than once.
    fn asset(&self, _asset: AssetId) -> String {
        String::new()
    }

    /// The bytes stand in the file once, where it lists what it carries.
    fn attached(&self, file: usize, listed: bool) -> Option<String> {
        if !listed {
            return None;
        }
        let attached = &self.assets.attached[file];
        if !self.fits(attached.bytes.len()) {
            self.files_too_large.borrow_mut().insert(file);
            return None;
        }
        let mut address = format!("data:{};base64,", type_of_saved(&attached.media_type));
        STANDARD.encode_string(&attached.bytes, &mut address);
        Some(address)
    }

    fn heading_level(&self, level: u8) -> u8 {
        level.saturating_add(self.levels_above)
    }

    fn plays(&self, media: &Media<Linked>) -> bool {
        let Some(asset) = media.source.asset.filter(|_| self.config.media == MediaPlace::Embed)
        else {
            return false;
        };
        if !self.fits(self.assets.get(asset).bytes.len()) {
            self.too_large.borrow_mut().insert(asset);
            return false;
        }
        let mut played = self.played.borrow_mut();
        let (before, next) = (played.contains_key(&asset), played.len() + 1);
        played.entry(asset).or_insert(next);
        !before
    }

    fn decorate(&self, part: Part<'_>, element: Element) -> Element {
        match part {
            Part::Heading { anchor, content } => self.with_link(anchor, content, element),
            Part::Code { language } => {
                let code = self.label(Label::Code);
                let name = language.map_or(code.to_owned(), |it| format!("{code} ({it})"));
                scroll_box("code", name, element)
            }
            Part::Formula => scroll_box("display", self.label(Label::Formula).to_owned(), element),
            Part::Table(table) => {
                let (table_word, caption) = (self.label(Label::Table), plain_text(&table.caption));
                let name = match caption.trim() {
                    "" => table_word.to_owned(),
                    // A number has the word before it already.
                    caption if caption.starts_with(table_word) => caption.to_owned(),
                    caption => format!("{table_word}: {caption}"),
                };
                scroll_box("table", name, crowded::mark(element, &self.theme.tokens))
            }
            Part::Media(media) => self.with_way_to_player(media, element),
            Part::Figure { .. }
            | Part::Image(_)
            | Part::Details
            | Part::NoteMark(_)
            | Part::Note(_)
            | Part::Notes => element,
        }
    }
}

/// A box that scrolls sideways on its own and can be reached by keyboard.
///
/// It is a group and no region: a page can have dozens, and each region is a landmark.
fn scroll_box(class: &str, name: String, element: Element) -> Element {
    Element::new("div")
        .class("scroll")
        .class(class)
        .attr("role", "group")
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .child(element)
}
