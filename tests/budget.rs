//! Files that must fit: what is made smaller, what stays, and what is said about it.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use recto::backend::BACKENDS;
use recto::diag::{Code, Severity};
use recto::files::MemoryFiles;
use recto::source::Selection;
use recto::text::size::ByteSize;
use recto::{Export, Request, Unwatched};

const PAGE: &str = "# Proof\n\n![Our office](office.jpg)\n\n![The certificate](seal.png)\n\n\
                    ![A plan](plan.svg)\n";
const PLAN: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>\
                    <path d='M0 0h40v40z'/></svg>";

/// A picture in which no tone stands out, and that takes more room than a file without it.
fn office() -> Vec<u8> {
    let mut seed = 1_u32;
    let pixels = RgbImage::from_fn(1800, 1050, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = seed >> 27;
        Rgb([(x / 8 + noise) as u8, (y / 5 + noise) as u8, ((x + y) / 12 + noise) as u8])
    });
    bytes(DynamicImage::ImageRgb8(pixels), ImageFormat::Jpeg)
}

/// A white page with lines of signs, of which no two are alike.
fn seal() -> Vec<u8> {
    let pixels = RgbImage::from_fn(1200, 700, |x, y| {
        let (column, row) = (x / 4, y / 4);
        let sign = (column.wrapping_mul(2_654_435_761) ^ row.wrapping_mul(40_503)) >> 13;
        let ink = y % 40 < 20 && x % 24 < 16 && sign % 5 < 2;
        Rgb(if ink { [20, 30, 60] } else { [255; 3] })
    });
    bytes(DynamicImage::ImageRgb8(pixels), ImageFormat::Png)
}

fn bytes(pixels: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn export(settings: &str, max_size: Option<u64>) -> Export {
    let settings = format!("title: Proof\nslug: proof\n{settings}");
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("index.md", PAGE)
        .with("office.jpg", office())
        .with("seal.png", seal())
        .with("plan.svg", PLAN);
    let formats = BACKENDS.to_vec();
    let max_size = max_size.map(ByteSize);
    let request = Request { formats, max_size, ..Request::from(Selection::Folder) };
    recto::export(&request, &files, &Unwatched)
}

type Said = Vec<(Severity, String)>;
type Made = Vec<(String, usize)>;

/// What was said about sizes, and what files there are, with how large they are.
fn outcome(export: &Export) -> (Said, Made) {
    let said = export.diagnostics.iter().filter(|it| it.code == Code::SizeBudget);
    let said = said.map(|it| (it.severity, it.message.clone())).collect();
    let made =
        export.made.iter().map(|made| (made.backend.name().to_owned(), made.artifact.bytes.len()));
    (said, made.collect())
}

#[test]
fn without_a_limit_nothing_is_touched() {
    let export = export("", None);
    let (said, made) = outcome(&export);
    assert_eq!(said, []);
    assert_eq!(made.len(), 3);
    let pdf = &export.made[0].artifact.bytes;
    let office = office();
    assert!(pdf.windows(64).any(|part| part == &office[office.len() - 64..]));
}

#[test]
fn every_file_is_made_to_fit_and_says_how() {
    let whole = outcome(&export("", None)).1;
    let least = whole.iter().map(|(_, size)| *size).min().unwrap();
    let limit = least as u64 * 9 / 10;
    let export = export("", Some(limit));
    let (said, made) = outcome(&export);
    assert_eq!(made.len(), 3, "{said:?}");
    // The fonts that nobody asked for go first.
    let fonts =
        said.iter().filter(|(_, words)| words.starts_with("the theme's fonts are left out"));
    assert_eq!(fonts.count(), 2, "{said:?}");
    for (name, size) in made {
        assert!(size as u64 <= limit, "{name}: {size} of {limit}");
        // What may be kept is kept: the file is not made smaller than it has to be.
        assert!(size as u64 >= limit / 3, "{name}: {size} of {limit}");
        let about = |picture: &str| {
            let start = format!("`{picture}` is smaller in the {name}: ");
            said.iter().filter_map(|(_, words)| words.strip_prefix(&start)).collect::<Vec<_>>()
        };
        let [photograph] = about("office.jpg")[..] else { panic!("{name}: {said:?}") };
        assert!(photograph.contains("JPEG of quality"), "{photograph}");
        for writing in about("seal.png") {
            assert!(writing.contains("without loss"), "{writing}");
        }
        assert!(about("plan.svg").is_empty());
    }
    assert!(said.iter().all(|(severity, _)| *severity == Severity::Note));
}

#[test]
fn a_limit_may_be_that_of_one_output() {
    let whole = outcome(&export("html: { fonts: false }\n", None)).1;
    let html = whole.iter().find(|(name, _)| *name == "html").unwrap().1;
    let settings = format!("html: {{ fonts: false, max-size: {} }}\n", html * 7 / 10);
    let export = export(&settings, None);
    let (said, made) = outcome(&export);
    assert!(!said.is_empty() && said.iter().all(|(_, words)| words.contains(" in the html: ")));
    assert_eq!(made[..2], whole[..2]);
    assert!(made[2].1 <= html * 7 / 10);
}

#[test]
fn pictures_stay_where_a_file_fits_without_the_fonts() {
    let whole = outcome(&export("", None)).1[2].1;
    let bare = outcome(&export("html: { fonts: false }\n", None)).1[2].1;
    assert!(bare + 20_000 < whole, "{bare} of {whole}");
    let export = export(&format!("html: {{ max-size: {} }}\n", bare + 1000), None);
    let (said, made) = outcome(&export);
    let [(Severity::Note, words)] = &said[..] else { panic!("{said:?}") };
    assert_eq!(words, "the theme's fonts are left out of the html: readers see their own");
    assert_eq!(made[2].1, bare);
}

#[test]
fn what_never_fits_is_one_error_and_no_file() {
    let (said, made) = outcome(&export("epub: { max-size: 2 kB }\n", None));
    let [(Severity::Error, words)] = &said[..] else { panic!("{said:?}") };
    assert!(words.starts_with("the epub takes "), "{words}");
    assert!(words.ends_with("and may take 2 kB"), "{words}");
    assert_eq!(made.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["pdf", "html"]);
}

#[test]
fn an_absurd_limit_is_told_where_it_stands() {
    let export = export("html: { max-size: 12 apples }\n", None);
    let said: Vec<_> = export.diagnostics.iter().map(|it| (it.code, it.message.clone())).collect();
    let message = "`12 apples` is no size for a document; write it as `10MB`".to_owned();
    assert!(said.contains(&(Code::InvalidConfig, message)), "{said:?}");
}

#[test]
fn the_same_limit_gives_the_same_bytes() {
    let made = || export("", Some(400_000)).made.into_iter().map(|made| made.artifact.bytes);
    assert!(made().eq(made()));
}
