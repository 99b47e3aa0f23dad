//! Tests of paragraphs as wholes.

use super::*;
use crate::diag::Diagnostic;
use crate::layout::dump::dump;
use crate::layout::structure::{Role, Structure};
use crate::resolve::Resolved;
use crate::span::{Sources, Span};
use crate::theme::Theme;
use crate::tree::{InlineKind, Pack, Target};

const WORDS: &str = "In olden times, when wishing still helped one, there lived a king whose \
    daughters were all beautiful; and the youngest was so beautiful that the sun itself, which has \
    seen so much, was astonished whenever it shone in her face. Close by the king’s castle lay a \
    great dark forest, and under an old lime-tree in the forest was a well, and when the day was \
    very warm, the king’s child went out into the forest and sat down by the side of the cool \
    fountain.";

/// What a test sets paragraphs with.
struct Bench {
    document: Resolved,
    theme: Theme,
    fonts: FontBook,
    shaper: Shaper,
}

/// Lines with what came along.
struct Set {
    lines: Vec<Line>,
    structure: Structure,
    diagnostics: Vec<Diagnostic>,
}

impl Bench {
    fn new(lang: &str) -> Self {
        let mut pack = Pack { meta: crate::tree::PackMeta::default(), pages: Vec::new() };
        lang.clone_into(&mut pack.meta.lang);
        let document = Resolved {
            pack,
            assets: crate::resolve::AssetStore::default(),
            places: indexmap::IndexMap::new(),
            outline: Vec::new(),
        };
        let (theme, fonts) = (Theme::shipped(), FontBook::shipped());
        Self { document, theme, fonts, shaper: Shaper::default() }
    }

    fn style(&self) -> ParagraphStyle {
        ParagraphStyle::text(&self.theme)
    }

    fn set(&self, inlines: &[Inline<Linked>], style: &ParagraphStyle, measure: f32) -> Set {
        let mut context = Context::new(&self.document, &self.theme, &self.fonts, &self.shaper);
        let node = context.structure.add(None, Role::Paragraph);
        let lines = Paragraph::prepare(inlines, style, node, &mut context).lines(measure);
        let diagnostics = context.sink.finish(()).diagnostics;
        Set { lines, structure: context.structure, diagnostics }
    }

    fn dump(&self, set: &Set) -> String {
        let frames = set.lines.iter().map(|line| dump(&line.frame, &set.structure, &self.fonts));
        frames.collect()
    }
}

fn span() -> Span {
    Span::new(Sources::default().add("test.md", ""), 0..0)
}

fn inline(kind: InlineKind<Linked>) -> Inline<Linked> {
    Inline::new(kind, span())
}

fn words(text: &str) -> Vec<Inline<Linked>> {
    vec![Inline::text(text, span())]
}

/// The words of a line as somebody copies them.
fn copied(line: &Line) -> String {
    let runs = line.frame.items.iter().filter_map(|(_, item)| match item {
        super::super::FrameItem::Text(run) => Some(&*run.text),
        _ => None,
    });
    runs.collect()
}

fn texts(set: &Set) -> Vec<String> {
    set.lines.iter().map(copied).collect()
}

#[test]
fn justified_lines_fill_the_measure() {
    let bench = Bench::new("en");
    let style = ParagraphStyle { hanging: false, ..bench.style() };
    let set = bench.set(&words(WORDS), &style, 300.0);
    let (last, lines) = set.lines.split_last().unwrap();
    for line in lines {
        assert!((line.width - 300.0).abs() < 0.05, "{} {}", line.width, copied(line));
        assert!(line.ratio.abs() < 1.6, "{} {}", line.ratio, copied(line));
    }
    assert!(last.width < 300.0 && last.ratio == 0.0);
    assert_eq!(texts(&set).concat().replace("\u{ad}", ""), WORDS);
}

#[test]
fn total_fit_is_never_worse_than_first_fit() {
    let bench = Bench::new("en");
    for measure in [120.0, 180.0, 260.0, 400.0] {
        let mut context = Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
        let node = context.structure.add(None, Role::Paragraph);
        let paragraph = Paragraph::prepare(&words(WORDS), &bench.style(), node, &mut context);
        let breaks = breaks::find(&paragraph, Need::Divided, Some(measure));
        let fit = paragraph.fit(&breaks, measure);
        let total = fit.demerits(&fit.best().unwrap()).unwrap();
        let first = fit.demerits(&greedy::first_fit(&fit)).unwrap();
        assert!(total <= first, "{total} {first} at {measure}");
    }
}

#[test]
fn a_link_is_tagged_and_can_be_clicked_on_each_line() {
    let bench = Bench::new("en");
    let link = InlineKind::Link {
        target: Target::External { url: "https://example.com/path".into() },
        title: None,
        content: words("a link of words"),
    };
    let mut inlines = words("Here comes ");
    inlines.push(inline(link));
    inlines.extend(words(", with "));
    inlines.push(inline(InlineKind::Code { text: "some_code::path".into() }));
    inlines.push(inline(InlineKind::Strong { content: words(" and strong words") }));
    let set = bench.set(&inlines, &bench.style(), 110.0);
    insta::assert_snapshot!(bench.dump(&set));
    assert_eq!(set.diagnostics, []);
}

#[test]
fn code_keeps_its_indentation_and_turns_with_a_mark() {
    let mut bench = Bench::new("en");
    bench.theme.tokens.code.line_numbers = true;
    let mut context = Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
    let node = context.structure.add(None, Role::Code { block: true });
    let code = "fn main() {\n\tlet words = \"a string that is long enough to turn\";\n\n}";
    let style = ParagraphStyle { size: 10.0, leading: 14.0, ..bench.style() };
    let lines = code_lines((code, Some("rust")), &style, 220.0, node, &mut context);
    let structure = context.structure;
    let set = Set { lines, structure, diagnostics: Vec::new() };
    insta::assert_snapshot!(bench.dump(&set));
}

#[test]
fn spaces_fall_together_and_those_at_the_ends_away() {
    let bench = Bench::new("en");
    let mut inlines = words("  one \n two ");
    inlines.push(inline(InlineKind::SoftBreak));
    inlines.push(inline(InlineKind::Strong { content: words(" three ") }));
    assert_eq!(texts(&bench.set(&inlines, &bench.style(), 300.0)), ["one two three"]);
}

#[test]
fn a_paragraph_of_nothing_but_a_place_keeps_the_place() {
    let bench = Bench::new("en");
    let mut target = inline(InlineKind::Span { content: Vec::new() });
    target.attr.set_id(Some("here".to_owned()));
    let set = bench.set(&[target], &bench.style(), 300.0);
    assert_eq!(set.lines.len(), 1);
    assert_eq!((set.lines[0].anchors.len(), set.lines[0].height()), (1, 0.0));
    assert!(bench.set(&[], &bench.style(), 300.0).lines.is_empty());
}
