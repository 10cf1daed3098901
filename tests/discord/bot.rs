//! The real program, started as an operator starts it.

use crate::support::discord::Discord;
use crate::support::folders::copy_of;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The folder of the crate.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The small knowledge.
pub(crate) const SMALL: &str = "tests/it/fixtures/knowledge";
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running bot; it is killed when the test ends.
#[derive(Debug)]
pub(crate) struct Bot {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
}

/// A bot about to be started.
#[derive(Debug)]
pub(crate) struct Start {
    command: Command,
}

/// The program with arguments, in an environment of its own: nothing of the
/// tester's reaches it.
pub(crate) fn program(arguments: &[&str]) -> Start {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iem-bot"));
    command.current_dir(ROOT).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["DISCORD_TOKEN", "DISCORD_PUBLIC_KEY", "DISCORD_API_URL", "IEM_BOT_CONFIG", "RUST_LOG"] {
        command.env_remove(name);
    }
    Start { command }
}

/// `iem-bot run` in front of the stand-in, with the small knowledge.
pub(crate) fn run(discord: &Discord) -> Start {
    program(&["run", "--knowledge", SMALL]).discord(discord).token(Discord::TOKEN)
}

impl Start {
    /// In front of this Discord.
    pub(crate) fn discord(self, discord: &Discord) -> Self {
        self.env("DISCORD_API_URL", &discord.api_url())
    }

    /// With this token.
    pub(crate) fn token(self, token: &str) -> Self {
        self.env("DISCORD_TOKEN", token)
    }

    /// With this in its environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// With these arguments more.
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// With a configuration file of this content, kept in the folder.
    pub(crate) fn configured(self, folder: &Path, text: &str) -> Self {
        let file = folder.join("iem-bot.toml");
        std::fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap().to_owned();
        self.arguments(&["--config", &file])
    }

    /// Starts it.
    pub(crate) fn start(mut self) -> Bot {
        let mut child = self.command.spawn().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        Bot { child, log }
    }

    /// Runs it to its end: the exit code, what it printed, what it logged.
    pub(crate) fn finish(mut self) -> (Option<i32>, String, String) {
        let output = self.command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

impl Bot {
    /// Starts the bot and waits until it is connected.
    pub(crate) async fn connected(discord: &Discord) -> Self {
        let bot = run(discord).start();
        discord.connected().await;
        bot
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }

    /// Waits until it has logged something.
    pub(crate) async fn logged(&self, what: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.log().contains(what) {
            assert!(Instant::now() < deadline, "waited for {what:?} in the log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Sends it a signal by name, such as TERM.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits until it has ended.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the bot does not end; its log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether it is still running.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _reaped = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the bot's log:\n{}", self.log());
        }
    }
}

/// A copy of the small knowledge, to be edited.
pub(crate) fn copy_of_small_knowledge() -> tempfile::TempDir {
    copy_of(&PathBuf::from(ROOT).join(SMALL))
}
