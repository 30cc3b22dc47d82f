import { customResponse, EventDispatcher, toast } from "../entry/index.ts";

const dispatcher = new EventDispatcher();
const template = { template_id: "AAqk" };

// What the platform takes compiles.
dispatcher
  .onCardAction({ name: "nothing" }, () => undefined)
  .onCardAction({ name: "empty" }, () => ({}))
  .onCardAction({ name: "toast" }, () => ({ toast: { content: "Hi", i18n: { ms_my: "Hai" } } }))
  .onCardAction({ name: "template" }, () => ({
    card: { type: "template", data: { ...template, template_variable: { n: 1 } } },
  }))
  .onCardAction({ name: "custom" }, () => customResponse({ status: 503, headers: { "retry-after": "1" } }))
  .onCardAction({ name: "late" }, () => ({}), { autoAnswer: { afterMs: 100, reply: { toast: toast.info("Wait") } } })
  .onUrlPreview(
    () => ({ inline: { i18n_title: { hi_in: "नमस्ते" }, image_key: "img_1", url: { pc: "https://a.example" } } }),
    {
      autoAnswer: { reply: { inline: { title: "…" } } },
    },
  );

// What it would refuse does not.
// @ts-expect-error a toast is an object
dispatcher.onCardAction(() => ({ toast: "Hi" }));
// @ts-expect-error a number is no text
dispatcher.onCardAction(() => ({ toast: { content: 1 } }));
// @ts-expect-error no such kind
dispatcher.onCardAction(() => ({ toast: { type: "success!" } }));
// @ts-expect-error kinds are in small letters
dispatcher.onCardAction(() => ({ toast: { type: "INFO" } }));
// @ts-expect-error no such language
dispatcher.onCardAction(() => ({ toast: { i18n: { "zh-CN": "x" } } }));
// @ts-expect-error a language of previews alone
dispatcher.onCardAction(() => ({ toast: { i18n: { hi_in: "x" } } }));
// @ts-expect-error a text for each language
dispatcher.onCardAction(() => ({ toast: { i18n: { en_us: 1 } } }));
// @ts-expect-error the languages are a map
dispatcher.onCardAction(() => ({ toast: { i18n: ["x"] } }));
// @ts-expect-error a bare card
dispatcher.onCardAction(() => ({ card: { elements: [] } }));
// @ts-expect-error a card as text
dispatcher.onCardAction(() => ({ card: "{}" }));
// @ts-expect-error data as text
dispatcher.onCardAction(() => ({ card: { type: "raw", data: "{}" } }));
// @ts-expect-error data is missing
dispatcher.onCardAction(() => ({ card: { type: "raw" } }));
// @ts-expect-error data is null
dispatcher.onCardAction(() => ({ card: { type: "raw", data: null } }));
// @ts-expect-error no such type
dispatcher.onCardAction(() => ({ card: { type: "json", data: {} } }));
// @ts-expect-error an entity cannot be a reply
dispatcher.onCardAction(() => ({ card: { type: "card", data: { card_id: "1" } } }));
// @ts-expect-error a template needs its id
dispatcher.onCardAction(() => ({ card: { type: "template", data: {} } }));
// @ts-expect-error an id is a text
dispatcher.onCardAction(() => ({ card: { type: "template", data: { template_id: 1 } } }));
// @ts-expect-error variables are a map
dispatcher.onCardAction(() => ({ card: { type: "template", data: { template_id: "A", template_variable: "{}" } } }));
// @ts-expect-error a version is a text
dispatcher.onCardAction(() => ({ card: { type: "template", data: { template_id: "A", template_version_name: 1 } } }));
// @ts-expect-error a reply is an object
dispatcher.onCardAction(() => "ok");
// @ts-expect-error a reply is no list
dispatcher.onCardAction(() => [{ toast: { content: "x" } }]);
// @ts-expect-error a reply is no number
dispatcher.onCardAction(async () => 200);
// @ts-expect-error a preview needs inline
dispatcher.onUrlPreview(() => ({ card: { type: "raw", data: {} } }));
// @ts-expect-error inline is an object
dispatcher.onUrlPreview(() => ({ inline: "x" }));
// @ts-expect-error a title is a text
dispatcher.onUrlPreview(() => ({ inline: { title: 1 } }));
// @ts-expect-error a language of toasts alone
dispatcher.onUrlPreview(() => ({ inline: { i18n_title: { ms_my: "x" } } }));
// @ts-expect-error a url for each client
dispatcher.onUrlPreview(() => ({ inline: { title: "x", url: "https://a.example" } }));
// @ts-expect-error no such client
dispatcher.onUrlPreview(() => ({ inline: { title: "x", url: { mac: "x" } } }));
// @ts-expect-error a url is a text
dispatcher.onUrlPreview(() => ({ inline: { title: "x", url: { pc: new URL("https://a.example") } } }));
// @ts-expect-error an image key is a text
dispatcher.onUrlPreview(() => ({ inline: { title: "x", image_key: 1 } }));
// @ts-expect-error previews have no toast alone
dispatcher.onUrlPreview(() => ({ toast: { content: "x" } }));
// @ts-expect-error the automatic answer to a click is its reply
dispatcher.onCardAction(() => ({}), { autoAnswer: { reply: { inline: { title: "x" } } } });
// @ts-expect-error the automatic answer to a preview is its reply
dispatcher.onUrlPreview(() => ({ inline: {} }), { autoAnswer: { reply: { toast: { content: "x" } } } });
// @ts-expect-error a time is a number
dispatcher.onCardAction(() => ({}), { autoAnswer: { afterMs: "500" } });
// @ts-expect-error true is no automatic answer
dispatcher.onCardAction(() => ({}), { autoAnswer: true });
// @ts-expect-error a status is a number
customResponse({ status: "200" });
// @ts-expect-error a header is a text
customResponse({ headers: { "retry-after": 5 } });
// @ts-expect-error a toast needs its text
toast.info();
// @ts-expect-error no such kind of toast
toast.fatal("x");
// @ts-expect-error no such preference
new EventDispatcher({ prefer: "both" });
// @ts-expect-error checkCard is a function
new EventDispatcher({ checkCard: true });
