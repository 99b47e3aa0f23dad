//! `recto list`: which pages a pack takes, in which order, and which it leaves out and why.

use recto::Session;
use recto::diag::{Diagnostic, once_by};
use recto::source::RawPack;
use recto::text::visible::visible_json;
use serde_json::{Value, json};

use super::report::Report;
use super::{InputFolder, List, ListForm, Outcome, fails, misused, print, say};

/// Lists the pages of every profile that is asked for.
pub(super) fn list(list: &List) -> Outcome {
    let place = match InputFolder::of(&list.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let requests = match place.requests(&list.input, list.all_profiles, Vec::new()) {
        Ok(requests) => requests,
        Err(words) => return misused(&words),
    };
    let mut session = Session::new(&place.files);
    let mut found = Vec::new();
    let mut packs = Vec::new();
    for request in &requests {
        let read = session.list(request);
        found.extend(read.diagnostics);
        packs.push(read.value);
    }
    let diagnostics = once_by(found, Diagnostic::clone);
    Report::new(&list.input, &place).tell(&diagnostics, session.sources());
    let printed = match list.format {
        ListForm::Text => say(&packs.iter().map(RawPack::listing).collect::<Vec<_>>().join("\n")),
        ListForm::Json => {
            let json = format!("{:#}\n", packs.iter().map(as_json).collect::<Value>());
            print(visible_json(&json).as_bytes())
        }
    };
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    if fails(list.input.strict, worst) { Outcome::Faulty } else { printed }
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
    let left_out = pack.left_out.iter().map(|page| {
        json!({
            "path": page.path.as_str(),
            "reason": page.reason.to_string(),
            "broughtInto": page.brought_into,
        })
    });
    json!({
        "title": pack.meta.title,
        "slug": pack.meta.slug,
        "profile": pack.audience.profile,
        "on": pack.on,
        "pages": pages.collect::<Value>(),
        "leftOut": left_out.collect::<Value>(),
    })
}
