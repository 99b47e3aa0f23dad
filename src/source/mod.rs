//! From a folder to ordered raw pages: reads files and front matter, decides the order.

mod config;
mod pdf_standard;

pub use config::PackConfig;
pub use pdf_standard::{PdfArchival, PdfStandard};

use crate::diag::Warned;
use crate::files::{Files, PackPath};
use crate::span::{FileId, Sources};
use crate::tree::{PackMeta, PageMeta};

/// What is exported: a folder, or one page of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The whole folder, as `pack.yaml` says or as its pages order themselves.
    Folder,
    /// One page alone.
    Page(PackPath),
}

/// A pack as read: nothing is parsed but front matter.
#[derive(Clone, Debug)]
pub struct RawPack {
    /// What is said about the pack.
    pub meta: PackMeta,
    /// What `pack.yaml` says beyond that.
    pub config: PackConfig,
    /// The pages in reading order.
    pub pages: Vec<RawPage>,
}

/// A page as read.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// Its file in [`Sources`].
    pub file: FileId,
    /// Where it lies.
    pub path: PackPath,
    /// Path below the pack without its ending.
    pub key: String,
    /// What its front matter says.
    pub meta: PageMeta,
    /// The bytes of the body, behind the front matter.
    pub body: std::ops::Range<usize>,
    /// How many pages stand above it.
    pub depth: u8,
    /// The title of the part that opens with this page.
    pub part: Option<String>,
}

/// Reads a folder's pages and puts them in order.
pub fn read(_files: &dyn Files, _selection: &Selection, _sources: &mut Sources) -> Warned<RawPack> {
    Warned::clean(RawPack {
        meta: PackMeta::default(),
        config: PackConfig::default(),
        pages: Vec::new(),
    })
}
