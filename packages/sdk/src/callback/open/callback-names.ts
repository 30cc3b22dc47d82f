/** The names that are answered with data, as against events, which are only acknowledged. */
const callbackNames: ReadonlySet<string> = new Set(["card.action.trigger", "url.preview.get", "profile.view.get"]);

/** Tells callbacks from events. */
export function isCallbackName(name: string): boolean {
  return callbackNames.has(name);
}
