package io.memmap.storage.runs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of staging folders, of the files in them, and of the file of streams beside an array. A
 * folder is called {@code .NAME.memmap-ID} after its array, where the ID has a fixed form, so no
 * name fits two arrays. Long names of arrays are shortened and followed by their digest, so that a
 * folder can be named wherever its array can.
 */
public final class StagingNames {
  public static final String UPDATE = "update";
  public static final String OWNER = "owner";
  public static final String OWNER_DRAFT = "owner.draft";
  public static final String JOURNAL = "journal";
  static final String JOURNAL_DRAFT = "journal.draft";
  public static final String HELD = "target";
  public static final String ARRAY = "array";
  public static final String STREAM_DRAFT = "stream.draft";

  private static final String STREAM = "stream";

  private static final String REMOVED = "removed-";
  private static final String ASIDE = "aside-";

  /**
   * With it the name of a folder has at most 143 bytes, the smallest limit of today's file systems.
   */
  private static final int MOST_PLAIN_BYTES = 80;

  private static final int SHOWN_BYTES = 24;

  private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final Pattern LEFT = Pattern.compile(UPDATE + "|(?:" + REMOVED + ")?" + UUID_FORM);

  private static final Pattern BEING_REMOVED = Pattern.compile(REMOVED + UUID_FORM);

  private static final Pattern ANY =
      Pattern.compile(
          "\\..+\\.memmap-(?:"
              + UPDATE
              + "|"
              + STREAM
              + "|(?:"
              + REMOVED
              + "|"
              + ASIDE
              + ")?"
              + UUID_FORM
              + ")",
          Pattern.DOTALL);

  private static final String STAGED = "part-";

  private static final Pattern STAGED_ROWS = Pattern.compile(STAGED + "[0-9a-z-]{1,200}");

  private StagingNames() {}

  /** The folder of this ID beside the array. */
  public static Path folder(Path target, String id) {
    return target.resolveSibling(folder(target.getFileName().toString(), id));
  }

  /** The file beside the array that says which epochs of streams are in it. */
  public static Path stream(Path target) {
    return folder(target, STREAM);
  }

  /** The name of the folder of this ID, for an array of this name. */
  public static String folder(String array, String id) {
    return prefix(array) + id;
  }

  /**
   * The name of a file beside an array for a moment, while what was staged in the folder of this ID
   * is added to it.
   */
  public static String beside(String array, String id) {
    return prefix(array) + REMOVED + id;
  }

  /** The name of the folder that a file of the name {@link #beside} is from. */
  public static String folderOf(String array, String beside) {
    return folder(array, beside.substring((prefix(array) + REMOVED).length()));
  }

  /** A name that a folder has only while it is removed. */
  public static Path lastName(Path target) {
    return folder(target, REMOVED + UUID.randomUUID());
  }

  /** A name under which a folder is left for the user. */
  public static Path aside(Path target) {
    return folder(target, ASIDE + UUID.randomUUID());
  }

  /** Whether a writer of the array that was killed may have left a folder of this name. */
  public static boolean mayBeLeftOf(Path target, String name) {
    return mayBeLeftOf(target.getFileName().toString(), name);
  }

  /** Whether a writer of an array of this name that was killed may have left such a folder. */
  public static boolean mayBeLeftOf(String array, String name) {
    return matches(array, name, LEFT);
  }

  public static boolean isBeingRemoved(Path target, String name) {
    return isBeside(target.getFileName().toString(), name);
  }

  /** Whether a file of this name is one {@link #beside} the array. */
  public static boolean isBeside(String array, String name) {
    return matches(array, name, BEING_REMOVED);
  }

  private static boolean matches(String array, String name, Pattern id) {
    String prefix = prefix(array);
    return name.startsWith(prefix) && id.matcher(name.substring(prefix.length())).matches();
  }

  /** Whether an array of this name would be taken for a staging folder. */
  public static boolean isReserved(String name) {
    return ANY.matcher(name).matches();
  }

  /** Whether writers make files of this name in their folders. */
  public static boolean isOurs(String file) {
    return switch (file) {
      case OWNER, OWNER_DRAFT, JOURNAL, JOURNAL_DRAFT, HELD, ARRAY, STREAM_DRAFT -> true;
      default -> areStagedRows(file);
    };
  }

  /** The file that an attempt of this name stages its rows in. */
  public static String stagedRows(String attempt) {
    return STAGED + attempt;
  }

  public static boolean areStagedRows(String file) {
    return STAGED_ROWS.matcher(file).matches();
  }

  private static String prefix(String array) {
    return "." + shortened(array) + ".memmap-";
  }

  /** A shortened name is longer than any name that is kept, so the two never collide. */
  private static String shortened(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_PLAIN_BYTES) {
      return name;
    }
    int end = SHOWN_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "~" + digest(bytes);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
