//! Drawings with the fonts of their words: a picture in a file can take none from the file around it,
//! and would be set in whatever its reader's machine has.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::fonts::rule;
use crate::backend::Job;
use crate::backend::drawing::family_of;
use crate::backend::font_face::AT_MOST;
use crate::fonts::{FontId, Look};
use crate::resolve::{Format, drawing_with_families, labels_of_drawing};
use crate::tree::AssetId;

/// The generic names that have a family.
const GENERIC: [&str; 3] = ["serif", "sans-serif", "monospace"];

/// The drawings that say words, each with the faces that the PDF sets them in, where the file has fonts
/// and these are wanted or small.
pub(super) fn with_fonts(
    job: &Job<'_>,
    shown: impl Iterator<Item = AssetId>,
) -> Vec<(AssetId, Vec<u8>)> {
    let wanted = job.wants_fonts(job.options.html.fonts);
    if wanted == Some(false) {
        return Vec::new();
    }
    let drawings: Vec<_> = shown.filter(|id| job.assets.get(*id).format == Format::Svg).collect();
    let set = drawings.par_iter().filter_map(|&id| {
        let drawing = std::str::from_utf8(&job.assets.get(id).bytes).ok()?;
        Some((id, lettered(job, drawing)?))
    });
    let set: Vec<(AssetId, String)> = set.collect();
    let plain = |id: AssetId| job.assets.get(id).bytes.len();
    let added: usize = set.iter().map(|(id, text)| text.len().saturating_sub(plain(*id))).sum();
    if wanted.is_none() && added > AT_MOST {
        return Vec::new();
    }
    set.into_iter().map(|(id, text)| (id, text.into_bytes())).collect()
}

/// A drawing with the faces of its words; none where it says none.
fn lettered(job: &Job<'_>, drawing: &str) -> Option<String> {
    let mut characters: BTreeSet<char> =
        labels_of_drawing(drawing.as_bytes()).iter().flat_map(|text| text.chars()).collect();
    characters.retain(|character| !character.is_control());
    if characters.is_empty() {
        return None;
    }
    let faces = faces(job, drawing);
    let rules = faces.into_iter().filter_map(|id| {
        let face = job.fonts.face(id);
        rule(face, &face.family, &characters)
    });
    let rules: String = rules.collect();
    drawing_with_families(drawing, &rules, &|generic| {
        family_of(job.fonts, generic).map(str::to_owned)
    })
}

/// The faces that a drawing may ask for. A look that it does not name is none of them.
fn faces(job: &Job<'_>, drawing: &str) -> BTreeSet<FontId> {
    let mut looks = vec![Look { weight: 400, italic: false }];
    let is_bold = |weight: &str| {
        weight.starts_with("bold")
            || weight.get(..3).is_some_and(|it| ("600"..="900").contains(&it))
    };
    if values(drawing, "font-weight").any(is_bold) {
        looks.push(Look { weight: 700, italic: false });
    }
    let is_slanted = |style: &str| style.starts_with("italic") || style.starts_with("oblique");
    if values(drawing, "font-style").any(is_slanted) {
        looks.push(Look { weight: 400, italic: true });
    }
    let asked = |generic: &str| match generic {
        // What names no family, or none that is known, is set in one with serifs.
        "serif" => {
            let count = |words: &str| drawing.matches(words).count();
            let others = count("sans-serif") + count("monospace");
            count("serif") > count("sans-serif")
                || count("font-family") > others
                || count("font-family") < count("<text")
        }
        _ => drawing.contains(generic),
    };
    let families = GENERIC.into_iter().filter(|generic| asked(generic));
    let families = families.filter_map(|generic| family_of(job.fonts, generic));
    let find =
        |family| looks.iter().filter_map(|&look| job.fonts.find(family, look)).collect::<Vec<_>>();
    families.flat_map(find).collect()
}

/// What a drawing says of a property, in attributes, styles and sheets.
fn values<'a>(drawing: &'a str, property: &'a str) -> impl Iterator<Item = &'a str> {
    let is_between = |sign: char| sign.is_whitespace() || matches!(sign, '=' | ':' | '"');
    let behind = drawing.match_indices(property).map(|(at, _)| &drawing[at + property.len()..]);
    behind.map(move |rest| rest.trim_start_matches(is_between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_attributes_and_styles() {
        let drawing = "<text font-weight=\"bold\" style=\"font-weight: 600; font-style:italic\"/>";
        let weights: Vec<_> = values(drawing, "font-weight").map(|it| &it[..3]).collect();
        assert_eq!(weights, ["bol", "600"]);
        assert!(values(drawing, "font-style").all(|it| it.starts_with("italic")));
    }
}
