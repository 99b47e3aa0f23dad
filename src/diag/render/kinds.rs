//! Which findings are of one kind: they come from one rule and say the same, but for the names and
//! numbers in it.

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostic, Severity};

/// Findings of one kind, never none.
pub(super) struct Kind<'a> {
    /// Those that say the very same together, in the order of their first.
    pub(super) sayings: Vec<Vec<&'a Diagnostic>>,
}

impl Kind<'_> {
    pub(super) fn count(&self) -> usize {
        self.sayings.iter().map(Vec::len).sum()
    }

    pub(super) fn code(&self) -> Code {
        self.sayings[0][0].code
    }

    pub(super) fn severity(&self) -> Severity {
        self.sayings[0][0].severity
    }
}

/// Diagnostics by kind, in the order of the first of each.
pub(super) fn kinds(diagnostics: &[Diagnostic]) -> Vec<Kind<'_>> {
    let mut sayings: IndexMap<_, Vec<&Diagnostic>> = IndexMap::new();
    for diagnostic in diagnostics {
        let Diagnostic { code, severity, message, help, span: _, also: _, fix: _ } = diagnostic;
        sayings.entry((code, severity, message, help)).or_default().push(diagnostic);
    }
    let mut kinds: IndexMap<_, Kind<'_>> = IndexMap::new();
    for ((code, severity, message, _), same) in sayings {
        let kind = kinds.entry((code, severity, shape(message)));
        kind.or_insert_with(|| Kind { sayings: Vec::new() }).sayings.push(same);
    }
    kinds.into_values().collect()
}

/// At most so many kinds, the gravest and of these the first, in their order; and the others.
pub(super) fn most_telling(kinds: Vec<Kind<'_>>, most: usize) -> (Vec<Kind<'_>>, Vec<Kind<'_>>) {
    let mut by_weight: Vec<usize> = (0..kinds.len()).collect();
    by_weight.sort_by_key(|&index| std::cmp::Reverse(kinds[index].severity()));
    let mut is_shown = vec![false; kinds.len()];
    by_weight.iter().take(most).for_each(|&index| is_shown[index] = true);
    let mut is_shown = is_shown.into_iter();
    kinds.into_iter().partition(|_| is_shown.next().unwrap_or_default())
}

/// A message without what stands between backticks and without its numbers.
fn shape(message: &str) -> String {
    let mut shape = String::with_capacity(message.len());
    let mut is_quoted = false;
    for character in message.chars() {
        if character == '`' {
            is_quoted = !is_quoted;
            shape.push('`');
        } else if character.is_ascii_digit() && !is_quoted {
            if !shape.ends_with('0') {
                shape.push('0');
            }
        } else if !is_quoted {
            shape.push(character);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_make_no_kind() {
        assert_eq!(shape("`a 1.md` has 120 lines"), shape("`b.md` has 7 lines"));
        assert_ne!(shape("`a` has lines"), shape("`a` has pages"));
    }

    #[test]
    fn errors_are_never_cut_for_what_weighs_less() {
        let said = [
            Diagnostic::note(Code::WeakAlt, "a"),
            Diagnostic::warning(Code::WeakAlt, "b"),
            Diagnostic::error(Code::EmptyPack, "c"),
            Diagnostic::error(Code::EmptyPack, "d"),
        ];
        let (shown, cut) = most_telling(kinds(&said), 3);
        let messages = |kinds: &[Kind<'_>]| {
            kinds.iter().map(|kind| kind.sayings[0][0].message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (messages(&shown), messages(&cut)),
            (vec!["b".into(), "c".into(), "d".into()], vec!["a".to_owned()])
        );
    }
}
