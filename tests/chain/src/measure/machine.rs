//! What ran: processors, memory, versions; and how much memory a process holds.

use serde::Serialize;

/// The machine of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// Processors that this run may use.
    pub processors: usize,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// PostgreSQL, as it says itself.
    pub postgresql: String,
    /// Kernel.
    pub kernel: String,
}

impl Machine {
    /// This machine, with what its PostgreSQL says of itself.
    pub fn look(postgresql: String) -> Self {
        let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        Self {
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            memory_mib: kib_of("/proc/meminfo", "MemTotal:") / 1024,
            postgresql,
            kernel: kernel.trim().to_owned(),
        }
    }
}

/// Resident memory of a process in MiB; 0 when it is gone.
pub fn resident_mib(process: u32) -> u64 {
    kib_of(&format!("/proc/{process}/status"), "VmRSS:") / 1024
}

fn kib_of(file: &str, key: &str) -> u64 {
    std::fs::read_to_string(file)
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix(key))
        .and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(0)
}
