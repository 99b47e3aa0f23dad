//! Which words of code are of which kind: read once, when a pack is resolved, for every output.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::tree::{CodeWord, Listing, WordKind};

/// Longer lines are data, not code to be read.
const LONGEST_LINE: usize = 4_000;

/// Code with its words by their kinds. `language` is a name or a file's ending, as in the info
/// string of a fence; without one, or where it is not known, no word is of a kind.
pub(crate) fn listing(text: String, language: Option<&str>) -> Listing {
    let words = language.map(|language| highlight(&text, language)).unwrap_or_default();
    Listing { text, words }
}

/// The parts of code that are of a kind, in order.
fn highlight(code: &str, language: &str) -> Vec<CodeWord> {
    let Some(syntax) = syntax(language) else { return Vec::new() };
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut tokens = Vec::new();
    let mut session = is_session(language).then(|| Session::of(code)).flatten();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let said = session.as_mut().map_or(Said::More(0), |session| session.read(words));
        if matches!(said, Said::Command(_)) {
            (state, scopes) = (ParseState::new(syntax), ScopeStack::new());
        }
        let read = match said {
            Said::Answer => Some(()),
            Said::Command(from) | Said::More(from) => {
                read_line(&words[from..], start + from, &mut state, &mut scopes, &mut tokens)
            }
        };
        // A grammar that fails on a line says nothing certain about what follows.
        if read.is_none() {
            break;
        }
        start += line.len();
    }
    tokens
}

/// Whether code of a language is what was typed at a prompt, and what came back.
fn is_session(language: &str) -> bool {
    let sessions = ["console", "shell-session", "shellsession", "terminal"];
    sessions.iter().any(|session| language.trim().eq_ignore_ascii_case(session))
}

/// What was typed at a prompt, told apart from what came back.
struct Session {
    prompt: char,
    /// Whether the line before said, with a backslash, that its command goes on.
    goes_on: bool,
}

/// What a line of a session is, and the byte from which on it is the shell's language.
enum Said {
    Command(usize),
    /// A further line of a command.
    More(usize),
    Answer,
}

impl Session {
    /// `None` where no line has a prompt: then all of it was typed. `#` is a prompt, root's, only
    /// where no other one is; else it starts a remark.
    fn of(code: &str) -> Option<Self> {
        let has = |prompt: &char| code.lines().any(|line| typed(line, *prompt).is_some());
        ['$', '%', '#', '>'].into_iter().find(has).map(|prompt| Self { prompt, goes_on: false })
    }

    fn read(&mut self, line: &str) -> Said {
        let said = if let Some(from) = typed(line, self.prompt) {
            Said::Command(from)
        } else if self.goes_on {
            Said::More(typed(line, '>').unwrap_or(0))
        } else if line.starts_with("# ") {
            Said::Command(0)
        } else {
            Said::Answer
        };
        self.goes_on = !matches!(said, Said::Answer) && line.ends_with('\\');
        said
    }
}

/// Where the words behind a prompt start: behind `$ `, and behind `name@host:~$ `.
fn typed(line: &str, prompt: char) -> Option<usize> {
    let word = line.find(' ').unwrap_or(line.len());
    let sign = line[..word].strip_suffix(prompt)?;
    (sign.is_empty() || sign.contains('@')).then(|| line.len().min(word + 1))
}

/// Adds the tokens of a line that starts at a byte of the code.
fn read_line(
    line: &str,
    start: usize,
    state: &mut ParseState,
    scopes: &mut ScopeStack,
    tokens: &mut Vec<CodeWord>,
) -> Option<()> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let mut from = 0;
    let operations = state.parse_line(line, syntaxes()).ok()?;
    for (at, operation) in &operations {
        push(tokens, start + from..start + at, kind(scopes));
        from = *at;
        scopes.apply(operation).ok()?;
    }
    push(tokens, start + from..start + line.len(), kind(scopes));
    Some(())
}

/// Adds a token, or lengthens the last one.
fn push(tokens: &mut Vec<CodeWord>, range: Range<usize>, kind: Option<WordKind>) {
    let Some(kind) = kind.filter(|_| !range.is_empty()) else { return };
    match tokens.last_mut() {
        Some(last) if last.kind == kind && last.range.end == range.start => {
            last.range.end = range.end;
        }
        _ => tokens.push(CodeWord { range, kind }),
    }
}

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_no_newlines)
}

/// The grammar of a language by any of the names that people write.
fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let language = language.trim().to_ascii_lowercase();
    let name = match language.as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" | "output" | "none" => return None,
        "console" | "shell" | "shell-session" | "shellsession" | "terminal" => "sh",
        "jsonc" | "json5" | "jsonl" => "json",
        // The grammar of scripts alone takes the end of an element for the start of a pattern.
        "js" | "javascript" | "jsx" | "node" | "mjs" | "cjs" => "tsx",
        "golang" => "go",
        "docker" => "dockerfile",
        "ps1" | "pwsh" => "powershell",
        "patch" => "diff",
        "htm" | "xhtml" => "html",
        "hcl" | "tf" => "terraform",
        name => name,
    };
    syntaxes().find_syntax_by_token(name)
}

/// What the innermost scope that says something says.
fn kind(scopes: &ScopeStack) -> Option<WordKind> {
    for scope in scopes.as_slice().iter().rev() {
        let rule = RULES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        if let Some((_, kind)) = rule {
            // A string that is a key is read as a key.
            let is_key = || scopes.as_slice().iter().any(|scope| KEY.is_prefix_of(*scope));
            let key = *kind == Some(WordKind::String) && is_key();
            return if key { Some(WordKind::Tag) } else { *kind };
        }
    }
    None
}

static KEY: LazyLock<Scope> = LazyLock::new(|| scope("meta.mapping.key"));

/// The first prefix that fits decides; more exact ones stand before shorter ones. The names are
/// those of Sublime Text's scope naming guide.
static RULES: LazyLock<Vec<(Scope, Option<WordKind>)>> = LazyLock::new(|| {
    let rules: &[(&str, Option<WordKind>)] = &[
        ("comment", Some(WordKind::Comment)),
        ("meta.interpolation", None),
        ("meta.embedded", None),
        ("constant.numeric", Some(WordKind::Number)),
        ("constant", Some(WordKind::Constant)),
        ("support.constant", Some(WordKind::Constant)),
        ("variable.language", Some(WordKind::Constant)),
        ("string", Some(WordKind::String)),
        ("keyword.operator.word", Some(WordKind::Keyword)),
        ("keyword.operator.logical.python", Some(WordKind::Keyword)),
        ("keyword.operator", None),
        ("keyword", Some(WordKind::Keyword)),
        ("storage", Some(WordKind::Keyword)),
        ("entity.name.function", Some(WordKind::Function)),
        ("support.function", Some(WordKind::Function)),
        ("support.macro", Some(WordKind::Function)),
        ("variable.function", Some(WordKind::Function)),
        ("entity.name.tag", Some(WordKind::Tag)),
        ("entity.other.attribute-name", Some(WordKind::Attribute)),
        ("variable.parameter.option", Some(WordKind::Attribute)),
        ("variable.annotation", Some(WordKind::Attribute)),
        ("entity.name.section", Some(WordKind::Keyword)),
        ("entity.name", Some(WordKind::Type)),
        ("entity.other.inherited-class", Some(WordKind::Type)),
        ("support.type.property-name", Some(WordKind::Tag)),
        ("support.type", Some(WordKind::Type)),
        ("support.class", Some(WordKind::Type)),
        ("markup.inserted", Some(WordKind::Inserted)),
        ("markup.deleted", Some(WordKind::Deleted)),
    ];
    rules.iter().map(|&(name, kind)| (scope(name), kind)).collect()
});

fn scope(name: &str) -> Scope {
    Scope::new(name).expect("the names above have few and short parts, as a test checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, language: &str) -> String {
        let tokens = highlight(code, language);
        let shown = tokens
            .iter()
            .map(|token| format!("{}:{}", token.kind.name(), &code[token.range.clone()]));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn elements_in_scripts_are_elements() {
        let code = "const at = () => <p className=\"a\">one</p>;\nconst x = 'two', r = /a</;\n";
        let kinds = "keyword:const function:at keyword:=> tag:p attribute:className string:\"a\" \
                     tag:p keyword:const string:'two' string: /a</";
        for language in ["js", "javascript", "jsx", "tsx", "mjs"] {
            assert_eq!(shown(code, language), kinds, "{language}");
        }
    }

    #[test]
    fn words_have_their_kinds() {
        assert_eq!(
            shown("fn main() -> u8 { // so\n    call(\"a\\n\", 1) }", "rust"),
            "keyword:fn function:main keyword:u8 comment:// so function:call string:\"a \
             constant:\\n string:\" number:1"
        );
        assert_eq!(
            shown("{\"key\": [true, \"x\", 2.5]}", "JSON"),
            "tag:\"key\" constant:true string:\"x\" number:2.5"
        );
        assert_eq!(
            shown("# so\nname: text\nlist: [1, no]", "yaml"),
            "comment:# so tag:name string:text tag:list number:1 constant:no"
        );
        assert_eq!(shown("-old\n+new\n same", "diff"), "deleted:-old inserted:+new");
        assert_eq!(
            shown("<a href=\"x\">words</a>", "html"),
            "tag:a attribute:href string:\"x\" tag:a"
        );
    }

    #[test]
    fn a_token_never_reaches_over_a_line() {
        let code = "/* one\n   two */ x";
        assert_eq!(shown(code, "c"), "comment:/* one comment:   two */");
    }

    #[test]
    fn what_is_not_known_is_plain() {
        assert!(highlight("fn main() {}", "no-such-language").is_empty());
        assert!(highlight("fn main() {}", "text").is_empty());
        assert!(highlight(&"x = 1; ".repeat(1_000), "js").is_empty());
    }

    #[test]
    fn answers_of_a_program_are_no_commands() {
        let session = "# look\n$ openssl s_client \\\n> -brief\nPeer echo \"x\"\n";
        insta::assert_snapshot!(shown(session, "console"), @"comment:# look function:openssl attribute:-brief");
        insta::assert_snapshot!(shown("ada@lab:~$ echo -n\n1 if\n", "console"), @"function:echo attribute:-n");
        assert_eq!(shown("# id -u\nid -u\n", "console"), shown("id -u", "sh"));
        assert_eq!(shown("echo 1\n", "console"), shown("echo 1\n", "sh"));
    }
}
