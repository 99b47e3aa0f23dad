//! `MkDocs`: what it builds, and what its menu holds.
//!
//! <https://www.mkdocs.org/user-guide/configuration/#exclude_docs>: patterns in the form of a
//! `.gitignore`, seen from the folder of pages. Hidden files and a folder `templates` at the top
//! are excluded without being named, and a pattern with `!` takes them back.

use ignore::gitignore::GitignoreBuilder;

use regex::RegexSet;

use super::faults::{NOT_KNOWN, misshapen, report_slips, texts};
use super::globs::{Globs, Stars};
use super::{Force, Matches, PathRule, Publishing};
use crate::diag::{Code, Diagnostic};
use crate::source::left_out::Reason;
use crate::text::names::is_slip_of;
use crate::yaml::{Node, Value};

/// What a `MkDocs` project publishes, by the settings in `file`. What cannot be read of them is
/// handed to `say`.
pub(in crate::source) fn publishing(
    settings: &Node,
    file: &str,
    root: &str,
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let mut rule = |key: &str, first: &[&str], force, reason| {
        let node = settings.get(key).filter(|node| !node.is_null());
        if let Some(node) = node.filter(|node| node.as_text().is_none()) {
            say(misshapen(key, node, "a text with a pattern on each line"));
        }
        let mut builder = GitignoreBuilder::new("");
        let lines = node.and_then(Node::as_text).unwrap_or_default().lines();
        for line in first.iter().copied().chain(lines) {
            // Braces are letters in this form.
            let literal = line.replace('{', r"\{").replace('}', r"\}");
            if builder.add_line(None, &literal).is_err()
                && let Some(node) = node
            {
                say(unreadable(node, key, line.trim()));
            }
        }
        let patterns = builder.build().ok()?;
        let matches = Matches::Patterns(root.to_owned(), Box::new(patterns));
        Some(PathRule { matches, force, reason })
    };
    let excluded = Reason::Tool("MkDocs' `exclude_docs` leaves it out".to_owned());
    let unlisted = Reason::Tool(format!("`not_in_nav` in `{file}` keeps it out of the menu"));
    let rules = [
        rule("exclude_docs", &["/templates/"], Force::Held, excluded),
        rule("draft_docs", &[], Force::Held, Reason::Draft),
        rule("not_in_nav", &[], Force::Unlisted, unlisted),
    ];
    let mut rules: Vec<PathRule> = rules.into_iter().flatten().collect();
    let keys = ["exclude_docs", "draft_docs", "not_in_nav", "INHERIT", "nav", "plugins"];
    report_slips(settings, &keys, &[], say);
    report_misnamed(settings, say);
    rules.extend(of_exclude(settings, root, say));
    rules.extend(of_blog(settings, root));
    if let Some(nav) = settings.get("nav").filter(|nav| !nav.is_null() && nav.items().is_empty())
        && !matches!(nav.value, Value::List(_))
    {
        say(misshapen("nav", nav, "a list of pages"));
    }
    Publishing { rules, ..Publishing::default() }
}

/// Names that `MkDocs` has not, for settings that it has.
const MISNAMED: [(&str, &str); 6] = [
    ("docs_draft", "draft_docs"),
    ("docs_exclude", "exclude_docs"),
    ("draft", "draft_docs"),
    ("drafts", "draft_docs"),
    ("exclude", "exclude_docs"),
    ("ignore_docs", "exclude_docs"),
];

/// Says where settings have another name than `MkDocs` reads.
fn report_misnamed(settings: &Node, say: &mut dyn FnMut(Diagnostic)) {
    for entry in settings.entries() {
        let folded = entry.key.to_lowercase().replace('-', "_");
        let meant = MISNAMED.iter().find(|(name, _)| *name == folded);
        if let Some((_, meant)) = meant {
            let message = format!("`{}` may be meant as `{meant}`", entry.key);
            let error = Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span);
            say(error.help("correct the key, or remove it"));
        }
    }
}

/// Says where the plugin `exclude` is written so that `MkDocs` does not know it, or its options.
fn report_slips_of_exclude(settings: &Node, say: &mut dyn FnMut(Diagnostic)) {
    const NAMES: [&str; 4] = ["excludes", "exclude_docs", "exclude-docs", "mkdocs-exclude"];
    let Some(plugins) = settings.get("plugins") else { return };
    let mut error = |message: String, span| {
        let error = Diagnostic::error(Code::InvalidConfig, message).at(span);
        say(error.help("correct it, or remove it"));
    };
    let listed = plugins.items().iter().flat_map(Node::entries);
    for entry in plugins.entries().iter().chain(listed) {
        let near = is_slip_of(&entry.key, "exclude") || NAMES.contains(&&*entry.key);
        if near && entry.key != "exclude" {
            error(format!("the plugin `{}` may be meant as `exclude`", entry.key), entry.key_span);
        }
    }
    let split =
        plugins.items().iter().find(|it| it.entries().len() > 1 && it.get("exclude").is_some());
    if let Some(plugin) = split {
        let message = "the options of the plugin `exclude` are not indented below it";
        error(message.to_owned(), plugin.span);
    }
    let options = plugin(settings, "exclude").map(Node::entries).unwrap_or_default();
    for entry in options.iter().filter(|it| !["glob", "regex"].contains(&&*it.key)) {
        let message = format!(
            "the plugin `exclude` has no option `{}`: it has `glob` and `regex`",
            entry.key
        );
        error(message, entry.key_span);
    }
}

/// What the plugin `exclude` takes away, which is older than `exclude_docs`.
///
/// <https://github.com/apenwarr/mkdocs-exclude>
fn of_exclude(settings: &Node, root: &str, say: &mut dyn FnMut(Diagnostic)) -> Vec<PathRule> {
    report_slips_of_exclude(settings, say);
    // Without options it takes nothing away.
    let plugin = plugin(settings, "exclude").filter(|it| it.as_text() != Some("exclude"));
    let Some(plugin) = plugin else { return Vec::new() };
    let reason = Reason::Tool("the plugin `exclude` of MkDocs leaves it out".to_owned());
    let rule = |matches| PathRule { matches, force: Force::Held, reason: reason.clone() };
    if !plugin.is_null() && !matches!(plugin.value, Value::Map(_)) {
        say(misshapen("exclude", plugin, "`glob` or `regex` with their patterns"));
    }
    let globs = texts("glob", plugin.get("glob"), true, say);
    let globs = Globs::new(root, globs, Stars::Over, plugin.span, say);
    let expressions = texts("regex", plugin.get("regex"), true, say);
    // They are looked for from where a path starts.
    let from_start = expressions.iter().map(|it| format!("^/(?:{it})"));
    let mut rules = vec![rule(Matches::Globs(globs))];
    if let Ok(set) = RegexSet::new(from_start) {
        rules.push(rule(Matches::Expressions(root.to_owned(), set)));
    } else {
        let message = "an entry of `regex` is no regular expression that can be read here";
        let error = Diagnostic::error(Code::InvalidConfig, message);
        say(error.at(plugin.span).help(NOT_KNOWN));
    }
    rules
}

/// The posts of the plugin `blog`, which have lists of their own and stand in no menu.
///
/// <https://squidfunk.github.io/mkdocs-material/plugins/blog/#config.blog_dir>
fn of_blog(settings: &Node, root: &str) -> Vec<PathRule> {
    let reason =
        Reason::Tool("it is a post of the plugin `blog`, and stands in no menu".to_owned());
    let blogs = ["blog", "material/blog"].into_iter().filter_map(|name| plugin(settings, name));
    let rules = blogs.map(|blog| {
        let said = |key: &str| blog.get(key).and_then(Node::as_text);
        let folder = said("blog_dir").unwrap_or("blog").trim_matches(['.', '/']);
        let posts = said("post_dir").unwrap_or("{blog}/posts").replace("{blog}", folder);
        let path = [root, posts.trim_matches('/')].join("/");
        let matches = Matches::Folder(path.trim_matches('/').to_owned());
        PathRule { matches, force: Force::Unlisted, reason: reason.clone() }
    });
    rules.collect()
}

/// The options of a plugin that is switched on, or its name where it has none: plugins are texts, or
/// maps of a name to its options.
///
/// <https://www.mkdocs.org/user-guide/configuration/#plugins>
pub(in crate::source) fn plugin<'a>(settings: &'a Node, name: &str) -> Option<&'a Node> {
    let plugins = settings.get("plugins")?;
    std::iter::once(plugins).chain(plugins.items()).find_map(|node| match node.as_text() {
        Some(text) => (text == name).then_some(node),
        None => node.get(name),
    })
}

/// What settings that others inherit from would have to say, and these do not.
pub(in crate::source) fn inherited(settings: &Node) -> Option<(&'static str, &Node)> {
    let above = settings.get("INHERIT").filter(|node| !node.is_null())?;
    let unsaid = ["exclude_docs", "draft_docs", "nav"].into_iter();
    unsaid.into_iter().find(|key| settings.get(key).is_none()).map(|key| (key, above))
}

fn unreadable(node: &Node, key: &str, line: &str) -> Diagnostic {
    Diagnostic::error(Code::InvalidConfig, format!("`{line}` in `{key}` is no pattern"))
        .at(node.span)
        .help(NOT_KNOWN)
}
