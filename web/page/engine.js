// The functions of the package, run by the worker.

const worker = new Worker("worker.js", {type: "module"});
const waiting = new Map();
let last = 0;

worker.onmessage = ({data: {id, answer, trouble}}) => {
  const {resolve, reject} = waiting.get(id);
  waiting.delete(id);
  if (trouble === undefined)
    resolve(answer);
  else
    reject(new Error(trouble));
};

function ask(name, ...given) {
  return new Promise((resolve, reject) => {
    waiting.set(++last, {resolve, reject});
    worker.postMessage({id: last, name, given});
  });
}

export const check = (...given) => ask("check", ...given);
export const format = (...given) => ask("format", ...given);
export const lint = (...given) => ask("lint", ...given);
export const serve = (...given) => ask("serve", ...given);
