import { createDecipheriv, createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "../callback/delivery.ts";
import { encrypt } from "../runtime/body-cipher.ts";
import { sign } from "../runtime/crypto.ts";
import { resolveFuzzScale } from "../testing/fuzz-scale.ts";
import { heapBytes } from "../testing/heap-bytes.ts";
import { mutateBytes } from "../testing/mutate-bytes.ts";
import { mutateJson } from "../testing/mutate-json.ts";
import { SecretWatch } from "../testing/secret-watch.ts";
import { createSeededRandom, type SeededRandom } from "../testing/seeded-random.ts";
import { Tally } from "../testing/tally.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { type HttpRequest, handleRequest } from "../webhook/handle-request.ts";
import { createMount } from "../webhook/mount.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { webhook } from "./node.ts";

const scale = resolveFuzzScale();
const inputs = scale.runs(15_000, 1_000_000);
const socketInputs = scale.runs(150, 5_000);
const timeout = scale.runs(60_000, 900_000);

const clock = createTestClock(undefined, () => Promise.resolve());
const nowS = Math.floor(clock.now() / 1_000);
const hourS = 3_600;

const encryptKey = "planted-encrypt-key-5b1f0c";
const olderKey = "planted-encrypt-key-older-77aa";
const token = "planted-verification-token-93e2";
const olderToken = "planted-verification-token-older-1c";
const updateToken = "c-planted-update-token-4d77";
const watch = new SecretWatch([encryptKey, olderKey, token, olderToken, updateToken]);

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => void process.on("unhandledRejection", onRejection));
afterAll(() => void process.off("unhandledRejection", onRejection));

interface Secrets {
  readonly encryptKeys: readonly string[];
  readonly tokens: readonly string[];
}

const configurations: readonly [Secrets, ...Secrets[]] = [
  { encryptKeys: [encryptKey], tokens: [token] },
  { encryptKeys: [], tokens: [token] },
  { encryptKeys: [encryptKey], tokens: [] },
  { encryptKeys: [olderKey, encryptKey], tokens: [olderToken, token] },
];

function createDispatcher({ encryptKeys, tokens }: Secrets, random: SeededRandom): EventDispatcher {
  const answers = [
    () => ({ toast: { type: "info", content: "Seen" } }) as const,
    () => undefined,
    async () => ({ card: { type: "raw", data: { schema: "2.0" } } }) as const,
    () => {
      throw new Error("the handler failed\nlarkwire error: forged");
    },
  ] as const;
  return new EventDispatcher({ encryptKey: encryptKeys, verificationToken: tokens, clock, logger: watch.log })
    .onCardAction({ tag: "button" }, () => random.pick(answers)())
    .onUrlPreview(({ context }) => ({ inline: { title: String(context?.url) } }))
    .on("im.message.receive_v1", async () => undefined)
    .on("card.action.trigger_v1", () => ({ elements: [] }));
}

function bodyOf(random: SeededRandom): object {
  const id = `id-${random.below(1_000_000)}`;
  const header = { event_id: id, app_id: "cli_1", tenant_key: "t", create_time: "1767225600000", token };
  const callback = { operator: { open_id: "ou_1", tenant_key: "t" }, token: updateToken, host: "im_message" };
  return random.pick([
    {
      schema: "2.0",
      header: { ...header, event_type: "im.message.receive_v1" },
      event: { message: { content: "你" } },
    },
    {
      schema: "2.0",
      header: { ...header, event_type: "card.action.trigger" },
      event: { ...callback, action: { tag: "button", value: { id: 1 } } },
    },
    {
      schema: "2.0",
      header: { ...header, event_type: "url.preview.get" },
      event: { ...callback, context: { url: "https://example.test/1" } },
    },
    { uuid: id, token, ts: "1767225600.1", type: "event_callback", event: { type: "message", app_id: "cli_1" } },
    { open_id: "ou_1", tenant_key: "t", token: updateToken, action: { tag: "button", value: { id } } },
    { type: "url_verification", challenge: id, token },
  ]);
}

interface Input {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** Nothing was done to it that a genuine platform would not do. */
  readonly genuine: boolean;
}

/** A request that is signed, encrypted, plain or damaged, with the right secrets or wrong ones. */
function inputOf(secrets: Secrets, random: SeededRandom): Input {
  const key = secrets.encryptKeys.at(-1);
  let genuine = true;
  const spoil = <T>(value: T): T => {
    genuine = false;
    return value;
  };

  const content = bodyOf(random);
  let text = random.chance(0.5) ? JSON.stringify(content) : spoil(mutateJson(content, random));
  const legacy = "open_id" in content;
  if (!legacy && random.chance(key === undefined ? 0.05 : 0.6)) {
    const by = key !== undefined && random.chance(0.9) ? key : spoil("somebody else's key");
    const iv = Uint8Array.from({ length: 16 }, () => random.below(256));
    const sealed = { encrypt: encrypt(by, text, iv) };
    text = random.chance(0.85)
      ? JSON.stringify(sealed)
      : spoil(mutateJson({ ...sealed, schema: "2.0", token }, random));
  }
  let body: Uint8Array = random.chance(0.97)
    ? Buffer.from(text)
    : spoil(Buffer.from(text, random.pick(["utf16le", "latin1", "base64"])));
  if (random.chance(0.2)) body = spoil(mutateBytes(body, random));

  const time = random.chance(0.8) ? nowS : spoil(nowS + random.pick([-1e9, -9, -2, -0.5, 0.5, 2, 9, 1e9]) * hourS);
  let timestamp = String(random.chance(0.8) ? time : time * 1_000 + 7);
  let nonce = String(random.below(1e9));
  const right = legacy
    ? ({ algorithm: "sha1", secret: secrets.tokens[0] } as const)
    : ({ algorithm: "sha256", secret: key } as const);
  const signing =
    random.chance(0.7) && right.secret !== undefined
      ? { algorithm: right.algorithm, secret: right.secret }
      : spoil({
          algorithm: random.pick(["sha1", "sha256"]),
          secret: random.pick(["", "undefined", token, olderToken, encryptKey, olderKey, "a guess"]),
        });
  if (random.chance(0.15)) return { body, headers: {}, genuine: false };
  let signature = sign(signing.algorithm, { timestamp, nonce, secret: signing.secret, body });

  if (random.chance(0.25)) {
    spoil(undefined);
    switch (random.below(6)) {
      case 0:
        body = mutateBytes(body, random);
        break;
      case 1:
        signature = random.pick([
          signature.toUpperCase(),
          ` ${signature}`,
          signature.slice(1),
          `${signature}, ${signature}`,
        ]);
        break;
      case 2:
        // The same text in another place: what stands in the timestamp and what in the nonce is not signed.
        [timestamp, nonce] = [timestamp + nonce.slice(0, 3), nonce.slice(3)];
        break;
      case 3:
        [timestamp, nonce] = [timestamp.slice(0, -1), timestamp.slice(-1) + nonce];
        break;
      case 4:
        timestamp = random.pick(["", "NaN", "1e10", "0x6955b900", "-1", "９".repeat(10), String(nowS)]);
        break;
      default:
        nonce = random.pick(["", nonce + nonce, "\u00e9", "0"]);
    }
  }
  const headers = {
    "x-lark-request-timestamp": timestamp,
    "x-lark-request-nonce": nonce,
    "x-lark-signature": signature,
  };
  return { body, headers, genuine };
}

/** Judges on its own, without the code under test, whether a request may be believed: kind × proof, token and time. */
function isBelievable({ body, headers }: Input, { encryptKeys, tokens }: Secrets): boolean {
  const { "x-lark-signature": signature, "x-lark-request-timestamp": timestamp = "" } = headers;
  const prefix = timestamp + (headers["x-lark-request-nonce"] ?? "");
  const digest = (algorithm: string, secret: string): string =>
    createHash(algorithm).update(prefix).update(secret).update(body).digest("hex");
  const bySha256 = encryptKeys.some((key) => digest("sha256", key) === signature);
  const bySha1 = tokens.some((configured) => digest("sha1", configured) === signature);
  const unsigned = !signature || (encryptKeys.length === 0 && digest("sha256", "") === signature);
  if (!bySha256 && !bySha1 && !unsigned) return false;

  const outer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  const content = typeof outer.encrypt === "string" ? decrypted(outer.encrypt, encryptKeys) : outer;
  const isTwo = Object.hasOwn(content, "schema");
  const bodyToken: unknown = isTwo ? content.header.token : content.token;
  const tokenRight = tokens.some((configured) => configured === bodyToken);
  if (!isTwo && content.type === "url_verification") {
    const sealed = encryptKeys.length === 0 || typeof outer.encrypt === "string";
    return (tokens.length === 0 || tokenRight) && (bySha256 || bySha1 || sealed);
  }
  const legacy =
    !isTwo && (typeof content.event !== "object" || content.event === null || Array.isArray(content.event));
  if (legacy && !bySha1) return false;
  if (!legacy && unsigned) return encryptKeys.length === 0 && tokenRight;
  if (!legacy && (!bySha256 || (tokens.length > 0 && typeof bodyToken === "string" && !tokenRight))) return false;
  const callbacks = ["card.action.trigger", "url.preview.get", "profile.view.get"];
  const windowS = legacy || (isTwo && callbacks.includes(content.header.event_type)) ? hourS : 8 * hourS;
  const signedAtS = timestamp.length === 13 ? Number(timestamp) / 1_000 : Number(timestamp);
  return Math.abs(signedAtS - clock.now() / 1_000) <= windowS;
}

/** By whichever key fits. */
function decrypted(base64: string, encryptKeys: readonly string[]) {
  for (const key of encryptKeys) {
    try {
      const bytes = Buffer.from(base64, "base64");
      const cipher = createDecipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), bytes.subarray(0, 16));
      return JSON.parse(Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString());
    } catch {}
  }
  return undefined;
}

function nameOf(outcome: Outcome, secretless: boolean): string {
  if (outcome.type === "answered") return secretless ? "admitted: challenge" : "admitted: answered";
  return outcome.type === "custom" ? "custom" : `${outcome.type}: ${outcome.error.code}`;
}

describe("hostile webhook requests", () => {
  it(`are refused by code or answered, ${inputs} of them, and nothing that is not genuine is believed`, {
    timeout,
  }, async () => {
    const random = createSeededRandom(scale.seed);
    const partOf = (secrets: Secrets) => {
      const dispatcher = createDispatcher(secrets, random);
      return { secrets, dispatcher, mount: createMount(dispatcher) };
    };
    const [plain, ...others] = configurations;
    const parts = [partOf(plain), ...others.map(partOf)] as const;
    const tally = new Tally();
    const [forged, wronglyRefused, telling]: [string[], string[], string[]] = [[], [], []];
    const describeInput = (at: number, { body, headers }: Input): string =>
      `#${at} ${JSON.stringify(headers)} ${Buffer.from(body).toString("latin1").slice(0, 300)}`;
    const refusals = new Set<string>();
    let slowestMs = 0;
    let earlyHeap = 0;

    for (let at = 0; at < inputs; at++) {
      const { secrets, dispatcher, mount } = random.pick(parts);
      const input = inputOf(secrets, random);
      const header = (name: string): string | undefined => input.headers[name.toLowerCase()];
      const startedAt = performance.now();
      if (at % 8 === 0) {
        const body = random.chance(0.5) ? input.body : inPieces(input.body, random);
        const request: HttpRequest = {
          method: "POST",
          path: "/",
          header,
          body,
          endsByLength: false,
          background: "process",
        };
        const response = await handleRequest(mount, request);
        if (response.status === 401) refusals.add(JSON.stringify(response));
        await response.settle(random.chance(0.9));
        watch.search(response.body);
        tally.add(`over HTTP: ${response.status}`);
        if (response.status < 300 && !isBelievable(input, secrets)) forged.push(describeInput(at, input));
      } else {
        const pending = dispatcher.receive({
          body: input.body,
          receivedAt: 0,
          background: "process",
          origin: { type: "webhook", header },
        });
        const { outcome, settle } = "then" in pending ? bound(await pending) : bound(pending);
        await settle(random.chance(0.9));
        const challenged = outcome.type === "answered" && outcome.json.startsWith('{"challenge":');
        tally.add(nameOf(outcome, challenged));
        if (outcome.type === "answered") watch.search(outcome.json);
        if (outcome.type !== "refused" && !isBelievable(input, secrets)) forged.push(describeInput(at, input));
        if (outcome.type === "refused" && input.genuine) wronglyRefused.push(describeInput(at, input));
        if (outcome.type === "refused" && outcome.error.blame !== "sender") telling.push(outcome.error.message);
      }
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      if (at === Math.floor(inputs / 5)) earlyHeap = heapBytes();
    }

    const grownBytes = heapBytes() - earlyHeap;
    console.log(
      `${tally.total} webhook inputs, LARKWIRE_SEED=${scale.seed}, slowest ${slowestMs.toFixed(1)} ms, ` +
        `heap grown by ${(grownBytes / 2 ** 20).toFixed(1)} MiB, ${watch.searched} texts searched\n${tally}`,
    );
    expect({ forged, wronglyRefused, telling, rejections, secrets: watch.found }).toEqual({
      forged: [],
      wronglyRefused: [],
      telling: [],
      rejections: [],
      secrets: [],
    });
    expect(refusals.size).toBe(1);
    expect(tally.of("admitted: answered")).toBeGreaterThan(inputs / 20);
    expect(tally.of("admitted: challenge")).toBeGreaterThan(inputs / 200);
    expect(tally.of("refused: SIGNATURE_INVALID")).toBeGreaterThan(inputs / 20);
    expect(grownBytes).toBeLessThan(64 * 2 ** 20);
    expect(slowestMs).toBeLessThan(2_000);
  });

  it("are answered or closed over real sockets, and the server goes on", { timeout }, async () => {
    const random = createSeededRandom(scale.seed + 1);
    const [secrets] = configurations;
    let handled = 0;
    const dispatcher = new EventDispatcher({ encryptKey, verificationToken: token, clock, logger: watch.log });
    dispatcher.onCardAction(() => void handled++);
    const server = createServer(webhook(dispatcher, { bodyTimeoutMs: 200 })).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const tally = new Tally();

    for (let at = 0; at < socketInputs; at += 10) {
      const requests = Array.from({ length: 10 }, () => rawRequest(inputOf(secrets, random), random));
      for (const status of await Promise.all(requests.map((bytes) => exchange(port, bytes)))) tally.add(status);
    }

    const handledBefore = handled;
    const body = JSON.stringify({
      schema: "2.0",
      header: { event_id: "the last", event_type: "card.action.trigger", token },
      event: { action: { tag: "button" } },
    });
    const signature = sign("sha256", { timestamp: String(nowS), nonce: "n", secret: encryptKey, body });
    const headers = {
      "x-lark-request-timestamp": String(nowS),
      "x-lark-request-nonce": "n",
      "x-lark-signature": signature,
    };
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body, headers });
    const open = await new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    console.log(`${tally.total} raw HTTP requests, LARKWIRE_SEED=${scale.seed}\n${tally}`);
    server.closeAllConnections();
    server.close();

    expect([response.status, handled - handledBefore]).toEqual([200, 1]);
    expect(open).toBeLessThanOrEqual(1);
    expect({ rejections, secrets: watch.found }).toEqual({ rejections: [], secrets: [] });
    expect(tally.of("no answer within 5 s")).toBe(0);
  });
});

function bound<T extends { readonly outcome: Outcome; settle(sent: boolean): unknown }>(answer: T) {
  return { outcome: answer.outcome, settle: (sent: boolean) => answer.settle(sent) };
}

function inPieces(bytes: Uint8Array, random: SeededRandom): HttpRequest["body"] {
  return (sink) => {
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + random.below(random.chance(0.1) ? 3 : 300);
      sink.chunk(bytes.subarray(at, end));
      at = end;
    }
    sink.end();
    return () => undefined;
  };
}

/** A request as it should be, or one whose head contradicts itself or its body. */
function rawRequest({ body, headers }: Input, random: SeededRandom): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const inChunks = random.chance(0.3);
  const chunked = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]);
  const requestOf = (...head: string[]): Uint8Array =>
    Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), inChunks ? chunked : body]);
  const post = ["POST / HTTP/1.1", "host: test"] as const;
  const framing = inChunks ? "transfer-encoding: chunked" : `content-length: ${body.length}`;
  if (random.chance(0.5)) return requestOf(...post, ...lines, framing);
  if (random.chance(0.3)) return mutateBytes(requestOf(...post, ...lines, framing), random);

  const length = random.pick([body.length + 1, 0, 2 ** 40, "1,1", "-1"]);
  const start = random.pick(["POST / HTTP/1.1", "POST //x?y HTTP/1.0", "GET / HTTP/1.1", "PRI * HTTP/2.0"]);
  const contradicting = random.pick([
    [`content-length: ${length}`],
    ["transfer-encoding: chunked"],
    [`content-length: ${body.length}`, "transfer-encoding: chunked"],
    [`content-length: ${body.length}`, `content-length: ${body.length + 1}`],
    ["transfer-encoding: identity, chunked"],
    [],
  ]);
  return requestOf(start, "host: test", ...lines, ...lines.slice(0, random.below(3)), ...contradicting);
}

/** Sends the bytes, ends, and tells the status, or that the server closed the connection. */
function exchange(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const giveUp = setTimeout(() => socket.destroy(new Error("no answer within 5 s")), 5_000);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", (error) => {
      if (text === "") text = error.message;
    });
    socket.on("close", () => {
      clearTimeout(giveUp);
      watch.search(text);
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? (text === "" ? "closed" : text));
    });
    socket.end(bytes);
  });
}
