package io.memmap.storage;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an update of an array is about to do: a text file beside the staged records, from which
 * anybody can do it again. It appears in one step, after everything has been staged and checked,
 * and goes when all is applied; applying twice does no harm.
 *
 * @param inode of the array's file; another file under its name is not the one to be updated
 * @param change of its array's dtype only the itemsize counts
 */
record UpdateJournal(String inode, ArrayChange change) {
  private static final String NAME = StagingNames.JOURNAL;
  private static final String HELD = StagingNames.HELD;
  private static final String FIRST_LINE = "memmap update 2";

  /** The same of records of which only marked bytes are written. */
  private static final String FIRST_LINE_OF_MARKED = "memmap update 3";

  private static final String LAST_LINE = "end";

  /** Enough for 200,000 runs. */
  private static final int MOST_BYTES = 32 << 20;

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

  /**
   * Keeps the array's file in being as long as the journal is, by one more link to it: the number
   * of a file that was deleted soon goes to another one. Without links the number has to do.
   */
  static void hold(Path target, Path folder) throws IOException {
    try {
      Files.createLink(folder.resolve(HELD), target);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      return;
    }
  }

  /** Whether the journal in a folder is about this file, and not about one that it replaced. */
  boolean isFor(Path target, Path folder) throws IOException {
    if (FileFacts.of(target).isEmpty()) {
      return false;
    }
    return FileFacts.of(folder.resolve(HELD)).isPresent()
        ? holds(target, folder)
        : inode.equals(inode(target));
  }

  /** Whether the folder holds this very file by a link. */
  static boolean holds(Path target, Path folder) throws IOException {
    Optional<FileFacts> held = FileFacts.of(folder.resolve(HELD));
    Optional<FileFacts> there = FileFacts.of(target);
    return held.isPresent() && there.isPresent() && held.get().key().equals(there.get().key());
  }

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * From here on the update will be done, by this process or by another one.
   *
   * @param sync whether to force its text; its name in the folder is left to the caller
   */
  void write(Path folder, boolean sync) throws IOException {
    Path draft = folder.resolve(NAME + ".draft");
    ByteBuffer text = StandardCharsets.UTF_8.encode(String.join("\n", lines()) + "\n");
    if (text.remaining() > MOST_BYTES) {
      throw new IOException(
          "journal " + draft + ": " + text.remaining() + " bytes; write fewer rows at once");
    }
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StagedPermissions.ofStaged(draft))) {
      StagedPermissions.letReadersSee(draft);
      Placement.writeFully(channel, text, 0);
      if (sync) {
        channel.force(true);
      }
    }
    Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * All is applied: nobody needs to do it again.
   *
   * @param folders to be forced, so that it does not come back after a power cut, when others may
   *     have written
   * @throws IOException if it is still there
   */
  static void remove(Path folder, FolderSync folders) throws IOException {
    if (Files.deleteIfExists(folder.resolve(NAME))) {
      folders.force(folder);
    }
  }

  /**
   * Looks at the staged indices before anything is written.
   *
   * @throws IOException if they are not those that were announced
   */
  void refuseOtherIndices(Path folder) throws IOException {
    for (Run run : change.runs()) {
      try (RunReader reader = new RunReader(run, change.record().width())) {
        reader.refuseOtherIndices();
      } catch (IllegalArgumentException e) {
        throw FileErrors.badJournal(folder.resolve(NAME).toString(), e);
      }
    }
  }

  private List<String> lines() {
    ArraySpec spec = change.spec();
    List<String> lines = new ArrayList<>();
    lines.add(change.record().marked() ? FIRST_LINE_OF_MARKED : FIRST_LINE);
    lines.add(inode);
    lines.add(String.valueOf(spec.dtype().itemsize()));
    lines.add(spec.shape().toString());
    lines.add(spec.order().toString());
    lines.add(String.valueOf(spec.offset()));
    lines.add(String.valueOf(change.record().bytes()));
    lines.add(HexFormat.of().formatHex(change.head()));
    for (Run run : change.runs()) {
      lines.add(
          String.format(
              Locale.ROOT,
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
   * Reads the journal of an array's staging folder, if there is one.
   *
   * @throws IOException if it is there and cannot be understood, or somebody else may have put it
   *     there
   */
  static Optional<UpdateJournal> read(Path target, OpenFolder folder) throws IOException {
    Path file = folder.path().resolve(NAME);
    try {
      Optional<FileFacts> facts = folder.facts(NAME);
      if (facts.isEmpty()) {
        return Optional.empty();
      }
      if (!UpdateSlot.isTrusted(facts.get(), FileFacts.of(target))) {
        throw FileErrors.foreignJournal(target.toString(), file.toString(), facts.get());
      }
      String text = new String(folder.read(NAME, MOST_BYTES), StandardCharsets.UTF_8);
      UpdateJournal journal = parse(folder.path(), text.lines().toList());
      journal.refuseOthers(target, folder);
      return Optional.of(journal);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw FileErrors.badJournal(file.toString(), e);
    }
  }

  /** Rows are taken from the folder's own files only. */
  private void refuseOthers(Path target, OpenFolder folder) throws IOException {
    Optional<FileFacts> array = FileFacts.of(target);
    for (Run run : change.runs()) {
      String name = Path.of(run.file()).getFileName().toString();
      Optional<FileFacts> staged = folder.facts(name);
      boolean fits =
          staged.isPresent()
              && staged.get().isFile()
              && staged.get().links() == 1
              && UpdateSlot.isTrusted(staged.get(), array)
              && run.end(change.record().width()) <= staged.get().bytes();
      if (!fits) {
        throw new IllegalArgumentException(
            "its rows of "
                + name
                + (staged.isEmpty() ? " are missing" : " are not there, found " + staged.get()));
      }
    }
  }

  private static UpdateJournal parse(Path folder, List<String> lines) {
    int last = lines.size() - 1;
    boolean marked = lines.get(0).equals(FIRST_LINE_OF_MARKED);
    if (!(marked || lines.get(0).equals(FIRST_LINE)) || !lines.get(last).equals(LAST_LINE)) {
      throw new IllegalArgumentException("expected '" + FIRST_LINE + "' to '" + LAST_LINE + "'");
    }
    ArraySpec spec =
        new ArraySpec(
            new StructuredDType(List.of(), Integer.parseInt(lines.get(2))),
            Shape.parse(lines.get(3)),
            Order.parse(lines.get(4)),
            Long.parseLong(lines.get(5)));
    List<Run> runs = new ArrayList<>();
    for (String line : lines.subList(8, last)) {
      runs.add(run(folder, line.split(" ", 6)));
    }
    int recordBytes = Integer.parseInt(lines.get(6));
    runs.forEach(run -> run.refuseOutside(spec, recordBytes));
    byte[] head = HexFormat.of().parseHex(lines.get(7));
    StagedRecord record = new StagedRecord(recordBytes, marked);
    ArrayChange change = new ArrayChange(spec, record, runs, head);
    return new UpdateJournal(lines.get(1), change);
  }

  private static Run run(Path folder, String[] words) {
    if (!StagingNames.areStagedRows(words[5])) {
      throw new IllegalArgumentException("'" + words[5] + "' is no file of staged rows");
    }
    return new Run(
        folder.resolve(words[5]).toString(),
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }
}
