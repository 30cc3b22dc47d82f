import { expectTypeOf } from "vitest";
import { EventDispatcher } from "../entry/event-dispatcher.ts";
import type { CardReplacement } from "../replies/card-replacement.ts";
import { toast } from "../replies/toast.ts";
import type { TenantPort } from "./dispatch/context.ts";

interface Api extends TenantPort {
  greet(): string;
}
declare const client: { inTenant(tenantKey: string | undefined): Api };

new EventDispatcher({ client })
  .onCardAction((event, ctx) => {
    expectTypeOf(event.operator.open_id).toBeString();
    expectTypeOf(event.action.value).toBeUnknown();
    expectTypeOf(ctx.client).toEqualTypeOf<Api>();
    expectTypeOf(ctx.updateCard).parameter(0).toEqualTypeOf<CardReplacement>();
  })
  .on("im.message.receive_v1", async (event) => {
    expectTypeOf(event.message.content).toBeString();
  })
  .on("some.unknown.event_v9", (event) => {
    expectTypeOf(event).toBeUnknown();
  });

// A schema decides the type of the value.
const numbers = { "~standard": { validate: (value: unknown) => ({ value: Number(value) }) } };
new EventDispatcher().onCardAction({ value: numbers, form: numbers }, (event) => {
  expectTypeOf(event.action.value).toBeNumber();
  expectTypeOf(event.action.form_value).toBeNumber();
});

new EventDispatcher().onCardAction((_event, ctx) => {
  // Without a client there is nothing to update a card with.
  expectTypeOf(ctx.updateCard).toBeString();
});

// @ts-expect-error a card's data is an object, not a string
new EventDispatcher().onCardAction(() => ({ card: { type: "raw", data: "{}" } }));
// @ts-expect-error there is no such kind of toast
new EventDispatcher().onCardAction(() => ({ toast: { type: "fatal", content: "x" } }));
// @ts-expect-error a preview needs its inline form
new EventDispatcher().onUrlPreview(() => ({ card: { type: "raw", data: {} } }));
// @ts-expect-error an unknown language
toast.info("Hi", { xx_xx: "?" });
