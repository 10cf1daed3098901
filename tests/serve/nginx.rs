//! The nginx of `deploy/`, in front of copies on loopback.

use crate::program::{PATIENCE, ROOT};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The copies' addresses in `deploy/nginx.conf`.
const COPIES: [&str; 3] = ["172.30.7.11:8080", "172.30.7.12:8080", "172.30.7.13:8080"];

/// A running nginx, ended when it is dropped.
pub(crate) struct Nginx {
    child: Child,
    folder: TempDir,
    pub(crate) address: SocketAddr,
}

/// Whether there is an nginx to be started.
pub(crate) fn is_installed() -> bool {
    Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// An address that nobody listens on now.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl Nginx {
    /// Starts it with the configuration that is deployed, in front of these copies.
    pub(crate) fn start(copies: [SocketAddr; 3]) -> Self {
        let (folder, address) = (TempDir::new().unwrap(), free_address());
        let file = folder.path().join("nginx.conf");
        fs::write(&file, configuration(folder.path(), address, copies)).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(&file).args(["-e", "error.log", "-g"]);
        let is_root = fs::metadata(&file).unwrap().uid() == 0;
        // As root it would give its workers to somebody who may not read the folder.
        command.arg(if is_root { "daemon off; user root;" } else { "daemon off;" });
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        let nginx = Self { child, folder, address };
        let end = Instant::now() + PATIENCE;
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < end, "nginx does not start: {}", nginx.log());
            thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// What it had to complain about.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // A killed master would leave its workers behind.
        let _ended_already = kill(Pid::from_raw(self.child.id().try_into().unwrap()), Signal::SIGTERM);
        let _reaped = self.child.wait();
    }
}

/// What is deployed, with other addresses and folders, and without TLS.
fn configuration(folder: &Path, address: SocketAddr, copies: [SocketAddr; 3]) -> String {
    let deployed = fs::read_to_string(Path::new(ROOT).join("deploy/nginx.conf")).unwrap();
    let folder = folder.to_str().unwrap();
    let mut text =
        deployed.lines().filter(|line| !line.trim_start().starts_with("ssl_")).collect::<Vec<_>>().join("\n");
    let mut changes: Vec<(&str, String)> =
        COPIES.into_iter().zip(copies).map(|(deployed, copy)| (deployed, copy.to_string())).collect();
    changes.push(("listen 8443 ssl;", format!("listen {address};")));
    changes.push(("pid /tmp/", format!("pid {folder}/")));
    changes.push(("_path /tmp/", format!("_path {folder}/")));
    changes.push(("error_log /dev/stderr", format!("error_log {folder}/error.log")));
    changes.push(("access_log /dev/stdout", format!("access_log {folder}/access.log")));
    for (deployed, changed) in changes {
        assert!(text.contains(deployed), "deploy/nginx.conf has no `{deployed}` any more: tell this test");
        text = text.replace(deployed, &changed);
    }
    text
}
