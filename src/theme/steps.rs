//! How much work it may be to fill a template. A loop goes over whatever it is given, and one within
//! another over all of it each time: so what is done is counted while it is done.

use std::cell::Cell;
use std::collections::BTreeMap;

use handlebars::template::TemplateElement;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Template,
};
use serde::Serialize;
use serde_json::Value;

/// The steps that every template may take, and those for each value that it is filled with. A step is
/// a part of a template that is written once.
const FREE: u64 = 2_000;
const PER_VALUE: u64 = 200;

/// The helper that counts. Its name is none that a template can write.
const NAME: &str = "\u{FDD0}";

/// What is wrong with templates that take more steps than they may.
const TOO_LONG: &str = "its loops go over what they are given more often than is allowed";

thread_local! {
    /// The steps that are left to the template that this thread fills.
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// Has every template of a registry count its steps when it is filled.
pub(crate) fn count_steps(registry: &mut Handlebars<'static>) {
    registry.register_helper(NAME, Box::new(Count));
    let templates: BTreeMap<_, _> = registry.get_templates().clone().into_iter().collect();
    for (name, mut template) in templates {
        add_to(&mut template);
        registry.register_template(&name, template);
    }
}

/// Fills a template, whose steps are counted.
///
/// # Errors
/// As the registry has it, and where it takes more steps than it may.
pub(crate) fn fill(
    registry: &Handlebars<'_>,
    name: &str,
    context: &impl Serialize,
) -> Result<String, RenderError> {
    let context = Context::wraps(context)?;
    LEFT.set(FREE + PER_VALUE * values(context.data()));
    registry.render_with_context(name, &context)
}

/// How many values there are in one, with itself.
fn values(value: &Value) -> u64 {
    let inner: u64 = match value {
        Value::Array(items) => items.iter().map(values).sum(),
        Value::Object(fields) => fields.values().map(values).sum(),
        _ => 0,
    };
    inner + 1
}

/// Ends a template, and all within it, with a count of its parts. Nesting is bounded where templates
/// are read.
fn add_to(template: &mut Template) {
    for element in &mut template.elements {
        match element {
            TemplateElement::HelperBlock(block)
            | TemplateElement::Expression(block)
            | TemplateElement::HtmlExpression(block) => {
                block.template.iter_mut().chain(&mut block.inverse).for_each(add_to);
            }
            TemplateElement::PartialBlock(block) | TemplateElement::DecoratorBlock(block) => {
                block.template.iter_mut().for_each(add_to);
            }
            _ => {}
        }
    }
    let parts = template.elements.len() + 1;
    // What is made here is always well-formed.
    let count = Template::compile(&format!("{{{{x {parts}}}}}"));
    let count = count.ok().and_then(|mut count| count.elements.pop());
    if let Some(TemplateElement::Expression(mut count)) = count {
        count.name = handlebars::template::Parameter::Name(NAME.to_owned());
        template.elements.push(TemplateElement::Expression(count));
    }
}

/// Takes steps, as long as there are some.
struct Count;

impl HelperDef for Count {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        _: &mut dyn Output,
    ) -> HelperResult {
        let steps = helper.param(0).and_then(|it| it.value().as_u64()).unwrap_or(1);
        match LEFT.get().checked_sub(steps) {
            Some(left) => {
                LEFT.set(left);
                Ok(())
            }
            None => Err(RenderErrorReason::Other(TOO_LONG.to_owned()).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(source: &str, count: usize) -> Result<String, String> {
        let mut registry = Handlebars::new();
        registry.register_template_string("a", source).unwrap();
        registry.register_template_string("each", "{{#each @root.args}}{{/each}}").unwrap();
        count_steps(&mut registry);
        let context = json!({ "args": vec!["x"; count] });
        fill(&registry, "a", &context).map_err(|error| error.reason().to_string())
    }

    #[test]
    fn loops_within_loops_end() {
        let nested = |depth: usize| {
            let open = "{{#each @root.args}}".repeat(depth);
            format!("{open}{}", "{{/each}}".repeat(depth))
        };
        for source in [nested(3), nested(9), "{{#each args}}{{> each}}{{/each}}".to_owned()] {
            assert_eq!(filled(&source, 2_000), Err(TOO_LONG.to_owned()), "{source}");
        }
    }

    #[test]
    fn what_is_counted_is_not_seen() {
        let source = "{{#each args}}{{this}}{{else}}none{{/each}}{{#if args}}!{{/if}}";
        assert_eq!(filled(source, 5_000).unwrap(), "x".repeat(5_000) + "!");
        assert_eq!(filled(source, 0).unwrap(), "none");
        assert_eq!(
            filled("{{#each args}}{{#each @root.args}}.{{/each}}{{/each}}", 20).unwrap().len(),
            400
        );
    }
}
