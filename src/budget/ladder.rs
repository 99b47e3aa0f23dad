//! The ladder: what pictures may be brought down to.

/// A step down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    /// Pixels to an inch of print that are kept.
    pub(super) resolution: u16,
    /// The quality of a JPEG, of 100.
    pub(super) quality: u8,
}

/// From the gentlest step, which nobody sees in print, to the last at which a photograph still
/// shows what it is of.
pub(super) const LADDER: &[Rung] = &[
    Rung { resolution: 300, quality: 88 },
    Rung { resolution: 240, quality: 84 },
    Rung { resolution: 200, quality: 80 },
    Rung { resolution: 170, quality: 76 },
    Rung { resolution: 150, quality: 72 },
    Rung { resolution: 130, quality: 66 },
    Rung { resolution: 110, quality: 60 },
    Rung { resolution: 96, quality: 55 },
];

/// The resolution below which small print in a certificate, a screenshot or a diagram is lost.
pub(super) const LEGIBLE: u16 = 150;
/// The quality below which noise gathers around letters.
pub(super) const CLEAN: u8 = 75;
