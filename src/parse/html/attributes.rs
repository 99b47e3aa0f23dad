//! The attributes of a tag: what the tree has a place for, and what must not pass.

use html5ever::tokenizer::Tag;

use crate::diag::{Code, Diagnostic};
use crate::parse::attributes::set_known;
use crate::parse::builder::{Builder, Paint};
use crate::parse::effects;
use crate::source::comments::without_html;
use crate::span::Span;
use crate::text::color::Color;
use crate::text::css::color;
use crate::tree::{Alignment, Attr, Bounds, Dimension};

/// A tag's attributes by name. Those that are asked for are taken out.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pairs: Vec<(String, String)>,
}

impl Attributes {
    /// The attributes of `tag`, without the scripts among them, which are reported.
    pub(super) fn read(tag: &Tag, span: Span, builder: &mut Builder) -> Self {
        let mut pairs = Vec::new();
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if name.starts_with("on") && !Attr::is_condition(name) {
                let message = format!("`{name}` would run a script and is left out");
                builder.say(
                    Diagnostic::warning(Code::DroppedHtml, message)
                        .at(span)
                        .help("remove the attribute; documents hold no scripts"),
                );
                continue;
            }
            pairs.push((name.to_owned(), without_html(&attribute.value).into_owned()));
        }
        Self { pairs }
    }

    /// Adds an attribute, unless there is one of the name.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if self.pairs.iter().all(|(own, _)| own != name) {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Takes the value of an attribute.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let index = self.pairs.iter().position(|(own, _)| own == name)?;
        Some(self.pairs.remove(index).1)
    }

    /// Takes the value of an attribute, unless it is empty.
    pub(super) fn given(&mut self, name: &str) -> Option<String> {
        self.take(name).filter(|value| !value.is_empty())
    }

    /// Takes an attribute and says whether it was there.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.take(name).is_some()
    }

    /// Takes a number.
    pub(super) fn number<N: std::str::FromStr>(&mut self, name: &str) -> Option<N> {
        self.take(name)?.trim().parse().ok()
    }

    /// The value of a declaration in the `style` attribute.
    pub(super) fn style(&self, property: &str) -> Option<&str> {
        let (_, style) = self.pairs.iter().find(|(name, _)| name == "style")?;
        style.split(';').find_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            name.trim().eq_ignore_ascii_case(property).then(|| value.trim())
        })
    }

    /// Takes the size of a picture, from the attributes and the style, which counts more. What cannot
    /// be read stays, to be reported.
    pub(super) fn size(&mut self) -> (Option<Dimension>, Bounds) {
        let (mut width, mut bounds) = (None, Bounds::default());
        self.pairs.retain(|(name, value)| {
            !(matches!(&**name, "width" | "height") && bounds.read(&mut width, name, value))
        });
        if let Some((_, style)) = self.pairs.iter_mut().find(|(name, _)| name == "style") {
            *style = bounds.take_from_style(&mut width, style);
        }
        (width, bounds)
    }

    /// The colours of the screens that a `<source>` is for, where it is for some: `light`, `dark`.
    pub(super) fn color_scheme(&self) -> Option<&str> {
        let (_, media) = self.pairs.iter().find(|(name, _)| name == "media")?;
        let (_, scheme) = media.split_once("prefers-color-scheme")?;
        Some(scheme.trim_start_matches([':', ' ']).split([')', ' ']).next().unwrap_or_default())
    }

    /// The first address of `srcset`, which may name several with what each is for.
    pub(super) fn first_source(&mut self) -> Option<String> {
        let sources = self.given("srcset")?;
        let first = sources.split_ascii_whitespace().next()?;
        Some(first.trim_end_matches(',').to_owned())
    }

    /// How words stand, from the attribute or the style.
    pub(super) fn alignment(&self) -> Option<Alignment> {
        let attribute = self.pairs.iter().find(|(name, _)| name == "align");
        let value = self.style("text-align").or(attribute.map(|(_, value)| &**value))?;
        match &*value.to_ascii_lowercase() {
            "center" | "middle" => Some(Alignment::Center),
            "right" | "end" => Some(Alignment::End),
            "left" | "start" => Some(Alignment::Start),
            _ => None,
        }
    }

    /// Takes the colours of a cell or row, from the style or the attributes of old pages. What
    /// names none stays, to be reported.
    pub(super) fn paint(&mut self) -> Paint {
        let styled = self.take_styled("background-color").or(self.take_styled("background"));
        let written = self.take_color("bgcolor");
        Paint { background: styled.or(written), text: self.take_styled("color") }
    }

    /// Takes the colour of the declarations in the `style` attribute that name one; the last counts.
    fn take_styled(&mut self, property: &str) -> Option<Color> {
        let (_, style) = self.pairs.iter_mut().find(|(name, _)| name == "style")?;
        let mut found = None;
        let stays = |declaration: &&str| {
            let (name, value) = declaration.split_once(':').unwrap_or_default();
            let named = name.trim().eq_ignore_ascii_case(property).then(|| color(value)).flatten();
            found = named.or(found);
            named.is_none()
        };
        *style = style.split(';').filter(stays).collect::<Vec<_>>().join(";");
        found
    }

    /// Takes a colour from an attribute, which may leave out the `#`.
    fn take_color(&mut self, name: &str) -> Option<Color> {
        let (_, value) = self.pairs.iter().find(|(own, _)| own == name)?;
        let found = color(value).or_else(|| color(&format!("#{}", value.trim())))?;
        self.take(name);
        Some(found)
    }

    /// Whether the style asks for a new page on the side that `property` names.
    pub(super) fn breaks_page(&self, side: &str) -> bool {
        [format!("page-break-{side}"), format!("break-{side}")].iter().any(|property| {
            matches!(self.style(property), Some("always" | "page" | "left" | "right"))
        })
    }

    /// What every node may carry: identifier, classes, language, direction, title.
    pub(super) fn rest(&mut self) -> Attr {
        let mut attr = Attr::none();
        let id = self.given("id").or_else(|| self.given("name"));
        attr.set_id(id);
        for class in self.take("class").unwrap_or_default().split_ascii_whitespace() {
            attr.add_class(class);
        }
        for key in ["lang", "dir", "title", "width"] {
            if let Some(value) = self.given(key) {
                set_known(&mut attr, key, &value);
            }
        }
        // An empty one is kept: it is a mistake that must not show to everybody what is for some.
        for (key, value) in self.pairs.extract_if(.., |(key, _)| Attr::is_condition(key)) {
            attr.set(&key, value);
        }
        attr
    }

    /// Tells of what nobody has asked for, where somebody may miss it.
    pub(super) fn report_idle(self, span: Span, builder: &mut Builder) {
        for (name, value) in self.pairs {
            for told in effects::of_html(&name, &value) {
                builder.say(told.at(span));
            }
        }
    }

    /// Tells of a condition on an element that cannot pass, but whose words do.
    pub(super) fn report_condition(&self, name: &str, span: Span, builder: &mut Builder) {
        let mut conditions = self.pairs.iter().filter(|(key, _)| Attr::is_condition(key));
        if let Some((key, _)) = conditions.next() {
            let message = format!("`{key}` says nothing on `<{name}>`, whose words are kept");
            builder.say(
                Diagnostic::error(Code::Condition, message)
                    .at(span)
                    .help("put it on a `<div>` or `<span>` around the words"),
            );
        }
    }

    /// Tells of the words among the attributes of an element that cannot pass itself.
    pub(super) fn report_words(self, span: Span, builder: &mut Builder) {
        for told in self.pairs.iter().filter_map(|(name, value)| effects::of_unknown(name, value)) {
            builder.say(told.at(span));
        }
    }

    /// As [`rest`](Self::rest), with a class for words that stand in the middle or at the end.
    pub(super) fn aligned(&mut self) -> Attr {
        let class = match self.alignment() {
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::End) => Some("right"),
            Some(Alignment::Start) | None => None,
        };
        let mut attr = self.rest();
        if let Some(class) = class {
            attr.add_class(class);
        }
        attr
    }
}
