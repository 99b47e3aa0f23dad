//! Tokens that are of the right type and still cannot be honoured: sizes nobody can print with,
//! margins wider than the page, words and names that nothing uses.

use std::ops::RangeInclusive;

use super::units::Unit;
use super::{BoxLine, Field, Label, PageBox, PageKind, Tokens};
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use crate::text::language::{is_language_tag, tag_of_name};
use crate::tree::TocDepth;
use crate::yaml::{Node, nearest};

/// What a number of a theme may be.
struct Bound {
    /// The token, as a theme writes it.
    key: &'static str,
    value: f32,
    /// The least and the most.
    allowed: RangeInclusive<f32>,
    /// What it counts; for a length `pt`, with the side that it is of.
    unit: &'static str,
}

/// The least room for text that margins leave, in points: an inch.
const LEAST_AREA: f32 = 72.0;

/// How many levels of an outline a viewer has room for beside the page.
const DEEPEST_OUTLINE: f32 = 32.0;

/// The first token that cannot be honoured.
pub(super) fn check(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    bounds(tokens)
        .into_iter()
        .find_map(|bound| out_of_range(bound, node))
        .or_else(|| no_room(tokens, node))
        .or_else(|| scale(tokens, node))
        .or_else(|| lost_box(tokens, node))
        .or_else(|| foreign_box(tokens, node))
        .or_else(|| labels(tokens, node))
}

/// What each number may be.
fn bounds(tokens: &Tokens) -> Vec<Bound> {
    let Tokens { page, text, headings, tables, code, cover, .. } = tokens;
    let (width, height) = page.size.to_pt();
    let most_levels = f32::from(TocDepth::MOST);
    vec![
        Bound::new("page.size", width, 72.0..=14_400.0, "pt wide"),
        Bound::new("page.size", height, 72.0..=14_400.0, "pt high"),
        Bound::new("page.margin_top", page.margin_top.to_pt(), 0.0..=14_400.0, "pt"),
        Bound::new("page.margin_bottom", page.margin_bottom.to_pt(), 0.0..=14_400.0, "pt"),
        Bound::new("page.margin_inner", page.margin_inner.to_pt(), 0.0..=14_400.0, "pt"),
        Bound::new("page.margin_outer", page.margin_outer.to_pt(), 0.0..=14_400.0, "pt"),
        Bound::new("page.bleed", page.bleed.to_pt(), 0.0..=144.0, "pt"),
        Bound::new("text.size", text.size.to_pt(), 3.0..=72.0, "pt"),
        Bound::new("text.leading", text.leading, 0.8..=4.0, "times the size"),
        Bound::new("text.paragraph_spacing", text.paragraph_spacing, 0.0..=10.0, "em"),
        Bound::new("text.measure", text.measure, 10.0..=1000.0, "em"),
        Bound::new("text.list_spacing", text.list_spacing, 0.0..=10.0, "em"),
        Bound::new("text.block_spacing", text.block_spacing, 0.0..=10.0, "em"),
        Bound::new("text.indent", text.indent, 0.0..=10.0, "em"),
        Bound::new("text.list_indent", text.list_indent, 0.0..=10.0, "em"),
        Bound::new("text.small", text.small, 0.3..=2.0, "times the size"),
        Bound::new("headings.leading", headings.leading, 0.8..=4.0, "times the size"),
        Bound::new("headings.space_above", headings.space_above, 0.0..=20.0, "em"),
        Bound::new("headings.inner_title", headings.inner_title, 0.3..=12.0, ""),
        Bound::new("headings.space_below", headings.space_below, 0.0..=20.0, "em"),
        Bound::new("headings.weight", f32::from(headings.weight), 100.0..=900.0, ""),
        Bound::new("titles.drop", tokens.titles.drop, 0.0..=0.6, "of the text's height"),
        Bound::new("titles.part_drop", tokens.titles.part_drop, 0.0..=0.6, "of the text's height"),
        Bound::new("captions.weight", f32::from(tokens.captions.weight), 100.0..=900.0, ""),
        Bound::new("running.watermark", tokens.running.watermark, 0.2..=2.0, ""),
        Bound::new("tables.size", tables.size, 0.3..=2.0, "times the size"),
        Bound::new("tables.padding_vertical", tables.padding_vertical, 0.0..=10.0, "em"),
        Bound::new("tables.padding_horizontal", tables.padding_horizontal, 0.0..=10.0, "em"),
        Bound::new("code.size", code.size, 0.3..=2.0, "times the size"),
        Bound::new("code.leading", code.leading, 0.8..=4.0, "times the size"),
        Bound::new("cover.title_size", cover.title_size, 0.5..=12.0, "times the size"),
        Bound::new("contents.depth", f32::from(tokens.contents.depth), 0.0..=most_levels, ""),
        Bound::new(
            "contents.screen_depth",
            f32::from(tokens.contents.screen_depth),
            0.0..=most_levels,
            "",
        ),
        Bound::new("outline.depth", f32::from(tokens.outline.depth), 1.0..=DEEPEST_OUTLINE, ""),
        Bound::new("outline.open", f32::from(tokens.outline.open), 0.0..=DEEPEST_OUTLINE, ""),
    ]
}

impl Bound {
    const fn new(
        key: &'static str,
        value: f32,
        allowed: RangeInclusive<f32>,
        unit: &'static str,
    ) -> Self {
        Self { key, value, allowed, unit }
    }
}

fn out_of_range(bound: Bound, node: &Node) -> Option<Diagnostic> {
    let Bound { key, value, allowed, unit } = bound;
    if allowed.contains(&value) {
        return None;
    }
    let (least, most) = allowed.into_inner();
    // A length is told as its author measures.
    let (points, side) = unit.split_once(' ').unwrap_or((unit, ""));
    let (shown, measure) = match points {
        "pt" => {
            let measure = unit_of(node, key, side);
            ([value, least, most].map(|points| measure.of_points(points)), measure.name)
        }
        _ => ([value, least, most], unit),
    };
    let [value, least, most] = shown;
    let side = if points == "pt" { side } else { "" };
    let message = format!("`{key}` cannot be {value} {measure} {side}").trim_end().to_owned();
    let help = format!("write a value from {least} to {most} {measure}").trim_end().to_owned();
    Some(fault(&message, &help, place(node, key)))
}

/// Margins that leave no room for text.
fn no_room(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    let page = &tokens.page;
    let (width, height) = page.size.to_pt();
    let across = page.margin_inner.to_pt() + page.margin_outer.to_pt();
    let down = page.margin_top.to_pt() + page.margin_bottom.to_pt();
    let (keys, taken, whole, side) = if width - across < LEAST_AREA {
        (["page.margin_inner", "page.margin_outer", "page.size"], across, width, "wide")
    } else if height - down < LEAST_AREA {
        (["page.margin_top", "page.margin_bottom", "page.size"], down, height, "high")
    } else {
        return None;
    };
    let unit = unit_of(node, keys[0], side);
    let [taken, whole] =
        [taken, whole].map(|points| (unit.of_points(points) * 10.0).round() / 10.0);
    let unit = unit.name;
    let message = format!(
        "margins of {taken} {unit} leave no room for text on a page that is {whole} {unit} {side}"
    );
    let help = "make the margins smaller or the page larger: an inch is left for text at least";
    // The theme that is read first says it; those it extends are as they are.
    let said = keys.iter().filter_map(|key| place(node, key)).min_by_key(|span| span.file);
    Some(fault(&message, help, said))
}

fn scale(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    let scale = &tokens.headings.scale;
    if !scale.is_empty() && scale.iter().all(|size| (0.3..=12.0).contains(size)) {
        return None;
    }
    let help = "write sizes from 0.3 to 12 times that of the text, as `[2.3, 1.5, 1.2]`";
    let message = "`headings.scale` has no size, or one that nobody can read";
    Some(fault(message, help, place(node, "headings.scale")))
}

/// A box that stands below one that is not there, or that comes later.
fn lost_box(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    let (group, boxes, at) = tokens.box_groups().into_iter().find_map(|(group, boxes)| {
        let is_lost = |(at, it): (usize, &PageBox)| {
            it.below
                .as_ref()
                .is_some_and(|below| boxes.get_index_of(below).is_none_or(|it| it >= at))
        };
        let at = boxes.values().enumerate().position(is_lost)?;
        Some((group, boxes, at))
    })?;
    let (name, it) = boxes.get_index(at)?;
    let below = it.below.as_deref()?;
    let message = format!("no box before `{name}` in `{group}.boxes` is called `{below}`");
    let help = match nearest(below, boxes.keys().take(at).map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "let `below` name a box that stands before this one".to_owned(),
    };
    Some(fault(&message, &help, in_box(node, group, name, "below")))
}

/// A box on a kind of page that there is none of where it stands, or a field of a page on a cover.
fn foreign_box(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    tokens.boxes().find_map(|(group, name, it)| {
        let known: &[PageKind] =
            if group == "cover" { &PageKind::COVERS } else { &PageKind::PAGES };
        let strange = it.kinds.iter().flatten().any(|kind| !known.contains(kind));
        let of_page = it.lines.iter().flat_map(BoxLine::names).any(Field::is_of_page);
        let (message, help, key) = if strange && group == "cover" {
            let help = "write `plain`, `band` or `full`; what stands on pages is in `page.boxes`";
            (format!("`cover.boxes.{name}` stands on pages that are no cover"), help, "on")
        } else if strange {
            let help = "write `front`, `part`, `chapter`, `contents`, `running` or `blank`; what stands on \
                        the cover is in `cover.boxes`";
            (format!("`page.boxes.{name}` stands on a cover"), help, "on")
        } else if of_page && group == "cover" {
            let help = "a cover has neither a chapter nor a number: name what the pack says";
            (format!("`cover.boxes.{name}` names what only a page has"), help, "lines")
        } else {
            return None;
        };
        Some(fault(&message, help, in_box(node, group, name, key)))
    })
}

/// Where a key of a box stands.
fn in_box(node: &Node, group: &str, name: &str, key: &str) -> Option<Span> {
    Some(node.get(group)?.get("boxes")?.get(name)?.get(key)?.span)
}

/// Words of the interface that no output uses, or in what is no language.
fn labels(tokens: &Tokens, node: &Node) -> Option<Diagnostic> {
    let no_language = tokens.labels.keys().find(|lang| !is_language_tag(lang));
    if let Some(lang) = no_language {
        let groups = node.get("labels").map(Node::entries).unwrap_or_default();
        let entry = groups.iter().find(|entry| entry.key == *lang);
        let help = match tag_of_name(lang) {
            Some(tag) => format!("write its code: `{tag}`"),
            None => "write its code (BCP 47), such as `en` or `de-AT`".to_owned(),
        };
        let message = format!("`{lang}` is no language");
        return Some(fault(&message, &help, entry.map(|entry| entry.key_span)));
    }
    let known = || Label::ALL.iter().map(|label| label.as_str());
    let (lang, name) = tokens.labels.iter().find_map(|(lang, labels)| {
        let name = labels.keys().find(|name| !known().any(|known| known == *name))?;
        Some((lang, name))
    })?;
    let entries = node.get("labels").and_then(|node| node.get(lang)).map(Node::entries);
    let entry = entries.unwrap_or_default().iter().find(|entry| entry.key == *name);
    let help = match nearest(name, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "docs/themes.md lists the names under `labels`".to_owned(),
    };
    let message = format!("no output has words that are called `{name}`");
    Some(fault(&message, &help, entry.map(|entry| entry.key_span)))
}

fn fault(message: &str, help: &str, at: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::InvalidConfig, message).help(help);
    match at {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

/// The unit that a length is written in, or a size of paper on one of its sides.
fn unit_of(node: &Node, key: &str, side: &str) -> Unit {
    let value = key.split_once('.').and_then(|(group, key)| node.get(group)?.get(key));
    let side = value.and_then(|value| value.get(if side == "high" { "height" } else { "width" }));
    Unit::written_in(side.or(value).and_then(Node::as_text).unwrap_or_default())
}

/// Where the value of a token stands.
fn place(node: &Node, key: &str) -> Option<Span> {
    let (group, key) = key.split_once('.')?;
    Some(node.get(group)?.get(key)?.span)
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::*;

    /// A number that has none here could be any.
    #[test]
    fn every_number_has_a_range() {
        let tokens = Theme::shipped().tokens;
        let bounded: Vec<_> = bounds(&tokens).into_iter().map(|bound| bound.key).collect();
        let schema = schemars::schema_for!(Tokens).to_value();
        let mut numbers = 0;
        for (group, value) in schema["properties"].as_object().unwrap() {
            let name = value["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
            let keys = name.and_then(|name| schema["$defs"][name]["properties"].as_object());
            for (key, value) in keys.into_iter().flatten() {
                let is_length = value["$ref"] == "#/$defs/Length";
                if is_length || value["type"] == "number" || value["type"] == "integer" {
                    let key = format!("{group}.{key}");
                    assert!(bounded.contains(&&*key), "`{key}` has no range");
                    numbers += 1;
                }
            }
        }
        assert!(numbers > 15, "{numbers}");
    }
}
