import type { ClickedAction } from "@larkwire/simulator/contract";
import { type Context, createContext, type ReactNode, useContext } from "react";
import type { JsonObject } from "../api/json.ts";
import type { CardLocale } from "./card-text.ts";

/** What a component of a card knows about the card around it. */
export interface CardScene {
  readonly version: "1.0" | "2.0";
  readonly locale: CardLocale;
  readonly colors: JsonObject | undefined;
  readonly textSizes: JsonObject | undefined;
  /** open_id → name. */
  readonly people: ReadonlyMap<string, string>;
  /** The component whose click waits for the app; the others are locked until it is answered. */
  readonly pendingId: string | undefined;
  /** Runs `step` at once, or after the confirmation that `component` wants. */
  confirm(component: JsonObject, step: () => void): void;
  /** Sends a click. */
  act(componentId: string, action: ClickedAction): void;
  /** Containers draw their children through the scene, so that no component has to know all others. */
  renderElements(elements: readonly unknown[]): ReactNode;
}

export const CardSceneContext: Context<CardScene | undefined> = createContext<CardScene | undefined>(undefined);

export function useScene(): CardScene {
  const scene = useContext(CardSceneContext);
  if (scene === undefined) throw new Error("A card component was drawn outside a card.");
  return scene;
}

export interface ComponentProperties {
  readonly element: JsonObject;
}
