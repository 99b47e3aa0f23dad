//! Filters: programs that take the pages of a pack and give them back changed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::VERSION;
use super::answer::{Finding, reported};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::files::{Programs, Run};
use crate::source::Command;
use crate::span::{Sources, Span};
use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Authored, Block, Inline, Note, Pack, PackMeta, Page, PageMeta};
use crate::yaml::Located;

/// The filters of a pack, and what runs them.
#[derive(Clone, Copy)]
pub struct Filters<'a> {
    /// The programs, in the order in which they run.
    pub commands: &'a [Located<Command>],
    /// What runs them; without it none may run.
    pub programs: Option<&'a dyn Programs>,
    /// The texts that the pages were read from.
    pub sources: &'a Sources,
}

/// What a filter gets.
#[derive(Serialize, JsonSchema)]
pub(super) struct Unfiltered<'a> {
    version: u32,
    /// What is said of the pack as a whole.
    pack: &'a PackMeta,
    /// The profile that the pack is made for.
    profile: Option<&'a str>,
    /// The pages, as this reader gets them.
    pages: &'a [Page<Authored>],
}

/// What a filter answers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Filtered {
    /// The same pages in the same order.
    pages: Vec<FilteredPage>,
    /// What it has found.
    #[serde(default)]
    diagnostics: Vec<Finding>,
    /// The other keys of what it got may come back with it, and count for nothing.
    #[serde(default, rename = "version")]
    _version: Option<u32>,
    #[serde(default, rename = "pack")]
    _pack: Option<Value>,
    #[serde(default, rename = "profile")]
    _profile: Option<Value>,
}

/// A page that comes back. Where it stands among the others cannot be changed.
#[derive(Deserialize, JsonSchema)]
struct FilteredPage {
    #[serde(default)]
    anchor: Option<String>,
    meta: PageMeta,
    title: Vec<Inline<Authored>>,
    blocks: Vec<Block<Authored>>,
    notes: Vec<Note<Authored>>,
}

/// Runs the filters of a pack over its pages, each over what the one before has left. Where one of
/// them cannot, its error refuses the pack.
pub fn filter(
    pack: &mut Pack<Authored>,
    profile: Option<&str>,
    filters: Filters<'_>,
) -> Warned<()> {
    let mut sink = Sink::default();
    for command in filters.commands {
        match filtered(pack, profile, &command.value, filters) {
            Ok((pages, found)) => {
                sink.extend(found);
                for (page, filtered) in pack.pages.iter_mut().zip(pages) {
                    filtered.replace(page);
                }
            }
            Err(fault) => {
                sink.push(match command.span {
                    Some(span) => fault.at(span),
                    None => fault,
                });
                break;
            }
        }
    }
    sink.finish(())
}

/// The pages that a filter gives back, and what it has found.
fn filtered(
    pack: &Pack<Authored>,
    profile: Option<&str>,
    command: &Command,
    filters: Filters<'_>,
) -> Result<(Vec<FilteredPage>, Vec<Diagnostic>), Diagnostic> {
    let program = command.program();
    let fault = |message: String, help: String| Diagnostic::error(Code::Filter, message).help(help);
    let Some(programs) = filters.programs else {
        let message = format!("`{program}` may not run, and the pack has its pages filtered by it");
        return Err(fault(message, "where you trust the pack, say `--allow-commands`".to_owned()));
    };
    let unfiltered = Unfiltered { version: VERSION, pack: &pack.meta, profile, pages: &pack.pages };
    let input = serde_json::to_vec(&unfiltered).unwrap_or_default();
    let (arguments, limit) = (command.arguments(), command.limit());
    let output = programs.run(&Run { program, arguments, input: &input, limit });
    let output = output.map_err(|error| {
        let message = error.explain(program, command.time_limit, "cannot filter the pages");
        fault(message, "correct the program, or `filters` in pack.yaml".to_owned())
    })?;
    read(&output, pack, filters.sources).map_err(|why| {
        let message = format!("what `{program}` gives back is no pack: {why}");
        fault(message, "it has to write what it read, as `docs/filters.md` says".to_owned())
    })
}

/// Reads what a filter gives back for a pack.
fn read(
    json: &[u8],
    pack: &Pack<Authored>,
    sources: &Sources,
) -> Result<(Vec<FilteredPage>, Vec<Diagnostic>), String> {
    let mut value: Value = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    if let Some(pages) = value.get_mut("pages").and_then(Value::as_array_mut) {
        for (value, page) in pages.iter_mut().zip(&pack.pages) {
            place(value, Span::new(page.file, 0..0), sources);
        }
    }
    let Filtered { pages, diagnostics, .. } =
        Filtered::deserialize(value).map_err(|error| error.to_string())?;
    if pages.len() != pack.pages.len() {
        return Err(format!("it has {} pages in place of {}", pages.len(), pack.pages.len()));
    }
    let mut found = reported(diagnostics, Code::Filter);
    for diagnostic in &mut found {
        diagnostic.span = diagnostic.span.filter(|span| sources.holds(*span));
    }
    Ok((pages, found))
}

/// Gives a place to every node that a filter has made, or has given one that is none: that of its
/// page.
fn place(value: &mut Value, page: Span, sources: &Sources) {
    const NODES: [&str; 4] = ["type", "blocks", "cells", "term"];
    match value {
        Value::Array(values) => values.iter_mut().for_each(|it| place(it, page, sources)),
        Value::Object(keys) => {
            let is_node = NODES.iter().any(|key| keys.contains_key(*key));
            if is_node || keys.contains_key("span") {
                let own = keys.get("span").and_then(|span| Span::deserialize(span).ok());
                let span = own.filter(|span| sources.holds(*span)).unwrap_or(page);
                keys.insert("span".to_owned(), serde_json::json!(span));
            }
            keys.iter_mut().for_each(|(_, it)| place(it, page, sources));
        }
        _ => {}
    }
}

impl FilteredPage {
    /// Puts the page in the place of the one that it was made of.
    fn replace(mut self, page: &mut Page<Authored>) {
        let notes = self.notes.iter_mut().map(|note| &mut note.blocks);
        for blocks in std::iter::once(&mut self.blocks).chain(notes) {
            walk_blocks_mut(blocks, &mut |block| block.kind.hold_to_form());
        }
        let Self { anchor, meta, title, blocks, notes } = self;
        (page.anchor, page.meta, page.title) = (anchor, meta, title);
        (page.blocks, page.notes) = (blocks, notes);
        page.take_name_from_title();
    }
}
