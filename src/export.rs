//! The pipeline: what happens between a folder and its finished files.

mod checked;
mod decided;
mod finish;
mod manifest;
mod memory;
mod prove;
mod refusal;
mod request;
mod session;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use checked::Checked;
pub use refusal::Refusal;
pub use request::{Request, WantedTheme};
pub use session::Session;

use crate::backend::{Artifact, Backend, Job, Options};
use crate::check::Policy;
use crate::diag::{Diagnostic, Severity};
use crate::files::{Files, PackPath};
use crate::fonts::FontBook;
use crate::layout::report::Report as LayoutReport;
use crate::manifest::VariableText;
use crate::proof::Needles;
use crate::resolve::{DrawnBy, Resolved};
use crate::source::LeftOut;
use crate::span::Sources;
use crate::text::day::Day;
use crate::theme::Theme;
use decided::Places;

/// The files of which only a part is for a reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InPart {
    /// Those of the pack.
    pub of_pack: BTreeSet<PackPath>,
    /// Those of the repository around the folder, by their paths there.
    pub of_repository: BTreeSet<PackPath>,
}

/// What backends work from, with the files that diagnostics point into.
#[derive(Debug)]
pub struct Prepared {
    /// The name for the files, without ending.
    pub slug: String,
    /// The document.
    pub document: Resolved,
    /// How it is to look.
    pub theme: Theme,
    /// The fonts it is set in.
    pub fonts: FontBook,
    /// What the user asked for.
    pub options: Options,
    /// Whether a manifest is to stand beside the files.
    pub manifest: bool,
    /// The commands that the pages went through, in their order.
    pub filtered_by: Vec<Vec<String>>,
    /// The day that the choice of pages hangs on, where it does.
    pub on: Option<Day>,
    /// What files of variables give that is used, where a manifest is wanted.
    pub variable_files: Vec<VariableText>,
    /// The pages that stay out, and why.
    pub left_out: Vec<LeftOut>,
    /// The files that reached the document or decided about it.
    pub inputs: BTreeSet<PackPath>,
    /// Those of them of which only a part is for this reader.
    pub in_part: InPart,
    /// What no output may hold, since it is for other readers.
    pub needles: Needles,
    /// Which rules speak; it has been applied to all that was found so far.
    pub policy: Policy,
    /// Where it was decided what each file has to hold to.
    decided: Places,
    /// The files that the diagnostics point into.
    pub sources: Sources,
}

impl Prepared {
    /// The job that backends do.
    pub fn job(&self) -> Job<'_> {
        Job::new(&self.document, &self.theme, &self.fonts, &self.options)
    }
}

/// What came of a request.
#[derive(Debug)]
pub struct Export {
    /// The name for the files, without ending.
    pub slug: String,
    /// The finished files, in the order they were asked for.
    pub made: Vec<Made>,
    /// Whether a manifest is to stand beside them.
    pub manifest: bool,
    /// The programs that drew diagrams.
    pub drawn_by: DrawnBy,
    /// The commands that the pages went through, in their order.
    pub filtered_by: Vec<Vec<String>>,
    /// The day that the choice of pages hangs on, where it does.
    pub on: Option<Day>,
    /// What files of variables give that is used, where a manifest is wanted.
    pub variable_files: Vec<VariableText>,
    /// How well the pages are set, where that was asked for.
    pub layout_report: Option<LayoutReport>,
    /// The pages that stay out, and why, sorted by path.
    pub left_out: Vec<LeftOut>,
    /// The files that reached the outputs or decided about them. What was left out is none.
    pub inputs: BTreeSet<PackPath>,
    /// Those of them of which only a part is for this reader.
    pub in_part: InPart,
    /// What reached them from the repository around the folder, pictures and files that an mdBook brings
    /// in, by their paths there.
    pub inputs_in_repository: BTreeSet<PackPath>,
    /// Why nothing was made: a decision that could not be honoured, here or in another export of
    /// the same run.
    pub refusal: Option<Refusal>,
    /// Everything there is to tell, in the order of the pipeline.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics point into.
    pub sources: Sources,
}

/// A finished file and the format it is in.
#[derive(Debug)]
pub struct Made {
    /// The format.
    pub backend: Arc<dyn Backend>,
    /// The file.
    pub artifact: Artifact,
}

impl Export {
    /// The heaviest severity of all diagnostics.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}

/// A step of the pipeline, for those who watch it.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Files and front matter are read.
    Read,
    /// Pages become the document tree.
    Parse,
    /// References are settled and attachments loaded.
    Resolve,
    /// A file is made, for the export with this number, from 0, of those that are made at once.
    /// Several of these may be under way.
    Render(&'a dyn Backend, usize),
}

/// Is told how far an export is. The pipeline itself knows no clock.
pub trait Watch: Sync {
    /// A step starts.
    fn started(&self, step: Step<'_>);
    /// A step is done.
    fn finished(&self, step: Step<'_>);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn started(&self, _: Step<'_>) {}
    fn finished(&self, _: Step<'_>) {}
}

/// Makes the files that one request asks for: [`Session::export`] for those who make nothing else of
/// the folder.
///
/// # Panics
/// Never: one request gives one export.
pub fn export(request: &Request, files: &dyn Files, watch: &dyn Watch) -> Export {
    let mut session = Session::new(files).watched_by(watch);
    let mut exports = session.export(std::slice::from_ref(request));
    exports.pop().expect("one request gives one export")
}

fn watched<T>(watch: &dyn Watch, step: Step<'_>, work: impl FnOnce() -> T) -> T {
    watch.started(step);
    let done = work();
    watch.finished(step);
    done
}
