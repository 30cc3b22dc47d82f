import type { Identifiers } from "./identifiers.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/** How long an entity can be sent and changed: 14 days, in milliseconds. */
const lifeMs = 14 * 24 * 60 * 60_000;
/** How long the streaming mode lasts before it ends by itself: 10 minutes. */
const streamingMs = 600_000;
const maxEntities = 10_000;
/** Remembered `uuid`s of one entity. */
const maxUuids = 100;

/** A card that lives on its own, and is shown by the message that it was sent with. */
export interface CardEntity {
  readonly cardId: string;
  readonly appId: string;
  readonly card: JsonObject;
  /** Wall-clock ms. */
  readonly createdAt: number;
  /** The number of the last change; 0 before the first. */
  readonly sequence: number;
  /** What was asked with each `uuid`. */
  readonly asked: ReadonlyMap<string, string>;
  /** When the streaming mode was last switched on or off, wall-clock ms. */
  readonly streamingSince: number;
}

/** How a change is numbered, and told from others. */
export interface EntityChange {
  readonly sequence: number;
  readonly uuid: string | undefined;
  /** The same for the same change. */
  readonly fingerprint: string;
}

/** All card entities. */
export class CardEntities {
  readonly #identifiers: Identifiers;
  readonly #entities = new Map<string, CardEntity>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  create(appId: string, card: JsonObject, now: number): CardEntity {
    const cardId = this.#identifiers.digits(19);
    return this.#put({ cardId, appId, card, createdAt: now, sequence: 0, asked: new Map(), streamingSince: now });
  }

  find(cardId: string): CardEntity | undefined {
    return this.#entities.get(cardId);
  }

  /** The entity with another card. */
  show(entity: CardEntity, card: JsonObject, now: number): CardEntity {
    const continues = isStreamed(entity.card) && isStreamed(card);
    return this.#put({ ...entity, card, streamingSince: continues ? entity.streamingSince : now });
  }

  /** The same, as the platform's APIs change it: in order. */
  change(entity: CardEntity, card: JsonObject, { sequence, uuid, fingerprint }: EntityChange, now: number): CardEntity {
    const asked = [...entity.asked, ...(uuid === undefined ? [] : [[uuid, fingerprint] as const])];
    return this.show({ ...entity, sequence, asked: new Map(asked.slice(-maxUuids)) }, card, now);
  }

  list(): readonly CardEntity[] {
    return [...this.#entities.values()];
  }

  restore(entities: readonly CardEntity[]): void {
    this.#entities.clear();
    for (const entity of entities) this.#put(entity);
  }

  #put(entity: CardEntity): CardEntity {
    this.#entities.set(entity.cardId, entity);
    for (const oldest of this.#entities.keys()) {
      if (this.#entities.size <= maxEntities) break;
      this.#entities.delete(oldest);
    }
    return entity;
  }
}

export function isExpired({ createdAt }: CardEntity, now: number): boolean {
  return now - createdAt > lifeMs;
}

/** Whether the streaming mode is off, on, or was on for so long that it has ended. */
export function streamingOf({ card, streamingSince }: CardEntity, now: number): "off" | "on" | "timed out" {
  if (!isStreamed(card)) return "off";
  return now - streamingSince < streamingMs ? "on" : "timed out";
}

function isStreamed({ config }: JsonObject): boolean {
  return isJsonObject(config) && config.streaming_mode === true;
}
