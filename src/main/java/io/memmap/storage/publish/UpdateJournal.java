package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunReader;
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
import java.util.Optional;
import java.util.Set;

/**
 * What an update of an array is about to do: a text file beside the staged records, from which
 * anybody can do it again. It appears in one step, after everything has been staged and checked,
 * and goes when all is applied; applying twice does no harm.
 *
 * @param inode of the array's file; another file under its name is not the one to be updated
 * @param change of its array's dtype only the itemsize counts
 * @param before what the file was like when this was written
 */
record UpdateJournal(Inode inode, ArrayChange change, FileBefore before) {
  private static final String NAME = StagingNames.JOURNAL;

  /** Enough for 200,000 runs. */
  private static final int MOST_BYTES = 32 << 20;

  /** Of an update that is about to be applied. */
  static UpdateJournal of(Path target, ArrayChange change) throws IOException {
    return new UpdateJournal(Inode.of(target), change, FileBefore.of(target, change));
  }

  /** Whether the journal in a folder is about this file, and not about one that it replaced. */
  boolean isFor(Path target, Path folder) throws IOException {
    if (FileFacts.of(target).isEmpty()) {
      return false;
    }
    return TargetLink.isIn(folder)
        ? TargetLink.leadsTo(folder, target)
        : inode.equals(Inode.of(target));
  }

  /**
   * Whether it is still the file that this was made for, and not one that was saved anew under the
   * same inode.
   *
   * @param folder with the staged rows
   * @param owner who left them
   */
  boolean isOfSameBytes(Path target, Path folder, OwnerText owner) throws IOException {
    try {
      return before.mayBecome(target, change, owner.left());
    } catch (IllegalArgumentException e) {
      throw PublishErrors.badJournal(folder.resolve(NAME), e);
    }
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
    ByteBuffer text = StandardCharsets.UTF_8.encode(JournalText.of(this));
    if (text.remaining() > MOST_BYTES) {
      throw PublishErrors.journalTooLong(draft, text.remaining());
    }
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StagedPermissions.ofStaged(draft))) {
      StagedPermissions.letReadersSee(draft);
      SmallTransfers.write(channel, text, 0);
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
        throw PublishErrors.badJournal(folder.resolve(NAME), e);
      }
    }
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
        throw PublishErrors.foreignJournal(target, file, facts.get());
      }
      String text = new String(folder.read(NAME, MOST_BYTES), StandardCharsets.UTF_8);
      UpdateJournal journal = JournalText.parse(folder.path(), text.lines().toList());
      journal.refuseOthers(target, folder);
      return Optional.of(journal);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      if (folder.facts(NAME).isEmpty()) {
        return Optional.empty(); // the update has ended, and its rows have gone behind the journal
      }
      throw PublishErrors.badJournal(file, e);
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
}
