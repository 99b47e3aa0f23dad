//! Pages of the pack as markup.

use super::addresses;
use super::medium::Web;
use crate::backend::Job;
use crate::diag::Warned;
use crate::markup::Markup;
use crate::markup::dom::Node;
use crate::theme::Label;
use crate::tree::{Linked, Page};

/// A page of the pack as markup.
pub(super) struct SetPage<'a> {
    /// The page.
    pub(super) page: &'a Page<Linked>,
    /// Its title.
    pub(super) title: Node,
    /// What it says below.
    pub(super) body: Vec<Node>,
}

impl SetPage<'_> {
    /// Its nodes.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        std::iter::once(&self.title).chain(&self.body)
    }

    /// Its nodes, so that they can be changed.
    pub(super) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        std::iter::once(&mut self.title).chain(&mut self.body)
    }
}

/// The pages of the pack as markup.
pub(super) fn set_pages<'a>(job: &Job<'a>) -> Warned<Vec<SetPage<'a>>> {
    let medium = Web::new(job);
    let markup = Markup::new(job.document, job.theme, &medium);
    let pages = job.document.pack.pages.iter().map(|page| set_page(job, &markup, page));
    let pages = pages.collect();
    Warned { value: pages, diagnostics: medium.notes() }
}

/// What a page says, with the addresses that print spells out.
fn set_page<'a>(job: &Job<'a>, markup: &Markup<'_>, page: &'a Page<Linked>) -> SetPage<'a> {
    let lang = page.meta.lang.as_deref().unwrap_or(&job.document.pack.meta.lang);
    let mut title = markup.title(page).class("page-title").into();
    let mut body = markup.body(page);
    let nodes = std::iter::once(&mut title).chain(&mut body);
    let addresses = addresses::spell_out(nodes, job.theme.label(lang, Label::Addresses));
    body.extend(addresses.map(Node::from));
    SetPage { page, title, body }
}
