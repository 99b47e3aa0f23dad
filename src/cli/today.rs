//! The one place that reads the clock.
//!
//! It is asked which day it is when nobody names one: which certificates are still good on it, and
//! which pages are published. Where the choice of pages hangs on the day, a note names it and a
//! manifest records it; then the same input gives the same bytes on the same day.

use std::time::{SystemTime, UNIX_EPOCH};

use recto::text::day::Day;

/// The day it is now, in UTC. None on a machine whose clock stands before 1970.
pub(super) fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(Day::from_unix(i64::try_from(since.as_secs()).ok()?))
}
