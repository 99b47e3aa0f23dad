//! The same pages of text, written by one library or another: how long it takes, how much memory,
//! how large the file gets. `cargo run --release -- krilla` or `-- printpdf`; without a name, both
//! in turn, five times, with medians.
//!
//! Both are given the same lines in the same font, and no tags: one of them cannot write any.

use std::process::Command;
use std::time::Instant;

const FONT: &[u8] = include_bytes!("../../../fonts/SourceSerif4-Regular.ttf");
const PAGES: usize = 1_000;
const LINES: usize = 45;
const SIZE: f32 = 10.5;
const LEADING: f32 = 14.5;
/// A4 in points, and its margin.
const PAPER: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 72.0;
const ROUNDS: usize = 5;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("krilla") => measure(krilla_pages),
        Some("printpdf") => measure(printpdf_pages),
        _ => compare(),
    }
}

/// A line of about ninety letters, a different one for each place.
fn line(page: usize, line: usize) -> String {
    const WORDS: [&str; 8] =
        ["access", "backup", "control", "device", "evidence", "firewall", "guideline", "handbook"];
    let words = (0..11).map(|at| WORDS[(page * 7 + line * 3 + at * at) % WORDS.len()]);
    words.collect::<Vec<_>>().join(" ")
}

/// Runs `make` and prints seconds, peak memory in kB, and bytes. A second argument is the file that
/// the pages are written to, to be looked at.
fn measure(make: fn() -> Vec<u8>) {
    let start = Instant::now();
    let bytes = make();
    let seconds = start.elapsed().as_secs_f64();
    if let Some(file) = std::env::args().nth(2) {
        std::fs::write(file, &bytes).expect("the file can be written");
    }
    println!("{seconds} {} {}", peak_memory(), bytes.len());
}

/// The most memory that this process has had, in kB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Each library in turn, in a process of its own.
fn compare() {
    let program = std::env::current_exe().expect("a program knows where it is");
    let names = ["krilla", "printpdf"];
    let mut runs: [Vec<[f64; 3]>; 2] = Default::default();
    for _ in 0..ROUNDS {
        for (name, runs) in names.iter().zip(&mut runs) {
            let output = Command::new(&program).arg(name).output().expect("it can be run again");
            let words = String::from_utf8_lossy(&output.stdout).into_owned();
            let figures: Vec<f64> =
                words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            runs.push(figures.try_into().expect("a run prints three figures"));
        }
    }
    println!("{PAGES} pages of {LINES} lines, medians of {ROUNDS}");
    println!("{:<10} {:>8} {:>12} {:>12}", "", "seconds", "memory kB", "file bytes");
    for (name, runs) in names.iter().zip(runs) {
        let median = |figure: usize| {
            let mut all: Vec<f64> = runs.iter().map(|run| run[figure]).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        println!("{name:<10} {:>8.3} {:>12.0} {:>12.0}", median(0), median(1), median(2));
    }
}

/// `krilla` wants glyphs, so they are looked up here, a character at a time: as `printpdf` does.
fn krilla_pages() -> Vec<u8> {
    use krilla::Document;
    use krilla::geom::Point;
    use krilla::page::PageSettings;
    use krilla::text::{Font, GlyphId, KrillaGlyph};
    use skrifa::instance::{LocationRef, Size};
    use skrifa::{FontRef, MetadataProvider};

    let mut document = Document::new();
    let font = Font::new(FONT.to_vec().into(), 0).expect("the font is one");
    let face = FontRef::new(FONT).expect("the font is one");
    let (characters, widths) =
        (face.charmap(), face.glyph_metrics(Size::new(1.0), LocationRef::default()));
    let glyph = |(at, character): (usize, char)| {
        let id = characters.map(character).unwrap_or_default();
        let advance = widths.advance_width(id).unwrap_or_default();
        let range = at..at + character.len_utf8();
        KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, range, None)
    };
    for number in 0..PAGES {
        let settings = PageSettings::from_wh(PAPER.0, PAPER.1).expect("a page has a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for at in 0..LINES {
            let place = Point::from_xy(MARGIN, MARGIN + LEADING * at as f32);
            let words = line(number, at);
            let glyphs: Vec<_> = words.char_indices().map(glyph).collect();
            surface.draw_glyphs(place, &glyphs, font.clone(), &words, SIZE, false);
        }
        surface.finish();
        page.finish();
    }
    document.finish().expect("the pages can be written")
}

fn printpdf_pages() -> Vec<u8> {
    use printpdf::{
        Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt,
        TextItem,
    };

    let mut document = PdfDocument::new("pages");
    let font = ParsedFont::from_bytes(FONT, 0, &mut Vec::new()).expect("the font is one");
    let font = PdfFontHandle::External(document.add_font(&font));
    let pages = (0..PAGES).map(|number| {
        let mut operations = vec![
            Op::StartTextSection,
            Op::SetFont { font: font.clone(), size: Pt(SIZE) },
            Op::SetLineHeight { lh: Pt(LEADING) },
            Op::SetTextCursor { pos: Point { x: Pt(MARGIN), y: Pt(PAPER.1 - MARGIN) } },
        ];
        for at in 0..LINES {
            operations.push(Op::ShowText { items: vec![TextItem::Text(line(number, at))] });
            operations.push(Op::AddLineBreak);
        }
        operations.push(Op::EndTextSection);
        PdfPage::new(Mm(210.0), Mm(297.0), operations)
    });
    let pages = pages.collect();
    document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new())
}
