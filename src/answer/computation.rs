//! The small sums of the hobby, worked out with the figures that a question
//! gives: loudness, power, voltage, output impedance, safe listening time.
//!
//! A result opens the answer of the entry that explains it; by itself it is no
//! answer.

use super::understanding::Question;

/// Milliwatts at one volt into one ohm.
const MILLIWATTS: f64 = 1_000.0;
/// The rule of thumb: an eighth of the earphone's impedance.
const OUTPUT_IMPEDANCE_SHARE: f64 = 8.0;

/// Figures found in a question.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Figures {
    /// Sensitivity in dB SPL at one milliwatt.
    db_per_milliwatt: Option<f64>,
    /// Sensitivity in dB SPL at one volt.
    db_per_volt: Option<f64>,
    /// A sound level in dB.
    level: Option<f64>,
    /// Impedance in ohms.
    ohms: Option<f64>,
    /// Power in milliwatts.
    milliwatts: Option<f64>,
    /// Voltage in volts.
    volts: Option<f64>,
}

/// The result of the sum that the question asks for, in one paragraph.
pub fn result(question: &Question) -> Option<String> {
    let figures = Figures::of(question);
    loudness(figures)
        .or_else(|| needed(figures))
        .or_else(|| converted(figures))
        .or_else(|| output_impedance(question, figures))
        .or_else(|| listening_time(question, figures))
}

impl Figures {
    fn of(question: &Question) -> Self {
        let word = |at: usize| question.tokens.get(at).map_or("", |token| token.text.as_str());
        let mut figures = Self::default();
        for at in 0..question.tokens.len() {
            let Some(number) = word(at).parse::<f64>().ok().filter(|number| *number > 0.0 && *number < 100_000.0)
            else {
                continue;
            };
            match (word(at + 1), word(at + 2)) {
                ("db", "mw") => figures.db_per_milliwatt = Some(number),
                ("db", "v" | "vrms" | "volt") => figures.db_per_volt = Some(number),
                ("db" | "dbspl", _) => figures.level = Some(number),
                ("ohm", _) => figures.ohms = Some(number),
                ("mw" | "milliwatt" | "milliwatts", _) => figures.milliwatts = Some(number),
                ("v" | "volt" | "volts" | "vrms", _) => figures.volts = Some(number),
                ("mv" | "millivolt" | "millivolts", _) => figures.volts = Some(number / MILLIWATTS),
                _ => {}
            }
        }
        figures
    }

    /// Sensitivity at one milliwatt, given or worked out.
    fn at_one_milliwatt(self) -> Option<f64> {
        self.db_per_milliwatt.or_else(|| Some(self.db_per_volt? - volt_gain(self.ohms?)))
    }

    /// Sensitivity at one volt, given or worked out.
    fn at_one_volt(self) -> Option<f64> {
        self.db_per_volt.or_else(|| Some(self.db_per_milliwatt? + volt_gain(self.ohms?)))
    }
}

/// How much louder a volt is than a milliwatt: 10 log10(1000 / ohms) dB.
pub(super) fn volt_gain(ohms: f64) -> f64 {
    10.0 * (MILLIWATTS / ohms).log10()
}

/// Sensitivity and what is fed: how loud it gets.
fn loudness(figures: Figures) -> Option<String> {
    if let (Some(sensitivity), Some(power)) = (figures.at_one_milliwatt(), figures.milliwatts) {
        let level = sensitivity + 10.0 * power.log10();
        return Some(format!(
            "**Worked out:** {sensitivity:.1} dB/mW + 10 × log10({power} mW) = **{level:.1} dB SPL**.{}",
            care(level)
        ));
    }
    let (sensitivity, volts) = (figures.at_one_volt()?, figures.volts?);
    let level = sensitivity + 20.0 * volts.log10();
    Some(format!(
        "**Worked out:** {sensitivity:.1} dB/V + 20 × log10({volts} V) = **{level:.1} dB SPL**.{}",
        care(level)
    ))
}

/// Sensitivity and a wanted level: the power, and with the impedance the voltage.
fn needed(figures: Figures) -> Option<String> {
    let (sensitivity, level) = (figures.at_one_milliwatt()?, figures.level?);
    let milliwatts = 10_f64.powf((level - sensitivity) / 10.0);
    let voltage = figures.ohms.map(|ohms| {
        let volts = (milliwatts / MILLIWATTS * ohms).sqrt();
        format!(" Into {ohms} ohms that is √(power × impedance) = **{} V**.", rounded(volts))
    });
    Some(format!(
        "**Worked out:** power for {level} dB SPL = 10^(({level} - {sensitivity:.1}) / 10) = **{} mW**.{}{}",
        rounded(milliwatts),
        voltage.unwrap_or_default(),
        care(level)
    ))
}

/// One sensitivity and the impedance: the other sensitivity.
fn converted(figures: Figures) -> Option<String> {
    let ohms = figures.ohms?;
    if let Some(given) = figures.db_per_milliwatt {
        let other = given + volt_gain(ohms);
        return Some(format!("**Worked out:** {given} dB/mW + 10 × log10(1000 / {ohms} ohms) = **{other:.1} dB/V**."));
    }
    let given = figures.db_per_volt?;
    let other = given - volt_gain(ohms);
    Some(format!("**Worked out:** {given} dB/V - 10 × log10(1000 / {ohms} ohms) = **{other:.1} dB/mW**."))
}

/// An impedance, where the source's is asked for: an eighth of it.
fn output_impedance(question: &Question, figures: Figures) -> Option<String> {
    let ohms = figures.ohms?;
    let asked = question.has_word(&["output", "source", "eighth", "damping"]);
    asked.then(|| {
        let most = ohms / OUTPUT_IMPEDANCE_SHARE;
        format!(
            "**Worked out:** by the rule of thumb, {ohms} ohms / 8 = **{} ohms** at most for the source.",
            rounded(most)
        )
    })
}

/// A level, where a time is asked for.
///
/// NIOSH: 480 minutes at 85 dBA, halved for each 3 dB more. WHO-ITU H.870:
/// 40 hours a week at 80 dB, by the same rule.
fn listening_time(question: &Question, figures: Figures) -> Option<String> {
    let level = figures.level.filter(|level| (60.0..=140.0).contains(level))?;
    let asked = question.has_word(&["long", "hours", "minutes", "time", "safe", "limit", "safely", "much", "max"]);
    asked.then(|| {
        let work = 480.0 / 2_f64.powf((level - 85.0) / 3.0);
        let week = 2_400.0 / 2_f64.powf((level - 80.0) / 3.0);
        format!(
            "**Worked out for {level} dB:** the NIOSH limit at work is **{} a day** (480 min / 2^((L - 85) / 3)); \
             the stricter WHO guide for leisure is **{} a week** (40 h / 2^((L - 80) / 3)).",
            duration(work),
            duration(week.min(7.0 * 24.0 * 60.0))
        )
    })
}

/// A caution where a level is a danger.
fn care(level: f64) -> &'static str {
    if level >= 100.0 { " That is far too loud to listen to for more than moments." } else { "" }
}

/// Minutes as people say them.
fn duration(minutes: f64) -> String {
    if minutes >= 120.0 {
        format!("{} hours", rounded(minutes / 60.0))
    } else if minutes >= 2.0 {
        format!("{} minutes", rounded(minutes))
    } else {
        format!("{} seconds", rounded(minutes * 60.0))
    }
}

/// Three figures that count.
fn rounded(number: f64) -> String {
    let decimals = match number {
        number if number >= 100.0 => 0,
        number if number >= 10.0 => 1,
        number if number >= 1.0 => 2,
        _ => 3,
    };
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_what_counts() {
        for (number, text) in [(0.0125, "0.013"), (1.0, "1"), (2.0, "2"), (15.0, "15"), (123.4, "123"), (1.27, "1.27")]
        {
            assert_eq!(rounded(number), text);
        }
    }

    #[test]
    fn sums_are_those_of_the_sources() {
        let figures = Figures { db_per_milliwatt: Some(91.0), ohms: Some(25.0), ..Figures::default() };
        assert!(converted(figures).unwrap().contains("**107.0 dB/V**"));
        let figures = Figures { db_per_milliwatt: Some(106.0), ohms: Some(16.0), ..Figures::default() };
        assert!(converted(figures).unwrap().contains("**124.0 dB/V**"));
        let figures = Figures { db_per_milliwatt: Some(107.0), milliwatts: Some(50.0), ..Figures::default() };
        assert!(loudness(figures).unwrap().contains("**124.0 dB SPL**"));
        let figures =
            Figures { db_per_milliwatt: Some(100.0), level: Some(110.0), ohms: Some(32.0), ..Figures::default() };
        let text = needed(figures).unwrap();
        assert!(text.contains("**10 mW**") && text.contains("**0.566 V**"), "{text}");
    }

    #[test]
    fn times_are_halved_by_three_decibels() {
        for (level, minutes) in [(85.0, 480.0), (88.0, 240.0), (91.0, 120.0), (94.0, 60.0), (97.0, 30.0), (100.0, 15.0)]
        {
            let computed: f64 = 480.0 / 2_f64.powf((level - 85.0) / 3.0);
            assert!((computed - minutes).abs() < 1e-9);
        }
        assert_eq!(duration(15.0), "15 minutes");
        assert_eq!(duration(480.0), "8 hours");
        assert_eq!(duration(0.5), "30 seconds");
    }
}
