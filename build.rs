//! The knowledge is compiled in, so an edit of it must rebuild the program.

fn main() {
    println!("cargo::rerun-if-changed=knowledge");
}
