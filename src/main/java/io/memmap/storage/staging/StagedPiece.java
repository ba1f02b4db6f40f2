package io.memmap.storage.staging;

import java.io.Serializable;

/**
 * What one committed attempt has staged, as a part of a new file.
 *
 * @param name of the {@link StagedOutput}
 * @param bytes its length
 * @param receipt what {@link StagedOutput#finish} returned; may be null
 */
public record StagedPiece(String name, long bytes, Serializable receipt) implements Serializable {
  private static final long serialVersionUID = 1L;
}
