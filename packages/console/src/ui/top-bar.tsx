import { IconMoon, IconSun } from "@douyinfe/semi-icons";
import Select from "@douyinfe/semi-ui-19/lib/es/select";
import type { AppView, CallbackSubscription } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import type { StreamState } from "../api/live-stream.ts";
import { Avatar } from "./avatar.tsx";
import { useLanguage } from "./i18n/language.tsx";
import mark from "./larkwire.svg";
import { type QuirkPort, QuirkSwitches } from "./quirk-switches.tsx";
import { useTheme } from "./use-theme.ts";
import { WaySwitch } from "./way-switch.tsx";

export function TopBar(props: {
  readonly apps: readonly AppView[];
  readonly app: AppView | undefined;
  readonly stream: StreamState;
  chooseApp(appId: string): void;
  change(subscription: CallbackSubscription): Promise<void>;
  refused(reason: string | undefined): void;
  readonly quirks: QuirkPort;
}): ReactElement {
  const { apps, app, stream, chooseApp, change, refused, quirks } = props;
  const { messages, toggle: toggleLanguage } = useLanguage();
  const { theme, toggle: toggleTheme } = useTheme();
  const { topBar } = messages;
  const themeLabel = theme === "dark" ? topBar.toLight : topBar.toDark;

  return (
    <header className="top-bar">
      <img src={mark} alt="Larkwire" width="26" height="26" />
      {app === undefined ? null : (
        <>
          <div className="top-bar-app">
            {apps.length > 1 ? (
              <Select
                aria-label={topBar.app}
                value={app.app_id}
                optionList={apps.map(({ app_id, name }) => ({ value: app_id, label: name }))}
                onChange={(value) => chooseApp(String(value))}
              />
            ) : (
              <>
                <Avatar id={app.app_id} name={app.name} kind="app" size={24} />
                <h1 title={app.app_id}>{app.name}</h1>
              </>
            )}
          </div>
          <span
            className={app.connections > 0 ? "connections connections--some" : "connections"}
            data-testid="connections"
          >
            {topBar.connections(app.connections)}
          </span>
          <WaySwitch key={app.app_id} app={app} change={change} refused={refused} />
        </>
      )}
      <div className="top-bar-tools">
        <span className={`stream stream--${stream}`} data-testid="stream-state" data-state={stream}>
          {topBar.stream[stream]}
        </span>
        <QuirkSwitches port={quirks} />
        <button
          type="button"
          className="icon-button icon-button--text"
          lang={messages.language.code === "zh" ? "en" : "zh"}
          aria-label={topBar.toOtherLanguage}
          title={topBar.toOtherLanguage}
          onClick={toggleLanguage}
        >
          {messages.language.other}
        </button>
        <button type="button" className="icon-button" aria-label={themeLabel} title={themeLabel} onClick={toggleTheme}>
          {theme === "dark" ? <IconSun /> : <IconMoon />}
        </button>
      </div>
    </header>
  );
}
