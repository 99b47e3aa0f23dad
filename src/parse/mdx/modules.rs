//! The parts of a page that are program: what it takes from elsewhere, or hands out.

use std::collections::BTreeMap;

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

/// The names that a part of a program gives to files and texts:
/// `import Part from './_part.mdx'`, `export const version = '1.2'`.
pub(super) fn names<'a>(module: &'a str, names: &mut BTreeMap<&'a str, &'a str>) {
    for line in module.lines().map(|line| line.trim().trim_end_matches(';').trim_end()) {
        if let Some((named, file)) =
            line.strip_prefix("import ").and_then(|line| line.rsplit_once(" from "))
            && let Some(file) = quoted(file.trim())
        {
            let named = named.split([',', '{', '}']).map(|name| match name.split_once(" as ") {
                Some((_, own)) => own.trim(),
                None => name.trim(),
            });
            names.extend(named.filter(|name| !name.is_empty()).map(|name| (name, file)));
        }
        let constant = line.strip_prefix("export ").unwrap_or(line).strip_prefix("const ");
        if let Some((name, value)) = constant.and_then(|rest| rest.split_once('='))
            && let Some(value) = literal(value.trim())
        {
            names.insert(name.split(':').next().unwrap_or_default().trim(), value);
        }
    }
}
