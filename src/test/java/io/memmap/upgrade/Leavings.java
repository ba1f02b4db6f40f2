package io.memmap.upgrade;

import io.memmap.storage.file.MachineId;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that a release has left, kept in another place. What names the place in them is replaced by
 * words, and by what the new place has when they are restored: the folder, the machine, and the
 * numbers by which the file system knows a file.
 *
 * @param kept the folder of the kept files
 * @param used the folder that the files were made in, or are restored to; without symbolic links
 */
record Leavings(Path kept, Path used) {
  private static final String FOLDER = "@FOLDER@";
  private static final String HOST = "@HOST@";
  private static final String BOOT = "@BOOT@";

  /** Before the name of the array whose number stands there. */
  private static final String INODE = "@INODE OF ";

  /** The same within the bytes of a text, which journals contain. */
  private static final String HEX_INODE = "@BYTES OF INODE OF ";

  private static final String END = "@";

  /** Modification time of every array; the files of updates name it. */
  static final Instant MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

  /** Keeps all files. */
  void keep() throws IOException {
    for (Path file : below(used)) {
      Path to = Files.createDirectories(kept.resolve(used.relativize(file)).getParent());
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      for (Path array : arrays(used)) {
        text = text.replace(inode(array), INODE + array.getFileName() + END);
        text = text.replace(hex(inode(array)), HEX_INODE + array.getFileName() + END);
      }
      text = text.replace(used.toString(), FOLDER);
      if (file.endsWith("owner")) {
        text = text.replace(MachineId.HOST, HOST).replace(MachineId.BOOT, BOOT);
      }
      byte[] changed = text.getBytes(StandardCharsets.ISO_8859_1);
      Path copy = to.resolve(file.getFileName());
      if (isLink(file)) {
        Files.createFile(copy);
      } else {
        Files.write(copy, isArray(file) ? bytes : changed);
      }
    }
  }

  /** Restores all files; those beside arrays may be read by their owner only. */
  void restore() throws IOException {
    for (Path file : below(kept)) {
      Path to = used.resolve(kept.relativize(file));
      Files.createDirectories(
          to.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.copy(file, to);
      if (isArray(to)) {
        Files.setLastModifiedTime(to, FileTime.from(MODIFIED));
      }
    }
    for (Path file : below(used)) {
      if (isLink(file)) {
        Files.delete(file);
        Files.createLink(file, file.getParent().resolveSibling("a.npy"));
      } else if (!isArray(file)) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (Path array : arrays(used)) {
          text = text.replace(INODE + array.getFileName() + END, inode(array));
          text = text.replace(HEX_INODE + array.getFileName() + END, hex(inode(array)));
        }
        text = text.replace(FOLDER, used.toString());
        text = text.replace(HOST, MachineId.HOST).replace(BOOT, MachineId.BOOT);
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      }
    }
  }

  /** Updates hold the array by a hard link. */
  private static boolean isLink(Path file) {
    return file.endsWith(StagingNames.HELD);
  }

  private static boolean isArray(Path file) {
    return file.toString().endsWith(".npy") || file.getFileName().toString().startsWith("part-");
  }

  private static List<Path> arrays(Path folder) throws IOException {
    return below(folder).stream().filter(file -> file.toString().endsWith(".npy")).toList();
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
