/**
 * Internal: may change without notice. What a write needs of a store whose files are made as a
 * whole and not changed: staging for task attempts, and one file made of what they staged. Pure
 * interfaces and values.
 */
package io.memmap.storage.staging;
