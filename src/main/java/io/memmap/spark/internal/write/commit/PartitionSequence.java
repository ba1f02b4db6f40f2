package io.memmap.spark.internal.write.commit;

import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.publish.SequentialAssembly;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts partitions one after the other while later ones are still being staged: each has its place
 * as soon as all before it are committed.
 */
final class PartitionSequence implements AutoCloseable {
  private final Path folder;
  private final ArrayForm form;
  private final SortedMap<Integer, StagedRuns> committed = new TreeMap<>();

  private int next;
  private StagedRuns first;
  private SequentialAssembly assembly;
  private StagedRuns ragged;
  private boolean closed;

  /**
   * Partitions of an array whose rows follow one another in the order of the partitions.
   *
   * @param folder of the staging files
   * @param form sequential
   */
  PartitionSequence(Path folder, ArrayForm form) {
    this.folder = folder;
    this.form = form;
  }

  /**
   * Takes a partition, which may have no records. Called by Spark's scheduler, whose jobs all stand
   * still meanwhile: neither touches the file system nor waits. Errors wait for {@link #finish}.
   */
  synchronized void add(StagedRuns partition) {
    committed.putIfAbsent(partition.partition(), partition);
    while (ragged == null && !closed && committed.containsKey(next)) {
      place(committed.get(next));
      next++;
    }
  }

  private void place(StagedRuns partition) {
    if (partition.count() == 0) {
      return;
    }
    if (first == null) {
      first = partition;
      assembly = new SequentialAssembly(folder, form.start(partition.lengths()));
    }
    if (!partition.lengths().equals(first.lengths())) {
      ragged = partition;
      return;
    }
    for (Run run : partition.runs()) {
      assembly.add(run, partition.recordBytes());
    }
  }

  /**
   * Waits for all bytes.
   *
   * @param partitions all that have records
   * @param bytes of the whole file
   */
  NewArrayFile finish(List<StagedRuns> partitions, long bytes) throws IOException {
    placeAll(partitions);
    return assembly == null ? NewArrayFile.create(folder, bytes) : assembly.finish(bytes);
  }

  private synchronized void placeAll(List<StagedRuns> partitions) throws IOException {
    for (StagedRuns partition : partitions) {
      StagedRuns known = committed.putIfAbsent(partition.partition(), partition);
      if (known != null && !known.equals(partition)) {
        throw CommitErrors.committedTwice(partition.partition());
      }
    }
    closed = true;
    if (ragged == null) {
      committed.tailMap(next).values().forEach(this::place);
    }
    if (ragged != null) {
      throw new IOException("ragged: arrays of different lengths");
    }
  }

  /** A job that was given up may still tell of partitions afterwards. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    if (assembly != null) {
      assembly.close();
    }
  }
}
