//! What changed inside a text, by phrases rather than by characters.
//!
//! ICU's dictionary finds words, also inside a long compound (防災|出前|講座), where a finder of line
//! breaks like `BudouX` takes the compound for one; but it cuts an inflected word to pieces (活|かし|た).
//! So kana that follow a word stay with it, unless a particle ends it first: 活かした → 生かした is one
//! change, as is 講座の → 講座を, and numbers, katakana and latin words are whole. What stays between two
//! changes is taken into them where it is too short to be read.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A piece of a changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Whether it is there in both states.
    pub kind: RunKind,
    /// Its characters.
    pub text: String,
}

/// Where a piece of a changed text is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// An old text and a new one in runs, what went before what came. Without the added runs they are the
/// old text, without the removed ones the new.
pub fn phrases(old: &str, new: &str) -> Vec<Run> {
    let pieces = readable(pieces(&words(old), &words(new)));
    let rewritten = is_rewritten(&pieces, old, new);
    let pieces = if rewritten {
        vec![Piece { same: false, old: old.to_owned(), new: new.to_owned() }]
    } else {
        pieces
    };
    pieces.into_iter().flat_map(Piece::runs).filter(|run| !run.text.is_empty()).collect()
}

/// The most words of a text that are held against another's: a narrative has some hundreds. The time
/// that it takes grows with their square.
const MANY: usize = 8000;

/// The words of two texts in parts that are the same and parts that are not.
fn pieces(olds: &[&str], news: &[&str]) -> Vec<Piece> {
    let piece = |same, old: &[&str], new: &[&str]| Piece { same, old: old.concat(), new: new.concat() };
    if olds.len().max(news.len()) > MANY {
        return ends(olds, news).map(|(same, old, new)| piece(same, old, new)).into();
    }
    let ops = capture_diff_slices(Algorithm::Myers, olds, news);
    let tagged = ops.iter().map(similar::DiffOp::as_tag_tuple);
    tagged.map(|(tag, o, n)| piece(tag == DiffTag::Equal, &olds[o], &news[n])).collect()
}

/// Words, and whether they are the same in both texts.
type Ends<'a, 'w> = (bool, &'a [&'w str], &'a [&'w str]);

/// Where two texts begin and end alike, and all that is between.
fn ends<'a, 'w>(olds: &'a [&'w str], news: &'a [&'w str]) -> [Ends<'a, 'w>; 3] {
    let alike = |(one, other): &(&&str, &&str)| one == other;
    let head = olds.iter().zip(news).take_while(alike).count();
    let (old_rest, new_rest) = (&olds[head..], &news[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(alike).count();
    let (old_end, new_end) = (olds.len() - tail, news.len() - tail);
    [
        (true, &olds[..head], &news[..head]),
        (false, &olds[head..old_end], &news[head..new_end]),
        (true, &olds[old_end..], &news[new_end..]),
    ]
}

/// A part of both texts.
#[derive(Debug)]
struct Piece {
    same: bool,
    old: String,
    new: String,
}

impl Piece {
    fn runs(self) -> Vec<Run> {
        let run = |kind, text| Run { kind, text };
        if self.same {
            vec![run(RunKind::Same, self.new)]
        } else {
            vec![run(RunKind::Removed, self.old), run(RunKind::Added, self.new)]
        }
    }

    fn take(&mut self, other: &Self) {
        self.old.push_str(&other.old);
        self.new.push_str(&other.new);
    }
}

/// Pieces that alternate between same and changed, none of the same ones between two changes too short
/// to be read.
fn readable(pieces: Vec<Piece>) -> Vec<Piece> {
    let count = pieces.len();
    let mut joined: Vec<Piece> = Vec::new();
    for (place, mut piece) in pieces.into_iter().enumerate() {
        let inside = place > 0 && place + 1 < count;
        piece.same &= !(inside && is_tiny(&piece.new));
        match joined.last_mut() {
            Some(last) if last.same == piece.same => last.take(&piece),
            _ => joined.push(piece),
        }
    }
    joined
}

/// Whether a text between two changes tells a reader nothing: a mark, a particle. A line's end does.
fn is_tiny(text: &str) -> bool {
    text.chars().count() <= 2 && !text.contains('\n')
}

/// Whether so little of a sentence is left that it is easier to read as another one.
fn is_rewritten(pieces: &[Piece], old: &str, new: &str) -> bool {
    let count = |text: &str| text.chars().count();
    let kept: usize = pieces.iter().filter(|piece| piece.same).map(|piece| count(&piece.new)).sum();
    let changes = pieces.iter().filter(|piece| !piece.same).count();
    changes > 1 && kept * 4 < count(old).min(count(new))
}

/// The words of a text, each with the kana that follow it.
fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let pieces = ends.windows(2).map(|ends| (&text[ends[0]..ends[1]], ends[0]));
    let mut words: Vec<&str> = Vec::new();
    let (mut start, mut before) = (0, "");
    for (piece, at) in pieces {
        if at > 0 && !goes_on(before, piece) {
            words.push(&text[start..at]);
            start = at;
        }
        before = piece;
    }
    words.extend(Some(&text[start..]).filter(|word| !word.is_empty()));
    words
}

/// Particles. A word of more than one kana behind one of them is a word of its own.
const PARTICLES: [&str; 10] = ["の", "を", "に", "へ", "は", "が", "と", "で", "も", "や"];

/// Whether a piece in kana goes on with the word of the piece before it.
fn goes_on(before: &str, piece: &str) -> bool {
    let is_kana = piece.chars().next().is_some_and(|it| matches!(it, '\u{3041}'..='\u{309F}'));
    let of_word = |it: char| it.is_alphanumeric() || it == 'ー' || it == '々';
    let is_new = PARTICLES.contains(&before) && piece.chars().nth(1).is_some();
    is_kana && before.chars().next_back().is_some_and(of_word) && !is_new
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `[-removed-]{+added+}`.
    fn marked(old: &str, new: &str) -> String {
        let mark = |run: Run| match run.kind {
            RunKind::Same => run.text,
            RunKind::Removed => format!("[-{}-]", run.text),
            RunKind::Added => format!("{{+{}+}}", run.text),
        };
        phrases(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(
            words("防災出前講座の開催を、SNSで1,200人に").join("|"),
            "防災|出前|講座の|開催を|、|SNSで|1,200|人に"
        );
        assert_eq!(words("活かした取り組みコミュニティ").join("|"), "活かした|取り組み|コミュニティ");
        assert_eq!(words("").len(), 0);
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
        ]
        .map(|(old, new)| marked(old, new));
        assert_eq!(
            told,
            [
                "[-31-]{+35+}自治会等で実施",
                "地域の特色を[-活かした-]{+生かした+}魅力",
                "推進に[-取り組みます-]{+取組みます+}。",
                "異動、[-メンタル-]{+接遇+}、救命{+、交通安全+}",
                "[-250-]{+1,250+}日",
                "[-SNSを-]{+ホームページを+}活用します",
                "異動1回\nメンタル[-2-]{+3+}回\n救命1回",
                "支え[-合いのしくみづくりの深化-]{+合いの仕組みづくりの推進+}",
                "[-引き続き実施していきます-]{+引続き実施します+}。",
                "[-H30からは-]{+R1からは+}重点的に取り組む{+全ての+}事業数に変更",
                "[-子育て支援講座を開催するなど親同士の交流を促進します-]{+防災に関する出前授業と訓練を行い、備えを促します+}。",
                "{+30+}",
            ]
        );
    }

    #[test]
    fn a_text_without_end_is_told_by_its_ends() {
        let long = |word: &str| format!("初め、{}、終わり", word.repeat(MANY));
        let runs = phrases(&long("区と"), &long("市と"));
        assert_eq!(runs.len(), 4);
        assert_eq!((runs[0].text.as_str(), runs[3].text.as_str()), ("初め、", "、終わり"));
    }

    proptest! {
        #[test]
        fn both_texts_are_in_the_runs(old in "[あい活生取組31、\nア]{0,12}", new in "[あい活生取組35、\nア]{0,12}") {
            let runs = phrases(&old, &new);
            let without = |kind| runs.iter().filter(|run| run.kind != kind).map(|run| run.text.as_str()).collect::<String>();
            prop_assert_eq!(without(RunKind::Added), old);
            prop_assert_eq!(without(RunKind::Removed), new);
        }
    }
}
