//! The pictures that a theme brings for its cover and its pages.

use super::attachments::{Names, store_named};
use super::load::{Loaded, examine, mirrored};
use super::{AssetStore, Format};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::PictureMetadata;
use crate::text::language::Direction;
use crate::theme::{BoxPicture, Theme, css};

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
        let written = with_tokens(theme, path, bytes, sink);
        let stem = path.rsplit('/').next().and_then(|file| file.split('.').next());
        match examine(written, stem.unwrap_or_default(), metadata) {
            Ok(loaded) if loaded.asset.format.is_picture() => {
                let loaded = if turned && mirrors { mirror(loaded) } else { loaded };
                let id = store_named(store, &mut names, &loaded);
                store.in_boxes.insert((group, name.to_owned()), id);
            }
            Ok(_) => sink.push(no_picture(path)),
            Err(fault) => sink.push(fault.explain(path)),
        }
    }
}

/// A drawing with the theme's tokens in it: `var(--cover-accent)` is the colour of that name.
fn with_tokens(theme: &Theme, path: &str, bytes: &[u8], sink: &mut Sink) -> Vec<u8> {
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
        known.map(|property| property.day.clone())
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
