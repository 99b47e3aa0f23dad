//! What settings and the command line name and no page uses: variables, words that may be found.

use std::collections::BTreeSet;

use super::config::{SETTINGS, Settings};
use super::decode::Decoded;
use super::pages::read_text;
use super::{Wanted, variables};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::Files;
use crate::span::{Sources, Span};
use crate::text::composed;
use crate::yaml::{Located, nearest};

/// Reports each variable that nothing uses and each word of `proof.allow` that stands nowhere: in no
/// page of the folder, whether it is taken or not, in no other file of it, and not in the settings.
/// A variable that was set by hand was meant to be filled in now; of others a pack may have a stock.
pub(super) fn report(
    wanted: &Wanted,
    settings: &Settings,
    files: &dyn Files,
    sources: &Sources,
    sink: &mut Sink,
) {
    let declared = settings.declared.iter().chain(&settings.given);
    let mut search = Search {
        variables: declared.clone().map(|name| &*name.value).collect(),
        words: settings.allowed.iter().flat_map(|entry| words(&entry.value)).collect(),
        used: BTreeSet::new(),
    };
    search.variables.extend(wanted.variables.iter().map(|set| &*set.name));
    for (_, file) in sources.iter() {
        search.look(&file.text, if file.path == SETTINGS { &settings.allowed } else { &[] });
    }
    if !search.is_done() {
        for path in files.list().unwrap_or_default() {
            search.look(path.as_str(), &[]);
            let settings = path.as_str() == SETTINGS;
            if let Ok(Decoded { text, .. }) = read_text(files, &path)
                && !settings
            {
                search.look(&text, &[]);
            }
        }
    }
    let declares = |name: &str| search.variables.contains(name);
    let names = settings.declared.iter().map(|name| name.value.clone());
    let known: BTreeSet<String> = search.used.iter().cloned().chain(names).collect();
    let unknown = || search.used.iter().map(String::as_str).filter(|name| !declares(name));
    // One that a page means and misspells is reported there.
    let useless = |name: &str| !search.used.contains(name) && nearest(name, unknown()).is_none();
    for set in wanted.variables.iter().filter(|set| !known.contains(&set.name)) {
        sink.push(variables::useless(&set.name, &known));
    }
    let stock: Vec<_> = declared.filter(|name| useless(&name.value)).collect();
    if let Some(first) = stock.first() {
        let message = match stock.len() {
            1 => format!("nothing uses the variable `{}`", first.value),
            all => format!("nothing uses {all} of the variables, such as `{}`", first.value),
        };
        let note = Diagnostic::note(Code::UnknownVariable, message);
        let help = format!("write `{{{{ {} }}}}` where its value is to stand", first.value);
        let places = stock.iter().filter_map(|name| name.span);
        sink.push(note.at_first_of(places).help(format!("{help}, or remove it")));
    }
    for entry in &settings.allowed {
        if words(&entry.value).all(|word| search.words.contains(&word)) {
            let message = format!("`{}` stands in no page, and allows nothing", entry.value);
            let mut note = Diagnostic::note(Code::InvalidConfig, message);
            note.span = entry.span;
            sink.push(note.help("correct it, or remove it from `proof.allow`"));
        }
    }
}

/// What is looked for in the texts of a folder.
struct Search<'a> {
    variables: BTreeSet<&'a str>,
    /// The words that have not been found yet.
    words: BTreeSet<String>,
    /// The names of variables that have been found.
    used: BTreeSet<String>,
}

impl Search<'_> {
    /// Looks through a text, in which some places say nothing of what they name.
    fn look(&mut self, text: &str, but: &[Located<String>]) {
        self.used.extend(variables::mentioned(text).map(str::to_owned));
        if self.words.is_empty() {
            return;
        }
        let mut text = text.to_owned();
        for place in but.iter().filter_map(|place| place.span).map(Span::range) {
            // A file of variables may have the same name.
            if text.get(place.clone()).is_some() {
                text.replace_range(place.clone(), &" ".repeat(place.len()));
            }
        }
        let text = composed(&text.to_lowercase());
        self.words.retain(|word| !text.contains(word.as_str()));
    }

    fn is_done(&self) -> bool {
        self.words.is_empty() && self.variables.iter().all(|name| self.used.contains(*name))
    }
}

/// The words of an entry, as they are compared.
fn words(entry: &str) -> impl Iterator<Item = String> {
    entry.split_whitespace().map(|word| composed(&word.to_lowercase()))
}
