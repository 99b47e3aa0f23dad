//! One test for each rule of how lines are broken and words are marked.

use super::*;
use crate::layout::paragraph_style::{Breaking, Rank};

fn hyphenated(bench: &Bench) -> ParagraphStyle {
    ParagraphStyle { hyphenate: true, ..bench.plain() }
}

fn justified(bench: &Bench) -> ParagraphStyle {
    ParagraphStyle { align: Align::Justified, breaking: Breaking::TotalFit, ..hyphenated(bench) }
}

/// The glyphs of a line, with the width of all of them in ems.
fn glyphs(line: &Line) -> (usize, f32) {
    let runs = line.frame.items.iter().filter_map(|(_, item)| match item {
        crate::layout::FrameItem::Text(run) => Some(run),
        _ => None,
    });
    let glyphs: Vec<f32> =
        runs.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.advance)).collect();
    (glyphs.len(), glyphs.iter().sum())
}

#[test]
fn letters_are_joined_and_kerned() {
    let bench = Bench::new("en");
    let set = |text| glyphs(&bench.set(&words(text), &bench.plain(), 300.0).lines[0]);
    assert!(set("office").0 < 6, "{:?}", set("office"));
    let apart = set("A").1 + set("V").1;
    assert!(set("AV").1 < apart, "{:?} {apart}", set("AV"));
}

#[test]
fn a_date_is_not_divided() {
    let bench = Bench::blocks("en");
    for style in [hyphenated(&bench), justified(&bench), bench.plain()] {
        for date in ["2026-11-24", "24-11-2026", "ISO-27001", "CVE-2026-1234", "555-0199"] {
            let text = format!("since {date} or {date}, until {date}");
            for measure in 70..140 {
                let lines = texts(&bench.set(&words(&text), &style, measure as f32));
                let count: usize = lines.iter().map(|line| line.matches(date).count()).sum();
                assert_eq!(count, 3, "{lines:?} at {measure}");
            }
        }
    }
}

#[test]
fn no_line_starts_with_a_dash_between_words() {
    let bench = Bench::blocks("en");
    for style in [hyphenated(&bench), justified(&bench), bench.plain()] {
        for text in ["some words – and others – that follow", "some words — and—others"] {
            for measure in 65..140 {
                let lines = texts(&bench.set(&words(text), &style, measure as f32));
                let dashed = lines.iter().find(|line| line.starts_with(['–', '—']));
                assert_eq!(dashed, None, "{lines:?} at {measure}");
            }
        }
        let below = texts(&bench.set(&words("cold: below –5 degrees"), &style, 60.0));
        assert!(below.iter().any(|line| line.starts_with("–5")), "{below:?}");
    }
    let mut broken = words("first");
    broken.push(inline(InlineKind::HardBreak));
    broken.extend(words("– second"));
    assert_eq!(texts(&bench.set(&broken, &bench.plain(), 200.0)).len(), 2);
}

#[test]
fn words_are_divided_only_where_whole_ones_make_poor_lines() {
    let bench = Bench::blocks("en");
    let style = justified(&bench);
    let calm = bench.set(&words("four more word here then typesetting ends"), &style, 92.5);
    assert!(texts(&calm).iter().all(|line| !line.ends_with('\u{ad}')), "{:?}", texts(&calm));
    let tense = bench.set(&words("much of documentation"), &style, 62.5);
    assert!(texts(&tense).iter().any(|line| line.ends_with('\u{ad}')), "{:?}", texts(&tense));
}

#[test]
fn ragged_text_divides_only_words_that_no_line_can_hold() {
    let bench = Bench::blocks("en");
    let ragged = ParagraphStyle { breaking: Breaking::TotalFit, ..hyphenated(&bench) };
    let text = "an old typesetting by documentation";
    for style in [hyphenated(&bench), ragged] {
        let set = |measure| texts(&bench.set(&words(text), &style, measure));
        assert_eq!(set(65.0), ["an old ", "typesetting ", "by ", "documentation"]);
        assert_eq!(set(57.5)[..2], ["an old ", "typesetting "]);
        assert!(set(57.5)[2].starts_with("by docu") && set(57.5)[2].ends_with('\u{ad}'));
    }
}

#[test]
fn cells_have_as_few_lines_as_can_be() {
    let bench = Bench::blocks("en");
    let lines = |breaking, measure| {
        let style = ParagraphStyle { breaking, ..bench.plain() };
        bench.set(&words(WORDS), &style, measure).lines.len()
    };
    for measure in (60..200).map(|measure| measure as f32) {
        let fewest = lines(Breaking::Fewest, measure);
        assert_eq!(fewest, lines(Breaking::FirstFit, measure), "at {measure}");
    }
    // A short line above a long one is what total fit would rather not have.
    let set = |breaking| {
        let style = ParagraphStyle { breaking, ..bench.plain() };
        texts(&bench.set(&words("letter interests or so"), &style, 72.0))
    };
    assert_eq!(set(Breaking::Fewest), ["letter ", "interests or so"]);
    assert_eq!(set(Breaking::TotalFit), ["letter ", "interests ", "or so"]);
}

#[test]
fn a_day_stays_with_its_month_where_that_takes_no_line_more() {
    let bench = Bench::blocks("en");
    let style = ParagraphStyle { breaking: Breaking::Fewest, ..bench.plain() };
    let set = |measure| texts(&bench.set(&words("1 May 2026 – 31 May 2027"), &style, measure));
    assert_eq!(set(70.0), ["1 May 2026 – ", "31 May 2027"]);
    assert_eq!(set(47.5), ["1 May ", "2026 – 31 ", "May 2027"]);
}

#[test]
fn a_number_in_prose_is_rarely_torn_from_what_it_counts() {
    let bench = Bench::blocks("en");
    let style = justified(&bench);
    let torn = |word: &str| {
        let text = words(&format!(
            "be it as it may we do all we can to let you know in {word} hours and no more"
        ));
        let ends = |line: &String| line.trim_end().ends_with(word);
        let set = |measure: &i32| texts(&bench.set(&text, &style, *measure as f32));
        (60..250).filter(|measure| set(measure).iter().any(ends)).count()
    };
    assert!(2 * torn("72") < torn("ab"), "{} {}", torn("72"), torn("ab"));
}

#[test]
fn a_name_and_a_word_with_a_hyphen_of_its_own_are_divided_last() {
    let bench = Bench::blocks("en");
    let mut context = Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
    let node = context.structure.add(None, Role::Paragraph);
    let text = words("Typesetting is typesetting by Typesetting of typesetting-rules here");
    let paragraph = Paragraph::prepare(&text, &justified(&bench), node, &mut context);
    let found = breaks::find(&paragraph, Need::Divided, Some(50.0));
    let least = |range: std::ops::Range<usize>| {
        let inside = found.iter().filter(|each| each.adds_hyphen && range.contains(&each.end));
        inside.map(|each| each.penalty).fold(f64::INFINITY, f64::min)
    };
    let (opening, plain, name, compound) =
        (least(0..11), least(15..26), least(30..41), least(45..62));
    assert!((opening - plain).abs() < 1e-9);
    assert!(name > plain && compound > plain, "{plain} {name} {compound}");
}

#[test]
fn headings_code_and_addresses_get_no_hyphens() {
    let bench = Bench::blocks("en");
    let heading =
        ParagraphStyle { size: 10.0, ..ParagraphStyle::heading(&bench.theme, Rank::Section(1)) };
    let set = |inlines: &[Inline<Linked>], style: &ParagraphStyle| {
        texts(&bench.set(inlines, style, 40.0))
    };
    let body = hyphenated(&bench);
    assert_eq!(set(&words("typesetting"), &heading), ["typesett", "ing"]);
    let code = [inline(InlineKind::Code { text: "typesetting".to_owned() })];
    assert!(!set(&code, &body).concat().contains('\u{ad}'));
    // An address of mail is divided only where no line has room for it.
    let mail = texts(&bench.set(&words("aaaa aaaa u@type.org"), &body, 60.0));
    assert_eq!(mail, ["aaaa aaaa ", "u@type.org"]);
    let address = set(&words("user@typesetting.org"), &body);
    assert_eq!(address, ["user@", "typesett", "ing.org"]);
    let host = set(&words("typesetting.example"), &body);
    assert!(!host.concat().contains('\u{ad}'), "{host:?}");
}

#[test]
fn addresses_paths_and_identifiers_break_at_their_marks() {
    let bench = Bench::blocks("en");
    let set = |text, measure| texts(&bench.set(&words(text), &bench.plain(), measure));
    let address = set("https://example.com/guide/start.html?page=two", 70.0);
    assert_eq!(address, ["https://", "example.com/", "guide/start", ".html?page=two"]);
    assert_eq!(set("/usr/local/share/fonts", 60.0), ["/usr/local/", "share/fonts"]);
    assert_eq!(set("some_long_identifier", 60.0), ["some_long_", "identifier"]);
}

/// A key or a picture written as text: each line is full, and the time is that of its length, not
/// of the square.
#[test]
fn a_word_of_many_thousands_of_letters_is_set() {
    let bench = Bench::blocks("en");
    let word = "0123456789".repeat(2_000);
    let set = bench.set(&words(&format!("see {word} here")), &justified(&bench), 100.0);
    assert_eq!(texts(&set).concat(), format!("see {word} here"));
    let full = set.lines.iter().filter(|line| (line.width - 100.0).abs() < 0.1).count();
    assert!(full + 3 >= set.lines.len() && set.lines.len() > 900, "{full} {}", set.lines.len());
}

#[test]
fn few_lines_in_a_row_end_in_a_hyphen() {
    let bench = Bench::new("en");
    for measure in 130..260 {
        let set = bench.set(&words(WORDS), &bench.style(), measure as f32);
        let rows = set.lines.split(|line| !line.hyphenated).map(<[Line]>::len);
        assert!(rows.max() <= Some(2), "at {measure}");
    }
}

#[test]
fn hyphens_in_a_row_and_clashing_lines_cost_demerits() {
    let bench = Bench::blocks("en");
    let mut context = Context::new(&bench.document, &bench.theme, &bench.fonts, &bench.shaper);
    let node = context.structure.add(None, Role::Paragraph);
    let text = words("aa\u{ad}bb cc\u{ad}dd ee ff");
    let paragraph = Paragraph::prepare(&text, &justified(&bench), node, &mut context);
    let breaks = breaks::find(&paragraph, Need::Divided, Some(50.0));
    let fit = paragraph.fit(&breaks, 50.0);
    let (hyphens, spaces): (Vec<usize>, Vec<usize>) =
        (1..breaks.len() - 1).partition(|&index| breaks[index].hyphen);
    let cost = |from, class, to, next| {
        fit.neighbours(from, class, to, total_fit::LineCost { demerits: 0.0, fitness_class: next })
    };
    let costs = vec![
        cost(hyphens[0], 1, hyphens[1], 1),
        cost(hyphens[0], 1, breaks.len() - 1, 1),
        cost(spaces[0], 0, spaces[1], 2),
        cost(spaces[0], 1, spaces[1], 2),
    ];
    assert_eq!(costs, [30_000.0, 5_000.0, 10_000.0, 0.0]);
}

#[test]
fn spaces_stretch_further_before_a_line_is_too_wide() {
    let bench = Bench::blocks("en");
    let text = "aaaaaaa bbb ccccccccc ddddddd ee fffffffff ggg";
    let set = bench.set(&words(text), &justified(&bench), 56.0);
    assert!(set.lines.iter().any(|line| line.ratio > 1.0), "{:?}", texts(&set));
    assert!(set.lines.iter().all(|line| line.overfull <= 0.0), "{:?}", texts(&set));
}

#[test]
fn punctuation_hangs_where_the_style_asks_for_it() {
    let bench = Bench::blocks("en");
    let right = |hanging| {
        let style = ParagraphStyle { align: Align::End, hanging, ..bench.plain() };
        let line = bench.set(&words("word."), &style, 50.0).lines.remove(0);
        runs(&line)[0].0 + line.width
    };
    assert!((right(false) - 50.0).abs() < 1e-3);
    assert!((right(true) - 51.3).abs() < 1e-3, "{}", right(true));
}

#[test]
fn a_hard_break_ends_a_line() {
    let bench = Bench::blocks("en");
    let mut inlines = words("one");
    inlines.push(inline(InlineKind::HardBreak));
    inlines.extend(words("two"));
    assert_eq!(texts(&bench.set(&inlines, &bench.plain(), 200.0)), ["one ", "two"]);
}

type Kind = fn(Vec<Inline<Linked>>) -> InlineKind<Linked>;

#[test]
fn every_kind_of_inline_has_its_look() {
    let bench = Bench::blocks("en");
    let space = || inline(InlineKind::Text { text: " ".to_owned() });
    let kinds: [Kind; 10] = [
        |content| InlineKind::Emphasis { content },
        |content| InlineKind::Strong { content },
        |content| InlineKind::Strike { content },
        |content| InlineKind::Underline { content },
        |content| InlineKind::Mark { content },
        |content| InlineKind::Subscript { content },
        |content| InlineKind::Superscript { content },
        |content| InlineKind::Small { content },
        |content| InlineKind::Keyboard { content },
        |content| InlineKind::Quoted { content },
    ];
    let mut inlines = Vec::new();
    for kind in kinds {
        inlines.extend([inline(kind(words("word"))), space()]);
    }
    let (note, mark) = (Anchor::new("note"), Anchor::new("mark"));
    let mark = crate::tree::NoteMark { number: 1, note, mark };
    inlines.extend([inline(InlineKind::Code { text: "code".to_owned() })]);
    inlines.extend([inline(InlineKind::NoteMark { mark })]);
    let set = bench.set(&inlines, &bench.plain(), 400.0);
    insta::assert_snapshot!(bench.dump(&set));
}

#[test]
fn a_single_word_on_the_last_line_is_told_in_running_text() {
    let bench = Bench::blocks("en");
    let runts = |text: &str, breaking| {
        let style = ParagraphStyle { breaking, ..bench.plain() };
        let set = bench.set(&words(text), &style, 62.0);
        set.lines.iter().map(|line| line.runt).collect::<Vec<_>>()
    };
    let text = Breaking::TotalFit;
    assert_eq!(runts("aaaaaaa aaaaaaaa", text), [false, true]);
    assert_eq!(runts("aaaaa", text), [false], "it is the only line");
    // A cell is narrow, and a heading short.
    assert_eq!(runts("aaaaaaa aaaaaaaa", Breaking::Fewest), [false, false]);
    // Where it can, a word of the line before comes along.
    assert_eq!(runts("aaaaa aaaaa aaaa", text), [false, false]);
}

#[test]
fn figures_of_a_table_stand_below_each_other() {
    let bench = Bench::new("en");
    let widths = |features| {
        let style = ParagraphStyle { features, ..bench.style() };
        ["1111", "8080"].map(|text| bench.set(&words(text), &style, 300.0).lines[0].width)
    };
    let table = widths(bench.theme.tokens.features.tables);
    assert!((table[0] - table[1]).abs() < 0.01, "{table:?}");
    let proportional = ["pnum".parse().unwrap()].into_iter().collect();
    let text = widths(proportional);
    assert!((text[0] - text[1]).abs() > 1.0, "{text:?}");
}
