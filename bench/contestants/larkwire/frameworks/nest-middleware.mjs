// @ts-check
import { webhook } from "larkwire/nest";
import { createNest, serverOf } from "../../nest.mjs";

/** @param {import("larkwire/nest").Receivers} receivers */
export async function serve(receivers) {
  const app = await createNest([]);
  app.use(webhook(receivers));
  return serverOf(app);
}
