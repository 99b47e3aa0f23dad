//! What no type can say about `pack.yaml`.

use super::{AttachEntry, ContentsEntry, PackConfig, at};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{date, words};
use crate::span::Span;
use crate::text::language::is_language_tag;
use crate::yaml::Located;

/// Dates exist, languages have tags, slugs are names of files.
pub(super) fn check(config: &mut PackConfig, sink: &mut Sink) {
    refuse(
        &mut config.slug,
        sink,
        "is no name for a file",
        "use letters, digits and `-`",
        |slug| {
            let valid = words::slug(slug) == *slug && !slug.is_empty();
            valid.then(|| slug.to_owned())
        },
    );
    refuse(&mut config.date, sink, "is no date", "write it as `2027-03-01`", date::normalize);
    let hint = "write a BCP 47 tag such as `en` or `de-AT`";
    refuse(&mut config.lang, sink, "is no language", hint, |tag| {
        is_language_tag(tag).then(|| tag.to_owned())
    });
    for entry in &mut config.attach {
        if let AttachEntry::File(file) = entry {
            refuse(&mut file.date, sink, "is no date", "write it as `2027-03-01`", date::normalize);
        }
    }
    drop_empty_groups(&mut config.contents, None, sink);
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
    sink.push(at(Diagnostic::error(Code::InvalidConfig, message).help(hint), located.span));
    *setting = None;
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
        sink.push(at(Diagnostic::error(Code::InvalidConfig, message).help(help), span));
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
