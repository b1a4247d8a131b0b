// Serves emulate's GitHub with the seed of the first line of standard input; every further line resets it to the seed.
// Each line is answered by one line. It ends when standard input does, so it never outlives whoever started it.
import net from "node:net";
import readline from "node:readline";
import { createEmulator } from "emulate";

// With port 0 the system finds a free one, and emulate does not say which.
let server;
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...options) {
  server ??= this;
  return listen.apply(this, options);
};

let emulator;
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (emulator) {
    emulator.reset();
  } else {
    const seed = JSON.parse(line);
    emulator = await createEmulator({ service: "github", port: 0, hostname: "127.0.0.1", baseUrl: seed.github.baseUrl, seed });
  }
  console.log(server.address().port);
}
process.exit(0);
