//! Videos and sounds: paper shows a poster, where there is one, and a line that says where to find
//! them.

use super::figure::set_image;
use super::flow::Flow;
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Glue};
use crate::theme::Label;
use crate::tree::{Bounds, Image, Inline, InlineKind, Linked, Media, MediaKind, Target};

/// Sets what stands for a video or sound.
pub(super) fn set_media(flow: &mut Flow<'_, '_>, media: &Media<Linked>, parent: NodeId) {
    let gap = flow.styles.block_gap;
    let group = flow.context.structure.add(Some(parent), Role::Group);
    let kind = match media.kind {
        MediaKind::Video => Label::Video,
        MediaKind::Audio => Label::Audio,
    };
    let title = media.title.as_ref().unwrap_or(&media.source.name);
    let words = format!("{}: {title}", flow.label(kind));
    flow.space(gap);
    if let Some(poster) = &media.poster {
        let image = Image {
            picture: poster.clone(),
            alt: words.clone(),
            decorative: false,
            title: None,
            width: None,
            bounds: Bounds::default(),
        };
        set_image(flow, &image, group);
        flow.bond(Break::Together);
        flow.space(Glue::fixed(flow.styles.caption.size * 0.5));
    }
    let align = if media.poster.is_some() { Align::Center } else { Align::Start };
    set_line(flow, &words, media.source.url.as_deref(), align, group);
    flow.space(gap);
}

/// The name with its address behind it, which is a link: `▶ Video: Tour — https://example.com/tour`.
fn set_line(flow: &mut Flow<'_, '_>, name: &str, url: Option<&str>, align: Align, parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::Caption);
    let style = ParagraphStyle { align, ..flow.styles.caption.clone() }.within(&flow.text);
    let mut line = vec![flow.words(&format!("▶\u{a0}{name}"))];
    if let Some(url) = url {
        line.push(flow.words(" — "));
        let content = vec![flow.words(url)];
        let span = content[0].span;
        let target = Target::External { url: url.to_owned() };
        line.push(Inline::new(InlineKind::Link { target, title: None, content }, span));
    }
    let paragraph = Paragraph::prepare(&line, &style, node, flow.context);
    flow.lines(&paragraph);
}
