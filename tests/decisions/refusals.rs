//! Decisions that cannot be honoured: no file is written or replaced.

use std::fs;
use std::path::PathBuf;

use recto::backend::BACKENDS;
use recto::files::MemoryFiles;
use recto::source::{Selection, Wanted};
use recto::text::day::Day;
use recto::{Request, Unwatched, proof};

use super::formats::html;
use super::sample::{SECRET, SECRET_PAGE, Sample, in_folder};
use super::slips;

#[test]
fn the_secret_shows_where_nothing_hides_it_and_is_gone_where_something_does() {
    let sample = Sample::new();
    assert_eq!(sample.build("html,pdf,epub", &[]).0, 0);
    let (files, found) = sample.written();
    assert!(files.len() == 3 && found);
    for rule in ["secret.md", "{ tag: internal }", "{ category: Hidden }", "{ path: 'sec*' }"] {
        let sample = Sample::new();
        sample.settings(|own| format!("{own}exclude: [{rule}]\n"));
        let (code, said) = sample.build("html,pdf,epub", &[]);
        assert_eq!(code, 0, "{rule}: {said}");
        let (files, found) = sample.written();
        assert!(files.len() == 3 && !found, "{rule}");
    }
}

/// Settings with one more profile.
fn with_profile(settings: &str, says: &str) -> String {
    settings.replacen("profiles:\n", &format!("profiles:\n  partner: {{ {says} }}\n"), 1)
}

/// A way of breaking the exclusion of the secret page.
type Break = (&'static str, fn(&Sample), &'static [&'static str]);

const BREAKS: &[Break] = &[
    ("misspelt page", |it| it.settings(|own| format!("{own}exclude: [secert.md]\n")), &[]),
    ("misspelt tag", |it| it.settings(|own| format!("{own}exclude: [tag: internl]\n")), &[]),
    (
        "misspelt category",
        |it| it.settings(|own| format!("{own}exclude: [category: hiden]\n")),
        &[],
    ),
    ("text for a list", |it| it.settings(|own| format!("{own}exclude: secret.md\n")), &[]),
    (
        "map for a list",
        |it| it.settings(|own| format!("{own}exclude: {{ path: secret.md }}\n")),
        &[],
    ),
    ("misspelt key", |it| it.settings(|own| format!("{own}exclud: [secret.md]\n")), &[]),
    (
        "misspelt key of a rule",
        |it| it.settings(|own| format!("{own}exclude: [tags: internal]\n")),
        &[],
    ),
    (
        "key written twice",
        |it| it.settings(|own| format!("{own}exclude: [secret.md]\nexclude: []\n")),
        &[],
    ),
    ("no YAML", |it| it.settings(|own| format!("{own}exclude: [secret.md\n")), &[]),
    (
        "a fault elsewhere",
        |it| it.settings(|own| format!("{own}exclude: [secret.md]\ntoc: deep\n")),
        &[],
    ),
    ("another name", |it| it.write("pack.yml", "exclude: [secret.md]\n"), &[]),
    ("other letters", |it| it.write("Pack.yaml", "exclude: [secret.md]\n"), &[]),
    ("nothing for a list", |it| it.settings(|own| format!("{own}exclude:\n")), &[]),
    (
        "profiles that are a text",
        |it| it.settings(|own| own.replacen("profiles:\n", "profiles: public\nother:\n", 1)),
        &[],
    ),
    (
        "a profile that empties a marking by the way",
        |it| it.settings(|own| with_profile(own, "classification: ")),
        &["--profile", "partner"],
    ),
    ("a switch for a marking", |it| it.settings(|own| format!("{own}watermark: true\n")), &[]),
    (
        "bytes of another encoding",
        |it| {
            let own = fs::read(it.pack().join("pack.yaml")).unwrap();
            let more = b"publisher: Caf\xE9\nexclude: [secret.md]\n".as_slice();
            it.write("pack.yaml", [own.as_slice(), more].concat());
        },
        &[],
    ),
    (
        "a profile that is not there",
        |it| it.settings(|own| with_profile(own, "exclude: [secret.md]")),
        &["--profile", "patrner"],
    ),
    (
        "a fault in a profile",
        |it| it.settings(|own| with_profile(own, "exclude: secret.md")),
        &["--profile", "partner"],
    ),
    (
        "a profile that empties it by the way",
        |it| it.settings(|own| format!("{}exclude: [secret.md]\n", with_profile(own, "exclude: "))),
        &["--profile", "partner"],
    ),
    (
        "a profile without its rule",
        |it| it.settings(|own| with_profile(own, "exclude: [secrt.md]")),
        &["--all-profiles"],
    ),
];

#[test]
fn a_broken_exclusion_writes_and_replaces_nothing() {
    for (name, break_it, more) in BREAKS {
        let sample = Sample::new();
        break_it(&sample);
        let (code, said) = sample.build("html,pdf,epub", more);
        assert_eq!(code, 1, "{name}: {said}");
        let last = said.lines().last().unwrap();
        assert!(last.starts_with("nothing is written: "), "{name}: {said}");
        assert_eq!(sample.written().0, [""; 0], "{name}");

        fs::create_dir_all(sample.output()).unwrap();
        let old: Vec<PathBuf> = ["html", "pdf", "epub"]
            .iter()
            .map(|ending| sample.output().join(format!("fernwick-trust-pack.{ending}")))
            .collect();
        for path in &old {
            fs::write(path, "an earlier one").unwrap();
        }
        for format in ["html", "pdf", "epub"] {
            assert_eq!(sample.build(format, more).0, 1, "{name}");
        }
        assert_eq!(sample.written().0.len(), old.len(), "{name}");
        for path in old {
            assert_eq!(fs::read_to_string(path).unwrap(), "an earlier one", "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn settings_behind_a_link_that_leads_out_or_nowhere_write_nothing() {
    for target in ["../outside.yaml", "nowhere.yaml", "."] {
        let sample = Sample::new();
        let settings = sample.pack().join("pack.yaml");
        fs::rename(&settings, sample.folder.path().join("outside.yaml")).unwrap();
        std::os::unix::fs::symlink(target, &settings).unwrap();
        let (code, said) = sample.build("html", &[]);
        assert_eq!((code, sample.written().0), (1, Vec::new()), "{target}: {said}");
    }
}

/// Ways to say for whom words are, right ones and slips.
const FORMS: &[&str] = &[
    "{{< only profile=\"auditor\" >}}WORD{{< /only >}}",
    "{{% only profile=\"auditor\" %}}WORD{{% /only %}}",
    "{{< only auditor >}}\n\nWORD\n\n{{< /only >}}",
    "{{< Only profiles=\"auditor\" >}}WORD{{< /Only >}}",
    "{{< olny profile=\"auditor\" >}}WORD{{< /olny >}}",
    "{{< exept profile=\"public\" >}}\n\nWORD\n\n{{< /exept >}}",
    "{{< show profile=\"auditor\" >}}WORD{{< /show >}}",
    "{{< only profile=\"auditor\" }}WORD{{< /only >}}",
    "{{< only profile=\"auditor\" >}}WORD",
    "WORD{{< /only >}}",
    "{{ only profile=\"auditor\" }}WORD{{ /only }}",
    "{% only auditor %}WORD{% endonly %}",
    "WORD in a paragraph {only=\"auditor\"}",
    "WORD in a paragraph {only = \"auditor\"}",
    "WORD in a paragraph {Only=\"auditor\"}",
    "WORD in a paragraph {oonly=\"auditor\"}",
    "WORD in a paragraph {profile=\"auditor\"}",
    "WORD in a paragraph {excpet=\"public\"}",
    "## WORD {only=auditor .x}",
    "- one\n- WORD {onyl=auditor}",
    "| a | b |\n|---|---|\n| WORD | c | {only=\"auditor\"}",
    "<div only=\"auditor\">WORD</div>",
    "<p onyl=\"auditor\">WORD</p>",
    "<only profile=\"auditor\">WORD</only>",
    "[WORD]{only=auditor}",
    "WORD in a paragraph {width=5 only=\"auditor\"}",
    "WORD in a paragraph {.note only=\"auditor\"}",
    "WORD in a paragraph {#x .y key=\"v\" only=auditor}",
    "- one\n- WORD {.x only=auditor}",
    "[WORD]{.x only=auditor}",
    "WORD in a paragraph {only: auditor}",
    "WORD in a paragraph {only auditor}",
    "WORD in a paragraph {only}",
    "WORD in a paragraph {expect=\"auditor\"}",
    "::: {.note only=\"auditor\"}\nWORD\n:::",
    "::: note {only=auditor}\nWORD\n:::",
    "::: details {only=auditor}\nWORD\n:::",
    "| a |\n|---|\n| WORD |\n\n{only=auditor}",
    "| a |\n|---|\n| b |\n\n: WORD {only=auditor}",
    "```\nWORD\n```\n{only=auditor}",
    "- WORD\n\n{only=auditor}",
    "WORD\n\n{only=auditor}",
    "{only=auditor}\n\nWORD",
    "# WORD\n{only=auditor}",
];

#[test]
fn no_way_to_write_a_condition_lets_everybody_in() {
    for form in FORMS {
        let page = format!("# Page\n\nBefore.\n\n{form}\n\nAfter.\n").replace("WORD", SECRET);
        let files = MemoryFiles::new()
            .with("pack.yaml", "title: Pack\nprofiles: { auditor: {}, public: {} }\n")
            .with("page.md", page);
        let wanted = Wanted { profile: Some("public".to_owned()), ..Selection::Folder.into() };
        let request = Request { wanted, formats: html(), ..Selection::Folder.into() };
        let export = recto::export(&request, &files, &Unwatched);
        match &export.made[..] {
            [] => assert!(export.refusal.is_some(), "{form}"),
            made => assert!(!proof::words_of(&made[0].artifact).contains(SECRET), "{form}"),
        }
    }
}

#[test]
fn a_file_that_may_be_meant_for_the_settings_refuses_where_there_are_none() {
    let rule = "exclude: [secret.md]\n";
    for name in slips::ALIKE {
        let pages = [("index.md", "# P\n"), ("secret.md", SECRET_PAGE), (*name, rule)];
        assert!(in_folder(&pages), "{name}");
        let own = [("pack.yaml", "title: P\n")];
        let plain = name.eq_ignore_ascii_case("pack.yml");
        assert_eq!(in_folder(&[&pages[..], &own].concat()), plain, "{name} beside the settings");
    }
}

#[test]
fn a_path_out_of_the_pack_means_no_file_in_it() {
    for (settings, page) in [
        ("attach: [../a.csv]\n", "# P\n"),
        ("logo: ../a.svg\n", "# P\n"),
        ("title: P\n", "---\nattach: [../a.csv]\n---\n"),
        ("title: P\n", "# P\n\n![a](../a.svg)\n"),
    ] {
        let files = MemoryFiles::new()
            .with("pack.yaml", settings)
            .with("index.md", page)
            .with("a.csv", SECRET)
            .with(
                "a.svg",
                format!("<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>"),
            );
        let request = Request { formats: html(), ..Selection::Folder.into() };
        let export = recto::export(&request, &files, &Unwatched);
        let outside = |it: &recto::diag::Diagnostic| it.message.contains("outside the pack");
        assert!(export.diagnostics.iter().any(outside), "{settings}{page}");
        let holds = |made: &recto::Made| proof::words_of(&made.artifact).contains(SECRET);
        assert!(!export.made.iter().any(holds), "{settings}{page}");
    }
}

/// Settings that cannot be honoured, beside a page, one that is left out, and a draft.
const CONTRADICTIONS: &[&str] = &[
    "exclude: [secret.md]\nattach: [secret.md]",
    "exclude: ['SECRET*']\nattach: [{ path: secret.md }]",
    "exclude: [tag: internal]\nattach: [secret.md]",
    "attach: [draft.md]",
    "classification: \"\\u200b\"",
    "watermark: \"\\u3164\"",
    "watermark: \"{{ nothing }}\"\nvariables: { nothing: }",
    "title: For {{ nothing }}\nvariables: { nothing: }",
    "classification: For {{ nothing }}\nvariables: { nothing: ~ }",
    "watermark: \u{13000}",
    "classification: Secret \u{13000}",
    "theme: look\nclassification: Restricted",
    "theme: look\nwatermark: Draft",
];

#[test]
fn decisions_that_contradict_each_other_make_nothing() {
    let build = |settings: &str| {
        let files = MemoryFiles::new()
            .with("pack.yaml", format!("title: Pack\nlang: en\n{settings}\n"))
            .with("page.md", "# Restricted Draft\n\nWords.\n")
            .with("secret.md", SECRET_PAGE)
            .with("draft.md", "---\ndraft: true\n---\n\n# Draft\n")
            .with("data/keys.csv", "a,b\n")
            .with("data/page.md", "# Data\n")
            .with("look/theme.yaml", "extends: default\n")
            .with("look/epub/page.hbs", FRAME);
        let formats = BACKENDS.iter().filter(|backend| backend.name() == "epub").cloned().collect();
        let request = Request { formats, ..Selection::Folder.into() };
        let wanted = Wanted { on: Day::parse("2027-03-01"), ..request.wanted };
        recto::export(&Request { wanted, ..request }, &files, &Unwatched)
    };
    for settings in CONTRADICTIONS {
        let export = build(settings);
        assert!(export.made.is_empty() && export.refusal.is_some(), "{settings}");
    }
    for settings in ["theme: look", "attach: [data/keys.csv]", "watermark: ''", "watermark: Draft"]
    {
        let export = build(settings);
        assert!(export.refusal.is_none() && !export.made.is_empty(), "{settings}");
    }
}

/// A frame for the pages of a book that shows no mark.
const FRAME: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\" \
    xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>{{title}}</title></head>\
    <body>{{{body}}}</body></html>";
