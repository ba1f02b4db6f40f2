package io.memmap.it;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Writes an int8 array whose rows arrive in an order that is not theirs: row {@code i * STEP mod
 * rows} is the {@code i}-th to come, and holds {@code row mod 251 - 125}. Arguments: the array,
 * rows (not a multiple of {@link #STEP}, a prime), partitions.
 */
public final class PermutationJob {
  /** Neighbours in time are far apart in the array. */
  static final long STEP = 618_033_989;

  private PermutationJob() {}

  public static void main(String[] args) {
    long rows = Long.parseLong(args[1]);
    SparkSession spark = SparkSession.builder().appName("PermutationJob").getOrCreate();
    long begun = System.nanoTime();
    spark
        .range(0, rows, 1, Integer.parseInt(args[2]))
        .selectExpr("id * " + STEP + " % " + rows + " as i")
        .selectExpr("i", "cast(i % 251 - 125 as tinyint)")
        .write()
        .format("memmap")
        .mode("overwrite")
        .option("rowIndex", "i")
        .option("sync", "false")
        .save(args[0]);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    System.out.println("PERMUTED seconds=" + seconds);
    System.out.println("PERMUTED maxHeap=" + (Runtime.getRuntime().maxMemory() >> 20));
    System.out.println("PERMUTED peakHeap=" + (peakHeap() >> 20));
    spark.stop();
  }

  /** Garbage included, so at most the heap that was given. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .map(java.lang.management.MemoryPoolMXBean::getPeakUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
