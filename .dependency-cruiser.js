/**
 * The house: which room may know which. Data goes one way, from commands over Discord, its words and the use cases to the
 * core; adapters stand at the rim and are joined in src/main.ts. Run by `npm run layers`.
 */

/** Packages in node_modules, by name; types count like values. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Adapters: what stands behind the ports. Each may know the ports, the core and the kit, and no other adapter. */
const ADAPTERS = ['backends', 'store', 'media', 'chart', 'http'];

const adapterRules = ADAPTERS.map((adapter) => ({
  name: `${adapter}-behind-its-ports`,
  comment: `src/${adapter} implements ports: if it used another adapter or called a use case, neither could be replaced or tested alone.`,
  severity: 'error',
  from: { path: `^src/${adapter}/` },
  to: { path: '^(src|commands)/', pathNot: `^src/(${adapter}|ports|core|kit)/` },
}));

/** Rooms of a wing, in the order in which they build on one another. */
const ROOMS = {
  core: ['money', 'picture', 'rules', 'books'],
  app: ['decorators', 'budget', 'queue', 'delivery', 'painting', 'creation', 'moderation'],
  store: ['migrations', 'database', 'sqlite', 'ledger', 'lookup', 'cards', 'rules', 'journal', 'checks'],
  discord: ['zones', 'rest', 'interactions', 'publishing', 'connection', 'buttons'],
  media: ['formats', 'prepare'],
};

const roomRules = Object.entries(ROOMS).flatMap(([wing, rooms]) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `${wing}-${room}-before-${rooms[index + 1]}`,
    comment: `In src/${wing} each room builds on those before it (${rooms.join(', ')}): what it needs of a later one is handed in.`,
    severity: 'error',
    from: { path: `^src/${wing}/${room}/` },
    to: { path: `^src/${wing}/(${rooms.slice(index + 1).join('|')})/` },
  })),
);

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'The rules about money and states must be testable without anything else: core knows core, zod, and Temporal, which JavaScript itself will bring.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', packages('zod', 'temporal-polyfill')] },
    },
    {
      name: 'kit-knows-no-pictures',
      comment: 'The kit is what Node lacks: time and the log are handed to it, and nothing of the bot is known there.',
      severity: 'error',
      from: { path: '^src/kit/' },
      to: { path: '^(src|commands)/', pathNot: ['^src/kit/', '^src/ports/(clock|log)\\.ts$'] },
    },
    {
      name: 'ports-know-core-only',
      comment: 'A port that needed a use case would tie every adapter to it.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { path: '^(src|commands)/', pathNot: '^src/(ports|core)/' },
    },
    {
      name: 'app-knows-ports-and-core',
      comment:
        'Use cases reach Krea, Discord and the database through ports; with an import they could not be run on fakes.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { pathNot: ['^src/(app|ports|core|kit)/', packages('zod')] },
    },
    {
      name: 'rooms-know-no-join',
      comment: 'app.ts joins the rooms of the application; a room that knew the join would know all others.',
      severity: 'error',
      from: { path: '^src/app/[^/]+/' },
      to: { path: '^src/app/[^/]+\\.ts$' },
    },
    {
      name: 'wording-is-words',
      comment:
        'Sentences are made of facts alone, so that another language is another folder: no discord.js, no adapter.',
      severity: 'error',
      from: { path: '^src/wording/' },
      to: {
        pathNot: [
          '^src/(wording|app|ports|core|kit)/',
          packages('temporal-polyfill', 'countries-and-timezones', 'zod'),
        ],
      },
    },
    {
      name: 'one-door-to-a-language',
      comment: 'Words are had from wording.ts, which chooses the language: an import past it would always be English.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/wording/' },
      to: { path: '^src/wording/[^/]+/', pathNot: '^src/wording/format/' },
    },
    {
      name: 'discord-knows-words-and-app',
      comment: 'The Discord side calls use cases and words them; what is joined at the root is handed to it.',
      severity: 'error',
      from: { path: '^src/discord/' },
      to: { path: '^(src|commands)/', pathNot: '^src/(discord|wording|app|ports|core|kit)/' },
    },
    {
      name: 'commands-know-discord-and-app',
      comment: 'A command is a definition and a call; money, database and Krea are behind the application.',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^src/', pathNot: '^src/(discord|wording|app|ports|core)/' },
    },
    {
      name: 'process-is-below-the-bot',
      comment: 'Settings, the log and the end of the process serve every program, also those that are no bot.',
      severity: 'error',
      from: { path: '^src/process/' },
      to: { path: '^(src|commands)/', pathNot: '^src/(process|ports|core|kit)/' },
    },
    ...adapterRules,
    {
      name: 'backends-apart',
      comment: 'An image server can be replaced or removed only if no other needs it; what they share is in http.',
      severity: 'error',
      from: { path: '^src/backends/([^/]+)/' },
      to: { path: '^src/backends/', pathNot: ['^src/backends/$1/', '^src/backends/http/'] },
    },
    ...roomRules,
    {
      name: 'discord-js-on-the-discord-side',
      comment: 'Everybody else speaks of pictures and refusals, so that a new discord.js changes one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/discord/' },
      to: { path: packages('discord\\.js', '@discordjs', 'discord-api-types') },
    },
    {
      name: 'undici-where-we-fetch',
      comment:
        'Requests leave from the backends, the media fetcher and under discord.js alone, each with limits of its own.',
      severity: 'error',
      from: {
        path: '^(src|commands)/',
        pathNot: '^src/(backends/|media/|discord/connection/(transport|exchange)\\.ts)',
      },
      to: { path: packages('undici') },
    },
    {
      name: 'sql-in-the-store',
      comment: 'What is added up or looked up is written in one place: elsewhere it would miss its transaction.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/store/' },
      to: { path: [packages('kysely', 'keyv', '@keyv', 'pg', 'pg-boss'), '^(node:)?sqlite$'] },
    },
    {
      name: 'images-in-media',
      comment: 'Foreign images are decoded in one place, which knows their limits; sharp is loaded when one comes.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/media/' },
      to: { path: packages('sharp', 'libheif-js') },
    },
    {
      name: 'charts-in-chart',
      comment: 'The drawing libraries take much memory: only the process that draws loads them, and gives it back.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/chart/' },
      to: { path: packages('echarts', '@resvg') },
    },
    {
      name: 'prometheus-in-http',
      comment: 'Everybody else counts through the meter, so that another system of dashboards changes one file.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/http/' },
      to: { path: packages('prom-client') },
    },
    {
      name: 'nothing-knows-the-roots',
      comment:
        'main, ledger and backup join everything and start it; importing them would start a bot, a check or a copy.',
      severity: 'error',
      from: {},
      to: { path: '^src/(main|ledger|backup)\\.ts$' },
    },
    {
      name: 'nothing-knows-tests',
      comment: 'Production code must run without test/, which the container does not even hold.',
      severity: 'error',
      from: { path: '^(src|commands)/' },
      to: { path: '^test/' },
    },
    {
      name: 'stand-ins-know-nothing-of-the-bot',
      comment:
        'The local Discord and Krea judge the bot by the real protocols: what they took from it they could not find wrong.',
      severity: 'error',
      from: { path: '^test/sandbox/' },
      to: { path: '^(src|commands|test)/', pathNot: '^test/sandbox/' },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'The container holds production dependencies only: a dev dependency would be missing at the start.',
      severity: 'error',
      from: { path: '^(src|commands)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that another one happens to bring disappears with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere fails at the start; the layers cannot be judged with it either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Files in a cycle cannot be understood, tested or moved one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment:
        'What nobody imports and nobody starts is forgotten code. Workers and processes are started by their address.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.test\\.ts$', '\\.d\\.ts$', '^src/chart/chart-process\\.ts$', '^test/(bench|demo)/[^/]+\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types tie files together like any other.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
