// @ts-check
import { execFileSync } from "node:child_process";
import { AESCipher } from "@larksuiteoapi/node-sdk";

/** @param {readonly string[]} args @param {string | Buffer} input */
const openssl = (args, input) => execFileSync("openssl", args, { input });

/** @param {"sha1" | "sha256"} algorithm @param {string} text */
function hexDigest(algorithm, text) {
  return openssl(["dgst", `-${algorithm}`, "-binary"], Buffer.from(text, "utf8")).toString("hex");
}

/** @param {string} encryptKey @param {string} ivHex @param {string | Buffer} text @param {string[]} more */
function encrypt(encryptKey, ivHex, text, ...more) {
  const key = hexDigest("sha256", encryptKey);
  const cipher = openssl(["enc", "-aes-256-cbc", "-K", key, "-iv", ivHex, ...more], text);
  return Buffer.concat([Buffer.from(ivHex, "hex"), cipher]).toString("base64");
}

/** @param {string} encryptKey @param {string} base64 */
const officialSdkReads = (encryptKey, base64) => new AESCipher(encryptKey).decrypt(base64);

const iv = "000102030405060708090a0b0c0d0e0f";
const otherIv = "f0e1d2c3b4a5968778695a4b3c2d1e0f";

/** @type {[name: string, encryptKey: string, iv: string, text: string][]} */
const encryptions = [
  ["a url_verification", "test key", iv, '{"challenge":"abc","token":"vtoken","type":"url_verification"}'],
  ["no text: one block of padding", "test key", iv, ""],
  ["16 bytes: padding takes a block of its own", "test key", iv, "0123456789abcdef"],
  ["15 bytes: one byte of padding", "test key", otherIv, "0123456789abcde"],
  ["text that is not ASCII", "test key", otherIv, '{"text":"同意 👍 é"}'],
  ["an Encrypt Key that is not ASCII", "密钥 🔑", iv, '{"type":"event_callback"}'],
  [
    "an event of 1 KB",
    "Qk3yTz8PdV1mXw5r",
    otherIv,
    JSON.stringify({
      schema: "2.0",
      header: { event_type: "im.message.receive_v1" },
      event: { text: "0123456789".repeat(95) },
    }),
  ],
];

const body = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';

/** @type {[name: string, algorithm: "sha1" | "sha256", timestamp: string, nonce: string, secret: string, body: string][]} */
const signatures = [
  ["an encrypted event", "sha256", "1700000000", "nonce-1", "test key", body],
  ["a legacy card click", "sha1", "1700000000", "nonce-1", "vtoken", '{"open_id":"ou_test","token":"c-test"}'],
  ["an empty body", "sha256", "1700000000", "nonce-1", "test key", ""],
  [
    "spaces and line breaks in the body count",
    "sha256",
    "1700000000",
    "nonce-1",
    "test key",
    '{ "encrypt" :\r\n"P37w" }\n',
  ],
  ["nothing here is ASCII", "sha256", "1700000000", "随机", "密钥 🔑", '{"text":"同意 👍"}'],
  ["a legacy card click that is not ASCII", "sha1", "1700000000123", "", "令牌", '{"action":{"value":{"k":"批准"}}}'],
];

/** @param {string} name @param {string} encryptKey @param {string} base64 */
function refused(name, encryptKey, base64) {
  try {
    officialSdkReads(encryptKey, base64);
  } catch {
    return { name, encryptKey, base64 };
  }
  throw new Error(`The official SDK decrypts: ${name}`);
}

/** Encryption and signatures: one vector of the platform's documentation, the others by openssl and read back by the official SDK. */
export function recordCrypto() {
  const official = {
    name: "the vector of the platform's documentation",
    encryptKey: "test key",
    keySha256: "fa2bdca424f01f01ffb48df93acc35d439c7fd331a1a7fba6ac2fd83aa9ab31a",
    iv: "3f7ef0f9564898d80f10ed5106127a46",
    text: "hello world",
    base64: "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=",
  };
  const made = encryptions.map(([name, encryptKey, ivHex, text]) => ({
    name,
    encryptKey,
    keySha256: hexDigest("sha256", encryptKey),
    iv: ivHex,
    text,
    base64: encrypt(encryptKey, ivHex, text),
  }));
  const encryption = [official, ...made];
  for (const vector of encryption) {
    const same = encrypt(vector.encryptKey, vector.iv, vector.text) === vector.base64;
    if (!same || officialSdkReads(vector.encryptKey, vector.base64) !== vector.text) {
      throw new Error(`openssl and the official SDK disagree: ${vector.name}`);
    }
  }
  return {
    encryption,
    refused: [
      refused("another Encrypt Key", "test kez", official.base64),
      refused(
        "one byte is missing",
        "test key",
        Buffer.from(official.base64, "base64").subarray(0, -1).toString("base64"),
      ),
      refused("the iv alone", "test key", Buffer.from(iv, "hex").toString("base64")),
      refused("nothing", "test key", ""),
      refused("padding of zero", "test key", encrypt("test key", iv, Buffer.alloc(16, 0), "-nopad")),
      refused("padding longer than a block", "test key", encrypt("test key", iv, Buffer.alloc(16, 17), "-nopad")),
      refused(
        "padding that is not uniform",
        "test key",
        encrypt("test key", iv, Buffer.from(`${"61".repeat(13)}010203`, "hex"), "-nopad"),
      ),
    ],
    signatures: signatures.map(([name, algorithm, timestamp, nonce, secret, text]) => ({
      name,
      algorithm,
      timestamp,
      nonce,
      secret,
      body: text,
      signature: hexDigest(algorithm, `${timestamp}${nonce}${secret}${text}`),
    })),
  };
}
