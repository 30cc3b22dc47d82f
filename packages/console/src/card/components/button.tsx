import Tooltip from "@douyinfe/semi-ui-19/lib/es/tooltip";
import { type CSSProperties, type ReactElement, useId } from "react";
import { booleanIn, fieldIn, objectIn, stringIn } from "../../api/json.ts";
import { toButtonPlan } from "../button-plan.ts";
import { textOf } from "../card-text.ts";
import { useForm } from "../form-scope.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { toWidth } from "../spacing.ts";
import "./button.css";
import { CardIcon } from "./icon.tsx";
import { Spinner } from "./spinner.tsx";

const types: ReadonlySet<string> = new Set([
  "default",
  "primary",
  "danger",
  "text",
  "primary_text",
  "danger_text",
  "primary_filled",
  "danger_filled",
  "laser",
]);
const sizes: ReadonlySet<string> = new Set(["tiny", "small", "medium", "large"]);

export function CardButton({ element }: ComponentProperties): ReactElement {
  const id = useId();
  const scene = useScene();
  const form = useForm();
  const pending = scene.pendingId === id;
  const switchedOff = booleanIn(element, "disabled") === true;
  const tips = textOf(fieldIn(element, switchedOff ? "disabled_tips" : "hover_tips"), scene.locale);

  function press(): void {
    if (scene.pendingId !== undefined) return;
    const plan = toButtonPlan(element);
    if (plan.kind === "reset") {
      form?.reset();
      return;
    }
    const formValues = plan.kind === "submit" ? form?.submit() : undefined;
    if (plan.kind === "submit" && form !== undefined && formValues === undefined) return;
    scene.confirm(element, () => {
      if (plan.openUrl !== undefined) window.open(plan.openUrl, "_blank", "noopener,noreferrer");
      if (plan.action === undefined) return;
      scene.act(id, { ...plan.action, ...(formValues === undefined ? {} : { form_value: formValues }) });
    });
  }

  const button = (
    <button
      type="button"
      className={classNames(stringIn(element, "type"), stringIn(element, "size"))}
      style={widthStyle(fieldIn(element, "width"))}
      disabled={switchedOff || (scene.pendingId !== undefined && !pending)}
      aria-busy={pending}
      aria-disabled={pending}
      onClick={press}
    >
      {pending ? <Spinner /> : <CardIcon icon={objectIn(element, "icon")} />}
      <span className="card-button-text">{textOf(fieldIn(element, "text"), scene.locale)}</span>
    </button>
  );
  return tips === "" ? button : <Tooltip content={tips}>{button}</Tooltip>;
}

function classNames(type = "default", size = "medium"): string {
  const knownType = types.has(type) ? type : "default";
  return `card-button card-button--${knownType} card-button--${sizes.has(size) ? size : "medium"}`;
}

function widthStyle(width: unknown): CSSProperties {
  if (width === "fill") return { width: "100%" };
  const fixed = toWidth(width);
  return fixed === undefined ? {} : { width: fixed };
}
