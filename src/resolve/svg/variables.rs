//! Custom properties of style sheets, which drawings for the web use for their colours. The PDF's
//! drawer knows none, so their values are written where they are used.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use crate::text::css::with_values;
use crate::text::style::{self, Declaration};

/// How often values are looked for in values.
const DEEPEST: usize = 8;
/// A text that grows beyond this stays as it is.
const LONGEST: usize = 1 << 16;

/// The values of custom properties in a drawing, the first of each.
#[derive(Debug, Default)]
pub(super) struct Variables(BTreeMap<String, String>);

impl Variables {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut variables = Self::default();
        for node in document.descendants().filter(Node::is_element) {
            if let Some(style) = node.attribute("style") {
                variables.add(style::declarations(style));
            }
            if node.tag_name().name() == "style" {
                let sheet: String = node.children().filter_map(|it| it.text()).collect();
                for rule in style::rules(&sheet) {
                    variables.add(rule.declarations);
                }
            }
        }
        variables
    }

    /// Adds what declarations set.
    fn add(&mut self, declarations: Vec<Declaration>) {
        for Declaration { name, value, .. } in declarations {
            if let Some(name) = name.strip_prefix("--") {
                self.0.entry(name.to_owned()).or_insert(value);
            }
        }
    }

    /// A style with the values of its variables, or what it says to take in their place.
    pub(super) fn fill(&self, css: &str) -> String {
        let mut filled = css.to_owned();
        for _ in 0..DEEPEST {
            if !filled.contains("var(") {
                break;
            }
            let next = with_values(&filled, |name| {
                let (name, other) = name.split_once(',').unwrap_or((name, ""));
                let value = self.0.get(name.trim()).map_or(other.trim(), String::as_str);
                (!value.is_empty()).then(|| value.to_owned())
            });
            if next == filled || next.len() > css.len() + LONGEST {
                break;
            }
            filled = next;
        }
        filled
    }
}
