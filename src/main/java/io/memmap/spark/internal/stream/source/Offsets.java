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
  private static final int KEPT = 3;

  /** Files whose rows the text of a position has. */
  static final int MOST_IN_TEXT = 100;

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
   * A position after another one. The rows of each of many files are written to a file of the
   * checkpoint, so that the text of the position stays short.
   *
   * @param before null for the first one
   * @throws UncheckedIOException if that file cannot be written
   */
  synchronized ArrayOffset after(Offset before, ReadRows read) {
    OffsetText text = OffsetText.of(array, read);
    if (read.count() > MOST_IN_TEXT) {
      String content = text.json();
      StateFile state = StateFile.of(before == null ? 0 : number(before) + 1, content);
      try {
        folder.write(state.name(), StateFile.compressed(content));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      text = text.in(state.name());
    }
    ArrayOffset offset = new ArrayOffset(text.json());
    known.put(offset.json(), read);
    return offset;
  }

  /** The number in the name of a position's file; 0 if it has none. */
  private long number(Offset offset) {
    return text(offset.json()).state().flatMap(StateFile::named).map(StateFile::number).orElse(0L);
  }

  /**
   * Removes the files of positions before this one, which no restart needs any more.
   *
   * @throws UncheckedIOException if they cannot be removed
   */
  void forgetBefore(Offset offset) {
    long number = number(offset);
    if (number == 0) {
      return;
    }
    try {
      for (String name : folder.names()) {
        if (StateFile.named(name).filter(state -> state.number() < number).isPresent()) {
          folder.remove(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
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
    OffsetText text = text(json);
    if (!text.array().equals(array)) {
      throw FollowErrors.otherArray(folder.toString(), text.array(), array);
    }
    return new ReadRows(text.state().map(this::stored).orElse(text).files());
  }

  private OffsetText stored(String name) {
    try {
      Optional<byte[]> bytes = folder.read(name);
      if (bytes.isEmpty()) {
        throw FollowErrors.noState(folder.toString(), name);
      }
      return text(StateFile.content(bytes.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private OffsetText text(String json) {
    try {
      return OffsetText.parse(json);
    } catch (IllegalArgumentException e) {
      throw FollowErrors.badOffset(folder.toString(), json, e.getMessage());
    }
  }
}
