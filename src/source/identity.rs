//! What is said about the pack as a whole: by `pack.yaml`, else by its pages.

use indexmap::IndexMap;

use super::config::{PackConfig, Settings};
use super::front_matter::extend_unique;
use super::order::{Candidate, Identity};
use super::{spoken, words};
use crate::diag::Sink;
use crate::span::{FileId, Sources};
use crate::text::language::is_language_tag;
use crate::text::slug::of_file;
use crate::tree::{PackMeta, PageMeta};

/// What pages and folder offer where `pack.yaml` is silent.
pub(super) struct Offer<'a> {
    /// The pages of the pack.
    pub(super) pages: &'a [&'a Candidate],
    /// The page that speaks for all: the index of a folder, or the only page.
    pub(super) speaker: Option<&'a Candidate>,
    /// What the settings of another tool say about the whole.
    pub(super) site: &'a Identity,
    /// The name of the folder, or of the only page.
    pub(super) name: &'a str,
    /// Whether one page alone is exported, which then goes by its own title.
    pub(super) single: bool,
    /// The texts of the pages.
    pub(super) sources: &'a Sources,
}

/// Settles what is said about the pack, and which page's heading is its title, where nothing else
/// says it.
pub(super) fn settle(
    settings: &Settings,
    offer: &Offer<'_>,
    sink: &mut Sink,
) -> (PackMeta, Option<FileId>) {
    let config = &settings.config;
    let speaker = offer.speaker.map(|page| &page.front.meta);
    let of_pack = |setting: &Option<String>| setting.clone().filter(|_| !offer.single);
    let title = of_pack(&config.title).or_else(|| of_pack(&offer.site.title)).or_else(|| {
        let stated = offer.speaker.filter(|page| page.front.written_title.is_some());
        stated.map(|page| page.front.meta.title.clone())
    });
    let entitled_by = offer.speaker.filter(|_| title.is_none()).map(|page| page.file);
    let title = title.unwrap_or_else(|| words::readable(offer.name));
    let meta = PackMeta {
        slug: slug(settings, offer, &title),
        title,
        subtitle: of_pack(&config.subtitle),
        seo_title: of_pack(&config.seo_title)
            .or_else(|| speaker.and_then(|meta| meta.seo_title.clone())),
        description: of_pack(&config.description)
            .or_else(|| of_pack(&offer.site.description))
            .or_else(|| speaker.and_then(|meta| meta.description.clone())),
        lang: language(config, offer, sink),
        authors: authors(config, offer),
        publisher: config.publisher.clone(),
        copyright: config.copyright.clone().or_else(|| offer.site.copyright.clone()),
        version: config.version.clone(),
        status: config.status.clone(),
        owner: config.owner.clone(),
        classification: config.classification.clone(),
        watermark: config.watermark.clone().filter(|words| !words.trim().is_empty()),
        date: date(config, offer),
        identifier: config
            .identifier
            .as_ref()
            .filter(|_| !offer.single)
            .map(|identifier| identifier.value.clone()),
        keywords: keywords(config, offer),
        metadata: fields(config),
        toc: config.toc_depth(),
    };
    (meta, entitled_by)
}

fn metas<'a>(offer: &Offer<'a>) -> impl Iterator<Item = &'a PageMeta> {
    offer.pages.iter().map(|page| &page.front.meta)
}

fn slug(settings: &Settings, offer: &Offer<'_>, title: &str) -> String {
    let chosen =
        settings.config.slug.as_ref().filter(|_| !offer.single).map(|slug| slug.value.clone());
    let named = [offer.name, title].into_iter().map(of_file).find(|slug| !slug.is_empty());
    let slug = chosen.or(named).unwrap_or_else(|| "pack".to_owned());
    match &settings.suffix {
        Some(suffix) => format!("{slug}-{}", of_file(suffix)),
        None => slug,
    }
}

/// The language of `pack.yaml`, of the folder's tool, of the page that speaks for all, or of every
/// page; else the one that their words are of, which is told.
fn language(config: &PackConfig, offer: &Offer<'_>, sink: &mut Sink) -> String {
    let spoken = offer.speaker.and_then(|page| page.front.meta.lang.clone());
    let common = || {
        let first = metas(offer).next()?.lang.clone()?;
        metas(offer).all(|meta| meta.lang.as_ref() == Some(&first)).then_some(first)
    };
    let chosen = config.lang.as_ref().map(|lang| lang.value.clone());
    let of_site = offer.site.lang.as_ref().map(|lang| lang.replace('_', "-"));
    let of_site = of_site.filter(|lang| is_language_tag(lang));
    chosen.or(of_site).or(spoken).or_else(common).unwrap_or_else(|| {
        let spoken = spoken::language(offer.pages, offer.sources);
        sink.extend(spoken::told(spoken, offer.single));
        spoken.tag().to_owned()
    })
}

fn authors(config: &PackConfig, offer: &Offer<'_>) -> Vec<String> {
    let mut authors = Vec::new();
    extend_unique(&mut authors, config.authors.iter().cloned());
    if authors.is_empty() {
        extend_unique(&mut authors, offer.site.authors.iter().cloned());
    }
    if authors.is_empty() {
        extend_unique(&mut authors, metas(offer).flat_map(|meta| meta.authors.iter().cloned()));
    }
    authors
}

/// The further fields. One without a value is none: so a profile takes it away.
fn fields(config: &PackConfig) -> IndexMap<String, String> {
    let fields = config.metadata.iter().map(|(name, value)| (name, value.value.trim()));
    let filled = fields.filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| (name.clone(), value.to_owned())).collect()
}

fn keywords(config: &PackConfig, offer: &Offer<'_>) -> Vec<String> {
    let mut keywords = Vec::new();
    extend_unique(&mut keywords, config.keywords.iter().cloned());
    extend_unique(&mut keywords, metas(offer).flat_map(|meta| meta.tags.iter().cloned()));
    keywords
}

/// The date of `pack.yaml`, else the latest of a page; ISO 8601 dates sort as texts.
fn date(config: &PackConfig, offer: &Offer<'_>) -> Option<String> {
    let chosen = config.date.as_ref().filter(|_| !offer.single).map(|date| date.value.clone());
    chosen.or_else(|| metas(offer).filter_map(|meta| meta.date.clone()).max())
}
