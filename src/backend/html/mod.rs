//! One HTML file that holds everything: styles, pictures, the little script.
//!
//! The file asks nothing of any network, says so in its policy, and reads and navigates without
//! its script.

mod addresses;
mod compact;
mod contents;
mod crowded;
mod drawings;
mod fonts;
mod logo_and_cover;
mod medium;
mod meta;
mod opening;
mod pictures;
mod policy;
mod set_page;
mod template;
mod verify;

use super::{Artifact, Job, Row};
use crate::diag::{Sink, Warned};
use crate::markup::class_rules;
use crate::text::language::Direction;
use crate::theme::Medium;
use opening::Opening;
use pictures::Embedded;
use set_page::{SetPage, set_pages};

/// The row of this output in the table of backends.
pub(super) const ROW: Row = Row {
    name: "html",
    about: "one self-contained HTML file",
    size_limit: |config| config.html.max_size.as_ref(),
    claims_standards: false,
    needs_fonts: false,
    brings_fonts_unasked: |options| options.html.fonts.is_none(),
    render,
};

/// Makes the file.
fn render(job: &Job<'_>) -> Warned<Option<Artifact>> {
    let job = &job.for_medium(Medium::Html);
    let mut sink = Sink::default();
    let mut pages = sink.absorb(set_pages(job));
    let Embedded { store, weights } = pictures::embed(&mut pages, job);
    let opening = Opening::of(job);
    let style = style(job, &pages, &opening);
    let marked = template::hold_marks(job, &pages, &opening, &style);
    let context = template::Context::new(job, &pages, &opening, store, style);
    let html = marked.and_then(|()| template::fill(job.theme, &context));
    let html = html.map_err(|fault| sink.push(fault)).ok();
    let extent = Some((pages.len(), "pages"));
    sink.finish(html.map(|html| Artifact { bytes: html.into_bytes(), extent, weights }))
}

/// The style sheet: tokens first, then the theme's rules, then what only this document needs.
fn style(job: &Job<'_>, pages: &[SetPage<'_>], opening: &Opening) -> String {
    let own = |name: &str| job.theme.templates.get(name).map_or("", String::as_str);
    let parts = [
        fonts::font_rules(job, pages),
        job.theme.root_rules(),
        job.theme.page_rule(Direction::of_language(&job.document.pack.meta.lang)),
        own("html/style.css").to_owned(),
        own("html/search.css").to_owned(),
        own("html/paper.css").to_owned(),
        own("shared/code.css").to_owned(),
        own("shared/scripts.css").to_owned(),
        own("shared/colors.css").to_owned(),
        job.theme.switch_rules(),
        opening.rules.clone(),
        own("html/extra.css").to_owned(),
        class_rules(pages.iter().flat_map(|page| &page.body)),
        logo_and_cover::marking_rules(&job.document.pack.meta),
    ];
    parts.concat()
}
