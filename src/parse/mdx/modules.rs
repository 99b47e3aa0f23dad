//! The parts of a page that are program: what it takes from elsewhere, or hands out.

use super::program::{literal, quoted};

/// Whether a paragraph is part of a program: what it takes from elsewhere, or hands out.
pub(super) fn is_module(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim();
        let from = [" from '", " from \"", "\nfrom '", "} from"].iter();
        return rest.starts_with(['\'', '"']) || from.clone().any(|it| paragraph.contains(it));
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let words = ["const ", "let ", "var ", "function ", "async ", "class ", "default ", "{", "* "];
    words.iter().any(|word| rest.starts_with(word))
}

/// Where a part of a program ends: at an empty line with no bracket open.
pub(super) fn end_of_module(text: &str, start: usize) -> usize {
    let mut depth = 0_i64;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim().is_empty() && depth <= 0 {
            break;
        }
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        end += line.len();
    }
    end
}

/// The names and files of lines like `import Part, { B as Small } from './_part.mdx'`.
pub(super) fn imports(module: &str) -> impl Iterator<Item = (&str, &str)> {
    lines(module).flat_map(|line| {
        let import = line.strip_prefix("import ").and_then(|line| line.rsplit_once(" from "));
        let read = import.and_then(|(names, file)| Some((names, quoted(file.trim())?)));
        read.into_iter().flat_map(|(names, file)| {
            let names = names
                .split([',', '{', '}'])
                .map(|name| name.split_once(" as ").map_or(name, |(_, own)| own).trim());
            names.filter(|name| !name.is_empty()).map(move |name| (name, file))
        })
    })
}

/// The names and texts of lines like `export const version = '1.2'`.
pub(super) fn constants(module: &str) -> impl Iterator<Item = (&str, &str)> {
    lines(module).filter_map(|line| {
        let rest = line.strip_prefix("export ").unwrap_or(line).strip_prefix("const ")?;
        let (name, value) = rest.split_once('=')?;
        // A type may stand behind the name.
        let name = name.split(':').next().unwrap_or_default().trim();
        Some((name, literal(value.trim())?))
    })
}

fn lines(module: &str) -> impl Iterator<Item = &str> {
    module.lines().map(|line| line.trim().trim_end_matches(';').trim_end())
}
