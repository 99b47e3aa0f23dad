//! A document from right to left is the mirror image of one from left to right, but for code and
//! the order within lines, which is that of their words.

use super::super::frame::Geometry;
use super::super::structure::{Role, Structure};
use super::*;

/// Where something stands on a page: from where to where, and how far down.
type Place = (f32, f32, f32);

/// The same document in a language that is written from left to right, and in one that is not, for
/// which the interface has no words, so that both say the same.
/// Both have the same words, and neither hyphenates them.
fn both(document: &mut Resolved) -> [Shown; 2] {
    let mut theme = theme();
    theme.tokens.text.hanging_punctuation = false;
    let page = &mut theme.tokens.page;
    (page.margin_inner, page.mirrored) = (Length::pt(30.0), true);
    ["en", "ur"].map(|lang| {
        lang.clone_into(&mut document.pack.meta.lang);
        Shown::of(lay_out(document, &theme, &FONTS).value)
    })
}

/// The lines, or the cells' parts of lines, that words take on a page, and the shapes and pictures
/// on it. Code is left out, and so are paths, whose form is not mirrored.
fn places(frame: &Frame, structure: &Structure) -> (Vec<Place>, Vec<Place>) {
    let (mut words, mut shapes) = (Vec::new(), Vec::new());
    let mut tags = Vec::new();
    let role = |tag: &Tag| match tag {
        Tag::Node(node) => Some(&structure.get(*node).role),
        Tag::Artifact(_) => None,
    };
    let is_code = |tag: &Tag| matches!(role(tag), Some(Role::Code { .. }));
    let is_mark = |tag: &Tag| matches!(role(tag), Some(Role::NoteMark));
    let mut line = 0.0;
    for (at, item) in &frame.items {
        let mut shape = |width: f32| shapes.push((at.x, at.x + width, at.y));
        match item {
            FrameItem::TagStart(tag) => tags.push(*tag),
            FrameItem::TagEnd => drop(tags.pop()),
            FrameItem::Text(run) if !tags.iter().any(is_code) => {
                // A raised mark is a part of its line.
                line = if tags.iter().any(is_mark) { line } else { at.y };
                words.push((at.x, at.x + run.width(), line));
            }
            FrameItem::Image(image) => shape(image.size.width),
            FrameItem::Shape(drawn) => match &drawn.geometry {
                Geometry::Rect { size, .. } => shape(size.width),
                Geometry::Line(to) => shape(to.x),
                Geometry::Path(_) => {}
            },
            _ => {}
        }
    }
    (joined(words), shapes)
}

/// Runs that touch each other become one.
fn joined(mut runs: Vec<Place>) -> Vec<Place> {
    runs.sort_by(|one, other| (one.2, one.0).partial_cmp(&(other.2, other.0)).unwrap());
    let mut joined: Vec<Place> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if (last.2 - run.2).abs() < 0.01 && run.0 - last.1 < 0.1 => {
                last.1 = last.1.max(run.1);
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// What one page has that the other one, in a mirror, has not, and what only the other one has.
fn unlike(one: Vec<Place>, mut other: Vec<Place>, width: f32) -> (Vec<Place>, Vec<Place>) {
    let near = |one: f32, other: f32| (one - other).abs() < 0.05;
    let mut missing = Vec::new();
    for (left, right, y) in one {
        let place = (width - right, width - left, y);
        let same = |other: &Place| {
            near(place.0, other.0) && near(place.1, other.1) && near(place.2, other.2)
        };
        match other.iter().position(same) {
            Some(index) => drop(other.swap_remove(index)),
            None => missing.push(place),
        }
    }
    (missing, other)
}

fn check_mirrored(pages: &[(u8, Vec<Shape>)]) -> Result<(), TestCaseError> {
    let [one, other] = both(&mut pack(pages).0);
    prop_assert_eq!(one.frames.len(), other.frames.len());
    for (index, (frame, mirror)) in one.frames.iter().zip(&other.frames).enumerate() {
        let (words, shapes) = places(frame, &one.paged.structure);
        let (other_words, other_shapes) = places(mirror, &other.paged.structure);
        let width = frame.size.width;
        for (one, other) in [(words, other_words), (shapes, other_shapes)] {
            let (missing, added) = unlike(one, other, width);
            prop_assert!(
                missing.is_empty() && added.is_empty(),
                "page {index}: {missing:?} became {added:?}"
            );
        }
    }
    Ok(())
}

#[test]
fn what_goes_along_to_a_turned_page_starts_where_that_does() {
    let table = Shape::Table { columns: 6, head: true, rows: 3, words: 2 };
    let lead_in = [Shape::Paragraph(60), Shape::Heading(2), Shape::Noted(3, 10)];
    let pages = [(0, lead_in.into_iter().chain([table]).collect())];
    let [one, _] = both(&mut pack(&pages).0);
    let turned = one.frames.iter().find(|frame| frame.size.width > frame.size.height);
    let notes = |tag: &Tag| match tag {
        Tag::Node(node) => matches!(one.paged.structure.get(*node).role, Role::ListLabel),
        Tag::Artifact(_) => false,
    };
    let items = &turned.expect("a table that is turned").items;
    let noted = items.iter().any(|(_, item)| matches!(item, FrameItem::TagStart(t) if notes(t)));
    assert!(noted, "the lead-in and its note are left behind");
    check_mirrored(&pages).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(8, |cases| cases.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_document_from_right_to_left_is_a_mirror_image(
        pages in prop::collection::vec((0_u8..3, shapes()), 1..3)
    ) {
        check_mirrored(&pages)?;
    }
}
