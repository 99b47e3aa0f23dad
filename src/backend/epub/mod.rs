//! The book: an EPUB 3.3 publication.

mod accessibility;
mod archive;
mod attached;
mod contents;
mod cover;
mod document;
mod font;
mod identity;
mod links;
mod lists;
mod medium;
mod metadata;
mod nav;
mod package;
mod pagination;
mod parts;
mod raster;
mod split;
mod style;
mod table;
mod template;

use std::collections::BTreeSet;

use zip::result::ZipResult;

use super::{Artifact, Job, Row};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::markup::{Syntax, class_rules, write};
use crate::resolve::{AssetStore, CaptionedKind, Format};
use crate::theme::{Label, Medium};
use crate::tree::{AssetId, Matter, PackMeta};
use accessibility::Findings;
use archive::{Archive, Packing};
use contents::Outline;
use font::Font;
use links::Addresses;
use lists::Lists;
use metadata::Metadata;
use nav::Navigation;
use pagination::Pagination;
use parts::{Document, Kind, Resource};

/// The row of this output in the table of backends.
pub(super) const ROW: Row = Row {
    name: "epub",
    about: "an EPUB 3.3 book",
    size_limit: |config| config.epub.max_size.as_ref(),
    claims_standards: false,
    needs_fonts: true,
    brings_fonts_unasked: |options| options.epub.fonts.is_none(),
    render,
};

/// The folder of the book inside the archive.
const FOLDER: &str = "EPUB";

/// The id of the cover picture in the manifest.
const COVER_ID: &str = "cover-image";

fn render(job: &Job<'_>) -> Warned<Option<Artifact>> {
    let mut sink = Sink::default();
    match make(job, &mut sink) {
        Ok(artifact) => sink.finish(Some(artifact)),
        Err(fault) => {
            sink.push(fault);
            sink.finish(None)
        }
    }
}

/// Makes the book, from the text outwards to the container.
fn make(job: &Job<'_>, sink: &mut Sink) -> Result<Artifact, Diagnostic> {
    let job = &job.for_medium(Medium::Epub);
    let meta = &job.document.pack.meta;
    let mut printed = Pagination::new(&job.layout().value, &job.document.pack.pages);
    let mut chapters = document::chapters(job, std::mem::take(&mut printed.starts));
    let addresses = Addresses::of(&chapters);
    links::rewrite_hrefs(&mut chapters, &addresses);
    report_undated(job, sink);
    let lists = lists(job, &chapters, &addresses, printed);
    // A picture that no document shows would be a file without a use.
    let cover = job.theme.tokens.cover.show.then(|| cover::draw(job, sink)).flatten();
    let spine = spine(job, chapters, &lists, cover.is_some());
    let assets = used_assets(job, &spine);
    let fonts = font::embedded(job, &spine);
    let findings = Findings::of(&spine, &assets, &job.assets, !lists.pages.is_empty());
    let identifier = identity::identify(meta);
    let navigation = Navigation { meta, theme: job.theme, lists: &lists };
    let metadata = Metadata {
        meta,
        identifier: &identifier,
        theme: job.theme,
        options: job.options,
        findings,
        languages: languages(meta, &spine),
        cover: cover.as_ref().map(|_| COVER_ID),
    };
    let bodies = spine.iter().flat_map(|document| &document.body);
    let files = Files {
        store: &job.assets,
        package: package::write_package(
            &metadata,
            &spine,
            &resources(job, &assets, &fonts, cover.is_some(), &spine),
        ),
        ncx: navigation.ncx(&identifier.text),
        style: style::style_sheet(job.theme, &font::rules(&fonts), &class_rules(bodies), sink),
        pages: pages(job, &spine)?,
        cover,
        fonts,
        assets,
    };
    let bytes = files.pack().map_err(|fault| {
        Diagnostic::error(Code::Output, format!("the book cannot be put together: {fault}"))
    })?;
    let count = spine.iter().filter(|it| it.kind == Kind::Chapter).count();
    Ok(Artifact { bytes, extent: Some((count, "chapters")), weights: Vec::new() })
}

/// Tells of a book that nothing dates. Every book has to say when it was last changed.
fn report_undated(job: &Job<'_>, sink: &mut Sink) {
    if job.options.date.is_none() && job.document.pack.meta.date.is_none() {
        let message = "nothing says of what day the book is, so it is dated 1970";
        let help = "write the day into pack.yaml: `date: 2027-03-01`";
        sink.push(Diagnostic::note(Code::Undated, message).help(help));
    }
}

/// What the navigation lists.
fn lists(
    job: &Job<'_>,
    chapters: &[Document],
    addresses: &Addresses,
    printed: Pagination,
) -> Lists {
    let outline = Outline {
        document: job.document,
        entries: &job.document.outline,
        levels: job.document.pack.meta.toc.levels(job.theme.tokens.contents.screen_depth),
        numbers: &job.document.heading_numbers(job.theme),
    };
    let mut contents = contents::contents(&outline, chapters, addresses);
    let Pagination { front, text: mut before, opening, .. } = printed;
    let text = before.split_off(opening);
    let (front, opening) = contents::front_pages(&front, &mut contents, addresses);
    let mut pages = contents::pages(before, addresses);
    pages.extend(front);
    pages.extend(contents::pages(text, addresses));
    Lists {
        opening,
        contents,
        figures: contents::captioned(job.document, CaptionedKind::Figure, addresses),
        tables: contents::captioned(job.document, CaptionedKind::Table, addresses),
        pages,
    }
}

/// All content documents in reading order: cover, title page, contents, then the text.
fn spine(job: &Job<'_>, chapters: Vec<Document>, lists: &Lists, has_cover: bool) -> Vec<Document> {
    let meta = &job.document.pack.meta;
    let label = |label| job.theme.label(&meta.lang, label).to_owned();
    let front = |file: &str, title: String, kind| Document {
        file: file.to_owned(),
        title,
        lang: meta.lang.clone(),
        description: meta.description.clone().filter(|_| kind == Kind::Title),
        kind,
        role: None,
        start: None,
        body: Vec::new(),
    };
    let mut spine = Vec::new();
    if has_cover {
        spine.push(cover::document(front("cover.xhtml", label(Label::Cover), Kind::Cover)));
    }
    spine.push(front("title.xhtml", metadata::title(meta).to_owned(), Kind::Title));
    let is_opening = |document: &Document| Matter::of(document.role) == Matter::Opening;
    let contents_at = spine.len() + chapters.iter().take_while(|it| is_opening(it)).count();
    spine.extend(chapters);
    let contents = Navigation { meta, theme: job.theme, lists }.document(&spine);
    spine.insert(contents_at, contents);
    spine
}

/// The attachments that documents show, in order of first use.
fn used_assets(job: &Job<'_>, spine: &[Document]) -> Vec<AssetId> {
    let assets = &job.assets;
    let mut shown = BTreeSet::new();
    for node in spine.iter().flat_map(|document| &document.body) {
        node.visit(&mut |element| shown.extend(element.asset));
    }
    let all = assets.iter().map(|(id, _)| id);
    all.filter(|id| assets.logo == Some(*id) || shown.contains(id)).collect()
}

/// The languages of the book's documents, the pack's first.
fn languages<'a>(meta: &'a PackMeta, spine: &'a [Document]) -> Vec<&'a str> {
    let all = spine.iter().map(|document| document.lang.as_str());
    let mut languages = vec![meta.lang.as_str()];
    for language in all {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// What the manifest lists beside the content documents.
fn resources(
    job: &Job<'_>,
    assets: &[AssetId],
    fonts: &[Font],
    has_cover: bool,
    spine: &[Document],
) -> Vec<Resource> {
    let fixed = |id: &str, path: &str, media_type: &str| Resource {
        id: id.to_owned(),
        path: path.to_owned(),
        media_type: media_type.to_owned(),
        properties: None,
        fallback: None,
    };
    let mut resources = vec![
        fixed("ncx", NCX_FILE, "application/x-dtbncx+xml"),
        fixed("style", style::FILE, "text/css"),
    ];
    if has_cover {
        let cover = fixed(COVER_ID, cover::FILE, "image/png");
        resources.push(Resource { properties: Some("cover-image"), ..cover });
    }
    for (at, id) in assets.iter().enumerate() {
        let path = medium::media_path(&job.assets, *id);
        let media_type = job.assets.get(*id).format.media_type();
        resources.push(fixed(&format!("media-{}", at + 1), &path, media_type));
    }
    for (at, font) in fonts.iter().enumerate() {
        resources.push(fixed(&format!("font-{}", at + 1), &font.path, font.media_type));
    }
    resources.extend(attached::resources(&job.assets, spine));
    resources
}

/// The content documents as files.
fn pages(job: &Job<'_>, spine: &[Document]) -> Result<Vec<(String, String)>, Diagnostic> {
    let templates = job.theme.compile(template::FOLDER)?;
    let (meta, assets) = (&job.document.pack.meta, &job.assets);
    let page = |document: &Document| {
        let body = match document.kind {
            Kind::Title => {
                let logo = assets.logo.map(|logo| medium::media_path(assets, logo));
                template::title_page(&templates, meta, logo, job.theme)?
            }
            _ => write(&document.body, Syntax::Xhtml),
        };
        Ok((document.file.clone(), template::page(&templates, document, meta, &body)?))
    };
    spine.iter().map(page).collect()
}

/// The file of the navigation for old reading systems.
const NCX_FILE: &str = "toc.ncx";

/// Where reading systems start (EPUB 3.3, 4.2.6.3.1).
const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"#;

/// Everything that goes into the archive.
struct Files<'a> {
    store: &'a AssetStore,
    package: String,
    ncx: String,
    style: String,
    pages: Vec<(String, String)>,
    cover: Option<Vec<u8>>,
    fonts: Vec<Font>,
    assets: Vec<AssetId>,
}

impl Files<'_> {
    fn pack(&self) -> ZipResult<Vec<u8>> {
        let mut archive = Archive::new()?;
        archive.add("META-INF/container.xml", CONTAINER.as_bytes(), Packing::Deflated)?;
        let texts =
            [("package.opf", &self.package), (NCX_FILE, &self.ncx), (style::FILE, &self.style)];
        let pages = self.pages.iter().map(|(file, text)| (file.as_str(), text));
        for (file, text) in texts.into_iter().chain(pages) {
            archive.add(&format!("{FOLDER}/{file}"), text.as_bytes(), Packing::Deflated)?;
        }
        if let Some(cover) = &self.cover {
            archive.add(&format!("{FOLDER}/{}", cover::FILE), cover, Packing::Stored)?;
        }
        for font in &self.fonts {
            archive.add(&format!("{FOLDER}/{}", font.path), &font.bytes, Packing::Deflated)?;
        }
        for id in &self.assets {
            let asset = self.store.get(*id);
            let packing =
                if asset.format == Format::Svg { Packing::Deflated } else { Packing::Stored };
            let path = format!("{FOLDER}/{}", medium::media_path(self.store, *id));
            archive.add(&path, &asset.bytes, packing)?;
        }
        for (at, file) in self.store.attached.iter().enumerate() {
            let path = format!("{FOLDER}/{}", attached::path(self.store, at));
            archive.add(&path, &file.bytes, Packing::Deflated)?;
        }
        archive.finish()
    }
}
