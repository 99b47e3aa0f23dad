//! Tests of paragraphs as wholes: here lines, in `rules` what each rule of breaking does, in
//! `scripts` what differs from script to script.

mod rules;
mod scripts;

use super::*;
use crate::diag::Diagnostic;
use crate::fonts::FontBook;
use crate::highlight::listing;
use crate::layout::dump::dump;
use crate::layout::shaper::Shaper;
use crate::layout::structure::{Role, Structure};
use crate::resolve::Resolved;
use crate::span::{Sources, Span};
use crate::theme::Theme;
use crate::tree::{Anchor, CodeLines, InlineKind, Pack, Target};

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
            captioned: Vec::new(),
            cites_pages: false,
            drawn_by: crate::resolve::DrawnBy::new(),
        };
        let (theme, fonts) = (Theme::shipped(), FontBook::shipped());
        Self { document, theme, fonts, shaper: Shaper::default() }
    }

    /// A bench whose only font has round metrics: letters are half an em wide, spaces a quarter.
    fn blocks(lang: &str) -> Self {
        let mut bench = Self::new(lang);
        bench.fonts = FontBook::default();
        bench.add(include_bytes!("../../../../tests/fonts/Blocks.ttf"));
        let families = &mut bench.theme.tokens.fonts;
        for family in [&mut families.text, &mut families.heading, &mut families.code] {
            family.value = vec!["Blocks".to_owned()];
        }
        bench
    }

    fn add(&mut self, font: &'static [u8]) {
        self.fonts.add(std::sync::Arc::new(font));
    }

    /// Ragged text of 10 points on 14.
    fn plain(&self) -> ParagraphStyle {
        let style = ParagraphStyle { size: 10.0, leading: 14.0, ..self.style() };
        ParagraphStyle::plain(&style)
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
    let listing = listing(code.to_owned(), Some("rust"));
    let shown = CodeLines::default();
    let block = crate::tree::NodeKey::of(&listing);
    let setting = CodeSetting { shown: &shown, style: &style, measure: 220.0, node, block };
    let lines = code_lines(&listing, setting, &mut context);
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
    let doubled = words("end.\u{a0} Begin \u{a0}again,\u{a0}\u{a0}as meant");
    let set = bench.set(&doubled, &bench.style(), 300.0);
    assert_eq!(texts(&set), ["end.\u{a0}Begin again,\u{a0}\u{a0}as meant"]);
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

/// Where each run of a line starts, with its text.
fn runs(line: &Line) -> Vec<(f32, String)> {
    let runs = line.frame.items.iter().filter_map(|(at, item)| match item {
        super::super::FrameItem::Text(run) => Some((at.x, run.text.to_string())),
        _ => None,
    });
    runs.collect()
}

#[test]
fn lines_are_as_wide_as_their_letters() {
    let bench = Bench::blocks("en");
    let set = bench.set(&words("one two three four"), &bench.plain(), 50.0);
    let widths: Vec<f32> = set.lines.iter().map(|line| line.width).collect();
    assert_eq!(texts(&set), ["one two ", "three four"]);
    assert_eq!(widths, [32.5, 47.5]);
    let heights: Vec<(f32, f32)> =
        set.lines.iter().map(|line| (line.ascent, line.descent)).collect();
    assert_eq!(heights, [(10.0, 4.0); 2]);
}

#[test]
fn lines_stand_where_they_are_aligned() {
    let bench = Bench::blocks("en");
    for (align, x) in [(Align::Start, 0.0), (Align::Center, 25.0), (Align::End, 50.0)] {
        let style = ParagraphStyle { align, ..bench.plain() };
        let set = bench.set(&words("ten letter"), &style, 97.5);
        assert_eq!(runs(&set.lines[0]), [(x, "ten letter".to_owned())]);
    }
}

#[test]
fn a_hyphen_at_a_lines_end_can_be_taken_back() {
    let bench = Bench::blocks("en");
    let style = ParagraphStyle { hyphenate: true, ..bench.plain() };
    let set = bench.set(&words("typesetting"), &style, 40.0);
    assert_eq!(texts(&set), ["typeset\u{ad}", "ting"]);
    assert!((set.lines[0].width - 37.5).abs() < 1e-3);
    assert!(set.lines[0].hyphenated && !set.lines[1].hyphenated);
    let own = bench.set(&words("type\u{ad}setting"), &style, 40.0);
    assert_eq!(texts(&own), ["type\u{ad}", "setting"]);
}

#[test]
fn a_word_wider_than_the_measure_is_broken_anywhere() {
    let bench = Bench::blocks("en");
    let set = bench.set(&words("a UNBREAKABLE word"), &bench.plain(), 30.0);
    assert_eq!(texts(&set), ["a ", "UNBREA", "KABLE ", "word"]);
}

#[test]
fn words_of_both_directions_stand_as_they_are_read() {
    let bench = Bench::blocks("en");
    let set = bench.set(&words("one שתים שלוש four"), &bench.plain(), 200.0);
    // The Hebrew words follow each other from right to left, between the English ones.
    let expected = [(0.0, "one "), (17.5, "שתים שלוש"), (60.0, " four")];
    assert_eq!(runs(&set.lines[0]), expected.map(|(x, text)| (x, text.to_owned())));
    let run = set.lines[0].frame.items.iter().find_map(|(_, item)| match item {
        super::super::FrameItem::Text(run) if run.rtl => Some(run),
        _ => None,
    });
    let first = &run.unwrap().glyphs[0];
    assert_eq!(&run.unwrap().text[first.text.start as usize..first.text.end as usize], "ש");
    assert_eq!(first.text.end as usize, "שתים שלוש".len());
}

#[test]
fn a_paragraph_from_right_to_left_starts_at_the_right() {
    let bench = Bench::blocks("he");
    let set = bench.set(&words("אחת שתים one שלוש"), &bench.plain(), 50.0);
    assert_eq!(runs(&set.lines[0]), [(12.5, "אחת שתים ".to_owned())]);
    assert_eq!(
        runs(&set.lines[1]),
        [(35.0, "one"), (12.5, " שלוש")].map(|(x, text)| (x, text.to_owned()))
    );
}

#[test]
fn a_decoration_ends_where_its_words_end() {
    let bench = Bench::blocks("en");
    let mut inlines = words("no ");
    inlines.push(inline(InlineKind::Strike { content: words("old") }));
    inlines.extend(words(", new"));
    let set = bench.set(&inlines, &bench.plain(), 200.0);
    insta::assert_snapshot!(bench.dump(&set));
}

#[test]
fn headings_have_lines_of_about_one_length() {
    let bench = Bench::blocks("en");
    let style = ParagraphStyle { breaking: Breaking::Balanced, ..bench.plain() };
    let set = bench.set(&words("aaaa bbbb cccc dddd"), &style, 70.0);
    assert_eq!(texts(&set), ["aaaa bbbb ", "cccc dddd"]);
}

#[test]
fn ragged_lines_end_as_evenly_as_they_can() {
    let bench = Bench::blocks("en");
    let style = ParagraphStyle { breaking: Breaking::TotalFit, ..bench.plain() };
    let text = words("aaaa bbbb cc dddddddd ee");
    let total = bench.set(&text, &style, 45.0);
    assert_eq!(texts(&total), ["aaaa ", "bbbb cc ", "dddddddd ", "ee"]);
    let first = bench.set(&text, &bench.plain(), 45.0);
    assert_eq!(texts(&first), ["aaaa bbbb ", "cc ", "dddddddd ", "ee"]);
}

#[test]
fn the_last_word_of_a_paragraph_is_not_divided() {
    let bench = Bench::new("en");
    for measure in 200..260 {
        let set = bench.set(&words(WORDS), &bench.style(), measure as f32);
        let last = copied(set.lines.last().unwrap());
        assert!(last.ends_with("fountain."), "{last} at {measure}");
    }
}

/// A picture of a size in pixels, as part of a line.
fn picture(bench: &mut Bench, name: &str, width: f32, height: f32) -> crate::tree::Inline<Linked> {
    let asset = bench.document.assets.insert(crate::resolve::Asset {
        name: name.to_owned(),
        format: crate::resolve::Format::Png,
        hash: name.to_owned(),
        width,
        height,
        light_edge: false,
        lines: std::sync::Arc::default(),
        bytes: std::sync::Arc::new([]),
    });
    inline(InlineKind::Image {
        image: crate::tree::Image {
            picture: crate::tree::Picture::Asset { asset },
            alt: "a picture".to_owned(),
            decorative: false,
            title: None,
            width: None,
            bounds: crate::tree::Bounds::default(),
        },
    })
}

#[test]
fn an_image_among_words_is_as_high_as_they_are_or_makes_room() {
    let mut bench = Bench::blocks("en");
    let mut inlines = words("small ");
    inlines.push(picture(&mut bench, "small", 16.0, 16.0));
    inlines.extend(words(" large "));
    inlines.push(picture(&mut bench, "large", 400.0, 100.0));
    let set = bench.set(&inlines, &bench.plain(), 200.0);
    insta::assert_snapshot!(bench.dump(&set));
}

#[test]
fn a_link_has_its_line_below_its_words_and_not_below_a_picture() {
    let mut bench = Bench::blocks("en");
    let mut content = vec![picture(&mut bench, "seal", 16.0, 16.0)];
    content.extend(words("word"));
    let target = Target::External { url: "https://example.com/".parse().unwrap() };
    let link = inline(InlineKind::Link { target, title: None, content });
    let set = bench.set(&[link], &bench.plain(), 200.0);
    insta::assert_snapshot!(bench.dump(&set));
}

#[test]
fn words_are_shaped_once() {
    let bench = Bench::new("en");
    bench.set(&words(WORDS), &bench.style(), 300.0);
    let first = bench.shaper.hit_rate();
    bench.set(&words(WORDS), &bench.style(), 200.0);
    assert!(first > 0.4 && bench.shaper.hit_rate() > 0.6, "{first} {}", bench.shaper.hit_rate());
}

#[test]
fn no_line_ends_before_a_note_mark() {
    let bench = Bench::blocks("en");
    let (note, mark) = (Anchor::new("note"), Anchor::new("mark"));
    let mark = crate::tree::NoteMark { number: 1, note: note.clone(), mark };
    let mut inlines = words("aaaa-");
    inlines.push(inline(InlineKind::NoteMark { mark }));
    let set = bench.set(&inlines, &bench.plain(), 26.0);
    let noted: Vec<&Line> = set.lines.iter().filter(|line| !line.notes.is_empty()).collect();
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].notes, [note]);
    assert!(copied(noted[0]).len() > 1, "{:?}", texts(&set));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Words as they come: short, long, hyphened, addresses, other scripts.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[a-z]{1,9}",
            1 => "[A-Z][a-z]{2,14}[,.;:!?]",
            1 => "[a-z]{2,6}-[a-z]{2,6}",
            1 => "https://[a-z]{2,8}\\.org/[a-z/]{1,20}",
            1 => "[a-zäöüß]{12,30}",
            1 => "[א-ת]{2,7}",
            1 => "[一-龥]{1,6}",
        ]
    }

    fn content() -> impl Strategy<Value = Vec<Inline<Linked>>> {
        let part = (prop::collection::vec(word(), 1..12), 0..6_u8);
        prop::collection::vec(part, 1..6).prop_map(|parts| {
            let inlines = parts.into_iter().flat_map(|(parts, kind)| {
                let content = words(&parts.join(" "));
                let kind = match kind {
                    0 => InlineKind::Emphasis { content },
                    1 => InlineKind::Strong { content },
                    2 => InlineKind::Strike { content },
                    3 => InlineKind::Code { text: parts.join(" ") },
                    4 => InlineKind::Keyboard { content },
                    _ => InlineKind::Span { content },
                };
                [inline(kind), inline(InlineKind::SoftBreak)]
            });
            inlines.collect()
        })
    }

    fn style(bench: &Bench, justified: bool) -> ParagraphStyle {
        if justified { bench.style() } else { ParagraphStyle::plain(&bench.style()) }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn every_word_is_on_a_line_in_order(
            content in content(), justified: bool, measure in 20.0_f32..400.0,
        ) {
            let bench = Bench::new("en");
            let set = bench.set(&content, &style(&bench, justified), measure);
            let shown = texts(&set).concat().replace('\u{ad}', "");
            let written = crate::tree::plain_text(&content);
            prop_assert_eq!(shown.trim_end(), written.trim_end());
        }

        #[test]
        fn no_line_is_wider_than_the_measure(
            content in content(), justified: bool, measure in 40.0_f32..400.0,
        ) {
            let bench = Bench::new("en");
            let style = ParagraphStyle { hanging: false, ..style(&bench, justified) };
            for line in bench.set(&content, &style, measure).lines {
                prop_assert!(line.overfull <= 0.0, "{}", copied(&line));
                prop_assert!(line.width <= measure + 0.1, "{} {}", line.width, copied(&line));
            }
        }

        #[test]
        fn total_fit_has_the_fewest_demerits(content in content(), measure in 60.0_f32..400.0) {
            let bench = Bench::new("en");
            let mut context =
                Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
            let node = context.structure.add(None, Role::Paragraph);
            let paragraph = Paragraph::prepare(&content, &bench.style(), node, &mut context);
            let breaks = breaks::find(&paragraph, Need::Emergency, Some(measure));
            let fit = Fit { may_overflow: true, ..paragraph.fit(&breaks, measure) };
            let total = fit.best().and_then(|chosen| fit.demerits(&chosen));
            let first = fit.demerits(&greedy::first_fit(&fit));
            prop_assert!(total.is_some());
            prop_assert!(first.is_none_or(|first| total.unwrap() <= first + 1e-6));
        }
    }
}
