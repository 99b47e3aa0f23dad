//! What can be said of words and days alone. Used by every stage, knows none.

mod balance;
pub mod color;
pub mod css;
pub mod day;
pub mod emphasis;
pub mod html;
pub(crate) mod identifier;
pub mod language;
pub mod markup;
pub mod mentions;
pub mod mojibake;
pub mod names;
pub mod nearest;
#[cfg(test)]
pub(crate) mod pace;
pub mod page_path;
pub mod quotes;
pub mod size;
pub mod slug;
pub mod style;
pub mod visible;

pub use balance::balanced;
use unicode_normalization::UnicodeNormalization;

/// A name with its letters composed (NFC), as most keyboards write them; some systems keep the
/// marks of a file's name apart from their letters.
pub fn composed(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.nfc().collect() }
}

/// The words of a text with single spaces between them, on one line.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
