package io.memmap.spark.internal.table;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * The rules of a session that starts with the connector's jar. Spark finds this class through
 * {@code META-INF/services}, without a setting.
 */
public final class SessionRules implements SparkSessionExtensionsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRules.class);

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(session -> new ChangesInPlace());
    extensions.injectCheckRule(session -> new TableChanges());
    beforeResolution(extensions, session -> new RefusedAssignments());
    return BoxedUnit.UNIT;
  }

  /**
   * Adds the rule that reads statements before they are resolved; only newer versions of Spark have
   * a place for it.
   */
  private static void beforeResolution(
      SparkSessionExtensions extensions, Function1<Object, Rule<LogicalPlan>> rule) {
    try {
      SparkSessionExtensions.class
          .getMethod("injectHintResolutionRule", Function1.class)
          .invoke(extensions, rule);
    } catch (ReflectiveOperationException e) {
      LOG.debug("this Spark drops assignments to columns that are stored nowhere", e);
    }
  }
}
