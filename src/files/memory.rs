//! Files that exist only in memory, for tests and for embedding.

use std::collections::{BTreeMap, BTreeSet};

use super::{FileError, Files, Listing, PackPath};

/// A folder in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    name: String,
    names_above: Vec<String>,
    files: BTreeMap<PackPath, Vec<u8>>,
    /// The way to the folder in the repository that it stands in, and the files there.
    repository: Option<(String, BTreeMap<PackPath, Vec<u8>>)>,
    source_date_epoch: Option<i64>,
}

impl MemoryFiles {
    /// An empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same folder with one more file.
    ///
    /// # Panics
    /// When the path leads out of the folder.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let path = PackPath::new(path).expect("the path of a file in memory stays in its folder");
        self.files.insert(path, bytes.into());
        self
    }

    /// The same folder under another name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The same folder in others, the nearest first.
    #[must_use]
    pub fn below(mut self, names: &[&str]) -> Self {
        self.names_above = names.iter().map(|&name| name.to_owned()).collect();
        self
    }

    /// The same folder, standing in a repository: the way to it from the root there, and the path of
    /// one more file there.
    ///
    /// # Panics
    /// When the path leads out of the repository.
    #[must_use]
    pub fn within(mut self, way: &str, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let path = PackPath::new(path).expect("the path of a file in memory stays in its folder");
        let repository = self.repository.get_or_insert_default();
        way.clone_into(&mut repository.0);
        repository.1.insert(path, bytes.into());
        self
    }

    /// The same folder in an environment that dates outputs.
    #[must_use]
    pub fn dated(mut self, seconds: i64) -> Self {
        self.source_date_epoch = Some(seconds);
        self
    }
}

impl Files for MemoryFiles {
    fn name(&self) -> &str {
        &self.name
    }

    fn names_above(&self) -> Vec<String> {
        self.names_above.clone()
    }

    fn listing(&self) -> Result<Listing, FileError> {
        Ok(Listing { files: self.files.keys().cloned().collect(), unlisted: Vec::new() })
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        let tops = self.files.keys().filter_map(|path| path.as_str().split('/').next());
        let mut names: Vec<String> =
            tops.filter(|name| !name.starts_with('.')).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        self.files.get(path).map(|bytes| bytes.len() as u64).ok_or(FileError::NotFound)
    }

    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        self.files.get(path).cloned().ok_or(FileError::NotFound)
    }

    fn way_in_repository(&self) -> Option<&str> {
        self.repository.as_ref().map(|(way, _)| &**way)
    }

    fn size_in_repository(&self, path: &PackPath) -> Result<u64, FileError> {
        self.read_in_repository(path).map(|bytes| bytes.len() as u64)
    }

    fn names_in_repository(&self, folder: Option<&PackPath>) -> Result<Vec<String>, FileError> {
        let (_, files) = self.repository.as_ref().ok_or(FileError::Outside)?;
        let below = folder.map_or_else(String::new, |folder| format!("{folder}/"));
        let rests = files.keys().filter_map(|path| path.as_str().strip_prefix(&below));
        let names: BTreeSet<String> =
            rests.filter_map(|rest| rest.split('/').next()).map(str::to_owned).collect();
        Ok(names.into_iter().collect())
    }

    fn read_in_repository(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        let (_, files) = self.repository.as_ref().ok_or(FileError::Outside)?;
        files.get(path).cloned().ok_or(FileError::NotFound)
    }

    fn source_date_epoch(&self) -> Option<i64> {
        self.source_date_epoch
    }
}
