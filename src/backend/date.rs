//! Points in time, as far as outputs have to write them: no clock is read here.

use crate::text::day::{date_of, number_of};
use crate::tree::PackMeta;

/// A point in time in UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Seconds since 1970.
    seconds: i64,
}

const DAY: i64 = 86_400;

impl Moment {
    /// The moment that lies so many seconds after the start of 1970. Years outside 0 to 9999,
    /// which ISO 8601 cannot write in four digits, become the nearest that it can.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        Self { seconds: seconds.clamp(-62_167_219_200, 253_402_300_799) }
    }

    /// Reads `YYYY-MM-DD` with an optional `THH:MM`, `:SS` and zone (`Z`, `+HH:MM`). Midnight and
    /// UTC stand for what is not said.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T').unwrap_or((text, ""));
        let [year, month, day] = numbers::<3>(day, '-')?;
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        let midnight = valid.then(|| number_of(year, month, day) * DAY)?;
        Some(Self::from_unix(midnight + seconds_of_day(time)?))
    }

    /// When an output was made: the moment the user gives, else the pack's date. What has neither
    /// is made at the start of 1970, so that the same input gives the same bytes.
    pub(crate) fn of_output(meta: &PackMeta, given: Option<i64>) -> Self {
        let own = || meta.date.as_deref().and_then(Self::parse);
        given.map(Self::from_unix).or_else(own).unwrap_or(Self::from_unix(0))
    }

    /// Year, month, day, hour, minute and second.
    pub(crate) fn parts(self) -> [i64; 6] {
        let (year, month, day) = date_of(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        [year, month, day, second / 3600, second / 60 % 60, second % 60]
    }

    /// `2027-03-01T09:30:00Z`.
    pub(crate) fn to_iso(self) -> String {
        let [year, month, day, hour, minute, second] = self.parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Seconds since midnight in UTC of `HH:MM[:SS][zone]`; 0 for nothing.
fn seconds_of_day(time: &str) -> Option<i64> {
    if time.is_empty() {
        return Some(0);
    }
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let [hour, minute, second] = match clock.matches(':').count() {
        1 => numbers::<2>(clock, ':').map(|[hour, minute]| [hour, minute, 0])?,
        _ => numbers::<3>(clock, ':')?,
    };
    let offset = match zone.split_at_checked(1) {
        Some(("+", offset)) => {
            numbers::<2>(offset, ':').map(|[hour, minute]| hour * 60 + minute)?
        }
        Some(("-", offset)) => {
            numbers::<2>(offset, ':').map(|[hour, minute]| -hour * 60 - minute)?
        }
        _ => 0,
    };
    let valid = hour < 24 && minute < 60 && second < 61;
    valid.then_some(hour * 3600 + (minute - offset) * 60 + second)
}

/// Exactly `N` numbers of at most four digits.
fn numbers<const N: usize>(text: &str, separator: char) -> Option<[i64; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for number in &mut numbers {
        let part = parts.next()?;
        let digits =
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = digits.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        let iso = |text: &str| Moment::parse(text).map(Moment::to_iso);
        for (text, expected) in [
            ("2027-03-01", "2027-03-01T00:00:00Z"),
            ("2027-03-01T00:30:00+01:00", "2027-02-28T23:30:00Z"),
            ("2024-12-31T23:30:15-05:30", "2025-01-01T05:00:15Z"),
            ("2000-02-29T12:00", "2000-02-29T12:00:00Z"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "2027", "2027-13-01", "2027-03-01T25:00", "1 March 2027", "2027-03-01Tx"] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(Moment::from_unix(1_700_000_000).to_iso(), "2023-11-14T22:13:20Z");
        assert_eq!(Moment::from_unix(i64::MAX).to_iso(), "9999-12-31T23:59:59Z");
    }
}
