import { EventDispatcher, toast } from "larkwire";
import { webhook } from "larkwire/fetch";

const dispatcher = new EventDispatcher({
  encryptKey: "an encrypt key",
  verificationToken: "a verification token",
  autoAnswer: { afterMs: 200, reply: { toast: toast.info("Working on it") } },
})
  .onCardAction({ name: "slow" }, () => new Promise((resolve) => setTimeout(resolve, 600)))
  .onCardAction({ name: "broken" }, () => {
    throw new Error("no");
  })
  .onCardAction((event) => ({ toast: toast.success(`已批准 ${JSON.stringify(event.action.value)}`) }));

const handle = webhook({ "/webhook/event": dispatcher });

// Deno and Bun are told to listen by serve.ts.
// biome-ignore lint/style/noDefaultExport: it is what makes a module a worker
export default {
  fetch: (request: Request, env: unknown, context: unknown): Promise<Response> => handle(request, env, context),
};
