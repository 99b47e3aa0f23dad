//! The room between atoms (`TeXbook`, page 170).

use crate::maths::Class;

/// A row for what stands before, a column for what stands behind, in the order of [`Class`]:
/// 0 none, 1 thin, 2 medium, 3 thick; negative ones fall away in scripts. What cannot come
/// together is 0.
const ROOM: [[i8; 8]; 8] = [
    [0, 1, -2, -3, 0, 0, 0, -1],
    [1, 1, 0, -3, 0, 0, 0, -1],
    [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3],
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1],
    [-1, 1, -2, -3, -1, 0, -1, -1],
];

/// The room between two atoms, in ems.
pub(super) fn room(before: Class, behind: Class, in_script: bool) -> f32 {
    match ROOM[before as usize][index(behind)] {
        0 => 0.0,
        room if room < 0 && in_script => 0.0,
        1 | -1 => 3.0 / 18.0,
        2 | -2 => 4.0 / 18.0,
        _ => 5.0 / 18.0,
    }
}

/// The columns are those of the book, which are the classes in order.
fn index(class: Class) -> usize {
    class as usize
}

/// Makes ordinary signs of binary operators that have nothing to connect: the minus of `−x`.
pub(super) fn demote_lone_operators(classes: &mut [Option<Class>]) {
    let mut last: Option<usize> = None;
    for index in 0..classes.len() {
        let Some(class) = classes[index] else { continue };
        let before = last.and_then(|last| classes[last]);
        match class {
            Class::Binary => {
                let connects =
                    matches!(before, Some(Class::Ordinary | Class::Close | Class::Inner));
                if !connects {
                    classes[index] = Some(Class::Ordinary);
                }
            }
            Class::Relation | Class::Close | Class::Punctuation => {
                if let Some(last) = last.filter(|&last| classes[last] == Some(Class::Binary)) {
                    classes[last] = Some(Class::Ordinary);
                }
            }
            _ => {}
        }
        last = Some(index);
    }
    // An operator at the end has nothing to connect either.
    if let Some(last) = last.filter(|&last| classes[last] == Some(Class::Binary)) {
        classes[last] = Some(Class::Ordinary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_connects_only_what_it_stands_between() {
        use Class::{Binary, Open, Ordinary, Relation};
        let demoted = |classes: &[Class]| {
            let mut all: Vec<Option<Class>> = classes.iter().copied().map(Some).collect();
            demote_lone_operators(&mut all);
            all.into_iter().flatten().collect::<Vec<_>>()
        };
        assert_eq!(demoted(&[Binary, Ordinary]), [Ordinary, Ordinary]);
        assert_eq!(demoted(&[Ordinary, Binary, Ordinary]), [Ordinary, Binary, Ordinary]);
        assert_eq!(demoted(&[Open, Binary, Ordinary]), [Open, Ordinary, Ordinary]);
        assert_eq!(
            demoted(&[Ordinary, Binary, Binary, Ordinary]),
            [Ordinary, Binary, Ordinary, Ordinary]
        );
        assert_eq!(demoted(&[Ordinary, Binary, Relation]), [Ordinary, Ordinary, Relation]);
    }

    #[test]
    fn relations_have_room_in_lines_and_none_in_scripts() {
        assert!((room(Class::Ordinary, Class::Relation, false) - 5.0 / 18.0).abs() < 1e-6);
        assert!(room(Class::Ordinary, Class::Relation, true).abs() < 1e-6);
        assert!(room(Class::Operator, Class::Ordinary, true) > 0.1);
    }
}
