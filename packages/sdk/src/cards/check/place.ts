import { memberPath } from "../../json-path.ts";
import { type CardRule, rules } from "./rules.ts";

/** What is wrong with a card, where, what the platform would say, and what mends it. */
export interface CardFault {
  /** Such as `body.elements[2].elements[0].name`; empty for the card itself. */
  readonly path: string;
  /** The stable name of the rule. */
  readonly rule: CardRule;
  /** What the user would see: 200673, or 200530 for the names in a form. */
  readonly clientCode: number;
  /** What a message API would give as the sub-code of 230099. */
  readonly apiCode: number;
  readonly problem: string;
  readonly mend: string;
}

export type CardVersion = "1.0" | "2.0";

/** What is found, and what has to be known of the whole card to find it. */
export interface Findings {
  readonly faults: CardFault[];
  readonly version: CardVersion;
  /** Where it is false, the card may hold recordings. */
  readonly forwardable: boolean;
  readonly seen: Readonly<Record<"name" | "element_id" | "audio_id", Set<unknown>>>;
  elements: number;
  /** Tables that are components, and tables in markdown. */
  readonly tables: Record<"component" | "markdown", number>;
  /** Beyond so many faults nobody reads on, and nothing is looked at any more. */
  readonly maxFaults: number;
  /** The only rule that is asked about; every rule when it is not given. */
  readonly only: CardRule | undefined;
}

/** What stands around a value. */
interface Surroundings {
  /** The tag of the component that holds it, or `root`. */
  readonly parent: string;
  readonly inForm: boolean;
  /** Containers around it. */
  readonly depth: number;
  /** Components around it, of whatever kind. */
  readonly level: number;
}

/** A card holds so many tables of a kind, in each of its languages. */
const maxTables = 5;

/** A place in the card that is checked. */
export class Place {
  readonly findings: Findings;
  readonly path: string;
  readonly around: Surroundings;

  constructor(findings: Findings, path: string, around: Surroundings) {
    this.findings = findings;
    this.path = path;
    this.around = around;
  }

  get version(): CardVersion {
    return this.findings.version;
  }

  /** Whether enough was found. */
  get isFull(): boolean {
    return this.findings.faults.length >= this.findings.maxFaults;
  }

  member(name: string): Place {
    return new Place(this.findings, memberPath(this.path, name), this.around);
  }

  item(index: number): Place {
    return new Place(this.findings, `${this.path}[${index}]`, this.around);
  }

  /** The same place where nothing was seen yet: of several languages one is shown, so that each has names and tables of its own. */
  inLanguage(): Place {
    return new Place({ ...this.findings, ...nothingSeen() }, this.path, this.around);
  }

  inside(around: Partial<Surroundings>): Place {
    return new Place(this.findings, this.path, { ...this.around, ...around });
  }

  /** Counts tables of one kind, and tells where there are too many of them. */
  addTables(kind: keyof Findings["tables"], count: number): void {
    const { tables } = this.findings;
    const former = tables[kind];
    tables[kind] += count;
    if (former > maxTables || tables[kind] <= maxTables) return;
    this.fault(
      "too-many-tables",
      `The card has more than ${maxTables} tables`,
      "Leave some away, or write them as lists.",
    );
  }

  fault(rule: CardRule, problem: string, mend: string): void {
    const { faults, only } = this.findings;
    if (this.isFull || (only !== undefined && rule !== only)) return;
    faults.push({ path: this.path, rule, ...rules[rule], problem, mend });
  }
}

export function nothingSeen(): Pick<Findings, "seen" | "tables"> {
  return {
    seen: { name: new Set(), element_id: new Set(), audio_id: new Set() },
    tables: { component: 0, markdown: 0 },
  };
}

/** Looks at one value of a card, and tells the place what is wrong with it. */
export type Check = (value: unknown, at: Place) => void;
