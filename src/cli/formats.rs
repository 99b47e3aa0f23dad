//! The formats that `--to` names: Recto's own, and those that programs make.

use std::sync::Arc;

use recto::backend::{self, BACKENDS, Backend, Program};
use recto::files::Programs;

/// The most letters that the name of a format has.
const LONGEST: usize = 20;

/// A name that a format can have, since its files end in it.
pub(super) fn name(name: &str) -> Result<String, String> {
    let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    if (1..=LONGEST).contains(&name.len()) && name.chars().all(is_plain) {
        return Ok(name.to_owned());
    }
    Err(format!("the formats are {}", known()))
}

/// The formats with these names, or all of Recto's own where there is no name. What is none of them
/// is made by a program, which `programs` have to run.
pub(super) fn asked(
    names: &[String],
    programs: Option<&Arc<dyn Programs>>,
) -> Result<Vec<Arc<dyn Backend>>, String> {
    if names.is_empty() {
        return Ok(BACKENDS.to_vec());
    }
    let mut asked: Vec<Arc<dyn Backend>> = Vec::new();
    for name in names {
        if asked.iter().any(|backend| backend.name() == name) {
            continue;
        }
        asked.push(match (backend::named(name), programs) {
            (Some(backend), _) => backend,
            (None, Some(programs)) => Arc::new(Program::new(name, programs.clone())),
            (None, None) => return Err(unknown(name)),
        });
    }
    Ok(asked)
}

fn unknown(name: &str) -> String {
    format!(
        "`{name}` is no format that Recto makes itself; those are {}. A program called \
         `recto-to-{name}` can make it where `--allow-commands` lets it run",
        known()
    )
}

fn known() -> String {
    BACKENDS.iter().map(|backend| backend.name()).collect::<Vec<_>>().join(", ")
}
