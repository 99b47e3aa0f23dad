//! The rules by which style sheets know the fonts that an output brings along.

use crate::fonts::Face;

/// How large the theme's fonts may be in an output, in bytes, where the pack does not say whether they
/// are wanted: about as much as one photograph.
pub(super) const AT_MOST: usize = 150_000;

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
