//! Files that must fit: into a mailbox, onto a portal.
//!
//! Words cannot be made smaller; pictures can. Where a file is larger than it may be, fonts that nobody
//! asked for leave it. Where that does not do, its pictures go down a ladder, fewer pixels first and then
//! a lower quality, until it fits. They stop where they would not be legible any more. Without a limit
//! nothing is touched.

mod ladder;
mod picture;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::backend::{Artifact, Backend, Job};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::layout::frame::FrameItem;
use crate::text::size::ByteSize;
use crate::tree::AssetId;
use ladder::LADDER;
use picture::{Picture, Smaller};

/// CSS pixels and points to an inch.
const CSS_PIXELS: f32 = 96.0;
const POINTS: f32 = 72.0;

/// What makes the files of one document fit. What a rung makes of the pictures is worked out once
/// for all of them.
pub(crate) struct Budget<'a> {
    job: &'a Job<'a>,
    /// The pictures that could be smaller, read when first asked for.
    pictures: Option<BTreeMap<AssetId, Picture>>,
    /// What rungs make of the pictures, as far as anybody asked.
    forms: BTreeMap<usize, Forms>,
}

/// What a rung makes of the pictures.
type Forms = BTreeMap<AssetId, Smaller>;

impl<'a> Budget<'a> {
    /// Nothing is worked out until a file is too large.
    pub(crate) fn new(job: &'a Job<'a>) -> Self {
        Self { job, pictures: None, forms: BTreeMap::new() }
    }

    /// The file as it was made, where it is no larger than the job lets it be; else one with
    /// smaller pictures; none where even that does not fit.
    ///
    /// The file is made anew at most once for each rung of the ladder. How much each rung saves is
    /// estimated, so that it is mostly made twice.
    pub(crate) fn fit(
        &mut self,
        backend: &dyn Backend,
        made: Warned<Option<Artifact>>,
    ) -> Warned<Option<Artifact>> {
        match (&made.value, self.job.options.limits.get(backend.name())) {
            (Some(artifact), Some(&limit)) if !fits(artifact, limit) => {
                let whole = artifact.bytes.len();
                self.make_fit(backend, limit, whole)
            }
            _ => made,
        }
    }

    fn make_fit(
        &mut self,
        backend: &dyn Backend,
        limit: ByteSize,
        whole: usize,
    ) -> Warned<Option<Artifact>> {
        let mut sink = Sink::default();
        let (mut whole, mut left_out) = (whole, None);
        let frugal;
        let mut job = self.job;
        if backend.brings_fonts_unasked(self.job.options) {
            frugal = self.job.frugal();
            job = &frugal;
            let made = backend.render(job);
            let size = made.value.as_ref().map_or(whole, |artifact| artifact.bytes.len());
            left_out = (size < whole).then(|| without_fonts(backend.name(), whole - size, limit));
            whole = size;
            if made.value.as_ref().is_none_or(|artifact| fits(artifact, limit)) {
                sink.extend(left_out);
                let made = sink.absorb(made);
                return sink.finish(made);
            }
        }
        self.work_out();
        let made = Shrinker { budget: self, job, backend, limit }.shrink(whole);
        sink.extend(left_out.filter(|_| made.value.is_some()));
        let made = sink.absorb(made);
        sink.finish(made)
    }

    fn work_out(&mut self) {
        if self.pictures.is_some() {
            return;
        }
        let shown = shown(self.job);
        let assets: Vec<_> = self.job.document.assets.iter().collect();
        let read = assets.into_par_iter().filter_map(|(id, asset)| {
            let width = shown.get(&id).copied().unwrap_or(asset.width / CSS_PIXELS);
            Some((id, Picture::read(asset, width)?))
        });
        self.pictures = Some(read.collect());
    }

    fn pictures(&self) -> &BTreeMap<AssetId, Picture> {
        self.pictures.as_ref().expect("pictures are read before they are made smaller")
    }

    /// Every picture that a rung makes smaller.
    fn forms(&mut self, rung: usize) -> &Forms {
        if !self.forms.contains_key(&rung) {
            let pictures: Vec<_> = self.pictures().iter().collect();
            let assets = &self.job.document.assets;
            let forms = pictures.into_par_iter().filter_map(|(id, picture)| {
                Some((*id, picture.smaller(assets.get(*id), LADDER[rung])?))
            });
            let forms = forms.collect();
            self.forms.insert(rung, forms);
        }
        &self.forms[&rung]
    }

    /// How many bytes of pictures a rung saves.
    fn saved(&mut self, rung: usize) -> usize {
        let assets = &self.job.document.assets;
        let saved = |(id, form): (&AssetId, &Smaller)| {
            assets.get(*id).bytes.len().saturating_sub(form.bytes.len())
        };
        self.forms(rung).iter().map(saved).sum()
    }
}

fn without_fonts(format: &str, saved: usize, limit: ByteSize) -> Diagnostic {
    let message = format!("the theme's fonts are left out of the {format}: readers see their own");
    let saved = ByteSize(saved as u64);
    let help = format!(
        "it saves {saved}, since the file may have {limit}; `{format}.fonts: true` keeps them"
    );
    Diagnostic::note(Code::SizeBudget, message).help(help)
}

fn fits(artifact: &Artifact, limit: ByteSize) -> bool {
    artifact.bytes.len() as u64 <= limit.0
}

/// The way down the ladder for one file.
struct Shrinker<'a, 'b> {
    budget: &'b mut Budget<'a>,
    job: &'b Job<'a>,
    backend: &'b dyn Backend,
    limit: ByteSize,
}

impl Shrinker<'_, '_> {
    /// Goes to the foot of the ladder first: where the file does not fit there, it never does. How
    /// the size grows from there to `whole` tells which rung to try.
    fn shrink(mut self, whole: usize) -> Warned<Option<Artifact>> {
        let foot = LADDER.len() - 1;
        let lowest = self.render(foot);
        let Some(artifact) = &lowest.value else { return lowest };
        let size = artifact.bytes.len();
        if !fits(artifact, self.limit) {
            return self.too_large(size, lowest.map(|_| None));
        }
        let estimate = Estimate::new(whole, size, self.budget.saved(foot));
        for rung in self.promising(&estimate)..foot {
            let made = self.render(rung);
            if made.value.as_ref().is_some_and(|artifact| fits(artifact, self.limit)) {
                return self.told(rung, made);
            }
        }
        self.told(foot, lowest)
    }

    /// The gentlest rung that is likely to do: each saves more than the one above it.
    fn promising(&mut self, estimate: &Estimate) -> usize {
        let (mut from, mut to) = (0, LADDER.len() - 1);
        while from < to {
            let middle = usize::midpoint(from, to);
            let size = estimate.size(self.budget.saved(middle));
            if size <= self.limit.0 as f64 { to = middle } else { from = middle + 1 }
        }
        from
    }

    /// The file with the pictures of a rung, which take the same room on the page as before.
    fn render(&mut self, rung: usize) -> Warned<Option<Artifact>> {
        let job = self.job;
        let mut assets = job.document.assets.clone();
        for (id, form) in self.budget.forms(rung) {
            assets.replace(*id, form.format, form.bytes.clone());
        }
        self.backend.render(&job.with_assets(assets))
    }

    /// The file, with a note for each picture about what was done to it.
    fn told(self, rung: usize, made: Warned<Option<Artifact>>) -> Warned<Option<Artifact>> {
        let mut sink = Sink::default();
        let made = sink.absorb(made);
        for (id, form) in &self.budget.forms[&rung] {
            let asset = self.budget.job.document.assets.get(*id);
            let before = ByteSize(asset.bytes.len() as u64);
            let after = ByteSize(form.bytes.len() as u64);
            let (name, format) = (&asset.name, self.backend.name());
            let message = format!(
                "`{name}` is smaller in the {format}: {}",
                self.budget.pictures()[id].said(form)
            );
            let help =
                format!("{after} in place of {before}, since the file may have {}", self.limit);
            sink.push(Diagnostic::note(Code::SizeBudget, message).help(help));
        }
        sink.finish(made)
    }

    /// Why no file is made.
    fn too_large(self, size: usize, made: Warned<Option<Artifact>>) -> Warned<Option<Artifact>> {
        const TOLD: usize = 3;
        let mut sink = Sink::default();
        let made = sink.absorb(made);
        let (format, size) = (self.backend.name(), ByteSize(size as u64));
        let message = format!(
            "the {format} takes {size} with its pictures as small as they stay legible, and may \
             take {}",
            self.limit
        );
        let assets = &self.budget.job.document.assets;
        let attached = assets.attached.iter().map(|file| (file.bytes.len(), &file.name));
        // Nobody can leave out what the theme brings.
        let of_pack = assets.iter().filter(|(id, _)| !assets.in_boxes.values().any(|it| it == id));
        let mut heavy: Vec<_> =
            of_pack.map(|(_, asset)| (asset.bytes.len(), &asset.name)).collect();
        heavy.extend(attached);
        heavy.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let heavy: Vec<_> = heavy
            .iter()
            .take(TOLD)
            .map(|(bytes, name)| format!("`{name}` ({})", ByteSize(*bytes as u64)))
            .collect();
        let help = match &heavy[..] {
            [] => "leave pages out, or allow more".to_owned(),
            heavy => format!("leave something out, or allow more; heaviest: {}", heavy.join(", ")),
        };
        sink.push(Diagnostic::error(Code::SizeBudget, message).help(help));
        sink.finish(made)
    }
}

/// How large a file is when so many bytes of pictures are saved: on a straight line between the
/// file as it is and the one at the foot of the ladder.
struct Estimate {
    whole: f64,
    for_each_byte: f64,
}

impl Estimate {
    fn new(whole: usize, lowest: usize, saved: usize) -> Self {
        let (whole, lowest) = (whole as f64, lowest as f64);
        Self { whole, for_each_byte: (whole - lowest) / (saved.max(1) as f64) }
    }

    fn size(&self, saved: usize) -> f64 {
        self.whole - self.for_each_byte * saved as f64
    }
}

/// The widest that each picture is printed, in inches.
fn shown(job: &Job<'_>) -> BTreeMap<AssetId, f32> {
    let mut shown = BTreeMap::new();
    job.layout().value.for_each_frame(|_, frame| {
        for (_, item) in &frame.items {
            if let FrameItem::Image(image) = item {
                let width = shown.entry(image.asset).or_insert(0.0_f32);
                *width = width.max(image.size.width / POINTS);
            }
        }
    });
    shown
}
