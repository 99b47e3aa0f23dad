//! Labels that are HTML inside of a drawing (`<foreignObject>`), as Mermaid and draw.io write them: set as
//! text where they are plain words.

use std::fmt::Write as _;

use usvg::roxmltree::Node;

use super::vocabulary::escape;
use crate::text::single_spaced;

/// Elements that show more than their words.
const OTHERS: [&str; 10] =
    ["img", "svg", "table", "math", "video", "audio", "canvas", "input", "iframe", "object"];
/// Elements that stand on lines of their own.
const LINES: [&str; 10] = ["br", "div", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Longer texts are no labels.
const MOST: usize = 400;
/// The size of a label and the distance of its lines, in pixels and in ems, where it has room.
const SIZE: f32 = 14.0;
const LEADING: f32 = 1.2;
/// About how wide a letter is, in ems.
const LETTER: f32 = 0.52;

/// The label in the middle of its area; none where it is more than plain words.
pub(super) fn label(node: Node<'_, '_>) -> Option<String> {
    let number = |name| match node.attribute(name) {
        Some(value) => value.trim().trim_end_matches("px").parse::<f32>().ok(),
        None => Some(0.0),
    };
    let (x, y, width, height) = (number("x")?, number("y")?, number("width")?, number("height")?);
    let lines = lines(node)?;
    let longest = lines.iter().map(|line| line.chars().count()).max()? as f32;
    let count = lines.len() as f32;
    let size = SIZE.min(height / (count * LEADING)).min(width / (longest * LETTER));
    // There may be no room, or a size that is none.
    let size = Some(size).filter(|size| *size > 2.0)?;
    let middle = x + width / 2.0;
    let first = y + height / 2.0 - (count - 1.0) * size * LEADING / 2.0 + 0.35 * size;
    let mut text = format!(
        "<text font-family=\"sans-serif\" font-size=\"{size}\" text-anchor=\"middle\" \
         fill=\"#222222\" stroke=\"none\">"
    );
    for (index, line) in lines.iter().enumerate() {
        let baseline = first + index as f32 * size * LEADING;
        // Writing to a string does not fail.
        let _ = write!(text, "<tspan x=\"{middle}\" y=\"{baseline}\">{}</tspan>", escape(line));
    }
    text.push_str("</text>");
    Some(text)
}

/// The words, line by line.
fn lines(node: Node<'_, '_>) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for inner in node.descendants().skip(1) {
        let name = inner.tag_name().name();
        if OTHERS.contains(&name) {
            return None;
        }
        if inner.is_element() && LINES.contains(&name) {
            lines.push(String::new());
        } else if let (true, Some(words)) = (inner.is_text(), inner.text()) {
            length += words.len();
            lines.last_mut()?.push_str(words);
        }
    }
    let lines: Vec<String> =
        lines.iter().map(|line| single_spaced(line)).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty() && length <= MOST).then_some(lines)
}
