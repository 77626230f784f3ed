// Opens connections over TLS, asks once on each and keeps them: node idle-connections.mjs URL COUNT. Prints a line when all
// have been answered, then stays until it is ended.
import { connect } from "node:tls";

const url = new URL(process.argv[2]);
const count = Number(process.argv[3]);
const AT_ONCE = 50;
let opened = 0;
let answered = 0;

function open() {
  if (opened === count) return;
  opened++;
  const socket = connect({ host: url.hostname, port: Number(url.port), rejectUnauthorized: false });
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  socket.once("data", () => {
    socket.resume();
    if (++answered === count) console.log(`${count} open`);
    open();
  });
  socket.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
}
for (let i = 0; i < AT_ONCE; i++) open();
