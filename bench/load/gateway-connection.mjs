// @ts-check
import { readClientFrames, serverFrameHeader } from "./websocket-frames.mjs";

/** Pings are short, answers are not. */
const longestControlFrame = 125;

/** @typedef {{ payload: Buffer, mask: Buffer }} RawAnswer */

/**
 * One long connection, after its handshake.
 * @param {import("node:net").Socket} socket
 * @param {Buffer} pong
 */
export function createGatewayConnection(socket, pong) {
  /** @type {(answer: RawAnswer) => void} */
  let onAnswer = () => {};
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.on(
    "data",
    readClientFrames((payload, mask) => {
      if (payload.length > longestControlFrame) onAnswer({ payload, mask });
      else socket.write(Buffer.concat([serverFrameHeader(pong.length), pong]));
    }),
  );

  return {
    /**
     * Sends a window of clicks and one more for each answer, until `take` gives no more; then awaits the last answers.
     * @param {number} window @param {(count: number) => Buffer | undefined} take
     * @returns {Promise<RawAnswer[]>}
     */
    run: (window, take) =>
      new Promise((resolve, reject) => {
        const lost = () => reject(new Error("the client closed the long connection"));
        socket.once("close", lost);
        /** @type {RawAnswer[]} */
        const answers = [];
        let sent = 0;
        let owed = window;
        let flushing = false;
        const flush = () => {
          flushing = false;
          const messages = take(owed);
          if (messages !== undefined) {
            socket.write(messages);
            sent += owed;
            owed = 0;
          } else if (answers.length === sent) {
            socket.off("close", lost);
            onAnswer = () => {};
            resolve(answers);
          }
        };
        onAnswer = (answer) => {
          answers.push(answer);
          owed++;
          if (flushing) return;
          flushing = true;
          setImmediate(flush);
        };
        flush();
      }),
    close: () => socket.destroy(),
  };
}

/** @typedef {ReturnType<typeof createGatewayConnection>} GatewayConnection */
