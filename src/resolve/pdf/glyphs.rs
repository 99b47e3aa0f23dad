//! Glyphs of a page that became a drawing, each of them once.
//!
//! A drawing of a page has the outline of every letter at the place where the letter stands. Moved to
//! one place, those of a letter are the same, but for what is lost in rounding; they are kept once and
//! put where they belong.

use std::collections::HashMap;
use std::fmt::Write as _;

/// Outlines that differ by less are the same, in points: a thousandth of a text's size.
const GRAIN: f64 = 0.01;
/// What stands before the outlines of glyphs, and what stands around each.
const OUTLINES: &str = "<defs id=\"outline-glyph\">";
const OUTLINE: (&str, &str) = ("<path id=\"", "\" d=\"");
const USE: &str = "<use xlink:href=\"#";

/// A glyph of the drawing.
struct Glyph {
    /// Which of the outlines that are kept it has.
    outline: usize,
    /// Where it starts.
    x: f64,
    y: f64,
}

/// A drawing in which each outline of a glyph stands once; as it is where it has none, or is not of the
/// form that is known.
pub(super) fn shared(drawing: &str) -> String {
    shared_in(drawing).unwrap_or_else(|| drawing.to_owned())
}

fn shared_in(drawing: &str) -> Option<String> {
    let (before, rest) = drawing.split_once(OUTLINES)?;
    let (outlines, behind) = rest.split_once("</defs>")?;
    let mut kept: Vec<String> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut glyphs: HashMap<&str, Glyph> = HashMap::new();
    for part in outlines.split(OUTLINE.0).skip(1) {
        let (id, part) = part.split_once(OUTLINE.1)?;
        let (steps, _) = part.split_once('"')?;
        let (x, y, moved) = moved_to_origin(steps)?;
        let outline = *known.entry(moved).or_insert_with_key(|moved| {
            kept.push(moved.clone());
            kept.len() - 1
        });
        glyphs.insert(id, Glyph { outline, x, y });
    }
    if glyphs.len() != outlines.matches('<').count() {
        return None;
    }
    let mut out = placed(before, &glyphs)?;
    out.push_str(OUTLINES);
    for (index, steps) in kept.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(out, "<path id=\"o{index}\" d=\"{steps}\"/>");
    }
    out.push_str("</defs>");
    out.push_str(&placed(behind, &glyphs)?);
    Some(out)
}

/// Text of a drawing with the glyphs that it shows put where they start. Those that follow one another
/// and have all else in common stand in a group that says it once.
fn placed(text: &str, glyphs: &HashMap<&str, Glyph>) -> Option<String> {
    let mut parts = text.split(USE);
    let mut out = parts.next()?.to_owned();
    let mut group = None;
    for part in parts {
        let (id, rest) = part.split_once('"')?;
        let Some(glyph) = glyphs.get(id) else {
            close(&mut out, &mut group);
            out.push_str(USE);
            out.push_str(part);
            continue;
        };
        let (common, behind) = rest.split_once("/>")?;
        if group != Some(common) {
            close(&mut out, &mut group);
            // Writing to a string does not fail.
            let _ = write!(out, "<g{common}>");
            group = Some(common);
        }
        let (x, y) = (trimmed(glyph.x), trimmed(glyph.y));
        let _ = write!(out, "{USE}o{}\" x=\"{x}\" y=\"{y}\"/>", glyph.outline);
        if !behind.trim().is_empty() {
            close(&mut out, &mut group);
            out.push_str(behind);
        }
    }
    close(&mut out, &mut group);
    Some(out)
}

/// Ends a group that is open.
fn close(out: &mut String, group: &mut Option<&str>) {
    if group.take().is_some() {
        out.push_str("</g>");
    }
}

/// Where a path starts, and its steps from there, in steps of the grain.
fn moved_to_origin(steps: &str) -> Option<(f64, f64, String)> {
    let mut start: Option<(f64, f64)> = None;
    let mut moved = String::with_capacity(steps.len() / 2);
    let short = |value: f64| (value / GRAIN).round() * GRAIN;
    for step in steps.split(' ').filter(|step| !step.is_empty()) {
        let letter = step.chars().next().filter(char::is_ascii_alphabetic);
        moved.extend(letter);
        let numbers = &step[letter.map_or(0, char::len_utf8)..];
        if numbers.is_empty() {
            continue;
        }
        let (x, y) = numbers.split_once(',')?;
        let (x, y): (f64, f64) = (x.parse().ok()?, y.parse().ok()?);
        let (left, top) = *start.get_or_insert((x, y));
        if letter.is_none() {
            moved.push(' ');
        }
        let _ = write!(moved, "{},{}", trimmed(short(x - left)), trimmed(short(y - top)));
    }
    // That of a space has no steps.
    let (x, y) = start.unwrap_or_default();
    Some((x, y, moved))
}

/// A number without what rounding left behind.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_that_differ_in_place_alone_are_kept_once() {
        let drawing = "<svg><path d=\"M0,0 Z\"/><use xlink:href=\"#g0\" fill=\"#fff\"/>\
            <use xlink:href=\"#g1\" fill=\"#000\"/><use xlink:href=\"#g3\" fill=\"#000\"/>\
            <use xlink:href=\"#other\"/><defs id=\"outline-glyph\"><path id=\"g0\" d=\"M1,2 C1,3 2,3.5 2,4 Z\"/>\
            <path id=\"g1\" d=\"M11.00001,20 C11,21 12,21.5 12,22 Z\"/>\
            <path id=\"g2\" d=\"\"/>\
            <path id=\"g3\" d=\"M21,20 C21,21 22,21.5 22,22 Z\"/></defs></svg>";
        let shared = shared(drawing);
        assert_eq!(
            shared,
            "<svg><path d=\"M0,0 Z\"/><g fill=\"#fff\"><use xlink:href=\"#o0\" x=\"1\" y=\"2\"/></g>\
             <g fill=\"#000\"><use xlink:href=\"#o0\" x=\"11\" y=\"20\"/>\
             <use xlink:href=\"#o0\" x=\"21\" y=\"20\"/></g><use xlink:href=\"#other\"/><defs id=\"outline-glyph\">\
             <path id=\"o0\" d=\"M0,0C0,1 1,1.5 1,2Z\"/><path id=\"o1\" d=\"\"/></defs></svg>"
        );
    }

    #[test]
    fn a_drawing_of_another_form_stays_as_it_is() {
        for drawing in ["<svg/>", "<svg><defs id=\"outline-glyph\"><path d=\"M1\"/></defs></svg>"] {
            assert_eq!(shared(drawing), drawing.to_owned());
        }
        let odd = "<svg><defs id=\"outline-glyph\"><path id=\"g0\" d=\"M1 2\"/></defs></svg>";
        assert_eq!(shared(odd), odd);
    }
}
