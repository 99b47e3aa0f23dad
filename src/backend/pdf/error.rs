//! What krilla found amiss, in our words and with our places.

use indexmap::IndexSet;
use krilla::configure::ValidationError;
use krilla::configure::validate::{Validator, Validators};
use krilla::embed::EmbedError;
use krilla::error::KrillaError;
use krilla::surface::Location;

use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::layout::{NodeId, Paged, Structure};
use crate::span::Span;

/// What to do about what no document should bring about.
const FAULT: &str = "this is a fault of recto: report it with the page it happens on";

/// A page and a node as the number that krilla carries along.
pub(super) fn location(page: Option<usize>, node: Option<NodeId>) -> Option<Location> {
    let part = |index: Option<usize>| index.map_or(0, |index| index as u64 + 1) & 0xffff_ffff;
    Location::new((part(page) << 32) | part(node.map(NodeId::index)))
}

/// Reports everything that kept krilla from writing the document, each thing once.
pub(super) fn report(error: &KrillaError, paged: &Paged, sink: &mut Sink) {
    let places =
        Places { paged, ids: paged.structure.ids().collect(), parents: paged.structure.parents() };
    let mut told: IndexSet<Diagnostic> = IndexSet::new();
    match error {
        KrillaError::Validation(errors) => {
            for (error, validators) in errors {
                told.insert(places.explain(error, *validators));
            }
        }
        other => drop(told.insert(places.cannot(other))),
    }
    for diagnostic in told {
        sink.push(diagnostic);
    }
}

/// Warns of all that keeps a document from a standard that nobody asked for, but for what other rules
/// tell; and gives the reasons, each once.
pub(super) fn report_less(error: &KrillaError, paged: &Paged, sink: &mut Sink) -> Vec<String> {
    let KrillaError::Validation(errors) = error else { return Vec::new() };
    let places =
        Places { paged, ids: paged.structure.ids().collect(), parents: paged.structure.parents() };
    let mut told: IndexSet<Diagnostic> = IndexSet::new();
    let mut reasons: IndexSet<String> = IndexSet::new();
    for (error, validators) in errors {
        reasons.insert(violation(error).what);
        let told_already = matches!(
            error,
            ValidationError::MissingAltText(_) | ValidationError::ContainsNotDefGlyph(..)
        );
        if !told_already {
            let mut diagnostic = places.explain(error, *validators);
            diagnostic.severity = Severity::Warning;
            told.insert(diagnostic);
        }
    }
    told.into_iter().for_each(|diagnostic| sink.push(diagnostic));
    reasons.into_iter().collect()
}

/// What is needed to say where something is.
struct Places<'a> {
    paged: &'a Paged,
    ids: Vec<NodeId>,
    parents: Vec<Option<NodeId>>,
}

/// A violation in our words: what is wrong and what to do.
struct Violation {
    what: String,
    help: &'static str,
    at: Option<Location>,
}

/// Where a node, or the nearest one above it that was written, stands in the source.
pub(super) fn span(structure: &Structure, node: NodeId) -> Option<Span> {
    span_above(structure, &structure.parents(), Some(node))
}

fn span_above(
    structure: &Structure,
    parents: &[Option<NodeId>],
    mut node: Option<NodeId>,
) -> Option<Span> {
    while let Some(id) = node {
        if let Some(span) = structure.get(id).span {
            return Some(span);
        }
        node = parents[id.index()];
    }
    None
}

impl Places<'_> {
    /// Why there is no PDF at all.
    fn cannot(&self, error: &KrillaError) -> Diagnostic {
        let whole = |what: &str, help| (what.to_owned(), help, None);
        let (what, help, at) = match error {
            KrillaError::Font(..) => {
                whole("a font cannot be put into a PDF", "name another font in the theme")
            }
            KrillaError::Limit(_) => whole(
                "the document is larger than its kind of PDF can be",
                "split the pack, or choose a newer `pdf.standard`",
            ),
            KrillaError::Image(_, at, _) | KrillaError::SixteenBitImage(_, at) => (
                "a picture inside of an SVG cannot be put into a PDF".to_owned(),
                "save the SVG anew without it",
                *at,
            ),
            KrillaError::DuplicateTagId(_, at) | KrillaError::UnknownTagId(_, at) => {
                ("two parts of the document have one name".to_owned(), FAULT, *at)
            }
            _ => whole("the PDF cannot be written", FAULT),
        };
        let (page, span) = at.map(|at| self.find(at)).unwrap_or_default();
        let diagnostic = Diagnostic::error(Code::Output, format!("{what}{page}")).help(help);
        match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        }
    }

    fn explain(&self, error: &ValidationError, validators: Validators) -> Diagnostic {
        let Violation { what, help, at } = violation(error);
        let standards: Vec<&str> = validators.into_iter().map(Validator::as_str).collect();
        let (page, span) = at.map(|at| self.find(at)).unwrap_or_default();
        let verb = if standards.len() == 1 { "forbids" } else { "forbid" };
        let message = format!("{what}{page}, which {} {verb}", standards.join(" and "));
        let diagnostic = Diagnostic::error(Code::PdfStandard, message).help(help);
        match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        }
    }

    /// The page of a [`location`] as words for a sentence, and the bytes of its node or of the
    /// nearest one above that was written.
    fn find(&self, location: Location) -> (String, Option<Span>) {
        let part = |number: u64| usize::try_from(number & 0xffff_ffff).ok()?.checked_sub(1);
        let node = part(location.get()).and_then(|index| self.ids.get(index).copied());
        let span = span_above(&self.paged.structure, &self.parents, node);
        (self.page(part(location.get() >> 32)), span)
    }

    fn page(&self, index: Option<usize>) -> String {
        let Some(index) = index else { return String::new() };
        match self.paged.pages.get(index).map(|page| &*page.label) {
            Some("") | None => format!(" on sheet {}", index + 1),
            Some(label) => format!(" on page {label}"),
        }
    }
}

fn violation(error: &ValidationError) -> Violation {
    use ValidationError as E;
    let at = |at: Option<Location>, what: String, help| Violation { what, help, at };
    let whole = |what: &str, help| Violation { what: what.to_owned(), help, at: None };
    match error {
        E::MissingAltText(place) => at(
            *place,
            "a picture or formula has no description".to_owned(),
            "describe it between the brackets of `![…]`, or mark it as ornament with `{.decorative}`",
        ),
        E::MissingAnnotationAltText(place) => at(
            *place,
            "a link has no description".to_owned(),
            "give the link words, or a title in quotes behind its address",
        ),
        E::MissingHeadingTitle => whole("a heading has no words", "give every heading words"),
        E::MissingDocumentOutline => {
            whole("the document has no heading", "give the page a title or a heading")
        }
        E::NoDocumentTitle => whole("the document has no title", "set `title` in `pack.yaml`"),
        E::NoDocumentLanguage => whole("the document has no language", "set `lang` in `pack.yaml`"),
        E::MissingDocumentDate => {
            whole("the document has no date", "set `date` in `pack.yaml`, or SOURCE_DATE_EPOCH")
        }
        // Which ones and where is told by script, as `missing-glyph`.
        E::ContainsNotDefGlyph(..) => whole(
            "the pages show characters that no font has",
            "replace them, or put a font that has them into the pack's folder `fonts`",
        ),
        E::NoCodepointMapping(_, _, place) => at(
            *place,
            "a glyph stands for no character".to_owned(),
            "replace the character, or set it in another font",
        ),
        E::InvalidCodepointMapping(_, _, char, place) => at(
            *place,
            format!("the text holds U+{:04X}, which is no character", u32::from(*char)),
            "remove it from the page",
        ),
        E::UnicodePrivateArea(_, _, char, place) => at(
            *place,
            format!(
                "the text holds U+{:04X}, whose meaning is private to a font",
                u32::from(*char)
            ),
            "use a character that Unicode knows, or a picture with a description",
        ),
        E::RestrictedLicense(_) => {
            whole("a font's licence does not allow embedding", "choose another font in the theme")
        }
        E::Transparency(place) => at(
            *place,
            "something is transparent".to_owned(),
            "use a picture without transparency, or choose a-2b or later",
        ),
        E::ImageInterpolation(place) => {
            at(*place, "a picture is smoothed".to_owned(), "save the picture anew")
        }
        E::MissingCMYKProfile => {
            whole("a picture is made of inks", "save the picture in RGB rather than CMYK")
        }
        E::InconsistentSeparationFallback(_) => {
            whole("two pictures disagree on a spot colour", "save the pictures in RGB")
        }
        E::ContainsPostScript(place) => at(
            *place,
            "an SVG has a gradient that repeats, reflects or turns".to_owned(),
            "give the gradient `spreadMethod=\"pad\"`",
        ),
        E::TooHighQNestingLevel => {
            whole("an SVG nests too many groups or clips", "simplify the SVG")
        }
        E::EmbeddedFile(why, place) => embedded(why, *place),
        E::EmbeddedPDF(place) => at(
            *place,
            "pages of another PDF are embedded".to_owned(),
            "choose `none` as `pdf.standard`, or attach the file instead",
        ),
        E::MissingTagging => whole("the document has no tags", FAULT),
        E::RequiresNewerPdfVersion(_, place) => at(
            *place,
            "the document needs a newer version of PDF than the standard is made of".to_owned(),
            "choose a-2a or later",
        ),
        E::TooLongString => {
            whole("a title, description or address is longer than 32,767 bytes", "shorten it")
        }
        E::TooLongName => whole("a name is longer than 127 bytes", "choose another font"),
        E::TooLongArray | E::TooLongDictionary | E::TooLargeFloat | E::TooManyIndirectObjects => {
            whole("the document is larger than its kind of PDF can be", "split the pack")
        }
    }
}

fn embedded(why: &EmbedError, at: Option<Location>) -> Violation {
    let (what, help) = match why {
        EmbedError::Existence => ("a file is attached", "choose `a-3a` as `pdf.standard`"),
        EmbedError::MissingDate => ("an attached file has no date", "set `date` in `pack.yaml`"),
        EmbedError::MissingDescription => {
            ("an attached file has no description", "give it a `description`")
        }
        EmbedError::MissingMimeType => ("an attached file has no media type", "give it a `type`"),
    };
    Violation { what: what.to_owned(), help, at }
}
