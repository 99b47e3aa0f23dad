//! For whom a document is made.

use crate::diag::{Code, Diagnostic};
use crate::tree::Attr;
use crate::yaml;

/// The reader that a document is made for, among all those that the pack knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The chosen profile; none for the pack as it stands.
    pub profile: Option<String>,
    /// The profiles of the pack, in the order written.
    pub profiles: Vec<String>,
}

impl Audience {
    /// Whether the reader is one of some profiles.
    pub fn is_among(&self, names: &[&str]) -> bool {
        self.profile.as_ref().is_some_and(|own| names.contains(&own.as_str()))
    }

    /// Whether the reader gets what is there under a condition: `only` some profiles, or all
    /// `except` some.
    pub fn meets(&self, key: &str, names: &[&str]) -> bool {
        self.is_among(names) == (key == "only")
    }

    /// The profiles that a condition names.
    pub fn names_in(condition: &str) -> Vec<&str> {
        Attr::profiles_in(condition)
    }

    /// What is wrong with a condition that names some profiles: none, or one that nobody knows.
    pub fn faults<'a>(
        &'a self,
        key: &str,
        names: &'a [&str],
    ) -> impl Iterator<Item = Diagnostic> + 'a {
        let nobody = names.is_empty().then(|| {
            Diagnostic::error(Code::Condition, format!("`{key}` names no profile"))
                .help("name one or more, with commas between them: `profile=\"auditor\"`")
        });
        let known = |name: &str| self.profiles.iter().any(|profile| profile == name);
        let unknown = names.iter().filter(move |name| !known(name));
        nobody.into_iter().chain(unknown.map(|name| self.unknown(name)))
    }

    /// What is told of a profile that is not there.
    pub(super) fn unknown(&self, name: &str) -> Diagnostic {
        let names: Vec<&str> = self.profiles.iter().map(String::as_str).collect();
        let help = match (yaml::nearest(name, names.iter().copied()), &names[..]) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "write it under `profiles:` in pack.yaml".to_owned(),
            (None, names) => format!("the profiles are {}", names.join(", ")),
        };
        let message = format!("there is no profile `{name}`");
        Diagnostic::error(Code::UnknownProfile, message).help(help)
    }
}
