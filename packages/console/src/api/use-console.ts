import type { CallbackSubscription, ClickRequest, ClickView, MessageRequest } from "@larkwire/simulator/contract";
import { useEffect, useMemo, useReducer, useState } from "react";
import { browserStreamPorts } from "./browser-ports.ts";
import { type ConsoleClient, createConsoleClient } from "./console-client.ts";
import { type StreamState, startLiveStream } from "./live-stream.ts";
import { adoptExchange, applyEvent, emptyWorld, toWorld, type World } from "./world.ts";

/** The simulator, as the page uses it. */
export interface Console extends Pick<ConsoleClient, "loadQuirks" | "setQuirk"> {
  readonly world: World;
  /** Whether the world has been loaded at least once. */
  readonly loaded: boolean;
  readonly stream: StreamState;
  /** @throws ConsoleRequestError as the other does. */
  click(request: ClickRequest): Promise<ClickView>;
  send(request: MessageRequest): Promise<void>;
  setCallbacks(appId: string, subscription: CallbackSubscription): Promise<void>;
}

interface State {
  readonly world: World;
  readonly loaded: boolean;
}

/** @param viewer - open_id of the person who looks */
export function useConsole(viewer: string | undefined): Console {
  const client = useMemo(() => createConsoleClient((url, init) => fetch(url, init)), []);
  const [stream, setStream] = useState<StreamState>("connecting");
  const [{ world, loaded }, change] = useReducer((state: State, step: (state: State) => State) => step(state), {
    world: emptyWorld,
    loaded: false,
  });

  useEffect(
    () =>
      startLiveStream(
        { ...browserStreamPorts(viewer), loadWorld: () => client.loadWorld(viewer) },
        {
          state: setStream,
          world: (view) => change(() => ({ world: toWorld(view), loaded: true })),
          event: (event) => change((state) => ({ ...state, world: applyEvent(state.world, event) })),
        },
      ),
    [client, viewer],
  );

  return {
    world,
    loaded,
    stream,
    async click(request) {
      const view = await client.click(request);
      change((state) => ({ ...state, world: adoptExchange(state.world, view.exchange) }));
      return view;
    },
    send: (message) => client.send(message),
    loadQuirks: client.loadQuirks,
    setQuirk: client.setQuirk,
    async setCallbacks(appId, subscription) {
      const app = await client.setCallbacks(appId, subscription);
      change((state) => ({ ...state, world: applyEvent(state.world, { type: "app", app }) }));
    },
  };
}
