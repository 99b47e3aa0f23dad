//! What is asked of a folder.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::comments::CommentForms;
use super::left_out::Reason;
use crate::diag::{Code, Diagnostic};
use crate::files::{Files, PackPath};
use crate::span::{Sources, Span};
use crate::text::day::Day;

/// What is asked of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The whole folder, or one page of it.
    pub selection: Selection,
    /// The profile of `pack.yaml` whose settings go over the others.
    pub profile: Option<String>,
    /// Files of variables, which go over those of the pack; later ones over earlier ones.
    pub variable_files: Vec<VariableFile>,
    /// Single variables, which go over all others.
    pub variables: Vec<SetVariable>,
    /// The day that is asked about: which pages are published on it, which certificates are good.
    pub on: Option<Day>,
    /// Pages of the folder that a pack or site which it is a part of keeps back, and why.
    pub kept_above: BTreeMap<PackPath, Reason>,
    /// What whoever asks has decided and could not be read: then nothing is.
    pub unread: Vec<Unread>,
    /// The private comments that the tool knows whose site the folder is a part of.
    pub comments_above: CommentForms,
    /// The title of that site, which stands in for a name that says nothing.
    pub title_above: Option<String>,
}

impl Wanted {
    /// The day that is asked about, else the one that the environment dates outputs with. There is
    /// no clock here.
    pub(crate) fn day(&self, files: &dyn Files) -> Option<Day> {
        self.on.or_else(|| files.source_date_epoch().map(Day::from_unix))
    }
}

impl From<Selection> for Wanted {
    /// The selection as the pack itself says.
    fn from(selection: Selection) -> Self {
        Self { selection, ..Self::default() }
    }
}

/// A file of variables, which need not lie in the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableFile {
    /// Its path, for messages.
    pub path: String,
    /// What it says: `name: value`, one a line.
    pub text: String,
}

/// A decision outside of the folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What is wrong: one sentence in lower case without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The path of the file that holds it, its text, and the bytes of the fault in that.
    pub place: Option<(String, Arc<str>, Range<usize>)>,
}

impl Unread {
    /// The fault, at its place.
    pub(super) fn diagnostic(&self, sources: &mut Sources) -> Diagnostic {
        let error = Diagnostic::error(Code::InvalidConfig, &*self.message).help(&*self.help);
        match &self.place {
            Some((path, text, range)) => {
                let file = sources.add_outside(path, text.clone());
                error.at(Span::new(file, range.clone()))
            }
            None => error,
        }
    }
}

/// A variable set by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetVariable {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What is exported: a folder, or one page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// The whole folder, as `pack.yaml` says or as its pages order themselves.
    #[default]
    Folder,
    /// One page alone.
    Page(PackPath),
}
