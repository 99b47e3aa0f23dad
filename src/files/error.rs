//! Why a file could not be read.

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is no such file.
    NotFound,
    /// A symbolic link on the way leads out of the folder.
    Outside,
    /// The operating system said no; its words.
    Unreadable(String),
}

impl std::fmt::Display for FileError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("there is no such file"),
            Self::Outside => formatter.write_str("it lies outside the pack"),
            Self::Unreadable(words) => formatter.write_str(words),
        }
    }
}

/// Why a file could not be read.
pub(super) fn explain(error: std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::NotFound,
        _ => FileError::Unreadable(reason(&error)),
    }
}

/// Why the operating system said no, in words for people.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "there is no such file or folder",
        Kind::PermissionDenied => "the system does not allow it",
        Kind::AlreadyExists | Kind::NotADirectory => "a file stands where a folder is needed",
        Kind::IsADirectory => "it is a folder",
        Kind::StorageFull | Kind::QuotaExceeded => "the disk is full",
        Kind::ReadOnlyFilesystem => "the disk can only be read",
        Kind::InvalidData => "it is not text in UTF-8",
        // The words are our own.
        Kind::InvalidInput => return error.to_string(),
        _ => {
            let words = error.to_string();
            return words.split(" (os error").next().unwrap_or_default().to_lowercase();
        }
    };
    words.to_owned()
}
