//! Folders in memory, made of an input.

use recto::files::{MemoryFiles, PackPath};

/// A drawing that pages may show.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>Cup</title><rect width="40" height="20" fill="#486"/></svg>"##;

/// What shows that a folder is a tool's, and where its pages lie. The first byte of an input says which
/// of them it is, as a digit.
const FOLDERS: [(&[(&str, &str)], &str); 10] = [
    (&[("pack.yaml", "title: Pack\nlang: en\nmarkdown: { smart_punctuation: true }\n")], ""),
    (
        &[(
            "mkdocs.yml",
            "site_name: Site\nmarkdown_extensions: [admonition, attr_list, def_list, footnotes, pymdownx.details, pymdownx.tabbed, pymdownx.snippets, toc]\n",
        )],
        "docs/",
    ),
    (&[("docusaurus.config.js", "export default { title: 'Site', themeConfig: {} };\n")], "docs/"),
    (&[("hugo.toml", "title = 'Site'\n")], "content/"),
    (&[("_config.yml", "title: Site\nkramdown: { math_engine: mathjax }\n")], ""),
    (&[(".obsidian/app.json", "{}")], ""),
    (
        &[
            ("book.toml", "[book]\ntitle = 'Book'\n"),
            ("src/SUMMARY.md", "# Summary\n\n- [Page](page.md)\n- [Other](other.md)\n"),
        ],
        "src/",
    ),
    (&[("SUMMARY.md", "# Summary\n\n* [Page](page.md)\n* [Other](other.md)\n")], ""),
    (
        &[(
            "astro.config.mjs",
            "export default defineConfig({ integrations: [starlight({ title: 'Site' })] });\n",
        )],
        "src/content/docs/",
    ),
    (&[(".vitepress/config.mts", "export default { title: 'Site' };\n")], ""),
];

/// Cutting down and packing the theme's fonts takes a hundred times as long as all else that is done for
/// a small page.
const NO_FONTS: &str = "html: { fonts: false }\nepub: { fonts: false }\n";

/// `pack.yaml` with no fonts in its files, unless it says something of these itself.
pub fn without_fonts(settings: &[u8]) -> Vec<u8> {
    let says = |key: &[u8]| settings.windows(key.len()).any(|it| it == key);
    if says(b"html") || says(b"epub") {
        return settings.to_vec();
    }
    [settings, b"\n", NO_FONTS.as_bytes()].concat()
}

/// A folder with one page of an input, in the folder of the tool that the input's first byte names.
pub fn folder_of_page(data: &[u8], ending: &str) -> MemoryFiles {
    let (tool, page) = match data.split_first() {
        Some((digit @ b'0'..=b'9', rest)) => (usize::from(digit - b'0'), rest),
        _ => (0, data),
    };
    let (settings, below) = FOLDERS[tool];
    let own = settings.iter().find(|(path, _)| *path == "pack.yaml").map_or("", |(_, text)| *text);
    let files =
        settings.iter().fold(MemoryFiles::new(), |files, (path, text)| files.with(path, *text));
    files
        .with("pack.yaml", without_fonts(own.as_bytes()))
        .with(&format!("{below}page.{ending}"), page)
        .with(
            &format!("{below}other.md"),
            "# Other\n\n## Below {#below}\n\nWords.[^1]\n\n[^1]: A note.\n",
        )
        .with(&format!("{below}a.svg"), DRAWING)
        .with(&format!("{below}part.md"), "A part with *words*.\n")
        .with(&format!("{below}data.csv"), "Name,Weight\nCup,\"1,5\"\n")
}

/// Files out of an input: each starts with a line of the byte 0x1E and its path. What could not lie in
/// a folder of the system is left out.
pub fn folder_of_files(data: &[u8]) -> MemoryFiles {
    let mut files = MemoryFiles::new().with("a.svg", DRAWING).with("pack.yaml", NO_FONTS);
    for part in data.split(|&byte| byte == 0x1e).filter(|part| !part.is_empty()) {
        let end = part.iter().position(|&byte| byte == b'\n').unwrap_or(part.len());
        let (path, text) = part.split_at(end);
        if let Ok(path) = std::str::from_utf8(path)
            && is_path(path)
        {
            let text = text.get(1..).unwrap_or_default();
            let is_settings = path == "pack.yaml";
            files = files.with(path, if is_settings { without_fonts(text) } else { text.to_vec() });
        }
    }
    files
}

/// Whether a file of a folder can have this path.
pub fn is_path(path: &str) -> bool {
    let names = PackPath::new(path).is_ok_and(|clean| clean.as_str() == path && !path.is_empty());
    names && !path.contains('\0') && path.split('/').all(|name| name.len() <= 255)
}
