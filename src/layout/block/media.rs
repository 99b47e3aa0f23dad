//! Videos and sounds: paper shows a poster or a panel, with the address.

use super::figure::{set_image, set_panel};
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
    } else {
        let node = flow.context.structure.add(Some(group), Role::Paragraph);
        set_panel(flow, node, vec![format!("▶ {words}")]);
    }
    if let Some(url) = &media.source.url {
        flow.bond(Break::Together);
        flow.space(Glue::fixed(flow.styles.caption.size * 0.5));
        set_address(flow, url, group);
    }
    flow.space(gap);
}

/// The address, as a link.
fn set_address(flow: &mut Flow<'_, '_>, url: &str, parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::Caption);
    let style =
        ParagraphStyle { align: Align::Center, ..flow.styles.caption.clone() }.within(&flow.text);
    let words = flow.words(url);
    let span = words.span;
    let target = Target::External { url: url.to_owned() };
    let link = InlineKind::Link { target, title: None, content: vec![words] };
    let paragraph = Paragraph::prepare(&[Inline::new(link, span)], &style, node, flow.context);
    flow.lines(&paragraph);
}
