//! The pictures that a theme brings for its cover and its pages.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{PageBox, Theme, Tokens};
use crate::diag::{Code, Diagnostic};
use crate::yaml::nearest;

/// The folder of a theme that holds its pictures.
const FOLDER: &str = "pictures";

/// The endings of files that are pictures.
const ENDINGS: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];

/// The pictures that are the pack's and not the theme's.
const OF_PACK: [&str; 2] = ["logo", "cover"];

/// Whether a file of a theme is a picture, by its name in the theme.
pub(super) fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    name.split_once('/').is_some_and(|(top, _)| top == FOLDER)
        && ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}

/// The picture of the theme's own that a box shows, by its path in the theme.
fn own_path(picture: &str) -> Option<String> {
    (!OF_PACK.contains(&picture)).then(|| format!("{FOLDER}/{picture}"))
}

impl Tokens {
    /// The boxes of the cover and those of pages, with the group of tokens that they stand in.
    pub(super) fn box_groups(&self) -> [(&'static str, &IndexMap<String, PageBox>); 2] {
        [("cover", &self.cover.boxes), ("page", &self.page.boxes)]
    }

    /// All of them, each with its group and its name.
    pub(crate) fn boxes(&self) -> impl Iterator<Item = (&'static str, &str, &PageBox)> {
        self.box_groups().into_iter().flat_map(|(group, boxes)| {
            boxes.iter().map(move |(name, it)| (group, name.as_str(), it))
        })
    }
}

/// The pictures that boxes show, by their paths in the theme.
pub(super) fn used(tokens: &Tokens) -> BTreeSet<String> {
    tokens.boxes().filter_map(|(_, _, it)| own_path(it.picture.as_deref()?)).collect()
}

/// A picture of a theme's own in a box.
#[derive(Clone, Copy, Debug)]
pub struct BoxPicture<'t> {
    /// The group of tokens that the box stands in: `cover` or `page`.
    pub group: &'static str,
    /// The box's name.
    pub name: &'t str,
    /// Whether it is mirrored where lines start at the right.
    pub mirrored: bool,
    /// The picture's path in the theme.
    pub path: &'t str,
    /// What the file holds.
    pub bytes: &'t [u8],
}

impl Theme {
    /// The theme's own pictures in boxes.
    pub fn box_pictures(&self) -> impl Iterator<Item = BoxPicture<'_>> {
        self.tokens.boxes().filter_map(|(group, name, it)| {
            let path = own_path(it.picture.as_deref()?)?;
            let (path, bytes) = self.pictures.get_key_value(&path)?;
            Some(BoxPicture { group, name, mirrored: it.mirrored, path, bytes })
        })
    }
}

/// What is reported of pictures that boxes show and nobody has.
pub(super) fn missing(theme: &Theme) -> Vec<Diagnostic> {
    let known = || {
        let own = theme.pictures.keys().filter_map(|path| path.split_once('/'));
        OF_PACK.into_iter().chain(own.map(|(_, name)| name))
    };
    let lost = theme.tokens.boxes().filter_map(|(group, name, it)| {
        let picture = it.picture.as_deref()?;
        let path = own_path(picture)?;
        (!theme.pictures.contains_key(&path)).then_some((group, name, picture))
    });
    lost.map(|(group, name, picture)| {
        let message = format!("the theme has no picture `{picture}`");
        let help = nearest(picture, known()).map_or_else(
            || format!("put it into the theme's `{FOLDER}` folder, or write `logo` or `cover`"),
            |near| format!("did you mean `{near}`?"),
        );
        let fault = Diagnostic::error(Code::Template, message).help(help);
        let at =
            theme.node.get(group).and_then(|node| node.get("boxes")?.get(name)?.get("picture"));
        match at {
            Some(node) => fault.at(node.span),
            None => fault,
        }
    })
    .collect()
}
