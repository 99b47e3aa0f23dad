//! The register of certificates: which there are, until when, where they are shown and who relies
//! on them.

use percent_encoding::percent_decode_str;

use super::Setup;
use super::claims::{PageWords, Pattern};
use super::maker::{Maker, Words, named};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::source::{Certificate, Standard};
use crate::span::Span;
use crate::text::day::Day;
use crate::theme::Label;
use crate::tree::walk::{walk_blocks, walk_blocks_mut, walk_inlines};
use crate::tree::{Authored, Block, BlockKind, Bounds, Dimension, Image, InlineKind, Pack, Page};
use crate::yaml::Located;

/// How wide a certificate is shown that no page shows, in percent of the measure: legible, and
/// there is still room for a table above it.
const WIDTH: f32 = 55.0;

/// The page, where `pack.yaml` lists certificates. Figures that show one get an id to be linked to.
pub(super) fn page(
    pack: &mut Pack<Authored>,
    setup: Setup<'_>,
    sink: &mut Sink,
) -> Option<Page<Authored>> {
    let certificates = &setup.config.certificates;
    for certificate in certificates {
        check(certificate, setup, sink);
    }
    report_uncovered(pack, setup, sink);

    let span = certificates.iter().find_map(|certificate| certificate.span)?;
    let shown: Vec<_> =
        certificates.iter().map(|certificate| show(pack, &certificate.value)).collect();
    let words: Vec<_> = pack.pages.iter().map(PageWords::of).collect();
    let maker = Maker::new(setup.theme, pack, span);
    let rows = certificates.iter().zip(&shown).map(|(certificate, shown)| {
        let patterns = patterns(&certificate.value, setup);
        let naming = pack.pages.iter().zip(&words).filter(|(_, it)| it.mention(&patterns));
        let naming = naming.map(|(page, _)| page);
        row(maker, &certificate.value, place(maker, pack, shown.as_ref(), naming))
    });
    let head =
        [Label::Standard, Label::Certificate, Label::Scope, Label::Validity, Label::InThisDocument];
    let mut blocks = vec![maker.table(&head, rows.collect())];
    let hidden = certificates.iter().zip(&shown).filter(|(_, shown)| shown.is_none());
    blocks.extend(hidden.filter_map(|(certificate, _)| {
        figure(Maker::new(setup.theme, pack, certificate.span?), &certificate.value)
    }));
    Some(maker.page(pack, "certificate-register", Label::CertificateRegister, blocks))
}

/// Where a pack shows a certificate.
struct Shown {
    /// The index of the page.
    page: usize,
    /// The id of the figure, where one shows it.
    place: Option<String>,
}

/// Finds the page that shows a certificate, and gives the figure an id where it has none.
fn show(pack: &mut Pack<Authored>, certificate: &Certificate) -> Option<Shown> {
    let path = PackPath::new(&certificate.attachment.as_ref()?.value).ok()?;
    let page = pack.pages.iter().position(|page| shows(page, &path))?;
    let key = pack.pages[page].key.clone();
    let mut place = None;
    walk_blocks_mut(&mut pack.pages[page].blocks, &mut |block| {
        let BlockKind::Figure { blocks, .. } = &block.kind else { return };
        let holds = blocks.iter().any(|block| match &block.kind {
            BlockKind::Image { image } => is(image, &key, &path),
            _ => false,
        });
        if holds && place.is_none() {
            let id = block.attr.id().map_or_else(|| place_name(certificate), str::to_owned);
            block.attr.set_id(Some(id.clone()));
            place = Some(id);
        }
    });
    Some(Shown { page, place })
}

/// Whether a page shows an attachment, in a figure or among words.
fn shows(page: &Page<Authored>, path: &PackPath) -> bool {
    let mut shown = false;
    walk_blocks(&page.blocks, &mut |block| {
        if let BlockKind::Image { image } = &block.kind {
            shown |= is(image, &page.key, path);
        }
    });
    walk_inlines(&page.blocks, &mut |inline| {
        if let InlineKind::Image { image } = &inline.kind {
            shown |= is(image, &page.key, path);
        }
    });
    shown
}

/// Whether an image in a page is an attachment, seen from the page or from the pack.
fn is(image: &Image<Authored>, key: &str, path: &PackPath) -> bool {
    let written = image.picture.split(['?', '#']).next().unwrap_or_default();
    let written = percent_decode_str(written).decode_utf8_lossy();
    let from_page = PackPath::new(key).and_then(|page| page.sibling(&written));
    from_page.as_ref() == Ok(path) || PackPath::new(&written).as_ref() == Ok(path)
}

/// The id of a certificate's figure: its number, else its standard.
fn place_name(certificate: &Certificate) -> String {
    let name = certificate.number.as_deref().unwrap_or(&certificate.standard);
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(letters).collect();
    format!("certificate-{}", name.trim_matches('-'))
}

/// The words by which pages name what a certificate certifies: its own, and those of the standards
/// that it is of.
fn patterns(certificate: &Certificate, setup: Setup<'_>) -> Vec<Pattern> {
    let own = Pattern::new(&certificate.standard);
    let standards = setup.config.standards.values().map(|standard| claims(&standard.value));
    let of_standards = standards.filter(|claims| cover(claims, certificate)).flatten();
    std::iter::once(own).chain(of_standards).collect()
}

fn claims(standard: &Standard) -> Vec<Pattern> {
    standard.claims.iter().map(|words| Pattern::new(words)).collect()
}

/// Whether a certificate is of the standard that is named by such words.
fn cover(claims: &[Pattern], certificate: &Certificate) -> bool {
    claims.iter().any(|pattern| pattern.is_in(&certificate.standard))
}

fn row(maker: Maker<'_>, certificate: &Certificate, place: Words) -> Vec<Words> {
    let day = |label, day: Option<Day>| {
        let words = day.map(|day| format!("{} {}", maker.label(label), maker.day(day)));
        maker.words(words.as_deref())
    };
    let until = certificate.valid_until.as_ref().map(|day| day.value);
    vec![
        maker.lines([
            vec![maker.strong(&certificate.standard)],
            maker.words(certificate.title.as_deref()),
        ]),
        maker.lines([
            maker.words(certificate.number.as_deref()),
            maker.words(certificate.issuer.as_deref()),
        ]),
        maker.words(certificate.scope.as_deref()),
        maker.lines([day(Label::ValidFrom, certificate.valid_from), day(Label::ValidUntil, until)]),
        place,
    ]
}

/// Where a certificate is shown, and the other pages that name it.
fn place<'a>(
    maker: Maker<'_>,
    pack: &Pack<Authored>,
    shown: Option<&Shown>,
    naming: impl Iterator<Item = &'a Page<Authored>>,
) -> Words {
    let led = |label: Label, words: Words| {
        let lead = maker.text(format!("{}: ", maker.label(label)));
        if words.is_empty() { words } else { std::iter::once(lead).chain(words).collect() }
    };
    let showing = shown.map(|shown| &pack.pages[shown.page]);
    let link = shown.zip(showing).map(|(shown, page)| maker.link(page, shown.place.as_deref()));
    let naming = naming.filter(|page| showing.is_none_or(|showing| showing.key != page.key));
    let naming: Vec<_> = naming.map(|page| maker.link(page, None)).collect();
    maker.lines([
        led(Label::Shown, link.into_iter().collect()),
        led(Label::Named, maker.listed(naming)),
    ])
}

/// The picture of a certificate that no page shows.
fn figure(maker: Maker<'_>, certificate: &Certificate) -> Option<Block<Authored>> {
    let attachment = certificate.attachment.as_ref()?;
    let said = [certificate.number.as_deref(), certificate.issuer.as_deref()];
    let about: Vec<_> =
        std::iter::once(&*certificate.standard).chain(said.into_iter().flatten()).collect();
    let about = about.join(", ");
    let image = Image {
        picture: attachment.value.clone(),
        alt: format!("{}: {about}", maker.label(Label::Certificate)),
        decorative: false,
        title: None,
        width: Some(Dimension::Percent(WIDTH)),
        bounds: Bounds::default(),
    };
    let blocks = vec![maker.block(BlockKind::Image { image })];
    let figure = maker.block(BlockKind::Figure { blocks, caption: maker.words(Some(&about)) });
    Some(named(figure, &place_name(certificate)))
}

/// A certificate is shown by an attachment, and the day asked about lies between its days.
fn check(certificate: &Located<Certificate>, setup: Setup<'_>, sink: &mut Sink) {
    let Located { value: certificate, span: Some(span) } = certificate else { return };
    let name = &certificate.standard;
    if certificate.attachment.is_none() {
        let message = format!("the certificate for `{name}` has no attachment that shows it");
        let help = "add `attachment:` with the path of its picture or PDF";
        sink.push(Diagnostic::error(Code::MissingAttachment, message).at(*span).help(help));
    }
    if let Some(fault) = fault_in_days(certificate, setup) {
        let until = certificate.valid_until.as_ref().and_then(|day| day.span);
        sink.push(fault.at(until.unwrap_or(*span)));
    }
}

fn fault_in_days(certificate: &Certificate, setup: Setup<'_>) -> Option<Diagnostic> {
    let name = &certificate.standard;
    let until = certificate.valid_until.as_ref().map(|day| day.value);
    if let (Some(from), Some(until)) = (certificate.valid_from, until)
        && until < from
    {
        let message = format!("the certificate for `{name}` ends before it begins");
        let help = format!(
            "write a `valid-until` after its `valid-from`: it is said to begin on {from} and to end \
             on {until}"
        );
        return Some(Diagnostic::error(Code::ExpiredCertificate, message).help(help));
    }
    let on = setup.on?;
    if let Some(from) = certificate.valid_from.filter(|from| *from > on) {
        let message = format!("the certificate for `{name}` begins on {from}, after {on}");
        return Some(Diagnostic::warning(Code::EndingCertificate, message));
    }
    let left = on.days_until(until?);
    let until = until?;
    if left < 0 {
        let message = format!("the certificate for `{name}` ended on {until}");
        let help = "enter the one that followed it, or take it out of `certificates`";
        return Some(Diagnostic::error(Code::ExpiredCertificate, message).help(help));
    }
    if left > i64::from(setup.config.register.warn_before) {
        return None;
    }
    let when = match left {
        0 => "the day asked about".to_owned(),
        1 => format!("1 day after {on}"),
        _ => format!("{left} days after {on}"),
    };
    let message = format!("the certificate for `{name}` ends on {until}, {when}");
    let help = "enter the one that follows it; `register.warn-before` says how early to be told";
    Some(Diagnostic::warning(Code::EndingCertificate, message).help(help))
}

/// Tells of pages that name a standard which no certificate covers, once for each of both.
fn report_uncovered(pack: &Pack<Authored>, setup: Setup<'_>, sink: &mut Sink) {
    let uncovered: Vec<(&String, Vec<Pattern>)> = setup
        .config
        .standards
        .iter()
        .map(|(name, standard)| (name, claims(&standard.value)))
        .filter(|(_, claims)| {
            let covers = |it: &Located<Certificate>| cover(claims, &it.value);
            !claims.is_empty() && !setup.config.certificates.iter().any(covers)
        })
        .collect();
    if uncovered.is_empty() {
        return;
    }
    for page in &pack.pages {
        let words = PageWords::of(page);
        for (name, claims) in &uncovered {
            if let Some(span) = words.find(claims, setup.sources) {
                sink.push(uncovered_claim(name, span));
            }
        }
    }
}

fn uncovered_claim(name: &str, span: Span) -> Diagnostic {
    let message = format!("this page names `{name}`, of which there is no certificate");
    let help = "add it to `certificates`, or take its words out of `claims`";
    Diagnostic::warning(Code::UncoveredClaim, message).at(span).help(help)
}
