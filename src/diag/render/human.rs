//! Diagnostics for people: with excerpts, each kind with its first places.

use std::borrow::Cow;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::kinds::{Kind, kinds, most_telling};
use crate::diag::{Diagnostic, PLACES, Severity};
use crate::span::{Sources, Span};
use crate::text::visible::{visible, visible_lines, visible_source, without_commands};

/// How many kinds are shown before the rest is only named.
const KINDS: usize = 20;
/// How many bytes of a line are shown on each side of a place in it.
const BESIDE: usize = 2_000;

/// How diagnostics are shown to people.
#[derive(Clone, Debug, Default)]
pub struct Human {
    /// What stands before each file's path, so that it can be opened from where the user is:
    /// empty or ending in `/`.
    pub prefix: String,
    /// Whether the terminal shows colours.
    pub color: bool,
    /// Whether everything is shown, however much it is.
    pub verbose: bool,
}

impl Human {
    /// Diagnostics with their excerpts, by kind, in the order of the first of each. Unless all is
    /// wanted, a kind shows its first places, and of very many kinds the gravest are shown.
    pub fn render(&self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let most = if self.verbose { usize::MAX } else { KINDS };
        let (shown, cut) = most_telling(kinds(diagnostics), most);
        let mut text = String::new();
        for kind in &shown {
            self.push_kind(kind, &renderer, sources, &mut text);
        }
        text.push_str(&told_short(&cut));
        match without_commands(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(harmless) => harmless,
        }
    }

    /// The first places of a kind, those that say the same together, and how many more there are.
    fn push_kind(
        &self,
        kind: &Kind<'_>,
        renderer: &Renderer,
        sources: &Sources,
        text: &mut String,
    ) {
        let mut left = if self.verbose { usize::MAX } else { PLACES };
        let mut hidden = kind.count();
        for same in &kind.sayings {
            let places = &same[..left.min(same.len())];
            left -= places.len();
            hidden -= places.len();
            let more = if left == 0 { hidden } else { 0 };
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}\n", renderer.render(&self.report(places, more, sources)));
            if left == 0 {
                break;
            }
        }
    }

    fn report<'a>(
        &self,
        places: &[&'a Diagnostic],
        more: usize,
        sources: &'a Sources,
    ) -> Vec<Group<'a>> {
        let first = places[0];
        let title = level(first.severity).primary_title(visible(&first.message));
        let mut report = Group::with_title(title.id(first.code.as_str()));
        let spans = places.iter().flat_map(|it| it.span.into_iter().chain(it.also.iter().copied()));
        let mut spans = spans.take(places.len().max(PLACES));
        let placed = first.span.is_some();
        if let Some(span) = spans.next() {
            report = report.element(self.excerpt(span, sources));
        }
        // The renderer's own form for further places, `::: path`, is a command to build servers.
        let also: Vec<String> = spans.map(|span| self.place(span, sources)).collect();
        if !also.is_empty() {
            report = report.element(Level::NOTE.message(format!("also at {}", also.join(", "))));
        }
        let help = first.help.as_deref().map(visible_lines);
        let more = (more > 0).then(|| format!("and {more} more; `-v` shows all"));
        if placed {
            report = report.elements(more.map(|more| Level::NOTE.message(more)));
            return vec![report.elements(help.map(|help| Level::HELP.message(help)))];
        }
        let help = help.map(|help| Group::with_title(Level::HELP.secondary_title(help)));
        let more = more.map(|more| Group::with_title(Level::NOTE.secondary_title(more)));
        std::iter::once(report).chain(help).chain(more).collect()
    }

    /// The line a span starts in, with the span's share of it underlined.
    fn excerpt<'a>(&self, span: Span, sources: &'a Sources) -> Snippet<'a, Annotation<'a>> {
        let text = &sources.get(span.file).text;
        let start = text.floor_char_boundary(span.range().start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let line_end = line_start + text[line_start..line_end].trim_end_matches('\r').len();
        let start = start.min(line_end);
        let end = text.ceil_char_boundary(span.range().end.min(line_end)).max(start);
        let shown_end = text.ceil_char_boundary(line_end.min(end + BESIDE));
        let before = visible_source(&text[line_start..start]);
        let marked = visible_source(&text[start..end]);
        let behind = visible_source(&text[end..shown_end]);
        Snippet::source(format!("{before}{marked}{behind}"))
            .line_start(sources.line_column(span).line)
            .path(self.path(span, sources))
            .annotation(AnnotationKind::Primary.span(before.len()..before.len() + marked.len()))
    }

    fn place(&self, span: Span, sources: &Sources) -> String {
        let at = sources.line_column(span);
        format!("{}:{}:{}", self.path(span, sources), at.line, at.column)
    }

    fn path(&self, span: Span, sources: &Sources) -> String {
        visible(&sources.get(span.file).path_behind(&self.prefix)).into_owned()
    }
}

/// The line for kinds that are not shown.
fn told_short(cut: &[Kind<'_>]) -> String {
    if cut.is_empty() {
        return String::new();
    }
    let kind = |kind: &Kind<'_>| {
        format!("{} {} ({})", kind.severity().as_str(), kind.code(), kind.count())
    };
    let names: Vec<String> = cut.iter().take(KINDS).map(kind).collect();
    let more = cut.len() - names.len();
    let more = if more > 0 { format!(", and {more} others") } else { String::new() };
    let word = if cut.len() == 1 { "kind" } else { "kinds" };
    format!("and {} more {word}: {}{more}; `-v` shows all\n\n", cut.len(), names.join(", "))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn missing(span: Span) -> Diagnostic {
        Diagnostic::warning(Code::MissingAlt, "the image has no alternative text")
            .at(span)
            .help("say in words what it shows")
    }

    #[test]
    fn the_same_mistake_is_reported_once_with_its_places() {
        let mut sources = Sources::default();
        let text = "![](a.png)\n".repeat(7) + "[words](nowhere)\n";
        let file = sources.add("guide/a.md", text);
        let mut diagnostics: Vec<_> =
            (0..7).map(|line| missing(Span::new(file, line * 11..line * 11 + 10))).collect();
        let broken = Diagnostic::error(Code::BrokenLink, "`nowhere` is no page of the pack");
        diagnostics.insert(3, broken.at(Span::new(file, 85..92)));
        let placeless = Diagnostic::error(Code::EmptyPack, "there is no page in this folder");
        diagnostics.push(placeless.help("write one"));
        let human = Human { prefix: "content/".to_owned(), ..Human::default() };
        insta::assert_snapshot!(human.render(&diagnostics, &sources));
    }

    #[test]
    fn a_span_at_the_end_of_a_file_or_over_lines_is_shown() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "eins zwölf\r\ndrei");
        let spans = [5..16, 17..17, 6..900];
        let diagnostics: Vec<_> = spans
            .into_iter()
            .zip(["one", "two", "three"])
            .map(|(range, name)| Diagnostic::note(Code::Mojibake, name).at(Span::new(file, range)))
            .collect();
        insta::assert_snapshot!(Human::default().render(&diagnostics, &sources));
    }

    #[test]
    fn words_from_outside_are_shown_escaped_and_command_nothing() {
        let mut sources = Sources::default();
        let file = sources.add("\u{1b}[2J\n::error::a.md", "\tone\u{202e}\u{9b} ##vso[x]\ntwo");
        let wild = Diagnostic::error(Code::BrokenLink, "`\n::error::\u{7}` is no page")
            .at(Span::new(file, 4..7))
            .help("write one of\n::warning::x\n##teamcity[y]");
        insta::assert_snapshot!(Human::default().render(&[wild], &sources));
    }

    #[test]
    fn a_flood_is_counted_and_errors_come_before_what_is_cut() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "words");
        let at = Span::new(file, 0..5);
        let link = |number| format!("`page-{number}` is no page of the pack");
        let mut said: Vec<_> = (0..458)
            .map(|number| Diagnostic::warning(Code::BrokenLink, link(number)).at(at))
            .collect();
        let notes = ('a'..='z').map(|letter| Diagnostic::note(Code::WeakAlt, letter.to_string()));
        said.extend(notes);
        said.push(Diagnostic::error(Code::EmptyPack, "there is no page"));
        let text = Human::default().render(&said, &sources);
        assert_eq!(text.matches("warning[broken-link]").count(), 3, "{text}");
        assert!(text.contains("= note: and 455 more; `-v` shows all"), "{text}");
        assert_eq!(text.matches("note[weak-alt]").count(), 18, "{text}");
        assert!(text.contains("error[empty-pack]"), "{text}");
        assert!(
            text.contains("\nand 8 more kinds: note weak-alt (1), note weak-alt (1), "),
            "{text}"
        );
        let all = Human { verbose: true, ..Human::default() }.render(&said, &sources);
        assert_eq!(all.matches("warning[broken-link]").count(), 458);
        assert_eq!(all.matches("note[weak-alt]").count(), 26);
        assert!(!all.contains("`-v`"), "{all}");
    }
}
