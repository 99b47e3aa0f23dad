//! From the authored tree to the linked one: unique ids, links that lead somewhere, loaded
//! attachments, numbered notes.
//!
//! This is the last stage that reads files and the last that can find fault with content.

mod addresses;
mod assets;
mod attached;
mod attachments;
mod captions;
mod columns;
mod cross_references;
mod diagrams;
mod fault;
mod folder;
mod ids;
mod left_out;
mod letter_case;
mod levels;
mod linker;
mod links;
mod load;
mod logo_and_cover;
mod metadata;
mod note_names;
mod notes;
mod numbers;
mod outline;
mod pdf;
mod raster;
mod sniff;
mod svg;
#[cfg(test)]
mod testing;
mod theme_pictures;
mod url;
mod web_pictures;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

pub use assets::{Asset, AssetStore, Attached, Format, PictureLine};
pub use captions::{Captioned, CaptionedKind};
pub use diagrams::DrawnBy;
pub(crate) use diagrams::renderer;
pub use left_out::drawings;
pub use numbers::HeadingNumbers;
pub use outline::{OutlineEntry, Place};
pub(crate) use svg::{
    labels_of as labels_of_drawing, with_families as drawing_with_families,
    words_of as words_of_drawing,
};

use crate::diag::{Diagnostic, Sink, Warned};
use crate::files::{Files, Programs};
use crate::source::PackConfig;
use crate::span::Sources;
use crate::theme::{Label, Theme};
use crate::tree::walk::{walk_content, walk_inlines};
use crate::tree::{Anchor, Authored, Inline, InlineKind, Linked, Pack, Target};
use attached::Targets;
use cross_references::CrossReferences;
use folder::Folder;
use linker::Linker;
use links::Links;

/// A pack whose every reference is settled. All that backends get to see.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The tree.
    pub pack: Pack<Linked>,
    /// The attachments it shows.
    pub assets: AssetStore,
    /// Every place that can be linked to, in reading order.
    pub places: IndexMap<Anchor, Place>,
    /// Pages and their headings, nested: what contents and outlines are made of.
    pub outline: Vec<OutlineEntry>,
    /// Figures, tables and listings with a caption, in reading order.
    pub captioned: Vec<Captioned>,
    /// Whether any of its links asks for the number of the page that it leads to.
    pub cites_pages: bool,
    /// The programs that drew its diagrams.
    pub drawn_by: DrawnBy,
}

impl Resolved {
    /// The language of the page that holds a place, where it is not the pack's.
    pub fn other_lang(&self, anchor: &Anchor) -> Option<&str> {
        let page = self.pack.pages.get(self.places.get(anchor)?.page)?;
        page.meta.lang.as_deref().filter(|lang| *lang != self.pack.meta.lang)
    }

    /// The numbers that a theme prints before its headings.
    pub fn heading_numbers(&self, theme: &Theme) -> HeadingNumbers {
        HeadingNumbers::printed(&self.outline, theme, &self.pack.meta.lang)
    }
}

/// Where what a pack refers to comes from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The pack's files.
    pub files: &'a dyn Files,
    /// What draws diagrams; without it no program runs.
    pub programs: Option<&'a dyn Programs>,
    /// The texts that the tree was read from.
    pub sources: &'a Sources,
}

/// Attachments that were loaded and diagrams that were drawn before, for exports of one folder.
#[derive(Debug, Default)]
pub struct Cache {
    attachments: attachments::Cache,
    diagrams: diagrams::Cache,
}

/// Settles every reference of a pack. The theme lends the words for what is listed.
///
/// What is in `cache` is neither loaded nor drawn again. Diagnostics come in reading order.
pub fn resolve(
    mut authored: Pack<Authored>,
    config: &PackConfig,
    theme: &Theme,
    inputs: Inputs<'_>,
    cache: &Cache,
) -> Warned<Resolved> {
    let mut sink = Sink::default();
    let Inputs { files, sources, .. } = inputs;
    let carried = attached::load(&authored, config, files, &mut sink);
    attached::list(&mut authored, carried.values(), theme);
    pdf::spread(&mut authored, theme);
    web_pictures::replace(&mut authored, config.links.images, sources, &mut sink);
    let drawn_by = diagrams::draw(&mut authored, config, inputs, &cache.diagrams, &mut sink);
    let mut ids = ids::assign(&mut authored, config.links.slugs, &mut sink);
    for (page, ids) in authored.pages.iter().zip(ids.pages_mut()) {
        note_names::name(page, config.links.dialect, ids);
    }
    levels::close_gaps(&mut authored, &mut sink);
    let of_authored = |anchor: &Option<String>| anchor.clone().map(Anchor::new);
    let outline = outline::outline(&authored, &ids, of_authored);
    let numbers = HeadingNumbers::new(&outline, theme.label(&authored.meta.lang, Label::Appendix));
    let mut captioned =
        captions::number(&mut authored, &mut ids, &numbers, config.numbering, theme);
    let folder = folder_of(files, config);
    let (attachments, mut assets) =
        attachments::load_all(&authored, &folder, sources, &cache.attachments, &mut sink);
    logo_and_cover::load(config, files, &cache.attachments, &mut assets, &mut sink);
    let lang = &authored.meta.lang;
    theme_pictures::load(theme, lang, config.images.metadata, &mut assets, &mut sink);
    let attached = Targets::new(&authored, &carried, files);
    let links = Links::new(&authored, &ids, &attached, files, &config.links);
    let printed = HeadingNumbers::printed(&outline, theme, &authored.meta.lang);
    let references = CrossReferences::new(&ids, &captioned, &outline, &printed, theme);
    let lang = authored.meta.lang.clone();
    let linker = Linker {
        links: &links,
        references: &references,
        attached: &attached,
        attachments: &attachments,
        assets: &assets,
        sources,
        lang: &lang,
        macros: &config.maths.macros(),
    };
    let pack = linker.link(authored, &mut sink);
    assets.attached = carried.into_values().map(|loaded| loaded.file).collect();
    captions::fill(&mut captioned, &pack);
    let outline = outline::outline(&pack, &ids, |anchor| Some(anchor.clone()));
    let places = outline::places(&pack);
    let cites_pages = cites_pages(&pack);

    let mut warned =
        sink.finish(Resolved { pack, assets, places, outline, captioned, cites_pages, drawn_by });
    sort_by_place(&mut warned.diagnostics, &warned.value.pack);
    warned
}

/// Whether any link asks for the number of the page that it leads to.
fn cites_pages(pack: &Pack<Linked>) -> bool {
    let mut found = false;
    let mut look = |inline: &Inline<Linked>| {
        let kind = &inline.kind;
        found |= matches!(
            kind,
            InlineKind::Link { target: Target::Internal { with_page: true, .. }, .. }
        );
    };
    for page in &pack.pages {
        walk_content(&page.title, &mut look);
        walk_inlines(&page.blocks, &mut look);
        page.notes.iter().for_each(|note| walk_inlines(&note.blocks, &mut look));
    }
    found
}

/// The folder of a pack, as its pages refer to files.
fn folder_of<'a>(files: &'a dyn Files, config: &'a PackConfig) -> Folder<'a> {
    Folder::new(files, &config.links.roots)
        .of_site(&config.links)
        .with_outside(config.links.outside.unwrap_or_default())
        .with_metadata(config.images.metadata)
}

/// Puts diagnostics in reading order.
fn sort_by_place(diagnostics: &mut [Diagnostic], pack: &Pack<Linked>) {
    let order: FxHashMap<_, _> =
        pack.pages.iter().enumerate().map(|(index, page)| (page.file, index)).collect();
    diagnostics.sort_by_key(|diagnostic| {
        diagnostic.span.map(|span| (order.get(&span.file).copied(), span.start))
    });
}

#[cfg(test)]
mod tests {
    use super::testing::{Draft, heading, image, link, note_mark, place};
    use super::*;
    use crate::diag::render::plain_lines;
    use crate::files::MemoryFiles;
    use crate::tree::walk::{walk_blocks, walk_inlines};
    use crate::tree::{BlockKind, Inline, InlineKind, Picture, Target};

    /// Settles a pack and returns it with what was said, one line each without its place.
    fn resolved(draft: &Draft, files: &MemoryFiles) -> (Resolved, Vec<String>) {
        let inputs = Inputs { files, programs: None, sources: &draft.sources };
        let (theme, cache) = (Theme::shipped(), Cache::default());
        let warned = resolve(draft.pack(), &draft.config, &theme, inputs, &cache);
        let said = plain_lines(&warned.diagnostics, &draft.sources);
        let said = said.lines().map(|line| line.split_once("]: ").unwrap().1.to_owned());
        (warned.value, said.collect())
    }

    fn anchors(resolved: &Resolved) -> Vec<&str> {
        resolved.places.keys().map(Anchor::as_str).collect()
    }

    fn inlines(resolved: &Resolved) -> Vec<&Inline<Linked>> {
        let mut found = Vec::new();
        for page in &resolved.pack.pages {
            walk_inlines(&page.blocks, &mut |inline| found.push(inline));
        }
        found
    }

    #[test]
    fn ids_of_a_single_page_are_as_written() {
        let draft = Draft::new().page(
            "guide/security",
            vec![
                heading(2, "Data at rest", None),
                heading(2, "Data at rest", None),
                heading(2, "Keys", Some("data-at-rest-2")),
                heading(2, "2024", None),
                heading(2, "!?", None),
                place("x:y"),
            ],
        );
        let (resolved, said) = resolved(&draft, &MemoryFiles::new());
        assert_eq!(
            anchors(&resolved),
            [
                "security",
                "data-at-rest",
                "data-at-rest-1",
                "data-at-rest-2",
                "s-2024",
                "section",
                "x-y"
            ]
        );
        assert_eq!(said, [""; 0]);
    }

    #[test]
    fn ids_of_several_pages_do_not_meet() {
        let headings = || vec![heading(2, "Scope", None), heading(2, "Übersicht", Some("1"))];
        let draft = Draft::new()
            .page("guide/intro", headings())
            .page("policy/intro", headings())
            .page("annex", [headings(), headings()].concat());
        let (resolved, said) = resolved(&draft, &MemoryFiles::new());
        assert_eq!(
            anchors(&resolved),
            [
                "guide-intro",
                "guide-intro--scope",
                "guide-intro--1",
                "policy-intro",
                "policy-intro--scope",
                "policy-intro--1",
                "annex",
                "annex--scope",
                "annex--1",
                "annex--scope-1",
                "annex--1-2",
            ]
        );
        assert_eq!(
            said,
            ["the id `1` is used twice in this page (links go to the first place; give this one \
              an id of its own)"]
        );
    }

    #[test]
    fn footnotes_are_numbered_by_their_first_mark() {
        let draft = Draft::new()
            .page("a", vec![note_mark("b"), note_mark("a"), note_mark("b"), note_mark("gone")])
            .notes(vec![
                ("a", vec![note_mark("c")]),
                ("b", Vec::new()),
                ("c", vec![note_mark("a")]),
                ("a", Vec::new()),
                ("unused", Vec::new()),
            ]);
        let (resolved, said) = resolved(&draft, &MemoryFiles::new());
        let labels: Vec<_> = resolved.pack.pages[0]
            .notes
            .iter()
            .map(|note| {
                let marks: Vec<_> = note.label.marks.iter().map(Anchor::as_str).collect();
                format!("{} {} {}", note.label.number, note.label.anchor, marks.join(" "))
            })
            .collect();
        assert_eq!(
            labels,
            [
                "1 a.note-1 a.mark-1 a.mark-1-2",
                "2 a.note-2 a.mark-2 a.mark-2-2",
                "3 a.note-3 a.mark-3",
            ]
        );
        assert_eq!(
            said,
            [
                "the footnote `a` is written twice (the first one counts)",
                "there is no footnote `gone` in this page (write it as `[^gone]: …`)",
                "nothing refers to the footnote `unused` (put `[^unused]` where it belongs; it is \
                 left out)",
            ]
        );
    }

    #[test]
    fn a_link_to_nowhere_leaves_its_words() {
        let draft = Draft::new().page("a", vec![link("b"), link("javascript:alert(1)")]);
        let (resolved, said) = resolved(&draft, &MemoryFiles::new());
        let spans: Vec<_> =
            inlines(&resolved).into_iter().filter(|it| it.attr.has_class("broken-link")).collect();
        assert_eq!((spans.len(), said.len()), (2, 2));
        assert!(spans.iter().all(|span| matches!(span.kind, InlineKind::Span { .. })));
    }

    #[test]
    fn the_outline_follows_the_levels() {
        let draft = Draft::new()
            .page("a", vec![heading(3, "A1", None), heading(5, "A1a", None)])
            .with(|page| page.part = Some("Part".to_owned()))
            .page("b", vec![heading(2, "B1", None)])
            .with(|page| (page.depth, page.meta.notoc) = (1, true));
        let (resolved, _) = resolved(&draft, &MemoryFiles::new());
        let mut lines = Vec::new();
        let mut open: Vec<_> = resolved.outline.iter().rev().map(|entry| (0, entry)).collect();
        while let Some((depth, entry)) = open.pop() {
            lines.push(format!("{depth} {} {} {}", entry.level, entry.title, entry.listed));
            open.extend(entry.children.iter().rev().map(|child| (depth + 1, child)));
        }
        assert_eq!(
            lines,
            [
                "0 0 Part true",
                "1 1 a true",
                "2 2 A1 true",
                "3 3 A1a true",
                "2 2 b true",
                "3 3 B1 false"
            ]
        );
    }

    #[test]
    fn attachments_are_found_from_the_page_then_from_the_pack_and_stored_once() {
        let svg = |size| {
            let ns = "http://www.w3.org/2000/svg";
            format!("<svg xmlns='{ns}' width='{size}' height='{size}'/>")
        };
        let files = MemoryFiles::new()
            .with("guide/img/a b.svg", svg(1))
            .with("img/a b.svg", svg(2))
            .with("img/copy.svg", svg(1))
            .with("img/A-b.svg", svg(3))
            .with("img/certificate1.svg", svg(4))
            .with("img/broken.png", b"\x89PNG\r\n\x1a\n")
            .with("img/words.png", "words");
        let written = [
            "img/a%20b.svg",
            "img/copy.svg",
            "../img/a b.svg",
            "img/A-b.svg?raw=true",
            "img/certificate.svg",
            "img/broken.png",
            "img/words.png",
            "../../etc/passwd",
            "/etc/passwd",
            "img/",
            "https://example.com/a.png",
        ];
        let blocks = written.iter().map(|path| image(path, "words")).collect();
        let draft = Draft::new().page("guide/page", blocks);
        let (resolved, said) = resolved(&draft, &files);
        let mut shown = Vec::new();
        walk_blocks(&resolved.pack.pages[0].blocks, &mut |block| {
            if let BlockKind::Image { image } = &block.kind {
                shown.push(match &image.picture {
                    Picture::Asset { asset } => resolved.assets.get(*asset).name.clone(),
                    Picture::Missing { name } => format!("missing {name}"),
                });
            }
        });
        insta::assert_debug_snapshot!((shown, said));
    }

    #[test]
    fn pictures_are_taken_from_the_repository_where_that_is_wanted_and_nothing_else() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
        let files = MemoryFiles::new()
            .within("site/docs", "site/img/a.svg", svg)
            .within("site/docs", "static/b.svg", svg)
            .within("site/docs", "site/notes.txt", "words")
            .within("site/docs", "film.mp4", b"\0\0\0\x20ftypisom");
        let written = [
            "../img/a.svg",
            "%2e%2e/%2e%2e/static/b.svg",
            "/b.svg",
            "../notes.txt",
            "../../film.mp4",
            "../../../a.svg",
            "../img/none.svg",
            "/etc/passwd",
        ];
        let blocks: Vec<_> = written.iter().map(|path| image(path, "words")).collect();
        let shown = |outside| {
            let mut draft = Draft::new().page("page", blocks.clone());
            draft.config.links.outside = outside;
            let (resolved, said) = resolved(&draft, &files);
            let around: Vec<String> =
                resolved.assets.files_in_repository.iter().map(ToString::to_string).collect();
            (around, said)
        };
        insta::assert_debug_snapshot!(shown(Some(crate::source::OutsideFiles::Repository)));
        let (around, said) = shown(None);
        assert_eq!((around.len(), said.len()), (0, written.len()));
    }

    #[test]
    fn pictures_are_found_where_a_site_around_the_folder_serves_them() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
        let files = [
            "web/static/img/a.svg",
            "web/public/b.svg",
            "web/docs/public/c.svg",
            "public/c.svg",
            "img/a.svg",
            "web/d.svg",
        ];
        let files = files
            .iter()
            .fold(MemoryFiles::new(), |files, path| files.within("web/docs/guide", path, svg));
        let written = ["/img/a.svg", "/b.svg", "/c.svg", "/d.svg", "/../web/d.svg", "/e.svg"];
        let blocks = written.iter().map(|path| image(path, "words")).collect();
        let mut draft = Draft::new().page("page", blocks);
        draft.config.links.outside = Some(crate::source::OutsideFiles::Repository);
        let (resolved, said) = resolved(&draft, &files);
        let around = resolved.assets.files_in_repository.iter().map(ToString::to_string);
        assert_eq!(
            around.collect::<Vec<_>>(),
            ["web/d.svg", "web/docs/public/c.svg", "web/public/b.svg", "web/static/img/a.svg"]
        );
        // One note for each that is taken, and an error for each of the others.
        assert_eq!(said.len(), written.len());
    }

    #[test]
    fn a_picture_that_nobody_described_is_reported() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
        let files = MemoryFiles::new().with("a.svg", svg);
        let mut ornament = image("a.svg", "");
        if let BlockKind::Image { image } = &mut ornament.kind {
            image.decorative = true;
        }
        let blocks = vec![image("a.svg", "words"), image("a.svg", " "), ornament];
        let (_, said) = resolved(&Draft::new().page("a", blocks), &files);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("the image has no alternative text"));
    }

    #[test]
    fn the_start_of_a_site_is_its_first_page() {
        let leads = |dialect| {
            let mut draft =
                Draft::new().page("docs/start", Vec::new()).page("docs/a", vec![link("/")]);
            draft.config.links.dialect = dialect;
            let (resolved, said) = resolved(&draft, &MemoryFiles::new());
            let target = inlines(&resolved).into_iter().find_map(|inline| match &inline.kind {
                InlineKind::Link { target: Target::Internal { anchor, .. }, .. } => {
                    Some(anchor.to_string())
                }
                _ => None,
            });
            (target, said.len())
        };
        assert_eq!(leads(crate::source::Dialect::Docusaurus), (Some("start".to_owned()), 0));
        assert_eq!(leads(crate::source::Dialect::Plain), (None, 1));
    }

    #[test]
    fn links_leave_the_pack_below_its_base() {
        let mut draft = Draft::new().page("guide/page", vec![link("../../other/x.md#y")]);
        draft.config.links.base = Some(crate::yaml::Located {
            value: "https://example.com/docs/".to_owned(),
            span: None,
        });
        let (resolved, said) = resolved(&draft, &MemoryFiles::new());
        let target = inlines(&resolved).into_iter().find_map(|inline| match &inline.kind {
            InlineKind::Link { target, .. } => Some(target.clone()),
            _ => None,
        });
        let url = "https://example.com/docs/other/x#y".to_owned();
        assert_eq!((target, said.len()), (Some(Target::External { url }), 0));
    }
}
