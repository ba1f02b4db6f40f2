package io.memmap.bench;

import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Listens to Spark while a query runs and keeps the plan that was executed last. */
final class PlanProbe extends SparkListener {
  private final SparkContext context;

  private String plan = "";
  private int scanTasks;
  private int firstStage = Integer.MAX_VALUE;

  private PlanProbe(SparkContext context) {
    this.context = context;
  }

  static PlanProbe watch(SparkContext context) {
    PlanProbe probe = new PlanProbe(context);
    context.addSparkListener(probe);
    return probe;
  }

  /** Stops listening and returns the plan. */
  ExecutedPlan seen() throws TimeoutException {
    context.listenerBus().waitUntilEmpty();
    context.removeSparkListener(this);
    synchronized (this) {
      return scanTasks == 0 ? ExecutedPlan.NONE : ExecutedPlan.of(plan, scanTasks);
    }
  }

  @Override
  public synchronized void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      plan = start.physicalPlanDescription();
    } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
      plan = update.physicalPlanDescription();
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
    if (stage.stageInfo().stageId() < firstStage) {
      firstStage = stage.stageInfo().stageId();
      scanTasks = stage.stageInfo().numTasks();
    }
  }
}
