//! The files that list the controls of a standard.

use super::evidence::Controls;
use super::pack::PackConfig;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::decode::decode;
use crate::span::Sources;
use crate::yaml::{self, Excerpt, Located};

/// Reads the files that list controls. A list that cannot be read is reported and left out.
pub(super) fn load_controls(
    config: &mut PackConfig,
    files: &dyn Files,
    sources: &mut Sources,
    sink: &mut Sink,
) {
    for Located { value: standard, .. } in config.standards.values_mut() {
        let Some(Located { value: Controls::File(path), span }) = &standard.controls else {
            continue;
        };
        let span = *span;
        match controls_in(path, files, sources) {
            Ok(value) => standard.controls = Some(Located { value, span }),
            Err(diagnostic) => {
                sink.push(if diagnostic.span.is_some() { diagnostic } else { diagnostic.at(span) });
                standard.controls = None;
            }
        }
    }
}

fn controls_in(
    written: &str,
    files: &dyn Files,
    sources: &mut Sources,
) -> Result<Controls, Diagnostic> {
    let path = PackPath::new(written).map_err(|_| {
        let message = format!("the controls in `{written}` lie outside the pack");
        Diagnostic::error(Code::OutsidePack, message)
    })?;
    let bytes = files.read(&path).map_err(|error| {
        let message = format!("the controls in `{written}` cannot be read: {error}");
        let help = "write the path as seen from pack.yaml, or list the controls here";
        Diagnostic::error(Code::UnreadableFile, message).help(help)
    })?;
    let file = sources.add(path.as_str(), decode(&bytes).text);
    let node = yaml::parse(&Excerpt::whole(file, sources)).map_err(|error| {
        Diagnostic::error(Code::InvalidConfig, error.message).at(error.span).help(error.help)
    })?;
    match yaml::read::<Controls>(&node) {
        Ok(listed @ Controls::Listed(_)) => Ok(listed),
        Ok(Controls::File(_)) => {
            let message = "this file lists no controls";
            let help = "write one `- A.5.1` or `A.5.1: its title` a line";
            Err(Diagnostic::error(Code::InvalidConfig, message).at(node.span).help(help))
        }
        Err(fault) => Err(fault.diagnostic()),
    }
}
