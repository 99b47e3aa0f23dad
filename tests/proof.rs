//! What a reader does not get is in no output, and an output that holds it is not made.

use recto::backend::BACKENDS;
use recto::diag::render::plain_lines;
use recto::files::MemoryFiles;
use recto::source::{Selection, Wanted};
use recto::{Export, Request, Unwatched, export};

const SETTINGS: &str =
    "title: Pack\nlang: en\ndate: 2026-03-09\nprofiles: { auditor: {}, public: {} }\n";
const PAGE: &str = "# Security\n\nWe are tested each year.\n\n\
    {{< only profile=\"auditor\" >}}\nWhitehat found a weakness in the vault.\n{{< /only >}}\n\n\
    {{< only profile=\"auditor\" >}}\nEach year we are tested.\n{{< /only >}}\n";

fn run(files: MemoryFiles, profile: Option<&str>) -> Export {
    let request = Request {
        wanted: Wanted { profile: profile.map(str::to_owned), ..Selection::Folder.into() },
        formats: BACKENDS.to_vec(),
        ..Selection::Folder.into()
    };
    export(&request, &files, &Unwatched)
}

fn pack(page: &str) -> MemoryFiles {
    MemoryFiles::new().with("pack.yaml", SETTINGS).with("security.md", page)
}

/// The formats that were made, and what was said.
fn outcome(export: &Export) -> (Vec<&str>, String) {
    let made = export.made.iter().map(|made| made.backend.name()).collect();
    (made, plain_lines(&export.diagnostics, &export.sources))
}

/// Asserts that no format is made, and that each leak is told.
#[track_caller]
fn assert_leaks(files: MemoryFiles, leaky: &[&str], word: &str) {
    let export = run(files, Some("public"));
    let (made, said) = outcome(&export);
    assert_eq!(made, [""; 0], "{said}");
    for format in BACKENDS.iter().map(|backend| backend.name()) {
        let told = format!("`{word}` is in the {format} file");
        assert_eq!(said.contains(&told), leaky.contains(&format), "{told}:\n{said}");
    }
    let told = said.lines().filter(|line| !line.starts_with("note"));
    assert!(told.clone().count() >= leaky.len(), "{said}");
    assert!(told.clone().all(|line| line.contains("error[leak]")), "{said}");
}

#[test]
fn the_proof_reads_every_word() {
    let words: Vec<String> =
        (0..400).map(|n| format!("considerably{}", "x".repeat(n % 9))).collect();
    let page =
        format!("# Page\n\n{}\n\n> Quoted, *emph*atically[^1].\n\n[^1]: Noted.\n", words.join(" "));
    let export = run(pack(&page), None);
    assert_eq!(outcome(&export).0, ["pdf", "epub", "html"]);
    for made in &export.made {
        let read = recto::proof::words_of(&made.artifact);
        let expected = ["page", "quoted", "emphatically", "noted"].map(str::to_owned);
        let missing = words.iter().chain(&expected).filter(|word| !read.contains(*word));
        assert_eq!(missing.collect::<Vec<_>>(), [""; 0], "{}", made.backend.name());
    }
}

#[test]
fn what_is_left_out_is_in_no_output() {
    for profile in [None, Some("public"), Some("auditor")] {
        let export = run(pack(PAGE), profile);
        assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()), "{profile:?}");
    }
}

#[test]
fn a_word_in_metadata_is_found() {
    let page = format!("---\nseo_description: What Whitehat found\n---\n{PAGE}");
    assert_leaks(pack(&page), &["epub", "html"], "Whitehat");
    let settings = format!("{SETTINGS}description: A weakness in the vault\nkeywords: [pack]\n");
    assert_leaks(
        pack(PAGE).with("pack.yaml", settings),
        &["pdf", "epub", "html"],
        "weakness in the",
    );
    // An ordinary word says nothing by itself.
    let settings = format!("{SETTINGS}description: No weakness here\n");
    let export = run(pack(PAGE).with("pack.yaml", settings), Some("public"));
    assert_eq!(outcome(&export).1, "");
}

#[test]
fn a_run_of_words_is_found_where_no_word_is_its_own() {
    let settings = format!("{SETTINGS}description: Said so, each year we are tested.\n");
    let files = pack(PAGE).with("pack.yaml", settings);
    assert_leaks(files, &["pdf", "epub", "html"], "Each year we are tested");
}

#[test]
fn a_word_in_a_drawing_or_in_an_attached_file_is_found() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'>\
               <text y='15' font-family='Source Sans 3'>A weakness in the vault</text></svg>";
    let page = format!("{PAGE}\n![A drawing](a.svg)\n");
    assert_leaks(pack(&page).with("a.svg", svg), &["pdf", "epub", "html"], "in the vault");
    let settings = format!("{SETTINGS}attach: [list.csv]\n");
    let files = pack(PAGE).with("pack.yaml", settings).with("list.csv", "tester\nWhitehat\n");
    assert_leaks(files, &["pdf", "epub", "html"], "Whitehat");
}

/// The formats that hold a name of a page that is left out, which a drawing holds in lower case.
fn with_drawing(secret: &str, drawing: &str) -> (String, bool) {
    let svg = "xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"40\"";
    let settings = format!("{SETTINGS}exclude: [secret.md]\n");
    let files = pack("# Page\n\nWe keep a plan.\n\n![A sign](sign.svg)\n")
        .with("pack.yaml", settings)
        .with("secret.md", secret)
        .with("sign.svg", format!("<svg {svg}>{drawing}</svg>"));
    let export = run(files, Some("public"));
    let (made, said) = outcome(&export);
    let words = export.made.iter().flat_map(|made| recto::proof::words_of(&made.artifact));
    let holds = words.into_iter().any(|word| word.contains("acme"));
    assert_eq!(made.len() == BACKENDS.len(), !said.contains("error[leak]"), "{said}");
    (said, holds)
}

#[test]
fn a_name_in_lower_case_is_found_wherever_a_drawing_holds_it() {
    let secret = "# Client\n\nOur client ACME pays late.\n";
    for drawing in [
        "<g class='acme-logo'><path d='M0 0h9v9z'/></g>",
        "<g id='acme'><path d='M0 0h9v9z'/></g>",
        "<path data-client='acme' aria-label='for acme' d='M0 0h9v9z'/>",
        "<title>acme</title><desc>of acme</desc><path d='M0 0h9v9z'/>",
        "<style>.acme-blue{fill:blue}</style><path class='acme-blue' d='M0 0h9v9z'/>",
        "<linearGradient id='acmeBlue'/><path fill='url(#acmeBlue)' d='M0 0h9v9z'/>",
        "<text x='5' y='20' font-family='Acme Sans'>Hi</text>",
        "<g inkscape:label='acme' xmlns:inkscape='x'><path d='M0 0h9v9z'/></g>",
    ] {
        let (said, holds) = with_drawing(secret, drawing);
        assert!(said.contains("`ACME` is in the ") || !holds, "{drawing}: {said}");
    }
    let (said, _) = with_drawing(secret, "<g class='acme-logo'><path d='M0 0h9v9z'/></g>");
    assert!(said.contains("`ACME` is in the html file"), "{said}");
}

#[test]
fn what_drawing_programs_write_themselves_is_no_leak() {
    let secret = "# Layers\n\nThe Layer is thin, the Group breaks, a Node fails, Ebene two. \
                  Default Path, Root Cluster, Edge, Label.\n";
    let drawing = "<style>.st0{fill:none}.node rect{fill:red}.cluster text{font-size:9px}</style>\
        <g id='Layer_1' class='root default'><g id='Group_2' class='nodes edgePaths'>\
        <path id='path12' class='st0 node' d='M0 0h9v9z'/></g><g id='Ebene_1'/></g>";
    assert_eq!(with_drawing(secret, drawing).0, "");
}

#[test]
fn a_page_that_a_profile_leaves_out_is_looked_for() {
    let settings =
        "title: Pack\nlang: en\ndate: 2026-03-09\nprofiles: { public: { exclude: [plan.md] } }\n";
    let plan = "---\ntags: [merger]\n---\n# Plan\n\nWe buy Zebra.\n";
    let files = |page: &str| pack(page).with("pack.yaml", settings).with("plan.md", plan);
    let page = "# Security\n\nWe are tested.\n";
    let export = run(files(page), Some("public"));
    assert_eq!(outcome(&export).1, "");
    let page = format!("---\ntags: [Zebra]\n---\n{page}");
    assert_leaks(files(&page), &["pdf", "epub", "html"], "Zebra");
}

#[test]
fn a_page_for_other_readers_is_not_brought_in() {
    let settings = "title: Pack\nlang: en\ndate: 2026-03-09\nexclude: [parts, prices.md]\n\
        profiles:\n  staff: { exclude: [parts] }\n  guest: {}\n";
    let files = |line: &str| {
        MemoryFiles::new()
            .with("pack.yaml", settings)
            .with("prices.md", "# Prices\n\nFor Zebra less.\n")
            .with("parts/note.md", "Ask the Helpdesk.\n")
            .with(
                "index.md",
                format!("# Start\n\n{{{{< include \"parts/note.md\" >}}}}\n\n{line}\n"),
            )
    };
    let bare = "{{< include \"prices.md\" >}}";
    for profile in [None, Some("guest")] {
        let export = run(files(bare), profile);
        let (made, said) = outcome(&export);
        assert_eq!(made, [""; 0]);
        assert!(said.contains("`prices.md` is brought in here, and held back"), "{said}");
    }
    for profile in ["staff", "guest"] {
        let only = format!("{{{{< only profile=\"staff\" >}}}}\n{bare}\n{{{{< /only >}}}}");
        let export = run(files(&only), Some(profile));
        assert_eq!(outcome(&export).0, ["pdf", "epub", "html"]);
        for made in &export.made {
            let words = recto::proof::words_of(&made.artifact);
            assert!(words.contains("helpdesk"), "{profile}");
            assert_eq!(words.contains("zebra"), profile == "staff", "{profile}");
        }
    }
}

#[test]
fn a_page_that_exclude_names_is_looked_for_without_a_profile() {
    let settings = "title: Pack\nlang: en\ndate: 2026-03-09\nexclude: [plan.md]\n";
    let files = |tags: &str| {
        MemoryFiles::new()
            .with("pack.yaml", settings)
            .with("plan.md", "# Plan\n\nWe buy Zebra.\n")
            .with("security.md", format!("---\ntags: [{tags}]\n---\n# Security\n\nTested.\n"))
    };
    let export = run(files("tests"), None);
    assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()));
    let export = run(files("Zebra"), None);
    let (made, said) = outcome(&export);
    assert!(made.is_empty() && said.contains("`Zebra` is in the"), "{said}");
}

#[test]
fn what_a_page_says_of_itself_is_no_leak_of_another_page_in_ordinary_words() {
    let settings = "title: Pack\nlang: en\ndate: 2026-03-09\nexclude: [plan.md]\n";
    let files = |description: &str| {
        let page = format!("---\ndescription: {description}\n---\n# Security\n\nTested.\n");
        let plan = "# Plan\n\nSee how the vault is opened by Whitehat.\n";
        MemoryFiles::new()
            .with("pack.yaml", settings)
            .with("plan.md", plan)
            .with("security.md", page)
    };
    let export = run(files("All of how the vault is opened"), None);
    assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()));
    let export = run(files("The vault of Whitehat"), None);
    assert!(outcome(&export).1.contains("`Whitehat` is in the"), "{}", outcome(&export).1);
}

#[test]
fn what_addresses_have_in_common_is_no_leak() {
    let page = "# Security\n\nTested by [us](https://shop.example/en/docs/watch-all) and \
        [them](mailto:us@shop.example), see [there](other.md).\n\n\
        {{< only profile=\"auditor\" >}}\n[Tested](https://shop.example/en/docs/watch-all) by \
        [them](mailto:them@shop.example), see [us](other.md)[us](tel:112).\n{{< /only >}}\n";
    let files = |page: &str| pack(page).with("other.md", "# There\n\nSee us [there](tel:112).\n");
    let export = run(files(page), Some("public"));
    assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()));
    // A name that is also told in words is one in an address too.
    let page = page.replace("{{< /only >}}", "The Watch is ours.\n{{< /only >}}");
    assert_leaks(files(&page), &["pdf", "epub", "html"], "Watch");
}

#[test]
fn allowed_words_are_none() {
    let settings = format!("{SETTINGS}description: By Whitehat\nproof: {{ allow: Whitehat }}\n");
    let export = run(pack(PAGE).with("pack.yaml", settings), Some("public"));
    assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()));
}

#[test]
fn nothing_is_made_where_nobody_knows_for_whom() {
    let unclear = PAGE.replace("profile=\"auditor\"", "profile=\"auditr\"");
    for (files, profile) in [(pack(&unclear), Some("public")), (pack(PAGE), Some("publik"))] {
        let export = run(files, profile);
        let (made, said) = outcome(&export);
        assert_eq!(made, [""; 0]);
        assert!(said.lines().all(|line| line.contains("error[unknown-profile]")), "{said}");
    }
}

/// The paths that a manifest of the export would name.
fn inputs(export: &Export) -> Vec<&str> {
    export.inputs.iter().map(recto::files::PackPath::as_str).collect()
}

#[test]
fn a_name_in_the_path_of_an_input_or_of_the_files_is_a_leak() {
    let files = |settings: &str| {
        let page = "# Security\n\nTested.\n\n{{< only profile=\"auditor\" >}}\nKestrelwing.\n\
                    {{< /only >}}\n";
        MemoryFiles::new()
            .with("pack.yaml", format!("{SETTINGS}{settings}"))
            .with("security.md", page)
            .with("kestrelwing/more.md", "# More\n\nWords.\n")
    };
    for (settings, place) in
        [("manifest: true\n", "the path of an input"), ("slug: kestrelwing-pack\n", "its name")]
    {
        let export = run(files(settings), Some("public"));
        let (formats, told) = outcome(&export);
        assert!(told.contains("error[leak]") && told.contains(place), "{told}");
        assert!(export.refusal.is_some() && formats.is_empty(), "{told}");
    }
}

#[test]
fn what_only_a_removed_part_brings_in_is_named_nowhere() {
    let only =
        |inner: &str| format!("{{{{< only profile=\"auditor\" >}}}}\n{inner}\n{{{{< /only >}}}}");
    let table = "{{< csv \"gulls.csv\" >}}";
    let parts = [
        only(table),
        only("{{< include \"gulls.part\" >}}"),
        only("{{< gulls >}}"),
        format!("## Ours {{only=\"auditor\"}}\n\n{table}\n\n## Next\n\nTested."),
        "{{< include \"list.part\" >}}".to_owned(),
        format!("Tested {{{{< only profile=\"auditor\" >}}}}{table}{{{{< /only >}}}} here."),
    ];
    for part in parts {
        let files = || {
            pack(&format!(
                "# Security\n\nTested.\n\n{part}\n\n{{{{< box >}}}}Kept.{{{{< /box >}}}}\n"
            ))
            .with("gulls.csv", "Price,Day\n12,Monday\n")
            .with("gulls.part", "Twelve on Monday.\n")
            .with("list.part", format!("Tested.\n\n{}\n", only(table)))
            .with("shortcodes/gulls.hbs", "Twelve on Monday.\n")
            .with("shortcodes/box.hbs", "<div class=\"box\">\n\n{{{inner}}}\n\n</div>\n")
            .with("shortcodes/idle.hbs", "Nothing.\n")
        };
        let export = run(files(), Some("public"));
        assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()), "{part}");
        let named = inputs(&export);
        assert!(!named.iter().any(|path| path.contains("gulls")), "{part}: {named:?}");
        assert!(named.contains(&"shortcodes/box.hbs"), "{part}: {named:?}");
        // A file of which a part went has no sum.
        let has_part = |path: &str| export.in_part.of_pack.iter().any(|it| it.as_str() == path);
        assert_eq!(has_part("list.part"), part.contains("list.part"), "{part}");
        let export = run(files(), Some("auditor"));
        assert!(inputs(&export).iter().any(|path| path.contains("gulls")), "{part}");
        assert!(!inputs(&export).contains(&"shortcodes/idle.hbs"), "{part}");
    }
    // What a section brings in that the contents leave out.
    let settings = format!("{SETTINGS}contents: [\"security.md#kept\"]\n");
    let page = format!("# Security\n\n## Kept\n\nTested.\n\n## Other\n\n{table}\n");
    let files = pack(&page).with("pack.yaml", settings).with("gulls.csv", "Price\n12\n");
    let export = run(files, Some("public"));
    assert_eq!(inputs(&export), ["pack.yaml", "security.md"]);
}

#[test]
fn the_name_of_a_file_that_is_not_brought_in_is_looked_for() {
    let page = format!(
        "---\ntags: [Gulls]\n---\n{}",
        PAGE.replace("Whitehat found", "{{< csv \"gulls.csv\" >}}\n\nWhitehat found")
    );
    let files = pack(&page).with("gulls.csv", "Price\n12\n");
    assert_leaks(files, &["pdf", "epub", "html"], "gulls");
}

#[test]
fn each_reader_gets_what_a_page_brings_in_for_him() {
    let settings = "title: Pack\nlang: en\ndate: 2026-03-09\n\
        profiles: { auditor: { exclude: [] }, public: { exclude: [prices.md] } }\n";
    let page = "# Security\n\nTested.\n\n{{< only profile=\"auditor\" >}}\n\
        {{< include \"prices.md\" >}}\n{{< /only >}}\n";
    let files =
        pack(page).with("pack.yaml", settings).with("prices.md", "# Prices\n\nFor Zebra less.\n");
    for order in [["public", "auditor"], ["auditor", "public"]] {
        let request = |profile: &str| Request {
            wanted: Wanted { profile: Some(profile.to_owned()), ..Selection::Folder.into() },
            formats: BACKENDS.iter().filter(|backend| backend.name() == "html").cloned().collect(),
            ..Selection::Folder.into()
        };
        let exports = recto::Session::new(&files).export(&order.map(request));
        for (export, profile) in exports.iter().zip(order) {
            assert_eq!(outcome(export), (vec!["html"], String::new()), "{profile}");
            let html = String::from_utf8_lossy(&export.made[0].artifact.bytes);
            let count = html.matches("Zebra").count();
            assert_eq!(count > 1, profile == "auditor", "{order:?} {profile}");
        }
    }
}

#[test]
fn what_a_drawing_says_that_is_not_shown_is_looked_for() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'>\
               <style>text { stroke: none }</style><text y='15'>Price of Gulls</text></svg>";
    let page =
        format!("{PAGE}{{{{< only profile=\"auditor\" >}}}}\n![](a.svg)\n{{{{< /only >}}}}\n");
    let files = |page: &str| pack(page).with("a.svg", svg);
    let export = run(files(&page), Some("public"));
    assert_eq!(outcome(&export).0, ["pdf", "epub", "html"], "{}", outcome(&export).1);
    let tagged = format!("---\ntags: [Gulls]\n---\n{page}");
    assert_leaks(files(&tagged), &["pdf", "epub", "html"], "Gulls");
    // One that is also shown is no secret.
    let export = run(files(&format!("![A drawing](a.svg)\n\n{page}")), Some("public"));
    assert_eq!(outcome(&export).0, ["pdf", "epub", "html"], "{}", outcome(&export).1);
}

#[test]
fn words_of_an_older_standard_are_no_leak() {
    let settings = "title: Pack\nlang: en\ndate: 2026-03-09\nexclude: [plan.md]\n";
    let plan = "# Plan\n\nAn internal schema, an external category, an instance, an identifier, \
                a prefix and a property.\n";
    for standard in ["a-1b", "a-2b", "a-2u", "a-2a", "a-2a, ua-1", "a-3b", "none"] {
        let settings = format!("{settings}pdf: {{ standard: \"{standard}\" }}\n");
        let files =
            pack("# Security\n\nTested.\n").with("pack.yaml", settings).with("plan.md", plan);
        let export = run(files, None);
        assert_eq!(outcome(&export), (vec!["pdf", "epub", "html"], String::new()), "{standard}");
    }
}

#[test]
fn comments_of_formulas_are_in_no_output() {
    let page = "# Sums\n\nSo $a % ask Zebra\nb$ is.\n\n$$\nx = 1 % ask Zebra\n+ 2\n$$\n\n\
        ```math\ny % ask Zebra\n= 50\\%\n```\n\n$$\n\\unknown{z} % ask Zebra\n$$\n";
    let export = run(pack(page), None);
    assert_eq!(outcome(&export).0, ["pdf", "epub", "html"]);
    for made in &export.made {
        let words = recto::proof::words_of(&made.artifact);
        assert!(!words.contains("zebra") && words.contains("50"), "{}", made.backend.name());
        assert!(words.contains("2"), "{}", made.backend.name());
    }
}
