//! Identifiers of publications as people write them: ISBN, DOI, URN.

use uuid::Uuid;

/// What a publication is called by machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identifier {
    /// As a package document writes it.
    pub(crate) text: String,
    /// Its scheme in ONIX code list 5, where it has one.
    pub(crate) onix: Option<&'static str>,
}

/// Reads an identifier as people write it: an ISBN with or without hyphens, a DOI, a URN, an
/// address, or any other name. Says what is wrong with one that claims to be what it is not.
pub(crate) fn read(given: &str) -> Result<Identifier, &'static str> {
    let lower = given.to_ascii_lowercase();
    let found = |text: String, onix| Ok(Identifier { text, onix });
    if let Some(uuid) = lower.strip_prefix("urn:uuid:") {
        let uuid = Uuid::parse_str(uuid).map_err(|_| "is no UUID")?;
        return found(uuid.urn().to_string(), None);
    }
    let isbn = lower.strip_prefix("urn:isbn:").or_else(|| lower.strip_prefix("isbn"));
    let digits = isbn_digits(isbn.unwrap_or(&lower));
    match digits.as_deref() {
        Some(digits) if valid_isbn(digits) => {
            let scheme = if digits.len() == 13 { "15" } else { "02" };
            return found(format!("urn:isbn:{digits}"), Some(scheme));
        }
        // Ten or thirteen digits that nobody called an ISBN may be an order number, unless they
        // start as every ISBN of thirteen does.
        digits if isbn.is_some() || digits.is_some_and(starts_as_isbn) => {
            return Err("is no ISBN: its check digit does not fit");
        }
        _ => {}
    }
    let doi = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:", "urn:doi:"];
    let doi = doi.iter().find_map(|prefix| lower.strip_prefix(prefix)).unwrap_or(&lower);
    if doi.starts_with("10.") && doi.contains('/') {
        return found(format!("doi:{}", doi.trim()), Some("06"));
    }
    found(given.to_owned(), lower.starts_with("urn:").then_some("22"))
}

/// The ten or thirteen digits of an ISBN, written with spaces, hyphens, or a colon before it.
fn isbn_digits(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | ':' | '\u{2010}'..='\u{2013}')).collect();
    let plain = digits
        .bytes()
        .enumerate()
        .all(|(at, byte)| byte.is_ascii_digit() || (byte == b'x' && at == 9 && digits.len() == 10));
    (plain && matches!(digits.len(), 10 | 13)).then(|| digits.to_ascii_uppercase())
}

/// Whether the check digit fits (ISO 2108, annex C).
fn valid_isbn(digits: &str) -> bool {
    let values = digits.bytes().map(|byte| if byte == b'X' { 10 } else { u32::from(byte - b'0') });
    if digits.len() == 13 {
        values.zip([1, 3].into_iter().cycle()).map(|(value, weight)| value * weight).sum::<u32>()
            % 10
            == 0
    } else {
        values.zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0
    }
}

fn starts_as_isbn(digits: &str) -> bool {
    digits.len() == 13 && (digits.starts_with("978") || digits.starts_with("979"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_take_one_form() {
        let text = |given| read(given).map(|identifier| (identifier.text, identifier.onix));
        let found = |text: &str, onix| Ok((text.to_owned(), onix));
        assert_eq!(text("ISBN 978-3-16-148410-0"), found("urn:isbn:9783161484100", Some("15")));
        assert_eq!(text("3-598-21507-x"), found("urn:isbn:359821507X", Some("02")));
        assert_eq!(text("https://doi.org/10.1000/182"), found("doi:10.1000/182", Some("06")));
        assert_eq!(text("urn:example:a"), found("urn:example:a", Some("22")));
        assert_eq!(text("1234567890"), found("1234567890", None));
        assert!(
            ["ISBN 978-3-16-148410-1", "978-3-16-148410-1"].into_iter().all(|it| text(it).is_err())
        );
        assert!(text("urn:uuid:12").is_err());
    }
}
