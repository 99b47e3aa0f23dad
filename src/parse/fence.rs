//! What stands behind the signs that open a block of code: its language, and what various tools
//! say beside it.

use crate::diag::{Code, Diagnostic};
use crate::tree::Attr;

use super::attributes;

/// What a line says that opens a block of code.
#[derive(Debug, Default)]
pub(super) struct Info {
    pub(super) language: Option<String>,
    pub(super) attr: Attr,
    /// The options that change nothing here, each as it is called.
    pub(super) idle: Vec<String>,
}

/// The options that name the code: they become its caption.
const TITLES: &[&str] = &["title", "caption", "filename", "file", "name"];

/// What the options are called by which sites number lines, or set them off.
const LINES: &[&str] = &["line", "hl", "highlight", "mark", "emphasize"];

/// Options without a value that change how code looks. Other words are read by nobody, or mean
/// something to a tool that runs the code, as `ignore` does in Rust.
const LOOKS: &[&str] =
    &["showLineNumbers", "lineNumbers", "linenos", "numberLines", "line-numbers"];

/// Reads ```` rust {#id .class key=value} ````, ```` js title="a.js" {1,3} ````,
/// ```` ts:line-numbers [a.ts] ````.
pub(super) fn read(info: &str) -> Info {
    let info = info.trim();
    let mut read = Info::default();
    let end = info.find([' ', '\t', ',', '{']).unwrap_or(info.len());
    let (word, mut rest) = info.split_at(end);
    // VitePress says it with the language: `ts:line-numbers=2`.
    let (word, numbers) = match word.split_once(":line-numbers") {
        Some((word, _)) => (word, true),
        None => (word, false),
    };
    if numbers {
        read.idle.push("line-numbers".to_owned());
    }
    read.language = (!word.is_empty()).then(|| word.to_lowercase());
    let mut title = None;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            break;
        }
        rest = option(rest, &mut read, &mut title);
    }
    if read.language.is_none() && info.starts_with('{') {
        // `{.rust}` names the language by a class.
        read.language = read.attr.classes().first().map(|class| class.to_lowercase());
    }
    if let (Some(title), None) = (title, read.attr.get("caption")) {
        read.attr.set("caption", title);
    }
    read
}

/// Reads one option and gives what stands behind it.
fn option<'a>(rest: &'a str, read: &mut Info, title: &mut Option<String>) -> &'a str {
    if rest.starts_with('{') {
        if let Some((attr, length)) = attributes::braced(rest) {
            read.attr.merge(attr);
            for name in TITLES {
                let named = read.attr.take(name);
                *title = title.take().or(named);
            }
            return &rest[length..];
        }
        let length = rest.find('}').map_or(rest.len(), |end| end + 1);
        let lines = rest[..length].trim_matches(['{', '}']);
        if !lines.is_empty()
            && lines.chars().all(|char| char.is_ascii_digit() || ",- ".contains(char))
        {
            read.idle.push("{lines}".to_owned());
        }
        return &rest[length..];
    }
    if let Some((name, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        title.get_or_insert_with(|| name.to_owned());
        return behind;
    }
    let end = rest.find([' ', '\t', ',', '=', '{']).unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    let Some(behind) = behind.strip_prefix('=') else {
        if LOOKS.contains(&name) {
            read.idle.push(name.to_owned());
        }
        // Something always is taken, so that reading ends.
        return if end == 0 {
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        } else {
            behind
        };
    };
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '{'));
    let (value, behind) = match quote {
        Some(quote) => {
            let close = if quote == '{' { '}' } else { quote };
            behind[1..].split_once(close).unwrap_or((&behind[1..], ""))
        }
        None => behind.split_at(behind.find([' ', '\t', ',']).unwrap_or(behind.len())),
    };
    if TITLES.contains(&name) && !value.is_empty() {
        title.get_or_insert_with(|| value.to_owned());
    } else if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        read.idle.push(name.to_owned());
    }
    behind
}

/// Says that an option of code changes nothing.
pub(super) fn without_effect(option: &str) -> Diagnostic {
    let message = format!("the option `{option}` of a block of code has no effect");
    let name = option.to_ascii_lowercase();
    let of_lines = LINES.iter().any(|word| name.contains(word));
    let help = if of_lines { "say in the text which lines are meant" } else { "remove it" };
    Diagnostic::note(Code::NoEffect, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(info: &str) -> (Option<String>, Option<String>, String) {
        let read = read(info);
        (read.language, read.attr.get("caption").map(str::to_owned), read.idle.join(" "))
    }

    #[test]
    fn titles_become_captions_and_looks_are_told() {
        let case = |info, language: &str, caption: Option<&str>, idle: &str| {
            let language = (!language.is_empty()).then(|| language.to_owned());
            assert_eq!(
                said(info),
                (language, caption.map(str::to_owned), idle.to_owned()),
                "{info}"
            );
        };
        case("rust title=\"main.rs\" linenums=\"1\"", "rust", Some("main.rs"), "linenums");
        case("js {1,3-4} showLineNumbers", "js", None, "{lines} showLineNumbers");
        case("ts{1}:line-numbers=2 [config.ts]", "ts", Some("config.ts"), "{lines}");
        case("ts:line-numbers {1}", "ts", None, "line-numbers {lines}");
        case("js title='a b.js' ins={2} \"mark\"", "js", Some("a b.js"), "ins");
        case("csv {#c caption=\"Own\"}", "csv", Some("Own"), "");
        case("{.python .numberLines}", "python", None, "");
        case("", "", None, "");
    }

    #[test]
    fn what_other_tools_run_is_no_option() {
        for info in ["rust,ignore", "rust,editable,should_panic", "js live", "console $ x", "= ="] {
            assert_eq!(said(info).2, "", "{info}");
        }
    }
}
