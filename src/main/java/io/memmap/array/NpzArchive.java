package io.memmap.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The members of a {@code .npz}, which is a zip archive. Stored ones lie in it as they are, and are
 * read in place; nothing is unpacked.
 */
public final class NpzArchive {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_LENGTHS_AT = 26;
  private static final int STORED = 0;
  private static final String NPY = ".npy";
  private static final int SHOWN = 10;

  private final ByteSource source;
  private final Map<String, ZipEntry> members;

  private NpzArchive(ByteSource source, Map<String, ZipEntry> members) {
    this.source = source;
    this.members = members;
  }

  /**
   * Reads the archive's directory.
   *
   * @throws InvalidArrayException if this is no zip archive; the message does not name the file
   * @throws IOException if the bytes can't be read
   */
  public static NpzArchive open(ByteSource source) throws IOException {
    return new NpzArchive(source, ZipDirectory.read(source));
  }

  /** Names of the arrays, as {@code np.load(...).files} gives them. */
  public List<String> arrays() {
    return members.keySet().stream().map(NpzArchive::withoutSuffix).toList();
  }

  private static String withoutSuffix(String name) {
    return name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
  }

  /**
   * Where the {@code .npy} file of an array lies, which is not aligned to anything.
   *
   * @param name of the member, with or without {@code .npy}
   * @throws InvalidArrayException if there is none, or it is compressed or encrypted
   * @throws IOException if the bytes can't be read
   */
  public ByteRange member(String name) throws IOException {
    ZipEntry entry = members.containsKey(name) ? members.get(name) : members.get(name + NPY);
    if (entry == null) {
      throw noSuchMember(name);
    }
    if (entry.isEncrypted()) {
      throw new InvalidArrayException(
          asked(name) + ": it is encrypted; save the arrays without a password");
    }
    if (entry.method() != STORED) {
      throw new InvalidArrayException(
          asked(name)
              + ": it is compressed, so it can't be mapped; save it with np.savez instead of"
              + " np.savez_compressed");
    }
    if (entry.bytes() != entry.storedBytes()) {
      throw ZipDirectory.bad("member '" + name + "' is stored, yet has two lengths");
    }
    long start = dataStart(entry);
    if (source.size() - start < entry.bytes()) {
      throw ZipDirectory.bad("member '" + name + "' goes on behind the end of the file");
    }
    return new ByteRange(start, start + entry.bytes());
  }

  /** Lengths in the local header differ from those in the directory. */
  private long dataStart(ZipEntry entry) throws IOException {
    long at = entry.headerOffset();
    if (at < 0 || source.size() - at < LOCAL_BYTES) {
      throw ZipDirectory.bad("the directory points behind the end of the file");
    }
    ByteBuffer header = ZipDirectory.littleEndian(source.read(at, LOCAL_BYTES));
    if (header.getInt(0) != LOCAL_HEADER) {
      throw ZipDirectory.bad("the directory points to no member");
    }
    int nameBytes = Short.toUnsignedInt(header.getShort(LOCAL_LENGTHS_AT));
    int extraBytes = Short.toUnsignedInt(header.getShort(LOCAL_LENGTHS_AT + Short.BYTES));
    long start = at + LOCAL_BYTES + nameBytes + extraBytes;
    if (start > source.size()
        || !ByteBuffer.wrap(source.read(at + LOCAL_BYTES, nameBytes)).equals(entry.rawName())) {
      throw ZipDirectory.bad("the directory and the members differ");
    }
    return start;
  }

  private static String asked(String name) {
    return "member '" + name + "' of the .npz";
  }

  private InvalidArrayException noSuchMember(String name) {
    List<String> arrays = arrays();
    String found = String.join(", ", arrays.subList(0, Math.min(SHOWN, arrays.size())));
    return new InvalidArrayException(
        asked(name)
            + ": found "
            + (arrays.isEmpty() ? "an archive without members" : found)
            + (arrays.size() > SHOWN ? " and " + (arrays.size() - SHOWN) + " more" : "")
            + (arrays.isEmpty() ? "; save arrays with np.savez" : "; give one of them as member"));
  }
}
