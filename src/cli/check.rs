//! `recto check`.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};

use recto::backend::BACKENDS;
use recto::check::Policy;
use recto::diag::{Code, Diagnostic};
use recto::text::visible::{visible, visible_lines};
use recto::{Checked, Request, Session};

use super::mend::mend;
use super::report::{Report, counted};
use super::{Check, Denied, Form, InputFolder, Outcome, fails, misused, print};

/// How often files are read again for what a correction has brought to light.
const ROUNDS: usize = 4;

/// Tells what an editor would mend, and mends on request what takes no judgement.
pub(super) fn check(check: &Check) -> Outcome {
    if check.list {
        return print(list().as_bytes());
    }
    if let Some(code) = check.explain {
        return print(code.page().as_bytes());
    }
    let place = match InputFolder::of(&check.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let requests = match place.requests(&check.input, check.all_profiles, BACKENDS.to_vec()) {
        Ok(requests) => requests,
        Err(words) => return misused(&words),
    };
    let programs = place.programs(check.permissions.reach());
    let requests: Vec<_> = requests
        .into_iter()
        .map(|request| Request {
            programs: programs.clone(),
            trust_theme: check.permissions.trust_theme,
            ..request
        })
        .collect();
    let policy = policy(check);
    let mut text = String::new();
    let checked = if check.fix {
        fix(&place, &requests, &policy, &mut text)
    } else {
        look(&place, &requests, &policy)
    };

    let report = Report::on(&check.input, &place, io::stdout().is_terminal());
    let human = check.input.diagnostics == Form::Human;
    if !human || check.input.quiet {
        text.clear();
    }
    text = visible_lines(&text).into_owned();
    text += &report.text(&checked.diagnostics, &checked.sources, &checked.pages);
    if human && checked.diagnostics.is_empty() && !check.input.quiet {
        let _ = writeln!(text, "nothing to mend in {}", counted(checked.pages.len(), "page"));
    }
    let strict = check.input.strict || check.deny.contains(&Denied::Warnings);
    let worst = checked.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let printed = print(text.as_bytes());
    if fails(strict, worst) { Outcome::Faulty } else { printed }
}

/// What the command line asks of rules, beyond what the pack does.
fn policy(check: &Check) -> Policy {
    let rule = |denied: &Denied| match denied {
        Denied::Rule(code) => Some(*code),
        Denied::Warnings => None,
    };
    Policy::new(check.allow.iter().copied(), check.deny.iter().filter_map(rule))
}

fn look(place: &InputFolder, requests: &[Request], policy: &Policy) -> Checked {
    let checked = Session::new(&place.files).check(requests);
    Checked { diagnostics: policy.apply(checked.diagnostics), ..checked }
}

/// Mends files until there is nothing left to mend, and says which. Returns what is left.
fn fix(place: &InputFolder, requests: &[Request], policy: &Policy, text: &mut String) -> Checked {
    let mut checked = look(place, requests, policy);
    let mut refused: Vec<Diagnostic> = Vec::new();
    for _ in 0..ROUNDS {
        let mended = mend(place, &checked);
        for (path, count) in &mended.files {
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "{}: {} made",
                visible(&path.to_string_lossy()),
                counted(*count, "correction")
            );
        }
        refused = mended.refused;
        if mended.files.is_empty() {
            break;
        }
        checked = look(place, requests, policy);
    }
    checked.diagnostics.extend(refused);
    checked
}

/// A line for each rule: its name, how much it weighs, whether it can mend, what it is about.
fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    let mut text = String::new();
    for code in Code::ALL {
        let (name, severity) = (code.as_str(), code.severity().as_str());
        let fix = if code.is_fixable() { "fix" } else { "" };
        let _ = writeln!(text, "{name:width$}  {severity:7}  {fix:3}  {}", code.summary());
    }
    text
}
