package io.memmap.array.npy;

import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a {@code .npz}, which is a zip archive. Stored members are read in place;
 * compressed ones are refused.
 */
public final class NpzArchive {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_FLAGS_AT = 6;
  private static final int LOCAL_LENGTHS_AT = 26;
  private static final int STORED = 0;
  private static final String NPY = ".npy";
  private static final int SHOWN = 10;

  private final ByteSource source;
  private final ZipDirectory directory;

  private NpzArchive(ByteSource source, ZipDirectory directory) {
    this.source = source;
    this.directory = directory;
  }

  /**
   * Reads the archive's directory.
   *
   * @throws InvalidArrayException if this is not a zip archive; the message does not name the file
   * @throws IOException if the bytes can't be read
   */
  public static NpzArchive open(ByteSource source) throws IOException {
    return new NpzArchive(source, ZipDirectory.read(source));
  }

  /** Names of the arrays, each once, as {@code np.load(...).files} gives them. */
  public List<String> arrays() {
    return arrays(Integer.MAX_VALUE);
  }

  /** The first names of arrays, no more than so many. */
  public List<String> arrays(int most) {
    Set<String> names = new LinkedHashSet<>();
    directory.forEach(
        (name, entry) -> {
          names.add(withoutSuffix(name));
          return names.size() < most;
        });
    return List.copyOf(names);
  }

  /** How many members there are. */
  public int size() {
    int[] members = {0};
    directory.forEach(
        (name, entry) -> {
          members[0]++;
          return true;
        });
    return members[0];
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
    ZipDirectory.Entry entry =
        last(name).or(() -> last(name + NPY)).orElseThrow(() -> noSuchMember(name));
    if (entry.isEncrypted()) {
      throw InvalidArrayException.of(
          "%s: it is encrypted; save the arrays without a password", asked(name));
    }
    if (entry.isPatch()) {
      throw ZipDirectory.bad("member '" + name + "' is a patch of another file");
    }
    if (entry.method() != STORED) {
      throw InvalidArrayException.of(
          "%s: it is compressed, so it can't be mapped; save it with np.savez instead of"
              + " np.savez_compressed",
          asked(name));
    }
    if (entry.bytes() != entry.storedBytes()) {
      throw ZipDirectory.bad("member '" + name + "' is stored, yet has two lengths");
    }
    long start = dataStart(entry);
    if (source.size() - start < entry.bytes()) {
      throw ZipDirectory.bad("member '" + name + "' goes on after the end of the file");
    }
    return new ByteRange(start, start + entry.bytes());
  }

  /** Of members of the same name the last one counts. */
  private Optional<ZipDirectory.Entry> last(String name) {
    ZipDirectory.Entry[] found = {null};
    directory.forEach(
        (other, entry) -> {
          found[0] = other.equals(name) ? entry : found[0];
          return true;
        });
    return Optional.ofNullable(found[0]);
  }

  /** Lengths in the local header differ from those in the directory. */
  private long dataStart(ZipDirectory.Entry entry) throws IOException {
    long at = entry.headerOffset();
    if (at < 0 || source.size() - at < LOCAL_BYTES) {
      throw ZipDirectory.bad("the directory points after the end of the file");
    }
    ByteBuffer header = ZipDirectory.littleEndian(source.read(at, LOCAL_BYTES));
    if (header.getInt(0) != LOCAL_HEADER) {
      throw ZipDirectory.bad("the directory points to no member");
    }
    int nameBytes = Short.toUnsignedInt(header.getShort(LOCAL_LENGTHS_AT));
    int extraBytes = Short.toUnsignedInt(header.getShort(LOCAL_LENGTHS_AT + Short.BYTES));
    long start = at + LOCAL_BYTES + nameBytes + extraBytes;
    if (start > source.size()
        || !ZipDirectory.name(
                source.read(at + LOCAL_BYTES, nameBytes), header.getShort(LOCAL_FLAGS_AT))
            .equals(entry.name())) {
      throw ZipDirectory.bad("the directory and the members differ");
    }
    return start;
  }

  private static String asked(String name) {
    return "member '" + name + "' of the .npz";
  }

  private InvalidArrayException noSuchMember(String name) {
    List<String> some = arrays(SHOWN);
    int more = size() - some.size();
    return InvalidArrayException.of(
        "%s: found %s%s; %s",
        asked(name),
        some.isEmpty() ? "an archive without members" : String.join(", ", some),
        more > 0 ? " and " + more + " more" : "",
        some.isEmpty() ? "save arrays with np.savez" : "give one of them as member");
  }
}
