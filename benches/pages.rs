//! How fast a pack becomes pages, and pages a PDF, stage by stage.
//!
//! `cargo bench --bench pages`. The packs of about 10, 100 and 1,000 pages are made up from a seed:
//! prose, lists, tables and code in chapters of 20 pages. Every figure is in pages a second.
//! `shape`, `break lines` and `paginate` run on one thread, so that they can be compared; the
//! whole runs on all there are.
#![expect(clippy::print_stdout, reason = "says what was measured")]

mod support;

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
};
use recto::backend::{BACKENDS, Job, Options};
use recto::files::MemoryFiles;
use recto::fonts::FontBook;
use recto::layout::inline::Paragraph;
use recto::layout::paragraph_style::ParagraphStyle;
use recto::layout::shaper::Shaper;
use recto::layout::{Context, Layout, Role, Typesetter, lay_out};
use recto::parse;
use recto::resolve::{self, Resolved};
use recto::source::{self, Selection};
use recto::span::Sources;
use recto::theme::Theme;
use recto::tree::walk::walk_blocks;
use recto::tree::{Inline, Linked};
use support::Author;

/// Roughly how many printed pages a pack has.
const SIZES: [usize; 3] = [10, 100, 1_000];
/// How many of them a chapter has.
const CHAPTER: usize = 20;
/// The measure of the shipped theme's pages, in points.
const MEASURE: f32 = 442.0;

/// About a printed page, in Markdown: prose and a list, and a table, code or more prose.
fn page(author: &mut Author) -> String {
    let mut page = format!("## {}\n\n", author.words(5));
    for _ in 0..4 {
        let (prose, stressed, code) = (author.sentences(70), author.words(2), author.words(1));
        // Writing to a string does not fail.
        let _ = writeln!(page, "{prose} *{stressed}* and `{code}`.\n");
    }
    for _ in 0..4 {
        let _ = writeln!(page, "* {}", author.words(9));
    }
    match author.below(3) {
        0 => table(author, &mut page),
        1 => code(author, &mut page),
        _ => {
            let _ = writeln!(page, "\n{}\n", author.sentences(60));
        }
    }
    page
}

fn table(author: &mut Author, page: &mut String) {
    let head = [author.words(1), author.words(1), author.words(2)].join(" | ");
    let _ = writeln!(page, "\n| {head} |\n|---|---|---|");
    for _ in 0..6 {
        let row = [author.words(2), author.words(9), author.words(1)].join(" | ");
        let _ = writeln!(page, "| {row} |");
    }
    page.push('\n');
}

fn code(author: &mut Author, page: &mut String) {
    let (name, value) = (author.words(1), author.words(4));
    let _ = writeln!(page, "\n```rust\nfn {name}() {{\n    let x = \"{value}\";\n}}\n```\n");
}

/// A pack that is about as many printed pages long.
fn document(pages: usize) -> Resolved {
    let mut author = Author::new();
    // A PDF without a title breaks its standard, and is written a second time without it.
    let mut files = MemoryFiles::new().with("pack.yaml", "title: A pack of many pages\n");
    for chapter in 0..pages.div_ceil(CHAPTER) {
        let count = CHAPTER.min(pages - chapter * CHAPTER);
        let mut text = format!("---\ntitle: {}\nmenu_order: {chapter}\n---\n\n", author.words(3));
        (0..count).for_each(|_| text.push_str(&page(&mut author)));
        files = files.with(&format!("chapter-{chapter:04}.md"), text);
    }
    let mut sources = Sources::default();
    let raw = source::read(&files, &Selection::Folder.into(), &mut sources).value;
    let theme = Theme::shipped();
    let parsed = parse::parse(&raw, &theme, &files, &sources, &parse::Cache::default()).value;
    let cache = resolve::Cache::default();
    let inputs = resolve::Inputs { files: &files, programs: None, sources: &sources };
    resolve::resolve(parsed.pack, &raw.config, &theme, inputs, &cache).value
}

/// A pack and what it is set with.
struct Bench {
    document: Resolved,
    theme: Theme,
    fonts: FontBook,
    /// How many pages it really has.
    pages: usize,
}

impl Bench {
    fn new(size: usize) -> Self {
        let (document, theme, fonts) = (document(size), Theme::shipped(), FontBook::shipped());
        let layout = lay_out(&document, &theme, &fonts).value;
        println!(
            "about {size} pages: {} pages, {:.2} % of words shaped before",
            layout.paged.pages.len(),
            layout.word_hit_rate() * 100.0
        );
        let pages = layout.paged.pages.len();
        drop(layout);
        Self { document, theme, fonts, pages }
    }

    /// The words of every paragraph, item, cell and heading.
    fn contents(&self) -> Vec<&[Inline<Linked>]> {
        let mut contents = Vec::new();
        for page in &self.document.pack.pages {
            walk_blocks(&page.blocks, &mut |block| {
                contents.extend(block.kind.contents().into_iter().map(Vec::as_slice));
            });
        }
        contents
    }

    /// Shapes all of them.
    fn shape<'b>(
        &'b self,
        contents: &[&[Inline<Linked>]],
        shaper: &'b Shaper,
    ) -> Vec<Paragraph<'b>> {
        let mut context = Context::new(&self.document, &self.theme, &self.fonts, shaper);
        let node = context.structure.add(None, Role::Paragraph);
        let style = ParagraphStyle::text(&self.theme);
        let prepare =
            |content: &&[Inline<Linked>]| Paragraph::prepare(content, &style, node, &mut context);
        contents.iter().map(prepare).collect()
    }
}

fn shaping(group: &mut BenchmarkGroup<'_, WallTime>, bench: &Bench) {
    let contents = bench.contents();
    group.bench_function(BenchmarkId::new("shape", bench.pages), |bencher| {
        bencher.iter(|| {
            let shaper = Shaper::default();
            black_box(bench.shape(&contents, &shaper).len())
        });
    });
    let shaper = Shaper::default();
    let paragraphs = bench.shape(&contents, &shaper);
    group.bench_function(BenchmarkId::new("break lines", bench.pages), |bencher| {
        bencher.iter(|| {
            let lines = paragraphs.iter().map(|paragraph| paragraph.lines(MEASURE).len());
            black_box(lines.sum::<usize>())
        });
    });
}

fn pagination(group: &mut BenchmarkGroup<'_, WallTime>, bench: &Bench) {
    let typesetter = Typesetter::new(&bench.document, &bench.theme, &bench.fonts);
    let Some(typesetter) = typesetter else { return };
    let galleys = || {
        let chapters = 0..typesetter.chapter_count();
        chapters.map(|chapter| typesetter.set_galley(chapter)).collect::<Vec<_>>()
    };
    group.bench_function(BenchmarkId::new("paginate", bench.pages), |bencher| {
        let paginate = |galleys: Vec<_>| {
            let pages = galleys.into_iter().map(|galley| typesetter.count_pages(galley));
            black_box(pages.sum::<usize>())
        };
        bencher.iter_batched(galleys, paginate, BatchSize::PerIteration);
    });
}

fn whole(group: &mut BenchmarkGroup<'_, WallTime>, bench: &Bench) {
    let Bench { document, theme, fonts, pages } = bench;
    group.bench_function(BenchmarkId::new("lay out", pages), |bencher| {
        bencher.iter(|| black_box(lay_out(document, theme, fonts)));
    });
    let Some(pdf) = BACKENDS.iter().find(|backend| backend.name() == "pdf") else { return };
    let options = Options { date: Some(0), ..Options::default() };
    let layout = lay_out(document, theme, fonts).value;
    let mut frames = Vec::new();
    layout.for_each_frame(|_, frame| frames.push(frame.clone()));
    let layout = Layout::of_frames(layout.paged, frames);
    let job = Job::of_layout(layout, document, theme, fonts, &options);
    assert_eq!(pdf.render(&job).diagnostics, [], "the PDF is written at once");
    group.bench_function(BenchmarkId::new("paint", pages), |bencher| {
        bencher.iter(|| black_box(pdf.render(&job)));
    });
    group.bench_function(BenchmarkId::new("lay out and paint", pages), |bencher| {
        bencher.iter(|| {
            let job = Job::new(document, theme, fonts, &options);
            black_box(pdf.render(&job))
        });
    });
}

fn pages(criterion: &mut Criterion) {
    for size in SIZES {
        let bench = Bench::new(size);
        let mut group = criterion.benchmark_group("pages");
        group.sample_size(10).throughput(Throughput::Elements(bench.pages as u64));
        shaping(&mut group, &bench);
        pagination(&mut group, &bench);
        whole(&mut group, &bench);
        group.finish();
    }
}

criterion_group!(benches, pages);
criterion_main!(benches);
