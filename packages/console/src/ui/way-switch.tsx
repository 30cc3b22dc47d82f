import { IconEdit } from "@douyinfe/semi-icons";
import Button from "@douyinfe/semi-ui-19/lib/es/button";
import Input from "@douyinfe/semi-ui-19/lib/es/input";
import Popover from "@douyinfe/semi-ui-19/lib/es/popover";
import type { AppView, CallbackSubscription, WayIn } from "@larkwire/simulator/contract";
import { type FormEvent, type ReactElement, useId, useRef, useState } from "react";
import { useMessages } from "./i18n/language.tsx";
import { usePopoverPanel } from "./use-popover-panel.ts";

/** How callbacks reach the app. The change is the platform's to make: until it agrees, the old way stays shown. */
export function WaySwitch(props: {
  readonly app: AppView;
  change(subscription: CallbackSubscription): Promise<void>;
  refused(reason: string | undefined): void;
}): ReactElement {
  const { app, change, refused } = props;
  const { topBar } = useMessages();
  const group = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  const [doubtful, setDoubtful] = useState(false);
  const [underway, setUnderway] = useState<WayIn>();
  const { mode, requestUrl } = app.callbacks;

  async function choose(subscription: CallbackSubscription): Promise<void> {
    setUnderway(subscription.mode);
    refused(undefined);
    try {
      await change(subscription);
      setAsking(false);
    } catch (error) {
      refused(error instanceof Error ? error.message : String(error));
      // The URL that is kept may be the mistake: it is shown, to be changed.
      setDoubtful(subscription.mode === "webhook");
    }
    setUnderway(undefined);
  }

  function pick(way: WayIn): void {
    if (way === "webhook" && requestUrl === undefined) setAsking(true);
    else void choose({ mode: way, requestUrl });
  }

  const option = (way: WayIn, label: string): ReactElement => (
    <label className="segment" data-busy={underway === way}>
      <input
        type="radio"
        name={group}
        aria-label={label}
        checked={mode === way}
        disabled={underway !== undefined}
        onChange={() => pick(way)}
      />
      <span>{label}</span>
    </label>
  );

  return (
    <div className="way-switch">
      <fieldset className="segments" aria-label={topBar.wayIn}>
        {option("long-connection", topBar.longConnection)}
        {option("webhook", topBar.webhook)}
      </fieldset>
      <Popover
        visible={asking}
        trigger="custom"
        position="bottomRight"
        onClickOutSide={() => setAsking(false)}
        onEscKeyDown={() => {
          setAsking(false);
          button.current?.focus();
        }}
        content={
          <RequestUrlForm
            requestUrl={requestUrl ?? ""}
            busy={underway !== undefined}
            save={(url) => void choose({ mode: "webhook", requestUrl: url })}
          />
        }
      >
        <button
          ref={button}
          type="button"
          className="request-url"
          hidden={mode !== "webhook" && !asking && !doubtful}
          aria-label={topBar.editRequestUrl}
          title={requestUrl}
          onClick={() => setAsking(!asking)}
        >
          <span>{requestUrl?.replace(/^https?:\/\//, "") ?? topBar.requestUrl}</span>
          <IconEdit size="small" />
        </button>
      </Popover>
    </div>
  );
}

function RequestUrlForm(props: {
  readonly requestUrl: string;
  readonly busy: boolean;
  save(url: string): void;
}): ReactElement {
  const { topBar } = useMessages();
  const id = useId();
  const panel = usePopoverPanel<HTMLFormElement>(topBar.requestUrl);
  const [url, setUrl] = useState(props.requestUrl);

  function submit(event: FormEvent): void {
    event.preventDefault();
    props.save(url.trim());
  }

  return (
    <form className="request-url-form" ref={panel} tabIndex={-1} onSubmit={submit}>
      <label htmlFor={id}>{topBar.requestUrl}</label>
      <Input
        id={id}
        aria-label={topBar.requestUrl}
        value={url}
        placeholder="http://127.0.0.1:7777/webhook/event"
        onChange={setUrl}
        autoFocus
      />
      <p className="quiet">{topBar.requestUrlHint}</p>
      <Button htmlType="submit" theme="solid" loading={props.busy} disabled={url.trim() === ""}>
        {topBar.save}
      </Button>
    </form>
  );
}
