//! Whole folders in memory: what a user writes and what is read.

use insta::assert_snapshot;

use super::*;
use crate::diag::Diagnostic;
use crate::files::{MemoryFiles, PackPath};
use crate::span::Sources;
use crate::tree::{PackMeta, PageMeta, PageRole};

fn told(files: &MemoryFiles, selection: &Selection) -> String {
    told_of(files, &selection.clone().into())
}

/// The pages as a tree, then what was left out, then what was said.
fn told_of(files: &MemoryFiles, wanted: &Wanted) -> String {
    let mut sources = Sources::default();
    let read = read(files, wanted, &mut sources);
    let mut lines: Vec<String> = Vec::new();
    for page in &read.value.pages {
        lines.extend(page.part.as_ref().map(|part| format!("= {part}")));
        let indent = "  ".repeat(usize::from(page.depth));
        lines.push(format!("{indent}{}: {}", page.key, page.meta.title));
    }
    for LeftOut { path, reason, .. } in &read.value.left_out {
        lines.push(format!("- {path}: {reason}"));
    }
    for Diagnostic { severity, message, span, help, .. } in &read.diagnostics {
        let place = span.map_or(String::new(), |span| {
            let line = sources.line_column(span).line;
            format!(" {}:{line} `{}`", sources.get(span.file).path, sources.excerpt(span))
        });
        let help = help.as_deref().unwrap_or_default();
        lines.push(format!("{severity:?}{place}: {message} ({help})"));
    }
    lines.join("\n")
}

fn folder(files: &[(&str, &str)]) -> MemoryFiles {
    files
        .iter()
        .fold(MemoryFiles::new().named("acme-pack"), |files, (path, text)| files.with(path, *text))
}

pub(super) fn in_folder(files: &[(&str, &str)]) -> String {
    told(&folder(files), &Selection::Folder)
}

/// The front matter of one page, and what was said about it.
fn front_matter(page: &str) -> (PageMeta, String, String) {
    let files = folder(&[("page.md", page)]);
    let mut sources = Sources::default();
    let selection = Selection::Page(PackPath::new("page.md").unwrap());
    let read = read(&files, &selection.clone().into(), &mut sources).value;
    let page = &read.pages[0];
    let body = sources.get(page.file).text[page.body.clone()].to_owned();
    (page.meta.clone(), body, told(&files, &selection))
}

pub(super) fn meta(files: &[(&str, &str)]) -> PackMeta {
    read(&folder(files), &Selection::Folder.into(), &mut Sources::default()).value.meta
}

/// What a folder's list of pages calls them.
pub(super) fn called(files: &[(&str, &str)]) -> Vec<Option<String>> {
    let read = read(&folder(files), &Selection::Folder.into(), &mut Sources::default()).value;
    read.pages.into_iter().map(|page| page.called).collect()
}

#[test]
fn every_key_of_front_matter_is_read() {
    let (meta, body, told) = front_matter(
        "---\ntitle: \"Access *control*\"\nseo_title: Who may do what\nseo_description: In short.\n\
         description: Longer.\ncategory: Policies\nparent: index\nrole: Preface\nmenu_order: 2.5\nweight: 9\n\
         notoc: true\nbg: security\ntags: [iso, soc]\nkeywords: soc, audit\ndraft: false\n\
         date: 2027-03-01\nauthor: Ada\nauthors:\n  - name: Grace\n    email: g@acme.example\n  - Ada\n\
         lang: de-AT\nsatisfies:\n  ISO27001: [A.5.1, A.5.1]\n  House: 5.10, 6\nreview: yearly\n---\nBody\n",
    );
    let other = [("review".to_owned(), "yearly".into())].into_iter().collect();
    let expected = PageMeta {
        title: "Access *control*".to_owned(),
        seo_title: Some("Who may do what".to_owned()),
        description: Some("In short.".to_owned()),
        category: Some("Policies".to_owned()),
        parent: Some("index".to_owned()),
        role: Some(PageRole::Preface),
        menu_order: Some(2.5),
        notoc: true,
        background: Some("security".to_owned()),
        tags: ["iso", "soc", "audit"].map(str::to_owned).to_vec(),
        draft: false,
        date: Some("2027-03-01".to_owned()),
        authors: ["Ada", "Grace"].map(str::to_owned).to_vec(),
        lang: Some("de-AT".to_owned()),
        satisfies: [("ISO27001", vec!["A.5.1"]), ("House", vec!["5.10", "6"])]
            .map(|(standard, controls)| {
                (standard.to_owned(), controls.into_iter().map(str::to_owned).collect())
            })
            .into(),
        other,
    };
    assert_eq!(meta, expected);
    assert_eq!(body, "Body\n");
    assert_eq!(told, "page: Access *control*");
}

#[test]
fn odd_values_are_read_as_they_were_meant() {
    let (meta, _, told) = front_matter(
        "---\ntitle: 2027\nmenu_order: 05\nnotoc: \"yes\"\ndate: 1 March\nlang: en_GB\n\
         tags: iso, soc\ndraft: \"off\"\ntitel: no\nMenu-Order: \"50\"\ncategory:\n  - Policies\n\
         parent: [a, b]\nlayout: doc\nauthors: [[x], Ada]\n---\n",
    );
    assert_eq!(meta.menu_order, Some(50.0));
    assert_eq!((meta.notoc, meta.draft, meta.date), (true, false, None));
    assert_eq!(meta.tags, ["iso", "soc"]);
    assert_eq!(meta.category.as_deref(), Some("Policies"));
    assert_eq!(meta.lang.as_deref(), Some("en-GB"));
    assert_eq!(meta.authors, ["Ada"]);
    assert_snapshot!(told, @r#"
    page: 2027
    Note page.md:3 `05`: `menu_order` is read as 5 (write `menu_order: 5`)
    Note page.md:4 `"yes"`: `notoc` is read as true (write `notoc: true`)
    Warning page.md:5 `1 March`: `date` is `1 March`, a text, and should be a date such as `2027-03-01` (it is left out until then)
    Note page.md:6 `en_GB`: `lang` is read as en-GB (write `lang: en-GB`)
    Note page.md:8 `"off"`: `draft` is read as false (write `draft: false`)
    Warning page.md:9 `titel`: nobody knows the key `titel` (did you mean `title`?)
    Warning page.md:10 `Menu-Order`: the key `Menu-Order` is read as `menu_order` (write `menu_order`)
    Note page.md:10 `"50"`: `menu_order` is read as 50 (write `menu_order: 50`)
    Warning page.md:13 `[a, b]`: `parent` is a list, and should be a text (it is left out until then)
    Warning page.md:15 `[[x], Ada]`: `authors` is a list, and should be a list of names (it is left out until then)
    "#);
}

#[test]
fn broken_front_matter_costs_one_key_at_most() {
    let (meta, body, told) = front_matter(
        "---\ntitle: Security: a view\ntags: [a, b\nmenu_order: 5\ntext: |\n  many\n  lines\n\
         bg: \"open\nnotoc: true\n---\nBody\n",
    );
    assert_eq!(meta.title, "Security: a view");
    assert_eq!((meta.menu_order, meta.notoc), (Some(5.0), true));
    assert_eq!(body, "Body\n");
    assert_snapshot!(told, @r#"
    page: Security: a view
    Warning page.md:2 `title: Security: a view`: the value holds a colon (put the value in quotes)
    Error page.md:3 `tags: [a, b`: the bracket that opens here is not closed (close it)
    Warning page.md:8 `bg: "open`: the quote that opens here is not closed (close it on the same line)
    "#);
}

#[test]
fn a_key_written_twice_keeps_its_first_value() {
    let (meta, _, told) = front_matter("---\ntitle: A\nbg: x\ntitle: B\n---\n");
    assert_eq!((meta.title.as_str(), meta.background.as_deref()), ("A", Some("x")));
    assert_snapshot!(told, @r"
    page: A
    Warning page.md:4 `title`: the key `title` stands twice (keep one of the two)
    ");
}

#[test]
fn front_matter_has_many_edges() {
    for (page, title, body) in [
        ("# Heading\n\nBody", "Page", "# Heading\n\nBody"),
        ("no heading", "Page", "no heading"),
        ("", "Page", ""),
        ("---\r\ntitle: A\r\n---\r\nBody", "A", "Body"),
        ("\u{feff}---\ntitle: A\n---\nBody", "A", "Body"),
        ("---\ntitle: A\n---", "A", ""),
        ("---\ntitle: A\n...\nBody", "A", "Body"),
        ("---\n---\nBody", "Page", "Body"),
        ("---\n# only a remark\n---\nBody", "Page", "Body"),
        (
            "---\n\nA rule above, a rule below.\n\n---\n",
            "Page",
            "---\n\nA rule above, a rule below.\n\n---\n",
        ),
        ("+++\ntitle = \"A\"\nweight = 1\n+++\nBody", "A", "Body"),
        ("+++\nno = toml = here\n+++\nBody", "Page", "Body"),
        ("{\n  \"title\": \"A\"\n}\nBody", "A", "Body"),
        ("{\nbraces\n}\nBody", "Page", "{\nbraces\n}\nBody"),
        ("---\ntitle:\n---\n# Heading\n", "Page", "# Heading\n"),
        ("--- \ntitle: A\n---  \nBody", "A", "Body"),
    ] {
        let (meta, rest, _) = front_matter(page);
        assert_eq!((meta.title.as_str(), rest.as_str()), (title, body), "{page:?}");
    }
    let (meta, body, told) = front_matter("---\ntitle: A\n\nBody\n");
    assert_eq!((meta.title.as_str(), body.as_str()), ("A", "\nBody\n"));
    assert_snapshot!(told, @r"
    page: A
    Warning page.md:1 `---`: the front matter is not closed (end it with a line `---`)
    ");
}

#[test]
fn any_bytes_are_a_page() {
    let files = MemoryFiles::new().with("a.md", b"---\ntitle: B\xFCro\n---\n".to_vec());
    assert_snapshot!(told(&files, &Selection::Folder), @r"
    a: Büro
    Warning a.md:2 `ü`: this file is not UTF-8; it is read as Windows-1252 (save it as UTF-8)
    ");
}

#[test]
fn letters_that_were_decoded_wrongly_are_repaired() {
    let (meta, _, told) = front_matter("---\ntitle: Bobâ€™s cafÃ©\n---\n");
    assert_eq!(meta.title, "Bob’s café");
    assert_snapshot!(told, @r"
    page: Bob’s café
    Warning page.md:2 `Bobâ€™s cafÃ©`: letters here were decoded wrongly; they are read as `Bob’s café` (correct them, and save the file as UTF-8)
    ");
}

proptest::proptest! {
    /// Whatever stands in a page and in the settings, reading ends, and every place it names is
    /// one.
    #[test]
    fn no_input_is_too_odd(
        front in r"(---|\+\+\+|\{)?\n([a-z_]{0,12}[:=]? ?[\PC\n]{0,20}\n){0,4}(---|\+\+\+|\})?\n?",
        settings in r"([a-z]{0,9}:? ?[\PC\n]{0,20}\n){0,4}",
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40),
    ) {
        let files = MemoryFiles::new();
        let files = files.with("a.md", front).with("b.md", bytes).with("pack.yaml", settings);
        let mut sources = Sources::default();
        let read = read(&files, &Selection::Folder.into(), &mut sources);
        for page in &read.value.pages {
            proptest::prop_assert!(sources.get(page.file).text.get(page.body.clone()).is_some());
        }
        for span in read.diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
            proptest::prop_assert!(sources.get(span.file).text.get(span.range()).is_some());
        }
    }
}

#[test]
fn pages_order_themselves() {
    assert_snapshot!(in_folder(&[
        ("security.md", "---\ntitle: Security\nmenu_order: 50\n---\n"),
        ("model.md", "---\ntitle: Model\nparent: security\nmenu_order: 30\n---\n"),
        ("platform.md", "---\ntitle: Platform\nparent: security\nmenu_order: 20\n---\n"),
        ("roles.md", "---\ntitle: Roles\nparent: model.md\n---\n"),
        ("intro.md", "---\ntitle: Introduction\nweight: 10\n---\n"),
        ("page-10.md", "---\ntitle: A\n---\n"),
        ("page-9.md", "---\ntitle: B\n---\n"),
        ("index.md", "---\ntitle: The pack\nmenu_order: 99\n---\n"),
        ("draft.md", "---\ntitle: Draft\ndraft: true\n---\n"),
    ]), @r"
    index: The pack
    intro: Introduction
    security: Security
      platform: Platform
      model: Model
        roles: Roles
    page-9: B
    page-10: A
    - draft.md: it is a draft
    ");
}

#[test]
fn folders_nest_as_sections_do() {
    assert_snapshot!(in_folder(&[
        ("_index.md", "# Guide\n"),
        ("zeta.md", "# Zeta\n"),
        ("start/_index.md", "---\ntitle: Start\nweight: 1\n---\n"),
        ("start/install/index.md", "# Install\n"),
        ("start/install/linux.md", "# Linux\n"),
        ("start/deep/er/page.md", "# Deeper\n"),
        ("admin.md", "# Admin\n"),
        ("admin/users.md", "# Users\n"),
    ]), @r"
    _index: Index
    start/_index: Start
      start/deep/er/page: Page
      start/install/index: Install
        start/install/linux: Linux
    admin: Admin
      admin/users: Users
    zeta: Zeta
    ");
}

#[test]
fn parts_need_two_categories() {
    let page = |category: &str, order: u8| {
        format!("---\ncategory: {category}\nmenu_order: {order}\n---\n")
    };
    let (a, b, c) = (page("One", 1), page("Two", 2), page("One", 3));
    assert_snapshot!(
        in_folder(&[("a.md", &a), ("b.md", &b), ("c.md", &c), ("loose.md", ""), ("index.md", &a)]),
        @r"
        index: Index
        loose: Loose
        = One
        a: A
        c: C
        = Two
        b: B
        "
    );
    assert_snapshot!(in_folder(&[("a.md", &a), ("c.md", &c), ("loose.md", "")]), @r"
    a: A
    c: C
    loose: Loose
    ");
    assert_snapshot!(
        in_folder(&[("10-ops/a.md", ""), ("9-policies/b.md", ""), ("9-policies/a.md", "")]),
        @r"
        = Policies
        9-policies/a: A
        9-policies/b: B
        = Ops
        10-ops/a: A
        "
    );
}

#[test]
fn parents_that_lead_nowhere_or_round_are_told() {
    assert_snapshot!(in_folder(&[
        ("a.md", "---\nparent: b\n---\n"),
        ("b.md", "---\nparent: c\n---\n"),
        ("c.md", "---\nparent: a\n---\n"),
        ("d.md", "---\nparent: d\n---\n"),
        ("e.md", "---\nparent: securty\n---\n"),
        ("security.md", "---\ntitle: S\n---\n"),
        ("sub/index.md", "---\nparent: sub/leaf\n---\n"),
        ("sub/leaf.md", ""),
    ]), @r"
    a: A
    b: B
    c: C
    d: D
    e: E
    security: S
    sub/index: Sub
      sub/leaf: Leaf
    Warning e.md:2 `securty`: there is no page `securty` to stand above this one (did you mean `security`?)
    Error a.md:2 `b`: these pages stand above each other in a circle: `a`, `b`, `c` (remove `parent` from the page that is to stand on top)
    Error d.md:2 `d`: this page is its own parent (remove `parent` from the page that is to stand on top)
    Error sub/index.md:2 `sub/leaf`: these pages stand above each other in a circle: `sub/index`, `sub/leaf` (remove `parent` from the page that is to stand on top)
    ");
}

#[test]
fn what_nobody_means_as_a_page_stays_out() {
    assert_snapshot!(in_folder(&[
        ("index.md", "# A\n"),
        ("README.md", "# About this repository\n"),
        ("guide/README.markdown", "# Guide\n"),
        ("guide/a.MD", ""),
        ("guide/notes.txt", ""),
        (".github/x.md", ""),
        ("node_modules/x/readme.md", ""),
        ("dist/old.md", ""),
        ("_partials/x.md", ""),
        ("guide/_snippet.md", ""),
        ("twin.md", ""),
        ("twin.markdown", ""),
    ]), @r"
    index: Index
    guide/README: Guide
      guide/a: A
    twin: Twin
    - README.md: its folder has an index page
    - _partials/x.md: its name starts with `_`
    - dist/old.md: it lies in a folder of a tool
    - guide/_snippet.md: its name starts with `_`
    - node_modules/x/readme.md: it lies in a folder of a tool
    - twin.md: another page has its name
    Warning: `twin.md` and another page differ in their ending only (rename or remove one of them)
    Note: `guide/notes.txt` is plain text, and is not read (turn it into Markdown (`pandoc -t gfm` does), or `attach` it in pack.yaml)
    ");
}

#[test]
fn globs_choose_pages() {
    assert_snapshot!(in_folder(&[
        ("pack.yaml", "include: [guide, 'a*.md', gide/**]\nexclude: [guide/old, '[']\n"),
        ("guide/x.md", ""),
        ("guide/deep/x.md", ""),
        ("guide/old/x.md", ""),
        ("about.md", ""),
        ("other.md", ""),
    ]), @r"
    about: About
    guide/deep/x: X
    guide/x: X
    - guide/old/x.md: `exclude` leaves it out
    - other.md: `include` does not take it
    Error pack.yaml:2 `'['`: `[` is no pattern of paths: the bracket that opens there is not closed (close it, or write `[[]` where it is meant as a letter of the name)
    Error pack.yaml:1 `gide/**`: `include` cannot be honoured: `gide/**` matches no page of the folder (`*` stays within a folder; `guide` and `guide/**` take all below it; where there may be none, write `path:` with `optional: true`)
    ");
}

#[test]
fn tags_and_categories_choose_pages_too() {
    assert_snapshot!(in_folder(&[
        (
            "pack.yaml",
            "include: [about.md, tag: public, category: Policies]\n\
             exclude: [tag: secret, tag: sekret, {label: x}]\ndrafts: true\n",
        ),
        ("about.md", ""),
        ("a.md", "---\ntags: [public]\n---\n"),
        ("b.md", "---\ntags: [public, secret]\n---\n"),
        ("c.md", "---\ncategory: Policies\ndraft: true\n---\n"),
        ("d.md", "---\ncategory: Other\nmenu_order: broken\n---\n"),
    ]), @r"
    a: A
    about: About
    c: C
    - b.md: `exclude` leaves it out
    - d.md: `include` does not take it
    Error pack.yaml:2 `label`: nobody knows the key `label` here (known here: `path`, `tag`, `category`, `optional`)
    Error pack.yaml:2 `sekret`: `exclude` cannot be honoured: no page of the folder has the tag `sekret` (did you mean `secret`?)
    ");
}

#[test]
fn a_profile_goes_over_the_pack() {
    let files = folder(&[
        (
            "pack.yaml",
            "title: Trust pack\nslug: trust\nlinks:\n  base: https://acme.example/\n\
             variables: { customer: you, year: 2027 }\nprofiles:\n  auditor:\n    \
             title: For {{ customer }}, {{ yaer }}\n    exclude: [sales.md]\n    \
             variables: { customer: the auditor }\n  public:\n    slug: public\n    titel: x\n",
        ),
        ("security.md", "---\ntitle: \"Security for {{ customer }}\"\n---\n"),
        ("sales.md", "# Sales for {{customer}}\n"),
    ]);
    let wanted = |profile: Option<&str>| Wanted {
        profile: profile.map(str::to_owned),
        ..Selection::Folder.into()
    };
    assert_snapshot!(told_of(&files, &wanted(None)), @r"
    sales: Sales
    security: Security for you
    Error pack.yaml:13 `titel`: nobody knows the key `titel` here (did you mean `title`?)
    Note: no profile is asked for, so `sales.md` is in, which `exclude` keeps from `auditor` (for those readers: `--profile auditor`; for all: `--all-profiles`)
    ");
    assert_snapshot!(told_of(&files, &wanted(Some("auditor"))), @r"
    security: Security for the auditor
    - sales.md: `exclude` leaves it out
    Error pack.yaml:13 `titel`: nobody knows the key `titel` here (did you mean `title`?)
    Error pack.yaml:8 `{{ yaer }}`: there is no variable `yaer` (did you mean `year`?)
    ");
    assert_snapshot!(told_of(&files, &wanted(Some("auditer"))), @r"
    Error pack.yaml:13 `titel`: nobody knows the key `titel` here (did you mean `title`?)
    Error: there is no profile `auditer` (did you mean `auditor`?)
    ");
    let auditor = read(&files, &wanted(Some("auditor")), &mut Sources::default()).value;
    assert_eq!(
        (auditor.meta.title.as_str(), auditor.meta.slug.as_str()),
        ("For the auditor, {{ yaer }}", "trust-auditor")
    );
    assert_eq!(
        auditor.config.links.base.map(|base| base.value).as_deref(),
        Some("https://acme.example/")
    );
    let public = read(&files, &wanted(Some("public")), &mut Sources::default()).value;
    assert_eq!(public.meta.slug, "public");
}

#[test]
fn variables_can_come_from_outside() {
    let files = folder(&[
        ("pack.yaml", "title: For {{ customer }} in {{ place }}\nvariables: { customer: you }\n"),
        ("a.md", "---\ntitle: {{ customer }}\n---\n"),
    ]);
    let wanted = Wanted {
        variable_files: vec![VariableFile {
            path: "acme.yaml".to_owned(),
            text: "customer: ACME\nplace: [1]\n".to_owned(),
        }],
        variables: vec![SetVariable { name: "place".to_owned(), value: "Bonn".to_owned() }],
        ..Selection::Folder.into()
    };
    let meta = read(&files, &wanted, &mut Sources::default()).value.meta;
    assert_eq!(meta.title, "For ACME in Bonn");
    assert_snapshot!(told_of(&files, &wanted), @r"
    a: ACME
    Error acme.yaml:2 `[1]`: the variable `place` is a list, and should be a text (write it as words, without brackets or braces)
    Warning a.md:2 `title: {{ customer }}`: a value that starts with a brace is no text (put it in quotes)
    ");
}

#[test]
fn contents_have_the_last_word() {
    assert_snapshot!(in_folder(&[
        (
            "pack.yaml",
            "contents:\n  - index\n  - part: Policies\n    pages:\n      - page: guide/access.md\n        \
             pages: [roles]\n      - roles\n      - accss\n  - part: Annex\n    pages: [guide]\n  \
             - pages: [index]\n  - part: A\n    page: b\n",
        ),
        ("index.md", ""),
        ("guide/access.md", ""),
        ("guide/roles.md", ""),
        ("guide/index.md", ""),
        ("forgotten.md", ""),
    ]), @r"
    index: Index
    = Policies
    guide/access: Access
      guide/roles: Roles
    = Annex
    guide/index: Guide
    - forgotten.md: the contents do not name it
    Error pack.yaml:11 `index`: these pages have neither part, page nor title (add `part:`, `page:` or `title:`)
    Error pack.yaml:12 `A`: this is more than one of part, page and title (keep `part:`, `page:` or `title:`)
    Warning pack.yaml:7 `roles`: the page `roles` stands here a second time (it keeps its first place; remove this one)
    Error pack.yaml:8 `accss`: there is no page `accss` (write the page's path below the pack, such as `guide/security`)
    ");
}

#[test]
fn settings_are_told_by_line_and_key() {
    assert_snapshot!(in_folder(&[
        (
            "pack.yaml",
            "titel: A\nslug: a/b\ndate: 2027-02-30\nlang: english language\ntoc: deep\n\
             links:\n  bas: x\n  base: https://acme.example/\nauthors: Ada\n",
        ),
        ("a.md", ""),
    ]), @r"
    a: A
    Error pack.yaml:1 `titel`: nobody knows the key `titel` here (did you mean `title`?)
    Error pack.yaml:5 `deep`: `toc` is `deep`, a text, and should be a whole number from 0 to 8 (write it in digits, without quotes)
    Error pack.yaml:7 `bas`: nobody knows the key `bas` here (did you mean `base`?)
    Error pack.yaml:2 `a/b`: `a/b` is no name for a file (use letters, digits and `-`)
    Error pack.yaml:3 `2027-02-30`: `2027-02-30` is no date (write it as `2027-03-01`)
    Error pack.yaml:4 `english language`: `english language` is no language (write its code (BCP 47), such as `en` or `de-AT`)
    ");
    assert_snapshot!(in_folder(&[("pack.yaml", "title: A: B\n"), ("a.md", "")]), @r"
    a: A
    Error pack.yaml:1 `title: A: B`: the value holds a colon (put the value in quotes)
    ");
}

#[test]
fn a_pack_says_what_it_is() {
    let meta = meta(&[
        (
            "pack.yaml",
            "title: Trust pack\nversion: 1.0\ndate: 2027-01-01\nlang: de\nkeywords: [trust]\ntoc: 3\n\
             authors: [Ada]\nclassification: Confidential\n",
        ),
        ("index.md", "---\ntitle: T\ndescription: About it.\ntags: [iso]\n---\n"),
        ("a.md", "---\ntags: [iso, trust, soc]\nauthor: Eve\n---\n"),
    ]);
    let expected = PackMeta {
        title: "Trust pack".to_owned(),
        slug: "acme-pack".to_owned(),
        description: Some("About it.".to_owned()),
        lang: "de".to_owned(),
        authors: vec!["Ada".to_owned()],
        version: Some("1.0".to_owned()),
        classification: Some("Confidential".to_owned()),
        date: Some("2027-01-01".to_owned()),
        keywords: ["trust", "iso", "soc"].map(str::to_owned).to_vec(),
        toc: crate::tree::TocDepth(Some(3)),
        ..PackMeta::default()
    };
    assert_eq!(meta, expected);
}

#[test]
fn own_fields_keep_their_order_and_a_profile_goes_over_them() {
    let settings = "metadata:\n  zone: '{{ place }}'\n  Record.id: 7\n  gone: here\n\
                    variables: { place: Graz }\n\
                    profiles: { one: { metadata: { gone: '', more: last, Record.id: 8 } } }\n";
    let files = folder(&[("pack.yaml", settings), ("a.md", "# A\n")]);
    let fields = |profile: Option<&str>| {
        let wanted = Wanted { profile: profile.map(str::to_owned), ..Selection::Folder.into() };
        let raw = read(&files, &wanted, &mut Sources::default());
        assert_eq!(raw.diagnostics, []);
        let fields = raw.value.meta.metadata.into_iter();
        fields.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>()
    };
    assert_eq!(fields(None), ["zone=Graz", "Record.id=7", "gone=here"]);
    assert_eq!(fields(Some("one")), ["zone=Graz", "Record.id=8", "more=last"]);
}

#[test]
fn own_fields_have_names_that_every_output_can_hold() {
    let settings =
        "metadata:\n  Author: Ada\n  'a b': x\n  '1st': x\n  'a:b': x\n  nothing:\n  ok: x\n";
    assert_snapshot!(in_folder(&[("pack.yaml", settings), ("a.md", "# A\n")]), @r"
    a: A
    Error pack.yaml:6 ``: `nothing` is nothing, and should be a text (write what is meant there, or remove it)
    Error pack.yaml:2 `Ada`: `Author` has a meaning of its own in HTML (use the key `authors`)
    Error pack.yaml:3 `x`: `a b` is no name for a field of metadata (start with a letter, and use letters, digits, `.`, `-` and `_`)
    Error pack.yaml:4 `x`: `1st` is no name for a field of metadata (start with a letter, and use letters, digits, `.`, `-` and `_`)
    Error pack.yaml:5 `x`: `a:b` is no name for a field of metadata (start with a letter, and use letters, digits, `.`, `-` and `_`)
    ");
    let kept = meta(&[("pack.yaml", settings), ("a.md", "# A\n")]).metadata;
    assert_eq!(kept.into_iter().collect::<Vec<_>>(), [("ok".to_owned(), "x".to_owned())]);
}

#[test]
fn a_silent_pack_is_what_its_pages_say() {
    let spoken = meta(&[
        ("index.md", "---\ntitle: Guide\nlang: fr\nseo_title: The guide\ndate: 2027-01-01\n---\n"),
        ("a.md", "---\ndate: 2027-05-01T10:00:00Z\nauthor: Ada\n---\n"),
    ]);
    assert_eq!((spoken.title.as_str(), spoken.lang.as_str()), ("Guide", "fr"));
    assert_eq!(spoken.date.as_deref(), Some("2027-05-01T10:00:00Z"));
    assert_eq!(spoken.authors, ["Ada"]);
    let silent = meta(&[("a.md", "# A\n")]);
    assert_eq!((silent.title.as_str(), silent.slug.as_str()), ("Acme pack", "acme-pack"));
    assert_eq!(silent.lang, "en");
}

#[test]
fn a_page_alone_goes_by_its_own_name() {
    let files = folder(&[
        ("pack.yaml", "title: Pack\nslug: pack\npublisher: ACME\n"),
        ("security.md", "---\ntitle: Security\ndraft: true\nparent: index\n---\n"),
        ("index.md", ""),
    ]);
    let selection = Selection::Page(PackPath::new("security.md").unwrap());
    assert_snapshot!(told(&files, &selection), @r"
    security: Security
    Warning: `security.md` is exported by its name; its folder leaves it out: it is a draft (see that nobody gets it who should not)
    ");
    let book = folder(&[
        ("book.toml", "[book]\ntitle = \"Book\"\nlanguage = \"en\"\n"),
        ("src/SUMMARY.md", "# Summary\n\n- [Start](start.md)\n"),
        ("src/start.md", "# Start\n"),
        ("src/secret.md", "# Secret\n"),
    ]);
    let secret = Selection::Page(PackPath::new("src/secret.md").unwrap());
    assert!(told(&book, &secret).contains("`src/SUMMARY.md` does not name it"));
    let start = Selection::Page(PackPath::new("src/start.md").unwrap());
    assert!(!told(&book, &start).contains("Warning"));
    // What holds it back may lie in a folder that the site shows it in, and not on the disk.
    let site = folder(&[
        (
            "hugo.toml",
            "[[module.mounts]]\nsource = \"home\"\ntarget = \"content\"\n\
             [[module.mounts]]\nsource = \"plans\"\ntarget = \"content/yard/plans\"\n",
        ),
        ("home/yard/_index.md", "---\ncascade: {build: {render: never}}\n---\n"),
        ("plans/crane.md", "---\ntitle: Crane\n---\n"),
    ]);
    let crane = Selection::Page(PackPath::new("plans/crane.md").unwrap());
    assert!(told(&site, &crane).contains("`home/yard/_index.md` says `build"));
    let meta = read(&files, &selection.clone().into(), &mut Sources::default()).value.meta;
    assert_eq!((meta.title.as_str(), meta.slug.as_str()), ("Security", "security"));
    assert_eq!(meta.publisher.as_deref(), Some("ACME"));
}

#[test]
fn nothing_to_export_is_an_error() {
    assert_snapshot!(in_folder(&[("a.txt", "")]), @"Error: there is no page to export (add a file that ends in `.md`)");
    assert_snapshot!(in_folder(&[("a.md", "---\ndraft: true\n---\n")]), @r"
    - a.md: it is a draft
    Error: there is no page to export (pages were left out; the first is `a.md`, because it is a draft)
    ");
    let missing = Selection::Page(PackPath::new("gone.md").unwrap());
    assert_snapshot!(told(&folder(&[]), &missing), @r"
    - gone.md: it could not be read
    Error: `gone.md` cannot be read: there is no such file ()
    Error: there is no page to export (pages were left out; the first is `gone.md`, because it could not be read)
    ");
}

#[test]
fn a_long_chain_of_parents_is_walked_without_recursion() {
    let files = (1..3000u32).fold(folder(&[("p0.md", "")]), |files, number| {
        files.with(&format!("p{number}.md"), format!("---\nparent: p{}\n---\n", number - 1))
    });
    let read = read(&files, &Selection::Folder.into(), &mut Sources::default());
    assert_eq!(read.value.pages.len(), 3000);
    assert_eq!(read.value.pages[2999].depth, u8::MAX);
    assert_eq!(read.diagnostics, []);
}
