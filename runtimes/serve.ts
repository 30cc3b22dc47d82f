import app from "./app.ts";

interface Runtime {
  readonly Bun?: { serve(options: object): { readonly port: number } };
  readonly Deno?: { serve(options: object): { readonly addr: { readonly port: number } } };
}

const { Bun, Deno } = globalThis as Runtime;
const options = { hostname: "127.0.0.1", port: 0, fetch: app.fetch, handler: app.fetch, onListen: () => undefined };
console.log(`port ${Bun?.serve(options).port ?? Deno?.serve(options).addr.port}`);
