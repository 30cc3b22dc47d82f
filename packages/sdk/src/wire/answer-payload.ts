import { base64Length, writeAsciiBase64, writeBase64 } from "./base64.ts";
import { encodeUtf8 } from "./utf8.ts";
import { WireWriter } from "./wire-writer.ts";

const beyondAscii = /[\u0080-\uffff]/;

/** `{"code":200,"data":"<base64 of the JSON>"}`: its length first, its bytes straight into the frame later. */
export class AnswerPayload {
  readonly length: number;
  readonly #head: string;
  /** Text where it is ASCII, for which the runtime has a faster encoder; otherwise UTF-8. */
  readonly #reply: string | Uint8Array | undefined;

  constructor(code: number, json: string | undefined) {
    if (json === undefined) {
      this.#head = `{"code":${code}}`;
      this.length = this.#head.length;
      return;
    }
    this.#head = `{"code":${code},"data":"`;
    this.#reply = beyondAscii.test(json) ? encodeUtf8(json) : json;
    this.length = this.#head.length + base64Length(this.#reply.length) + 2;
  }

  write(writer: WireWriter): void {
    writer.ascii(this.#head);
    if (this.#reply === undefined) return;
    writer.at =
      typeof this.#reply === "string"
        ? writeAsciiBase64(this.#reply, writer.bytes, writer.at)
        : writeBase64(this.#reply, writer.bytes, writer.at);
    writer.ascii('"}');
  }

  toBytes(): Uint8Array {
    const writer = new WireWriter(new Uint8Array(this.length));
    this.write(writer);
    return writer.bytes;
  }
}
