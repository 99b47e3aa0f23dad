//! Jekyll's addresses: `permalink` of a page, of what is said for it, of its collection, of the site.
//!
//! <https://jekyllrb.com/docs/permalinks/>

use std::collections::BTreeMap;

use serde_json::Value;

use super::parts::{last_of, path_of};
use super::pattern::{fill, of_day, single_slashes};
use crate::files::PackPath;
use crate::source::date;
use crate::source::publication::{self, Above};
use crate::text::day::Day;
use crate::tree::PageMeta;
use crate::yaml::Node;

/// How a site makes addresses.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Jekyll {
    /// What stands before addresses.
    pub(in crate::source) before: Vec<String>,
    /// The style or pattern of the site.
    style: Option<String>,
    /// The patterns of collections.
    collections: BTreeMap<String, String>,
    /// Where the site shows the files of collections, and the folders that these lie in.
    pub(super) folders: Vec<(String, String)>,
}

impl Jekyll {
    /// What settings say.
    pub(in crate::source) fn read(settings: &Node) -> Self {
        let text = |key: &str| settings.get(key).and_then(Node::as_text);
        let named = publication::collections(settings);
        let collections = settings.get("collections").map(Node::entries).unwrap_or_default();
        let pattern = |node: &Node| Some(node.get("permalink")?.as_text()?.to_owned());
        let collections = collections.iter();
        let collections = collections.filter_map(|it| Some((it.key.clone(), pattern(&it.value)?)));
        let collections: BTreeMap<String, String> = collections.collect();
        let folder = |(name, _): (String, bool)| {
            let shown = place_of_files(&name, collections.get(&name).map(String::as_str))?;
            Some((shown, format!("_{name}")))
        };
        let folders = named.into_iter().filter_map(folder).collect();
        Self {
            before: vec![text("baseurl").map(path_of_base).unwrap_or_default()],
            style: text("permalink").map(str::to_owned),
            collections,
            folders,
        }
    }

    /// The addresses of a page, by its key below the folder of the site; `above` is what the settings
    /// say for pages.
    pub(in crate::source) fn addresses(
        &self,
        meta: &PageMeta,
        path: &PackPath,
        local: &str,
        above: &[Above],
    ) -> Vec<String> {
        let words = Words::new(meta, local);
        let said = meta.other.get("permalink").and_then(Value::as_str);
        let for_page = || {
            let mut speak = above.iter().rev().filter(|it| it.speaks_of(path, local));
            speak.find_map(|it| it.text("permalink"))
        };
        let pattern = said.or_else(for_page).map_or_else(|| self.pattern(&words), pattern_of);
        let address = fill(&pattern, |token| words.value(token));
        let mut found = vec![address.unwrap_or_else(|| single_slashes(&pattern))];
        // `{% post_url name %}` names a post that lies below a folder of its own without that folder.
        let in_posts = words.collection == Some("posts") && !local.starts_with("_posts/");
        found.extend(in_posts.then(|| format!("/_posts/{}", last_of(local).1)));
        found
    }

    /// The pattern for a page that nothing else gives one.
    fn pattern(&self, words: &Words<'_>) -> String {
        let style = self.style.as_deref().unwrap_or("date");
        if let Some(own) = words.collection.and_then(|name| self.collections.get(name)) {
            return pattern_of(own);
        }
        match words.collection {
            Some("posts") => pattern_of(style),
            Some(_) => format!("/:collection/:path{}", ending(style)),
            None if words.name == "index" => "/:path/".to_owned(),
            None => format!("/:path/:basename{}", ending(style)),
        }
    }
}

/// Where the files of a collection are shown that are no pages: at their paths, behind what the pattern
/// of the collection has before these.
fn place_of_files(name: &str, pattern: Option<&str>) -> Option<String> {
    let (before, _) = pattern.unwrap_or("/:collection/:path").split_once(":path")?;
    let place = fill(before, |token| (token == "collection").then(|| name.to_owned()))?;
    Some(place.trim_matches('/').to_owned())
}

/// The pattern that a style stands for; any other is one itself.
fn pattern_of(style: &str) -> String {
    let named = match style {
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        pattern => pattern,
    };
    named.to_owned()
}

/// What pages that are no posts end in, by the style of the site.
fn ending(style: &str) -> &'static str {
    match style {
        "date" | "ordinal" | "none" => ":output_ext",
        style if style == "pretty" || style.ends_with('/') => "/",
        style if style.ends_with(":output_ext") => ":output_ext",
        _ => "",
    }
}

/// `baseurl` is a path, and some write the whole address.
fn path_of_base(base: &str) -> String {
    if base.contains("://") { path_of(base) } else { base.trim_matches('/').to_owned() }
}

/// What the address of a page is made of.
struct Words<'a> {
    meta: &'a PageMeta,
    /// The collection it lies in; of one that the site does not have, nothing is published.
    collection: Option<&'a str>,
    /// The folders before that of the collection, which are categories of a post.
    before: &'a str,
    /// The folders within it.
    folder: &'a str,
    /// The name of the file, without the day before it where it is a post.
    name: &'a str,
    day: Option<Day>,
}

impl<'a> Words<'a> {
    fn new(meta: &'a PageMeta, local: &'a str) -> Self {
        let (folder, file) = last_of(local);
        let start = folder.split('/').find(|name| name.starts_with('_')).unwrap_or_default();
        let collection = start.strip_prefix('_');
        let around = collection.and_then(|_| folder.split_once(start));
        let (before, folder) = around.unwrap_or(("", folder));
        let dated = date::before_name(file).filter(|(_, name)| !name.is_empty());
        let dated = dated.filter(|_| collection.is_some());
        let said = meta.date.as_deref().and_then(Day::parse);
        let day = said.or(dated.map(|(day, _)| day));
        let name = dated.map_or(file, |(_, name)| name);
        let (before, folder) = (before.trim_matches('/'), folder.trim_matches('/'));
        Self { meta, collection, before, folder, name, day }
    }

    /// What a token of a pattern stands for.
    fn value(&self, token: &str) -> Option<String> {
        let said = |key: &str| self.meta.other.get(key).and_then(Value::as_str);
        let slug = || said("slug").map_or_else(|| self.name.to_owned(), str::to_owned);
        let in_collection = self.collection.is_some_and(|name| name != "posts");
        Some(match token {
            "output_ext" => ".html".to_owned(),
            "title" | "slug" => slug_of(&slug()),
            "name" | "basename" => self.name.to_owned(),
            "path" if in_collection && self.folder.is_empty() => self.name.to_owned(),
            "path" if in_collection => format!("{}/{}", self.folder, self.name),
            "path" => self.folder.to_owned(),
            "collection" => self.collection?.to_owned(),
            "categories" => self.categories(str::to_owned),
            "slugified_categories" => self.categories(slug_of),
            token => of_day(token, self.day?)?,
        })
    }

    /// The categories of a post, each as `form` has it: the folders before its own, and those that it
    /// names.
    fn categories(&self, form: fn(&str) -> String) -> String {
        let mut names: Vec<String> = self.before.split('/').map(str::to_owned).collect();
        names.extend(self.meta.category.clone());
        match self.meta.other.get("categories") {
            Some(Value::String(text)) => names.extend(text.split_whitespace().map(str::to_owned)),
            Some(Value::Array(items)) => {
                names.extend(items.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
        let mut found: Vec<String> = Vec::new();
        for name in names.iter().map(|name| form(&name.to_lowercase())) {
            if !name.is_empty() && !found.contains(&name) {
                found.push(name);
            }
        }
        found.join("/")
    }
}

/// Words as Jekyll has them in an address: what is no letter, number or one of a few signs is a hyphen.
fn slug_of(words: &str) -> String {
    let letters = words.chars().map(|letter| {
        let kept = letter.is_alphanumeric() || "._~!$&'()+,;=@".contains(letter);
        if kept { letter } else { '-' }
    });
    let plain: String = letters.collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
