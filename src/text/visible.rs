//! Words from outside as they may be printed: nothing in them moves a cursor, turns the direction
//! of a line, hides, or is taken by a build server as a command to itself.
//!
//! Names of files, titles and keys come from whoever wrote a pack. What reaches a terminal or the
//! log of a build server passes through here.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Where words are to stand, which says how a character is written that must not stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Before people: `\u{1b}`.
    Shown,
    /// Before people, behind a line's number, so that it starts no line.
    Source,
    /// Within a string of JSON (RFC 8259, 7): `\u001b`.
    Json,
}

/// Words on one line, with every character shown that would otherwise act or hide. Tabs and line
/// breaks are shown too: a name that holds one cannot begin a line.
pub fn visible(words: &str) -> Cow<'_, str> {
    written(words, Form::Shown, |_| false)
}

/// Lines of our own, which may hold words from outside: as [`visible`], but line breaks stay, and
/// no line starts a build server's command.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    written(text, Form::Shown, |character| character == '\n')
}

/// A line of somebody's file, with tabs as they are.
pub fn visible_source(line: &str) -> Cow<'_, str> {
    written(line, Form::Source, |character| character == '\t')
}

/// Coloured lines of our own, whose words have been made visible: takes the commands of build
/// servers out of them that came about where words were put together.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    written(text, Form::Shown, |_| true)
}

/// JSON that is printed, with the same meaning: only strings hold what is escaped.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    written(json, Form::Json, |character| character == '\n')
}

fn written(text: &str, form: Form, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let acts = |character: char| acts_or_hides(character) && !stays(character);
    if !text.chars().any(acts) && !may_command(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut at_line_start = form != Form::Source;
    for (at, character) in text.char_indices() {
        let rest = &text[at..];
        let commands = (at_line_start && rest.starts_with("::"))
            || (character == '#' && out.ends_with('#') && opens_bracket(rest))
            || starts_section(rest);
        if acts(character) || commands {
            escape(&mut out, character, form);
        } else {
            out.push(character);
        }
        at_line_start = character == '\n' || (at_line_start && character.is_whitespace());
    }
    Cow::Owned(out)
}

/// Characters that are not seen themselves, but move, turn, break, ring or hide. Joiners stay,
/// since Persian, Hindi and emoji are written with them.
fn acts_or_hides(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether words show nothing on paper: blanks, marks that hide, fillers that look like a blank.
pub fn is_blank(words: &str) -> bool {
    let blank = |character: char| {
        character.is_whitespace()
            || acts_or_hides(character)
            || matches!(
                character,
                '\u{34f}'
                    | '\u{115f}'
                    | '\u{1160}'
                    | '\u{17b4}'
                    | '\u{17b5}'
                    | '\u{180b}'..='\u{180f}'
                    | '\u{200c}'
                    | '\u{200d}'
                    | '\u{2800}'
                    | '\u{3164}'
                    | '\u{fe00}'..='\u{fe0f}'
                    | '\u{ffa0}'
                    | '\u{e0080}'..='\u{e0fff}'
            )
    };
    words.chars().all(blank)
}

/// A quick look whether a text may hold a command at all.
fn may_command(text: &str) -> bool {
    text.contains("##") || text.contains("::") || SECTIONS.iter().any(|mark| text.contains(mark))
}

/// How GitLab and Travis open and close the sections of a log, anywhere in a line.
const SECTIONS: [&str; 4] = ["section_start:", "section_end:", "travis_fold:", "travis_time:"];

fn starts_section(rest: &str) -> bool {
    rest.starts_with(['s', 't']) && SECTIONS.iter().any(|mark| rest.starts_with(mark))
}

/// Whether a second `#` is that of `##[`, `##vso[` or `##teamcity[`: GitHub, Azure and TeamCity find
/// these anywhere in a line.
fn opens_bracket(from_hash: &str) -> bool {
    let name =
        from_hash[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
    name.starts_with('[')
}

fn escape(out: &mut String, character: char, form: Form) {
    // Writing to a string does not fail.
    let _ = match (form, character) {
        (Form::Shown | Form::Source, '\n') => write!(out, "\\n"),
        (Form::Shown | Form::Source, '\r') => write!(out, "\\r"),
        (Form::Shown | Form::Source, '\t') => write!(out, "\\t"),
        (Form::Shown | Form::Source, _) => write!(out, "\\u{{{:x}}}", u32::from(character)),
        (Form::Json, _) => character
            .encode_utf16(&mut [0; 2])
            .iter()
            .try_for_each(|unit| write!(out, "\\u{unit:04x}")),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        let shown = [
            ("\u{1b}]0;taken\u{7}", "\\u{1b}]0;taken\\u{7}"),
            ("a\nb\r\n\tc", "a\\nb\\r\\n\\tc"),
            ("\u{7f}\u{9b}31m", "\\u{7f}\\u{9b}31m"),
            ("fdp.\u{202e}exe\u{2066}", "fdp.\\u{202e}exe\\u{2066}"),
            ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
            ("\u{feff}la\u{200b}ng", "\\u{feff}la\\u{200b}ng"),
        ];
        for (words, expected) in shown {
            assert_eq!(visible(words), expected);
        }
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for words in ["", " \u{a0}\t", "\u{200b}\u{2060}", "\u{3164}", "\u{2800}\u{200d}\u{fe0f}"] {
            assert!(is_blank(words), "{words:?}");
        }
        for words in ["a", "·", "\u{200b}-", "機"] {
            assert!(!is_blank(words), "{words:?}");
        }
    }

    #[test]
    fn a_line_of_a_file_stands_behind_its_number() {
        assert_eq!(visible("::: note"), "\\u{3a}:: note");
        assert_eq!(visible_source("::: note\u{1b}"), "::: note\\u{1b}");
        assert!(!visible_source("::: ##vso[x]").contains("##vso["));
    }

    #[test]
    fn words_of_every_language_stay_as_they_are() {
        let words = ["Größe", "می‌خواهم", "क्‍ष", "👩‍👩‍👧", "a::b", "std::fmt", "# [a]", "## Part [1]"];
        for words in words {
            assert_eq!(visible(words), words);
        }
    }

    #[test]
    fn no_line_is_a_command_to_a_build_server() {
        let commands = [
            ("::error::x", "\\u{3a}:error::x"),
            ("  ::set-output name=a::b", "  \\u{3a}:set-output name=a::b"),
            ("page ##vso[task.complete]", "page #\\u{23}vso[task.complete]"),
            ("##[error]x", "#\\u{23}[error]x"),
            ("##teamcity[a]", "#\\u{23}teamcity[a]"),
            ("###[a]", "##\\u{23}[a]"),
            ("x section_start:1:a", "x \\u{73}ection_start:1:a"),
            ("travis_fold:start:a", "\\u{74}ravis_fold:start:a"),
        ];
        for (line, expected) in commands {
            assert_eq!(visible(line), expected);
            assert_eq!(visible_lines(line), expected);
            let within = format!("one\n{line}\n");
            assert_eq!(visible_lines(&within), format!("one\n{expected}\n"));
            assert_eq!(without_commands(&within), format!("one\n{expected}\n"));
        }
    }

    #[test]
    fn json_means_the_same_as_before() {
        let words = "a\u{9b}\u{202e}\u{e0041} ##vso[x] section_end:1:b \u{7f}";
        let json = serde_json::to_string(words).unwrap();
        let printed = visible_json(&json);
        assert!(printed.is_ascii() && !printed.contains("##vso["), "{printed}");
        assert!(!printed.contains("section_end:"), "{printed}");
        assert_eq!(serde_json::from_str::<String>(&printed).unwrap(), words);
    }
}
