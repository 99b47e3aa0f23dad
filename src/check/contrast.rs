//! Colours that are too close to be read (WCAG 2.2, 1.4.3).

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::span::{Sources, Span};
use crate::theme::{
    self, BoxWords, CalloutColors, CodePalette, Color, PageBox, Paints, Palette, QuoteLook,
    TableHead, Theme,
};
use crate::tree::WordKind;

/// What words of any size ask for.
const TEXT: f64 = Color::READABLE;
/// What large words ask for: from 18 points on, or from 14 where they are bold.
const LARGE: f64 = 3.0;
/// The size from which on words of any weight are large, in points.
const LARGE_SIZE: f32 = 18.0;

/// Two colours of a theme that meet, by their tokens.
struct Pair {
    front: (String, Color),
    back: (String, Color),
    least: f64,
}

/// Words of the theme that stand out too little from what is behind them.
pub(super) fn contrast(theme: &Theme, sources: &Sources, sink: &mut Sink) {
    for pair in pairs(theme) {
        let ratio = pair.front.1.contrast(pair.back.1);
        if ratio < pair.least {
            let (front, back) = (&pair.front.0, &pair.back.0);
            // Down, so that what is too little never looks like enough.
            let shown = (ratio * 10.0).floor() / 10.0;
            let message = format!("`{front}` on `{back}` has a contrast of {shown} to 1");
            let near = pair.front.1.nearest_on(pair.back.1, pair.least).to_css();
            let help = format!(
                "WCAG 2.2 asks for {} to 1 here (1.4.3); the nearest colour that has it is `{near}`",
                pair.least
            );
            let warning = Diagnostic::warning(Code::Contrast, message).help(help);
            sink.push(match place(front, sources).or_else(|| place(back, sources)) {
                Some(span) => warning.at(span),
                None => warning,
            });
        }
    }
}

fn pairs(theme: &Theme) -> Vec<Pair> {
    let tokens = &theme.tokens;
    let mut pairs = Vec::new();
    palette("colors", &tokens.colors, &mut pairs);
    palette("dark", &tokens.dark, &mut pairs);
    code("code.colors", &tokens.code.colors, "colors", &tokens.colors, &mut pairs);
    code("code.dark", &tokens.code.dark, "dark", &tokens.dark, &mut pairs);
    for (name, colors) in tokens.callouts.named() {
        callout(name, colors, theme, &mut pairs);
    }
    let em = tokens.text.size.to_pt();
    if tokens.cover.show {
        let back = ("cover.background".to_owned(), tokens.cover.background);
        pairs.push(Pair { front: ("cover.text".to_owned(), tokens.cover.text), back, least: TEXT });
        boxes("cover", &tokens.cover.boxes, tokens.cover_paints(), em, &mut pairs);
        let night = tokens.cover_paints_by_night();
        let back = ("cover.dark_background".to_owned(), night.background);
        pairs.push(Pair { front: ("cover.dark_text".to_owned(), night.text), back, least: TEXT });
    }
    boxes("page", &tokens.page.boxes, tokens.page_paints(), em, &mut pairs);
    for (group, palette) in [("colors", &tokens.colors), ("dark", &tokens.dark)] {
        looks(group, palette, theme, &mut pairs);
    }
    pairs
}

/// The words of boxes, on the colour that they stand out from best of those that may be behind them,
/// since nobody says where a box of another page's size comes to lie.
fn boxes(
    group: &str,
    boxes: &IndexMap<String, PageBox>,
    paints: Paints,
    em: f32,
    pairs: &mut Vec<Pair>,
) {
    for BoxWords { name, color, grounds, size } in theme::words(boxes, paints) {
        let best =
            |one: &Color, other: &Color| color.contrast(*one).total_cmp(&color.contrast(*other));
        let Some(ground) = grounds.into_iter().max_by(best) else { continue };
        pairs.push(Pair {
            front: (format!("{group}.boxes.{name}"), color),
            back: ("what is behind it".to_owned(), ground),
            least: if size * em >= LARGE_SIZE { LARGE } else { TEXT },
        });
    }
}

fn palette(group: &str, palette: &Palette, pairs: &mut Vec<Pair>) {
    // A new colour has to say here what it meets.
    let &Palette {
        background,
        text,
        muted,
        heading,
        link,
        surface,
        code_background,
        mark,
        // Of lines and ornaments, which have no words.
        accent: _,
        rule: _,
    } = palette;
    let named = |name: &str, color| (format!("{group}.{name}"), color);
    let page = named("background", background);
    let text = named("text", text);
    let mut add = |front: &(String, Color), back: &(String, Color), least| {
        pairs.push(Pair { front: front.clone(), back: back.clone(), least });
    };
    add(&text, &page, TEXT);
    add(&text, &named("surface", surface), TEXT);
    add(&text, &named("mark", mark), TEXT);
    add(&text, &named("code_background", code_background), TEXT);
    add(&named("muted", muted), &page, TEXT);
    // The smallest headings are as small as the text, but bold.
    add(&named("heading", heading), &page, LARGE);
    let link = named("link", link);
    let heading = named("heading", heading);
    add(&link, &page, TEXT);
    // In tables' heads and striped rows, and in the contents beside the text.
    add(&link, &named("surface", surface), TEXT);
    add(&heading, &named("surface", surface), TEXT);
    add(&named("muted", muted), &named("surface", surface), TEXT);
}

/// What meets by the looks that a theme chooses.
fn looks(group: &str, palette: &Palette, theme: &Theme, pairs: &mut Vec<Pair>) {
    let tokens = &theme.tokens;
    let named = |name: &str, color| (format!("{group}.{name}"), color);
    let page = named("background", palette.background);
    let accent = named("accent", palette.accent);
    if tokens.tables.head == TableHead::Filled {
        pairs.push(Pair { front: page.clone(), back: accent.clone(), least: TEXT });
    }
    if tokens.panels.quote == QuoteLook::Pull {
        pairs.push(Pair { front: accent, back: page.clone(), least: TEXT });
    }
    for look in &tokens.headings.looks {
        let Some(ink) = look.color else { continue };
        let front = named(ink.name(), ink.color(palette));
        pairs.push(Pair { front, back: page.clone(), least: LARGE });
    }
}

/// The colours of code, on the grounds that a palette gives it.
fn code(
    group: &str,
    colors: &CodePalette,
    ground_group: &str,
    ground: &Palette,
    pairs: &mut Vec<Pair>,
) {
    let backs = [
        (format!("{ground_group}.code_background"), ground.code_background),
        (format!("{ground_group}.code_background with some of `mark`"), ground.code_mark()),
    ];
    for kind in WordKind::ALL {
        let front = (format!("{group}.{}", kind.name()), colors.color(kind));
        let pair =
            |back: &(String, Color)| Pair { front: front.clone(), back: back.clone(), least: TEXT };
        pairs.extend(backs.iter().map(pair));
    }
}

fn callout(name: &str, colors: CalloutColors, theme: &Theme, pairs: &mut Vec<Pair>) {
    let tokens = &theme.tokens;
    let named = |token: &str, color| (format!("callouts.{name}.{token}"), color);
    for (accent, background, text, link) in [
        (
            named("accent", colors.accent),
            named("background", colors.background),
            ("colors.text".to_owned(), tokens.colors.text),
            ("colors.link".to_owned(), tokens.colors.link),
        ),
        (
            named("dark_accent", colors.dark_accent),
            named("dark_background", colors.dark_background),
            ("dark.text".to_owned(), tokens.dark.text),
            ("dark.link".to_owned(), tokens.dark.link),
        ),
    ] {
        for front in [accent, text, link] {
            pairs.push(Pair { front, back: background.clone(), least: TEXT });
        }
    }
}

/// Where a theme's file gives a token its value.
fn place(token: &str, sources: &Sources) -> Option<Span> {
    let (file, source) =
        sources.iter().find(|(_, file)| file.path.rsplit('/').next() == Some(theme::FILE))?;
    let mut from = 0;
    for name in token.split('.') {
        from += find_key(&source.text[from..], name)?;
    }
    let value = source.text[from..].lines().next()?;
    let end = value.find(',').unwrap_or(value.trim_end().len());
    let lead = value.len() - value.trim_start().len();
    Some(Span::new(file, from + lead.min(end)..from + end))
}

/// The place behind `name:`.
fn find_key(text: &str, name: &str) -> Option<usize> {
    let is_key = |&(at, _): &(usize, &str)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_') && after == Some(':')
    };
    let (at, _) = text.match_indices(name).find(is_key)?;
    Some(at + name.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_can_be_read() {
        for name in Theme::shipped_names() {
            let mut sink = Sink::default();
            contrast(&Theme::shipped_as(name), &Sources::default(), &mut sink);
            assert_eq!(sink.finish(()).diagnostics, [], "{name}");
        }
    }
}
