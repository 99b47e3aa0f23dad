//! Names: which were probably meant for one another, and how they are shown.

/// The known name closest to `name`, where one is close enough to be what was meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(4).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a name is another one, or a slip away from it: one letter more, fewer, other or swapped,
/// in whatever case.
pub fn is_slip_of(name: &str, meant: &str) -> bool {
    strsim::damerau_levenshtein(&fold(name), &fold(meant)) <= 1
}

/// Whether two names differ in nothing but case and separators.
pub fn same_name(left: &str, right: &str) -> bool {
    fold(left) == fold(right)
}

/// `menuOrder`, `menu-order` and `Menu_Order` are the same mistake.
fn fold(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
}
