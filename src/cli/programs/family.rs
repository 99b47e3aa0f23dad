//! The programs that run, and what they have started: all of it ends with the build, however that ends.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::orphans;

/// The programs that run, each at the head of a group of its own.
#[derive(Debug, Default)]
pub(super) struct Family {
    running: Mutex<BTreeSet<i32>>,
}

impl Family {
    /// Nothing runs. What ends this process from here on ends its programs first, and removes a folder
    /// of theirs.
    pub(super) fn new(folder: Option<PathBuf>) -> Arc<Self> {
        orphans::come_here();
        let family = Arc::new(Self::default());
        let ends = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|&signal| !is_ignored(signal));
        let heir = family.clone();
        let (ready, wait) = mpsc::channel::<()>();
        let heed = move || {
            let Ok(signals) = Signals::new(ends) else { return };
            drop(ready);
            heir.end_with(signals, folder);
        };
        // Without a thread, and where no signal can be waited for, the system's own way remains.
        let _ = thread::Builder::new().spawn(heed);
        let _ = wait.recv();
        family
    }

    /// Waits for a signal, ends everything, and lets the signal do what it does.
    fn end_with(&self, mut signals: Signals, folder: Option<PathBuf>) {
        let Some(signal) = signals.forever().next() else { return };
        // Held to the end, so that nothing starts any more.
        let running = self.running();
        running.iter().copied().filter_map(Pid::from_raw).for_each(end_group);
        orphans::end();
        // A folder that stays is in nobody's way.
        folder.map(std::fs::remove_dir_all);
        let _ = emulate_default_handler(signal);
    }

    fn running(&self) -> MutexGuard<'_, BTreeSet<i32>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a program in a group that can be ended as a whole.
    pub(super) fn start(&self, command: &mut Command) -> io::Result<Child> {
        std::os::unix::process::CommandExt::process_group(command, 0);
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
            orphans::end();
        }
    }
}

/// Ends a program with all of its group.
pub(super) fn end_group(program: Pid) {
    // A group that is gone needs no end.
    let _ = kill_process_group(program, Signal::KILL);
}

/// Whether whoever started this process has it ignore a signal, as `nohup` does (proc(5): `SigIgn`).
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
