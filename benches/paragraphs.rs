//! How fast paragraphs are shaped and broken into lines.
//!
//! `cargo bench --bench paragraphs`. The text is made up from a seed, with words as often as in
//! natural text (the n-th most frequent one about 1/n times as often as the first).

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use recto::fonts::FontBook;
use recto::layout::inline::{Align, Paragraph, ParagraphStyle, Shaper};
use recto::layout::{Context, Role};
use recto::resolve::{AssetStore, Resolved};
use recto::span::{Sources, Span};
use recto::theme::Theme;
use recto::tree::{Inline, Linked, Pack, PackMeta};

/// The measure of the shipped theme's pages, in points.
const MEASURE: f32 = 442.0;

/// Numbers that look like chance and are the same each time (Knuth's MMIX generator).
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize
    }
}

/// A text of many words out of a vocabulary of 8,000.
fn text(words: usize) -> String {
    let mut seeded = Seeded(1);
    let syllables = ["ta", "re", "con", "sti", "mo", "ver", "ing", "al", "per", "o", "lin", "es"];
    let vocabulary: Vec<String> = (0..8_000_usize)
        .map(|rank| {
            let length = 1 + rank.ilog10() as usize / 2 + seeded.next() % 3;
            (0..length).map(|_| syllables[seeded.next() % syllables.len()]).collect()
        })
        .collect();
    let zipf = |seeded: &mut Seeded| {
        let share = (seeded.next() % 1_000_000) as f64 / 1_000_000.0;
        (8_000_f64.powf(share) as usize).min(vocabulary.len() - 1)
    };
    let words: Vec<&str> = (0..words).map(|_| vocabulary[zipf(&mut seeded)].as_str()).collect();
    words.chunks(14).map(|sentence| sentence.join(" ") + ". ").collect()
}

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
        };
        Self { document, theme: Theme::shipped(), fonts: FontBook::shipped() }
    }

    fn prepare<'b>(&'b self, text: &str, align: Align, shaper: &'b Shaper) -> Paragraph<'b> {
        let mut context = Context::new(&self.document, &self.theme, &self.fonts, shaper);
        let node = context.structure.add(None, Role::Paragraph);
        let span = Span::new(Sources::default().add("text.md", ""), 0..0);
        let inlines: [Inline<Linked>; 1] = [Inline::text(text, span)];
        let style = ParagraphStyle { align, ..ParagraphStyle::text(&self.theme) };
        Paragraph::prepare(&inlines, &style, node, &mut context)
    }
}

fn shaping(criterion: &mut Criterion) {
    let bench = Bench::new();
    let text = text(1_000);
    let mut group = criterion.benchmark_group("shaping 1000 words");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("each word anew", |bencher| {
        bencher.iter(|| {
            let shaper = Shaper::default();
            black_box(bench.prepare(&text, Align::Justified, &shaper).max_width())
        });
    });
    let shaper = Shaper::default();
    group.bench_function("words remembered", |bencher| {
        bencher.iter(|| black_box(bench.prepare(&text, Align::Justified, &shaper).max_width()));
    });
    group.finish();
}

fn breaking(criterion: &mut Criterion) {
    let bench = Bench::new();
    let shaper = Shaper::default();
    let mut group = criterion.benchmark_group("breaking");
    for words in [100, 1_000, 10_000] {
        let text = text(words);
        group.throughput(Throughput::Elements(words as u64));
        for (name, align) in [("total fit", Align::Justified), ("first fit", Align::Start)] {
            let paragraph = bench.prepare(&text, align, &shaper);
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
