package io.memmap.spark.internal.stream.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Name and content of a file in the checkpoint that has the rows of each of very many files. Its
 * name has a number that grows from one position to the next, and a checksum of the content: a
 * position that was never logged, because the query ended before, does not have the name of another
 * one.
 */
record StateFile(long number, String checksum) {
  private static final Pattern NAME = Pattern.compile("rows-([0-9]+)-([0-9a-f]{8})\\.json\\.gz");
  private static final int DIGITS = 8;

  static StateFile of(long number, String content) {
    CRC32 crc = new CRC32();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    String hex = Long.toHexString(crc.getValue());
    return new StateFile(number, "0".repeat(DIGITS - hex.length()) + hex);
  }

  /** The file of this name; empty if it is a name of other files. */
  static Optional<StateFile> named(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new StateFile(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  String name() {
    return "rows-" + number + "-" + checksum + ".json.gz";
  }

  static byte[] compressed(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  static String content(byte[] compressed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
