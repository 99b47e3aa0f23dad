//! Docusaurus: what its plugin for docs leaves out, and what belongs to other versions and
//! languages.
//!
//! <https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs>: names that start with
//! `_` are excluded, and so are tests. The settings are a program, which is not run; of it the
//! patterns under `exclude` are read, which are texts as a rule.

use std::ops::Range;

use super::globs::{Globs, Stars};
use super::{Force, Matches, PathRule, Publishing};
use crate::diag::Diagnostic;
use crate::source::left_out::Reason;
use crate::source::program::{Token, tokens};
use crate::span::Span;

/// What a Docusaurus project publishes: `patterns` are those of its settings, with their file.
pub(in crate::source) fn publishing(
    root: &str,
    patterns: Option<&(Vec<String>, Span)>,
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let rule = |matches, force, cause: &str| PathRule {
        matches,
        force,
        reason: Reason::Tool(cause.to_owned()),
    };
    let folder = |name: &str| Matches::FolderNamed(name.to_owned());
    let test = "it is a test, which Docusaurus does not publish";
    let version = "it belongs to an older version";
    let excluded = patterns.map(|(patterns, span)| {
        let patterns = patterns.iter().map(String::as_str);
        let globs = Matches::Globs(Globs::new(root, patterns, Stars::Within, (*span, say)));
        rule(globs, Force::Held, "`exclude` in the settings of Docusaurus leaves it out")
    });
    let always = [
        rule(folder("__tests__"), Force::Held, test),
        rule(Matches::Suffix(".test".to_owned()), Force::Held, test),
        rule(Matches::Folder("i18n".to_owned()), Force::Elsewhere, "it is a translation"),
        rule(Matches::Folder("versioned_docs".to_owned()), Force::Elsewhere, version),
    ];
    Publishing { rules: excluded.into_iter().chain(always).collect(), ..Publishing::default() }
}

/// The patterns that a program lists under `exclude`, or the place of what is no list of texts. A
/// regular expression there is meant for files of other kinds.
pub(in crate::source) fn excluded(program: &str) -> Result<Vec<String>, Range<usize>> {
    let mut tokens = tokens(program);
    let mut patterns = Vec::new();
    let mut before = None;
    while let Some((at, token)) = tokens.next() {
        let opens = token == Token::Sign(':') && before.as_deref() == Some("exclude");
        before = match token {
            Token::Word(word) | Token::Text(word) => Some(word),
            Token::Sign(_) => None,
        };
        if !opens {
            continue;
        }
        match tokens.next() {
            Some((_, Token::Sign('['))) => loop {
                match tokens.next() {
                    Some((_, Token::Text(text))) => patterns.push(text),
                    Some((_, Token::Sign(','))) => {}
                    Some((_, Token::Sign(']'))) => break,
                    _ => return Err(at..at + 1),
                }
            },
            Some((_, Token::Sign('/'))) => {}
            _ => return Err(at..at + 1),
        }
    }
    Ok(patterns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_of_a_program_and_nothing_else() {
        let program = "// exclude: ['a']\nconst it = { docs: { exclude: ['b/**', \"c\", `d`,], },\n\
                       'exclude' : [/* 'e' */ 'f\\'g'] , title: 'exclude: [x]', rule: { exclude: /h/ } }";
        assert_eq!(excluded(program).unwrap(), ["b/**", "c", "d", "f'g"]);
        for unknown in ["exclude: patterns", "exclude: [...more, 'a']", "exclude: [`${a}`]"] {
            assert!(excluded(unknown).is_err(), "{unknown}");
        }
        assert_eq!(excluded("title: 'it").unwrap(), [""; 0]);
    }

    #[test]
    fn time_grows_as_the_length() {
        for part in ["exclude: ['a'],", "/* a */", "// a\n", "`", "'a\n", "exclude "] {
            let start = std::time::Instant::now();
            let _ = excluded(&part.repeat(100_000));
            assert!(start.elapsed().as_secs() < 20, "{part:?}");
        }
    }
}
