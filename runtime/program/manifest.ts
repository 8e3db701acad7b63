/** The version of the interface between compiled code and the runtime (embedding D30), for both sides. */

/** What this version of the compiler writes, and its runtime runs. */
export const ABI_VERSION = 1;
/** The oldest one that the runtime still runs. */
export const OLDEST_ABI = 1;
