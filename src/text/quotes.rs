//! Quotation marks by language.

use super::language::primary;

/// The marks around a quotation that is `depth` quotations deep.
pub fn marks(lang: &str, depth: usize) -> (&'static str, &'static str) {
    let [outer, inner] = match &*primary(lang) {
        "de" | "cs" | "sk" | "bg" | "is" | "lt" | "sl" | "et" => [("„", "“"), ("‚", "‘")],
        "fr" => [("«\u{202f}", "\u{202f}»"), ("“", "”")],
        "it" | "es" | "pt" | "el" | "nb" | "nn" | "no" => [("«", "»"), ("“", "”")],
        "ru" | "uk" | "be" => [("«", "»"), ("„", "“")],
        "pl" | "hu" | "ro" | "hr" => [("„", "”"), ("«", "»")],
        "nl" => [("‘", "’"), ("“", "”")],
        "sv" | "fi" => [("”", "”"), ("’", "’")],
        "da" => [("»", "«"), ("›", "‹")],
        "ja" | "zh" => [("「", "」"), ("『", "』")],
        _ => [("“", "”"), ("‘", "’")],
    };
    if depth.is_multiple_of(2) { outer } else { inner }
}
