//! The real program as a child process, killed when it is dropped.

use crate::signing::Signer;
use crate::support::discord::Discord;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_iem-bot");
/// The folder of the crate.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// How long anything may take before the test gives up; nothing is measured.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// Variables of the environment that change what the program does.
const VARIABLES: [&str; 7] = [
    "IEM_BOT_CONFIG",
    "RUST_LOG",
    "RUST_BACKTRACE",
    "DISCORD_TOKEN",
    "DISCORD_PUBLIC_KEY",
    "DISCORD_API_URL",
    "NO_COLOR",
];

/// The small knowledge.
pub(crate) fn small_knowledge() -> PathBuf {
    Path::new(ROOT).join("tests/it/fixtures/knowledge")
}

/// How the program is to be started.
pub(crate) struct Setup {
    command: Command,
    folder: TempDir,
    knowledge: PathBuf,
}

impl Setup {
    /// `iem-bot serve` on a free port of loopback.
    pub(crate) fn serve(discord: &Discord) -> Self {
        Self::serve_at(discord, "127.0.0.1:0")
    }

    /// `iem-bot serve` at an address.
    pub(crate) fn serve_at(discord: &Discord, address: &str) -> Self {
        Self::subcommand(discord, &["serve", "--listen", address])
    }

    /// `iem-bot run`.
    pub(crate) fn run(discord: &Discord) -> Self {
        Self::subcommand(discord, &["run"])
    }

    fn subcommand(discord: &Discord, arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(PROGRAM);
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command
            .args(arguments)
            .args(["--log-format", "json", "-v"])
            .env("DISCORD_TOKEN", Discord::TOKEN)
            .env("DISCORD_PUBLIC_KEY", Signer::discord().public_key())
            .env("DISCORD_API_URL", discord.api_url());
        Self { command, folder, knowledge: small_knowledge() }
    }

    /// In a shell that has done something first, such as setting a limit.
    pub(crate) fn after(mut self, shell: &str) -> Self {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{shell}; exec \"$0\" \"$@\"")).arg(PROGRAM).args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        self.command = command;
        self
    }

    /// With further arguments.
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// With another knowledge.
    pub(crate) fn knowledge(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.knowledge);
        self
    }

    /// With a configuration.
    pub(crate) fn config(mut self, text: &str) -> Self {
        let file = self.folder.path().join("test.toml");
        fs::write(&file, text).unwrap();
        self.command.env("IEM_BOT_CONFIG", file);
        self
    }

    /// With a variable of the environment set to something else.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it and does not wait for anything.
    pub(crate) fn start(mut self) -> Program {
        let command = self.command.current_dir(self.folder.path()).arg("--knowledge").arg(&self.knowledge);
        let streams = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = streams.spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let said: Arc<Said> = Arc::default();
        let heard = Arc::clone(&said);
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                heard.lines.lock().unwrap().push(line);
                heard.changed.notify_all();
            }
        });
        Program { child, said, _folder: self.folder }
    }
}

#[derive(Default)]
struct Said {
    lines: Mutex<Vec<String>>,
    changed: Condvar,
}

/// The program while it runs.
pub(crate) struct Program {
    child: Child,
    said: Arc<Said>,
    _folder: TempDir,
}

impl Program {
    /// Everything it said on stderr so far.
    pub(crate) fn log(&self) -> Vec<String> {
        self.said.lines.lock().unwrap().clone()
    }

    /// Waits for a line with a text to have been said so many times in all; the last of them.
    pub(crate) fn says(&self, text: &str, times: usize) -> String {
        let end = Instant::now() + PATIENCE;
        let mut lines = self.said.lines.lock().unwrap();
        loop {
            if let Some(line) = lines.iter().filter(|line| line.contains(text)).nth(times - 1) {
                return line.clone();
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it never said `{text}` {times} times: {lines:#?}");
            lines = self.said.changed.wait_timeout(lines, left).unwrap().0;
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.nth_address(1)
    }

    /// Where it listens for the nth thing.
    pub(crate) fn nth_address(&self, number: usize) -> SocketAddr {
        let line: Value = serde_json::from_str(&self.says("\"listening\"", number)).unwrap();
        line["fields"]["address"].as_str().unwrap().parse().unwrap()
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id().try_into().unwrap()), signal).unwrap();
    }

    /// Waits for its end; its exit code, none if it was killed.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < end, "it does not end: {:#?}", self.log());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends the test if it has ended, or panicked.
    pub(crate) fn assert_well(&mut self) {
        assert!(self.child.try_wait().unwrap().is_none(), "it has ended: {:#?}", self.log());
        let panics: Vec<String> = self.log().into_iter().filter(|line| line.contains("panicked")).collect();
        assert!(panics.is_empty(), "{panics:#?}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}
