//! What is said about the pack as a whole: by `pack.yaml`, else by its pages.

use indexmap::IndexMap;

use super::candidate::Candidate;
use super::config::{PackConfig, Settings};
use super::order::Identity;
use super::wanted::{Selection, Wanted};
use super::words::extend_unique;
use super::{spoken, words};
use crate::diag::Sink;
use crate::files::{Files, PackPath};
use crate::span::{FileId, Sources};
use crate::text::language::{has_usual_shape, is_language_tag, primary};
use crate::text::page_path::IndexKind;
use crate::text::single_spaced;
use crate::text::slug::of_file;
use crate::text::visible::is_blank;
use crate::tree::{PackMeta, PageMeta, Typed};
use crate::yaml::Located;

/// Names of folders that say what kind of thing lies in them, and nothing of what it is about.
const GENERIC: [&str; 34] = [
    "book",
    "chapters",
    "content",
    "contents",
    "current",
    "doc",
    "docs",
    "documentation",
    "files",
    "latest",
    "main",
    "manuscript",
    "markdown",
    "master",
    "md",
    "next",
    "out",
    "output",
    "pages",
    "public",
    "repo",
    "site",
    "source",
    "sources",
    "src",
    "stable",
    "text",
    "texts",
    "web",
    "website",
    "wiki",
    "www",
    "tmp",
    "temp",
];

/// What pages and folder offer where `pack.yaml` is silent.
pub(super) struct Offer<'a> {
    /// The pages of the pack.
    pub(super) pages: &'a [&'a Candidate],
    /// The page that speaks for all: the index of a folder, or the only page.
    pub(super) speaker: Option<&'a Candidate>,
    /// What the settings of another tool say about the whole.
    pub(super) site: &'a Identity,
    /// The title of the site that the folder is a part of.
    pub(super) above: Option<&'a str>,
    /// The names that the whole may go by, the nearest first: of the only page, of folders.
    pub(super) names: &'a [String],
    /// Whether one page alone is exported, which then goes by its own title.
    pub(super) single: bool,
    /// The texts of the pages.
    pub(super) sources: &'a Sources,
}

impl<'a> Offer<'a> {
    /// What these pages and their folder offer.
    pub(super) fn new(
        sources: &'a Sources,
        wanted: &'a Wanted,
        site: &'a Identity,
        names: &'a [String],
        pages: &'a [&'a Candidate],
    ) -> Self {
        let single = wanted.selection != Selection::Folder;
        let speaker = match &wanted.selection {
            Selection::Page(_) => pages.first(),
            Selection::Folder => pages.iter().find(|page| page.opens_pack()),
        };
        let above = wanted.title_above.as_deref();
        Self { pages, speaker: speaker.copied(), site, above, names, single, sources }
    }
}

/// Settles what is said about the pack, and which page's heading is its title, where nothing else
/// says it.
pub(super) fn identify(
    settings: &Settings,
    offer: &Offer<'_>,
    sink: &mut Sink,
) -> (PackMeta, Option<FileId>) {
    let config = &settings.config;
    let speaker = offer.speaker.map(|page| &page.front.meta);
    let is_said = |text: &String| !offer.single && !is_blank(text);
    let of_pack = |setting: &Option<String>| setting.clone().filter(is_said);
    let lang = language(config, offer, sink);
    let name = telling_name(offer, &lang);
    let nearest = offer.names.first().filter(|nearest| Some(*nearest) == name);
    // The name of a part says what is in it; one that does not leaves that to the whole.
    let of_site = offer.above.filter(|_| nearest.is_none() && !offer.single).map(str::to_owned);
    let title = of_pack(&config.title).or_else(|| of_pack(&offer.site.title)).or(of_site);
    let title = title.or_else(|| {
        let stated = offer.speaker.filter(|page| page.front.written_title.is_some());
        stated.map(|page| page.front.meta.title.clone())
    });
    let first = offer.pages.first().copied().filter(|_| name.is_none());
    let speaks = offer.speaker.or(first).filter(|_| title.is_none());
    let entitled_by = speaks.map(|page| page.file);
    let title = title.unwrap_or_else(|| match (name, speaks) {
        (Some(name), _) => words::readable(name.trim_end_matches(".wiki")),
        (None, Some(page)) => page.front.meta.title.clone(),
        (None, None) => words::readable(offer.names.first().map_or("", String::as_str)),
    });
    let meta = PackMeta {
        slug: slug(settings, offer, &title),
        title,
        subtitle: of_pack(&config.subtitle),
        seo_title: of_pack(&config.seo_title)
            .or_else(|| speaker.and_then(|meta| meta.seo_title.clone())),
        description: of_pack(&config.description)
            .or_else(|| of_pack(&offer.site.description))
            .or_else(|| speaker.and_then(|meta| meta.description.clone())),
        lang,
        authors: authors(config, offer),
        publisher: config.publisher.clone(),
        copyright: config.copyright.clone().or_else(|| offer.site.copyright.clone()),
        version: config.version.clone(),
        status: config.status.clone(),
        owner: config.owner.clone(),
        classification: mark(config.classification.as_ref()),
        watermark: mark(config.watermark.as_ref()),
        date: date(config, offer),
        identifier: config
            .identifier
            .as_ref()
            .filter(|_| !offer.single)
            .map(|identifier| identifier.value.clone()),
        keywords: keywords(config, offer),
        metadata: fields(config),
        toc: config.toc_depth(),
        typed: Typed::default(),
    };
    (meta, entitled_by)
}

/// The names that the whole may go by, the nearest first: that of the only page, those of the folders
/// down to where the pages lie, those of the folders around them.
pub(super) fn names_of(files: &dyn Files, root: &str, selection: &Selection) -> Vec<String> {
    let (page, folder) = match selection {
        Selection::Page(path) => (Some(path.stem()), path.folder()),
        Selection::Folder => (None, root),
    };
    let page = page.filter(|_| !matches!(selection, Selection::Page(it) if is_index(it)));
    let inside = page.into_iter().chain(folder.rsplit('/').filter(|name| !name.is_empty()));
    let inside = inside.chain([files.name()]).map(str::to_owned);
    inside.chain(files.names_above()).collect()
}

fn is_index(path: &PackPath) -> bool {
    IndexKind::of(path.stem()).is_some()
}

/// The words of a mark, on one line; none where it shows nothing.
fn mark(setting: Option<&Located<String>>) -> Option<String> {
    let words = setting.map(|setting| single_spaced(&setting.value));
    words.filter(|words| !is_blank(words))
}

fn metas<'a>(offer: &Offer<'a>) -> impl Iterator<Item = &'a PageMeta> {
    offer.pages.iter().map(|page| &page.front.meta)
}

fn slug(settings: &Settings, offer: &Offer<'_>, title: &str) -> String {
    let chosen =
        settings.config.slug.as_ref().filter(|_| !offer.single).map(|slug| slug.value.clone());
    let name = offer.names.iter().map(String::as_str).find(|name| !name.is_empty());
    let named = name.into_iter().chain([title]).map(of_file).find(|slug| !slug.is_empty());
    let slug = chosen.or(named).unwrap_or_else(|| "pack".to_owned());
    match &settings.suffix {
        Some(suffix) => format!("{slug}-{}", of_file(suffix)),
        None => slug,
    }
}

/// The first name that says what the whole is about: none that is a language's, or of what every
/// folder holds.
fn telling_name<'a>(offer: &Offer<'a>, lang: &str) -> Option<&'a String> {
    let says = |name: &str| {
        let plain = name.trim_end_matches(".wiki").to_lowercase();
        !plain.is_empty() && !GENERIC.contains(&&*plain) && !names_language(name, lang)
    };
    offer.names.iter().find(|name| says(name))
}

/// Whether a folder's name is the language that its pages are in, or one with a country, such as
/// `pt-BR`, which is nothing else.
fn names_language(name: &str, lang: &str) -> bool {
    let tag = name.replace('_', "-");
    let has_country = tag.contains('-') && primary(&tag).len() == 2;
    is_language_tag(&tag)
        && has_usual_shape(&tag)
        && (has_country || primary(&tag) == primary(lang))
}

/// The language of `pack.yaml`, of the folder's tool, of the page that speaks for all, or of every
/// page; else that of a folder's name, unless their words are surely of another; else the one that
/// their words are of, which is reported.
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
        let mut tags = offer.names.iter().map(|name| name.replace('_', "-"));
        let named = tags.find(|tag| spoken.may_be(tag));
        named.unwrap_or_else(|| {
            sink.extend(spoken::told(spoken, offer.single));
            spoken.tag().to_owned()
        })
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

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::files::MemoryFiles;

    /// Title and language of a folder that lies in others, the nearest first.
    fn of(names: &[&str], pages: &[(&str, &str)], title_above: Option<&str>) -> (String, String) {
        let files = MemoryFiles::new().named(names[0]).below(&names[1..]);
        let files = pages.iter().fold(files, |files, (path, text)| files.with(path, *text));
        let title_above = title_above.map(str::to_owned);
        let wanted = Wanted { title_above, ..Wanted::default() };
        let meta = read(&files, &wanted, &mut Sources::default()).value.meta;
        (meta.title, meta.lang)
    }

    #[test]
    fn a_name_that_says_nothing_is_no_title() {
        let english = "Some words that are of the one language which everybody here can read.";
        let german = "Das ist der Text, und er ist nicht auf Englisch, sondern in einer anderen \
                      Sprache, die man hier nicht mit jener verwechseln kann.";
        let title = |names: &[&str], page: &str| of(names, &[("a.md", page)], None);
        let is = |title: &str, lang: &str| (title.to_owned(), lang.to_owned());
        assert_eq!(title(&["en", "docs", "tea-house"], english), is("Tea house", "en"));
        assert_eq!(title(&["Manuscript", "2024-01-02-notes"], english), is("Notes", "en"));
        assert_eq!(title(&["de", "docs", "haus"], german), is("Haus", "de"));
        // A team may be called as a language is.
        assert_eq!(title(&["it", "firm"], english), is("It", "en"));
        assert_eq!(title(&["zh-CN", "tea.wiki"], ""), is("Tea", "zh-CN"));
        // Nothing says it but a page.
        assert_eq!(of(&["src"], &[("one-cup.md", "")], None), is("One cup", "en"));
        assert_eq!(
            of(&["docs"], &[("README.md", "---\ntitle: Cups\n---\n")], None),
            is("Cups", "en")
        );
        // The site around the folder has a title, which its parts do not take.
        let pages = [("index.md", "")];
        assert_eq!(of(&["docs", "tea"], &pages, Some("All of tea")).0, "All of tea");
        assert_eq!(of(&["cups", "docs"], &pages, Some("All of tea")).0, "Cups");
    }
}
