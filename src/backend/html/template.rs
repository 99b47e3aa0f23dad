//! The frame around the text: a Handlebars template of the theme.

use std::collections::BTreeMap;

use serde::Serialize;

use super::meta::Head;
use super::opening::Opening;
use super::policy::{contained, policies};
use super::set_page::SetPage;
use super::verify::{self, Allowed};
use super::{contents, logo_and_cover};
use crate::backend::Job;
use crate::backend::harmless::fetching_style;
use crate::backend::shown::times_shown;
use crate::diag::Diagnostic;
use crate::markup::dom::{Element, Node};
use crate::markup::{Syntax, write};
use crate::text::language::{Direction, change_of_direction};
use crate::theme::css::background_class;
use crate::theme::{CoverPicture, Label, SCRIPTS, Theme};
use crate::tree::{PackMeta, PageMeta, PageRole, title_text};

/// What a template can use. Names that end in `_html` are markup; all else is text, which
/// Handlebars escapes.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    lang: &'a str,
    dir: &'static str,
    pack: &'a PackMeta,
    /// Whether there is more than one page. The title of the only one is the document's.
    several: bool,
    facts: Vec<Fact<'a>>,
    head: Head,
    labels: BTreeMap<&'static str, &'a str>,
    policies: [String; 2],
    style: String,
    script: String,
    /// The contents; none where there is only one place to go.
    contents_html: Option<String>,
    /// Pictures that are shown more than once.
    store_html: Option<String>,
    opening: OpeningContext,
    /// The logo.
    logo_html: Option<String>,
    /// The cover's picture.
    cover_html: Option<String>,
    /// Whether the opening has the look of the cover.
    cover: bool,
    /// Whether the cover's picture takes all of it.
    cover_full: bool,
    pages: Vec<PageContext<'a>>,
}

/// The opening around its words.
#[derive(Serialize)]
struct OpeningContext {
    /// What the cover's boxes put behind the words, above and below them.
    behind_html: String,
    above_html: String,
    below_html: String,
    /// Whether a bar stands above the title.
    has_bar: bool,
    /// Whether the words stand in the middle.
    is_centred: bool,
}

#[derive(Serialize)]
struct Fact<'a> {
    label: &'a str,
    value: String,
}

/// A page of the pack.
#[derive(Serialize)]
struct PageContext<'a> {
    anchor: &'a str,
    /// The language, where it is not the pack's.
    lang: Option<&'a str>,
    /// The direction of its script, where it is not that of the pack's language.
    dir: Option<&'static str>,
    /// What it is in a book.
    role: Option<&'static str>,
    /// The class of its background.
    background: Option<String>,
    /// How many pages stand above it.
    depth: u8,
    part: Option<&'a str>,
    meta: &'a PageMeta,
    title: String,
    title_html: String,
    body_html: String,
    previous: Option<Neighbour<'a>>,
    next: Option<Neighbour<'a>>,
}

/// The page before or behind.
#[derive(Serialize)]
struct Neighbour<'a> {
    anchor: &'a str,
    title: String,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        job: &Job<'a>,
        pages: &[SetPage<'a>],
        opening: &Opening,
        store: Option<Element>,
        style: String,
    ) -> Self {
        let meta = &job.document.pack.meta;
        let template = |name: &str| job.theme.templates.get(name).map_or("", String::as_str);
        let script = SCRIPTS.map(template).concat();
        let (style, script) = (contained(&style), contained(&script));
        let head = Head::new(job);
        let markup = |element: Element| write(&[element.into()], Syntax::Html);
        let written = |elements: &[Element]| {
            let nodes: Vec<Node> = elements.iter().cloned().map(Node::from).collect();
            write(&nodes, Syntax::Html)
        };
        let (assets, cover) = (&job.assets, &job.theme.tokens.cover);
        let has_picture = cover.show && cover.picture != CoverPicture::None;
        let several = pages.len() > 1;
        let picture = if several {
            opening.cover.clone()
        } else {
            let shown = assets.cover.filter(|_| has_picture);
            logo_and_cover::picture(assets, shown, "cover").into_iter().collect()
        };
        Self {
            lang: &meta.lang,
            dir: Direction::of_language(&meta.lang).name(),
            pack: meta,
            several,
            facts: facts(job),
            labels: job.theme.labels(&meta.lang),
            policies: policies(&style, &[&script, &head.schema]),
            head,
            style,
            script,
            contents_html: contents::list(job).map(markup),
            store_html: store.map(markup),
            logo_html: logo_and_cover::picture(assets, assets.logo, "logo").map(markup),
            cover_html: (!picture.is_empty()).then(|| written(&picture)),
            opening: OpeningContext {
                behind_html: written(&opening.behind),
                above_html: written(&opening.above),
                below_html: written(&opening.below),
                has_bar: opening.has_bar,
                is_centred: opening.is_centred,
            },
            cover: cover.show,
            cover_full: opening.is_full,
            pages: (0..pages.len()).map(|at| PageContext::new(job, pages, at)).collect(),
        }
    }
}

impl<'a> PageContext<'a> {
    fn new(job: &Job<'a>, pages: &[SetPage<'a>], at: usize) -> Self {
        let SetPage { page, title, body } = &pages[at];
        let neighbour = |at: Option<usize>| {
            let page = pages.get(at?)?.page;
            Some(Neighbour { anchor: page.anchor.as_str(), title: page.meta.title.clone() })
        };
        let pack_lang = &job.document.pack.meta.lang;
        let lang = page.meta.lang.as_deref().filter(|lang| *lang != *pack_lang);
        let background = page.meta.background.as_deref();
        let known = |name: &&str| job.theme.tokens.backgrounds.contains_key(*name);
        Self {
            anchor: page.anchor.as_str(),
            lang,
            dir: lang.and_then(|lang| change_of_direction(pack_lang, lang)),
            role: page.meta.role.map(PageRole::name),
            background: background.filter(known).map(background_class),
            depth: page.depth,
            part: page.part.as_deref(),
            meta: &page.meta,
            title: title_text(&page.title),
            title_html: write(std::slice::from_ref(title), Syntax::Html),
            body_html: write(body, Syntax::Html),
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
        }
    }
}

/// What a title page says about the pack, with its label.
fn facts<'a>(job: &Job<'a>) -> Vec<Fact<'a>> {
    let meta = &job.document.pack.meta;
    let authors = (!meta.authors.is_empty()).then(|| meta.authors.join(", "));
    let facts = [
        (Label::Version, meta.version.clone()),
        (Label::Status, meta.status.clone()),
        (Label::Date, meta.printed_date()),
        (Label::Authors, authors),
        (Label::Publisher, meta.publisher.clone()),
        (Label::Owner, meta.owner.clone()),
    ];
    let known = facts.into_iter().filter_map(|(label, value)| {
        Some(Fact { label: job.theme.label(&meta.lang, label), value: value? })
    });
    known.collect()
}

/// Sees to it that the theme's templates show the classification: it stands once more where the pack
/// has one than where it has none. Other words of the document may be the same.
pub(super) fn hold_marks<'a>(
    job: &Job<'a>,
    pages: &[SetPage<'a>],
    opening: &Opening,
    style: &str,
) -> Result<(), Diagnostic> {
    let meta = &job.document.pack.meta;
    let Some(mark) = &meta.classification else { return Ok(()) };
    let templates = job.theme.compile("html")?;
    let shown = |meta: &PackMeta| {
        let first = &pages[..pages.len().min(1)];
        let context = Context::new(job, first, opening, None, style.to_owned());
        let context = Context { pack: meta, several: pages.len() > 1, ..context };
        Ok::<_, Diagnostic>(times_shown(&templates.fill("document", &context)?, mark))
    };
    let without = PackMeta { classification: None, ..meta.clone() };
    if shown(meta)? > shown(&without)? { Ok(()) } else { Err(job.theme.unmarked("html", mark)) }
}

/// Fills the theme's template, and reads back what came of it.
pub(super) fn fill(theme: &Theme, context: &Context<'_>) -> Result<String, Diagnostic> {
    let html = theme.compile("html")?.fill("document", context)?;
    let meta = context.pack;
    let marks = meta.classification.as_ref().or(meta.watermark.as_ref());
    // On paper, and across the window, they are rules.
    if let Some(mark) = marks.filter(|_| !html.contains(&*context.style)) {
        return Err(theme.unmarked("html", mark));
    }
    let allowed = Allowed {
        policies: &context.policies,
        scripts: &[&context.script, &context.head.schema],
        style: &context.style,
    };
    match fetching_style(&context.style).or_else(|| verify::fault(&html, allowed)) {
        None => Ok(html),
        Some(fault) => Err(theme.brings("html", &fault)),
    }
}
