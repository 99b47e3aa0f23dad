//! What is asked of an export.

use std::sync::Arc;

use crate::backend::Backend;
use crate::files::{Files, Programs};
use crate::source::{PdfStandard, Selection, Wanted};
use crate::text::size::ByteSize;

/// What is to be made of a folder.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What is read of the folder, in which profile, with which variables.
    pub wanted: Wanted,
    /// A theme in place of the one the pack names.
    pub theme: Option<WantedTheme>,
    /// What the PDF is to claim, in place of what the pack says.
    pub pdf_standard: Option<PdfStandard>,
    /// How large each file may be, in place of what the pack says.
    pub max_size: Option<ByteSize>,
    /// How much memory making the documents may take, by what there is of them; without it any.
    pub max_memory: Option<ByteSize>,
    /// What runs the programs that the pack names to draw diagrams. Without it none runs.
    pub programs: Option<Arc<dyn Programs>>,
    /// Whether the own script of a theme in the pack may run in the HTML file, as that of a theme
    /// outside may.
    pub trust_theme: bool,
    /// Whether to say how well the pages are set.
    pub layout_report: bool,
    /// Whether a manifest is to stand beside the files, also where the pack asks for none.
    pub manifest: bool,
    /// The formats to make: some of [`BACKENDS`](crate::backend::BACKENDS), or others.
    pub formats: Vec<Arc<dyn Backend>>,
}

impl From<Selection> for Request {
    /// Nothing but what the pack itself says, and no format yet.
    fn from(selection: Selection) -> Self {
        Self { wanted: selection.into(), ..Self::default() }
    }
}

/// A theme that somebody asks for.
#[derive(Clone)]
pub enum WantedTheme {
    /// By the name of a shipped one, or by the path of a folder in the pack.
    Named(String),
    /// By its own folder, which need not lie in the pack.
    Folder {
        /// Where it lies, as the user would write it.
        path: String,
        /// What it holds.
        files: Arc<dyn Files>,
    },
}

impl std::fmt::Debug for WantedTheme {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => formatter.debug_tuple("Named").field(name).finish(),
            Self::Folder { path, .. } => formatter.debug_tuple("Folder").field(path).finish(),
        }
    }
}
