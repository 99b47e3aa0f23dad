//! Shortcodes without a template: what each could start from.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::parse::{Usage, usage};
use crate::span::Sources;

/// Says of every unknown shortcode how a template for it could begin: one that shows all that any
/// page hands to it.
pub fn suggest_templates(diagnostics: &mut [Diagnostic], sources: &Sources) {
    let is_unknown = |it: &&mut Diagnostic| it.code == Code::UnknownShortcode;
    let mut used: BTreeMap<String, Usage> = BTreeMap::new();
    let name_of = |diagnostic: &Diagnostic| {
        // Only those without a template have a help that asks for one.
        let asks =
            diagnostic.help.as_ref().is_some_and(|help| help.starts_with("write a template"));
        let span = diagnostic.span.filter(|_| asks)?;
        usage(sources.excerpt(span)).map(|(name, usage)| {
            let paired = diagnostic.message.ends_with("is kept");
            (name, Usage { paired, ..usage })
        })
    };
    for diagnostic in diagnostics.iter_mut().filter(is_unknown) {
        if let Some((name, usage)) = name_of(diagnostic) {
            used.entry(name).or_default().merge(usage);
        }
    }
    for diagnostic in diagnostics.iter_mut().filter(is_unknown) {
        let usage = name_of(diagnostic).and_then(|(name, _)| Some((used.get(&name)?, name)));
        if let Some((usage, name)) = usage {
            let template = usage.template();
            diagnostic.help = Some(format!(
                "write a template `shortcodes/{name}.hbs`; it could start as\n{template}"
            ));
        }
    }
}
