//! Diagrams: blocks of code that a program draws, `dot`, `mermaid`, `plantuml` and whatever else
//! the pack names one for.
//!
//! Programs run in reading order, one after the other, and once for the same source. What they draw
//! goes the way of any drawing that lies in the pack. A block that is not drawn stays code.

mod describe;
mod fault;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::{Inputs, sniff, svg};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Run, RunError};
use crate::source::{Command, PackConfig};
use crate::span::Span;
use crate::tree::{Authored, Block, BlockKind, Bounds, Image, Inline, Pack, Referable};
use crate::yaml::Located;
use fault::Fault;

/// The languages that are known to be diagrams, each with its other names.
const KNOWN: [(&str, &[&str]); 3] =
    [("dot", &["graphviz", "gv"]), ("mermaid", &["mmd"]), ("plantuml", &["puml"])];

/// The commands that drew diagrams, by language.
pub type DrawnBy = IndexMap<String, Vec<String>>;

/// Diagrams that were drawn before, or could not be, for exports of one folder.
#[derive(Debug, Default)]
pub(super) struct Cache {
    drawn: Mutex<FxHashMap<(Command, String), Outcome>>,
}

type Outcome = Result<Arc<Drawn>, Fault>;

/// What a program drew.
#[derive(Debug)]
struct Drawn {
    /// The drawing, safe to embed.
    svg: String,
    /// What had to be taken out of it, in words.
    losses: Vec<String>,
}

/// The renderer of a language, as the pack names it or by the language's usual name.
pub(crate) fn renderer<'a>(
    renderers: &'a IndexMap<String, Located<Command>>,
    language: &str,
) -> Option<(&'a str, &'a Command)> {
    let named = |name: &str| renderers.iter().find(|(key, _)| key.to_lowercase() == name);
    let (key, renderer) = named(language).or_else(|| named(usual_name(language)?))?;
    Some((key, &renderer.value))
}

/// The usual name of a language that is known to be a diagram's.
fn usual_name(language: &str) -> Option<&'static str> {
    let known = KNOWN.iter().find(|(name, others)| *name == language || others.contains(&language));
    known.map(|(name, _)| *name)
}

/// Draws the diagrams of a pack as far as programs are named and may run. What is not drawn is reported.
pub(super) fn draw(
    pack: &mut Pack<Authored>,
    config: &PackConfig,
    inputs: Inputs<'_>,
    cache: &Cache,
    sink: &mut Sink,
) -> DrawnBy {
    let mut studio = Studio {
        renderers: &config.diagrams,
        inputs,
        cache,
        stuck: BTreeSet::new(),
        drawn_by: DrawnBy::new(),
        sink,
    };
    for page in &mut pack.pages {
        let notes = page.notes.iter_mut().map(|note| &mut note.blocks);
        for blocks in std::iter::once(&mut page.blocks).chain(notes) {
            studio.blocks(blocks);
        }
    }
    studio.drawn_by
}

/// What diagrams are drawn with.
struct Studio<'a> {
    renderers: &'a IndexMap<String, Located<Command>>,
    inputs: Inputs<'a>,
    cache: &'a Cache,
    /// The programs that took too long for one diagram, and are not asked for another: a pack of
    /// hundreds would never be done.
    stuck: BTreeSet<&'a str>,
    drawn_by: DrawnBy,
    sink: &'a mut Sink,
}

impl Studio<'_> {
    fn blocks(&mut self, blocks: &mut [Block<Authored>]) {
        for block in blocks {
            if matches!(block.kind, BlockKind::Code { .. }) {
                self.block(block);
            } else {
                block.kind.children_mut().into_iter().for_each(|children| self.blocks(children));
            }
        }
    }

    /// Makes a figure of a diagram: of its drawing, or of its source where that has a caption, as
    /// of any other code that has one.
    fn block(&mut self, block: &mut Block<Authored>) {
        let BlockKind::Code { language, text, .. } = &block.kind else { return };
        let language = language.as_deref().unwrap_or_default();
        let Some(outcome) = self.outcome(language, text) else { return caption_source(block) };
        match outcome {
            Ok(drawn) => self.show(&drawn, block),
            Err(fault) => {
                let language = usual_name(language).unwrap_or(language);
                self.sink.push(fault.explain(language).at(self.first_line(block.span)));
                caption_source(block);
            }
        }
    }

    /// What comes of a block of code; none where it is no diagram.
    fn outcome(&mut self, language: &str, source: &str) -> Option<Outcome> {
        let Some((name, renderer)) = renderer(self.renderers, language) else {
            return usual_name(language).map(|_| Err(Fault::Unnamed));
        };
        let outcome = self.cache.drawn(renderer, source, || self.ask(renderer, source));
        match &outcome {
            Ok(_) => drop(self.drawn_by.insert(name.to_owned(), renderer.command.clone())),
            Err(Fault::Run { error: RunError::TooLong, .. }) => {
                self.stuck.insert(renderer.program());
            }
            Err(_) => {}
        }
        Some(outcome)
    }

    /// Has a source drawn by its program.
    fn ask(&self, renderer: &Command, source: &str) -> Outcome {
        let program = renderer.program();
        let Some(programs) = self.inputs.programs else {
            return Err(Fault::Forbidden { program: program.to_owned() });
        };
        if self.stuck.contains(program) {
            return Err(Fault::GivenUp { program: program.to_owned() });
        }
        let run = Run {
            program,
            arguments: renderer.arguments(),
            input: source.as_bytes(),
            limit: renderer.limit(),
        };
        let bytes = programs.run(&run).map_err(|error| Fault::of_run(error, renderer))?;
        let no_svg = |words| Fault::NoSvg { program: program.to_owned(), words };
        if !sniff::is_drawing(&bytes) {
            return Err(no_svg(None));
        }
        let clean =
            svg::clean(&bytes).map_err(|fault| no_svg(Some(fault.explain(program).message)))?;
        Ok(Arc::new(Drawn { svg: clean.text, losses: clean.losses }))
    }

    /// Puts a figure of the drawing in the place of its source.
    fn show(&mut self, drawn: &Drawn, block: &mut Block<Authored>) {
        let BlockKind::Code { language: Some(language), text, .. } = &block.kind else { return };
        let (line, span) = (self.first_line(block.span), block.span);
        let language = usual_name(language).unwrap_or(language);
        if !drawn.losses.is_empty() {
            self.sink.push(fault::lost(language, &drawn.losses).at(line));
        }
        let mut attr = std::mem::take(&mut block.attr);
        let mut image = Image {
            picture: address(&drawn.svg),
            alt: String::new(),
            decorative: false,
            title: None,
            width: None,
            bounds: Bounds::default(),
        };
        image.describe(&mut attr);
        if image.alt.trim().is_empty() && !image.decorative {
            image.alt = describe::own_words(language, text).unwrap_or_else(|| {
                self.sink.push(undescribed(language).at(line));
                text.trim().to_owned()
            });
        }
        let caption = attr.take("caption").map(|words| Inline::text(words, span));
        let image = Block::new(BlockKind::Image { image }, span);
        let kind =
            BlockKind::Figure { blocks: vec![image], caption: caption.into_iter().collect() };
        *block = Block { kind, attr, span };
    }

    /// The line that opens a block.
    fn first_line(&self, span: Span) -> Span {
        let first = self.inputs.sources.excerpt(span).lines().next().unwrap_or_default();
        let start = span.range().start;
        Span::new(span.file, start..start + first.len())
    }
}

impl Cache {
    /// What came of a source, which is drawn unless it was before. That a program may not run, or
    /// was given up, holds for one export alone.
    fn drawn(&self, renderer: &Command, source: &str, draw: impl FnOnce() -> Outcome) -> Outcome {
        // A panic elsewhere leaves the map as it is, which is whole at any time.
        let drawn = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (renderer.clone(), source.to_owned());
        if let Some(known) = drawn().get(&key) {
            return known.clone();
        }
        let outcome = draw();
        if !matches!(outcome, Err(Fault::Forbidden { .. } | Fault::GivenUp { .. })) {
            drawn().insert(key, outcome.clone());
        }
        outcome
    }
}

/// A drawing as the address of a picture (RFC 2397), with a name for the file it may become.
fn address(svg: &str) -> String {
    let digits = base64::engine::general_purpose::STANDARD.encode(svg);
    format!("data:image/svg+xml;name=diagram;base64,{digits}")
}

/// Makes a figure of a source that has a caption, or an id to refer to it by, and drops what was
/// meant for its drawing.
fn caption_source(block: &mut Block<Authored>) {
    for key in ["alt", "width"] {
        block.attr.take(key);
    }
    let words = block.attr.take("caption");
    let is_named = block.attr.id().and_then(Referable::of_id) == Some(Referable::Listing);
    if words.is_none() && !is_named {
        return;
    }
    let span = block.span;
    let caption = words.map(|words| Inline::text(words, span)).into_iter().collect();
    let figure = BlockKind::Figure { blocks: Vec::new(), caption };
    let kind = std::mem::replace(&mut block.kind, figure);
    if let BlockKind::Figure { blocks, .. } = &mut block.kind {
        blocks.push(Block::new(kind, span));
    }
}

fn undescribed(language: &str) -> Diagnostic {
    let message = "the diagram has no alternative text: readers who do not see it get its source";
    let help = match language {
        "mermaid" => {
            "say in words what it shows: `accDescr: words` in it, or ```` ```mermaid {alt=\"words\"} ````"
        }
        _ => "say in words what it shows, behind its language: `{alt=\"words\"}`",
    };
    Diagnostic::warning(Code::MissingAlt, message).help(help)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::testing::Draft;
    use super::super::{Cache, Inputs, resolve};
    use super::*;
    use crate::diag::render::plain_lines;
    use crate::files::{MemoryFiles, Programs};
    use crate::theme::Theme;
    use crate::tree::{Attr, CodeLines, Linked};

    /// Draws everything but what is slow, and remembers what it was asked.
    #[derive(Debug, Default)]
    struct Recorder {
        asked: Mutex<Vec<String>>,
    }

    impl Programs for Recorder {
        fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError> {
            let source = std::str::from_utf8(run.input).unwrap();
            let command = format!("{} {}: {source}", run.program, run.arguments.join(" "));
            self.asked.lock().unwrap().push(command);
            match source {
                "slow" => Err(RunError::TooLong),
                _ => Ok(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".to_vec()),
            }
        }
    }

    /// A block of code at a place of its own.
    fn code(language: &str, text: &str) -> Block<Authored> {
        let mut attr = Attr::none();
        attr.set("alt", "words");
        let (language, text) = (Some(language.to_owned()), text.to_owned());
        let kind = BlockKind::Code { language, text, lines: CodeLines::default() };
        let Block { span, .. } = super::super::testing::image("a", "b");
        Block { kind, attr, span }
    }

    fn draft(blocks: Vec<Block<Authored>>) -> Draft {
        let mut draft = Draft::new().page("page", blocks);
        let command = ["draw", "-s"].map(str::to_owned).to_vec();
        let renderer = Command { command, time_limit: 5 };
        draft.config.diagrams =
            [("dot".to_owned(), Located { value: renderer, span: None })].into_iter().collect();
        draft
    }

    /// The kinds of blocks that come of a draft, and what was said.
    fn drawn(draft: &Draft, programs: Option<&dyn Programs>, cache: &Cache) -> (String, String) {
        let files = MemoryFiles::new();
        let inputs = Inputs { files: &files, programs, sources: &draft.sources };
        let warned = resolve(draft.pack(), &draft.config, &Theme::shipped(), inputs, cache);
        let kind = |block: &Block<Linked>| match &block.kind {
            BlockKind::Figure { .. } => "figure ",
            BlockKind::Code { .. } => "code ",
            _ => "other ",
        };
        let kinds = warned.value.pack.pages[0].blocks.iter().map(kind).collect();
        (kinds, plain_lines(&warned.diagnostics, &draft.sources))
    }

    #[test]
    fn sources_are_drawn_once_and_in_their_order() {
        let blocks = [("dot", "b"), ("gv", "a"), ("rust", "r"), ("graphviz", "b"), ("dot", "c")];
        let draft = draft(blocks.map(|(language, text)| code(language, text)).to_vec());
        let (recorder, cache) = (Recorder::default(), Cache::default());
        for _ in 0..2 {
            let (kinds, said) = drawn(&draft, Some(&recorder), &cache);
            assert_eq!((kinds.as_str(), said.as_str()), ("figure figure code figure figure ", ""));
        }
        assert_eq!(*recorder.asked.lock().unwrap(), ["draw -s: b", "draw -s: a", "draw -s: c"]);
    }

    #[test]
    fn a_program_that_takes_too_long_is_not_asked_again() {
        let draft = draft(vec![code("dot", "a"), code("dot", "slow"), code("dot", "b")]);
        let recorder = Recorder::default();
        let (kinds, said) = drawn(&draft, Some(&recorder), &Cache::default());
        assert_eq!(kinds, "figure code code ");
        assert!(said.contains("not done after 5 seconds") && said.contains("not asked again"));
        assert_eq!(recorder.asked.lock().unwrap().len(), 2);
    }

    #[test]
    fn nothing_runs_that_is_not_allowed_to() {
        let draft = draft(vec![code("dot", "a"), code("mermaid", "b")]);
        let (kinds, said) = drawn(&draft, None, &Cache::default());
        assert_eq!(kinds, "code code ");
        assert!(said.contains("`draw` may not run") && said.contains("no program draws `mermaid`"));
        assert_eq!(said.matches("note[undrawn-diagram]").count(), 2);
    }
}
