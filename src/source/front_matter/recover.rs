//! Broken front matter, read key by key: a broken line costs its own key and no other.
//!
//! A line such as `title: Security: a view` is no YAML, and still says what it means. What cannot
//! be read may have held the page back; where it names such a key, the page is in doubt.

use std::collections::BTreeMap;
use std::ops::Range;

use super::split::Form;
use super::{holding, labels};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::publication::{Unclear, concerns};
use crate::span::Span;
use crate::yaml::{self, Entry, Excerpt, Node, SyntaxError, Value};

/// The keys of front matter with their values, and what may have stood in the part that cannot be
/// read.
pub(super) struct Read {
    pub(super) node: Node,
    /// What may hold the page back.
    pub(super) doubt: Option<Unclear>,
    /// A key of labels, with its place.
    pub(super) lost_label: Option<(String, Span)>,
}

impl From<Node> for Read {
    fn from(node: Node) -> Self {
        Self { node, doubt: None, lost_label: None }
    }
}

/// Reads what can be read, and says whether what cannot may have held the page back.
pub(super) fn recover(
    excerpt: &Excerpt<'_>,
    form: Form,
    error: SyntaxError,
    sink: &mut Sink,
) -> Read {
    let found = BTreeMap::new();
    let mut recovery =
        Recovery { excerpt, form, found, doubt: None, lost_label: None, told: false, sink };
    for part in parts(excerpt, form) {
        recovery.part(part);
    }
    // Several keys may stand on a line of JSON, of which the first alone could be read.
    if form == Form::Json {
        recovery.doubt_unread();
    }
    let Recovery { found, doubt, lost_label, told, sink, .. } = recovery;
    if !told {
        sink.push(report(error, false));
    }
    let mut entries: Vec<Entry> = found.into_values().collect();
    entries.sort_by_key(|entry| entry.key_span);
    let span = Span::new(excerpt.file, excerpt.range.clone());
    Read { node: Node { span, value: Value::Map(entries) }, doubt, lost_label }
}

struct Recovery<'a> {
    excerpt: &'a Excerpt<'a>,
    form: Form,
    found: BTreeMap<String, Entry>,
    doubt: Option<Unclear>,
    lost_label: Option<(String, Span)>,
    told: bool,
    sink: &'a mut Sink,
}

impl Recovery<'_> {
    /// Reads the lines of one key, else its first line alone, else that line as it stands.
    fn part(&mut self, range: Range<usize>) {
        let written = &self.excerpt.text[range.clone()];
        let error = match self.parse(range.clone()) {
            Ok(entries) => return self.take(entries),
            Err(error) => error,
        };
        self.told = true;
        let line = range.start..range.start + written.lines().next().unwrap_or_default().len();
        let key = self.form.key_of(&self.excerpt.text[line.clone()]);
        let alone = key.filter(|(_, value)| !value.is_empty());
        let first =
            alone.and_then(|_| self.parse(line.clone()).ok().or_else(|| self.literal(&line)));
        let read = first.as_ref().is_some_and(|entries| !entries.is_empty());
        let whole = read && line.end + 1 >= range.end;
        self.sink.push(report(error, !whole));
        if let Some((key, _)) = key.filter(|_| !read)
            && holding::holds(key)
        {
            self.doubt(key, line.clone());
        }
        if let Some((key, _)) = key.filter(|_| !whole)
            && labels::kind_of(key).is_some()
        {
            self.lose_label(key, line.clone());
        }
        let lost = if key.is_some() { line.end..range.end } else { range };
        let text = &self.excerpt.text[lost.clone()];
        if let Some(key) = holding::mentioned(text) {
            self.doubt(key, lost.clone());
        }
        if let Some(key) = labels::mentioned(text) {
            self.lose_label(key, lost);
        }
        self.take(first.unwrap_or_default());
    }

    /// Unclears the page where a key stands anywhere that may hold it back, and was not read.
    fn doubt_unread(&mut self) {
        let found = &self.found;
        let unread =
            |word: &str, sign: bool| sign && holding::holds(word) && !found.contains_key(word);
        if let Some(key) = holding::word(self.excerpt.yaml(), unread).map(str::to_owned) {
            self.doubt(&key, self.excerpt.range.clone());
        }
    }

    fn doubt(&mut self, key: &str, range: Range<usize>) {
        let span = Span::new(self.excerpt.file, range);
        self.doubt.get_or_insert_with(|| Unclear::unread(key, span));
    }

    fn lose_label(&mut self, key: &str, range: Range<usize>) {
        let span = Span::new(self.excerpt.file, range);
        self.lost_label.get_or_insert_with(|| (key.to_owned(), span));
    }

    fn parse(&self, range: Range<usize>) -> Result<Vec<Entry>, SyntaxError> {
        let range = if self.form == Form::Json { self.without_comma(range) } else { range };
        let part = Excerpt { range, ..self.excerpt.clone() };
        let node = match self.form {
            Form::Toml => yaml::parse_toml(&part)?,
            _ => yaml::parse(&part)?,
        };
        if matches!(node.value, Value::Map(_)) || part.yaml().trim().is_empty() {
            return Ok(node.entries().to_vec());
        }
        let blank = part.yaml().lines().all(|line| line.trim().is_empty() || line.starts_with('#'));
        if blank {
            return Ok(Vec::new());
        }
        Err(SyntaxError {
            span: node.span,
            message: "this line has no key, and is not read".to_owned(),
            help: "write `key: value`, one a line".to_owned(),
        })
    }

    /// A key of JSON with its value alone, which is YAML too.
    fn without_comma(&self, range: Range<usize>) -> Range<usize> {
        let written = &self.excerpt.text[range.clone()];
        let inner = written.trim_end().trim_end_matches(',');
        let start = range.start + inner.len() - inner.trim_start().len();
        start..range.start + inner.len()
    }

    /// `key: value` on one line with the value taken as it stands.
    fn literal(&self, line: &Range<usize>) -> Option<Vec<Entry>> {
        let written = self.excerpt.text[line.clone()].trim_end().trim_end_matches(',');
        let (key, value) = self.form.key_of(written)?;
        let plain = value.starts_with("{{")
            || !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&']);
        let end = line.start + written.len();
        let key_start = line.start + written.find(key)?;
        let span = |range| Span::new(self.excerpt.file, range);
        plain.then(|| {
            vec![Entry {
                key: key.to_owned(),
                key_span: span(key_start..key_start + key.len()),
                value: Node::text(value.trim_matches(['"', '\'']), span(end - value.len()..end)),
            }]
        })
    }

    /// Keeps the first value of a key. Where two of them decide whether the page is published, it
    /// is in doubt.
    fn take(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            let Some(known) = self.found.get(&entry.key) else {
                self.found.insert(entry.key.clone(), entry);
                continue;
            };
            self.told = true;
            let message = format!("the key `{}` stands twice", entry.key);
            let warning = Diagnostic::warning(Code::InvalidFrontMatter, message);
            self.sink.push(warning.at(entry.key_span).help("keep one of the two"));
            if labels::kind_of(&entry.key).is_some() {
                self.lost_label.get_or_insert_with(|| (entry.key.clone(), entry.key_span));
            }
            if concerns(&entry.key) && known.value.to_json() != entry.value.to_json() {
                self.doubt.get_or_insert_with(|| Unclear::twice(&entry.key, entry.key_span));
            }
        }
    }
}

fn report(error: yaml::SyntaxError, lost: bool) -> Diagnostic {
    let new = if lost { Diagnostic::error } else { Diagnostic::warning };
    new(Code::InvalidFrontMatter, error.message).at(error.span).help(error.help)
}

/// The bytes of each key with its value, and of runs of lines that belong to none.
fn parts(excerpt: &Excerpt<'_>, form: Form) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut position = excerpt.range.start;
    let mut free = true;
    let mut table = false;
    for line in excerpt.yaml().split_inclusive('\n') {
        let end = position + line.len();
        let opens_table = form == Form::Toml && line.starts_with('[');
        table |= opens_table;
        let continues = line.starts_with([' ', '\t', '-', ']', '}', '#']) || line.trim().is_empty();
        let is_key = opens_table || (!table && form.key_of(line).is_some());
        let joins = !is_key && (continues || free || table || form == Form::Json);
        match parts.last_mut() {
            Some(last) if joins => last.end = end,
            _ => {
                parts.push(position..end);
                free = !is_key;
            }
        }
        position = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use crate::diag::Severity;
    use crate::files::MemoryFiles;
    use crate::source::{Selection, read};
    use crate::span::Sources;

    /// What is reported as an error, and which of two pages are in the pack.
    fn exported(page: &str) -> (Vec<String>, usize) {
        let files = MemoryFiles::new().with("index.md", "# A\n").with("b.md", page);
        let read = read(&files, &Selection::Folder.into(), &mut Sources::default());
        let errors = read.diagnostics.into_iter().filter(|it| it.severity == Severity::Error);
        (errors.map(|it| it.message).collect(), read.value.pages.len())
    }

    fn title(page: &str) -> String {
        let files = MemoryFiles::new().with("b.md", page);
        read(&files, &Selection::Folder.into(), &mut Sources::default()).value.pages[0]
            .meta
            .title
            .clone()
    }

    #[test]
    fn a_broken_line_costs_its_own_key_and_no_other() {
        for rest in [
            "tags:\n- a\n-b\n",
            "tags:\n  - a\n -b\n",
            "\tdescription: tabbed\n",
            "about: {a: 1, b\n",
            "summary: \"open\n",
            "words without a colon\n",
            "bg: @x\n",
        ] {
            let page = format!("---\ntitle: Kept\n{rest}weight: 2\n---\nX\n");
            assert_eq!(title(&page), "Kept", "{page}");
            let page = format!("---\ntitle: Kept\ndraft: true\n{rest}---\nX\n");
            assert_eq!(exported(&page).1, 1, "{page}");
        }
        assert_eq!(title("+++\nweight = x\ntitle = \"Kept\"\nbg = \"open\n+++\n"), "Kept");
        assert_eq!(
            title("{\n \"weight\": 1\n \"title\": \"The \"big\" one\",\n}\n"),
            "The \"big\" one"
        );
    }

    #[test]
    fn what_may_have_held_a_page_back_holds_it() {
        for page in [
            "---\ntitle: A\n\tdraft: true\n---\n",
            "---\ntitle: A\ndraft true\n---\n",
            "---\ntitle: A\ndraft = true\n---\n",
            "---\ntitle: A\ndraft: [tru\n---\n",
            "---\n{title: A, unlisted: true\n---\n",
            "---\ntitle: A\ndraft: false\ndraft: true\n---\n",
            "---\ntitle: A\ndrafts: true\n---\n",
            "---\ntitle: A\ndarft: yes\n---\n",
            "---\ntitle: A\ndraft: maybe\n---\n",
            "---\ntitle: A\ndraft:\n---\n",
            "---\ntitle: A\npublishDat: 2099-01-01\n---\n",
            "---\ntitle: A\nonly: auditor\n---\n",
            "---\ntitle: A\n\nWords\n\ndraft: true\n",
            "+++\ntitle = \"A\"\ndraft = tru e\n+++\n",
            "{\n  \"title\": \"A\"\n  \"draft\": tru e,\n}\n",
            "{\"title\": \"A\", \"draft\": true\n\nWords\n",
            "---\ntitle: A\nonly-profile: auditor\n---\n",
            "---\ntitle: A\nexclude_from: guest\n---\n",
            "{\"title\": \"A\"; \"unlisted\": true}\n\nWords\n",
            "{\"title\": \"A, \"draft\": true}\n\nWords\n",
            "{\"title\": \"A\", \"draft\": true} words\n",
        ] {
            let (errors, pages) = exported(page);
            assert_eq!(pages, 1, "{page}");
            assert!(
                errors.iter().any(|error| error.ends_with("the page is held back")),
                "{page}{errors:?}"
            );
        }
        for page in [
            "---\ntitle: \"Draft\n---\n",
            "---\ntitle: A\nwords: [drafty\n---\n",
            "---\ntitle: A\npublisher: Acme\n---\n",
            "---\ntitle: A\ncraft: beer\n---\n",
        ] {
            assert_eq!(exported(page).1, 2, "{page}");
        }
    }
}
