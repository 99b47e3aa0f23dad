//! What the programs within tags of JSX say outright.

use crate::source::literals::{self, Literal};
use crate::text::names::hyphened;

/// What a program says that is a text, a number, or the address of a file:
/// `require('./a.png').default`, `useBaseUrl('/img/a.png')`.
pub(super) fn literal(program: &str) -> Option<&str> {
    let called = |name: &str| program.strip_prefix(name)?.strip_prefix('(')?.rsplit_once(')');
    let calls = ["require", "useBaseUrl", "withBase"];
    let file = calls.into_iter().find_map(called).map_or(program, |(file, _)| file);
    let says = |program: &str| program == "true" || program.parse::<f64>().is_ok();
    quoted(file.trim()).or_else(|| Some(program).filter(|program| says(program)))
}

/// The words between quotes that are all of a program.
pub(super) fn quoted(inner: &str) -> Option<&str> {
    let quote = inner.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let words = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!words.contains([quote, '\\']) && !words.contains("${")).then_some(words)
}

/// The words of a program that is a text with escapes in it: `'\u007b'`, `"a \"b\""`.
pub(super) fn text(inner: &str) -> Option<String> {
    let is_text = inner.starts_with(['"', '\'', '`']) && !inner.contains("${");
    let Literal::Text(text) = literals::value(inner) else { return None };
    is_text.then_some(text)
}

/// A style as CSS has it: `{ textAlign: 'center', width: 200 }`. Numbers are pixels.
pub(super) fn style(program: &str) -> Option<String> {
    let style = literals::value(program);
    let declarations = style.entries().iter().filter_map(|(name, value)| {
        let value = match value {
            Literal::Text(text) => text.clone(),
            Literal::Name(number) if number.parse::<f64>().is_ok() => format!("{number}px"),
            _ => return None,
        };
        Some(format!("{}: {value}", hyphened(name)))
    });
    let declarations: Vec<String> = declarations.collect();
    (!declarations.is_empty()).then(|| declarations.join("; "))
}

/// The texts that an object of two keys has under each, for all objects of a list:
/// `[{ value: 'a', label: 'A' }]`.
pub(super) fn pairs(program: &str, keys: [&str; 2]) -> Vec<(String, String)> {
    let list = literals::value(program);
    let text = |item: &Literal, key| item.get(key).and_then(Literal::text).map(str::to_owned);
    let items = list.items().iter();
    items.filter_map(|item| Some((text(item, keys[0])?, text(item, keys[1])?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_outright_is_read() {
        for (program, said) in [
            ("'a'", Some("a")),
            ("`b c`", Some("b c")),
            ("2.5", Some("2.5")),
            ("require('./a.png').default", Some("./a.png")),
            ("useBaseUrl(\"/b.png\")", Some("/b.png")),
            ("a + 'b'", None),
            ("`${a}`", None),
            ("name", None),
        ] {
            assert_eq!(literal(program), said, "{program}");
        }
        for (program, said) in [
            (r"'\u007b'", Some("{")),
            (r#""a \"b\"""#, Some("a \"b\"")),
            (r"'a' + b", None),
            (r"`${a}`", None),
            ("name", None),
        ] {
            assert_eq!(text(program).as_deref(), said, "{program}");
        }
        let css = style("{ textAlign: 'center', width: 200, color: theme.color }");
        assert_eq!(css.as_deref(), Some("text-align: center; width: 200px"));
        assert_eq!(style("styles"), None);
        let list = pairs("[{label: 'A', value: 'a'}, other]", ["value", "label"]);
        assert_eq!(list, [("a".to_owned(), "A".to_owned())]);
    }
}
