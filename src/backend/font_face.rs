//! The rules by which style sheets know the fonts that an output brings along.

use crate::fonts::Face;

/// The rule for a face under a family's name; `descriptors` say where its file is.
pub(super) fn font_face(face: &Face, family: &str, descriptors: &str) -> String {
    let family: String = family.chars().filter(|c| !matches!(c, '"' | '\\' | '\n')).collect();
    let style = if face.italic { "italic" } else { "normal" };
    format!(
        "@font-face {{ font-family: \"{family}\"; font-weight: {}; font-style: {style}; \
         {descriptors}; }}\n",
        face.weight
    )
}
