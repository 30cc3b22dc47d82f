import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { CasedResponse } from "./cased-response.ts";
import { AccessGuard } from "./console-api/access-guard.ts";
import { BrowserGuard } from "./console-api/browser-guard.ts";
import { createConsolePage } from "./console-api/console-page.ts";
import { StaticFiles } from "./console-api/static-files.ts";
import type { SwitchableClock } from "./deliveries/switchable-clock.ts";
import { refusals, refuseUpgrade } from "./gateway/refusal.ts";
import { createManagementApi } from "./management/management-api.ts";
import { refuse } from "./management/refusals.ts";
import { createOpenApi } from "./open-api/open-api.ts";
import type { Platform } from "./platform.ts";
import { readBytes, readText } from "./read-body.ts";
import { SimulatorError } from "./world/simulator-error.ts";

/** What bounds a connection, in milliseconds and count. */
const httpLimits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 } as const;
const maxSockets = 16_000;

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the console's build is; without it there is no page. */
  readonly consoleDirectory: string | undefined;
  /** What the console and the management API ask for; `undefined` is nothing. */
  readonly token: string | undefined;
  readonly clock: SwitchableClock;
}

/** The platform on a port: open API, long connection and console. */
export class SimulatorServer {
  readonly #platform: Platform;
  readonly #options: ServerOptions;
  readonly #guard: BrowserGuard;
  readonly #server: Server;

  private constructor(platform: Platform, options: ServerOptions, files: StaticFiles) {
    this.#platform = platform;
    this.#options = options;
    this.#guard = new BrowserGuard(options.host);
    const app = createApp(platform, this.#guard, files, options);
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    this.#server = createServer(
      { ...httpLimits, ServerResponse: CasedResponse },
      (request, response) => void listener(request, response),
    );
    this.#server.maxConnections = maxSockets;
    this.#server.on("upgrade", (request: IncomingMessage, socket, head) => this.#upgrade(request, socket, head));
  }

  /** @throws SimulatorError PORT_TAKEN, or the system's error where the address cannot be had */
  static async listen(platform: Platform, options: ServerOptions): Promise<SimulatorServer> {
    const { consoleDirectory, host, port } = options;
    const files = await StaticFiles.list(consoleDirectory);
    const simulator = new SimulatorServer(platform, options, files);
    simulator.#server.listen(port, host);
    await once(simulator.#server, "listening").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error;
      const taken = `Something listens on port ${port} of ${host} already, perhaps another simulator.`;
      throw new SimulatorError(
        "PORT_TAKEN",
        `${taken} Stop it, or choose another port (--port); 0 takes any free one.`,
      );
    });
    return simulator;
  }

  /** `http://host:port`, as a program on this machine reaches it. */
  get origin(): string {
    const { host } = this.#options;
    const { port } = this.#server.address() as AddressInfo;
    const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
    return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
  }

  async close(): Promise<void> {
    this.#platform.close();
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Browsers let any page open WebSockets, and always say which page it was.
    const foreign = this.#guard.isForeign((name) => singleHeader(request, name));
    if (foreign) refuseUpgrade(socket, refusals.forbidden);
    else this.#platform.gateway.upgrade(request, socket, head);
  }
}

function createApp(platform: Platform, guard: BrowserGuard, files: StaticFiles, { token, clock }: ServerOptions): Hono {
  const { world, identifiers, updateTokens, gateway, faults } = platform;
  const app = new Hono();
  app.use("*", async (context, next) => {
    return guard.isForeign((name) => context.req.header(name))
      ? refuse("ORIGIN_REFUSED", "A page of another origin has asked.")
      : next();
  });
  app.route(
    "/",
    createOpenApi({
      clock,
      world,
      identifiers,
      updateTokens,
      accessTokens: platform.accessTokens,
      appTickets: platform.appTickets,
      pushAppTicket: ({ appId }) => void platform.pushAppTicket(appId),
      previews: platform.previews,
      askPreview: (preview, openIds) => void platform.links.refresh(preview, openIds),
      outboundIps: listAddresses(),
      longConnections: gateway,
      faults,
      rateLimits: platform.rateLimits,
      readBytes,
      readText,
      onLateUpdate: (grant, code, msg) => platform.noteLateUpdate(grant, code, msg),
    }),
  );
  const access = new AccessGuard(token);
  app.use("/simulator/*", async (context, next) => {
    if (access.admits((name) => context.req.header(name))) return next();
    return refuse("TOKEN_NEEDED", "The simulator asks for a token, because other machines can reach it.");
  });
  app.use("*", async (context, next) => {
    return guard.isOwn(context.req.header("Host") ?? "")
      ? next()
      : refuse("HOST_REFUSED", "The Host header does not name this machine.");
  });
  app.get("/", async (context, next) => {
    const given = context.req.query("token");
    if (given === undefined || !access.isToken(given)) return next();
    context.header("Set-Cookie", access.toCookie(given));
    return context.redirect("/");
  });
  app.route("/", createManagementApi({ platform, clock, readText }));
  app.route("/", createConsolePage(files));
  app.notFound(() => refuse("NOT_FOUND", "There is nothing here; the console's page comes with its build."));
  app.onError((_, context) => context.json({ code: 300_000, msg: "internal error" }, 500));
  return app;
}

/** Every address of this machine: whichever way leads to an app, events come from one of them. */
function listAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
}

function singleHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
