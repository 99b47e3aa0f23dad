//! `recto list`: which pages a pack takes, in which order, and which it leaves out and why.

use std::fmt::Write as _;

use recto::Request;
use recto::source::{self, RawPack};
use recto::span::Sources;
use serde_json::{Value, json};

use super::report::Report;
use super::{List, ListForm, Outcome, Place, fails, misused, print};

/// Lists the pages of every profile that is asked for.
pub(super) fn list(list: &List) -> Outcome {
    let place = match Place::of(&list.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let requests = match place.requests(&list.input, list.all_profiles, Vec::new()) {
        Ok(requests) => requests,
        Err(words) => return misused(&words),
    };
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let mut packs = Vec::new();
    for Request { wanted, .. } in &requests {
        let read = source::read(&place.files, wanted, &mut sources);
        for diagnostic in read.diagnostics {
            if !diagnostics.contains(&diagnostic) {
                diagnostics.push(diagnostic);
            }
        }
        packs.push(read.value);
    }
    Report::new(&list.input, &place).tell(&diagnostics, &sources);
    let text = match list.format {
        ListForm::Text => packs.iter().map(as_text).collect::<Vec<_>>().join("\n"),
        ListForm::Json => format!("{:#}\n", packs.iter().map(as_json).collect::<Value>()),
    };
    let printed = print(text.as_bytes());
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    if fails(list.input.strict, worst) { Outcome::Faulty } else { printed }
}

/// The title of the pack, its pages below it as they nest, then those that are left out.
fn as_text(pack: &RawPack) -> String {
    let mut text = pack.meta.title.clone();
    // Writing to a string does not fail.
    if let Some(profile) = &pack.audience.profile {
        let _ = write!(text, " (profile {profile})");
    }
    text.push('\n');
    let lines: Vec<_> = pack
        .pages
        .iter()
        .map(|page| {
            let indent = 2 * (usize::from(page.depth) + 1);
            (format!("{:indent$}{}", "", page.meta.title), page)
        })
        .collect();
    let widest = lines.iter().map(|(title, _)| title.chars().count()).max().unwrap_or_default();
    for (title, page) in &lines {
        if let Some(part) = &page.part {
            let _ = writeln!(text, "{part}:");
        }
        // A title without a page has no file.
        let path = if page.titled { "" } else { page.path.as_str() };
        let _ = writeln!(text, "{}", format!("{title:widest$}  {path}").trim_end());
    }
    for page in &pack.left_out {
        let _ = writeln!(text, "left out: {} ({})", page.path, page.reason);
    }
    text
}

fn as_json(pack: &RawPack) -> Value {
    let pages = pack.pages.iter().map(|page| {
        json!({
            "path": (!page.titled).then(|| page.path.as_str()),
            "title": page.meta.title,
            "depth": page.depth,
            "part": page.part,
        })
    });
    let left_out = pack
        .left_out
        .iter()
        .map(|page| json!({ "path": page.path.as_str(), "reason": page.reason.to_string() }));
    json!({
        "title": pack.meta.title,
        "slug": pack.meta.slug,
        "profile": pack.audience.profile,
        "pages": pages.collect::<Value>(),
        "leftOut": left_out.collect::<Value>(),
    })
}
