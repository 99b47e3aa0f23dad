//! Every theme that ships, and the sample's second look: its cover with few words and with many.

use recto::backend::BACKENDS;
use recto::files::{DiskFiles, MemoryFiles};
use recto::layout::{FrameItem, Rect, Size, lay_out_cover};
use recto::span::Sources;
use recto::theme::Theme;
use recto::{Request, Session, WantedTheme};

/// A pack with more words on its cover than most have room for.
const LONG: &str = "title: Information Security Management System with a Statement of Applicability \
    and Supplementary Measures for Operations in Regulated Environments\n\
    subtitle: What was agreed with the consortium, and what every one of its members answers for\n\
    authors: [Alexandra Montgomery-Featherstone, Jean-Baptiste Quatremère, Wilhelmina van der \
    Meulen, Óscar Fernández-Villaverde, Priya Raghunathan]\n\
    publisher: Federal Institute for Materials Research and Testing\n\
    version: \"12.4\"\nstatus: Approved for release\ndate: 2027-02-15\n\
    owner: Alexandra Montgomery-Featherstone, Chief Information Security Officer\n\
    classification: For named recipients within the consortium only\n\
    copyright: © 2027 Federal Institute for Materials Research and Testing. All rights reserved.\n\
    logo: logo.svg\n";

const SHORT: &str = "title: Trust pack\npublisher: Fernwick\nclassification: Internal\n";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><path d='M0 0h400v300H0z'/></svg>";

fn files(pack: &str) -> MemoryFiles {
    MemoryFiles::new()
        .with("pack.yaml", pack)
        .with("logo.svg", PICTURE)
        .with("cover.svg", PICTURE)
        .with("a.md", "# One\n\nWords.\n")
        .with("b.md", "# Two\n\nWords.\n")
}

/// The runs of words on a cover, with where they are, and the size of its page.
fn words(pack: &str, theme: &str) -> (Vec<(String, Rect)>, Size) {
    let files = files(pack);
    let mut session = Session::new(&files);
    let theme = Some(WantedTheme::Named(theme.to_owned()));
    let prepared = session.prepare(&Request { theme, ..Request::default() }).value;
    let frame = lay_out_cover(&prepared.document, &prepared.theme, &prepared.fonts).value.unwrap();
    let runs = frame.items.iter().filter_map(|(at, item)| match item {
        FrameItem::Text(run) => {
            let size = Size::new(run.width(), run.size * 0.9);
            let origin = recto::layout::Point::new(at.x, at.y - run.size * 0.7);
            Some((run.text.trim().to_owned(), Rect { origin, size }))
        }
        _ => None,
    });
    (runs.filter(|(text, _)| !text.is_empty()).collect(), frame.size)
}

fn meet(one: &Rect, other: &Rect) -> bool {
    let within = |a: f32, a_length: f32, b: f32, b_length: f32| {
        a + 0.5 < b + b_length && b + 0.5 < a + a_length
    };
    within(one.origin.x, one.size.width, other.origin.x, other.size.width)
        && within(one.origin.y, one.size.height, other.origin.y, other.size.height)
}

#[test]
fn words_of_a_cover_run_neither_into_one_another_nor_off_the_page() {
    for theme in Theme::shipped_names() {
        for picture in ["", "cover: cover.svg\n"] {
            let (runs, page) = words(&format!("{LONG}{picture}"), theme);
            assert!(runs.len() > 8, "{theme}");
            for (at, (text, rect)) in runs.iter().enumerate() {
                let (right, bottom) =
                    (rect.origin.x + rect.size.width, rect.origin.y + rect.size.height);
                let inside = rect.origin.x >= 0.0
                    && rect.origin.y >= 0.0
                    && right <= page.width
                    && bottom <= page.height;
                assert!(inside, "{theme}: `{text}` {rect:?}");
                let other = runs[at + 1..].iter().find(|(_, other)| meet(rect, other));
                assert!(other.is_none(), "{theme}: `{text}` {rect:?} and {other:?}");
            }
        }
    }
}

#[test]
fn covers_stay_as_they_are() {
    let covers = Theme::shipped_names().map(|theme| {
        let lines = words(SHORT, theme).0.into_iter().map(|(text, Rect { origin, size })| {
            format!("  {:.0},{:.0} {:.0}pt {text}", origin.x, origin.y, size.height / 0.9)
        });
        format!("{theme}\n{}", lines.collect::<Vec<_>>().join("\n"))
    });
    insta::assert_snapshot!(covers.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_class_stands_once_on_a_cover_and_above_the_title() {
    for theme in Theme::shipped_names() {
        let (runs, _) = words(SHORT, theme);
        let of = |word: &str| runs.iter().filter(|(text, _)| text == word).collect::<Vec<_>>();
        let (class, title) = (of("Internal"), of("Trust\u{a0}pack"));
        let title = if title.is_empty() { of("Trust pack") } else { title };
        assert_eq!((class.len(), title.len()), (1, 1), "{theme}: {runs:?}");
        assert!(class[0].1.origin.y < title[0].1.origin.y, "{theme}");
    }
}

#[test]
fn a_cover_that_is_not_shown_is_shown_in_no_output() {
    let files = files(&format!("{SHORT}cover: cover.svg\ntheme: own\n"))
        .with("own/theme.yaml", "cover: { show: false }\n");
    let formats = BACKENDS.iter().filter(|it| it.name() != "pdf").cloned().collect();
    let exports = Session::new(&files).export(&[Request { formats, ..Request::default() }]);
    let made = |wanted: &str| {
        let made = exports[0].made.iter().find(|made| made.backend.name() == wanted);
        made.unwrap().artifact.bytes.clone()
    };
    let html = String::from_utf8(made("html")).unwrap();
    assert!(html.contains("class=\"opening plain\"") && !html.contains("class=\"cover\""));
}

#[test]
fn the_sample_has_a_second_look() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/halden");
    let files = DiskFiles::undated(&folder).unwrap();
    let theme = Theme::load_outside("content/halden", &files, &mut Sources::default());
    assert_eq!(theme.diagnostics, []);
    // Two on its cover, and one that it has from `corporate` where a part opens.
    assert_eq!(theme.value.box_pictures().count(), 3);
}
