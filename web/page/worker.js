// Checks, lays out and lints beside the page, so that typing never waits.
import * as plimsoll from "plimsoll";

self.onmessage = async ({data: {id, name, given}}) => {
  try {
    self.postMessage({id, answer: await plimsoll[name](...given)});
  } catch (error) {
    self.postMessage({id, trouble: error.message});
  }
};

plimsoll.version(); // what the page will ask for is read before it asks
