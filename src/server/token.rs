//! The secret of a session, without which its sheets cannot be read or edited.

use std::fmt;
use std::hint;
use std::io;

use crate::source::Digest;

/// The header that carries the token. A header of our own cannot be sent by a link, a form or a frame, and
/// another site's script would have to ask first (CORS), which is refused.
pub const HEADER: &str = "x-mokuhyo-token";

/// The bytes of a token: 128 bits.
const LENGTH: usize = 16;

/// A random token. It is shown once, in the fragment of the address, which browsers do not send.
pub(super) struct Token {
    text: String,
    hash: Digest,
}

impl Token {
    /// Draws a token from the system's random numbers.
    ///
    /// # Errors
    /// Where the system has none.
    pub(super) fn new() -> io::Result<Self> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        let text = format!("{:032x}", u128::from_be_bytes(bytes));
        let hash = Digest::of(text.as_bytes());
        Ok(Self { text, hash })
    }

    /// Returns whether a text is the token. Hashes are compared, in constant time: how long it takes says nothing
    /// of how much of a guess is right.
    pub(super) fn is(&self, guess: &[u8]) -> bool {
        let guess = Digest::of(guess);
        let pairs = guess.bytes().iter().zip(self.hash.bytes());
        hint::black_box(pairs.fold(0, |differs, (left, right)| differs | (left ^ right))) == 0
    }

    /// Returns the token as it is in the address.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_128_bits_and_only_itself() {
        let (token, second) = (Token::new().unwrap(), Token::new().unwrap());
        assert_eq!(token.text().len(), 32);
        assert!(token.is(token.text().as_bytes()));
        assert!(
            !token.is(second.text().as_bytes())
                && !token.is(b"")
                && !token.is(&token.text().as_bytes()[..31])
        );
        assert!(!format!("{token:?}").contains(token.text()));
    }
}
