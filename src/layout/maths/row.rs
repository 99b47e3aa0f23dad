//! Parts side by side, and the single signs among them.

use super::boxes::{MathBox, Sign};
use super::scripts::Scripts;
use super::spacing::{demote_lone_operators, room};
use super::{Look, Setter};
use crate::fonts::Growth;
use crate::maths::{self, Atom, Class, Level, Node, Place, Symbol};

/// A part of a row before it has its place.
struct Piece {
    class: Option<Class>,
    set: MathBox,
    look: Look,
}

/// The stroke through a sign that is struck out.
const STROKE: char = '\u{338}';

impl Setter<'_, '_> {
    /// Sets parts side by side.
    pub(super) fn row(&mut self, nodes: &[Node], look: Look) -> MathBox {
        let mut row = MathBox::default();
        for (part, gap) in self.parts(nodes, look, |_| false) {
            row.append(part);
            row.width += gap;
        }
        row
    }

    /// Sets parts side by side, cut behind each relation. With each part comes the room behind it.
    pub(super) fn divided_row(&mut self, nodes: &[Node], look: Look) -> Vec<(MathBox, f32)> {
        self.parts(nodes, look, |class| class == Class::Relation)
    }

    fn parts(
        &mut self,
        nodes: &[Node],
        look: Look,
        ends: impl Fn(Class) -> bool,
    ) -> Vec<(MathBox, f32)> {
        let mut pieces = Vec::new();
        self.pieces(nodes, look, &mut pieces);
        let mut classes: Vec<Option<Class>> = pieces.iter().map(|piece| piece.class).collect();
        demote_lone_operators(&mut classes);
        let single = pieces.len() == 1;
        let mut parts: Vec<(MathBox, f32)> = Vec::new();
        let mut last: Option<Class> = None;
        let mut open = false;
        for (piece, class) in pieces.into_iter().zip(classes) {
            let gap = match (last, class) {
                (Some(last), Some(class)) => {
                    let in_script = piece.look.level >= Level::Script;
                    room(last, class, in_script) * self.em(piece.look)
                }
                _ => 0.0,
            };
            if let Some((part, _)) = parts.last_mut().filter(|_| open) {
                part.width += gap;
                part.append(piece.set);
            } else {
                if let Some((_, room)) = parts.last_mut() {
                    *room = gap;
                }
                parts.push((piece.set, 0.0));
            }
            last = class.or(last);
            open = !class.is_some_and(&ends);
        }
        if !single {
            for (part, _) in &mut parts {
                part.glyph = None;
            }
        }
        parts
    }

    /// Sets each part. Changes of size and colour are no parts of their own.
    fn pieces(&mut self, nodes: &[Node], look: Look, pieces: &mut Vec<Piece>) {
        for node in nodes {
            match node {
                Node::Styled(level, nodes) => {
                    self.pieces(nodes, Look { level: *level, ..look }, pieces);
                }
                Node::Colored((red, green, blue), nodes) => {
                    let color = crate::theme::Color::rgb(*red, *green, *blue);
                    self.pieces(nodes, Look { color, ..look }, pieces);
                }
                node => {
                    let set = self.node(node, look);
                    pieces.push(Piece { class: node.class(), set, look });
                }
            }
        }
    }

    /// Sets one part.
    pub(super) fn node(&mut self, node: &Node, look: Look) -> MathBox {
        match node {
            Node::Atom(atom) => self.atom(atom, look),
            Node::Words(words) => self.words(words, look),
            Node::Space { width, height, depth } => {
                let em = self.em(look);
                let (ascent, descent) = (height * em, depth * em);
                MathBox { ascent, descent, ..MathBox::blank(width * em) }
            }
            Node::Group(nodes) | Node::Styled(_, nodes) | Node::Colored(_, nodes) => {
                self.row(nodes, look)
            }
            Node::Fenced { open, nodes, close } => self.fenced(*open, nodes, *close, look),
            Node::Middle(sign) => self.sign(*sign, look),
            Node::Fraction { above, below, rule } => self.fraction(above, below, *rule, look),
            Node::Root { nodes, degree } => self.root(nodes, degree.as_deref(), look),
            Node::Scripts { base, sub, sup, place } => {
                let limits = match place {
                    Place::Behind => false,
                    Place::Limits => true,
                    Place::Movable => look.is_display(),
                };
                let scripts = Scripts { sub: sub.as_deref(), sup: sup.as_deref() };
                if limits {
                    self.limits(base, scripts, look)
                } else {
                    self.scripts(base, scripts, look)
                }
            }
            Node::Accent { base, mark } => self.accent(base, *mark, look),
            Node::Table(table) => self.table(table, look),
            Node::Boxed(nodes) => self.boxed(nodes, look),
            Node::Phantom { nodes, wide, high } => self.phantom(nodes, *wide, *high, look),
            Node::Tag(nodes) => {
                let tag = self.row(nodes, Look { level: Level::Text, ..look });
                MathBox { tags: vec![(0.0, tag)], ..MathBox::default() }
            }
        }
    }

    fn atom(&mut self, atom: &Atom, look: Look) -> MathBox {
        match &atom.symbol {
            Symbol::Letter { base, shown } => {
                // Who searches or copies a letter of a formula means the letter.
                let is_plain = maths::italic(*base) == *shown;
                self.sign_read_as(*shown, if is_plain { *base } else { *shown }, look)
            }
            Symbol::Number(text) | Symbol::Sign(text) | Symbol::Name(text) => {
                self.signs(text, look)
            }
            Symbol::Sized(sign, height) => {
                let height = height * self.em(look);
                self.grown(*sign, height, look).centred(self.axis(look))
            }
            Symbol::Large(sign) => self.large(*sign, look),
        }
    }

    fn signs(&mut self, text: &str, look: Look) -> MathBox {
        let mut row = MathBox::default();
        for character in text.chars() {
            let next = self.sign(character, look);
            if character == STROKE {
                // The stroke's ink lies before its origin.
                let glyph = self.font.glyph(STROKE);
                let middle =
                    glyph.map_or(0.0, |glyph| self.font.ink(glyph).middle()) * self.em(look);
                let x = row.width / 2.0 - middle;
                row.place(x, 0.0, next);
            } else if row.width == 0.0 {
                row = next;
            } else {
                row.append(next);
            }
        }
        row
    }

    /// Sets one character: in another face where the font does not have it.
    pub(super) fn sign(&mut self, character: char, look: Look) -> MathBox {
        self.sign_read_as(character, character, look)
    }

    /// The same for a character that stands for another one.
    fn sign_read_as(&mut self, character: char, text: char, look: Look) -> MathBox {
        let Some(glyph) = self.font.glyph(character) else {
            return self.words(character.encode_utf8(&mut [0; 4]), look);
        };
        let depth = match look.level {
            Level::Display | Level::Text => return self.glyph(glyph, text, look),
            Level::Script => 1,
            Level::ScriptScript => 2,
        };
        self.glyph(self.font.script_form(glyph, depth), text, look)
    }

    /// Sets one glyph.
    pub(super) fn glyph(&self, glyph: u16, text: char, look: Look) -> MathBox {
        let size = self.em(look);
        let ink = self.font.ink(glyph);
        let advance = self.font.advance(glyph);
        let mut set = MathBox {
            width: advance * size,
            ascent: ink.ascent * size,
            descent: ink.descent * size,
            italics: self.font.italics(glyph) * size,
            glyph: Some(glyph),
            ..MathBox::default()
        };
        set.put(0.0, 0.0, Sign { glyph, advance, size, color: look.color, text });
        set
    }

    /// Sets a large operator, centred on the axis.
    fn large(&mut self, sign: char, look: Look) -> MathBox {
        let Some(glyph) = self.font.glyph(sign) else { return self.sign(sign, look) };
        let least = self.constants().display_operator_min_height;
        let variants = self.font.variants(glyph, Growth::Upwards);
        let larger = variants.iter().find(|(_, height)| *height >= least).or(variants.last());
        let chosen = match larger {
            Some((larger, _)) if look.is_display() => *larger,
            _ => glyph,
        };
        self.glyph(chosen, sign, look).centred(self.axis(look))
    }
}
