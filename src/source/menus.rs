//! What the menus of a Hugo site call its pages.
//!
//! <https://gohugo.io/configuration/menus/>, <https://gohugo.io/content-management/menus/>

use std::collections::BTreeMap;

use serde_json::Value;

use super::candidate::Candidate;
use crate::yaml::{Entry, Node};

/// The keys under which menus stand, in settings and in pages.
const KEYS: [&str; 2] = ["menus", "menu"];
/// The menu whose names count before those of others.
const MAIN: &str = "main";

/// What menus call pages that do not say it themselves, by the page's place below the folder of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Menus(BTreeMap<String, String>);

impl Menus {
    /// The menus in settings, whose keys are in small letters; those of the language come first.
    pub(super) fn read(settings: &Node, language: Option<&Node>) -> Self {
        let mut names = BTreeMap::new();
        for said in [language, Some(settings)].into_iter().flatten() {
            let menus = KEYS.iter().filter_map(|key| said.get(key)).flat_map(Node::entries);
            let (main, others): (Vec<_>, Vec<&Entry>) = menus.partition(|menu| menu.key == MAIN);
            for item in main.into_iter().chain(others).flat_map(|menu| menu.value.items()) {
                let text = |key: &str| item.get(key).and_then(Node::as_text);
                let place = text("pageref").or_else(|| text("url"));
                if let (Some(place), Some(name)) = (place, text("name")) {
                    names.entry(place_of(place)).or_insert_with(|| name.to_owned());
                }
            }
        }
        Self(names)
    }

    /// Names the pages that have no name for menus of their own.
    pub(super) fn name(&self, pages: &mut [Candidate]) {
        for page in pages.iter_mut().filter(|page| page.front.label.is_none()) {
            let own = KEYS.iter().find_map(|key| own_name(page.front.meta.other.get(*key)?));
            page.front.label = own.or_else(|| self.0.get(&place_of(page.local_key())).cloned());
        }
    }
}

/// The name that a page has for menus, in `menus: {main: {name: Tea}}`.
fn own_name(menus: &Value) -> Option<String> {
    let name = |menu: &Value| Some(menu.get("name")?.as_str()?.to_owned());
    menus.get(MAIN).and_then(name).or_else(|| menus.as_object()?.values().find_map(name))
}

/// A page's place as every way to write it has it: `/Docs/_index.md` is `docs`.
fn place_of(written: &str) -> String {
    let place = written.trim_matches('/').to_lowercase();
    let place = place.strip_suffix(".md").unwrap_or(&place);
    match place.rsplit_once('/').unwrap_or(("", place)) {
        (folder, "index" | "_index") => folder.to_owned(),
        _ => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::tests::called;

    #[test]
    fn menus_name_pages_and_leave_their_order() {
        let site = [
            (
                "hugo.toml",
                "[[menus.footer]]\nname = 'Below'\npageRef = '/docs/one'\n\
                 [[menus.main]]\nname = 'The manual'\nurl = '/docs/'\n\
                 [[menus.main]]\nname = 'Begin'\npageRef = '/docs/one'\n\
                 [[menus.main]]\nname = 'Elsewhere'\nurl = 'https://other.example/'\n",
            ),
            ("content/docs/_index.md", "---\ntitle: Docs\n---\n"),
            ("content/docs/one.md", "---\ntitle: One\n---\n"),
            (
                "content/docs/two.md",
                "---\ntitle: Two\nlinkTitle: II\nmenu: {main: {name: 2}}\n---\n",
            ),
            ("content/docs/u.md", "---\ntitle: U\nmenus:\n  side: {name: Away}\n---\n"),
            ("content/docs/v.md", "---\ntitle: V\nmenus: main\n---\n"),
        ];
        let called = called(&site);
        let called: Vec<_> = called.iter().map(|it| it.as_deref().unwrap_or("-")).collect();
        assert_eq!(called, ["The manual", "II", "Begin", "Away", "-"]);
    }
}
