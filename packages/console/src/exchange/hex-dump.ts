export interface HexLine {
  readonly offset: string;
  readonly bytes: string;
  readonly characters: string;
}

const bytesPerLine = 16;

/** Whether raw content is a frame in hex rather than text. */
export function isHex(raw: string): boolean {
  return raw.length > 0 && raw.length % 2 === 0 && /^[0-9a-f]+$/i.test(raw);
}

/** The first `maxBytes` of a frame as debuggers print them. */
export function hexDump(hex: string, maxBytes: number): readonly HexLine[] {
  const pairs = hex.slice(0, maxBytes * 2).match(/../g) ?? [];
  const lines: HexLine[] = [];
  for (let start = 0; start < pairs.length; start += bytesPerLine) {
    const row = pairs.slice(start, start + bytesPerLine);
    lines.push({
      offset: start.toString(16).padStart(6, "0"),
      bytes: row.join(" ").toLowerCase(),
      characters: row.map(toCharacter).join(""),
    });
  }
  return lines;
}

function toCharacter(pair: string): string {
  const byte = Number.parseInt(pair, 16);
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}
