//! Formulas: from TeX to a small tree that markup and layout are made from.
//!
//! One reading serves every output, so that what HTML shows and what is printed cannot differ.
//! What is understood is `LaTeX`'s mathematics with amsmath's environments; what is not gives a
//! [`Fault`] that names it, and whoever shows the formula shows its source.

mod alphabet;
mod comments;
mod fault;
mod macros;
mod prepare;
mod read;
mod scan;
#[cfg(test)]
mod tests;
mod tree;
mod words;

pub use alphabet::italic;
pub use comments::without_comments;
pub use fault::Fault;
pub use macros::Macros;
pub use tree::{Align, Atom, Class, Level, Line, Mark, Node, Place, Row, Symbol, Table, TableKind};

/// The longest source that is read, in bytes. Longer ones were not written by hand.
const LONGEST: usize = 16 << 10;

/// Reads the source of a formula, without the dollar signs around it.
///
/// # Errors
/// What in it is not understood. Nothing is left out in silence.
pub fn read(tex: &str) -> Result<Vec<Node>, Fault> {
    if tex.len() > LONGEST {
        return Err(Fault::new("it is longer than 16 KiB"));
    }
    let source = Macros::default().expand(&prepare::plain_spaces(tex))?;
    let source = prepare::prepare(&source)?;
    read::read(&source).map_err(|reason| fault::name(&source, reason))
}
