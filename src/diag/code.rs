//! The rules that can speak, each with a stable name.

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The rule behind a diagnostic. Names are part of the interface: scripts match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
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
        }
    };
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
    /// Words that this reader does not get, found in an output.
    Leak = "leak",
    /// A variable nobody has given a value, or one where none can stand.
    UnknownVariable = "unknown-variable",
    /// Front matter is not valid YAML.
    InvalidFrontMatter = "invalid-front-matter",
    /// A front-matter key that resembles a known one.
    UnknownFrontMatter = "unknown-front-matter",
    /// A front-matter value of the wrong type that was read as it was meant.
    FrontMatterType = "front-matter-type",
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
    /// A link to a page or heading that is not in the pack.
    BrokenLink = "broken-link",
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
    /// A path that leads out of the pack.
    OutsidePack = "outside-pack",
    /// An image nobody described.
    MissingAlt = "missing-alt",
    /// A theme that is not there.
    UnknownTheme = "unknown-theme",
    /// A template that cannot be rendered.
    Template = "template",
    /// A character no font has.
    MissingGlyph = "missing-glyph",
    /// Something that cannot be set within the type area.
    Overfull = "overfull",
    /// The document breaks the PDF standard it claims.
    PdfStandard = "pdf-standard",
    /// An artifact could not be made or written.
    Output = "output",
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
