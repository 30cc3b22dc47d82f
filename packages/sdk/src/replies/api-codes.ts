import type { ClientCode } from "./client-codes.ts";

/** What an API of the platform means by a code, and what mends it. */
export type ApiCode = ClientCode;

const code = (cause: string, mend: string): ApiCode => ({ cause, mend });

const retry = "Try again; give the log id to the platform's support if it stays.";
const slower = "Wait as long as x-ogw-ratelimit-reset says, then send fewer requests.";
const checkCard = "Run checkCard of larkwire/cards on the card: it names the place and what mends it.";
const newTenantToken = "Get a new tenant_access_token; a larkwire Client does so by itself.";
const otherApp = "Use the app that sent the card.";
const reopenStreaming = "Switch streaming on again through the card's settings, then go on.";

/** Updating a card after a click. */
const delayedUpdate = {
  10002: code("A parameter is invalid; in a delayed update it is `card`.", checkCard),
  11311: code("The card has a wrong format.", checkCard),
  100000: code("The card has more than 100 KB after the platform has expanded it.", "Send less, or use a template."),
  100030: code("The body is not valid JSON.", "Send JSON, with content-type application/json."),
  200000: code("The message of the card was recalled.", "Stop updating it; send a new card."),
  200310: code("The card belongs to another app.", otherApp),
  200320: code("`open_ids` is wrong.", "Give the open_ids of people who see the card, as this app knows them."),
  300020: code("The update token has a wrong format.", "Hand on `event.token` of the click, `c-...`, unchanged."),
  300030: code("The update token has expired.", "Update within 30 minutes of the click, or patch the message."),
  300040: code("The update token was used twice already.", "Patch the message instead; a new click gives a new token."),
  300090: code(
    "A private card is updated without `open_ids`.",
    "Name whose copy to update, or set update_multi to true.",
  ),
} as const;

/** Card entities and streaming. */
const cardKit = {
  200220: code("The content of the card could not be generated.", checkCard),
  200510: code("Streaming was closed by its timeout.", reopenStreaming),
  200850: code("Streaming was closed by its timeout.", reopenStreaming),
  200740: code("The card entity does not exist.", "Create it, and use the card_id that comes back."),
  200750: code("The card entity has expired.", "Entities live 14 days: create a new one."),
  200770: code("The uuid was used for another operation.", "Use a new uuid for each operation."),
  200810: code("Somebody is using the card, so that it cannot be updated.", "Answer the click first, then try again."),
  200860: code("The card has more than 30 KB.", "Send less, or use a template."),
  300120: code("The platform had an internal error.", retry),
  300121: code("An element could not be replaced.", checkCard),
  300122: code("The settings could not be updated.", "Send settings as a JSON string with config or card_link."),
  300301: code("Two elements have the same element_id.", "Give each element an element_id of its own."),
  300302: code(
    "`update_multi` is false.",
    "Set config.update_multi to true, or leave it out: JSON 2.0 allows nothing else.",
  ),
  300303: code("The card is not of JSON 2.0.", 'Give the card "schema": "2.0".'),
  300305: code("The card has more than 200 components.", "Use fewer components."),
  300307: code("The card is empty.", "Give the card at least one element."),
  300309: code("Streaming is off.", reopenStreaming),
  300310: code("Only text can be streamed.", "Stream into a plain_text or markdown element."),
  300311: code("The card belongs to another app.", otherApp),
  300312: code("The tag of an element cannot change.", "Replace the element instead of updating a part of it."),
  300313: code("An element could not be updated.", "Check that the element_id exists and what is sent for it."),
  300314: code("An element could not be deleted.", "Check that the element_id exists."),
  300315: code("An element could not be added.", "Check target_element_id and the elements."),
  300317: code("`sequence` does not increase.", "Count up with every operation on a card, across processes."),
} as const;

/** What every API may answer. */
const general = {
  10003: code(
    "A parameter is invalid; at token APIs app_id or app_secret.",
    "Compare the parameters with the API's page.",
  ),
  10005: code("The app or tenant is wrong.", "Check app_id and tenant_key."),
  10012: code("The app token could not be had; often the app_ticket is invalid.", "Ask for the app_ticket again."),
  10013: code("The tenant token could not be had.", "Check that the tenant has installed the app, and its tenant_key."),
  10014: code("The app is unavailable.", "Check in the developer console whether it is disabled."),
  10015: code("The App Secret is wrong.", "Copy the App Secret from Credentials & Basic Info."),
  10016: code("The app_ticket could not be sent again.", "Only store apps have one; set appType to what the app is."),
  11232: code("Too many messages were sent.", slower),
  20014: code("The app_access_token is not accepted.", "Get a new one."),
  99991400: code("Too many requests.", slower),
  99991401: code("This address is not in the app's IP whitelist.", "Add it under Security Settings."),
  99991403: code("The monthly quota of API calls is used up.", "Wait for the next month, or raise the plan."),
  99991543: code("app_id or app_secret does not exist.", "Copy both from Credentials & Basic Info."),
  99991661: code("The request carries no token.", "Send `Authorization: Bearer <token>`."),
  99991662: code("The app is not in use.", "Publish a version, and enable the app in the tenant."),
  99991663: code("The tenant_access_token is invalid or expired, or the API takes another kind.", newTenantToken),
  99991664: code("The app_access_token is invalid.", "Get a new one."),
  99991665: code("The tenant is invalid.", "Check the tenant_key."),
  99991668: code("The user_access_token is invalid.", "Refresh it, or let the user sign in again."),
  99991669: code("The refresh token is invalid.", "Let the user sign in again."),
  99991671: code("The token has a wrong form.", "Tokens begin with t- or u-; send it unchanged."),
  99991672: code("The app lacks a scope.", "Add the scope that the message names, and publish a version."),
  99991673: code("The app is not available in the tenant.", "Let the tenant's administrator install or enable it."),
  99991677: code("The user's token has expired.", "Refresh it."),
  99991679: code("The user has not allowed the scope.", "Ask the user to authorise the scope."),
  99992351: code("The open_id does not exist.", "open_ids differ from app to app: use one that this app got."),
} as const;

/** Messages. */
const messages = {
  18051: code("The ephemeral card is deleted already.", "Nothing is left to do."),
  230001: code("A parameter is invalid.", "Read what follows `ext=` in the message."),
  230002: code("The bot is not in the group.", "Add the bot to the group."),
  230006: code("The app has no bot.", "Enable the bot ability and publish a version."),
  230011: code("The message was recalled.", "Send a new one."),
  230013: code("The user is outside the bot's availability, or has left.", "Widen the app's availability."),
  230015: code("A p2p chat cannot be shared.", "Share a group."),
  230017: code("The bot does not own the resource.", "Upload it with this app."),
  230018: code("The group's settings forbid it.", "Ask the group's owner to allow the bot to speak."),
  230019: code("The topic does not exist.", "Start a new one."),
  230020: code("This operation is limited.", "Slow down: 5 per second for one message, one person or one group."),
  230022: code("The content is sensitive.", "Change the text."),
  230025: code("The content is too long.", "Texts may have 150 KB, cards and posts 30 KB."),
  230027: code("A permission is missing.", "Add the scope that the API's page names, and publish a version."),
  230028: code("The content was stopped by data loss prevention.", "Ask the tenant's administrator."),
  230029: code("The user has left.", "Stop sending to this person."),
  230031: code("The message is older than 14 days.", "Send a new one."),
  230034: code("The receive_id is invalid.", "Compare it with receive_id_type; the chat or person must exist."),
  230035: code("Sending is not allowed.", "Check the group's settings and whether the bot may speak in it."),
  230036: code("The tenant's encryption key was deleted.", "Ask the tenant's administrator."),
  230038: code("A bot cannot write to a person of another tenant.", "Write to a group that both are in."),
  230049: code("The message is still being sent.", "Wait a moment, then try again."),
  230050: code("The message is invisible to who acts.", "Reply to a message that the bot can see."),
  230053: code("The user has blocked the bot.", "Stop sending to this person."),
  230054: code("This kind of message is not supported here.", "Send another msg_type."),
  230055: code("The uploaded file has another type.", "Upload it with the file_type that the msg_type needs."),
  230071: code("The group does not support replies in threads.", "Leave reply_in_thread out."),
  230072: code(
    "Merged messages cannot be answered in a thread; or the message was edited 20 times.",
    "Send a new message.",
  ),
  230075: code("The chat is encrypted.", "Write to another chat."),
  230099: code("The content of the card failed.", "Look the sub-code after `ErrCode:` up; ErrPath says where."),
  230110: code("The message was deleted.", "Send a new one."),
  230111: code("The message will destroy itself, so that it cannot be answered.", "Send a new message."),
  232009: code("The group was dissolved.", "Stop sending to it."),
} as const;

/** What may stand behind `ErrCode:` in 230099. */
const cardContent = {
  11310: code(
    "The template is not visible to the app, the card has more than 200 elements or 5 tables, or somebody is using it.",
    "Read ErrMsg: share the template with the app, use fewer elements or tables, or answer the click first.",
  ),
  100290: code("A person in `at` or `person` does not exist.", "Use ids that this app got."),
  200380: code("The template does not exist or is not published.", "Publish it, and copy its id."),
  200381: code("The template is not visible to the app.", "Add the app to the template in the card builder."),
  200550: code("The specification of a chart is invalid.", "Compare chart_spec with VChart's documentation."),
  200570: code("An image key is invalid.", "Upload the image with this app, as image_type message."),
  200621: code("The card cannot be parsed.", checkCard),
  200732: code("A template variable has a wrong type.", "Compare template_variable with the template."),
  200737: code("A template variable has a wrong format.", "Compare template_variable with the template."),
  200861: code("A tag does not exist in JSON 2.0, such as action or note.", "Convert the card with convertCard()."),
  200914: code("The rows of a table are invalid.", "Give each cell what the data_type of its column says."),
  200915: code("A row of a table names a column that is not declared.", "Declare each name in columns."),
  300220: code("A card with audio must not be forwarded.", "Set config.enable_forward to false."),
  300230: code("Two audios have the same audio_id.", "Give each audio an audio_id of its own."),
  300240: code("The key of an audio belongs to another app.", "Upload the file with this app."),
} as const;

/**
 * The codes that the platform's APIs answer with: delayed updates, card entities, tokens, messages, and the sub-codes of 230099.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN
 * @example
 * ```ts
 * try {
 *   await client.request({ method: "POST", path: "/open-apis/im/v1/messages" });
 * } catch (error) {
 *   if (LarkwireError.is(error)) console.log(apiCodes[error.platform?.code ?? 0]?.mend);
 * }
 * ```
 */
export const apiCodes: Readonly<Record<number, ApiCode>> = {
  ...general,
  ...messages,
  ...delayedUpdate,
  ...cardKit,
  ...cardContent,
};
