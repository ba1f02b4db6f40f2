package io.memmap.array.npy;

import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/** The central directory of a zip archive. Source: PKWARE's APPNOTE, sections 4.3 to 4.5. */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MOST_COMMENT_BYTES = 0xffff;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64_LOCATOR_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ZIP64_EXTRA = 1;
  private static final int UTF8_NAME = 0x800;

  /** 6.3, as of Python's zipfile. */
  private static final int NEWEST_VERSION = 63;

  /** A directory of this size lists some 200,000 members. */
  private static final int MOST_BYTES = 16 << 20;

  private final ByteBuffer entries;

  /** Bytes before the archive, which its offsets don't count; negative if some were lost. */
  private final long before;

  /**
   * A member of a zip archive, by its directory.
   *
   * @param name as the directory has it, and the member's own header too
   * @param flags general purpose bits
   * @param method 0 for stored
   * @param storedBytes length in the archive
   * @param bytes length of the file it was
   * @param headerOffset position of the local header
   */
  record Entry(
      String name, int flags, int method, long storedBytes, long bytes, long headerOffset) {

    private static final int ENCRYPTED = 1;
    private static final int PATCH = 1 << 5;
    private static final int STRONGLY_ENCRYPTED = 1 << 6;

    boolean isEncrypted() {
      return (flags & (ENCRYPTED | STRONGLY_ENCRYPTED)) != 0;
    }

    /** Whether the bytes are a difference from another file. */
    boolean isPatch() {
      return (flags & PATCH) != 0;
    }
  }

  private ZipDirectory(byte[] entries, long before) {
    this.entries = littleEndian(entries);
    this.before = before;
  }

  /** Finds the directory and looks through it once, so that a damaged one is an error here. */
  static ZipDirectory read(ByteSource source) throws IOException {
    int tailBytes = (int) Math.min(source.size(), END_BYTES + MOST_COMMENT_BYTES);
    long tailStart = source.size() - tailBytes;
    ByteBuffer tail = littleEndian(source.read(tailStart, tailBytes));
    int end = end(tail);
    long endAt = tailStart + end;
    long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
    long offset = Integer.toUnsignedLong(tail.getInt(end + 16));
    ByteBuffer end64 = end64(source, endAt);
    if (end64 != null) {
      endAt = end64At(source, endAt);
      bytes = end64.getLong(40);
      offset = end64.getLong(48);
    }
    long start = endAt - bytes;
    if (bytes < 0 || offset < 0 || start < 0) {
      throw bad("its directory lies outside of the file");
    }
    if (bytes > MOST_BYTES) {
      throw bad("its directory has " + bytes + " bytes, at most " + MOST_BYTES + " are read");
    }
    ZipDirectory directory = new ZipDirectory(source.read(start, (int) bytes), start - offset);
    directory.forEach((name, entry) -> true);
    return directory;
  }

  /** Index of the end record: the last one there is, as for Python's zipfile. */
  private static int end(ByteBuffer tail) {
    for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return at;
      }
    }
    throw bad("it has no directory at its end, so it was cut off or is not a zip archive");
  }

  private static ByteBuffer end64(ByteSource source, long endAt) throws IOException {
    if (endAt < END64_LOCATOR_BYTES + END64_BYTES) {
      return null;
    }
    ByteBuffer locator =
        littleEndian(source.read(endAt - END64_LOCATOR_BYTES, END64_LOCATOR_BYTES));
    if (locator.getInt(0) != END64_LOCATOR) {
      return null;
    }
    ByteBuffer end64 = littleEndian(source.read(end64At(source, endAt), END64_BYTES));
    if (end64.getInt(0) != END64) {
      throw bad("its zip64 directory is not where it should be");
    }
    return end64;
  }

  /** The record lies just before its locator, unless it is longer than it needs to be. */
  private static long end64At(ByteSource source, long endAt) throws IOException {
    ByteBuffer locator =
        littleEndian(source.read(endAt - END64_LOCATOR_BYTES, END64_LOCATOR_BYTES));
    long usual = endAt - END64_LOCATOR_BYTES - END64_BYTES;
    if (littleEndian(source.read(usual, Integer.BYTES)).getInt(0) == END64) {
      return usual;
    }
    long stored = locator.getLong(8);
    if (stored < 0 || stored > usual) {
      throw bad("its zip64 directory is not where it should be");
    }
    return stored;
  }

  /**
   * Shows the members in their order. They are not kept: a directory may list some 200,000, which
   * take many times as much memory as their bytes do.
   *
   * @param look is shown name and entry, and says whether to go on
   */
  void forEach(BiPredicate<String, Entry> look) {
    entries.rewind();
    boolean goesOn = true;
    while (goesOn && entries.hasRemaining()) {
      if (entries.remaining() < ENTRY_BYTES || entries.getInt(entries.position()) != ENTRY) {
        throw bad("its directory is damaged");
      }
      goesOn = entry(look);
    }
  }

  private boolean entry(BiPredicate<String, Entry> look) {
    int at = entries.position();
    int version = Byte.toUnsignedInt(entries.get(at + 6));
    if (version > NEWEST_VERSION) {
      throw bad(
          "a member needs version " + version + " of the format, " + NEWEST_VERSION + " is known");
    }
    int flags = unsignedShort(at + 8);
    int nameBytes = unsignedShort(at + 28);
    int extraBytes = unsignedShort(at + 30);
    int commentBytes = unsignedShort(at + 32);
    int end = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    if (end > entries.capacity()) {
      throw bad("its directory is damaged");
    }
    byte[] name = new byte[nameBytes];
    entries.get(at + ENTRY_BYTES, name);
    long bytes = unsignedInt(at + 24);
    long storedBytes = unsignedInt(at + 20);
    long headerOffset = unsignedInt(at + 42);
    int extra = zip64(at + ENTRY_BYTES + nameBytes, extraBytes);
    if (bytes == 0xffffffffL) {
      bytes = zip64Long(extra);
      extra += Long.BYTES;
    }
    if (storedBytes == 0xffffffffL) {
      storedBytes = zip64Long(extra);
      extra += Long.BYTES;
    }
    if (headerOffset == 0xffffffffL) {
      headerOffset = zip64Long(extra);
    }
    if (bytes < 0 || storedBytes < 0 || headerOffset < 0) {
      throw bad("its directory is damaged");
    }
    String text = name(name, flags);
    entries.position(end);
    return look.test(
        upToNull(text),
        new Entry(text, flags, unsignedShort(at + 10), storedBytes, bytes, headerOffset + before));
  }

  /**
   * A name of a member.
   *
   * @param flags general purpose bits beside the name, in the directory or in the member's header
   */
  static String name(byte[] bytes, int flags) {
    try {
      return charset(flags).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("the name of a member is not the UTF-8 that it says");
    }
  }

  /** What a member is asked for by: Python's zipfile ends names at their first null byte. */
  private static String upToNull(String name) {
    int end = name.indexOf(0);
    return end < 0 ? name : name.substring(0, end);
  }

  /** Names outside of UTF-8 are in the PC's old code page, where this Java has it. */
  private static Charset charset(int flags) {
    if ((flags & UTF8_NAME) != 0) {
      return StandardCharsets.UTF_8;
    }
    return Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
  }

  /** Index of the 64-bit numbers, which replace 32-bit numbers of ones only. */
  private int zip64(int start, int length) {
    int at = start;
    while (at + 4 <= start + length) {
      if (unsignedShort(at) == ZIP64_EXTRA) {
        return at + 4;
      }
      at += 4 + unsignedShort(at + 2);
    }
    return entries.capacity();
  }

  private long zip64Long(int at) {
    if (at + Long.BYTES > entries.capacity()) {
      throw bad("its directory is damaged");
    }
    return entries.getLong(at);
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(entries.getShort(at));
  }

  private long unsignedInt(int at) {
    return Integer.toUnsignedLong(entries.getInt(at));
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static InvalidArrayException bad(String found) {
    return InvalidArrayException.of(
        "a .npz archive: %s; copy it again, or save it with np.savez", found);
  }
}
