// @ts-check
// `node contestants/calls.mjs <domain> <rounds> <ms of each>`: messages sent by a bare fetch and by clients, in turns.
import { LoggerLevel, Client as OfficialClient } from "@larksuiteoapi/node-sdk";
import { Client } from "larkwire/client";

const [domain = "", rounds, durationMs] = process.argv.slice(2);
/** Calls under way at a time. */
const atOnce = 16;
const app = { appId: "cli_0123456789abcdef", appSecret: "secret" };
const params = /** @type {const} */ ({ receive_id_type: "chat_id" });
const url = `${domain}/open-apis/im/v1/messages?receive_id_type=chat_id`;
const headers = { "content-type": "application/json; charset=utf-8", authorization: "Bearer t-1" };

const larkwire = new Client({ ...app, domain, proxy: false, logLevel: "silent" });
const official = new OfficialClient({ ...app, domain, loggerLevel: LoggerLevel.error });

/** @typedef {{ data?: { message_id?: string | undefined } | undefined }} Answer */
/** @typedef {{ receive_id: string, msg_type: "text", content: string, uuid: string }} Message */
/** @type {Record<string, (data: Message) => Promise<Answer>>} */
const senders = {
  bare: async (data) => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(data) });
    return /** @type {Answer} */ (await response.json());
  },
  larkwire: (data) => larkwire.im.message.create({ params, data }),
  official: (data) => official.im.message.create({ params, data }),
};

let ids = 0;

/** @param {string} name */
async function send(name) {
  const uuid = `u-${ids++}`;
  const { data } =
    (await senders[name]?.({ receive_id: "oc_1", msg_type: "text", content: '{"text":"Hi"}', uuid })) ?? {};
  if (data?.message_id !== uuid) throw new Error(`${name} read ${data?.message_id} in the answer to ${uuid}`);
}

/** @param {string} name @param {number} ms @returns {Promise<import("../measure/rounds.mjs").Sample>} */
async function sample(name, ms) {
  const [startedAt, before, cpu] = [performance.now(), ids, process.cpuUsage()];
  const work = async () => {
    while (performance.now() - startedAt < ms) await send(name);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user, system } = process.cpuUsage(cpu);
  return { answered: ids - before, elapsedMs: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

/** @type {Record<string, import("../measure/rounds.mjs").Sample[]>} */
const samples = { bare: [], larkwire: [], official: [] };
for (const name of Object.keys(samples)) await sample(name, 300);
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, each] of Object.entries(samples)) each.push(await sample(name, Number(durationMs)));
}
process.send?.(samples);
