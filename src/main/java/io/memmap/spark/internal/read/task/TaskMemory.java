package io.memmap.spark.internal.read.task;

import io.memmap.storage.window.KeptMemory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The memory that each running task of this JVM keeps until it ends.
 *
 * <p>Spark runs the listeners of a task in the opposite order of their registration. A task reads
 * its first batch before it starts a function of Python, so this memory is closed after Spark has
 * ended the function, however the task ends.
 */
final class TaskMemory {
  private static final Map<TaskContext, KeptMemory> OF_TASKS = new ConcurrentHashMap<>();

  private TaskMemory() {}

  /**
   * The memory of the task of this thread.
   *
   * @param path of a file that it reads, for messages
   * @return empty if the thread runs no task, or the task has ended
   */
  static Optional<KeptMemory> ofThisTask(String path) {
    TaskContext task = TaskContext.get();
    if (task == null || task.isCompleted()) {
      return Optional.empty();
    }
    KeptMemory known = OF_TASKS.get(task);
    return Optional.of(known != null ? known : begin(task, path));
  }

  private static KeptMemory begin(TaskContext task, String path) {
    KeptMemory memory = new KeptMemory(path);
    OF_TASKS.put(task, memory);
    task.addTaskCompletionListener((TaskCompletionListener) ended -> end(ended, memory));
    return memory;
  }

  private static void end(TaskContext task, KeptMemory memory) {
    OF_TASKS.remove(task);
    memory.close();
  }
}
