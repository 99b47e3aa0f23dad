//! The package's metadata (EPUB 3.3, 5.5).

use super::accessibility::Findings;
use crate::backend::Options;
use crate::backend::date::Moment;
use crate::markup::dom::Element;
use crate::markup::{Syntax, write};
use crate::source::Series;
use crate::text::identifier::Identifier;
use crate::theme::Theme;
use crate::tree::PackMeta;

/// The id of the element that identifies the book.
pub(super) const IDENTIFIER: &str = "identifier";

/// The prefix of the pack's own fields, and the vocabulary that it stands for. Its address names it
/// and leads nowhere (EPUB 3.3, D.1.4).
const OWN_PREFIX: &str = "pack";
const OWN_VOCABULARY: &str = "urn:uuid:debc6f2d-fd63-4719-b9c8-d7ab75d45e4d#";

/// The standard that a book without known faults claims to meet, where somebody vouches for it.
const CONFORMANCE: &str = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA";

/// What the metadata is made from.
pub(super) struct Metadata<'a> {
    /// What is said about the pack.
    pub(super) meta: &'a PackMeta,
    /// What the book is called by machines.
    pub(super) identifier: &'a Identifier,
    /// Gives the words of the interface.
    pub(super) theme: &'a Theme,
    /// What the user asked for.
    pub(super) options: &'a Options,
    /// The languages it is written in, the main one first.
    pub(super) languages: Vec<&'a str>,
    /// How accessible the book is.
    pub(super) findings: Findings,
    /// The id of the cover picture in the manifest, for old reading systems.
    pub(super) cover: Option<&'a str>,
}

impl Metadata<'_> {
    /// The `metadata` element.
    pub(super) fn element(&self) -> Element {
        Element::new("metadata")
            .attr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .children(self.identity())
            .children(self.titles())
            .children(self.people())
            .children(self.description())
            .children(self.accessibility())
            .children(self.fields())
            .child(old_meta("generator", concat!("Recto ", env!("CARGO_PKG_VERSION"))))
            .children(self.cover.map(|id| old_meta("cover", id)))
    }

    /// The vocabularies that the package names besides those that every reader knows.
    pub(super) fn prefixes(&self) -> Option<String> {
        let has_fields = !self.fields().is_empty();
        has_fields.then(|| format!("{OWN_PREFIX}: {OWN_VOCABULARY}"))
    }

    /// The pack's own fields.
    fn fields(&self) -> Vec<Element> {
        let fields = self.meta.metadata.iter();
        let filled = fields.filter_map(|(name, value)| Some((name, filled(Some(value))?)));
        filled.map(|(name, value)| meta(format!("{OWN_PREFIX}:{name}"), value)).collect()
    }

    fn identity(&self) -> Vec<Element> {
        let mut elements = vec![dc("dc:identifier", &self.identifier.text).attr("id", IDENTIFIER)];
        if let Some(code) = self.identifier.onix {
            let kind = refined(IDENTIFIER, "identifier-type", code);
            elements.push(kind.attr("scheme", "onix:codelist5"));
        }
        elements.push(meta(
            "dcterms:modified",
            &Moment::of_output(self.meta, self.options.date).to_iso(),
        ));
        elements
    }

    fn titles(&self) -> Vec<Element> {
        let mut elements = vec![dc("dc:title", title(self.meta)).attr("id", "title")];
        elements.push(refined("title", "title-type", "main"));
        elements.push(refined("title", "display-seq", "1"));
        if let Some(subtitle) = filled(self.meta.subtitle.as_deref()) {
            elements.push(dc("dc:title", subtitle).attr("id", "subtitle"));
            elements.push(refined("subtitle", "title-type", "subtitle"));
            elements.push(refined("subtitle", "display-seq", "2"));
        }
        elements.extend(self.languages.iter().map(|language| dc("dc:language", language)));
        elements
    }

    fn people(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        let authors = self.meta.authors.iter().filter_map(|author| filled(Some(author)));
        for (author, number) in authors.zip(1..) {
            elements.extend(person("dc:creator", author, "aut", number));
        }
        let others = self.options.epub.contributors.iter();
        let others = others.map(|other| (other.name.as_str(), other.role.marc()));
        let owner = self.meta.owner.as_deref().map(|owner| (owner, "own"));
        let others =
            others.chain(owner).filter_map(|(name, marc)| Some((filled(Some(name))?, marc)));
        for ((name, marc), number) in others.zip(1..) {
            elements.extend(person("dc:contributor", name, marc, number));
        }
        elements.extend(filled(self.meta.publisher.as_deref()).map(|it| dc("dc:publisher", it)));
        elements
    }

    fn description(&self) -> Vec<Element> {
        let meta_data = self.meta;
        let mut elements = Vec::new();
        // A date in any other form would make the package invalid.
        let date = meta_data.date.as_deref().filter(|date| Moment::parse(date).is_some());
        elements.extend(date.map(|date| dc("dc:date", date)));
        elements
            .extend(filled(meta_data.description.as_deref()).map(|it| dc("dc:description", it)));
        let subjects = meta_data.keywords.iter().filter_map(|keyword| filled(Some(keyword)));
        elements.extend(subjects.map(|subject| dc("dc:subject", subject)));
        elements.extend(filled(meta_data.copyright.as_deref()).map(|it| dc("dc:rights", it)));
        let further = [
            ("schema:version", &meta_data.version),
            ("schema:creativeWorkStatus", &meta_data.status),
            ("dcterms:accessRights", &meta_data.classification),
        ];
        for (property, value) in further {
            elements.extend(filled(value.as_deref()).map(|value| meta(property, value)));
        }
        elements.extend(self.options.epub.series.iter().flat_map(series));
        elements
    }

    fn accessibility(&self) -> Vec<Element> {
        let findings = self.findings;
        let mut elements = Vec::new();
        elements.extend(findings.modes().iter().map(|it| meta("schema:accessMode", it)));
        let sufficient = findings.sufficient();
        elements.extend(sufficient.iter().map(|it| meta("schema:accessModeSufficient", it)));
        elements
            .extend(findings.features().iter().map(|it| meta("schema:accessibilityFeature", it)));
        elements.extend(findings.hazards().iter().map(|it| meta("schema:accessibilityHazard", it)));
        elements.push(self.summary());
        elements.extend(self.certification());
        if findings.printed_pages {
            let printed = format!("{} (PDF)", title(self.meta));
            elements.push(meta("pageBreakSource", &printed));
        }
        elements
    }

    /// The pack's own words go before what was found out.
    fn summary(&self) -> Element {
        let own = filled(self.options.epub.accessibility.summary.as_deref());
        let found = self.findings.summary();
        let found = found.into_iter().map(|label| self.theme.label(&self.meta.lang, label));
        let sentences: Vec<_> = own.into_iter().chain(found).collect();
        let in_english = own.is_none() && !self.theme.speaks(&self.meta.lang);
        meta("schema:accessibilitySummary", &sentences.join(" "))
            .maybe("xml:lang", in_english.then_some("en"))
    }

    /// What the book claims, and who vouches for it. No claim is made without somebody's name
    /// (EPUB Accessibility 1.1, 3.5): a machine finds faults, but cannot tell that there are none.
    fn certification(&self) -> Vec<Element> {
        let config = &self.options.epub.accessibility;
        let Some(certifier) = filled(config.certifier.as_deref()) else { return Vec::new() };
        let mut elements = Vec::new();
        if self.findings.may_conform() {
            elements.push(meta("dcterms:conformsTo", CONFORMANCE));
        }
        elements.push(meta("a11y:certifiedBy", certifier).attr("id", "certifier"));
        let credential = filled(config.credential.as_deref());
        elements.extend(credential.map(|it| refined("certifier", "a11y:certifierCredential", it)));
        let report = filled(config.report.as_ref().map(|report| &*report.value)).map(|address| {
            Element::new("link")
                .attr("refines", "#certifier")
                .attr("rel", "a11y:certifierReport")
                .attr("href", address)
        });
        elements.extend(report);
        elements
    }
}

/// Somebody with a part in the book; `number` is their place among those of the same kind.
fn person(name: &'static str, who: &str, marc: &str, number: usize) -> [Element; 3] {
    let id = format!("{}-{number}", name.trim_start_matches("dc:"));
    [
        dc(name, who).attr("id", &*id),
        refined(&id, "role", marc).attr("scheme", "marc:relators"),
        refined(&id, "display-seq", &number.to_string()),
    ]
}

fn series(series: &Series) -> Vec<Element> {
    let Some(name) = filled(Some(&series.name)) else { return Vec::new() };
    let mut elements = vec![
        meta("belongs-to-collection", name).attr("id", "series"),
        refined("series", "collection-type", "series"),
    ];
    let number =
        series.number.map(|number| refined("series", "group-position", &number.to_string()));
    elements.extend(number);
    elements
}

/// The title, which no book may lack.
pub(super) fn title(meta: &PackMeta) -> &str {
    filled(Some(&meta.title)).or_else(|| filled(Some(&meta.slug))).unwrap_or("Untitled")
}

/// A value that says something. What XML cannot hold says nothing: the serializer leaves it out.
fn filled(value: Option<&str>) -> Option<&str> {
    let value = value?.trim();
    (!write(&[value.into()], Syntax::Xml).trim().is_empty()).then_some(value)
}

fn dc(name: &'static str, value: &str) -> Element {
    Element::new(name).child(value)
}

fn meta(property: impl Into<String>, value: &str) -> Element {
    Element::new("meta").attr("property", property).child(value)
}

fn refined(id: &str, property: &'static str, value: &str) -> Element {
    Element::new("meta").attr("refines", format!("#{id}")).attr("property", property).child(value)
}

/// Metadata as OPF 2 wrote it, which some reading systems and libraries still look for.
fn old_meta(name: &'static str, content: &str) -> Element {
    Element::new("meta").attr("name", name).attr("content", content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessibilityConfig, Contributor, ContributorRole, EpubConfig};
    use crate::yaml::Located;

    #[test]
    fn a_pack_is_described_with_refinements() {
        let meta = PackMeta {
            title: "Security & Trust".to_owned(),
            subtitle: Some("For auditors".to_owned()),
            lang: "en".to_owned(),
            authors: vec!["Ada <Ops>".to_owned(), " ".to_owned()],
            owner: Some("Security Office".to_owned()),
            date: Some("2027-03-01".to_owned()),
            keywords: vec!["audit".to_owned()],
            metadata: [("record-id", "FW & 7"), ("empty", "\u{1}")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..PackMeta::default()
        };
        let identifier = Identifier { text: "urn:isbn:9783161484100".to_owned(), onix: Some("15") };
        let findings = Findings { printed_pages: true, ..Findings::default() };
        let epub = EpubConfig {
            series: Some(Series { name: "Handbooks".to_owned(), number: Some(2) }),
            contributors: vec![Contributor {
                name: "Bo".to_owned(),
                role: ContributorRole::Editor,
            }],
            accessibility: AccessibilityConfig {
                certifier: Some("Access House".to_owned()),
                report: Some(Located {
                    value: "https://access.example/report".to_owned(),
                    span: None,
                }),
                ..AccessibilityConfig::default()
            },
            ..EpubConfig::default()
        };
        let options = Options { epub, ..Options::default() };
        let metadata = Metadata {
            theme: &Theme::shipped(),
            meta: &meta,
            identifier: &identifier,
            options: &options,
            languages: vec!["en", "de-AT"],
            findings,
            cover: Some("cover"),
        };
        let written = write(&[metadata.element().into()], Syntax::Xml);
        insta::assert_snapshot!(written.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }

    #[test]
    fn what_xml_cannot_hold_is_no_value() {
        assert_eq!(filled(Some(" \u{1}\u{ffff} ")), None);
        assert_eq!(filled(Some(" <")), Some("<"));
    }

    #[test]
    fn the_user_s_date_goes_before_the_pack_s() {
        let meta = PackMeta { date: Some("2027-03-01".to_owned()), ..PackMeta::default() };
        assert_eq!(Moment::of_output(&meta, None).to_iso(), "2027-03-01T00:00:00Z");
        assert_eq!(Moment::of_output(&meta, Some(86_400)).to_iso(), "1970-01-02T00:00:00Z");
        let wrong = PackMeta { date: Some("soon".to_owned()), ..PackMeta::default() };
        assert_eq!(Moment::of_output(&wrong, None).to_iso(), "1970-01-01T00:00:00Z");
    }
}
