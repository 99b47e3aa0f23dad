//! Pages alone and parts of a pack: what the whole keeps back stays out.

use std::fs;

use assert_cmd::Command;
use recto::files::MemoryFiles;
use recto::source::Selection;

use super::sample::{SECRET, SECRET_PAGE, Sample, kept};

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
