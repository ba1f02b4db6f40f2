package io.memmap.storage.staging;

/** The bytes of a new file before its first record: some bytes, such as a header, then zeros. */
public final class FileStart {
  private final byte[] bytes;
  private final long length;

  /**
   * A start of some bytes.
   *
   * @param length with the zeros after them; at least that of the bytes
   */
  public FileStart(byte[] bytes, long length) {
    if (length < bytes.length) {
      throw new IllegalArgumentException("a start of " + length + " bytes, given " + bytes.length);
    }
    this.bytes = bytes.clone();
    this.length = length;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public long length() {
    return length;
  }
}
