package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.IoCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads the files of a task section by section: files of one section are reduced together. */
abstract class SectionReader extends CountingReader<InternalRow> {
  private final ArrayReaderFactory arrays;
  private final PartOpener opener;
  private final Iterator<List<SourceRows>> sections;

  /** Of the open section; null before the first one and between two. */
  private BatchReader batches;

  private ArraySource source;

  /**
   * @param together whether all files are one section, else each is one
   */
  SectionReader(ArrayReaderFactory arrays, List<SourceRows> parts, boolean together) {
    super(new IoCounters());
    this.arrays = arrays;
    this.opener = new PartOpener(arrays, counters);
    this.sections = together ? List.of(parts).iterator() : parts.stream().map(List::of).iterator();
  }

  /** Opens the next section unless one is open; false if there are no more. */
  final boolean open() {
    if (batches == null && sections.hasNext()) {
      List<SourceRows> section = sections.next();
      source = section.get(0).source();
      batches = new BatchReader(arrays, section, opener, counters);
    }
    return batches != null;
  }

  final BatchReader batches() {
    return batches;
  }

  /** The first file of the section that was opened last. */
  final ArraySource source() {
    return source;
  }

  final void closeSection() throws IOException {
    if (batches != null) {
      BatchReader open = batches;
      batches = null;
      open.close();
    }
  }

  @Override
  public final void close() throws IOException {
    while (sections.hasNext()) {
      sections.next();
    }
    closeSection();
  }
}
