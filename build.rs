//! Lists the themes in `themes/`, so that adding one touches nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The theme that every other one stands on; it is the first in the list.
const BASE: &str = "default";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=build.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let mut names = entries(&folder)?;
    names.retain(|path| path.join("theme.yaml").is_file());
    names.sort_by_key(|path| (path.file_name().is_none_or(|name| name != BASE), path.clone()));
    let mut list = String::from("&[\n");
    for theme in names {
        describe(&theme, &mut list)?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("shipped.rs"), list)
}

/// Writes the row of a theme.
fn describe(theme: &Path, list: &mut String) -> io::Result<()> {
    let name = theme.file_name().unwrap_or_default().to_string_lossy();
    let mut files = Vec::new();
    collect(theme, theme, &mut files)?;
    let is_picture = |name: &str| name.starts_with("pictures/");
    let rows = |macro_name: &str, of_pictures: bool| {
        let own = files
            .iter()
            .filter(|(name, _)| name != "theme.yaml" && is_picture(name) == of_pictures);
        own.fold(String::new(), |mut rows, (name, path)| {
            let path = path.to_string_lossy();
            // Writing to a string does not fail.
            let _ = write!(rows, "({name:?}, {macro_name}!({path:?})),");
            rows
        })
    };
    let _ = writeln!(
        list,
        "Shipped {{ name: {name:?}, path: {:?}, tokens: include_str!({:?}), templates: &[{}], \
         pictures: &[{}] }},",
        format!("themes/{name}/theme.yaml"),
        theme.join("theme.yaml").to_string_lossy(),
        rows("include_str", false),
        rows("include_bytes", true),
    );
    Ok(())
}

/// The files below a folder by their names in it, in the order of their names.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((name.to_string_lossy().replace('\\', "/"), path));
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    // What editors leave behind is no part of a theme.
    paths.retain(|path| {
        !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    });
    paths.sort();
    Ok(paths)
}
