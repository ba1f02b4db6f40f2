package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.metric.CountMetric;
import io.memmap.spark.internal.metric.SizeMetric;
import io.memmap.spark.internal.metric.SumMetric;
import io.memmap.spark.internal.metric.TimeMetric;
import io.memmap.storage.window.IoCounters;
import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** The metrics of a scan in Spark's SQL tab. */
public final class ScanMetrics {
  private static final FilesRead FILES = new FilesRead();
  private static final Partitions PARTITIONS = new Partitions();
  private static final RowsPruned ROWS_PRUNED = new RowsPruned();
  private static final RowsRead ROWS_READ = new RowsRead();
  private static final RowsReturned ROWS_RETURNED = new RowsReturned();
  private static final BytesMapped BYTES_MAPPED = new BytesMapped();
  private static final WindowsMapped WINDOWS = new WindowsMapped();
  private static final Requests REQUESTS = new Requests();
  private static final BytesRead BYTES_READ = new BytesRead();
  private static final BytesWanted BYTES_WANTED = new BytesWanted();
  private static final TimeMapping TIME_MAPPING = new TimeMapping();
  private static final TimeReading TIME_READING = new TimeReading();
  private static final TimeWaiting TIME_WAITING = new TimeWaiting();
  private static final TimeOpening TIME_OPENING = new TimeOpening();

  private ScanMetrics() {}

  public static CustomMetric[] all() {
    return new CustomMetric[] {
      FILES,
      PARTITIONS,
      ROWS_PRUNED,
      ROWS_READ,
      ROWS_RETURNED,
      BYTES_MAPPED,
      WINDOWS,
      REQUESTS,
      BYTES_READ,
      BYTES_WANTED,
      TIME_MAPPING,
      TIME_READING,
      TIME_WAITING,
      TIME_OPENING
    };
  }

  /** The metrics that the driver reports. */
  public static CustomTaskMetric[] ofScan(long files, long partitions, long rowsPruned) {
    return new CustomTaskMetric[] {
      FILES.reported(files), PARTITIONS.reported(partitions), ROWS_PRUNED.reported(rowsPruned)
    };
  }

  /**
   * The metrics of a task so far.
   *
   * @param earlier the values of earlier partitions of the task, if it reads several
   */
  static CustomTaskMetric[] values(IoCounters counters, CustomTaskMetric[] earlier) {
    return new CustomTaskMetric[] {
      reported(ROWS_READ, counters.rows(), earlier),
      reported(ROWS_RETURNED, counters.rowsReturned(), earlier),
      reported(BYTES_MAPPED, counters.bytesMapped(), earlier),
      reported(WINDOWS, counters.windows(), earlier),
      reported(REQUESTS, counters.requests(), earlier),
      reported(BYTES_READ, counters.bytesRead(), earlier),
      reported(BYTES_WANTED, counters.bytesWanted(), earlier),
      reported(TIME_MAPPING, counters.nanosMapping(), earlier),
      reported(TIME_READING, counters.nanosReading(), earlier),
      reported(TIME_WAITING, counters.nanosWaiting(), earlier),
      reported(TIME_OPENING, counters.nanosOpening(), earlier)
    };
  }

  private static CustomTaskMetric reported(
      SumMetric metric, long value, CustomTaskMetric[] earlier) {
    return metric.reported(
        Arrays.stream(earlier)
            .filter(some -> some.name().equals(metric.name()))
            .mapToLong(CustomTaskMetric::value)
            .reduce(value, Long::sum));
  }

  /** Files of which at least one row is read, as planned. */
  public static final class FilesRead extends CountMetric {
    public FilesRead() {
      super("files", "number of files read");
    }
  }

  /** Partitions, as planned. */
  public static final class Partitions extends CountMetric {
    public Partitions() {
      super("partitions", "number of partitions read");
    }
  }

  /** Rows that no task reads because of predicates, limit or offset. */
  public static final class RowsPruned extends CountMetric {
    public RowsPruned() {
      super("rowsPruned", "number of rows pruned");
    }
  }

  /** Rows that all tasks have looked at, before predicates leave out some of them. */
  public static final class RowsRead extends CountMetric {
    public RowsRead() {
      super("rowsRead", "number of rows read");
    }
  }

  /** Rows that the tasks have returned to Spark or reduced for it. */
  public static final class RowsReturned extends CountMetric {
    public RowsReturned() {
      super("rowsReturned", "number of rows returned");
    }
  }

  /** Bytes of address space that all tasks have mapped, whether read or not. */
  public static final class BytesMapped extends SizeMetric {
    public BytesMapped() {
      super("bytesMapped", "bytes mapped");
    }
  }

  /** Mappings made by all tasks. */
  public static final class WindowsMapped extends CountMetric {
    public WindowsMapped() {
      super("windowsMapped", "windows mapped");
    }
  }

  /** Positional reads of all tasks. Each is one request if the storage is remote. */
  public static final class Requests extends CountMetric {
    public Requests() {
      super("requests", "number of read requests");
    }
  }

  /**
   * Bytes that positional reads have copied. The gaps between gathered runs are included if the
   * storage is remote.
   */
  public static final class BytesRead extends SizeMetric {
    public BytesRead() {
      super("bytesRead", "bytes read by copying");
    }
  }

  /** Bytes of the columns in the rows that all tasks have read, whether mapped or copied. */
  public static final class BytesWanted extends SizeMetric {
    public BytesWanted() {
      super("bytesWanted", "bytes wanted");
    }
  }

  /** Time in which all tasks have mapped windows, without page faults. */
  public static final class TimeMapping extends TimeMetric {
    public TimeMapping() {
      super("timeMapping", "time mapping");
    }
  }

  /** Time that positional reads have taken, on all threads of all tasks. */
  public static final class TimeReading extends TimeMetric {
    public TimeReading() {
      super("timeReading", "time reading by copying");
    }
  }

  /** Time in which the own threads of all tasks have waited for positional reads. */
  public static final class TimeWaiting extends TimeMetric {
    public TimeWaiting() {
      super("timeWaiting", "time waiting for reads");
    }
  }

  /** Time in which all tasks have opened and checked files. */
  public static final class TimeOpening extends TimeMetric {
    public TimeOpening() {
      super("timeOpening", "time opening files");
    }
  }
}
