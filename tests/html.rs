//! The HTML file as a whole, from folders in memory.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use recto::backend::BACKENDS;
use recto::files::MemoryFiles;
use recto::{Request, Unwatched, export};

/// A picture that is wide enough to be enlarged.
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"300\"><path d=\"M0 0h600v300z\"/></svg>";

fn html(files: &MemoryFiles) -> String {
    let formats = BACKENDS.iter().filter(|backend| backend.name() == "html");
    let request = Request { formats: formats.cloned().collect(), ..Request::default() };
    let made = export(&request, files, &Unwatched).made;
    String::from_utf8(made.into_iter().next().unwrap().artifact.bytes).unwrap()
}

#[test]
fn a_picture_shown_twice_is_stored_once() {
    let page = "# A\n\n![One](a.svg)\n\n![Two](a.svg)\n";
    let file = html(&MemoryFiles::new().with("a.md", page).with("a.svg", DRAWING));
    // One is the icon.
    assert_eq!(file.matches("data:image/svg+xml;base64,").count(), 2);
    assert_eq!(file.matches("<use href=\"#_picture-0\">").count(), 2);
    assert!(file.contains("role=\"img\" aria-label=\"Two\""), "{file}");
}

#[test]
fn a_picture_shown_once_is_an_image_that_opens_large() {
    let page = "# A\n\n![One](a.svg)\n";
    let file = html(&MemoryFiles::new().with("a.md", page).with("a.svg", DRAWING));
    assert!(file.contains("<img src=\"data:image/svg+xml;base64,"), "{file}");
    assert!(file.contains("aria-label=\"Enlarge image: One\""), "{file}");
}

#[test]
fn a_single_page_shows_the_cover_s_picture_above_its_title() {
    let pack = "title: A\ncover: a.svg\n";
    let files = MemoryFiles::new().with("pack.yaml", pack).with("a.md", "# A\n\nWords.\n");
    let file = html(&files.with("a.svg", DRAWING));
    let cover = file.find("<img class=\"cover\"").expect("the cover's picture is shown");
    assert!(cover < file.find("<article").unwrap(), "{file}");
}

#[test]
fn paper_gets_the_addresses_of_links() {
    let file = html(&MemoryFiles::new().with("a.md", "# A\n\n[Words](https://b.example/c).\n"));
    assert!(
        file.contains("<a href=\"https://b.example/c\" data-address=\"1\">Words</a>"),
        "{file}"
    );
    assert!(file.contains("<li>https://b.example/c</li>"), "{file}");
}

#[test]
fn numbers_stand_before_headings_and_lines_where_the_theme_wants_them() {
    let tokens = "extends: default\nheadings: { numbered: true }\ncode: { line_numbers: true }\n";
    let files = MemoryFiles::new()
        .with("pack.yaml", "theme: look\n")
        .with("look/theme.yaml", tokens)
        .with("one.md", "# One\n\n## Scope\n\n```\na\nb\n```\n")
        .with("two.md", "# Two\n");
    let file = html(&files);
    assert!(file.contains("<span class=\"heading-number\">1.1</span> Scope"), "{file}");
    assert!(file.contains(">1.1 Scope</a>") && file.contains(">2 Two</a>"), "{file}");
    assert!(
        file.contains("<span class=\"line\">a</span>\n<span class=\"line\">b</span>"),
        "{file}"
    );
}

#[test]
fn what_a_picture_takes_is_known() {
    let files = MemoryFiles::new().with("a.md", "# A\n\n![One](a.svg)\n").with("a.svg", DRAWING);
    let formats = BACKENDS.iter().filter(|backend| backend.name() == "html");
    let request = Request { formats: formats.cloned().collect(), ..Request::default() };
    let made = export(&request, &files, &Unwatched).made;
    let weights = &made[0].artifact.weights;
    assert_eq!((weights.len(), &*weights[0].name), (1, "a.svg"));
    assert!(weights[0].bytes > DRAWING.len());
}

#[test]
fn every_id_is_used_once_and_every_inner_link_leads_somewhere() {
    let one = "# One\n\n## Same\n\nWords[^a], [two](two.md#same).\n\n[^a]: A note.\n";
    let two = "# Two\n\n## Same\n\nWords[^a].\n\n[^a]: Another.\n";
    let file = html(&MemoryFiles::new().with("one.md", one).with("two.md", two));
    let after = |key: &str| {
        let parts = file.split(key).skip(1);
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut ids = after(" id=\"");
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for target in after("href=\"#") {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
}

#[test]
fn titles_cannot_break_out_of_the_head() {
    let page = "---\ntitle: \"</title><script>alert(1)</script>\"\n---\n\nWords.\n";
    let file = html(&MemoryFiles::new().with("a.md", page));
    assert!(!file.contains("<script>alert"), "{file}");
}

#[test]
fn own_fields_stand_in_the_head_in_their_order() {
    let settings = "metadata: { zone: Graz, record-id: 'FW \"7\" <a>' }\n";
    let file = html(&MemoryFiles::new().with("pack.yaml", settings).with("a.md", "# A\n"));
    let fields = "<meta name=\"zone\" content=\"Graz\">\n\
                  <meta name=\"record-id\" content=\"FW &quot;7&quot; &lt;a&gt;\">\n";
    assert!(file.contains(fields), "{file}");
}

#[test]
fn an_attached_file_is_a_download_once_up_to_the_limit() {
    let settings = "attach: [small.csv, large.bin]\nhtml: { media_limit: 1 }\n";
    let page = "# A\n\nBoth [small](small.csv) and [large](large.bin).\n";
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("a.md", page)
        .with("small.csv", "a,b\n")
        .with("large.bin", vec![0; 1_000_001]);
    let file = html(&files);
    let download = "<a href=\"data:text/csv;base64,YSxiCg==\" download=\"small.csv\"";
    assert_eq!(file.matches(download).count(), 1, "{file}");
    assert!(file.contains("<a href=\"#small.csv\">small</a>"), "{file}");
    assert!(file.contains("<span id=\"large.bin\""), "{file}");
}

#[test]
fn the_font_of_formulas_comes_along_where_there_are_some() {
    let has_font = |text: &str| {
        html(&MemoryFiles::new().with("a.md", format!("# A\n\n{text}\n")))
            .contains("@font-face { font-family: \"formulas\"")
    };
    assert!(has_font("$a^2$") && !has_font("$5 and $6"));
}

/// All of Latin, Greek and Cyrillic is more than a file carries unasked.
#[test]
fn the_theme_s_fonts_come_along_while_they_are_small_or_asked_for() {
    let many: String = ('\u{a1}'..='\u{52f}').filter(|c| c.is_alphabetic()).collect();
    let fonts = |settings: &str, text: &str| {
        let files = MemoryFiles::new().with("pack.yaml", format!("title: A\n{settings}"));
        let file = html(&files.with("a.md", format!("# A\n\n{text}\n")));
        let rules = file.split("@font-face").skip(1);
        rules.map(|rule| rule.split('}').next().unwrap().len()).sum::<usize>()
    };
    let small = fonts("", "Words.");
    assert!((10_000..150_000).contains(&small), "{small}");
    assert_eq!(fonts("html: { fonts: false }\n", "Words."), 0);
    assert_eq!(fonts("", &many), 0);
    assert!(fonts("html: { fonts: true }\n", &many) > 150_000);
}

#[test]
fn drawings_bring_the_fonts_of_their_words_where_the_file_has_fonts() {
    let drawing = |settings: &str, text: &str| {
        let svg =
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{text}</svg>");
        let files = MemoryFiles::default().with("a.md", "![Plan](plan.svg)").with("plan.svg", svg);
        let html = html(&files.with("pack.yaml", format!("date: 2027-03-01\n{settings}")));
        let (_, data) = html.rsplit_once("data:image/svg+xml;base64,").unwrap();
        let data = &data[..data.find('"').unwrap()];
        String::from_utf8(STANDARD.decode(data).unwrap()).unwrap()
    };
    let text = "<text font-family='Arial'>Pier</text>";
    let own = drawing("", text);
    assert!(own.contains("@font-face { font-family: \"Source Sans 3\"; font-weight: 400"), "{own}");
    assert!(own.contains("font-family=\"Arial, 'Source Sans 3', sans-serif\""), "{own}");
    assert_eq!(own.matches("@font-face").count(), 1);
    assert!(!drawing("html: { fonts: false }\n", text).contains("@font-face"));
    assert!(!drawing("", "<rect width='9' height='9'/>").contains("@font-face"));
}

#[test]
fn a_video_shown_twice_is_stored_once() {
    let video = std::fs::read("tests/cases/media-embedded/input/media/tour.mp4").unwrap();
    let files = MemoryFiles::new().with("pack.yaml", "title: A\nhtml: { media: embed }\n");
    let video_of = |title: &str| format!("<video title=\"{title}\" src=\"tour.mp4\"></video>\n\n");
    let page = format!("# A\n\n{}{}", video_of("One"), video_of("Two"));
    let file = html(&files.with("a.md", page).with("tour.mp4", video));
    assert_eq!(file.matches("data:video/mp4").count(), 1);
    assert!(file.contains(" id=\"_media-1\"><video"), "{file}");
    assert!(file.contains("<a href=\"#_media-1\"><span class=\"media-kind\">"), "{file}");
}

#[test]
fn a_script_of_a_theme_runs_with_its_hash_where_the_command_line_allows_it() {
    let files = MemoryFiles::new()
        .with("pack.yaml", "theme: look\n")
        .with("look/theme.yaml", "")
        .with("look/html/comforts.js", "alert('Hello, world.');\n")
        .with("look/html/search.js", "")
        .with("look/html/pictures.js", "")
        .with("one.md", "# One\n");
    let formats: Vec<_> =
        BACKENDS.iter().filter(|backend| backend.name() == "html").cloned().collect();
    let request = Request { formats, ..Request::default() };
    let refused = export(&request, &files, &Unwatched);
    assert!(refused.made.is_empty() && refused.refusal.is_some());
    let request = Request { trust_theme: true, ..request };
    let made = export(&request, &files, &Unwatched).made;
    let file = String::from_utf8_lossy(&made[0].artifact.bytes).into_owned();
    assert!(file.contains(">alert('Hello, world.');</script>"), "{file}");
    assert!(file.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"));
    // A script in a template stays refused.
    let files = files.with("look/html/closing.hbs", "<script>other()</script>");
    assert!(export(&request, &files, &Unwatched).made.is_empty());
}

/// Parts of a style sheet may fetch nothing each, and do together.
#[test]
fn style_sheets_fetch_nothing_when_they_are_put_together() {
    let files = MemoryFiles::new()
        .with("pack.yaml", "theme: look\ndate: 2027-01-01\n")
        .with("look/theme.yaml", "")
        .with("one.md", "# One\n");
    let made = |files: MemoryFiles| {
        let formats = BACKENDS.iter().filter(|backend| backend.name() != "pdf").cloned().collect();
        export(&Request { formats, ..Request::default() }, &files, &Unwatched)
    };
    let torn = files
        .clone()
        .with("look/shared/scripts.css", "p { content: \"")
        .with("look/shared/colors.css", "\"; background: url(//e.example) }");
    let export = made(torn);
    let told = export.diagnostics.iter().filter(|it| it.message.contains("put together"));
    assert_eq!((told.count(), export.made.len()), (1, 0), "{:?}", export.diagnostics);
    // A value with quotes ends no string.
    let quoted = "p::before { content: \"var(--font-text) url(//e.example)\" }";
    let export = made(files.with("look/epub/style.css", quoted));
    assert_eq!(export.made.len(), 2, "{:?}", export.diagnostics);
}

fn several(settings: &str) -> MemoryFiles {
    let files = MemoryFiles::new().with("pack.yaml", format!("title: A\n{settings}"));
    files.with("a.md", "# One\n\nWords.\n").with("b.md", "# Two\n\nWords.\n")
}

#[test]
fn the_opening_shows_what_the_boxes_of_the_cover_do() {
    let tokens = "extends: corporate\ncover:\n  boxes:\n    edge: { on: [] }\n    \
                  logo: { picture: own.svg }\n    ornament: { picture: star.svg }\n";
    let files = several("theme: look\nlogo: logo.svg\n")
        .with("logo.svg", DRAWING)
        .with("look/theme.yaml", tokens)
        .with("look/pictures/own.svg", DRAWING)
        .with(
            "look/pictures/star.svg",
            DRAWING.replace("<path", "<path fill='var(--cover-accent)'"),
        );
    let file = html(&files);
    let opening = file.split("<header class=\"opening\">").nth(1).unwrap();
    let opening = opening.split("</header>").next().unwrap();
    // One that the theme's colours make another one by night is there twice.
    let shown = ["box-logo", "box-ornament by-day", "box-ornament by-night", "title-bar"];
    assert_eq!(shown.map(|class| opening.matches(class).count()), [1; 4], "{opening}");
    // The pack's own logo has no box, and the bar at the edge is taken away.
    assert!(!opening.contains("\"logo") && !opening.contains("box-edge"), "{opening}");
    let with_edge = html(&several("theme: corporate\n"));
    assert!(with_edge.contains("<div class=\"box box-edge\"></div>"));
    assert!(with_edge.contains(".opening .box-edge { position: absolute; inset-inline-start: 0;"));
}

#[test]
fn a_picture_across_the_head_of_the_cover_stands_above_the_words() {
    let file = html(&several("theme: proposal\n"));
    let (cover, title) = (file.find("class=\"cover box-ornament"), file.find("<h1>"));
    assert!(cover.unwrap() < title.unwrap());
    // Its theme has neither bar above the title nor a logo at the head.
    assert!(!file.contains("<div class=\"title-bar\"") && !file.contains("<div class=\"above\""));
}

#[test]
fn a_light_cover_gets_dark_by_night_and_a_dark_one_stays() {
    let rules = |theme: &str| html(&several(&format!("theme: {theme}\n")));
    assert!(rules("corporate").contains("--cover-background: light-dark(#ffffff, #0f1715);"));
    assert!(rules("default").contains("--cover-background: light-dark(#14253d, #14253d);"));
    let own = several("theme: look\n").with(
        "look/theme.yaml",
        "extends: corporate\ncover: { dark_background: '#101020', dark_accent: '#ffcc00' }\n",
    );
    let file = html(&own);
    assert!(file.contains("--cover-background: light-dark(#ffffff, #101020);"));
    assert!(file.contains("--cover-accent: light-dark(#0b6b5b, #ffcc00);"));
}

#[test]
fn only_a_short_quotation_is_pulled_and_who_said_it_stands_apart() {
    let long = "word ".repeat(60);
    let page = format!(
        "# A\n\n> Short.\n>\n> — Ada\n\nText.\n\n> {long}\n\nText.\n\n> Mixed.\n>\n> - list\n"
    );
    let files = MemoryFiles::new().with("pack.yaml", "theme: proposal\n").with("a.md", page);
    let file = html(&files);
    assert_eq!(file.matches("<blockquote class=\"pull\"").count(), 1, "{file}");
    assert_eq!(file.matches("<blockquote>").count(), 2);
    assert!(file.contains("<p class=\"quote-source\">— Ada</p>"));
}

#[test]
fn what_is_said_of_the_pack_is_curled_as_text_is_and_names_of_files_are_not() {
    let settings = "title: \"The harbour's 'new' system\"\nsubtitle: It's here\n\
                    authors: [Ada O'Hara]\nmarkdown: { smart_punctuation: true }\n";
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("a.md", "---\ntitle: Tomorrow's plan\n---\n\nWords.\n")
        .with("b.md", "# Two\n");
    let formats = BACKENDS.iter().filter(|backend| backend.name() == "html");
    let request = Request { formats: formats.cloned().collect(), ..Request::default() };
    let made = export(&request, &files, &Unwatched);
    let file = String::from_utf8(made.made[0].artifact.bytes.clone()).unwrap();
    for words in
        ["<h1>The harbour’s ‘new’ system</h1>", "It’s here", "Ada O’Hara", ">Tomorrow’s plan</a>"]
    {
        assert!(file.contains(words), "{words}");
    }
    assert!(!file.contains("harbour's") && !file.contains("Tomorrow's"));
    let plain = html(&files.with("pack.yaml", "title: The harbour's system\n"));
    assert!(
        plain.contains("<h1>The harbour&#x27;s system</h1>")
            || plain.contains("<h1>The harbour's system</h1>")
    );
}
