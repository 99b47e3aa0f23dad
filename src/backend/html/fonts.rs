//! The theme's fonts inside the file, with the characters that it uses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use super::set_page::SetPage;
use crate::backend::Job;
use crate::backend::font_face::{AT_MOST, font_face};
use crate::fonts::{Container, Face, FontId, Look, subset};
use crate::markup::dom::Node;
use crate::markup::{FORMULAS, formula_characters};
use crate::theme::Label;

/// The rules that bring the fonts in: that of formulas where there are some, since browsers cannot
/// set them in another one (some 100 kB), all others where the pack wants them or they are small.
pub(super) fn font_rules(job: &Job<'_>, pages: &[SetPage<'_>]) -> String {
    let mut css = formula_rule(job, pages).unwrap_or_default();
    let wanted = job.wants_fonts(job.options.html.fonts);
    if wanted != Some(false) {
        let characters = characters(job, pages);
        let faces: Vec<_> = faces(job).into_iter().collect();
        let rules = faces.par_iter().filter_map(|&id| {
            let face = job.fonts.face(id);
            rule(face, &face.family, &characters)
        });
        let rules: String = rules.collect::<Vec<_>>().concat();
        if wanted == Some(true) || rules.len() < AT_MOST {
            css.push_str(&rules);
        }
    }
    css
}

fn formula_rule(job: &Job<'_>, pages: &[SetPage<'_>]) -> Option<String> {
    let nodes = pages.iter().flat_map(SetPage::nodes);
    let mut characters: BTreeSet<char> =
        nodes.flat_map(|node| formula_characters(std::slice::from_ref(node))).collect();
    let font = job.fonts.maths().filter(|_| !characters.is_empty())?;
    // A browser takes the measures of formulas from the first font that has a space.
    characters.insert(' ');
    rule(job.fonts.face(font.id), FORMULAS, &characters)
}

/// The faces that the style sheet asks for.
fn faces(job: &Job<'_>) -> BTreeSet<FontId> {
    let fonts = &job.theme.tokens.fonts;
    let look = |weight, italic| Look { weight, italic };
    let own = job.theme.tokens.headings.weight;
    let text = [look(400, false), look(400, true), look(600, false), look(700, false)];
    let heading = [look(400, false), look(600, false), look(700, false), look(own, false)];
    let mut faces = BTreeSet::new();
    let mut add = |families: &[String], looks: &[Look]| {
        for &look in looks {
            faces.extend(families.iter().find_map(|family| job.fonts.find(family, look)));
        }
    };
    add(&fonts.text.value, &text);
    add(&fonts.heading.value, &heading);
    add(&fonts.code.value, &[look(400, false)]);
    faces
}

/// Every character that the file can show: the text, what stands around it, and all of ASCII for
/// what templates say.
fn characters(job: &Job<'_>, pages: &[SetPage<'_>]) -> BTreeSet<char> {
    let mut characters: BTreeSet<char> = (' '..='~').chain("–—‘’“”…×".chars()).collect();
    let meta = &job.document.pack.meta;
    for &label in Label::ALL {
        characters.extend(job.theme.label(&meta.lang, label).chars());
    }
    for words in meta.printed() {
        characters.extend(words.chars());
    }
    for node in pages.iter().flat_map(SetPage::nodes) {
        collect(node, &mut characters);
    }
    characters.retain(|c| !c.is_control());
    characters
}

fn collect(node: &Node, characters: &mut BTreeSet<char>) {
    match node {
        Node::Text(text) => characters.extend(text.chars()),
        Node::Element(element) => {
            for child in &element.children {
                collect(child, characters);
            }
        }
    }
}

/// The rule that brings a face in under a family's name.
pub(super) fn rule(face: &Face, family: &str, characters: &BTreeSet<char>) -> Option<String> {
    let own: BTreeSet<char> = characters.iter().copied().filter(|&c| face.has(c)).collect();
    let data = STANDARD.encode(subset(face, &own, Container::Woff2)?);
    let file = format!("src: url(data:font/woff2;base64,{data}) format(\"woff2\")");
    Some(font_face(face, family, &format!("unicode-range: {}; {file}", ranges(&own))))
}

/// Characters as CSS writes them: `U+20-7e, U+e4`.
fn ranges(characters: &BTreeSet<char>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in characters.iter().map(|&c| u32::from(c)) {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == code => *end = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges.iter().enumerate().fold(String::new(), |mut css, (at, (start, end))| {
        let separator = if at == 0 { "" } else { ", " };
        let _ = write!(css, "{separator}U+{start:x}");
        if end > start {
            let _ = write!(css, "-{end:x}");
        }
        css
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_become_ranges() {
        assert_eq!(ranges(&"abcxä".chars().collect()), "U+61-63, U+78, U+e4");
    }
}
