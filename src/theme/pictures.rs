//! The pictures that a theme brings for its cover.

use std::collections::BTreeSet;

use super::{CoverTokens, Theme};
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

/// The pictures that a cover shows, by their paths in the theme.
pub(super) fn used(cover: &CoverTokens) -> BTreeSet<String> {
    let pictures = cover.boxes.values().filter_map(|it| it.picture.as_deref());
    pictures.filter_map(own_path).collect()
}

impl Theme {
    /// The theme's own pictures on its cover, by the box that each stands in.
    pub fn cover_pictures(&self) -> impl Iterator<Item = (&str, &str, &[u8])> {
        self.tokens.cover.boxes.iter().filter_map(|(name, it)| {
            let path = own_path(it.picture.as_deref()?)?;
            let (path, bytes) = self.pictures.get_key_value(&path)?;
            Some((name.as_str(), path.as_str(), &**bytes))
        })
    }
}

/// What is told of pictures that a cover shows and nobody has.
pub(super) fn missing(theme: &Theme) -> Vec<Diagnostic> {
    let known = || {
        let own = theme.pictures.keys().filter_map(|path| path.split_once('/'));
        OF_PACK.into_iter().chain(own.map(|(_, name)| name))
    };
    let boxes = theme.tokens.cover.boxes.iter();
    let lost = boxes.filter_map(|(name, it)| {
        let picture = it.picture.as_deref()?;
        let path = own_path(picture)?;
        (!theme.pictures.contains_key(&path)).then_some((name, picture))
    });
    lost.map(|(name, picture)| {
        let message = format!("the theme has no picture `{picture}`");
        let help = nearest(picture, known()).map_or_else(
            || format!("put it into the theme's `{FOLDER}` folder, or write `logo` or `cover`"),
            |near| format!("did you mean `{near}`?"),
        );
        let fault = Diagnostic::error(Code::Template, message).help(help);
        let at =
            theme.node.get("cover").and_then(|node| node.get("boxes")?.get(name)?.get("picture"));
        match at {
            Some(node) => fault.at(node.span),
            None => fault,
        }
    })
    .collect()
}
