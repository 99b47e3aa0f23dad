//! The opening of the file, which is the cover on a screen: what the theme's boxes put there.
//!
//! A screen is no page, so words take the room that they need and boxes stand around them. What is
//! placed in the page keeps its place in the opening; what is placed in its margins stands in the
//! column of the words, above the title or below as on the cover; a picture across the head of the
//! page stands above all.

use std::fmt::Write as _;

use super::logo_and_cover::picture;
use crate::backend::Job;
use crate::markup::dom::Element;
use crate::resolve::AssetStore;
use crate::text::language::Direction;
use crate::theme::css::{box_class, number};
use crate::theme::{BoxAlign, BoxLine, Color, Field, Fit, Measure, PageBox, Paint, Paints, Within};
use crate::tree::AssetId;

/// The share of a length from which on something takes all of it.
const ALL: f32 = 0.95;
/// The share of the width up to which a colour is a bar at the edge, which gets narrower with the
/// screen.
const BAR: f32 = 0.1;

/// The opening, but for its words.
#[derive(Default)]
pub(super) struct Opening {
    /// What stands behind the words, in places of its own.
    pub(super) behind: Vec<Element>,
    /// What stands above the title.
    pub(super) above: Vec<Element>,
    /// What stands below the words.
    pub(super) below: Vec<Element>,
    /// The picture across its head, or over all of it.
    pub(super) cover: Vec<Element>,
    /// Whether that picture takes all of it.
    pub(super) is_full: bool,
    /// Whether a bar stands above the title.
    pub(super) has_bar: bool,
    /// Whether its words stand in the middle.
    pub(super) is_centred: bool,
    /// The rules of a style sheet for all of these.
    pub(super) rules: String,
}

/// Where a box of the cover stands on a screen.
enum Place {
    Whole,
    Head,
    Behind,
    Above,
    Below,
}

impl Opening {
    /// That of a document.
    pub(super) fn of(job: &Job<'_>) -> Self {
        let cover = &job.theme.tokens.cover;
        if !cover.show {
            let above = picture(&job.assets, job.assets.logo, "logo").into_iter().collect();
            return Self { above, ..Self::default() };
        }
        let kind = cover.kind(job.assets.cover.is_some());
        let setter = Setter::new(job);
        let shown = || cover.boxes.iter().filter(|(_, it)| it.is_on(kind));
        let mut opening = Self::default();
        let title = shown().find(|(_, it)| it.lines.iter().any(names_title));
        if let Some((_, it)) = title {
            opening.entitle(it, &setter);
        }
        let title = title.map_or(0.0, |(_, it)| setter.top(it));
        let mut plain: Vec<_> = shown().filter(|(_, it)| it.lines.is_empty()).collect();
        plain.sort_by(|(_, one), (_, other)| setter.top(one).total_cmp(&setter.top(other)));
        for (name, it) in plain {
            opening.put(name, it, setter.place(it, title), &setter);
        }
        opening
    }

    /// Takes over how the title looks.
    fn entitle(&mut self, it: &PageBox, setter: &Setter<'_>) {
        let at = it.lines.iter().position(names_title).unwrap_or_default();
        self.has_bar = it.lines[..at].iter().any(|line| line.bar.is_some());
        self.is_centred = it.align == BoxAlign::Center;
        let line = &it.lines[at];
        let color = setter.paint("color", line.color);
        let weight = line.weight;
        let _ =
            writeln!(self.rules, ".opening:not(.plain) h1 {{ {color} font-weight: {weight}; }}");
    }

    fn put(&mut self, name: &str, it: &PageBox, place: Place, setter: &Setter<'_>) {
        let class = box_class(name);
        let Some(elements) = setter.elements(name, it, &class, &place) else { return };
        let rule = match place {
            Place::Whole => String::new(),
            Place::Head => setter.at_head(it),
            Place::Behind => setter.behind(it),
            Place::Above | Place::Below => setter.in_column(it),
        };
        if !rule.is_empty() {
            let _ = writeln!(self.rules, ".opening .{class} {{ {rule} }}");
        }
        match place {
            Place::Whole | Place::Head => {
                self.is_full = matches!(place, Place::Whole);
                self.cover = elements;
            }
            Place::Behind => self.behind.extend(elements),
            Place::Above => self.above.extend(elements),
            Place::Below => self.below.extend(elements),
        }
    }
}

/// Whether a line is the title's.
fn names_title(line: &BoxLine) -> bool {
    line.names().any(|name| name == Field::Title)
}

/// Sees boxes of a page as places of a screen.
struct Setter<'a> {
    assets: &'a AssetStore,
    day: Paints,
    night: Paints,
    /// The width and height of the printed page, in points.
    paper: (f32, f32),
    /// The size of its text.
    em: f32,
    direction: Direction,
}

impl<'a> Setter<'a> {
    fn new(job: &'a Job<'_>) -> Self {
        let tokens = &job.theme.tokens;
        Self {
            assets: &job.assets,
            day: tokens.cover_paints(),
            night: tokens.cover_paints_by_night(),
            paper: tokens.page.size.to_pt(),
            em: tokens.text.size.to_pt(),
            direction: Direction::of_language(&job.document.pack.meta.lang),
        }
    }

    /// A length as a share of the page's width or height.
    fn share(&self, length: Option<Measure>, whole: f32) -> Option<f32> {
        length.map(|length| length.to_pt(whole, self.em) / whole)
    }

    /// How far down the page a box starts, as a share of its height.
    fn top(&self, it: &PageBox) -> f32 {
        let of = |length| self.share(length, self.paper.1);
        match (of(it.top), of(it.bottom)) {
            (None, Some(bottom)) => 1.0 - bottom - of(it.height).unwrap_or(0.0),
            (top, _) => top.unwrap_or(0.0),
        }
    }

    fn place(&self, it: &PageBox, title: f32) -> Place {
        let named = it.picture.as_deref();
        if it.within == Within::Margins || named == Some("logo") {
            return if self.top(it) < title { Place::Above } else { Place::Below };
        }
        let takes = |length, from: Option<Measure>, to: Option<Measure>, whole| {
            let of = |length: Option<Measure>| self.share(length, whole);
            let spare = of(from).unwrap_or(0.0) + of(to).unwrap_or(0.0);
            of(length).unwrap_or(1.0 - spare)
        };
        let across = takes(it.width, it.start, it.end, self.paper.0) >= ALL - BAR;
        let down = takes(it.height, it.top, it.bottom, self.paper.1);
        let at_head = self.top(it) <= 0.0;
        match named {
            Some(_) if across && at_head && it.clear.is_none() && down >= ALL => Place::Whole,
            Some(_) if across && at_head && it.clear.is_none() => Place::Head,
            _ => Place::Behind,
        }
    }

    /// What is shown of a box: its picture, twice where it is another one by night, or a colour.
    /// None for a picture that is not there.
    fn elements(
        &self,
        name: &str,
        it: &PageBox,
        class: &str,
        place: &Place,
    ) -> Option<Vec<Element>> {
        let assets = self.assets;
        let role = match (place, it.picture.as_deref()) {
            (Place::Whole | Place::Head, _) => "cover",
            (_, Some("logo")) => "logo",
            _ => "box",
        };
        let shown = |id: AssetId| Some(picture(assets, Some(id), role)?.class(class));
        let Some(named) = it.picture.as_deref() else {
            return Some(vec![Element::new("div").class(role).class(class)]);
        };
        let day = shown(assets.of_box("cover", name, named)?)?;
        let night = assets.in_boxes_by_night.get(&("cover", name.to_owned()));
        match night.and_then(|id| shown(*id)) {
            Some(night) => Some(vec![day.class("by-day"), night.class("by-night")]),
            None => Some(vec![day]),
        }
    }

    /// A picture across the head, as high as its share of the page.
    fn at_head(&self, it: &PageBox) -> String {
        let share = self.share(it.height, self.paper.1).unwrap_or(0.5);
        format!(
            "height: min({}vh, {}rem); max-height: none;",
            number(share * 70.0),
            number(share * 46.0)
        )
    }

    /// A place in the opening. A picture that is to be clear of words has the room beside them.
    fn behind(&self, it: &PageBox) -> String {
        let sides = [
            ("inset-inline-start", it.start.map(|at| self.across(at))),
            ("inset-inline-end", it.end.map(|at| self.across(at))),
            ("inset-block-start", it.top.map(|at| self.across(at))),
            ("inset-block-end", it.bottom.map(|at| self.across(at))),
        ];
        let sides = sides.into_iter().filter_map(|(side, at)| Some(format!("{side}: {};", at?)));
        let place = sides.collect::<Vec<_>>().join(" ");
        let width = it.width.map(|width| match width {
            Measure::Share(share) if it.picture.is_none() && share < BAR => {
                format!("min({}%, 0.5rem + 1vw)", number(share * 100.0))
            }
            width => self.across(width),
        });
        let size = match (width, it.clear) {
            (width, Some(_)) => {
                let width = width.unwrap_or_else(|| "100%".to_owned());
                format!(
                    "width: max(0px, min({width}, (100% - var(--measure)) / 2 - 1rem)); height: auto; max-height: 100%;"
                )
            }
            (width, None) => {
                let width = width.map_or_else(String::new, |width| format!("width: {width};"));
                let height = it.height.map(|height| format!(" height: {};", thick(height)));
                width + &height.unwrap_or_default()
            }
        };
        format!("position: absolute; {place} {size} {}", self.look(it))
    }

    /// A place in the column of the words.
    fn in_column(&self, it: &PageBox) -> String {
        let (height, width) = (it.height.map(thick), it.width.map(|it| self.across(it)));
        let size = match (&it.picture, height, width) {
            (None, height, width) => format!(
                "width: {}; height: {};",
                width.unwrap_or_else(|| "100%".to_owned()),
                height.unwrap_or_else(|| "1px".to_owned())
            ),
            (Some(_), height, width) => format!(
                "width: auto; height: {}; max-width: min({}, 100%);",
                height.unwrap_or_else(|| "3rem".to_owned()),
                width.unwrap_or_else(|| "100%".to_owned())
            ),
        };
        let margin = match it.align {
            BoxAlign::Start => "0 auto",
            BoxAlign::Center => "auto",
            BoxAlign::End => "auto 0",
        };
        format!("{size} margin-inline: {margin}; {}", self.look(it))
    }

    /// The colour, the corners and how the picture takes its place.
    fn look(&self, it: &PageBox) -> String {
        let fill = it.fill.map(|fill| self.paint("background", fill)).unwrap_or_default();
        let radius = it.radius.map(|radius| format!(" border-radius: {};", self.across(radius)));
        let across = match (it.align, self.direction) {
            (BoxAlign::Center, _) => "50%",
            (BoxAlign::Start, Direction::LeftToRight) | (BoxAlign::End, Direction::RightToLeft) => {
                "0"
            }
            _ => "100%",
        };
        let down = if it.bottom.is_some() && it.top.is_none() { "100%" } else { "0" };
        let fit = it.picture.as_ref().map(|_| match it.fit {
            Fit::Fill => " object-fit: cover;".to_owned(),
            Fit::Contain => format!(" object-fit: contain; object-position: {across} {down};"),
        });
        fill + &radius.unwrap_or_default() + &fit.unwrap_or_default()
    }

    /// A colour by day, and by night for browsers that know how to choose.
    fn paint(&self, property: &str, paint: Paint) -> String {
        let [day, night]: [Color; 2] = [self.day, self.night].map(|paints| paint.color(paints));
        let (day, night) = (day.to_css(), night.to_css());
        format!("{property}: {day}; {property}: light-dark({day}, {night});")
    }

    /// A length: no larger a part of the screen's width than it is of the page's.
    fn across(&self, measure: Measure) -> String {
        match measure {
            Measure::Share(share) => format!("{}%", number(share * 100.0)),
            other if other.to_pt(1.0, 1.0) == 0.0 => "0".to_owned(),
            other => {
                let points = other.to_pt(self.paper.0, self.em);
                format!("min({}pt, {}vw)", number(points), number(points / self.paper.0 * 100.0))
            }
        }
    }
}

/// How high something is: a thin line is seen on a small screen too.
fn thick(measure: Measure) -> String {
    match measure {
        Measure::Points(points) => format!("max(1px, {}pt)", number(points)),
        Measure::Ems(ems) => format!("{}rem", number(ems)),
        Measure::Share(share) => format!("{}%", number(share * 100.0)),
    }
}
