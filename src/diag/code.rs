//! The rules that can speak: the registry from which lists, pages and reports of them are made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Diagnostic, Severity};
use crate::text::names::nearest;
use crate::text::visible::visible;

/// What an error puts at stake: whether a document is written all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    /// What a document shows. A fault in it is seen where it stands, and the rest goes on.
    Content,
    /// Who gets what, how it is marked, how it looks, what it promises. A decision that cannot be
    /// honoured refuses: no file is written or replaced.
    Decision,
}

impl Concern {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Decision => "decision",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The rule behind a diagnostic. Names are part of the interface: scripts match on them,
        /// packs silence rules by them.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            JsonSchema,
        )]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Code {
            /// Every code, in declaration order.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The name users see and match on.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// What the rule is about, in a sentence.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($doc),+).trim_ascii_start(),)+
                }
            }

            /// The page about the rule, `docs/rules/NAME.md`: what it finds, why that matters, what
            /// is wrong and what is right, as Markdown.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => {
                        include_str!(concat!(
                            env!("CARGO_MANIFEST_DIR"),
                            "/docs/rules/",
                            $name,
                            ".md"
                        ))
                    })+
                }
            }
        }
    };
}

impl Code {
    /// The rule with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// How much its diagnostics weigh as a rule; some of them weigh less or more.
    pub fn severity(self) -> Severity {
        match self {
            Self::UnreadableFile
            | Self::EmptyPack
            | Self::InvalidConfig
            | Self::UnknownKey
            | Self::UnknownProfile
            | Self::UnknownVariable
            | Self::Condition
            | Self::Leak
            | Self::HeldBack
            | Self::NameClash
            | Self::Marking
            | Self::ExpiredCertificate
            | Self::UncoveredControl
            | Self::MissingAttachment
            | Self::BrokenAttachment
            | Self::BrokenDiagram
            | Self::Filter
            | Self::Backend
            | Self::OutsidePack
            | Self::UnknownTheme
            | Self::Template
            | Self::MissingFont
            | Self::UnknownReference
            | Self::PdfStandard
            | Self::SizeBudget
            | Self::TooLarge
            | Self::Verification
            | Self::Output => Severity::Error,
            Self::ActiveAttachment
            | Self::HeadingLevel
            | Self::LargeAttachment
            | Self::LostMetadata
            | Self::LowResolution
            | Self::Undated
            | Self::LongCodeLine
            | Self::SystemFont
            | Self::UndrawnDiagram
            | Self::UnusedAttachment => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// What an error of the rule puts at stake. In doubt it is a decision.
    pub fn concern(self) -> Concern {
        match self {
            Self::EmptyPack
            | Self::InvalidConfig
            | Self::UnknownKey
            | Self::UnknownProfile
            | Self::Condition
            | Self::NameClash
            | Self::Leak
            | Self::Marking
            | Self::UnreadAttachment
            | Self::UnknownVariable
            | Self::UnknownTheme
            | Self::Template
            | Self::Filter
            | Self::MissingFont
            | Self::PdfStandard
            | Self::SizeBudget
            | Self::TooLarge
            | Self::Verification => Concern::Decision,
            Self::UnreadableFile
            | Self::Encoding
            | Self::InvalidFrontMatter
            | Self::UnknownFrontMatter
            | Self::FrontMatterType
            | Self::HeldBack
            | Self::Language
            | Self::PageOrder
            | Self::Mojibake
            | Self::TooDeep
            | Self::UnknownShortcode
            | Self::DroppedHtml
            | Self::UnsupportedMarkup
            | Self::LeftoverMarkup
            | Self::NoEffect
            | Self::LostCells
            | Self::UnknownFormula
            | Self::BrokenLink
            | Self::UnknownReference
            | Self::FileLink
            | Self::UnsafeLink
            | Self::DuplicateId
            | Self::HeadingLevel
            | Self::Footnote
            | Self::MissingAttachment
            | Self::BrokenAttachment
            | Self::LargeAttachment
            | Self::ActiveAttachment
            | Self::Backend
            | Self::BrokenDiagram
            | Self::UndrawnDiagram
            | Self::EmbeddedPdf
            | Self::OutsidePack
            | Self::WebPicture
            | Self::MissingAlt
            | Self::WeakAlt
            | Self::LowResolution
            | Self::UnusedAttachment
            | Self::LetterCase
            | Self::AmbiguousLink
            | Self::EmptyLink
            | Self::VagueLink
            | Self::DuplicateTitle
            | Self::DuplicateDescription
            | Self::MissingDescription
            | Self::UnplacedPage
            | Self::HeadingNumber
            | Self::HeadlessTable
            | Self::ColorAlone
            | Self::LongCodeLine
            | Self::DoubleSpace
            | Self::NoBreakSpace
            | Self::Contrast
            | Self::UnknownRule
            | Self::DocumentControl
            | Self::ExpiredCertificate
            | Self::EndingCertificate
            | Self::UncoveredClaim
            | Self::UnknownControl
            | Self::UncoveredControl
            | Self::MissingGlyph
            | Self::SystemFont
            | Self::Overfull
            | Self::LostMetadata
            | Self::Undated
            | Self::Output => Concern::Content,
        }
    }

    /// Whether all that the rule says is an error, which nobody can silence.
    fn is_always_error(self) -> bool {
        matches!(
            self,
            Self::UnreadableFile
                | Self::EmptyPack
                | Self::UnknownKey
                | Self::UnknownProfile
                | Self::Condition
                | Self::Leak
                | Self::Marking
                | Self::NameClash
                | Self::ExpiredCertificate
                | Self::UncoveredControl
                | Self::UnknownTheme
                | Self::TooLarge
                | Self::Output
        )
    }

    /// What is told where somebody silences the rule, and nobody can.
    pub fn unsilenced(self) -> Option<Diagnostic> {
        let help = match self {
            Self::Leak => "remove it; `proof.allow` in pack.yaml allows single words",
            _ => "remove it, and mend what the rule finds",
        };
        let message = format!("`{self}` is always an error, which nothing silences");
        self.is_always_error().then(|| Diagnostic::warning(Self::UnknownRule, message).help(help))
    }

    /// Whether a decision is about one format alone, so that it costs that file and no other.
    pub fn costs_one_file(self) -> bool {
        matches!(self, Self::PdfStandard | Self::SizeBudget)
    }

    /// Whether what it finds is reported once for all its places, with their number: what it says is
    /// one habit of the whole pack, not a mistake for each place.
    pub fn is_counted(self) -> bool {
        matches!(
            self,
            Self::DroppedHtml
                | Self::FileLink
                | Self::LeftoverMarkup
                | Self::NoEffect
                | Self::OutsidePack
                | Self::WebPicture
        )
    }

    /// Whether `recto check --fix` can mend what the rule finds, at least as a rule.
    pub fn is_fixable(self) -> bool {
        matches!(
            self,
            Self::DoubleSpace
                | Self::FrontMatterType
                | Self::LetterCase
                | Self::Mojibake
                | Self::NoBreakSpace
                | Self::UnknownFrontMatter
        )
    }
}

impl std::str::FromStr for Code {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::named(name).ok_or_else(|| {
            let near = nearest(name, Self::ALL.iter().map(|code| code.as_str()));
            let name = visible(name);
            match near {
                Some(near) => format!("there is no rule `{name}`; did you mean `{near}`?"),
                None => format!(
                    "there is no rule `{name}`; a finding shows its rule's name in brackets"
                ),
            }
        })
    }
}

codes! {
    /// A file could not be read.
    UnreadableFile = "unreadable-file",
    /// A file's bytes are not UTF-8 and had to be guessed.
    Encoding = "encoding",
    /// A pack or folder holds no page.
    EmptyPack = "empty-pack",
    /// `pack.yaml` or `theme.yaml` cannot be read as what it should be.
    InvalidConfig = "invalid-config",
    /// A key nobody knows, in `pack.yaml` or `theme.yaml`.
    UnknownKey = "unknown-key",
    /// A profile that `pack.yaml` does not know.
    UnknownProfile = "unknown-profile",
    /// Content for some readers whose condition cannot be read.
    Condition = "condition",
    /// Two exports of one run whose files would have the same name.
    NameClash = "name-clash",
    /// Words that this reader does not get, found in an output.
    Leak = "leak",
    /// A classification or watermark that would not be seen as it was decided.
    Marking = "marking",
    /// A file that could not be searched for what was left out.
    UnreadAttachment = "unread-attachment",
    /// A variable nobody has given a value, or one where none can stand.
    UnknownVariable = "unknown-variable",
    /// Front matter is not valid YAML.
    InvalidFrontMatter = "invalid-front-matter",
    /// A front-matter key that resembles a known one.
    UnknownFrontMatter = "unknown-front-matter",
    /// A front-matter value of the wrong type that was read as it was meant.
    FrontMatterType = "front-matter-type",
    /// A page that is not published on the day that is asked about, that is held back and named all
    /// the same, or of which it cannot be understood whether it is published.
    HeldBack = "held-back",
    /// A pack that names no language, where its words are not English.
    Language = "language",
    /// `parent` names a page that is not there, or pages that are each other's parents.
    PageOrder = "page-order",
    /// Text that was decoded twice upstream.
    Mojibake = "mojibake",
    /// Nesting deeper than Recto follows.
    TooDeep = "too-deep",
    /// A shortcode no template is known for, or one that is not closed.
    UnknownShortcode = "unknown-shortcode",
    /// HTML that cannot pass into a document.
    DroppedHtml = "dropped-html",
    /// Markup that could not be shown as its author meant it.
    UnsupportedMarkup = "unsupported-markup",
    /// Markup of another tool that is printed as it is written.
    LeftoverMarkup = "leftover-markup",
    /// Something a page says that is read and changes nothing: an attribute, an option of code, a colour.
    NoEffect = "no-effect",
    /// Cells beyond the columns of their table, which are left out.
    LostCells = "lost-cells",
    /// A formula that is not understood.
    UnknownFormula = "unknown-formula",
    /// A link to a page or heading that is not in the pack.
    BrokenLink = "broken-link",
    /// A reference to a figure, table, listing or section that no id names, or several.
    UnknownReference = "unknown-reference",
    /// A link to a file beside the pages, which is in no output.
    FileLink = "file-link",
    /// A link with an address that must not pass.
    UnsafeLink = "unsafe-link",
    /// An id used twice in one page.
    DuplicateId = "duplicate-id",
    /// A heading level that was skipped.
    HeadingLevel = "heading-level",
    /// A footnote nobody refers to, or a reference to none.
    Footnote = "footnote",
    /// An attachment that is not where its reference says.
    MissingAttachment = "missing-attachment",
    /// An attachment whose content cannot be used.
    BrokenAttachment = "broken-attachment",
    /// An attachment that is too large to be put into an output.
    LargeAttachment = "large-attachment",
    /// A file that is carried along and holds script, macros, a program or other files.
    ActiveAttachment = "active-attachment",
    /// A program that the pages go through could not give them back.
    Filter = "filter",
    /// A program that makes a format made no file, or has found something.
    Backend = "backend",
    /// A diagram that its program could not draw.
    BrokenDiagram = "broken-diagram",
    /// A diagram that is shown as its source, since no program draws it.
    UndrawnDiagram = "undrawn-diagram",
    /// How the pages of a PDF are shown that stands as a picture.
    EmbeddedPdf = "embedded-pdf",
    /// A path that leads out of the pack, or a picture that is taken from there.
    OutsidePack = "outside-pack",
    /// A picture on the web, from where nothing is fetched.
    WebPicture = "web-picture",
    /// An image nobody described.
    MissingAlt = "missing-alt",
    /// An alternative text that says nothing of what the image shows.
    WeakAlt = "weak-alt",
    /// An image with too few pixels for the size it is printed at.
    LowResolution = "low-resolution",
    /// A file that no page shows or links to.
    UnusedAttachment = "unused-attachment",
    /// A link or path that differs from what it means in upper and lower case.
    LetterCase = "letter-case",
    /// A link that may mean more than one page.
    AmbiguousLink = "ambiguous-link",
    /// A link without words or without an address.
    EmptyLink = "empty-link",
    /// A link whose words do not say where it leads.
    VagueLink = "vague-link",
    /// A title that another page or a neighbouring heading has too.
    DuplicateTitle = "duplicate-title",
    /// A description that another page has too.
    DuplicateDescription = "duplicate-description",
    /// A page that search engines are told nothing about.
    MissingDescription = "missing-description",
    /// A page that the order of the pack does not name.
    UnplacedPage = "unplaced-page",
    /// A number written in a heading that does not follow from those around it.
    HeadingNumber = "heading-number",
    /// A table whose columns have no heads.
    HeadlessTable = "headless-table",
    /// Cells that say something by their colour alone.
    ColorAlone = "color-alone",
    /// A line of code too long to be printed in one.
    LongCodeLine = "long-code-line",
    /// More than one space between two words.
    DoubleSpace = "double-space",
    /// A no-break space where it holds nothing together.
    NoBreakSpace = "no-break-space",
    /// Colours of the theme that are too close to be read.
    Contrast = "contrast",
    /// A rule that is to be silent, and does not exist or is always an error.
    UnknownRule = "unknown-rule",
    /// What the document says of itself contradicts itself, or is out of date.
    DocumentControl = "document-control",
    /// A certificate whose last day is past, or whose days cannot be.
    ExpiredCertificate = "expired-certificate",
    /// A certificate that ends soon, or has not begun.
    EndingCertificate = "ending-certificate",
    /// A standard that a page names and no certificate covers.
    UncoveredClaim = "uncovered-claim",
    /// A standard or control that pages name and `pack.yaml` does not.
    UnknownControl = "unknown-control",
    /// A control that must be covered and that no page covers.
    UncoveredControl = "uncovered-control",
    /// A theme that is not there.
    UnknownTheme = "unknown-theme",
    /// A template that cannot be rendered.
    Template = "template",
    /// A family that a theme names and no font has.
    MissingFont = "missing-font",
    /// A character no font has.
    MissingGlyph = "missing-glyph",
    /// Characters that are set in a font of the system.
    SystemFont = "system-font",
    /// Something that cannot be set within the type area.
    Overfull = "overfull",
    /// The document breaks the PDF standard it claims.
    PdfStandard = "pdf-standard",
    /// More pages, words or memory than there may be.
    TooLarge = "too-large",
    /// A document is larger than it may be, or its pictures were made smaller to let it fit.
    SizeBudget = "size-budget",
    /// A field of metadata that the PDF cannot hold.
    LostMetadata = "lost-metadata",
    /// A book that nothing dates.
    Undated = "undated",
    /// A file is not what its manifest says.
    Verification = "verification",
    /// An artifact could not be made or written.
    Output = "output",
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name_everywhere() {
        for &code in Code::ALL {
            assert_eq!(Code::named(code.as_str()), Some(code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            let title = format!("# {code}\n");
            assert!(code.page().starts_with(&title), "docs/rules/{code}.md");
            assert!(code.summary().ends_with('.'), "{code}");
        }
    }
}
