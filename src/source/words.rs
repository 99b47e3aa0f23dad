//! Titles from names and headings, and the order people expect of names.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::date;
use crate::text::names::capitalised;

/// A file's or folder's name as a title: `02-no-vendor_lock-in` becomes `No vendor lock in`.
pub(super) fn readable(name: &str) -> String {
    let dated = date::before_name(name).map(|(_, rest)| rest).filter(|rest| !rest.is_empty());
    let unnumbered = dated.or_else(|| without_number(name)).unwrap_or(name);
    let words: Vec<&str> =
        unnumbered.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { name.to_owned() } else { capitalised(&words.join(" ")) }
}

/// A name without the number in front of it that puts it in its place. A longer one is a year or a
/// standard, `27001-overview`, and several are a version or a section's, `3.1-setup`.
fn without_number(name: &str) -> Option<&str> {
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = name.len() - rest.len();
    let behind = rest.strip_prefix(['-', '_', '.', ' '])?;
    let goes_on = behind.starts_with(|letter: char| letter.is_ascii_digit());
    (matches!(digits, 1..=3) && !behind.is_empty() && !goes_on).then_some(behind)
}

/// Compares names as people do: numbers by value, letters without regard to case.
pub(super) fn natural(left: &str, right: &str) -> Ordering {
    let mut left_rest = left;
    let mut right_rest = right;
    loop {
        match (left_rest.chars().next(), right_rest.chars().next()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (left_number, left_behind) = leading_number(left_rest);
                let (right_number, right_behind) = leading_number(right_rest);
                let by_value = left_number.len().cmp(&right_number.len());
                match by_value.then_with(|| left_number.cmp(right_number)) {
                    Ordering::Equal => (left_rest, right_rest) = (left_behind, right_behind),
                    unequal => return unequal,
                }
            }
            (Some(a), Some(b)) => match a.to_lowercase().cmp(b.to_lowercase()) {
                Ordering::Equal => {
                    left_rest = &left_rest[a.len_utf8()..];
                    right_rest = &right_rest[b.len_utf8()..];
                }
                unequal => return unequal,
            },
        }
    }
}

/// The digits a text starts with, without leading zeros, and what follows.
fn leading_number(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

/// Adds words that are not there yet, trimmed and in order.
pub(super) fn extend_unique(known: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    let mut seen: HashSet<String> = known.iter().cloned().collect();
    for word in more {
        let word = word.trim();
        if !word.is_empty() && seen.insert(word.to_owned()) {
            known.push(word.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        for (name, title) in [
            ("no-vendor-lockin", "No vendor lockin"),
            ("02-access_control", "Access control"),
            ("10. Überblick", "Überblick"),
            ("2027", "2027"),
            ("2fa", "2fa"),
            ("27001-overview", "27001 overview"),
            ("3.1-setup", "3.1 setup"),
            ("2027-plan", "2027 plan"),
            ("2027-03-01-launch", "Launch"),
            ("2027-03-01", "2027 03 01"),
            ("---", "---"),
        ] {
            assert_eq!(readable(name), title);
        }
    }

    #[test]
    fn numbers_count_by_value() {
        let mut names = ["10-z", "9-a", "B", "a2", "a10", "a02", "Ä", "a"];
        names.sort_by(|left, right| natural(left, right));
        assert_eq!(names, ["9-a", "10-z", "a", "a02", "a2", "a10", "B", "Ä"]);
    }
}
