//! From chapters to pages: breaking, footnotes, running heads, contents, cover.

pub(crate) mod assemble;
pub(crate) mod book;
mod boxes;
pub(crate) mod breaking;
pub(crate) mod chapter;
mod contents;
pub(crate) mod cover;
mod front;
mod furniture;
mod marking;
mod order;
mod pictures;
mod plan;
pub(crate) mod sheet;
#[cfg(test)]
mod testing;
mod trim;
