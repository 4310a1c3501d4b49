//! Benchmarks of checking the quotes of a large collection, found and not found.

use std::hint::black_box;

use casebook::evidence::ArchivedText;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const TEXTS: usize = 1_000;
const QUOTES: usize = 100_000;
/// The words of a text: a few kilobytes.
const LENGTH: usize = 600;
/// The words of a quote.
const QUOTED: usize = 12;

/// A source of made-up words, the same in each run: a linear congruential generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }

    /// Few words are frequent and many are rare, as in any text.
    fn word(&mut self) -> String {
        let most = 1 + self.below(4_000);
        let mut number = self.below(most);
        let mut word = String::new();
        for syllable in ["ta", "ri", "no", "ke", "su"] {
            word.push_str(syllable);
            word.push(char::from(b"aeioulmnrs"[number % 10]));
            number /= 10;
            if number == 0 {
                break;
            }
        }
        word
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }
}

/// Returns the texts, and the quotes, each with the number of its text. Half of the quotes are in the text, a
/// tenth are there with one letter changed, and the rest are not there.
fn made_up() -> (Vec<String>, Vec<(usize, String)>) {
    let mut dice = Dice(1);
    let texts: Vec<Vec<String>> = (0..TEXTS).map(|_| dice.words(LENGTH)).collect();
    let quotes = (0..QUOTES).map(|number| {
        let text = number % TEXTS;
        let from = dice.below(LENGTH - QUOTED);
        let mut words = texts[text][from..from + QUOTED].to_vec();
        match number / TEXTS % 10 {
            0..5 => {}
            5 => words[QUOTED / 2].replace_range(1..2, "x"),
            _ => words = dice.words(QUOTED),
        }
        (text, words.join(" "))
    });
    let quotes = quotes.collect();
    (texts.into_iter().map(|words| words.join(" ")).collect(), quotes)
}

fn verifying(criterion: &mut Criterion) {
    let (texts, quotes) = made_up();
    let fresh = || -> Vec<ArchivedText> {
        texts.iter().filter_map(|text| ArchivedText::new(text.clone().into()).ok()).collect()
    };
    let mut group = criterion.benchmark_group("100,000 quotes in 1,000 texts");
    group.sample_size(10).throughput(Throughput::Elements(QUOTES as u64));
    let found = |texts: &[ArchivedText]| {
        quotes.iter().filter(|(text, words)| texts[*text].find(black_box(words)).is_found()).count()
    };
    group.bench_function("texts new", |bencher| {
        bencher.iter_batched_ref(fresh, |texts| found(texts), BatchSize::PerIteration);
    });
    let indexed = fresh();
    found(&indexed);
    group.bench_function("texts with indexes", |bencher| bencher.iter(|| found(&indexed)));
    group.bench_function("plain search", |bencher| {
        bencher.iter(|| {
            let is_there =
                |(text, words): &&(usize, String)| texts[*text].contains(black_box(words));
            quotes.iter().filter(is_there).count()
        });
    });
    group.finish();
}

criterion_group!(benches, verifying);
criterion_main!(benches);
