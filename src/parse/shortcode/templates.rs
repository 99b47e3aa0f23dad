//! The templates of shortcodes: those of the theme, and those in the pack's `shortcodes/`.

use std::collections::BTreeMap;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError, ScopedJson,
};
use serde_json::{Value, json};

use super::tag::Arguments;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::parse::{effects, markdown};
use crate::theme::{
    ENDLESS, TOO_DEEP, Theme, endless, nests_too_deep, steps, unfillable, unreadable,
};

/// The folder of templates, in a theme and in a pack.
const FOLDER: &str = "shortcodes/";
const ENDING: &str = ".hbs";

/// Stands for the content of a shortcode while its template is rendered. A noncharacter, which
/// has no business in a page.
pub(super) const INNER: &str = "\u{FDD0}";

/// Every template, compiled.
pub(in crate::parse) struct Templates {
    registry: Handlebars<'static>,
    /// What is known of every template, by its name.
    names: BTreeMap<String, Traits>,
}

/// What a template says of itself.
struct Traits {
    /// Whether what stands in that shortcode is code.
    holds_code: bool,
    /// The names and places of arguments that it asks for; none where it may ask for any.
    asked: Option<Vec<String>>,
    /// The file of the pack that it is; none where it is the theme's.
    own: Option<PackPath>,
}

impl Traits {
    fn of(source: &str, own: Option<PackPath>) -> Self {
        let holds_code = source.contains("{{{fence}}}");
        let takes_any = ["params", "args", "lookup"].iter().any(|word| source.contains(word));
        let asked = (!takes_any).then(|| asked(source));
        Self { holds_code, asked, own }
    }
}

/// What stands behind every `param` of a template.
fn asked(source: &str) -> Vec<String> {
    let mut asked = Vec::new();
    for list in source.split("param ").skip(1) {
        let end = list.find([')', '}']).unwrap_or(list.len());
        for name in list[..end].split_whitespace().map(|name| name.trim_matches('"')) {
            if !asked.iter().any(|it| it == name) {
                asked.push(name.to_owned());
            }
        }
    }
    asked
}

impl Templates {
    /// Compiles the templates of the theme and of the pack; the pack's win.
    pub(in crate::parse) fn load(theme: &Theme, files: &dyn Files, sink: &mut Sink) -> Self {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_helper("param", Box::new(Param));
        let mut templates = Self { registry, names: BTreeMap::new() };
        for (path, source) in &theme.templates {
            if let Some(name) = shortcode_name(path) {
                templates.add(name, source, path, None, sink);
            }
        }
        for path in files.list().unwrap_or_default() {
            let Some(name) = shortcode_name(path.as_str()) else { continue };
            match files.read(&path).map(String::from_utf8) {
                Ok(Ok(source)) => {
                    templates.add(name, &source, path.as_str(), Some(path.clone()), sink);
                }
                Ok(Err(_)) => {
                    let message = format!("the template `{path}` is not UTF-8 text");
                    sink.push(Diagnostic::error(Code::Template, message));
                }
                Err(error) => {
                    let message = format!("the template `{path}` cannot be read: {error}");
                    sink.push(Diagnostic::error(Code::UnreadableFile, message));
                }
            }
        }
        templates.drop_endless(sink);
        steps::count_steps(&mut templates.registry);
        templates
    }

    /// Drops the templates that cannot be filled within bounds, and tells of them once.
    fn drop_endless(&mut self, sink: &mut Sink) {
        let endless = endless(self.registry.get_templates());
        let endless: Vec<String> = endless.into_iter().map(str::to_owned).collect();
        for name in &endless {
            self.registry.unregister_template(name);
            self.names.remove(name);
        }
        if let Some((first, others)) = endless.split_first() {
            let message =
                format!("the template `{FOLDER}{first}{ENDING}` cannot be filled: {ENDLESS}");
            let help = match others {
                [] => "let it call others, and not itself".to_owned(),
                others => format!("so it is with `{}`; break the circle", others.join("`, `")),
            };
            sink.push(Diagnostic::error(Code::Template, message).help(help));
        }
    }

    fn add(
        &mut self,
        name: &str,
        source: &str,
        path: &str,
        own: Option<PackPath>,
        sink: &mut Sink,
    ) {
        if nests_too_deep(source) {
            let message = format!("the template `{path}` is not valid: {TOO_DEEP}");
            let help = "put the inner ones into templates of their own";
            sink.push(Diagnostic::error(Code::Template, message).help(help));
            return;
        }
        match self.registry.register_template_string(name, source) {
            Ok(()) => {
                self.names.insert(name.to_owned(), Traits::of(source, own));
            }
            Err(error) => {
                let place =
                    error.pos().map(|(line, column)| format!(" in line {line}, column {column}"));
                let (place, reason) = (place.unwrap_or_default(), unreadable(error.reason()));
                let message = format!("the template `{path}` is not valid{place}: {reason}");
                sink.push(
                    Diagnostic::error(Code::Template, message)
                        .help("see the Handlebars language for what a template may hold"),
                );
            }
        }
    }

    /// Whether there is a template of this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The file of the pack that a template is; none where it is the theme's.
    pub(super) fn own(&self, name: &str) -> Option<&PackPath> {
        self.names.get(name)?.own.as_ref()
    }

    /// The known name that is most like `name`.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        let near = |known: &&String| strsim::osa_distance(known, name) <= 1 + name.len() / 5;
        let known = self.names.keys().filter(near);
        known.min_by_key(|known| strsim::osa_distance(known, name)).map(String::as_str)
    }

    /// Whether what stands in this shortcode is code.
    pub(super) fn holds_code(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|traits| traits.holds_code)
    }

    /// The arguments that a shortcode is given and its template never asks for: how each is called,
    /// and what it says.
    pub(super) fn idle<'a>(&self, name: &str, given: &'a Arguments) -> Vec<(&'a str, &'a str)> {
        let is_asked = |argument: &str| {
            let asked = self.names.get(name).and_then(|traits| traits.asked.as_ref());
            asked.is_none_or(|asked| asked.iter().any(|it| it == argument))
        };
        let named = given.named.iter().map(|(name, value)| (&**name, &**value));
        let named = named.filter(|(name, _)| !is_asked(name) && !effects::is_harmless(name));
        let placed = given.positional.iter().enumerate();
        let placed = placed.filter(|(place, _)| !is_asked(&place.to_string()));
        named.chain(placed.map(|(_, value)| (&**value, &**value))).collect()
    }

    /// The names of the arguments that a template asks for.
    pub(super) fn asked(&self, name: &str) -> impl Iterator<Item = &str> {
        let asked = self.names.get(name).and_then(|traits| traits.asked.as_deref());
        let asked = asked.unwrap_or_default().iter().map(String::as_str);
        asked.filter(|name| !name.starts_with(|char: char| char.is_ascii_digit()))
    }

    /// Renders a template to Markdown, with [`INNER`] where its content goes.
    ///
    /// # Errors
    /// A sentence of what is wrong with the template.
    pub(super) fn render(
        &self,
        name: &str,
        arguments: &Arguments,
        inner: Option<&str>,
    ) -> Result<String, String> {
        let named: serde_json::Map<_, _> =
            arguments.named.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
        let data = json!({
            "args": arguments.positional,
            "params": named,
            "inner": if inner.is_some_and(|inner| !inner.trim().is_empty()) { INNER } else { "" },
            "fence": markdown::fence(inner.unwrap_or_default()),
            "fenced": inner.is_some_and(|inner| inner.lines().any(opens_code)),
        });
        steps::fill(&self.registry, name, &data).map_err(|error| unfillable(error.reason()))
    }
}

/// Whether a line opens a block of code, in which no other can stand.
fn opens_code(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// The shortcode a template at this path is for.
fn shortcode_name(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(ENDING)
}

/// `{{param "name" 0}}`: the first argument of these names or places that is given and not
/// empty; else nothing. So a template says which names it knows, and strict mode finds the rest.
struct Param;

impl HelperDef for Param {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let data = context.data();
        let value = helper.params().iter().map(PathAndJson::value).find_map(|key| {
            let value = match key {
                Value::String(name) => data.get("params")?.get(name)?,
                Value::Number(place) => {
                    data.get("args")?.get(usize::try_from(place.as_u64()?).ok()?)?
                }
                _ => return None,
            };
            value.as_str().filter(|value| !value.is_empty())
        });
        Ok(ScopedJson::Derived(Value::from(value.unwrap_or_default())))
    }
}
