import { z } from 'zod';

/** An id of Discord's, such as a server's or a message's. A generation has the id of its interaction. */
export const SNOWFLAKE = /^\d{17,20}$/;
export const snowflakeSchema = z.string().regex(SNOWFLAKE);
