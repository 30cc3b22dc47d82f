import Modal from "@douyinfe/semi-ui-19/lib/es/modal";
import type { ClickedAction } from "@larkwire/simulator/contract";
import { type ReactElement, useEffect, useMemo, useRef, useState } from "react";
import { fieldIn, type JsonObject, objectIn, stringIn } from "../api/json.ts";
import { useMessages } from "../ui/i18n/language.tsx";
import "./card.css";
import { CardElements } from "./card-element.tsx";
import { titleOf, toCardParts } from "./card-parts.ts";
import { textOf } from "./card-text.ts";
import { CardHeader } from "./components/header.tsx";
import { Stack } from "./components/layout.tsx";
import { Placeholder } from "./components/placeholder.tsx";
import { type CardScene, CardSceneContext } from "./scene.ts";
import { toBox, toSpacing } from "./spacing.ts";

interface CardViewProperties {
  /** The card JSON as it came. */
  readonly content: unknown;
  readonly revision: number;
  /** open_id → name. */
  readonly people: ReadonlyMap<string, string>;
  /** Sends a click; settles when the app has answered or can no longer. */
  onAction(action: ClickedAction): Promise<void>;
}

/** A card of either version, as Feishu draws it. */
export function CardView({ content, revision, people, onAction }: CardViewProperties): ReactElement {
  const messages = useMessages();
  const locale = messages.language.code === "zh" ? "zh_cn" : "en_us";
  const parts = useMemo(() => toCardParts(content, locale), [content, locale]);
  const [pendingId, setPendingId] = useState<string>();
  const [question, setQuestion] = useState<{ readonly wording: JsonObject; readonly step: () => void }>();
  const article = useRef<HTMLElement>(null);
  const drawnRevision = useRef(revision);
  // What was replaced before somebody looked does not glow.
  const [firstRevision] = useState(revision);

  useEffect(() => {
    // The button that had the focus is gone with the old card: the keyboard goes on from here.
    if (revision !== drawnRevision.current && document.activeElement === document.body) article.current?.focus();
    if (revision !== drawnRevision.current) setQuestion(undefined);
    drawnRevision.current = revision;
  }, [revision]);

  function confirm(component: JsonObject, step: () => void): void {
    const wording = objectIn(component, "confirm");
    if (wording === undefined) step();
    else setQuestion({ wording, step });
  }

  async function send(componentId: string, action: ClickedAction): Promise<void> {
    setPendingId(componentId);
    await onAction(action);
    setPendingId(undefined);
  }

  const scene: CardScene = {
    version: parts.version,
    locale,
    colors: parts.colors,
    textSizes: parts.textSizes,
    people,
    pendingId,
    confirm,
    act: (componentId, action) => void send(componentId, action),
    renderElements: (elements) => <CardElements elements={elements} />,
  };

  const title = titleOf(parts, locale);
  return (
    <CardSceneContext value={scene}>
      <article
        ref={article}
        className={`card card--${parts.width}${revision > firstRevision ? " card--replaced" : ""}`}
        // A new key starts the highlight anew and forgets what was entered into the old card.
        key={revision}
        tabIndex={-1}
        aria-label={title === "" ? messages.card.card : title}
        aria-busy={pendingId !== undefined}
        data-testid="card"
        data-revision={revision}
        data-schema={parts.version}
      >
        {parts.header === undefined ? null : <CardHeader header={parts.header} />}
        <div className="card-body" style={{ padding: toBox(stringIn(parts.body, "padding")) }}>
          {parts.templateId === undefined ? null : (
            <Placeholder>{messages.card.template(parts.templateId)}</Placeholder>
          )}
          <Stack
            element={parts.body}
            style={{ rowGap: toSpacing(stringIn(parts.body, "vertical_spacing"), parts.version, 12) }}
          >
            <CardElements elements={parts.elements} />
          </Stack>
        </div>
      </article>
      <Modal
        visible={question !== undefined}
        title={textOf(fieldIn(question?.wording, "title"), locale)}
        okText={messages.card.confirm}
        cancelText={messages.card.cancel}
        closable={false}
        width={400}
        centered
        onOk={() => {
          question?.step();
          setQuestion(undefined);
        }}
        onCancel={() => setQuestion(undefined)}
      >
        {textOf(fieldIn(question?.wording, "text"), locale)}
      </Modal>
    </CardSceneContext>
  );
}
