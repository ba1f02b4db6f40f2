package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.resolve.FollowErrors;
import io.memmap.storage.hadoop.write.CheckpointFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.read.streaming.Offset;

/** The positions of a stream in its checkpoint. */
final class Offsets {
  /** Positions that are kept in memory. */
  private static final int KEPT = 4;

  /** Name of the file with the position that the query began with. */
  private static final String INITIAL = "initial";

  private final CheckpointFolder folder;
  private final String array;
  private ArrayOffset initial;

  private final Map<String, ReadRows> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReadRows> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param folder that Spark gives the stream
   * @param array what the rows are of
   */
  Offsets(CheckpointFolder folder, String array) {
    this.folder = folder;
    this.array = array;
  }

  /**
   * The position that the query began with. It is stored before it is used, since a first batch
   * that is repeated after a crash has the same rows.
   *
   * @param first determines it for a new query
   */
  synchronized ArrayOffset initial(Supplier<ReadRows> first) {
    if (initial == null) {
      try {
        Optional<byte[]> stored = folder.read(INITIAL);
        if (stored.isPresent()) {
          initial = new ArrayOffset(new String(stored.get(), StandardCharsets.UTF_8));
        } else {
          ArrayOffset fresh = after(null, first.get());
          folder.write(INITIAL, fresh.json().getBytes(StandardCharsets.UTF_8));
          initial = fresh;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return initial;
  }

  boolean isInitial(Offset offset) {
    return initial != null && initial.equals(offset);
  }

  /**
   * A position after another one.
   *
   * @param before null for the first one
   */
  synchronized ArrayOffset after(Offset before, ReadRows read) {
    ArrayOffset offset = new ArrayOffset(OffsetText.of(array, read).json());
    known.put(offset.json(), read);
    return offset;
  }

  /** A position that is shown and never read again. */
  Offset shown(ReadRows read) {
    return new ArrayOffset(OffsetText.counts(array, read));
  }

  /**
   * How far the stream has read at a position.
   *
   * @throws IllegalStateException if the position is of other arrays, or cannot be read
   */
  synchronized ReadRows at(Offset offset) {
    return known.computeIfAbsent(offset.json(), this::read);
  }

  private ReadRows read(String json) {
    OffsetText text;
    try {
      text = OffsetText.parse(json);
    } catch (IllegalArgumentException e) {
      throw FollowErrors.badOffset(folder.toString(), json, e.getMessage());
    }
    if (!text.array().equals(array)) {
      throw FollowErrors.otherArray(folder.toString(), text.array(), array);
    }
    return new ReadRows(text.files());
  }
}
