//! The layers: which part of Recto may know which other, and who alone opens the doors outside.

mod circles;
mod parameters;

use std::fs;
use std::path::{Path, PathBuf};

/// What each part may import, from the ground up. Nobody may import `export`, which knows all.
const LAYERS: &[(&str, &[&str])] = &[
    ("limits", &[]),
    ("span", &[]),
    ("text", &[]),
    ("bounded_pdf", &[]),
    ("files", &[]),
    ("maths", &[]),
    ("diag", &["span", "text"]),
    ("fault", &["diag"]),
    ("yaml", &["diag", "span", "text"]),
    ("tree", &["limits", "maths", "span", "text"]),
    ("source", &["diag", "files", "limits", "maths", "span", "text", "tree", "yaml"]),
    ("theme", &["diag", "files", "limits", "span", "text", "tree", "yaml"]),
    (
        "parse",
        &["diag", "files", "limits", "maths", "source", "span", "text", "theme", "tree", "yaml"],
    ),
    ("compose", &["diag", "files", "parse", "source", "span", "text", "theme", "tree", "yaml"]),
    ("proof", &["backend", "bounded_pdf", "compose", "diag", "span"]),
    (
        "resolve",
        &[
            "bounded_pdf",
            "diag",
            "files",
            "highlight",
            "limits",
            "maths",
            "source",
            "span",
            "text",
            "theme",
            "tree",
            "yaml",
        ],
    ),
    ("exchange", &["diag", "files", "resolve", "source", "span", "theme", "tree", "yaml"]),
    ("fonts", &["diag", "fault", "files", "limits", "resolve", "span", "tree", "yaml"]),
    ("budget", &["backend", "diag", "layout", "resolve", "text", "tree"]),
    ("manifest", &["diag", "files", "text"]),
    ("highlight", &["tree"]),
    ("markup", &["maths", "resolve", "span", "text", "theme", "tree"]),
    ("layout", &["diag", "fonts", "maths", "resolve", "span", "text", "theme", "tree"]),
    (
        "check",
        &[
            "diag", "files", "layout", "parse", "resolve", "source", "span", "text", "theme",
            "tree", "yaml",
        ],
    ),
    (
        "backend",
        &[
            "diag", "exchange", "files", "fonts", "layout", "markup", "resolve", "source", "span",
            "text", "theme", "tree", "yaml",
        ],
    ),
];

/// Names that only these files or folders may use.
const DOORS: &[(&str, &[&str])] = &[
    ("std::fs", &["src/files/disk.rs", "src/files/repository.rs", "src/cli"]),
    ("std::env", &["src/files/disk.rs", "src/cli"]),
    ("std::net", &[]),
    ("std::process", &["src/main.rs", "src/cli"]),
    ("SystemTime", &["src/cli/today.rs"]),
    ("Instant", &["src/cli", "src/text/pace.rs"]),
    ("pulldown_cmark", &["src/parse/markdown.rs", "src/parse/markdown"]),
    ("pulldown_latex", &["src/maths"]),
    ("ttf_parser", &["src/fonts"]),
    (
        "html5ever",
        &[
            "src/backend/html/verify.rs",
            "src/backend/shown.rs",
            "src/parse/html",
            "src/proof/escapes.rs",
            "src/text/html.rs",
        ],
    ),
    ("krilla", &["src/backend/pdf"]),
    ("handlebars", &["src/parse", "src/theme", "src/backend"]),
    ("cssparser", &["src/text/css.rs", "src/text/style.rs"]),
    ("clap", &["src/main.rs", "src/cli"]),
    ("rustix", &["src/cli/programs.rs", "src/cli/programs"]),
    ("indicatif", &["src/cli"]),
];

#[test]
fn no_layer_imports_one_above_it() {
    let mut faults = Vec::new();
    for file in sources() {
        let Some(layer) = layer_of(&file) else { continue };
        let allowed = LAYERS.iter().find(|(name, _)| *name == layer).map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            faults.push(format!("{}: give `{layer}` its place in LAYERS", file.display()));
            continue;
        };
        for (line, text) in code(&file) {
            for name in imported(&text) {
                if name != layer && !allowed.contains(&name.as_str()) {
                    let place = file.display();
                    faults.push(format!("{place}:{line}: `{layer}` must not know `{name}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn doors_outside_are_opened_in_their_own_rooms_alone() {
    let mut faults = Vec::new();
    for file in sources() {
        for (line, text) in code(&file) {
            for (door, rooms) in DOORS {
                if uses(&text, door) && !rooms.iter().any(|room| file.starts_with(room)) {
                    faults.push(format!("{}:{line}: uses `{door}`", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Circles of files that import each other, by their first file, and why each is one.
const CIRCLES: &[(&str, &str)] = &[
    ("cli", "arguments are declared with the commands, and handed to what runs them"),
    ("export/finish", "the proof exports a blank document, to know the words of the formats"),
    ("layout/block", "blocks hold blocks, and their lines call for footnotes, which are blocks"),
    ("layout/pages/book", "chapters that are not kept are set again when they are shown"),
    ("proof/archive", "archives hold files of every kind, and archives"),
];

#[test]
fn files_import_each_other_in_no_circle_but_those_with_a_reason() {
    let files = sources();
    let code = files.iter().map(|file| {
        let lines: Vec<_> = code(file).into_iter().map(|(_, line)| line).collect();
        (file.as_path(), lines.join("\n"))
    });
    let circles = circles::Graph::new(code).circles();
    let is_known = |circle: &&Vec<String>| CIRCLES.iter().any(|(first, _)| circle[0] == *first);
    let unknown: Vec<_> = circles.iter().filter(|circle| !is_known(circle)).collect();
    assert!(unknown.is_empty(), "break these circles, or give a reason: {unknown:#?}");
    let gone = CIRCLES.iter().filter(|(first, _)| circles.iter().all(|it| it[0] != *first));
    assert_eq!(gone.collect::<Vec<_>>(), [&("", ""); 0], "these circles are gone");
}

#[test]
fn what_functions_take_has_a_name() {
    let mut nameless = Vec::new();
    for file in sources() {
        let lines: Vec<_> = code(&file).into_iter().map(|(_, line)| line).collect();
        for name in parameters::with_tuples(&lines.join("\n")) {
            nameless.push(format!("{}: `{name}`", file.display()));
        }
    }
    let help = "take one after the other, or give what belongs together a type with a name";
    assert!(nameless.is_empty(), "{help}:\n{}", nameless.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_them() {
    assert_eq!(imported("use crate::diag::{Code, Sink};"), ["diag"]);
    assert_eq!(imported("use crate::{span, tree::Block};"), ["span", "tree"]);
    assert_eq!(imported("let x = crate::layout::lay_out(crate::files::x);"), ["layout", "files"]);
    assert!(imported("use super::diag;").is_empty());
    assert!(uses("use std::fs;", "std::fs") && uses("use krilla::Document;", "krilla"));
    assert!(!uses("use std::fmt;", "std::fs") && !uses("let krillas = 1;", "krilla"));
}

/// Every source file of the library and the command, relative to the repository.
fn sources() -> Vec<PathBuf> {
    fn add(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    add(&root.join("src"), &mut found);
    found.sort();
    assert!(found.len() > 50, "the sources are not where they should be");
    found.iter().map(|path| path.strip_prefix(root).unwrap().to_owned()).collect()
}

/// The part a file belongs to; none for the command and for what ties all parts together.
fn layer_of(file: &Path) -> Option<String> {
    let name = file.iter().nth(1)?.to_str()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (!["lib", "main", "cli", "export"].contains(&name)).then(|| name.to_owned())
}

/// The lines of code of a file with their numbers: no comments, and nothing that is only a test.
fn code(file: &Path) -> Vec<(usize, String)> {
    let in_tests = file.iter().any(|name| name == "tests")
        || file.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
    if in_tests {
        return Vec::new();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(file)).unwrap();
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    // Test modules stand last in their files.
    let end = lines.windows(2).position(|pair| {
        pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    });
    let lines = lines.into_iter().take(end.unwrap_or(usize::MAX)).enumerate();
    lines
        .filter(|(_, line)| !line.starts_with("//"))
        .map(|(index, line)| (index + 1, line.to_owned()))
        .collect()
}

/// The parts a line names behind `crate::`.
fn imported(line: &str) -> Vec<String> {
    let names = |rest: &str| -> Vec<String> {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let items = group.map_or(vec![rest], |group| group.split(',').collect());
        items
            .iter()
            .map(|item| item.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_'))
            .map(Iterator::collect)
            .filter(|name: &String| !name.is_empty())
            .collect()
    };
    line.split("crate::").skip(1).flat_map(names).collect()
}

/// Whether a line uses a name as a whole word.
fn uses(line: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}
