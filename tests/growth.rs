//! Work grows as its input does, whatever a stranger writes: counted in what is allocated, which is the
//! same on every machine, and not in seconds.

use std::alloc::System;
use std::fmt::Write as _;
use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use recto::backend::BACKENDS;
use recto::files::MemoryFiles;
use recto::{Request, Unwatched};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many times as large the larger of two inputs is.
const FACTOR: usize = 4;
/// How many times the work of the smaller one it may take, but for that of an empty page. Work that
/// grows as the square takes sixteen times.
const MOST: f64 = 8.0;
/// The share of an empty page's work that is not looked at: threads, tables that double.
const UNSEEN: f64 = 0.05;

/// A kind of input of any size.
struct Kind {
    name: &'static str,
    /// The smaller of the two sizes that are measured.
    size: usize,
    make: fn(usize) -> MemoryFiles,
}

/// How often memory was asked for, and how much of it in all.
#[derive(Clone, Copy, Debug)]
struct Work {
    times: f64,
    bytes: f64,
}

impl Work {
    fn of(name: &str, files: &MemoryFiles, formats: &[&str], profile: Option<&str>) -> Self {
        let backends = BACKENDS.iter().filter(|backend| formats.contains(&backend.name()));
        let mut request = Request { formats: backends.cloned().collect(), ..Request::default() };
        request.wanted.profile = profile.map(str::to_owned);
        let region = Region::new(COUNTED);
        let export = recto::export(&request, files, &Unwatched);
        let change = region.change();
        assert_eq!(export.refusal.map(|it| it.to_string()), None, "{name}");
        assert_eq!(export.made.len(), formats.len(), "{name}");
        let times = (change.allocations + change.reallocations) as f64;
        Self { times, bytes: change.bytes_allocated as f64 }
    }

    /// Whether the work for a larger input is out of proportion to that for a smaller one.
    fn runs_away(nothing: Self, [small, large]: [Self; 2]) -> bool {
        [|it: &Self| it.times, |it: &Self| it.bytes].into_iter().any(|of| {
            let nothing = of(&nothing);
            let small = (of(&small) - nothing).max(UNSEEN * nothing);
            of(&large) - nothing > MOST * small
        })
    }
}

/// Every kind that grows faster than its size, with what it takes.
fn running_away(kinds: &[Kind], formats: &[&str]) -> Vec<String> {
    // What is made once and kept is made by the first.
    let [_, nothing] = [(); 2].map(|()| Work::of("nothing", &page("Words."), formats, None));
    let mut found = Vec::new();
    for kind in kinds {
        let profile = kind.name.ends_with("for others").then_some("public");
        let sizes = [1, FACTOR]
            .map(|times| Work::of(kind.name, &(kind.make)(times * kind.size), formats, profile));
        if Work::runs_away(nothing, sizes) {
            found.push(format!("{}: {nothing:?}, {sizes:?}", kind.name));
        }
    }
    found
}

fn pack() -> MemoryFiles {
    let settings = "title: T\nlang: en\ndate: 2027-03-01\nprofiles: {public: {}, staff: {}}\n";
    MemoryFiles::new().with("pack.yaml", settings)
}

fn page(text: &str) -> MemoryFiles {
    pack().with("index.md", format!("# T\n\n{text}\n"))
}

/// A page with a text for each number.
fn each(count: usize, text: impl FnMut(usize) -> String) -> MemoryFiles {
    page(&many(count, text))
}

/// So many texts, one behind the other.
fn many(count: usize, text: impl FnMut(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn drawing(body: &str) -> MemoryFiles {
    let svg =
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>{body}</svg>");
    page("![A drawing](a.svg)").with("a.svg", svg)
}

/// A picture that no other number has.
fn png(number: usize) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let color = |x: u32| image::Rgb([x as u8, number as u8, (number >> 8) as u8]);
    let picture = RgbImage::from_fn(4, 4, |x, _| color(x));
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PDF of some objects, whose pages are those below the second one.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    for (object, number) in objects.iter().zip(2..) {
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let _ = write!(text, "trailer <</Size {}/Root 1 0 R>>\n%%EOF", objects.len() + 2);
    text.into_bytes()
}

fn attached(objects: &[String]) -> MemoryFiles {
    page("![A page](a.pdf)").with("a.pdf", pdf(objects))
}

/// A PDF of one page with some content, beside other objects.
fn content(content: &str, others: &[String]) -> MemoryFiles {
    let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R\
                /Resources<</XObject<</X 5 0 R>>>>>>";
    let first = ["<</Type/Pages/Count 1/Kids[3 0 R]>>", page, &stream].map(str::to_owned);
    attached(&[&first[..], others].concat())
}

/// Words and marks without a place to break, or without an end.
const RUNS: &[Kind] = &[
    Kind { name: "brackets", size: 1_000, make: |n| page(&"[".repeat(n)) },
    Kind { name: "dots", size: 1_000, make: |n| page(&".".repeat(n)) },
    Kind { name: "slashes", size: 1_000, make: |n| page(&"/".repeat(n)) },
    Kind { name: "letters", size: 1_000, make: |n| page(&"a".repeat(n)) },
    Kind { name: "letters of Arabic", size: 1_000, make: |n| page(&"ب".repeat(n)) },
    Kind {
        name: "marks on a letter",
        size: 4_000,
        make: |n| page(&format!("a{}", "\u{301}".repeat(n))),
    },
    Kind { name: "soft hyphens", size: 1_000, make: |n| page(&"a\u{ad}".repeat(n)) },
    Kind {
        name: "JSON as text",
        size: 400,
        make: |n| page(&"{\"a\":[1,{\"b\":\"c\"}],".repeat(n)),
    },
    Kind { name: "marks of emphasis", size: 1_000, make: |n| page(&"*_~~".repeat(n)) },
    Kind { name: "quotation marks", size: 2_000, make: |n| page(&"\"".repeat(n)) },
    Kind { name: "dollars", size: 2_000, make: |n| page(&"$ ".repeat(n)) },
    Kind { name: "a long line", size: 2_000, make: |n| page(&"words of a line ".repeat(n)) },
    Kind {
        name: "every letter",
        size: 1_000,
        make: |n| {
            let letters = (0x21..).step_by(3).filter_map(char::from_u32).take(n);
            page(&letters.flat_map(|letter| [letter, ' ']).collect::<String>())
        },
    },
];

/// Parts of a page, by their number.
const PARTS: &[Kind] = &[
    Kind {
        name: "footnotes",
        size: 100,
        make: |n| each(n, |i| format!("w[^{i}]\n\n[^{i}]: Note.\n\n")),
    },
    Kind {
        name: "marks of one footnote",
        size: 200,
        make: |n| page(&format!("{}\n\n[^a]: Note.", "w[^a] ".repeat(n))),
    },
    Kind {
        name: "footnotes for others",
        size: 200,
        make: |n| {
            each(n, |i| {
                format!(
                    "x {{{{< only profile=\"staff\" >}}}}w[^{i}]{{{{< /only >}}}}\n\n[^{i}]: Note.\n\n"
                )
            })
        },
    },
    Kind { name: "headings of one name", size: 100, make: |n| page(&"## Same\n\n".repeat(n)) },
    Kind {
        name: "headings with one id",
        size: 100,
        make: |n| page(&"## Same {#same}\n\n".repeat(n)),
    },
    Kind { name: "items", size: 200, make: |n| page(&"- a\n".repeat(n)) },
    Kind { name: "links", size: 200, make: |n| page(&"[a](#t) ".repeat(n)) },
    Kind {
        name: "links that lead nowhere",
        size: 200,
        make: |n| each(n, |i| format!("[a](#gone-{i}) ")),
    },
    Kind { name: "formulas", size: 100, make: |n| page(&"$x^2$ ".repeat(n)) },
    Kind {
        name: "lines of code",
        size: 200,
        make: |n| page(&format!("```rust\n{}```", "let a = 1;\n".repeat(n))),
    },
    Kind {
        name: "shortcodes",
        size: 200,
        make: |n| page(&"{{< a >}}\n\n".repeat(n)).with("shortcodes/a.hbs", "word\n"),
    },
    Kind {
        name: "includes",
        size: 200,
        make: |n| page(&"{{< include \"_a.md\" >}}\n\n".repeat(n)).with("_a.md", "word\n"),
    },
];

/// Tables.
const TABLES: &[Kind] = &[
    Kind {
        name: "rows",
        size: 100,
        make: |n| page(&format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n))),
    },
    Kind {
        name: "columns",
        size: 50,
        make: |n| page(&["|a", "|-", "|b"].map(|cell| cell.repeat(n) + "|").join("\n")),
    },
    Kind {
        name: "cells over many columns",
        size: 100,
        make: |n| {
            page(&format!("<table>{}</table>", "<tr><td colspan=\"1000\">a</td></tr>".repeat(n)))
        },
    },
    Kind {
        name: "rows of a CSV",
        size: 200,
        make: |n| {
            page("{{< csv \"a.csv\" >}}").with("a.csv", format!("a,b\n{}", "c,d\n".repeat(n)))
        },
    },
];

/// Pictures, drawings and PDFs.
const PICTURES: &[Kind] = &[
    Kind {
        name: "pictures",
        size: 100,
        make: |n| {
            let text = each(n, |i| format!("![A picture](p{i}.png)\n\n"));
            (0..n).fold(text, |files, i| files.with(&format!("p{i}.png"), png(i)))
        },
    },
    Kind {
        name: "pictures of one name",
        size: 50,
        make: |n| {
            let text = each(n, |i| format!("![A picture]({i}/p.png)\n\n"));
            (0..n).fold(text, |files, i| files.with(&format!("{i}/p.png"), png(i)))
        },
    },
    Kind {
        name: "missing pictures among files",
        size: 200,
        make: |n| {
            let text = each(n, |i| format!("![A picture](gone-{i}.png)\n\n"));
            (0..n).fold(text, |files, i| files.with(&format!("files/p{i}.png"), ""))
        },
    },
    Kind {
        name: "elements of a drawing",
        size: 500,
        make: |n| drawing(&"<rect width='9' height='9'/>".repeat(n)),
    },
    Kind {
        name: "colours of a drawing by reference",
        size: 500,
        make: |n| {
            let painted = "<rect width='9' height='9' fill='url(#a)'/>".repeat(n);
            drawing(&format!("<linearGradient id='a'><stop offset='0'/></linearGradient>{painted}"))
        },
    },
    Kind {
        name: "references in one style",
        size: 250,
        make: |n| {
            drawing(&format!("<rect width='9' height='9' style='fill: {}'/>", "url(#a) ".repeat(n)))
        },
    },
    Kind {
        name: "rules of a drawing",
        size: 100,
        make: |n| {
            let rules = many(n, |i| format!(".c{i}{{fill:red}}"));
            drawing(&format!("<style>{rules}</style><rect class='c0' width='9' height='9'/>"))
        },
    },
    Kind {
        name: "filters of a drawing",
        size: 20,
        make: |n| {
            let blurred = "<rect width='2' height='2' filter='url(#f)'/>".repeat(n);
            drawing(&format!("<filter id='f'><feGaussianBlur stdDeviation='1'/></filter>{blurred}"))
        },
    },
    Kind {
        name: "letters of a drawing",
        size: 500,
        make: |n| drawing(&format!("<text y='20'>{}</text>", "a".repeat(n))),
    },
    Kind {
        name: "pages of an attached PDF",
        size: 100,
        make: |n| {
            let kids = many(n, |i| format!("{} 0 R ", i + 3));
            let pages = format!("<</Type/Pages/Count {n}/Kids[{kids}]>>");
            let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>".to_owned();
            attached(&[vec![pages], vec![page; n]].concat())
        },
    },
    Kind {
        name: "operators of an attached PDF",
        size: 500,
        make: |n| content(&"0 0 1 1 re f ".repeat(n), &[]),
    },
    Kind {
        name: "forms of an attached PDF",
        size: 200,
        make: |n| {
            let form = "<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Length 12>>stream\n0 0 1 1 re f\nendstream";
            content(&"/X Do ".repeat(n), &[form.to_owned()])
        },
    },
];

/// Pages, and what they refer to.
const PACKS: &[Kind] = &[
    Kind {
        name: "pages",
        size: 20,
        make: |n| {
            (0..n).fold(page(""), |files, i| {
                files.with(&format!("p{i}.md"), format!("# P {i}\n\n[a](index.md)\n"))
            })
        },
    },
    Kind {
        name: "pages with broken links",
        size: 20,
        make: |n| {
            (0..n).fold(page(""), |files, i| {
                files.with(&format!("p{i}.md"), format!("# P {i}\n\n[a](gone-{i}.md)\n"))
            })
        },
    },
    Kind {
        name: "pages with tags",
        size: 20,
        make: |n| {
            (0..n).fold(page(""), |files, i| {
                files.with(
                    &format!("p{i}.md"),
                    format!("---\ntags: [a{i}, b{i}, c{i}, d{i}]\n---\n# P {i}\n"),
                )
            })
        },
    },
];

/// What the pages of a book are cut and marked by.
const BOOKS: &[Kind] = &[
    Kind {
        name: "a long line of a book",
        size: 4_000,
        make: |n| page(&"words of a line ".repeat(n)),
    },
    Kind {
        name: "headings of a book",
        size: 100,
        make: |n| page(&"## Same\n\nWords.\n\n".repeat(n)),
    },
];

/// One test, since what is counted is that of all threads.
#[test]
fn work_grows_as_its_input_does() {
    let mut found = Vec::new();
    for kinds in [RUNS, PICTURES] {
        found.extend(running_away(kinds, &["pdf"]));
    }
    for kinds in [PARTS, TABLES, PACKS] {
        found.extend(running_away(kinds, &["html", "pdf"]));
    }
    found.extend(running_away(BOOKS, &["epub"]));
    assert!(found.is_empty(), "{}", found.join("\n"));
    pictures_of_any_number_end();
    growth_is_seen();
}

/// krilla's pictures wait for one another: thousands of them once overflowed the stack.
fn pictures_of_any_number_end() {
    let count = 2_000;
    let text = each(count, |i| format!("![A picture](p{i}.png)\n"));
    let files = (0..count).fold(text, |files, i| files.with(&format!("p{i}.png"), png(i)));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let work = pool.install(|| Work::of("pictures", &files, &["pdf"], None));
    assert!(work.times > 0.0);
}

/// What is measured here can fail.
fn growth_is_seen() {
    let of = |bytes: f64| Work { times: 1.0, bytes };
    let runs_away = |large| Work::runs_away(of(1e6), [of(2e6), of(large)]);
    assert!(runs_away(17e6) && !runs_away(5e6));
}
