//! Folders of each tool in memory, and what of them is published.

use crate::diag::{Code, Severity};
use crate::files::MemoryFiles;
use crate::source::left_out::Reason;
use crate::source::{Selection, Wanted, read};
use crate::span::Sources;
use crate::text::day::Day;

/// Reads a folder on the 1st of March 2027 and compares why each file stays out; one that is taken
/// has no reason. Settings come first.
#[track_caller]
fn assert_reasons(settings: &[(&str, &str)], pages: &[(&str, &str, &str)]) {
    let files = settings.iter().copied().chain(pages.iter().map(|&(path, text, _)| (path, text)));
    let files = files.fold(MemoryFiles::new(), |files, (path, text)| files.with(path, text));
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..Selection::Folder.into() };
    let pack = read(&files, &wanted, &mut Sources::default()).value;
    let reason = |path: &str| {
        let taken = pack.pages.iter().any(|page| page.path.as_str() == path);
        let out = pack.left_out.iter().find(|page| page.path.as_str() == path);
        match (taken, out) {
            (true, None) => String::new(),
            (false, Some(page)) => page.reason.to_string(),
            _ => format!("it is {}", if taken { "taken and left out" } else { "lost" }),
        }
    };
    let got: Vec<(&str, String)> = pages.iter().map(|&(path, ..)| (path, reason(path))).collect();
    let expected: Vec<(&str, String)> =
        pages.iter().map(|&(path, _, reason)| (path, reason.to_owned())).collect();
    assert_eq!(got, expected);
}

const HUGO: &[(&str, &str)] = &[("hugo.toml", "title = 'Kettles'\n")];

#[test]
fn keys_of_a_page_hold_it_back_in_every_folder() {
    let pages: &[(&str, &str, &str)] = &[
        ("a.md", "---\ntitle: A\n---\n", ""),
        ("b.md", "---\ndraft: yes\n---\n", "it is a draft"),
        ("c.md", "---\nDraft: true\n---\n", "it is a draft"),
        ("d.md", "---\ndraft: false\n---\n", ""),
        (
            "e.md",
            "---\ndraft:\n---\n",
            "its `draft` decides whether it is published, and cannot be understood",
        ),
        ("f.md", "---\nunlisted: true\n---\n", "it says `unlisted: true`"),
        ("g.md", "---\npublish: false\n---\n", "it says `publish: false`"),
        (
            "h.md",
            "---\npublish: gh-pages\n---\n",
            "its `publish` decides whether it is published, and cannot be understood",
        ),
        ("i.md", "---\npublished: false\n---\n", "it says `published: false`"),
        ("j.md", "---\npublished: true\n---\n", ""),
        ("k.md", "---\nprivate: true\n---\n", "it says `private: true`"),
        ("l.md", "---\nhidden: true\n---\n", "it says `hidden: true`"),
        ("m.md", "---\nheadless: true\n---\n", "it says `headless: true`"),
        (
            "n.md",
            "---\npublishDate: 2027-03-02\n---\n",
            "it is published from 2027-03-02, and the day is 2027-03-01",
        ),
        ("o.md", "---\npublish_date: 2027-03-01T18:00:00Z\n---\n", ""),
        (
            "p.md",
            "---\npublished: 2027-04-01\n---\n",
            "it is published from 2027-04-01, and the day is 2027-03-01",
        ),
        ("q.md", "---\ndate: 2099-01-01\n---\n", ""),
        (
            "r.md",
            "---\nexpiryDate: 2027-03-01\n---\n",
            "it expired on 2027-03-01, and the day is 2027-03-01",
        ),
        ("s.md", "---\nunpublishdate: 2027-03-02\n---\n", ""),
        (
            "t.md",
            "---\npublishDate: soon\n---\n",
            "its `publishDate` decides whether it is published, and cannot be understood",
        ),
        (
            "u.md",
            "---\ndraft: maybe\n---\n",
            "its `draft` decides whether it is published, and cannot be understood",
        ),
        ("v.md", "---\nnav_exclude: true\n---\n", "it says `nav_exclude: true`"),
        ("w.md", "---\nsidebar:\n  hidden: true\n---\n", "it says `sidebar.hidden: true`"),
        ("x.md", "---\nsidebar:\n  order: 2\n---\n", ""),
        ("y.md", "---\nbuild:\n  render: never\n---\n", "it says `build.render: never`"),
        (
            "z.md",
            "---\nbuild: make all\n---\n",
            "its `build` decides whether it is published, and cannot be understood",
        ),
    ];
    assert_reasons(&[], pages);
}

#[test]
fn hugo_publishes_by_date_and_by_build_options() {
    let pages: &[(&str, &str, &str)] = &[
        ("content/_index.md", "", ""),
        (
            "content/date.md",
            "+++\ndate = 2027-03-02T08:00:00Z\n+++\n",
            "it is published from 2027-03-02, and the day is 2027-03-01",
        ),
        ("content/past.md", "---\ndate: 2027-02-01\n---\n", ""),
        ("content/go.md", "---\ndate: 2027-02-01 15:04:05 +0100 CET\n---\n", ""),
        ("content/told.md", "---\ndate: 2099-01-01\npublishDate: 2027-01-01\n---\n", ""),
        (
            "content/pub.md",
            "---\ndate: 2020-01-01\npubdate: 2099-01-01\n---\n",
            "it is published from 2099-01-01, and the day is 2027-03-01",
        ),
        (
            "content/odd.md",
            "---\ndate: some day\n---\n",
            "its `date` decides whether it is published, and cannot be understood",
        ),
        ("content/link.md", "---\nbuild:\n  render: link\n---\n", "it says `build.render: link`"),
        ("content/flag.md", "---\n_build:\n  list: false\n---\n", "it says `build.list: false`"),
        ("content/never.md", "---\nbuild: {list: never}\n---\n", "it says `build.list: never`"),
        ("content/local.md", "---\nbuild: {list: local, render: always}\n---\n", ""),
        ("content/set/index.md", "", ""),
        ("content/set/more.md", "", "it is a resource of the bundle it lies in, and no page"),
        ("content/set/deep/index.md", "", "it is a resource of the bundle it lies in, and no page"),
        ("content/open/_index.md", "", ""),
        ("content/open/more.md", "", ""),
        ("archetypes/default.md", "", "it lies outside the folder of pages"),
    ];
    assert_reasons(HUGO, pages);
}

#[test]
fn hugo_takes_what_its_settings_tell_it_to() {
    let settings = &[("hugo.yaml", "buildDrafts: true\nbuildFuture: true\nbuildExpired: true\n")];
    let pages: &[(&str, &str, &str)] = &[
        ("content/a.md", "---\ndraft: true\n---\n", ""),
        ("content/b.md", "---\ndate: 2099-01-01\n---\n", ""),
        ("content/c.md", "---\nexpiryDate: 2020-01-01\n---\n", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn a_page_of_a_section_that_is_called_404_is_a_page() {
    let error = "the site shows it for addresses that lead nowhere";
    let pages = [
        ("content/404.md", "# Gone\n", error),
        ("content/fr/404.md", "# Disparu\n", error),
        ("content/templates/404.md", "# Pages of errors\n", ""),
    ];
    assert_reasons(HUGO, &pages);
}

#[test]
fn what_hugo_cascades_counts_for_the_pages_below() {
    let settings = &[(
        "hugo.yaml",
        "cascade:\n  - draft: true\n    target: {path: '/plans/**'}\n  - headless: true\n    \
         _target: {lang: fr}\n",
    )];
    let by = |file: &str| format!("`content/{file}/_index.md` says `unlisted: true` for it");
    let pages: &[(&str, &str, &str)] = &[
        ("content/a.md", "", ""),
        ("content/plans/a.md", "", "it is a draft"),
        ("content/plans/b.md", "---\ndraft: false\n---\n", ""),
        ("content/den/_index.md", "---\ncascade:\n  unlisted: true\n---\n", &by("den")),
        ("content/den/a.md", "", &by("den")),
        ("content/den/b.md", "---\nunlisted: false\n---\n", ""),
        ("content/den/open/_index.md", "---\ncascade: {unlisted: false}\n---\n", ""),
        ("content/den/open/a.md", "", ""),
        (
            "content/kinds/_index.md",
            "---\ncascade:\n- _target: {kind: page}\n  unlisted: true\n---\n",
            "",
        ),
        ("content/kinds/a.md", "", &by("kinds")),
        ("content/denial.md", "", ""),
        ("content/open/a.md", "---\ncascade: {unlisted: true}\n---\n", ""),
        ("content/open/b.md", "", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn what_a_page_cascades_counts_though_the_page_itself_is_out() {
    let settings = &[HUGO[0], ("pack.yaml", "exclude: [content/den/_index.md]\n")];
    let pages: &[(&str, &str, &str)] = &[
        ("content/a.md", "", ""),
        ("content/den/_index.md", "---\ncascade: {draft: true}\n---\n", "`exclude` leaves it out"),
        ("content/den/a.md", "", "it is a draft"),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn hugo_makes_one_language_and_ignores_files() {
    let settings = &[(
        "hugo.toml",
        "defaultContentLanguage = 'de'\nignoreFiles = ['\\.tmp\\.md$', '/alt/']\n[languages.de]\n\
         [languages.en]\n[languages.fr]\ncontentDir = 'content/francais'\n",
    )];
    let pages: &[(&str, &str, &str)] = &[
        ("content/a.md", "", ""),
        ("content/a.en.md", "", "it is a translation, into `en`"),
        ("content/b.de.md", "", ""),
        ("content/c.nl.md", "", ""),
        ("content/francais/a.md", "", "it is a translation, into `fr`"),
        ("content/x.tmp.md", "", "`ignoreFiles` in `hugo.toml` leaves it out"),
        ("content/alt/a.md", "", "`ignoreFiles` in `hugo.toml` leaves it out"),
        ("content/walt.md", "", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn jekyll_reads_what_its_filter_passes() {
    let settings = &[(
        "_config.yml",
        "exclude: [secret, /notes.md, 'plans/*.old.md', 'a{b}.md']\ninclude: [secret/open.md]\n\
         collections:\n  guides: {output: true}\n  terms:\n    permalink: /t\n\
         defaults:\n- scope: {path: den}\n  values: {published: false}\n\
         - scope: {path: '', type: guides}\n  values: {nav_exclude: true}\n",
    )];
    let excluded = "Jekyll's `exclude` leaves it out";
    let pages: &[(&str, &str, &str)] = &[
        ("index.md", "", ""),
        ("secret/a.md", "", excluded),
        ("secrets.md", "", excluded),
        ("notes.md", "", excluded),
        ("sub/notes.md", "", ""),
        ("plans/a.old.md", "", excluded),
        ("plans/deep/b.old.md", "", excluded),
        ("plans/new.md", "", ""),
        ("ab.md", "", ""),
        ("a{b}.md", "", excluded),
        ("vendor/bundle/x/README.md", "", excluded),
        ("vendor/ours.md", "", ""),
        ("node_modules/x.md", "", excluded),
        ("#a.md", "", excluded),
        ("unpublished.md", "---\npublished: false\n---\n", "it says `published: false`"),
        ("future.md", "---\ndate: 2099-01-01\n---\n", ""),
        ("_drafts/a.md", "", "it is a draft"),
        ("_includes/a.md", "", "its name starts with `_`"),
        ("_posts/2027-02-01-old.md", "", ""),
        (
            "_posts/2027-03-02-new.md",
            "",
            "it is published from 2027-03-02, and the day is 2027-03-01",
        ),
        ("_posts/2027-03-02-moved.md", "---\ndate: 2027-02-02 10:00:00 +0100\n---\n", ""),
        ("_posts/idea.md", "", "the name of a post starts with its day"),
        ("_guides/a.md", "", "`_config.yml` says `nav_exclude: true` for it"),
        ("_guides/b.md", "---\nnav_exclude: false\n---\n", ""),
        ("_terms/a.md", "", "the collection `terms` has no `output: true` in `_config.yml`"),
        ("den/a.md", "", "`_config.yml` says `published: false` for it"),
        ("den/b.md", "---\npublished: true\n---\n", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn jekyll_takes_what_its_settings_tell_it_to() {
    let settings = &[("_config.yml", "future: true\nunpublished: true\nshow_drafts: true\n")];
    let pages: &[(&str, &str, &str)] = &[
        ("index.md", "", ""),
        ("a.md", "---\npublished: false\n---\n", ""),
        ("_drafts/b.md", "", ""),
        ("_posts/2099-01-01-c.md", "", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn mkdocs_builds_what_its_patterns_leave() {
    let settings = &[(
        "mkdocs.yml",
        "exclude_docs: |\n  private/\n  *.tmp.md\n  !keep.tmp.md\n  /only-top.md\n  a{b}.md\n\
         draft_docs: |\n  wip.md\n  _*.md\nnot_in_nav: |\n  /loose.md\n",
    )];
    let excluded = "MkDocs' `exclude_docs` leaves it out";
    let pages: &[(&str, &str, &str)] = &[
        ("docs/index.md", "", ""),
        ("docs/README.md", "", "its folder has an index page"),
        ("docs/private/a.md", "", excluded),
        ("docs/sub/private/deep/a.md", "", excluded),
        ("docs/privately.md", "", ""),
        ("docs/x.tmp.md", "", excluded),
        ("docs/keep.tmp.md", "", ""),
        ("docs/only-top.md", "", excluded),
        ("docs/sub/only-top.md", "", ""),
        ("docs/templates/a.md", "", excluded),
        ("docs/sub/templates/a.md", "", ""),
        ("docs/a{b}.md", "", excluded),
        ("docs/ab.md", "", ""),
        ("docs/wip.md", "", "it is a draft"),
        ("docs/sub/wip.md", "", "it is a draft"),
        ("docs/loose.md", "", "`not_in_nav` in `mkdocs.yml` keeps it out of the menu"),
        ("docs/a.mkd", "", ""),
        ("docs/b.mdown", "", ""),
        ("README.md", "", "it lies outside the folder of pages"),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn mkdocs_lists_what_its_nav_names() {
    let settings = &[("mkdocs.yml", "nav:\n- index.md\n- Part:\n  - _part.md\n  - plan.md\n")];
    let pages: &[(&str, &str, &str)] = &[
        ("docs/index.md", "", ""),
        ("docs/_part.md", "", ""),
        ("docs/plan.md", "---\ndraft: true\n---\n", "it is a draft"),
        ("docs/other.md", "", "`nav` in `mkdocs.yml` does not name it"),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn hugo_takes_a_day_from_a_name_where_its_settings_say_so() {
    let out = "it is published from 2027-04-01, and the day is 2027-03-01";
    let later = "---\ndate: 2027-04-01\n---\n";
    let named = ("content/posts/2027-04-01-a.md", "---\ndate: 2027-01-01\n---\n");
    let bundle = ("content/2027-04-01-b/index.md", "");
    let dated = ("content/2027-01-01-c.md", later);
    let reasons = |order: &str, reasons: [&str; 3]| {
        let settings = format!("title = 'Kettles'\n[frontmatter]\ndate = [{order}]\n");
        let pages = [named, bundle, dated].into_iter().zip(reasons);
        let pages: Vec<_> = pages.map(|((path, text), reason)| (path, text, reason)).collect();
        assert_reasons(&[("hugo.toml", &settings)], &pages);
    };
    reasons("':default'", ["", "", out]);
    reasons("':filename', ':default'", [out, out, ""]);
    reasons("'date', ':filename'", ["", out, out]);
}

#[test]
fn a_key_that_holds_back_and_cannot_be_understood_does() {
    for said in [
        "publish: never",
        "publish:",
        "hidden: maybe",
        "hidden: [x]",
        "private:",
        "nav_exclude: perhaps",
        "sidebar: {hidden: maybe}",
        "sidebar: hidden",
    ] {
        let text = format!("---\n{said}\n---\n");
        let files = MemoryFiles::new().with("a.md", "").with("b.md", text);
        let wanted = Wanted { on: Day::parse("2027-03-01"), ..Selection::Folder.into() };
        let read = read(&files, &wanted, &mut Sources::default());
        assert_eq!(read.value.pages.len(), 1, "{said}");
        let errors = read.diagnostics.iter().filter(|it| it.code == Code::HeldBack);
        assert_eq!(errors.count(), 1, "{said}");
    }
    let later = "it is published from 2099-01-01, and the day is 2027-03-01";
    let pages: &[(&str, &str, &str)] = &[
        ("a.md", "---\npublish: 2099-01-01\n---\n", later),
        ("b.md", "---\npublish: 2020-01-01\nsidebar: tutorial\n---\n", ""),
        ("c.md", "---\npublish: true\nhidden: no\nsidebar: {order: 2}\n---\n", ""),
    ];
    assert_reasons(&[], pages);
}

#[test]
fn posts_of_mkdocs_blog_stand_in_no_menu() {
    let post = "it is a post of the plugin `blog`, and stands in no menu";
    let pages: &[(&str, &str, &str)] = &[
        ("docs/index.md", "", ""),
        ("docs/blog/index.md", "", ""),
        ("docs/blog/posts/a.md", "", post),
        ("docs/posts/b.md", "", ""),
    ];
    assert_reasons(&[("mkdocs.yml", "plugins: [search, blog]\n")], pages);
    let pages: &[(&str, &str, &str)] = &[
        ("docs/index.md", "", ""),
        ("docs/news/old/a.md", "", post),
        ("docs/blog/posts/b.md", "", ""),
    ];
    let settings = "plugins:\n- material/blog:\n    blog_dir: news\n    post_dir: '{blog}/old'\n";
    assert_reasons(&[("mkdocs.yml", settings)], pages);
}

#[test]
fn docusaurus_publishes_one_version_in_one_language() {
    let config = ("docusaurus.config.js", "export default {}\n");
    let test = "it is a test, which Docusaurus does not publish";
    let pages: &[(&str, &str, &str)] = &[
        ("docs/a.md", "", ""),
        ("docs/latest.md", "", ""),
        ("docs/a.test.mdx", "", test),
        ("docs/__tests__/b.md", "", test),
        ("docs/_part.mdx", "", "its name starts with `_`"),
        ("docs/_parts/a.mdx", "", "its name starts with `_`"),
        ("docs/u.md", "---\nunlisted: true\n---\n", "it says `unlisted: true`"),
        ("docs/d.md", "---\ndraft: true\n---\n", "it is a draft"),
        ("i18n/fr/docs/a.md", "", "it is a translation"),
        ("versioned_docs/version-1.0/a.md", "", "it belongs to an older version"),
        ("blog/2027-01-01-a.md", "", "it lies outside the folder of pages"),
    ];
    assert_reasons(&[config], pages);
}

#[test]
fn without_a_day_what_hangs_on_one_is_held_back() {
    let files = MemoryFiles::new()
        .with("a.md", "# A\n")
        .with("b.md", "---\npublishDate: 2020-01-01\n---\n")
        .with("c.md", "---\nexpiryDate: 2099-01-01\ndate: 2020-01-01\n---\n");
    let reasons = |files: &MemoryFiles, on| {
        let wanted = Wanted { on, ..Selection::Folder.into() };
        let pack = read(files, &wanted, &mut Sources::default()).value;
        let reason = |path: &str| {
            let page = pack.left_out.iter().find(|page| page.path.as_str() == path);
            page.map(|page| page.reason.clone())
        };
        (["a.md", "b.md", "c.md"].map(reason), pack.on, pack.meta.date)
    };
    let held = [None, Some(Reason::NoDay), Some(Reason::NoDay)];
    assert_eq!(reasons(&files, None), (held, None, None));
    let day = Day::parse("2027-03-01");
    let taken = ([None, None, None], day, Some("2020-01-01".to_owned()));
    assert_eq!(reasons(&files, day), taken);
    // What the environment dates outputs with is a day, too; one that is asked about counts more.
    let dated = files.dated(1_804_000_000);
    assert_eq!(reasons(&dated, None).1, Some(Day::from_unix(1_804_000_000)));
    assert_eq!(reasons(&dated, day), taken);
}

#[test]
fn the_day_is_named_where_pages_hang_on_it() {
    let files = ["a", "b", "c", "d"].into_iter().fold(MemoryFiles::new(), |files, name| {
        files.with(&format!("{name}.md"), "---\npublishDate: 2099-01-01\n---\n")
    });
    let files = files.with("e.md", "---\nexpiryDate: 2030-01-01\n---\n").with("f.md", "# F\n");
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..Selection::Folder.into() };
    let said = read(&files, &wanted, &mut Sources::default()).diagnostics;
    let said: Vec<String> = said
        .iter()
        .map(|it| format!("{}: {}", it.message, it.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        said,
        [
            "4 pages are not published on 2027-03-01, the day that is asked about: `a.md` from \
             2099-01-01, `b.md` from 2099-01-01, `c.md` from 2099-01-01 and 1 more; `--on` names \
             another day",
            "1 page is published on 2027-03-01 that will expire: `e.md` on 2030-01-01",
        ]
    );
}

#[test]
fn patterns_that_cannot_be_read_are_errors() {
    for (file, settings, message) in [
        (
            "hugo.toml",
            "ignoreFiles = ['(']\n",
            "an entry of `ignoreFiles` is no regular expression",
        ),
        ("mkdocs.yml", "exclude_docs: '[z-a]'\n", "`[z-a]` in `exclude_docs` is no pattern"),
    ] {
        let files = MemoryFiles::new().with(file, settings).with("docs/a.md", "# A\n");
        let said = read(&files, &Selection::Folder.into(), &mut Sources::default()).diagnostics;
        let told = said.iter().find(|it| it.message == message);
        assert_eq!(
            told.map(|it| (it.code, it.severity)),
            Some((Code::InvalidConfig, Severity::Error))
        );
    }
}

#[test]
fn a_vault_keeps_its_templates() {
    let settings = &[(".obsidian/templates.json", "{\"folder\": \"Tools/Templates\"}")];
    let pages: &[(&str, &str, &str)] = &[
        ("Home.md", "", ""),
        ("Tools/Templates/day.md", "", "it lies in the vault's folder of templates"),
        ("Templates/a.md", "", ""),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn no_rule_of_the_pack_takes_what_is_not_published() {
    let settings = &[
        ("mkdocs.yml", "exclude_docs: private/\n"),
        ("pack.yaml", "include: ['docs/**']\ndrafts: true\n"),
    ];
    let pages: &[(&str, &str, &str)] = &[
        ("docs/private/a.md", "", "MkDocs' `exclude_docs` leaves it out"),
        ("docs/a.md", "---\ndraft: true\n---\n", ""),
        ("docs/b.md", "---\nunlisted: true\n---\n", "it says `unlisted: true`"),
        (
            "docs/c.md",
            "---\ndraft: true\nexpiryDate: 2020-01-01\n---\n",
            "it expired on 2020-01-01, and the day is 2027-03-01",
        ),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn contents_of_the_pack_take_what_is_only_in_no_menu() {
    let settings = &[
        ("mkdocs.yml", "nav: [a.md]\nnot_in_nav: b.md\n"),
        ("pack.yaml", "contents: [docs/a, docs/b, docs/c]\n"),
    ];
    let pages: &[(&str, &str, &str)] = &[
        ("docs/a.md", "", ""),
        ("docs/b.md", "", ""),
        ("docs/c.md", "---\nnav_exclude: true\n---\n", ""),
        ("docs/d.md", "", "the contents do not name it"),
    ];
    assert_reasons(settings, pages);
}

#[test]
fn days_under_keys_of_nobody_count() {
    let later = "it is published from 2027-04-01, and the day is 2027-03-01";
    let past = "it expired on 2027-02-01, and the day is 2027-03-01";
    assert_reasons(
        &[],
        &[
            ("a.md", "---\npublished_at: 2027-04-01\n---\n", later),
            ("b.md", "---\npublish_on: 2027-04-01 09:00\n---\n", later),
            ("c.md", "---\nembargo: 2027-04-01\n---\n", later),
            ("d.md", "---\nembargo-until: 2027-02-01\n---\n", ""),
            ("e.md", "---\nexpires: 2027-02-01\n---\n", past),
            ("f.md", "---\nexpirationDate: 2027-02-01\n---\n", past),
            ("g.md", "---\nexpiry: never\n---\n", ""),
            ("h.md", "---\nexpiry: 2027-04-01\n---\n", ""),
        ],
    );
}

#[test]
fn a_note_names_the_day_that_lets_a_page_in() {
    let files = MemoryFiles::new()
        .with("a.md", "# A\n")
        .with("b.md", "---\npublishDate: 2027-02-01\n---\n");
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..Selection::Folder.into() };
    let told = read(&files, &wanted, &mut Sources::default()).diagnostics;
    let told = told.iter().any(|it| it.message == "1 page is published on 2027-03-01 by its day");
    assert!(told);
}

#[test]
fn labels_from_above_are_those_of_the_pages_below() {
    let out = "`exclude` leaves it out";
    let pack = ("pack.yaml", "exclude: [{tag: harbour}, {category: cargo}]\n");
    assert_reasons(
        &[HUGO[0], pack],
        &[
            ("content/quay/_index.md", "---\ncascade: {tags: [harbour]}\n---\n", out),
            ("content/quay/crane.md", "# Crane\n", out),
            ("content/tide.md", "# Tide\n", ""),
            ("content/tug.md", "---\ntags: [harbour]\ncategory: cargo\n---\n", out),
        ],
    );
    let defaults = "defaults: [{scope: {path: quay}, values: {category: cargo}}]\n";
    assert_reasons(
        &[("_config.yml", defaults), pack],
        &[
            ("quay/crane.md", "---\ntitle: Crane\n---\n", out),
            ("tide.md", "# Tide\n", ""),
            ("tug.md", "---\ntags: [harbour]\n---\n", out),
        ],
    );
}
