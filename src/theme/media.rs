//! Values that differ for one output.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Theme, Tokens};
use crate::diag::{Code, Diagnostic};
use crate::yaml::{Node, nearest};

/// The key that holds them.
const KEY: &str = "media";

/// The outputs by the names that themes give them.
const NAMES: [&str; 3] = ["pdf", "epub", "html"];

/// An output, as themes tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Pages.
    Pdf,
    /// A book.
    Epub,
    /// One file for browsers.
    Html,
}

/// The theme as HTML and EPUB have it, where that differs from the PDF's.
#[derive(Clone, Debug, Default)]
pub(super) struct Variants {
    epub: Option<Box<Theme>>,
    html: Option<Box<Theme>>,
}

/// The tokens of each output.
pub(super) struct Sets {
    pdf: Tokens,
    epub: Option<Tokens>,
    html: Option<Tokens>,
}

impl Theme {
    /// The theme as an output has it.
    #[must_use]
    pub fn for_medium(&self, medium: Medium) -> &Self {
        let variant = match medium {
            Medium::Pdf => None,
            Medium::Epub => self.variants.epub.as_deref(),
            Medium::Html => self.variants.html.as_deref(),
        };
        variant.unwrap_or(self)
    }
}

/// Reads the tokens of each output by `read`.
pub(super) fn split(
    node: &Node,
    read: &dyn Fn(&Node) -> Result<Tokens, Diagnostic>,
) -> Result<Sets, Diagnostic> {
    let mut common = node.clone();
    let own = common.remove(KEY).map(|entry| entry.value);
    if let Some(fault) = own.as_ref().and_then(unknown) {
        return Err(fault);
    }
    let pdf_differs = own.as_ref().is_some_and(|own| own.get("pdf").is_some());
    let of = |name: &str| {
        let over = own.as_ref().and_then(|own| own.get(name));
        // What the PDF has of its own the others have not.
        if over.is_none() && !pdf_differs {
            return Ok(None);
        }
        let mut merged = common.clone();
        merged.merge(over.cloned().unwrap_or_else(|| Node::empty_map(common.span)));
        read(&merged).map(Some)
    };
    Ok(Sets {
        pdf: of("pdf")?.map_or_else(|| read(&common), Ok)?,
        epub: of("epub")?,
        html: of("html")?,
    })
}

/// What is told of an output that there is not.
fn unknown(own: &Node) -> Option<Diagnostic> {
    let entry = own.entries().iter().find(|entry| !NAMES.contains(&&*entry.key))?;
    let help = nearest(&entry.key, NAMES).map_or_else(
        || "write `pdf`, `epub` or `html`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("no theme is asked for the output `{}`", entry.key);
    Some(Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span).help(help))
}

/// The theme that is made of what each output has.
pub(super) fn theme(
    name: String,
    node: Node,
    sets: Sets,
    templates: IndexMap<String, String>,
    pictures: IndexMap<String, Arc<[u8]>>,
) -> Theme {
    let Sets { pdf, epub, html } = sets;
    let theme = |tokens| Theme {
        name: name.clone(),
        node: node.clone(),
        tokens,
        templates: templates.clone(),
        pictures: pictures.clone(),
        variants: Variants::default(),
    };
    let variants = Variants {
        epub: epub.map(|tokens| Box::new(theme(tokens))),
        html: html.map(|tokens| Box::new(theme(tokens))),
    };
    Theme { variants, ..theme(pdf) }
}
