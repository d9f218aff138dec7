//! Messages for wrong invocations in both languages, because `clap` has English ones only.

use std::error::Error;
use std::ffi::OsString;

use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::{Expected, Format, LANGS, chosen};
use crate::finding::{Lang, Message, brief, plain};

/// Returns the message for a value that an option does not accept.
pub(super) fn invalid_value(option: &str, value: &str, expected: &Message) -> Message {
    let (option, value) = (brief(option), brief(value));
    Message::new(
        format!("{option} の値「{value}」は使えません。{}を書いてください。", expected.ja),
        format!("invalid value for {option}: {value} (expected {})", expected.en),
    )
}

/// Returns the format and the language that the arguments request, as far as they can be read, so that errors
/// in other arguments are reported in that format.
pub(super) fn asked(args: &[OsString]) -> (Option<Format>, Option<Lang>) {
    let format = value_of("--format", args).and_then(|name| Format::from_str(name, false).ok());
    (format, value_of("--lang", args).and_then(|name| chosen(LANGS, name)))
}

fn value_of<'a>(option: &str, args: &'a [OsString]) -> Option<&'a str> {
    // An argument that is not UTF-8 is not one of these options.
    let texts = args.iter().skip(1).map(|arg| arg.to_str().unwrap_or_default());
    let texts: Vec<&str> = texts.take_while(|text| *text != "--").collect();
    texts.iter().enumerate().find_map(|(place, text)| match text.strip_prefix(option)? {
        "" => texts.get(place + 1).copied(),
        rest => rest.strip_prefix('='),
    })
}

/// Returns the message for an error of `clap`.
pub(super) fn message(error: &clap::Error) -> Message {
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
            format!("the value of {option} must be written as {option}=VALUE"),
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => Message::new(
            format!("{option} の値の数が合いません。"),
            format!("wrong number of values for {option}"),
        ),
        ErrorKind::InvalidUtf8 => Message::new(
            "文字として読めない引数があります(UTF-8ではありません)。",
            "an argument is not valid UTF-8",
        ),
        ErrorKind::Io => Message::new("画面に書き込めません。", "cannot write to stdout"),
        // Help and version are not errors; kinds that `clap` adds later get this message.
        _ => Message::new("コマンドの書き方が正しくありません。", "the command line cannot be parsed"),
    }
}

fn of_value(error: &clap::Error, option: &str) -> Message {
    let value = text(error, ContextKind::InvalidValue);
    let names = list(error, ContextKind::ValidValue);
    let expected = match error.source().and_then(|source| source.downcast_ref::<Expected>()) {
        Some(Expected(phrase)) => phrase.clone(),
        None if !names.is_empty() => {
            Message::new(format!("{} のどれか", names.join("、")), format!("one of: {}", names.join(", ")))
        }
        None => Message::new("説明(--help)にある形の値", "a value in the form that --help shows"),
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
    let others: Vec<&str> = prior.iter().map(|arg| option_of(arg)).filter(|name| *name != option).collect();
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

/// Returns the suggestion of `clap`; the last one is the most likely.
fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| list(error, kind).pop())
}

/// Returns the option's name in 「--format <human|json>」.
fn option_of(argument: &str) -> &str {
    argument.split_once([' ', '=', '[']).map_or(argument, |(option, _)| option)
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

/// Returns the usage line of a failed call.
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

    /// Lists all kinds of errors that `clap` has.
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
        text.contains(|character: char| ('\u{3041}'..='\u{30FF}').contains(&character))
    }

    #[test]
    fn every_kind_of_error_has_words_in_both_languages() {
        for kind in KINDS {
            let message = message(&clap::Error::new(kind));
            assert!(is_japanese(&message.ja) && message.ja.ends_with('。'), "{kind:?}: {}", message.ja);
            assert!(!is_japanese(&message.en) && !message.en.is_empty(), "{kind:?}: {}", message.en);
        }
    }

    #[test]
    fn the_format_is_known_whatever_else_is_wrong() {
        let asked = |args: &[&str]| asked(&args.iter().map(OsString::from).collect::<Vec<_>>());
        let json = (Some(super::Format::Json), Some(Lang::En));
        assert_eq!(asked(&["mokuhyo", "--format", "json", "x", "--lang=en"]), json);
        assert_eq!(asked(&["mokuhyo", "--nothing", "--lang", "en", "--format=json"]), json);
        assert_eq!(asked(&["mokuhyo", "--", "--format=json"]), (None, None));
        assert_eq!(asked(&["mokuhyo", "--format=xml", "--formats=json", "--lang"]), (None, None));
    }
}
