//! What the file says about itself to browsers, search engines and those it is shared with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::backend::Job;
use crate::markup::dom::Element;
use crate::markup::{Syntax, write};
use crate::theme::CoverTokens;
use crate::tree::PackMeta;

/// What stands in the head, for templates.
#[derive(Serialize)]
pub(super) struct Head {
    /// The title in a browser's tab.
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) keywords: Option<String>,
    pub(super) publisher: Option<String>,
    /// Further fields, in the order written.
    pub(super) metadata: Vec<Field>,
    /// The language as Open Graph has it: `en_GB`; none where no region is named.
    pub(super) locale: Option<String>,
    pub(super) date: Option<String>,
    /// An icon as a data address.
    pub(super) icon: String,
    /// schema.org metadata as JSON that is safe inside a script element.
    pub(super) schema: String,
    /// The colour of the browser's own furniture by day and by night.
    pub(super) theme_color: String,
    pub(super) theme_color_dark: String,
}

/// A field of metadata.
#[derive(Serialize)]
pub(super) struct Field {
    name: String,
    content: String,
}

impl Head {
    pub(super) fn new(job: &Job<'_>) -> Self {
        let pack = &job.document.pack;
        let only_page = match &*pack.pages {
            [page] => Some(&page.meta),
            _ => None,
        };
        let title = pack.meta.seo_title.as_ref().or(only_page.and_then(|it| it.seo_title.as_ref()));
        let description =
            pack.meta.description.as_ref().or(only_page.and_then(|it| it.description.as_ref()));
        let keywords = &pack.meta.keywords;
        let tokens = &job.theme.tokens;
        Self {
            title: title.unwrap_or(&pack.meta.title).clone(),
            description: description.cloned(),
            authors: pack.meta.authors.clone(),
            keywords: (!keywords.is_empty()).then(|| keywords.join(", ")),
            publisher: pack.meta.publisher.clone(),
            metadata: fields(&pack.meta),
            locale: locale(&pack.meta.lang),
            date: pack.meta.date.clone(),
            icon: icon(&pack.meta.title, &tokens.cover),
            schema: schema(job, description.map(String::as_str)),
            theme_color: tokens.colors.background.to_css(),
            theme_color_dark: tokens.dark.background.to_css(),
        }
    }
}

fn fields(meta: &PackMeta) -> Vec<Field> {
    let fields = meta.metadata.iter();
    fields.map(|(name, content)| Field { name: name.clone(), content: content.clone() }).collect()
}

/// `en-GB` as `en_GB`. A language alone is no locale of Open Graph.
fn locale(lang: &str) -> Option<String> {
    let mut parts = lang.split('-');
    let language = parts.next()?;
    let region = parts.find(|part| part.len() == 2)?;
    Some(format!("{}_{}", language.to_lowercase(), region.to_uppercase()))
}

/// A page with the title's first letter, in the cover's colours.
fn icon(title: &str, cover: &CoverTokens) -> String {
    let letter = title.chars().find(|c| c.is_alphanumeric()).unwrap_or('R');
    let page = Element::new("rect")
        .attr("width", "32")
        .attr("height", "32")
        .attr("rx", "7")
        .attr("fill", cover.background.to_css());
    let line = Element::new("rect")
        .attr("x", "7")
        .attr("y", "25")
        .attr("width", "18")
        .attr("height", "2")
        .attr("fill", cover.accent.to_css());
    let letter = Element::new("text")
        .attr("x", "16")
        .attr("y", "21")
        .attr("text-anchor", "middle")
        .attr("font-family", "sans-serif")
        .attr("font-weight", "700")
        .attr("font-size", "18")
        .attr("fill", cover.text.to_css())
        .child(letter.to_uppercase().collect::<String>());
    let icon = Element::new("svg").attr("viewBox", "0 0 32 32");
    let icon = icon.child(page).child(line).child(letter);
    let svg = write(&[icon.into()], Syntax::Xhtml);
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

/// The document in the terms of schema.org.
fn schema(job: &Job<'_>, description: Option<&str>) -> String {
    let pack = &job.document.pack;
    let meta = &pack.meta;
    let mut work = Map::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            work.insert(name.to_owned(), value);
        }
    };
    say("@context", Some("https://schema.org".into()));
    say("@type", Some("CreativeWork".into()));
    say("name", Some(meta.title.clone().into()));
    say("alternativeHeadline", meta.subtitle.clone().map(Value::from));
    say("description", description.map(Value::from));
    say("inLanguage", Some(meta.lang.clone().into()));
    say("author", people(meta));
    let organization = |name: &String| json!({ "@type": "Organization", "name": name });
    say("publisher", meta.publisher.as_ref().map(organization));
    say("datePublished", meta.date.clone().map(Value::from));
    say("version", meta.version.clone().map(Value::from));
    say("creativeWorkStatus", meta.status.clone().map(Value::from));
    say("copyrightNotice", meta.copyright.clone().map(Value::from));
    say("identifier", meta.identifier.clone().map(Value::from));
    let keywords = &meta.keywords;
    say("keywords", (!keywords.is_empty()).then(|| keywords.clone().into()));
    if pack.pages.len() > 1 {
        let parts = pack.pages.iter().map(|page| {
            json!({ "@type": "CreativeWork", "name": page.meta.title, "url": format!("#{}", page.anchor) })
        });
        say("hasPart", Some(parts.collect()));
    }
    in_script(&Value::Object(work))
}

fn people(meta: &PackMeta) -> Option<Value> {
    let people: Vec<_> =
        meta.authors.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
    (!people.is_empty()).then(|| people.into())
}

/// JSON that nothing can end or open a comment in: `<` is only ever part of a string.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_region_makes_a_locale() {
        assert_eq!(locale("en-GB").as_deref(), Some("en_GB"));
        assert_eq!(locale("zh-Hans-CN").as_deref(), Some("zh_CN"));
        assert_eq!(locale("de"), None);
    }

    #[test]
    fn no_title_ends_the_script() {
        assert_eq!(in_script(&json!("</script><!--")), "\"\\u003c/script>\\u003c!--\"");
    }
}
