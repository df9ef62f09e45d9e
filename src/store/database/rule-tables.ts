/** The tables of what moderators decided. */
export interface RuleTables {
  guild_rules: GuildRulesTable;
  audit: AuditTable;
}

interface GuildRulesTable {
  guild_id: string;
  version: number;
  /** JSON */
  rules: string;
  cut_off_key: string | null;
  cut_off_ends_at: number | null;
  cut_off_at: number | null;
}

interface AuditTable {
  interaction_id: string;
  action: string;
  /** Where the operator decided about a person's own wallet: its id. Ids of servers and persons are never the same. */
  guild_id: string;
  actor_id: string;
  target_id: string | null;
  /** JSON */
  before: string;
  /** JSON */
  after: string;
  reason: string | null;
  at: number;
  /** The version of the rules that it made; null for what changed no rules, and for old lines. */
  rules_version: number | null;
}
