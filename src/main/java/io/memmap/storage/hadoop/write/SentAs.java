package io.memmap.storage.hadoop.write;

/** As what the rows of a task attempt are sent. */
record SentAs(int partition, PartNumbers numbers, UploadId upload) {

  boolean isFirst() {
    return partition == 0;
  }

  boolean isLast() {
    return partition == numbers.partitions() - 1;
  }

  long mostBytes() {
    return PartRange.mostBytes(numbers.ofPartition());
  }
}
