package io.memmap.storage;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an update of an array is about to do: a text file beside the staged records, from which
 * anybody can do it again. It appears in one step, after everything has been staged and checked,
 * and goes when all is applied; applying twice does no harm.
 *
 * @param inode of the array's file; another file under its name is not the one to be updated
 * @param spec the array as it lies in the file; of its dtype only the itemsize counts
 * @param runs records with indices of the whole array
 */
record UpdateJournal(String inode, ArraySpec spec, int recordBytes, List<Run> runs) {
  private static final String NAME = "journal";
  private static final String FIRST_LINE = "memmap update 1";
  private static final String LAST_LINE = "end";

  UpdateJournal {
    runs = List.copyOf(runs);
  }

  /**
   * What tells a file from another one under the same name, also after the machine started anew.
   */
  static String inode(Path file) throws IOException {
    try {
      return String.valueOf(Files.getAttribute(file, "unix:ino"));
    } catch (UnsupportedOperationException | IllegalArgumentException otherFileSystem) {
      return "";
    }
  }

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /** From here on the update will be done, by this process or by another one. */
  void write(Path folder, boolean sync) throws IOException {
    Path draft = folder.resolve(NAME + ".draft");
    ByteBuffer text = StandardCharsets.UTF_8.encode(String.join("\n", lines()) + "\n");
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Placement.writeFully(channel, text, 0);
      if (sync) {
        channel.force(true);
      }
    }
    Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    if (sync) {
      NewArrayFile.forceFolder(folder);
      NewArrayFile.forceFolder(folder.getParent());
    }
  }

  /** All is applied: nobody needs to do it again. */
  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    lines.add(inode);
    lines.add(String.valueOf(spec.dtype().itemsize()));
    lines.add(spec.shape().toString());
    lines.add(spec.order().toString());
    lines.add(String.valueOf(spec.offset()));
    lines.add(String.valueOf(recordBytes));
    for (Run run : runs) {
      lines.add(
          String.format(
              "%d %d %d %d %d %s",
              run.position(),
              run.count(),
              run.first(),
              run.last(),
              run.indices(),
              Path.of(run.file()).getFileName()));
    }
    lines.add(LAST_LINE);
    return lines;
  }

  /**
   * Reads the journal of a staging folder, if there is one.
   *
   * @throws IOException if it is there and cannot be understood
   */
  static Optional<UpdateJournal> read(Path folder) throws IOException {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(NAME));
      return Optional.of(parse(folder, lines));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(
          "journal " + folder.resolve(NAME) + ": not understood (" + e.getMessage() + ")", e);
    }
  }

  private static UpdateJournal parse(Path folder, List<String> lines) {
    int last = lines.size() - 1;
    if (!lines.get(0).equals(FIRST_LINE) || !lines.get(last).equals(LAST_LINE)) {
      throw new IllegalArgumentException("expected '" + FIRST_LINE + "' to '" + LAST_LINE + "'");
    }
    ArraySpec spec =
        new ArraySpec(
            new StructuredDType(List.of(), Integer.parseInt(lines.get(2))),
            Shape.parse(lines.get(3)),
            Order.parse(lines.get(4)),
            Long.parseLong(lines.get(5)));
    List<Run> runs = new ArrayList<>();
    for (String line : lines.subList(7, last)) {
      runs.add(run(folder, line.split(" ", 6)));
    }
    return new UpdateJournal(lines.get(1), spec, Integer.parseInt(lines.get(6)), runs);
  }

  private static Run run(Path folder, String[] words) {
    return new Run(
        folder.resolve(words[5]).toString(),
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }
}
