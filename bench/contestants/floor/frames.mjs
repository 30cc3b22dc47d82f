// @ts-check
import { once } from "node:events";
import { WebSocket } from "ws";
import { appId, appSecret } from "../../load/gateway.mjs";
import { answerFrame } from "./answer-frame.mjs";

/** Discovery, one socket, one answer per frame; no reconnecting, no pings. @param {{ domain: string }} platform */
export async function start({ domain }) {
  const body = JSON.stringify({ AppID: appId, AppSecret: appSecret });
  const response = await fetch(`${domain}/callback/ws/endpoint`, { method: "POST", body });
  const { data } = /** @type {{ data: { URL: string } }} */ (await response.json());
  const socket = new WebSocket(data.URL, { perMessageDeflate: false, maxPayload: 4_194_304 });
  socket.on("message", async (bytes) => {
    const answer = await answerFrame(/** @type {Buffer} */ (bytes));
    if (answer !== undefined) socket.send(answer);
  });
  await once(socket, "open");
}
