//! What `pack.yaml` may say.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::control::DocumentControl;
use super::entries::{
    AttachEntry, ContentsEntry, Rule, fields_schema, levels, one_or_more, one_or_more_schema,
    scalar_schema, scalars_schema,
};
use super::evidence::{Certificate, GeneratedPage, RegisterConfig, Standard};
use super::links::LinksConfig;
use crate::diag::Code;
use crate::maths::Macros;
use crate::source::epub::EpubConfig;
use crate::source::fonts::FontsConfig;
use crate::source::html::HtmlConfig;
use crate::source::images::ImagesConfig;
use crate::source::maths::MathDelimiters;
use crate::source::numbering::Numbering;
use crate::source::pdf_standard::PdfStandard;
use crate::text::size::ByteSize;
use crate::tree::TocDepth;
use crate::yaml::Located;

/// The file that says what a pack is.
pub const SETTINGS: &str = "pack.yaml";

/// The key of the rules that leave pages out.
pub(in crate::source) const EXCLUDE: &str = "exclude";

/// What `pack.yaml` says. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "pack.yaml", extend("$id" = "pack.schema.json"))]
pub struct PackConfig {
    /// The title. Without it: the title of the folder's index page, else the folder's name.
    pub title: Option<String>,
    /// A second line below the title.
    pub subtitle: Option<String>,
    /// The name of the output files, without ending. Without it: the folder's name.
    pub slug: Option<Located<String>>,
    /// A title for search engines and browsers' tabs, where it differs.
    pub seo_title: Option<String>,
    /// What the pack is about, in a sentence or two.
    pub description: Option<String>,
    /// The language as a BCP 47 tag, such as `en` or `de-AT`.
    pub lang: Option<Located<String>>,
    /// Who wrote it: a name, or a list of names.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// What readers may do with it.
    pub copyright: Option<String>,
    /// A version, as printed.
    #[schemars(schema_with = "scalar_schema")]
    pub version: Option<String>,
    /// Draft, approved and the like, as printed.
    pub status: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who may see it: printed on every page.
    pub classification: Option<Located<String>>,
    /// Words across every page, pale and behind the text: `Draft`.
    pub watermark: Option<Located<String>>,
    /// The logo: a picture's path in the pack.
    pub logo: Option<Located<String>>,
    /// The picture on the cover: its path in the pack.
    pub cover: Option<Located<String>>,
    /// The date, as `YYYY-MM-DD`. Without it: the latest date of a page.
    pub date: Option<Located<String>>,
    /// An ISBN, DOI or URN.
    pub identifier: Option<Located<String>>,
    /// Words to find the pack by, before the tags of its pages.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub keywords: Vec<String>,
    /// Further fields for machines, by names of letters, digits, `.`, `-` and `_`.
    #[schemars(schema_with = "fields_schema")]
    pub metadata: IndexMap<String, Located<String>>,
    /// How many levels the contents show, page titles being the first; 0 for none. Without it: what
    /// the theme says.
    #[serde(deserialize_with = "levels")]
    pub toc: Option<u8>,
    /// The theme: the name of a shipped one, or the path of a folder in the pack.
    pub theme: Option<Located<String>>,
    /// Where links lead that leave the pack.
    pub links: LinksConfig,
    /// How figures, tables and listings are numbered. Without it: through the pack where one of them
    /// has an id to refer to it by (`fig-x`), else not at all.
    pub numbering: Option<Numbering>,
    /// How pages are read.
    pub markdown: MarkdownConfig,
    /// How formulas are read.
    pub maths: MathsConfig,
    /// The programs that draw diagrams, by the language of their blocks: `dot`, `mermaid`. They run
    /// only where the command line allows it.
    pub diagrams: IndexMap<String, Located<Command>>,
    /// Programs that get all pages and give them back changed, in the order in which they run. They
    /// run only where the command line allows it.
    pub filters: Vec<Located<Command>>,
    /// Files that the PDF carries inside of it.
    pub attach: Vec<AttachEntry>,
    /// How it is proved that a reader gets nothing that is for others.
    pub proof: ProofConfig,
    /// Whether a manifest is written beside the documents: what they were made of, and how.
    pub manifest: bool,
    /// What becomes of the pictures that pages show.
    pub images: ImagesConfig,
    /// Where fonts may come from.
    pub fonts: FontsConfig,
    /// What concerns the PDF alone.
    pub pdf: PdfConfig,
    /// What concerns the EPUB alone.
    pub epub: EpubConfig,
    /// What concerns the HTML file alone.
    pub html: HtmlConfig,
    /// Which rules speak, and how loudly.
    pub check: CheckConfig,
    /// Which pages to take: globs such as `guide/**`, tags or categories. Without any: every page.
    pub include: Vec<Rule>,
    /// Which pages to leave out, however they were taken.
    pub exclude: Vec<Rule>,
    /// Whether pages that say `draft: true` are taken too.
    pub drafts: bool,
    /// Pages and parts in reading order. Pages that are not named here are left out.
    pub contents: Vec<ContentsEntry>,
    /// Who answers for the document, what changed in it, and who got it: makes a page of its own.
    #[serde(rename = "document-control")]
    pub document_control: Option<Located<DocumentControl>>,
    /// The certificates that the pack shows: makes a page of its own.
    pub certificates: Vec<Located<Certificate>>,
    /// How the register of certificates is kept.
    pub register: RegisterConfig,
    /// The standards that pages speak of, by the names that `satisfies` in front matter uses. Those
    /// with controls make a page of their own.
    pub standards: IndexMap<String, Located<Standard>>,
    /// Which pages are made from what stands here. Without it: all that there is something for.
    pub generate: Option<Vec<GeneratedPage>>,
    /// Names with values: `{{ name }}` in pages, front matter and here stands for the value.
    #[schemars(schema_with = "scalars_schema")]
    pub variables: IndexMap<String, String>,
    /// Other settings under a name; what a profile says goes over what stands here.
    pub profiles: IndexMap<String, PackConfig>,
}

impl PackConfig {
    /// Whether `pack.yaml` has a key of this name.
    pub fn has(key: &str) -> bool {
        serde_json::to_value(Self::default()).is_ok_and(|settings| settings.get(key).is_some())
    }

    /// How deep the contents go.
    pub fn toc_depth(&self) -> TocDepth {
        TocDepth(self.toc)
    }
}

/// How pages are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkdownConfig {
    /// Whether `"`, `'`, `--` and `...` become curved quotes, dashes and an ellipsis; as the folder's
    /// tool has it where nothing is said.
    pub smart_punctuation: Option<bool>,
    /// The signs that stand around formulas; those of the folder's tool where nothing is said.
    pub maths: Option<MathDelimiters>,
}

/// How formulas are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MathsConfig {
    /// Commands of one's own, by their names without backslashes, with what they stand for: `#1` is
    /// the first argument.
    pub macros: IndexMap<String, Located<String>>,
}

impl MathsConfig {
    /// The commands, to be written out.
    pub(crate) fn macros(&self) -> Macros {
        Macros::new(self.macros.iter().map(|(name, body)| (name.as_str(), body.value.as_str())))
    }
}

/// How it is proved that a reader gets nothing that is for others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProofConfig {
    /// Words that may stand in an output though every passage that holds them was left out.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub allow: Vec<String>,
}

/// What concerns the PDF alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PdfConfig {
    /// What the PDF is to claim and to be held to. Without it `a-2a, ua-1`, as far as the content
    /// goes along.
    pub standard: Option<Located<PdfStandard>>,
    /// How large the PDF may be, as `10MB`: its pictures are made smaller until it fits.
    #[serde(rename = "max-size")]
    pub max_size: Option<Located<ByteSize>>,
}

/// Which rules speak, and how loudly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CheckConfig {
    /// Rules whose notes and warnings are not reported. Errors always are.
    pub allow: Vec<Code>,
    /// Rules whose notes and warnings are errors.
    pub deny: Vec<Code>,
}
