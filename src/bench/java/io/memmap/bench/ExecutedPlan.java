package io.memmap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark did for a query.
 *
 * @param operators from the result down to the scan, on one line; a star marks generated code
 * @param tasks of the stage that scans; 0 where Spark had no part in it
 */
record ExecutedPlan(String operators, int tasks) {
  /** Of a contender without Spark. */
  static final ExecutedPlan NONE = new ExecutedPlan("", 0);

  /** A line of the tree in {@code explain("formatted")}: {@code +- * HashAggregate (6)}. */
  private static final Pattern OPERATOR =
      Pattern.compile("[\\s:|+-]*(?<generated>\\* )?(?<name>\\S.*?) \\(\\d+\\).*");

  /** The frame that adaptive execution puts around the operators. */
  private static final Pattern FRAME =
      Pattern.compile("AdaptiveSparkPlan|\\w*QueryStage|AQEShuffleRead");

  /** A scan of ours ends in its file's path, which the name of the contender says already. */
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
