//! Settings that leave pages out, of tools whose order is not read, and where their sites start: their
//! other habits are those of a plain folder.
//!
//! * `VitePress`, `srcExclude` and `srcDir`: <https://vitepress.dev/reference/site-config>
//! * Starlight: <https://starlight.astro.build/guides/project-structure/>
//! * Eleventy, `.eleventyignore`, `ignores.add` and files of data:
//!   <https://www.11ty.dev/docs/ignores/>, <https://www.11ty.dev/docs/data-template-dir/>
//! * GitBook, `.bookignore`: <https://docs.gitbook.com>
//! * Quarto, `project.render` and `_metadata.yml`:
//!   <https://quarto.org/docs/projects/quarto-projects.html>
//! * Bookdown, `rmd_files`: <https://bookdown.org/yihui/bookdown/configuration.html>
//! * Sphinx, `exclude_patterns`: <https://www.sphinx-doc.org/en/master/usage/configuration.html>

use super::door::Door;
use super::{starlight, vitepress};
use crate::diag::Diagnostic;
use crate::files::PackPath;
use crate::source::paths::{join, within};
use crate::source::program::{Token, source_folder, tokens};
use crate::source::publication::{self, PathRule, by_globs, by_lines, concerns, outside_globs};
use crate::span::Span;
use crate::yaml::Node;

/// What such settings say.
pub(super) struct Beside {
    /// What they leave out.
    pub(super) rules: Vec<PathRule>,
    /// The folders that a slash at the start of an address may mean.
    pub(super) roots: Vec<String>,
}

/// Reads them all; what cannot be understood refuses.
pub(super) fn read(door: &mut Door<'_>) -> Beside {
    let mut read = Beside { rules: ignore_files(door), roots: of_starlight(door) };
    of_vitepress(door, &mut read);
    read.rules.extend(eleventy(door));
    read.rules.extend(quarto(door));
    bookdown(door);
    read.rules.extend(sphinx(door));
    read
}

/// Files of patterns, one a line.
fn ignore_files(door: &mut Door<'_>) -> Vec<PathRule> {
    let mut rules = Vec::new();
    for name in [".eleventyignore", ".bookignore"] {
        let Some(file) = door.first(&[name]).and_then(|path| door.open(&path)) else { continue };
        let lines = door.text(file).to_owned();
        let cause = format!("`{name}` leaves it out");
        let span = Span::new(file, 0..0);
        rules.extend(by_lines("", &lines, cause, span, &mut |it| door.say(it)));
    }
    rules
}

fn of_vitepress(door: &mut Door<'_>, read: &mut Beside) {
    for folder in vitepress::FOLDERS {
        let found = vitepress::settings(folder, door);
        let Some(file) = found.and_then(|path| door.open(&path)) else { continue };
        let folder = folder.trim_end_matches('/');
        let root = source_folder(door.text(file), folder).unwrap_or_else(|| folder.to_owned());
        let public = join(&root, "public");
        read.roots.extend([root.clone(), public]);
        let Some(patterns) = door.texts_under(file, "srcExclude") else { continue };
        let cause = "`srcExclude` in the settings of VitePress leaves it out".to_owned();
        let patterns = patterns.iter().map(String::as_str);
        let span = Span::new(file, 0..0);
        let say = &mut |it: Diagnostic| door.say(it);
        read.rules.push(by_globs(&root, patterns, cause, span, &mut *say));
        if root != folder {
            let cause = "it lies outside `srcDir` of VitePress".to_owned();
            let below = format!("{}/**", within(folder, &root).unwrap_or(&root));
            read.rules.push(outside_globs(folder, [&*below], cause, span, say));
        }
    }
}

/// Where the pages of a site with Starlight start, and its files that no page is made of.
fn of_starlight(door: &Door<'_>) -> Vec<String> {
    let of_site = || vec![starlight::PAGES.to_owned(), "public".to_owned()];
    starlight::settings("", door).map(|_| of_site()).unwrap_or_default()
}

fn eleventy(door: &mut Door<'_>) -> Vec<PathRule> {
    let names = ["js", "cjs", "mjs", "ts"].map(|ending| format!("eleventy.config.{ending}"));
    let names: Vec<String> = names.into_iter().chain([".eleventy.js".to_owned()]).collect();
    let path = door.first_of(&names);
    let says = |path: &PackPath| {
        let beside = path.folder().rsplit('/').next().is_some_and(|folder| folder == path.stem());
        path.file_name().contains(".11tydata.") || (beside && path.extension() == Some("json"))
    };
    let data: Vec<PackPath> = match &path {
        Some(_) => door.listing().iter().filter(|path| says(path)).cloned().collect(),
        None => Vec::new(),
    };
    for path in data {
        let Some(file) = door.open(&path) else { continue };
        let key = tokens(door.text(file)).find_map(|(_, token)| match token {
            Token::Word(word) | Token::Text(word) => Some(word).filter(|it| says_of_page(it)),
            Token::Sign(_) => None,
        });
        if let Some(key) = key {
            let message =
                format!("`{path}` says `{key}` for the pages beside it, which is not read");
            door.refuse(message, Some(Span::new(file, 0..0)));
        }
    }
    let Some(file) = path.and_then(|path| door.open(&path)) else { return Vec::new() };
    let Some(patterns) = added(door.text(file)) else {
        let message = "`ignores.add` is computed here, so that what it leaves out is not known";
        door.refuse(message.to_owned(), Some(Span::new(file, 0..0)));
        return Vec::new();
    };
    let cause = "`ignores` in the settings of Eleventy leaves it out".to_owned();
    let patterns = patterns.iter().map(String::as_str);
    let say = &mut |it: Diagnostic| door.say(it);
    vec![by_globs("", patterns, cause, Span::new(file, 0..0), say)]
}

/// Whether a key may hold pages back, of which a date alone says nothing.
fn says_of_page(key: &str) -> bool {
    concerns(key) && key != "date"
}

/// The texts that a program adds to `ignores`; none where it adds something else.
fn added(program: &str) -> Option<Vec<String>> {
    let mut tokens = tokens(program).map(|(_, token)| token);
    let mut texts = Vec::new();
    while let Some(token) = tokens.next() {
        let opens = token == Token::Word("ignores".to_owned())
            && tokens.next() == Some(Token::Sign('.'))
            && tokens.next() == Some(Token::Word("add".to_owned()));
        if opens {
            tokens.next();
            let Some(Token::Text(text)) = tokens.next() else { return None };
            texts.push(text);
        }
    }
    Some(texts)
}

fn quarto(door: &mut Door<'_>) -> Vec<PathRule> {
    let path = door.first(&["_quarto.yml", "_quarto.yaml"]);
    let Some(settings) = path.and_then(|path| door.settings(&path)) else { return Vec::new() };
    for path in door.named("", &["_metadata.yml", "_metadata.yaml"]) {
        let Some(said) = door.settings(&path) else { continue };
        if let Some(entry) = said.entries().iter().find(|it| says_of_page(&it.key)) {
            let message =
                format!("`{path}` says `{}` for the pages beside it, which is not read", entry.key);
            door.refuse(message, Some(entry.key_span));
        }
    }
    let Some(render) = settings.get("project").and_then(|project| project.get("render")) else {
        return Vec::new();
    };
    let texts: Option<Vec<&str>> = render.items().iter().map(Node::as_text).collect();
    let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
        door.say(publication::misshapen("render", render, "a list of texts"));
        return Vec::new();
    };
    let (out, taken): (Vec<&str>, Vec<&str>) =
        texts.into_iter().partition(|it| it.starts_with('!'));
    let cause = || "`render` in `_quarto.yml` does not take it".to_owned();
    let out = out.into_iter().map(|pattern| pattern.trim_start_matches('!'));
    let say = &mut |it: Diagnostic| door.say(it);
    let mut rules = vec![by_globs("", out, cause(), render.span, &mut *say)];
    if !taken.is_empty() {
        rules.push(outside_globs("", taken, cause(), render.span, say));
    }
    rules
}

fn bookdown(door: &mut Door<'_>) {
    let path = door.first(&["_bookdown.yml"]);
    let Some(settings) = path.and_then(|path| door.settings(&path)) else { return };
    if let Some(files) = settings.get("rmd_files") {
        let message = "`rmd_files` chooses the pages of this book, and is not read".to_owned();
        door.refuse(message, Some(files.span));
    }
}

fn sphinx(door: &mut Door<'_>) -> Vec<PathRule> {
    let mut rules = Vec::new();
    for path in door.named("", &["conf.py"]) {
        let Some(file) = door.open(&path) else { continue };
        if !door.text(file).contains("exclude_patterns") {
            continue;
        }
        let Some(patterns) = assigned(&without_remarks(door.text(file))) else {
            let message =
                "`exclude_patterns` is computed here, so that what it leaves out is not known";
            door.refuse(message.to_owned(), Some(Span::new(file, 0..0)));
            continue;
        };
        let cause = "`exclude_patterns` in the settings of Sphinx leaves it out".to_owned();
        let patterns = patterns.iter().map(String::as_str);
        let say = &mut |it: Diagnostic| door.say(it);
        rules.push(by_globs(path.folder(), patterns, cause, Span::new(file, 0..0), say));
    }
    rules
}

/// The program without what stands behind `#`.
fn without_remarks(program: &str) -> String {
    let lines = program.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.map(|line| line.split(" #").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The texts of the list `exclude_patterns`; none where it is something else, or is added to.
fn assigned(program: &str) -> Option<Vec<String>> {
    let mut tokens = tokens(program).map(|(_, token)| token).peekable();
    let mut texts = Vec::new();
    while let Some(token) = tokens.next() {
        if token != Token::Word("exclude_patterns".to_owned()) {
            continue;
        }
        let (Token::Sign('='), Token::Sign('[')) = (tokens.next()?, tokens.next()?) else {
            return None;
        };
        loop {
            match tokens.next()? {
                Token::Text(text) => texts.push(text),
                Token::Sign(',') => {}
                Token::Sign(']') => break,
                _ => return None,
            }
        }
        if matches!(tokens.peek(), Some(Token::Sign('+' | '.'))) {
            return None;
        }
    }
    Some(texts)
}
