/**
 * Internal: may change without notice. Reading files of local and mounted file systems. Start with
 * {@link io.memmap.storage.local.LocalStorage}.
 */
package io.memmap.storage.local;
