import { IconClose } from "@douyinfe/semi-icons";
import type { ClientCodeView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { explainClientCode } from "../ui/i18n/explain-client-code.ts";
import { useMessages } from "../ui/i18n/language.tsx";

/** What stands behind the client's error, below what it is about. The real client shows the code only, and of a preview nothing. */
export function ClientError(props: {
  readonly clientCode: ClientCodeView;
  readonly title?: string;
  /** What takes it away; without it, it stays. */
  readonly dismiss?: () => void;
}): ReactElement {
  const { clientCode, title, dismiss } = props;
  const { chat, clientCodes } = useMessages();
  const { cause, mend } = explainClientCode(clientCode, clientCodes);
  return (
    <div className="client-error" data-testid="client-error">
      <strong>{clientCode.code}</strong>
      <dl>
        {title === undefined ? null : <dd className="client-error-title">{title}</dd>}
        <dt>{chat.cause}</dt>
        <dd>{cause}</dd>
        <dt>{chat.mend}</dt>
        <dd>{mend}</dd>
      </dl>
      {dismiss === undefined ? null : (
        <button type="button" className="icon-button" aria-label={chat.close} onClick={dismiss}>
          <IconClose size="small" />
        </button>
      )}
    </div>
  );
}
