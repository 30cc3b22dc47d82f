import { EventDispatcher, toast } from "larkwire";
import * as cards from "larkwire/cards";

export const dispatcher = new EventDispatcher().onCardAction((event) => ({
  toast: toast.success(`Approved: ${Object.values(event.action.form_value ?? {})}`),
}));

export const card = cards.card({
  elements: [
    cards.form({
      name: "leave",
      elements: [
        cards.input({ name: "reason" }),
        cards.button({ name: "send", text: "Send", form_action_type: "submit" }),
      ],
    }),
  ],
});
