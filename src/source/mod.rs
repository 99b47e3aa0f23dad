//! From a folder to ordered raw pages: reads files and front matter, decides the order.

mod addresses;
mod audience;
pub(crate) mod comments;
mod config;
mod date;
mod decode;
mod dialect;
mod documents;
mod epub;
mod extensions;
mod front_matter;
mod html;
mod hygiene;
mod identity;
mod images;
mod left_out;
mod listing;
pub(crate) mod literals;
pub(crate) mod markings;
mod maths;
mod media_place;
mod menus;
mod order;
mod pages;
mod pdf_standard;
mod program;
mod publication;
mod punctuation;
mod select;
mod spoken;
#[cfg(test)]
mod tests;
mod useless;
mod variables;
mod vault;
mod wanted;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use addresses::SiteAddresses;
pub use audience::Audience;
pub use config::{
    AttachEntry, AttachedFile, Certificate, CheckConfig, Command, ContentsEntry, ContentsGroup,
    Controls, DescribedPerson, DescribedRule, DocumentControl, GeneratedIndex, GeneratedPage,
    LinksConfig, MathsConfig, OutsidePictures, PackConfig, PdfConfig, Person, ProofConfig,
    Recipient, RegisterConfig, Rule, SETTINGS, Standard, VersionEntry, WebPictures, profiles,
    settings_in,
};
pub(crate) use date::normalize as normalize_date;
pub(crate) use decode::text_of;
pub use dialect::Dialect;
pub(crate) use documents::beside as documents_beside;
pub use epub::{AccessibilityConfig, Contributor, ContributorRole, EpubConfig, Series};
pub use extensions::{Changes, Extensions, Snippets};
pub(crate) use front_matter::without_front_matter;
pub use html::{HtmlConfig, HtmlImages};
pub use images::{ImagesConfig, PictureMetadata};
pub use left_out::{LeftOut, Reason};
pub use maths::{Formulas, MathDelimiters};
pub use media_place::MediaPlace;
pub use order::{HIDDEN_SETTINGS, LONGEST_VALUE, is_site};
pub use pdf_standard::{PdfArchival, PdfStandard};
pub use punctuation::{Punctuation, Signs};
pub(crate) use select::is_error_page;
pub use select::is_markdown;
pub(crate) use variables::mentioned as mentioned_variables;
pub use variables::{Variables, mentions_variable};
pub use vault::Vault;
pub use wanted::{Selection, SetVariable, Unread, VariableFile, Wanted};

use crate::diag::{Code, Concern, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, Listing, PackPath, Recorded, Unlisted};
use crate::span::{FileId, Sources};
use crate::text::day::Day;
use crate::tree::{PackMeta, PageMeta};
use crate::yaml::Located;
pub use comments::CommentForms;
use config::Settings;
use identity::Offer;
use order::{Candidate, Site};
use pages::{Readers, Words, key_of, read_pages};
use publication::Published;
use select::Rules;

/// A pack as read: nothing is parsed but front matter.
#[derive(Clone, Debug, Default)]
pub struct RawPack {
    /// What is said about the pack.
    pub meta: PackMeta,
    /// What `pack.yaml` says, with the chosen profile over it.
    pub config: PackConfig,
    /// Whom it is made for.
    pub audience: Audience,
    /// The tool that the folder was written for.
    pub dialect: Dialect,
    /// The extensions of Python-Markdown that read its pages, in a folder of `MkDocs`.
    pub extensions: Extensions,
    /// What lines of code start with that an mdBook does not show, by the code's language.
    pub hidden_lines: BTreeMap<String, String>,
    /// Its files by their names, where it is a vault of Obsidian's.
    pub vault: Option<Vault>,
    /// The private comments that its pages may hold.
    pub comments: CommentForms,
    /// The formulas in them.
    pub maths: Formulas,
    /// What becomes of typewriter's punctuation.
    pub punctuation: Punctuation,
    /// The variables with their values.
    pub variables: Variables,
    /// The values that the settings of a site give its pages, by the names that pages call them by:
    /// those of Hugo in lower case, `site.name` of Jekyll, `book.name` of GitBook.
    pub values: BTreeMap<String, String>,
    /// The pages in reading order.
    pub pages: Vec<RawPage>,
    /// The page whose heading is the title of the whole, where nothing else says it.
    pub entitled_by: Option<FileId>,
    /// The day that the choice of pages hangs on; none where no page has a day.
    pub on: Option<Day>,
    /// The day that was asked about.
    asked: Option<Day>,
    /// The pages that stay out, and why, sorted by path.
    pub left_out: Vec<LeftOut>,
    /// Those of them that are kept from the reader.
    pub withheld: Vec<RawPage>,
    /// The files that decided what is in the pack: its settings, those of the tool it was written
    /// for, and its pages. None that is left out.
    pub read: BTreeSet<PackPath>,
    /// What `include` and `exclude` say.
    rules: Rules,
}

impl RawPack {
    /// Why a file is not for this reader as it is: `exclude` leaves it out, or it is a page that is
    /// held back.
    pub(crate) fn keeps_file(&self, path: &PackPath) -> Option<Reason> {
        let by_path = || self.rules.exclude_path(path).then_some(Reason::Excluded);
        let by_path = || by_path().filter(|_| is_markdown(path));
        let page = self.left_out.iter().find(|page| page.path == *path);
        page.map(|page| page.reason.clone()).filter(Reason::is_settled).or_else(by_path)
    }

    /// Why the text of a file that is brought into a page is not for this reader: it says itself
    /// that nobody is to read it yet, or `exclude` leaves it out for this reader and not for others.
    /// What only keeps it from being a page of its own is none: parts of pages are written so.
    pub(crate) fn held_from_pages(&self, path: &PackPath, text: &str) -> Option<Reason> {
        let mut sources = Sources::default();
        let file = sources.add(path.as_str(), text);
        let profiles = &self.audience.profiles;
        let (forms, dialect) = (self.comments, self.dialect);
        let decided = decides(profiles, &self.config);
        let words = Words { variables: &self.variables, forms, profiles, decided, dialect };
        let front = front_matter::read(file, &sources, words, &mut Sink::default());
        let for_others = self.rules.keep_for_others(path, &front).then_some(Reason::Excluded);
        for_others
            .or_else(|| publication::of_itself(&front, path, (self.asked, self.config.drafts)))
    }
}

/// A page as read.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// Its file in [`Sources`].
    pub file: FileId,
    /// Where it lies.
    pub path: PackPath,
    /// Path below the pack without its ending; unique in the pack.
    pub key: String,
    /// What its front matter says, with variables filled in.
    pub meta: PageMeta,
    /// `title` of its front matter as it is written, before variables are filled in.
    pub written_title: Option<String>,
    /// What a navigation calls it: that of the folder's tool, `sidebar_label`, `linkTitle`.
    pub called: Option<String>,
    /// The keys of its front matter that nothing reads but the templates of a theme, and that are no
    /// other tool's.
    pub unread: Vec<Located<String>>,
    /// The bytes of the body, behind the front matter.
    pub body: Range<usize>,
    /// How many pages stand above it.
    pub depth: u8,
    /// The title of the part that opens with this page.
    pub part: Option<String>,
    /// The part that it belongs to, by a number; 0 where the contents say nothing of it.
    pub part_of: usize,
    /// The id of the heading whose section alone is taken.
    pub section: Option<Located<String>>,
    /// Whether it is a title that stands above pages, and has no file of its own: `file` is then
    /// the one that gives the title.
    pub titled: bool,
}

/// Reads a folder's pages and puts them in order.
///
/// A page that cannot be read, a key that is unknown or a parent that is missing is reported and
/// costs nothing else.
pub fn read(files: &dyn Files, wanted: &Wanted, sources: &mut Sources) -> Warned<RawPack> {
    let mut sink = Sink::default();
    sink.extend(wanted.unread.iter().map(|unread| unread.diagnostic(sources)));
    if sink.has_error() {
        return sink.finish(RawPack::default());
    }
    let deciding = Recorded::new(files);
    let Some(settings) = config::read(&deciding, wanted, sources, &mut sink) else {
        return sink.finish(RawPack::default());
    };
    let raw = read_by(settings, (files, &deciding), wanted, sources, &mut sink);
    sink.finish(raw)
}

/// Reads a folder's pages as the settings of its pack have them. `deciding` are its files, as they are
/// read to decide which are pages.
fn read_by(
    mut settings: Settings,
    (files, deciding): (&dyn Files, &Recorded<'_>),
    wanted: &Wanted,
    sources: &mut Sources,
    sink: &mut Sink,
) -> RawPack {
    let rules = Rules::new(&settings, sink);
    let whole = wanted.selection == Selection::Folder;
    // A page may lie in a folder that holds half a disk and is no pack.
    let in_pack = whole || !rules.is_empty() || is_of_a_tool(files);
    let folder = if in_pack { list(files, sink) } else { Vec::new() };
    let mut site = order::recognize(deciding, &folder, sources, sink);
    let forms = CommentForms::of(site.dialect, deciding).or(wanted.comments_above);
    let vault = Vault::open(deciding, &folder, site.dialect);
    let profiles = &settings.audience.profiles;
    let dialect = site.dialect;
    let decided = decides(profiles, &settings.config);
    let words = Words { variables: &settings.variables, forms, profiles, decided, dialect };
    let mut read_files: BTreeSet<PackPath> = deciding.read_files().into_keys().collect();
    join(&mut settings.config, &mut site);
    config::report_nested(&folder, sink);
    let mut left_out = Vec::new();
    let mut paths = match &wanted.selection {
        Selection::Page(path) => rules.alone(path, files, &mut left_out).into_iter().collect(),
        Selection::Folder => rules.by_path((&folder, files), &site, &mut left_out),
    };
    if whole {
        leave_out(&wanted.kept_above, &mut paths, &mut left_out);
    }
    let mut read =
        |paths, left_out: &mut Vec<LeftOut>| read_pages(files, paths, words, sources, left_out);
    let mut pages = read(paths, &mut left_out);
    select::take_names(&mut pages, &site);
    let read_rest = || {
        let known: BTreeSet<&PackPath> = pages.iter().map(|page| &page.path).collect();
        let rest = folder.iter().filter(|path| select::is_page(path) && !known.contains(path));
        read(rest.cloned().collect(), &mut Vec::new())
    };
    rules.report_idle(&folder, &pages, read_rest, sink);
    let sections = sections(files, (whole, &pages, &left_out), words, sources);
    publication::hand_down_labels(&mut pages, &sections, &site);
    let pages = rules.by_label(pages, &mut left_out, sink);
    rules.report_everybody(&settings.audience, &pages, sink);
    useless::report(wanted, &settings, files, sources, sink);
    let day = wanted.day(files);
    let Published { mut pages, on } = if whole {
        publication::published(pages, &sections, (&site, day), &mut left_out, sink)
    } else {
        let by_place = rules.by_place(&pages, &folder, &site);
        publication::alone(pages, &sections, (&site, day, by_place), &mut left_out, sink)
    };
    for page in &mut pages {
        page.place_below(&site);
        sink.extend(page.said.drain(..));
    }
    report_unreadable(&left_out, sink);
    let placed = if whole {
        order::order(&mut pages, &settings.config, &site, &left_out, sink)
    } else {
        order::alone(&pages)
    };
    let taken = taken(&pages, &placed);
    let names = identity::names_of(files, &site.root, &wanted.selection);
    let offer = Offer::new(sources, wanted, (&site, &names), &taken);
    let (meta, entitled_by) = identity::identify(&settings, &offer, sink);
    // Menus name pages, and do not order them.
    site.menus.iter().for_each(|menus| menus.name(&mut pages));
    let listed_by = site.listed_by.clone().filter(|_| settings.config.contents.is_empty());
    let pages = place(pages, placed, listed_by, &mut left_out);
    settings.config.links.site = SiteAddresses::of(&pages, &site);
    if pages.is_empty() {
        sink.push(empty(&left_out));
    } else if whole {
        documents::note(&folder, &pages, sources, sink);
    }
    left_out.sort_by(|left, right| left.path.cmp(&right.path));
    hold_links_back(&mut settings.config, &left_out);
    let Settings { config, variables, audience, .. } = settings;
    let profiles = &audience.profiles;
    let words = Words { variables: &variables, forms, profiles, decided, dialect };
    let withheld = read_withheld(files, &left_out, audience.profile.is_some(), words, sources);
    let own = pages.iter().filter(|page| !page.titled).map(|page| page.path.clone());
    read_files.extend(own);
    let maths = Formulas::of(dialect, config.markdown.maths.map(Into::into).or(site.formulas));
    let punctuation = punctuation(&config, site.punctuation);
    RawPack {
        meta,
        config,
        audience,
        dialect,
        extensions: site.extensions,
        hidden_lines: site.hidden_lines,
        values: site.values,
        vault,
        comments: forms,
        maths,
        punctuation,
        variables,
        pages,
        entitled_by,
        on,
        asked: day,
        left_out,
        withheld,
        read: read_files,
        rules,
    }
}

/// How marks are set: as the pack says, else as the tool of its folder has them.
fn punctuation(config: &PackConfig, of_site: Punctuation) -> Punctuation {
    match config.markdown.smart_punctuation {
        Some(true) => Punctuation::OfLanguage,
        Some(false) => Punctuation::AsWritten,
        None => of_site,
    }
}

/// The pages that have a place in the pack, and so a say in what is said about it, by their files.
fn taken<'a>(pages: &'a [Candidate], placed: &[order::Placed]) -> Vec<&'a Candidate> {
    let mut places: Vec<usize> = placed.iter().map(|place| place.page).collect();
    places.sort_unstable();
    let pages = places.into_iter().map(|page| &pages[page]);
    pages.filter(|page| !page.titled).collect()
}

/// Has a pack and the site that its folder is know of each other.
fn join(config: &mut PackConfig, site: &mut Site) {
    config.links.roots.extend(site.roots.iter().cloned());
    config.links.dialect = site.dialect;
    config.links.slugs = site.slugs.unwrap_or_else(|| site.dialect.slugs());
    site.publishing.takes.drafts |= config.drafts;
}

/// Tells links which pages nobody is led to.
fn hold_links_back(config: &mut PackConfig, left_out: &[LeftOut]) {
    let held = left_out.iter().filter(|page| page.reason.holds_back());
    config.links.held_back.extend(held.map(|page| page.path.clone()));
}

/// Whether a folder is the site of a tool, or a vault.
fn is_of_a_tool(files: &dyn Files) -> bool {
    is_site(&files.names().unwrap_or_default()) || vault::is_vault(files)
}

/// Leaves out the pages that something above the folder keeps back.
fn leave_out(
    kept_above: &BTreeMap<PackPath, Reason>,
    paths: &mut Vec<PackPath>,
    left_out: &mut Vec<LeftOut>,
) {
    paths.retain(|path| match kept_above.get(path) {
        Some(reason) => {
            left_out.push(LeftOut::new(path.clone(), reason.clone()));
            false
        }
        None => true,
    });
}

/// Pages that stand for sections: what they say for the pages below them counts, also where they are
/// not taken themselves.
fn sections(
    files: &dyn Files,
    (whole, pages, left_out): (bool, &[Candidate], &[LeftOut]),
    words: Words<'_>,
    sources: &mut Sources,
) -> Vec<Candidate> {
    let out = || {
        let out = left_out.iter().map(|page| &page.path);
        out.filter(|path| publication::opens_section(path)).cloned().collect()
    };
    let paths = if whole { out() } else { sections_above(files, pages) };
    let taken = pages.iter().filter(|page| whole && publication::opens_section(&page.path));
    let read = read_pages(files, paths, words, sources, &mut Vec::new());
    taken.cloned().chain(read).collect()
}

/// The pages that stand for the folders some pages lie in.
fn sections_above(files: &dyn Files, pages: &[Candidate]) -> Vec<PackPath> {
    let folders = pages.iter().flat_map(|page| {
        let folder = page.path.folder();
        folder.match_indices('/').map(|(end, _)| &folder[..end]).chain(["", folder])
    });
    let folders: BTreeSet<&str> = folders.collect();
    let paths = folders.into_iter().flat_map(|folder| {
        let named = |ending| format!("{folder}/_index.{ending}");
        ["md", "markdown"].map(|ending| PackPath::new(named(ending).trim_start_matches('/')))
    });
    paths.flatten().filter(|path| files.size(path).is_ok()).collect()
}

/// Reads the pages that are kept from the reader, so that it can be proved that nothing of
/// them is in an output. What is wrong with them is told where they are taken.
fn read_withheld(
    files: &dyn Files,
    left_out: &[LeftOut],
    somebody: bool,
    words: Words<'_>,
    sources: &mut Sources,
) -> Vec<RawPage> {
    let kept_back = |page: &&LeftOut| page.reason.keeps_from(somebody);
    let paths = left_out.iter().filter(kept_back).map(|page| page.path.clone()).collect();
    let pages = read_pages(files, paths, words, sources, &mut Vec::new());
    let placed = order::alone(&pages);
    place(pages, placed, None, &mut Vec::new())
}

/// The pages below a folder of a pack or site that it keeps back, seen from that folder, or a fault of
/// its settings by which that is not known.
///
/// # Errors
/// The fault, with the path of its file in that folder.
pub fn kept_below(
    files: &dyn Files,
    below: &PackPath,
    on: Option<Day>,
) -> Result<BTreeMap<PackPath, Reason>, Unread> {
    let wanted = Wanted { on, ..Selection::Folder.into() };
    let mut sources = Sources::default();
    let Warned { value, diagnostics } = read(files, &wanted, &mut sources);
    let refuses = |it: &&Diagnostic| {
        let decides = it.code.concern() == Concern::Decision && it.code != Code::EmptyPack;
        it.severity == Severity::Error && decides
    };
    if let Some(fault) = diagnostics.into_iter().find(|it| refuses(&it)) {
        let place = fault.span.map(|span| {
            let file = sources.get(span.file);
            (file.path.clone(), file.text.clone(), span.range())
        });
        let help = fault.help.unwrap_or_default();
        return Err(Unread { message: fault.message, help, place });
    }
    let kept = value.left_out.into_iter().filter(|page| page.reason.is_settled());
    let local = kept.filter_map(|page| {
        let path = order::within(below.as_str(), page.path.as_str())?;
        Some((PackPath::new(path).ok()?, page.reason))
    });
    Ok(local.collect())
}

/// The private comments that the tool knows whose site a folder is, and the title of the site.
pub fn comments_and_title(files: &dyn Files) -> (CommentForms, Option<String>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let folder = list(files, &mut sink);
    let site = order::recognize(files, &folder, &mut sources, &mut sink);
    (CommentForms::of(site.dialect, files), site.identity.title)
}

/// The files to choose from.
fn list(files: &dyn Files, sink: &mut Sink) -> Vec<PackPath> {
    let listing = files.listing().unwrap_or_else(|error| {
        let message = format!("the folder cannot be listed: {error}");
        sink.push(Diagnostic::error(Code::UnreadableFile, message));
        Listing::default()
    });
    sink.extend(listing.unlisted.into_iter().map(unlisted));
    listing.files
}

/// Says of something that no listing holds that it is not read.
fn unlisted(what: Unlisted) -> Diagnostic {
    let (message, help) = match what {
        Unlisted::NotUtf8(path) => {
            let message = format!("the name `{path}` is not UTF-8, and what it names is not read");
            (message, "rename it: `convmv -f latin1 -t utf8` does so for whole folders")
        }
        Unlisted::LinkedFolder(path) => {
            let message = format!("`{path}` is a link to a folder of pages, and is not entered");
            (message, "put the folder itself there, or leave the link out")
        }
    };
    Diagnostic::warning(Code::UnreadableFile, message).help(help)
}

/// Whether a pack decides who gets what.
fn decides(profiles: &[String], config: &PackConfig) -> bool {
    !profiles.is_empty() || !config.exclude.is_empty()
}

/// Says which pages are missing though somebody wants them.
fn report_unreadable(left_out: &[LeftOut], sink: &mut Sink) {
    for LeftOut { path, reason, .. } in left_out {
        match reason {
            Reason::Unreadable(why) => {
                let message = format!("`{path}` cannot be read: {why}");
                sink.push(Diagnostic::error(Code::UnreadableFile, message));
            }
            Reason::SameKey => {
                let message = format!("`{path}` and another page differ in their ending only");
                sink.push(
                    Diagnostic::warning(Code::PageOrder, message)
                        .help("rename or remove one of them"),
                );
            }
            _ => {}
        }
    }
}

/// Brings the pages into their places; those without one are left out.
fn place(
    pages: Vec<Candidate>,
    placed: Vec<order::Placed>,
    listed_by: Option<String>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<RawPage> {
    let mut taken = vec![false; pages.len()];
    let mut raw = Vec::with_capacity(placed.len());
    for place in placed {
        let page = pages[place.page].clone();
        let again = std::mem::replace(&mut taken[place.page], true);
        // Further sections of a page are pages of their own, beside the first one.
        let key = match &place.section {
            Some(section) if again => format!("{}#{}", page.key, section.value),
            _ => page.key,
        };
        raw.push(RawPage {
            file: page.file,
            path: page.path,
            key,
            section: place.section,
            titled: page.titled,
            written_title: page.front.written_title,
            called: place.name.or(page.front.label),
            meta: page.front.meta,
            unread: page.front.unread,
            body: page.front.body,
            depth: place.depth,
            part: place.part,
            part_of: place.part_of,
        });
    }
    let unplaced = pages.into_iter().zip(taken).filter(|(page, taken)| !taken && !page.titled);
    let unplaced = unplaced.map(|(page, _)| page);
    left_out.extend(unplaced.map(|page| {
        let reason = page.unlisted.unwrap_or_else(|| Reason::NotListed(listed_by.clone()));
        LeftOut::new(page.path, reason)
    }));
    raw
}

fn empty(left_out: &[LeftOut]) -> Diagnostic {
    let message = "there is no page to export";
    let help = match left_out {
        [] => "add a file that ends in `.md`".to_owned(),
        [first, ..] => {
            format!("pages were left out; the first is `{}`, because {}", first.path, first.reason)
        }
    };
    Diagnostic::error(Code::EmptyPack, message).help(help)
}
