package io.memmap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of horizontal bars as SVG, for light and dark pages. The bars show seconds.
 *
 * @param unit small text below the title
 * @param note small text below the bars
 */
@SuppressWarnings("InlineFormatString") // templates in constants are easier to read
record BarChart(String title, String unit, String note, List<Bar> bars) {
  private static final int WIDTH = 760;
  private static final int LABELS = 300;
  private static final int VALUES = 70;
  private static final int TOP = 74;
  private static final int PITCH = 30;
  private static final int THICKNESS = 20;

  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
        <style>
          svg { font-family: ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; font-size: 14px }
          .page { fill: #ffffff }
          text { fill: #1f2328 }
          .title { font-size: 16px; font-weight: 600 }
          .note { fill: #57606a; font-size: 11.5px }
          .label { text-anchor: end }
          .ours { fill: #e16f24 } .other { fill: #8c959f }
          @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117 }
            text { fill: #f0f6fc }
            .note { fill: #9198a1 }
            .ours { fill: #f0883e } .other { fill: #656c76 }
          }
        </style>
        <rect class="page" width="%1$d" height="%2$d" rx="10"/>
        <text class="title" x="20" y="32">%3$s</text>
        <text class="note" x="20" y="52">%4$s</text>
        <text class="note" x="20" y="%6$d">%5$s</text>
      """;

  private static final String BAR =
      """
        <text class="label" x="%d" y="%d">%s</text>
        <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>
        <text x="%.1f" y="%d">%s s</text>
      """;

  /**
   * A bar.
   *
   * @param ours whether the bar is highlighted
   */
  record Bar(String label, double seconds, boolean ours) {}

  String svg() {
    double longest = bars.stream().mapToDouble(Bar::seconds).max().orElseThrow();
    double scale = (WIDTH - LABELS - VALUES - 20) / longest;
    int height = TOP + bars.size() * PITCH + 34;
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            HEAD,
            WIDTH,
            height,
            escaped(title),
            escaped(unit),
            escaped(note),
            height - 16));
    for (int i = 0; i < bars.size(); i++) {
      parts.add(bar(bars.get(i), TOP + i * PITCH, scale));
    }
    return String.join("", parts) + "</svg>\n";
  }

  private static String bar(Bar bar, int y, double scale) {
    double width = Math.max(1, bar.seconds() * scale);
    int baseline = y + THICKNESS - 5;
    return String.format(
        Locale.ROOT,
        BAR,
        LABELS - 10,
        baseline,
        escaped(bar.label()),
        bar.ours() ? "ours" : "other",
        LABELS,
        y,
        width,
        THICKNESS,
        LABELS + width + 8,
        baseline,
        PerformancePage.twoDigits(bar.seconds()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
