//! A backend of one's own: the words of a pack as plain text.
//!
//! ```sh
//! cargo run --example plain_text content > pack.txt
//! ```

#![expect(clippy::print_stderr, reason = "it is a command")]

use std::error::Error;
use std::io::Write as _;
use std::sync::Arc;

use recto::backend::{Artifact, Backend, Job};
use recto::diag::{Sink, Warned};
use recto::files::DiskFiles;
use recto::source::Selection;
use recto::tree::{Block, BlockKind, Linked, plain_text};
use recto::{Request, Unwatched, export};

/// Makes a text file: titles are underlined, items have a dash, all else is a paragraph.
#[derive(Debug)]
struct PlainText;

impl Backend for PlainText {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn about(&self) -> &'static str {
        "the words alone"
    }

    fn render(&self, job: &Job<'_>) -> Warned<Option<Artifact>> {
        let pack = &job.document.pack;
        let mut text = titled(&pack.meta.title, '=');
        for page in &pack.pages {
            text += &titled(&page.meta.title, '-');
            blocks(&page.blocks, "", &mut text);
        }
        let extent = Some((pack.pages.len(), "pages"));
        let artifact = Artifact { bytes: text.into_bytes(), extent, weights: Vec::new() };
        Sink::default().finish(Some(artifact))
    }
}

fn titled(title: &str, line: char) -> String {
    let line = line.to_string().repeat(title.chars().count());
    format!("{title}\n{line}\n\n")
}

/// Writes blocks with something before each line of words.
fn blocks(blocks_of: &[Block<Linked>], before: &str, text: &mut String) {
    for block in blocks_of {
        match &block.kind {
            BlockKind::Code { text: code, .. } => {
                for line in code.as_ref().lines() {
                    text.extend([before, "    ", line, "\n"]);
                }
                text.push('\n');
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    blocks(&item.blocks, &format!("{before}- "), text);
                }
            }
            kind => {
                for content in kind.contents() {
                    text.extend([before, &plain_text(content), "\n\n"]);
                }
                for children in kind.children() {
                    blocks(children, before, text);
                }
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder of pages")?;
    let files = DiskFiles::new(folder.as_ref()).map_err(|error| format!("{folder}: {error}"))?;
    let request = Request { formats: vec![Arc::new(PlainText)], ..Selection::Folder.into() };
    let made = export(&request, &files, &Unwatched);
    for diagnostic in &made.diagnostics {
        eprintln!("{}: {}", diagnostic.code, diagnostic.message);
    }
    let text = made.made.first().ok_or("nothing was made")?;
    std::io::stdout().write_all(&text.artifact.bytes)?;
    Ok(())
}
