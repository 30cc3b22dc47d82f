/** Something of a card of JSON 1.0 that JSON 2.0 cannot say. */
export interface ConversionNote {
  /** Where it stood, such as `elements[2].actions[0].value`; empty for the card itself. */
  readonly path: string;
  readonly problem: string;
  /** What was done instead, or is left to do. */
  readonly mend: string;
}

/** A place in the card that is converted. */
export class Source {
  readonly notes: ConversionNote[];
  readonly path: string;

  constructor(notes: ConversionNote[], path: string) {
    this.notes = notes;
    this.path = path;
  }

  member(name: string): Source {
    return new Source(this.notes, this.path === "" ? name : `${this.path}.${name}`);
  }

  item(index: number): Source {
    return new Source(this.notes, `${this.path}[${index}]`);
  }

  note(problem: string, mend: string): void {
    this.notes.push({ path: this.path, problem, mend });
  }
}
