const emoji: ReadonlyMap<string, string> = new Map([
  ["OK", "👌"],
  ["THUMBSUP", "👍"],
  ["THANKS", "🙏"],
  ["MUSCLE", "💪"],
  ["APPLAUSE", "👏"],
  ["FISTBUMP", "👊"],
  ["DONE", "✅"],
  ["CheckMark", "✅"],
  ["CrossMark", "❌"],
  ["SMILE", "😊"],
  ["LAUGH", "😄"],
  ["LOL", "😂"],
  ["LOVE", "😍"],
  ["WINK", "😉"],
  ["PROUD", "😏"],
  ["CRY", "😢"],
  ["SOB", "😭"],
  ["ANGRY", "😠"],
  ["THINKING", "🤔"],
  ["HEART", "❤️"],
  ["ROSE", "🌹"],
  ["PARTY", "🥳"],
  ["Fire", "🔥"],
  ["Pin", "📌"],
  ["Alarm", "⏰"],
]);

/** The common ones of Feishu's emoji, drawn with the nearest character; the rest stay as they are written. */
export function toEmoji(key: string): string | undefined {
  return emoji.get(key);
}
