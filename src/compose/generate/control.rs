//! The page that says who answers for the document, what changed in it and who got it.

use super::Setup;
use super::maker::{Maker, Words};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{DocumentControl, Person};
use crate::span::Span;
use crate::text::day::Day;
use crate::theme::Label;
use crate::tree::{Authored, Block, Pack, PackMeta, Page, PageRole};
use crate::yaml::Located;

/// The page, where `pack.yaml` speaks of document control.
pub(super) fn page(
    pack: &Pack<Authored>,
    setup: Setup<'_>,
    sink: &mut Sink,
) -> Option<Page<Authored>> {
    let Located { value: control, span } = setup.config.document_control.as_ref()?;
    let span = (*span)?;
    check(control, &pack.meta, setup, span, sink);

    let maker = Maker::new(setup.theme, pack, span);
    let mut blocks = vec![facts(maker, control, &pack.meta)];
    blocks.extend(history(maker, control));
    blocks.extend(approval(maker, control));
    blocks.extend(distribution(maker, control));
    let mut page = maker.page(pack, "document-control", Label::DocumentControl, blocks);
    page.meta.role = Some(PageRole::DocumentControl);
    Some(page)
}

/// What is said of the document as a whole, one a line.
fn facts(maker: Maker<'_>, control: &DocumentControl, meta: &PackMeta) -> Block<Authored> {
    let date = meta.date.as_deref().and_then(Day::parse).map(|day| maker.day(day));
    let owner = control.owner.as_ref().map(|owner| match owner.role() {
        Some(role) => format!("{}, {role}", owner.name()),
        None => owner.name().to_owned(),
    });
    let owner = owner.or_else(|| meta.owner.clone());
    let review = control.next_review.as_ref().map(|day| maker.day(day.value));
    let facts = [
        (Label::Reference, control.reference.clone()),
        (Label::Version, meta.version.clone()),
        (Label::Status, meta.status.clone()),
        (Label::Classification, meta.classification.clone()),
        (Label::Date, date),
        (Label::Owner, owner),
        (Label::NextReview, review),
    ];
    let rows = facts.into_iter().filter_map(|(label, fact)| {
        Some(vec![maker.words(Some(maker.label(label))), maker.words(Some(&fact?))])
    });
    maker.table(&[], rows.collect())
}

fn history(maker: Maker<'_>, control: &DocumentControl) -> Vec<Block<Authored>> {
    let rows = control.history.iter().map(|entry| {
        let date = entry.date.map(|day| maker.day(day));
        vec![
            maker.words(Some(&entry.version)),
            maker.words(date.as_deref()),
            maker.words(entry.author.as_deref()),
            maker.words(entry.changes.as_deref()),
        ]
    });
    let head = [Label::Version, Label::Date, Label::Author, Label::Changes];
    section(maker, Label::VersionHistory, &head, rows.collect())
}

fn approval(maker: Maker<'_>, control: &DocumentControl) -> Vec<Block<Authored>> {
    let row = |part: Label, person: &Person| {
        let date = person.date().map(|day| maker.day(day));
        let name = [maker.words(Some(person.name())), maker.words(person.role())];
        let mut row = vec![
            maker.words(Some(maker.label(part))),
            maker.lines(name),
            maker.words(date.as_deref()),
        ];
        if control.signatures {
            row.push(signature_line(maker));
        }
        row
    };
    let reviewers = control.reviewers.iter().map(|person| row(Label::Reviewed, person));
    let approvers = control.approvers.iter().map(|person| row(Label::Approved, person));
    let mut head = vec![Label::PartTaken, Label::Name, Label::Date];
    head.extend(control.signatures.then_some(Label::Signature));
    section(maker, Label::Approval, &head, reviewers.chain(approvers).collect())
}

/// Room to sign by hand, with a line below it.
fn signature_line(maker: Maker<'_>) -> Words {
    const ROOM: &str = "\u{A0}";
    /// Holds a space at the end of words, which would go.
    const HOLD: &str = "\u{2060}";
    let line = maker.underlined(&format!("{HOLD}{}{HOLD}", ROOM.repeat(48)));
    maker.lines([maker.words(Some(ROOM)), maker.words(Some(ROOM)), vec![line]])
}

fn distribution(maker: Maker<'_>, control: &DocumentControl) -> Vec<Block<Authored>> {
    let rows = control.distribution.iter().map(|recipient| {
        vec![maker.words(Some(&recipient.name)), maker.words(recipient.reason.as_deref())]
    });
    let head = [Label::Recipient, Label::ReasonOfIssue];
    section(maker, Label::Distribution, &head, rows.collect())
}

/// A heading with its table; nothing where the table has no row.
fn section(
    maker: Maker<'_>,
    title: Label,
    head: &[Label],
    rows: Vec<Vec<Words>>,
) -> Vec<Block<Authored>> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![maker.heading(maker.label(title)), maker.table(head, rows)]
}

/// The history knows the version at hand, and the next review lies ahead.
fn check(
    control: &DocumentControl,
    meta: &PackMeta,
    setup: Setup<'_>,
    span: Span,
    sink: &mut Sink,
) {
    let known = |version: &String| control.history.iter().any(|entry| entry.version == *version);
    if let Some(version) = meta.version.as_ref().filter(|version| !known(version))
        && !control.history.is_empty()
    {
        let message = format!("the version history does not mention version {version}");
        let help = "add an entry to `document-control.history`, or change `version`";
        sink.push(Diagnostic::warning(Code::DocumentControl, message).at(span).help(help));
    }
    if let (Some(review), Some(on)) = (&control.next_review, setup.on)
        && review.value < on
    {
        let message = format!("the next review was due on {}", review.value);
        sink.push(
            Diagnostic::warning(Code::DocumentControl, message)
                .at(review.span.unwrap_or(span))
                .help("review the document and set `next-review` anew"),
        );
    }
}
