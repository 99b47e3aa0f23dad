//! The book's style sheet: the theme's, with tokens as plain values.

use std::collections::BTreeMap;

use super::template::FOLDER;
use crate::backend::harmless::fetching_style;
use crate::diag::{Code, Diagnostic, Sink};
use crate::text::css::with_values;
use crate::theme::Theme;
use crate::theme::css::background_class;

/// The file of the style sheet.
pub(super) const FILE: &str = "style.css";

const SOURCE: &str = "epub/style.css";

/// The theme's rules for code and for what differs from script to script, which HTML has too.
const SHARED: [&str; 2] = ["shared/code.css", "shared/scripts.css"];

/// The theme's colours that are different by day and by night: the book's own, and those that HTML
/// has too.
const COLORS: [&str; 2] = ["epub/colors.css", "shared/colors.css"];

/// The style sheet. `lead` stands before the theme's own rules; `needed` are the rules that
/// this book alone needs.
pub(super) fn style_sheet(theme: &Theme, lead: &str, needed: &str, sink: &mut Sink) -> String {
    let own = |name: &str| theme.templates.get(name).map_or("", String::as_str);
    let colors = by_scheme(&COLORS.map(own).concat());
    let own = format!("{}{}{colors}", own(SOURCE), SHARED.map(own).concat());
    let own = without_variables(&own, &values(theme), sink);
    if let Some(fault) = fetching_style(&own) {
        sink.push(theme.brings(FOLDER, &fault));
    }
    let mut css = format!("{lead}{own}");
    css.push_str(&accents(theme));
    css.push_str(needed);
    css
}

/// The values of all tokens; those for dark pages have names that start with `night-`.
fn values(theme: &Theme) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for property in theme.properties() {
        let night = property.night.unwrap_or_else(|| property.day.clone());
        values.insert(format!("night-{}", property.name), night);
        values.insert(property.name, property.day);
    }
    values
}

/// Colours for light pages, and for dark ones where the reading system says that its are.
fn by_scheme(colors: &str) -> String {
    let night = colors.replace("var(--", "var(--night-");
    format!("{colors}@media (prefers-color-scheme: dark) {{\n{night}}}\n")
}

/// Puts values in the place of `var(--name)`: old reading systems drop a declaration with a
/// variable in it. One that no token is called by is reported and left for the reading system.
fn without_variables(css: &str, values: &BTreeMap<String, String>, sink: &mut Sink) -> String {
    with_values(css, |name| {
        let value = values.get(name).cloned();
        if value.is_none() {
            sink.push(unknown(name, values));
        }
        value
    })
}

fn unknown(name: &str, values: &BTreeMap<String, String>) -> Diagnostic {
    let nearest = values
        .keys()
        .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    let message = format!("the style of books uses the token `--{name}`, which no theme has");
    let diagnostic = Diagnostic::warning(Code::Template, message);
    match nearest {
        Some(nearest) => diagnostic.help(format!("the nearest one is `--{nearest}`")),
        None => diagnostic,
    }
}

/// Pages with a background of the theme have their title's rule in its colour.
fn accents(theme: &Theme) -> String {
    let rule = |(name, background): (&String, &crate::theme::Background)| {
        let class = background_class(name);
        let accent = background.accent.to_css();
        format!(
            ".{class} > .page-title {{ border-color: {accent}; }}\n\
             .{class} > .page-title::before {{ background: {accent}; }}\n"
        )
    };
    theme.tokens.backgrounds.iter().map(rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::css::OwnClass;

    #[test]
    fn no_variable_is_left_in_the_shipped_style() {
        let mut sink = Sink::default();
        let css = style_sheet(&Theme::shipped(), "", &OwnClass::Width(40).rule(), &mut sink);
        assert!(sink.finish(()).diagnostics.is_empty());
        assert!(css.len() > 3000 && !css.contains("var(--") && css.ends_with("height: auto; }\n"));
        let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap();
        // Words that have a colour have a ground, or they vanish on a page that somebody made dark.
        let ground = "pre { color: #";
        assert!(light.contains(ground) && dark.contains(ground) && light.contains(".code-tag"));
        assert!(
            css.contains(".code-keyword") && dark.contains(".code-keyword { color: #"),
            "{css}"
        );
        assert!(css.contains(".bg-security > .page-title { border-color: #0f6674; }"), "{css}");
    }

    #[test]
    fn a_misspelt_token_is_named() {
        let mut sink = Sink::default();
        let values = values(&Theme::shipped());
        let css = without_variables(
            "a { color: var(--color-acent); } b { c: var(--x",
            &values,
            &mut sink,
        );
        assert_eq!(css, "a { color: var(--color-acent); } b { c: var(--x");
        let diagnostics = sink.finish(()).diagnostics;
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].help.as_deref(), Some("the nearest one is `--color-accent`"));
    }
}
