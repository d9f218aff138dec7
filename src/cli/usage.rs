//! Wrong invocations in the two languages. `clap` speaks English alone.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::{Format, LangArg};
use crate::finding::{Message, brief, plain};

/// What a value of an option is expected to be, in the two languages. Parsers of values return it.
#[derive(Debug, Clone)]
pub(super) struct Expected(pub(super) Message);

impl Expected {
    /// Takes the phrase that stands behind 「…を書いてください」 and "expected …".
    pub(super) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(ja, en))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl Error for Expected {}

/// Says that the value of an option is none that it takes.
pub(super) fn invalid_value(option: &str, value: &str, expected: &Message) -> Message {
    let (option, value) = (brief(option), brief(value));
    Message::new(
        format!("{option} の値「{value}」は使えません。{}を書いてください。", expected.ja),
        format!("invalid value for {option}: {value} (expected {})", expected.en),
    )
}

/// Returns the format and the language that the arguments ask for, as far as they can be read: who asked for
/// JSON gets JSON, whatever else is wrong with the call.
pub(super) fn asked(args: &[OsString]) -> (Option<Format>, Option<LangArg>) {
    (value_of("--format", args), value_of("--lang", args))
}

fn value_of<T: ValueEnum>(option: &str, args: &[OsString]) -> Option<T> {
    let texts = args.iter().skip(1).map(|arg| arg.to_str().unwrap_or_default());
    let texts: Vec<&str> = texts.take_while(|text| *text != "--").collect();
    let found = texts.iter().enumerate().find_map(|(place, text)| match text.strip_prefix(option)? {
        "" => texts.get(place + 1).copied(),
        rest => rest.strip_prefix('='),
    });
    T::from_str(found?, false).ok()
}

/// Says what is wrong with a call.
pub(super) fn words(error: &clap::Error) -> Message {
    let argument = text(error, ContextKind::InvalidArg);
    let option = option_of(&argument);
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => of_value(error, option),
        ErrorKind::UnknownArgument => unknown(&argument, suggestion(error)),
        ErrorKind::InvalidSubcommand => no_command(error),
        ErrorKind::ArgumentConflict => conflict(error, option),
        ErrorKind::MissingRequiredArgument => {
            Message::new(format!("{argument} を書いてください。"), format!("missing argument: {argument}"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("コマンドを書いてください。", "missing command")
        }
        ErrorKind::NoEquals => Message::new(
            format!("{option} の値は、{option}=値 のように書いてください。"),
            format!("the value of {option} is written as {option}=VALUE"),
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => Message::new(
            format!("{option} の値の数が合いません。"),
            format!("wrong number of values for {option}"),
        ),
        ErrorKind::InvalidUtf8 => Message::new(
            "文字として読めない引数があります(UTF-8ではありません)。",
            "an argument is not UTF-8",
        ),
        ErrorKind::Io => Message::new("画面に書き込めません。", "the output cannot be written"),
        // Help and version are no errors, and what `clap` adds one day is told all the same.
        _ => Message::new("コマンドの書き方が正しくありません。", "the command cannot be read"),
    }
}

fn of_value(error: &clap::Error, option: &str) -> Message {
    let value = text(error, ContextKind::InvalidValue);
    let names = list(error, ContextKind::ValidValue);
    let expected = match error.source().and_then(|source| source.downcast_ref::<Expected>()) {
        Some(Expected(words)) => words.clone(),
        None if !names.is_empty() => {
            Message::new(format!("{} のどれか", names.join("、")), format!("one of: {}", names.join(", ")))
        }
        None => Message::new("説明(--help)にある形の値", "a value as --help has it"),
    };
    if value.is_empty() {
        return Message::new(
            format!("{option} の後に{}を書いてください。", expected.ja),
            format!("missing value for {option} (expected {})", expected.en),
        );
    }
    invalid_value(option, &value, &expected)
}

fn unknown(argument: &str, meant: Option<String>) -> Message {
    let shown = brief(argument);
    if argument.starts_with('-') {
        return did_you_mean(
            format!("{shown} という指定はありません。"),
            format!("unknown option: {shown}"),
            meant,
        );
    }
    did_you_mean(format!("「{shown}」は余分です。"), format!("unexpected argument: {shown}"), meant)
}

fn no_command(error: &clap::Error) -> Message {
    let name = brief(&text(error, ContextKind::InvalidSubcommand));
    did_you_mean(
        format!("「{name}」というコマンドはありません。"),
        format!("unknown command: {name}"),
        suggestion(error),
    )
}

pub(super) fn did_you_mean(ja: String, en: String, meant: Option<String>) -> Message {
    match meant {
        Some(meant) => {
            Message::new(format!("{ja}もしかして: {meant}"), format!("{en} (did you mean {meant}?)"))
        }
        None => Message::new(ja, en),
    }
}

fn conflict(error: &clap::Error, option: &str) -> Message {
    let prior = list(error, ContextKind::PriorArg);
    let others: Vec<&str> = prior.iter().map(|it| option_of(it)).filter(|it| *it != option).collect();
    if others.is_empty() {
        return Message::new(
            format!("{option} は1回だけ書いてください。"),
            format!("{option} is given more than once"),
        );
    }
    Message::new(
        format!("{option} と {} は一緒に使えません。", others.join("、")),
        format!("{option} cannot be used with {}", others.join(", ")),
    )
}

/// What `clap` believes was meant: the last of its suggestions is the likeliest.
fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| list(error, kind).pop())
}

/// The option of 「--format <human|json>」.
fn option_of(argument: &str) -> &str {
    argument.split([' ', '=', '[']).next().unwrap_or_default()
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    list(error, kind).join(" ")
}

fn list(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    let texts = match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    };
    texts.iter().map(|text| plain(text).into_owned()).collect()
}

/// Says how the command is called.
pub(super) fn usage(error: &clap::Error) -> Option<Message> {
    let usage = text(error, ContextKind::Usage);
    let usage = usage.strip_prefix("Usage: ")?.trim();
    Some(Message::new(format!("使い方: {usage}"), format!("Usage: {usage}")))
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind::{
        ArgumentConflict, DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion, Format,
        InvalidSubcommand, InvalidUtf8, InvalidValue, Io, MissingRequiredArgument, MissingSubcommand,
        NoEquals, TooFewValues, TooManyValues, UnknownArgument, ValueValidation, WrongNumberOfValues,
    };

    use super::*;

    /// Every kind of error that `clap` has today.
    const KINDS: [ErrorKind; 17] = [
        InvalidValue,
        UnknownArgument,
        InvalidSubcommand,
        NoEquals,
        ValueValidation,
        TooManyValues,
        TooFewValues,
        WrongNumberOfValues,
        ArgumentConflict,
        MissingRequiredArgument,
        MissingSubcommand,
        InvalidUtf8,
        DisplayHelp,
        DisplayHelpOnMissingArgumentOrSubcommand,
        DisplayVersion,
        Io,
        Format,
    ];

    fn is_japanese(text: &str) -> bool {
        text.contains(|it: char| ('\u{3041}'..='\u{30FF}').contains(&it))
    }

    #[test]
    fn every_kind_of_error_has_words_in_both_languages() {
        for kind in KINDS {
            let told = words(&clap::Error::new(kind));
            assert!(is_japanese(&told.ja) && told.ja.ends_with('。'), "{kind:?}: {}", told.ja);
            assert!(!is_japanese(&told.en) && !told.en.is_empty(), "{kind:?}: {}", told.en);
        }
    }

    #[test]
    fn the_format_is_known_whatever_else_is_wrong() {
        let asked = |args: &[&str]| asked(&args.iter().map(OsString::from).collect::<Vec<_>>());
        let json = (Some(super::Format::Json), Some(LangArg::En));
        assert_eq!(asked(&["mokuhyo", "--format", "json", "x", "--lang=en"]), json);
        assert_eq!(asked(&["mokuhyo", "--nothing", "--lang", "en", "--format=json"]), json);
        assert_eq!(asked(&["mokuhyo", "--", "--format=json"]), (None, None));
        assert_eq!(asked(&["mokuhyo", "--format=xml", "--formats=json", "--lang"]), (None, None));
    }
}
