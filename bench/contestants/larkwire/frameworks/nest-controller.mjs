// @ts-check
import { Controller, Post, Req, Res } from "@nestjs/common";
import { webhook } from "larkwire/nest";
import { path } from "../../../fixtures/app.mjs";
import { createNest, decorateHandle, serverOf } from "../../nest.mjs";

/** @param {import("larkwire/nest").Receivers} receivers */
export async function serve(receivers) {
  const handle = webhook(receivers);
  class WebhookController {
    /** @param {import("larkwire/nest").NodeRequest} request @param {import("larkwire/nest").NodeResponse} response */
    handle(request, response) {
      handle(request, response);
    }
  }
  Req()(WebhookController.prototype, "handle", 0);
  Res()(WebhookController.prototype, "handle", 1);
  decorateHandle(WebhookController, [Post(path)]);
  Controller()(WebhookController);
  return serverOf(await createNest([WebhookController]));
}
