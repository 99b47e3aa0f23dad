//! What differs from script to script: direction, joining, room between characters, pictures.

use super::*;
use crate::layout::frame::{FrameItem, TextRun};
use crate::layout::geom::Point;
use crate::text::language::Direction;

/// Emphasised words.
fn emphasised(text: &str) -> Vec<crate::tree::Inline<Linked>> {
    vec![inline(InlineKind::Emphasis { content: words(text) })]
}

#[test]
fn emphasis_is_that_of_the_script() {
    let bench = Bench::blocks("zh");
    let line = bench.set(&emphasised("强调，词 b"), &bench.plain(), 200.0).lines.remove(0);
    let dots = line.frame.items.iter().filter(|(_, item)| matches!(item, FrameItem::Shape(_)));
    let baseline = line.ascent;
    let dots: Vec<f32> = dots.map(|(at, _)| at.y - baseline).collect();
    assert_eq!(dots.len(), 3, "{dots:?}");
    assert!(dots.iter().all(|y| *y > 0.0), "dots of Chinese stand below: {dots:?}");
    let bench = Bench::blocks("ja");
    let line = bench.set(&emphasised("かな"), &bench.plain(), 200.0).lines.remove(0);
    let above = |at: &Point| at.y < line.ascent - 5.0;
    let dots = line.frame.items.iter().filter(|(_, item)| matches!(item, FrameItem::Shape(_)));
    assert_eq!(dots.filter(|(at, _)| above(at)).count(), 2);
    // The only face is a regular one: its letters are drawn thicker.
    let bench = Bench::blocks("he");
    let bold = |style: &ParagraphStyle| {
        let line = bench.set(&emphasised("מודגש"), style, 200.0).lines.remove(0);
        text_runs(&line)[0].embolden > 0.0
    };
    assert!(bold(&bench.plain()));
    assert!(!bold(&ParagraphStyle { weight: 700, ..bench.plain() }), "regular among bold");
}

#[test]
fn readings_stand_above_the_middle_of_their_words() {
    let bench = Bench::blocks("ja");
    let reading = |text| inline(InlineKind::Reading { content: words(text) });
    let ruby = |base, text| {
        let content = words(base).into_iter().chain([reading(text)]).collect();
        inline(InlineKind::Ruby { content })
    };
    // In this font a letter is half an em wide: 5 points, and 2.5 in a reading.
    let inlines = [words("ab"), vec![ruby("cdef", "xy")], words("g")].concat();
    let line = bench.set(&inlines, &bench.plain(), 200.0).lines.remove(0);
    assert_eq!(seen(&line), ["ab", "cdef", "xy", "g"]);
    let places: Vec<_> = line
        .frame
        .items
        .iter()
        .filter_map(|(at, item)| match item {
            FrameItem::Text(run) => Some((&*run.text, at.x, at.y - line.ascent)),
            _ => None,
        })
        .collect();
    assert_eq!(places[1], ("cdef", 10.0, 0.0));
    assert_eq!((places[2].0, places[2].1), ("xy", 17.5));
    assert!((-11.0..-9.0).contains(&places[2].2), "{places:?}");
    // Readings that are wider than their words make room, and lines do not end among the words.
    let wide = [words("a "), vec![ruby("bc", "xxxxxxxx")], words(" d")].concat();
    let lines = bench.set(&wide, &bench.plain(), 24.0).lines;
    assert_eq!(
        lines.iter().map(seen).collect::<Vec<_>>(),
        [vec!["a "], vec!["xxxxxxxx", "bc", " "], vec!["d"]]
    );
}

/// The runs of a line, from left to right.
fn seen(line: &Line) -> Vec<String> {
    let mut runs = runs(line);
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    runs.into_iter().map(|(_, text)| text).collect()
}

fn text_runs(line: &Line) -> Vec<&TextRun> {
    let runs = line.frame.items.iter().filter_map(|(_, item)| match item {
        FrameItem::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

#[test]
fn code_keeps_its_order_in_a_paragraph_from_right_to_left() {
    let bench = Bench::blocks("he");
    let mut inlines = words("אחת ");
    inlines.push(inline(InlineKind::Code { text: "f(1);".to_owned() }));
    inlines.extend(words(" שתים."));
    let set = bench.set(&inlines, &bench.plain(), 200.0);
    assert_eq!(seen(&set.lines[0]), [" שתים.", "f(1);", "אחת "]);
}

#[test]
fn code_and_first_letters_do_not_turn_a_paragraph_around() {
    let bench = Bench::blocks("he");
    let foreign = bench.set(&words("PDF הוא"), &bench.plain(), 200.0);
    assert_eq!(seen(&foreign.lines[0]), [" הוא", "PDF"]);
    let bench = Bench::blocks("en");
    let mut inlines = vec![inline(InlineKind::Code { text: "אחת".to_owned() })];
    inlines.extend(words(" is one"));
    let set = bench.set(&inlines, &bench.plain(), 200.0);
    assert_eq!(seen(&set.lines[0]), ["אחת", " is one"]);
}

#[test]
fn a_foreign_paragraph_starts_where_the_language_starts() {
    let bench = Bench::blocks("he");
    for text in ["One word.", "12.5"] {
        let line = bench.set(&words(text), &bench.plain(), 200.0).lines.remove(0);
        assert_eq!(runs(&line), [(200.0 - line.width, text.to_owned())]);
    }
    let bench = Bench::blocks("en");
    let line = bench.set(&words("אחת."), &bench.plain(), 200.0).lines.remove(0);
    assert!((runs(&line)[0].0 + line.width - 200.0).abs() < 1e-3);
}

#[test]
fn keys_that_are_pressed_together_keep_their_order_from_right_to_left() {
    let bench = Bench::blocks("he");
    let key = |text| inline(InlineKind::Keyboard { content: words(text) });
    let mut inlines = words("אחת ");
    inlines.extend([key("Ctrl"), words("+").remove(0), key("C")]);
    inlines.extend(words(" שתים"));
    let set = bench.set(&inlines, &bench.plain(), 200.0);
    assert_eq!(seen(&set.lines[0]), [" שתים", "Ctrl", "+", "C", "אחת "]);
}

#[test]
fn words_with_a_direction_of_their_own_are_kept_together() {
    let bench = Bench::blocks("he");
    let directed = |direction: &str, text| {
        let mut span = inline(InlineKind::Span { content: words(text) });
        span.attr.set("dir", direction);
        span
    };
    let shown = |span: Inline<Linked>| {
        let mut inlines = words("אחת ");
        inlines.push(span);
        inlines.extend(words(" 5."));
        seen(&bench.set(&inlines, &bench.plain(), 200.0).lines[0])
    };
    // A number of groups is turned around unless it says how it is read.
    let plain = inline(InlineKind::Span { content: words("+1 23") });
    assert_eq!(shown(plain), [".", "5", " ", "23", " ", "1", "אחת +"]);
    assert_eq!(shown(directed("ltr", "+1 23")), [".", "5", " ", "+1 23", "אחת "]);
    assert_eq!(shown(directed("auto", "a 1")), [".", "5", " ", "a 1", "אחת "]);
}

#[test]
fn lines_start_where_they_are_told_to() {
    let bench = Bench::blocks("en");
    let mut context = Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
    let node = context.structure.add(None, Role::Paragraph);
    for (text, direction, start) in [
        ("אחת.", Direction::LeftToRight, 0.0),
        ("one.", Direction::RightToLeft, 182.5),
        ("אחת.", Direction::RightToLeft, 182.5),
    ] {
        let paragraph = Paragraph::prepare(&words(text), &bench.plain(), node, &mut context);
        let line = paragraph.starting(direction).lines(200.0).remove(0);
        assert_eq!(runs(&line), [(start, text.to_owned())]);
    }
}

#[test]
fn brackets_face_their_words_from_right_to_left() {
    let bench = Bench::blocks("he");
    let set = bench.set(&words("(אחת)"), &bench.plain(), 200.0);
    let runs = text_runs(&set.lines[0]);
    let (first, text) = (&runs[0].glyphs[0], &runs[0].text);
    let opening = bench.fonts.face(runs[0].font).tables();
    let opening = skrifa::MetadataProvider::charmap(&opening).map('(').unwrap();
    assert_eq!(&text[first.text.start as usize..first.text.end as usize], ")");
    assert_eq!(u32::from(first.id), opening.to_u32());
}

#[test]
fn letters_of_arabic_are_joined() {
    let bench = Bench::blocks("ar");
    let width = |text| bench.set(&words(text), &bench.plain(), 200.0).lines[0].width;
    // An initial and a medial form, half as wide, and a final one.
    assert_eq!((width("ب"), width("ببب")), (5.0, 10.0));
}

/// Justified text of 10 points, whose marks do not hang.
fn justified(bench: &Bench) -> ParagraphStyle {
    ParagraphStyle { align: Align::Justified, breaking: Breaking::TotalFit, ..bench.plain() }
}

#[test]
fn characters_of_chinese_are_pulled_apart_evenly() {
    let bench = Bench::blocks("zh");
    let set = bench.set(&words("一二三四五六七八九十"), &justified(&bench), 62.0);
    assert_eq!(texts(&set), ["一二三四五六", "七八九十"]);
    assert!((set.lines[0].width - 62.0).abs() < 1e-3);
    let advances: Vec<f32> =
        text_runs(&set.lines[0])[0].glyphs.iter().map(|glyph| glyph.advance * 10.0).collect();
    assert!(advances[..5].iter().all(|advance| (advance - 10.4).abs() < 1e-3), "{advances:?}");
    assert!((advances[5] - 10.0).abs() < 1e-3);
}

#[test]
fn no_line_starts_with_a_stop_a_small_kana_or_a_closing_bracket() {
    let bench = Bench::blocks("ja");
    let set = |text| texts(&bench.set(&words(text), &bench.plain(), 30.0));
    assert_eq!(set("一二三。四"), ["一二", "三。四"]);
    assert_eq!(set("アイウッエ"), ["アイ", "ウッエ"]);
    assert_eq!(set("アイウーエ"), ["アイ", "ウーエ"]);
    assert_eq!(set("人人人々"), ["人人", "人々"]);
    assert_eq!(set("一二「三」"), ["一二", "「三」"]);
}

#[test]
fn marks_of_japanese_give_up_their_empty_halves() {
    let bench = Bench::blocks("ja");
    let width = |text| bench.set(&words(text), &bench.plain(), 200.0).lines[0].width;
    assert_eq!(["「一」「二」", "一」。"].map(width).to_vec(), [55.0, 25.0]);
    let hanging = ParagraphStyle { hanging: true, ..bench.plain() };
    assert_eq!(texts(&bench.set(&words("一二。三"), &hanging, 25.0)), ["一二。", "三"]);
    // A line that is a little too long takes a part of them.
    let set = bench.set(&words("一、二、三、四五六七八九十"), &justified(&bench), 78.0);
    assert!(set.lines[0].ratio < 0.0 && set.lines[0].overfull <= 0.0, "{:?}", texts(&set));
    assert!((set.lines[0].width - 78.0).abs() < 1e-3, "{}", set.lines[0].width);
}

#[test]
fn latin_words_are_set_apart_from_chinese() {
    let bench = Bench::blocks("zh");
    let width = |text| bench.set(&words(text), &bench.plain(), 200.0).lines[0].width;
    assert!((width("日a1日") - 31.8).abs() < 1e-3, "{}", width("日a1日"));
    assert!((width("日") - 10.0).abs() < 1e-3);
    // There is nothing to be set apart where the line ends between them.
    let set = bench.set(&words("日日abcd"), &bench.plain(), 20.0);
    assert_eq!(set.lines.iter().map(|line| line.width).collect::<Vec<_>>(), [20.0, 20.0]);
}

#[test]
fn emoji_are_shown_in_colours_where_a_font_has_them() {
    let mut bench = Bench::new("en");
    bench.add(include_bytes!("../../../../tests/fonts/Swatches.ttf"));
    let family = |text: &str| {
        let set = bench.set(&words(text), &bench.plain(), 200.0);
        let run = text_runs(&set.lines[0])[0].clone();
        (bench.fonts.face(run.font).family.clone(), run.glyphs.len())
    };
    assert_eq!(family("🎉"), ("Swatches".to_owned(), 1));
    assert_eq!(family("❤\u{fe0f}"), ("Swatches".to_owned(), 1));
    // A sign is a sign unless its author wants a picture.
    assert_eq!(family("❤").0, "Source Sans 3");
    assert_eq!(family("1").0, "Source Serif 4");
    assert_eq!(family("1\u{fe0f}\u{20e3}"), ("Noto Emoji".to_owned(), 2));
}

#[test]
fn joined_emoji_are_one_glyph_that_shows_all_its_characters() {
    let mut bench = Bench::new("en");
    bench.add(include_bytes!("../../../../tests/fonts/Swatches.ttf"));
    let couple = "👨\u{200d}👩";
    let set = bench.set(&words(couple), &bench.plain(), 4.0);
    let runs = text_runs(&set.lines[0]);
    assert_eq!((runs.len(), runs[0].glyphs.len()), (1, 1));
    assert_eq!(runs[0].glyphs[0].text, 0..u32::try_from(couple.len()).unwrap());
}
