//! What pages are read with.

use super::comments::CommentForms;
use super::config::PackConfig;
use super::dialect::Dialect;
use super::variables::Variables;

/// What the words of pages may hold beside words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// What fills in their variables.
    pub(super) variables: &'a Variables,
    /// The private comments that are taken out.
    pub(super) forms: CommentForms,
    /// The profiles of the pack.
    pub(super) profiles: &'a [String],
    /// Whether the pack decides who gets what, by profiles or `exclude`.
    pub(super) decided: bool,
    /// The tool that the pages were written for.
    pub(super) dialect: Dialect,
}

/// The readers that keys of nobody's may speak of.
#[derive(Clone, Copy)]
pub(super) struct Readers<'a> {
    /// The profiles of the pack.
    pub(super) profiles: &'a [String],
    /// Whether the pack decides who gets what.
    pub(super) decided: bool,
}

impl<'a> Words<'a> {
    /// Those of the pages of a pack.
    pub(super) fn new(
        config: &PackConfig,
        variables: &'a Variables,
        profiles: &'a [String],
        forms: CommentForms,
        dialect: Dialect,
    ) -> Self {
        let decided = !profiles.is_empty() || !config.exclude.is_empty();
        Self { variables, forms, profiles, decided, dialect }
    }

    /// The readers that keys of nobody's may speak of: `status: draft`. None where a tool publishes the
    /// pages whatever such keys say to its theme, and the pack has no readers of its own.
    pub(super) fn readers(&self) -> Option<Readers<'a>> {
        let Self { profiles, decided, .. } = *self;
        let is_published = self.dialect != Dialect::Plain && profiles.is_empty();
        (!is_published).then_some(Readers { profiles, decided })
    }
}
