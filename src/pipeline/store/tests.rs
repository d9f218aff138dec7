use super::*;
use crate::disk::MemoryDisk;

const OUT: &str = "/out";

fn load(shard: Shard, disk: &MemoryDisk) -> (Store<String>, Vec<Reason>) {
    let (store, discarded) = Store::load(disk, Path::new(OUT), Kind::Outputs, shard);
    (store, discarded.into_iter().map(|file| file.reason).collect())
}

/// Stores a record of each name that a shard has.
fn saved(shard: Shard, names: &[&str], text: &str, disk: &MemoryDisk) {
    let (mut store, _) = load(shard, disk);
    store.retain(|name| shard.has(name));
    for name in names.iter().filter(|name| shard.has(name)) {
        store.put(name, format!("{text} {name}"));
    }
    store.save(disk).expect("saved");
}

fn shard(text: &str) -> Shard {
    text.parse().expect("a shard")
}

fn path(shard: Shard, folder: &str) -> PathBuf {
    Path::new(OUT).join(file_of(Kind::Outputs, shard, folder))
}

fn files(disk: &MemoryDisk) -> Vec<PathBuf> {
    disk.files(&Path::new(OUT).join(RECORDS)).expect("readable")
}

#[test]
fn records_are_read_as_they_were_written_in_a_file_a_folder() {
    let disk = MemoryDisk::default();
    saved(Shard::WHOLE, &["a.pdf", "r2/b.pdf", "r2/c.pdf"], "of", &disk);
    let (mut store, discarded) = load(Shard::WHOLE, &disk);
    assert!(discarded.is_empty() && files(&disk).len() == 2, "{discarded:?}");
    assert_eq!(store.get("r2/b.pdf").map(String::as_str), Some("of r2/b.pdf"));
    store.retain(|name| name != "a.pdf");
    store.save(&disk).expect("saved");
    let (store, _) = load(Shard::WHOLE, &disk);
    assert_eq!(store.records().keys().collect::<Vec<_>>(), ["r2/b.pdf", "r2/c.pdf"]);
    assert_eq!(files(&disk), [path(Shard::WHOLE, "r2")], "a file without records stayed");
    let store = Store::<String>::load(&disk, Path::new(OUT), Kind::Sheets, Shard::WHOLE).0;
    assert!(store.records().is_empty(), "kinds were mixed");
}

#[test]
fn a_file_that_would_be_the_same_is_not_written() {
    let disk = MemoryDisk::default();
    saved(Shard::WHOLE, &["a.pdf"], "of", &disk);
    let (mut store, _) = load(Shard::WHOLE, &disk);
    disk.remove(&path(Shard::WHOLE, "")).expect("there");
    store.put("a.pdf", "of a.pdf".to_owned());
    store.save(&disk).expect("saved");
    assert!(files(&disk).is_empty());
    store.put("a.pdf", "another".to_owned());
    store.save(&disk).expect("saved");
    assert_eq!(files(&disk).len(), 1);
}

/// Shards of two divisions and whole runs in any order: each run finds what the runs before it stored, and the
/// latest record wins.
#[test]
fn every_division_takes_over_the_records_of_the_others() {
    let names: Vec<String> = (0..50).map(|number| format!("r{}/{number}.pdf", number % 2)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let disk = MemoryDisk::default();
    let all = |disk: &MemoryDisk, text: &str| {
        let (store, discarded) = load(Shard::WHOLE, disk);
        assert!(discarded.is_empty(), "{discarded:?}");
        let expected = |name: &&str| (name.to_string(), format!("{text} {name}"));
        assert_eq!(*store.records(), names.iter().map(expected).collect::<BTreeMap<_, _>>(), "{text}");
    };
    saved(Shard::WHOLE, &names, "whole", &disk);
    all(&disk, "whole");
    // A shard finds the records of the whole, and may replace them.
    assert_eq!(load(shard("1/3"), &disk).0.get(names[0]), Some(&format!("whole {}", names[0])));
    for share in ["1/3", "2/3", "3/3"] {
        saved(shard(share), &names, "thirds", &disk);
    }
    all(&disk, "thirds");
    assert_eq!(files(&disk).len(), 2 * 4);
    for share in ["1/4", "2/4", "3/4", "4/4"] {
        saved(shard(share), &names, "quarters", &disk);
    }
    all(&disk, "quarters");
    for share in ["1/3", "2/3", "3/3"] {
        saved(shard(share), &names, "thirds again", &disk);
    }
    all(&disk, "thirds again");
    saved(Shard::WHOLE, &[], "", &disk);
    all(&disk, "thirds again");
    assert_eq!(files(&disk).len(), 2, "files of shards stayed beside those of the whole");
}

#[test]
fn shards_copied_over_each_other_are_the_whole() {
    let names: Vec<String> = (0..50).map(|number| format!("r2/{number}.pdf")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let together = MemoryDisk::default();
    // An older `out/` of the whole is below them.
    saved(Shard::WHOLE, &names, "old", &together);
    for text in ["1/3", "2/3", "3/3"] {
        let own = MemoryDisk::default();
        saved(shard(text), &names, "new", &own);
        for path in files(&own) {
            together.write(&path, &own.read(&path).expect("there")).expect("written");
        }
    }
    let (store, _) = load(Shard::WHOLE, &together);
    assert!(store.records().len() == 50 && store.records().values().all(|record| record.starts_with("new")));
}

#[test]
fn a_file_of_another_program_stays() {
    let disk = MemoryDisk::default();
    let path = path(Shard::WHOLE, "");
    disk.write(&path, b"{\"theirs\":1}").expect("written");
    saved(Shard::WHOLE, &["a.pdf"], "of", &disk);
    assert_eq!(load(Shard::WHOLE, &disk).1, [Reason::Strange]);
    assert_eq!(disk.read(&path).expect("there"), b"{\"theirs\":1}");
}

#[test]
fn a_file_that_is_not_as_it_was_written_is_left_out_and_removed() {
    let disk = MemoryDisk::default();
    saved(Shard::WHOLE, &["a.pdf"], "of", &disk);
    let path = path(Shard::WHOLE, "");
    let text = String::from_utf8(disk.read(&path).expect("there")).expect("text");
    for (bad, expected) in [
        (text.replace("\"version\":\"", "\"version\":\"9."), Reason::Foreign),
        ("{\"mokuhyo\":{\"version\":9},\"sheets\":[]}".to_owned(), Reason::Foreign),
        (text[..text.len() / 2].to_owned(), Reason::Damaged),
        (String::new(), Reason::Damaged),
        ("{\"mokuhyo\":".to_owned(), Reason::Damaged),
    ] {
        disk.write(&path, bad.as_bytes()).expect("written");
        let (mut store, discarded) = load(Shard::WHOLE, &disk);
        assert_eq!(discarded, [expected], "{bad}");
        assert_eq!(store.get("a.pdf"), None);
        store.save(&disk).expect("saved");
        assert!(disk.read(&path).is_err(), "it stayed");
    }
}
