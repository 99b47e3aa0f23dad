//! From raw pages to the document tree. Parsing never fails: what cannot be read is reported.

mod abbreviations;
mod admonition;
mod attributes;
mod bare_addresses;
mod body;
mod brought;
mod builder;
mod code;
mod comments;
mod components;
mod computed_targets;
mod csv;
mod definitions;
mod delimiters;
mod drawings;
mod effects;
mod emphasis;
mod entities;
mod fence;
mod fenced;
mod formulas;
mod gitbook;
mod hidden_definitions;
mod html;
mod html_blocks;
mod hygiene;
mod icons;
mod jekyll;
mod mapped;
mod markdown;
mod markdown_in_html;
mod markings;
mod mdx;
mod mkdocs;
mod obsidian;
mod pictures;
mod reader;
mod shortcode;
mod tables;
#[cfg(test)]
mod tests;
mod title;
mod typography;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diag::{Sink, Warned};
use crate::files::{Files, PackPath};
use crate::maths::Macros;
use crate::source::comments::CommentForms;
use crate::source::{Dialect, Extensions, Punctuation, RawPack, RawPage};
use crate::span::{Sources, Span};
use crate::theme::Theme;
use crate::tree::{Authored, Pack, Page, PageMeta};
use abbreviations::Abbreviations;
use body::Body;
pub use body::Cache;
pub use brought::Brought;
use builder::Builder;
pub(crate) use html::callout_kind;
use mapped::Mapped;
use markdown::Reading;
use shortcode::{Library, Templates};
pub use shortcode::{Usage, usage};

/// Parses every page of a pack, in parallel.
///
/// The theme gives the shortcodes' templates, `files` what pages include; what is in `cache` is not
/// parsed again.
pub fn parse(
    raw: &RawPack,
    theme: &Theme,
    files: &dyn Files,
    sources: &Sources,
    cache: &Cache,
) -> Warned<Parsed> {
    let mut sink = Sink::default();
    let templates = Templates::load(theme, files, &mut sink);
    let mut brought = BTreeSet::new();
    let library = Library::new(raw, files, sources);
    let macros = raw.config.maths.macros();
    let setup = Setup {
        templates: &templates,
        library: &library,
        sources,
        reading: Reading {
            marks_escapes: raw.punctuation != Punctuation::AsWritten,
            maths: raw.maths,
            keeps_line_ends: raw.vault.as_ref().is_some_and(|vault| !vault.joins_lines()),
        },
        punctuation: &raw.punctuation,
        macros: &macros,
        dialect: raw.dialect,
        extensions: &raw.extensions,
        hidden_lines: &raw.hidden_lines,
        values: &raw.values,
        comments: raw.comments,
        site: &raw.meta.title,
        lang: &raw.meta.lang,
        cache,
        profiles: &raw.audience.profiles,
    };
    let parse = |page| parse_page(page, setup);
    let pages: Vec<_> = raw.pages.par_iter().map(parse).collect();
    let mut pages_read = Vec::with_capacity(pages.len());
    for page in pages {
        let (page, own) = sink.absorb(page);
        pages_read.push(page);
        brought.extend(own);
    }
    // A page that is included into others has been read, and found fault with, more than once.
    sink.dedup();
    let withheld = raw.withheld.par_iter().map(|page| parse(page).value.0).collect();
    let mut meta = raw.meta.clone();
    typography::set_meta(&mut meta, &raw.punctuation);
    let pack = Pack { meta, pages: pages_read };
    sink.finish(Parsed { pack, withheld, brought })
}

/// A pack as it was written.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The pages that were taken.
    pub pack: Pack<Authored>,
    /// The pages that are kept from the reader; what is wrong with them is not reported.
    pub withheld: Vec<Page<Authored>>,
    /// The files that were read for the pages that were taken: what they include, and templates.
    pub brought: BTreeSet<Brought>,
}

/// What every page is parsed with.
#[derive(Clone, Copy)]
struct Setup<'a> {
    templates: &'a Templates,
    library: &'a Library<'a>,
    sources: &'a Sources,
    reading: Reading,
    punctuation: &'a Punctuation,
    macros: &'a Macros,
    dialect: Dialect,
    /// The extensions of Python-Markdown that read the pages, in a folder of MkDocs.
    extensions: &'a Extensions,
    /// What lines of code start with that an mdBook does not show, by the code's language.
    hidden_lines: &'a BTreeMap<String, String>,
    /// The values that the settings of the site give the pages.
    values: &'a BTreeMap<String, String>,
    /// The private comments that the pages may hold.
    comments: CommentForms,
    /// The title of the whole.
    site: &'a str,
    /// Its language, as a BCP 47 tag.
    lang: &'a str,
    cache: &'a Cache,
    /// The profiles of the pack.
    profiles: &'a [String],
}

/// A page, and the files that are brought into it.
fn parse_page(raw: &RawPage, setup: Setup<'_>) -> Warned<(Page<Authored>, BTreeSet<Brought>)> {
    let called = serde_json::to_string(&(setup.site, &raw.meta)).unwrap_or_default();
    let key = (raw.file, raw.body.clone(), setup.reading, called);
    let body = setup.cache.body(key, || parse_body(raw, setup));
    let mut sink = Sink::default();
    let mut body = sink.absorb((*body).clone());
    let mut title = title::take_title(raw, setup.dialect, &mut body.blocks);
    let lang = raw.meta.lang.as_deref().unwrap_or(setup.lang);
    // A tool sets what is Markdown, and so no title of front matter.
    let by_tool = matches!(setup.punctuation, Punctuation::OfTool(_));
    let heading = (title.headed || !by_tool).then_some(&mut title.content);
    typography::set_punctuation(heading, &mut body.blocks, lang, setup.punctuation);
    for note in &mut body.notes {
        typography::set_punctuation(None, &mut note.blocks, lang, setup.punctuation);
    }
    formulas::expand(&mut title.content, &mut body, setup.macros);
    let Body { blocks, notes, brought, .. } = body;
    let mut page = Page {
        file: raw.file,
        key: raw.key.clone(),
        anchor: title.anchor,
        meta: PageMeta { title: title.name, ..raw.meta.clone() },
        depth: raw.depth,
        part: raw.part.as_ref().map(|part| title::in_words(part, setup.dialect)),
        title: title.content,
        headed: title.headed,
        named: title.named,
        blocks,
        notes,
    };
    let names = [Some(&mut page.meta.title), page.part.as_mut()];
    typography::set_names(names.into_iter().flatten(), lang, setup.punctuation);
    page.take_name_from_title();
    sink.finish((page, brought))
}

/// Sets the signs of a page that was made and not read, as those of pages that were.
pub fn set_signs(page: &mut Page<Authored>, lang: &str, punctuation: &Punctuation) {
    if *punctuation != Punctuation::OfLanguage {
        return;
    }
    typography::set_punctuation(Some(&mut page.title), &mut page.blocks, lang, punctuation);
    typography::set_names([&mut page.meta.title], lang, punctuation);
}

fn parse_body(raw: &RawPage, setup: Setup<'_>) -> Warned<Body> {
    let Setup { templates, library, sources, reading, dialect, comments, .. } = setup;
    let mut sink = Sink::default();
    let body = sources.get(raw.file).text.get(raw.body.clone()).unwrap_or_default();
    let text = Mapped::verbatim(body, raw.file, raw.body.start);
    let including = std::slice::from_ref(&raw.path);
    let library = &library.for_page();
    let text = hygiene::repair(text, &mut sink);
    markings::tell(&text, setup.profiles, &mut sink);
    let forms = comments.in_file(&raw.path);
    let forms = if dialect == Dialect::Jekyll { forms.behind_liquid() } else { forms };
    let text = comments::leave_out(text, forms, &mut sink);
    let context = shortcode::Context {
        templates,
        library,
        path: &raw.path,
        including,
        around: &[],
        for_others: false,
    };
    let text = expand(text, raw, setup, context, &mut sink);
    // What has been brought in holds comments too.
    let text = comments::leave_out(text, forms, &mut sink);
    let conditions = shortcode::conditions(&text);
    let (text, abbreviations) = as_markdown(text, setup, &mut sink);
    hidden_definitions::tell(&text, library.reader(), &mut sink);

    let mut builder = Builder::new(Span::new(raw.file, raw.body.clone()), sink);
    if dialect == Dialect::MkDocs {
        builder.read_icons();
    }
    if dialect == Dialect::Plain {
        builder.read_values();
    }
    markdown::read(&text, reading, &mut builder);
    let mut built = builder.finish();
    shortcode::report_unopened(conditions, &built.conditions, &mut built.sink);
    match dialect {
        Dialect::MdBook => {
            shortcode::mdbook::hide_lines(&mut built.blocks, setup.hidden_lines);
        }
        Dialect::MkDocs => {
            let names_language = setup.extensions.has("pymdownx.inlinehilite");
            mkdocs::read_code(&mut built.blocks, names_language);
        }
        _ => {}
    }
    abbreviations::explain(&mut built.blocks, &abbreviations);
    code::take_markers(&mut built.blocks);
    if let Some(vault) = library.vault() {
        obsidian::rewrite_addresses(&mut built.blocks, vault, &raw.path);
        for note in &mut built.notes {
            obsidian::rewrite_addresses(&mut note.blocks, vault, &raw.path);
        }
    }
    let notes = built.notes.iter().map(|note| &note.blocks);
    for blocks in [&built.blocks].into_iter().chain(notes) {
        effects::tell(blocks, setup.extensions, &mut built.sink);
    }
    let (blocks, notes, brought) = (built.blocks, built.notes, library.brought());
    let hangs_on_reader = library.reader().was_asked();
    built.sink.finish(Body { blocks, notes, brought, hangs_on_reader })
}

/// The text of a page with what its tool, and the shortcodes of the pack, put into it.
fn expand(
    text: Mapped,
    raw: &RawPage,
    setup: Setup<'_>,
    context: shortcode::Context<'_>,
    sink: &mut Sink,
) -> Mapped {
    let text = shortcode::mdbook::expand(text, context, sink);
    let text = match context.library.vault() {
        Some(vault) => obsidian::rewrite(text, vault, context, sink),
        None => text,
    };
    let text = match setup.dialect {
        Dialect::Jekyll => {
            let (site, values, page) = (setup.site, setup.values, &raw.meta);
            let names = jekyll::Names { site, values, page, included: "" };
            jekyll::rewrite(&text, names, context, sink)
        }
        Dialect::MkDocs if setup.extensions.has("pymdownx.snippets") => {
            mkdocs::expand_snippets(text, &setup.extensions.snippets, context, sink)
        }
        Dialect::GitBook => {
            let text =
                delimiters::doubled::set_in_line(gitbook::rewrite(text, setup.values), false);
            components::rewrite(text)
        }
        dialect if is_mdx(&raw.path, dialect) => mdx::rewrite(&text, context, sink),
        _ => components::rewrite(text),
    };
    shortcode::expand(&text, context, sink)
}

/// The text in the Markdown that the library reads, and the abbreviations that it explains.
fn as_markdown(text: Mapped, setup: Setup<'_>, sink: &mut Sink) -> (Mapped, Abbreviations) {
    let Setup { dialect, extensions, reading, library, .. } = setup;
    let has = |extension| match dialect {
        Dialect::MkDocs => extensions.has(extension),
        dialect => dialect == Dialect::Jekyll,
    };
    let text = bare_addresses::enclose_starred(text);
    let text = computed_targets::enclose(text);
    let text = pictures::rewrite_sizes(text);
    let text = fenced::rewrite(text);
    let of_mkdocs = Some(extensions).filter(|_| dialect == Dialect::MkDocs);
    let text = admonition::rewrite(text, of_mkdocs, sink);
    let text = drawings::rewrite(text);
    let text = if has("md_in_html") { markdown_in_html::rewrite(text) } else { text };
    let ends_html = matches!(dialect, Dialect::MkDocs | Dialect::Jekyll);
    let text = if ends_html { html_blocks::part(text) } else { text };
    let text = if has("tables") { tables::rewrite(text) } else { text };
    let (text, abbreviations) = if has("abbr") {
        abbreviations::take(text, library.reader())
    } else {
        (text, Abbreviations::new())
    };
    let text = match dialect {
        Dialect::MkDocs if extensions.names("pymdownx.smartsymbols") => {
            mkdocs::rewrite_symbols(mkdocs::rewrite_marks(text, extensions))
        }
        Dialect::MkDocs => mkdocs::rewrite_marks(text, extensions),
        _ => text,
    };
    let text = if ends_html { emphasis::rewrite(text) } else { text };
    let text = definitions::escape_colons(text);
    (delimiters::normalise(text, reading.maths), abbreviations)
}

/// Docusaurus reads every page as MDX.
fn is_mdx(path: &PackPath, dialect: Dialect) -> bool {
    let by_name = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
    by_name || dialect == Dialect::Docusaurus
}
