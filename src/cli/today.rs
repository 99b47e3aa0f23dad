//! The one place that reads the clock.
//!
//! It is asked which certificates are still good, when nobody names a day. What it says reaches
//! diagnostics and never an output: the same input gives the same bytes tomorrow.

use std::time::{SystemTime, UNIX_EPOCH};

use recto::text::day::Day;

/// The day it is now, in UTC. None on a machine whose clock stands before 1970.
pub(super) fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(Day::from_unix(i64::try_from(since.as_secs()).ok()?))
}
