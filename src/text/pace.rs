//! How the time of some work grows with its size, for tests: a count of seconds would say more of the
//! machine, and of what else it does, than of the work.

use std::time::{Duration, Instant};

/// How many times as large the larger of two sizes is.
const FACTOR: usize = 8;
/// How many times as long it may take; work that grows as the square takes 64 times as long.
const MOST: u32 = 32;
/// How often it is measured before it is believed: other programs take time away.
const ATTEMPTS: usize = 4;
/// What is shorter is taken for this: it cannot be measured.
const SHORTEST: Duration = Duration::from_millis(2);

/// Holds that some work takes time as its size grows, from `size` to eight times as much.
pub(crate) fn assert_linear(what: &str, size: usize, mut work: impl FnMut(usize)) {
    let mut time = |size| {
        let start = Instant::now();
        work(size);
        start.elapsed()
    };
    let mut measured = Vec::new();
    for _ in 0..ATTEMPTS {
        let (once, more) = (time(size).max(SHORTEST), time(FACTOR * size));
        if more < MOST * once {
            return;
        }
        measured.push((once, more));
    }
    panic!("{what:?} takes longer than its length: {measured:?}");
}

#[test]
fn work_that_grows_as_the_square_is_found() {
    let pairs = |size: usize| {
        let count = (0..size).map(|one| (0..size).filter(|other| other ^ one == 1).count());
        assert!(std::hint::black_box(count.sum::<usize>()) <= size);
    };
    assert!(std::panic::catch_unwind(|| assert_linear("pairs", 1_000, pairs)).is_err());
    assert_linear("words", 10_000, |size| assert_eq!("a".repeat(size).len(), size));
}
