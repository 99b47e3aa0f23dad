//! Pages that are held back, by their tools, labels and front matter, however that is written.

use super::sample::{SECRET, SECRET_PAGE, in_folder};
use super::slips;

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
