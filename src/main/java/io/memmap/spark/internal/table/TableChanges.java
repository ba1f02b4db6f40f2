package io.memmap.spark.internal.table;

import org.apache.spark.sql.catalyst.analysis.ResolvedTable;
import org.apache.spark.sql.catalyst.plans.logical.AddColumns;
import org.apache.spark.sql.catalyst.plans.logical.DropColumns;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceColumns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses an {@code ALTER TABLE} that gives a table other columns than its file has. Spark's
 * session catalog would store them, and each later query would fail.
 */
final class TableChanges extends AbstractFunction1<LogicalPlan, BoxedUnit> {
  private static final Logger LOG = LoggerFactory.getLogger(TableChanges.class);

  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    try {
      if (changed(plan) instanceof ResolvedTable resolved
          && resolved.table() instanceof NamedTable table) {
        throw TableErrors.columnsStay(resolved.identifier().name(), table.name());
      }
    } catch (LinkageError e) {
      // A Spark version that was not tested.
      LOG.debug("cannot look at changes of tables", e);
    }
    return BoxedUnit.UNIT;
  }

  private static LogicalPlan changed(LogicalPlan plan) {
    if (plan instanceof AddColumns add) {
      return add.table();
    }
    if (plan instanceof ReplaceColumns replace) {
      return replace.table();
    }
    return plan instanceof DropColumns drop ? drop.table() : plan;
  }
}
