package io.memmap.spark.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Assignment;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UpdateTable;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Refuses assignments to columns that are not stored, such as {@code SET _row = 5}. Spark drops
 * such assignments silently when it resolves them, so this rule reads statements before. It changes
 * no statement, and ignores other tables.
 */
final class RefusedAssignments extends Rule<LogicalPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedAssignments.class);
  private static final String CATALOG = "spark.sql.catalog.";
  private static final String OUR_CATALOG = "io.memmap.spark.MemmapCatalog";

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    try {
      return plan.containsPattern(TreePattern.COMMAND())
          ? plan.resolveOperatorsUp(new Statements())
          : plan;
    } catch (LinkageError e) {
      // A Spark version that was not tested: it drops such assignments.
      LOG.debug("cannot look at assignments", e);
      return plan;
    }
  }

  private static final class Statements extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof UpdateTable || plan instanceof MergeIntoTable;
    }

    @Override
    @SuppressWarnings("unchecked") // the result is a plan, as Scala's types say
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      if (isDefinedAt(plan)) {
        String table = name(target(plan));
        if (isOurs(table)) {
          plan.transformExpressions(new Assignments(table));
        }
      }
      return otherwise.apply(plan);
    }
  }

  private static LogicalPlan target(LogicalPlan plan) {
    LogicalPlan target =
        plan instanceof UpdateTable update ? update.table() : ((MergeIntoTable) plan).targetTable();
    return target instanceof SubqueryAlias alias ? alias.child() : target;
  }

  /** The table's name as the statement writes it; empty if the plan no longer has it. */
  private static String name(LogicalPlan target) {
    return target instanceof UnresolvedRelation relation ? relation.tableName() : "";
  }

  private static boolean isOurs(String table) {
    if (table.isEmpty()) {
      return false;
    }
    SparkSession session = SparkSession.active();
    String first = parts(table).get(0);
    String found = session.conf().get(CATALOG + first, "");
    String catalog =
        found.isEmpty()
            ? session.conf().get(CATALOG + session.catalog().currentCatalog(), "")
            : found;
    return catalog.equals(OUR_CATALOG);
  }

  /** The parts of a name; dots between backticks do not separate. */
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '`') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static final class Assignments extends AbstractPartialFunction<Expression, Expression> {
    private final String table;

    Assignments(String table) {
      this.table = table;
    }

    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof Assignment;
    }

    @Override
    public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
      if (expression instanceof Assignment set && set.key() instanceof UnresolvedAttribute key) {
        refuseUnstored(parts(key.name()));
      }
      return otherwise.apply(expression);
    }

    private void refuseUnstored(List<String> key) {
      String name = key.get(key.size() - 1);
      if (name.startsWith("_") && isMetadata(key.get(0), name)) {
        throw TableErrors.tableStays(
            parts(table).get(parts(table).size() - 1),
            "SET " + name,
            "it says which row that is, and is stored nowhere; set columns of the array WHERE "
                + name
                + " is what you mean");
      }
    }

    /** Whether it is a metadata column of the table. */
    private boolean isMetadata(String first, String name) {
      try {
        Dataset<Row> rows = SparkSession.active().table(table);
        boolean stored =
            Arrays.stream(rows.columns())
                .anyMatch(
                    column -> column.equalsIgnoreCase(name) || column.equalsIgnoreCase(first));
        return !stored && rows.select("`" + name + "`").columns().length == 1;
      } catch (
          Exception e) { // Spark's exceptions are checked, and the method that throws them does not
        // declare it
        LOG.debug("left to the analyzer, which says it too", e);
        return false;
      }
    }
  }
}
