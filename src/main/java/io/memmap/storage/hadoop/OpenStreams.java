package io.memmap.storage.hadoop;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;

/** The open streams of a file: one for all threads, or one for each read at a time. */
final class OpenStreams implements Closeable {
  private final PlannedStream source;
  private final StreamRead way;

  private final Object opening = new Object();

  /** Streams that no read uses, or the one that all reads share. */
  private final Deque<FSDataInputStream> ready = new ArrayDeque<>();

  private final Deque<byte[]> arrays = new ArrayDeque<>();
  private final Set<StreamUse> inUse = new HashSet<>();
  private boolean closed;

  private OpenStreams(PlannedStream source, StreamRead way, FSDataInputStream first) {
    this.source = source;
    this.way = way;
    ready.add(first);
  }

  /** Opens a first stream. */
  static OpenStreams open(PlannedStream source) throws IOException {
    FSDataInputStream first = source.open();
    return new OpenStreams(
        source, StreamRead.of(first, source.planned().location().scheme()), first);
  }

  StreamRead way() {
    return way;
  }

  /** Begins a read, which has to be given to {@link #end}. */
  StreamUse begin() throws IOException {
    StreamUse use;
    synchronized (this) {
      if (closed) {
        throw new IOException("file " + source.planned().path() + " is closed");
      }
      FSDataInputStream stream = way.isShared() ? ready.peek() : ready.poll();
      use = new StreamUse(stream, arrays.poll());
      inUse.add(use);
    }
    if (use.stream() == null) {
      boolean success = false;
      try {
        open(use);
        success = true;
      } finally {
        if (!success) {
          end(use, false, null);
        }
      }
    }
    return use;
  }

  private void open(StreamUse use) throws IOException {
    if (!way.isShared()) {
      use.opened(source.open());
      return;
    }
    synchronized (opening) {
      synchronized (this) {
        if (!ready.isEmpty()) {
          use.opened(ready.peek());
          return;
        }
      }
      use.opened(source.open());
      synchronized (this) {
        ready.add(use.stream());
      }
    }
  }

  /**
   * Ends a read. A stream of its own is used again if the read succeeded; a shared one unless the
   * read was ended by {@link #endReads}.
   *
   * @param failure of the read, to which a further one is added; or null
   */
  void end(StreamUse use, boolean success, IOException failure) throws IOException {
    FSDataInputStream left = null;
    synchronized (this) {
      inUse.remove(use);
      if (use.isEnded()) {
        Thread.interrupted(); // set by endReads, and of no meaning for what the thread does next
      }
      if (use.array() != null) {
        arrays.push(use.array());
      }
      boolean kept = success && !use.isEnded() && !closed;
      if (!way.isShared() && kept) {
        ready.push(use.stream());
      } else if (!way.isShared() || (use.isEnded() && !ready.contains(use.stream()))) {
        left = use.stream();
      }
    }
    try {
      abandon(left);
    } catch (IOException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
    }
  }

  /** Makes reads in progress fail soon, and closes their streams. Later reads open others. */
  void endReads() throws IOException {
    List<FSDataInputStream> used = new ArrayList<>();
    synchronized (this) {
      for (StreamUse use : inUse) {
        use.end();
        if (use.stream() != null) {
          used.add(use.stream());
          ready.remove(use.stream());
        }
      }
    }
    for (FSDataInputStream stream : used) {
      abandon(stream);
    }
  }

  private static void abandon(FSDataInputStream stream) throws IOException {
    if (stream != null) {
      try (stream) {
        StreamRead.announce(stream, 0);
      }
    }
  }

  @Override
  public void close() throws IOException {
    List<FSDataInputStream> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(ready);
      ready.clear();
    }
    IOException failure = null;
    try {
      endReads();
    } catch (IOException e) {
      failure = e;
    }
    for (FSDataInputStream stream : left) {
      try {
        stream.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
