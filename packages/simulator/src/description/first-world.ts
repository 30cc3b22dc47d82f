import type { WorldInput } from "./world-description.ts";

/** Where the programs of docs/frameworks listen. */
const documentedUrl = "http://127.0.0.1:7777/webhook/event";

/**
 * The world that the command begins with, unless one is given: an app whose card waits for a click, and two people. The credentials are those of the
 * programs in the documents, which run against it as they stand.
 *
 * @param webhook - where callbacks go from the start; without it they take the long connection
 */
export function firstWorld(webhook: string | undefined): WorldInput {
  return {
    apps: [
      {
        name: "First app",
        appId: "cli_0123456789abcdef",
        appSecret: "secret",
        encryptKey: "key",
        verificationToken: "token",
        callbacks: {
          mode: webhook === undefined ? "long-connection" : "webhook",
          requestUrl: webhook ?? documentedUrl,
        },
        ...(webhook === undefined ? {} : { events: { mode: "webhook", requestUrl: webhook } }),
      },
    ],
    users: [{ name: "Ada" }, { name: "Ben" }],
    chats: [{ name: "First chat", members: ["Ada", "Ben"], bots: ["First app"] }],
    messages: [{ chat: "First chat", from: "First app", msg_type: "interactive", content: firstCard }],
  };
}

const firstCard = {
  schema: "2.0",
  header: { title: { tag: "plain_text", content: "Does your bot answer?" }, template: "blue" },
  body: {
    elements: [
      { tag: "markdown", content: "A click asks it, and it has 3 seconds." },
      {
        tag: "button",
        name: "ok",
        text: { tag: "plain_text", content: "Approve" },
        type: "primary",
        behaviors: [{ type: "callback", value: { id: 42 } }],
      },
    ],
  },
};
