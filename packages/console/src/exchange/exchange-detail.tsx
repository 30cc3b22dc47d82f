import { IconAlertTriangle, IconClock, IconRefresh } from "@douyinfe/semi-icons";
import Tabs from "@douyinfe/semi-ui-19/lib/es/tabs";
import TabPane from "@douyinfe/semi-ui-19/lib/es/tabs/TabPane";
import type { ExchangeView } from "@larkwire/simulator/contract";
import type { ReactElement, ReactNode } from "react";
import { fieldIn, objectIn } from "../api/json.ts";
import { toInlinePreview } from "../card/inline-preview.ts";
import { explainClientCode } from "../ui/i18n/explain-client-code.ts";
import { useMessages } from "../ui/i18n/language.tsx";
import { JsonTree } from "./json-tree.tsx";
import { LatencyBar } from "./latency-bar.tsx";
import { formatDuration, outcomeOf } from "./outcome.ts";
import { Pane } from "./pane.tsx";
import { HeaderList, RawView } from "./wire-views.tsx";
import "./detail.css";

/** One exchange in full. */
export function ExchangeDetail({ exchange }: { readonly exchange: ExchangeView }): ReactElement {
  const messages = useMessages();
  const { request, answer } = exchange;
  const texts = messages.exchange;
  const json = (value: unknown) => (): string => JSON.stringify(value, null, 2) ?? "";
  return (
    <div className="detail" data-testid="exchange-detail" data-exchange-id={exchange.id}>
      <div className="detail-summary">
        <div className="detail-headline">
          <h3>{exchange.name}</h3>
          <span className="way-tag">
            {exchange.way === "webhook" ? messages.topBar.webhook : messages.topBar.longConnection}
          </span>
          <span className="spacer" />
          <strong className={`detail-latency detail-latency--${outcomeOf(exchange)}`}>
            {latencyText(exchange, texts)}
          </strong>
        </div>
        <LatencyBar exchange={exchange} />
        <Effects exchange={exchange} />
        <ClientCode exchange={exchange} />
        <LateUpdates exchange={exchange} />
      </div>
      <Tabs size="small" className="detail-tabs" lazyRender>
        <TabPane tab={texts.body} itemKey="body">
          <Pane title={texts.callback} direction="out" copyText={json(request.body)}>
            <JsonTree value={request.body} folded="header" />
          </Pane>
          <Pane
            title={texts.answer}
            detail={<Status exchange={exchange} />}
            direction="in"
            copyText={
              answer === undefined ? undefined : () => (answer.body === undefined ? answer.raw : json(answer.body)())
            }
          >
            <AnswerBody exchange={exchange} />
          </Pane>
        </TabPane>
        <TabPane tab={texts.headers} itemKey="headers">
          <Pane title={texts.callback} direction="out" copyText={json(request.headers)}>
            <HeaderList headers={request.headers} />
          </Pane>
          <Pane
            title={texts.answer}
            detail={<Status exchange={exchange} />}
            direction="in"
            copyText={answer && json(answer.headers)}
          >
            {answer === undefined ? <NoAnswer exchange={exchange} /> : <HeaderList headers={answer.headers} />}
          </Pane>
        </TabPane>
        <TabPane tab={texts.raw} itemKey="raw">
          <Pane title={texts.callback} direction="out" copyText={() => request.raw}>
            <RawView raw={request.raw} />
          </Pane>
          <Pane
            title={texts.answer}
            detail={<Status exchange={exchange} />}
            direction="in"
            copyText={answer && (() => answer.raw)}
          >
            {answer === undefined ? <NoAnswer exchange={exchange} /> : <RawView raw={answer.raw} />}
          </Pane>
        </TabPane>
      </Tabs>
    </div>
  );
}

interface OfExchange {
  readonly exchange: ExchangeView;
}

function AnswerBody({ exchange }: OfExchange): ReactElement {
  const { answer } = exchange;
  if (answer === undefined) return <NoAnswer exchange={exchange} />;
  return answer.body === undefined ? <RawView raw={answer.raw} /> : <JsonTree value={answer.body} />;
}

function NoAnswer({ exchange }: OfExchange): ReactElement {
  const { exchange: texts } = useMessages();
  return <p className="quiet">{outcomeOf(exchange) === "waiting" ? texts.waiting : texts.noAnswer}</p>;
}

function Status({ exchange }: OfExchange): ReactNode {
  const { exchange: texts } = useMessages();
  if (exchange.answer === undefined) return null;
  const { status } = exchange.answer;
  return (
    <span className={status === 200 ? "status-tag" : "status-tag status-tag--bad"}>
      {exchange.way === "webhook" ? texts.status(status) : texts.frameCode(status)}
    </span>
  );
}

/** What the person saw. */
function Effects({ exchange }: OfExchange): ReactNode {
  const { exchange: texts } = useMessages();
  const { toast, replacedCard, clientCode, answer } = exchange;
  if (answer === undefined || clientCode !== undefined) return null;
  if (exchange.name === "url.preview.get") return <PreviewEffects reply={answer.body} />;
  return (
    <p className="effects">
      {toast === undefined ? null : (
        <span className={`effect effect--${toast.type}`}>
          {texts.toast}: <q>{toast.content}</q>
        </span>
      )}
      {replacedCard ? <span className="effect effect--card">{texts.cardReplaced}</span> : null}
      {toast === undefined && !replacedCard ? <span className="effect">{texts.nothingChanged}</span> : null}
    </p>
  );
}

/** What came to stand in place of a link. */
function PreviewEffects({ reply }: { readonly reply: unknown }): ReactElement {
  const { exchange: texts, language } = useMessages();
  const { title } = toInlinePreview(fieldIn(reply, "inline"), "", language.code === "zh" ? "zh_cn" : "en_us");
  const hasCard = objectIn(reply, "card") !== undefined;
  return (
    <p className="effects">
      {title === undefined ? null : (
        <span className="effect effect--info">
          {texts.preview}: <q>{title}</q>
        </span>
      )}
      {hasCard ? <span className="effect effect--card">{texts.previewCard}</span> : null}
      {title === undefined && !hasCard ? <span className="effect">{texts.nothingChanged}</span> : null}
    </p>
  );
}

function ClientCode({ exchange }: OfExchange): ReactNode {
  const { exchange: texts, clientCodes } = useMessages();
  const { clientCode } = exchange;
  if (clientCode === undefined) return null;
  const { cause, mend } = explainClientCode(clientCode, clientCodes);
  return (
    <div className="client-code" data-testid="client-code">
      <strong>
        <IconAlertTriangle size="small" /> {clientCode.code}
      </strong>
      <dl>
        <dt>{texts.cause}</dt>
        <dd>{cause}</dd>
        <dt>{texts.mend}</dt>
        <dd>{mend}</dd>
      </dl>
    </div>
  );
}

function LateUpdates({ exchange }: OfExchange): ReactNode {
  const { exchange: texts } = useMessages();
  if (exchange.lateUpdates.length === 0) return null;
  return (
    <ul className="late-updates" data-testid="late-updates">
      {exchange.lateUpdates.map((update, index) => (
        <li key={String(index)} className={update.code === 0 ? "late-update" : "late-update late-update--refused"}>
          {update.code === 0 ? <IconRefresh size="small" /> : <IconClock size="small" />}
          <span className="late-update-time">+{formatDuration(update.afterMs)}</span>
          <span>{texts.lateUpdate(update.code === 0)}</span>
          <span className="quiet">
            {[texts.lateCode(update.code), update.code === 0 ? "" : update.msg]
              .filter((text) => text !== "")
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function latencyText(exchange: ExchangeView, texts: { readonly waiting: string; readonly noAnswer: string }): string {
  if (exchange.answer !== undefined && exchange.latencyMs !== undefined) return formatDuration(exchange.latencyMs);
  return outcomeOf(exchange) === "waiting" ? texts.waiting : texts.noAnswer;
}
