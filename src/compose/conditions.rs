//! Content for some readers: what a condition leaves out goes, and the conditions with it.

use std::collections::{BTreeMap, BTreeSet};

use super::emptied::{self, Emptied};
use super::words::{Words, marks_among, marks_in};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Audience;
use crate::span::Span;
use crate::tree::walk::Leaf;
use crate::tree::{Attr, Authored, Block, BlockKind, Inline, InlineKind, Pack, Page, Row, Table};

/// Leaves out what is not for this reader. Returns the words that went, and the pages of which
/// nothing is left.
///
/// What holds nothing any more goes too: a list without items, a callout without text, and the
/// footnotes that only what went referred to.
pub(super) fn apply(
    pack: &mut Pack<Authored>,
    audience: &Audience,
    sink: &mut Sink,
) -> (Words, Vec<Emptied>) {
    let mut pruner = Pruner { audience, sink, removed: Words::default(), marks: BTreeSet::new() };
    let mut emptied = Vec::new();
    for (index, page) in pack.pages.iter_mut().enumerate() {
        let was_something = emptied::shows_something(page);
        let untitled = emptied::is_called_by_a_part(page);
        pruner.page(page);
        if was_something && !emptied::shows_something(page) {
            let untitled = untitled || page.title.is_empty();
            emptied.push(Emptied { index, untitled });
        }
    }
    (pruner.removed, emptied)
}

struct Pruner<'a> {
    audience: &'a Audience,
    sink: &'a mut Sink,
    removed: Words,
    /// The footnotes of the page at hand that what went referred to.
    marks: BTreeSet<String>,
}

/// What a condition says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// There is none.
    Free,
    /// This reader gets it.
    In,
    /// This reader does not.
    Out,
}

impl Pruner<'_> {
    fn page(&mut self, page: &mut Page<Authored>) {
        self.marks.clear();
        self.content(&mut page.title);
        self.blocks(&mut page.blocks);
        page.notes.retain_mut(|note| !self.empties(&mut note.blocks));
        self.drop_notes(page);
    }

    /// Drops the footnotes that only what went referred to, and those that only they did.
    fn drop_notes(&mut self, page: &mut Page<Authored>) {
        let mut references: BTreeMap<String, usize> = BTreeMap::new();
        let of_notes = page.notes.iter().flat_map(|note| marks_in(&note.blocks));
        for label in
            marks_in(&page.blocks).into_iter().chain(marks_among(&page.title)).chain(of_notes)
        {
            *references.entry(label).or_default() += 1;
        }
        let mut by_label: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, note) in page.notes.iter().enumerate() {
            by_label.entry(&note.label).or_default().push(at);
        }
        let unreferenced = self.marks.iter().filter(|label| !references.contains_key(*label));
        let mut open: Vec<String> = unreferenced.cloned().collect();
        let mut gone = BTreeSet::new();
        while let Some(label) = open.pop() {
            for &at in by_label.get(&*label).into_iter().flatten() {
                if !gone.insert(at) {
                    continue;
                }
                self.remove(&page.notes[at].blocks);
                for label in marks_in(&page.notes[at].blocks) {
                    if let Some(count) = references.get_mut(&label) {
                        *count -= 1;
                        if *count == 0 {
                            open.push(label);
                        }
                    }
                }
            }
        }
        let mut at = 0..;
        page.notes.retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
    }

    fn remove(&mut self, blocks: &[Block<Authored>]) {
        self.removed.add_blocks(blocks);
        self.marks.extend(marks_in(blocks));
    }

    /// Leaves out blocks; a heading goes with its section.
    fn blocks(&mut self, blocks: &mut Vec<Block<Authored>>) {
        let mut kept = Vec::with_capacity(blocks.len());
        let mut section = None;
        for mut block in std::mem::take(blocks) {
            if self.is_lone_condition(&block) {
                continue;
            }
            let level = match block.kind {
                BlockKind::Heading { level, .. } => Some(level),
                _ => None,
            };
            if level.is_some_and(|level| section.is_some_and(|above| level <= above)) {
                section = None;
            }
            let verdict = self.judge(&mut block.attr, block.span);
            if section.is_some() || verdict == Verdict::Out || self.leaves_empty(&mut block) {
                if verdict == Verdict::Out && section.is_none() {
                    section = level;
                }
                self.remove(std::slice::from_ref(&block));
                continue;
            }
            match block.kind {
                BlockKind::Div { blocks } if verdict == Verdict::In && block.attr.is_none() => {
                    kept.extend(blocks);
                }
                _ => kept.push(block),
            }
        }
        *blocks = kept;
    }

    /// Whether a block is nothing but a condition, which is reported: nobody knows whether it was
    /// meant for the block above it or for the one below.
    fn is_lone_condition(&mut self, block: &Block<Authored>) -> bool {
        let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &block.kind else {
            return false;
        };
        let condition = content.is_empty().then(|| block.attr.clone().take_condition()).flatten();
        if let Some((key, _)) = condition.as_ref().and_then(|it| it.keys().next()) {
            self.report_idle(key, block.span);
        }
        condition.is_some()
    }

    /// Leaves out blocks and says whether there were some and none is left.
    fn empties(&mut self, blocks: &mut Vec<Block<Authored>>) -> bool {
        let were = !blocks.is_empty();
        self.blocks(blocks);
        were && blocks.is_empty()
    }

    /// Leaves out what a block holds and says whether it held something and now does not.
    fn leaves_empty(&mut self, block: &mut Block<Authored>) -> bool {
        match &mut block.kind {
            BlockKind::List { items, .. } => {
                let were = !items.is_empty();
                items.retain_mut(|item| !self.empties(&mut item.blocks));
                were && items.is_empty()
            }
            BlockKind::Definitions { entries } => {
                let were = !entries.is_empty();
                entries.retain_mut(|entry| {
                    let had = !entry.details.is_empty();
                    entry.details.retain_mut(|blocks| !self.empties(blocks));
                    let emptied = self.content(&mut entry.term);
                    let goes = emptied || (had && entry.details.is_empty());
                    if goes {
                        self.removed.add_content(&entry.term, entry.span);
                        entry.details.iter().for_each(|blocks| self.remove(blocks));
                    }
                    !goes
                });
                were && entries.is_empty()
            }
            BlockKind::Table { table } => self.table(table),
            kind => self.parts(kind, block.span),
        }
    }

    /// Leaves out what stands directly in a block. Where it holds blocks, it is empty without them,
    /// whatever is said of them; else without its words.
    fn parts(&mut self, kind: &mut BlockKind<Authored>, span: Span) -> bool {
        match kind.leaf() {
            Some(Leaf::Image(image)) => self.report_unread_in(image.texts(), span),
            Some(Leaf::Media(media)) => {
                self.report_unread_in(media.title.as_deref().into_iter(), span);
            }
            Some(Leaf::Math(tex)) => self.report_unread_in([&**tex].into_iter(), span),
            Some(Leaf::Anchor(_) | Leaf::Code { .. }) | None => {}
        }
        let without_words = are_emptied(kind.contents_mut(), |content| self.content(content));
        let children = kind.children_mut();
        if children.is_empty() {
            return without_words;
        }
        are_emptied(children, |blocks| self.empties(blocks))
    }

    fn table(&mut self, table: &mut Table<Authored>) -> bool {
        self.content(&mut table.caption);
        self.rows(&mut table.head);
        let were = !table.body.is_empty();
        self.rows(&mut table.body);
        were && table.body.is_empty()
    }

    /// Leaves out rows in which nothing is left. Cells from above end earlier by each of them.
    fn rows(&mut self, rows: &mut Vec<Row<Authored>>) {
        let mut at = 0;
        while at < rows.len() {
            let had = rows[at].cells.iter().any(|cell| !cell.blocks.is_empty());
            for cell in &mut rows[at].cells {
                // The colour of words that went would tell of them.
                if self.empties(&mut cell.blocks) {
                    cell.colors = None;
                }
            }
            let has = rows[at].cells.iter().any(|cell| !cell.blocks.is_empty());
            if !had || has {
                at += 1;
                continue;
            }
            let row = rows.remove(at);
            for (above, row) in rows[..at].iter_mut().enumerate() {
                let reach = at - above;
                let cells = row.cells.iter_mut();
                cells
                    .filter(|cell| usize::from(cell.row_span) > reach)
                    .for_each(|cell| cell.row_span -= 1);
            }
            if row.cells.iter().any(|cell| cell.row_span > 1) && at < rows.len() {
                self.sink.push(
                    Diagnostic::error(
                        Code::Condition,
                        "this row is left out, but a cell of it reaches into the next one",
                    )
                    .at(row.span)
                    .help("put the condition on all rows that the cell covers"),
                );
            }
        }
    }

    /// Leaves out words and says whether there were some and none is left.
    fn content(&mut self, content: &mut Vec<Inline<Authored>>) -> bool {
        let were = !content.is_empty();
        let mut kept: Vec<Inline<Authored>> = Vec::with_capacity(content.len());
        let mut gap = false;
        for mut inline in std::mem::take(content) {
            let verdict = self.judge(&mut inline.attr, inline.span);
            let inner = inline.kind.content_mut();
            if verdict == Verdict::Out || inner.is_some_and(|inner| self.content(inner)) {
                let words = std::slice::from_ref(&inline);
                self.marks.extend(marks_among(words));
                self.removed.add_content(words, inline.span);
                gap = true;
                continue;
            }
            self.report_unread(&inline);
            if std::mem::take(&mut gap) && ends_in_space(&kept) && !close_gap(&mut inline) {
                continue;
            }
            match inline.kind {
                InlineKind::Span { content } if verdict == Verdict::In && inline.attr.is_none() => {
                    kept.extend(content);
                }
                _ => kept.push(inline),
            }
        }
        if gap && ends_in_space(&kept) {
            trim_end(&mut kept);
        }
        *content = kept;
        were && content.is_empty()
    }

    /// A condition that stands where none is read would show to everybody.
    fn report_unread(&mut self, inline: &Inline<Authored>) {
        let span = inline.span;
        match &inline.kind {
            InlineKind::Text { text } => self.report_unread_in([&**text].into_iter(), span),
            InlineKind::Math { tex } => self.report_unread_in([&**tex].into_iter(), span),
            InlineKind::Image { image } => self.report_unread_in(image.texts(), span),
            InlineKind::Link { target, title, .. } => {
                self.report_unread_in([&**target].into_iter().chain(title.as_deref()), span);
            }
            // Nothing is read in code, and the words in the others are inlines of their own.
            InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Emphasis { .. }
            | InlineKind::Strong { .. }
            | InlineKind::Strike { .. }
            | InlineKind::Underline { .. }
            | InlineKind::Mark { .. }
            | InlineKind::Subscript { .. }
            | InlineKind::Superscript { .. }
            | InlineKind::Small { .. }
            | InlineKind::Keyboard { .. }
            | InlineKind::Quoted { .. }
            | InlineKind::Ruby { .. }
            | InlineKind::Reading { .. }
            | InlineKind::Code { .. }
            | InlineKind::NoteMark { .. }
            | InlineKind::CrossReference { .. }
            | InlineKind::Span { .. } => {}
        }
    }

    fn report_unread_in<'a>(&mut self, mut texts: impl Iterator<Item = &'a str>, span: Span) {
        if self.audience.profiles.is_empty() {
            return;
        }
        if let Some(key) = texts.find_map(|text| unread_condition(text, self.audience)) {
            self.report_idle(key, span);
        }
    }

    /// Reports a condition at a place where none is read.
    fn report_idle(&mut self, key: &str, span: Span) {
        let help = "a condition ends a paragraph, an item, a row or a heading, and stands alone in \
                    its braces; put other blocks between `{{< only … >}}` and `{{< /only >}}`";
        let message = format!("`{key}` says nothing at this place");
        self.sink.push(Diagnostic::error(Code::Condition, message).at(span).help(help));
    }

    /// Takes the condition from a node and settles it. A condition that is wrong lets nobody in.
    fn judge(&mut self, attr: &mut Attr, span: Span) -> Verdict {
        if let Some(key) = key_of_profiles(attr, self.audience) {
            self.sink.push(no_condition(key, None).at(span));
            return Verdict::Out;
        }
        let Some(condition) = attr.take_condition() else { return Verdict::Free };
        let mut verdict = Verdict::In;
        for (key, value) in condition.keys() {
            if !Attr::CONDITIONS.contains(&key) {
                let meant = Attr::condition_meant(key);
                // To a pack without profiles `profile` means something else.
                if meant.is_none() && self.audience.profiles.is_empty() {
                    continue;
                }
                verdict = Verdict::Out;
                self.sink.push(no_condition(key, meant).at(span));
                continue;
            }
            let names = Audience::names_in(value);
            let faults: Vec<_> = self.audience.faults(key, &names).collect();
            if !self.audience.meets(key, &names) || !faults.is_empty() {
                verdict = Verdict::Out;
            }
            for fault in faults {
                self.sink.push(fault.at(span));
            }
        }
        verdict
    }
}

/// Leaves out parts of some runs and says whether one of them held something and none does now.
fn are_emptied<T>(runs: Vec<&mut Vec<T>>, mut leave_out: impl FnMut(&mut Vec<T>) -> bool) -> bool {
    let (mut some_emptied, mut all_empty) = (false, true);
    for run in runs {
        some_emptied |= leave_out(run);
        all_empty &= run.is_empty();
    }
    some_emptied && all_empty
}

/// What is reported of a key that was meant for a condition and is none.
fn no_condition(key: &str, meant: Option<&str>) -> Diagnostic {
    let meant = meant.unwrap_or("only");
    Diagnostic::error(Code::Condition, format!("`{key}` is no condition"))
        .help(format!("did you mean `{meant}`? Until then it is for nobody"))
}

/// Keys whose values are words of their own, or of the formats.
const WORDS: &[&str] =
    &["alt", "caption", "title", "lang", "dir", "align", "style", "width", "height"];

/// The key of an attribute that is no condition and names profiles and nothing else: `expect=staff`.
fn key_of_profiles<'a>(attr: &'a Attr, audience: &Audience) -> Option<&'a str> {
    let mut keys = attr.keys().filter(|(key, _)| !Attr::is_condition(key) && !WORDS.contains(key));
    keys.find(|(_, value)| names_profiles(value, audience)).map(|(key, _)| key)
}

fn names_profiles(value: &str, audience: &Audience) -> bool {
    let names = Audience::names_in(value);
    let is_profile = |name: &&str| audience.profiles.iter().any(|profile| profile == name);
    !names.is_empty() && names.iter().all(is_profile)
}

/// The key of a condition that stands among words as it was written: `{only=…}`, `{.x only=…}`,
/// `{only: …}`, `{% only … %}`, `{{ only … }}`; also one that is none by its name and names
/// profiles.
fn unread_condition<'a>(text: &'a str, audience: &Audience) -> Option<&'a str> {
    text.match_indices('{').find_map(|(at, _)| {
        let inside = text[at..].trim_start_matches(['{', '%', '<', '/', ' ', ':', '-']);
        let end = inside.find(['{', '}']).unwrap_or(inside.len());
        let (inside, behind) = inside.split_at(end);
        let is_tag = text[at..].starts_with("{{") || text[at..].starts_with("{%");
        let apart = text[..at].ends_with([' ', '\n']) || at == 0;
        let closes = behind.starts_with('}');
        first_key(inside, is_tag, apart && closes, audience)
            .or_else(|| key_with_value(inside, audience))
    })
}

/// The condition that braces start with, where it says for whom, or stands alone in braces of its own.
fn first_key<'a>(
    inside: &'a str,
    is_tag: bool,
    apart: bool,
    audience: &Audience,
) -> Option<&'a str> {
    let end = inside.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(inside.len());
    let (key, rest) = inside.split_at(end);
    let value = rest.trim_matches([' ', ':', '%', '>', '"', '\'', '“', '”']);
    let meant = is_tag && !rest.is_empty()
        || apart && (value.is_empty() && Attr::CONDITIONS.contains(&key))
        || names_profiles(value, audience);
    (meant && Attr::is_condition(key)).then_some(key)
}

/// The first key with a value that is a condition, or whose value names profiles.
fn key_with_value<'a>(inside: &'a str, audience: &Audience) -> Option<&'a str> {
    inside.match_indices('=').find_map(|(at, _)| {
        let before = inside[..at].trim_end();
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let key = &before[before.trim_end_matches(is_part).len()..];
        let rest = inside[at + 1..].trim_start();
        let quote = rest.chars().next().filter(|quote| "\"'“‘".contains(*quote));
        let value = match quote {
            Some(quote) => rest[quote.len_utf8()..].split(['"', '\'', '”', '’']).next(),
            None => rest.split_whitespace().next(),
        };
        let for_profiles =
            || !WORDS.contains(&key) && value.is_some_and(|value| names_profiles(value, audience));
        (!key.is_empty() && (Attr::is_condition(key) || for_profiles())).then_some(key)
    })
}

/// Whether words that follow need no space before them.
fn ends_in_space(content: &[Inline<Authored>]) -> bool {
    match content.last().map(|inline| &inline.kind) {
        None | Some(InlineKind::SoftBreak | InlineKind::HardBreak) => true,
        Some(InlineKind::Text { text }) => text.ends_with(' '),
        Some(_) => false,
    }
}

/// Takes away the space that words start with. Says whether anything is left.
fn close_gap(inline: &mut Inline<Authored>) -> bool {
    match &mut inline.kind {
        InlineKind::SoftBreak => false,
        InlineKind::Text { text } => {
            *text = text.trim_start_matches(' ').to_owned();
            !text.is_empty()
        }
        _ => true,
    }
}

/// Takes away the space at the end.
fn trim_end(content: &mut Vec<Inline<Authored>>) {
    match content.last_mut().map(|inline| &mut inline.kind) {
        Some(InlineKind::SoftBreak) => _ = content.pop(),
        Some(InlineKind::Text { text }) => {
            text.truncate(text.trim_end_matches(' ').len());
            if text.is_empty() {
                content.pop();
            }
        }
        _ => {}
    }
}
