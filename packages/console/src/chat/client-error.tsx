import { IconClose } from "@douyinfe/semi-icons";
import type { ClientCodeView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { useMessages } from "../ui/i18n/language.tsx";

/** What stands behind the client's error, below the card that was clicked. The real client shows the code only. */
export function ClientError({
  clientCode,
  dismiss,
}: {
  readonly clientCode: ClientCodeView;
  dismiss(): void;
}): ReactElement {
  const { chat } = useMessages();
  return (
    <div className="client-error" data-testid="client-error">
      <strong>{clientCode.code}</strong>
      <dl>
        <dt>{chat.cause}</dt>
        <dd>{clientCode.cause}</dd>
        <dt>{chat.mend}</dt>
        <dd>{clientCode.mend}</dd>
      </dl>
      <button type="button" className="icon-button" aria-label={chat.close} onClick={dismiss}>
        <IconClose size="small" />
      </button>
    </div>
  );
}
