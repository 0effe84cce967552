import * as z from 'zod/mini';
import { processFields } from '../../files/running-process.ts';

const holderSchema = z.object({
  ...processFields,
  id: z.string(),
  /** Counts on while the holder lives. */
  beat: z.string(),
});

/** Who holds a lock. */
export type Holder = z.infer<typeof holderSchema>;

/** The holder that a lock names; undefined if the text names none. */
export function holderOf(text: string | undefined): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
