/**
 * The layers of the bot, and who may know whom. Imports point inwards: commands and discord know the
 * application, the application knows the core, and the core knows nobody. Run by `npm run layers`.
 */
const ADAPTERS = ['krea', 'store', 'media', 'chart', 'http', 'discord'];

/** Packages in node_modules, by name; types count like values. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** An adapter may know the application's ports and the core, and no other adapter. */
const adapterRules = ADAPTERS.map((adapter) => ({
  name: `${adapter}-stays-apart`,
  comment: `src/${adapter} implements ports; if it used another adapter, neither could be replaced or tested alone.`,
  severity: 'error',
  from: { path: `^src/${adapter}/` },
  to: { path: `^src/(${ADAPTERS.filter((other) => other !== adapter).join('|')})/` },
}));

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'The rules about money and states must be testable without anything else: core knows core, zod, and Temporal, which JavaScript itself will bring.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', packages('zod', 'temporal-polyfill')] },
    },
    {
      name: 'app-knows-core-only',
      comment: 'Use cases reach Krea, Discord and the database through ports; with an import they could not be run on fakes.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { pathNot: ['^src/(app|core)/', packages('zod')] },
    },
    {
      name: 'ports-know-core-only',
      comment: 'A port that needed a use case would tie every adapter to it.',
      severity: 'error',
      from: { path: '^src/app/ports/' },
      to: { path: '^src/', pathNot: '^src/(app/ports|core)/' },
    },
    {
      name: 'backends-know-ports-only',
      comment: 'Behind a port nobody calls use cases: they would run in circles, and out of order with the database.',
      severity: 'error',
      from: { path: '^src/(krea|store|media|chart|http)/' },
      to: { path: '^src/', pathNot: ['^src/(app/ports|core)/', '^src/$1/'] },
    },
    {
      name: 'discord-knows-app-only',
      comment: 'The Discord side calls use cases; what is joined at the root is handed to it.',
      severity: 'error',
      from: { path: '^src/discord/' },
      to: { path: '^(src|commands)/', pathNot: '^src/(discord|app|core)/' },
    },
    {
      name: 'commands-know-discord-and-app',
      comment: 'A command is a definition and a call; money, database and Krea are behind the application.',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^src/', pathNot: '^src/(discord|app|core)/' },
    },
    ...adapterRules,
    {
      name: 'discord-js-on-the-discord-side',
      comment: 'Everybody else speaks of pictures and refusals, so that a new discord.js changes one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/discord/' },
      to: { path: packages('discord\\.js', '@discordjs', 'discord-api-types') },
    },
    {
      name: 'undici-where-we-fetch',
      comment: 'Requests leave from the Krea client, the media fetcher and under discord.js alone, each with limits of its own.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/(krea/|media/|discord/(transport|exchange)\\.ts)' },
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
      comment: 'main, ledger and backup join everything and start it; importing them would start a bot, a check or a copy.',
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
      comment: 'What nobody imports and nobody starts is forgotten code. Workers and processes are started by their address.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.test\\.ts$', '\\.d\\.ts$', '^src/(media/heic-worker|chart/chart-process)\\.ts$', '^test/(bench|sandbox)/[^/]+\\.ts$'] },
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
