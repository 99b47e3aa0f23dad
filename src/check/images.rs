//! Images that say too little, to the ear or to the eye.

use percent_encoding::percent_decode_str;

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::layout;
use crate::resolve::{Asset, Format, Resolved};
use crate::theme::Theme;
use crate::tree::walk::walk_blocks;
use crate::tree::{BlockKind, Image, Linked, Picture};

/// Words that name the kind of thing and not what it shows.
const GENERIC: &[&str] = &[
    "abbildung",
    "afbeelding",
    "alt",
    "alt text",
    "bild",
    "bildschirmfoto",
    "captura",
    "captura de pantalla",
    "captura de tela",
    "capture",
    "capture d écran",
    "chart",
    "diagram",
    "diagramm",
    "dsc",
    "fig",
    "figur",
    "figura",
    "figure",
    "figuur",
    "foto",
    "grafik",
    "graphic",
    "icon",
    "illustration",
    "image",
    "imagem",
    "imagen",
    "img",
    "immagine",
    "logo",
    "photo",
    "pic",
    "picture",
    "placeholder",
    "schermafbeelding",
    "schermata",
    "screen shot",
    "screenshot",
    "untitled",
];

/// Words that stand between the numbers of a screenshot's name.
const BETWEEN: &[&str] = &["am", "at", "om", "pm", "um", "à"];

const ENDINGS: &[&str] =
    &[".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff"];

/// The fewest pixels to the inch in print. Below a hundred, single pixels are seen at reading
/// distance, and small letters in a picture fall apart.
const FEWEST: f32 = 100.0;

/// Alternative texts such as `image1.png` and `Screenshot`.
pub(super) fn weak_alt(view: &View<'_>, sink: &mut Sink) {
    view.images(&mut |image, span| {
        let alt = image.alt.trim();
        if !image.decorative && !alt.is_empty() && says_nothing(alt, &image.picture) {
            let message = format!("the alternative text `{alt}` does not say what the image shows");
            let help = "say it in words, or mark an ornament `{.decorative}`";
            sink.push(Diagnostic::warning(Code::WeakAlt, message).at(span).help(help));
        }
    });
}

fn says_nothing(alt: &str, picture: &str) -> bool {
    let lower = alt.to_lowercase();
    let ending = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending));
    let path = percent_decode_str(picture).decode_utf8_lossy().to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // `certificate` may be a word; `certificate-1` is a name of a file.
    let is_name = lower == stem && stem.contains(|c: char| matches!(c, '-' | '_' | '0'..='9'));
    let words = ending.unwrap_or(&lower).split(|c: char| !c.is_alphabetic());
    let words: Vec<_> = words.filter(|word| !word.is_empty() && !BETWEEN.contains(word)).collect();
    ending.is_some() || is_name || GENERIC.contains(&words.join(" ").as_str())
}

/// Pictures of pixels that are printed larger than they are.
pub(super) fn resolution(document: &Resolved, theme: &Theme, sink: &mut Sink) {
    let pages = &document.pack.pages;
    let blocks = pages
        .iter()
        .flat_map(|page| page.notes.iter().map(|note| &note.blocks).chain([&page.blocks]));
    for blocks in blocks {
        walk_blocks(blocks, &mut |block| {
            let BlockKind::Image { image } = &block.kind else { return };
            let Picture::Asset { asset } = image.picture else { return };
            let asset = document.assets.get(asset);
            let vector = asset.format == Format::Svg;
            let density = density(asset, image, theme);
            if !vector && !image.decorative && density < FEWEST {
                let message = format!("this image has {density:.0} pixels to the inch in print");
                let help = format!(
                    "save it with more pixels, or show it smaller; {FEWEST:.0} are the fewest \
                     that look sharp"
                );
                sink.push(Diagnostic::note(Code::LowResolution, message).at(block.span).help(help));
            }
        });
    }
}

/// How many pixels of an image come to an inch of paper. Columns narrower than the type area are
/// not known here, and show it sharper than said.
fn density(asset: &Asset, image: &Image<Linked>, theme: &Theme) -> f32 {
    let printed = layout::printed_size(asset, image.width, theme);
    asset.width / printed.width.max(1.0) * 72.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_of_kinds_of_pictures_say_nothing() {
        for alt in [
            "image1.png",
            "Image 1",
            "IMG_2041",
            "Screenshot 2024-03-01 at 10.11.12 am",
            "figure",
            "Bild",
            "a-b-2",
            "Capture d’écran",
        ] {
            assert!(says_nothing(alt, "img/a-b-2.png"), "{alt}");
        }
        for alt in ["Certificate", "Runtime engine", "Figure of a heron", "Company logo", "at"] {
            assert!(!says_nothing(alt, "img/certificate.png"), "{alt}");
        }
    }
}
