//! Differences within a text, by phrases instead of characters.
//!
//! ICU's dictionary finds words, also inside a long compound (防災|出前|講座), which a line breaker such as
//! `BudouX` keeps together. But it splits inflected words (活|かし|た). Therefore kana after a word belong to
//! it, unless a particle ends it first: 活かした → 生かした is one change. Numbers, katakana words and Latin
//! words are kept whole. Equal text at the ends of a change and within it is then split off again, only where
//! both texts have a boundary: in 講座の → 講座を the particle changed, in 東区に関する様々な →
//! 東区に関するさまざまな the last word. Equal text between two changes is merged into them where it is too
//! short to be useful.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::word_boundaries::{SegmentedText, may_part};

/// A part of a compared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRun {
    /// The state or states that have it.
    pub kind: RunKind,
    /// The text.
    pub text: String,
}

/// The states that have a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Both.
    Same,
    /// Only the old one.
    Removed,
    /// Only the new one.
    Added,
}

/// Compares two texts and returns their parts, removed before added ones. The parts that are not added make
/// up the old text, and those that are not removed the new one.
pub fn inline_diff(old: &str, new: &str) -> Vec<TextRun> {
    let texts = Texts { old: SegmentedText::new(old), new: SegmentedText::new(new) };
    let mut pieces = Vec::new();
    for piece in texts.readable(texts.words()) {
        if piece.same {
            pieces.push(piece);
        } else {
            texts.narrow(&piece, &mut pieces);
        }
    }
    let mut pieces = texts.readable(pieces);
    if texts.is_rewritten(&pieces) {
        pieces = vec![texts.whole()];
    }
    pieces.iter().flat_map(|piece| texts.runs(piece)).filter(|run| !run.text.is_empty()).collect()
}

/// The most words that are compared, since the time is quadratic. A narrative has a few hundred.
const MANY: usize = 8000;

/// The longest change in characters in which equal text is searched for, since the time is quadratic.
const WIDE: usize = 500;

/// The fewest characters of equal text between two changes that are useful to a reader, unless they contain a
/// line break. Shorter text is a mark or a particle.
const READABLE: usize = 3;

/// A corresponding part of both texts, as ranges of characters.
#[derive(Debug, Clone)]
struct TextPiece {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// The two compared texts.
struct Texts {
    old: SegmentedText,
    new: SegmentedText,
}

impl Texts {
    fn whole(&self) -> TextPiece {
        TextPiece { same: false, old: 0..self.old.characters.len(), new: 0..self.new.characters.len() }
    }

    /// Compares the texts by words.
    fn words(&self) -> Vec<TextPiece> {
        let (olds, news): (Vec<_>, Vec<_>) = (self.old.words().collect(), self.new.words().collect());
        if olds.len().max(news.len()) > MANY {
            return vec![self.whole()];
        }
        let ops = capture_diff_slices(Algorithm::Myers, &olds, &news);
        let (mut old_at, mut new_at) = (0, 0);
        // `similar` does not reliably report the position of an insertion in the old words and of a deletion
        // in the new ones.
        let piece = |(tag, olds, news): (DiffTag, Range<usize>, Range<usize>)| {
            let (old_start, new_start) = (self.old.start_of(old_at), self.new.start_of(new_at));
            (old_at, new_at) = (old_at + olds.len(), new_at + news.len());
            let (old, new) = (old_start..self.old.start_of(old_at), new_start..self.new.start_of(new_at));
            TextPiece { same: tag == DiffTag::Equal, old, new }
        };
        ops.iter().map(similar::DiffOp::as_tag_tuple).map(piece).collect()
    }

    /// Splits equal text off the ends of a change and out of its middle.
    fn narrow(&self, change: &TextPiece, pieces: &mut Vec<TextPiece>) {
        let (old, new) = (change.old.clone(), change.new.clone());
        let head = self.head(&old, &new);
        let (old_rest, new_rest) = (old.start + head..old.end, new.start + head..new.end);
        let tail = self.tail(&old_rest, &new_rest);
        let (old_end, new_end) = (old.end - tail, new.end - tail);
        let (old_rest, new_rest) = (old_rest.start..old_end, new_rest.start..new_end);
        pieces.push(TextPiece { same: true, old: old.start..old_rest.start, new: new.start..new_rest.start });
        match self.longest(&old_rest, &new_rest) {
            Some(kept) => {
                let piece = |old, new| TextPiece { same: false, old, new };
                self.narrow(&piece(old_rest.start..kept.old.start, new_rest.start..kept.new.start), pieces);
                let behind = piece(kept.old.end..old_end, kept.new.end..new_end);
                pieces.push(kept);
                self.narrow(&behind, pieces);
            }
            None => pieces.push(TextPiece { same: false, old: old_rest, new: new_rest }),
        }
        pieces.push(TextPiece { same: true, old: old_end..old.end, new: new_end..new.end });
    }

    /// Returns the number of characters that two ranges have in common at their beginning, up to a common
    /// boundary.
    fn head(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let (olds, news) = (&self.old.characters[old.clone()], &self.new.characters[new.clone()]);
        let common = olds.iter().zip(news).take_while(|(old, new)| old == new).count();
        let may_end = |length: &usize| may_part(&self.old, old.start + length, &self.new, new.start + length);
        (1..=common).rev().find(may_end).unwrap_or(0)
    }

    /// Returns the number of characters that two ranges have in common at their end, from a common boundary.
    fn tail(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let (olds, news) = (&self.old.characters[old.clone()], &self.new.characters[new.clone()]);
        let common = olds.iter().rev().zip(news.iter().rev()).take_while(|(old, new)| old == new).count();
        let may_begin = |length: &usize| may_part(&self.old, old.end - length, &self.new, new.end - length);
        (1..=common).rev().find(may_begin).unwrap_or(0)
    }

    /// Returns the longest common text between boundaries of both texts, if it is long enough to be useful.
    fn longest(&self, old: &Range<usize>, new: &Range<usize>) -> Option<TextPiece> {
        if old.len().max(new.len()) > WIDE {
            return None;
        }
        let mut best: Option<TextPiece> = None;
        // For each position in the new text, the length of the common text that ends there and begins at a
        // boundary.
        let mut before = vec![0; new.len() + 1];
        for o in old.clone() {
            let mut here = vec![0; new.len() + 1];
            for (place, n) in new.clone().enumerate() {
                if self.old.characters[o] != self.new.characters[n] {
                    continue;
                }
                let cut = before[place];
                let is_begun = cut > 0 || may_part(&self.old, o, &self.new, n);
                let cut = if is_begun { cut + 1 } else { 0 };
                here[place + 1] = cut;
                let is_longer = cut >= READABLE && best.as_ref().is_none_or(|best| best.new.len() < cut);
                if is_longer && may_part(&self.old, o + 1, &self.new, n + 1) {
                    best = Some(TextPiece { same: true, old: o + 1 - cut..o + 1, new: n + 1 - cut..n + 1 });
                }
            }
            before = here;
        }
        best
    }

    /// Merges pieces so that equal and changed ones alternate, and equal ones between two changes are long
    /// enough to be useful.
    fn readable(&self, pieces: Vec<TextPiece>) -> Vec<TextPiece> {
        let pieces =
            joined(pieces.into_iter().filter(|piece| !piece.old.is_empty() || !piece.new.is_empty()));
        let count = pieces.len();
        joined(pieces.into_iter().enumerate().map(|(place, mut piece)| {
            let inside = place > 0 && place + 1 < count;
            piece.same &= !(inside && self.is_tiny(&piece));
            piece
        }))
    }

    /// Returns whether equal text between two changes is too short to be useful.
    fn is_tiny(&self, piece: &TextPiece) -> bool {
        piece.new.len() < READABLE && !self.new.characters[piece.new.clone()].contains(&'\n')
    }

    /// Returns whether so little of the text is equal that it reads better as a replacement.
    fn is_rewritten(&self, pieces: &[TextPiece]) -> bool {
        let kept: usize = pieces.iter().filter(|piece| piece.same).map(|piece| piece.new.len()).sum();
        let changes = pieces.iter().filter(|piece| !piece.same).count();
        changes > 1 && kept * 4 < self.old.characters.len().min(self.new.characters.len())
    }

    fn runs(&self, piece: &TextPiece) -> Vec<TextRun> {
        let run = |kind, text: &SegmentedText, range: &Range<usize>| TextRun {
            kind,
            text: text.characters[range.clone()].iter().collect(),
        };
        if piece.same {
            vec![run(RunKind::Same, &self.new, &piece.new)]
        } else {
            vec![run(RunKind::Removed, &self.old, &piece.old), run(RunKind::Added, &self.new, &piece.new)]
        }
    }
}

/// Joins adjacent pieces of the same kind.
fn joined(pieces: impl Iterator<Item = TextPiece>) -> Vec<TextPiece> {
    let mut joined: Vec<TextPiece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.same == piece.same => {
                last.old.end = piece.old.end;
                last.new.end = piece.new.end;
            }
            _ => joined.push(piece),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::cases::cases;

    /// Formats the differences as `[-removed-]{+added+}`.
    fn marked(old: &str, new: &str) -> String {
        let mark = |run: TextRun| match run.kind {
            RunKind::Same => run.text,
            RunKind::Removed => format!("[-{}-]", run.text),
            RunKind::Added => format!("{{+{}+}}", run.text),
        };
        inline_diff(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn changes_read_as_phrases() {
        let told = [
            ("31自治会等で実施", "35自治会等で実施"),
            ("地域の特色を活かした魅力", "地域の特色を生かした魅力"),
            ("推進に取り組みます。", "推進に取組みます。"),
            ("異動、メンタル、救命", "異動、接遇、救命、交通安全"),
            ("250日", "1,250日"),
            ("SNSを活用します", "ホームページを活用します"),
            ("異動1回\nメンタル2回\n救命1回", "異動1回\nメンタル3回\n救命1回"),
            ("支え合いのしくみづくりの深化", "支え合いの仕組みづくりの推進"),
            ("引き続き実施していきます。", "引続き実施します。"),
            ("H30からは重点的に取り組む事業数に変更", "R1からは重点的に取り組む全ての事業数に変更"),
            (
                "子育て支援講座を開催するなど親同士の交流を促進します。",
                "防災に関する出前授業と訓練を行い、備えを促します。",
            ),
            ("", "30"),
            ("東区に関する様々な情報", "東区に関するさまざまな情報"),
            ("健康寿命延伸に向けた取り組みを", "健康寿命の延伸に向けた取組を"),
            ("産業を活かしたまちづくりを進める", "産業を生かしたまちづくりを進める"),
            ("特色を活かし、魅力を", "特色を生かし、魅力を"),
            ("孤立せず地域と関わりをもち", "孤立することなく地域と関わりを持ち"),
            ("H30の講座の開催", "H31の講座を開催"),
            ("コミュニティ協議会", "コミュニティーの協議会"),
        ]
        .map(|(old, new)| marked(old, new));
        assert_eq!(
            told,
            [
                "[-31-]{+35+}自治会等で実施",
                "地域の特色を[-活かした-]{+生かした+}魅力",
                "推進に[-取り組み-]{+取組み+}ます。",
                "異動、[-メンタル-]{+接遇+}、救命{+、交通安全+}",
                "[-250-]{+1,250+}日",
                "[-SNS-]{+ホームページ+}を活用します",
                "異動1回\nメンタル[-2-]{+3+}回\n救命1回",
                "支え合いの[-しくみ-]{+仕組み+}づくりの[-深化-]{+推進+}",
                "[-引き続き実施していきます-]{+引続き実施します+}。",
                "[-H30-]{+R1+}からは重点的に取り組む{+全ての+}事業数に変更",
                "[-子育て支援講座を開催するなど親同士の交流を促進します-]{+防災に関する出前授業と訓練を行い、備えを促します+}。",
                "{+30+}",
                "東区に関する[-様々な-]{+さまざまな+}情報",
                "健康寿命{+の+}延伸に向けた[-取り組み-]{+取組+}を",
                "産業を[-活かした-]{+生かした+}まちづくりを進める",
                "特色を[-活かし-]{+生かし+}、魅力を",
                "[-孤立せず-]{+孤立することなく+}地域と関わりを[-もち-]{+持ち+}",
                "[-H30-]{+H31+}の講座[-の-]{+を+}開催",
                "[-コミュニティ-]{+コミュニティーの+}協議会",
            ]
        );
    }

    #[test]
    fn a_very_long_text_is_compared_by_its_ends() {
        let long = |word: &str| format!("初め、{}、終わり", word.repeat(MANY));
        let runs = inline_diff(&long("区と"), &long("市と"));
        assert_eq!(runs.len(), 4);
        assert_eq!((runs[0].text.as_str(), runs[3].text.as_str()), ("初め、", "と、終わり"));
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn both_texts_are_in_the_runs(old in "[あい活生取組31、\nア]{0,12}", new in "[あい活生取組35、\nア]{0,12}") {
            let runs = inline_diff(&old, &new);
            let without = |kind| runs.iter().filter(|run| run.kind != kind).map(|run| run.text.as_str()).collect::<String>();
            prop_assert_eq!(without(RunKind::Added), old);
            prop_assert_eq!(without(RunKind::Removed), new);
        }
    }
}
