//! The book or repository that a folder on disk stands in.

use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};

use super::PackPath;
use super::error::{FileError, explain};
use super::path::VERSION_CONTROL;

/// Files at the root of a book, a site or a package.
const SETTINGS: [&str; 19] = [
    "Cargo.toml",
    "_config.toml",
    "_config.yaml",
    "_config.yml",
    "book.toml",
    "docusaurus.config.cjs",
    "docusaurus.config.js",
    "docusaurus.config.mjs",
    "docusaurus.config.mts",
    "docusaurus.config.ts",
    "hugo.json",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "mkdocs.yaml",
    "mkdocs.yml",
    "package.json",
    "pyproject.toml",
    "zensical.toml",
];

/// Folders that hold the documentation of something whole, where nothing else says what is whole.
const DOCUMENTATION: [&str; 3] = ["docs", "doc", "documentation"];

/// The root of what a folder stands in, and the way from there to the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repository {
    root: PathBuf,
    way: String,
}

impl Repository {
    /// What stands around a folder, given by its canonical path: the nearest repository of a version
    /// control, else the nearest book, site or package, else the nearest folder of documentation.
    ///
    /// The home folder is none, nor is anything around it, and nor is the root of a disk: they hold
    /// what belongs to nothing else in them.
    pub(super) fn around(folder: &Path, home: Option<&Path>) -> Option<Self> {
        let may_be = |root: &&Path| {
            root.parent().is_some() && !home.is_some_and(|home| home.starts_with(root))
        };
        let nearest = |is_root: fn(&Path) -> bool| {
            folder.ancestors().filter(may_be).find(|root| is_root(root))
        };
        let root = nearest(is_repository).or_else(|| nearest(is_book));
        let root = root.or_else(|| nearest(is_documentation))?;
        let way = folder.strip_prefix(root).ok()?;
        let names: Option<Vec<&str>> = way.iter().map(|name| name.to_str()).collect();
        let way = names?.join("/");
        (!way.is_empty()).then(|| Self { root: root.to_owned(), way })
    }

    /// The way from the root to the folder, with `/` between names.
    pub(super) fn way(&self) -> &str {
        &self.way
    }

    /// The size of a file in bytes.
    pub(super) fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        Ok(self.locate(path)?.1.len())
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        fs::read(self.locate(path)?.0).map_err(explain)
    }

    /// The names of what lies in a folder, in order; in the root for none.
    pub(super) fn names(&self, folder: Option<&PackPath>) -> Result<Vec<String>, FileError> {
        let place = match folder {
            Some(folder) => self.entry(folder)?.0,
            None => self.root.clone(),
        };
        let entries = fs::read_dir(place).map_err(explain)?;
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry.map_err(explain)?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Where a file lies, which is one: no folder and no device.
    fn locate(&self, path: &PackPath) -> Result<(PathBuf, Metadata), FileError> {
        let (place, found) = self.entry(path)?;
        if found.is_file() { Ok((place, found)) } else { Err(FileError::NotFound) }
    }

    /// Where something lies: nothing of the version control's own, and nothing behind a symbolic link,
    /// wherever that leads.
    fn entry(&self, path: &PackPath) -> Result<(PathBuf, Metadata), FileError> {
        let mut place = self.root.clone();
        let mut found = None;
        for name in path.as_str().split('/') {
            if !is_plain(name) {
                return Err(FileError::Outside);
            }
            place.push(name);
            let metadata = fs::symlink_metadata(&place).map_err(explain)?;
            if metadata.is_symlink() {
                return Err(FileError::Outside);
            }
            found = Some(metadata);
        }
        Ok((place, found.ok_or(FileError::NotFound)?))
    }
}

/// Whether a name is that of a file or folder on every system, and not the version control's.
fn is_plain(name: &str) -> bool {
    let mut components = Path::new(name).components();
    let is_one = matches!(components.next(), Some(Component::Normal(own)) if own == name)
        && components.next().is_none();
    is_one && !VERSION_CONTROL.iter().any(|own| own.eq_ignore_ascii_case(name))
}

fn is_repository(folder: &Path) -> bool {
    VERSION_CONTROL.iter().any(|name| folder.join(name).exists())
}

fn is_book(folder: &Path) -> bool {
    SETTINGS.iter().any(|name| folder.join(name).is_file())
}

fn is_documentation(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    DOCUMENTATION.iter().any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is deleted with the test, with these files in it; a name that ends in `/` is a
    /// folder.
    fn disk(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for file in files {
            let place = root.join(file);
            let parent = if file.ends_with('/') { &place } else { place.parent().unwrap() };
            fs::create_dir_all(parent).unwrap();
            if !file.ends_with('/') {
                fs::write(place, file).unwrap();
            }
        }
        (folder, root)
    }

    fn ways(root: &Path, folder: &str, home: Option<&Path>) -> Option<(String, String)> {
        let found = Repository::around(&root.join(folder), home)?;
        let of_disk = found.root.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        Some((of_disk, found.way))
    }

    #[test]
    fn a_repository_comes_before_a_book_and_the_nearest_first() {
        let (_folder, root) = disk(&[
            "a/.git/",
            "a/site/mkdocs.yml",
            "a/site/docs/en/",
            "a/part/.git",
            "a/part/docs/",
            "b/book.toml",
            "b/src/",
            "c/docs/de/x/",
            "d/notes/",
        ]);
        let of = |folder| ways(&root, folder, None);
        let some = |at: &str, way: &str| Some((at.to_owned(), way.to_owned()));
        assert_eq!(of("a/site/docs/en"), some("a", "site/docs/en"));
        assert_eq!(of("a/part/docs"), some("a/part", "docs"));
        assert_eq!(of("b/src"), some("b", "src"));
        assert_eq!(of("c/docs/de/x"), some("c/docs", "de/x"));
        assert_eq!(of("b"), None);
        assert_eq!(of("a"), None);
        assert_eq!(of("d/notes"), None);
    }

    #[test]
    fn the_home_folder_and_what_is_around_it_are_no_repository() {
        let (_folder, root) = disk(&["h/.git/", "h/me/.git/", "h/me/x/docs/en/"]);
        let home = root.join("h/me");
        assert_eq!(ways(&root, "h/me/x", Some(&home)), None);
        let docs = Some(("h/me/x/docs".to_owned(), "en".to_owned()));
        assert_eq!(ways(&root, "h/me/x/docs/en", Some(&home)), docs);
        assert_eq!(Repository::around(Path::new("/"), None), None);
    }

    #[test]
    fn files_are_read_and_nothing_else() {
        let (_folder, root) =
            disk(&["a/.git/config", "a/docs/", "a/img/x.png", "a/.github/y.png", "out.png"]);
        let repository = Repository::around(&root.join("a/docs"), None).unwrap();
        let read = |path: &str| repository.read(&PackPath::new(path).unwrap());
        assert_eq!(read("img/x.png").unwrap(), b"a/img/x.png");
        assert_eq!(repository.size(&PackPath::new(".github/y.png").unwrap()), Ok(15));
        assert_eq!(read(".git/config"), Err(FileError::Outside));
        assert_eq!(read(".GIT/config"), Err(FileError::Outside));
        assert_eq!(read("img"), Err(FileError::NotFound));
        assert_eq!(read("img/none.png"), Err(FileError::NotFound));
        assert!(read("img/x.png/y").is_err() && read("").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_and_no_device_is_read() {
        use std::os::unix::fs::symlink;

        let (_folder, root) = disk(&["a/.git/", "a/docs/", "a/img/x.png", "secret/s.png"]);
        symlink(root.join("secret"), root.join("a/link")).unwrap();
        symlink("x.png", root.join("a/img/alias.png")).unwrap();
        symlink("/dev/zero", root.join("a/img/zero.png")).unwrap();
        let repository = Repository::around(&root.join("a/docs"), None).unwrap();
        for path in ["link/s.png", "img/alias.png", "img/zero.png"] {
            let read = repository.read(&PackPath::new(path).unwrap());
            assert_eq!(read, Err(FileError::Outside), "{path}");
        }
        let listener = std::os::unix::net::UnixListener::bind(root.join("a/img/s.png"));
        if listener.is_ok() {
            let read = repository.read(&PackPath::new("img/s.png").unwrap());
            assert_eq!(read, Err(FileError::NotFound));
        }
    }
}
