// Progress of long steps, on stderr: a line when a step starts, at intervals while it runs, and when it is done. Plain
// JavaScript, because set-up runs it on a Node that can't read TypeScript.

const heartbeat = 10_000;

/** Writes one progress line. */
export function progress(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs `work` and reports its start, its progress every ten seconds, and its end or failure; returns the result of
 * `work`.
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  progress(`${title} …`);
  const timer = setInterval(() => progress(`  … still running after ${seconds()}`), heartbeat);
  try {
    const result = await work();
    progress(`  done in ${seconds()}`);
    return result;
  } catch (error) {
    progress(`  failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
