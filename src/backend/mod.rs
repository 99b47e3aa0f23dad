//! The outputs. Each is one row in [`BACKENDS`] and one pure function; [`Program`] is one that
//! somebody else wrote, in any language.

mod date;
mod drawing;
mod epub;
mod font_face;
mod harmless;
mod html;
pub mod pdf;
mod program;
mod shown;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, OnceLock};

pub use program::Program;

use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::layout::{self, Layout};
use crate::resolve::{AssetStore, Resolved};
use crate::source::{EpubConfig, HtmlConfig, PackConfig, PdfStandard};
use crate::text::size::ByteSize;
use crate::theme::{Medium, Theme};
use crate::yaml::Located;

/// An output format.
///
/// A [`Request`](crate::Request) takes any, those of [`BACKENDS`] and others.
pub trait Backend: Debug + Send + Sync {
    /// Its name for `--to`, which is also the ending of its files: ASCII letters and digits.
    fn name(&self) -> &str;

    /// What it makes, in a few words.
    fn about(&self) -> &str;

    /// How large a file of it may be, by the settings of a pack.
    fn size_limit<'c>(&self, _config: &'c PackConfig) -> Option<&'c Located<ByteSize>> {
        None
    }

    /// Whether it claims standards that somebody can ask for (PDF/UA, PDF/A).
    fn claims_standards(&self) -> bool {
        false
    }

    /// Whether it shows nothing but what the fonts at hand have characters for; what is read in a
    /// browser takes others from the reader's system.
    fn needs_fonts(&self) -> bool {
        true
    }

    /// Whether fonts come along that nobody asked for; they are the first to go where a file must fit.
    fn brings_fonts_unasked(&self, _options: &Options) -> bool {
        false
    }

    /// Makes a file of a document: the same one for the same job, without a clock or another
    /// source. None where it cannot, which an error then explains.
    fn render(&self, job: &Job<'_>) -> Warned<Option<Artifact>>;
}

/// A format that Recto itself makes, with all that belongs to it.
#[derive(Debug)]
struct Row {
    name: &'static str,
    about: &'static str,
    size_limit: fn(&PackConfig) -> Option<&Located<ByteSize>>,
    claims_standards: bool,
    needs_fonts: bool,
    brings_fonts_unasked: fn(&Options) -> bool,
    render: fn(&Job<'_>) -> Warned<Option<Artifact>>,
}

impl Backend for Row {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn size_limit<'c>(&self, config: &'c PackConfig) -> Option<&'c Located<ByteSize>> {
        (self.size_limit)(config)
    }

    fn claims_standards(&self) -> bool {
        self.claims_standards
    }

    fn needs_fonts(&self) -> bool {
        self.needs_fonts
    }

    fn brings_fonts_unasked(&self, options: &Options) -> bool {
        (self.brings_fonts_unasked)(options)
    }

    fn render(&self, job: &Job<'_>) -> Warned<Option<Artifact>> {
        (self.render)(job)
    }
}

/// The formats that Recto itself makes, in the order they are listed.
pub static BACKENDS: LazyLock<[Arc<dyn Backend>; 3]> =
    LazyLock::new(|| [Arc::new(pdf::ROW), Arc::new(epub::ROW), Arc::new(html::ROW)]);

/// The format of [`BACKENDS`] with a name.
pub fn named(name: &str) -> Option<Arc<dyn Backend>> {
    BACKENDS.iter().find(|backend| backend.name() == name).cloned()
}

/// What a backend works from. It has no other source: no files, no clock.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The document.
    pub document: &'a Resolved,
    /// What it shows and carries: the document's own, some of it in smaller form where a file has to
    /// fit.
    pub assets: Cow<'a, AssetStore>,
    /// How it is to look.
    pub theme: &'a Theme,
    /// The fonts it is set in.
    pub fonts: &'a FontBook,
    /// What the user asked for.
    pub options: &'a Options,
    /// Whether a file has to be as small as it can be: fonts that nobody asked for stay out.
    pub is_frugal: bool,
    /// How its pages look, which say the page numbers in every output.
    printed: &'a Theme,
    layout: Arc<OnceLock<Warned<Layout<'a>>>>,
}

impl<'a> Job<'a> {
    /// A job for a document.
    pub fn new(
        document: &'a Resolved,
        theme: &'a Theme,
        fonts: &'a FontBook,
        options: &'a Options,
    ) -> Self {
        let assets = Cow::Borrowed(&document.assets);
        let (is_frugal, printed, layout) = (false, theme, Arc::default());
        Self { document, assets, theme, fonts, options, is_frugal, printed, layout }
    }

    /// A job for a document that is laid out already.
    pub fn of_layout(
        layout: Layout<'a>,
        document: &'a Resolved,
        theme: &'a Theme,
        fonts: &'a FontBook,
        options: &'a Options,
    ) -> Self {
        let layout = Arc::new(OnceLock::from(Warned::clean(layout)));
        Self { layout, ..Self::new(document, theme, fonts, options) }
    }

    /// The same job with the theme as an output has it. The layout stays that of the PDF.
    #[must_use]
    pub fn for_medium(&self, medium: Medium) -> Self {
        Self { theme: self.theme.for_medium(medium), ..self.clone() }
    }

    /// The same job with other forms of what is shown, which take the same room on pages.
    #[must_use]
    pub fn with_assets(&self, assets: AssetStore) -> Self {
        Self { assets: Cow::Owned(assets), ..self.clone() }
    }

    /// The same job without fonts that nobody asked for.
    #[must_use]
    pub fn frugal(&self) -> Self {
        Self { is_frugal: true, ..self.clone() }
    }

    /// Whether the theme's fonts go into a file, as the pack says it; none while they are small.
    fn wants_fonts(&self, said: Option<bool>) -> Option<bool> {
        said.or(self.is_frugal.then_some(false))
    }

    /// The document in pages, laid out when first asked for. The PDF shows them; the EPUB needs
    /// only their numbers, so that both agree on what "page 12" is.
    pub fn layout(&self) -> &Warned<Layout<'a>> {
        self.layout.get_or_init(|| layout::lay_out(self.document, self.printed, self.fonts))
    }
}

/// What the user asked for, beyond what the pack says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Seconds since 1970 that the output is dated with.
    pub date: Option<i64>,
    /// What somebody asked the PDF to claim: it is that, or it is not made. Without it: what
    /// Recto itself aims for, as far as the content goes along.
    pub pdf_standard: Option<PdfStandard>,
    /// What the pack says of its EPUB.
    pub epub: EpubConfig,
    /// What `pack.yaml` says of the HTML file.
    pub html: HtmlConfig,
    /// How large each file may be, by the name of its format. Backends do not look at it.
    pub limits: BTreeMap<String, ByteSize>,
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages, chapters or sections it has, with the word for them.
    pub extent: Option<(usize, &'static str)>,
    /// What attachments take in it, where that is known.
    pub weights: Vec<Weight>,
}

/// What an attachment takes in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The attachment's name.
    pub name: String,
    /// How many bytes of the file are its.
    pub bytes: usize,
}
