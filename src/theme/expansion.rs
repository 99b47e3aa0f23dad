//! What templates come to when they are filled. Those that would never end, since they call
//! themselves or one another, or that nest beyond what can be read, are found before.

use std::collections::{BTreeMap, HashMap};

use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, TemplateElement};

use crate::limits;

/// How deep blocks may stand in one another, and templates call others.
const DEEPEST: usize = 64;
/// The name by which a template calls the block that it is called with.
const BLOCK: &str = "@partial-block";

/// Whether blocks or expressions in a template stand deeper in one another than may be read.
pub(crate) fn nests_too_deep(source: &str) -> bool {
    let (mut blocks, mut brackets) = (0_usize, 0_usize);
    source.split("{{").skip(1).any(|tag| {
        let tag = tag.split("}}").next().unwrap_or_default();
        match tag.trim_start_matches('~').as_bytes().first() {
            Some(b'#' | b'^') => blocks += 1,
            Some(b'/') => blocks = blocks.saturating_sub(1),
            _ => {}
        }
        brackets = 0;
        let deep = tag.bytes().any(|sign| {
            match sign {
                b'(' => brackets += 1,
                b')' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            brackets > DEEPEST
        });
        deep || blocks > DEEPEST
    })
}

/// The names of the templates that cannot be filled within bounds, sorted.
pub(crate) fn endless(templates: &HashMap<String, Template>) -> Vec<&str> {
    let mut named: BTreeMap<&str, Vec<&Template>> =
        templates.iter().map(|(name, template)| (&**name, vec![template])).collect();
    let mut own = BTreeMap::new();
    for template in named.values().flatten() {
        add_own(template, &mut own);
    }
    // What a template defines for itself may have any other's name.
    for (name, parts) in own {
        named.entry(name).or_default().extend(parts);
    }
    let mut reader = Reader { named: &named, known: BTreeMap::new() };
    let mut found = Vec::new();
    for &name in named.keys().filter(|name| templates.contains_key(**name)) {
        if reader.called(name, 0).is_none() {
            found.push(name);
        }
    }
    found
}

/// Adds the templates that one defines for itself: `{{#*inline "name"}}`.
fn add_own<'t>(template: &'t Template, own: &mut BTreeMap<&'t str, Vec<&'t Template>>) {
    for element in &template.elements {
        match element {
            TemplateElement::DecoratorBlock(block) => {
                let name = block.params.first().and_then(|it| match it {
                    handlebars::template::Parameter::Literal(name) => name.as_str(),
                    other => other.as_name(),
                });
                if let (Some(name), Some(inner)) = (name, &block.template) {
                    own.entry(name).or_default().push(inner);
                }
            }
            other => within(other).into_iter().for_each(|inner| add_own(inner, own)),
        }
    }
}

/// The templates that stand within a part.
fn within(element: &TemplateElement) -> Vec<&Template> {
    match element {
        TemplateElement::HelperBlock(block)
        | TemplateElement::Expression(block)
        | TemplateElement::HtmlExpression(block) => {
            let HelperTemplate { template, inverse, .. } = &**block;
            template.iter().chain(inverse).collect()
        }
        TemplateElement::PartialBlock(block) => block.template.iter().collect(),
        _ => Vec::new(),
    }
}

/// What a template comes to.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// Its parts, with those of the templates that it calls.
    parts: u64,
    /// How often it calls the block that it is called with.
    blocks: u64,
}

impl Extent {
    fn and(self, other: Self) -> Option<Self> {
        let parts = self.parts.saturating_add(other.parts);
        let blocks = self.blocks.saturating_add(other.blocks);
        (parts.max(blocks) <= limits::TEMPLATE_PARTS.most).then_some(Self { parts, blocks })
    }
}

struct Reader<'t> {
    named: &'t BTreeMap<&'t str, Vec<&'t Template>>,
    /// What templates come to; nothing while that is being found out.
    known: BTreeMap<&'t str, Option<Extent>>,
}

impl<'t> Reader<'t> {
    /// What the templates of a name come to; nothing where they have no end.
    fn called(&mut self, name: &'t str, depth: usize) -> Option<Extent> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        if depth > DEEPEST {
            return None;
        }
        self.known.insert(name, None);
        let mut extent = Extent::default();
        // What is not there is told where it is called.
        for template in self.named.get(name).into_iter().flatten() {
            extent = extent.and(self.template(template, depth)?)?;
        }
        self.known.insert(name, Some(extent));
        Some(extent)
    }

    fn template(&mut self, template: &'t Template, depth: usize) -> Option<Extent> {
        let mut extent = Extent::default();
        for element in &template.elements {
            extent = extent.and(self.element(element, depth)?)?;
        }
        Some(extent)
    }

    fn element(&mut self, element: &'t TemplateElement, depth: usize) -> Option<Extent> {
        let mut extent = Extent { parts: 1, blocks: 0 };
        match element {
            TemplateElement::PartialExpression(call) | TemplateElement::PartialBlock(call) => {
                extent.and(self.call(call, depth)?)
            }
            other => {
                for inner in within(other) {
                    extent = extent.and(self.template(inner, depth)?)?;
                }
                Some(extent)
            }
        }
    }

    /// What the call of a template comes to. One whose name is computed may be any.
    fn call(&mut self, call: &'t DecoratorTemplate, depth: usize) -> Option<Extent> {
        let name = call.name.as_name()?;
        if name == BLOCK {
            return Some(Extent { parts: 0, blocks: 1 });
        }
        let called = self.called(name, depth + 1)?;
        let Some(block) = &call.template else { return Some(called) };
        let block = self.template(block, depth)?;
        let own = Extent { parts: called.parts, blocks: 0 };
        let times = |count: u64| count.saturating_mul(called.blocks.max(1));
        own.and(Extent { parts: times(block.parts), blocks: times(block.blocks) })
    }
}

#[cfg(test)]
mod tests {
    use handlebars::Handlebars;

    use super::*;

    fn endless_of(templates: &[(&str, &str)]) -> Vec<String> {
        let mut registry = Handlebars::new();
        for (name, source) in templates {
            registry.register_template_string(name, source).unwrap();
        }
        endless(registry.get_templates()).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn templates_that_call_themselves_are_found() {
        for (templates, expected) in [
            (&[("a", "{{> b}}"), ("b", "x{{#if x}}{{> c}}{{/if}}"), ("c", "y")][..], &[][..]),
            (&[("a", "{{> a}}")], &["a"]),
            (&[("a", "{{> b}}"), ("b", "{{#if x}}-{{else}}{{> a}}{{/if}}")], &["a", "b"]),
            (&[("a", "{{> b}}"), ("b", "{{> c}}"), ("c", "{{> b}}")], &["a", "b", "c"]),
            (&[("a", "{{#*inline \"b\"}}{{> b}}{{/inline}}{{> b}}")], &["a"]),
            (&[("a", "{{#*inline \"b\"}}x{{/inline}}{{> b}}")], &[]),
            (&[("a", "{{#> b}}x{{/b}}"), ("b", "{{> @partial-block}}")], &[]),
            (&[("a", "{{#> b}}{{> a}}{{/b}}"), ("b", "{{> @partial-block}}")], &["a"]),
            (&[("a", "{{> (lookup this \"b\")}}")], &["a"]),
        ] {
            assert_eq!(endless_of(templates), expected, "{templates:?}");
        }
    }

    #[test]
    fn templates_that_call_others_without_measure_are_found() {
        let names: Vec<(String, String)> = (0..40)
            .map(|at| (format!("t{at:02}"), format!("{{{{> t{0:02}}}}}{{{{> t{0:02}}}}}", at + 1)))
            .collect();
        let mut templates: Vec<(&str, &str)> =
            names.iter().map(|(name, source)| (&**name, &**source)).collect();
        templates.push(("t40", "x"));
        let found = endless_of(&templates);
        assert!(found.contains(&"t00".to_owned()) && !found.contains(&"t39".to_owned()));
        let nested = "{{#> b}}".repeat(30) + "x" + &"{{/b}}".repeat(30);
        let both = "{{> @partial-block}}{{> @partial-block}}";
        assert_eq!(endless_of(&[("a", &nested), ("b", both)]), ["a"]);
    }

    #[test]
    fn what_nests_deep_is_found_before_it_is_read() {
        for deep in ["{{#if a}}".repeat(10_000), format!("{{{{{}", "(a ".repeat(10_000))] {
            assert!(nests_too_deep(&deep));
        }
        let flat = "{{#if a}}(({{b (c (d))}}{{/if}}{{^}}{{/}}".repeat(1_000);
        assert!(!nests_too_deep(&flat));
    }
}
