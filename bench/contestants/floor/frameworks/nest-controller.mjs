// @ts-check
import { Controller, Header, HttpCode, Post, Req, UnauthorizedException } from "@nestjs/common";
import { path } from "../../../fixtures/app.mjs";
import { createNest, decorateHandle, serverOf } from "../../nest.mjs";
import { json } from "../webhook.mjs";

/** @param {import("../pipeline.mjs").AnswerWebhook} answer */
export async function serve(answer) {
  class WebhookController {
    /** @param {any} request */
    async handle(request) {
      try {
        return await answer((name) => request.headers[name], request.rawBody);
      } catch {
        throw new UnauthorizedException();
      }
    }
  }
  Req()(WebhookController.prototype, "handle", 0);
  decorateHandle(WebhookController, [Post(path), HttpCode(200), Header("content-type", json)]);
  Controller()(WebhookController);
  return serverOf(await createNest([WebhookController]));
}
