//! Files held to a manifest.

use std::collections::BTreeSet;

use super::Resource;
use crate::diag::{Code, Diagnostic};
use crate::files::Fingerprint;

/// What became of files that a manifest lists: an error for each that is missing or another one.
/// `what` says in a word what they are: `output`, `input`.
pub fn compare<'r>(
    listed: impl IntoIterator<Item = &'r Resource>,
    what: &str,
    mut found: impl FnMut(&Resource) -> Option<Fingerprint>,
) -> Vec<Diagnostic> {
    let fault = |resource: &Resource| {
        let name = &resource.name;
        let Some(found) = found(resource) else {
            let message = format!("the {what} `{name}` is missing");
            return Some(Diagnostic::error(Code::Verification, message));
        };
        let listed = resource.fingerprint()?;
        let message = format!("the {what} `{name}` was changed");
        let how = if found.size == listed.size {
            let short = |print: &Fingerprint| print.sha256.chars().take(12).collect::<String>();
            format!("its SHA-256 is {}…, and was {}…", short(&found), short(&listed))
        } else {
            format!("it has {} bytes, and had {}", found.size, listed.size)
        };
        (found != listed).then(|| Diagnostic::error(Code::Verification, message).help(how))
    };
    listed.into_iter().filter_map(fault).collect()
}

/// An error for each file that is there and that a manifest does not list.
pub fn extra<'a>(
    listed: impl IntoIterator<Item = &'a Resource>,
    what: &str,
    found: impl IntoIterator<Item = &'a str>,
) -> Vec<Diagnostic> {
    let listed: BTreeSet<&str> = listed.into_iter().map(|resource| &*resource.name).collect();
    let extra = found.into_iter().filter(|name| !listed.contains(name));
    let fault = |name| {
        let message = format!("the {what} `{name}` is not in the manifest");
        Diagnostic::error(Code::Verification, message)
    };
    extra.map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_missing_changed_or_extra() {
        let listed = ["same", "longer", "other", "gone"]
            .map(|name| Resource::new(name, Fingerprint::of(b"bytes")));
        let found = |resource: &Resource| match &*resource.name {
            "same" => Some(Fingerprint::of(b"bytes")),
            "longer" => Some(Fingerprint::of(b"more bytes")),
            "other" => Some(Fingerprint::of(b"BYTES")),
            _ => None,
        };
        let faults = compare(&listed, "output", found);
        let part = [Resource::in_part("a b.md")];
        assert_eq!(compare(&part, "input", |_| Some(Fingerprint::of(b"any"))), []);
        assert_eq!(compare(&part, "input", |_| None).len(), 1);
        let more = extra(&listed, "output", ["same", "new"]);
        let said = faults.into_iter().chain(more).map(|fault| match fault.help {
            Some(help) => format!("{} ({help})", fault.message),
            None => fault.message,
        });
        insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"));
    }
}
