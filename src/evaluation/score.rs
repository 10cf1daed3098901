//! Scoring a question file.

use super::questions::{Expect, Question};
use crate::answer::answer;
use crate::answer::reply::{Outcome, Reply};
use crate::search::Library;
use serde::Serialize;
use std::collections::BTreeMap;

/// Figures of a group of questions.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize)]
pub struct Tally {
    /// How many questions.
    pub questions: usize,
    /// Of these, how many are to be answered.
    pub answerable: usize,
    /// Answered, and rightly.
    pub hits_at_1: usize,
    /// A right answer among the first three, answered or suggested.
    pub hits_at_3: usize,
    /// The sum of one over the place of the first right answer.
    pub reciprocal_ranks: f64,
    /// To be refused, and not answered.
    pub refused: usize,
    /// Answered wrongly, or answered though it should be refused.
    pub wrong_and_confident: usize,
}

impl Tally {
    fn share(part: f64, whole: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of questions are small")]
        let whole = whole as f64;
        if whole > 0.0 { part / whole } else { f64::NAN }
    }

    /// The share of answerable questions answered rightly; NaN without any.
    pub fn hit_at_1(&self) -> f64 {
        Self::share(count(self.hits_at_1), self.answerable)
    }

    /// The share with a right answer among the first three.
    pub fn hit_at_3(&self) -> f64 {
        Self::share(count(self.hits_at_3), self.answerable)
    }

    /// Mean reciprocal rank.
    pub fn mean_reciprocal_rank(&self) -> f64 {
        Self::share(self.reciprocal_ranks, self.answerable)
    }

    /// The share of questions to be refused that were.
    pub fn refusal(&self) -> f64 {
        Self::share(count(self.refused), self.questions - self.answerable)
    }

    /// The share of all questions answered wrongly and with confidence.
    pub fn wrong(&self) -> f64 {
        Self::share(count(self.wrong_and_confident), self.questions)
    }

    fn add(&mut self, judged: &Judged) {
        self.questions += 1;
        match judged.expect {
            Expect::Answer => {
                self.answerable += 1;
                let rank = judged.rank.unwrap_or(0);
                self.hits_at_1 += usize::from(judged.right);
                self.hits_at_3 += usize::from((1..=3).contains(&rank));
                self.reciprocal_ranks += if rank > 0 { 1.0 / count(rank) } else { 0.0 };
                self.wrong_and_confident += usize::from(judged.outcome == Outcome::Answer && !judged.right);
            }
            Expect::Refuse => {
                self.refused += usize::from(judged.right);
                self.wrong_and_confident += usize::from(!judged.right);
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions are small")]
fn count(number: usize) -> f64 {
    number as f64
}

/// One question, answered and judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The question.
    pub question: String,
    /// Its tier.
    pub tier: String,
    /// Its sort.
    pub sort: String,
    /// What is right.
    pub expect: Expect,
    /// What the bot did.
    pub outcome: Outcome,
    /// Whether that was right.
    pub right: bool,
    /// The place of the first right answer, from 1.
    pub rank: Option<usize>,
    /// The ids of the first answers.
    pub answered: Vec<String>,
}

/// A question file's result.
#[derive(Debug, Default)]
pub struct Score {
    /// Over all questions.
    pub total: Tally,
    /// By tier, then by sort.
    pub by_tier: BTreeMap<String, Tally>,
    /// By sort.
    pub by_sort: BTreeMap<String, Tally>,
    /// Every question, in order.
    pub judged: Vec<Judged>,
}

/// Asks every question and judges the replies.
pub fn score(library: &Library, questions: &[Question]) -> Score {
    score_replies(questions, |_, question| answer(library, question))
}

/// Judges replies of whatever kind: `reply` gets a question's number and text.
pub fn score_replies(questions: &[Question], reply: impl Fn(usize, &str) -> Reply) -> Score {
    let mut score = Score::default();
    for (number, question) in questions.iter().enumerate() {
        let judged = judge(question, &reply(number, &question.text));
        score.total.add(&judged);
        score.by_tier.entry(judged.tier.clone()).or_default().add(&judged);
        score.by_sort.entry(judged.sort.clone()).or_default().add(&judged);
        score.judged.push(judged);
    }
    score
}

fn judge(question: &Question, reply: &Reply) -> Judged {
    let texts = reply.answers.iter().map(|answer| format!("{}\n{}", answer.title, answer.full_text()));
    let rank = texts.enumerate().find(|(_, text)| question.accepts(text)).map(|(index, _)| index + 1);
    let right = match question.expect {
        Expect::Answer => reply.outcome == Outcome::Answer && rank == Some(1),
        Expect::Refuse => reply.outcome != Outcome::Answer,
    };
    Judged {
        question: question.text.clone(),
        tier: question.tier.clone(),
        sort: question.sort.clone(),
        expect: question.expect,
        outcome: reply.outcome,
        right,
        rank,
        answered: reply.answers.iter().take(3).map(|answer| answer.id.clone()).collect(),
    }
}
