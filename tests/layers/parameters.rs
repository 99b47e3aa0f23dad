//! The parameters of functions, found in their code.

/// The functions that take a tuple, or an array as names of its own: several things without a name.
/// `from` is named by the standard library, and so is what it takes.
pub(crate) fn with_tuples(code: &str) -> Vec<&str> {
    let starts = code.match_indices("fn ").filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|before| before.is_whitespace() || before == '(')
    });
    let functions = starts.filter_map(|(at, word)| function(&code[at + word.len()..]));
    let taken = functions.filter(|(name, list)| *name != "from" && parts(list).any(is_tuple));
    taken.map(|(name, _)| name).collect()
}

/// The name of a function and its parameters.
fn function(code: &str) -> Option<(&str, &str)> {
    let end = code.find(|char: char| !char.is_alphanumeric() && char != '_')?;
    let (name, rest) = code.split_at(end);
    let rest = if rest.starts_with('<') { &rest[closing(rest)? + 1..] } else { rest };
    let list = rest.strip_prefix('(')?;
    Some((name, &list[..closing(rest)? - 1]))
}

/// Where the bracket closes that a code starts with.
fn closing(code: &str) -> Option<usize> {
    depths(code).find(|(_, _, depth)| *depth == 0).map(|(at, ..)| at)
}

/// The characters of a code, each with the number of brackets that are open behind it.
fn depths(code: &str) -> impl Iterator<Item = (usize, char, usize)> + '_ {
    let (mut depth, mut before) = (0_usize, ' ');
    code.char_indices().map(move |(at, char)| {
        match char {
            '(' | '[' | '{' | '<' => depth += 1,
            // No bracket: `->`, `=>`.
            '>' if before == '-' || before == '=' => {}
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = char;
        (at, char, depth)
    })
}

/// What stands between the commas of a list.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    let commas = depths(list).filter(|(_, char, depth)| *char == ',' && *depth == 0);
    let ends: Vec<usize> = commas.map(|(at, ..)| at).chain([list.len()]).collect();
    let mut start = 0;
    let parts = ends.into_iter().map(move |end| {
        let part = list[start..end].trim();
        start = end + 1;
        part
    });
    parts.filter(|part| !part.is_empty())
}

/// Whether a parameter has no name, or a tuple for its type.
fn is_tuple(parameter: &str) -> bool {
    if parameter.starts_with(['(', '[']) {
        return true;
    }
    let Some((_, kind)) = parameter.split_once(": ") else { return false };
    let kind = kind.trim_start_matches('&').trim_start();
    let lifetime = kind.strip_prefix('\'').and_then(|rest| rest.split_once(' '));
    let kind = lifetime.map_or(kind, |(_, kind)| kind);
    let kind = kind.strip_prefix("mut ").unwrap_or(kind);
    let inner = kind.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| parts(inner).count() > 1)
}

#[test]
fn tuples_are_found() {
    for (code, found) in [
        ("fn leader(flow: &Flow, (end, start): (f32, f32), baseline: f32) -> Frame {", true),
        ("pub(super) fn size(own: (f32, f32)) {}", true),
        ("fn chain<'a, F: Fn(&str) -> bool>(is: F, below: &'a mut (Node, Tokens),) {}", true),
        ("fn line(&mut self,\n[inner, outer]: [&RunningText; 2],\n) {}", true),
        ("fn pairs(pairs: &[(usize, usize)], one: Option<(u8, u8)>, two: [f32; 2]) {}", false),
        ("fn read(take: &mut dyn FnMut((usize, &str)), (): ()) {}", true),
        ("fn read(take: &mut dyn FnMut((usize, &str)), word: &(dyn Word + Send)) {}", false),
        ("impl From<(f32, f32)> for Point { fn from((x, y): (f32, f32)) -> Self {} }", false),
        ("let add = |(at, word): (usize, &str)| at; type Add = fn((f32, f32)) -> f32;", false),
        ("fn none() -> (f32, f32) { (1.0, 2.0) }", false),
    ] {
        assert_eq!(!with_tuples(code).is_empty(), found, "{code}");
    }
    assert_eq!(with_tuples("fn one(a: u8) {} fn two((a, b): Pair) {}"), ["two"]);
}
