//! A pack as it is read.

use std::collections::{BTreeMap, BTreeSet};

use super::audience::Audience;
use super::comments::CommentForms;
use super::config::PackConfig;
use super::context::Words;
use super::dialect::Dialect;
use super::extensions::Extensions;
use super::left_out::{LeftOut, Reason};
use super::maths::Formulas;
use super::page_files::is_markdown;
use super::punctuation::Punctuation;
use super::raw_page::RawPage;
use super::select::Rules;
use super::variables::Variables;
use super::vault::Vault;
use super::{front_matter, publication};
use crate::diag::Sink;
use crate::files::PackPath;
use crate::span::{FileId, Sources};
use crate::text::day::Day;
use crate::tree::PackMeta;

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
    pub(super) asked: Option<Day>,
    /// The pages that stay out, and why, sorted by path.
    pub left_out: Vec<LeftOut>,
    /// Those of them that are kept from the reader.
    pub withheld: Vec<RawPage>,
    /// The files that decided what is in the pack: its settings, those of the tool it was written
    /// for, and its pages. None that is left out.
    pub read: BTreeSet<PackPath>,
    /// What `include` and `exclude` say.
    pub(super) rules: Rules,
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
        let words = Words::new(&self.config, &self.variables, profiles, forms, dialect);
        let front = front_matter::read(file, &sources, words, &mut Sink::default());
        let for_others = self.rules.keep_for_others(path, &front).then_some(Reason::Excluded);
        for_others.or_else(|| publication::of_itself(&front, path, self.asked, self.config.drafts))
    }

    /// Leaves out the pages with these keys, of which nothing is for this reader.
    pub(crate) fn leave_out_emptied(&mut self, keys: &BTreeSet<String>) {
        let gone: Vec<_> = self.pages.extract_if(.., |page| keys.contains(&page.key)).collect();
        let stays: BTreeSet<_> = self.pages.iter().map(|page| page.file).collect();
        // Of a page of which the contents take sections, others may stay.
        for page in gone.into_iter().filter(|page| !page.titled && !stays.contains(&page.file)) {
            self.read.remove(&page.path);
            self.config.links.left_out.insert(page.path.clone(), Reason::NothingLeft);
            self.left_out.push(LeftOut::new(page.path, Reason::NothingLeft));
        }
        self.left_out.sort_by(|left, right| left.path.cmp(&right.path));
        self.left_out.dedup_by(|left, right| left.path == right.path);
    }
}
