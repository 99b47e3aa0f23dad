//! What programs leave running. A process that starts a session of its own is in no group that could be
//! ended with its program; on Linux it becomes a child of whoever asked for orphans.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

/// How often orphans are looked for: each that ends may leave others.
const ROUNDS: usize = 100;

/// The programs that run, and the children that are none of them.
#[derive(Debug)]
pub(super) struct Family {
    running: Mutex<BTreeSet<i32>>,
}

impl Family {
    /// Nothing runs. Orphans come here from now on, where the system has it so.
    pub(super) fn new() -> Self {
        // Where it has not, the group of each program is what is ended.
        let _ = rustix::process::set_child_subreaper(Some(getpid()));
        Self { running: Mutex::default() }
    }

    fn running(&self) -> MutexGuard<'_, BTreeSet<i32>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a program, which is no orphan.
    pub(super) fn start(&self, command: &mut Command) -> io::Result<Child> {
        let mut running = self.running();
        let child = command.spawn()?;
        running.insert(Pid::from_child(&child).as_raw_nonzero().get());
        Ok(child)
    }

    /// Takes note that a program has ended, and ends what it left, once none runs whose it could be.
    pub(super) fn ended(&self, child: &Child) {
        let mut running = self.running();
        running.remove(&Pid::from_child(child).as_raw_nonzero().get());
        if running.is_empty() {
            (0..ROUNDS).find(|_| end_children() == 0);
        }
    }
}

/// Ends every child of this process, and says how many there were.
fn end_children() -> usize {
    let children = children();
    for &child in &children {
        // One that has just ended by itself is as good.
        let _ = kill_process(child, Signal::KILL);
        let _ = waitpid(Some(child), WaitOptions::empty());
    }
    children.len()
}

/// The children of this process (proc(5): the fourth field of `stat`, behind the name in brackets).
fn children() -> Vec<Pid> {
    let own = getpid().as_raw_nonzero().get().to_string();
    let is_own = |stat: &str| {
        let behind = stat.rsplit_once(')').map(|(_, behind)| behind);
        behind.and_then(|it| it.split_whitespace().nth(1)) == Some(&*own)
    };
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let found = numbers.filter(|number| {
        fs::read_to_string(format!("/proc/{number}/stat")).is_ok_and(|stat| is_own(&stat))
    });
    found.filter_map(Pid::from_raw).collect()
}
