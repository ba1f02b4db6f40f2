package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.runs.StagedPermissions;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The epochs of streams that are in an array: a text file {@code .NAME.memmap-stream} beside it,
 * with a line for each stream that has ever written it. The journal of an update contains the whole
 * text, so whoever finishes the update writes the file too, and an epoch counts exactly if its rows
 * are in the array.
 *
 * <p>The file changes only while its writer has the folder of the array's update.
 */
public final class CommittedEpochs {
  private static final String FIRST_LINE = "memmap streams 1";
  private static final String LAST_LINE = "end";
  private static final int WORDS = 10;

  /** Enough for 100,000 streams. */
  private static final int MOST_BYTES = 16 << 20;

  private final List<Last> lines;

  private CommittedEpochs(List<Last> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * The last epoch of one stream.
   *
   * @param query id of the stream, which its checkpoint keeps
   * @param rows of the array after it
   * @param bytes of the array's file after it
   * @param inode number of the array's file
   */
  public record Last(String query, long epoch, long rows, long bytes, String inode) {
    @Override
    public String toString() {
      return "stream "
          + query
          + " epoch "
          + epoch
          + " rows "
          + rows
          + " bytes "
          + bytes
          + " inode "
          + (inode.isEmpty() ? "-" : inode);
    }

    private static Last of(String line) {
      String[] words = line.split(" ", -1);
      boolean sound = words.length == WORDS;
      for (int i = 0; sound && i < WORDS; i += 2) {
        sound = words[i].equals(List.of("stream", "epoch", "rows", "bytes", "inode").get(i / 2));
      }
      if (!sound) {
        throw new IllegalArgumentException("line '" + line + "'");
      }
      return new Last(
          words[1],
          Long.parseLong(words[3]),
          Long.parseLong(words[5]),
          Long.parseLong(words[7]),
          words[9].equals("-") ? "" : words[9]);
    }
  }

  /**
   * The number by which lines name the array's file; empty on file systems without such numbers.
   */
  public static String inode(Path target) throws IOException {
    return Inode.of(target).toString();
  }

  /** The file beside an array. */
  public static Path file(Path target) {
    return StagingNames.stream(target);
  }

  /**
   * Reads the file; no epochs if there is none.
   *
   * @param target resolved, no symbolic link
   * @throws IOException if it is not understood, or a user who may not decide about the array has
   *     made it
   */
  public static CommittedEpochs of(Path target) throws IOException {
    Path file = file(target);
    Optional<FileFacts> found = FileFacts.of(file);
    if (found.isEmpty()) {
      return new CommittedEpochs(List.of());
    }
    Optional<FileFacts> array = FileFacts.of(target);
    if (!found.get().isFile() || !UpdateSlot.isTrusted(found.get(), array)) {
      throw PublishErrors.foreignEpochs(target, file, found.get());
    }
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      SmallTransfers.read(channel, bytes, 0);
      return parse(bytes.array());
    } catch (NoSuchFileException removedMeanwhile) {
      return new CommittedEpochs(List.of());
    } catch (IllegalArgumentException e) {
      throw PublishErrors.badEpochs(target, file, e);
    }
  }

  /**
   * Parses the text.
   *
   * @throws IllegalArgumentException if it is not that of such a file
   */
  static CommittedEpochs parse(byte[] text) {
    List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
    int last = lines.size() - 1;
    if (last < 1 || !lines.get(0).equals(FIRST_LINE) || !lines.get(last).equals(LAST_LINE)) {
      throw new IllegalArgumentException("expected '" + FIRST_LINE + "' to '" + LAST_LINE + "'");
    }
    return new CommittedEpochs(lines.subList(1, last).stream().map(Last::of).toList());
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    return text.append(LAST_LINE).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The last epoch of a stream; empty if none of its epochs is in the array. */
  public Optional<Last> last(String query) {
    return lines.stream().filter(line -> line.query().equals(query)).findFirst();
  }

  /** The same with a later epoch of one stream, which comes last. */
  public CommittedEpochs with(Last later) {
    List<Last> all = new ArrayList<>(lines);
    all.removeIf(line -> line.query().equals(later.query()));
    all.add(later);
    return new CommittedEpochs(all);
  }

  /**
   * Writes the file anew.
   *
   * @param folder of the update that this process does
   * @param sync whether to force it
   */
  void write(Path target, Path folder, boolean sync) throws IOException {
    Path draft = folder.resolve(StagingNames.STREAM_DRAFT);
    Files.deleteIfExists(draft); // of a process that was killed here
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StagedPermissions.ofStaged(draft))) {
      StagedPermissions.letReadersSee(draft);
      SmallTransfers.write(channel, ByteBuffer.wrap(bytes()), 0);
      if (sync) {
        channel.force(true);
      }
    }
    Files.move(draft, file(target), StandardCopyOption.ATOMIC_MOVE);
    new FolderSync(sync).force(target.getParent());
  }
}
