//! Why an attachment cannot be used, in words.

use crate::diag::{Code, Diagnostic};
use crate::files::FileError;
use crate::limits::Limit;

/// Why an attachment cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its path leads out of the pack.
    Outside,
    /// It lies on the web.
    Remote,
    /// Its path is filled in by a program, which is not run.
    Computed,
    /// It is not where its reference says.
    Missing {
        /// The file that was probably meant.
        nearest: Option<String>,
    },
    /// It is a folder.
    IsFolder,
    /// The system does not let it be read; its words.
    Unreadable(String),
    /// Its file is too large to be loaded.
    TooHeavy {
        /// Its size in bytes.
        size: u64,
        /// The largest size that is loaded.
        limit: u64,
    },
    /// It has more pixels than are decoded.
    TooLarge {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// It takes more than a file is given.
    Limit(&'static Limit),
    /// It can be read with a password alone.
    Locked,
    /// It has no such page.
    NoPage {
        /// The page that was asked for, from 1.
        number: usize,
        /// How many it has.
        count: usize,
    },
    /// It is of another format, which may have a name.
    Format(Option<&'static str>),
    /// It is of a known format, but does not follow it; what the decoder says.
    Broken {
        /// The format's name.
        format: &'static str,
        /// The decoder's words.
        words: String,
    },
}

impl From<FileError> for Fault {
    fn from(error: FileError) -> Self {
        match error {
            FileError::NotFound => Self::Missing { nearest: None },
            FileError::Outside => Self::Outside,
            FileError::Unreadable(words) => Self::Unreadable(words),
        }
    }
}

impl From<&'static Limit> for Fault {
    fn from(limit: &'static Limit) -> Self {
        Self::Limit(limit)
    }
}

impl Fault {
    /// What the user is told of an attachment written as `name`.
    pub(super) fn explain(&self, name: &str) -> Diagnostic {
        let name = shorten(name);
        match self {
            Self::Outside => {
                Diagnostic::error(Code::OutsidePack, format!("`{name}` lies outside the pack"))
                    .help("put the file into the pack's folder and write its path from the page")
            }
            Self::Remote => Diagnostic::error(
                Code::MissingAttachment,
                format!("`{name}` lies on the web, and nothing is fetched from there"),
            )
            .help("save it in the pack's folder and write its path from the page"),
            Self::Computed => {
                let message = format!("a program fills in `{name}`, and none is run");
                Diagnostic::warning(Code::MissingAttachment, message)
                    .help("write the path of the picture itself")
            }
            Self::Missing { nearest } => {
                let message = format!("`{name}` is not in the pack");
                let help = match nearest {
                    Some(path) => format!("did you mean `{path}`?"),
                    None => {
                        "put the file there or correct its path, seen from the page's folder, else from the \
                         pack's"
                            .to_owned()
                    }
                };
                Diagnostic::error(Code::MissingAttachment, message).help(help)
            }
            Self::IsFolder => {
                let message = format!("`{name}` is a folder, of which nothing can be shown");
                Diagnostic::error(Code::MissingAttachment, message)
                    .help("write the path of a file in it")
            }
            Self::Unreadable(words) => {
                let message = format!("`{name}` cannot be read: {words}");
                Diagnostic::error(Code::UnreadableFile, message)
            }
            Self::TooHeavy { size, limit } => {
                let message = format!("`{name}` has {} MB", size / 1_000_000);
                let help = format!("files up to {} MB are loaded", limit / 1_000_000);
                Diagnostic::error(Code::BrokenAttachment, message).help(help)
            }
            Self::TooLarge { width, height } => {
                let message = format!("`{name}` has {width} by {height} pixels");
                Diagnostic::error(Code::BrokenAttachment, message)
                    .help("make it smaller; a printed page shows no more than some 5000 by 7000")
            }
            Self::Limit(limit) => {
                let message = format!("`{name}` asks for {limit}, and is not shown");
                Diagnostic::error(Code::BrokenAttachment, message).help(limit.cure)
            }
            Self::Locked => {
                let message = format!("`{name}` is locked with a password");
                Diagnostic::error(Code::BrokenAttachment, message)
                    .help("save a copy that anybody can open")
            }
            Self::NoPage { number, count } => {
                let message = format!("`{name}` has no page {number}");
                Diagnostic::error(Code::BrokenAttachment, message)
                    .help(format!("its pages are counted from 1 to {count}"))
            }
            Self::Format(Some(format)) => Diagnostic::error(
                Code::BrokenAttachment,
                format!("`{name}` is {format}, which cannot be shown"),
            )
            .help("save it as PNG, JPEG, GIF, WebP or SVG"),
            Self::Format(None) => {
                let message = format!("`{name}` is no PNG, JPEG, GIF, WebP or SVG");
                Diagnostic::error(Code::BrokenAttachment, message)
                    .help("save it in one of these forms; what a file holds counts, not its name")
            }
            Self::Broken { format, words } => {
                let message = format!("`{name}` is a broken {format}: {words}");
                Diagnostic::error(Code::BrokenAttachment, message).help("export it again")
            }
        }
    }
}

/// A `data:` address is as long as a picture; its beginning tells it apart.
fn shorten(name: &str) -> String {
    const LONGEST: usize = 80;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
