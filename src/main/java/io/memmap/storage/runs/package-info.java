/**
 * Internal: may change without notice. Staged records: tasks write them as sorted runs, and the
 * driver puts runs together into an array. Start with {@link io.memmap.storage.runs.RunWriter}.
 */
package io.memmap.storage.runs;
