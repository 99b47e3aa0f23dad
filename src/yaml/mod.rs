//! YAML with a place for every value.
//!
//! `pack.yaml`, `theme.yaml` and front matter are read in two steps: text becomes a tree of
//! [`Node`]s, each with its span, and a tree becomes a typed value. Between the two, trees can be
//! merged (a theme over its base, a profile over its pack) without losing track of which file said
//! what. An error of either step is a [`Diagnostic`](crate::diag::Diagnostic) in words of our own
//! that points at the very key or value.

mod fault;
mod located;
mod node;
mod text;
mod toml;
mod typed;

pub use fault::{Fault, FaultKind};
pub use located::Located;
pub use node::{Entry, Node, Scalar, ScalarKind, Value};
pub use text::{Excerpt, SyntaxError, parse};
pub use toml::parse_toml;
pub use typed::{drop_smallest, read, read_lenient};

pub use crate::text::names::{nearest, same_name};
