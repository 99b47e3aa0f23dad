//! The pipeline, said once: each stage is a method of a [`Session`].

use std::collections::{BTreeMap, BTreeSet};

use super::decided::{self, Places};
use super::{
    Export, Prepared, Request, Step, Unwatched, WantedTheme, Watch, finish, manifest, memory,
    prove, watched,
};
use crate::backend::Options;
use crate::check::{self, Policy};
use crate::compose::{self, Composed, Setup, Words};
use crate::diag::{self, Sink, Warned};
use crate::exchange::{self, Filters};
use crate::files::{Files, PackPath, Recorded};
use crate::fonts::{FontBook, Supply, Wish};
use crate::parse;
use crate::proof::Needles;
use crate::resolve::{self, Inputs, Resolved};
use crate::source::{self, PackConfig, RawPack, Selection};
use crate::span::Sources;
use crate::text::day::Day;
use crate::theme::Theme;
use crate::tree::{Authored, Pack};

/// One folder, and what all that is made of it shares: the files that were read, the pages that were
/// parsed, the attachments that were loaded and the diagrams that were drawn.
///
/// The folder is taken not to change while the session lasts.
pub struct Session<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) watch: &'a dyn Watch,
    pub(super) sources: Sources,
    /// The parsed pages, by the theme whose shortcodes they were parsed with.
    pages: BTreeMap<String, parse::Cache>,
    attachments: resolve::Cache,
}

/// The pages as one reader gets them, before what they refer to is looked at.
pub(super) struct Draft<'a> {
    pub(super) raw: RawPack,
    pub(super) theme: Theme,
    pub(super) policy: Policy,
    pub(super) composed: Composed,
    /// What it says before any filter has changed it.
    kept: Words,
    /// The files that were read for it, the theme's and those behind the pages.
    recorded: Recorded<'a>,
}

/// The document, with all that backends need to set it.
pub(super) struct Typeset {
    pub(super) raw: RawPack,
    pub(super) theme: Theme,
    pub(super) policy: Policy,
    pub(super) document: Resolved,
    pub(super) fonts: FontBook,
    /// The files that reached it or decided about it.
    pub(super) inputs: BTreeSet<PackPath>,
    left_out: LeftOutWords,
}

/// What the document must not say, and what it says in any case.
struct LeftOutWords {
    removed: Words,
    kept: Words,
    brought: BTreeSet<parse::Brought>,
}

impl<'a> Session<'a> {
    /// Nothing is read yet.
    pub fn new(files: &'a dyn Files) -> Self {
        let (sources, pages, attachments) =
            (Sources::default(), BTreeMap::new(), resolve::Cache::default());
        Self { files, watch: &Unwatched, sources, pages, attachments }
    }

    /// The same, with somebody who is told how far it is.
    #[must_use]
    pub fn watched_by(self, watch: &'a dyn Watch) -> Self {
        Self { watch, ..self }
    }

    /// The files that were read so far; diagnostics point into them.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Makes the files of several requests, such as one for each profile, side by side.
    ///
    /// Never fails as a whole: what went wrong is in [`Export::diagnostics`], and a format that
    /// could not be made is missing from [`Export::made`]. A decision that cannot be honoured for
    /// one of them is honoured for none: then nothing is made, nor where two of them would have the
    /// same name, and [`Export::refusal`] says why.
    pub fn export(&mut self, requests: &[Request]) -> Vec<Export> {
        let prepared = requests.iter().map(|request| self.prepare(request)).collect();
        finish::finish_all(requests, prepared, self.watch)
    }

    /// Goes as far as everything that backends work from.
    pub fn prepare(&mut self, request: &Request) -> Warned<Prepared> {
        let mut sink = Sink::default();
        let draft = sink.absorb(self.draft(request));
        let typeset = sink.absorb(self.typeset(request, draft));
        let prepared = sink.absorb(self.decide(request, typeset));
        gathered(sink.finish(prepared))
    }

    /// The pages of a pack as their readers see them called, with what was found while they were
    /// read.
    pub fn list(&mut self, request: &Request) -> Warned<RawPack> {
        let mut read = self.read(request);
        let raw = &mut read.value;
        let theme = load_theme(request, &raw.config, self.files, &mut self.sources).value;
        let parsed = self.parse(raw, &theme).value;
        let composed = compose::compose(parsed, raw, &self.sources).value;
        compose::note(&composed, raw);
        read
    }

    /// Reads a folder as far as the document tree, for those who go their own way from there.
    pub fn tree(&mut self, request: &Request) -> Warned<Pack<Authored>> {
        let mut sink = Sink::default();
        let raw = sink.absorb(self.read(request));
        let theme = sink.absorb(load_theme(request, &raw.config, self.files, &mut self.sources));
        let parsed = sink.absorb(self.parse(&raw, &theme));
        let composed = sink.absorb(self.compose(request, parsed, &raw, &theme));
        sink.finish(composed.pack)
    }

    /// Reads, parses and composes the pages for one reader.
    pub(super) fn draft(&mut self, request: &Request) -> Warned<Draft<'a>> {
        let mut sink = Sink::default();
        let recorded = Recorded::new(self.files);
        let mut raw = sink.absorb(self.read(request));
        let too_much = memory::too_many_pages(&raw)
            .or_else(|| memory::too_much_source(&raw, request.max_memory));
        if let Some(error) = too_much {
            sink.push(error);
            raw.pages.clear();
        }
        let theme = sink.absorb(load_theme(request, &raw.config, &recorded, &mut self.sources));
        sink.extend(check::look(&theme, &self.sources));
        let parsed = sink.absorb(self.parse(&raw, &theme));
        let policy = sink.absorb(Policy::of_pack(&raw, &parsed.pack, &self.sources));
        let mut composed = sink.absorb(self.compose(request, parsed, &raw, &theme));
        if let Some(error) = memory::too_many_words(&composed.pack) {
            sink.push(error);
            composed.pack.pages.clear();
        }
        // What a filter brings back of what was left out is no part of it, and found by the proof.
        let kept = Words::of_pack(&composed.pack);
        sink.absorb(self.filter(request, &mut composed.pack, &raw));
        compose::note(&composed, &mut raw);
        compose::note_links(&composed.pack, &mut raw.left_out);
        sink.extend(check::unread(&raw, &theme, &self.sources));
        sink.extend(check::leftovers(&raw, &composed.pack, &self.sources));
        sink.finish(Draft { raw, theme, policy, composed, kept, recorded })
    }

    /// Resolves a draft and loads the fonts that it asks for.
    pub(super) fn typeset(&self, request: &Request, draft: Draft<'_>) -> Warned<Typeset> {
        let mut sink = Sink::default();
        let Draft { mut raw, theme, policy, composed, mut kept, recorded } = draft;
        let Composed { pack: authored, mut removed, brought, .. } = composed;
        let mut document = sink.absorb(self.resolve(request, authored, &raw, &theme, &recorded));
        sink.extend(memory::too_much(&document, request.formats.len(), request.max_memory));
        if !removed.is_empty() {
            prove::add_drawings(&document, &mut kept);
            for file in &brought {
                kept.add_path(file.path.as_str());
            }
            let (files, sources) = (self.files, &self.sources);
            prove::add_drawings_left_out(&mut removed, &document, files, &raw.config, sources);
        }
        let supply = Supply {
            files: &recorded,
            sources: &self.sources,
            system: raw.config.fonts.allow_system(),
            missing: decided::weight_of_missing_glyphs(request, &raw.config),
        };
        let fonts = sink.absorb(load_fonts(&document, &theme, supply));
        let mut inputs = std::mem::take(&mut raw.read);
        for file in &brought {
            let known =
                if file.around { &mut document.assets.files_in_repository } else { &mut inputs };
            known.insert(file.path.clone());
        }
        inputs.extend(document.assets.files.iter().cloned());
        inputs.extend(recorded.read_files().into_keys());
        let left_out = LeftOutWords { removed, kept, brought };
        sink.finish(Typeset { raw, theme, policy, document, fonts, inputs, left_out })
    }

    /// Settles what each file has to hold to.
    pub(super) fn decide(&self, request: &Request, typeset: Typeset) -> Warned<Prepared> {
        let mut sink = Sink::default();
        let Typeset { raw, theme, policy, document, fonts, inputs, left_out } = typeset;
        sink.extend(decided::attached(&raw, &document));
        sink.extend(decided::marks(request, &raw.config, &fonts, &document));
        let LeftOutWords { removed, kept, brought } = left_out;
        let needles = Needles::new(&removed, &kept, &raw.config.proof.allow);
        let options = Options {
            date: self.files.source_date_epoch(),
            pdf_standard: decided::asked_standard(request, &raw.config),
            epub: raw.config.epub.clone(),
            html: raw.config.html.clone(),
            limits: decided::limits(request, &raw.config),
        };
        let in_part = prove::in_part(&removed, &brought, &raw, &self.sources);
        let manifest = request.manifest || raw.config.manifest;
        let given = if manifest { &request.wanted.variable_files[..] } else { &[] };
        sink.finish(Prepared {
            document,
            theme,
            fonts,
            options,
            manifest,
            variable_files: manifest::used_values(given, &inputs, self.files),
            inputs,
            in_part,
            needles,
            policy,
            decided: Places::of(request, &raw.config),
            filtered_by: raw.config.filters.into_iter().map(|it| it.value.command).collect(),
            slug: raw.meta.slug,
            on: raw.on,
            left_out: raw.left_out,
            sources: self.sources.clone(),
        })
    }

    fn read(&mut self, request: &Request) -> Warned<RawPack> {
        let sources = &mut self.sources;
        watched(self.watch, Step::Read, || source::read(self.files, &request.wanted, sources))
    }

    fn parse(&mut self, raw: &RawPack, theme: &Theme) -> Warned<parse::Parsed> {
        let cache = self.pages.entry(theme.name.clone()).or_default();
        let parse = || parse::parse(raw, theme, self.files, &self.sources, cache);
        watched(self.watch, Step::Parse, parse)
    }

    /// Makes the document for one reader, with the pages that nobody wrote. A page that is exported
    /// alone gets no other page added.
    fn compose(
        &self,
        request: &Request,
        parsed: parse::Parsed,
        raw: &RawPack,
        theme: &Theme,
    ) -> Warned<Composed> {
        let mut sink = Sink::default();
        let sources = &self.sources;
        let composed = sink.absorb(compose::compose(parsed, raw, sources));
        if request.wanted.selection != Selection::Folder {
            return sink.finish(composed);
        }
        let of_pack = || raw.meta.date.as_deref().and_then(Day::parse);
        let on = request.wanted.day(self.files).or_else(of_pack);
        let setup =
            Setup { config: &raw.config, theme, sources, punctuation: &raw.punctuation, on };
        let pack = sink.absorb(compose::generate(composed.pack, setup));
        sink.finish(Composed { pack, ..composed })
    }

    /// Has the pages go through the programs that the pack names for that.
    fn filter(&self, request: &Request, pack: &mut Pack<Authored>, raw: &RawPack) -> Warned<()> {
        let filters = Filters {
            commands: &raw.config.filters,
            programs: request.programs.as_deref(),
            sources: &self.sources,
        };
        exchange::filter(pack, raw.audience.profile.as_deref(), filters)
    }

    fn resolve(
        &self,
        request: &Request,
        authored: Pack<Authored>,
        raw: &RawPack,
        theme: &Theme,
        files: &dyn Files,
    ) -> Warned<Resolved> {
        let programs = request.programs.as_deref();
        let inputs = Inputs { files, programs, sources: &self.sources };
        let cache = &self.attachments;
        let resolve = || resolve::resolve(authored, &raw.config, theme, inputs, cache);
        watched(self.watch, Step::Resolve, resolve)
    }
}

/// What was prepared, with the findings that the pack has not silenced, gathered by their kind.
pub(super) fn gathered(prepared: Warned<Prepared>) -> Warned<Prepared> {
    let Warned { value: prepared, diagnostics } = prepared;
    let diagnostics = diag::gather(prepared.policy.apply(diagnostics));
    Warned { value: prepared, diagnostics }
}

/// The fonts of a document, with what is missing of those that the theme asks for.
fn load_fonts(document: &Resolved, theme: &Theme, supply: Supply<'_>) -> Warned<FontBook> {
    let mut sink = Sink::default();
    let labels = theme.labels(&document.pack.meta.lang);
    let added: Vec<&str> = labels.into_values().collect();
    let book = sink.absorb(FontBook::for_document(document, &added, supply));
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
        (Some(WantedTheme::Folder { path, files }), _) => {
            Theme::load_outside(path, &**files, sources)
        }
        (Some(WantedTheme::Named(name)), _) => {
            Theme::load(name, files, sources, request.trust_theme)
        }
        (None, Some(name)) => {
            let mut loaded = Theme::load(&name.value, files, sources, request.trust_theme);
            // What has no place in a theme's own files is about its name.
            let placeless = loaded.diagnostics.iter_mut().filter(|it| it.span.is_none());
            placeless.for_each(|diagnostic| diagnostic.span = name.span);
            loaded
        }
        (None, None) => Warned::clean(Theme::shipped()),
    }
}
