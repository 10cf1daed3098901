use iem_bot::answer::{card::card, decision::decide};
use iem_bot::evaluation::questions::{Expect, parse};
fn main() {
    let (files, _) = iem_bot::knowledge::read::folder(std::path::Path::new("knowledge"));
    let (knowledge, _) = iem_bot::knowledge::load(&files);
    let library = iem_bot::search::Library::new(knowledge, None).unwrap();
    for path in std::env::args().skip(1) {
        let questions = parse(&std::fs::read_to_string(&path).unwrap(), false).unwrap();
        for q in questions {
            let d = decide(&library, &q.text);
            let cands: Vec<_> = d.candidates.iter().take(12).map(|c| {
                let e = &library.knowledge.entries()[c.position];
                let a = card(&library.knowledge, e, 0.0);
                
                serde_json::json!({"id": e.id.as_str(), "ok": q.accepts(&format!("{}\n{}", a.title, a.full_text())), "conf": c.confidence,
                  "f": c.features.for_confidence()})
            }).collect();
            let first_ok = d.reply.answers.first().map(|a| q.accepts(&format!("{}\n{}", a.title, a.full_text())));
            let content: f32 = d.question.wording.total();
            println!("{}", serde_json::json!({"q": q.text, "tier": q.tier, "refuse": q.expect == Expect::Refuse, "route": format!("{:?}", d.route), "confidence": d.confidence, "outcome": d.reply.outcome.name(), "first_ok": first_ok, "total": content, "n": d.question.tokens.len(), "cands": cands}));
        }
    }
}
