//! What is told once: one finding for all places of a habit, and of several that are the same.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::hash::Hash;

use indexmap::IndexMap;

use super::{Diagnostic, PLACES};

/// Diagnostics in their order, each once: of those with the same key the first.
pub fn once_by<K: Eq + Hash>(
    diagnostics: impl IntoIterator<Item = Diagnostic>,
    key: impl Fn(&Diagnostic) -> K,
) -> Vec<Diagnostic> {
    let mut told = HashSet::new();
    diagnostics.into_iter().filter(|diagnostic| told.insert(key(diagnostic))).collect()
}

/// Diagnostics in which each rule that is counted speaks once of a kind: at its first place, with
/// the number of all. Those of other rules stay as they are.
///
/// Comes last, when it is known which places are reported at all.
pub fn gather(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered = Vec::new();
    let mut kinds: IndexMap<_, Kind> = IndexMap::new();
    for diagnostic in diagnostics {
        if !diagnostic.code.is_counted() {
            gathered.push(diagnostic);
            continue;
        }
        let Diagnostic { code, severity, message, span, help, .. } = &diagnostic;
        let key = (*code, *severity, message.clone(), help.clone());
        let kind = kinds.entry(key).or_insert_with(|| {
            gathered.push(diagnostic.clone());
            Kind { index: gathered.len() - 1, places: 0, files: BTreeSet::new(), first: Vec::new() }
        });
        kind.places += 1;
        kind.files.extend(span.map(|span| span.file));
        if kind.first.len() < PLACES {
            kind.first.extend(span.filter(|span| !kind.first.contains(span)));
        }
    }
    for Kind { index, places, files, first } in kinds.into_values().filter(|kind| kind.places > 1) {
        let within = match files.len() {
            0 | 1 => String::new(),
            files => format!(" in {files} files"),
        };
        // Writing to a string does not fail.
        let _ = write!(gathered[index].message, ", {places} times{within}");
        gathered[index] = gathered[index].clone().at_first_of(first);
    }
    gathered
}

/// Places of one kind.
struct Kind {
    /// Where the first stands among the gathered.
    index: usize,
    places: usize,
    files: BTreeSet<crate::span::FileId>,
    /// The first places.
    first: Vec<crate::span::Span>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::span::{Sources, Span};

    #[test]
    fn a_habit_is_reported_once_with_its_number() {
        let mut sources = Sources::default();
        let (a, b) = (sources.add("a.md", "text"), sources.add("b.md", "text"));
        let counted = |message: &str, file, at: usize| {
            Diagnostic::warning(Code::NoEffect, message).at(Span::new(file, at..at + 1))
        };
        let single = Diagnostic::warning(Code::BrokenLink, "one");
        let gathered = gather(vec![
            counted("x has no effect", a, 1),
            single.clone(),
            counted("y has no effect", a, 2),
            counted("x has no effect", a, 3),
            single.clone(),
            counted("x has no effect", b, 0),
            counted("y has no effect", a, 0),
        ]);
        let said: Vec<&str> = gathered.iter().map(|it| &*it.message).collect();
        let x = "x has no effect, 3 times in 2 files";
        assert_eq!(said, [x, "one", "y has no effect, 2 times", "one"]);
        assert_eq!(gathered[0].span, Some(Span::new(a, 1..2)));
        assert_eq!(gathered[0].also, [Span::new(a, 3..4), Span::new(b, 0..1)]);
    }
}
