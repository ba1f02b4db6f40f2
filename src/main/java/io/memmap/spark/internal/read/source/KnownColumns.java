package io.memmap.spark.internal.read.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;

/** The columns that Spark's expressions may name; of two with the same name, the first. */
public final class KnownColumns {
  private final Map<String, ScanColumn> byName = new HashMap<>();

  /**
   * @param columns stored columns, indices and metadata columns
   */
  public KnownColumns(List<ScanColumn> columns) {
    columns.forEach(column -> byName.putIfAbsent(column.field().name(), column));
  }

  /** The column that an expression is; empty if it is another expression. */
  public Optional<ScanColumn> column(Expression expression) {
    return expression instanceof NamedReference reference && reference.fieldNames().length == 1
        ? Optional.ofNullable(byName.get(reference.fieldNames()[0]))
        : Optional.empty();
  }
}
