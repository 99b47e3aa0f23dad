//! Themes that are read, and what is told of them.

use super::*;
use crate::files::MemoryFiles;
use crate::theme::Color;

fn load(wanted: &str, files: &MemoryFiles) -> (Theme, Vec<String>) {
    let mut sources = Sources::default();
    let warned = Theme::load(wanted, files, &mut sources, false);
    let told = warned.diagnostics.into_iter().map(|diagnostic| {
        let place = diagnostic.span.map(|span| {
            format!("{}:{} ", sources.get(span.file).path, sources.line_column(span).line)
        });
        let help = diagnostic.help.unwrap_or_default();
        format!("{}{} ({help})", place.unwrap_or_default(), diagnostic.message)
    });
    (warned.value, told.collect())
}

#[test]
fn every_shipped_theme_is_valid() {
    for theme in SHIPPED {
        let (loaded, told) = load(theme.name, &MemoryFiles::new());
        assert_eq!((&*loaded.name, told), (theme.name, Vec::new()));
    }
}

#[test]
fn a_folder_lies_over_what_it_extends() {
    let files = MemoryFiles::new()
        .with("house/theme.yaml", "colors: { link: \"#111111\", accent: \"#222222\" }")
        .with("house/html/document.hbs", "house")
        .with("house/html/notes.txt", "no template")
        .with("mine/theme.yaml", "extends: ../house\ncolors:\n  link: \"#333333\"\n")
        .with("mine/shortcodes/x.hbs", "x");
    let (theme, told) = load("mine", &files);
    assert_eq!(told, Vec::<String>::new());
    let colors = &theme.tokens.colors;
    assert_eq!((colors.link, colors.accent), (Color::rgb(51, 51, 51), Color::rgb(34, 34, 34)));
    assert_eq!(colors.text, Theme::shipped().tokens.colors.text);
    assert_eq!(theme.templates["html/document.hbs"], "house");
    assert_eq!(theme.templates["shortcodes/x.hbs"], "x");
    assert!(theme.templates.contains_key("html/style.css"));
    assert!(!theme.templates.contains_key("html/notes.txt"));
}

#[test]
fn what_is_wrong_is_named_and_costs_only_itself() {
    let yaml = "colors:\n  lnik: \"#111111\"\n  accent: red\n  rule: \"#444\"\n";
    let (theme, told) = load("t", &MemoryFiles::new().with("t/theme.yaml", yaml));
    insta::assert_snapshot!(told.join("\n"), @r"
    t/theme.yaml:3 `red` is no colour: write it as #rrggbb (docs/themes.md says what each key of a theme takes)
    t/theme.yaml:2 nobody knows the key `lnik` here (did you mean `link`?)
    ");
    assert_eq!(theme.tokens.colors.rule, Color::rgb(0x44, 0x44, 0x44));
    assert_eq!(theme.tokens.colors.accent, Theme::shipped().tokens.colors.accent);
}

#[test]
fn what_nobody_can_print_with_is_told_with_a_cure() {
    let told = |yaml: &str| load("t", &MemoryFiles::new().with("t/theme.yaml", yaml)).1.concat();
    for (yaml, words) in [
        ("page: { margin_inner: 180mm }", "no room for text"),
        ("page: { size: 2in x 2in }", "no room for text"),
        ("page: { margin_top: -3mm }", "cannot be -"),
        ("text: { size: 900pt }", "from 3 to 72 pt"),
        ("page: { size: leter }", "did you mean `letter`?"),
        ("page: { size: { width: 3in } }", "`height`"),
        ("running: { head_inner: '{book}' }", "`{classification}`"),
        ("headings: { scale: [] }", "`headings.scale`"),
        ("labels: { en: { contnts: A } }", "did you mean `contents`?"),
        ("contents: { depth: 9 }", "from 0 to 8"),
        ("outline: { depth: 40 }", "from 1 to 32"),
        ("outline: { open: 40 }", "from 0 to 32"),
        ("page: { bleed: 80mm }", "cannot be 80 mm (write a value from 0 to 50.8 mm)"),
        ("page: { size: 0.5in x 9in }", "cannot be 0.5 in wide (write a value from 1 to 200 in)"),
        ("page: { size: { width: 9in, height: 2mm } }", "cannot be 2 mm high"),
        ("page: { margin_inner: 8in }", "margins of 9.1 in leave no room"),
    ] {
        let told = told(yaml);
        assert!(told.starts_with("t/theme.yaml:1 ") && told.contains(words), "{yaml}: {told}");
        assert!(!told.ends_with("()"), "{yaml}: {told}");
    }
}

#[test]
fn files_that_nothing_reads_are_reported_once() {
    let files = MemoryFiles::new()
        .with("t/theme.yaml", "")
        .with("t/README.md", "About")
        .with("t/logo.png", "")
        .with("t/html/page.hbs", "{{> card}}{{#each pages}}{{>\"note\"}}{{/each}}")
        .with("t/html/card.hbs", "")
        .with("t/html/note.hbs", "")
        .with("t/html/extra.css", "")
        .with("t/shortcodes/own.hbs", "");
    assert_eq!(load("t", &files).1, Vec::<String>::new());
    let more = files
        .with("t/html/pages.hbs", "")
        .with("t/style.css", "")
        .with("t/fonts/Own.woff2", "")
        .with("t/other/theme.yaml", "")
        .with("t/other/html/page.hbs", "");
    let told = load("t", &more).1.concat();
    assert!(told.starts_with("nothing reads 3 files of the theme, such as `t/fonts/"), "{told}");
}

#[test]
fn a_theme_brings_no_script() {
    for name in SCRIPTS {
        let script = |words: &str| {
            let files = MemoryFiles::new().with("t/theme.yaml", "extends: default");
            load("t", &files.with(&format!("t/{name}"), words))
        };
        let (theme, told) = script("alert(1)");
        assert!(told[0].contains(&format!("`t/{name}`")), "{told:?}");
        assert!(!theme.templates[name].contains("alert"));
        let (theme, told) = script("\n");
        assert_eq!((theme.templates[name].as_str(), told.len()), ("\n", 0));
    }
}

#[test]
fn themes_that_are_not_there_or_go_in_circles_leave_the_default() {
    let files = MemoryFiles::new()
        .with("a/theme.yaml", "extends: ../b")
        .with("b/theme.yaml", "extends: ../a")
        .with("c/theme.yaml", "extends: ../../c");
    let told: Vec<_> =
        ["defualt", "a", "c", "/etc"].iter().flat_map(|name| load(name, &files).1).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    there is no theme `defualt` (did you mean `default`?)
    b/theme.yaml:1 the theme `../a` extends itself, or too many others (let `extends` name a theme that stands on its own)
    c/theme.yaml:1 the theme `../../c` cannot be read: it lies outside the pack (write the name of a shipped theme (default, audit, corporate, ebook, proposal) or the path of a folder with a `theme.yaml`)
    the theme `/etc` cannot be read: it lies outside the pack (write the name of a shipped theme (default, audit, corporate, ebook, proposal) or the path of a folder with a `theme.yaml`)
    ");
}

#[test]
fn style_sheets_fetch_nothing() {
    let files = MemoryFiles::new()
        .with("t/theme.yaml", "")
        .with("t/epub/style.css", "p { color: red }")
        .with("t/html/extra.css", "@\\69mport '//e.example';\np { background: url(\n a.png) }")
        .with("t/shared/code.css", "/* url(a) */ p { background: url(data:,a) }");
    let (theme, told) = load("t", &files);
    insta::assert_snapshot!(told.join("\n"), @r"t/html/extra.css:1 `@\69mport '//e.example';` and 1 more of the theme's style sheets are left out: a document fetches nothing (write rules into the style sheet itself, pictures as `data:` addresses, and put fonts into the pack's `fonts/` folder)");
    assert_eq!(theme.templates["html/extra.css"], "/**/\np { background: none }");
    assert!(theme.templates["shared/code.css"].ends_with("url(data:,a) }"));
}

#[test]
fn a_script_runs_where_somebody_said_so() {
    let files = MemoryFiles::new().with("t/theme.yaml", "").with("t/html/comforts.js", "own()");
    let (theme, told) = load("t", &files);
    assert!(theme.templates[SCRIPTS[0]] != "own()" && told.concat().contains("--trust-theme"));
    let trusted = Theme::load("t", &files, &mut Sources::default(), true);
    assert_eq!((&*trusted.value.templates[SCRIPTS[0]], trusted.diagnostics.len()), ("own()", 0));
    let outside = MemoryFiles::new().with("theme.yaml", "").with("html/comforts.js", "own()");
    let named = Theme::load_outside("../look", &outside, &mut Sources::default());
    assert_eq!((&*named.value.templates[SCRIPTS[0]], named.diagnostics.len()), ("own()", 0));
}
