package io.memmap.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * What a session that begins with the connector's jar gets from it, without a setting: Spark finds
 * the class by its name in {@code META-INF/services}.
 */
public final class SessionRules implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(session -> new ChangesInPlace());
    return BoxedUnit.UNIT;
  }
}
