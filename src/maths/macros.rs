//! Macros: commands of an author's own, which are written out before a formula is read.

use std::collections::BTreeMap;

use super::comments::without_comments;
use super::scan::{argument, braced, commands, optional};
use super::{Fault, LONGEST};

/// How often macros are written out in one formula, and how deep in one another.
const MOST: usize = 2000;
const DEEPEST: usize = 32;

/// Commands by their names, with backslashes.
#[derive(Clone, Debug, Default)]
pub struct Macros {
    known: BTreeMap<String, Macro>,
}

#[derive(Clone, Debug)]
struct Macro {
    /// How many arguments it takes.
    arguments: usize,
    /// What its first argument is where none is given in brackets.
    default: Option<String>,
    body: String,
}

impl Macros {
    /// Macros by their names, with or without backslashes. As many arguments are taken as the
    /// highest number behind a `#` says.
    pub fn new<'a>(bodies: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let known = bodies.into_iter().map(|(name, body)| {
            let name = format!("\\{}", name.trim().trim_start_matches('\\'));
            let body = without_comments(body);
            let used = |number: &usize| body.contains(&format!("#{number}"));
            let arguments = (1..=9).rev().find(used).unwrap_or(0);
            (name, Macro { arguments, default: None, body: body.into_owned() })
        });
        Self { known: known.collect() }
    }

    /// Whether a source uses one of them.
    pub fn concern(&self, tex: &str) -> bool {
        !self.known.is_empty() && commands(tex).any(|command| self.known.contains_key(command))
    }

    /// Writes out all of them in a source, and those that it defines itself.
    ///
    /// # Errors
    /// Where a definition cannot be read, an argument is missing, or there is no end to it.
    pub fn expand(&self, tex: &str) -> Result<String, Fault> {
        let mut expander =
            Expander { known: self.known.clone(), count: 0, out: String::with_capacity(tex.len()) };
        expander.expand(tex, 0)?;
        Ok(expander.out)
    }
}

struct Expander {
    known: BTreeMap<String, Macro>,
    /// How many were written out.
    count: usize,
    out: String,
}

impl Expander {
    fn expand(&mut self, tex: &str, depth: usize) -> Result<(), Fault> {
        let mut rest = tex;
        while let Some(start) = rest.find('\\') {
            self.out.push_str(&rest[..start]);
            rest = &rest[start..];
            let Some(command) = commands(rest).next() else { break };
            let after = &rest[command.len()..];
            rest = match command {
                "\\newcommand" | "\\renewcommand" | "\\providecommand" => {
                    self.command(command, after)?
                }
                "\\def" => self.def(after)?,
                "\\DeclareMathOperator" => self.operator(after)?,
                name if self.known.contains_key(name) => self.write_out(name, after, depth)?,
                other => {
                    self.out.push_str(other);
                    after
                }
            };
            if self.out.len() > LONGEST || self.count > MOST {
                return Err(Fault::new("what its macros stand for has no end"));
            }
        }
        self.out.push_str(rest);
        Ok(())
    }

    /// Writes out a macro with its arguments, and returns what follows them.
    fn write_out<'t>(
        &mut self,
        name: &str,
        after: &'t str,
        depth: usize,
    ) -> Result<&'t str, Fault> {
        let Some(known) = self.known.get(name).cloned() else { return Ok(after) };
        if depth >= DEEPEST {
            return Err(Fault::new("what its macros stand for has no end"));
        }
        self.count += 1;
        let (arguments, rest) = known.arguments(name, after)?;
        // A script is one part, whatever it stands for.
        let is_script = self.out.trim_end().ends_with(['^', '_']);
        self.out.push_str(if is_script { "{" } else { "" });
        self.expand(&known.filled(&arguments), depth + 1)?;
        self.out.push_str(if is_script { "}" } else { "" });
        // The last command of the body must not grow into what follows.
        let open = self
            .out
            .rfind('\\')
            .is_some_and(|at| self.out[at + 1..].chars().all(|c| c.is_ascii_alphabetic()));
        if open && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.out.push(' ');
        }
        Ok(rest)
    }

    /// `\newcommand{\name}[2][default]{body}` and its kin.
    fn command<'t>(&mut self, command: &str, after: &'t str) -> Result<&'t str, Fault> {
        let fault =
            || Fault::new(format!("`{command}` is not followed by a name and what it means"));
        let after = after.strip_prefix('*').unwrap_or(after);
        let (name, after) = argument(after).ok_or_else(fault)?;
        let (count, after) = optional(after).map_or((None, after), |(it, after)| (Some(it), after));
        let (default, after) =
            optional(after).map_or((None, after), |(it, after)| (Some(it.to_owned()), after));
        let (body, after) = argument(after).ok_or_else(fault)?;
        let count = count.map_or(Some(0), |count| count.trim().parse().ok());
        let arguments = count.filter(|count| *count < 10).ok_or_else(fault)?;
        let keep = command == "\\providecommand" && self.known.contains_key(name.trim());
        if !keep {
            self.define(name, Macro { arguments, default, body: body.to_owned() })
                .ok_or_else(fault)?;
        }
        Ok(after)
    }

    /// `\def\name#1#2{body}`. Other signs between the arguments are not understood.
    fn def<'t>(&mut self, after: &'t str) -> Result<&'t str, Fault> {
        let fault = |what: &str| Fault::new(format!("`\\def` {what}"));
        let missing = || fault("is not followed by a name and what it means");
        let (name, mut after) = argument(after).ok_or_else(missing)?;
        let mut arguments = 0;
        while let Some(rest) = after.trim_start().strip_prefix('#') {
            arguments += 1;
            let rest = rest.strip_prefix(|digit: char| digit.to_digit(10) == Some(arguments));
            after = rest.ok_or_else(|| fault("has arguments that do not count from 1"))?;
        }
        let arguments = arguments as usize;
        let (body, after) = braced(after).ok_or_else(missing)?;
        let defined = Macro { arguments, default: None, body: body.to_owned() };
        self.define(name, defined).ok_or_else(missing)?;
        Ok(after)
    }

    /// `\DeclareMathOperator{\name}{words}`, with a star where limits stand above and below.
    fn operator<'t>(&mut self, after: &'t str) -> Result<&'t str, Fault> {
        let fault =
            || Fault::new("`\\DeclareMathOperator` is not followed by a name and its words");
        let star = if after.starts_with('*') { "*" } else { "" };
        let (name, after) = argument(&after[star.len()..]).ok_or_else(fault)?;
        let (words, after) = argument(after).ok_or_else(fault)?;
        let body = format!("\\operatorname{star}{{{words}}}");
        self.define(name, Macro { arguments: 0, default: None, body }).ok_or_else(fault)?;
        Ok(after)
    }

    /// Keeps a macro; none where its name is no command.
    fn define(&mut self, name: &str, defined: Macro) -> Option<()> {
        let name = name.trim();
        let is_command = commands(name).next().is_some_and(|command| command == name);
        is_command.then(|| drop(self.known.insert(name.to_owned(), defined)))
    }
}

impl Macro {
    /// The arguments behind a use, and what follows them.
    fn arguments<'t>(&self, name: &str, after: &'t str) -> Result<(Vec<String>, &'t str), Fault> {
        let mut arguments = Vec::with_capacity(self.arguments);
        let mut rest = after;
        if let Some(default) = self.default.as_ref().filter(|_| self.arguments > 0) {
            let given = optional(rest);
            arguments.push(given.map_or_else(|| default.clone(), |(given, _)| given.to_owned()));
            rest = given.map_or(rest, |(_, after)| after);
        }
        while arguments.len() < self.arguments {
            let missing = || Fault::new(format!("an argument of `{name}` is missing"));
            let (given, after) = argument(rest).ok_or_else(missing)?;
            arguments.push(given.to_owned());
            rest = after;
        }
        Ok((arguments, rest))
    }

    fn filled(&self, arguments: &[String]) -> String {
        let mut text = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some((before, behind)) = rest.split_once('#') {
            text.push_str(before);
            let number = behind.chars().next().and_then(|digit| digit.to_digit(10));
            let given = number.and_then(|number| arguments.get(number.checked_sub(1)? as usize));
            text.push_str(given.map_or("#", String::as_str));
            rest = if given.is_some() { &behind[1..] } else { behind };
        }
        text + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(tex: &str) -> String {
        let macros = Macros::new([("R", r"\mathbb{R}"), (r"\norm", r"\lVert #1 \rVert")]);
        macros.expand(tex).unwrap_or_else(|fault| format!("fault: {}", fault.reason))
    }

    #[test]
    fn macros_are_written_out() {
        for (tex, meant) in [
            (r"x \in \R", r"x \in \mathbb{R}"),
            (r"x^\R \Rx", r"x^{\mathbb{R}} \Rx"),
            (r"\norm{a{b}}c \norm x", r"\lVert a{b} \rVert c \lVert x \rVert"),
            (r"\newcommand{\d}[2][t]{\frac{#2}{#1}} \d{x} \d[s]y", r" \frac{x}{t} \frac{y}{s}"),
            (r"\def\a#1{\b{#1}}\def\b#1{#1\alpha}\a zx", r"z\alpha x"),
            (r"\DeclareMathOperator*{\am}{arg\,max}\am_x", r"\operatorname*{arg\,max}_x"),
            (r"\providecommand{\R}{r}\R \renewcommand\R{s}\R", r"\mathbb{R} s"),
            (r"\newcommand{\p}{100\%}\p # \#", r"100\% # \#"),
        ] {
            assert_eq!(expanded(tex), meant, "{tex}");
        }
    }

    #[test]
    fn definitions_that_are_wrong_or_endless_are_told() {
        for (tex, words) in [
            (r"\def\a{\a\a}\a", "has no end"),
            (
                r"\def\a{xx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c\c",
                "has no end",
            ),
            (r"\def\a#2{x}", "do not count from 1"),
            (r"\def\a#1.#2{x}", "is not followed by"),
            (r"\newcommand{\a}[12]{x}", "is not followed by"),
            (r"\newcommand{a}{x}", "is not followed by"),
            (r"\norm", "argument of `\\norm` is missing"),
        ] {
            assert!(expanded(tex).contains(words), "{tex}: {}", expanded(tex));
        }
    }
}
