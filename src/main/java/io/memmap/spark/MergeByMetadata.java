package io.memmap.spark;

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
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.Product;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets {@code MERGE} into an array name {@code _row} and {@code _file}, which are all that tells
 * its rows apart. Spark 4.2 and 4.3 fail at it in two ways, of which it has no setting or trait of
 * a table that cures both:
 *
 * <ul>
 *   <li>From the condition it makes a second query, which finds out what need not be read, and in
 *       which it knows stored columns only. A merge of rows in place can do without that query, as
 *       it does in Spark 3.5 to 4.1.
 *   <li>If it takes the analyzer more than one round to resolve the statement, the metadata columns
 *       have become columns of the table, are assigned as such, and are added once more. So the
 *       statement is rewritten at the end of the round in which it is resolved.
 * </ul>
 *
 * <p>Other plans stay as they are, and so do merges into other tables.
 */
final class MergeByMetadata extends Rule<LogicalPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(MergeByMetadata.class);

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    try {
      return plan.containsPattern(TreePattern.COMMAND())
          ? plan.resolveOperatorsUp(new Merges())
          : plan;
    } catch (LinkageError e) {
      // Another Spark than those this was tested with: its own way has to do.
      LOG.debug("cannot look at merges", e);
      return plan;
    }
  }

  private static boolean isMergeOfRows(LogicalPlan plan) {
    return plan instanceof WriteDelta delta
        && delta.operation() instanceof RowUpdate update
        && update.command() == Command.MERGE;
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

  private static final class Merges extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof MergeIntoTable || isMergeOfRows(plan);
    }

    @Override
    @SuppressWarnings("unchecked") // what comes out is a plan, as Scala's types say
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      LogicalPlan merge = plan instanceof MergeIntoTable into ? rewritten(into) : plan;
      if (isMergeOfRows(merge)) {
        return (B) merge.transformExpressions(new WithoutSecondQuery());
      }
      return isAppend(merge) ? (B) merge : otherwise.apply(plan);
    }
  }

  /** Conditions of a merge have no subqueries of the user's. */
  private static final class WithoutSecondQuery
      extends AbstractPartialFunction<Expression, Expression> {
    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof Exists;
    }

    @Override
    @SuppressWarnings("unchecked") // what comes out is an expression, as Scala's types say
    public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
      return isDefinedAt(expression) ? (B) Literal.TrueLiteral() : otherwise.apply(expression);
    }
  }
}
