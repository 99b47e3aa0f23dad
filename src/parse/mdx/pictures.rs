//! Components that show a picture: by the name of a file that is imported, or as an attribute.

use std::fmt::Write;

use super::tag::Tag;
use crate::parse::admonition::escaped;
use crate::parse::components::{Shown, lines};
use crate::source::literals::{self, Literal};
use crate::tree::Attr;

/// How the names of pictures end.
const ENDINGS: &[&str] = &["svg", "png", "jpg", "jpeg", "gif", "webp", "avif"];

/// The attributes that name the picture.
const SOURCES: &[&str] = &["src", "img", "image"];

/// The attributes that an image of HTML has.
const ATTRIBUTES: &[&str] = &["alt", "className", "height", "id", "style", "title", "width"];

/// What a component shows that is a picture. `named` knows the files that are imported.
pub(super) fn shown<'a>(
    tag: &Tag<'a>,
    named: impl Fn(&str) -> Option<&'a str>,
    alone: bool,
    prefix: &str,
) -> Option<Shown> {
    let text = |value: &Literal| match value {
        Literal::Text(file) => Some(file.clone()),
        Literal::Name(name) => named(name).map(str::to_owned),
        _ => None,
    };
    let attribute = |name: &&str| match tag.script(name) {
        Some(script) => text(&literals::value(script)),
        None => tag.get(name).map(str::to_owned),
    };
    let themed = || text(literals::value(tag.script("sources")?).get("light")?);
    let by_attribute = || SOURCES.iter().find_map(attribute).filter(|file| is_picture(file));
    let by_name = named(tag.name).filter(|file| is_picture(file)).map(str::to_owned);
    let is_image = matches!(tag.name, "Image" | "Img" | "ThemedImage") || by_name.is_some();
    let of_image = || SOURCES.iter().find_map(attribute).filter(|_| is_image);
    let file = by_name.clone().or_else(themed).or_else(of_image).or_else(by_attribute);
    if file.is_none() && !is_image {
        return None;
    }
    // A drawing that is a component is an ornament where nobody says what it shows.
    let markup = markup(tag, file.as_deref(), by_name.is_some());
    let caption = tag.get("caption").filter(|caption| !caption.is_empty() && alone);
    let opening = match caption {
        Some(caption) => {
            let caption =
                ["", "<figure>", &markup, "<figcaption>", "", caption, "", "</figcaption>"];
            lines(&[&caption[..], &["</figure>", ""]].concat(), prefix)
        }
        None => markup,
    };
    Some(Shown { opening, closing: String::new() })
}

fn markup(tag: &Tag<'_>, file: Option<&str>, is_drawing: bool) -> String {
    let mut html = "<img".to_owned();
    let mut put = |name: &str, value: &str| {
        let name = if name == "className" { "class" } else { name };
        // Writing to a string does not fail.
        let _ = write!(html, " {name}=\"{}\"", escaped(value));
    };
    if let Some(file) = file {
        put("src", file);
    }
    for (name, value) in tag.values() {
        if ATTRIBUTES.contains(&name) || Attr::is_condition(name) {
            put(name, &value);
        }
    }
    if is_drawing && tag.value("alt").is_none() {
        let label = tag.value("aria-label").or_else(|| tag.value("title"));
        put("alt", &label.unwrap_or_default());
    }
    html + " />"
}

fn is_picture(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}
