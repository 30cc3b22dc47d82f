import { generateKeyPairSync, sign } from "node:crypto";

/** What a TLS server shows, and what its clients trust. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** One value of DER: its tag, its length, its content. */
function der(tag: number, ...content: readonly (Uint8Array | readonly number[])[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Uint8Array.from(part)));
  const length = bytes.length < 0x80 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), bytes]);
}

const sequence = (...content: readonly (Uint8Array | readonly number[])[]): Buffer => der(0x30, ...content);
const integer = (value: number): Buffer => der(0x02, [value]);
const identifier = (...bytes: readonly number[]): Buffer => der(0x06, bytes);
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));

const ecdsaWithSha256 = sequence(identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = identifier(0x55, 0x04, 0x03);
const subjectAltName = identifier(0x55, 0x1d, 0x11);
const [dnsName, ipAddress] = [0x82, 0x87];

/**
 * Signs a certificate for 127.0.0.1, and for these names, with the key that it names (RFC 5280): no private key lies in the
 * repository, and no test needs a program for it.
 */
export function createCertificate(...names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from("larkwire test")))));
  const hosts = names.map((host) => der(dnsName, Buffer.from(host)));
  const alternatives = sequence(der(ipAddress, [127, 0, 0, 1]), ...hosts);
  const content = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, alternatives)))),
  );
  const signature = der(0x03, [0], sign("sha256", content, privateKey));
  const lines = sequence(content, ecdsaWithSha256, signature)
    .toString("base64")
    .match(/.{1,64}/g);
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines?.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
