import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** Rich text; links by platform become links to one page. */
export function convertMarkdown({ href, ...rest }: Json, at: Source): readonly Json[] {
  if (!isJson(href)) return [rest];
  at.member("href").note(
    "Links by platform are no longer a part of markdown",
    'They lead to one page now; write <link url="…" pc_url="…" ios_url="…" android_url="…">text</link> for several.',
  );
  return [{ ...rest, ...(typeof rest.content === "string" && { content: withAddresses(rest.content, href) }) }];
}

/** Puts the address in the place of its name: `[text]($name)`. */
function withAddresses(content: string, href: Json): string {
  return content.replace(/\]\(\$(\w+)\)/g, (link, name: string) => {
    const address = Object.hasOwn(href, name) ? addressOf(href[name]) : undefined;
    return address === undefined ? link : `](${address})`;
  });
}

function addressOf(urls: unknown): string | undefined {
  if (!isJson(urls)) return undefined;
  const found = [urls.url, urls.pc_url, urls.ios_url, urls.android_url].find((url) => typeof url === "string");
  return typeof found === "string" ? found : undefined;
}
