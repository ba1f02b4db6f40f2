package io.memmap.it;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Writes an int8 array whose rows arrive in another order than the array's: the {@code i}-th row to
 * arrive is row {@code i * STEP mod rows}. Row {@code r} holds {@code r mod 251 - 125}. Arguments:
 * the array, rows (not a multiple of {@link #STEP}, which is prime), partitions.
 */
public final class PermutationJob {
  /** Distance in the array between consecutive rows, modulo the number of rows. */
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

  /** Peak size of the heap in bytes with garbage, so at most the heap's limit. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .map(java.lang.management.MemoryPoolMXBean::getPeakUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
