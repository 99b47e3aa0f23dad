//! The programs that run, and what they start. Each is in a group of its own, which ends with it; on Linux
//! also what has left the group by a session of its own, since it becomes a child of whoever asked for
//! orphans. An interrupt ends all of them before it ends this process.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

type Running = Mutex<BTreeSet<i32>>;

/// The programs that run.
#[derive(Debug)]
pub(super) struct Family {
    running: Arc<Running>,
}

impl Family {
    /// Nothing runs. Orphans come here from now on, where the system has it so.
    pub(super) fn new() -> Self {
        #[cfg(target_os = "linux")]
        orphans::adopt();
        let family = Self { running: Arc::default() };
        family.heed_interrupts();
        family
    }

    /// Has an interrupt end the programs. Comes back when that is so, or cannot be.
    fn heed_interrupts(&self) {
        let running = Arc::clone(&self.running);
        let (ready, wait) = mpsc::channel::<()>();
        let heed = move || {
            let Ok(mut signals) = Signals::new(heeded()) else { return };
            drop(ready);
            let Some(signal) = signals.forever().next() else { return };
            // It is held to the end, so that no other program starts.
            let running = lock(&running);
            running.iter().filter_map(|&program| Pid::from_raw(program)).for_each(end_group);
            #[cfg(target_os = "linux")]
            orphans::end();
            // What the signal does to a process that does not heed it.
            let _ = emulate_default_handler(signal);
        };
        // Without a thread the signals do what they always do.
        let _ = thread::Builder::new().spawn(heed);
        let _ = wait.recv();
    }

    /// Starts a program.
    pub(super) fn start(&self, command: &mut Command) -> io::Result<Child> {
        let mut running = lock(&self.running);
        let child = command.spawn()?;
        running.insert(Pid::from_child(&child).as_raw_nonzero().get());
        Ok(child)
    }

    /// Takes note that a program has ended, and ends what it left, once none runs whose it could be.
    pub(super) fn ended(&self, child: &Child) {
        let mut running = lock(&self.running);
        running.remove(&Pid::from_child(child).as_raw_nonzero().get());
        #[cfg(target_os = "linux")]
        if running.is_empty() {
            orphans::end();
        }
    }
}

fn lock(running: &Running) -> MutexGuard<'_, BTreeSet<i32>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends a program with all of its group.
pub(super) fn end_group(program: Pid) {
    // A group that is gone needs no end.
    let _ = kill_process_group(program, Signal::KILL);
}

/// The signals that somebody interrupts this process by, but for those that whoever started it wants it to
/// pass over, as `nohup` does (proc(5), `SigIgn` of `status`).
fn heeded() -> impl Iterator<Item = i32> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let passed_over = line.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0);
    let signals = [SIGHUP, SIGINT, SIGTERM].into_iter();
    signals.filter(move |signal| passed_over >> (signal - 1) & 1 == 0)
}

#[cfg(target_os = "linux")]
mod orphans {
    use std::fs;

    use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

    /// How often orphans are looked for: each that ends may leave others.
    const ROUNDS: usize = 100;

    /// Takes in what loses its parent from now on.
    pub(super) fn adopt() {
        // Where the system has it not so, the group of each program is what is ended.
        let _ = rustix::process::set_child_subreaper(Some(getpid()));
    }

    /// Ends every child of this process, and what these leave.
    pub(super) fn end() {
        (0..ROUNDS).find(|_| end_children() == 0);
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
}
