//! A pack as people read it before it is made: its pages, and what stays out.

use std::fmt::Write as _;

use super::RawPack;
use crate::text::visible::visible;

/// The widest column of paths; longer ones push their reasons to the right.
const WIDEST: usize = 60;

impl RawPack {
    /// The title of the pack, its pages below it as they nest, then those that are left out, each
    /// with the reason.
    pub fn listing(&self) -> String {
        let mut text = visible(&self.meta.title).into_owned();
        // Writing to a string does not fail.
        if let Some(profile) = &self.audience.profile {
            let _ = write!(text, " (profile {profile})");
        }
        text.push('\n');
        let titled = |page: &super::RawPage| {
            let indent = 2 * (usize::from(page.depth) + 1);
            format!("{:indent$}{}", "", visible(&page.meta.title))
        };
        let titles: Vec<String> = self.pages.iter().map(titled).collect();
        let widest = width(titles.iter().map(String::as_str));
        for (title, page) in titles.iter().zip(&self.pages) {
            if let Some(part) = &page.part {
                let _ = writeln!(text, "{}:", visible(part));
            }
            // A title without a page has no file.
            let path = if page.titled { "" } else { page.path.as_str() };
            let path = visible(path);
            let _ = writeln!(text, "{}", format!("{title:widest$}  {path}").trim_end());
        }
        if !self.left_out.is_empty() {
            let _ = writeln!(text, "left out:");
        }
        let widest = width(self.left_out.iter().map(|page| page.path.as_str())).min(WIDEST);
        for page in &self.left_out {
            let path = visible(page.path.as_str());
            let why = match &page.brought_into[..] {
                [] => page.reason.to_string(),
                pages => format!("{}; brought into {}", page.reason, pages.join(", ")),
            };
            let _ = writeln!(text, "  {path:widest$}  {}", visible(&why));
        }
        text
    }
}

fn width<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
}
