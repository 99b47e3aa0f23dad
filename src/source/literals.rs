//! What a program of settings says outright: texts, lists and objects of which nothing is computed.
//!
//! Names stand for what the program says they do once, `const label = 'Tea'`, and a function for the
//! object that it hands out. Nothing is run.

use std::collections::BTreeMap;
use std::iter::Peekable;

use super::program::{Token, tokens};

/// How deep values may nest that are looked into.
const DEEPEST: usize = 64;

/// How many values the names of a program may stand for, all in all.
const MOST_NAMED: usize = 100_000;

/// How many signs the type of a constant may take.
const LONGEST_TYPE: usize = 40;

/// What gives the address of a file that it is handed.
const CALLS: &[&str] = &["require", "useBaseUrl", "withBase"];

/// A value of a program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Literal {
    /// A text, or the address of a file: `require('./a.png').default`.
    Text(String),
    /// A list.
    List(Vec<Literal>),
    /// An object with its plain keys, in order.
    Map(Vec<(String, Literal)>),
    /// A number, `true`, or a name that the program does not explain.
    Name(String),
    /// What is computed.
    #[default]
    Other,
}

impl Literal {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text that it is.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items of the list that it is.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The entries of the object that it is.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        if let Self::Map(entries) = self { entries } else { &[] }
    }

    /// The first object at or below it that has a key.
    pub(crate) fn with(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(_) if self.get(key).is_some() => Some(self),
            Self::Map(entries) => entries.iter().find_map(|(_, value)| value.with(key)),
            Self::List(items) => items.iter().find_map(|item| item.with(key)),
            Self::Text(_) | Self::Name(_) | Self::Other => None,
        }
    }
}

/// The objects of a program that stand in no other.
pub(crate) fn objects(program: &str) -> Vec<Literal> {
    let (found, names) = scan(program);
    let mut named = Named { names: &names, left: MOST_NAMED };
    found.into_iter().map(|object| named.explain(object, 0)).collect()
}

/// The object that is handed to the first call of a function: `starlight({ … })`.
pub(crate) fn argument(program: &str, function: &str) -> Option<Literal> {
    let mut before = (None, None);
    let mut tokens = tokens(program);
    let (at, _) = tokens.find(|(_, token)| {
        let is_call = matches!(&before, (Some(Token::Word(word)), Some(Token::Sign('('))) if word == function);
        before = (before.1.take(), Some(token.clone()));
        is_call && *token == Token::Sign('{')
    })?;
    let (_, names) = scan(program);
    Some(Named { names: &names, left: MOST_NAMED }.explain(value(&program[at..]), 0))
}

/// The objects of a program, and what its names stand for: constants, and functions by the first value
/// that they hand out.
fn scan(program: &str) -> (Vec<Literal>, BTreeMap<String, Literal>) {
    let mut reader = Reader { tokens: tokens(program).map(|(_, token)| token).peekable() };
    let (mut found, mut names) = (Vec::new(), BTreeMap::new());
    let (mut before, mut function) = (None, None);
    while let Some(token) = reader.tokens.next() {
        match &token {
            Token::Sign('{') if starts_value(before.as_ref()) => found.push(reader.map(0)),
            Token::Word(word) if word == "function" => {
                if let Some(Token::Word(name)) = reader.tokens.peek() {
                    function = Some(name.clone());
                }
            }
            Token::Word(word) if word == "return" => {
                if reader.tokens.peek() == Some(&Token::Sign('['))
                    && let Some(name) = function.take()
                {
                    names.insert(name, reader.primary(0));
                }
            }
            Token::Word(word) if matches!(&**word, "const" | "let" | "var") => {
                if let Some((name, value)) = reader.constant() {
                    found.extend(Some(value.clone()).filter(|it| matches!(it, Literal::Map(_))));
                    names.insert(name, value);
                }
            }
            _ => {}
        }
        before = Some(token);
    }
    (found, names)
}

/// The value that an expression is.
pub(crate) fn value(expression: &str) -> Literal {
    Reader { tokens: tokens(expression).map(|(_, token)| token).peekable() }.value(0)
}

/// Whether a brace behind a token opens an object, and not the body of a function or the like.
fn starts_value(before: Option<&Token>) -> bool {
    match before {
        None => true,
        Some(Token::Sign(sign)) => "=(,[:?|&".contains(*sign),
        Some(Token::Word(word)) => matches!(&**word, "return" | "default"),
        Some(Token::Text(_)) => false,
    }
}

/// What the names of a program stand for.
struct Named<'a> {
    names: &'a BTreeMap<String, Literal>,
    /// How many values may still be put in the place of names.
    left: usize,
}

impl Named<'_> {
    /// A value with others in the place of names.
    fn explain(&mut self, value: Literal, depth: usize) -> Literal {
        self.left = self.left.saturating_sub(usize::from(depth > 0));
        match value {
            Literal::Name(name) if depth < DEEPEST && self.left > 0 => {
                match self.names.get(&name).cloned() {
                    Some(meant) => self.explain(meant, depth + 1),
                    None => Literal::Name(name),
                }
            }
            Literal::List(items) => {
                Literal::List(items.into_iter().map(|item| self.explain(item, depth)).collect())
            }
            Literal::Map(entries) => {
                let entries = entries.into_iter();
                Literal::Map(
                    entries.map(|(key, value)| (key, self.explain(value, depth))).collect(),
                )
            }
            other => other,
        }
    }
}

/// The texts of the first object that has one under `key`, each by its path: `i18n.defaultLocale`.
pub(crate) fn with_key(program: &str, key: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let objects = objects(program);
    let settings = objects.iter().find(|it| it.get(key).and_then(Literal::text).is_some());
    let mut open: Vec<(String, &Literal)> = Vec::new();
    open.extend(settings.map(|settings| (String::new(), settings)));
    while let Some((path, value)) = open.pop() {
        match value {
            Literal::Text(text) => {
                texts.insert(path, text.clone());
            }
            Literal::Map(entries) => open.extend(entries.iter().map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                (path, value)
            })),
            Literal::List(_) | Literal::Name(_) | Literal::Other => {}
        }
    }
    texts
}

struct Reader<T: Iterator<Item = Token> + Clone> {
    tokens: Peekable<T>,
}

impl<T: Iterator<Item = Token> + Clone> Reader<T> {
    /// A value up to what ends it.
    fn value(&mut self, depth: usize) -> Literal {
        let value = self.primary(depth);
        let typed = self.is_typed();
        if self.skip() && !typed { Literal::Other } else { value }
    }

    /// A value without what may be computed of it.
    fn primary(&mut self, depth: usize) -> Literal {
        match self.tokens.next() {
            _ if depth > DEEPEST => Literal::Other,
            Some(Token::Text(text)) => Literal::Text(text),
            Some(Token::Sign('{')) => self.map(depth + 1),
            Some(Token::Sign('[')) => self.list(depth + 1),
            Some(Token::Sign('(')) if self.tokens.peek() != Some(&Token::Sign(')')) => {
                let value = self.value(depth + 1);
                self.tokens.next_if_eq(&Token::Sign(')'));
                value
            }
            Some(Token::Word(word)) => self.named(word),
            _ => Literal::Other,
        }
    }

    /// A name, the call of a function that is handed nothing, or the address of a file that is handed
    /// to a function of it.
    fn named(&mut self, word: String) -> Literal {
        self.skip_part();
        if !CALLS.contains(&&*word) {
            let mut ahead = self.tokens.clone();
            if ahead.next() == Some(Token::Sign('(')) && ahead.next() == Some(Token::Sign(')')) {
                self.tokens = ahead;
            }
            return Literal::Name(word);
        }
        if self.tokens.next_if_eq(&Token::Sign('(')).is_none() {
            return Literal::Name(word);
        }
        let file = self.value(0);
        self.tokens.next_if_eq(&Token::Sign(')'));
        self.skip_part();
        if let Literal::Text(_) = file { file } else { Literal::Other }
    }

    /// Passes what tools ask of a file that they bring in: `.default`, `.src`, `.resolve`.
    fn skip_part(&mut self) {
        let is_part = |token: &Token| matches!(token, Token::Word(part) if ["default", "src", "resolve"].contains(&&**part));
        if self.tokens.next_if_eq(&Token::Sign('.')).is_some() {
            self.tokens.next_if(is_part);
        }
    }

    /// `name = value`, behind the word that starts a constant; none where it is computed. Scanning
    /// goes on behind what was read of it.
    fn constant(&mut self) -> Option<(String, Literal)> {
        let Token::Word(name) = self.tokens.next_if(|token| matches!(token, Token::Word(_)))?
        else {
            return None;
        };
        if self.tokens.peek() == Some(&Token::Sign(':')) {
            let is_type = |token: &Token| !matches!(token, Token::Sign('=' | ';'));
            for _ in 0..LONGEST_TYPE {
                self.tokens.next_if(is_type)?;
                if self.tokens.peek() == Some(&Token::Sign('=')) {
                    break;
                }
            }
        }
        self.tokens.next_if_eq(&Token::Sign('='))?;
        let starts = |token: &Token| {
            matches!(token, Token::Text(_) | Token::Word(_) | Token::Sign('{' | '['))
        };
        if !self.tokens.peek().is_some_and(starts) {
            return None;
        }
        let value = self.primary(0);
        let ends = match self.tokens.peek() {
            None | Some(Token::Word(_)) => true,
            Some(Token::Sign(sign)) => ";,})]@/".contains(*sign),
            Some(Token::Text(_)) => false,
        };
        (ends || matches!(value, Literal::Map(_))).then_some((name, value))
    }

    /// Whether a type is said behind a value.
    fn is_typed(&mut self) -> bool {
        matches!(self.tokens.peek(), Some(Token::Word(word)) if word == "as" || word == "satisfies")
    }

    /// The entries of an object that is open.
    fn map(&mut self, depth: usize) -> Literal {
        let mut entries = Vec::new();
        loop {
            match self.tokens.next() {
                // A program that ends within is not known.
                None => return Literal::Other,
                Some(Token::Sign('}')) => return Literal::Map(entries),
                Some(Token::Word(name) | Token::Text(name))
                    if self.tokens.next_if_eq(&Token::Sign(':')).is_some() =>
                {
                    entries.push((name, self.value(depth)));
                }
                Some(Token::Word(name))
                    if matches!(self.tokens.peek(), Some(Token::Sign(',' | '}'))) =>
                {
                    entries.push((name.clone(), Literal::Name(name)));
                }
                Some(Token::Sign(',')) => {}
                Some(Token::Sign('{')) if depth < DEEPEST => {
                    self.map(depth + 1);
                }
                Some(_) => {
                    self.skip();
                }
            }
        }
    }

    /// The items of a list that is open.
    fn list(&mut self, depth: usize) -> Literal {
        let mut items = Vec::new();
        loop {
            match self.tokens.peek() {
                None => return Literal::Other,
                Some(Token::Sign(']')) => {
                    self.tokens.next();
                    return Literal::List(items);
                }
                Some(Token::Sign(',')) => {
                    self.tokens.next();
                }
                Some(_) => items.push(self.value(depth)),
            }
        }
    }

    /// Goes on to the comma or bracket that ends a value; says whether anything stood before it.
    fn skip(&mut self) -> bool {
        let (mut depth, mut any) = (0_usize, false);
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Sign(',' | ';' | '}' | ']' | ')') if depth == 0 => break,
                Token::Sign('{' | '[' | '(') => depth += 1,
                Token::Sign('}' | ']' | ')') => depth -= 1,
                _ => {}
            }
            any = true;
            self.tokens.next();
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn what_is_said_outright_is_read_and_nothing_else() {
        let program = r#"
            // title: 'No',
            import { title } from './other';
            const themes = { light: { title: "Light" } };
            /** @type {Config} */
            const config = {
                title: 'Tea & "cups"', // the title
                tagline: `It\'s warm`,
                url: "https://tea.example/",
                projectName: 'a' + 'b',
                version: `v${number}`,
                presets: [['classic', { title: 'Nested' }]],
                i18n: { defaultLocale: "nl", locales: ["nl"] },
            };
            export default config;
        "#;
        let texts = with_key(program, "title");
        let said = |key: &str| texts.get(key).map(String::as_str);
        assert_eq!(said("title"), Some("Tea & \"cups\""));
        assert_eq!(said("tagline"), Some("It's warm"));
        assert_eq!(said("i18n.defaultLocale"), Some("nl"));
        assert_eq!((said("projectName"), said("version")), (None, None));
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert!(with_key("module.exports = {title: 'x'", "title").is_empty());
        assert!(with_key(&"{".repeat(100_000), "title").is_empty());
    }

    #[test]
    fn functions_hand_out_objects_and_names_stand_for_values() {
        for program in [
            "export default async function createConfig() {\n  return { title: 'Tea' };\n}",
            "module.exports = async () => ({ title: 'Tea' })",
            "export default function (): Promise<Config> { const a = 1; return {title: `Tea`} }",
            "const title = 'Tea'\nconst config: Config<{}> = { title, ...more } satisfies Config;",
            "const name = 'Tea' as const; export default { title: name as string }",
            "const f = () => { run({}) };\nexport default defineConfig({ title: 'Tea' })",
        ] {
            let texts = with_key(program, "title");
            assert_eq!(texts.get("title").map(String::as_str), Some("Tea"), "{program}");
        }
        for program in [
            "const title = 'Tea' + 1; export default { title }",
            "const title = title; export default { title }",
            "export default { title: run('Tea') }",
        ] {
            assert!(with_key(program, "title").is_empty(), "{program}");
        }
        assert_eq!(value("require('./a.png').default").text(), Some("./a.png"));
        assert_eq!(value("require.resolve(\"x\")").text(), Some("x"));
        assert_eq!(value("1.5"), Literal::Name("1.5".to_owned()));
    }

    #[test]
    fn names_that_stand_for_ever_more_names_end() {
        let mut program = "const a0 = ['x'];".to_owned();
        for number in 1..60 {
            let before = number - 1;
            program.push_str("const a");
            let _ = write!(program, "{number} = [a{before}, a{before}, a{before}];");
        }
        assert!(objects(&(program + "export default { it: a59 }")).len() == 1);
    }
}
