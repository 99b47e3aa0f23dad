//! Names: which were probably meant for one another, and how they are shown.

/// The known name closest to `name`, where one is close enough to be what was meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    known
        .into_iter()
        .filter_map(|candidate| Some((distance(&folded, &fold(candidate))?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters are more, fewer, other or swapped in a folded name beside one that is known,
/// where they are so few that it may have been meant.
pub(super) fn distance(name: &str, known: &str) -> Option<usize> {
    let length = known.chars().count();
    let most = length.div_ceil(4).min(3);
    if name.chars().take(length + most + 1).count().abs_diff(length) > most {
        return None;
    }
    // Where every letter is another, nothing is left of what was meant.
    let most = most.min(length.min(name.chars().count()).saturating_sub(1));
    Some(strsim::damerau_levenshtein(name, known)).filter(|distance| *distance <= most)
}

/// Whether a name is another one, or a slip away from it: one letter more, fewer, other or swapped,
/// in whatever case.
pub fn is_slip_of(name: &str, meant: &str) -> bool {
    // Words by the page are asked about. One slip in three letters or more leaves the first of them or
    // the last, and most are told by these, or by their length.
    let length = letters(meant).count();
    let starts = letters(name).next() == letters(meant).next();
    let ends = || letters(name).next_back() == letters(meant).next_back();
    let may_be = length < 3 || starts || ends();
    if !may_be || letters(name).take(length + 2).count().abs_diff(length) > 1 {
        return false;
    }
    let (name, meant): (Vec<char>, Vec<char>) = (letters(name).collect(), letters(meant).collect());
    let before = name.iter().zip(&meant).take_while(|(one, other)| one == other).count();
    let (name, meant) = (&name[before..], &meant[before..]);
    let ends = name.iter().rev().zip(meant.iter().rev());
    let behind = ends.take_while(|(one, other)| one == other).count();
    match (&name[..name.len() - behind], &meant[..meant.len() - behind]) {
        ([] | [_], [] | [_]) => true,
        ([one, two], [other, another]) => one == another && two == other,
        _ => false,
    }
}

/// Whether two names differ in nothing but case and separators.
pub fn same_name(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

pub(super) fn fold(name: &str) -> String {
    letters(name).collect()
}

/// What is compared of a name: `menuOrder`, `menu-order` and `Menu_Order` are the same mistake.
fn letters(name: &str) -> impl DoubleEndedIterator<Item = char> {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A name with a capital at its start, as the title it stands for.
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A name of several words as CSS writes it: `textAlign` is `text-align`.
pub fn hyphened(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// A name without the number in front of it that puts it in its place, as Docusaurus reads it. A date
/// or a version is more than a number.
pub fn unnumbered(name: &str) -> &str {
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = rest.len() < name.len();
    let behind = rest.trim_start_matches(['-', '_', '.', ' ']);
    let sign = rest[..rest.len() - behind.len()].contains(['-', '_', '.']);
    let more = behind.is_empty() || behind.starts_with(|letter: char| letter.is_ascii_digit());
    if numbered && sign && !more { behind } else { name }
}

/// The number in front of a name that puts it in its place, as Docusaurus reads it.
pub fn number_before(name: &str) -> Option<f64> {
    let digits = name.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(name.len());
    if unnumbered(name) == name { None } else { name[..digits].parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_close_or_none() {
        let known = ["title", "seo_title", "menu_order", "date", "bg"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("menuOrder", known), Some("menu_order"));
        assert_eq!(nearest("seo-titel", known), Some("seo_title"));
        assert_eq!(nearest("layout", known), None);
        assert_eq!(nearest("rate", known), Some("date"));
        assert_eq!(nearest("ab", known), None);
    }

    #[test]
    fn a_slip_is_one_step_away() {
        let mut words = vec![String::new()];
        for from in 0..121 {
            words.extend(["a", "b", "c"].map(|letter| words[from].clone() + letter));
        }
        assert_eq!(words.iter().map(String::len).max(), Some(5));
        for name in &words {
            for meant in &words {
                let steps = strsim::damerau_levenshtein(name, meant);
                assert_eq!(is_slip_of(name, meant), steps <= 1, "{name} {meant}");
            }
        }
        assert!(is_slip_of("E-xcetp", "except") && !is_slip_of("onliest", "only"));
    }
}
