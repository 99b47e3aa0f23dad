//! Docusaurus: what its plugin for docs leaves out, and what belongs to other versions and
//! languages.
//!
//! <https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs>: names that start with
//! `_` are excluded, and so are tests. The settings are a program, which is not run; a pattern of
//! their own under `exclude` is not known.

use super::{Force, Matches, PathRule, Publishing};
use crate::source::left_out::Reason;

/// What a Docusaurus project publishes.
pub(in crate::source) fn publishing() -> Publishing {
    let rule = |matches, force, cause: &str| PathRule {
        matches,
        force,
        reason: Reason::Tool(cause.to_owned()),
    };
    let folder = |name: &str| Matches::FolderNamed(name.to_owned());
    let test = "it is a test, which Docusaurus does not publish";
    let version = "it belongs to an older version";
    Publishing {
        rules: vec![
            rule(folder("__tests__"), Force::Held, test),
            rule(Matches::Suffix(".test".to_owned()), Force::Held, test),
            rule(Matches::Folder("i18n".to_owned()), Force::Elsewhere, "it is a translation"),
            rule(Matches::Folder("versioned_docs".to_owned()), Force::Elsewhere, version),
        ],
        ..Publishing::default()
    }
}
