import type { ClickedAction, LinkView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { CardView } from "../card/card-view.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { useMessages } from "../ui/i18n/language.tsx";
import { ClientError } from "./client-error.tsx";

/** Below a text: the cards that its links have, and why others have none. */
export function LinkPreviews(props: {
  readonly links: readonly LinkView[];
  readonly people: ReadonlyMap<string, string>;
  onAction(action: ClickedAction, previewToken: string): Promise<void>;
}): ReactElement {
  const { links, people, onAction } = props;
  const { chat, card } = useMessages();
  return (
    <>
      {links.map(({ url, preview }) =>
        preview === undefined ? null : (
          <div key={url} className="link-preview" data-testid="link-preview" data-waiting={preview.waiting}>
            {preview.card === undefined ? null : (
              <ErrorBoundary fallback={<p className="bubble bubble--other">{card.broken}</p>}>
                <CardView
                  content={preview.card}
                  revision={preview.revision}
                  people={people}
                  onAction={(action) => onAction(action, preview.preview_token)}
                />
              </ErrorBoundary>
            )}
            {preview.clientCode === undefined ? null : (
              <ClientError clientCode={preview.clientCode} title={chat.noPreview(url, preview.inline !== undefined)} />
            )}
          </div>
        ),
      )}
    </>
  );
}
