//! The kinds of markup that is left over: one row each.

use super::forms::{Form, Found};
use super::written::{CODE, OBJECT};
use crate::source::{Dialect, RawPack};
use crate::span::Sources;

/// Markup that another tool understands.
#[derive(Clone, Copy)]
pub(super) struct Markup {
    /// How it is written.
    pub(super) sign: &'static str,
    /// What it is, and to whom.
    pub(super) is: &'static str,
    /// What to write in its place.
    pub(super) instead: &'static str,
}

/// A kind of markup that is found among words.
pub(super) struct Kind {
    pub(super) markup: Markup,
    pub(super) form: Form,
}

impl Kind {
    /// Whether it would be read by the tool that the pack was written for, and nobody else tells
    /// of it.
    pub(super) fn concerns(&self, raw: &RawPack, sources: &Sources) -> bool {
        match (self.markup.sign, raw.dialect) {
            // What is left of Liquid is told where it is read. The others show braces as they are
            // written; MkDocs does unless it runs macros.
            (LIQUID | VALUE, Dialect::Jekyll)
            | (VALUE, Dialect::Hugo | Dialect::Docusaurus | Dialect::MdBook) => false,
            (VALUE, Dialect::MkDocs) if !runs_macros(sources) => false,
            // One that is left has been reported, or is shown on purpose.
            (SNIPPET, Dialect::MkDocs) => !raw.extensions.has("pymdownx.snippets"),
            // With variables, a name that has no value is reported.
            (VALUE, _) => !raw.variables.are_meant(),
            _ => true,
        }
    }

    /// Whether it is written with the braces of a variable.
    pub(super) fn is_value(&self) -> bool {
        self.markup.sign == VALUE
    }
}

/// Whether the settings of an `MkDocs` folder name the extension that fills in values.
fn runs_macros(sources: &Sources) -> bool {
    let settings = ["mkdocs.yml", "mkdocs.yaml"];
    sources.iter().any(|(_, file)| settings.contains(&&*file.path) && file.text.contains("macros"))
}

const LIQUID: &str = "{% … %}";
const VALUE: &str = "{{ … }}";
const SNIPPET: &str = "--8<--";

const fn pair(open: &'static str, close: &'static str, fits: fn(Found<'_>) -> bool) -> Form {
    Form::Pair { open, close, fits }
}

const fn line(open: &'static str, fits: fn(&str) -> bool) -> Form {
    Form::Line { open, fits }
}

macro_rules! kinds {
    ($($sign:expr, $is:literal, $instead:literal, $form:expr;)+) => {
        /// Every kind. A sign says which, and some have more than one row.
        pub(super) const KINDS: &[Kind] = &[$(
            Kind { markup: Markup { sign: $sign, is: $is, instead: $instead }, form: $form },
        )+];
    };
}

kinds! {
    "![[…]]", "what Obsidian takes from another file",
        "write `![words](picture.png)` for a picture, and `{{< include \"page.md\" >}}` for a page",
        pair("![[", "]]", |it| it.is_tight() && !it.inner.contains(['[', '\n']));
    "[[…]]", "a link of Obsidian and of wikis",
        "write `[words](page.md)`, or a backslash before it where it is meant so",
        pair("[[", "]]", is_wiki_link);
    "[…][…]", "a link whose address stands nowhere",
        "add a line `[name]: page.md`, or write a backslash before it where it is meant so",
        pair("[", "]", is_link_to_nowhere);
    LIQUID, "a tag of Liquid, Jinja or another template language",
        "write what it would say; no template is run",
        pair("{%", "%}", |it| is_tag(it.inner));
    VALUE, "a value that nothing fills in",
        "name it under `variables` in pack.yaml, or write what it would say",
        pair("{{", "}}", |it| it.before() != Some('$') && is_expression(it.inner));
    SNIPPET, "a snippet that MkDocs brings in",
        "write `{{< include \"file.md\" >}}`",
        line("", |line| line.trim_start_matches(['-', ';']).starts_with("8<-") && line.starts_with('-'));
    "%%…%%", "a comment of Obsidian",
        "write `<!-- … -->`, which no reader gets to see",
        pair("%%", "%%", |it| {
            !it.inner.trim().is_empty() && !it.inner.starts_with('\n') && it.stands_alone('%')
        });
    "%%…%%", "a comment of Obsidian",
        "write `<!-- … -->`, which no reader gets to see",
        line("%%", str::is_empty);
    "{/*…*/}", "a comment of MDX",
        "write `<!-- … -->`, which no reader gets to see",
        pair("{/*", "*/}", |it| it.before() != Some('{'));
    "{#…#}", "a private comment of a template language",
        "write `<!-- … -->`, which no reader gets to see, or remove it",
        pair("{#", "#}", |it| it.before() != Some('{') && is_comment(it.inner));
    "::: name.of.code", "what a program takes from code",
        "write what it would say; no program is run",
        line(":::", is_path_of_code);
    "/// …", "a block of PyMdown Extensions",
        "write `> [!NOTE]` and its words behind `>`, or `::: note` and `:::` on lines of their own",
        line("///", is_block);
    ":::", "the fence of a container, as Pandoc, Docusaurus and VitePress write it",
        "write `::: note` and `:::` on lines of their own, each with an empty line around it",
        line(":::", |rest| !is_path_of_code(rest));
    "!!!", "an admonition of MkDocs",
        "write `!!! note \"Title\"` on a line of its own, and its words indented by four spaces",
        line("!!!", is_callout);
    "???", "an admonition of MkDocs that can be folded",
        "write `??? note \"Title\"` on a line of its own, and its words indented by four spaces",
        line("???", is_callout);
    "===", "a tab of MkDocs",
        "write `=== \"Title\"` on a line of its own, and its words indented by four spaces",
        line("=== \"", |rest| rest.ends_with('"'));
    "@tab", "a tab of VuePress",
        "write a heading, or words in bold, above what the tab shows",
        line("@tab", |rest| rest.is_empty() || rest.starts_with([' ', ':']));
    "<<<", "code that VitePress brings in",
        "write `{{< include \"file\" >}}` in a code block",
        line("<<< ", |rest| rest.starts_with(['@', '.', '/']));
    "<<<<<<<", "a conflict that a merge has left",
        "choose one of the two texts, and remove the other with the marks",
        line("<<<<<<< ", |_| true);
    "++…++", "a key of MkDocs",
        "write `<kbd>Ctrl</kbd>`",
        pair("++", "++", |it| it.stands_alone('+') && it.before() != Some('{') && is_keys(it.inner));
    "^^…^^", "inserted words of PyMdown Extensions",
        "write `<ins>…</ins>`",
        pair("^^", "^^", |it| it.is_tight() && it.stands_alone('^') && !it.inner.contains(['^', '\n']));
    "<% … %>", "a tag of a template language",
        "write what it would say; no template is run",
        pair("<%", "%>", |it| it.inner.contains(char::is_alphanumeric));
    "${…}", "a value that nothing fills in",
        "write what it would say, or put it between backticks where it is meant so",
        pair("${", "}", is_placeholder);
    "@startuml", "a diagram of PlantUML outside of a block of code",
        "put a line of three backticks and `plantuml` before it, and one of three backticks behind it",
        line("@start", |rest| DIAGRAMS.contains(&rest.split(' ').next().unwrap_or_default()));
    "{++…++}", "an addition by critic's marks that nobody has accepted",
        "accept or reject the change",
        pair("{++", "++}", |it| !it.inner.is_empty());
    "{--…--}", "a deletion by critic's marks that nobody has accepted",
        "accept or reject the change",
        pair("{--", "--}", |it| !it.inner.is_empty());
    "{~~…~>…~~}", "a change by critic's marks that nobody has accepted",
        "accept or reject the change",
        pair("{~~", "~~}", |it| it.inner.contains("~>"));
    "{>>…<<}", "a comment by critic's marks",
        "write `<!-- … -->`, which no reader gets to see, or remove it",
        pair("{>>", "<<}", |it| !it.inner.is_empty());
    "{==…==}", "a remark's place by critic's marks",
        "write `==words==` to mark them, or remove the braces",
        pair("{==", "==}", |it| !it.inner.is_empty());
    "{::…}", "a command of kramdown",
        "remove it, or write what it would do",
        pair("{:", "}", |it| it.inner.starts_with([':', '/']));
    "{: … }", "a list of attributes that belongs to nothing here",
        "write it directly behind a picture, a link or other marked words, or in the line below a block",
        pair("{:", "}", |it| it.before() != Some('{') && is_attributes(it.inner));
    "{.class}", "a list of attributes that belongs to nothing here",
        "write it directly behind a picture, a link or other marked words, or in the line below a block",
        pair("{", "}", |it| {
            !matches!(it.before(), Some('{' | '$')) && it.after() != Some('}') && is_class_list(it.inner)
        });
    "**…**", "bold that Markdown does not see beside these marks",
        "leave a space outside of the stars, or put the mark outside of them: `**Note**: text`",
        pair("**", "**", is_unseen_bold);
    "**…**", "Markdown within HTML",
        "leave an empty line between the tag and the words, or write `<strong>`",
        pair("**", "**", is_bold);
    "[…](…)", "a link that Markdown does not see",
        "within HTML leave an empty line before it; put an address with spaces between `<` and `>`",
        pair("](", ")", is_link);
    "+---+---+", "a table of Pandoc or reStructuredText, drawn as a grid",
        "write `| … | … |` with `| --- | --- |` below its first row",
        Form::Lines { open: "+", fits: is_grid };
    "\\command{…}", "a command of LaTeX",
        "write it in Markdown; a formula goes between `$` and `$`",
        pair("\\", "}", is_latex);
    ":icon:", "an icon of MkDocs or another site",
        "write a word, or an emoji that GitHub has",
        pair(":", ":", |it| it.stands_alone(':') && is_icon(it.inner));
    ":name:", "the name of an emoji that GitHub does not have",
        "write the emoji itself, or a backslash before the name where it is meant so",
        pair(":", ":", |it| it.stands_alone(':') && is_emoji_name(it.inner));
    "*[…]: …", "an abbreviation that a site explains",
        "explain it in the text where it first stands",
        line("*[", |rest| rest.split_once("]: ").is_some_and(|(name, _)| !name.is_empty()));
    ": …", "a definition or a caption that belongs to nothing here",
        "write it below the term that it explains, or below its table",
        line(": ", |rest| rest.starts_with(char::is_alphanumeric));
    ".. name::", "a directive of reStructuredText",
        "write it in Markdown: `> [!NOTE]`, a picture, a table",
        line(".. ", |rest| rest.split_once("::").is_some_and(|(name, _)| is_name(name)));
    ":role:`…`", "a role of reStructuredText",
        "write a link or code",
        pair(":", ":\u{FDD1}", |it| !it.stands_alone_before() && is_name(it.inner));
    "{role}`…`", "a role of MyST",
        "write a link or code",
        pair("{", "}\u{FDD1}", |it| it.before() != Some('{') && is_name(it.inner));
    "^[…]", "a note within words, as Pandoc and Obsidian write it",
        "write `[^1]` there, and `[^1]: …` on a line of its own",
        pair("^[", "]", |it| it.is_tight() && it.inner.contains(' '));
    "[^…]", "a footnote whose words are nowhere in the page",
        "write them as `[^1]: …` on a line of its own, with the same name",
        pair("[^", "]", is_note);
    "[@…]", "a citation of Pandoc",
        "write the source out, or as a footnote",
        pair("[@", "]", |it| !it.rest.starts_with(['(', '[']) && is_citation(it.inner));
    "^id", "the id of a block, as Obsidian writes it",
        "write `{#id}` in the line below the block",
        line("", is_block_id);
    "import", "what a site takes from a program",
        "remove it",
        line("import ", |rest| {
            rest.trim_end_matches(';').ends_with(['"', '\'']) && rest.contains(" from ")
        });
}

impl Found<'_> {
    /// Whether it is the head of a table in TOML: alone on its line, above a value or another head.
    fn is_toml(self) -> bool {
        let (behind, below) = self.rest.split_once('\n').unzip();
        let is_head = behind.is_some_and(|it| it.trim().is_empty() || it.trim().starts_with('#'));
        let below = below.and_then(|below| below.split('\n').next()).filter(|_| is_head);
        self.line.trim().is_empty()
            && below.is_some_and(|below| below.contains(" = ") || below.starts_with('['))
    }

    /// Whether the opening sign stands within a word.
    fn stands_alone_before(self) -> bool {
        self.before().is_some_and(|char| char.is_alphanumeric() || char == ':')
    }
}

/// No array (`[[1, 2], [3]]`), no table of TOML, no test of a shell (`[[ -f x ]]`), no index (`a[[1]]`).
fn is_wiki_link(it: Found<'_>) -> bool {
    let is_number = |char: char| char.is_ascii_digit() || " ,.-".contains(char);
    it.is_tight()
        && !it.before().is_some_and(|char| char.is_alphanumeric() || "!)]".contains(char))
        && !it.after().is_some_and(|char| "([".contains(char))
        && !it.inner.contains(['[', ']', '\n', '"'])
        && !it.inner.chars().all(is_number)
        && !it.is_toml()
}

fn is_tag(inner: &str) -> bool {
    let name = inner.trim_start_matches('-').trim_start();
    name.starts_with(|first: char| first.is_ascii_alphabetic() || "/@".contains(first))
}

/// Words with a blank on both sides, as comments are written; `{#id}` is none.
fn is_comment(inner: &str) -> bool {
    inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace)
        || inner.starts_with('-') && inner.ends_with('-') && inner.len() > 1
}

/// Words in brackets with the name of an address behind them, `[words][name]`, and no indices of a
/// program: `a[i][j]`, `[1][2]`.
fn is_link_to_nowhere(found: Found<'_>) -> bool {
    let words = found.inner;
    let Some((name, behind)) = found.rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
    else {
        return false;
    };
    let name = if name.is_empty() { words } else { name };
    let is_word = |text: &str| text.chars().filter(|it| it.is_alphabetic()).nth(1).is_some();
    let joins = |sign: char| sign.is_alphanumeric() || matches!(sign, ']' | ')' | '_');
    is_word(words)
        && name.chars().any(char::is_alphanumeric)
        && !name.contains(['[', '\n'])
        && !words.contains('[')
        && !words.starts_with('^')
        && !found.before().is_some_and(joins)
        && !behind.starts_with(['[', '('])
}

/// ` package.module.Name`, as mkdocstrings has it.
fn is_path_of_code(rest: &str) -> bool {
    let path = rest.trim();
    let mut names = path.split('.');
    // The command line of a program, as mkdocs-click has it.
    path == "mkdocs-click"
        || rest.starts_with(' ')
            && path.contains('.')
            && names.all(|name| is_name(&name.replace('_', "a")))
}

/// What follows `///`: the name of a block that `PyMdown` Extensions have, and its title, if any.
fn is_block(rest: &str) -> bool {
    let rest = rest.trim_start_matches('/');
    let (name, _) = rest.trim().split_once('|').unwrap_or((rest.trim(), ""));
    let name = name.trim();
    rest.starts_with(' ') && (BLOCKS.contains(&name) || crate::parse::callout_kind(name).is_some())
}

/// The blocks of `PyMdown` Extensions that are no callouts.
const BLOCKS: &[&str] = &[
    "admonition",
    "caption",
    "definition",
    "details",
    "figure-caption",
    "html",
    "table-caption",
    "tab",
];

/// No tag of Hugo's, which is shown on purpose or told where it is read.
fn is_expression(inner: &str) -> bool {
    let words = inner.trim_matches('-').trim();
    let first = words.chars().next().unwrap_or(' ');
    (first.is_alphanumeric() || "#._$/@".contains(first)) && !words.contains('{')
}

/// What `PlantUML` draws, by the word behind `@start`.
const DIAGRAMS: &[&str] =
    &["ditaa", "dot", "ebnf", "gantt", "json", "mindmap", "salt", "uml", "wbs", "yaml"];

/// The name of a value as templates of programs have it: `${project.version}`. A shell's are in
/// capitals, `${HOME}`, or stand in a path; a formula goes on behind it.
fn is_placeholder(it: Found<'_>) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "._-".contains(char);
    let beside = |char: char| char.is_alphanumeric() || "$\\/\"'".contains(char);
    it.inner.starts_with(|first: char| first.is_ascii_lowercase())
        && it.inner.chars().all(is_part)
        && !it.before().is_some_and(beside)
        && !it.after().is_some_and(beside)
}

/// What follows `!!!`, unless it is only loud.
fn is_callout(rest: &str) -> bool {
    let name = rest.trim_start_matches('+').trim_start();
    let end = name.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(name.len());
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && crate::parse::callout_kind(&name[..end]).is_some()
}

/// `ctrl+alt+del`, `"Any key"`.
fn is_keys(inner: &str) -> bool {
    let is_key = |key: &str| {
        let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        let is_part = |char: char| char.is_ascii_alphanumeric() || "-_".contains(char);
        quoted.is_some_and(|words| !words.is_empty() && !words.contains('\n'))
            || (!key.is_empty() && key.chars().all(is_part))
    };
    inner.split('+').all(is_key)
}

/// What kramdown takes for attributes: ids, classes, values, and names of lists.
fn is_attributes(inner: &str) -> bool {
    let is_item = |item: &str| item.starts_with(['.', '#']) || item.contains('=') || is_name(item);
    !inner.contains(['\n', ':'])
        && !inner.trim().is_empty()
        && inner.split_whitespace().all(is_item)
}

/// Ids, classes and values, the first of which is an id or a class.
fn is_class_list(inner: &str) -> bool {
    let named = |item: &str| item.strip_prefix(['.', '#']).is_some_and(is_name);
    let mut items = inner.split_whitespace();
    items.next().is_some_and(named) && items.all(|item| named(item) || item.contains('='))
}

/// Whether stars open and close, as `CommonMark` has it ("left-flanking", "right-flanking").
fn flanks(it: Found<'_>) -> Option<(bool, bool)> {
    let inner = it.inner;
    let (first, last) = (inner.chars().next()?, inner.chars().next_back()?);
    if !it.is_tight() || inner.contains("\n\n") || first == '*' || last == '*' {
        return None;
    }
    let is_sign = |char: char| {
        !char.is_alphanumeric() && !char.is_whitespace() || char == CODE || char == OBJECT
    };
    let free = |beside: Option<char>| beside.is_none_or(|it| it.is_whitespace() || is_sign(it));
    Some((!is_sign(first) || free(it.before()), !is_sign(last) || free(it.after())))
}

fn is_bold(it: Found<'_>) -> bool {
    let words = it.inner.chars().any(char::is_alphabetic);
    flanks(it) == Some((true, true)) && words && it.before() != Some('/') && it.stands_alone('*')
}

/// Beside a letter of Chinese, Japanese or Korean, or where a sentence goes on without a space:
/// `**Note:**text`, not `f(**a) or g(**b)`.
fn is_unseen_bold(it: Found<'_>) -> bool {
    let Some(flanks) = flanks(it) else { return false };
    let beside = [it.before(), it.after(), it.inner.chars().next(), it.inner.chars().next_back()];
    let in_sentence = it.before().is_none_or(char::is_whitespace)
        && it.inner.ends_with(['.', ',', ':', ';', '!', '?', '"', ')', '”', '’'])
        && it.inner.starts_with(char::is_alphanumeric)
        && it.after().is_some_and(char::is_alphanumeric);
    flanks != (true, true)
        && (in_sentence || beside.into_iter().flatten().any(is_ideographic))
        && it.inner.chars().any(char::is_alphabetic)
}

/// Letters and marks of Chinese, Japanese and Korean.
fn is_ideographic(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// `[words](address)`, no call of one of several functions (`table[key](event.name)`).
fn is_link(it: Found<'_>) -> bool {
    let Some((before, words)) = it.line.rsplit_once('[') else { return false };
    let looks_like_address = it.inner.contains('/')
        || it.inner.starts_with('#')
        || it.inner.rsplit_once('.').is_some_and(|(_, ending)| {
            (2..=5).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    looks_like_address
        && !words.is_empty()
        && !before.ends_with(|char: char| char.is_alphanumeric() || "])_\\".contains(char))
        && !it.inner.contains(['\n', '(', OBJECT, CODE])
        && !it.inner.contains("{{")
}

/// `---+---+`, behind the first `+`.
fn is_grid(rest: &str) -> bool {
    let rest = rest.strip_suffix('+').unwrap_or(rest);
    let is_cell = |cell: &str| {
        let dashes = cell.trim_matches(':');
        dashes.len() >= 3 && dashes.bytes().all(|byte| matches!(byte, b'-' | b'='))
    };
    rest.contains('-') && rest.split('+').all(is_cell)
}

const LATEX: &[&str] = &[
    "begin",
    "end",
    "cite",
    "citep",
    "citet",
    "ref",
    "eqref",
    "autoref",
    "cref",
    "label",
    "textbf",
    "textit",
    "texttt",
    "emph",
    "footnote",
    "includegraphics",
    "section",
    "subsection",
    "chapter",
    "caption",
    "href",
    "vspace",
    "hspace",
];

fn is_latex(it: Found<'_>) -> bool {
    let Some((name, argument)) = it.inner.split_once('{') else { return false };
    let name = name.split('[').next().unwrap_or_default().trim_end_matches('*');
    let in_path = it.before().is_some_and(|char| char.is_alphanumeric() || ":\\".contains(char));
    !in_path && LATEX.contains(&name) && !argument.trim().is_empty() && !it.inner.contains('\n')
}

/// The sets of icons that Material for `MkDocs` brings.
const ICONS: &[&str] = &["material-", "fontawesome-", "octicons-", "simple-"];

fn is_icon(inner: &str) -> bool {
    let is_part = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    ICONS.iter().any(|set| inner.starts_with(set)) && inner.chars().all(is_part)
}

/// Letters and `_`, and no word that opens a list of fields (`:param: x` at a line's start).
fn is_emoji_name(inner: &str) -> bool {
    let is_part = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
    inner.len() > 2
        && inner.starts_with(|first: char| first.is_ascii_lowercase())
        && inner.chars().all(is_part)
}

/// `doe2020, p. 3; @roe2021`: no package (`[@scope/name]`), no address.
fn is_citation(inner: &str) -> bool {
    let key = inner.split([',', ';', ' ']).next().unwrap_or_default();
    let is_part = |char: char| char.is_alphanumeric() || "_:.-".contains(char);
    key.starts_with(char::is_alphabetic)
        && key.chars().any(|char| char.is_ascii_digit() || char == ':')
        && key.chars().all(is_part)
}

/// ` ^id` at a line's end.
fn is_block_id(line: &str) -> bool {
    let Some((before, id)) = line.rsplit_once('^') else { return false };
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '-';
    (before.is_empty() || before.ends_with(' '))
        && id.len() >= 2
        && id.chars().all(is_part)
        && id.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// The name of a footnote, and no set of letters as in a search pattern: `[^a-z]`, `[^ab]*`.
fn is_note(it: Found<'_>) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || "-_.:'".contains(char);
    // One letter on both sides of a dash, as in `a-z` and `a-zA-Z0-9`.
    let is_range = || {
        let mut ends = it.inner.split('-').map(|end| end.chars().count());
        it.inner.contains('-') && ends.all(|count| matches!(count, 1 | 2))
    };
    let in_pattern = |char: char| "^$[]{}|*+?/\\=".contains(char);
    let starts = it.line.trim().is_empty();
    !it.inner.is_empty()
        && it.inner.chars().all(is_part)
        && it.inner.chars().any(char::is_alphanumeric)
        && !is_range()
        && !it.before().is_some_and(in_pattern)
        && !it.after().is_some_and(in_pattern)
        && !it.rest.starts_with('(')
        && !(starts && it.rest.starts_with(':'))
}

fn is_name(name: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ':');
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(is_part)
}
