//! The evidence matrix: which page says how a control is met, and which controls nobody speaks of.

use indexmap::IndexMap;

use super::Setup;
use super::maker::{Maker, Words};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Standard;
use crate::span::Span;
use crate::theme::Label;
use crate::tree::{Authored, Block, Pack, Page};
use crate::yaml::{self, Located};

/// The page, where a standard lists its controls.
pub(super) fn page(
    pack: &Pack<Authored>,
    setup: Setup<'_>,
    sink: &mut Sink,
) -> Option<Page<Authored>> {
    report_unknown(pack, setup, sink);
    let standards: Vec<Covered<'_>> = setup
        .config
        .standards
        .iter()
        .filter_map(|(name, standard)| Covered::new(name, standard, pack))
        .collect();
    for standard in &standards {
        standard.check(sink);
    }
    let span = standards.first()?.span;
    let maker = Maker::new(setup.theme, pack, span);
    let blocks = standards.iter().flat_map(|standard| standard.blocks(maker)).collect();
    Some(maker.page(pack, "evidence-matrix", Label::EvidenceMatrix, blocks))
}

/// A standard with the pages that speak of each of its controls.
struct Covered<'a> {
    name: &'a str,
    standard: &'a Standard,
    span: Span,
    controls: &'a IndexMap<String, String>,
    pages: IndexMap<&'a str, Vec<&'a Page<Authored>>>,
}

impl<'a> Covered<'a> {
    fn new(
        name: &'a str,
        standard: &'a Located<Standard>,
        pack: &'a Pack<Authored>,
    ) -> Option<Self> {
        let Located { value: standard, span } = standard;
        let controls = standard.controls()?;
        let mut pages: IndexMap<&str, Vec<_>> = IndexMap::new();
        for page in &pack.pages {
            for control in page.meta.satisfies.get(name).into_iter().flatten() {
                pages.entry(control).or_default().push(page);
            }
        }
        Some(Self { name, standard, span: (*span)?, controls, pages })
    }

    /// The controls that apply and that no page speaks of.
    fn uncovered(&self) -> Vec<&'a str> {
        let open = |number: &&str| {
            !self.standard.not_applicable.contains_key(*number) && !self.pages.contains_key(*number)
        };
        self.controls.keys().map(String::as_str).filter(open).collect()
    }

    fn blocks(&self, maker: Maker<'_>) -> [Block<Authored>; 3] {
        let title = self.standard.title.as_deref().unwrap_or(self.name);
        let rows = self.controls.iter().map(|(number, words)| {
            let control = maker.lines([number, words].map(|words| maker.words(Some(words))));
            vec![control, self.evidence(maker, number)]
        });
        let table = maker.table(&[Label::Control, Label::Evidence], rows.collect());
        [maker.heading(title), maker.paragraph(self.summary(maker)), table]
    }

    fn evidence(&self, maker: Maker<'_>, number: &str) -> Words {
        let links = self.pages.get(number).into_iter().flatten();
        let mut words = maker.listed(links.map(|page| maker.link(page, None)));
        if let Some(reason) = self.standard.not_applicable.get(number) {
            let label = maker.label(Label::NotApplicable);
            let reason = reason.trim();
            let said =
                if reason.is_empty() { label.to_owned() } else { format!("{label}: {reason}") };
            words = maker.lines([words, maker.words(Some(&said))]);
        }
        if words.is_empty() {
            words.push(maker.strong(maker.label(Label::NotCovered)));
        }
        words
    }

    /// Which controls are not covered, in a sentence.
    fn summary(&self, maker: Maker<'_>) -> Words {
        let uncovered = self.uncovered();
        if uncovered.is_empty() {
            return maker.words(Some(maker.label(Label::AllCovered)));
        }
        let label = maker.label(Label::NotCovered);
        maker.words(Some(&format!("{label}: {}.", uncovered.join(", "))))
    }

    /// What is said not to apply is a control, and full coverage is what it says.
    fn check(&self, sink: &mut Sink) {
        for number in self.standard.not_applicable.keys() {
            if !self.controls.contains_key(number) {
                sink.push(unknown_control(number, self.name, self.span));
            }
        }
        let uncovered = self.uncovered();
        if self.standard.full_coverage && !uncovered.is_empty() {
            let message = format!("no page covers {} of `{}`", list_of(&uncovered), self.name);
            let help = "name them under `satisfies` in a page's front matter, or under \
                        `not-applicable` with the reason";
            sink.push(Diagnostic::error(Code::UncoveredControl, message).at(self.span).help(help));
        }
    }
}

/// The first few of many, and how many more there are.
fn list_of(numbers: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = numbers[..numbers.len().min(SHOWN)].join(", ");
    match numbers.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{shown} and {more} more controls"),
        _ => shown,
    }
}

/// Tells of standards and controls that pages name and `pack.yaml` does not.
fn report_unknown(pack: &Pack<Authored>, setup: Setup<'_>, sink: &mut Sink) {
    let standards = &setup.config.standards;
    for page in &pack.pages {
        let front_matter = Span::new(page.file, 0..front_matter_end(page));
        for (name, controls) in &page.meta.satisfies {
            let Some(standard) = standards.get(name) else {
                let place = setup.sources.find(front_matter, name);
                sink.push(unknown_standard(name, standards.keys(), place));
                continue;
            };
            let Some(known) = standard.value.controls() else { continue };
            for number in controls.iter().filter(|number| !known.contains_key(*number)) {
                let place = setup.sources.find(front_matter, number);
                sink.push(unknown_control(number, name, place));
            }
        }
    }
}

/// The end of a page's front matter: where its title, which stands before the body, is said to be.
fn front_matter_end(page: &Page<Authored>) -> usize {
    let body = page.blocks.first().map(|block| block.span);
    let spans = page.title.iter().map(|inline| inline.span).chain(body);
    spans.map(|span| span.range().start).min().unwrap_or_default()
}

fn unknown_control(number: &str, name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` has no control `{number}`");
    let help = format!("correct its number, or add it to `standards.{name}.controls`");
    Diagnostic::warning(Code::UnknownControl, message).at(span).help(help)
}

fn unknown_standard<'a>(
    name: &str,
    known: impl Iterator<Item = &'a String>,
    span: Span,
) -> Diagnostic {
    let message = format!("`satisfies` names the standard `{name}`, which pack.yaml does not know");
    let diagnostic = Diagnostic::warning(Code::UnknownControl, message).at(span);
    match yaml::nearest(name, known.map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("list its controls under `standards:`"),
    }
}
