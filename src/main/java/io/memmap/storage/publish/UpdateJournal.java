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
 * The journal of an update: a text file beside the staged records, from which any process can apply
 * the update again. It appears atomically after all records have been staged and checked, and is
 * removed when they are applied. Applying them twice is the same as once.
 *
 * @param inode of the array's file; another file under its name is not the one to be updated
 * @param change its array's dtype has the right itemsize only
 * @param before state of the file when the journal was written
 */
record UpdateJournal(Inode inode, ArrayChange change, FileBefore before) {
  private static final String NAME = StagingNames.JOURNAL;

  /** Enough for 200,000 runs. */
  private static final int MOST_BYTES = 32 << 20;

  /** The journal of an update that is about to be applied. */
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
   * Whether the file is still that of the journal, and not one that was saved anew under the same
   * inode.
   *
   * @param folder with the staged rows
   * @param owner content of the owner's file
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
   * Writes the journal. From then on the update will be done, by this process or by another one.
   *
   * @param sync whether to force the file; the caller forces the folder
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
   * Removes the journal of an update that is applied.
   *
   * @param folders forces the folder, so that the journal does not come back after a power cut,
   *     when others may have written the array
   * @throws IOException if the journal is still there
   */
  static void remove(Path folder, FolderSync folders) throws IOException {
    if (Files.deleteIfExists(folder.resolve(NAME))) {
      folders.force(folder);
    }
  }

  /**
   * Checks the staged indices before anything is written.
   *
   * @throws IOException if they are not those of the journal
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
   * @throws IOException if it cannot be parsed, or a user who is not trusted may have made it
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
        return Optional
            .empty(); // the update has ended: first its journal was removed, then its rows
      }
      throw PublishErrors.badJournal(file, e);
    }
  }

  /** Checks that the records are in plain files of the folder, made by a trusted user. */
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
