//! Tokens as CSS: custom properties that style sheets of HTML and EPUB build on.
//!
//! Sizes are relative to the reader's own text size; colours come by day and by night.

mod looks;

use std::fmt::Write as _;

use crate::text::language::Direction;

use super::{CalloutLook, Color, FontTokens, Theme, Tokens};
use crate::tree::{CellColors, WordKind};

/// A custom property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name without the dashes: `color-text`.
    pub name: String,
    /// Its value by day and on paper.
    pub day: String,
    /// Its value by night, for colours.
    pub night: Option<String>,
}

impl Property {
    fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), day: value.into(), night: None }
    }

    fn color(name: impl Into<String>, day: Color, night: Color) -> Self {
        Self { name: name.into(), day: day.to_css(), night: Some(night.to_css()) }
    }
}

impl Theme {
    /// All tokens that a style sheet can use.
    pub fn properties(&self) -> Vec<Property> {
        let tokens = &self.tokens;
        let mut properties = fonts(&tokens.fonts);
        properties.extend(measures(tokens));
        properties.extend(colors(tokens));
        properties.extend(code_colors(tokens));
        properties.extend(callout_colors(tokens));
        properties.extend(looks::looks(tokens));
        properties
    }

    /// Properties as `:root` rules. Each colour is `light-dark(day, night)`, so that the scheme
    /// is chosen by `color-scheme` alone; browsers that do not know the function get the day.
    pub fn root_rules(&self) -> String {
        let properties = self.properties();
        let mut rules = String::from(":root {\n");
        for property in &properties {
            let _ = writeln!(rules, "  --{}: {};", property.name, property.day);
        }
        rules.push_str("}\n@supports (color: light-dark(#000, #fff)) {\n  :root {\n");
        for Property { name, day, night } in &properties {
            if let Some(night) = night {
                let _ = writeln!(rules, "    --{name}: light-dark({day}, {night});");
            }
        }
        rules.push_str("  }\n}\n");
        rules + &self.background_rules()
    }

    /// Rules for what the theme switches on and off.
    pub fn switch_rules(&self) -> String {
        let Tokens { text, tables, .. } = &self.tokens;
        let switches = [
            (tables.striped, "tbody tr:nth-child(even) > * { background: var(--color-surface); }"),
            (text.hyphenate, "p, li, dd { hyphens: auto; }"),
            (text.justified, "@media print { p, li, dd { text-align: justify; } }"),
        ];
        let on = switches.into_iter().filter(|(on, _)| *on);
        on.fold(String::new(), |rules, (_, rule)| rules + rule + "\n")
    }

    /// The size and margins of paper, for those who print a document that is written in a
    /// direction from a browser. It is bound where its lines start.
    pub fn page_rule(&self, direction: Direction) -> String {
        let page = &self.tokens.page;
        let (width, height) = page.size.to_pt();
        let (right, left) = match direction {
            Direction::LeftToRight => (page.margin_outer, page.margin_inner),
            Direction::RightToLeft => (page.margin_inner, page.margin_outer),
        };
        let margins = [page.margin_top, right, page.margin_bottom, left];
        let margins = margins.map(|margin| points(margin.to_pt())).join(" ");
        format!("@page {{ size: {} {}; margin: {margins}; }}\n", points(width), points(height))
    }

    /// A page with `bg: name` has the class `bg-name`, which changes its accent.
    fn background_rules(&self) -> String {
        let mut rules = String::new();
        for (name, background) in &self.tokens.backgrounds {
            let (day, night) = (background.accent.to_css(), background.dark_accent.to_css());
            let selector = format!(".{}", background_class(name));
            let _ = writeln!(rules, "{selector} {{ --color-accent: {day}; }}");
            let _ = writeln!(
                rules,
                "@supports (color: light-dark(#000, #fff)) {{ {selector} {{ --color-accent: light-dark({day}, {night}); }} }}"
            );
        }
        rules
    }
}

/// The class of pages with a background of that name.
pub fn background_class(name: &str) -> String {
    class("bg", name)
}

/// The class of what stands in the cover's box of that name.
pub fn box_class(name: &str) -> String {
    class("box", name)
}

fn class(kind: &str, name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    format!("{kind}-{}", name.chars().map(safe).collect::<String>())
}

/// A class that asks for a rule of its own: neither a policy that forbids style attributes nor every
/// reading system would take what it says from the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnClass {
    /// An image whose width is given in percent of the measure.
    Width(u8),
    /// A cell with colours of its own.
    Cell(CellColors),
    /// A block of code whose first line has another number than 1.
    FirstLine(u32),
}

impl OwnClass {
    /// Its name.
    pub fn name(self) -> String {
        match self {
            Self::Width(percent) => format!("width-{percent}"),
            Self::Cell(CellColors { background, text }) => {
                let digits = |color: Color| color.to_css().split_off(1);
                format!("cell-{}-{}", digits(background), digits(text))
            }
            Self::FirstLine(first) => format!("first-line-{first}"),
        }
    }

    /// The rule that it asks for. All in a cell but its pictures takes the cell's colours, by day, by
    /// night and on paper, since nothing else is known to be readable there; the class is named twice
    /// to stand above the theme's rules.
    pub fn rule(self) -> String {
        let name = self.name();
        match self {
            Self::Width(percent) => format!(".{name} {{ width: {percent}%; height: auto; }}\n"),
            Self::Cell(CellColors { background, text }) => {
                let class = format!(".{name}.{name}");
                let (background, text) = (background.to_css(), text.to_css());
                format!(
                    "{class}, {class} *:not(img):not(svg) {{ background: {background}; color: {text}; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}\n"
                )
            }
            Self::FirstLine(first) => {
                let before = i64::from(first) - 1;
                format!(".numbered.{name} {{ counter-reset: line {before}; }}\n")
            }
        }
    }
}

fn fonts(fonts: &FontTokens) -> Vec<Property> {
    let families = |names: &[String], role: Kind| {
        let kind = names.first().map_or(role, |name| Kind::of(name, role));
        let quoted = names.iter().map(|name| family(name));
        quoted.chain(kind.fallbacks().iter().map(|&name| name.to_owned())).collect::<Vec<_>>()
    };
    vec![
        Property::new("font-text", families(&fonts.text.value, Kind::Serif).join(", ")),
        Property::new("font-heading", families(&fonts.heading.value, Kind::Sans).join(", ")),
        Property::new("font-code", families(&fonts.code.value, Kind::Mono).join(", ")),
    ]
}

/// What a family looks like, so that what stands in for it looks alike.
#[derive(Clone, Copy)]
enum Kind {
    Serif,
    Sans,
    Mono,
}

impl Kind {
    /// The kind that a family's name tells of, else the usual one of its role.
    fn of(name: &str, role: Self) -> Self {
        let name = name.to_ascii_lowercase();
        let tells = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if tells(&["mono", "code", "courier", "consol"]) {
            Self::Mono
        } else if tells(&["sans", "grotesk", "gothic", "helvetica", "arial", "inter"]) {
            Self::Sans
        } else if tells(&["serif", "times", "garamond", "georgia"]) {
            Self::Serif
        } else {
            role
        }
    }

    /// Families that systems bring along, from the best liked to the generic one.
    fn fallbacks(self) -> &'static [&'static str] {
        match self {
            Self::Serif => &["Charter", "\"Iowan Old Style\"", "Cambria", "Georgia", "serif"],
            Self::Sans => {
                &["system-ui", "\"Segoe UI\"", "Roboto", "\"Helvetica Neue\"", "sans-serif"]
            }
            Self::Mono => &[
                "ui-monospace",
                "\"SF Mono\"",
                "\"Cascadia Code\"",
                "Menlo",
                "Consolas",
                "\"Liberation Mono\"",
                "monospace",
            ],
        }
    }
}

/// A family's name as CSS takes it: generic ones bare, all others as a string.
fn family(name: &str) -> String {
    const GENERIC: [&str; 7] = [
        "serif",
        "sans-serif",
        "monospace",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
    ];
    if GENERIC.contains(&name) {
        return name.to_owned();
    }
    // Inside a string only these three end it or begin an escape; `<` could end the style element.
    let safe: String = name.chars().filter(|c| !matches!(c, '"' | '\\' | '\n' | '<')).collect();
    format!("\"{safe}\"")
}

/// A drawing with values in the place of `var(--name)`; what `value` does not know stays.
pub fn with_tokens(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    const START: &str = "var(--";
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(START) {
        filled.push_str(before);
        let known =
            after.split_once(')').and_then(|(name, behind)| Some((value(name.trim())?, behind)));
        if let Some((value, behind)) = known {
            filled.push_str(&value);
            rest = behind;
        } else {
            filled.push_str(START);
            rest = after;
        }
    }
    filled + rest
}

/// Words as a string of CSS, safe inside a style element.
pub fn string(words: &str) -> String {
    let mut string = String::from("\"");
    for char in words.chars() {
        if matches!(char, '"' | '\\' | '<') || char.is_control() {
            // Writing to a string does not fail.
            let _ = write!(string, "\\{:x} ", u32::from(char));
        } else {
            string.push(char);
        }
    }
    string + "\""
}

fn measures(tokens: &Tokens) -> Vec<Property> {
    let em = |length: f32| format!("{}em", number(length));
    let Tokens { text, headings, tables, code, features, .. } = tokens;
    let mut properties = vec![
        Property::new("paper-text-size", points(text.size.to_pt())),
        Property::new("text-leading", number(text.leading)),
        Property::new("text-paragraph-spacing", em(text.paragraph_spacing)),
        Property::new("text-list-spacing", em(text.list_spacing)),
        Property::new("text-block-spacing", em(text.block_spacing)),
        Property::new("text-indent", em(text.indent)),
        Property::new("text-list-indent", em(text.list_indent)),
        Property::new("text-small", em(text.small)),
        Property::new("heading-leading", number(headings.leading)),
        Property::new("heading-space-above", em(headings.space_above)),
        Property::new("heading-space-below", em(headings.space_below)),
        Property::new("inner-title-size", em(headings.inner_title)),
        Property::new("heading-weight", headings.weight.to_string()),
        Property::new("table-size", em(tables.size)),
        Property::new("table-padding-vertical", em(tables.padding_vertical)),
        Property::new("table-padding-horizontal", em(tables.padding_horizontal)),
        Property::new("code-size", em(code.size)),
        Property::new("code-leading", number(code.leading)),
        Property::new("features-text", features.text.to_css()),
        Property::new("features-heading", features.heading.to_css()),
        Property::new("features-code", features.code.to_css()),
        Property::new("features-tables", features.text.with(features.tables).to_css()),
    ];
    let sizes = (0..6).map(|at| headings.scale.get(at).or(headings.scale.last()).unwrap_or(&1.0));
    properties.extend(
        sizes
            .zip(1..)
            .map(|(&size, level)| Property::new(format!("heading-{level}-size"), em(size))),
    );
    properties
}

fn colors(tokens: &Tokens) -> Vec<Property> {
    let (day, night) = (tokens.cover_paints(), tokens.cover_paints_by_night());
    let mut properties = vec![
        Property::color("cover-background", day.background, night.background),
        Property::color("cover-text", day.text, night.text),
        Property::color("cover-accent", day.accent, night.accent),
        plate(tokens),
    ];
    let (day, night) = (&tokens.colors, &tokens.dark);
    properties.extend(day.named().zip(night.named()).map(|((name, day), (_, night))| {
        Property::color(format!("color-{}", name.replace('_', "-")), day, night)
    }));
    properties.push(Property::color("color-code-mark", day.code_mark(), night.code_mark()));
    properties
}

/// What is behind a logo: where the cover gets dark by night, the ground that the logo was made for.
fn plate(tokens: &Tokens) -> Property {
    let night = tokens.cover.turns_dark().then(|| tokens.cover.background.to_css());
    Property { night, ..Property::new("cover-plate", "transparent") }
}

fn code_colors(tokens: &Tokens) -> impl Iterator<Item = Property> {
    let (day, night) = (&tokens.code.colors, &tokens.code.dark);
    WordKind::ALL.into_iter().map(|kind| {
        Property::color(format!("code-{}", kind.name()), day.color(kind), night.color(kind))
    })
}

fn callout_colors(tokens: &Tokens) -> impl Iterator<Item = Property> {
    let framed = tokens.panels.callout == CalloutLook::Frame;
    tokens.callouts.named().flat_map(move |(kind, mut colors)| {
        if framed {
            colors.background = tokens.colors.background;
            colors.dark_background = tokens.dark.background;
        }
        [
            Property::color(format!("callout-{kind}-accent"), colors.accent, colors.dark_accent),
            Property::color(
                format!("callout-{kind}-background"),
                colors.background,
                colors.dark_background,
            ),
        ]
    })
}

fn points(length: f32) -> String {
    format!("{}pt", number(length))
}

/// A number without needless digits.
pub fn number(value: f32) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_end_with_what_every_system_has() {
        let mut theme = Theme::shipped();
        theme.tokens.fonts.text.value =
            vec!["Fira Sans</style>\"".to_owned(), "sans-serif".to_owned()];
        let text = &theme.properties()[0];
        assert!(
            text.day.starts_with("\"Fira Sans/style>\", sans-serif, system-ui"),
            "{}",
            text.day
        );
    }

    #[test]
    fn every_colour_has_a_day_and_a_night() {
        let rules = Theme::shipped().root_rules();
        assert!(rules.contains("--color-text: light-dark(#1d232b, #dfe5ec);"), "{rules}");
        assert!(rules.contains(".bg-security { --color-accent: #0f6674; }"), "{rules}");
        let width = OwnClass::Width(50).rule();
        assert_eq!(width, ".width-50 { width: 50%; height: auto; }\n");
    }
}
