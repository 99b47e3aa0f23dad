//! How fast paragraphs are shaped and broken into lines.
//!
//! `cargo bench --bench paragraphs`. The text is made up from a seed.

mod support;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use recto::fonts::FontBook;
use recto::layout::inline::Paragraph;
use recto::layout::paragraph_style::{Align, Breaking, ParagraphStyle};
use recto::layout::shaper::Shaper;
use recto::layout::{Context, Role};
use recto::resolve::{AssetStore, Resolved};
use recto::span::{Sources, Span};
use recto::theme::Theme;
use recto::tree::{Inline, Linked, Pack, PackMeta};
use support::Author;

/// The measure of the shipped theme's pages, in points.
const MEASURE: f32 = 442.0;

const JUSTIFIED: (Align, Breaking) = (Align::Justified, Breaking::TotalFit);
const RAGGED: (Align, Breaking) = (Align::Start, Breaking::FirstFit);

/// What paragraphs are set with.
struct Bench {
    document: Resolved,
    theme: Theme,
    fonts: FontBook,
}

impl Bench {
    fn new() -> Self {
        let meta = PackMeta { lang: "en".to_owned(), ..PackMeta::default() };
        let document = Resolved {
            pack: Pack { meta, pages: Vec::new() },
            assets: AssetStore::default(),
            places: indexmap::IndexMap::new(),
            outline: Vec::new(),
            captioned: Vec::new(),
            cites_pages: false,
            drawn_by: recto::resolve::DrawnBy::new(),
        };
        Self { document, theme: Theme::shipped(), fonts: FontBook::shipped() }
    }

    fn prepare<'b>(
        &'b self,
        text: &str,
        (align, breaking): (Align, Breaking),
        shaper: &'b Shaper,
    ) -> Paragraph<'b> {
        let mut context = Context::new(&self.document, &self.theme, &self.fonts, shaper);
        let node = context.structure.add(None, Role::Paragraph);
        let span = Span::new(Sources::default().add("text.md", ""), 0..0);
        let inlines: [Inline<Linked>; 1] = [Inline::text(text, span)];
        let style = ParagraphStyle { align, breaking, ..ParagraphStyle::text(&self.theme) };
        Paragraph::prepare(&inlines, &style, node, &mut context)
    }
}

fn shaping(criterion: &mut Criterion) {
    let bench = Bench::new();
    let text = Author::new().sentences(1_000);
    let mut group = criterion.benchmark_group("shaping 1000 words");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("each word anew", |bencher| {
        bencher.iter(|| {
            let shaper = Shaper::default();
            black_box(bench.prepare(&text, JUSTIFIED, &shaper).max_width())
        });
    });
    let shaper = Shaper::default();
    group.bench_function("words remembered", |bencher| {
        bencher.iter(|| black_box(bench.prepare(&text, JUSTIFIED, &shaper).max_width()));
    });
    group.finish();
}

fn breaking(criterion: &mut Criterion) {
    let bench = Bench::new();
    let shaper = Shaper::default();
    let mut group = criterion.benchmark_group("breaking");
    for words in [100, 1_000, 10_000] {
        let text = Author::new().sentences(words);
        group.throughput(Throughput::Elements(words as u64));
        for (name, how) in [("total fit", JUSTIFIED), ("first fit", RAGGED)] {
            let paragraph = bench.prepare(&text, how, &shaper);
            let id = BenchmarkId::new(name, words);
            group.bench_function(id, |bencher| {
                bencher.iter(|| black_box(paragraph.lines(MEASURE).len()));
            });
        }
    }
    group.finish();
}

criterion_group!(paragraphs, shaping, breaking);
criterion_main!(paragraphs);
