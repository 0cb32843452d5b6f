// Runs cases one after the other and says how each went, a line each, as tests/tap.sh reads them.
import assert from 'node:assert/strict';

const cases = [];

/** Adds a case. */
export function test(name, run) {
  cases.push([name, run]);
}

/** Runs all of them. */
export async function runAll() {
  for (const [name, run] of cases) {
    try {
      await run();
      console.log(`PASS ${name}`);
    } catch (error) {
      console.log(`FAIL ${name}: ${String(error.stack).replaceAll(/\s+/g, ' ').slice(0, 800)}`);
    }
  }
}

/** Waits until a condition holds, which comes from another process. */
export async function until(condition, what) {
  for (let i = 0; i < 1000; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`waited for ${what}`);
}
