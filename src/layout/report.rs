//! How well a document is set: what a typographer would look for, counted.

use std::fmt;

use super::Layout;
use super::paged::PagedPage;
use super::quality::{LineQuality, PageQuality, Torn};

/// A report over all pages, to be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pages: Vec<(String, PageQuality)>,
}

/// The lines of one paragraph that stand on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct ParagraphQuality {
    lines: usize,
    worst: f32,
    hyphens: usize,
    overfull: usize,
    rivers: usize,
    runt: bool,
}

/// What is wrong in the whole document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Lines that reach beyond their measure.
    pub overfull_lines: usize,
    /// Pages whose content is higher than the type area.
    pub overfull_pages: usize,
    /// Pictures that reach beyond the type area.
    pub figures_outside: usize,
    /// Last lines of paragraphs that stand alone at a page's top.
    pub widows: usize,
    /// First lines of paragraphs that stand alone at a page's foot.
    pub orphans: usize,
    /// Headings at a page's foot.
    pub stranded_headings: usize,
    /// Lines at a page's foot that introduce what follows.
    pub stranded_lead_ins: usize,
    /// Captions without their figures, and others torn from what they belong to.
    pub torn_apart: usize,
    /// Pages under half full that nothing forces to end.
    pub hollow_pages: usize,
    /// Pages of which more than a quarter is empty although their chapter goes on.
    pub holes: usize,
    /// Last pages of chapters that hold next to nothing.
    pub nearly_empty_pages: usize,
    /// Three or more lines in a row that end in a hyphen.
    pub hyphen_ladders: usize,
    /// Rivers of white through paragraphs.
    pub rivers: usize,
    /// Paragraphs of several lines the last of which is a single word.
    pub runts: usize,
    /// Tables that have a column that is narrower than its longest word.
    pub crowded_tables: usize,
    /// Pictures that have fewer dots to the inch than print asks for.
    pub coarse_pictures: usize,
}

impl Report {
    /// The report on a document.
    pub fn new(layout: &Layout<'_>) -> Self {
        let page = |(index, page): (usize, &PagedPage)| {
            let label =
                if page.label.is_empty() { format!("#{}", index + 1) } else { page.label.clone() };
            (label, page.quality.clone())
        };
        Self { pages: layout.paged.pages.iter().enumerate().map(page).collect() }
    }

    /// What is wrong, counted over all pages.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for (_, page) in &self.pages {
            totals.overfull_lines += page.lines.iter().filter(|line| line.overfull > 0.1).count();
            totals.rivers += page.lines.iter().map(|line| line.rivers).sum::<usize>();
            totals.figures_outside += page.outside;
            totals.coarse_pictures += page.coarse;
            totals.crowded_tables += page.crowded;
            totals.runts += page.lines.iter().filter(|line| line.runt).count();
            totals.overfull_pages += usize::from(page.overfull > 0.1);
            totals.hollow_pages += usize::from(page.fill < 0.5 && !page.must_end);
            totals.holes += usize::from(page.ends_with_a_hole());
            totals.nearly_empty_pages += usize::from(page.is_nearly_empty());
            match page.torn {
                Some(Torn::Widow) => totals.widows += 1,
                Some(Torn::Orphan) => totals.orphans += 1,
                Some(Torn::Heading) => totals.stranded_headings += 1,
                Some(Torn::LeadIn) => totals.stranded_lead_ins += 1,
                Some(Torn::Together) => totals.torn_apart += 1,
                None => {}
            }
            let ladders = paragraphs(&page.lines).filter(|paragraph| paragraph.hyphens >= 3);
            totals.hyphen_ladders += ladders.count();
        }
        totals
    }
}

/// The paragraphs that a page's lines belong to.
fn paragraphs(lines: &[LineQuality]) -> impl Iterator<Item = ParagraphQuality> {
    let joins = |line: &LineQuality, next: &LineQuality| {
        next.index == line.index + 1 && next.count == line.count
    };
    lines.chunk_by(joins).map(|lines| {
        let worst = lines.iter().map(|line| line.ratio);
        let larger = |a: f32, b: f32| if b.abs() > a.abs() { b } else { a };
        let in_row = lines.chunk_by(|line, next| line.hyphenated && next.hyphenated);
        let hyphens = in_row.map(|row| row.iter().filter(|line| line.hyphenated).count());
        ParagraphQuality {
            lines: lines.len(),
            worst: worst.fold(0.0, larger),
            hyphens: hyphens.max().unwrap_or(0),
            overfull: lines.iter().filter(|line| line.overfull > 0.1).count(),
            rivers: lines.iter().map(|line| line.rivers).sum(),
            runt: lines.iter().any(|line| line.runt),
        }
    })
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (label, page) in &self.pages {
            write!(formatter, "page {label}: {:.0} % full", page.fill * 100.0)?;
            if let Some(torn) = page.torn {
                write!(formatter, ", {torn}")?;
            }
            if page.ends_with_a_hole() {
                write!(formatter, ", ends with a hole")?;
            }
            if page.is_nearly_empty() {
                write!(formatter, ", holds next to nothing")?;
            }
            if page.overfull > 0.1 {
                write!(formatter, ", {:.1} pt too high", page.overfull)?;
            }
            if page.outside > 0 {
                write!(formatter, ", figures outside the type area {}", page.outside)?;
            }
            if page.coarse > 0 {
                write!(formatter, ", coarse pictures {}", page.coarse)?;
            }
            if page.crowded > 0 {
                write!(formatter, ", crowded tables {}", page.crowded)?;
            }
            writeln!(formatter)?;
            for (number, paragraph) in (1..).zip(paragraphs(&page.lines)) {
                let ParagraphQuality { lines, worst, hyphens, overfull, rivers, runt } = paragraph;
                let line =
                    format_args!("  paragraph {number}: lines {lines}, worst ratio {worst:.2}");
                write!(formatter, "{line}, hyphens in a row {hyphens}, rivers {rivers}")?;
                if overfull > 0 {
                    write!(formatter, ", overfull lines {overfull}")?;
                }
                if runt {
                    write!(formatter, ", ends in one word")?;
                }
                writeln!(formatter)?;
            }
        }
        write!(formatter, "{}", self.totals())
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "overfull lines: {}", self.overfull_lines)?;
        writeln!(formatter, "overfull pages: {}", self.overfull_pages)?;
        writeln!(formatter, "figures outside the type area: {}", self.figures_outside)?;
        writeln!(formatter, "widows: {}", self.widows)?;
        writeln!(formatter, "orphans: {}", self.orphans)?;
        writeln!(formatter, "stranded headings: {}", self.stranded_headings)?;
        writeln!(formatter, "stranded lead-ins: {}", self.stranded_lead_ins)?;
        writeln!(formatter, "torn apart: {}", self.torn_apart)?;
        writeln!(formatter, "pages under half full: {}", self.hollow_pages)?;
        writeln!(formatter, "pages that end with a hole: {}", self.holes)?;
        writeln!(formatter, "last pages under a fifth full: {}", self.nearly_empty_pages)?;
        writeln!(formatter, "three or more hyphens in a row: {}", self.hyphen_ladders)?;
        writeln!(formatter, "rivers: {}", self.rivers)?;
        writeln!(formatter, "last lines of one word: {}", self.runts)?;
        writeln!(
            formatter,
            "tables with a column under its longest word: {}",
            self.crowded_tables
        )?;
        writeln!(formatter, "pictures under 150 ppi: {}", self.coarse_pictures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::quality::PageEnd;

    fn line(index: usize, count: usize, ratio: f32, hyphenated: bool) -> LineQuality {
        LineQuality { index, count, ratio, hyphenated, ..LineQuality::default() }
    }

    #[test]
    fn lines_are_told_apart_by_paragraph() {
        let lines = [
            line(0, 3, 0.2, true),
            line(1, 3, -0.7, true),
            line(2, 3, 0.0, false),
            line(0, 3, 0.4, false),
            line(1, 3, 0.1, true),
        ];
        let found: Vec<_> = paragraphs(&lines).map(|p| (p.lines, p.worst, p.hyphens)).collect();
        assert_eq!(found, [(3, -0.7, 2), (2, 0.4, 1)]);
    }

    #[test]
    fn totals_count_what_is_wrong() {
        let last = LineQuality { runt: true, ..line(1, 2, 0.0, false) };
        let lines = vec![LineQuality { rivers: 2, ..line(0, 2, 0.0, false) }, last];
        let (torn, seen) = (Some(Torn::Widow), PageQuality::default());
        let quality =
            PageQuality { fill: 0.3, torn, lines, outside: 1, coarse: 2, crowded: 1, ..seen };
        let end = PageEnd::Chapter;
        let ending = PageQuality { fill: 0.3, end, must_end: true, ..PageQuality::default() };
        let report = Report { pages: vec![("1".into(), quality), ("2".into(), ending)] };
        let expected = Totals {
            widows: 1,
            hollow_pages: 1,
            holes: 1,
            figures_outside: 1,
            rivers: 2,
            runts: 1,
            crowded_tables: 1,
            coarse_pictures: 2,
            ..Totals::default()
        };
        assert_eq!(report.totals(), expected);
        let text = report.to_string();
        let page = "page 1: 30 % full, leaves a widow, ends with a hole, figures outside the type area 1, \
             coarse pictures 2, crowded tables 1\n  paragraph 1: lines 2, worst ratio 0.00, hyphens \
             in a row 0, rivers 2, ends in one word\n";
        assert!(text.starts_with(page), "{text}");
        assert!(text.ends_with("pictures under 150 ppi: 2\n"), "{text}");
    }

    #[test]
    fn pages_that_end_early_and_last_pages_with_little_on_them_are_named() {
        let page = |fill, end| PageQuality { fill, end, must_end: true, ..PageQuality::default() };
        let pages = [
            page(0.74, PageEnd::Full),
            page(0.76, PageEnd::Full),
            page(0.3, PageEnd::Asked),
            page(0.1, PageEnd::Asked),
            page(0.3, PageEnd::Chapter),
            page(0.1, PageEnd::Chapter),
        ];
        let report = Report { pages: pages.map(|page| ("i".into(), page)).into() };
        let Totals { holes, nearly_empty_pages, .. } = report.totals();
        assert_eq!((holes, nearly_empty_pages), (1, 1));
        let text = report.to_string();
        let lines: Vec<&str> = text.lines().take(6).collect();
        assert_eq!(lines[0], "page i: 74 % full, ends with a hole");
        assert_eq!(lines[1..5].iter().filter(|line| line.ends_with("full")).count(), 4);
        assert_eq!(lines[5], "page i: 10 % full, holds next to nothing");
    }
}
