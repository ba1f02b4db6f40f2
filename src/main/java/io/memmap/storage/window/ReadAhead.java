package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.RowRange;
import io.memmap.storage.file.JobFailures;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads the blocks of a task into a ring of buffers, some blocks before they are needed, by threads
 * of its own. Rows are shown in their order. Apart from the threads that read, used by the task's
 * thread only.
 */
final class ReadAhead implements Closeable {
  private final SourceFile file;
  private final List<CopiedRows> spans;
  private final List<RowRange> blocks;
  private final int mostStarted;
  private final ReadCosts costs;
  private final IoCounters counters;
  private final ReadWorkers workers;

  /** Blocks that are being read or have been read. The first one is shown, or will be next. */
  private final Deque<AheadBlock> started = new ArrayDeque<>();

  /** The buffers of blocks that are no longer needed. */
  private final Deque<List<ByteBuffer>> free = new ArrayDeque<>();

  /** How many blocks have been started. */
  private int next;

  private boolean closed;

  /**
   * Reads nothing yet.
   *
   * @param spans how to copy each span, made for the longest block
   * @param blocks in the order in which their rows will be shown
   * @param mostStarted most blocks that are in memory at one time
   */
  ReadAhead(
      SourceFile file,
      List<CopiedRows> spans,
      List<RowRange> blocks,
      int mostStarted,
      ReadCosts costs,
      IoCounters counters) {
    this.file = file;
    this.spans = List.copyOf(spans);
    this.blocks = List.copyOf(blocks);
    this.mostStarted = mostStarted;
    this.costs = costs;
    this.counters = counters;
    this.workers = new ReadWorkers(file, costs.parallelReads(), costs.chunkBytes());
  }

  /** The window of one of the spans. Closing one closes all. */
  RowWindow window(int span) {
    return new SpanWindow(span);
  }

  /** The end of the block that has a row. */
  private long blockEnd(long row) {
    for (int i = next - started.size(); i < blocks.size(); i++) {
      if (row < blocks.get(i).end() && row >= blocks.get(i).first()) {
        return blocks.get(i).end();
      }
    }
    throw new IllegalArgumentException("row " + row + " is not among those that are still read");
  }

  /** Waits for the block that has these rows. */
  private AheadBlock block(long first, int rows) throws IOException {
    long end = blockEnd(first);
    if (first + rows > end) {
      throw new IllegalArgumentException(
          "rows " + first + " to " + (first + rows) + " do not lie in one block");
    }
    startBlocks();
    while (started.getFirst().rows().end() != end) {
      await(started.getFirst());
      free.add(started.removeFirst().buffers());
      startBlocks();
    }
    await(started.getFirst());
    return started.getFirst();
  }

  private void startBlocks() throws IOException {
    while (next < blocks.size() && started.size() < mostStarted) {
      AheadBlock block = new AheadBlock(blocks.get(next), buffers());
      started.add(block);
      next++;
      start(block);
    }
  }

  private List<ByteBuffer> buffers() throws IOException {
    return free.isEmpty() ? allocated() : free.remove();
  }

  private List<ByteBuffer> allocated() throws IOException {
    List<ByteBuffer> buffers = new ArrayList<>();
    boolean success = false;
    try {
      for (CopiedRows span : spans) {
        buffers.add(
            NativeMemory.allocate(file.path(), span.bufferBytes()).order(ByteOrder.nativeOrder()));
      }
      success = true;
      return buffers;
    } finally {
      if (!success) {
        buffers.forEach(NativeMemory::free);
      }
    }
  }

  private void start(AheadBlock block) throws IOException {
    List<BlockRead> reads = reads(block);
    block.begin(reads.size());
    if (blocks.size() > 1 || reads.size() > 1) {
      workers.add(reads);
      return;
    }
    long begun = System.nanoTime();
    try (RunChunk chunk = new RunChunk(file, costs.chunkBytes())) {
      reads.forEach(read -> block.ended(read, read.run(file, chunk)));
    }
    counters.waited(System.nanoTime() - begun);
  }

  private List<BlockRead> reads(AheadBlock block) throws IOException {
    RowRange rows = block.rows();
    PlannedReads planned = new PlannedReads(costs);
    for (int i = 0; i < spans.size(); i++) {
      planned.into(block.buffers().get(i));
      spans.get(i).read(rows.first(), (int) (rows.end() - rows.first()), planned);
    }
    return planned.of(block);
  }

  private void await(AheadBlock block) throws IOException {
    if (block.isUnfinished()) {
      long begun = System.nanoTime();
      try {
        block.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while file " + file.path() + " was read");
      } finally {
        counters.waited(System.nanoTime() - begun);
      }
    }
    block.countTo(counters);
    if (block.failure() != null) {
      throw JobFailures.failure(block.failure(), "file " + file.path() + " cannot be read");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.close();
    for (AheadBlock block : started) {
      block.countTo(counters);
      block.buffers().forEach(NativeMemory::free);
    }
    free.forEach(buffers -> buffers.forEach(NativeMemory::free));
  }

  /** One span of the blocks. */
  private final class SpanWindow implements RowWindow {
    private final int span;

    SpanWindow(int span) {
      this.span = span;
    }

    @Override
    public ArrayView place(ArrayView column) {
      return spans.get(span).place(column);
    }

    @Override
    public int mostRows(long first) {
      return (int) (blockEnd(first) - first);
    }

    @Override
    public long show(long first, int rows) throws IOException {
      AheadBlock block = block(first, rows);
      RowRange all = block.rows();
      return NativeMemory.address(block.buffers().get(span))
          + spans.get(span).at(first, all.first(), (int) (all.end() - all.first()));
    }

    @Override
    public void close() {
      ReadAhead.this.close();
    }
  }
}
