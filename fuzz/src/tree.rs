//! Trees of any shape, out of the choices that a fuzzer makes: what a filter might answer.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

/// How deep blocks and words nest.
const DEEPEST: usize = 6;
/// How many of anything stand beside each other.
const WIDEST: usize = 6;

/// Words that layout has to take apart, or must not.
const WORDS: [&str; 24] = [
    "word",
    " ",
    "a longer stretch of words, which fills lines: one, two, three and more of them. ",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "in\u{ad}vis\u{ad}i\u{ad}ble",
    "\u{200b}",
    "\u{a0}",
    "\u{2028}",
    "\t",
    "漢字かな交じり文、「括弧」。",
    "한국어 낱말",
    "עברית (123) abc",
    "العربية ١٢٣",
    "\u{202e}turned\u{202c}",
    "\u{2067}isolate",
    "ไทยไม่มีช่องว่าง",
    "क्षेत्र",
    "e\u{301}\u{301}\u{301}",
    "👩\u{200d}👩\u{200d}👧🇳🇱",
    "https://example.com/a/long/address?with=parts&and=more#end",
    "\u{1}\u{7f}\u{fffe}",
    "\u{10fffd}",
    "…—–‘’“”!",
];

const FORMULAS: [&str; 8] = [
    "x",
    r"\frac{a}{\sqrt[3]{b}}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\sum_{i=0}^{n} i^2 = \int_0^1 f(x)\,dx",
    r"\left\{ \begin{aligned} a &= b \\ c &= d \end{aligned} \right.",
    r"\hat{\overline{\mathbb{R}}} \tag{1}",
    r"\text{words in it, which are long and longer than a line is wide on a small page}",
    r"\wrong{",
];

const PLACES: [&str; 6] = ["#here", "#nowhere", "https://example.com/", "page.md", "fig-a", ""];

const PICTURES: [&str; 4] = ["a.svg", "none.png", "", "data:image/png;base64,AAAA"];

const CLASSES: [&str; 8] =
    ["landscape", "portrait", "full-width", "center", "with-page", "keep", "small-print", "task"];

const LANGUAGES: [&str; 6] = ["de", "ar", "ja", "zh-Hant", "x-none", "tlh"];

/// Shipped themes, and the folder with one of the fuzzer's own.
const THEMES: [&str; 6] = ["default", "corporate", "audit", "ebook", "proposal", "look"];

/// `pack.yaml`, and a theme for it.
///
/// # Errors
/// When there is nothing left to choose with.
pub fn look(choices: &mut Unstructured<'_>) -> Result<(String, String)> {
    let theme = choices.choose(&THEMES)?;
    let lang = choices.choose(&["en", "de", "ar", "ja", "th"])?;
    let toc = choices.int_in_range(0..=8)?;
    let settings = format!(
        "title: Pack\nlang: {lang}\ntheme: {theme}\ntoc: {toc}\nfilters: [[answer]]\nnumbering: chapter\n\
         html: {{ fonts: false }}\nepub: {{ fonts: false }}\n"
    );
    let width = *choices.choose(&[72, 100, 150, 300, 595, 3000, 14_400])?;
    let height = *choices.choose(&[72, 100, 200, 420, 842, 14_400])?;
    let margin = choices.int_in_range(0..=40)?;
    let size = *choices.choose(&[3, 8, 11, 24, 72])?;
    let mut flag = || choices.arbitrary::<bool>();
    let look = format!(
        "extends: default\npage: {{ size: {width}pt x {height}pt, margin_top: {margin}pt, margin_bottom: {margin}pt, \
         margin_inner: {margin}pt, margin_outer: {margin}pt, mirrored: {}, level: {}, crop_marks: {}, bleed: 3mm }}\n\
         text: {{ size: {size}pt, justified: {}, hyphenate: {}, page_references: {} }}\nheadings: {{ numbered: {} }}\n",
        flag()?,
        flag()?,
        flag()?,
        flag()?,
        flag()?,
        flag()?,
        flag()?,
    );
    Ok((settings, look))
}

/// What a filter answers for a pack of one page.
///
/// # Errors
/// When there is nothing left to choose with.
pub fn answer(choices: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let role = choices
        .choose(&[
            Value::Null,
            json!("part"),
            json!("appendix"),
            json!("imprint"),
            json!("dedication"),
        ])?
        .clone();
    let meta = json!({
        "title": text(choices)?, "seoTitle": null, "description": null, "category": null,
        "parent": null, "menuOrder": null, "notoc": false, "background": null, "tags": [],
        "draft": false, "date": null, "authors": [], "lang": null, "other": {}, "role": role,
    });
    let notes = json!([{ "label": "n", "blocks": blocks(choices, DEEPEST - 2)? }]);
    let title = inlines(choices, DEEPEST - 2)?;
    let blocks = blocks(choices, 0)?;
    let page = json!({ "meta": meta, "title": title, "blocks": blocks, "notes": notes });
    Ok(json!({ "pages": [page] }).to_string().into_bytes())
}

fn several(
    choices: &mut Unstructured<'_>,
    mut one: impl FnMut(&mut Unstructured<'_>) -> Result<Value>,
) -> Result<Value> {
    let count = choices.int_in_range(0..=WIDEST)?;
    (0..count).map(|_| one(choices)).collect()
}

fn text(choices: &mut Unstructured<'_>) -> Result<String> {
    let count = choices.int_in_range(1..=WIDEST)?;
    (0..count).map(|_| choices.choose(&WORDS).copied()).collect()
}

fn maybe(choices: &mut Unstructured<'_>, some: &[&str]) -> Result<Value> {
    Ok(if choices.arbitrary()? { json!(choices.choose(some)?) } else { Value::Null })
}

fn attr(choices: &mut Unstructured<'_>) -> Result<Value> {
    if choices.ratio(3, 4)? {
        return Ok(Value::Null);
    }
    let id = maybe(choices, &["here", "fig-a", "tbl-a", "a b\u{1}", ""])?;
    let classes: Vec<&str> = vec![choices.choose(&CLASSES)?];
    let lang = choices.choose(&LANGUAGES)?;
    let widths = choices.choose(&["[20,30,50]", "[0,0]", "[1e30]"])?;
    let keys =
        json!({ "lang": lang, "tbl-colwidths": widths, "dir": choices.choose(&["rtl", "ltr"])? });
    Ok(json!({ "id": id, "classes": classes, "keys": keys }))
}

fn dimension(choices: &mut Unstructured<'_>) -> Result<Value> {
    if choices.ratio(2, 3)? {
        return Ok(Value::Null);
    }
    let unit = choices.choose(&["px", "percent", "pt"])?;
    let value = choices.choose(&[0.0, 1e-20, 0.5, 10.0, 100.0, 3000.0, 1e9, -1.0])?;
    Ok(json!({ "unit": unit, "value": value }))
}

fn image(choices: &mut Unstructured<'_>) -> Result<Value> {
    let bounds = json!({
        "height": dimension(choices)?, "max_width": dimension(choices)?,
        "max_height": dimension(choices)?, "zoom": choices.choose(&[Value::Null, json!(0.5), json!(0), json!(1e30)])?,
    });
    Ok(json!({
        "picture": choices.choose(&PICTURES)?, "alt": text(choices)?, "decorative": choices.arbitrary::<bool>()?,
        "title": maybe(choices, &WORDS)?, "width": dimension(choices)?, "bounds": bounds,
    }))
}

fn inlines(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    several(choices, |choices| inline(choices, depth))
}

fn inline(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    const HOLDERS: [&str; 14] = [
        "emphasis",
        "strong",
        "strike",
        "underline",
        "mark",
        "subscript",
        "superscript",
        "small",
        "keyboard",
        "quoted",
        "ruby",
        "reading",
        "span",
        "link",
    ];
    let kind = if depth >= DEEPEST { 0 } else { choices.int_in_range(0..=11)? };
    let mut inline = match kind {
        0..=2 => json!({ "type": "text", "text": text(choices)? }),
        3 => json!({ "type": choices.choose(&["soft-break", "hard-break"])? }),
        4 => json!({ "type": "code", "text": text(choices)? }),
        5 => json!({ "type": "math", "tex": choices.choose(&FORMULAS)? }),
        6 => json!({ "type": "image", "image": image(choices)? }),
        7 => json!({ "type": "note-mark", "mark": choices.choose(&["n", "none"])? }),
        8 => {
            let cited = json!([{ "id": choices.choose(&PLACES)? }, { "id": "tbl-a" }]);
            json!({ "type": "cross-reference", "reference": { "cited": cited, "written": "@fig-a" } })
        }
        _ => {
            let content = inlines(choices, depth + 1)?;
            json!({
                "type": choices.choose(&HOLDERS)?, "content": content,
                "target": choices.choose(&PLACES)?, "title": null,
            })
        }
    };
    inline["attr"] = attr(choices)?;
    Ok(inline)
}

fn blocks(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    several(choices, |choices| block(choices, depth))
}

fn block(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let kind = if depth >= DEEPEST {
        choices.int_in_range(0..=8)?
    } else {
        choices.int_in_range(0..=17)?
    };
    let mut block = match kind {
        0 | 1 => json!({ "type": "paragraph", "content": inlines(choices, depth)? }),
        2 => json!({ "type": "plain", "content": inlines(choices, depth)? }),
        3 => {
            let level = choices.int_in_range(0..=9u8)?;
            json!({ "type": "heading", "level": level, "anchor": maybe(choices, &["here", ""])?, "content": inlines(choices, depth)? })
        }
        4 => code(choices)?,
        5 => json!({ "type": "math", "tex": choices.choose(&FORMULAS)? }),
        6 => json!({ "type": "image", "image": image(choices)? }),
        7 => json!({ "type": choices.choose(&["rule", "page-break"])? }),
        8 => media(choices)?,
        9 | 10 => list(choices, depth)?,
        11 => {
            let details = several(choices, |choices| blocks(choices, depth + 1))?;
            let entry = json!({ "term": inlines(choices, depth)?, "details": details });
            json!({ "type": "definitions", "entries": [entry] })
        }
        12 => json!({ "type": "quote", "blocks": blocks(choices, depth + 1)? }),
        13 => {
            let title = if choices.arbitrary()? { inlines(choices, depth)? } else { Value::Null };
            json!({ "type": "callout", "kind": "note", "title": title, "blocks": blocks(choices, depth + 1)? })
        }
        14 => table(choices, depth)?,
        15 => {
            json!({ "type": "figure", "blocks": blocks(choices, depth + 1)?, "caption": inlines(choices, depth)? })
        }
        16 => {
            json!({ "type": "details", "summary": inlines(choices, depth)?, "open": true, "blocks": blocks(choices, depth + 1)? })
        }
        _ => json!({ "type": "div", "blocks": blocks(choices, depth + 1)? }),
    };
    block["attr"] = attr(choices)?;
    Ok(block)
}

fn code(choices: &mut Unstructured<'_>) -> Result<Value> {
    let first = choices.choose(&[Value::Null, json!(1), json!(u32::MAX)])?.clone();
    let marked =
        json!([[choices.int_in_range(0..=3)?, choices.int_in_range(0..=3)?], [u32::MAX, 0]]);
    let text = [text(choices)?, text(choices)?].join("\n");
    Ok(json!({
        "type": "code", "language": maybe(choices, &["rust", "sh", "diff", "none"])?, "text": text,
        "lines": { "first": first, "marked": marked },
    }))
}

fn media(choices: &mut Unstructured<'_>) -> Result<Value> {
    let source = choices.choose(&["none.mp4", "https://example.com/film", ""])?;
    let kind = choices.choose(&["video", "audio"])?;
    let media = json!({
        "kind": kind, "source": source, "title": maybe(choices, &WORDS)?, "poster": maybe(choices, &PICTURES)?,
    });
    Ok(json!({ "type": "media", "media": media }))
}

fn list(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let start = choices
        .choose(&[Value::Null, json!(0), json!(1), json!(9_999_999_999u64), json!(u64::MAX)])?
        .clone();
    let items = several(choices, |choices| {
        let done = choices.choose(&[Value::Null, Value::Null, json!(true), json!(false)])?;
        Ok(json!({ "done": done, "blocks": blocks(choices, depth + 1)? }))
    })?;
    Ok(
        json!({ "type": "list", "start": start, "tight": choices.arbitrary::<bool>()?, "items": items }),
    )
}

fn table(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let columns =
        several(choices, |choices| Ok(json!(choices.choose(&["start", "center", "end"])?)))?;
    let (head, body) = (rows(choices, depth)?, rows(choices, depth)?);
    let table = json!({ "caption": inlines(choices, depth)?, "columns": columns, "head": head, "body": body });
    Ok(json!({ "type": "table", "table": table }))
}

fn rows(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    several(choices, |choices| {
        let cells = several(choices, |choices| cell(choices, depth))?;
        Ok(json!({ "cells": cells }))
    })
}

fn cell(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let span = *choices.choose(&[1, 1, 1, 1, 2, 3, 0, u16::MAX])?;
    let rows = *choices.choose(&[1, 1, 1, 1, 2, 3, 0, u16::MAX])?;
    let colors = choices
        .choose(&[Value::Null, json!({ "background": "#c00000", "text": "#ffffff" })])?
        .clone();
    Ok(json!({
        "blocks": blocks(choices, depth + 1)?, "header": choices.arbitrary::<bool>()?,
        "alignment": maybe(choices, &["start", "center", "end"])?, "colors": colors,
        "columnSpan": span, "rowSpan": rows,
    }))
}
