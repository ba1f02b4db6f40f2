package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.SourceFile;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads staged pieces in their order, and blocks ahead of the one that is used: a request of an
 * object store takes as long as some megabytes do, and there may be thousands of small pieces.
 */
final class PiecesAhead implements AutoCloseable {
  private static final int BLOCK_BYTES = 8 << 20;

  /** On the heap, without the block that is used. */
  private static final long MOST_BYTES_AHEAD = 32L << 20;

  private static final int MOST_READS = 16;

  private record Block(StagedPiece piece, long start, int bytes) {}

  private record Read(int bytes, Future<ByteBuffer> block) {}

  private final StagedPieces staged;
  private final Iterator<Block> blocks;
  private final Deque<Read> reads = new ArrayDeque<>();
  private final ExecutorService workers;
  private long ahead;

  /**
   * @param pieces none of them empty
   */
  PiecesAhead(StagedPieces staged, List<StagedPiece> pieces) {
    this.staged = staged;
    this.blocks = pieces.stream().flatMap(PiecesAhead::blocks).iterator();
    this.workers = Executors.newFixedThreadPool(MOST_READS, PiecesAhead::worker);
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "memmap-staged-pieces");
    thread.setDaemon(true);
    return thread;
  }

  private static Stream<Block> blocks(StagedPiece piece) {
    return LongStream.iterate(0, at -> at < piece.bytes(), at -> at + BLOCK_BYTES)
        .mapToObj(at -> new Block(piece, at, (int) Math.min(BLOCK_BYTES, piece.bytes() - at)));
  }

  /** Whether there is one more block. */
  boolean hasNext() {
    return !reads.isEmpty() || blocks.hasNext();
  }

  /** The next block, from its first byte to its last. */
  ByteBuffer next() throws IOException {
    while (blocks.hasNext()
        && reads.size() < MOST_READS
        && (reads.isEmpty() || ahead + BLOCK_BYTES <= MOST_BYTES_AHEAD)) {
      Block block = blocks.next();
      ahead += block.bytes();
      reads.add(new Read(block.bytes(), workers.submit(() -> read(block))));
    }
    Read first = reads.remove();
    ahead -= first.bytes();
    return await(first.block());
  }

  private ByteBuffer read(Block block) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(block.bytes());
    try (SourceFile file = staged.open(block.piece())) {
      file.readFully(buffer, block.start());
    }
    return buffer.flip();
  }

  private static ByteBuffer await(Future<ByteBuffer> block) throws IOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while staged rows were read");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failed) {
        throw failed;
      }
      if (cause instanceof RuntimeException failed) {
        throw failed;
      }
      throw (Error) cause; // readers throw no other checked exceptions
    }
  }

  /** Ends reads in progress, whose results nobody needs. The threads end with their requests. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
