/** Why the platform's client shows a code instead of the app's answer, and what mends it. */
export interface ClientCode {
  readonly cause: string;
  readonly mend: string;
}

const notConfigured = {
  cause: "No callback address is in effect for the app, or no client is connected.",
  mend: "Save the callback subscription in the developer console, publish a version, and keep a client connected.",
} satisfies ClientCode;

/**
 * The codes that a Feishu/Lark client shows when a callback went wrong.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export const clientCodes: Readonly<Record<number, ClientCode>> = {
  200080: {
    cause: "The platform failed while it called the app.",
    mend: "Try again; report it to the platform if it stays.",
  },
  200340: notConfigured,
  200341: { cause: "The app did not answer within 3 s.", mend: "Answer first with ctx.reply(), then update the card." },
  200342: {
    cause: "No TCP connection to the request URL.",
    mend: "Check that the server listens and that firewalls let the platform in.",
  },
  200343: {
    cause: "The host name of the request URL cannot be resolved.",
    mend: "Check the request URL and its DNS records.",
  },
  200345: notConfigured,
  200346: notConfigured,
  200347: notConfigured,
  200530: {
    cause: "A component in a form has no name, or two have the same.",
    mend: "Give every component in a form a unique, non-empty name.",
  },
  200671: {
    cause: "The app answered with a status other than 200.",
    mend: "Look at the app's log: a refused signature, a wrong path, or a handler that threw.",
  },
  200672: {
    cause: "The answer has a wrong structure.",
    mend: "Answer {}, {toast}, {card: {type, data}} or both; card.data is an object, not a string.",
  },
  200673: {
    cause: "The card in the answer is wrong.",
    mend: "Run checkCard of larkwire/cards on the card: it names the place and what mends it.",
  },
  200830: {
    cause: "A card of JSON 2.0 cannot be replaced by one of JSON 1.0.",
    mend: 'Answer with a card that has "schema": "2.0".',
  },
  300000: { cause: "The platform had an internal error.", mend: "Try again; report it to the platform if it stays." },
};
