//! Faults of Recto itself: a panic, caught where it costs the least, and what is said of it.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use crate::diag::{Code, Diagnostic};

/// What a user can do about it.
const HELP: &str = "this is a fault of Recto: report it with this message, what `recto --version` \
                    says and, if you can, the smallest folder that shows it";

/// What happened last and where, where [`note_quietly`] was called.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

/// Takes note of panics in place of printing them, for a program that says itself what it caught.
pub fn note_quietly() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = words_of(panic.payload());
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{place}: {words}"));
    }));
}

/// Does some work of which a panic costs no more than itself.
///
/// # Errors
/// The panic, where there was one.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let noted = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        Fault(noted.unwrap_or_else(|| words_of(&*payload)))
    })
}

impl Fault {
    /// The error that says what could not be done, for whoever is to hear of it.
    pub fn diagnostic(&self, undone: &str) -> Diagnostic {
        Diagnostic::error(Code::Output, format!("{undone}: {self}")).help(HELP)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a panic says, on one line.
fn words_of(payload: &(dyn std::any::Any + Send)) -> String {
    let words = payload.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| payload.downcast_ref::<&str>().copied());
    words.unwrap_or("it gives no reason").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(caught(|| 1), Ok(1));
        let number = 7;
        let fault = caught(|| panic!("no page\nwith number {number}")).unwrap_err();
        assert!(fault.to_string().ends_with("no page with number 7"), "{fault}");
        let said = fault.diagnostic("no PDF can be made");
        assert!(said.message.starts_with("no PDF can be made: "), "{}", said.message);
    }
}
