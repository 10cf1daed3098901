//! What machines do to a program: it is killed, the disk is full or lies, the
//! knowledge vanishes, nothing more can be opened.

mod descriptors;
mod disk;
mod kills;
mod vanishing;
