const { EventDispatcher, toast } = require("larkwire");

const dispatcher = new EventDispatcher().onCardAction((event) => ({
  toast: toast.success(`Approved: ${Object.values(event.action.form_value ?? {})}`),
}));

const card = {
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "form",
        name: "leave",
        elements: [
          { tag: "input", name: "reason" },
          { tag: "button", name: "send", text: { tag: "plain_text", content: "Send" }, form_action_type: "submit" },
        ],
      },
    ],
  },
};

module.exports = { card, dispatcher };
