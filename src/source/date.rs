//! Dates as people write them in front matter.

/// Brings a date into ISO 8601's form: `YYYY-MM-DD`, with `THH:MM:SS` and a zone where given.
///
/// Understands what the YAML of Hugo, Jekyll and their kin holds: `2027-03-01`,
/// `2027-03-01T09:30:00Z`, `2027-03-01 09:30:00 +0100`. `None` for anything that is no date.
pub(crate) fn normalize(written: &str) -> Option<String> {
    let written = written.trim();
    let (date, rest) = match written.split_at_checked(10)? {
        (date, "") => (date, ""),
        (date, rest) => (date, rest.strip_prefix(['T', 't', ' '])?.trim()),
    };
    is_day(date).then_some(())?;
    if rest.is_empty() {
        return Some(date.to_owned());
    }
    let zone_start = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone_start);
    Some(format!("{date}T{}{}", normalize_time(time)?, normalize_zone(zone.trim())?))
}

fn is_day(date: &str) -> bool {
    let Some([year, month, day]) = numbers::<3>(date, '-', &[4, 2, 2]) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `HH:MM` or `HH:MM:SS` with an optional fraction, which no document needs.
fn normalize_time(time: &str) -> Option<String> {
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let [hour, minute, second] = match time.len() {
        5 => numbers::<2>(time, ':', &[2, 2]).map(|[hour, minute]| [hour, minute, 0])?,
        _ => numbers::<3>(time, ':', &[2, 2, 2])?,
    };
    (hour < 24 && minute < 60 && second < 61).then(|| format!("{hour:02}:{minute:02}:{second:02}"))
}

/// Nothing, `Z`, or an offset with or without its colon.
fn normalize_zone(zone: &str) -> Option<String> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") || zone == "UTC" {
        return Some(if zone.is_empty() { String::new() } else { "Z".to_owned() });
    }
    let (sign, offset) = zone.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
    let digits: String = offset.chars().filter(|&letter| letter != ':').collect();
    let (hour, minute) = digits.split_at_checked(2)?;
    let minute = if minute.is_empty() { "00" } else { minute };
    let valid = numbers::<2>(&format!("{hour}:{minute}"), ':', &[2, 2])?;
    (valid[0] < 15 && valid[1] < 60).then(|| format!("{sign}{hour}:{minute}"))
}

/// Exactly `N` numbers of the given widths.
fn numbers<const N: usize>(text: &str, separator: char, widths: &[usize; N]) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for (number, &width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = digits.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_take_one_form() {
        for (written, expected) in [
            ("2027-03-01", Some("2027-03-01")),
            ("2027-03-01T09:30:00Z", Some("2027-03-01T09:30:00Z")),
            ("2027-03-01 09:30:00 +0100", Some("2027-03-01T09:30:00+01:00")),
            ("2027-03-01 09:30:00.123 -05:00", Some("2027-03-01T09:30:00-05:00")),
            ("2027-03-01 09:30", Some("2027-03-01T09:30:00")),
            ("2028-02-29", Some("2028-02-29")),
            ("2027-02-29", None),
            ("2027-13-01", None),
            ("2027-03-01T25:00:00Z", None),
            ("2027-03-01 soon", None),
            ("1 March 2027", None),
            ("2027-3-1", None),
            ("", None),
        ] {
            assert_eq!(normalize(written).as_deref(), expected, "{written}");
        }
    }
}
