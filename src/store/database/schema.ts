import type { CardTables } from './card-tables.ts';
import type { GenerationTables } from './generation-tables.ts';
import type { KeptTables } from './kept-tables.ts';
import type { MoneyTables } from './money-tables.ts';
import type { RuleTables } from './rule-tables.ts';

/** The tables as we write them. What comes out is parsed before it is believed. */
export interface Tables extends GenerationTables, MoneyTables, RuleTables, CardTables, KeptTables {}
