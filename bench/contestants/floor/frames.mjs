// @ts-check
import { once } from "node:events";
import { WebSocket } from "ws";
import { appId, appSecret } from "../../fixtures/app.mjs";
import { createAnswerFrame } from "./answer-frame.mjs";

/** Discovery, sockets, one answer per click; no reconnecting, no pings. @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  const answerFrame = createAnswerFrame(settings);
  for (let connection = 0; connection < settings.connections; connection++) await connect(settings.domain, answerFrame);
}

/** @param {string} domain @param {ReturnType<typeof createAnswerFrame>} answerFrame */
async function connect(domain, answerFrame) {
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
