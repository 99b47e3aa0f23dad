//! Circles of files that import each other: none of them can be read, or moved, without the others.
//!
//! A name that a module only hands on (`pub use child::Name`) counts as that of the file that has
//! it, so that a module may gather what its children offer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by its names below the crate.
type Module = Vec<String>;

/// What one file imports.
#[derive(Default)]
struct Imports {
    /// Full paths of what it uses.
    used: Vec<Module>,
    /// Full paths behind the names it knows, whether it uses them or hands them on.
    names: BTreeMap<String, Module>,
}

/// The imports of files, by their modules.
pub(crate) struct Graph {
    files: BTreeMap<Module, Imports>,
}

impl Graph {
    /// Reads the imports of files, each with its code.
    pub(crate) fn new<'a>(files: impl IntoIterator<Item = (&'a Path, String)>) -> Self {
        let files: Vec<_> = files.into_iter().map(|(path, code)| (module(path), code)).collect();
        let known = files.iter().map(|(module, _)| (module.clone(), Imports::default())).collect();
        let mut graph = Self { files: known };
        for (module, code) in files {
            let imports = graph.read(&module, &code);
            graph.files.insert(module, imports);
        }
        graph
    }

    fn read(&self, module: &Module, code: &str) -> Imports {
        let mut imports = Imports::default();
        for statement in code.split(';') {
            let Some((before, tree)) = statement.rsplit_once("use ") else { continue };
            let line = before.rsplit(['\n', '}', '{', ']']).next().unwrap_or_default().trim();
            if !(line.is_empty() || line.starts_with("pub")) {
                continue;
            }
            for (path, name) in leaves(tree) {
                let Some(path) = self.absolute(module, &path) else { continue };
                imports.names.insert(name, path.clone());
                if line.is_empty() {
                    imports.used.push(path);
                }
            }
        }
        imports
    }

    /// A path from the crate's root; none for what lies in another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let mut from = module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (from, rest) = (Module::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            name => {
                let child: Module = [module.as_slice(), &[name.to_owned()]].concat();
                self.files.get(&child)?;
            }
        }
        Some([from.as_slice(), rest].concat())
    }

    /// The file that has what a path names.
    fn home(&self, path: &Module) -> Module {
        let mut path = path.clone();
        loop {
            let depth = (0..=path.len()).rev().find(|&end| self.files.contains_key(&path[..end]));
            let depth = depth.unwrap_or(0);
            let handed_on = path.get(depth).and_then(|name| {
                let file = self.files.get(&path[..depth])?;
                file.names.get(name).map(|full| [full.as_slice(), &path[depth + 1..]].concat())
            });
            match handed_on.filter(|full| *full != path) {
                Some(full) => path = full,
                None => return path[..depth].to_vec(),
            }
        }
    }

    /// Circles of two files and more, each in order, by their paths below `src`.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let edges = self.files.iter().map(|(module, imports)| {
            let homes = imports.used.iter().map(|path| self.home(path));
            let others = homes.filter(|home| home != module && !home.is_empty());
            (module.clone(), others.collect::<BTreeSet<_>>())
        });
        let edges: BTreeMap<_, _> = edges.collect();
        let reached: BTreeMap<_, _> =
            edges.keys().map(|from| (from.clone(), reachable(from, &edges))).collect();
        let mut circles = BTreeSet::new();
        for (module, all) in &reached {
            let back = all.iter().filter(|other| reached[*other].contains(module));
            let circle: Vec<String> = back.map(|other| other.join("/")).collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }
}

/// All modules that one leads to.
fn reachable(from: &Module, edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        for next in &edges[module] {
            if found.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    found
}

/// The module that a file below `src` is.
fn module(path: &Path) -> Module {
    let names = path.with_extension("");
    let names = names.iter().skip(1).map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// The paths of a `use` and the name that each is known by.
fn leaves(tree: &str) -> Vec<(Module, String)> {
    let tree = tree.trim();
    if let Some((path, group)) = tree.split_once('{') {
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        return items(group).flat_map(|item| leaves(&format!("{path}{item}"))).collect();
    }
    let (path, name) = match tree.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (tree, None),
    };
    let mut path: Module = path.split("::").map(|name| name.trim().to_owned()).collect();
    if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
    let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
    vec![(path, name)]
}

/// The items of a group, at its own level.
fn items(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let parts = group.split(move |character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.map(str::trim).filter(|item| !item.is_empty())
}

#[test]
fn circles_are_found_through_names_that_are_handed_on() {
    let file = |path: &'static str, code: &str| (Path::new(path), code.to_owned());
    let graph = Graph::new([
        file("src/lib.rs", ""),
        file("src/a/mod.rs", "mod one;\nmod two;\npub use one::{One, more::{self as m}};\n"),
        file("src/a/one.rs", "use super::two::Two;\nuse std::fmt;\n"),
        file("src/a/two.rs", "use crate::a::{One};\n"),
        file("src/b.rs", "use crate::a::One;\n"),
    ]);
    assert_eq!(graph.circles(), [["a/one", "a/two"]]);
}
