//! What a pack decides is honoured, or no file is written or replaced.

#[path = "support/formats.rs"]
mod formats;
#[path = "support/slips.rs"]
mod slips;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use formats::html;
use recto::backend::BACKENDS;
use recto::files::MemoryFiles;
use recto::source::{Selection, Wanted};
use recto::text::day::Day;
use recto::{Request, Unwatched, proof};
use tempfile::TempDir;

/// A word that stands on the secret page alone.
const SECRET: &str = "zugspitzbahn";
const SECRET_PAGE: &str =
    "---\ntitle: Not for you\ntags: [internal]\ncategory: Hidden\n---\n\nThe zugspitzbahn deal.\n";

/// The sample pack with a secret page, and what is written at the end of its settings.
struct Sample {
    folder: TempDir,
}

impl Sample {
    fn new() -> Self {
        let sample = Self { folder: tempfile::tempdir().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &sample.pack());
        fs::write(sample.pack().join("secret.md"), SECRET_PAGE).unwrap();
        sample.settings(without_choice);
        sample
    }

    fn pack(&self) -> PathBuf {
        self.folder.path().join("pack")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn settings(&self, change: impl FnOnce(&str) -> String) {
        let path = self.pack().join("pack.yaml");
        let own = fs::read_to_string(&path).unwrap();
        fs::write(path, change(&own)).unwrap();
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.pack().join(path), bytes).unwrap();
    }

    /// Builds some formats, and says how it ended.
    fn build(&self, formats: &str, more: &[&str]) -> (i32, String) {
        let output = Command::cargo_bin("recto")
            .unwrap()
            .current_dir(self.folder.path())
            .args(["build", "pack", "--output", "out", "--to", formats, "--on", "2027-03-01"])
            .args(more)
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    /// The files that were written, and whether one of them holds the secret.
    fn written(&self) -> (Vec<String>, bool) {
        let Ok(entries) = fs::read_dir(self.output()) else { return (Vec::new(), false) };
        let paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            let artifact = recto::backend::Artifact { bytes, extent: None, weights: Vec::new() };
            proof::words_of(&artifact).contains(SECRET)
        };
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        (paths.iter().map(name).collect(), paths.iter().any(holds))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The settings of the sample without the order of pages, which would leave the secret page out
/// by itself.
fn without_choice(settings: &str) -> String {
    let mut kept = String::new();
    let mut skipping = false;
    for line in settings.lines() {
        if !line.starts_with([' ', '#', '-']) && !line.is_empty() {
            skipping =
                ["contents:", "include:", "exclude:"].iter().any(|key| line.starts_with(key));
        }
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

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

// --- other tools, labels and pages alone ---------------------------------------------------------

/// What comes of a folder whose page `secret.md`, or one below it, is to be kept: nothing, or files
/// without its words.
fn kept(files: &[(&str, &str)], selection: Selection) -> bool {
    let files =
        files.iter().fold(MemoryFiles::new(), |files, (path, text)| files.with(path, *text));
    let request = Request { formats: html(), ..selection.into() };
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..request.wanted };
    let export = recto::export(&Request { wanted, ..request }, &files, &Unwatched);
    let holds = |made: &recto::Made| proof::words_of(&made.artifact).contains(SECRET);
    !export.made.iter().any(holds)
}

fn in_folder(files: &[(&str, &str)]) -> bool {
    kept(files, Selection::Folder)
}

/// Settings by which the tools of other folders keep a page back, right ones and such as cannot be
/// read: the file they stand in, the folder of pages, and what they say.
const OF_TOOLS: &[(&str, &str, &[&str])] = &[
    (
        "mkdocs.yml",
        "docs",
        &[
            "exclude_docs: |\n  secret.md\nmarkdown_extensions:\n- pymdownx.emoji: {emoji_index: \
             !!python/name:material.extensions.emoji.twemoji ''}\nsite_url: !ENV [URL, 'x']",
            "exclude_docs: [secret.md]",
            "exclude_docs: { secret.md: true }",
            "draft_docs: [secret.md]",
            "excluded_docs: secret.md",
            "exclude_docs: \"secret.md",
            "exclude_docs: secret.md\nnav: [",
            "nav: index.md",
            "plugins:\n- exclude:\n    glob: sec*",
            "plugins:\n  exclude:\n    regex: ['secret\\.md']",
            "plugins:\n- exclude: { glob: { a: b } }",
            "INHERIT: ../base.yml",
            "- exclude_docs",
        ],
    ),
    (
        "_config.yml",
        ".",
        &[
            "exclude: [secret.md]",
            "exclude: secret.md",
            "exclude: { secret.md: true }",
            "Exclude: [secret.md]",
            "exclude: [secret.md",
            "defaults: { scope: { path: '' }, values: { published: false } }",
            "defaults: [{ scope: { path: [secret.md] }, values: { published: false } }]",
            "defaults: [{ scope: { path: secret.md }, values: { published: nein } }]",
        ],
    ),
    ("_config.yml", "src", &["source: src\nexclude: [secret.md]"]),
    (
        "hugo.toml",
        "content",
        &[
            "ignoreFiles = ['secret.md$']",
            "IgnoreFiles = 'secret.md$'",
            "ignoreFiles = [['secret']]",
            "ignoreFile = ['secret']",
            "ignoreFiles = ['secret'",
            "[Cascade]\nDraft = true",
            "cascade = 'draft'",
            "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\nexcludeFiles = 'secret.md'",
            "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\nfiles = ['! secret.md']",
        ],
    ),
    ("config/_default/cascade.yaml", "content", &["- draft: true"]),
    ("config/production/hugo.yaml", "content", &["ignoreFiles: [secret.md]"]),
    (
        "docusaurus.config.ts",
        "docs",
        &[
            "export default { docs: { exclude: ['**/secret.*'] } };",
            "export default { docs: { exclude: patterns } };",
        ],
    ),
    ("book.toml", "src", &["[book]\ntitle = 'A'", "[book"]),
];

#[test]
fn what_another_tool_keeps_back_stays_out_and_what_it_cannot_say_refuses() {
    for (settings, folder, lines) in OF_TOOLS {
        for line in *lines {
            let index = format!("{folder}/index.md");
            let secret = format!("{folder}/secret.md");
            let pages = [(&*index, "# Pack\n"), (&*secret, SECRET_PAGE)];
            let site = [&pages[..], &[(*settings, *line), ("hugo.yaml", "title: A\n")]].concat();
            let own = if settings.starts_with("config/") { &site[..] } else { &site[..3] };
            assert!(in_folder(own), "{settings}: {line}");
        }
    }
    // What decides about nothing refuses nothing.
    let theme = "site_name: A\ntheme: [odd]\nextra: { exclude: 1 }\n";
    let site = [("docs/index.md", "# P\n"), ("docs/a.md", SECRET_PAGE), ("mkdocs.yml", theme)];
    assert!(!in_folder(&site));
}

/// Ways to write that a page has the tag `internal`, right ones and slips.
const TAGS: &[&str] = &[
    "tags: [internal]",
    "tags: Internal",
    "tags: '#internal'",
    "tag: internal",
    "tgas: [internal]",
    "tags: open internal",
    "tags: open, internal",
    "tags: { internal: true }",
    "tags: { a: b }",
    "tags: [[internal]]",
    "tags: [{ name: internal }]",
    "tags: internal/finance",
    "tags:\n- open\n-internal",
    "tags: [internal",
    "tags: 'internal",
    "\ttags: [internal]",
    "tags:internal",
    "tags= [internal]",
    "? tags\n: [internal]",
    "tags: [open]\ntags: [internal]",
    "taxonomies: { tags: [internal] }",
    "base: &base { tags: [internal] }\n<<: *base",
    "tags: [inter\u{200b}nal]",
];

#[test]
fn no_way_to_write_a_label_lets_its_page_slip_through() {
    let other = "---\ntags: [internal]\ncategory: Hidden\n---\n\nOther.\n";
    let page = |lines: &str| format!("---\n{lines}\n---\n\nThe {SECRET} deal.\n");
    let settings = "exclude: [tag: internal, category: Hidden]\n";
    let tried = |lines: &str, settings: &str| {
        let pages = [("index.md", "# P\n"), ("other.md", other), ("secret.md", &*page(lines))];
        in_folder(&[&pages[..], &[("pack.yaml", settings)]].concat())
    };
    for lines in TAGS {
        assert!(tried(lines, settings), "{lines}");
    }
    for lines in
        ["categories: [Hidden]", "category: hidden", "category: { a: b }", "category: 'Hidden"]
    {
        assert!(tried(lines, settings), "{lines}");
    }
    for lines in ["tags: not public", "tags: { public: no }", "tags: Public"] {
        let public = "---\ntags: [public]\n---\n\nOther.\n";
        let pages = [("index.md", public), ("secret.md", &*page(lines))];
        let rule = [("pack.yaml", "include: [tag: public]\n")];
        assert!(in_folder(&[&pages[..], &rule].concat()), "{lines}");
    }
    assert!(!tried("tags: [internals]", settings), "another tag is another tag");
}

#[test]
fn no_form_of_front_matter_loses_what_holds_its_page_back() {
    for head in [
        "---\ndraft:true\n---\n",
        "---\ndraft=true\n---\n",
        "---\n\tdraft: true\n---\n",
        "---\n draft: true\n---\n",
        "---\n? draft\n: true\n---\n",
        "---\n<<: { draft: true }\n---\n",
        "---\nDraft: false\ndraft: true\n---\n",
        "---\nparams: { draft: true }\n---\n",
        "---\ntitle: A\n---\n---\ndraft: true\n---\n",
        "---json\n{ \"draft\": true }\n---\n",
        "---toml\ndraft = true\n---\n",
        "----\ndraft: true\n---\n",
        "---\nonyl: auditor\n---\n",
        "---\nprivate: internal\n---\n",
        "---\n\u{ff44}\u{ff52}\u{ff41}\u{ff46}\u{ff54}: true\n---\n",
        "---\npublish\u{2010}date: 2099-01-01\n---\n",
        "---\npublishDate: 2 Jan 2099\n---\n",
        "---\nexpiryDate: Jan 2, 2020\n---\n",
        "---\npublishDate: Thu, 01 Jan 2099 10:00:00 GMT\n---\n",
        "---\npublishDate: 1/2/2099\n---\n",
        "draft: true\n\n",
        "{\"title\": \"A\", \"draft\": true\n\n",
        "{\"title\": \"A\", \"draft\": true} words\n",
        "{ draft: true }\n",
        "{'title': 'A', 'draft': true}\n",
        "[//]: # (x)\n---\ndraft: true\n---\n",
        "{% comment %}x{% endcomment %}\n---\ndraft: true\n---\n",
        "{/* x */}\n---\ndraft: true\n---\n",
        "<!--a--><!--b-->\n---\ndraft: true\n---\n",
        "<!--c-->---\ndraft: true\n---\n",
        "--- # words\ndraft: true\n---\n",
        "--- yaml\ndraft: true\n---\n",
        "-- ---\ndraft: true\n---\n",
        "%YAML 1.2\n---\ndraft: true\n---\n",
        "\u{200b}---\ndraft: true\n---\n",
        "\0---\ndraft: true\n---\n",
    ] {
        let page = format!("{head}\nThe {SECRET} deal.\n");
        assert!(in_folder(&[("index.md", "# P\n"), ("secret.md", &page)]), "{head}");
        // Nor is it brought into another page.
        let index = "# P\n\n{{< include \"secret.md\" >}}\n";
        assert!(in_folder(&[("index.md", index), ("secret.md", &page)]), "{head}");
    }
    let plain = format!("---\nexcerpt: a\nexpiryDate: Jan 2, 2099\n---\n\nThe {SECRET} deal.\n");
    assert!(!in_folder(&[("index.md", "# P\n"), ("secret.md", &plain)]));
}

#[test]
fn settings_in_a_broken_frame_hold_their_page_back_and_words_do_not() {
    let held = |head: &str| {
        let page = format!("{head}\nThe {SECRET} deal.\n");
        in_folder(&[("index.md", "# P\n"), ("secret.md", &page)])
    };
    for head in slips::FRAMES {
        assert!(held(head), "{head}");
    }
    for head in slips::WORDS {
        assert!(!held(head), "{head}");
    }
}

#[test]
fn settings_of_tools_with_a_slip_keep_their_page_back() {
    for (settings, folder, lines) in slips::SETTINGS {
        for line in *lines {
            let index = format!("{folder}/index.md");
            let secret = format!("{folder}/a/secret.md");
            let pages = [(&*index, "# Pack\n"), (&*secret, SECRET_PAGE), (*settings, *line)];
            let site = [("mkdocs.yml", "site_name: A\n")];
            let more = if settings.ends_with(".meta.yml") { &site[..] } else { &[] };
            assert!(in_folder(&[&pages[..], more].concat()), "{settings}: {line}");
        }
    }
    let own = [("content/_index.md", "# P\n"), ("content/a/b.md", SECRET_PAGE)];
    let section = [("content/a/_index.md", "+++\ndraft = true\n+++\n")];
    let zola = [("config.toml", "base_url = 'https://a.b'\n")];
    assert!(in_folder(&[&own[..], &section, &zola].concat()));
    let hugo = [("config.toml", "baseURL = 'https://a.b'\n")];
    assert!(!in_folder(&[&own[..], &section, &hugo].concat()), "Hugo's sections hold themselves");
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

#[test]
fn what_a_section_hands_down_holds_pages_back_though_it_cannot_be_read() {
    for lines in
        ["cascade: draft", "cascade: [draft]", "cascade:\n\tdraft: true", "cascdae: {draft: true}"]
    {
        let section = format!("---\n{lines}\n---\n");
        let pages = [("index.md", "# P\n"), ("a/_index.md", &*section), ("a/b.md", SECRET_PAGE)];
        assert!(in_folder(&pages), "{lines}");
    }
}

#[test]
fn a_page_alone_is_judged_as_in_its_folder() {
    let alone = |path: &str| Selection::Page(recto::files::PackPath::new(path).unwrap());
    let site = |settings| [("docs/a.md", SECRET_PAGE), ("mkdocs.yml", settings)];
    let held = site("exclude_docs: a.md\n");
    assert!(!kept(&held, alone("docs/a.md")), "it was asked for by its name");
    let files = held.iter().fold(MemoryFiles::new(), |files, (path, text)| files.with(path, *text));
    let read = recto::source::read(
        &files,
        &alone("docs/a.md").into(),
        &mut recto::span::Sources::default(),
    );
    let told = |it: &recto::diag::Diagnostic| it.message.ends_with("`exclude_docs` leaves it out");
    assert!(read.diagnostics.iter().any(told), "{:?}", read.diagnostics);
    assert!(kept(&site("exclude_docs: [a.md]\n"), alone("docs/a.md")));
    let unclear = format!("---\ndraft: maybe\n---\n\nThe {SECRET} deal.\n");
    assert!(kept(&[("a.md", &unclear)], alone("a.md")));
    let section = [("a/_index.md", "---\ncascade: draft\n---\n"), ("a/b.md", SECRET_PAGE)];
    assert!(kept(&section, alone("a/b.md")));
}

#[test]
fn a_part_of_a_pack_does_not_ship_what_the_pack_keeps_back() {
    let sample = Sample::new();
    let part = sample.pack().join("part");
    fs::create_dir(&part).unwrap();
    fs::rename(sample.pack().join("secret.md"), part.join("secret.md")).unwrap();
    fs::write(part.join("open.md"), "# Open\n").unwrap();
    let build = || {
        let mut command = Command::cargo_bin("recto").unwrap();
        command.current_dir(sample.folder.path());
        command.args(["build", "pack/part", "--output", "out", "--to", "html"]);
        command.output().unwrap().status.code().unwrap()
    };
    sample.settings(|own| format!("{own}exclude: [part/secret.md]\n"));
    assert_eq!((build(), sample.written().1), (0, false));
    assert_eq!(sample.written().0.len(), 1);
    fs::remove_dir_all(sample.output()).unwrap();
    sample.settings(|own| format!("{own}nonsense: 1\n"));
    assert_ne!(build(), 0);
    assert!(sample.written().0.is_empty());
}

#[test]
fn a_part_of_a_site_does_not_print_its_private_comments() {
    for (settings, says, comment) in [
        ("_config.yml", "title: A\n", "{% comment %}WORD{% endcomment %}"),
        ("hugo.toml", "title = 'A'\n", "{{/* WORD */}}"),
        ("docusaurus.config.js", "module.exports = {};\n", "{/* WORD */}"),
        (".obsidian/graph.json", "{}\n", "%%WORD%%"),
    ] {
        for own in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let part = folder.path().join("site/content/part");
            fs::create_dir_all(&part).unwrap();
            let settings = folder.path().join("site").join(settings);
            fs::create_dir_all(settings.parent().unwrap()).unwrap();
            fs::write(&settings, says).unwrap();
            let page = format!("# Open\n\nBefore {comment} after.\n").replace("WORD", SECRET);
            fs::write(part.join("open.md"), page).unwrap();
            if own {
                fs::write(part.join("pack.yaml"), "title: Part\nlang: en\n").unwrap();
            }
            let mut command = Command::cargo_bin("recto").unwrap();
            command.current_dir(folder.path());
            command.args(["build", "site/content/part", "--output", "out", "--to", "html"]);
            assert!(command.output().unwrap().status.success(), "{comment}");
            let made = fs::read_dir(folder.path().join("out")).unwrap().next().unwrap().unwrap();
            let made = fs::read_to_string(made.path()).unwrap();
            assert!(made.contains("Before") && !made.contains(SECRET), "{comment} {own}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_page_that_is_left_out_is_left_out_too() {
    let sample = Sample::new();
    std::os::unix::fs::symlink("secret.md", sample.pack().join("other.md")).unwrap();
    sample.settings(|own| format!("{own}exclude: [secret.md]\n"));
    let (code, said) = sample.build("html", &[]);
    assert_eq!((code, sample.written().1), (0, false), "{said}");
    let mut command = Command::cargo_bin("recto").unwrap();
    command.current_dir(sample.pack());
    let output =
        command.args(["build", "other.md", "--to", "html", "-o", "alone"]).output().unwrap();
    let written = sample.pack().join("alone").exists();
    assert_eq!((output.status.code(), written), (Some(1), false), "asked for by its other name");
}

// --- marks, and decisions that contradict each other ---------------------------------------------

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

#[test]
fn keys_that_no_tool_has_count_where_no_tool_publishes_the_pages() {
    let page = format!("---\nstatus: draft\n---\n\n# Plan\n\n{SECRET}\n");
    let plain = [("index.md", "# P\n"), ("plan.md", &*page)];
    assert!(!in_folder(&plain), "it may be the state of what the page is about");
    let meant = page.replace("status: draft", "confidential: true");
    assert!(in_folder(&[("index.md", "# P\n"), ("plan.md", &*meant)]), "it means nothing else");
    let site =
        [("mkdocs.yml", "site_name: M\n"), ("docs/index.md", "# P\n"), ("docs/plan.md", &*page)];
    assert!(!in_folder(&site), "a theme shows it beside the page's name");
    let readers = [("pack.yaml", "profiles: { guest: {} }\n")];
    assert!(in_folder(&[&site[..], &readers].concat()), "a pack has readers of its own");
}
