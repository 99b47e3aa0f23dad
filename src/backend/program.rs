//! An output that a program of the user's makes: `recto-to-NAME`.

use std::sync::Arc;
use std::time::Duration;

use super::{Artifact, Backend, Job};
use crate::diag::{Code, Diagnostic, Severity, Sink, Warned};
use crate::exchange::{Answer, Document};
use crate::files::{Programs, Run};

/// How long such a program may take, in seconds.
const LIMIT: u16 = 300;

/// A program that reads a document as JSON and answers with a file, as `docs/backends.md` says.
#[derive(Clone, Debug)]
pub struct Program {
    name: String,
    command: String,
    programs: Arc<dyn Programs>,
}

impl Program {
    /// The one that makes the format of this name, run by `programs`.
    pub fn new(name: &str, programs: Arc<dyn Programs>) -> Self {
        Self { name: name.to_owned(), command: format!("recto-to-{name}"), programs }
    }

    /// What comes of a run.
    fn answer(&self, document: &[u8]) -> Result<(Option<Vec<u8>>, Vec<Diagnostic>), Diagnostic> {
        let (command, limit) = (&*self.command, Duration::from_secs(LIMIT.into()));
        let run = Run { program: command, arguments: &[], input: document, limit };
        let fault = |message: String, help: &str| {
            Diagnostic::error(Code::Backend, message).help(help.to_owned())
        };
        let output = self.programs.run(&run).map_err(|error| {
            let message = error.explain(command, LIMIT, &format!("cannot make the {}", self.name));
            fault(message, "install the program where commands are looked for, or correct it")
        })?;
        Answer::read(&output, Code::Backend).map_err(|why| {
            let message = format!("what `{command}` writes is no answer: {why}");
            fault(message, "it has to write the JSON that `docs/backends.md` describes")
        })
    }
}

impl Backend for Program {
    fn name(&self) -> &str {
        &self.name
    }

    fn about(&self) -> &'static str {
        "a file that a program makes"
    }

    fn render(&self, job: &Job<'_>) -> Warned<Option<Artifact>> {
        let mut sink = Sink::default();
        let document = Document::new(job.document, &job.assets, job.theme, job.options.date);
        let (bytes, found) = match self.answer(&document.to_json()) {
            Ok(answer) => answer,
            Err(fault) => (None, vec![fault]),
        };
        let is_said = found.iter().any(|it| it.severity == Severity::Error);
        if bytes.is_none() && !is_said {
            let message = format!("`{}` made no file, and does not say why", self.command);
            sink.push(Diagnostic::error(Code::Backend, message).help("correct the program"));
        }
        sink.extend(found);
        sink.finish(bytes.map(|bytes| Artifact { bytes, extent: None, weights: Vec::new() }))
    }
}
