package io.memmap.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How often each file was opened, read or asked for its attributes. */
public final class CountedCalls implements FileCalls {
  public static final CountedCalls INSTANCE = new CountedCalls();

  /** Others concern what is open already. */
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

  /** By kind of call, how many came to files whose path begins so; the most to any of them. */
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
