package io.memmap.spark.internal.table;

import org.apache.spark.sql.catalyst.analysis.ResolveRowLevelCommandAssignments;
import org.apache.spark.sql.catalyst.analysis.RewriteMergeIntoTable;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.Product;
import scala.runtime.AbstractPartialFunction;

/**
 * Makes {@code UPDATE} and {@code MERGE} work on arrays of any length and with any condition, and
 * lets {@code MERGE} name {@code _row} and {@code _file}. Spark 4.2 and 4.3 fail in two ways that
 * no setting and no trait of a table avoids:
 *
 * <ul>
 *   <li>They turn the condition into a second query, which finds the groups of rows to read. That
 *       query collects the index of each changed row on the driver, fails for tables with two row
 *       ids, and in a merge knows stored columns only. This rule plans the change without it, as
 *       Spark 3.5 to 4.1 do. The runtime filter of a join is another query, and stays.
 *   <li>If the analyzer needs more than one round to resolve a merge, it treats metadata columns as
 *       columns of the table, assigns them, and adds them again. This rule rewrites the statement
 *       at the end of the round that resolves it.
 * </ul>
 *
 * <p>Other plans and other tables are not changed.
 */
final class ChangesInPlace extends Rule<LogicalPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(ChangesInPlace.class);

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    try {
      return plan.containsPattern(TreePattern.COMMAND())
          ? plan.resolveOperatorsUp(new Changes())
          : plan;
    } catch (LinkageError e) {
      // A Spark version that was not tested: its own plan is used.
      LOG.debug("cannot look at changes of arrays", e);
      return plan;
    }
  }

  private static boolean isChangeOfRows(LogicalPlan plan) {
    return plan instanceof WriteDelta delta && delta.operation() instanceof RowUpdate;
  }

  /** A merge that only inserts is an append, not a row-level operation. */
  private static boolean isAppend(LogicalPlan plan) {
    return plan instanceof V2WriteCommand write
        && write.table() instanceof Product relation
        && relation.productElement(0) instanceof CatalogTable;
  }

  /** Applies Spark's rewrite to a resolved merge; other plans are returned as they are. */
  private static LogicalPlan rewritten(MergeIntoTable merge) {
    return RewriteMergeIntoTable.apply(ResolveRowLevelCommandAssignments.apply(merge));
  }

  private static final class Changes extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof MergeIntoTable || isChangeOfRows(plan);
    }

    @Override
    @SuppressWarnings("unchecked") // the result is a plan, as Scala's types say
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      LogicalPlan change = plan instanceof MergeIntoTable into ? rewritten(into) : plan;
      if (isChangeOfRows(change)) {
        return (B) change.transformExpressions(new WithoutSecondQuery((WriteDelta) change));
      }
      return isAppend(change) ? (B) change : otherwise.apply(plan);
    }
  }

  /**
   * Removes the second query, which Spark makes from the condition, or from the {@code EXISTS} that
   * a merge puts around it. Conditions of a merge have no other subqueries. The statement's own
   * query repeats the condition, so it finds the changed rows by itself.
   */
  private static final class WithoutSecondQuery
      extends AbstractPartialFunction<Expression, Expression> {
    private final Expression condition;

    WithoutSecondQuery(WriteDelta delta) {
      this.condition = delta.condition();
    }

    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof Exists || expression.equals(condition);
    }

    @Override
    @SuppressWarnings("unchecked") // the result is an expression, as Scala's types say
    public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
      return isDefinedAt(expression) ? (B) Literal.TrueLiteral() : otherwise.apply(expression);
    }
  }
}
