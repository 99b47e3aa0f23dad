//! On paper nobody can follow a link: the addresses of a page's links stand below it as notes,
//! which only print shows.

use std::collections::BTreeMap;

use crate::markup::dom::{Element, Node};

/// The class of the list.
const CLASS: &str = "addresses";

/// Numbers the links of a page that lead outside, in its heading and below it, and returns the list
/// of their addresses; none where there are no such links. The style sheet shows numbers and list in
/// print alone.
pub(super) fn spell_out<'n>(
    page: impl IntoIterator<Item = &'n mut Node>,
    title: &str,
) -> Option<Element> {
    let mut addresses = Addresses::default();
    for node in page {
        node.visit_mut(&mut |element| addresses.number(element));
    }
    if addresses.order.is_empty() {
        return None;
    }
    let items = addresses.order.into_iter().map(|address| Element::new("li").child(address));
    let heading = Element::new("p").class("addresses-title").child(title);
    let list = Element::new("ol").children(items);
    Some(Element::new("div").class(CLASS).child(heading).child(list))
}

/// Each address once, in the order of the first links to them.
#[derive(Default)]
struct Addresses {
    order: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Addresses {
    fn number(&mut self, element: &mut Element) {
        let Some(address) = element.get("href").and_then(printed) else { return };
        // A link whose words are its address says it already.
        if element.name != "a" || element.words().ends_with(address.trim_end_matches('/')) {
            return;
        }
        let address = address.to_owned();
        let number = *self.numbers.entry(address.clone()).or_insert_with(|| {
            self.order.push(address);
            self.order.len()
        });
        element.set("data-address", number.to_string());
    }
}

/// What is printed of a link's address; none for one that leads to a place in the file, or to
/// another file inside of it.
fn printed(href: &str) -> Option<&str> {
    match href.strip_prefix("mailto:") {
        Some(mail) => Some(mail),
        None => (!href.starts_with('#') && !href.starts_with("data:")).then_some(href),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    #[test]
    fn each_address_is_spelled_out_once() {
        let link = |href: &str, words: &str| Element::new("a").attr("href", href).child(words);
        let mut body = vec![
            link("https://a.example/x", "first").into(),
            link("#b", "inside").into(),
            link("data:text/csv;base64,YSxi", "carried along").into(),
            Element::new("p").child(link("mailto:b@a.example", "write")).into(),
            link("https://a.example/x", "again").into(),
            link("https://c.example/", "https://c.example").into(),
        ];
        let list = spell_out(&mut body, "Addresses").unwrap();
        body.push(list.into());
        insta::assert_snapshot!(write(&body, Syntax::Html));
        assert_eq!(spell_out(&mut [link("#b", "inside").into()], "Addresses"), None);
    }
}
