//! Patterns of addresses: `/:year/:month/:title/`.

use crate::text::day::Day;

/// A pattern with its tokens filled in; none where it has one that is not known. A token may have
/// brackets behind it, which are a part of its name.
pub(super) fn fill(pattern: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once(':') {
        filled.push_str(before);
        let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let mut end = behind.find(|letter| !is_name(letter)).unwrap_or(behind.len());
        if behind[end..].starts_with('[') {
            end += behind[end..].find(']')? + 1;
        }
        filled.push_str(&value(&behind[..end])?);
        rest = &behind[end..];
    }
    filled.push_str(rest);
    Some(single_slashes(&filled))
}

/// A path without empty names in it.
pub(super) fn single_slashes(path: &str) -> String {
    let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    let end = if path.ends_with('/') && !names.is_empty() { "/" } else { "" };
    format!("/{}{end}", names.join("/"))
}

/// What the tokens for a day stand for, as Hugo and Jekyll name them.
///
/// <https://gohugo.io/configuration/permalinks/#tokens>,
/// <https://jekyllrb.com/docs/permalinks/#placeholders>
pub(super) fn of_day(token: &str, day: Day) -> Option<String> {
    let (year, month, date) = day.parts();
    let in_year = || {
        let first = Day::parse(&format!("{year:04}-01-01"));
        first.map_or(0, |first| first.days_until(day)) + 1
    };
    // The first day that is counted from was a Thursday.
    let weekday = (Day::from_unix(0).days_until(day) + 4).rem_euclid(7);
    let name_of_weekday = || {
        const NAMES: [&str; 7] =
            ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        NAMES[usize::try_from(weekday).unwrap_or_default() % 7].to_owned()
    };
    let name_of_month = || day.words("en").split(' ').nth(1).unwrap_or_default().to_owned();
    let short = |name: String| name.chars().take(3).collect();
    Some(match token {
        "year" => format!("{year:04}"),
        "short_year" => format!("{:02}", year.rem_euclid(100)),
        "month" => format!("{month:02}"),
        "i_month" => month.to_string(),
        "monthname" | "long_month" => name_of_month(),
        "short_month" => short(name_of_month()),
        "day" => format!("{date:02}"),
        "i_day" => date.to_string(),
        "yearday" => in_year().to_string(),
        "y_day" => format!("{:03}", in_year()),
        "weekday" => weekday.to_string(),
        "w_day" => if weekday == 0 { 7 } else { weekday }.to_string(),
        "weekdayname" | "long_day" => name_of_weekday(),
        "short_day" => short(name_of_weekday()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_filled_in() {
        let day = Day::parse("2027-03-01").unwrap();
        let value = |token: &str| match token {
            "title" => Some("a-b".to_owned()),
            "sections[1:]" => Some(String::new()),
            token => of_day(token, day),
        };
        for (pattern, wanted) in [
            ("/:year/:month/:day/:title/", Some("/2027/03/01/a-b/")),
            (":short_year-:i_month-:i_day/:y_day.html", Some("/27-3-1/060.html")),
            ("/:weekday/:weekdayname/:short_day/:w_day", Some("/1/Monday/Mon/1")),
            ("/:monthname/:short_month/:yearday", Some("/March/Mar/60")),
            ("/x/:sections[1:]/:title", Some("/x/a-b")),
            ("/plain/", Some("/plain/")),
            ("/:nothing/", None),
            ("/:sections[1", None),
        ] {
            assert_eq!(fill(pattern, value).as_deref(), wanted, "{pattern}");
        }
    }
}
