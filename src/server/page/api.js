// @ts-check
// The way to the server: commands, and events by a streamed fetch. The token is in the address's fragment, which
// no browser sends; it goes as a header with everything that holds data.

/**
 * @typedef {{ja: string, en: string}} Message
 * @typedef {{refused?: Message, [key: string]: any}} Answer
 */

const HEADER = "x-mokuhyo-token";
const token = location.hash.slice(1);

/** The language of the page: Japanese, or English where the browser asks for English first. */
export const lang = navigator.language.startsWith("en") ? "en" : "ja";

/** @param {Message | null | undefined} words */
export const say = (words) => (words ? words[lang] : "");

/** @param {string} ja @param {string} en */
export const text = (ja, en) => (lang === "en" ? en : ja);

/**
 * Posts a command. What cannot be reached is refused in words as well.
 * @param {object} command
 * @returns {Promise<Answer>}
 */
export async function call(command) {
  try {
    const response = await post(command);
    if (response.ok) return await response.json();
  } catch {
    // Reported below.
  }
  return { refused: { ja: "mokuhyo につながりません。終わっていれば、もう一度始めてください。", en: "mokuhyo cannot be reached. If it has ended, start it again." } };
}

/**
 * Gets a file that was built.
 * @param {number} output
 * @returns {Promise<Blob | null>}
 */
export async function file(output) {
  const response = await post({ do: "output", output });
  return response.ok ? response.blob() : null;
}

/** @param {object} command */
function post(command) {
  return fetch("/api/command", {
    method: "POST",
    headers: { [HEADER]: token, "Content-Type": "application/json" },
    body: JSON.stringify(command),
  });
}

/**
 * Reads the events of a topic until `stop` is called, and reconnects when the stream breaks off.
 * @param {string | number} topic
 * @param {(name: string, data: any) => void} on
 * @param {(isThere: boolean) => void} reached
 * @returns {() => void} stop
 */
export function listen(topic, on, reached) {
  const control = new AbortController();
  (async () => {
    while (!control.signal.aborted) {
      try {
        const response = await fetch(`/api/events/${topic}`, { headers: { [HEADER]: token }, signal: control.signal });
        if (!response.ok || !response.body) throw new Error(String(response.status));
        reached(true);
        await events(response.body, on);
      } catch {
        if (control.signal.aborted) return;
      }
      reached(false);
      await new Promise((after) => setTimeout(after, 1000));
    }
  })();
  return () => control.abort();
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {(name: string, data: any) => void} on
 */
async function events(body, on) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const name = /^event: (.*)$/m.exec(part)?.[1];
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (name && data !== undefined) on(name, JSON.parse(data));
    }
  }
}
