//! The command as scripts and people meet it: exit codes, streams, files.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What a run left behind.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn recto(folder: &Path, arguments: &[&str]) -> Run {
    let output =
        Command::cargo_bin("recto").unwrap().current_dir(folder).args(arguments).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn files_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const PACK: &str = "title: Handbook\nslug: handbook\nlang: en\ndate: 2026-03-09\n";

#[test]
fn a_folder_becomes_three_files_with_a_line_for_each() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n\nWords.\n")]);
    let run = recto(folder.path(), &["build"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let dist = folder.path().join("dist");
    assert_eq!(files_in(&dist), ["handbook.epub", "handbook.html", "handbook.pdf"]);
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(lines[0].contains("handbook.pdf") && lines[0].contains("1 page "), "{}", run.out);
}

#[test]
fn a_page_and_a_folder_without_settings_are_packs_too() {
    let folder = folder(&[("notes/one.md", "# One\n"), ("notes/two.md", "# Two\n")]);
    let alone = recto(folder.path(), &["build", "notes/one.md", "--to", "html", "-o", "out"]);
    assert_eq!(alone.code, 0, "{}", alone.err);
    let both = recto(folder.path(), &["build", "notes", "--to", "html", "-o", "out"]);
    assert_eq!(both.code, 0, "{}", both.err);
    assert_eq!(files_in(&folder.path().join("out")), ["notes.html", "one.html"]);
}

#[test]
fn a_page_is_a_page_of_the_pack_that_it_lies_in() {
    let settings = format!("{PACK}classification: Restricted\nexclude: [hidden]\n");
    let pack = folder(&[
        ("pack/pack.yaml", &settings),
        ("pack/guide/page.md", "# Page\n\nWords.\n"),
        ("pack/hidden/page.md", "# Hidden\n\nWords.\n"),
    ]);
    let build = |from: &str, page: &str| {
        recto(&pack.path().join(from), &["build", page, "--to", "html", "--output", "out"])
    };
    for (from, page) in
        [("", "pack/guide/page.md"), ("pack/guide", "page.md"), ("pack", "guide/page.md")]
    {
        assert_eq!(build(from, page).code, 0, "{from} {page}");
        let out = pack.path().join(from).join("out");
        let names = files_in(&out);
        let html = fs::read_to_string(out.join(&names[0])).unwrap();
        assert!(html.contains("Restricted"), "{from} {page}");
    }
    let run = build("pack/hidden", "page.md");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!pack.path().join("pack/hidden/out").exists());
}

#[test]
fn only_the_formats_asked_for_are_made() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n")]);
    let run = recto(folder.path(), &["build", "--to", "html,epub,html", "-q"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert_eq!(files_in(&folder.path().join("dist")), ["handbook.epub", "handbook.html"]);
}

#[test]
fn a_warning_fails_a_strict_run_which_then_writes_nothing() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n\n[Nowhere](nowhere).\n")]);
    let run = recto(folder.path(), &["build", "--to", "html"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("broken-link") && run.err.contains("page.md:3:"), "{}", run.err);
    fs::remove_dir_all(folder.path().join("dist")).unwrap();
    let strict = recto(folder.path(), &["build", "--to", "html", "--strict"]);
    assert_eq!((strict.code, strict.out.as_str()), (1, ""));
    assert!(files_in(&folder.path().join("dist")).is_empty());
}

#[test]
fn an_error_fails_a_run_which_still_makes_the_rest() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n\n![A seal](seal.png)\n")]);
    let run = recto(folder.path(), &["build", "--to", "html", "--quiet"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("missing-attachment"), "{}", run.err);
    assert_eq!(files_in(&folder.path().join("dist")), ["handbook.html"]);
}

#[test]
fn diagnostics_are_objects_for_programs() {
    let folder = folder(&[("in/pack.yaml", PACK), ("in/page.md", "# Page\n\n[x](nowhere)\n")]);
    let run = recto(folder.path(), &["build", "in", "--to", "html", "--diagnostics", "json"]);
    let lines: Vec<serde_json::Value> =
        run.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "{}", run.err);
    assert_eq!(lines[0]["code"], "broken-link");
    assert_eq!(lines[0]["severity"], "warning");
    assert_eq!((&lines[0]["file"], &lines[0]["line"]), (&"page.md".into(), &3.into()));
}

#[test]
fn a_command_that_is_wrong_is_told_apart_from_content_that_is() {
    let folder = folder(&[("notes.txt", "no page\n")]);
    for arguments in [
        &["build", "missing"][..],
        &["build", "--to", "docx"],
        &["build", "--jobs", "0"],
        &["print"],
    ] {
        let run = recto(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.err.is_empty());
    }
    let empty = recto(folder.path(), &["build"]);
    assert_eq!(empty.code, 1);
    assert!(empty.err.contains("empty-pack"), "{}", empty.err);
}

#[test]
fn a_day_of_the_environment_that_is_none_refuses() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n")]);
    let mut command = Command::cargo_bin("recto").unwrap();
    let command = command.current_dir(folder.path()).args(["build", "--to", "html", "-o", "out"]);
    let output = command.env("SOURCE_DATE_EPOCH", "yesterday").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("nothing is written: the day that the environment names"), "{said}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_and_leaves_nothing_behind() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n"), ("out", "a file\n")]);
    let run = recto(folder.path(), &["build", "--to", "html", "-o", "out"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let said = "cannot write into out: a file stands where a folder is needed";
    assert!(run.err.contains(said), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "a file\n");
}

#[test]
fn the_files_of_a_run_are_replaced_together_or_not_at_all() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n\nOld words.\n")]);
    let arguments = ["build", "--to", "epub,html", "-o", "out"];
    assert_eq!(recto(folder.path(), &arguments).code, 0);
    let old = fs::read(folder.path().join("out/handbook.epub")).unwrap();
    fs::write(folder.path().join("page.md"), "# Page\n\nNew words.\n").unwrap();
    fs::remove_file(folder.path().join("out/handbook.html")).unwrap();
    fs::create_dir(folder.path().join("out/handbook.html")).unwrap();
    let run = recto(folder.path(), &arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("cannot write out/handbook.html: it is a folder"), "{}", run.err);
    let earlier = "`out/handbook.epub` is of an earlier run: this one made no epub";
    assert!(run.err.contains(earlier), "{}", run.err);
    assert_eq!(fs::read(folder.path().join("out/handbook.epub")).unwrap(), old);
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn no_link_that_came_with_the_pages_says_where_files_are_written() {
    let folder = folder(&[("pages/page.md", "# Page\n"), ("elsewhere/pages.html", "mine\n")]);
    let (pages, elsewhere) = (folder.path().join("pages"), folder.path().join("elsewhere"));
    std::os::unix::fs::symlink(&elsewhere, pages.join("dist")).unwrap();
    let run = recto(&pages, &["build", "--to", "html"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("it is a link that leads out of the current folder"), "{}", run.err);
    assert_eq!(fs::read_to_string(elsewhere.join("pages.html")).unwrap(), "mine\n");
    // Who names the place means it.
    assert_eq!(recto(&pages, &["build", "--to", "html", "-o", "../elsewhere"]).code, 0);
}

#[test]
fn the_tree_is_json() {
    let folder = folder(&[("page.md", "# Page\n\nWords.\n")]);
    let run = recto(folder.path(), &["tree", "page.md"]);
    let tree: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &tree["pages"][0]["key"]), (0, &"page".into()));
}

#[test]
fn completions_and_the_manual_are_printed() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = recto(folder.path(), &["completions", shell]);
        assert!(run.code == 0 && run.out.contains("recto"), "{shell}");
    }
    let manual = recto(folder.path(), &["man"]);
    assert!(manual.code == 0 && manual.out.starts_with(".ie") && manual.out.contains("recto"));
}

#[test]
fn what_stays_out_is_said_on_request() {
    let folder = folder(&[
        (
            "pack.yaml",
            &format!(
                "{PACK}exclude: [secret.md, guide/*, extra.mdx, part.md]\nvariables: {{ who: you }}\n"
            ),
        ),
        (
            "page.md",
            "# For {{ who }}\n\n[More](secret.md#part), [guide](guide/), [extra](extra.mdx).\n\n\
             {{< include \"part.md\" >}}\n",
        ),
        ("part.md", "A part.\n"),
        ("secret.md", "# Secret\n"),
        ("guide/_index.md", "# Guide\n"),
        ("extra.mdx", "# Extra\n"),
        ("later.md", "---\ndraft: true\n---\n"),
    ]);
    let quiet = recto(folder.path(), &["build", "--to", "html"]);
    assert!(!quiet.out.contains("left out"), "{}", quiet.out);
    let run = recto(folder.path(), &["build", "--to", "html", "-v", "--set", "who=ACME"]);
    let said: Vec<_> = run.out.lines().filter(|line| line.starts_with("left out")).collect();
    assert_eq!(
        said,
        [
            "left out: extra.mdx (`exclude` leaves it out), linked from page",
            "left out: guide/_index.md (`exclude` leaves it out), linked from page",
            "left out: later.md (it is a draft)",
            "left out: part.md (`exclude` leaves it out), brought into page",
            "left out: secret.md (`exclude` leaves it out), linked from page",
        ]
    );
    let html = fs::read_to_string(folder.path().join("dist/handbook.html")).unwrap();
    assert!(html.contains("For ACME"), "the variable is filled in");
}

/// A page with faults: three that take no judgement, one that does.
const FAULTY: &str = "# Page\r\n\r\n## One  two\r\n\r\n[here](Other.md)\r\n\r\nItâ€™s late.\r\n";

#[test]
fn a_check_tells_what_it_finds_and_writes_nothing() {
    let folder =
        folder(&[("in/pack.yaml", PACK), ("in/page.md", FAULTY), ("in/other.md", "# O\n")]);
    let run = recto(folder.path(), &["check", "in"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for rule in ["double-space", "vague-link", "letter-case", "mojibake"] {
        assert!(run.out.contains(&format!("[{rule}]")), "{rule}: {}", run.out);
    }
    assert!(run.out.contains("--> in/page.md:3:7"), "{}", run.out);
    assert_eq!(files_in(folder.path()), ["in"]);
    assert_eq!(recto(folder.path(), &["check", "in", "--strict"]).code, 1);
    assert_eq!(recto(folder.path(), &["check", "in", "--deny", "warnings"]).code, 1);
    assert_eq!(recto(folder.path(), &["check", "in", "--deny", "vague-link"]).code, 1);
    assert_eq!(recto(folder.path(), &["check", "in", "--deny", "empty-link"]).code, 0);
    let silenced = recto(folder.path(), &["check", "in", "--allow", "vague-link"]);
    assert!(!silenced.out.contains("vague-link"), "{}", silenced.out);
    assert_eq!(recto(folder.path(), &["check", "in", "--allow", "vague"]).code, 2);
}

#[test]
fn what_lies_in_a_theme_s_folder_is_no_unused_picture() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let folder = folder(&[
        ("pack.yaml", PACK),
        ("page.md", "# Page\n\nText of it.\n"),
        ("second/theme.yaml", "extends: default\n"),
        ("second/pictures/ring.svg", drawing),
        ("forgotten/ring.svg", drawing),
    ]);
    let run = recto(folder.path(), &["check"]);
    assert!(run.err.contains("`forgotten/ring.svg`") || run.out.contains("`forgotten/ring.svg`"));
    assert!(!run.err.contains("second/") && !run.out.contains("second/"), "{}{}", run.out, run.err);
}

#[test]
fn colours_are_asked_for_and_not_given_to_a_pipe() {
    let pack = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n\n## one  two\n")]);
    assert!(!recto(pack.path(), &["check", "."]).out.contains('\u{1B}'));
    let run = recto(pack.path(), &["check", ".", "--color", "always"]);
    assert!(run.out.contains("\u{1B}[1m\u{1B}[33mwarning[double-space]\u{1B}[0m"), "{:?}", run.out);
}

#[test]
fn a_fix_changes_what_is_mechanical_once_and_nothing_else() {
    let folder =
        folder(&[("in/pack.yaml", PACK), ("in/page.md", FAULTY), ("in/other.md", "# O\n")]);
    let page = folder.path().join("in/page.md");
    let run = recto(folder.path(), &["check", "in", "--fix"]);
    assert!(run.out.starts_with("in/page.md: 3 corrections made\n"), "{}", run.out);
    assert!(run.out.contains("[vague-link]") && !run.out.contains("double-space"), "{}", run.out);
    let mended = "# Page\r\n\r\n## One two\r\n\r\n[here](other.md)\r\n\r\nIt’s late.\r\n";
    assert_eq!(fs::read_to_string(&page).unwrap(), mended);
    let again = recto(folder.path(), &["check", "in", "--fix"]);
    assert!(!again.out.contains("corrections made"), "{}", again.out);
    assert_eq!(fs::read_to_string(&page).unwrap(), mended);
}

#[test]
fn a_check_speaks_to_programs() {
    let folder = folder(&[("in/pack.yaml", PACK), ("in/page.md", FAULTY)]);
    let run = |form| recto(folder.path(), &["check", "in", "--diagnostics", form]).out;
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "in/page.md");
    assert_eq!(place["region"]["startLine"], 3);
    let lines = run("json");
    assert_eq!(lines.lines().count(), results.len());
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&first["fix"]["text"], &first["fix"]["column"]), (&" ".into(), &7.into()));
    assert!(run("junit").starts_with("<?xml"), "{}", run("junit"));
}

#[test]
fn the_rules_can_be_read_about() {
    let folder = folder(&[]);
    let list = recto(folder.path(), &["check", "--list"]);
    assert!(list.out.lines().any(|line| line.starts_with("double-space ")), "{}", list.out);
    let page = recto(folder.path(), &["check", "--explain", "double-space"]);
    assert!(page.out.starts_with("# double-space\n"), "{}", page.out);
}

#[test]
fn several_profiles_are_made_at_once_under_names_of_their_own() {
    let profiles =
        "profiles:\n  auditor: {}\n  public: { slug: guide }\n  other: { slug: guide }\n";
    let folder = folder(&[
        ("pack.yaml", &format!("{PACK}{profiles}")),
        ("page.md", "# Page\n\nSaid. {only=\"auditor\"}\n\n[Nowhere](nowhere)\n"),
    ]);
    let build = |arguments: &[&str]| {
        recto(folder.path(), &[&["build", "--to", "html"], arguments].concat())
    };
    let run = build(&["--profile", "auditor", "--profile", "public"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches("broken-link").count(), 1, "{}", run.err);
    let dist = folder.path().join("dist");
    assert_eq!(files_in(&dist), ["guide.html", "handbook-auditor.html"]);
    let said = |name: &str| fs::read_to_string(dist.join(name)).unwrap().contains("Said.");
    assert_eq!((said("handbook-auditor.html"), said("guide.html")), (true, false));

    fs::remove_dir_all(&dist).unwrap();
    let run = build(&["--all-profiles"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(run.err.matches("name-clash").count(), 1, "{}", run.err);
    assert_eq!(files_in(&dist), [""; 0]);
}

#[test]
fn every_profile_is_checked_and_the_same_is_told_once() {
    let pack = format!("{PACK}profiles:\n  auditor: {{}}\n  prospect: {{}}\n");
    let page = "# Page\n\n## One  two\n\n{{< only \"auditor\" >}}\n## Three  four\n{{< /only >}}\n";
    let folder = folder(&[("pack.yaml", &pack), ("page.md", page)]);
    let lines = |arguments: &[&str]| {
        let arguments = [&["check", "--diagnostics", "json"], arguments].concat();
        recto(folder.path(), &arguments)
            .out
            .lines()
            .filter(|it| it.contains("double-space"))
            .count()
    };
    assert_eq!(lines(&[]), 1);
    assert_eq!(lines(&["--profile", "prospect", "--profile", "auditor"]), 2);
    assert_eq!(lines(&["--all-profiles"]), 2);
}

#[test]
fn a_new_pack_builds_without_a_warning_and_overwrites_nothing() {
    let folder = folder(&[]);
    let init = recto(folder.path(), &["init", "new"]);
    assert_eq!((init.code, init.err.as_str()), (0, ""));
    let build = ["build", "new", "--strict", "--to", "html,epub"];
    for profiles in [&[][..], &["--all-profiles"]] {
        let run = recto(folder.path(), &[&build, profiles].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
    }
    let check = recto(folder.path(), &["check", "new", "--strict"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    let pack = folder.path().join("new/pack.yaml");
    fs::write(&pack, "title: Mine\n").unwrap();
    let again = recto(folder.path(), &["init", "new"]);
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    assert_eq!(fs::read_to_string(&pack).unwrap(), "title: Mine\n");
}

#[test]
fn pages_are_listed_in_their_order_with_what_is_left_out() {
    let profiles = "profiles:\n  public: { exclude: [tag: internal] }\n";
    let folder = folder(&[
        ("pack.yaml", &format!("{PACK}{profiles}")),
        ("index.md", "# Start\n"),
        ("plan.md", "---\ntags: internal\nparent: index\n---\n# The plan\n"),
        ("later.md", "---\ndraft: true\n---\n"),
    ]);
    let run = recto(folder.path(), &["list"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("no profile is asked for, so `plan.md` is in"), "{}", run.err);
    let all = "Handbook\n  Start       index.md\n    The plan  plan.md\n\
               left out:\n  later.md  it is a draft\n";
    assert_eq!(run.out, all);
    let run = recto(folder.path(), &["list", "--all-profiles", "--format", "json"]);
    let lists: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&lists[0]["profile"], &lists[0]["pages"][0]["path"]),
        (&"public".into(), &"index.md".into())
    );
    assert_eq!(lists[0]["leftOut"][1]["reason"], "`exclude` leaves it out");
}

/// Settings whose `dot` is a shell that says this.
#[cfg(unix)]
fn drawn_by(script: &str) -> String {
    format!(
        "title: Pack\nslug: pack\ndescription: Words.\ndiagrams:\n  dot: {{ command: [sh, -c, '{script}'], time-limit: 1 }}\n"
    )
}

#[cfg(unix)]
const DIAGRAM: &str = "# Page\n\n```dot {alt=\"A line.\"}\na -> b\n```\n";

#[cfg(unix)]
#[test]
fn programs_run_only_where_they_may_and_are_named_in_the_manifest() {
    let script = "touch ran; echo \"<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" width=\\\"9\\\" height=\\\"9\\\"/>\"";
    let pack = folder(&[("pack.yaml", &drawn_by(script)), ("page.md", DIAGRAM)]);
    let build = ["build", ".", "--to", "html", "--manifest"];
    let run = recto(pack.path(), &build);
    assert!(run.code == 0 && run.err.contains("note[undrawn-diagram]"), "{}", run.err);
    assert!(!pack.path().join("ran").exists());

    let run = recto(pack.path(), &[&build[..], &["--allow-commands"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(pack.path().join("ran").exists());
    let manifest = pack.path().join("dist/pack.manifest.json");
    let manifest = fs::read_to_string(manifest).unwrap();
    assert!(manifest.contains("\"renderers\"") && manifest.contains("\"-c\""), "{manifest}");

    let verify = ["verify", "dist/pack.manifest.json", ".", "--rebuild"];
    let run = recto(pack.path(), &verify);
    assert!(run.code == 2 && run.err.contains("say --allow-commands"), "{}", run.err);
    let run = recto(pack.path(), &[&verify[..], &["--allow-commands"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
}

/// What a stuck program has started is ended with it: it would leave a file behind later.
#[cfg(unix)]
#[test]
fn a_stuck_program_is_ended_and_told_with_its_place() {
    let script = "(sleep 3; touch late) & cat; sleep 60";
    let pack = folder(&[("pack.yaml", &drawn_by(script)), ("page.md", DIAGRAM)]);
    let start = std::time::Instant::now();
    let build = ["build", ".", "--to", "html", "--allow-commands", "--diagnostics", "json"];
    let run = recto(pack.path(), &build);
    assert!(start.elapsed().as_secs() < 30);
    assert!(run.code == 1 && run.err.contains("was not done after 1 second"), "{}", run.err);
    assert!(run.err.contains("\"file\":\"page.md\",\"line\":3,\"column\":1"), "{}", run.err);
    assert_eq!(files_in(&pack.path().join("dist")), ["pack.html"]);
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(!pack.path().join("late").exists());
}

/// What has left the group of its program by a session of its own ends all the same, whether the
/// program ends by itself or not.
#[cfg(target_os = "linux")]
#[test]
fn what_a_program_starts_in_a_session_of_its_own_is_ended() {
    let apart = "setsid sh -c \"sleep 3; touch late\" > /dev/null 2>&1 < /dev/null & sleep 0.3;";
    let drawing =
        "echo \"<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" width=\\\"9\\\" height=\\\"9\\\"/>\"";
    for (rest, code) in [(drawing, 0), ("cat; sleep 60", 1)] {
        let settings = drawn_by(&format!("{apart} {rest}"));
        let pack = folder(&[("pack.yaml", &settings), ("page.md", DIAGRAM)]);
        let run = recto(pack.path(), &["build", ".", "--to", "html", "--allow-commands"]);
        assert_eq!(run.code, code, "{}", run.err);
        std::thread::sleep(std::time::Duration::from_secs(4));
        assert!(!pack.path().join("late").exists(), "{rest}");
    }
}

/// Whether a process is there that has some words in its command line.
#[cfg(target_os = "linux")]
fn runs(words: &str) -> bool {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let mut lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.any(|line| String::from_utf8_lossy(&line).contains(words))
}

#[cfg(target_os = "linux")]
#[test]
fn what_programs_run_ends_when_the_build_is_interrupted() {
    use std::process::{Command, Stdio};
    let wait = |until: &dyn Fn() -> bool| {
        let start = std::time::Instant::now();
        while !until() && start.elapsed().as_secs() < 20 {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        until()
    };
    for signal in ["INT", "TERM"] {
        // Lengths of time that no other program on the machine waits for.
        let (own, apart) = (format!("614{}", signal.len()), format!("615{}", signal.len()));
        let script = format!("setsid sleep {apart} & touch ready; sleep {own}");
        let settings = drawn_by(&script).replace("time-limit: 1", "time-limit: 60");
        let pack = folder(&[("pack.yaml", &settings), ("page.md", DIAGRAM)]);
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("recto"))
            .current_dir(pack.path())
            .args(["build", ".", "--to", "html", "--allow-commands"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (own, apart) = (format!("sleep\0{own}"), format!("sleep\0{apart}"));
        let started = || pack.path().join("ready").exists() && runs(&own) && runs(&apart);
        assert!(wait(&started), "the program starts");
        let kill = format!("kill -{signal} {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), None, "it ends by the signal");
        assert!(wait(&|| !runs(&own) && !runs(&apart)), "{signal}");
        assert!(!pack.path().join("dist").exists());
    }
}

/// Programs have a folder of their own for what they keep, and no network but the loopback where the
/// system can do that.
#[cfg(target_os = "linux")]
#[test]
fn programs_are_kept_apart() {
    let script = "echo words > $TMPDIR/kept; echo $TMPDIR > where; \
                  cat /proc/net/dev > devices; echo no network >&2; exit 1";
    let pack = folder(&[("pack.yaml", &drawn_by(script)), ("page.md", DIAGRAM)]);
    let build = ["build", ".", "--to", "html", "--allow-commands"];
    let run = recto(pack.path(), &build);
    let place = fs::read_to_string(pack.path().join("where")).unwrap();
    let place = Path::new(place.trim());
    assert!(place.is_absolute() && place.parent() == Some(&std::env::temp_dir()), "{place:?}");
    assert!(!place.exists(), "what they kept is gone");
    let devices = || {
        let text = fs::read_to_string(pack.path().join("devices")).unwrap();
        text.lines().filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned())).collect()
    };
    let kept: Vec<String> = devices();
    let own = fs::read_to_string("/proc/net/dev").unwrap();
    let is_confined = kept == ["lo"] && own.lines().count() > 3;
    assert_eq!(run.err.contains("`--allow-network` lets them"), is_confined, "{}", run.err);
    let run = recto(pack.path(), &[&build[..], &["--allow-network"]].concat());
    assert!(!run.err.contains("--allow-network"), "{}", run.err);
    let all: Vec<String> = devices();
    assert_eq!(all.len(), own.lines().count() - 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let pack = folder(&[("page.md", "# Page\n")]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = std::process::Command::new(assert_cmd::cargo::cargo_bin!("recto"))
        .current_dir(pack.path())
        .args(["list", "."])
        .stdout(full)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1), "{told}");
    assert!(told.contains("cannot write to standard output: the disk is full"), "{told}");
}

/// An archive of one small file that says of itself to be larger than all that is unpacked.
fn large_archive() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("list.csv", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"words").unwrap();
    let mut bytes = archive.finish().unwrap().into_inner();
    for (mark, place) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = bytes.windows(4).position(|it| it == mark).unwrap() + place;
        bytes[at..at + 4].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    }
    bytes
}

#[test]
fn an_archive_that_is_too_large_to_be_read_is_named_and_with_strict_nothing_is_written() {
    let settings =
        "title: Pack\nlang: en\ndate: 2026-03-09\nattach: [large.zip]\nexclude: [b.md]\n";
    let folder = folder(&[
        ("in/pack.yaml", settings),
        ("in/a.md", "# A\n\nWords.\n"),
        ("in/b.md", "# B\n\nWe buy Zebra.\n"),
    ]);
    fs::write(folder.path().join("in/large.zip"), large_archive()).unwrap();
    let build = ["build", "in", "--to", "html", "--output", "out", "--strict"];
    let strict = recto(folder.path(), &build);
    assert_eq!((strict.code, files_in(&folder.path().join("out"))), (1, vec![]), "{}", strict.err);
    let told = "`large.zip/list.csv` could not be searched for what was left out";
    assert!(strict.err.contains(told), "{}", strict.err);
    let lenient = recto(folder.path(), &build[..6]);
    assert_eq!(lenient.code, 0, "{}", lenient.err);
    assert!(lenient.err.contains(told), "{}", lenient.err);
}

#[test]
fn no_word_of_the_command_line_commands_a_build_server() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n")]);
    let wild = "a\n::error::boo\u{1b}[31m ##vso[x]";
    let options = [
        "--max-size",
        "--set",
        "--to",
        "--on",
        "--pdf-standard",
        "--profile",
        "--theme",
        "--jobs",
        "--color",
        "--diagnostics",
        "--report",
        "--vars",
        "--unheard-of",
    ];
    let mut commands: Vec<Vec<&str>> =
        options.iter().map(|option| vec!["build", ".", option, wild]).collect();
    commands.extend([vec!["check", "--deny", wild], vec!["check", "--explain", wild]]);
    commands.extend([vec![wild], vec!["build", wild], vec!["verify", wild], vec!["init", wild]]);
    for command in commands {
        let run = recto(folder.path(), &command);
        let said = run.err + &run.out;
        assert!(
            !said.lines().any(|line| line.trim_start().starts_with("::")),
            "{command:?}: {said}"
        );
        assert!(!said.contains('\u{1b}') && !said.contains("##vso["), "{command:?}: {said}");
    }
}

#[test]
fn what_an_earlier_run_left_is_named() {
    let folder = folder(&[("pack.yaml", PACK), ("page.md", "# Page\n")]);
    assert_eq!(recto(folder.path(), &["build"]).code, 0);
    let some = recto(folder.path(), &["build", "--to", "html"]);
    for name in ["pdf", "epub"] {
        let line = format!("dist/handbook.{name}  of an earlier run, and left as it was");
        assert!(some.out.lines().any(|said| said == line), "{}", some.out);
    }
    let limited = format!("{PACK}pdf: {{ max-size: 2kB }}\n");
    fs::write(folder.path().join("pack.yaml"), limited).unwrap();
    let run = recto(folder.path(), &["build", "--to", "html,pdf"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("`dist/handbook.pdf` is of an earlier run"), "{}", run.err);
    assert!(run.err.contains("pack.yaml:5:18"), "{}", run.err);
    let refused = format!("{PACK}exclude: [nowhere.md]\n");
    fs::write(folder.path().join("pack.yaml"), refused).unwrap();
    let run = recto(folder.path(), &["build", "--to", "html"]);
    let last = run.err.lines().last().unwrap();
    for name in ["html", "pdf", "epub"] {
        assert!(last.contains(&format!("dist/handbook.{name}")), "{last}");
    }
}

#[test]
fn a_check_ends_as_a_build_does() {
    let two = format!("{PACK}profiles: {{ a: {{ slug: same }}, b: {{ slug: Same }} }}\n");
    let standard = format!("{PACK}attach: [data.csv]\npdf: {{ standard: a-2b }}\n");
    let unread = format!("{PACK}attach: [letter.pdf]\nexclude: [secret.md]\n");
    let leak = format!("{PACK}attach: [data.csv]\nexclude: [secret.md]\n");
    let cases: [(&str, &[&str]); 5] = [
        (PACK, &[]),
        (&two, &["--all-profiles"]),
        (&standard, &[]),
        (&unread, &["--strict"]),
        (&leak, &[]),
    ];
    for (settings, more) in cases {
        let folder = folder(&[
            ("pack.yaml", settings),
            ("page.md", "---\ndescription: Words.\n---\n\n# Page\n\nWords.\n"),
            ("secret.md", "---\ndescription: More.\n---\n\n# Secret\n\nZugspitzbahn.\n"),
            ("data.csv", "a,zugspitzbahn\n"),
            ("letter.pdf", "%PDF-1.7\nbroken\n"),
        ]);
        let codes = ["check", "build"].map(|command| {
            let arguments = [&[command][..], more].concat();
            recto(folder.path(), &arguments).code
        });
        assert_eq!(codes[0], codes[1], "{settings}");
        assert_eq!(codes[0], i32::from(settings != PACK), "{settings}");
    }
}

#[test]
fn every_fault_is_counted() {
    let keys: Vec<String> = (0..120).map(|number| format!("key{number}: 1\n")).collect();
    let keys = keys.concat();
    let folder = folder(&[("pack.yaml", &format!("{PACK}{keys}")), ("page.md", "# Page\n")]);
    let run = recto(folder.path(), &["build", "--to", "html"]);
    assert!(run.err.contains("\n120 errors\n"), "{}", run.err);
}
