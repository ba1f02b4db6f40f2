package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.storage.file.FileStamp;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The serialized form of a partition, which may have thousands of files. Parts that sources have in
 * common are sent once; of each path only what differs from the path before it is sent.
 */
final class SentParts implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LOW_BITS = 7;
  private static final int MORE = 1 << LOW_BITS;

  /** Each kind once. */
  private final ArrayList<Kind> kinds;

  /** The token of each file; empty if no file has one. */
  private final ArrayList<Serializable> tokens;

  private final byte[] each;

  SentParts(List<SourceRows> parts) {
    Writer writer = new Writer();
    parts.forEach(writer::part);
    this.kinds = new ArrayList<>(writer.kinds.keySet());
    this.tokens = new ArrayList<>(tokens(parts));
    this.each = writer.bytes.toByteArray();
  }

  private static List<Serializable> tokens(List<SourceRows> parts) {
    List<Serializable> tokens = new ArrayList<>();
    parts.forEach(part -> tokens.add(part.source().file().token()));
    return tokens.stream().allMatch(Objects::isNull) ? List.of() : tokens;
  }

  private Object readResolve() {
    Reader reader = new Reader();
    List<SourceRows> parts = new ArrayList<>();
    while (reader.at < each.length) {
      Serializable token = tokens.isEmpty() ? null : tokens.get(parts.size());
      parts.add(reader.part(token));
    }
    return new ArrayPartition(parts);
  }

  /** What many sources have in common; they differ in path, identity, length and stored length. */
  private record Kind(
      SlicedArray array, List<Object> constants, SelfDescription description, String machine)
      implements Serializable {

    static Kind of(ArraySource source) {
      return new Kind(
          source.array().storedAs(0),
          source.constants(),
          source.description(),
          source.file().machine());
    }

    ArraySource in(FileStamp file, long storedLength) {
      return new ArraySource(file, array.storedAs(storedLength), constants, description);
    }
  }

  private static final class Writer {
    private final Map<Kind, Integer> kinds = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String path = "";
    private String identity = "";
    private Kind lastKind;
    private int lastNumber;

    void part(SourceRows part) {
      ArraySource source = part.source();
      FileStamp file = source.file();
      number(kind(Kind.of(source)));
      text(path, file.path());
      text(identity, file.identity());
      number(file.bytes());
      number(source.array().storedLength());
      number(part.rows().ranges().size());
      for (RowRange range : part.rows().ranges()) {
        number(range.first());
        number(range.end());
      }
      path = file.path();
      identity = file.identity();
    }

    /** Files of one kind mostly follow one another, so the last kind is compared first. */
    private int kind(Kind kind) {
      if (!kind.equals(lastKind)) {
        lastNumber = kinds.computeIfAbsent(kind, fresh -> kinds.size());
        lastKind = kind;
      }
      return lastNumber;
    }

    private void text(String before, String text) {
      int same = 0;
      int most = Math.min(before.length(), text.length());
      while (same < most && before.charAt(same) == text.charAt(same)) {
        same++;
      }
      number(same);
      number(text.length() - same);
      text.chars().skip(same).forEach(this::number);
    }

    /**
     * Writes a number in groups of 7 bits, lowest first; the highest bit of a byte says that
     * another one follows.
     */
    private void number(long value) {
      long rest = value;
      while (rest >>> LOW_BITS != 0) {
        bytes.write((int) ((rest & (MORE - 1)) | MORE));
        rest >>>= LOW_BITS;
      }
      bytes.write((int) rest);
    }
  }

  private final class Reader {
    private int at;
    private String path = "";
    private String identity = "";

    SourceRows part(Serializable token) {
      Kind kind = kinds.get(count());
      path = text(path);
      identity = text(identity);
      long bytes = number();
      long storedLength = number();
      List<RowRange> ranges = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        ranges.add(new RowRange(number(), number()));
      }
      FileStamp file = new FileStamp(path, bytes, identity, kind.machine(), token);
      return new SourceRows(kind.in(file, storedLength), new RowRanges(ranges));
    }

    private String text(String before) {
      StringBuilder text = new StringBuilder(before.substring(0, count()));
      for (int left = count(); left > 0; left--) {
        text.append((char) number());
      }
      return text.toString();
    }

    private int count() {
      return Math.toIntExact(number());
    }

    private long number() {
      long value = 0;
      for (int shift = 0; ; shift += LOW_BITS) {
        byte next = each[at++];
        value |= (long) (next & (MORE - 1)) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
