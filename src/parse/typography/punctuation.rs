//! Quotation marks, apostrophes, primes, dashes and ellipses for those of a typewriter, by the
//! language of the text.

use std::borrow::Cow;
use std::ops::Range;

use super::run::{Part, part};
use crate::source::{Runs, Signs};
use crate::text::language::primary;
use crate::text::quotes;
use crate::tree::walk::LeafMut;
use crate::tree::{Authored, BlockKind, Inline, InlineKind};

/// Stands before a character that somebody escaped, which stays as it is. No text holds it: it is no
/// character (Unicode 23.7).
pub(in crate::parse) const LITERAL: char = '\u{FDD0}';

/// What may be a sign that is set otherwise.
pub(in crate::parse) const SIGNS: [char; 7] = ['"', '\'', '-', '.', '<', '>', LITERAL];

/// Whose signs are set.
#[derive(Clone, Copy, Debug)]
pub(super) enum SignsOf<'a> {
    /// Those of a language, by its BCP 47 tag.
    Language(&'a str),
    /// Those of the folder's tool.
    Tool(&'a Signs),
}

impl<'a> SignsOf<'a> {
    /// Those of words that say their own language.
    fn within(self, own: Option<&'a str>) -> Self {
        match (self, own) {
            (Self::Language(_), Some(own)) => Self::Language(own),
            _ => self,
        }
    }
}

/// English words and figures that start with an apostrophe.
const ELIDED: [&str; 10] =
    ["twas", "tis", "twere", "twill", "em", "til", "cause", "bout", "round", "n"];

/// Sets the signs of a run of inlines.
pub(super) fn curl(content: &mut [Inline<Authored>], signs: SignsOf<'_>) {
    let mut run = String::new();
    collect(content, &mut run);
    let edits = edits(&run, signs);
    apply(content, signs, &mut Edits { edits: &edits, at: 0 });
}

/// Sets the signs of the words that a block has beside its inlines.
pub(super) fn in_leaf(kind: &mut BlockKind<Authored>, signs: SignsOf<'_>) {
    match kind.leaf_mut() {
        Some(LeafMut::Image(image)) => image.alt = curled(&image.alt, signs),
        Some(LeafMut::Code { text, .. }) => text.retain(|char| char != LITERAL),
        Some(LeafMut::Anchor(_) | LeafMut::Math(_) | LeafMut::Media(_)) | None => {}
    }
}

/// Words without markup with their signs set.
pub(super) fn curled(text: &str, signs: SignsOf<'_>) -> String {
    replaced(text, 0, &edits(text, signs)).into_owned()
}

fn collect(content: &[Inline<Authored>], run: &mut String) {
    for inline in content {
        match part(inline) {
            Part::Words(text) => run.push_str(text),
            Part::Sign(sign) => run.push(sign),
            Part::Inner(content) => collect(content, run),
            Part::Nothing => {}
        }
    }
}

/// The edits of a run, and where in it the next inline starts.
struct Edits<'a> {
    edits: &'a [(Range<usize>, Cow<'a, str>)],
    at: usize,
}

fn apply(content: &mut [Inline<Authored>], signs: SignsOf<'_>, edits: &mut Edits<'_>) {
    for inline in content {
        match part(inline) {
            Part::Sign(sign) => {
                edits.at += sign.len_utf8();
                apart(inline, signs);
            }
            Part::Inner(_) => {
                if let Some(inner) = inline.kind.content_mut() {
                    apply(inner, signs, edits);
                }
            }
            Part::Nothing | Part::Words(_) => {}
        }
        if let InlineKind::Text { text } = &mut inline.kind
            && inline.attr.get("lang").is_none()
        {
            let start = edits.at;
            edits.at += text.len();
            let first = edits.edits.partition_point(|(range, _)| range.start < start);
            let last = edits.edits.partition_point(|(range, _)| range.start < edits.at);
            if first < last {
                *text = replaced(text, start, &edits.edits[first..last]).into_owned();
            }
        }
    }
}

/// Sets what is no part of the run around it.
fn apart(inline: &mut Inline<Authored>, signs: SignsOf<'_>) {
    let own = inline.attr.get("lang").map(str::to_owned);
    let signs = signs.within(own.as_deref());
    match &mut inline.kind {
        InlineKind::Code { text } => text.retain(|char| char != LITERAL),
        InlineKind::Image { image } => {
            image.alt = curled(&image.alt, signs);
        }
        InlineKind::Text { text } => {
            *text = curled(text, signs);
        }
        kind => {
            if let (Some(content), true) = (kind.content_mut(), own.is_some()) {
                curl(content, signs);
            }
        }
    }
}

/// A text with the edits that lie in it; it starts at `start` of the run.
fn replaced<'a>(
    text: &'a str,
    start: usize,
    edits: &[(Range<usize>, Cow<'_, str>)],
) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for (range, instead) in edits {
        // A sign of several characters may go on in the next inline; there it is nothing.
        let from = (range.start - start).max(at);
        let to = (range.end - start).min(text.len());
        out.push_str(text.get(at..from).unwrap_or_default());
        out.push_str(instead);
        at = to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// What is to stand instead of each sign of a run.
fn edits<'a>(run: &'a str, signs: SignsOf<'a>) -> Vec<(Range<usize>, Cow<'a, str>)> {
    if !run.contains(SIGNS) {
        return Vec::new();
    }
    let (marks, language, tool) = match signs {
        SignsOf::Language(lang) => {
            let language = match &*primary(lang) {
                "ja" | "zh" | "ko" => Language::LeftAlone,
                "en" => Language::English,
                _ => Language::Other,
            };
            ([quotes::marks(lang, 0), quotes::marks(lang, 1)], language, None)
        }
        SignsOf::Tool(signs) => {
            let pair = |(left, right): &'a (String, String)| (left.as_str(), right.as_str());
            ([pair(&signs.double), pair(&signs.single)], Language::English, Some(signs))
        }
    };
    let mut reader = Reader {
        run,
        marks,
        language,
        tool,
        last_double: run.rfind('"').unwrap_or_default(),
        double: false,
        single: false,
        opened: 0,
    };
    let mut edits = Vec::new();
    let mut at = 0;
    let mut tags = tags(run).into_iter().peekable();
    while let Some(found) = run[at..].find(SIGNS) {
        let start = at + found;
        while tags.next_if(|tag| tag.end <= start).is_some() {}
        if let Some(tag) = tags.next_if(|tag| tag.start <= start) {
            at = tag.end;
            continue;
        }
        let (length, instead) = reader.sign(start);
        edits.extend(instead.map(|instead| (start..start + length, instead)));
        at = start + length;
    }
    edits
}

/// The tags of templates that a run holds as they are written: they are no words.
fn tags(run: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut at = 0;
    // What nothing closes is looked for once, and not by each sign that may open it.
    let mut is_open = [false; 2];
    while let Some(found) = run[at..].find('{') {
        let start = at + found;
        at = start + 1;
        let (kind, closing) = match run.as_bytes().get(at) {
            Some(b'{') => (0, "}}"),
            Some(b'%') => (1, "%}"),
            _ => continue,
        };
        let ends = if is_open[kind] { None } else { run[start..].find(closing) };
        match ends {
            Some(length) => {
                at = start + length + closing.len();
                tags.push(start..at);
            }
            None => is_open[kind] = true,
        }
    }
    tags
}

/// What matters of a language beside its marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    /// It has words that start with an apostrophe.
    English,
    /// It has none of these signs.
    LeftAlone,
    Other,
}

struct Reader<'a> {
    run: &'a str,
    /// The marks of a quotation, and of one within it.
    marks: [(&'a str, &'a str); 2],
    language: Language,
    /// The signs of the folder's tool, where it sets them.
    tool: Option<&'a Signs>,
    /// Where the last double mark stands.
    last_double: usize,
    /// Whether a quotation is open, and whether one within it is.
    double: bool,
    single: bool,
    /// Where the last mark ends that opened a quotation.
    opened: usize,
}

impl<'a> Reader<'a> {
    /// How long a sign is, and what stands for it; none where it stays.
    fn sign(&mut self, at: usize) -> (usize, Option<Cow<'a, str>>) {
        let rest = &self.run[at..];
        if let Some(literal) = rest.strip_prefix(LITERAL) {
            let kept = literal.chars().next().map_or(0, char::len_utf8);
            let kept_text = literal[..kept].to_owned();
            return (LITERAL.len_utf8() + kept, Some(Cow::Owned(kept_text)));
        }
        if self.language == Language::LeftAlone {
            return (1, None);
        }
        match (rest.as_bytes()[0], self.tool) {
            (b'"', _) => (1, self.double_mark(at).map(Cow::Borrowed)),
            (b'\'', _) => (1, self.single_mark(at).map(Cow::Borrowed)),
            (_, Some(signs)) => of_tool(rest, signs),
            (b'-', None) => self.dash(at),
            (b'.', None) => {
                let dots = rest.bytes().take_while(|&byte| byte == b'.').count();
                (dots, (dots == 3).then_some(Cow::Borrowed("…")))
            }
            _ => (1, None),
        }
    }

    /// `--` and `---`, unless it starts an option of a command or is a part of an arrow.
    fn dash(&self, at: usize) -> (usize, Option<Cow<'a, str>>) {
        let length = self.run[at..].bytes().take_while(|&byte| byte == b'-').count();
        let (before, behind) = self.beside(at, length);
        let starts_word = before.is_none_or(char::is_whitespace)
            && behind.is_some_and(|char| !char.is_whitespace());
        let in_arrow = before == Some('<') || behind == Some('>');
        let dash = match length {
            2 if !starts_word && !in_arrow => Some("–"),
            3 if !in_arrow => Some("—"),
            _ => None,
        };
        (length, dash.map(Cow::Borrowed))
    }

    fn double_mark(&mut self, at: usize) -> Option<&'a str> {
        let (before, behind) = self.beside(at, 1);
        let starts = self.starts(at, before);
        let goes_on = behind.is_some_and(|char| !char.is_whitespace());
        if is_hebrew(before) && is_hebrew(behind) {
            return None;
        }
        if !starts && is_digit(before) && (!self.double || self.is_inches(at)) {
            let closes = |signs: &'a Signs| signs.closes_alone.then_some(self.marks[0].1);
            return self.tool.map_or(Some("″"), closes);
        }
        if !starts && self.double {
            self.double = false;
            return Some(self.marks[0].1);
        }
        if goes_on {
            self.double = true;
            self.opened = at + 1;
            return Some(self.marks[0].0);
        }
        let closes_alone = self.tool.is_none_or(|signs| signs.closes_alone);
        (!starts && closes_alone).then_some(self.marks[0].1)
    }

    fn single_mark(&mut self, at: usize) -> Option<&'a str> {
        let apostrophe = self.tool.map_or("’", |signs| &signs.apostrophe);
        let prime = if self.tool.is_some() { apostrophe } else { "′" };
        let (before, behind) = self.beside(at, 1);
        let starts = self.starts(at, before);
        let in_word = behind.is_some_and(char::is_alphanumeric);
        if is_hebrew(before) {
            return None;
        }
        if !starts && in_word {
            return Some(if is_digit(before) && is_digit(behind) { prime } else { apostrophe });
        }
        if starts && behind.is_some_and(|char| !char.is_whitespace()) {
            let word = &self.run[at + 1..];
            let is_elided = in_word && self.is_elided(word);
            if is_elided || !self.is_closed(at) {
                return Some(apostrophe);
            }
            self.single = true;
            self.opened = at + 1;
            return Some(self.marks[1].0);
        }
        if starts {
            return None;
        }
        if self.single {
            self.single = false;
            return Some(self.marks[1].1);
        }
        Some(if is_digit(before) { prime } else { apostrophe })
    }

    /// Whether a mark that closes a quotation follows, before one that opens another.
    fn is_closed(&self, at: usize) -> bool {
        let marks = self.run[at + 1..].match_indices('\'').map(|(behind, _)| at + 1 + behind);
        for mark in marks {
            let (before, behind) = self.beside(mark, 1);
            let in_word = behind.is_some_and(char::is_alphanumeric);
            if !in_word && before.is_some_and(|char| !char.is_whitespace()) {
                return true;
            }
            let is_mark = behind.is_some_and(|char| !char.is_whitespace());
            if is_mark && self.starts(mark, before) && !self.is_elided(&self.run[mark + 1..]) {
                return false;
            }
        }
        false
    }

    /// Whether a word behind an apostrophe is one that starts with it.
    fn is_elided(&self, word: &str) -> bool {
        is_decade(word) || (self.language == Language::English && is_elided(word))
    }

    /// Whether a mark behind a digit in a quotation stands for inches: the mark that ends the
    /// quotation follows, at once or behind a height in feet.
    fn is_inches(&self, at: usize) -> bool {
        let before = self.run[..at].trim_end_matches(|char: char| char.is_ascii_digit());
        let feet = before.strip_suffix(['\'', '′']).and_then(|feet| feet.chars().next_back());
        self.run[at + 1..].starts_with('"') || (is_digit(feet) && at < self.last_double)
    }

    /// The characters on both sides of a sign.
    fn beside(&self, at: usize, length: usize) -> (Option<char>, Option<char>) {
        (self.run[..at].chars().next_back(), self.run[at + length..].chars().next())
    }

    /// Whether a quotation may start at a place.
    fn starts(&self, at: usize, before: Option<char>) -> bool {
        let opens = |char: char| char.is_whitespace() || "([{<–—-/=«„‚¿¡".contains(char);
        before.is_none_or(opens) || (at > 0 && self.opened == at)
    }
}

/// What a tool sets for the sign that a text starts with, wherever it stands.
fn of_tool<'a>(rest: &str, signs: &'a Signs) -> (usize, Option<Cow<'a, str>>) {
    let run = |sign| rest.bytes().take_while(|&byte| byte == sign).count();
    match (signs.runs, run(b'-'), run(b'.')) {
        (Runs::OfTwoAndThree, length @ 4.., _) | (Runs::OfTwoAndThree, _, length @ 4..) => {
            return (length, None);
        }
        (Runs::Shared, length @ 4.., _) => {
            let em = match length % 3 {
                0 => length / 3,
                _ if length % 2 == 0 => 0,
                1 => (length - 4) / 3,
                _ => (length - 2) / 3,
            };
            let dashes = [signs.em_dash.repeat(em), signs.en_dash.repeat((length - 3 * em) / 2)];
            return (length, Some(Cow::Owned(dashes.concat())));
        }
        _ => {}
    }
    let known = [
        ("---", &signs.em_dash),
        ("--", &signs.en_dash),
        ("...", &signs.ellipsis),
        ("<<", &signs.angles.0),
        (">>", &signs.angles.1),
    ];
    let found = known.into_iter().find(|(written, _)| rest.starts_with(written));
    found.map_or((1, None), |(written, sign)| (written.len(), Some(Cow::Borrowed(sign.as_str()))))
}

fn is_digit(char: Option<char>) -> bool {
    char.is_some_and(char::is_numeric)
}

/// Hebrew writes its abbreviations and numbers with such marks within a word.
fn is_hebrew(char: Option<char>) -> bool {
    char.is_some_and(|char| ('\u{05D0}'..='\u{05EA}').contains(&char))
}

/// Whether a word starts with an apostrophe in English: `'twas`.
fn is_elided(behind: &str) -> bool {
    let end = behind.find(|char: char| !char.is_alphanumeric()).unwrap_or(behind.len());
    ELIDED.contains(&&*behind[..end].to_lowercase())
}

/// Whether a year without its century follows, with the ending of its decade where it has one: `'89`,
/// `'90s`, `'90ern`.
fn is_decade(behind: &str) -> bool {
    let digits = behind.len() - behind.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let end = behind.find(|char: char| !char.is_alphanumeric()).unwrap_or(behind.len());
    digits == 2 && behind[digits..end].chars().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_the_language() {
        for (lang, text, expected) in [
            ("en", "\"a\" and \"b 'c' d\"", "“a” and “b ‘c’ d”"),
            ("de", "Sie sagte: \"Das ist 'gut' so.\"", "Sie sagte: „Das ist ‚gut‘ so.“"),
            ("de-AT", "'s ist \"gut\", so geht's", "’s ist „gut“, so geht’s"),
            ("de", "Anno '89, die '90ern und 'so'", "Anno ’89, die ’90ern und ‚so‘"),
            ("de", "Er sang 'twas a 'gut' Lied", "Er sang ’twas a ‚gut‘ Lied"),
            ("it", "Gli anni '80 e un po' di", "Gli anni ’80 e un po’ di"),
            ("fr", "\"l'eau\"", "«\u{202f}l’eau\u{202f}»"),
            ("sv", "\"ja\"", "”ja”"),
            ("pl", "\"tak\"", "„tak”"),
            ("ja", "は\"はい\"と...", "は\"はい\"と..."),
            ("ko", "\"예\"", "\"예\""),
            ("he", "צה\"ל אמר \"כן\"", "צה\"ל אמר “כן”"),
            ("en", "は\"はい\"と", "は“はい”と"),
        ] {
            assert_eq!(curled(text, SignsOf::Language(lang)), expected, "{lang}: {text}");
        }
    }

    #[test]
    fn tags_of_templates_are_found_in_linear_time() {
        for part in ["{{", "{% ", "{{ {% }}", "{{ a }} {", "%} {{"] {
            crate::text::pace::assert_linear(part, 12_500, |times| _ = tags(&part.repeat(times)));
        }
    }

    #[test]
    fn a_tool_sets_its_own_signs_in_every_language() {
        let signs = Signs { angles: ("«".to_owned(), "»".to_owned()), ..Signs::default() };
        let hugo = Signs { closes_alone: false, ..signs.clone() };
        for (runs, expected) in [
            (Runs::Cut, "a— —- —– —— … …."),
            (Runs::OfTwoAndThree, "a— ---- ----- ------ … ...."),
            (Runs::Shared, "a— –– —– —— … …."),
        ] {
            let signs = Signs { runs, ..signs.clone() };
            let set = curled("a--- ---- ----- ------ ... ....", SignsOf::Tool(&signs));
            assert_eq!(set, expected, "{runs:?}");
        }
        for (text, expected) in [
            ("\"ja\" -- run --all --- <<x>> ...", "“ja” – run –all — «x» …"),
            ("it's 'so', the '90s", "it’s ‘so’, the ’90s"),
            ("a 3\" pipe", "a 3” pipe"),
            ("は\"はい\"と", "は“はい”と"),
            (
                "\"a\" {{ \"b\" | c }} {% d \"e\" %} \"f\" {{ \"g\"",
                "“a” {{ \"b\" | c }} {% d \"e\" %} “f” {{ “g”",
            ),
        ] {
            assert_eq!(curled(text, SignsOf::Tool(&signs)), expected, "{text}");
        }
        let stays = "a 3\" pipe, b\" end";
        assert_eq!(curled(stays, SignsOf::Tool(&hugo)), stays);
    }

    #[test]
    fn marks_open_and_close_where_they_should() {
        for (text, expected) in [
            ("and\"none\".", "and“none”."),
            ("(\"a\") [\"b\"]—\"c\"", "(“a”) [“b”]—“c”"),
            ("\"'a' b\"", "“‘a’ b”"),
            ("'a' 'b c'", "‘a’ ‘b c’"),
            ("'twas the '90s, rock 'n' roll, get 'em", "’twas the ’90s, rock ’n’ roll, get ’em"),
            ("it's the dogs' and James's", "it’s the dogs’ and James’s"),
            ("A 3\" pipe, 5'10\" tall, 6' wide", "A 3″ pipe, 5′10″ tall, 6′ wide"),
            ("\"about 5\" he said", "“about 5” he said"),
            ("a 3/4\" and a ½\" pipe", "a 3/4″ and a ½″ pipe"),
            ("\"a 3/4\"\" and \"he is 5'11\" tall\"", "“a 3/4″” and “he is 5′11″ tall”"),
            ("\"5'11\"\", \"Model 3\" and 6″", "“5′11″”, “Model 3” and 6″"),
            ("the 1990's", "the 1990’s"),
            ("a \" b ' c", "a \" b ' c"),
            ("1--2, a -- b, a---b", "1–2, a – b, a—b"),
            ("run --all --or -x", "run --all --or -x"),
            ("a --> b <-- c ---- d", "a --> b <-- c ---- d"),
            ("wait... and.... no..", "wait… and.... no.."),
            ("\u{FDD0}\"a\u{FDD0}\" it\u{FDD0}'s", "\"a\" it's"),
        ] {
            assert_eq!(curled(text, SignsOf::Language("en")), expected, "{text}");
        }
    }
}
