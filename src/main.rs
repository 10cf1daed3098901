//! iem-bot
fn main() {}
