//! Manifests: what `recto build --manifest` writes, and what `recto verify` finds.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const PAGE: &str = "# Backups\n\nEvery night, for {{ customer }}.\n";

/// What a run left behind.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn fails(&self, code: i32, said: &[&str]) {
        assert_eq!(self.code, code, "{}", self.err);
        for words in said {
            assert!(self.err.contains(words), "`{words}` is not said:\n{}", self.err);
        }
    }

    #[track_caller]
    fn succeeds(&self, said: &str) {
        assert_eq!(self.code, 0, "{}", self.err);
        assert!(self.out.contains(said), "{}", self.out);
    }
}

fn recto(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::cargo_bin("recto").unwrap();
    let command = command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const MANIFEST: &str = "out/trust.manifest.json";

fn verify(folder: &Path) -> Run {
    recto(folder, &["verify", MANIFEST])
}

fn rebuild(folder: &Path) -> Run {
    recto(folder, &["verify", MANIFEST, "pages", "--rebuild", "--theme", "brand"])
}

/// A folder with a pack in `pages`, variables, a theme beside it, and what was made in `out`.
fn built() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("pages/img")).unwrap();
    fs::create_dir_all(at("brand")).unwrap();
    let settings = "title: Trust\nslug: trust\nvariables: { customer: you }\n";
    fs::write(at("pages/pack.yaml"), settings).unwrap();
    fs::write(at("pages/index.md"), PAGE).unwrap();
    fs::write(at("brand/theme.yaml"), "extends: default\n").unwrap();
    fs::write(at("acme.yaml"), "customer: ACME\n").unwrap();
    let build = ["build", "pages", "--manifest", "--to", "html,pdf", "--output", "out"];
    let more = ["--vars", "acme.yaml", "--theme", "brand", "--max-size", "5 MB"];
    recto(folder.path(), &[&build[..], &more[..]].concat()).succeeds("trust.manifest.json");
    folder
}

#[test]
fn what_was_made_is_proved() {
    let folder = built();
    let run = verify(folder.path());
    run.succeeds("2 files: untouched\n");
    rebuild(folder.path()).succeeds("the same inputs give the same bytes");
}

/// A link may lead to a device, which never ends, and what lies behind it is nobody's output.
#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_not_read() {
    let folder = built();
    let (html, pdf) = (folder.path().join("out/trust.html"), folder.path().join("out/trust.pdf"));
    fs::remove_file(&html).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &html).unwrap();
    fs::remove_file(&pdf).unwrap();
    fs::create_dir(&pdf).unwrap();
    verify(folder.path()).fails(
        1,
        &["`trust.html` is no plain file, and is not read", "`trust.pdf` is no plain file"],
    );
    let manifest = folder.path().join(MANIFEST);
    fs::remove_file(&manifest).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &manifest).unwrap();
    verify(folder.path()).fails(2, &["it is no plain file"]);
}

/// A program of a pack that was changed is whatever somebody made of it.
#[cfg(unix)]
#[test]
fn no_program_of_a_changed_pack_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("pages")).unwrap();
    let settings = "title: Trust\nslug: trust\ndiagrams: {dot: [sh, draw.sh]}\n";
    let draw = "cat > /dev/null; touch ran; echo '<svg xmlns=\"http://www.w3.org/2000/svg\" \
                width=\"9\" height=\"9\"><path d=\"M0 0h9\"/></svg>'\n";
    for (path, text) in [
        ("pages/pack.yaml", settings),
        ("pages/draw.sh", draw),
        ("pages/index.md", "# Backups\n\n```dot\na -> b\n```\n"),
    ] {
        fs::write(at(path), text).unwrap();
    }
    let build = ["build", "pages", "--manifest", "--to", "html", "-o", "out", "--allow-commands"];
    recto(folder.path(), &build).succeeds("trust.manifest.json");
    let rebuild = ["verify", MANIFEST, "pages", "--rebuild", "--allow-commands"];
    recto(folder.path(), &rebuild).succeeds("the same inputs give the same bytes");
    fs::remove_file(at("pages/ran")).unwrap();
    fs::write(at("pages/index.md"), "# Backups\n\n```dot\na -> c\n```\n").unwrap();
    let words = ["the input `index.md` was changed", "no program was run"];
    recto(folder.path(), &rebuild).fails(1, &words);
    assert!(!at("pages/ran").exists());
}

/// What the environment dates outputs with is an input, and the manifest knows it.
#[test]
fn a_rebuild_is_dated_as_the_build_was() {
    let folder = built();
    let mut command = Command::cargo_bin("recto").unwrap();
    let build = ["build", "pages", "--manifest", "--to", "pdf", "--output", "out"];
    let command = command.current_dir(folder.path()).args(build);
    assert!(command.env("SOURCE_DATE_EPOCH", "1000000000").output().unwrap().status.success());
    let run = recto(folder.path(), &["verify", MANIFEST, "pages", "--rebuild"]);
    run.fails(1, &["`trust.html` is not in the manifest"]);
    assert!(!run.err.contains("trust.pdf"), "{}", run.err);
}

#[test]
fn a_manifest_names_no_machine_and_no_moment() {
    let (one, two) = (built(), built());
    let read = |folder: &Path| fs::read_to_string(folder.join(MANIFEST)).unwrap();
    let manifest = read(one.path());
    assert_eq!(manifest, read(two.path()));
    assert!(!manifest.contains(one.path().to_str().unwrap()));
    for listed in ["trust.html", "trust.pdf", "index.md", "pack.yaml", "theme.yaml", "acme.yaml"] {
        assert!(manifest.contains(&format!("\"{listed}\"")), "{listed}:\n{manifest}");
    }
}

#[test]
fn outputs_that_are_not_as_they_were_are_told() {
    let folder = built();
    let out = folder.path().join("out");
    let html = fs::read_to_string(out.join("trust.html")).unwrap();
    fs::write(out.join("trust.html"), html.replace("night", "month")).unwrap();
    fs::write(out.join("trust.epub"), "another book").unwrap();
    fs::remove_file(out.join("trust.pdf")).unwrap();
    let said = [
        "the output `trust.html` was changed",
        "the output `trust.pdf` is missing",
        "the output `trust.epub` is not in the manifest",
    ];
    let run = verify(folder.path());
    run.fails(1, &said);
    assert_eq!(run.out, "");
}

#[test]
fn inputs_that_are_not_as_they_were_are_told() {
    let folder = built();
    fs::write(folder.path().join("pages/index.md"), PAGE.replace("night", "month")).unwrap();
    fs::write(folder.path().join("pages/new.md"), "# New\n").unwrap();
    fs::write(folder.path().join("brand/more.yaml"), "").unwrap();
    verify(folder.path()).succeeds("untouched");
    let said = [
        "the input `index.md` was changed",
        "the input `new.md` is not in the manifest",
        "the file of the theme `more.yaml` is not in the manifest",
    ];
    rebuild(folder.path()).fails(1, &said);
    fs::remove_file(folder.path().join("pages/index.md")).unwrap();
    rebuild(folder.path()).fails(1, &["the input `index.md` is missing"]);
}

#[test]
fn what_cannot_be_verified_is_misuse() {
    let folder = built();
    let run = recto(folder.path(), &["verify", MANIFEST, "pages", "--rebuild"]);
    run.fails(2, &["name its folder `brand` with --theme"]);
    fs::write(folder.path().join(MANIFEST), "{}").unwrap();
    verify(folder.path()).fails(2, &["this is no manifest"]);
    fs::remove_file(folder.path().join(MANIFEST)).unwrap();
    verify(folder.path()).fails(2, &[MANIFEST]);
}

/// A manifest may come from anywhere; a name in it must not lead to other files.
#[test]
fn a_manifest_leads_to_no_other_file() {
    let folder = built();
    let path = folder.path().join(MANIFEST);
    let manifest = fs::read_to_string(&path).unwrap();
    fs::write(&path, manifest.replace("\"trust.pdf\"", "\"../acme.yaml\"")).unwrap();
    verify(folder.path()).fails(1, &["`../acme.yaml` is missing"]);
}

#[test]
fn a_pack_can_ask_for_its_manifest() {
    let folder = built();
    let settings = "title: Trust\nslug: other\nmanifest: true\n";
    fs::write(folder.path().join("pages/pack.yaml"), settings).unwrap();
    recto(folder.path(), &["build", "pages", "--output", "out"]).succeeds("other.manifest.json");
    assert!(folder.path().join("out/other.manifest.json").is_file());
}

/// Each profile has a manifest of its own, and each is proved by itself.
#[test]
fn profiles_are_proved_one_by_one() {
    let folder = built();
    let settings = "title: Trust\nslug: trust\nprofiles:\n  a: {}\n  b: { exclude: [one.md] }\n";
    fs::write(folder.path().join("pages/pack.yaml"), settings).unwrap();
    fs::write(folder.path().join("pages/one.md"), "# One\n").unwrap();
    let build = ["build", "pages", "--all-profiles", "--manifest", "--output", "out"];
    recto(folder.path(), &build).succeeds("trust-b.manifest.json");
    for name in ["out/trust-a.manifest.json", "out/trust-b.manifest.json"] {
        recto(folder.path(), &["verify", name, "pages", "--rebuild"]).succeeds("3 files");
    }
}

/// Of a file of variables a manifest holds what was filled in, and no remark.
#[test]
fn values_that_nothing_uses_are_in_no_manifest() {
    let folder = built();
    let values = "# Wren pays late\ncustomer: ACME # since May\nprice: twelve\n";
    fs::write(folder.path().join("acme.yaml"), values).unwrap();
    let build = ["build", "pages", "--manifest", "--to", "html", "--output", "out"];
    recto(folder.path(), &[&build[..], &["--vars", "acme.yaml"]].concat()).succeeds("manifest");
    let manifest = fs::read_to_string(folder.path().join(MANIFEST)).unwrap();
    assert!(manifest.contains(r#""text": "customer: \"ACME\"\n""#), "{manifest}");
    for absent in ["Wren", "since May", "price", "twelve"] {
        assert!(!manifest.contains(absent), "{absent}:\n{manifest}");
    }
    fs::remove_file(folder.path().join("out/trust.pdf")).unwrap();
    let run = recto(folder.path(), &["verify", MANIFEST, "pages", "--rebuild"]);
    run.succeeds("the same inputs give the same bytes");
}

/// A page that was made alone is named as it was when it was made, or by its folder.
#[test]
fn a_page_alone_is_proved() {
    let folder = built();
    fs::write(folder.path().join("pages/other.md"), "# Other\n").unwrap();
    let build = ["build", "pages/index.md", "--manifest", "--to", "html", "--output", "alone"];
    recto(folder.path(), &build).succeeds("manifest.json");
    let manifests = fs::read_dir(folder.path().join("alone")).unwrap();
    let mut names = manifests.map(|it| it.unwrap().file_name().into_string().unwrap());
    let manifest =
        format!("alone/{}", names.find(|name| name.ends_with(".manifest.json")).unwrap());
    for place in ["pages/index.md", "pages"] {
        let run = recto(folder.path(), &["verify", &manifest, place, "--rebuild"]);
        run.succeeds("the same inputs give the same bytes");
    }
    let run = recto(folder.path(), &["verify", &manifest, "pages/other.md", "--rebuild"]);
    run.fails(2, &["pages/other.md: the manifest is of the page `index.md`: name that"]);
}

/// The day that pages hang on is an input, and the manifest knows it.
#[test]
fn the_recorded_day_chooses_the_pages_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("pages")).unwrap();
    fs::write(at("pages/index.md"), "# Start\n").unwrap();
    fs::write(at("pages/news.md"), "---\npublishDate: 2027-03-01\n---\n# News\n").unwrap();
    for (day, pages) in [("2027-02-28", 1), ("2027-03-01", 2)] {
        let out = at(day);
        let build = ["build", "pages", "--manifest", "--to", "html", "--on", day, "--output"];
        let run = recto(folder.path(), &[&build[..], &[out.to_str().unwrap()]].concat());
        run.succeeds("pages.manifest.json");
        assert_eq!(run.err.contains("1 page is not published on 2027-02-28"), pages == 1);
        let manifest = format!("{day}/pages.manifest.json");
        let text = fs::read_to_string(at(&manifest)).unwrap();
        assert!(text.contains(&format!("\"on\": \"{day}\"")), "{text}");
        let run = recto(folder.path(), &["verify", &manifest, "pages", "--rebuild"]);
        run.succeeds("the same inputs give the same bytes");
    }
    // Where no page hangs on the day it decides nothing, and is not there.
    fs::remove_file(at("pages/news.md")).unwrap();
    let build = ["build", "pages", "--manifest", "--to", "html", "--output", "none"];
    recto(folder.path(), &build).succeeds("pages.manifest.json");
    let text = fs::read_to_string(at("none/pages.manifest.json")).unwrap();
    assert!(!text.contains("\"on\""), "{text}");
}

/// Pictures from around the folder are inputs like those in it.
#[test]
fn pictures_of_the_repository_are_in_the_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let drawing =
        |size| format!("<svg xmlns='http://www.w3.org/2000/svg' width='{size}' height='{size}'/>");
    fs::create_dir_all(at("docs/en")).unwrap();
    fs::create_dir_all(at("img")).unwrap();
    fs::create_dir(at(".git")).unwrap();
    fs::write(at("img/lid.svg"), drawing(3)).unwrap();
    fs::write(at("docs/en/index.md"), "# Lid\n\n![The lid](../../img/lid.svg)\n").unwrap();
    let build = ["build", "docs/en/index.md", "--manifest", "--to", "html", "--output", "out"];
    let run = recto(folder.path(), &build);
    run.succeeds("en.manifest.json");
    let manifest = "out/en.manifest.json";
    let text = fs::read_to_string(at(manifest)).unwrap();
    assert!(text.contains("img/lid.svg") && text.contains("\"of\": \"repository\""), "{text}");
    let rebuild = ["verify", manifest, "docs/en", "--rebuild"];
    recto(folder.path(), &rebuild).succeeds("the same inputs give the same bytes");
    fs::write(at("img/lid.svg"), drawing(4)).unwrap();
    let said = "the input `img/lid.svg` was changed";
    recto(folder.path(), &rebuild).fails(1, &[said]);
}

/// A pack of which three readers get different parts, with what was made for two of them.
fn for_several() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("pages")).unwrap();
    let settings = "title: Trust\nslug: trust\ndate: 2027-01-01\nprofiles:\n  public: { exclude: \
                    [zebra.md, auditors.md] }\n  auditor: { exclude: [zebra.md] }\n  board: {}\n";
    fs::write(at("pages/pack.yaml"), settings).unwrap();
    let page = "# Backups\n\nEvery night.\n\n{{< only profile=\"board\" >}}\nKestrel pays.\n{{< /only >}}\n";
    fs::write(at("pages/backups.md"), page).unwrap();
    fs::write(at("pages/whole.md"), "# Whole\n\nFor all.\n").unwrap();
    fs::write(at("pages/zebra.md"), "# Zebra\n\n![Stripes](stripes.svg)\n").unwrap();
    fs::write(at("pages/auditors.md"), "# Findings\n\nNone.\n").unwrap();
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    fs::write(at("pages/stripes.svg"), drawing).unwrap();
    folder
}

const FOR_TWO: [&str; 11] = [
    "build",
    "pages",
    "--manifest",
    "--to",
    "html",
    "--output",
    "out",
    "--profile",
    "public",
    "--profile",
    "auditor",
];

#[test]
fn a_manifest_says_nothing_of_what_its_reader_does_not_get() {
    let folder = for_several();
    recto(folder.path(), &FOR_TWO).succeeds("trust-auditor.manifest.json");
    let sum = |path: &str| {
        let bytes = fs::read(folder.path().join("pages").join(path)).unwrap();
        recto::files::Fingerprint::of(&bytes).sha256
    };
    for (profile, other, out) in [
        ("public", "auditor", &["zebra", "stripes", "board", "auditors.md"][..]),
        ("auditor", "public", &["zebra", "stripes", "board"]),
    ] {
        let manifest = format!("out/trust-{profile}.manifest.json");
        let text = fs::read_to_string(folder.path().join(&manifest)).unwrap();
        for word in out.iter().chain([&other]) {
            assert!(!text.contains(word), "{word}:\n{text}");
        }
        for part in ["backups.md", "pack.yaml", "zebra.md", "stripes.svg"] {
            assert!(!text.contains(&sum(part)), "{part}:\n{text}");
        }
        assert!(text.contains("\"backups.md\"") && text.contains(&sum("whole.md")), "{text}");
        let rebuild = ["verify", &manifest, "pages", "--rebuild"];
        recto(folder.path(), &rebuild).succeeds("the same inputs give the same bytes");
    }
}

#[test]
fn a_change_in_a_page_that_is_there_in_part_is_found_by_the_documents() {
    let folder = for_several();
    recto(folder.path(), &FOR_TWO).succeeds("trust-public.html");
    let page = folder.path().join("pages/backups.md");
    let text = fs::read_to_string(&page).unwrap().replace("night", "month");
    fs::write(&page, text).unwrap();
    let rebuild = ["verify", "out/trust-public.manifest.json", "pages", "--rebuild"];
    let said = ["the rebuilt output `trust-public.html` was changed", "`backups.md`", "no sum"];
    recto(folder.path(), &rebuild).fails(1, &said);
    fs::remove_file(page).unwrap();
    recto(folder.path(), &rebuild).fails(1, &["the input `backups.md` is missing"]);
}

#[test]
fn a_value_that_only_others_get_stays_out_of_the_manifest() {
    let folder = for_several();
    fs::write(folder.path().join("all.yaml"), "buyer: Kestrel\nyear: 2027\n").unwrap();
    let page = "# Year\n\n{{ year }} {{< only profile=\"board\" >}}{{ buyer }}{{< /only >}}\n";
    fs::write(folder.path().join("pages/year.md"), page).unwrap();
    let run = recto(folder.path(), &[&FOR_TWO[..], &["--vars", "all.yaml"]].concat());
    run.fails(1, &["`Kestrel` is in the manifest file"]);
    assert!(!folder.path().join("out").exists());
    let build = FOR_TWO.iter().copied().filter(|it| *it != "--manifest").collect::<Vec<_>>();
    recto(folder.path(), &[&build[..], &["--vars", "all.yaml"]].concat()).succeeds("trust-public");
}
