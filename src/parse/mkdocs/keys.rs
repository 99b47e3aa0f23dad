//! The names of keys, as `pymdownx.keys` prints them.
//!
//! <https://facelessuser.github.io/pymdown-extensions/extensions/keys/#key-map-index>

use crate::text::names::capitalised;

/// Words of a key's name, and how each is printed; words that are not here start with a capital.
const WORDS: &[(&str, &str)] = &[
    ("altgr", "AltGr"),
    ("cmd", "Cmd"),
    ("command", "Cmd"),
    ("control", "Ctrl"),
    ("ctrl", "Ctrl"),
    ("del", "Del"),
    ("delete", "Del"),
    ("esc", "Esc"),
    ("escape", "Esc"),
    ("fn", "Fn"),
    ("function", "Fn"),
    ("ins", "Ins"),
    ("insert", "Ins"),
    ("opt", "Option"),
    ("win", "Win"),
    ("windows", "Win"),
];

/// Keys that are printed as no rule says.
const OWN: &[(&str, &str)] = &[
    ("alt-graph", "AltGr"),
    ("apps", "Menu"),
    ("arrow-down", "Down"),
    ("arrow-left", "Left"),
    ("arrow-right", "Right"),
    ("arrow-up", "Up"),
    ("back", "Backspace"),
    ("backslash", "\\"),
    ("backtab", "Back Tab"),
    ("bar", "|"),
    ("bksp", "Backspace"),
    ("brace-left", "{"),
    ("brace-right", "}"),
    ("bracket-left", "["),
    ("bracket-right", "]"),
    ("capital", "Caps Lock"),
    ("colon", ":"),
    ("comma", ","),
    ("context-menu", "Menu"),
    ("double-quote", "\""),
    ("equal", "="),
    ("exclam", "!"),
    ("grave", "`"),
    ("greater", ">"),
    ("hyphen", "-"),
    ("lcmd", "Left Command"),
    ("lctrl", "Left Ctrl"),
    ("less", "<"),
    ("lshift", "Left Shift"),
    ("lwin", "Left Win"),
    ("minus", "-"),
    ("num-asterisk", "Num *"),
    ("num-equal", "Num ="),
    ("num-minus", "Num -"),
    ("num-plus", "Num +"),
    ("num-separator", "Num ."),
    ("num-slash", "Num /"),
    ("numlk", "Num Lock"),
    ("page-dn", "Page Down"),
    ("period", "."),
    ("pg-dn", "Page Down"),
    ("pg-up", "Page Up"),
    ("pipe", "|"),
    ("plus", "+"),
    ("prtsc", "Print Screen"),
    ("question", "?"),
    ("rcmd", "Right Command"),
    ("rctrl", "Right Ctrl"),
    ("return", "Enter"),
    ("rshift", "Right Shift"),
    ("rwin", "Right Win"),
    ("scroll", "Scroll Lock"),
    ("semicolon", ";"),
    ("single-quote", "'"),
    ("slash", "/"),
    ("spc", "Space"),
    ("tilde", "~"),
    ("underscore", "_"),
];

/// What is printed on a key, by the name it has between two plus signs.
pub(super) fn label(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let find = |table: &[(&str, &str)], name: &str| {
        table.iter().find(|(own, _)| *own == name).map(|(_, label)| (*label).to_owned())
    };
    let word = |word: &str| find(WORDS, word).unwrap_or_else(|| capitalised(word));
    find(OWN, &name).unwrap_or_else(|| name.split('-').map(word).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_labels() {
        for (name, expected) in [
            ("ctrl", "Ctrl"),
            ("a", "A"),
            ("f12", "F12"),
            ("arrow-up", "Up"),
            ("page-up", "Page Up"),
            ("left-windows", "Left Win"),
            ("caps-lock", "Caps Lock"),
            ("bracket-left", "["),
        ] {
            assert_eq!(label(name), expected);
        }
    }
}
