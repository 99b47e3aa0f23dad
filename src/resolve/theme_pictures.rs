//! The pictures that a theme brings for its cover and its pages.

use super::attachments::{Names, store_named};
use super::load::{Loaded, examine, mirrored};
use super::{AssetStore, Format};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::PictureMetadata;
use crate::text::language::Direction;
use crate::theme::css::{self, Property};
use crate::theme::{BoxPicture, Theme};

/// Loads those that boxes show in a pack of a language. One that cannot be used is reported and
/// left out.
pub(super) fn load(
    theme: &Theme,
    lang: &str,
    metadata: PictureMetadata,
    store: &mut AssetStore,
    sink: &mut Sink,
) {
    let mut names = Names::of(store);
    let turned = Direction::of_language(lang) == Direction::RightToLeft;
    for BoxPicture { group, name, mirrored: mirrors, path, bytes } in theme.box_pictures() {
        let written = with_tokens(theme, path, bytes, |property| property.day.clone(), sink);
        let by_night =
            |property: &Property| property.night.as_ref().unwrap_or(&property.day).clone();
        let by_night = with_tokens(theme, path, bytes, by_night, &mut Sink::default());
        let differs = by_night != written && group == "cover";
        let stem = path.rsplit('/').next().and_then(|file| file.split('.').next());
        let stem = stem.unwrap_or_default();
        let mut keep = |written| match examine(written, stem, metadata) {
            Ok(loaded) if loaded.asset.format.is_picture() => {
                let loaded = if turned && mirrors { mirror(loaded) } else { loaded };
                Ok(store_named(store, &mut names, &loaded))
            }
            Ok(_) => Err(no_picture(path)),
            Err(fault) => Err(fault.explain(path)),
        };
        match keep(written) {
            Ok(id) => {
                let night = differs.then(|| keep(by_night).ok()).flatten();
                let place = || (group, name.to_owned());
                store.in_boxes.insert(place(), id);
                store.in_boxes_by_night.extend(night.map(|id| (place(), id)));
            }
            Err(fault) => sink.push(fault),
        }
    }
}

/// A drawing with the theme's tokens in it: `var(--cover-accent)` is the colour of that name.
fn with_tokens(
    theme: &Theme,
    path: &str,
    bytes: &[u8],
    value: impl Fn(&Property) -> String,
    sink: &mut Sink,
) -> Vec<u8> {
    let is_drawing = path.to_ascii_lowercase().ends_with(".svg");
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_drawing) else {
        return bytes.to_vec();
    };
    let properties = theme.properties();
    let filled = css::with_tokens(text, |name| {
        let known = properties.iter().find(|property| property.name == name);
        if known.is_none() {
            let message = format!("`{path}` uses the token `--{name}`, which no theme has");
            let help = "docs/themes.md lists the names under `Custom properties`";
            sink.push(Diagnostic::warning(Code::Template, message).help(help));
        }
        known.map(&value)
    });
    filled.into_bytes()
}

/// What lies at one side of a drawing, at the other.
fn mirror(loaded: Loaded) -> Loaded {
    if loaded.asset.format == Format::Svg { mirrored(loaded) } else { loaded }
}

fn no_picture(path: &str) -> Diagnostic {
    Diagnostic::error(Code::Template, format!("the theme's `{path}` is no picture"))
        .help("name a PNG, JPEG, GIF, WebP or SVG file")
}
