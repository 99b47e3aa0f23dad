//! What the report says of a page's pictures.

use crate::layout::block::FEWEST_PIXELS;
use crate::layout::frame::{Frame, FrameItem, ImageItem};
use crate::layout::geom::Point;
use crate::resolve::{AssetStore, Format};

/// Less than this many points beyond an edge is rounding.
const ROUNDING: f32 = 0.1;

/// How many pictures reach beyond a frame.
pub(super) fn pictures_outside(frame: &Frame) -> usize {
    let reaches = |(at, image): &(Point, &ImageItem)| {
        at.x < -ROUNDING
            || at.y < -ROUNDING
            || at.x + image.size.width > frame.size.width + ROUNDING
            || at.y + image.size.height > frame.size.height + ROUNDING
    };
    images(frame).filter(reaches).count()
}

/// How many pictures have fewer pixels to the inch than print asks for. Drawings have no pixels.
pub(super) fn coarse_pictures(frame: &Frame, assets: &AssetStore) -> usize {
    let is_coarse = |(_, image): &(Point, &ImageItem)| {
        let asset = assets.get(image.asset);
        let inches = image.size.width / 72.0;
        asset.format != Format::Svg && asset.width + 0.5 < FEWEST_PIXELS * inches
    };
    images(frame).filter(is_coarse).count()
}

fn images(frame: &Frame) -> impl Iterator<Item = (Point, &ImageItem)> {
    frame.items.iter().filter_map(|(at, item)| match item {
        FrameItem::Image(image) => Some((*at, image)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::geom::Size;
    use crate::resolve::Asset;

    fn shown(format: Format, pixels: f32, points: f32) -> usize {
        let mut assets = AssetStore::default();
        let (name, hash) = (String::from("picture"), String::new());
        let bytes = Vec::new().into();
        let (width, height) = (pixels, pixels);
        let (light_edge, lines) = (false, std::sync::Arc::default());
        let asset =
            assets.insert(Asset { name, format, hash, width, height, light_edge, lines, bytes });
        let mut frame = Frame::new(Size::new(400.0, 400.0));
        let image = ImageItem { asset, size: Size::new(points, points), window: None };
        frame.items.push((Point::default(), FrameItem::Image(image)));
        coarse_pictures(&frame, &assets)
    }

    #[test]
    fn pictures_of_too_few_pixels_for_their_size_are_counted() {
        assert_eq!(shown(Format::Png, 300.0, 144.0), 0);
        assert_eq!(shown(Format::Png, 300.0, 150.0), 1);
        assert_eq!(shown(Format::Svg, 300.0, 150.0), 0);
    }
}
