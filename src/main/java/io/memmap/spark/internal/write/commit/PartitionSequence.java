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
 * Copies partitions to their places in the new file while tasks of later partitions still run. The
 * place of a partition is known as soon as all partitions before it are committed.
 */
final class PartitionSequence implements AutoCloseable {
  private final Path folder;
  private final ArrayForm form;
  private final boolean sync;
  private final SortedMap<Integer, StagedRuns> committed = new TreeMap<>();

  private int next;
  private StagedRuns first;
  private SequentialAssembly assembly;
  private StagedRuns ragged;
  private boolean closed;

  /**
   * The partitions of one write.
   *
   * @param folder of the staging files
   * @param form for which {@link ArrayForm#isSequential} holds
   * @param sync whether the file will be forced to the disk
   */
  PartitionSequence(Path folder, ArrayForm form, boolean sync) {
    this.folder = folder;
    this.form = form;
    this.sync = sync;
  }

  /**
   * Takes a partition, which may have no records. Spark's scheduler calls this and runs nothing
   * else meanwhile, so this method neither uses the file system nor waits; copies are made by other
   * threads. {@link #finish} throws their errors.
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
      assembly = new SequentialAssembly(folder, form.start(partition.lengths()), sync);
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
   * Waits until all partitions are copied.
   *
   * @param partitions all partitions with records; those that {@link #add} did not get are copied
   *     now
   * @param bytes length of the whole file
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

  /** Spark may report partitions of an aborted job after this; they are ignored. */
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
