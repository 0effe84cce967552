/** How a kind of event is drawn: one of the colours of charts, and one of the patterns. */
export interface KindStyle {
  readonly colour: 'blue' | 'green' | 'orange' | 'purple' | 'red' | 'yellow' | 'grey';
  readonly pattern: 'plain' | 'rising' | 'falling' | 'dots' | 'lines' | 'crossed';
}

/** The kinds that Atlassian documents, in the order in which they are stacked and listed. */
const known: Readonly<Record<string, KindStyle>> = {
  'App installed': { colour: 'green', pattern: 'plain' },
  'App uninstalled': { colour: 'orange', pattern: 'falling' },
  'Migration scheduled': { colour: 'purple', pattern: 'dots' },
  'Migration started': { colour: 'blue', pattern: 'rising' },
  'Migration completed': { colour: 'blue', pattern: 'plain' },
  'Migration failed': { colour: 'red', pattern: 'crossed' },
  'Forge backfill started': { colour: 'yellow', pattern: 'lines' },
  'Forge backfill completed': { colour: 'yellow', pattern: 'plain' },
};

const others: readonly KindStyle[] = (['lines', 'dots', 'rising', 'crossed'] as const).map((pattern) => ({
  colour: 'grey',
  pattern,
}));

/** Most kinds that are drawn apart: more could not be told from each other. */
const most = 12;

/** A kind of event with how it is drawn. */
export interface Kind {
  readonly name: string;
  readonly style: KindStyle;
}

/**
 * The kinds to draw apart: documented ones in their order, then what is new, most frequent first. What is more than can
 * be drawn has no kind.
 */
export function kindsOf(names: readonly string[]): Kind[] {
  const documented = Object.keys(known).filter((name) => names.includes(name));
  const fresh = names.filter((name) => !Object.hasOwn(known, name));
  return [...documented, ...fresh].slice(0, most).map((name, index) => ({
    name,
    style: (Object.hasOwn(known, name) ? known[name] : undefined) ??
      others[(index - documented.length) % others.length] ?? { colour: 'grey', pattern: 'plain' },
  }));
}

/** How kinds are drawn that are not drawn apart. */
export const restStyle: KindStyle = { colour: 'grey', pattern: 'plain' };
