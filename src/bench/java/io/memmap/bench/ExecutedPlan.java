package io.memmap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plan that Spark executed for a query.
 *
 * @param operators from the result down to the scan, on one line; a star marks generated code
 * @param tasks number of tasks of the stage that scans; 0 for contenders without Spark
 */
record ExecutedPlan(String operators, int tasks) {
  /** The plan of contenders without Spark. */
  static final ExecutedPlan NONE = new ExecutedPlan("", 0);

  /** A line of the tree in {@code explain("formatted")}: {@code +- * HashAggregate (6)}. */
  private static final Pattern OPERATOR =
      Pattern.compile("[\\s:|+-]*(?<generated>\\* )?(?<name>\\S.*?) \\(\\d+\\).*");

  /** The lines that adaptive execution puts around the operators. */
  private static final Pattern FRAME =
      Pattern.compile("AdaptiveSparkPlan|\\w*QueryStage|AQEShuffleRead");

  /** The description of a memmap scan; it ends with the file's path, which is cut off. */
  private static final Pattern SOURCE = Pattern.compile("(BatchScan memmap) .*");

  static ExecutedPlan of(String formatted, int tasks) {
    List<String> operators = new ArrayList<>();
    for (String line : formatted.lines().toList()) {
      Matcher operator = OPERATOR.matcher(line);
      boolean treeEnds = line.isBlank() || line.contains("== Initial Plan ==");
      if (treeEnds && !operators.isEmpty()) {
        break;
      }
      if (operator.matches() && !FRAME.matcher(operator.group("name")).lookingAt()) {
        String name = SOURCE.matcher(operator.group("name")).replaceFirst("$1");
        String star = operator.group("generated") == null ? "" : "*";
        operators.add(star + name.strip());
      }
    }
    return new ExecutedPlan(String.join(" < ", operators), tasks);
  }
}
