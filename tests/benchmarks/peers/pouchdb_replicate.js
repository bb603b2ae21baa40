// PouchDB replicates what is new from one database (LevelDB) to another. Run in a folder where `npm install pouchdb` was done.
// Arguments: a folder to work in, the file of the base records, the file of the incoming ones (JSON lines of [id, text]).
const fs = require('fs');
const path = require('path');
const PouchDB = require(require.resolve('pouchdb', { paths: [process.cwd()] }));
const [folder, base, incoming] = process.argv.slice(2);
const lines = (file) => fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const size = (dir) => fs.readdirSync(dir).reduce((sum, name) => sum + fs.statSync(path.join(dir, name)).size, 0);

async function put(db, rows, revisions) {
  for (let at = 0; at < rows.length; at += 1000) {
    const docs = rows.slice(at, at + 1000).map(([_id, text]) => ({ _id, text, ...(revisions[_id] && { _rev: revisions[_id] }) }));
    for (const done of await db.bulkDocs(docs)) revisions[done.id] = done.rev;
  }
}

(async () => {
  const sender = new PouchDB(path.join(folder, 'sender'));
  const receiver = new PouchDB(path.join(folder, 'receiver'));
  const revisions = {};
  const options = { batch_size: 1000 };
  await put(sender, lines(base), revisions);
  await PouchDB.replicate(sender, receiver, options);
  await put(sender, lines(incoming), revisions);
  const start = process.hrtime.bigint();
  await PouchDB.replicate(sender, receiver, options);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const held = (await receiver.info()).doc_count;
  await receiver.close();
  await sender.close();
  console.log(JSON.stringify({ seconds, sent: null, kept: size(path.join(folder, 'receiver')), peak: process.resourceUsage().maxRSS * 1024, held }));
})();
