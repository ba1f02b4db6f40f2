package io.memmap.storage.hadoop.write;

import java.io.Serializable;

/**
 * A part that the store has.
 *
 * @param handle by which the store knows it
 */
record SentPart(int number, long length, Serializable handle) implements Serializable {}
