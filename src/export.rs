//! The pipeline: what happens between a folder and its finished files.

mod checked;
mod decided;
mod manifest;
mod prove;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use checked::{Checked, check, check_all};
pub use refusal::Refusal;

use crate::backend::{Artifact, Backend, Job, Options};
use crate::budget::Budget;
use crate::check::{self, Policy};
use crate::compose::{self, Composed, Setup, Words};
use crate::diag::{self, Code, Diagnostic, Severity, Sink, Warned};
use crate::files::{Files, PackPath, Programs, Recorded};
use crate::fonts::{FontBook, Wish};
use crate::layout::report::Report as LayoutReport;
use crate::manifest::VariableText;
use crate::parse;
use crate::proof::Needles;
use crate::resolve::{self, DrawnBy, Inputs, Resolved};
use crate::source::{self, LeftOut, PackConfig, PdfStandard, RawPack, Selection, Wanted};
use crate::span::Sources;
use crate::text::day::Day;
use crate::text::size::ByteSize;
use crate::theme::Theme;
use crate::tree::{Authored, Pack};
use decided::Places;

/// What is to be made of a folder.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What is read of the folder, in which profile, with which variables.
    pub wanted: Wanted,
    /// A theme in place of the one the pack names.
    pub theme: Option<WantedTheme>,
    /// What the PDF is to claim, in place of what the pack says.
    pub pdf_standard: Option<PdfStandard>,
    /// How large each file may be, in place of what the pack says.
    pub max_size: Option<ByteSize>,
    /// What runs the programs that the pack names to draw diagrams. Without it none runs.
    pub programs: Option<Arc<dyn Programs>>,
    /// Whether the theme's own script may run in the HTML file.
    pub allow_scripts: bool,
    /// Whether to say how well the pages are set.
    pub layout_report: bool,
    /// Whether a manifest is to stand beside the files, also where the pack asks for none.
    pub manifest: bool,
    /// The formats to make, from [`BACKENDS`](crate::backend::BACKENDS).
    pub formats: Vec<&'static Backend>,
}

impl From<Selection> for Request {
    /// Nothing but what the pack itself says, and no format yet.
    fn from(selection: Selection) -> Self {
        Self {
            wanted: selection.into(),
            theme: None,
            pdf_standard: None,
            max_size: None,
            programs: None,
            allow_scripts: false,
            layout_report: false,
            manifest: false,
            formats: Vec::new(),
        }
    }
}

/// A theme that somebody asks for.
#[derive(Clone)]
pub enum WantedTheme {
    /// By the name of a shipped one, or by the path of a folder in the pack.
    Named(String),
    /// By its own folder, which need not lie in the pack.
    Folder(Arc<dyn Files>),
}

impl std::fmt::Debug for WantedTheme {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => formatter.debug_tuple("Named").field(name).finish(),
            Self::Folder(files) => formatter.debug_tuple("Folder").field(&files.name()).finish(),
        }
    }
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
    /// The day that the choice of pages hangs on, where it does.
    pub on: Option<Day>,
    /// What files of variables give that is used, where a manifest is wanted.
    pub variable_files: Vec<VariableText>,
    /// The pages that stay out, and why.
    pub left_out: Vec<LeftOut>,
    /// The files that reached the document or decided about it.
    pub inputs: BTreeSet<PackPath>,
    /// Those of them of which only a part is for this reader.
    pub in_part: BTreeSet<PackPath>,
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
    pub in_part: BTreeSet<PackPath>,
    /// The pictures that reached them from the repository around the folder, by their paths there.
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
    pub backend: &'static Backend,
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
pub enum Step {
    /// Files and front matter are read.
    Read,
    /// Pages become the document tree.
    Parse,
    /// References are settled and attachments loaded.
    Resolve,
    /// A file is made, for the export with this number, from 0, of those that are made at once.
    /// Several of these may be under way.
    Render(&'static Backend, usize),
}

/// Is told how far an export is. The pipeline itself knows no clock.
pub trait Watch: Sync {
    /// A step starts.
    fn started(&self, step: Step);
    /// A step is done.
    fn finished(&self, step: Step);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn started(&self, _: Step) {}
    fn finished(&self, _: Step) {}
}

/// Makes the files that are asked for.
///
/// Never fails as a whole: what went wrong is in [`Export::diagnostics`], and a format that
/// could not be made is missing from [`Export::made`]. Where a decision could not be honoured, all
/// are, and [`Export::refusal`] says which.
///
/// # Panics
/// Never: one request gives one export.
pub fn export(request: &Request, files: &dyn Files, watch: &dyn Watch) -> Export {
    let prepared = vec![prepare(request, files, watch)];
    let mut exports = finish_all(std::slice::from_ref(request), prepared, watch);
    exports.pop().expect("one request gives one export")
}

/// Makes the files of several requests for one folder, such as one for each profile. A page is parsed
/// once for all whom it tells the same, attachments and fonts are loaded once, and the files are made
/// side by side.
///
/// A decision that cannot be honoured for one of them is honoured for none: then nothing is made,
/// nor where two of them would have the same name.
pub fn export_all(requests: &[Request], files: &dyn Files, watch: &dyn Watch) -> Vec<Export> {
    export_with(&mut Shared::default(), requests, files, watch)
}

fn export_with(
    shared: &mut Shared,
    requests: &[Request],
    files: &dyn Files,
    watch: &dyn Watch,
) -> Vec<Export> {
    let prepare = |request| prepare_with(shared, request, files, watch);
    let mut prepared: Vec<_> = requests.iter().map(prepare).collect();
    let clashes = clashes(requests, &prepared);
    for prepared in &mut prepared {
        prepared.diagnostics.extend(clashes.iter().cloned());
    }
    finish_all(requests, prepared, watch)
}

/// Makes all that was prepared into files, or nothing where a decision cannot be honoured, which
/// may come out before the files are made or by what is in them.
fn finish_all(
    requests: &[Request],
    prepared: Vec<Warned<Prepared>>,
    watch: &dyn Watch,
) -> Vec<Export> {
    let of_prepared = |it: &Warned<Prepared>| Refusal::of(&it.diagnostics, &it.value.sources);
    let refusal = prepared.iter().find_map(of_prepared);
    let work = requests.par_iter().zip(prepared).enumerate();
    let finish = |(number, (request, prepared))| match &refusal {
        None => finish(request, prepared, number, watch),
        Some(_) => unmade(prepared),
    };
    let mut exports: Vec<Export> = work.map(finish).collect();
    let of_export = |it: &Export| Refusal::of(&it.diagnostics, &it.sources);
    if let Some(refusal) = refusal.or_else(|| exports.iter().find_map(of_export)) {
        for export in &mut exports {
            export.made.clear();
            export.refusal = Some(refusal.clone());
        }
    }
    exports
}

/// What is known of an export of which no file is made.
fn unmade(prepared: Warned<Prepared>) -> Export {
    let Warned { value: prepared, diagnostics } = prepared;
    let Prepared {
        slug,
        manifest,
        document,
        on,
        variable_files,
        left_out,
        inputs,
        in_part,
        sources,
        ..
    } = prepared;
    Export {
        slug,
        made: Vec::new(),
        manifest,
        drawn_by: document.drawn_by,
        inputs_in_repository: document.assets.files_in_repository,
        on,
        variable_files,
        layout_report: None,
        left_out,
        inputs,
        in_part,
        refusal: None,
        diagnostics,
        sources,
    }
}

/// Makes what was prepared into files, and proves them.
fn finish(
    request: &Request,
    prepared: Warned<Prepared>,
    number: usize,
    watch: &dyn Watch,
) -> Export {
    let mut sink = Sink::default();
    let prepared = sink.absorb(prepared);
    let (made, layout_report) = sink.absorb(render(request, &prepared, number, watch));
    let made = sink.absorb(prove::prove(request, &prepared, made));
    let diagnostics = prepared.policy.apply(sink.finish(()).diagnostics);
    let unmade = unmade(Warned { value: prepared, diagnostics });
    Export { made, layout_report, ..unmade }
}

/// The exports whose files would have the name of an earlier one's, in whatever case.
fn clashes(requests: &[Request], prepared: &[Warned<Prepared>]) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (request, prepared) in requests.iter().zip(prepared) {
        let profile = request.wanted.profile.as_deref().unwrap_or("the pack without a profile");
        let slug = &prepared.value.slug;
        if let Some(earlier) = taken.insert(slug.to_lowercase(), profile) {
            let message = format!("`{earlier}` and `{profile}` both name their files `{slug}`");
            clashes.push(
                Diagnostic::error(Code::NameClash, message)
                    .help("give one of them a `slug` of its own; nothing is made"),
            );
        }
    }
    clashes
}

/// What exports of one folder share.
#[derive(Debug, Default)]
struct Shared {
    sources: Sources,
    /// The parsed pages, by the theme whose shortcodes they were parsed with.
    pages: BTreeMap<String, parse::Kept>,
    attachments: resolve::Kept,
}

/// Goes as far as everything that backends work from.
pub fn prepare(request: &Request, files: &dyn Files, watch: &dyn Watch) -> Warned<Prepared> {
    prepare_with(&mut Shared::default(), request, files, watch)
}

fn prepare_with(
    shared: &mut Shared,
    request: &Request,
    files: &dyn Files,
    watch: &dyn Watch,
) -> Warned<Prepared> {
    let mut sink = Sink::default();
    let Shared { sources, pages, attachments } = shared;
    let recorded = Recorded::new(files);

    let mut raw = sink.absorb(read(request, files, sources, watch));
    let theme = sink.absorb(load_theme(request, &raw.config, &recorded, sources));
    let pages = pages.entry(theme.name.clone()).or_default();
    let parsed = watched(watch, Step::Parse, || parse::parse(&raw, &theme, files, sources, pages));
    let parsed = sink.absorb(parsed);
    let mut inputs = std::mem::take(&mut raw.read);
    let policy = sink.absorb(Policy::of_pack(&raw, &parsed.pack, sources));
    let composed = sink.absorb(compose(parsed, &raw, (request, &recorded), (&theme, sources)));
    let Composed { pack: authored, mut removed, brought } = composed;
    inputs.extend(brought.iter().map(|file| file.path.clone()));
    compose::note_titles(&authored, &mut raw);
    compose::note_links(&authored, &mut raw.left_out);
    sink.extend(check::unread(&raw, &theme, sources));
    sink.extend(check::leftovers(&raw, &authored, sources));
    let mut kept = Words::of_pack(&authored);
    let document = watched(watch, Step::Resolve, || {
        let inputs = Inputs { files: &recorded, programs: request.programs.as_deref(), sources };
        resolve::resolve(authored, &raw.config, &theme, inputs, attachments)
    });
    let document = sink.absorb(document);
    if !removed.is_empty() {
        prove::add_drawings(&document, &mut kept);
        for file in &brought {
            kept.add_path(file.path.as_str());
        }
        prove::add_drawings_left_out(&mut removed, &document, files, sources);
    }
    sink.extend(decided::attached(&raw, &document));
    let needles = Needles::new(&removed, &kept, &raw.config.proof.allow);
    let options = Options {
        date: files.source_date_epoch(),
        pdf_standard: asked_standard(request, &raw.config),
        epub: raw.config.epub.clone(),
        html: raw.config.html.clone(),
        limits: limits(request, &raw.config),
    };
    let weight = weight_of_missing_glyphs(request, &raw.config);
    let fonts = sink.absorb(load_fonts(&document, &theme, (&recorded, sources), weight));
    sink.extend(decided::marks(request, &raw.config, (&fonts, &document)));
    inputs.extend(document.assets.files.iter().cloned());
    inputs.extend(recorded.read_files().into_keys());

    let in_part = prove::in_part(&removed, &brought, &raw, sources);
    let manifest = request.manifest || raw.config.manifest;
    let given = &request.wanted.variable_files[..];
    let variable_files = manifest::used_values(if manifest { given } else { &[] }, &inputs, files);
    let decided = Places::of(request, &raw.config);
    let (slug, on, left_out) = (raw.meta.slug, raw.on, raw.left_out);
    let sources = sources.clone();
    let prepared = Prepared {
        slug,
        document,
        theme,
        fonts,
        options,
        manifest,
        on,
        variable_files,
        left_out,
        inputs,
        in_part,
        needles,
        policy,
        decided,
        sources,
    };
    let Warned { value: prepared, diagnostics } = sink.finish(prepared);
    let diagnostics = diag::gather(prepared.policy.apply(diagnostics));
    Warned { value: prepared, diagnostics }
}

/// The pages of a pack as their readers see them called, with what was told while they were read.
pub fn list(request: &Request, files: &dyn Files, sources: &mut Sources) -> Warned<RawPack> {
    let mut read = read(request, files, sources, &Unwatched);
    let raw = &mut read.value;
    let theme = load_theme(request, &raw.config, files, sources).value;
    let parsed = parse::parse(raw, &theme, files, sources, &parse::Kept::default()).value;
    let composed = compose::compose(parsed, raw, sources).value;
    compose::note_titles(&composed.pack, raw);
    read
}

/// Reads a folder as far as the document tree, for those who go their own way from there.
pub fn read_tree(
    request: &Request,
    files: &dyn Files,
    sources: &mut Sources,
) -> Warned<Pack<Authored>> {
    let mut sink = Sink::default();
    let raw = sink.absorb(read(request, files, sources, &Unwatched));
    let theme = sink.absorb(load_theme(request, &raw.config, files, sources));
    let parsed = parse::parse(&raw, &theme, files, sources, &parse::Kept::default());
    let parsed = sink.absorb(parsed);
    let composed = sink.absorb(compose(parsed, &raw, (request, files), (&theme, sources)));
    sink.finish(composed.pack)
}

fn read(
    request: &Request,
    files: &dyn Files,
    sources: &mut Sources,
    watch: &dyn Watch,
) -> Warned<RawPack> {
    watched(watch, Step::Read, || source::read(files, &request.wanted, sources))
}

/// The fonts of a document, with what is missing of those that the theme asks for.
fn load_fonts(
    document: &Resolved,
    theme: &Theme,
    (files, sources): (&dyn Files, &Sources),
    missing: Severity,
) -> Warned<FontBook> {
    let mut sink = Sink::default();
    let labels = theme.labels(&document.pack.meta.lang);
    let added: Vec<&str> = labels.into_values().collect();
    let book = sink.absorb(FontBook::for_document(document, &added, files, sources, missing));
    let fonts = &theme.tokens.fonts;
    let lists = [
        ("fonts.text", &fonts.text),
        ("fonts.heading", &fonts.heading),
        ("fonts.code", &fonts.code),
    ];
    let wishes = lists.map(|(key, list)| Wish { key, families: &list.value, at: list.span });
    sink.extend(book.missing_families(&wishes));
    sink.finish(book)
}

fn load_theme(
    request: &Request,
    config: &PackConfig,
    files: &dyn Files,
    sources: &mut Sources,
) -> Warned<Theme> {
    match (&request.theme, &config.theme) {
        (Some(WantedTheme::Folder(folder)), _) => {
            Theme::load(".", &**folder, sources, request.allow_scripts)
        }
        (Some(WantedTheme::Named(name)), _) => {
            Theme::load(name, files, sources, request.allow_scripts)
        }
        (None, Some(name)) => {
            let mut loaded = Theme::load(&name.value, files, sources, request.allow_scripts);
            // What has no place in a theme's own files is about its name.
            let placeless = loaded.diagnostics.iter_mut().filter(|it| it.span.is_none());
            placeless.for_each(|diagnostic| diagnostic.span = name.span);
            loaded
        }
        (None, None) => Warned::clean(Theme::shipped()),
    }
}

/// Makes the document for one reader, with the pages that nobody wrote. A page that is exported
/// alone gets no other page added.
fn compose(
    parsed: parse::Parsed,
    raw: &RawPack,
    (request, files): (&Request, &dyn Files),
    (theme, sources): (&Theme, &Sources),
) -> Warned<Composed> {
    let mut sink = Sink::default();
    let composed = sink.absorb(compose::compose(parsed, raw, sources));
    if request.wanted.selection != Selection::Folder {
        return sink.finish(composed);
    }
    let of_pack = || raw.meta.date.as_deref().and_then(Day::parse);
    let on = request.wanted.day(files).or_else(of_pack);
    let setup = Setup { config: &raw.config, theme, sources, on };
    let pack = sink.absorb(compose::generate(composed.pack, setup));
    sink.finish(Composed { pack, ..composed })
}

/// How much it weighs that no font has a character: PDF/A and PDF/UA forbid it, so that what somebody
/// asked for cannot be had.
fn weight_of_missing_glyphs(request: &Request, config: &PackConfig) -> Severity {
    match asked_standard(request, config) {
        Some(asked) if asked != PdfStandard::NONE => Severity::Error,
        _ => Severity::Warning,
    }
}

/// What the PDF is to claim, where somebody said it.
fn asked_standard(request: &Request, config: &PackConfig) -> Option<PdfStandard> {
    request.pdf_standard.or(config.pdf.standard.as_ref().map(|standard| standard.value))
}

/// How large each file may be.
fn limits(request: &Request, config: &PackConfig) -> BTreeMap<&'static str, ByteSize> {
    let of_pack = |name| Some(decided::limit(config, name)?.value);
    let names = request.formats.iter().map(|backend| backend.name);
    names.filter_map(|name| Some((name, request.max_size.or_else(|| of_pack(name))?))).collect()
}

/// Makes every format from the same document, side by side. A pack without pages gives none.
fn render(
    request: &Request,
    prepared: &Prepared,
    number: usize,
    watch: &dyn Watch,
) -> Warned<(Vec<Made>, Option<LayoutReport>)> {
    let mut sink = Sink::default();
    if prepared.document.pack.pages.is_empty() {
        return sink.finish((Vec::new(), None));
    }
    let job = prepared.job();
    let rendered: Vec<_> = request
        .formats
        .par_iter()
        .map(|backend| watched(watch, Step::Render(backend, number), || (backend.render)(&job)))
        .collect();
    let mut budget = Budget::new(&job);
    let made = request.formats.iter().zip(rendered).filter_map(|(backend, rendered)| {
        let fitted = prepared.decided.point(backend.name, budget.fit(backend, rendered));
        sink.absorb(fitted).map(|artifact| Made { backend, artifact })
    });
    let made = made.collect();
    let report = request.layout_report.then(|| LayoutReport::new(&job.layout().value));
    sink.finish((made, report))
}

fn watched<T>(watch: &dyn Watch, step: Step, work: impl FnOnce() -> T) -> T {
    watch.started(step);
    let done = work();
    watch.finished(step);
    done
}
