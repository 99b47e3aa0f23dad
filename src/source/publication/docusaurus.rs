//! Docusaurus: what its plugin for docs leaves out, and what belongs to other versions and
//! languages.
//!
//! <https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs>: names that start with
//! `_` are excluded, and so are tests. The settings are a program, which is not run; of it the
//! patterns under `exclude` and `include` are read, which are texts as a rule.

use super::globs::{Globs, Stars};
use super::{Force, Matches, PathRule, Publishing};
use crate::diag::Diagnostic;
use crate::source::left_out::Reason;
use crate::span::Span;

/// The patterns of the settings, with the file they stand in.
#[derive(Debug, Default)]
pub(in crate::source) struct Patterns {
    /// `exclude`.
    pub(in crate::source) exclude: Vec<String>,
    /// `include` of the docs.
    pub(in crate::source) include: Vec<String>,
}

/// What a Docusaurus project publishes of the folders of its docs, of which the first is the main one.
pub(in crate::source) fn publishing(
    roots: &[&str],
    patterns: Option<&(Patterns, Span)>,
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let rule = |matches, force, cause: &str| PathRule {
        matches,
        force,
        reason: Reason::Tool(cause.to_owned()),
    };
    let folder = |name: &str| Matches::FolderNamed(name.to_owned());
    let test = "it is a test, which Docusaurus does not publish";
    let version = "it belongs to an older version";
    let mut rules = Vec::new();
    if let Some((Patterns { exclude, include }, span)) = patterns {
        let mut globs = |root: &str, patterns: &[String]| {
            let patterns = patterns.iter().map(String::as_str);
            Globs::new(root, patterns, Stars::Within, *span, &mut *say)
        };
        let cause = "`exclude` in the settings of Docusaurus leaves it out";
        for root in roots {
            rules.push(rule(Matches::Globs(globs(root, exclude)), Force::Held, cause));
        }
        if let (Some(root), false) = (roots.first(), include.is_empty()) {
            let cause = "`include` in the settings of Docusaurus does not take it";
            let included = globs(root, include).keeping();
            rules.push(rule(Matches::Globs(included), Force::Held, cause));
        }
    }
    let always = [
        rule(folder("__tests__"), Force::Held, test),
        rule(Matches::Suffix(".test".to_owned()), Force::Held, test),
        rule(Matches::Folder("i18n".to_owned()), Force::Elsewhere, "it is a translation"),
        rule(Matches::Folder("versioned_docs".to_owned()), Force::Elsewhere, version),
    ];
    rules.extend(always);
    Publishing { rules, ..Publishing::default() }
}
