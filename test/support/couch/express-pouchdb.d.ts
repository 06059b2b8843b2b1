declare module 'express' {
  import type { RequestListener } from 'node:http';
  export default function express(): RequestListener & { use(handler: RequestListener): void };
}
declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';
  export default function expressPouchDb(pouch: object, options: { mode: 'minimumForPouchDB' }): RequestListener;
}
declare module 'pouchdb-core' {
  const PouchDB: {
    setMaxListeners(count: number): void;
    plugin(plugin: object): void;
    defaults(options: { adapter: 'memory'; prefix: string }): object;
  };
  export default PouchDB;
}
declare module 'pouchdb-adapter-memory' {
  const plugin: object;
  export default plugin;
}
