import type { ClickChoice } from "../click-choice.ts";
import type { ToastView } from "../console-api/contract.ts";
import type { Choice } from "../world/choice-target.ts";
import type { Exchange } from "./exchange.ts";
import type { PlatformApp } from "./simulated-app.ts";

/** What a person sees after a click. */
export interface ClickResult {
  readonly toast: ToastView | undefined;
  /** The card as this person sees it now. */
  readonly card: object | undefined;
  /** The code that is shown in place of an answer, see `exchange.clientCode` for its cause and what mends it. */
  readonly clientCode: number | undefined;
  readonly latencyMs: number;
  readonly exchange: Exchange;
}

/** What becomes of a pasted link. */
export interface PreviewResult {
  /** What stands in place of the link. */
  readonly inline: object | undefined;
  readonly card: object | undefined;
  readonly clientCode: number | undefined;
  readonly latencyMs: number;
  readonly exchange: Exchange;
}

/** Where a card is that somebody clicks on. */
export interface ClickedPlace {
  readonly message_id: string;
  /** The card is of this preview in the message: `links[].preview.preview_token` of a message. */
  readonly preview_token?: string | undefined;
}

/** A person. */
export interface SimulatedUser {
  readonly openId: string;
  readonly unionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Clicks on a card and waits for what comes of it. @throws SimulatorError when there is no such message or button */
  click(target: ClickedPlace & ClickChoice): Promise<ClickResult>;
  /**
   * Fills in a form of a card, submits it, and waits for what comes of it.
   *
   * @param formValue - what the person puts in, by component name; the rest keeps its initial value
   * @throws SimulatorError BUTTON_NOT_FOUND when there is no form, or several and no `button` is given
   */
  submit(
    target: ClickedPlace & { readonly button?: string | undefined },
    formValue?: Readonly<Record<string, unknown>>,
  ): Promise<ClickResult>;
  /**
   * Picks an option, types into an input or ticks a checker outside a form, and waits for what comes of it.
   *
   * @param target - `component` is its `name`, `element_id` or placeholder
   * @param choice - an option, by value or by text; the text of an input; whether a checker is checked
   * @throws SimulatorError COMPONENT_NOT_FOUND, OPTION_NOT_FOUND
   */
  choose(target: ClickedPlace & { readonly component: string }, choice: Choice): Promise<ClickResult>;
  /** Posts a link that the app has registered, and waits for its preview. @throws SimulatorError LINK_NOT_REGISTERED where no rule of the app fits */
  pasteLink(chat: { readonly chatId: string }, app: { readonly appId: string }, url: string): Promise<PreviewResult>;
  /**
   * Posts a text, in which `@Ada` mentions who has that name in the chat and `@all` everybody: `im.message.receive_v1` to the bots of the chat, and `url.preview.get` for each link in it to the app whose it
   * is, up to 10. Like all that a person or a chat does, it resolves when those
   * who are told of it have answered or failed to, once; see {@link PlatformApp.trigger} for what follows. An app is told
   * where it is installed and has subscribed to the event, see {@link PlatformApp.configure}.
   */
  send(chat: { readonly chatId: string }, text: string): Promise<void>;
  /**
   * Takes back a message of one's own within a day, or any in a group of one's own: `im.message.recalled_v1` to the bots of the chat.
   *
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  recall(message: { readonly message_id: string }): Promise<void>;
  /**
   * Opens a chat: `im.chat.access_event.bot_p2p_chat_entered_v1` to the bot where it is a chat with one.
   *
   * @throws SimulatorError UNKNOWN_CHAT where the person is not in it
   */
  open(chat: { readonly chatId: string }): Promise<void>;
  /**
   * Reads a message: `im.message.message_read_v1` to its bot where it is a chat with one, the first time.
   *
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  read(message: { readonly message_id: string }): Promise<void>;
  /**
   * Puts an emoji under a message, once: `im.message.reaction.created_v1` to the bots of the chat.
   *
   * @param emojiType - as the platform names it: `THUMBSUP`
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  react(message: { readonly message_id: string }, emojiType: string): Promise<void>;
  /** Takes that emoji away: `im.message.reaction.deleted_v1` to the bots of the chat. @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED */
  unreact(message: { readonly message_id: string }, emojiType: string): Promise<void>;
  /**
   * Chooses an item of a bot's menu that pushes an event: `application.bot.menu_v6`.
   *
   * @param eventKey - which item, as the developer console has it
   * @throws SimulatorError UNKNOWN_APP, NOT_PERMITTED where the app is not in the person's tenant
   */
  chooseFromMenu(app: { readonly appId: string }, eventKey: string): Promise<void>;
}
