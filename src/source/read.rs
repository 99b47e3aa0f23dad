//! From a folder to a pack, step by step.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use super::comments::CommentForms;
use super::config::{self, PackConfig, Settings};
use super::context::Words;
use super::dialect::Dialect;
use super::folder::list;
use super::identity::{self, Offer};
use super::left_out::{LeftOut, Reason};
use super::maths::Formulas;
use super::order::{self, Placed, Site, is_site};
use super::page_files::is_page;
use super::pages::read_pages;
use super::placing::{place, taken};
use super::publication::{self, Published, opens_section};
use super::punctuation::Punctuation;
use super::raw_pack::RawPack;
use super::raw_page::RawPage;
use super::select::{Rules, take_names};
use super::vault::{self, Vault};
use super::wanted::{Selection, Wanted};
use super::{addresses, documents, sections, useless};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::files::{Files, PackPath, Recorded};
use crate::span::{FileId, Sources};
use crate::text::day::Day;
use crate::tree::PackMeta;

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
    // The files that are read to decide which are pages.
    let deciding = Recorded::new(files);
    let Some(settings) = config::read(&deciding, wanted, sources, &mut sink) else {
        return sink.finish(RawPack::default());
    };
    let mut reading = Reading::open(settings, files, &deciding, wanted, sources, &mut sink);
    let candidates = reading.candidates();
    let chosen = reading.chosen(candidates);
    let published = reading.published(chosen);
    let ordered = reading.ordered(published);
    let raw = reading.finish(ordered);
    sink.finish(raw)
}

/// A folder on its way to a pack.
struct Reading<'a> {
    files: &'a dyn Files,
    wanted: &'a Wanted,
    sources: &'a mut Sources,
    sink: &'a mut Sink,
    settings: Settings,
    rules: Rules,
    /// The files to choose from.
    folder: Vec<PackPath>,
    site: Site,
    vault: Option<Vault>,
    forms: CommentForms,
    /// The files that decided so far.
    read: BTreeSet<PackPath>,
    left_out: Vec<LeftOut>,
    /// The day that is asked about.
    day: Option<Day>,
}

/// The pages that the rules of a pack choose.
struct Chosen {
    pages: Vec<Candidate>,
    /// The pages that speak for those below them, also where they are left out.
    sections: Vec<Candidate>,
}

/// Pages in reading order.
struct Ordered {
    pages: Vec<Candidate>,
    placed: Vec<Placed>,
    /// The day that the choice of pages hangs on.
    on: Option<Day>,
    /// What is said about them as a whole.
    meta: PackMeta,
    /// The page whose heading is the title of the whole.
    entitled_by: Option<FileId>,
}

impl<'a> Reading<'a> {
    /// Finds out whose folder it is, and lists its files. `deciding` are those that are read for it.
    fn open(
        mut settings: Settings,
        files: &'a dyn Files,
        deciding: &Recorded<'_>,
        wanted: &'a Wanted,
        sources: &'a mut Sources,
        sink: &'a mut Sink,
    ) -> Self {
        let rules = Rules::new(&settings, sink);
        let whole = wanted.selection == Selection::Folder;
        // A page may lie in a folder that holds half a disk and is no pack.
        let in_pack = whole || !rules.is_empty() || is_of_a_tool(files);
        let folder = if in_pack { list(files, sink) } else { Vec::new() };
        let mut site = order::recognize(deciding, &folder, sources, sink);
        let forms = CommentForms::of(site.dialect, deciding).or(wanted.comments_above);
        let vault = Vault::open(deciding, &folder, site.dialect);
        let read = deciding.read_files().into_keys().collect();
        join(&mut settings.config, &mut site);
        config::report_nested(&folder, sink);
        Self {
            files,
            wanted,
            sources,
            sink,
            settings,
            rules,
            folder,
            site,
            vault,
            forms,
            read,
            left_out: Vec::new(),
            day: wanted.day(files),
        }
    }

    /// Whether all pages of the folder are asked for, and not one alone.
    fn is_whole(&self) -> bool {
        self.wanted.selection == Selection::Folder
    }

    /// Reads pages and their front matter, with those that cannot be read.
    fn read_pages(&mut self, paths: Vec<PackPath>) -> (Vec<Candidate>, Vec<LeftOut>) {
        let mut unread = Vec::new();
        let words = words(&self.settings, self.forms, self.site.dialect);
        let pages = read_pages(self.files, paths, words, self.sources, &mut unread);
        (pages, unread)
    }

    /// The files that may be pages by where they lie, read.
    fn candidates(&mut self) -> Vec<Candidate> {
        let Self { files, rules, folder, site, left_out, .. } = self;
        let paths = match &self.wanted.selection {
            Selection::Page(path) => rules.alone(path, *files, left_out).into_iter().collect(),
            Selection::Folder => {
                let paths = rules.by_path(folder, *files, site, left_out);
                not_kept_above(paths, &self.wanted.kept_above, left_out)
            }
        };
        let (mut pages, unread) = self.read_pages(paths);
        self.left_out.extend(unread);
        take_names(&mut pages, &self.site);
        pages
    }

    /// The pages that the rules of the pack choose.
    fn chosen(&mut self, mut pages: Vec<Candidate>) -> Chosen {
        self.report_idle_rules(&pages);
        let sections = self.sections(&pages);
        publication::hand_down_labels(&mut pages, &sections, &self.site);
        let pages = self.rules.by_label(pages, &mut self.left_out, self.sink);
        self.rules.report_everybody(&self.settings.audience, &pages, self.sink);
        useless::report(self.wanted, &self.settings, self.files, self.sources, self.sink);
        Chosen { pages, sections }
    }

    /// Reports the rules that speak of no page.
    fn report_idle_rules(&mut self, pages: &[Candidate]) {
        let Self { files, sources, sink, settings, rules, folder, site, forms, .. } = self;
        let words = words(settings, *forms, site.dialect);
        let read_rest = || {
            let known: BTreeSet<&PackPath> = pages.iter().map(|page| &page.path).collect();
            let rest = folder.iter().filter(|path| is_page(path) && !known.contains(path));
            read_pages(*files, rest.cloned().collect(), words, sources, &mut Vec::new())
        };
        rules.report_idle(folder, pages, read_rest, sink);
    }

    /// Pages that stand for sections: what they say for the pages below them counts, also where they
    /// are not taken themselves.
    fn sections(&mut self, pages: &[Candidate]) -> Vec<Candidate> {
        let whole = self.is_whole();
        let paths = if whole {
            sections::among(&self.left_out)
        } else {
            sections::above(self.files, &self.site, pages)
        };
        let taken = pages.iter().filter(|page| whole && opens_section(&page.path));
        taken.cloned().chain(self.read_pages(paths).0).collect()
    }

    /// The pages that are published.
    fn published(&mut self, Chosen { pages, sections }: Chosen) -> Published {
        let Self { rules, folder, site, left_out, sink, day, .. } = self;
        let mut published = if self.wanted.selection == Selection::Folder {
            publication::published(pages, &sections, site, *day, left_out, sink)
        } else {
            let by_place = rules.by_place(&pages, folder, site);
            publication::alone(pages, &sections, site, *day, by_place.as_ref(), left_out, sink)
        };
        for page in &mut published.pages {
            page.local = Some(site.local_key(&page.key));
            sink.extend(page.said.drain(..));
        }
        report_unreadable(left_out, sink);
        published
    }

    /// Puts the pages in order, and settles what is said about them as a whole.
    fn ordered(&mut self, Published { mut pages, on }: Published) -> Ordered {
        let Self { files, wanted, sources, sink, settings, site, left_out, .. } = self;
        let placed = if wanted.selection == Selection::Folder {
            order::order(&mut pages, &settings.config, site, left_out, sink)
        } else {
            order::alone(&pages)
        };
        let taken = taken(&pages, &placed);
        let names = identity::names_of(*files, &site.root, &wanted.selection);
        let offer = Offer::new(sources, wanted, &site.identity, &names, &taken);
        let (meta, entitled_by) = identity::identify(settings, &offer, sink);
        // Menus name pages, and do not order them.
        site.menus.iter().for_each(|menus| menus.name(&mut pages));
        Ordered { pages, placed, on, meta, entitled_by }
    }

    /// Brings the pages into their places, and tells where there are none.
    fn placed(&mut self, pages: Vec<Candidate>, placed: Vec<Placed>) -> Vec<RawPage> {
        let config = &mut self.settings.config;
        let listed_by = self.site.listed_by.clone().filter(|_| config.contents.is_empty());
        let pages = place(pages, placed, listed_by, &mut self.left_out);
        config.links.site = addresses::of_pages(&pages, &self.site);
        if pages.is_empty() {
            self.sink.push(empty(&self.left_out));
        } else if self.is_whole() {
            documents::note(&self.folder, &pages, self.sources, self.sink);
        }
        self.left_out.sort_by(|left, right| left.path.cmp(&right.path));
        cut_links(&mut self.settings.config, &self.left_out);
        pages
    }

    /// The pages that are kept from the reader, read so that it can be proved that nothing of them is
    /// in an output. What is wrong with them is told where they are taken.
    fn withheld(&mut self) -> Vec<RawPage> {
        let somebody = self.settings.audience.profile.is_some();
        let kept_back = |page: &&LeftOut| page.reason.keeps_from(somebody);
        let paths = self.left_out.iter().filter(kept_back).map(|page| page.path.clone()).collect();
        let (pages, _) = self.read_pages(paths);
        let placed = order::alone(&pages);
        place(pages, placed, None, &mut Vec::new())
    }

    /// The pack.
    fn finish(mut self, ordered: Ordered) -> RawPack {
        let Ordered { pages, placed, on, meta, entitled_by } = ordered;
        let pages = self.placed(pages, placed);
        let withheld = self.withheld();
        let Self { settings, rules, site, vault, forms, mut read, left_out, day, .. } = self;
        let Settings { config, variables, audience, .. } = settings;
        read.extend(pages.iter().filter(|page| !page.titled).map(|page| page.path.clone()));
        let maths = config.markdown.maths.map(Into::into).or(site.formulas);
        RawPack {
            meta,
            audience,
            dialect: site.dialect,
            extensions: site.extensions,
            hidden_lines: site.hidden_lines,
            values: site.values,
            vault,
            comments: forms,
            maths: Formulas::of(site.dialect, maths),
            punctuation: punctuation(&config, site.punctuation),
            config,
            variables,
            pages,
            entitled_by,
            on,
            asked: day,
            left_out,
            withheld,
            read,
            rules,
        }
    }
}

/// Has a pack and the site that its folder is know of each other.
fn join(config: &mut PackConfig, site: &mut Site) {
    config.links.roots.extend(site.roots.iter().cloned());
    config.links.dialect = site.dialect;
    config.links.slugs = site.slugs.unwrap_or_else(|| site.dialect.slugs());
    site.publishing.takes.drafts |= config.drafts;
}

/// Whether a folder is the site of a tool, or a vault.
fn is_of_a_tool(files: &dyn Files) -> bool {
    is_site(&files.names().unwrap_or_default()) || vault::is_vault(files)
}

/// What the pages of a pack are read with.
fn words(settings: &Settings, forms: CommentForms, dialect: Dialect) -> Words<'_> {
    let Settings { config, variables, audience, .. } = settings;
    Words::new(config, variables, &audience.profiles, forms, dialect)
}

/// The pages that nothing above the folder keeps back.
fn not_kept_above(
    mut paths: Vec<PackPath>,
    kept_above: &BTreeMap<PackPath, Reason>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<PackPath> {
    paths.retain(|path| match kept_above.get(path) {
        Some(reason) => {
            left_out.push(LeftOut::new(path.clone(), reason.clone()));
            false
        }
        None => true,
    });
    paths
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

/// Tells links which pages they do not lead to.
fn cut_links(config: &mut PackConfig, left_out: &[LeftOut]) {
    let left_out = left_out.iter().map(|page| (page.path.clone(), page.reason.clone()));
    config.links.left_out.extend(left_out);
}

/// How marks are set: as the pack says, else as the tool of its folder has them.
fn punctuation(config: &PackConfig, of_site: Punctuation) -> Punctuation {
    match config.markdown.smart_punctuation {
        Some(true) => Punctuation::OfLanguage,
        Some(false) => Punctuation::AsWritten,
        None => of_site,
    }
}
