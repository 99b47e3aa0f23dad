//! Frames as text that a person can read in a diff.
//!
//! One item a line, indented by the tags it stands in. Positions and sizes are in points, rounded
//! to a tenth: `x,y` is a place, `w×h` a size.

use std::fmt::Write;

use super::frame::{Destination, Frame, FrameItem, Geometry, Segment, Shape, Tag, TextRun};
use super::geom::{Point, Size};
use super::structure::{ListMarks, Role, Structure};
use crate::fonts::FontBook;

/// Writes a frame as text. Nodes are named by their roles in `structure`.
pub fn dump(frame: &Frame, structure: &Structure, fonts: &FontBook) -> String {
    let mut out = format!("frame {}\n", size(frame.size));
    let mut depth: usize = 1;
    for (at, item) in &frame.items {
        if matches!(item, FrameItem::TagEnd) {
            depth = depth.saturating_sub(1).max(1);
            continue;
        }
        let line = describe(*at, item, structure, fonts);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:width$}{line}", "", width = depth * 2);
        if matches!(item, FrameItem::TagStart(_)) {
            depth += 1;
        }
    }
    out
}

fn describe(at: Point, item: &FrameItem, structure: &Structure, fonts: &FontBook) -> String {
    let at = point(at);
    match item {
        FrameItem::Text(run) => format!("{at} {}", text(run, fonts)),
        FrameItem::Turned(run, degrees) => {
            format!("{at} turned {} {}", tenth(*degrees), text(run, fonts))
        }
        FrameItem::Shape(shape) => format!("{at} {}", describe_shape(shape)),
        FrameItem::Image(image) => format!("{at} image {}", size(image.size)),
        FrameItem::Link(area) => {
            let to = match &area.to {
                Destination::Anchor(anchor) => format!("#{anchor}"),
                Destination::Url(url) => url.to_string(),
            };
            format!("{at} link {} to {to}", size(area.size))
        }
        FrameItem::TagStart(Tag::Node(node)) => role(&structure.get(*node).role),
        FrameItem::TagStart(Tag::Artifact(artifact)) => format!("artifact {artifact:?}"),
        FrameItem::TagEnd => String::new(),
    }
}

fn text(run: &TextRun, fonts: &FontBook) -> String {
    let face = fonts.face(run.font);
    let mut out = format!("{:?} {} {}", run.text, tenth(run.width()), face.family);
    if face.weight != 400 {
        let _ = write!(out, " {}", face.weight);
    }
    if run.embolden > 0.0 {
        out.push_str(" emboldened");
    }
    if face.italic {
        out.push_str(" italic");
    }
    let _ = write!(out, " {} {}", tenth(run.size), run.fill.to_css());
    if let Some(lang) = &run.lang {
        let _ = write!(out, " {lang}");
    }
    if run.rtl {
        out.push_str(" rtl");
    }
    out
}

fn describe_shape(shape: &Shape) -> String {
    let mut out = match &shape.geometry {
        Geometry::Line(to) => format!("line to {}", point(*to)),
        Geometry::Rect { size: rect, radius: 0.0 } => format!("rect {}", size(*rect)),
        Geometry::Rect { size: rect, radius } => {
            format!("rect {} radius {}", size(*rect), tenth(*radius))
        }
        Geometry::Path(segments) => {
            let steps: Vec<String> = segments.iter().map(segment).collect();
            format!("path {}", steps.join(" "))
        }
    };
    if let Some(fill) = shape.fill {
        let _ = write!(out, " fill {}", fill.to_css());
    }
    if let Some(stroke) = shape.stroke {
        let _ = write!(out, " stroke {} {}", stroke.color.to_css(), tenth(stroke.width));
        if let Some((dash, gap)) = stroke.dash {
            let _ = write!(out, " dash {} {}", tenth(dash), tenth(gap));
        }
    }
    out
}

fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Move(to) => format!("M {}", point(*to)),
        Segment::Line(to) => format!("L {}", point(*to)),
        Segment::Cubic(one, two, to) => {
            format!("C {} {} {}", point(*one), point(*two), point(*to))
        }
        Segment::Close => "Z".to_owned(),
    }
}

/// The role's name, with what it says.
fn role(role: &Role) -> String {
    match role {
        Role::Heading { level, title } => format!("heading {level} {title:?}"),
        Role::List { marks: ListMarks::Numbers } => "list ordered".to_owned(),
        Role::Figure { alt } => format!("figure {alt:?}"),
        Role::Link { description } => format!("link {description:?}"),
        Role::Formula { alt } => format!("formula {alt:?}"),
        Role::Callout(kind) => format!("callout {kind:?}"),
        Role::Code { block } => format!("code{}", if *block { " block" } else { "" }),
        Role::TableCell { header: Some(scope), .. } => format!("header cell {scope:?}"),
        other => {
            let name = format!("{other:?}");
            name.split([' ', '(', '{']).next().unwrap_or_default().to_lowercase()
        }
    }
}

fn point(point: Point) -> String {
    format!("{},{}", tenth(point.x), tenth(point.y))
}

fn size(size: Size) -> String {
    format!("{}×{}", tenth(size.width), tenth(size.height))
}

/// Rounds to a tenth; whole numbers have no fraction, and there is no negative zero.
fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0 + 0.0
}
