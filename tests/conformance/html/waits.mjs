// Waiting for what a page does by and by: a busy machine takes its time, and a fault is told late rather
// than seen where there is none.

const PATIENCE = 20_000;
const PAUSE = 25;

// Whether a condition comes true. It is asked from here, since a page without script has no timers.
export async function comesTrue(condition) {
  for (const end = Date.now() + PATIENCE; ; ) {
    if (await condition()) return true;
    if (Date.now() > end) return false;
    await new Promise((then) => setTimeout(then, PAUSE));
  }
}

// What a question answers once that is what was meant, or what it answers at the end.
export async function becomes(ask, meant) {
  let answer;
  await comesTrue(async () => (answer = await ask()) === meant);
  return answer;
}

// The problems that a page still has when it has settled: what is measured in a frame in which letters or
// widths have just changed is not what a reader sees.
export async function lasting(look) {
  let problems = [];
  await comesTrue(async () => (problems = await look()).length === 0);
  return problems;
}
