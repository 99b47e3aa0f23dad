//! `recto themes`: which themes there are, what one says, and one's own to start from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use recto::WantedTheme;
use recto::diag::{Severity, Warned};
use recto::files::{MemoryFiles, reason};
use recto::span::Sources;
use recto::text::visible::visible;
use recto::theme::{self, Color as Paint, Theme};

use super::color::Color;
use super::init::write_new;
use super::input_folder::wanted_theme;
use super::report::Report;
use super::{Form, Outcome, ThemesAsk, misused, say};

/// The largest logo that is taken.
const LARGEST_LOGO: u64 = 4 * 1024 * 1024;

/// Does what is asked of themes.
pub(super) fn themes(ask: Option<&ThemesAsk>) -> Outcome {
    match ask {
        None => list(),
        Some(ThemesAsk::Show { name }) => show(name),
        Some(ThemesAsk::New { folder, from, logo }) => {
            start(folder, from, logo.as_deref()).unwrap_or_else(|words| misused(&words))
        }
    }
}

/// Lists the themes that come with Recto.
fn list() -> Outcome {
    let width = Theme::shipped_names().map(str::len).max().unwrap_or_default();
    let lines = Theme::shipped_names().fold(String::new(), |mut lines, name| {
        let about = Theme::about_shipped(name).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{name:width$}  {about}");
        lines
    });
    say(&lines)
}

/// Prints the tokens of a theme.
fn show(name: &str) -> Outcome {
    let mut sources = Sources::default();
    let Warned { value: theme, diagnostics } = match wanted_theme(name) {
        WantedTheme::Folder { path, files } => Theme::load_outside(&path, &*files, &mut sources),
        WantedTheme::Named(name) => Theme::load(&name, &MemoryFiles::new(), &mut sources, false),
    };
    Report::bare(Form::Human, Color::Auto, false, false).tell(&diagnostics, &sources);
    if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        return Outcome::Faulty;
    }
    let tokens = theme.explain(&sources);
    let widest = |of: &dyn Fn(usize) -> usize| (0..tokens.len()).map(of).max().unwrap_or_default();
    let key = widest(&|at| tokens[at].key.len());
    let value = widest(&|at| tokens[at].value.chars().count()).min(40);
    let lines = tokens.iter().fold(String::new(), |mut lines, token| {
        let _ = writeln!(lines, "{:key$}  {:value$}  {}", token.key, token.value, token.source);
        lines
    });
    say(&lines)
}

/// Writes a theme to start from.
fn start(folder: &Path, from: &str, logo: Option<&Path>) -> Result<Outcome, String> {
    if !Theme::shipped_names().any(|name| name == from) {
        let names: Vec<_> = Theme::shipped_names().collect();
        return Err(format!("there is no theme `{from}`: write one of {}", names.join(", ")));
    }
    let logo = logo.map(read_logo).transpose()?;
    let brand = logo.as_ref().and_then(|(_, bytes)| brand_color(&String::from_utf8_lossy(bytes)));
    let base = Theme::shipped_as(from);
    let text = theme_yaml(from, &base, logo.as_ref().map(|(name, _)| name.as_str()), brand);
    let mut files = vec![(theme::FILE.to_owned(), text.into_bytes())];
    files.extend(logo.map(|(name, bytes)| (format!("pictures/{name}"), bytes)));
    if let Some(there) = files.iter().map(|(name, _)| folder.join(name)).find(|it| it.exists()) {
        let there = there.display();
        return Err(format!(
            "{there} is there already, and nothing is written: name another folder"
        ));
    }
    let mut lines = String::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        write_new(&path, &bytes)
            .map_err(|error| format!("cannot write {}: {}", path.display(), reason(&error)))?;
        let _ = writeln!(lines, "{}", visible(&path.to_string_lossy()));
    }
    let shown = folder.to_string_lossy();
    let _ = writeln!(lines, "Use it with: recto build --theme {}", visible(&shown));
    Ok(say(&lines))
}

/// A logo with the name that it gets in the theme.
fn read_logo(path: &Path) -> Result<(String, Vec<u8>), String> {
    let cannot = |why: &str| format!("{}: {why}", path.display());
    let ending = path.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
    let ending = ending.filter(|it| ["svg", "png", "jpg", "jpeg", "webp"].contains(&&**it));
    let ending = ending.ok_or_else(|| cannot("give an SVG, PNG, JPEG or WebP file"))?;
    let found = fs::metadata(path).map_err(|error| cannot(&reason(&error)))?;
    if found.len() > LARGEST_LOGO {
        return Err(cannot("it is larger than 4 MB"));
    }
    let bytes = fs::read(path).map_err(|error| cannot(&reason(&error)))?;
    Ok((format!("logo.{ending}"), bytes))
}

/// The colour that a drawing uses most, grey ones left aside: the number of times, then the order
/// of the colours decides.
fn brand_color(drawing: &str) -> Option<Paint> {
    let mut found: BTreeMap<Paint, usize> = BTreeMap::new();
    for (at, _) in drawing.match_indices('#') {
        let digits = drawing[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        let written = match digits {
            3 | 6 => &drawing[at..=at + digits],
            _ => continue,
        };
        if let Ok(color) = written.parse::<Paint>()
            && is_bright(color)
        {
            *found.entry(color).or_default() += 1;
        }
    }
    found.into_iter().max_by_key(|(_, count)| *count).map(|(color, _)| color)
}

/// Whether a colour is no grey.
fn is_bright(color: Paint) -> bool {
    let parts = [color.red, color.green, color.blue];
    let (least, most) = (parts.iter().min(), parts.iter().max());
    most.zip(least).is_some_and(|(most, least)| most - least > 48)
}

/// The file to start from: what a brand changes first, with the values of the theme below.
fn theme_yaml(from: &str, base: &Theme, logo: Option<&str>, brand: Option<Paint>) -> String {
    let tokens = &base.tokens;
    let (day, night, cover) = (&tokens.colors, &tokens.dark, &tokens.cover);
    let branded = |own: Paint, ground: Paint| {
        brand.map_or(own, |brand| brand.nearest_on(ground, Paint::READABLE))
    };
    let fonts = &tokens.fonts;
    let families = |names: &[String]| names.join(", ");
    let mut text = format!(
        "# What is not said here is as in `{from}`; `recto themes show {from}` prints all of it.\n\
         extends: {from}\n\
         fonts:\n  text: [{}]\n  heading: [{}]\n\
         colors:\n  heading: \"{}\"\n  link: \"{}\"\n  accent: \"{}\"\n\
         dark:\n  heading: \"{}\"\n  link: \"{}\"\n  accent: \"{}\"\n\
         cover:\n  background: \"{}\"\n  text: \"{}\"\n  accent: \"{}\"\n",
        families(&fonts.text.value),
        families(&fonts.heading.value),
        day.heading.to_css(),
        branded(day.link, day.background).to_css(),
        branded(day.accent, day.background).to_css(),
        night.heading.to_css(),
        branded(night.link, night.background).to_css(),
        branded(night.accent, night.background).to_css(),
        cover.background.to_css(),
        cover.text.to_css(),
        branded(cover.accent, cover.background).to_css(),
    );
    if let Some(logo) = logo {
        let boxes = cover.boxes.iter().filter(|(_, it)| it.is_shown());
        let logos = boxes.filter(|(_, it)| it.picture.as_deref() == Some("logo"));
        text.push_str("  boxes:\n");
        for (name, _) in logos {
            let _ = writeln!(text, "    {name}: {{ picture: {logo} }}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_lends_its_colour_and_no_grey() {
        let logo =
            "<svg><g fill='#333333'/><g fill='#333'/><g fill='#c21'/><g fill='#cc2211'/></svg>";
        assert_eq!(brand_color(logo), Some(Paint::rgb(0xcc, 0x22, 0x11)));
        assert_eq!(brand_color("<svg><g fill='#999'/></svg>"), None);
    }

    #[test]
    fn what_is_started_is_a_theme_from_every_one_that_ships() {
        let brand = Some(Paint::rgb(0xff, 0xd0, 0x00));
        for from in Theme::shipped_names() {
            let yaml = theme_yaml(from, &Theme::shipped_as(from), Some("logo.svg"), brand);
            let files = MemoryFiles::new()
                .with("own/theme.yaml", yaml.as_str())
                .with("own/pictures/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
            let loaded = Theme::load("own", &files, &mut Sources::default(), false);
            assert_eq!(loaded.diagnostics, [], "{from}\n{yaml}");
        }
    }
}
