/**
 * Internal: may change without notice. Records that tasks have staged, sorted into runs, and how
 * runs become an array. Start with {@link io.memmap.storage.runs.RunWriter}.
 */
package io.memmap.storage.runs;
