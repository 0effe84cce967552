// Progress of long steps, on stderr: a line when one starts, a sign of life while it lasts, a line when it is done.
// Plain JavaScript, because set-up runs it on a Node that cannot read TypeScript.

const heartbeat = 10_000;

/** Writes one progress line. */
export function progress(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs `work` and reports its start, every ten seconds of it, and its end or failure; gives what `work` gives. */
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
