/**
 * A record that cannot be read, for it is damaged or of another version. Trying again does not help: its caller is
 * told, its money stays as it is, and the operator has to mend it. It holds no content.
 */
export class UnreadableRecord extends Error {
  override name = 'UnreadableRecord';
  readonly table: string;
  readonly id: string;

  constructor(table: string, id: string) {
    super(`The record ${table} ${id} cannot be read`);
    this.table = table;
    this.id = id;
  }
}
