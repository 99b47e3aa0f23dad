//! `{{ name }}` among the words of pages.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Variables, mentions_variable};
use crate::span::{Sources, Span};
use crate::tree::walk::{LeafMut, walk_blocks_mut};
use crate::tree::{Attr, Authored, Block, Image, Inline, InlineKind, Page};

/// Fills every text of every page: words, alternative texts, titles of links and images.
///
/// Code and maths stay as they are. A variable in an address is an error: what a value could do
/// there cannot be foreseen.
pub(super) fn fill(
    pages: &mut [Page<Authored>],
    variables: &Variables,
    sources: &Sources,
    sink: &mut Sink,
) {
    if variables.is_empty() {
        return;
    }
    let mut filler = Filler { variables, sources, sink };
    for page in pages {
        filler.content(&mut page.title);
        filler.blocks(&mut page.blocks);
        for note in &mut page.notes {
            filler.blocks(&mut note.blocks);
        }
    }
}

struct Filler<'a> {
    variables: &'a Variables,
    sources: &'a Sources,
    sink: &'a mut Sink,
}

impl Filler<'_> {
    fn blocks(&mut self, blocks: &mut [Block<Authored>]) {
        walk_blocks_mut(blocks, &mut |block| {
            let span = block.span;
            for content in block.kind.contents_mut() {
                self.content(content);
            }
            match block.kind.leaf_mut() {
                Some(LeafMut::Media(media)) => {
                    self.address(&media.source, span);
                    media.poster.iter().for_each(|poster| self.address(poster, span));
                    self.optional(&mut media.title, span);
                }
                Some(LeafMut::Image(image)) => self.image(image, span),
                // In these nothing is filled.
                Some(LeafMut::Anchor(_) | LeafMut::Code { .. } | LeafMut::Math(_)) | None => {}
            }
        });
    }

    /// Depth is bounded by the parser.
    fn content(&mut self, content: &mut Vec<Inline<Authored>>) {
        join_texts(content);
        for inline in content {
            let span = inline.span;
            match &mut inline.kind {
                InlineKind::Text { text } => self.text(text, span),
                InlineKind::Image { image } => self.image(image, span),
                InlineKind::Link { target, title, .. } => {
                    self.address(target, span);
                    self.optional(title, span);
                }
                // Their words are filled below.
                InlineKind::Emphasis { .. }
                | InlineKind::Strong { .. }
                | InlineKind::Strike { .. }
                | InlineKind::Underline { .. }
                | InlineKind::Mark { .. }
                | InlineKind::Subscript { .. }
                | InlineKind::Superscript { .. }
                | InlineKind::Small { .. }
                | InlineKind::Keyboard { .. }
                | InlineKind::Quoted { .. }
                | InlineKind::Ruby { .. }
                | InlineKind::Reading { .. }
                | InlineKind::Span { .. }
                // In these nothing is filled.
                | InlineKind::SoftBreak
                | InlineKind::HardBreak
                | InlineKind::Code { .. }
                | InlineKind::Math { .. }
                | InlineKind::NoteMark { .. }
                | InlineKind::CrossReference { .. } => {}
            }
            if let Some(inner) = inline.kind.content_mut() {
                self.content(inner);
            }
        }
    }

    fn image(&mut self, image: &mut Image<Authored>, span: Span) {
        self.address(&image.picture, span);
        self.text(&mut image.alt, span);
        self.optional(&mut image.title, span);
    }

    fn text(&mut self, text: &mut String, span: Span) {
        if mentions_variable(text) {
            self.address_with_spaces(text, span);
            *text = self.variables.fill(text, span, self.sources, self.sink);
        }
    }

    /// `[words](https://{{ host }}/)` is no link to Markdown, since its address has spaces.
    fn address_with_spaces(&mut self, text: &str, span: Span) {
        let address = text.split_once("](").and_then(|(_, rest)| rest.split_once(')'));
        if let Some((address, _)) = address {
            self.address(address, span);
        }
    }

    fn optional(&mut self, text: &mut Option<String>, span: Span) {
        if let Some(text) = text {
            self.text(text, span);
        }
    }

    fn address(&mut self, address: &str, span: Span) {
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
        if mentions_variable(&decoded) {
            self.sink.push(
                Diagnostic::error(
                    Code::UnknownVariable,
                    format!("the address `{decoded}` holds a variable"),
                )
                .at(span)
                .help("write the address out; a variable can stand in the words of the link"),
            );
        }
    }
}

/// Joins texts that follow one another: Markdown may cut `{{ a_b }}` at its underscore.
fn join_texts(content: &mut Vec<Inline<Authored>>) {
    content.dedup_by(|next, before| {
        let apart = next.attr != Attr::none() || before.attr != Attr::none();
        let (InlineKind::Text { text: more }, InlineKind::Text { text }) =
            (&next.kind, &mut before.kind)
        else {
            return false;
        };
        if apart || !text.contains('{') {
            return false;
        }
        text.push_str(more);
        before.span = before.span.join(next.span);
        true
    });
}

#[cfg(test)]
mod tests {
    use crate::compose::compose;
    use crate::files::{Files, MemoryFiles};
    use crate::parse::{Cache, parse};
    use crate::source::{self, Selection};
    use crate::span::Sources;
    use crate::theme::Theme;
    use crate::tree::dump::dump_blocks;
    use crate::tree::plain_text;

    #[test]
    fn variables_are_words_and_never_markup() {
        let page = "# For {{ the_customer }}\n\nDear *{{the_customer}}*, `{{ the_customer }}` and \
                    {{ nobody }}[^1].\n\n![Logo of {{ the_customer }}](a.png \"{{ the_customer }}\")\n\n\
                    [{{ the_customer }}](https://{{the_customer}}.example/)\n\n\
                    ```\n{{ the_customer }}\n```\n\n[^1]: {{ the_customer }}\n";
        let settings = "variables: { the_customer: '**ACME** <b>' }\n";
        let files = MemoryFiles::new().with("page.md", page).with("pack.yaml", settings);
        let files: &dyn Files = &files;
        let mut sources = Sources::default();
        let raw = source::read(files, &Selection::Folder.into(), &mut sources).value;
        let authored = parse(&raw, &Theme::shipped(), files, &sources, &Cache::default()).value;
        let composed = compose(authored, &raw, &sources);
        let page = &composed.value.pack.pages[0];
        assert_eq!(plain_text(&page.title), "For **ACME** <b>");
        let said = composed.diagnostics.iter().map(|diagnostic| {
            let place = diagnostic.span.map_or("", |span| sources.excerpt(span));
            format!("{} at `{place}`\n", diagnostic.message)
        });
        let said: String = said.collect();
        let note = dump_blocks(&page.notes[0].blocks);
        insta::assert_snapshot!(format!("{}\n{note}\n{said}", dump_blocks(&page.blocks)), @r#"
        paragraph
          "Dear "
          emphasis
            "**ACME** <b>"
          ", "
          code "{{ the_customer }}"
          " and {{ nobody }}"
          note-mark "1"
          "."
        figure
          image "a.png" alt "Logo of **ACME** <b>"
          caption
            "**ACME** <b>"
        paragraph
          link "https://{{the_customer}}.example/"
            "**ACME** <b>"
        code
          | {{ the_customer }}

        paragraph
          "**ACME** <b>"

        there is no variable `nobody` at `{{ nobody }}`
        the address `https://{{the_customer}}.example/` holds a variable at `[{{ the_customer }}](https://{{the_customer}}.example/)`
        "#);
    }
}
