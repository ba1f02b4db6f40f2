package io.memmap.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often each file was opened, mapped, read, listed or asked for its attributes. */
public final class CountedCalls implements FileCalls {
  public static final CountedCalls INSTANCE = new CountedCalls();

  /** The counted calls; all others concern files that are already open. */
  private static final Set<String> LOOKS = Set.of("attributes", "list", "open", "read", "map");

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  private CountedCalls() {}

  @Override
  public void before(String call, Path path) {
    counts.merge(call + " " + path, 1, Integer::sum);
  }

  public void forget() {
    counts.clear();
  }

  /** By kind of call, the most calls to a single file whose path starts with {@code prefix}. */
  public Map<String, Integer> mostPerFile(String prefix) {
    Map<String, Integer> most = new TreeMap<>();
    counts.forEach(
        (key, count) -> {
          String call = key.substring(0, key.indexOf(' '));
          if (key.startsWith(prefix, call.length() + 1) && LOOKS.contains(call)) {
            most.merge(call, count, Math::max);
          }
        });
    return most;
  }
}
