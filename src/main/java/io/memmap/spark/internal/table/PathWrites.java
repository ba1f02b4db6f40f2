package io.memmap.spark.internal.table;

import io.memmap.spark.internal.files.OnInterruptedUpdate;
import io.memmap.spark.internal.files.TargetFile;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.NumpyMode;
import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.storage.file.Location;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code df.write.save(path)} in every save mode. Spark refuses its default save mode for batch
 * writes by path. It calls {@code CreatableRelationProvider} instead, which checks the mode and
 * starts the batch write.
 */
public final class PathWrites {
  private static final String CALL_SITE = "callSite.short";

  private PathWrites() {}

  public static BaseRelation save(
      SQLContext context, SaveMode mode, Map<String, String> options, Dataset<Row> rows) {
    WriteOptions checked = WriteOptions.of(new CaseInsensitiveStringMap(options));
    NumpyMode.checkPair(checked.mode(), mode, checked.hasIndex());
    TargetFile.Found found = checked.target().found();
    Location path = found.place();
    boolean exists = found.exists();
    if (exists && mode == SaveMode.ErrorIfExists) {
      throw PathWrites.<RuntimeException>unchecked(pathExists(path));
    }
    if (!(exists && mode == SaveMode.Ignore)) {
      Map<String, String> direct = new HashMap<>(options);
      direct.put(OptionNames.DIRECT_WRITE, action(mode, checked, exists).name());
      DataFrameWriter<Row> writer = rows.write().format(OptionNames.FORMAT).options(direct);
      named(context.sparkContext(), path, () -> writer.mode(SaveMode.Overwrite).save());
    }
    return new Saved(context, rows.schema());
  }

  /**
   * Names jobs and queries after the user's line, not after the line of this class that starts
   * them.
   */
  private static void named(SparkContext context, Location path, Runnable save) {
    if (context.getLocalProperty(CALL_SITE) != null) {
      save.run();
      return;
    }
    context.setCallSite("save to " + path);
    try {
      save.run();
    } finally {
      context.clearCallSite();
    }
  }

  /**
   * The action of a save mode. Rows appended to a missing file make a new one, as in Spark's file
   * sources.
   */
  private static WriteAction action(SaveMode mode, WriteOptions options, boolean exists) {
    return switch (mode) {
      case Overwrite -> WriteAction.REPLACE;
      case Append -> {
        if (exists || options.updates()) {
          refuseUnreadable(options);
        }
        if (options.updates()) {
          yield WriteAction.UPDATE;
        }
        yield exists ? WriteAction.APPEND : WriteAction.CREATE;
      }
      case ErrorIfExists, Ignore -> WriteAction.CREATE;
    };
  }

  /** Finishes an interrupted update of a local file before. */
  private static void refuseUnreadable(WriteOptions options) {
    if (options.location().isLocal()) {
      Path path = options.location().path();
      WholeFile.state(path, OnInterruptedUpdate.FINISHED, options.locking());
    } else {
      options.target().refuseUnreadable();
    }
  }

  private static AnalysisException pathExists(Location path) {
    return new AnalysisException(
        "PATH_ALREADY_EXISTS",
        new scala.collection.immutable.Map.Map1<>("outputPath", path.toString()));
  }

  /** Throws Spark's checked exception from a method that does not declare it. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable error) throws E {
    throw (E) error;
  }

  /** The relation that Spark expects back and does not use. */
  private static final class Saved extends BaseRelation {
    private final SQLContext context;
    private final StructType schema;

    Saved(SQLContext context, StructType schema) {
      this.context = context;
      this.schema = schema;
    }

    @Override
    public SQLContext sqlContext() {
      return context;
    }

    @Override
    public StructType schema() {
      return schema;
    }
  }
}
