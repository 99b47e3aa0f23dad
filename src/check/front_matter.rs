//! What pages say of themselves, seen together.

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{CommentForms, Dialect, PackConfig, RawPack, RawPage};
use crate::span::{Sources, Span};
use crate::theme::Theme;

/// Settings of a pack that mark every page: a page that asks for them itself is not marked.
const MARKINGS: [&str; 2] = ["classification", "watermark"];

/// Keys of pages that nothing reads, not even a template of the theme, and backgrounds that it does
/// not have. In the folder of a tool they may be meant for that, or for what somebody has written
/// for it.
pub fn unread(raw: &RawPack, theme: &Theme, sources: &Sources) -> Vec<Diagnostic> {
    // A folder within the site of a tool has no settings of its own, but the comments of the tool.
    if raw.dialect != Dialect::Plain || raw.comments != CommentForms::default() {
        return Vec::new();
    }
    let shown = |key: &str| {
        let shows = |text: &String| match text.split_once("meta.other") {
            Some((_, rest)) => !rest.starts_with('.') || text.contains(&format!("other.{key}")),
            None => false,
        };
        theme.templates.values().any(shows)
    };
    let mut told = Vec::new();
    // What is said of a key is found out once, however many pages have it.
    let mut known: IndexMap<&str, Option<Diagnostic>> = IndexMap::new();
    for key in raw.pages.iter().flat_map(|page| &page.unread) {
        let say = || (!shown(&key.value)).then(|| unread_key(&key.value));
        let said = known.entry(&key.value).or_insert_with(say);
        told.extend(said.clone().map(|said| Diagnostic { span: key.span, ..said }));
    }
    let backgrounds = &theme.tokens.backgrounds;
    for page in &raw.pages {
        let wanted = page.meta.background.as_ref();
        if let Some(name) = wanted.filter(|name| !backgrounds.contains_key(*name)) {
            let message = format!("the theme `{}` has no background `{name}`", theme.name);
            let known: Vec<_> = backgrounds.keys().map(|name| format!("`{name}`")).collect();
            let help = match &known[..] {
                [] => "write one under `backgrounds` in the theme, or remove `bg`".to_owned(),
                known => format!("write one of {}, or remove `bg`", known.join(", ")),
            };
            let warning = Diagnostic::warning(Code::FrontMatterType, message);
            told.push(warning.at(place(page, sources, "bg")).help(help));
        }
    }
    told
}

fn unread_key(name: &str) -> Diagnostic {
    let new = if MARKINGS.contains(&name) { Diagnostic::warning } else { Diagnostic::note };
    let message = format!("the key `{name}` is read by nothing in a page");
    new(Code::UnknownFrontMatter, message).help(if PackConfig::has(name) {
        format!("write `{name}` in pack.yaml, where it holds for every page, or remove it")
    } else {
        "remove it, or show it by a template of the theme, as `meta.other`".to_owned()
    })
}

/// Pages without a description, in a pack where most pages have one.
pub(super) fn missing_descriptions(raw: &RawPack, sources: &Sources, sink: &mut Sink) {
    let pages: Vec<_> = raw.pages.iter().filter(|page| !page.titled).collect();
    let lacking: Vec<_> = pages.iter().filter(|page| page.meta.description.is_none()).collect();
    let help = "say in a sentence what the page holds: `seo_description: …`";
    if lacking.len() * 2 > pages.len() {
        // It is no habit of this pack: one reminder, not one for each page.
        if raw.meta.description.is_none() {
            let message = if lacking.len() == pages.len() {
                "neither the pack nor any page has a description"
            } else {
                "neither the pack nor most of its pages have a description"
            };
            let note = Diagnostic::note(Code::MissingDescription, message);
            sink.push(note.help("say in pack.yaml what the pack is about: `description: …`"));
        }
        return;
    }
    for page in lacking {
        let warning = Diagnostic::warning(Code::MissingDescription, "this page has no description");
        sink.push(warning.at(place(page, sources, "title")).help(help));
    }
}

/// Titles that more than one page has: their own, among those that stand below the same page or in
/// the same part, and those for search engines.
pub(super) fn repeated_titles(raw: &RawPack, sources: &Sources, sink: &mut Sink) {
    let above = above(&raw.pages);
    let rule = Repeated {
        code: Code::DuplicateTitle,
        key: "title",
        what: "title",
        help: "tell them apart: contents, outlines and links show the title alone",
    };
    rule.report(raw, sources, |at| Some((above[at].clone(), &raw.pages[at].meta.title)), sink);
    let rule = Repeated {
        code: Code::DuplicateTitle,
        key: "seo_title",
        what: "title for search engines",
        help: "write one that says what this page has that the other one has not",
    };
    let title = |at: usize| raw.pages[at].meta.seo_title.as_ref();
    rule.report(raw, sources, |at| title(at).map(|title| (Vec::new(), title)), sink);
}

/// Descriptions that more than one page has.
pub(super) fn repeated_descriptions(raw: &RawPack, sources: &Sources, sink: &mut Sink) {
    let rule = Repeated {
        code: Code::DuplicateDescription,
        key: "seo_description",
        what: "description",
        help: "write one that says what this page has that the other one has not",
    };
    let description = |at: usize| raw.pages[at].meta.description.as_ref();
    rule.report(raw, sources, |at| description(at).map(|said| (Vec::new(), said)), sink);
}

/// For each page, the titles of the part and of the pages that it stands below.
fn above(pages: &[RawPage]) -> Vec<Vec<&str>> {
    let mut open: Vec<&str> = Vec::new();
    let mut part = None;
    let mut found = Vec::with_capacity(pages.len());
    for page in pages {
        part = page.part.as_deref().or(part);
        open.truncate(page.depth.into());
        found.push(part.into_iter().chain(open.iter().copied()).collect());
        open.push(&page.meta.title);
    }
    found
}

/// What is told of a key that says the same in several pages.
struct Repeated {
    code: Code,
    key: &'static str,
    what: &'static str,
    help: &'static str,
}

impl Repeated {
    fn report<'a>(
        &self,
        raw: &'a RawPack,
        sources: &Sources,
        value: impl Fn(usize) -> Option<(Vec<&'a str>, &'a String)>,
        sink: &mut Sink,
    ) {
        let mut first: IndexMap<(Vec<&str>, String), &RawPage> = IndexMap::new();
        for (at, page) in raw.pages.iter().enumerate().filter(|(_, page)| !page.titled) {
            let Some((above, value)) = value(at) else { continue };
            let known = *first.entry((above, value.to_lowercase())).or_insert(page);
            if known.key != page.key {
                let message = format!("`{}` has the same {}", known.path, self.what);
                let warning = Diagnostic::warning(self.code, message);
                sink.push(warning.at(place(page, sources, self.key)).help(self.help));
            }
        }
    }
}

/// Where a page's front matter gives a key its value; where it has no such key, the first line of
/// its body.
fn place(page: &RawPage, sources: &Sources, key: &str) -> Span {
    let text = &sources.get(page.file).text;
    let mut start = 0;
    for line in text.get(..page.body.start).unwrap_or_default().split_inclusive('\n') {
        let after = line.trim_start_matches('"').strip_prefix(key);
        let after = after.map(|after| after.trim_start_matches(['"', ' ']));
        if let Some(value) = after.and_then(|after| after.strip_prefix([':', '='])) {
            let value = value.trim();
            let at = start + line.find(value).filter(|_| !value.is_empty()).unwrap_or_default();
            return Span::new(page.file, at..at + value.len());
        }
        start += line.len();
    }
    let body = text.get(page.body.clone()).unwrap_or_default();
    let blank = body.len() - body.trim_start().len();
    let line = body.trim_start().lines().next().unwrap_or_default();
    let start = page.body.start + blank;
    Span::new(page.file, start..start + line.trim_end().len())
}
