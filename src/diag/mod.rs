//! What a user is told.
//!
//! Library code returns [`Diagnostic`]s, gathered in a [`Sink`] and handed back in a [`Warned`];
//! only the command line prints them (see [`render`]).

mod code;
mod gather;
pub mod render;

use serde::Serialize;

pub use code::{Code, Concern};
pub use gather::{gather, once_by};

use crate::span::Span;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a build.
    Note,
    /// Something is off; fails a build under `--strict`.
    Warning,
    /// The output would be wrong or incomplete; the exit code is 1.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing a user is told: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Diagnostic {
    /// The rule that speaks, stable across versions.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong: one sentence in lower case without a full stop.
    pub message: String,
    /// The bytes it is about, where it is about some.
    pub span: Option<Span>,
    /// Further places of the same, at most two: what it says counts them all.
    pub also: Vec<Span>,
    /// What to do, in the same style as the message.
    pub help: Option<String>,
    /// How to do it, where that takes no judgement.
    pub fix: Option<Box<Fix>>,
}

/// How many places of a kind are named before the rest is only counted.
pub(crate) const PLACES: usize = 3;

/// A mechanical correction: what to write in place of some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Fix {
    /// The bytes to replace.
    pub span: Span,
    /// What to write in their place.
    pub text: String,
}

impl Diagnostic {
    /// An error without place or help; add them with [`at`](Self::at) and [`help`](Self::help).
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without place or help.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note without place or help.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// A diagnostic without place or help.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            also: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The same diagnostic, pointing at its place, where that is known.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Span>>) -> Self {
        self.span = place.into().or(self.span);
        self
    }

    /// The same diagnostic, pointing at the first of these places, and at the next two beside it.
    #[must_use]
    pub fn at_first_of(mut self, places: impl IntoIterator<Item = Span>) -> Self {
        let mut places = places.into_iter();
        self.span = places.next().or(self.span);
        self.also = places.take(PLACES - 1).collect();
        self
    }

    /// The same diagnostic, saying what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same diagnostic with its mechanical correction: `text` in place of `span`.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Box::new(Fix { span, text: text.into() }));
        self
    }
}

/// Where a stage puts what it has to say, in the order it finds it.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// Adds one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds diagnostics in their order.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Whether an error is among them.
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(|it| it.severity == Severity::Error)
    }

    /// Keeps the first of diagnostics that say the same of the same place.
    pub fn dedup(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        self.diagnostics
            .retain(|it| it.span.is_none() || seen.insert((it.code, it.span, it.message.clone())));
    }

    /// Takes the value out of a [`Warned`] and keeps what came with it.
    pub fn absorb<T>(&mut self, warned: Warned<T>) -> T {
        self.diagnostics.extend(warned.diagnostics);
        warned.value
    }

    /// Closes the sink around the value it accompanied.
    pub fn finish<T>(self, value: T) -> Warned<T> {
        Warned { value, diagnostics: self.diagnostics }
    }
}

/// A value together with what was noticed while making it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// The value; usable even where errors came with it.
    pub value: T,
    /// What was noticed, in order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value with nothing to say about it.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// The same diagnostics with what `change` makes of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// The heaviest severity that came with the value.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}
