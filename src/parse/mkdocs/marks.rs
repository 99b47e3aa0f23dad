//! Marks among words that become tags: keys (`++ctrl+s++`), insertions (`^^words^^`), and changes
//! with critic's marks (`{++new++}`, `{--old--}`, `{~~old~>new~~}`, `{==place==}`, `{>>remark<<}`).

use std::ops::Range;

use super::keys;
use crate::parse::admonition::escaped;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::source::{Changes, Extensions};

/// The longest that words between two marks may be, in bytes.
const LONGEST: usize = 4096;

/// The text with tags in place of the marks that its settings ask for.
pub(in crate::parse) fn rewrite(text: Mapped, extensions: &Extensions) -> Mapped {
    let signs = ["++", "^^", "{--", "{~~", "{==", "{>>"];
    if !signs.iter().any(|sign| text.text().contains(sign)) {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let mut reader = Reader { text: text.text(), extensions, edits: Vec::new() };
    let mut at = 0;
    while let Some(found) = text.text()[at..].find(['+', '^', '{']) {
        let start = at + found;
        let is_meant = !text.text()[..start].ends_with('\\') && !markdown::is_within(&code, start);
        at = is_meant.then(|| reader.mark(start)).flatten().unwrap_or(start + 1);
    }
    let mut edits = reader.edits;
    // What stands between the marks of a change may hold others.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    text.replaced(edits)
}

struct Reader<'a> {
    text: &'a str,
    extensions: &'a Extensions,
    edits: Vec<(Range<usize>, String)>,
}

/// What becomes of a part of a change.
#[derive(Clone, Copy)]
enum Part {
    New,
    Old,
    Place,
    Remark,
}

impl Reader<'_> {
    /// Reads the mark that starts at an offset, and gives where reading goes on; none where there
    /// is no mark.
    fn mark(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        match rest.as_bytes() {
            [b'+', b'+', ..] if self.extensions.has("pymdownx.keys") => self.keys(start),
            [b'^', b'^', ..] if self.extensions.has("pymdownx.caret") => self.insertion(start),
            [b'{', ..] if self.extensions.has("pymdownx.critic") => self.change(start),
            _ => None,
        }
    }

    fn edit(&mut self, range: Range<usize>, instead: impl Into<String>) {
        self.edits.push((range, instead.into()));
    }

    /// `++ctrl+alt+"Any key"++`
    fn keys(&mut self, start: usize) -> Option<usize> {
        let mut rest = &self.text[start + 2..];
        let mut labels = Vec::new();
        loop {
            let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            if let Some(quote) = quote {
                let (label, after) = rest[1..].split_once(quote)?;
                let fits = !label.is_empty() && label.len() < LONGEST && !label.contains('\n');
                labels.push(fits.then(|| label.to_owned())?);
                rest = after;
            } else {
                let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
                let end = rest.find(|char| !is_part(char)).filter(|end| *end > 0)?;
                labels.push(keys::label(&rest[..end]));
                rest = &rest[end..];
            }
            if let Some(after) = rest.strip_prefix("++") {
                let end = self.text.len() - after.len();
                let labels = labels.iter().map(|label| format!("<kbd>{}</kbd>", escaped(label)));
                self.edit(start..end, labels.collect::<Vec<_>>().join("+"));
                return Some(end);
            }
            rest = rest.strip_prefix('+')?;
        }
    }

    /// `^^words^^`
    fn insertion(&mut self, start: usize) -> Option<usize> {
        let inner = start + 2;
        let words = &self.text[inner..inner + self.reach(inner).find("^^")?];
        let is_tight = !words.is_empty() && words.trim().len() == words.len();
        is_tight.then_some(())?;
        let end = inner + words.len();
        self.edit(start..inner, "<ins>");
        self.edit(end..end + 2, "</ins>");
        Some(end + 2)
    }

    /// What may stand between two marks: up to the end of the paragraph.
    fn reach(&self, start: usize) -> &str {
        let rest = &self.text[start..self.text.floor_char_boundary(start + LONGEST)];
        rest.split("\n\n").next().unwrap_or_default()
    }

    fn change(&mut self, start: usize) -> Option<usize> {
        let (part, close) = match self.text.get(start..start + 3)? {
            "{++" => (Part::New, "++}"),
            "{--" => (Part::Old, "--}"),
            "{==" => (Part::Place, "==}"),
            "{>>" => (Part::Remark, "<<}"),
            "{~~" => (Part::Old, "~~}"),
            _ => return None,
        };
        let inner = start + 3;
        let end = inner + self.reach(inner).find(close)?;
        let behind = end + 3;
        if close == "~~}" {
            let middle = inner + self.text[inner..end].find("~>")?;
            self.part(Part::Old, start..inner, middle..middle);
            self.part(Part::New, middle..middle + 2, end..behind);
        } else {
            self.part(part, start..inner, end..behind);
        }
        Some(inner)
    }

    /// Puts tags in the place of two marks, or leaves out what is between them.
    fn part(&mut self, part: Part, open: Range<usize>, close: Range<usize>) {
        let tags = match (part, self.extensions.changes) {
            (Part::New, Changes::Shown) => ("<ins>", "</ins>"),
            (Part::Old, Changes::Shown) => ("<del>", "</del>"),
            (Part::Place, Changes::Shown) => ("<mark>", "</mark>"),
            // As the usual theme shows it.
            (Part::Remark, Changes::Shown) => ("<small>/* ", " */</small>"),
            (Part::New, Changes::Accepted) | (Part::Old, Changes::Rejected) | (Part::Place, _) => {
                ("", "")
            }
            (Part::New, Changes::Rejected) | (Part::Old, Changes::Accepted) | (Part::Remark, _) => {
                return self.edit(open.start..close.end, "");
            }
        };
        self.edit(open, tags.0);
        self.edit(close, tags.1);
    }
}
