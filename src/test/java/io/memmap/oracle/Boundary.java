package io.memmap.oracle;

/** Relations between the number of rows, the batch size and the number of partitions. */
enum Boundary {
  NO_ROWS,
  ONE_ROW,
  ONE_LESS_THAN_A_BATCH,
  ONE_BATCH,
  ONE_MORE_THAN_A_BATCH,
  WHOLE_BATCHES,
  ONE_MORE_THAN_BATCHES,
  FEWER_ROWS_THAN_PARTITIONS,
  A_ROW_PER_PARTITION,
  ONE_MORE_THAN_PARTITIONS,
  UNEVEN_PARTITIONS,
  PARTITION_ONE_LESS_THAN_A_BATCH,
  PARTITION_OF_ONE_BATCH,
  PARTITION_ONE_MORE_THAN_A_BATCH,
  ONE_ROW_PER_BATCH;

  /** Whether the numbers have this relation; 0 means that the connector chooses the size. */
  boolean holds(int rows, int batch, int partitions) {
    return switch (this) {
      case NO_ROWS -> rows == 0;
      case ONE_ROW -> rows == 1;
      case ONE_LESS_THAN_A_BATCH -> rows > 0 && rows == batch - 1;
      case ONE_BATCH -> rows > 0 && rows == batch;
      case ONE_MORE_THAN_A_BATCH -> batch > 0 && rows == batch + 1;
      case WHOLE_BATCHES -> batch > 1 && rows > batch && rows % batch == 0;
      case ONE_MORE_THAN_BATCHES -> batch > 1 && rows > 2 * batch && rows % batch == 1;
      case FEWER_ROWS_THAN_PARTITIONS -> rows > 0 && rows < partitions;
      case A_ROW_PER_PARTITION -> rows > 1 && rows == partitions;
      case ONE_MORE_THAN_PARTITIONS -> partitions > 1 && rows == partitions + 1;
      case UNEVEN_PARTITIONS -> partitions > 1 && rows > partitions && rows % partitions != 0;
      case PARTITION_ONE_LESS_THAN_A_BATCH -> perPartition(rows, partitions) + 1 == batch;
      case PARTITION_OF_ONE_BATCH -> perPartition(rows, partitions) == batch && batch > 1;
      case PARTITION_ONE_MORE_THAN_A_BATCH ->
          batch > 1 && perPartition(rows, partitions) - 1 == batch;
      case ONE_ROW_PER_BATCH -> batch == 1 && rows > 1;
    };
  }

  /** The rows per partition if all partitions are equal, else a number that no batch has. */
  private static int perPartition(int rows, int partitions) {
    return partitions > 1 && rows % partitions == 0 && rows > 0 ? rows / partitions : -9;
  }
}
