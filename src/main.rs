//! iem-bot
use std::io::BufRead;
fn main() {
    let (files, _) = iem_bot::knowledge::read::folder(std::path::Path::new("knowledge"));
    let (knowledge, problems) = iem_bot::knowledge::load(&files);
    for p in &problems { eprintln!("{}", p.one_line()); }
    let library = iem_bot::search::Library::new(knowledge, None).unwrap();
    for line in std::io::stdin().lock().lines() {
        println!("{}", iem_bot::answer::answer(&library, &line.unwrap()).to_json());
    }
}
