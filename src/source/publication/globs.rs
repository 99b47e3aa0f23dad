//! Globs in the settings of tools, seen from a folder.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::NOT_KNOWN;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::paths::within;
use crate::span::Span;

/// Globs that are seen from a folder.
#[derive(Clone, Debug)]
pub(in crate::source) struct Globs {
    root: String,
    set: GlobSet,
    /// Whether they name what is published, and not what is not.
    keep: bool,
}

/// How a tool reads its globs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stars {
    /// A star stays within a folder.
    Within,
    /// A star goes over folders.
    Over,
}

impl Globs {
    /// The globs below a folder. One that is none is reported at `span`, since what it keeps back is not
    /// known.
    pub(super) fn new<'a>(
        root: &str,
        patterns: impl IntoIterator<Item = &'a str>,
        stars: Stars,
        span: Span,
        say: &mut dyn FnMut(Diagnostic),
    ) -> Self {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let bare = pattern.trim_start_matches("./").trim_matches('/');
            // What is below a folder goes with it.
            for form in [bare.to_owned(), format!("{bare}/**")] {
                let mut glob = GlobBuilder::new(&form);
                let within = matches!(stars, Stars::Within);
                let glob = glob.literal_separator(within).empty_alternates(true).build();
                let Ok(glob) = glob else {
                    let message = format!("`{pattern}` is no pattern");
                    say(Diagnostic::error(Code::InvalidConfig, message).at(span).help(NOT_KNOWN));
                    break;
                };
                set.add(glob);
            }
        }
        let set = set.build().unwrap_or_else(|_| GlobSet::empty());
        Self { root: root.to_owned(), set, keep: false }
    }

    /// The same, naming what is published.
    pub(super) fn keeping(self) -> Self {
        Self { keep: true, ..self }
    }

    pub(super) fn takes(&self, path: &PackPath) -> bool {
        let local = within(&self.root, path.as_str());
        local.is_some_and(|local| self.set.is_match(local) != self.keep)
    }
}
