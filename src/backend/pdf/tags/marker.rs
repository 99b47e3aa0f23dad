//! Marks content while a page is painted.

use std::sync::Arc;

use krilla::surface::Surface;
use krilla::tagging::{self, ArtifactType, ContentTag, SpanTag};

use super::Tags;
use crate::layout::frame::{Artifact, Tag};
use crate::layout::{NodeId, Rect, Role};

/// Opens and closes marked content on one page, so that it is always balanced: krilla panics where
/// it is not, and a frame's own brackets may not be.
pub(in super::super) struct Marker<'m, 'a> {
    tags: &'m mut Tags<'a>,
    page: usize,
    brackets: Vec<Tag>,
    open: Option<Mark>,
}

/// What one run of marked content is.
#[derive(Clone, PartialEq)]
struct Mark {
    tag: Option<Tag>,
    lang: Option<Arc<str>>,
}

impl<'m, 'a> Marker<'m, 'a> {
    pub(in super::super) fn new(tags: &'m mut Tags<'a>, page: usize) -> Self {
        Self { tags, page, brackets: Vec::new(), open: None }
    }

    /// What follows belongs to a tag.
    pub(in super::super) fn start(&mut self, tag: Tag) {
        self.brackets.push(tag);
        if let Tag::Node(node) = tag {
            self.tags.begin(node);
        }
    }

    /// The innermost tag ends.
    pub(in super::super) fn end(&mut self) {
        let bracket = self.brackets.pop();
        debug_assert!(bracket.is_some(), "a tag ends that did not start");
    }

    /// The node that is shown at this point.
    pub(in super::super) fn node(&self) -> Option<NodeId> {
        match self.brackets.last() {
            Some(Tag::Node(node)) => Some(*node),
            Some(Tag::Artifact(_)) | None => None,
        }
    }

    /// Sees to it that what is painted next is marked as what it is. `area` is what it covers.
    pub(in super::super) fn mark(
        &mut self,
        surface: &mut Surface<'_>,
        lang: Option<&Arc<str>>,
        area: Option<Rect>,
    ) {
        let mark = Mark { tag: self.brackets.last().copied(), lang: lang.cloned() };
        if mark.tag.is_none() {
            self.tags.unmarked += 1;
        }
        if let Some(area) = area {
            self.extend(area);
        }
        if self.open.as_ref() != Some(&mark) {
            self.close(surface);
            self.open(surface, mark);
        }
    }

    /// Closes what is open at the end of a page.
    pub(in super::super) fn finish(mut self, surface: &mut Surface<'_>) {
        debug_assert!(self.brackets.is_empty(), "a tag starts that does not end");
        self.close(surface);
    }

    fn open(&mut self, surface: &mut Surface<'_>, mark: Mark) {
        match mark.tag {
            Some(Tag::Node(node)) => {
                let span = SpanTag::empty().with_lang(mark.lang.as_deref());
                let tag = match mark.lang {
                    Some(_) => ContentTag::Span(span),
                    None => ContentTag::Other,
                };
                let identifier = surface.start_tagged(tag);
                self.tags.add(node, identifier, false);
            }
            Some(Tag::Artifact(artifact)) => start_artifact(surface, kind(artifact)),
            None => start_artifact(surface, ArtifactType::Other),
        }
        self.open = Some(mark);
    }

    fn close(&mut self, surface: &mut Surface<'_>) {
        if self.open.take().is_some() {
            surface.end_tagged();
        }
    }

    /// Makes the areas of the illustrations around this point hold what is painted.
    fn extend(&mut self, area: Rect) {
        for bracket in &self.brackets {
            let Tag::Node(node) = bracket else { continue };
            let role = &self.tags.structure.get(*node).role;
            if matches!(role, Role::Figure { .. } | Role::Formula { .. }) {
                let known = &mut self.tags.nodes[node.index()].area;
                *known = known.join(self.page, area);
            }
        }
    }
}

fn start_artifact(surface: &mut Surface<'_>, kind: ArtifactType) {
    // Artifacts have no place in the tree, so their identifier is of no use.
    let _ = surface.start_tagged(ContentTag::Artifact(tagging::Artifact::with_kind(kind)));
}

fn kind(artifact: Artifact) -> ArtifactType {
    match artifact {
        Artifact::Header => ArtifactType::Header,
        Artifact::Footer => ArtifactType::Footer,
        Artifact::Watermark => ArtifactType::Watermark,
        Artifact::Decoration => ArtifactType::Layout,
    }
}
