//! What the fuzz targets share: folders in memory, what is done with them, and what has to hold
//! whatever is in them.

mod folder;
mod held;
pub mod picture;
pub mod tree;

use std::fmt;
use std::sync::{Arc, Once};

use recto::backend::{BACKENDS, Backend};
use recto::files::{MemoryFiles, Programs, Run, RunError};
use recto::{Request, Session};

pub use folder::{folder_of_files, folder_of_page, is_path, without_fonts};

/// The longest input that is looked at, in bytes. What takes longer than it should does so below.
pub const LONGEST: usize = 16 << 10;

/// Which files are made of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outputs {
    /// None: as far as the document, and all that an editor would find.
    None,
    /// The PDF, which is made fastest.
    Pdf,
    /// The HTML file.
    Html,
    /// The PDF and the HTML file.
    PdfAndHtml,
    /// All of them.
    All,
}

impl Outputs {
    /// All of them for one input in 32, else what is made faster: drawing the cover of a book takes
    /// longer than all else that is done for a small page.
    pub fn seldom_all(data: &[u8], else_these: Self) -> Self {
        if data.len() % 32 == 0 { Self::All } else { else_these }
    }

    fn backends(self) -> Vec<Arc<dyn Backend>> {
        let is_wanted = |name: &str| match self {
            Self::None => false,
            Self::Pdf => name == "pdf",
            Self::Html => name == "html",
            Self::PdfAndHtml => name != "epub",
            Self::All => true,
        };
        BACKENDS.iter().filter(|backend| is_wanted(backend.name())).cloned().collect()
    }
}

/// A request for some files, as somebody on a day would make it who asks for all there is to tell.
pub fn request(outputs: Outputs) -> Request {
    let mut request =
        Request { formats: outputs.backends(), layout_report: true, ..Request::default() };
    request.wanted.on = recto::text::day::Day::parse("2027-03-01");
    request
}

/// Looks at a folder as `recto check` does, and holds what is found to its places.
pub fn check(files: &MemoryFiles, outputs: Outputs) {
    check_for(files, &request(outputs));
}

/// Looks at a folder for one request.
pub fn check_for(files: &MemoryFiles, request: &Request) {
    let_panics_be_caught();
    let checked = Session::new(files).check(std::slice::from_ref(request));
    held::diagnostics(&checked.diagnostics, &checked.sources);
}

/// Exports a folder, and holds what is found and made to what every reader relies on.
pub fn export(files: &MemoryFiles, request: &Request) {
    let_panics_be_caught();
    let export = recto::export(request, files, &recto::Unwatched);
    held::diagnostics(&export.diagnostics, &export.sources);
    for made in &export.made {
        held::artifact(made.backend.name(), &made.artifact.bytes);
    }
}

/// Readers of fonts and of PDF files that panic cost the file, which Recto sees to: the fuzzer, which ends
/// where anything panics, is to end only where nobody caught it.
fn let_panics_be_caught() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(std::panic::take_hook()));
}

/// A program that answers the same, whatever it is asked.
pub struct Answers(pub Vec<u8>);

impl fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Answers({} bytes)", self.0.len())
    }
}

impl Programs for Answers {
    fn run(&self, _: &Run<'_>) -> Result<Vec<u8>, RunError> {
        Ok(self.0.clone())
    }
}
