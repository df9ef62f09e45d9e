import { z } from 'zod';

/** An id of Discord's: of a server, channel, role, member, message or interaction. A generation has its interaction's. */
export const SNOWFLAKE = /^\d{17,20}$/;
export const snowflakeSchema = z.string().regex(SNOWFLAKE);
