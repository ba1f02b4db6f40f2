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
 * Lets {@code UPDATE} and {@code MERGE} change an array of any length by any condition, and {@code
 * MERGE} name {@code _row} and {@code _file}, which are all that tells its rows apart. Spark 4.2
 * and 4.3 fail at it in two ways, of which they have no setting or trait of a table that cures
 * both:
 *
 * <ul>
 *   <li>From the condition they make a second query, which finds out what need not be read. It
 *       takes the index of each row that is to be changed to the driver, which may be all rows of
 *       an array, makes nothing of those that have two indices, and knows stored columns only in a
 *       merge. Rows in place are changed without that query, as in Spark 3.5 to 4.1. What a join
 *       tells at run time about the rows that it needs is another query, and stays.
 *   <li>If it takes the analyzer more than one round to resolve a merge, the metadata columns have
 *       become columns of the table, are assigned as such, and are added once more. So the
 *       statement is rewritten at the end of the round in which it is resolved.
 * </ul>
 *
 * <p>Other plans stay as they are, and so do changes of other tables.
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
      // Another Spark than those this was tested with: its own way has to do.
      LOG.debug("cannot look at changes of arrays", e);
      return plan;
    }
  }

  private static boolean isChangeOfRows(LogicalPlan plan) {
    return plan instanceof WriteDelta delta && delta.operation() instanceof RowUpdate;
  }

  /** A merge that only inserts is an append, which is no operation on rows. */
  private static boolean isAppend(LogicalPlan plan) {
    return plan instanceof V2WriteCommand write
        && write.table() instanceof Product relation
        && relation.productElement(0) instanceof CatalogTable;
  }

  /** In Spark's rules, a resolved one becomes one that can be planned, and others stay. */
  private static LogicalPlan rewritten(MergeIntoTable merge) {
    return RewriteMergeIntoTable.apply(ResolveRowLevelCommandAssignments.apply(merge));
  }

  private static final class Changes extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof MergeIntoTable || isChangeOfRows(plan);
    }

    @Override
    @SuppressWarnings("unchecked") // what comes out is a plan, as Scala's types say
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      LogicalPlan change = plan instanceof MergeIntoTable into ? rewritten(into) : plan;
      if (isChangeOfRows(change)) {
        return (B) change.transformExpressions(new WithoutSecondQuery((WriteDelta) change));
      }
      return isAppend(change) ? (B) change : otherwise.apply(plan);
    }
  }

  /**
   * The second query is made of the condition, or of an {@code EXISTS} in which a merge wraps its
   * own; conditions of a merge have no subqueries of the user's. The rows that are changed are
   * found by the query of the statement, which has its condition once more.
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
    @SuppressWarnings("unchecked") // what comes out is an expression, as Scala's types say
    public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
      return isDefinedAt(expression) ? (B) Literal.TrueLiteral() : otherwise.apply(expression);
    }
  }
}
