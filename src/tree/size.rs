//! How large somebody wants a picture, in the forms that people write.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Attr;

/// A length that an author asked for.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "unit", content = "value", rename_all = "kebab-case")]
pub enum Dimension {
    /// CSS pixels, 96 to an inch.
    Px(f32),
    /// Percent of the measure.
    Percent(f32),
    /// Points, 72 to an inch (other absolute lengths are converted).
    Pt(f32),
}

/// CSS pixels in a point.
const PIXELS_PER_POINT: f32 = 96.0 / 72.0;
/// CSS pixels in an em and in half of one, as browsers have it where nobody says otherwise.
const EM: f32 = 16.0;
const EX: f32 = 8.0;
/// About how many CSS pixels a line of print is wide: by it a share of the line and a length are told
/// apart before the line is known.
const LINE: f32 = 640.0;

impl Dimension {
    /// Reads a length: `600`, `600px`, `60%`, `4cm`, `3em`, also with a `;` or `!important` behind it.
    /// A bare number counts pixels.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(';').trim_end();
        let text = text.strip_suffix("!important").unwrap_or(text).trim_end();
        let end =
            text.find(|char: char| !(char.is_ascii_digit() || char == '.')).unwrap_or(text.len());
        let value: f32 = text[..end].parse().ok()?;
        if !(value.is_finite() && value > 0.0) {
            return None;
        }
        match &*text[end..].trim().to_ascii_lowercase() {
            "" | "px" => Some(Self::Px(value)),
            "%" | "vw" => Some(Self::Percent(value)),
            "em" | "rem" => Some(Self::Px(value * EM)),
            "ex" | "ch" => Some(Self::Px(value * EX)),
            "pt" => Some(Self::Pt(value)),
            "pc" => Some(Self::Pt(value * 12.0)),
            "in" => Some(Self::Pt(value * 72.0)),
            "cm" => Some(Self::Pt(value * 72.0 / 2.54)),
            "mm" => Some(Self::Pt(value * 7.2 / 2.54)),
            _ => None,
        }
    }

    /// The length in CSS pixels, a share being one of a line of print.
    fn pixels(self) -> f32 {
        match self {
            Self::Px(pixels) => pixels,
            Self::Percent(percent) => LINE * percent / 100.0,
            Self::Pt(points) => points * PIXELS_PER_POINT,
        }
    }

    /// The length times a number.
    fn times(self, factor: f32) -> Self {
        match self {
            Self::Px(pixels) => Self::Px(pixels * factor),
            Self::Percent(percent) => Self::Percent(percent * factor),
            Self::Pt(points) => Self::Pt(points * factor),
        }
    }
}

/// The size that a picture has of itself: what CSS calls its natural dimensions, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are the measures' own")]
pub struct NaturalSize {
    pub width: f32,
    pub height: f32,
}

/// What somebody says of a picture's size, beside its width. A picture keeps its shape: where several
/// things are said, it is as large as all of them allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Bounds {
    /// The height.
    pub height: Option<Dimension>,
    /// The largest width.
    pub max_width: Option<Dimension>,
    /// The largest height.
    pub max_height: Option<Dimension>,
    /// How large it is, in percent of its own size.
    pub zoom: Option<f32>,
}

impl Bounds {
    /// Whether nothing is said.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in what a name and its value say, those of an attribute or of a declaration in a style.
    /// `width` is where a width goes. Says whether they say something of the size, or leave it open.
    pub fn read(&mut self, width: &mut Option<Dimension>, name: &str, value: &str) -> bool {
        let value = value.trim();
        let is_open = || {
            let open = ["", "auto", "none", "inherit", "initial", "unset", "fit-content"];
            open.iter().any(|it| value.eq_ignore_ascii_case(it))
        };
        let into = match &*name.trim().to_ascii_lowercase() {
            "width" => width,
            "height" => &mut self.height,
            "max-width" => &mut self.max_width,
            "max-height" => &mut self.max_height,
            "zoom" => {
                let percent = value.strip_suffix('%').map(str::trim_end);
                let zoom: Option<f32> = percent.unwrap_or(value).parse().ok();
                let zoom = zoom.filter(|zoom| zoom.is_finite() && *zoom > 0.0);
                self.zoom = zoom.map(|zoom| if percent.is_some() { zoom } else { zoom * 100.0 });
                return zoom.is_some();
            }
            _ => return false,
        };
        match Dimension::parse(value) {
            Some(length) => *into = Some(length),
            None => return is_open(),
        }
        true
    }

    /// Takes the size out of a style, and leaves the rest of it: `width: 60px; color: red`.
    pub fn take_from_style(&mut self, width: &mut Option<Dimension>, style: &str) -> String {
        let stays = |declaration: &&str| {
            let named = declaration.split_once(':');
            !named.is_some_and(|(name, value)| self.read(width, name, value))
        };
        let rest: Vec<&str> = style.split(';').filter(stays).collect();
        if rest.iter().all(|it| it.trim().is_empty()) { String::new() } else { rest.join(";") }
    }

    /// Takes the size out of attributes. What cannot be read stays, to be reported.
    pub fn take_from(&mut self, width: &mut Option<Dimension>, attr: &mut Attr) {
        for name in ["width", "height"] {
            if attr.get(name).is_some_and(|value| self.read(width, name, value)) {
                attr.take(name);
            }
        }
        if let Some(style) = attr.take("style") {
            let rest = self.take_from_style(width, &style);
            if !rest.is_empty() {
                attr.set("style", rest);
            }
        }
    }

    /// The width that a picture has by all that is said, where something is; neither side of its own
    /// size is 0.
    ///
    /// A height in percent is one of something unknown, and says nothing, as in browsers.
    pub fn width(self, width: Option<Dimension>, own: NaturalSize) -> Option<Dimension> {
        let shape = own.width / own.height;
        let by_height = |height: Option<Dimension>| {
            let height = height.filter(|height| !matches!(height, Dimension::Percent(_)));
            height.map(|height| height.times(shape))
        };
        let smaller = |one: Dimension, other: Dimension| {
            if other.pixels() < one.pixels() { other } else { one }
        };
        let zoomed = self.zoom.map(|zoom| Dimension::Px(own.width * zoom / 100.0));
        let asked = [width, by_height(self.height), zoomed].into_iter().flatten().reduce(smaller);
        let most = [self.max_width, by_height(self.max_height)].into_iter().flatten();
        match (asked, most.reduce(smaller)) {
            (Some(asked), Some(most)) => Some(smaller(asked, most)),
            (None, Some(most)) => (most.pixels() < own.width).then_some(most),
            (asked, None) => asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        for (text, length) in [
            ("600", Dimension::Px(600.0)),
            ("60%", Dimension::Percent(60.0)),
            ("1in", Dimension::Pt(72.0)),
            (" 50px; ", Dimension::Px(50.0)),
            ("4em", Dimension::Px(64.0)),
            ("1.5REM", Dimension::Px(24.0)),
            ("80vw", Dimension::Percent(80.0)),
            ("20 px !important", Dimension::Px(20.0)),
        ] {
            assert_eq!(Dimension::parse(text), Some(length), "{text}");
        }
        for text in ["", "wide", "-3", "0", "3parsec", "1.2.3", "calc(3px)", ";"] {
            assert_eq!(Dimension::parse(text), None, "{text}");
        }
    }

    /// What a style says of a picture of 400 by 200 pixels.
    fn styled(style: &str) -> (Option<Dimension>, String) {
        let (mut bounds, mut width) = (Bounds::default(), None);
        let rest = bounds.take_from_style(&mut width, style);
        (bounds.width(width, NaturalSize { width: 400.0, height: 200.0 }), rest)
    }

    #[test]
    fn a_picture_keeps_its_shape_within_what_is_said() {
        use Dimension::{Percent, Pt, Px};
        for (style, width) in [
            ("width: 60px", Some(Px(60.0))),
            ("height: 50px; width: auto", Some(Px(100.0))),
            ("height: 36pt", Some(Pt(72.0))),
            ("width: 60px; height: 60px", Some(Px(60.0))),
            ("width: 300px; height: 60px", Some(Px(120.0))),
            ("height: 50%", None),
            ("max-width: 100px", Some(Px(100.0))),
            ("max-width: 500px", None),
            ("max-width: 100%", None),
            ("max-width: 50%; max-height: 20px", Some(Px(40.0))),
            ("width: 100%; max-width: 300px", Some(Px(300.0))),
            ("width: 10%; MAX-WIDTH: 300px", Some(Percent(10.0))),
            ("zoom: 50%", Some(Px(200.0))),
            ("zoom: 0.25", Some(Px(100.0))),
        ] {
            assert_eq!(styled(style), (width, String::new()), "{style}");
        }
    }

    #[test]
    fn what_says_nothing_of_the_size_is_left() {
        assert_eq!(styled("float: left; width: 3em; width: wide").1, "float: left; width: wide");
        assert_eq!(styled("float: left").1, "float: left");
        assert_eq!(styled("zoom: big; height: ; border").1, "zoom: big; border");
    }

    #[test]
    fn attributes_are_read_as_styles_are() {
        let mut attr = Attr::none();
        for (key, value) in [("width", "80px;"), ("height", "none"), ("style", "max-width:5em;")] {
            attr.set(key, value);
        }
        let (mut bounds, mut width) = (Bounds::default(), None);
        bounds.take_from(&mut width, &mut attr);
        assert_eq!(
            (width, bounds.max_width),
            (Some(Dimension::Px(80.0)), Some(Dimension::Px(80.0)))
        );
        assert!(attr.is_none() && bounds.height.is_none());
    }
}
