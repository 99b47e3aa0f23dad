//! Links: where each of them leads.

mod beside;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::addresses::Addresses;
use super::attached::Targets;
use super::ids::Ids;
use super::{letter_case, url};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::source::{Dialect, LinksConfig, Reason};
use crate::span::Span;
use crate::text::composed;
use crate::text::nearest::NameIndex;
use crate::text::page_path::{candidates, relative, walk, without_ending};
use crate::tree::{Anchor, Authored, Pack, Target};

/// What links of a pack can lead to.
pub(super) struct Links<'a> {
    ids: &'a Ids,
    attached: &'a Targets<'a>,
    keys: Vec<String>,
    /// The last names of these.
    names: OnceLock<NameIndex>,
    by_key: FxHashMap<String, usize>,
    by_folded_key: FxHashMap<String, usize>,
    /// Pages by what the site calls them that they were written for.
    addresses: Addresses<'a>,
    files: &'a dyn Files,
    /// All files of the pack's folder, listed when first needed.
    listing: OnceLock<Vec<PackPath>>,
    /// The name of the pack's folder.
    folder: &'a str,
    base: Option<&'a str>,
    /// Pages that are not in the pack, and why.
    left_out: &'a BTreeMap<PackPath, Reason>,
    /// Those of them that nobody is to have yet, by their folded keys.
    held_back: FxHashMap<String, (&'a PackPath, &'a Reason)>,
    /// The folders that a slash at the start of an address may mean.
    roots: &'a [String],
    /// The tool that the pages were written for.
    dialect: Dialect,
}

/// A link as written, with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    /// The page it stands in.
    pub(super) page: usize,
    /// Its target.
    pub(super) target: &'a str,
    /// The target's place.
    pub(super) span: Span,
    /// Whether a picture is what it is put on.
    pub(super) pictured: bool,
    /// Whether it stands for something else in its source, such as a heading's words.
    pub(super) by_words: bool,
}

impl<'a> Links<'a> {
    /// The pages and ids of a pack that lies in this folder.
    pub(super) fn new(
        pack: &Pack<Authored>,
        ids: &'a Ids,
        attached: &'a Targets<'a>,
        files: &'a dyn Files,
        config: &'a LinksConfig,
    ) -> Self {
        let keys: Vec<_> = pack.pages.iter().map(|page| page.key.clone()).collect();
        let mut by_key = FxHashMap::default();
        let mut by_folded_key = FxHashMap::default();
        for (page, key) in keys.iter().enumerate() {
            by_key.entry(composed(key)).or_insert(page);
            by_folded_key.entry(composed(key).to_lowercase()).or_insert(page);
        }
        let addresses = Addresses::new(pack, config);
        let LinksConfig { base, roots, dialect, left_out, .. } = config;
        let dialect = *dialect;
        let folded = |path: &PackPath| composed(without_ending(path.as_str())).to_lowercase();
        let held_back = left_out.iter().filter(|(_, reason)| reason.keeps_address());
        let held_back = held_back.map(|(path, reason)| (folded(path), (path, reason))).collect();
        let (base, folder) = (base.as_ref().map(|base| &*base.value), files.name());
        Self {
            ids,
            attached,
            keys,
            names: OnceLock::new(),
            by_key,
            by_folded_key,
            addresses,
            files,
            listing: OnceLock::new(),
            folder,
            base,
            left_out,
            held_back,
            roots,
            dialect,
        }
    }

    /// The id of a page as a whole.
    pub(super) fn page_anchor(&self, page: usize) -> &Anchor {
        &self.ids.page(page).anchor
    }

    /// Where a link leads. Nowhere is reported; its words stay.
    pub(super) fn resolve(&self, link: Written<'_>, sink: &mut Sink) -> Option<Target> {
        let target = link.target.trim();
        // Docusaurus' words for an address from the site's start.
        let target = target.strip_prefix("pathname://").unwrap_or(target);
        match url::scheme(target).as_deref() {
            Some("http" | "https" | "mailto" | "tel") => {
                let url = url::external(target);
                if url.is_none() {
                    let message = format!("`{target}` is no address");
                    sink.push(Diagnostic::warning(Code::BrokenLink, message).at(link.span));
                }
                url.map(|url| Target::External { url })
            }
            Some(scheme) => {
                let message = format!("a link to a `{scheme}:` address does not pass");
                let help = "links lead to pages, or to https, http, mailto and tel addresses";
                let warning = Diagnostic::warning(Code::UnsafeLink, message);
                sink.push(warning.at(link.span).help(help));
                None
            }
            None if target.starts_with("//") => {
                self.resolve(Written { target: &format!("https:{target}"), ..link }, sink)
            }
            None if url::is_computed(target) => {
                let message = format!("a program fills in `{target}`, and none is run");
                let warning = Diagnostic::warning(Code::BrokenLink, message).at(link.span);
                sink.push(warning.help("write the path of the page itself"));
                None
            }
            None => self.local(link, Local::parse(target), sink),
        }
    }

    /// Where a link without a scheme leads.
    fn local(&self, link: Written<'_>, local: Local<'_>, sink: &mut Sink) -> Option<Target> {
        if local.path.is_empty() {
            return self.own_place(link, &local, sink);
        }
        let Some(FoundPage { page, exact, other }) = self.find(link.page, &local) else {
            let attached = self.attached.find(&self.keys[link.page], link.target);
            return attached.or_else(|| self.outside(link, &local, sink));
        };
        // A file of just this name is meant, also where it is no page of the pack.
        if !exact && self.is_left_out(link.page, &local) {
            return self.outside(link, &local, sink);
        }
        // Hugo writes its addresses in small letters.
        if !exact && self.dialect != Dialect::Hugo {
            sink.push(letter_case::differs(link.target, &self.keys[page], link.span));
        }
        if let Some(other) = other {
            sink.push(self.ambiguous(link, page, other));
        }
        Some(self.place(link, page, local.fragment.as_deref(), sink))
    }

    /// What is said of a link that means one page to a reader of files, and another to a site
    /// that shows every page as a folder.
    fn ambiguous(&self, link: Written<'_>, page: usize, other: usize) -> Diagnostic {
        let [key, other] = [page, other].map(|page| &self.keys[page]);
        let message = format!("`{}` may mean `{key}` or `{other}`", link.target);
        let exact = relative(self.folder_of(link.page), key);
        let help = format!("it leads to the first; write `{exact}.md` to say so");
        Diagnostic::warning(Code::AmbiguousLink, message).at(link.span).help(help)
    }

    /// A place in the page the link stands in.
    fn own_place(&self, link: Written<'_>, local: &Local<'_>, sink: &mut Sink) -> Option<Target> {
        let name = local.fragment.as_deref().unwrap_or_default();
        let ids = self.ids.page(link.page);
        if name.is_empty() || name == "top" {
            return Some(Target::place(ids.anchor.clone()));
        }
        if let Some(anchor) = self.in_other_section(link.page, name) {
            return Some(Target::place(anchor));
        }
        let found = self.place_named(link, link.page, name, sink);
        if found.is_none() {
            let message = format!("this page has no place `{name}`");
            let warning = Diagnostic::warning(Code::BrokenLink, message).at(link.span);
            let elsewhere = self.ids.first_with(name);
            sink.push(match (ids.nearest(name), elsewhere) {
                (_, Some(page)) => {
                    let written = self.as_written(link.page, page, Some(name));
                    warning.help(format!("write `{written}`"))
                }
                (Some(near), None) => warning.help(format!("write `#{near}`")),
                (None, None) => warning.help("give the heading it means an id: `{#id}`"),
            });
        }
        found
    }

    /// A place in a page; the page itself where it has no such place, which is reported.
    fn place(
        &self,
        link: Written<'_>,
        page: usize,
        fragment: Option<&str>,
        sink: &mut Sink,
    ) -> Target {
        let whole = Target::place(self.ids.page(page).anchor.clone());
        let Some(name) = fragment.filter(|name| !name.is_empty() && *name != "top") else {
            return whole;
        };
        if let Some(anchor) = self.in_other_section(page, name) {
            return Target::place(anchor);
        }
        self.place_named(link, page, name, sink).unwrap_or_else(|| {
            let key = &self.keys[page];
            let message = format!("`{key}` has no place `{name}`");
            let help = match self.ids.page(page).nearest(name) {
                Some(near) => format!("write `#{near}`; the link leads to the page as a whole"),
                None => "the link leads to the page as a whole".to_owned(),
            };
            let warning = Diagnostic::warning(Code::BrokenLink, message);
            sink.push(warning.at(link.span).help(help));
            whole
        })
    }

    /// A place in another section of the same page, which is a page of its own.
    fn in_other_section(&self, page: usize, name: &str) -> Option<Anchor> {
        if self.ids.page(page).get(name).is_some() {
            return None;
        }
        let file = |key: &'_ str| key.split('#').next().unwrap_or_default().to_owned();
        let own = file(&self.keys[page]);
        let mut others = self.keys.iter().enumerate().filter(|(_, key)| file(key) == own);
        others.find_map(|(other, _)| self.ids.page(other).get(name)).cloned()
    }

    /// A place by its exact name, else by one that differs in case or in punctuation.
    fn place_named(
        &self,
        link: Written<'_>,
        page: usize,
        name: &str,
        sink: &mut Sink,
    ) -> Option<Target> {
        let ids = self.ids.page(page);
        if let Some(anchor) = ids.get(name) {
            if let Some(count) = ids.headings(name).filter(|_| link.by_words) {
                let message = format!("`#{name}` may mean any of {count} headings");
                let help = "it leads to the first; give the one it means an id of its own: `{#id}`";
                let note = Diagnostic::note(Code::AmbiguousLink, message);
                sink.push(note.at(link.span).help(help));
            }
            return Some(Target::place(anchor.clone()));
        }
        if let Some(anchor) = ids.by_other_tools(name) {
            // GitBook's command and the hosted GitBook make names in two ways.
            if self.dialect != Dialect::GitBook {
                let message = format!("`#{name}` is a heading's name as another tool makes it");
                let note = Diagnostic::note(Code::BrokenLink, message).at(link.span);
                sink.push(note.help("no other heading is called so, and the link leads there"));
            }
            return Some(Target::place(anchor.clone()));
        }
        let similar = ids.alike(name)?;
        let message = format!("`#{name}` is written `#{similar}`");
        let mut warning = Diagnostic::warning(Code::BrokenLink, message).at(link.span);
        let before = link.target.strip_suffix(name).filter(|before| before.ends_with('#'));
        let length = (link.span.end - link.span.start) as usize;
        if let Some(before) = before.filter(|_| length == link.target.len()) {
            warning = warning.fix(link.span, format!("{before}{similar}"));
        }
        sink.push(warning);
        ids.get(similar).map(|anchor| Target::place(anchor.clone()))
    }

    /// A page by a path, as written, else in other case.
    fn find(&self, from: usize, local: &Local<'_>) -> Option<FoundPage> {
        if let Some(page) = self.addresses.on_site(from, &local.path) {
            return Some(FoundPage { page, exact: true, other: None });
        }
        let readings = self.readings(from, local).into_iter();
        let readings: Vec<_> = readings.map(|reading| composed(&reading)).collect();
        let page = |table: &FxHashMap<String, usize>, key: &str| {
            candidates(key).into_iter().find_map(|key| table.get(&key).copied())
        };
        let mut exact = readings.iter().filter_map(|reading| page(&self.by_key, reading));
        if let Some(page) = exact.next() {
            // A name with its ending is that of a file, and a file lies in one place alone.
            // Who only climbs means the folder above, which every reading gives a name of its own.
            let names = |name: &str| !matches!(name, "" | "." | "..");
            let climbs = local.path.starts_with("..")
                && local.path.split('/').any(names)
                && without_ending(&local.path).len() == local.path.len();
            let other = exact.next().filter(|&other| climbs && other != page);
            return Some(FoundPage { page, exact: true, other });
        }
        let mut addressed = readings.iter().filter_map(|reading| self.addresses.find(reading));
        if let Some(page) = addressed.next() {
            return Some(FoundPage { page, exact: true, other: None });
        }
        let mut folded = readings.iter().map(|reading| reading.to_lowercase());
        let page = folded.find_map(|reading| page(&self.by_folded_key, &reading))?;
        Some(FoundPage { page, exact: false, other: None })
    }

    /// The keys a path may mean, from the most to the least likely.
    fn readings(&self, from: usize, local: &Local<'_>) -> Vec<String> {
        let (page, folder) = (&self.keys[from], self.folder_of(from));
        let mut readings = Vec::new();
        if local.absolute {
            let in_roots = self.roots.iter().filter_map(|root| self.inside(root, &local.path));
            readings.extend(in_roots);
            readings.extend(self.site_readings(&local.path));
        } else {
            readings.extend(self.inside(folder, &local.path));
            // A site that shows a page as a folder makes its authors climb one step more.
            if local.path.starts_with("..") {
                readings.extend(self.inside(page, &local.path));
            }
            readings.extend(self.inside("", &local.path));
        }
        readings
    }

    /// The key a path leads to from a folder of the pack; none where it leaves the pack.
    fn inside(&self, folder: &str, path: &str) -> Option<String> {
        let walked = walk(folder, path);
        match walked.climbed {
            0 => Some(walked.names.join("/")),
            // Out of the pack's folder and back into it.
            1 if walked.names.first().is_some_and(|name| name == self.folder) => {
                Some(walked.names[1..].join("/"))
            }
            _ => None,
        }
    }

    /// The keys that a path from a site's root may mean. What stands before the pack's own folders
    /// is known for sure only where `links.base` or the folder's name says so; else two names in a
    /// row have to agree.
    fn site_readings(&self, path: &str) -> Vec<String> {
        let names = walk("", path).names;
        let base = self.base.map_or("", url::path);
        let mut readings = vec![names.join("/")];
        for cut in 1..names.len() {
            let (before, rest) = names.split_at(cut);
            let known = before.join("/") == base.trim_matches('/')
                || before.last().is_some_and(|name| name == self.folder);
            if known || rest.len() > 1 {
                readings.push(rest.join("/"));
            }
        }
        if names.last().is_some_and(|name| name == self.folder) {
            readings.push(String::new());
        }
        readings
    }

    /// The page that was probably meant, by its last name, as the page from which it was meant
    /// would write it.
    fn nearest_page(&self, from: usize, path: &str) -> Option<String> {
        let last = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let meant = last(without_ending(path.trim_end_matches('/')));
        let names = self.names.get_or_init(|| {
            let names: Vec<_> = self.keys.iter().map(|key| last(key)).collect();
            NameIndex::new(names.iter().map(String::as_str))
        });
        let meant = names.nearest(&meant, |page| page != from)?;
        Some(self.as_written(from, meant, None))
    }

    /// The folder a page lies in.
    fn folder_of(&self, page: usize) -> &str {
        self.keys[page].rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The address of a path below the base: as seen from the pack's folder, without the steps
    /// that climb out of it.
    pub(super) fn address(&self, page: usize, path: &str) -> Option<String> {
        self.base.and_then(|base| self.below(base, page, &Local::parse(path)))
    }

    fn below(&self, base: &str, page: usize, local: &Local<'_>) -> Option<String> {
        let folder = if local.absolute { "" } else { self.folder_of(page) };
        let mut path = without_ending(&walk(folder, &local.path).names.join("/")).to_owned();
        if local.absolute {
            let own = url::path(base).trim_matches('/');
            let rest = path.strip_prefix(own).and_then(|rest| rest.strip_prefix('/'));
            if let Some(rest) = rest.filter(|_| !own.is_empty()) {
                path = rest.to_owned();
            }
        }
        let slash = if local.path.ends_with('/') && !path.is_empty() { "/" } else { "" };
        let query = local.query.map_or_else(String::new, |query| format!("?{query}"));
        let fragment =
            local.fragment.as_ref().map_or_else(String::new, |fragment| format!("#{fragment}"));
        let base = base.trim_end_matches('/');
        url::external(&format!("{base}/{}{slash}{query}{fragment}", url::encode_path(&path)))
    }
}

#[derive(Clone, Copy, Debug)]
struct FoundPage {
    page: usize,
    /// Whether the path has the letters of the page's, upper and lower case alike.
    exact: bool,
    /// Another page that the path may mean.
    other: Option<usize>,
}

/// A target without a scheme, in its parts, decoded.
#[derive(Debug)]
struct Local<'a> {
    path: Cow<'a, str>,
    query: Option<&'a str>,
    fragment: Option<Cow<'a, str>>,
    absolute: bool,
}

impl<'a> Local<'a> {
    fn parse(target: &'a str) -> Self {
        let (rest, fragment) = match target.split_once('#') {
            Some((rest, fragment)) => (rest, Some(decode(fragment))),
            None => (target, None),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let path = url::from_site(path);
        Self { path: decode(path), query, fragment, absolute: path.starts_with('/') }
    }
}

fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Draft, heading};
    use indexmap::IndexMap;

    use super::super::{ids, levels};
    use super::*;
    use crate::diag::render::plain_lines;
    use crate::files::MemoryFiles;
    use crate::text::slug::Slugs;
    use crate::yaml::Located;

    /// Where links of `guide/security` lead, in a pack whose folder is called `handbook`.
    fn leads(target: &str, base: Option<&str>) -> String {
        let draft = Draft::new()
            .page("index", Vec::new())
            .page("guide/security", vec![heading(2, "Data at rest", None)])
            .page("guide/access-control", vec![heading(2, "Roles", Some("who"))])
            .page("policy/_index", Vec::new())
            .page("policy/Über uns", Vec::new());
        let mut pack = draft.pack();
        let mut sink = Sink::default();
        let ids = ids::assign(&mut pack, Slugs::GitHub, &mut sink);
        levels::close_gaps(&mut pack, &mut sink);
        let (attached, files) =
            (IndexMap::new(), MemoryFiles::new().named("handbook").with("guide/keys.csv", "a,b"));
        let attached = Targets::new(&pack, &attached, &files);
        let located = |base: &str| Located { value: base.to_owned(), span: None };
        let base = base.map(located);
        let roots = vec!["guide".to_owned()];
        let config = LinksConfig { base, roots, ..LinksConfig::default() };
        let links = Links::new(&pack, &ids, &attached, &files, &config);
        let span = Span::new(pack.pages[1].file, 0..0);
        let found = links.resolve(
            Written { page: 1, target, span, pictured: false, by_words: false },
            &mut sink,
        );
        let said = sink.finish(()).diagnostics;
        let mut text = match found {
            Some(Target::Internal { anchor, .. }) => format!("#{anchor}"),
            Some(Target::External { url }) => url,
            Some(Target::Attached { entry, .. }) => format!("file {entry}"),
            None => "nowhere".to_owned(),
        };
        let said = plain_lines(&said, &draft.sources);
        if let Some((_, message)) = said.trim_end().split_once("]: ") {
            text = format!("{text} !{message}");
        }
        text
    }

    #[test]
    fn every_form_of_a_link_finds_its_page() {
        for target in [
            "access-control",
            "./access-control",
            "access-control.md",
            "access-control.html",
            "access-control/",
            "../guide/access-control",
            "../access-control",
            "guide/access-control",
            "/guide/access-control",
            "/handbook/guide/access-control/",
            "/docs/handbook/guide/access-control.md",
            "/site/guide/access-control",
            "../../handbook/guide/access-control",
            "..\\guide\\access-control.md",
            "access%2Dcontrol",
        ] {
            assert_eq!(leads(target, None), "#access-control", "{target}");
        }
        assert_eq!(leads("access-control#who", None), "#access-control--who");
        assert_eq!(leads("access-control.md#roles", None), "#access-control--who");
        assert_eq!(leads("#data-at-rest", None), "#security--data-at-rest");
        assert_eq!(leads("/access-control", None), "#access-control");
        assert_eq!(leads("../policy/U\u{308}ber uns.md", None), "#über-uns");
        assert_eq!(leads("#", None), "#security");
        assert_eq!(leads("../policy/", None), "#policy-index");
        assert_eq!(leads("..", None), "#index");
        assert_eq!(leads("/handbook", None), "#index");
        assert_eq!(leads("../policy/%C3%9Cber%20uns", None), "#über-uns");
    }

    #[test]
    fn what_is_nearly_right_works_and_is_reported() {
        let said = [
            leads("Access-Control.md", None),
            leads("#Data-At-Rest", None),
            leads("access-control#where", None),
            leads("#who", None),
            leads("#data-at-rset", None),
            leads("acess-control", None),
            leads("keys.csv", None),
            leads("www.example.com", None),
            leads("../../secret/plans", None),
            leads("data:text/html,hi", None),
            leads("https://", None),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn headings_with_ids_take_no_names_from_others() {
        for (slugs, second) in [(Slugs::GitHub, "alpha-1"), (Slugs::PythonMarkdown, "alpha_1")] {
            let headings = [Some("x"), None, None].map(|id| heading(2, "Alpha", id));
            let only = heading(2, "Only", Some("y"));
            let blocks = headings.into_iter().chain([only]).collect();
            let mut pack = Draft::new().page("page", blocks).pack();
            let ids = ids::assign(&mut pack, slugs, &mut Sink::default());
            let own = ids.page(0).names();
            assert_eq!(own, ["x", "y", "alpha", second, "only", "page"]);
            let place = |name| ids.page(0).get(name).map(Anchor::as_str);
            assert_eq!((place("alpha"), place("only")), (Some("alpha"), Some("y")));
        }
    }

    #[test]
    fn pages_outside_are_below_the_base() {
        let base = Some("https://example.com/docs/");
        assert_eq!(leads("other", base), "https://example.com/docs/guide/other");
        assert_eq!(leads("../other.md#x", base), "https://example.com/docs/other#x");
        assert_eq!(leads("../../a b/c/?q=1", base), "https://example.com/docs/a%20b/c/?q=1");
        assert_eq!(leads("/docs/a/b", base), "https://example.com/docs/a/b");
        assert_eq!(leads("/a/b", base), "https://example.com/docs/a/b");
        assert_eq!(leads("/docs/guide/security", base), "#security");
        assert_eq!(leads("//example.com/x", base), "https://example.com/x");
        assert_eq!(leads("tel:+31 20", None), "tel:+31%2020");
    }
}
