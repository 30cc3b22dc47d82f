import "reflect-metadata";
import { All, Controller, type MiddlewareConsumer, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { type NodeRequest, type NodeResponse, webhook } from "larkwire/nest";
import { type Host, type Running, toRunning } from "../host.ts";

async function listen(app: Awaited<ReturnType<typeof NestFactory.create>>): Promise<Running> {
  await app.listen(0, "127.0.0.1");
  return toRunning(app.getHttpServer());
}

class EmptyModule {}

const asMiddleware: Host = {
  name: "NestJS, as a middleware",
  start: async (receivers, options) => {
    const app = await NestFactory.create(EmptyModule, { logger: false });
    app.use(webhook(receivers, options));
    return listen(app);
  },
  startParsed: async (receivers, keepBytes) => {
    class ParsedModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer.apply(webhook(receivers)).forRoutes("*path");
      }
    }
    return listen(await NestFactory.create(ParsedModule, { rawBody: keepBytes, logger: false }));
  },
  advice: /rawBody: true/,
  streams: true,
  livesOn: true,
};

const asController: Host = {
  name: "NestJS, as a controller",
  start: async (receivers, options) => {
    const handle = webhook(receivers, options);
    class WebhookController {
      handle(request: NodeRequest, response: NodeResponse): void {
        handle(request, response);
      }
    }
    // What the decorators in an application's source do.
    const method = Object.getOwnPropertyDescriptor(WebhookController.prototype, "handle");
    Req()(WebhookController.prototype, "handle", 0);
    Res()(WebhookController.prototype, "handle", 1);
    All("*path")(WebhookController.prototype, "handle", method as PropertyDescriptor);
    Controller()(WebhookController);
    class WebhookModule {}
    Reflect.defineMetadata("controllers", [WebhookController], WebhookModule);
    const app = await NestFactory.create(WebhookModule, { bodyParser: false, logger: false });
    return listen(app);
  },
  streams: true,
  livesOn: true,
};

export const nestHosts: readonly Host[] = [asMiddleware, asController];
