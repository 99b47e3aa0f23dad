//! What a font says of setting formulas (OpenType 1.9.1, "MATH"). All measures are in ems.

use std::collections::BTreeSet;

use ttf_parser::math::{Constants as RawConstants, GlyphConstruction, Kern, MathValue, Table};
use ttf_parser::{Face as RawFace, GlyphId, Tag, gsub};

use super::{Face, FontBook, FontId};

/// A face with a MATH table.
pub(crate) struct MathFont<'a> {
    /// Its id in the book.
    pub(crate) id: FontId,
    /// The measures that hold for all formulas.
    pub(crate) constants: Constants,
    face: RawFace<'a>,
    table: Table<'a>,
    em: f32,
}

/// The measures that hold for all formulas, named as in the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Constants {
    pub(crate) script_scale: f32,
    pub(crate) script_script_scale: f32,
    pub(crate) display_operator_min_height: f32,
    pub(crate) axis_height: f32,
    pub(crate) accent_base_height: f32,
    pub(crate) subscript_shift_down: f32,
    pub(crate) subscript_top_max: f32,
    pub(crate) subscript_baseline_drop_min: f32,
    pub(crate) superscript_shift_up: f32,
    pub(crate) superscript_shift_up_cramped: f32,
    pub(crate) superscript_bottom_min: f32,
    pub(crate) superscript_baseline_drop_max: f32,
    pub(crate) sub_superscript_gap_min: f32,
    pub(crate) superscript_bottom_max_with_subscript: f32,
    pub(crate) space_after_script: f32,
    pub(crate) upper_limit_gap_min: f32,
    pub(crate) upper_limit_baseline_rise_min: f32,
    pub(crate) lower_limit_gap_min: f32,
    pub(crate) lower_limit_baseline_drop_min: f32,
    pub(crate) stack_top_shift_up: f32,
    pub(crate) stack_top_display_style_shift_up: f32,
    pub(crate) stack_bottom_shift_down: f32,
    pub(crate) stack_bottom_display_style_shift_down: f32,
    pub(crate) stack_gap_min: f32,
    pub(crate) stack_display_style_gap_min: f32,
    pub(crate) stretch_stack_gap_above_min: f32,
    pub(crate) stretch_stack_gap_below_min: f32,
    pub(crate) fraction_numerator_shift_up: f32,
    pub(crate) fraction_numerator_display_style_shift_up: f32,
    pub(crate) fraction_denominator_shift_down: f32,
    pub(crate) fraction_denominator_display_style_shift_down: f32,
    pub(crate) fraction_numerator_gap_min: f32,
    pub(crate) fraction_num_display_style_gap_min: f32,
    pub(crate) fraction_rule_thickness: f32,
    pub(crate) fraction_denominator_gap_min: f32,
    pub(crate) fraction_denom_display_style_gap_min: f32,
    pub(crate) overbar_vertical_gap: f32,
    pub(crate) overbar_rule_thickness: f32,
    pub(crate) overbar_extra_ascender: f32,
    pub(crate) underbar_vertical_gap: f32,
    pub(crate) underbar_rule_thickness: f32,
    pub(crate) underbar_extra_descender: f32,
    pub(crate) radical_vertical_gap: f32,
    pub(crate) radical_display_style_vertical_gap: f32,
    pub(crate) radical_rule_thickness: f32,
    pub(crate) radical_extra_ascender: f32,
    pub(crate) radical_kern_before_degree: f32,
    pub(crate) radical_kern_after_degree: f32,
    pub(crate) radical_degree_bottom_raise: f32,
}

/// The box around a glyph's ink.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Ink {
    /// From the glyph's origin to the right.
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Above the baseline.
    pub(crate) ascent: f32,
    /// Below the baseline.
    pub(crate) descent: f32,
}

impl Ink {
    /// Halfway between both sides.
    pub(crate) fn middle(self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

/// The way in which a glyph grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Growth {
    Upwards,
    Sideways,
}

/// A piece that a large glyph is put together from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) glyph: u16,
    /// How much of it may lie over the piece before it.
    pub(crate) start: f32,
    /// How much of it may lie under the piece behind it.
    pub(crate) end: f32,
    /// Its length in the way in which it grows.
    pub(crate) length: f32,
    /// Whether it may be left out and repeated.
    pub(crate) extends: bool,
}

/// A corner of a glyph that scripts come close to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corner {
    TopRight,
    BottomRight,
}

impl FontBook {
    /// The font that formulas are set in: the last one of a pack's that can set them, else the
    /// shipped one. None in a book without any.
    pub(crate) fn maths(&self) -> Option<MathFont<'_>> {
        let id = self.maths?;
        MathFont::of(id, self.face(id))
    }
}

/// Whether a face can set formulas.
pub(super) fn sets_formulas(face: &Face) -> bool {
    MathFont::of_face(face).is_some()
}

impl<'a> MathFont<'a> {
    fn of(id: FontId, face: &'a Face) -> Option<Self> {
        let face = RawFace::parse((*face.data).as_ref(), face.index).ok()?;
        let table = face.tables().math?;
        let em = f32::from(face.units_per_em().max(1));
        let constants = Constants::of(&table.constants?, em);
        Some(Self { id, constants, face, table, em })
    }

    /// A face alone, where it can set formulas.
    pub(super) fn of_face(face: &'a Face) -> Option<Self> {
        Self::of(FontId(0), face)
    }

    /// All glyphs that a glyph may be shown by: itself, its larger forms, and the pieces of those
    /// of any size; each of them in scripts too.
    pub(super) fn forms(&self, glyph: u16) -> BTreeSet<u16> {
        let scripts = [glyph, self.script_form(glyph, 1), self.script_form(glyph, 2)];
        let mut forms = BTreeSet::from(scripts);
        for glyph in scripts {
            for growth in [Growth::Upwards, Growth::Sideways] {
                forms.extend(self.variants(glyph, growth).into_iter().map(|(glyph, _)| glyph));
                forms.extend(self.assembly(glyph, growth).into_iter().map(|part| part.glyph));
            }
        }
        forms
    }

    fn ems(&self, units: impl Into<f32>) -> f32 {
        units.into() / self.em
    }

    /// The glyph of a character.
    pub(crate) fn glyph(&self, character: char) -> Option<u16> {
        self.face.glyph_index(character).map(|glyph| glyph.0)
    }

    /// The form of a glyph in scripts (`depth` 1) and in their scripts (2).
    pub(crate) fn script_form(&self, glyph: u16, depth: u16) -> u16 {
        self.script_alternate(GlyphId(glyph), depth).map_or(glyph, |glyph| glyph.0)
    }

    fn script_alternate(&self, glyph: GlyphId, depth: u16) -> Option<GlyphId> {
        let table = self.face.tables().gsub?;
        let feature = table.features.find(Tag::from_bytes(b"ssty"))?;
        let lookups = feature.lookup_indices.into_iter();
        let mut lookups = lookups.filter_map(|index| table.lookups.get(index));
        lookups.find_map(|lookup| {
            lookup.subtables.into_iter::<gsub::SubstitutionSubtable<'_>>().find_map(|sub| match sub
            {
                gsub::SubstitutionSubtable::Alternate(alternate) => {
                    let set = alternate.alternate_sets.get(alternate.coverage.get(glyph)?)?;
                    let last = set.alternates.len().checked_sub(1)?;
                    set.alternates.get(depth.saturating_sub(1).min(last))
                }
                gsub::SubstitutionSubtable::Single(gsub::SingleSubstitution::Format2 {
                    coverage,
                    substitutes,
                }) => substitutes.get(coverage.get(glyph)?),
                _ => None,
            })
        })
    }

    /// How far the next glyph stands.
    pub(crate) fn advance(&self, glyph: u16) -> f32 {
        self.ems(self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0))
    }

    /// The box around a glyph's ink; empty where it has none.
    pub(crate) fn ink(&self, glyph: u16) -> Ink {
        let Some(area) = self.face.glyph_bounding_box(GlyphId(glyph)) else {
            return Ink::default();
        };
        Ink {
            left: self.ems(area.x_min),
            right: self.ems(area.x_max),
            ascent: self.ems(area.y_max),
            descent: -self.ems(area.y_min),
        }
    }

    /// How far a glyph leans over what stands behind it.
    pub(crate) fn italics(&self, glyph: u16) -> f32 {
        let values = self.table.glyph_info.and_then(|info| info.italic_corrections);
        values.and_then(|values| values.get(GlyphId(glyph))).map_or(0.0, |value| self.value(value))
    }

    /// Where an accent stands over a glyph, from its origin.
    pub(crate) fn accent_attachment(&self, glyph: u16) -> Option<f32> {
        let values = self.table.glyph_info?.top_accent_attachments?;
        values.get(GlyphId(glyph)).map(|value| self.value(value))
    }

    /// How much closer something may come to a glyph's corner at a height above its baseline.
    pub(crate) fn kern(&self, glyph: u16, corner: Corner, height: f32) -> f32 {
        let infos = self.table.glyph_info.and_then(|info| info.kern_infos);
        let Some(info) = infos.and_then(|infos| infos.get(GlyphId(glyph))) else { return 0.0 };
        let kern = match corner {
            Corner::TopRight => info.top_right,
            Corner::BottomRight => info.bottom_right,
        };
        kern.map_or(0.0, |kern| self.kern_at(&kern, height))
    }

    fn kern_at(&self, kern: &Kern<'_>, height: f32) -> f32 {
        let above = |index: &u16| kern.height(*index).is_some_and(|at| height < self.value(at));
        let index = (0..kern.count()).find(above).unwrap_or(kern.count());
        kern.kern(index).map_or(0.0, |value| self.value(value))
    }

    /// The larger forms of a glyph with their lengths, in growing order.
    pub(crate) fn variants(&self, glyph: u16, growth: Growth) -> Vec<(u16, f32)> {
        let construction = self.construction(glyph, growth);
        let variants = construction.into_iter().flat_map(|it| it.variants);
        variants.map(|it| (it.variant_glyph.0, self.ems(it.advance_measurement))).collect()
    }

    /// The pieces that a glyph of any length is put together from, in the order in which they
    /// stand: from the bottom, or from the left.
    pub(crate) fn assembly(&self, glyph: u16, growth: Growth) -> Vec<Part> {
        let assembly = self.construction(glyph, growth).and_then(|it| it.assembly);
        let parts = assembly.into_iter().flat_map(|assembly| assembly.parts);
        let parts = parts.map(|part| Part {
            glyph: part.glyph_id.0,
            start: self.ems(part.start_connector_length),
            end: self.ems(part.end_connector_length),
            length: self.ems(part.full_advance),
            extends: part.part_flags.extender(),
        });
        parts.collect()
    }

    /// How much two pieces must overlap at least.
    pub(crate) fn min_overlap(&self) -> f32 {
        self.table.variants.map_or(0.0, |variants| self.ems(variants.min_connector_overlap))
    }

    fn construction(&self, glyph: u16, growth: Growth) -> Option<GlyphConstruction<'a>> {
        let variants = self.table.variants?;
        match growth {
            Growth::Upwards => variants.vertical_constructions.get(GlyphId(glyph)),
            Growth::Sideways => variants.horizontal_constructions.get(GlyphId(glyph)),
        }
    }

    fn value(&self, value: MathValue<'_>) -> f32 {
        self.ems(value.value)
    }
}

impl Constants {
    fn of(raw: &RawConstants<'_>, em: f32) -> Self {
        let ems = |value: MathValue<'_>| f32::from(value.value) / em;
        let percent = |value: i16| f32::from(value) / 100.0;
        Self {
            script_scale: percent(raw.script_percent_scale_down()),
            script_script_scale: percent(raw.script_script_percent_scale_down()),
            display_operator_min_height: f32::from(raw.display_operator_min_height()) / em,
            axis_height: ems(raw.axis_height()),
            accent_base_height: ems(raw.accent_base_height()),
            subscript_shift_down: ems(raw.subscript_shift_down()),
            subscript_top_max: ems(raw.subscript_top_max()),
            subscript_baseline_drop_min: ems(raw.subscript_baseline_drop_min()),
            superscript_shift_up: ems(raw.superscript_shift_up()),
            superscript_shift_up_cramped: ems(raw.superscript_shift_up_cramped()),
            superscript_bottom_min: ems(raw.superscript_bottom_min()),
            superscript_baseline_drop_max: ems(raw.superscript_baseline_drop_max()),
            sub_superscript_gap_min: ems(raw.sub_superscript_gap_min()),
            superscript_bottom_max_with_subscript: ems(raw.superscript_bottom_max_with_subscript()),
            space_after_script: ems(raw.space_after_script()),
            upper_limit_gap_min: ems(raw.upper_limit_gap_min()),
            upper_limit_baseline_rise_min: ems(raw.upper_limit_baseline_rise_min()),
            lower_limit_gap_min: ems(raw.lower_limit_gap_min()),
            lower_limit_baseline_drop_min: ems(raw.lower_limit_baseline_drop_min()),
            stack_top_shift_up: ems(raw.stack_top_shift_up()),
            stack_top_display_style_shift_up: ems(raw.stack_top_display_style_shift_up()),
            stack_bottom_shift_down: ems(raw.stack_bottom_shift_down()),
            stack_bottom_display_style_shift_down: ems(raw.stack_bottom_display_style_shift_down()),
            stack_gap_min: ems(raw.stack_gap_min()),
            stack_display_style_gap_min: ems(raw.stack_display_style_gap_min()),
            stretch_stack_gap_above_min: ems(raw.stretch_stack_gap_above_min()),
            stretch_stack_gap_below_min: ems(raw.stretch_stack_gap_below_min()),
            fraction_numerator_shift_up: ems(raw.fraction_numerator_shift_up()),
            fraction_numerator_display_style_shift_up: ems(
                raw.fraction_numerator_display_style_shift_up()
            ),
            fraction_denominator_shift_down: ems(raw.fraction_denominator_shift_down()),
            fraction_denominator_display_style_shift_down: ems(
                raw.fraction_denominator_display_style_shift_down()
            ),
            fraction_numerator_gap_min: ems(raw.fraction_numerator_gap_min()),
            fraction_num_display_style_gap_min: ems(raw.fraction_num_display_style_gap_min()),
            fraction_rule_thickness: ems(raw.fraction_rule_thickness()),
            fraction_denominator_gap_min: ems(raw.fraction_denominator_gap_min()),
            fraction_denom_display_style_gap_min: ems(raw.fraction_denom_display_style_gap_min()),
            overbar_vertical_gap: ems(raw.overbar_vertical_gap()),
            overbar_rule_thickness: ems(raw.overbar_rule_thickness()),
            overbar_extra_ascender: ems(raw.overbar_extra_ascender()),
            underbar_vertical_gap: ems(raw.underbar_vertical_gap()),
            underbar_rule_thickness: ems(raw.underbar_rule_thickness()),
            underbar_extra_descender: ems(raw.underbar_extra_descender()),
            radical_vertical_gap: ems(raw.radical_vertical_gap()),
            radical_display_style_vertical_gap: ems(raw.radical_display_style_vertical_gap()),
            radical_rule_thickness: ems(raw.radical_rule_thickness()),
            radical_extra_ascender: ems(raw.radical_extra_ascender()),
            radical_kern_before_degree: ems(raw.radical_kern_before_degree()),
            radical_kern_after_degree: ems(raw.radical_kern_after_degree()),
            radical_degree_bottom_raise: percent(raw.radical_degree_bottom_raise_percent()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_font_sets_formulas() {
        let book = FontBook::shipped();
        let font = book.maths().unwrap();
        assert!((font.constants.axis_height - 0.258).abs() < 1e-4);
        let open = font.glyph('(').unwrap();
        let variants = font.variants(open, Growth::Upwards);
        assert!(variants.len() > 3 && variants.windows(2).all(|pair| pair[0].1 < pair[1].1));
        let parts = font.assembly(open, Growth::Upwards);
        assert!(parts.iter().any(|part| part.extends) && parts.iter().any(|part| !part.extends));
        let f = font.glyph('𝑓').unwrap();
        assert!(font.italics(f) > 0.0 && font.accent_attachment(f).is_some());
        let prime = font.glyph('′').unwrap();
        assert_ne!(font.script_form(prime, 1), prime);
        assert_eq!(book.face(font.id).family, "STIX Two Math");
    }
}
