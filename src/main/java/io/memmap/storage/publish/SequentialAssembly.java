package io.memmap.storage.publish;

import io.memmap.storage.file.ParallelJobs;
import io.memmap.storage.runs.Records;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunErrors;
import io.memmap.storage.runs.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts runs that follow one another into a new contiguous array, each as soon as it is added, while
 * others are still being staged. The staging file of the first run becomes the array file; the
 * others are copied inside the kernel and deleted, so that the disk and the page cache hold little
 * more than the array.
 */
public final class SequentialAssembly implements AutoCloseable {
  private final Path folder;
  private final long offset;
  private final Optional<EarlyForce> force;
  private final ThreadPoolExecutor pool;
  private final List<Future<?>> jobs = new ArrayList<>();

  private Future<NewArrayFile> file;
  private long position;

  /**
   * An array whose first byte goes to {@code offset} of a new file; the file is begun when the
   * first run is added.
   *
   * @param folder of the staging files
   * @param offset of the array in its file
   * @param sync whether the file will be forced to the disk, so that it may be forced early
   */
  public SequentialAssembly(Path folder, long offset, boolean sync) {
    this.folder = folder;
    this.offset = offset;
    this.force = sync ? Optional.of(new EarlyForce()) : Optional.empty();
    this.position = offset;
    // One thread while tasks need the processors; most file systems let one thread write a file.
    this.pool =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CopyThread::new);
  }

  /**
   * Adds the run that follows the last one, and is alone in its staging file. Another thread copies
   * it, since the caller may be a thread of Spark that must not wait.
   *
   * @param run dense
   */
  public void add(Run run, int recordBytes) {
    if (file == null && run.position() == offset) {
      file =
          begin(
              () -> {
                NewArrayFile made = becomesTheFile(run, recordBytes);
                added(made, run.count() * recordBytes);
                return made;
              });
    } else {
      if (file == null) {
        file = begin(() -> NewArrayFile.create(folder, 0));
      }
      copyInChunks(run, recordBytes);
    }
    position += run.count() * recordBytes;
  }

  private Future<NewArrayFile> begin(Callable<NewArrayFile> making) {
    Future<NewArrayFile> begun = pool.submit(making);
    jobs.add(begun);
    return begun;
  }

  private void added(NewArrayFile grown, long bytes) {
    force.ifPresent(early -> early.added(grown, bytes));
  }

  /**
   * A staged file of another user is copied, so that the array belongs to the user who writes it.
   */
  private NewArrayFile becomesTheFile(Run run, int recordBytes) throws IOException {
    Path staged = staged(run);
    try {
      if (KeptAttributes.haveSameOwner(staged, folder)) {
        return NewArrayFile.of(staged, folder);
      }
    } catch (NoSuchFileException e) {
      throw RunErrors.stagedElsewhere(run.file(), e);
    }
    NewArrayFile copy = NewArrayFile.create(folder, 0);
    copy(run, recordBytes, 0, run.count(), copy, offset);
    Files.deleteIfExists(staged);
    return copy;
  }

  private Path staged(Run run) {
    return folder.resolve(run.file());
  }

  private void copyInChunks(Run run, int recordBytes) {
    long perChunk = Records.perCopy(recordBytes);
    AtomicInteger left = new AtomicInteger((int) ((run.count() + perChunk - 1) / perChunk));
    for (long from = 0; from < run.count(); from += perChunk) {
      long first = from;
      long count = Math.min(perChunk, run.count() - from);
      long to = position + from * recordBytes;
      jobs.add(
          pool.submit(
              () -> {
                copy(run, recordBytes, first, count, file.get(), to);
                added(file.get(), count * recordBytes);
                if (left.decrementAndGet() == 0) {
                  Files.deleteIfExists(staged(run));
                }
                return null;
              }));
    }
  }

  private static void copy(
      Run run, int recordBytes, long from, long count, NewArrayFile file, long to)
      throws IOException {
    try (RunReader reader = new RunReader(run, recordBytes)) {
      reader.copyTo(file.path(), to, from, count);
    }
  }

  /**
   * Waits until all runs are copied.
   *
   * @param bytes length of the whole file; at least the bytes that were added
   */
  public NewArrayFile finish(long bytes) throws IOException {
    if (file == null) {
      return NewArrayFile.create(folder, bytes);
    }
    int threads = ParallelJobs.mostThreads();
    pool.setMaximumPoolSize(threads);
    pool.setCorePoolSize(threads);
    ParallelJobs.awaitAll(jobs);
    NewArrayFile whole = ParallelJobs.result(file);
    if (force.isPresent()) {
      force.get().await();
    }
    whole.growTo(bytes);
    return whole;
  }

  /** Waits until no thread writes into the file any more. */
  @Override
  public void close() {
    pool.shutdownNow();
    ParallelJobs.awaitEnd(pool);
    force.ifPresent(EarlyForce::close);
  }

  private static final class CopyThread extends Thread {
    CopyThread(Runnable work) {
      super(work, "memmap-assembly");
      setDaemon(true);
    }
  }
}
