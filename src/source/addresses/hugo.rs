//! Hugo's addresses: sections and slugs, or what `permalinks` make of them.
//!
//! <https://gohugo.io/content-management/urls/>, <https://gohugo.io/configuration/permalinks/>

use std::collections::BTreeSet;

use serde_json::Value;

use super::parts::{last_of, path_of};
use super::pattern::{fill, of_day, single_slashes};
use crate::source::{RawPage, date};
use crate::text::day::Day;
use crate::yaml::Node;

/// How a site makes addresses.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Hugo {
    /// What stands before addresses.
    pub(super) before: Vec<String>,
    /// Whether pages are files and no folders.
    ugly: bool,
    /// Patterns by the kind of page and the section at the top.
    patterns: Vec<(&'static str, String, String)>,
}

/// What a page is, and the words that its address is made of.
struct Words<'a> {
    page: &'a RawPage,
    kind: &'static str,
    /// The folders that it lies in.
    folders: &'a [&'a str],
    /// Those down to the nearest that is a section.
    sections: &'a [&'a str],
    name: &'a str,
}

/// The folders that are sections, by the keys of a site's pages: those with a page of their own.
pub(super) fn sections<'a>(keys: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    keys.filter_map(|key| key.split("/_index").next().filter(|folder| *folder != key)).collect()
}

impl Hugo {
    /// What settings say, whose keys are in small letters; the site starts with this language.
    pub(in crate::source) fn read(settings: &Node, lang: &str) -> Self {
        let text = |key: &str| settings.get(key).and_then(Node::as_text);
        let base = path_of(text("baseurl").unwrap_or_default());
        let with_language = format!("{base}/{lang}");
        let with_language = with_language.trim_start_matches('/').to_owned();
        let in_folder = text("defaultcontentlanguageinsubdir") == Some("true");
        let mut before = vec![base];
        before.extend(in_folder.then_some([with_language, lang.to_owned()]).into_iter().flatten());
        before.sort_by_key(|it| std::cmp::Reverse(it.len()));
        let permalinks = settings.get("permalinks").map(Node::entries).unwrap_or_default();
        let patterns = permalinks.iter().flat_map(|entry| {
            let of_kind = |kind, node: &Node| {
                let all = node.entries().iter();
                let one = |it: &crate::yaml::Entry| {
                    Some((kind, it.key.clone(), it.value.as_text()?.to_owned()))
                };
                all.filter_map(one).collect::<Vec<_>>()
            };
            match (&*entry.key, entry.value.as_text()) {
                (_, Some(pattern)) => vec![("page", entry.key.clone(), pattern.to_owned())],
                ("page", None) => of_kind("page", &entry.value),
                ("section", None) => of_kind("section", &entry.value),
                _ => Vec::new(),
            }
        });
        Self { before, ugly: text("uglyurls") == Some("true"), patterns: patterns.collect() }
    }

    /// The address of a page, by its key below the folder of pages.
    pub(super) fn address(&self, page: &RawPage, local: &str, sections: &BTreeSet<&str>) -> String {
        let (kind, path, name) = parts(local);
        let folders: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
        // The folder at the top always is one.
        let is_section =
            |count: &usize| *count == 1 || sections.contains(&*folders[..*count].join("/"));
        let count = (1..=folders.len()).rev().find(is_section).unwrap_or_default();
        let words = Words { page, kind, folders: &folders, sections: &folders[..count], name };
        let said = |key: &str| page.meta.other.get(key).and_then(Value::as_str);
        if let Some(url) = said("url").filter(|url| !url.is_empty()) {
            let filled = fill(url, |token| words.value(token));
            return in_path(&filled.unwrap_or_else(|| single_slashes(url)));
        }
        let section = words.sections.first().map_or("", |section| *section).to_lowercase();
        let of_section = |(kind, name, _): &&(&str, String, String)| {
            *kind == words.kind && *name == section && !section.is_empty()
        };
        let pattern = self.patterns.iter().find(of_section);
        let filled = pattern.and_then(|(_, _, it)| fill(it, |token| words.value(token)));
        let address = filled.unwrap_or_else(|| {
            let mut names = words.folders.to_vec();
            if words.kind == "page" {
                names.push(said("slug").filter(|slug| !slug.is_empty()).unwrap_or(words.name));
            }
            names.join("/")
        });
        let address = address.trim_matches('/');
        let end = match words.kind {
            _ if address.is_empty() => "",
            "page" if self.ugly => ".html",
            _ => "/",
        };
        in_path(&format!("/{address}{end}"))
    }
}

/// What kind of page a key is of, the folders that it lies in, and what it is called there.
fn parts(local: &str) -> (&'static str, &str, &str) {
    let (folder, file) = last_of(local);
    match file {
        "_index" => ("section", folder, last_of(folder).1),
        "index" => {
            let (above, name) = last_of(folder);
            ("page", above, name)
        }
        name => ("page", folder, name),
    }
}

impl Words<'_> {
    /// What a token of a pattern stands for.
    fn value(&self, token: &str) -> Option<String> {
        let meta = &self.page.meta;
        let dated = date::before_name(self.name);
        let day = meta.date.as_deref().and_then(Day::parse).or(dated.map(|(day, _)| day));
        let slug = meta.other.get("slug").and_then(Value::as_str).filter(|slug| !slug.is_empty());
        let title = || in_path(&meta.title);
        Some(match token {
            "title" => title(),
            "slug" => slug.map_or_else(title, in_path),
            "slugorfilename" | "slugorcontentbasename" => in_path(slug.unwrap_or(self.name)),
            "filename" | "contentbasename" => in_path(self.name),
            "section" => in_path(self.sections.first()?),
            "sections" => in_path(&self.sections.join("/")),
            token if token.starts_with("sections[") => in_path(&self.some_sections(token)?),
            token => day.and_then(|day| of_day(token, day))?,
        })
    }

    /// The sections that `sections[1:]`, `sections[:last]` or `sections[0]` names.
    fn some_sections(&self, token: &str) -> Option<String> {
        let count = self.sections.len();
        let inner = token.strip_prefix("sections[")?.strip_suffix(']')?;
        let at = |written: &str, none: usize| match written.trim() {
            "" => Some(none),
            "last" => Some(count.saturating_sub(1)),
            number => number.parse::<usize>().ok(),
        };
        let range = match inner.split_once(':') {
            Some((from, to)) => at(from, 0)?.min(count)..at(to, count)?.min(count),
            None => at(inner, 0)?.min(count)..(at(inner, 0)? + 1).min(count),
        };
        self.sections.get(range).map(|names| names.join("/"))
    }
}

/// Words as a path has them: small letters, hyphens for spaces, and no signs that paths do not hold.
fn in_path(words: &str) -> String {
    let mut path = String::with_capacity(words.len());
    let mut space = false;
    for letter in words.chars() {
        if letter.is_alphanumeric() || "./\\_#+~-@%".contains(letter) || is_mark(letter) {
            let hyphen = std::mem::take(&mut space) && letter != '-' && !path.ends_with('-');
            path.extend(hyphen.then_some('-'));
            path.extend(letter.to_lowercase());
        } else {
            space |= letter.is_whitespace() && !path.is_empty();
        }
    }
    path
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}
