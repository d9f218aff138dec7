//! Messages during a run.

use std::time::Duration;

use crate::disk::error_words;
use crate::finding::{Lang, Message};
use crate::pipeline::{Event, Reason};

/// Returns the message for an event, or `None` for one that only advances the progress.
pub fn event_message(event: &Event) -> Option<Message> {
    match event {
        Event::Waiting => Some(Message::new(
            "別の mokuhyo が同じフォルダに出力しています。終わるのを待ちます(Ctrl-C で中断)。",
            "Another mokuhyo is writing to the same folder. Waiting for it to finish (press Ctrl-C to abort).",
        )),
        Event::Unlocked => Some(Message::new(
            "出力フォルダのあるディスクではロックが使えません。同時に別の mokuhyo を実行しないでください。",
            "The output folder's file system does not support locks. Do not run another mokuhyo there at the same time.",
        )),
        Event::LockUnreadable => Some(Message::new(
            "出力フォルダのロックのファイルを読む許可がありません。別の mokuhyo が出力している間は、結果が正しくないことがあります。",
            "No permission to read the lock in the output folder. The result may be wrong while another mokuhyo writes there.",
        )),
        Event::NoWorker(why) => Some(Message::new(
            format!(
                "組版のプロセスを起動できないので、時間のかかる方法で作ります({})。",
                error_words(why).ja
            ),
            format!(
                "No worker process can be started ({why}). Typesetting continues in this process, more slowly."
            ),
        )),
        Event::Discarded(Reason::Foreign) => Some(Message::new(
            "前回の記録は別の版の mokuhyo のものなので使いません。そこにあったものは作り直しになります。",
            "The last run's records are of another version of mokuhyo and are not used. The outputs that they cover have to be rebuilt.",
        )),
        Event::Discarded(Reason::Outside) => Some(Message::new(
            "前回の記録に、出力の名前ではないものがあるので使いません。そこにあったものは作り直しになります。",
            "The last run's records contain a name that no output can have and are not used. The outputs that they cover have to be rebuilt.",
        )),
        Event::Discarded(Reason::Unreadable) => Some(Message::new(
            "前回の記録を読めないので使いません。そこにあったものは作り直しになります。",
            "The last run's records cannot be read and are not used. The outputs that they cover have to be rebuilt.",
        )),
        Event::Discarded(Reason::Strange) => Some(Message::new(
            "出力フォルダの .mokuhyo に、mokuhyo が作ったものではないファイルがあります。残しますが、そこに記録するはずのものは毎回作り直しになります。別の場所に移してください。",
            "The folder .mokuhyo in the output folder contains a file that mokuhyo did not create. It is kept, but the outputs that would be recorded in its place have to be rebuilt each time. Move it elsewhere.",
        )),
        Event::Discarded(Reason::Damaged) => Some(Message::new(
            "前回の記録が壊れているので使いません。そこにあったものは作り直しになります。",
            "The last run's records are damaged and are not used. The outputs that they cover have to be rebuilt.",
        )),
        Event::Planned(_) | Event::Made(..) => None,
    }
}

/// Formats the progress: sheets done, rate, and remaining time at that rate.
pub fn progress_line(done: usize, total: usize, elapsed: Duration, lang: Lang) -> String {
    let (rate, left) = pace(done, total, elapsed);
    let words = Message::new(
        format!("{done}/{total}枚 毎秒{rate:.1}枚 残り{}", duration(left).ja),
        format!("{done}/{total} sheets, {rate:.1} per second, {} left", duration(left).en),
    );
    words.get(lang).to_owned()
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn pace(done: usize, total: usize, elapsed: Duration) -> (f64, Duration) {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = if done == 0 { 0.0 } else { total.saturating_sub(done) as f64 / rate };
    (rate, Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX))
}

/// Formats a duration: in tenths of a second below ten seconds, in minutes from sixty on.
pub fn duration(duration: Duration) -> Message {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => {
            let tenths = duration.as_millis() / 100;
            let shown = format!("{}.{}", tenths / 10, tenths % 10);
            Message::new(format!("{shown}秒"), format!("{shown} s"))
        }
        10..60 => Message::new(format!("{seconds}秒"), format!("{seconds} s")),
        _ => Message::new(
            format!("{}分{}秒", seconds / 60, seconds % 60),
            format!("{} min {} s", seconds / 60, seconds % 60),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_its_share() {
        let line = |done, seconds| progress_line(done, 100, Duration::from_secs(seconds), Lang::Ja);
        assert_eq!(line(25, 5), "25/100枚 毎秒5.0枚 残り15秒");
        assert_eq!(line(1, 2), "1/100枚 毎秒0.5枚 残り3分18秒");
        assert_eq!(line(0, 0), "0/100枚 毎秒0.0枚 残り0.0秒");
        assert_eq!(duration(Duration::from_millis(1290)).ja, "1.2秒");
    }
}
