//! What no type can say about `pack.yaml`.

use super::{AttachEntry, ContentsEntry, DescribedRule, PackConfig, Rule};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Command, date};
use crate::span::Span;
use crate::text::identifier;
use crate::text::language::is_language_tag;
use crate::text::slug;
use crate::yaml::Located;

/// Names of metadata that browsers act on or Recto writes itself, with what to do instead. HTML
/// does not tell upper from lower case in them (HTML Standard, 4.2.5.1).
const TAKEN: [(&str, &str); 9] = [
    ("application-name", "leave it out: a document is no application"),
    ("author", "use the key `authors`"),
    ("color-scheme", "leave it out: the theme has colours for light and dark"),
    ("description", "use the key `description`"),
    ("generator", "leave it out: it is Recto"),
    ("keywords", "use the key `keywords`"),
    ("referrer", "leave it out: the file asks nothing of other addresses"),
    ("theme-color", "set the colours of the theme"),
    ("viewport", "leave it out: pages fit every screen"),
];

/// Dates exist, languages have tags, slugs are names of files, fields of metadata have names,
/// renderers are programs.
pub(super) fn check(config: &mut PackConfig, sink: &mut Sink) {
    refuse(
        &mut config.slug,
        sink,
        "is no name for a file",
        "use letters, digits and `-`",
        |name| {
            let valid = slug::of_file(name) == *name && !name.is_empty();
            valid.then(|| name.to_owned())
        },
    );
    refuse(&mut config.date, sink, "is no date", "write it as `2027-03-01`", date::normalize);
    let hint = "write its code (BCP 47), such as `en` or `de-AT`";
    refuse(&mut config.lang, sink, "is no language", hint, |tag| {
        is_language_tag(tag).then(|| tag.to_owned())
    });
    check_identifier(&mut config.identifier, sink);
    let hint = "write it as `https://docs.example.com/`";
    refuse(&mut config.links.base, sink, "is no address that pages lie below", hint, of_web);
    let hint = "write it as `https://example.com/report`";
    refuse(
        &mut config.epub.accessibility.report,
        sink,
        "is no address of a report",
        hint,
        |address| if address.trim().is_empty() { Some(String::new()) } else { of_web(address) },
    );
    for entry in &mut config.attach {
        if let AttachEntry::File(file) = entry {
            refuse(&mut file.date, sink, "is no date", "write it as `2027-03-01`", date::normalize);
        }
    }
    config.metadata.retain(|name, value| {
        let fault = fault_of_field(name);
        if let Some((message, help)) = &fault {
            let diagnostic = Diagnostic::error(Code::InvalidConfig, message.as_str());
            sink.push(diagnostic.help(*help).at(value.span));
        }
        fault.is_none()
    });
    drop_useless_commands(config, sink);
    config.maths.macros.retain(|name, body| {
        let bare = name.strip_prefix('\\').unwrap_or(name);
        let valid = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphabetic());
        if !valid {
            let message = format!("`{name}` is no name for a command in formulas");
            let diagnostic = Diagnostic::error(Code::InvalidConfig, message);
            sink.push(diagnostic.help("use letters from a to z alone").at(body.span));
        }
        valid
    });
    drop_empty_groups(&mut config.contents, None, sink);
    drop_vague_rules(&mut config.include, sink);
    drop_vague_rules(&mut config.exclude, sink);
}

/// A rule speaks of one path, tag or category.
fn drop_vague_rules(rules: &mut Vec<Rule>, sink: &mut Sink) {
    rules.retain(|rule| {
        let Rule::Described(Located { value: rule, span }) = rule else { return true };
        let DescribedRule { path, tag, category, .. } = rule;
        let mut names = [path, tag, category].into_iter().flatten();
        let (message, span) = match (names.next(), names.next()) {
            (Some(_), None) => return true,
            (Some(name), Some(_)) => ("this is more than one of path, tag and category", name.span),
            (None, _) => ("this rule names neither path, tag nor category", *span),
        };
        let help = "write one of `path:`, `tag:` and `category:`; each rule is an entry of its own";
        sink.push(Diagnostic::error(Code::InvalidConfig, message).help(help).at(span));
        false
    });
}

/// A command names a program, and time for it.
fn drop_useless_commands(config: &mut PackConfig, sink: &mut Sink) {
    config.diagrams.retain(|language, command| {
        let fault = useless(command, &format!("`{language}`"));
        fault.map(|fault| sink.push(fault)).is_none()
    });
    config.filters.retain(|command| {
        let fault = useless(command, "this filter");
        fault.map(|fault| sink.push(fault)).is_none()
    });
}

/// What is wrong with a command that can do nothing.
fn useless(command: &Located<Command>, purpose: &str) -> Option<Diagnostic> {
    let Located { value, span } = command;
    let (message, help) = if value.program().trim().is_empty() {
        let message = format!("no program is named for {purpose}");
        (message, "write the program and its arguments as a list: `[dot, -Tsvg]`")
    } else if value.time_limit == 0 {
        let message = format!("the program for {purpose} has no time");
        (message, "give it seconds: `time-limit: 30`")
    } else {
        return None;
    };
    Some(Diagnostic::error(Code::InvalidConfig, message).help(help).at(*span))
}

/// What is wrong with the name of a field of metadata, and what to do. A name has to do for HTML,
/// and for EPUB, where it is part of a compact IRI (EPUB 3.3, D.1.2).
fn fault_of_field(name: &str) -> Option<(String, &'static str)> {
    let taken = TAKEN.iter().find(|(taken, _)| name.eq_ignore_ascii_case(taken));
    if let Some(&(_, help)) = taken {
        return Some((format!("`{name}` has a meaning of its own in HTML"), help));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let valid = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain);
    let help = "start with a letter, and use letters, digits, `.`, `-` and `_`";
    (!valid).then(|| (format!("`{name}` is no name for a field of metadata"), help))
}

/// An address of the web; none where it is none.
fn of_web(address: &str) -> Option<String> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let valid = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    valid.then(|| address.to_owned())
}

fn refuse(
    setting: &mut Option<Located<String>>,
    sink: &mut Sink,
    wrong: &str,
    hint: &str,
    normalize: impl Fn(&str) -> Option<String>,
) {
    let Some(located) = setting else { return };
    if let Some(value) = normalize(&located.value) {
        located.value = value;
        return;
    }
    let message = format!("`{}` {wrong}", located.value);
    sink.push(Diagnostic::error(Code::InvalidConfig, message).help(hint).at(located.span));
    *setting = None;
}

/// An identifier that claims to be one of a kind is one of that kind.
fn check_identifier(identifier: &mut Option<Located<String>>, sink: &mut Sink) {
    let given = identifier.as_ref().filter(|given| !given.value.trim().is_empty());
    let Some(Err(wrong)) = given.map(|given| identifier::read(given.value.trim())) else { return };
    let hint = "copy it again from where it was assigned, or leave it out";
    refuse(identifier, sink, wrong, hint, |_| None);
}

/// A group names a part, a page or a title; a part stands at the top.
fn drop_empty_groups(entries: &mut Vec<ContentsEntry>, above: Option<Span>, sink: &mut Sink) {
    entries.retain_mut(|entry| {
        let ContentsEntry::Group(group) = entry else { return true };
        let names = [&group.part, &group.page, &group.title];
        let mut names = names.into_iter().flatten();
        let (message, help, span) = match (names.next(), names.next()) {
            (Some(name), Some(_)) => (
                "this is more than one of part, page and title",
                "keep `part:`, `page:` or `title:`",
                name.span,
            ),
            (None, _) => {
                let first = first_name(&group.pages);
                let message = "these pages have neither part, page nor title";
                (message, "add `part:`, `page:` or `title:`", first)
            }
            (Some(name), None) if group.part.is_some() && above.is_some() => {
                let help = "move it to the top, or make it a `title:`";
                ("this part stands within another entry", help, name.span)
            }
            (Some(name), None) => {
                let span = name.span;
                drop_empty_groups(&mut group.pages, span, sink);
                return true;
            }
        };
        sink.push(Diagnostic::error(Code::InvalidConfig, message).help(help).at(span));
        false
    });
}

/// Where the first page of some entries is named.
fn first_name(entries: &[ContentsEntry]) -> Option<Span> {
    match entries.first()? {
        ContentsEntry::Page(name) => name.span,
        ContentsEntry::Group(group) => {
            let names = [&group.part, &group.page, &group.title];
            names.into_iter().flatten().next()?.span
        }
    }
}
