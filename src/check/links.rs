//! Links that say too little.

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::tree::walk::walk_content;
use crate::tree::{Authored, Inline, InlineKind, plain_text};

/// Words that say nothing of where a link leads, by language. English ones count everywhere.
const VAGUE: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "click",
            "click here",
            "click this",
            "continue",
            "continue reading",
            "details",
            "go",
            "here",
            "info",
            "learn more",
            "link",
            "more",
            "more details",
            "more info",
            "page",
            "read more",
            "see here",
            "see more",
            "this",
            "this article",
            "this link",
            "this page",
            "this site",
            "website",
        ],
    ),
    (
        "de",
        &[
            "hier",
            "hier klicken",
            "klick",
            "klicken sie hier",
            "link",
            "mehr",
            "mehr erfahren",
            "mehr lesen",
            "weiter",
            "weiterlesen",
            "diese seite",
            "dieser link",
        ],
    ),
    (
        "fr",
        &[
            "ici",
            "cliquez ici",
            "cliquer ici",
            "lien",
            "ce lien",
            "cette page",
            "en savoir plus",
            "lire la suite",
            "plus",
            "voir plus",
        ],
    ),
    (
        "nl",
        &[
            "hier",
            "klik hier",
            "link",
            "deze link",
            "deze pagina",
            "lees meer",
            "lees verder",
            "meer",
            "meer informatie",
            "meer lezen",
        ],
    ),
    (
        "es",
        &[
            "aquí",
            "haga clic aquí",
            "haz clic aquí",
            "enlace",
            "este enlace",
            "esta página",
            "leer más",
            "más",
            "más información",
            "ver más",
        ],
    ),
    (
        "it",
        &[
            "qui",
            "clicca qui",
            "link",
            "questo link",
            "questa pagina",
            "continua",
            "di più",
            "leggi di più",
            "leggi tutto",
            "per saperne di più",
        ],
    ),
    (
        "pt",
        &[
            "aqui",
            "clique aqui",
            "link",
            "este link",
            "esta página",
            "leia mais",
            "mais",
            "mais informações",
            "saiba mais",
            "ver mais",
        ],
    ),
];

/// Links that cannot be seen, or that lead nowhere.
pub(super) fn empty(view: &View<'_>, sink: &mut Sink) {
    each_link(view, &mut |link, target, content| {
        let said = if target.trim().is_empty() {
            Some(("this link has no address", "write where it leads, or leave the words alone"))
        } else if plain_text(content).trim().is_empty()
            && !shows_image(content)
            && !holds_shortcode(view.sources.excerpt(link.span))
        {
            Some(("this link has no words", "say what it leads to between the brackets"))
        } else {
            None
        };
        if let Some((message, help)) = said {
            sink.push(Diagnostic::warning(Code::EmptyLink, message).at(link.span).help(help));
        }
    });
}

/// Links whose words mean nothing without the sentence around them (WCAG 2.2, 2.4.4 and 2.4.9).
pub(super) fn vague(view: &View<'_>, sink: &mut Sink) {
    each_link(view, &mut |link, target, content| {
        let words = plain_text(content);
        let words = words.trim();
        if is_vague(words, view.lang) && !is_code(content) && !names(words, target) {
            let message = format!("`{words}` does not say where the link leads");
            let help = "name what it leads to; readers meet links alone, in lists and aloud";
            sink.push(Diagnostic::warning(Code::VagueLink, message).at(link.span).help(help));
        }
    });
}

fn each_link<'a>(
    view: &View<'a>,
    visit: &mut impl FnMut(&'a Inline<Authored>, &'a str, &'a [Inline<Authored>]),
) {
    view.inlines(&mut |inline| {
        if let InlineKind::Link { target, content, .. } = &inline.kind {
            visit(inline, target, content);
        }
    });
}

/// Whether there is a picture among some words; that it is described is another rule's concern.
fn shows_image(content: &[Inline<Authored>]) -> bool {
    let mut found = false;
    walk_content(content, &mut |inline| {
        found |= matches!(inline.kind, InlineKind::Image { .. });
    });
    found
}

/// Whether an element that no template is known for may have been the words; that is told of it.
fn holds_shortcode(written: &str) -> bool {
    written.contains("{{<") || written.contains("{{%")
}

/// Whether the words are code, which names a thing.
fn is_code(content: &[Inline<Authored>]) -> bool {
    content.iter().any(|inline| matches!(inline.kind, InlineKind::Code { .. }))
}

/// Whether words are the name of what a link leads to: `Details` of `details.md` and `#details`.
fn names(words: &str, target: &str) -> bool {
    let (path, place) = target.split_once('#').unwrap_or((target, ""));
    let file = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = file.split('.').next().unwrap_or_default();
    [name, place].iter().any(|name| name.eq_ignore_ascii_case(words))
}

fn is_vague(words: &str, lang: &str) -> bool {
    let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    VAGUE
        .iter()
        .filter(|(of, _)| *of == "en" || *of == lang)
        .any(|(_, vague)| vague.contains(&bare.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_vague_depends_on_the_language() {
        assert!(is_vague("Click here", "en") && is_vague("here →", "de"));
        assert!(is_vague("hier", "de") && !is_vague("hier", "en"));
        assert!(!is_vague("Read more about encryption", "en") && !is_vague("", "en"));
    }

    #[test]
    fn words_may_be_the_name_of_what_they_lead_to() {
        assert!(names("Details", "blocks/details.md") && names("Info", "#info"));
        assert!(names("Page", "../page/") && !names("here", "https://example.com/where"));
        assert!(!names("Details", "blocks/more.md#details-of-it"));
    }
}
