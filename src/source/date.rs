//! Dates as people write them in front matter.

use crate::text::day::Day;

/// Brings a date into ISO 8601's form: `YYYY-MM-DD`, with `THH:MM:SS` and a zone where given.
///
/// Understands what the YAML of Hugo, Jekyll and their kin holds: `2027-03-01`,
/// `2027-03-01T09:30:00Z`, `2027-03-01 09:30:00 +0100`; and, as a day alone, what their tools read
/// beside that: `2027/3/1`, `1 Mar 2027`, `Mon, 01 Mar 2027 09:30:00 GMT`. `None` for anything that
/// is no date, or may be one of two: `05/06/2027`.
pub(crate) fn normalize(written: &str) -> Option<String> {
    let written = written.trim();
    iso(written).or_else(|| in_words(written).map(|day| day.to_string()))
}

/// The day that a name starts with, and what stands behind it: `2027-03-01-kettles`, `2027-3-1 kettles`.
pub(super) fn before_name(name: &str) -> Option<(Day, &str)> {
    let mut parts = name.splitn(3, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (day, behind) = rest.split_at(end);
    let name = if behind.is_empty() { behind } else { behind.strip_prefix(['-', '_', ' '])? };
    Some((Day::parse(&format!("{year}-{month:0>2}-{day:0>2}"))?, name))
}

fn iso(written: &str) -> Option<String> {
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

/// The names of months as they are written out; three letters do for each.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day of a date with the name of its month, or with its year first.
///
/// One month, one day and one year, in whatever order, are a date; beside them there may be a name of
/// the day, a time and its zone. Those are Go's layouts (<https://pkg.go.dev/time#pkg-constants>)
/// that Hugo tries, and what Ruby's `Time.parse` takes for Jekyll, without their years of two digits.
fn in_words(written: &str) -> Option<Day> {
    let (mut year, mut month, mut day) = (None, None, None);
    let set = |slot: &mut Option<u32>, value| slot.replace(value).is_none();
    for word in written.split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        let parts: Vec<&str> = word.split(['-', '/', '.']).filter(|it| !it.is_empty()).collect();
        if let [first, second, third] = parts[..]
            && first.len() == 4
            && !word.contains(':')
        {
            let fits = set(&mut year, year_of(first)?)
                && set(&mut month, month_of(second).or_else(|| day_of(second))?)
                && set(&mut day, day_of(third)?);
            fits.then_some(())?;
        } else if let [first, second, third] = parts[..]
            && let Some(named) = month_of(first).or_else(|| month_of(second))
        {
            let number = if month_of(first).is_some() { second } else { first };
            let fits = set(&mut month, named)
                && set(&mut day, day_of(number)?)
                && set(&mut year, year_of(third)?);
            fits.then_some(())?;
        } else if let Some(named) = month_of(word) {
            set(&mut month, named).then_some(())?;
        } else if let Some(number) = day_of(word) {
            set(&mut day, number).then_some(())?;
        } else if let Some(number) = year_of(word) {
            set(&mut year, number).then_some(())?;
        } else if !is_name_of(word, &WEEKDAYS) && !is_time(word) {
            return None;
        }
    }
    Day::parse(&format!("{:04}-{:02}-{:02}", year?, month?, day?))
}

/// Whether a word is one of some names, or its first three or more letters.
fn is_name_of(word: &str, names: &[&str]) -> bool {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    word.len() > 2 && names.iter().any(|name| name.starts_with(&word))
}

fn month_of(word: &str) -> Option<u32> {
    let month = MONTHS.iter().position(|name| is_name_of(word, &[name]))?;
    u32::try_from(month + 1).ok()
}

/// `1`, `01` or `1st`.
fn day_of(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = ["", "st", "nd", "rd", "th"].contains(&&word[digits.len()..]);
    let number = ending && (1..=2).contains(&digits.len());
    number.then(|| digits.parse().ok()).flatten()
}

fn year_of(word: &str) -> Option<u32> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

/// A time of day, half of a day, a zone, or what stands between them: the day is all that counts.
fn is_time(word: &str) -> bool {
    let offset = word.strip_prefix(['+', '-']).unwrap_or(word);
    let digits =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte));
    let clock = digits(offset.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()));
    let numeric = clock && offset.starts_with(|first: char| first.is_ascii_digit());
    let zone = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let small = ["at", "of", "am", "pm", "z"].iter().any(|it| it.eq_ignore_ascii_case(word));
    let timed = offset.contains(':') || offset.len() < word.len();
    (numeric && timed) || zone || small
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
    fn days_stand_before_names() {
        let before = |name| before_name(name).map(|(day, rest)| (day.to_string(), rest));
        let is = |day: &str, rest| Some((day.to_owned(), rest));
        assert_eq!(before("2027-03-01-kettles"), is("2027-03-01", "kettles"));
        assert_eq!(before("2027-3-1 kettles-2"), is("2027-03-01", "kettles-2"));
        assert_eq!(before("2027-03-01"), is("2027-03-01", ""));
        for none in
            ["2027-02-30-x", "2027-03-011-x", "27-03-01-x", "2027-03-01x", "2027-03", "a-b-c"]
        {
            assert_eq!(before(none), None, "{none}");
        }
    }

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
            ("1 March 2027", Some("2027-03-01")),
            ("1st of March, 2027", Some("2027-03-01")),
            ("01 Mar 2027", Some("2027-03-01")),
            ("Mar 1, 2027", Some("2027-03-01")),
            ("Sept. 1 2027", Some("2027-09-01")),
            ("may 1, 2027 9:30 pm", Some("2027-05-01")),
            ("1-Mar-2027", Some("2027-03-01")),
            ("Monday, 01-Mar-2027 09:30:00 PST", Some("2027-03-01")),
            ("Mon, 01 Mar 2027 09:30:00 GMT", Some("2027-03-01")),
            ("Mon, 01 Mar 2027 09:30:00 -0700", Some("2027-03-01")),
            ("Mon Mar  1 09:30:00 2027", Some("2027-03-01")),
            ("Mon Mar 01 09:30:00 -07:00 2027", Some("2027-03-01")),
            ("2027-03-01 09:30:00.5 +0100 CET", Some("2027-03-01")),
            ("2027-03-01 9:30", Some("2027-03-01")),
            ("2027/03/01 09:30", Some("2027-03-01")),
            ("2027-Mar-1", Some("2027-03-01")),
            ("2027.3.1", Some("2027-03-01")),
            ("2027-3-1", Some("2027-03-01")),
            ("30 Feb 2027", None),
            ("1 Brumaire 2027", None),
            ("Mar 1", None),
            ("March 2027", None),
            ("1 2 2027", None),
            ("1 Mar 2 2027", None),
            ("1 Mar 27", None),
            ("05/06/2027", None),
            ("20270301", None),
            ("1 Mar 2027 or so", None),
            ("", None),
        ] {
            assert_eq!(normalize(written).as_deref(), expected, "{written}");
        }
    }
}
