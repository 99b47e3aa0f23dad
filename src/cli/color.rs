//! Whether what is reported is coloured.

use std::env;

use clap::ValueEnum;

/// When diagnostics are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether a stream is coloured that may be a terminal.
    pub(super) fn is_wanted(self, terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => by_environment(terminal, |name| {
                env::var_os(name).map(|value| value.to_string_lossy().into_owned())
            }),
        }
    }
}

/// What the environment says: `NO_COLOR` (no-color.org) goes over `CLICOLOR_FORCE`, which goes over
/// `CLICOLOR` (bixense.com/clicolors) and over what is no terminal.
fn by_environment(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let is_off = |name| variable(name).is_some_and(|value| value == "0");
    if is_set("NO_COLOR") {
        return false;
    }
    if is_set("CLICOLOR_FORCE") && !is_off("CLICOLOR_FORCE") {
        return true;
    }
    terminal && !is_off("CLICOLOR") && variable("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_has_its_say() {
        let says = |terminal, set: &[(&str, &str)]| {
            by_environment(terminal, |name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(says(true, &[]) && !says(false, &[]));
        assert!(says(true, &[("NO_COLOR", "")]) && !says(true, &[("NO_COLOR", "1")]));
        assert!(!says(true, &[("CLICOLOR", "0")]) && says(true, &[("CLICOLOR", "1")]));
        assert!(says(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!says(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!says(false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!says(true, &[("TERM", "dumb")]));
    }
}
